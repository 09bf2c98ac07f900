package tui

import (
	"strings"
	"testing"

	"bestand.example/itbestand/survey"
)

// Ticks that do not go together are a draft, and stand there again when the
// person comes back; Enter refuses them instead of dropping them.
func TestTicksThatWereLeftComeBack(t *testing.T) {
	b := screenDesk(t, at("os"), given("name", survey.KindText, "Amt"), func(a *survey.Answers) {
		a.Set(survey.Key{Question: "os"}, survey.Answer{Draft: "windows, keine"})
	})
	b.keys("enter")
	b.at("os")
	if draft := b.answer("os").Draft; draft != "windows, keine" {
		t.Errorf("the draft is %q", draft)
	}
	b.sees("[x] Windows", "[x] Keine")
}

// A text may have more lines than the entry field itself would allow.
func TestALongTextKeepsItsLines(t *testing.T) {
	b := screenDesk(t, at("anmerk"))
	for range 110 {
		b.keys("z", "enter")
	}
	b.keys("tab")
	if lines := strings.Count(b.answer("anmerk").Value.Text, "z\n") + 1; lines != 110 {
		t.Errorf("%d lines", lines)
	}
}

// A single dot ends a text of no lines: it goes on, and swallows nothing.
func TestLinesADotAloneIsNoText(t *testing.T) {
	b := newDesk(t, at("anmerk"))
	talkTo(t, b, ".", "noch eine Zeile")
	if got := b.answer("anmerk"); !got.IsZero() {
		t.Errorf("the text is %+v", got)
	}
}
