package cmd

import (
	"context"
	"time"

	"bestand.example/itbestand/export"
)

// An export reads each response, which takes about three times as long as to
// write it afterwards.
const (
	readSteps  = 3
	writeSteps = 1
)

// exportProgress tells how far an export is.
type exportProgress struct {
	*progress
	total, done int // steps
	quiet       bool
}

// follow tells how far the export of a book is, from the number of its
// responses, and ends it with ctx; quiet, only to a person who watches.
func (a *app) follow(ctx context.Context, quiet bool, responses int, b *export.Book) *exportProgress {
	p := &exportProgress{progress: a.newProgress(), total: responses * (readSteps + writeSteps)}
	p.quiet = quiet && !p.terminal
	p.say = func(done, total int, rate float64, left time.Duration) string {
		return a.words.T("update.progress", done*100/total, int(rate/(readSteps+writeSteps)+0.5), a.duration(left))
	}
	each := b.Responses
	b.Responses = func(yield func(export.Response) error) error {
		return each(func(r export.Response) error {
			p.forward(readSteps)
			return yield(r)
		})
	}
	b.Written = func() error {
		p.forward(writeSteps)
		return ctx.Err()
	}
	return p
}

func (p *exportProgress) forward(steps int) {
	if p.done += steps; p.done < p.total && !p.quiet { // end ends the line
		p.step(p.done, p.total)
	}
}
