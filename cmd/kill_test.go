//go:build !windows

package cmd_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"bestand.example/itbestand/survey/i18n"
)

// patient is a program that a person works with and that is killed.
type patient interface {
	// input is what the person types for a step at the place of the twin.
	input(w *twin, s step) string
	// already tells whether the place of the twin is shown before it is due.
	already(w *twin) bool
	// give hands input over; nobody may be there any more.
	give(input string)
	// shows waits for the place of the twin, and tells whether it was shown
	// before the end.
	shows(w *twin) bool
	process() *os.Process
	// over waits until nothing of the program is left.
	over()
}

// FI01, in the dialogue.
func TestFI01NoAnswerIsLostWhereTheDialogueIsKilled(t *testing.T) {
	killAgainAndAgain(t, func(file string) patient { return &screenPatient{seat: start(t, "fill", file)} })
}

// FI01, in line mode.
func TestFI01NoAnswerIsLostWhereTheLinesAreKilled(t *testing.T) {
	killAgainAndAgain(t, func(file string) patient { return converse(t, file) })
}

// killAgainAndAgain kills the program at moments that are not known, ten times
// here and a hundred times in the long proof. What was acknowledged, by showing
// the next question, is there afterwards; of what was under way, all or nothing;
// and the program continues at the very question where the file stands.
func killAgainAndAgain(t *testing.T, open func(file string) patient) {
	t.Parallel()
	kills := 10
	if os.Getenv("ITBESTAND_LONG") != "" {
		kills = 100
	}
	var file string
	var w *twin
	acknowledged, torn := 0, 0
	for i := range kills {
		if w == nil || w.s.AtEnd() {
			file = filepath.Join(t.TempDir(), "Amt für Straßen.itb")
			newLandscape(t, file)
			w = newTwin(t, file, goalOf(t, file))
		}
		possible := []state{w.state()}
		p := open(file)
		moment := time.Duration(rand.IntN(600)) * time.Millisecond
		if i%5 == 0 {
			moment /= 10 // while it starts
		}
		killer := time.AfterFunc(moment, func() { _ = p.process().Kill() })
		for p.shows(w) && !w.s.AtEnd() {
			s := w.next()
			input := p.input(w, s)
			possible = append(possible, w.do(s)...)
			before := p.already(w)
			p.give(input)
			if !before && p.shows(w) {
				possible, acknowledged = possible[len(possible)-1:], acknowledged+1
			}
		}
		p.over()
		killer.Stop()
		if info, err := os.Stat(file + "-journal"); err == nil && info.Size() > 0 {
			torn++
		}
		w.resume(file, possible)
		whole(t, file)
	}
	if p := open(file); !p.shows(w) {
		t.Errorf("does not continue at %v", w.s.Place())
	} else {
		_ = p.process().Kill()
		p.over()
	}
	t.Logf("%d kills, %d in the middle of a write; %d acknowledgements, none lost", kills, torn, acknowledged)
}

// whole takes the file into a central one, which checks every page, the schema
// and each answer.
func whole(t *testing.T, file string) {
	t.Helper()
	if r, _ := load(t, file); len(r.Answers.Keys()) == 0 {
		return // nothing to take in
	}
	out := succeeds(t, "merge", "--json", filepath.Join(t.TempDir(), "zentral.itb"), "--questionnaire", "it-landschaft", file)
	var report struct{ Files []struct{ Outcome string } }
	if err := json.Unmarshal([]byte(out), &report); err != nil || len(report.Files) != 1 || report.Files[0].Outcome != "begun" {
		t.Fatalf("%v: %s", err, out)
	}
}

type screenPatient struct{ *seat }

func (p *screenPatient) input(w *twin, s step) string { return w.keys(s) }
func (p *screenPatient) already(w *twin) bool         { return w.shows(p.shown()) }
func (p *screenPatient) give(input string)            { _, _ = p.master.WriteString(input) }
func (p *screenPatient) process() *os.Process         { return p.program.Process }
func (p *screenPatient) over()                        { <-p.gone; p.kill() }

func (p *screenPatient) shows(w *twin) bool {
	if p.until(w.shows) {
		return true
	}
	select {
	case <-p.gone:
	default:
		p.t.Errorf("never showed %q:\n%s", w.label(), p.shown())
	}
	return false
}

// conversation is the line mode at work behind two pipes.
type conversation struct {
	t       *testing.T
	program *exec.Cmd
	in      io.WriteCloser
	mu      sync.Mutex
	said    bytes.Buffer
	heard   int // how much of it was there before the last step
	changed chan struct{}
	gone    chan struct{}
}

func converse(t *testing.T, file string) *conversation {
	t.Helper()
	c := &conversation{t: t, program: exec.Command("itbestand", "fill", file), changed: make(chan struct{}, 1), gone: make(chan struct{})}
	in, err := c.program.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := c.program.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.program.Start(); err != nil {
		t.Fatal(err)
	}
	c.in = in
	go func() {
		defer close(c.gone)
		_, err := io.Copy(c, out)
		if err != nil && !errors.Is(err, os.ErrClosed) {
			t.Error(err)
		}
	}()
	return c
}

// Write hears what the program says.
func (c *conversation) Write(b []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.said.Write(b)
	select {
	case c.changed <- struct{}{}:
	default:
	}
	return len(b), nil
}

// says tells whether the place of the twin was said since the last input.
func (c *conversation) says(w *twin) bool {
	c.mu.Lock()
	said := squeezed(c.said.String()[c.heard:])
	c.mu.Unlock()
	words, wanted := i18n.In("de"), w.label()
	switch {
	case w.s.AtEnd():
		wanted = squeezed(words.T("tui.lines_end"))
	case w.ask == doReason:
		wanted = squeezed(words.T("tui.lines_reason"))
	case w.ask == doExplain:
		wanted = squeezed(words.T("tui.lines_deviation"))
	}
	return strings.Contains(said, wanted)
}

func (c *conversation) shows(w *twin) bool {
	return c.until(func() bool { return c.says(w) }, w.label())
}

// hears waits for words.
func (c *conversation) hears(words string) {
	c.until(func() bool {
		c.mu.Lock()
		defer c.mu.Unlock()
		return strings.Contains(squeezed(c.said.String()[c.heard:]), squeezed(words))
	}, words)
}

func (c *conversation) until(wanted func() bool, words string) bool {
	giveUp := time.After(patience)
	for !wanted() {
		select {
		case <-c.changed:
		case <-c.gone:
			return wanted()
		case <-giveUp:
			c.t.Errorf("never said %q", words)
			return false
		}
	}
	return true
}

func (c *conversation) input(w *twin, s step) string {
	var input string
	for _, l := range w.lines(s) {
		input += l + "\n"
	}
	return input
}

// already is never so: see give.
func (c *conversation) already(*twin) bool { return false }

// give writes lines. What was said before counts no more, so that the same
// words said again are an acknowledgement. A note needs no line, it goes on by
// itself.
func (c *conversation) give(input string) {
	if input == "" {
		return
	}
	c.mu.Lock()
	c.heard = c.said.Len()
	c.mu.Unlock()
	_, _ = io.WriteString(c.in, input)
}

func (c *conversation) process() *os.Process { return c.program.Process }

func (c *conversation) over() {
	<-c.gone
	_ = c.program.Wait() // it was killed
}
