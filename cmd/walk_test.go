//go:build !windows

package cmd_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"bestand.example/itbestand/survey"
)

// The real set on the IT landscape is filled from the first to the last
// question on the screen, in two sizes, and by lines through a pipe, with the
// same answers: all three files can be handed in, and say the same.
func TestTheSameAnswersOnTheScreenAndByLinesGiveOneDigest(t *testing.T) {
	dir := t.TempDir()
	lines := filepath.Join(dir, "zeilen.itb")
	newLandscape(t, lines)
	goal := goalOf(t, lines)
	want := handIn(t, walkLines(t, lines, goal))
	for _, size := range [][2]int{{80, 24}, {60, 16}} {
		t.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(t *testing.T) {
			t.Parallel()
			file := filepath.Join(dir, fmt.Sprintf("Bildschirm %d.itb", size[0]))
			newLandscape(t, file)
			walkScreen(t, file, goal, size[0], size[1])
			if got := handIn(t, file); got != want {
				t.Errorf("on the screen the digest is %s, by lines %s", got, want)
			}
		})
	}
}

// handIn hands a file in and returns the digest on the receipt.
func handIn(t *testing.T, file string) string {
	t.Helper()
	receipt := succeeds(t, "submit", file, "--released-by", "B. Meister, Leitung", "-o", t.TempDir())
	var shown struct{ Digest string }
	if err := json.Unmarshal([]byte(succeeds(t, "show", "--json", file)), &shown); err != nil || shown.Digest == "" {
		t.Fatalf("no digest: %v", err)
	}
	if short := survey.ShortDigest(shown.Digest); !strings.Contains(receipt, short) {
		t.Errorf("the receipt does not say %s:\n%s", short, receipt)
	}
	return shown.Digest
}

// walkScreen fills a file in the dialogue, and looks at each stop whether the
// screen shows the question that is due.
func walkScreen(t *testing.T, file string, goal *survey.Answers, columns, lines int) {
	w := newTwin(t, file, goal) // reads the file, which the program then has for itself
	s := startAt(t, columns, lines, "fill", file)
	for stops := 0; ; stops++ {
		if !s.until(w.shows) {
			t.Fatalf("does not show %v (%s):\n%s", w.s.Place(), w.label(), s.shown())
		}
		step := w.next()
		if stray, ok := w.detour(step); ok {
			step = stray
		}
		s.press(w.keys(step))
		switch step.deed {
		case doJump:
			if !s.until(func(shown string) bool { return w.under(shown, step.to) }) {
				t.Fatalf("the overview does not find %v:\n%s", step.to, s.shown())
			}
			s.press(keyEnter)
		case doWrong:
			s.wait("Fehler:")
			s.press(keyBack)
		}
		if step.deed == doLeave {
			break
		}
		w.do(step)
	}
	w.wandered()
	if err := s.program.Wait(); err != nil {
		t.Fatal(err)
	}
}

// walkLines fills a file by lines that are all written beforehand.
func walkLines(t *testing.T, file string, goal *survey.Answers) string {
	var in []string
	w := newTwin(t, file, goal)
	w.lined = true
	for {
		step := w.next()
		if stray, ok := w.detour(step); ok {
			step = stray
		}
		in = append(in, w.lines(step)...)
		if step.deed == doLeave {
			break
		}
		w.do(step)
	}
	w.wandered()
	program := exec.Command("itbestand", "fill", file)
	program.Stdin = strings.NewReader(strings.Join(in, "\n") + "\n")
	var out, said bytes.Buffer
	program.Stdout, program.Stderr = &out, &said
	if err := program.Run(); err != nil {
		t.Fatalf("%v\n%s%s", err, out.String(), said.String())
	}
	if strings.Count(out.String(), "Fehler:") != w.detours[doWrong] || strings.Contains(out.String(), "\x1b") {
		t.Errorf("said\n%s", out.String())
	}
	return file
}

// wandered wants every detour to have been made.
func (w *twin) wandered() {
	w.t.Helper()
	if w.detours[doBack] < 5 || w.detours[doJump] < 4 || w.detours[doWrong] < 1 {
		w.t.Errorf("only these detours: %v", w.detours)
	}
}
