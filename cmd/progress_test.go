package cmd

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"bestand.example/itbestand/survey/i18n"
)

// clocked is a progress whose clock goes on by a second with each step.
func clocked(terminal bool) (*progress, *bytes.Buffer) {
	var out bytes.Buffer
	a := &app{words: i18n.In("de")}
	now := time.Unix(0, 0)
	p := &progress{out: &out, terminal: terminal, now: func() time.Time { return now }, began: now}
	p.say = func(done, total int, rate float64, left time.Duration) string {
		now = now.Add(time.Second)
		return a.words.T("progress.files", done, total, int(rate+0.5), a.duration(left))
	}
	return p, &out
}

func TestProgressWithoutATerminal(t *testing.T) {
	p, out := clocked(false)
	for i := range 201 {
		p.step(i, 200)
	}
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	if len(lines) != 9 || !strings.HasPrefix(lines[1], "40 von 200 Dateien, 40 je Sekunde, noch etwa 4 Sekunden") || strings.Contains(out.String(), "\r") {
		t.Errorf("%d lines:\n%s", len(lines), out)
	}
}

func TestProgressOnATerminalCleansUp(t *testing.T) {
	p, out := clocked(true)
	for i := range 201 {
		p.step(i, 200)
	}
	if !strings.HasSuffix(out.String(), " \r") || strings.Contains(out.String(), "\n") {
		t.Errorf("wrote %q", out)
	}
}

func TestProgressOfShortWorkIsSilent(t *testing.T) {
	p, out := clocked(false)
	for i := range 50 {
		p.step(i, 50)
	}
	if out.Len() > 0 {
		t.Errorf("wrote %q", out)
	}
}
