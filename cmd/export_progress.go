package cmd

import (
	"time"

	"bestand.example/itbestand/export"
)

// readings is how often the export goes through all responses: to count, and to
// write.
const readings = 2

// counted tells how far the export is, from the responses that it has gone
// through; quiet, only to a person who watches.
func (a *app) counted(quiet bool, responses int, each func(func(export.Response) error) error) func(func(export.Response) error) error {
	p := a.newProgress()
	if quiet && !p.terminal {
		return each
	}
	p.say = func(done, total int, rate float64, left time.Duration) string {
		return a.words.T("update.progress", done*100/total, int(rate/readings+0.5), a.duration(left))
	}
	reading := 0
	return func(yield func(export.Response) error) error {
		done := reading * responses
		reading++
		err := each(func(r export.Response) error {
			if done++; done < readings*responses { // the last one ends the line
				p.step(done, readings*responses)
			}
			return yield(r)
		})
		if reading == readings || err != nil {
			p.end()
		}
		return err
	}
}
