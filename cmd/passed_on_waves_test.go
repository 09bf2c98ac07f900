package cmd_test

import (
	"errors"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	"bestand.example/itbestand/questionnaires"
	"bestand.example/itbestand/store"
	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/parser"
)

// The same of two waves, in one central file and in two: neither what was
// entered in either of them, nor who noted what about measures in either, stands
// in the workbook that is passed on, its sheets Monitoring, or its tables.
func TestNothingSensitiveOfTwoWavesIsPassedOn(t *testing.T) {
	for i, ids := range sealedSets() {
		t.Run(ids[0], func(t *testing.T) {
			if i > 0 && os.Getenv("ITBESTAND_LONG") == "" {
				t.Skip("ITBESTAND_LONG=1 looks at the other sets, too")
			}
			p := &probes{rand.New(rand.NewPCG(29, uint64(i))), map[string]string{}, map[string]bool{}}
			first, second := newLeakIn(t, p, ids, "erste", "2026-09-30"), newLeakIn(t, p, ids, "zweite", "2028-09-30")
			withheld := first.sets[0].WithheldQuestions()
			keys := []string{}
			for _, l := range []*leak{first, second} {
				l.handInAll(withheld)
				keys = append(keys, "--identity", l.write("schluessel.txt", l.key.Secret()+"\n"))
			}
			both, single := first.at("beide.itb"), second.at("zweite.itb")
			take := func(l *leak, central string) {
				l.call(0, append([]string{"merge", central, l.at("ein"), "--wave", l.at("herbst.yaml"), "--population", first.at("verwaltungen.csv")}, keys...)...)
			}
			take(first, both)
			noteMeasures(t, p, both, "erste")
			first.write("alt.itb", string(first.read(both)))
			take(second, both)
			noteMeasures(t, p, both, "zweite")
			take(second, single)
			noteMeasures(t, p, single, "zweite")
			passed := p.open(withheld)
			for name, args := range map[string][]string{
				"eine": {"export", both}, "zwei": {"export", single, "--previous", first.at("alt.itb")},
			} {
				book := first.at(name + ".xlsx")
				first.call(0, append(args[:len(args):len(args)], "-o", book, "--csv", first.at(name), "--audience", "weitergabe")...)
				out := parts(t, book, first.at(name))
				if compared(out) == first.sets[0].Anonymous { // of persons two waves are not told beside each other
					t.Errorf("%s: that there are sheets Monitoring is %v", name, compared(out))
				}
				shown := p.shown(t, out, passed)
				first.call(0, append(args[:len(args):len(args)], "-o", first.at(name+"_intern.xlsx"))...)
				inside := p.inside(parts(t, first.at(name+"_intern.xlsx"), ""), passed)
				if t.Logf("%d probes, %d places in what is passed on, %d that only the project's has", len(p.where), shown, inside); shown == 0 || inside == 0 {
					t.Error("too little was planted")
				}
			}
		})
	}
}

// compared reports whether a workbook has sheets about two waves.
func compared(parts map[string][]byte) bool {
	return strings.Contains(string(parts["xl/workbook.xml"]), `name="Monitoring"`)
}

// noteMeasures notes something about every measure of the evaluation, whether the
// answers give it or not, with words that stand nowhere else.
func noteMeasures(t *testing.T, p *probes, central, wave string) {
	t.Helper()
	e, _, err := parser.Evaluation(questionnaires.Files, "umsetzungsplan.yaml", func(ref, _ string) (*survey.Questionnaire, error) {
		return embeddedSet(t, ref), nil
	})
	if err != nil {
		t.Fatal(err)
	}
	states := survey.MeasureStates()
	var notes []survey.MeasureNote
	for n, m := range e.Measures {
		note := survey.MeasureNote{
			MeasureRef: survey.MeasureRef{Evaluation: e.ID, Wave: wave, Measure: m.Name, Unit: "990000003"}, State: states[n%len(states)],
			Text: p.word("text of a note"), By: p.word("author of a note"), At: time.Now(),
		}
		if m.Scope == survey.ScopeGroup {
			note.Unit, note.Grouping, note.Group = "", "land", "land"
		}
		notes = append(notes, note)
	}
	file, err := store.Open(central, store.Author{}, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(file.NoteMeasures(notes), file.Close()); err != nil {
		t.Fatal(err)
	}
}
