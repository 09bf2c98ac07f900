package cmd

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/mattn/go-isatty"
)

// progress tells how far a long work is. On a terminal it is one line, drawn
// ten times a second at most, with the rate and the time that is left;
// elsewhere a line at each tenth of the way.
type progress struct {
	out      io.Writer
	terminal bool
	say      func(done, total int, rate float64, left time.Duration) string
	now      func() time.Time

	began, drawn time.Time
	tenths       int
	width        int
}

// onTerminal is a progress that says nothing elsewhere: for work of which the
// outcome alone matters.
func (a *app) onTerminal(key string) func(done, total int) {
	if file, ok := a.err.(*os.File); ok && isatty.IsTerminal(file.Fd()) {
		return a.progress(key).step
	}
	return nil
}

// worthTelling is from how many steps on a work is long.
const worthTelling = 100

// progress makes a progress whose sentence is the key of the catalogue, with
// the arguments done, total, steps a second, and the time left in words.
func (a *app) progress(key string) *progress {
	p := a.newProgress()
	p.say = func(done, total int, rate float64, left time.Duration) string {
		return a.words.T(key, done, total, int(rate+0.5), a.duration(left))
	}
	return p
}

func (a *app) newProgress() *progress {
	file, ok := a.err.(*os.File)
	return &progress{out: a.err, terminal: ok && isatty.IsTerminal(file.Fd()), now: time.Now, began: time.Now()}
}

// end takes the line away that stands on the terminal where the work ended
// early, so that what is said next does not begin behind it.
func (p *progress) end() {
	if p.width > 0 {
		p.draw(1, 1)
	}
}

func (p *progress) step(done, total int) {
	if total < worthTelling {
		return
	}
	if p.terminal {
		p.draw(done, total)
		return
	}
	if tenths := done * 10 / total; tenths > p.tenths && done < total {
		p.tenths = tenths
		fmt.Fprintln(p.out, p.sentence(done, total))
	}
}

func (p *progress) draw(done, total int) {
	if done == total {
		fmt.Fprintf(p.out, "\r%*s\r", p.width, "")
		p.width = 0
		return
	}
	if now := p.now(); now.Sub(p.drawn) > 100*time.Millisecond {
		p.drawn = now
		line := p.sentence(done, total)
		fmt.Fprintf(p.out, "\r%-*s", p.width, line)
		p.width = max(p.width, len([]rune(line)))
	}
}

func (p *progress) sentence(done, total int) string {
	passed := p.now().Sub(p.began)
	if done == 0 || passed <= 0 {
		return p.say(done, total, 0, 0)
	}
	left := time.Duration(float64(passed) / float64(done) * float64(total-done))
	return p.say(done, total, float64(done)/passed.Seconds(), left)
}

// duration says how long something takes, roughly.
func (a *app) duration(d time.Duration) string {
	switch {
	case d < 1500*time.Millisecond:
		return a.words.T("progress.second")
	case d < 90*time.Second:
		return a.words.T("progress.seconds", int(d.Seconds()+0.5))
	case d < 100*time.Minute:
		return a.words.T("progress.minutes", int(d.Minutes()+0.5))
	}
	return a.words.T("progress.hours", int(d.Hours()+0.5))
}
