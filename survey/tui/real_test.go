package tui

import (
	"os"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/i18n"
	"bestand.example/itbestand/survey/parser"
)

// realDesk is a session with the set that is handed out, and rows entries in
// its largest list.
func realDesk(t testing.TB, rows int) *desk {
	t.Helper()
	set, _, err := parser.Questionnaire(os.DirFS("../../questionnaires"), "it-landschaft.yaml")
	if err != nil {
		t.Fatal(err)
	}
	r := &survey.Response{Answers: survey.NewAnswers(), Unit: survey.Unit{Key: "160510000", Name: "Stadt Süd", Type: survey.VerbandsfreieGemeinde}}
	for id := 1; id <= rows; id++ {
		r.Answers.AddRow("fv", id)
		r.Answers.Set(survey.Key{Question: "fv_produkt", Row: id}, survey.Answer{Value: survey.Value{Kind: survey.KindCode, Text: "meso"}})
	}
	b := &desk{t: t, s: survey.NewSession(set, r, survey.Place{}, func(survey.Change) error { return nil })}
	b.d = &Dialogue{Session: b.s, Words: i18n.In("de"), Title: set.Title.In("de"), File: "süd.itb", NoColor: true}
	b.m = newModel(b.d, true)
	return b
}

// Every question of the real set fits the three sizes: its words are whole on
// 80x24, its field is there on each, and going on leads to the end.
func TestRealSetFitsTheScreens(t *testing.T) { walk(t, func() *desk { return realDesk(t, 1) }) }

func TestTypesFitTheScreens(t *testing.T) {
	walk(t, func() *desk { return newDeskOf(t, typesSet(t), towns(30), survey.Place{}).screen() })
}

func walk(t *testing.T, begin func() *desk) {
	for _, size := range [][2]int{{80, 24}, {60, 16}, {40, 10}} {
		b := begin()
		b.size(size[0], size[1])
		for range 400 {
			if b.s.AtEnd() {
				break
			}
			b.fits(size[0])
			b.keys("tab")
		}
		if !b.s.AtEnd() {
			t.Errorf("%v: does not get to the end, stands at %v", size, b.s.Place())
		}
	}
}

// fits checks the screen of one question.
func (b *desk) fits(width int) {
	b.t.Helper()
	view, place := b.m.View(), b.s.Place()
	for _, l := range strings.Split(view, "\n") {
		if ansi.StringWidth(l) > width {
			b.t.Errorf("%v: %d columns: %q", place, ansi.StringWidth(l), l)
		}
	}
	label := strings.Fields(b.m.label(place))
	if width == 80 && !strings.Contains(strings.Join(strings.Fields(view), ""), strings.Join(label, "")) {
		b.t.Errorf("%v: the question is cut:\n%s", place, view)
	}
	if q := b.s.Question(); (q.Type.Choice() || q.Suggestions != nil) && !strings.Contains(view, " > ") {
		b.t.Errorf("%v at %d columns: no cursor:\n%s", place, width, view)
	}
	if q := b.s.Question(); q.Matrix != nil && width >= 60 && !strings.Contains(view, " → ") {
		b.t.Errorf("%v at %d columns: the statement is not in the grid:\n%s", place, width, view)
	}
}

func TestRealRowsGoThroughAllTheirColumns(t *testing.T) {
	b := realDesk(t, 1)
	b.m.settle(nil, b.s.Jump(at("fv"), ""))
	b.keys("enter")
	seen := map[string]bool{}
	for b.s.Place() != at("fv") {
		b.sees("Eintrag 1 von 1, Angabe ")
		seen[b.s.Place().Question] = true
		b.keys("tab")
	}
	if len(seen) < 15 {
		t.Errorf("only %d columns were asked", len(seen))
	}
}

func BenchmarkRosterKey150(b *testing.B) {
	d := realDesk(b, 150)
	d.m.settle(nil, d.s.Jump(at("fv"), ""))
	down := keyNamed("down")
	for b.Loop() {
		d.m.Update(down)
		_ = d.m.View()
	}
}

func BenchmarkOverview150(b *testing.B) {
	d := realDesk(b, 150)
	for b.Loop() {
		d.keys("f2", "esc")
		_ = d.m.View()
	}
}

func BenchmarkEnter150(b *testing.B) {
	d := realDesk(b, 150)
	for b.Loop() {
		d.keys("tab", "shift+tab")
	}
}
