package tui

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"bestand.example/itbestand/questionnaires"
	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/i18n"
	"bestand.example/itbestand/survey/parser"
	"bestand.example/itbestand/survey/sim"
)

// Whatever an administration of any type is asked by the sets in the program,
// at 80x24 no label is cut: neither the question nor a choice, nor a statement
// of a grid.
func TestEmbeddedSetsAreNotCutAt80x24(t *testing.T) {
	names, err := fs.Glob(questionnaires.Files, "*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if parser.Kind(questionnaires.Files, name) != "questionnaire" {
			continue
		}
		t.Run(name, func(t *testing.T) {
			set, _, err := parser.Questionnaire(questionnaires.Files, name)
			if err != nil {
				t.Fatal(err)
			}
			seen := map[string]bool{}
			for i := range len(survey.UnitTypes()) {
				visitAll(t, set, i, seen)
			}
			for _, q := range set.Questions() {
				if q.Asked() && !seen[q.Name] {
					t.Logf("%s was not on the screen", q.Name)
				}
			}
		})
	}
}

// visitAll answers a set at random and looks at each question once.
func visitAll(t *testing.T, set *survey.Questionnaire, i int, seen map[string]bool) {
	r := rand.New(rand.NewPCG(80, uint64(i)))
	unit := sim.Unit(i, r)
	unit.Inhabitants = 20_000
	response := &survey.Response{Unit: unit, Answers: survey.NewAnswers()}
	s := survey.NewSession(set, response, survey.Place{}, func(survey.Change) error { return nil })
	if err := sim.Fill(s, r, fewRows); err != nil {
		t.Fatal(err)
	}
	b := &desk{t: t, s: s}
	b.d = &Dialogue{Session: s, Words: i18n.In("de"), Title: set.Title.In("de"), File: "süd.itb", NoColor: true}
	b.m = newModel(b.d, true)
	b.size(80, 24)
	for _, place := range s.Assessment().Stops() {
		if seen[place.Question] {
			continue
		}
		seen[place.Question] = true
		b.m.settle(nil, s.Jump(place, ""))
		b.fits(80)
		b.labelsAreWhole(place)
		for _, lang := range i18n.Languages() {
			b.m.words = speaking(i18n.In(lang), false)
			for width := 60; width <= 200; width++ {
				b.footFits(width)
			}
		}
		b.m.words = speaking(i18n.In("de"), false)
	}
}

// fewRows gives each list two rows.
func fewRows(s *survey.Session, _ *rand.Rand) (string, bool) {
	if s.Question().Type == survey.TypeRepeat {
		return fmt.Sprint(max(2, s.Question().Min)), true
	}
	return "", false
}

// labelsAreWhole goes through the choices that are on the screen.
func (b *desk) labelsAreWhole(place survey.Place) {
	b.t.Helper()
	q := b.s.Set.Question(place.Question)
	for _, l := range strings.Split(ansi.Strip(b.m.View()), "\n")[2:] {
		text := strings.TrimSpace(l)
		switch {
		case !strings.HasSuffix(text, "…"), q.Matrix != nil && !strings.HasPrefix(text, "→"):
		case q.ItemLabel != nil || q.ChoicesFrom != "": // what was entered can be of any length
		case strings.Contains(text, "gewählt: "), strings.HasPrefix(text, "Reihenfolge: "): // sums up what is ticked above
		default:
			b.t.Errorf("%v: cut: %q", place, l)
		}
	}
}
