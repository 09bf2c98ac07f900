package cmd

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/xuri/excelize/v2"

	"bestand.example/itbestand/export"
	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/evaluate"
)

// answerKind is what a unit may have answered to a sensitive question, and to one
// that is asked depending on that.
type answerKind struct {
	code, then string
	points     float64 // what the indicator makes of it; -1: it cannot tell
}

// sensitiveAnswers are those to the questions that an indicator comes from.
var sensitiveAnswers = map[string]struct {
	variable, dependent string
	kinds               []answerKind
}{
	"kz_wall": {"wall", "", []answerKind{{"ja", "", 100}, {"nein", "", 0}, {"unbekannt", "", -1}}},
	"kz_stand": {"stand", "plan", []answerKind{
		{"ganz", "nicht_gefragt", 100}, {"keine", "nicht_gefragt", 0}, {"unbekannt", "nicht_gefragt", -1},
		{"halb", "keine", 50}, {"halb", "halb", 50}, {"halb", "ganz", 50},
	}},
}

// saidOf is a sum over units of what they answered, and between which bounds it is.
type saidOf struct {
	in     func(survey.Unit) bool
	each   func(answerKind) float64
	lo, hi float64
}

// answersOf is what everybody knows of answers: how many of each group gave any.
func (a *attacked) answersOf(indicator string) (*linear, func(in func(survey.Unit) bool, each func(answerKind) float64) map[int]float64) {
	about := sensitiveAnswers[indicator]
	atoms := map[string]float64{}
	atomOf := func(u survey.Unit) string { return u.District + "|" + u.SizeClassLabel() + "|" + string(u.Type) }
	units := a.answered(a.sets[0])
	l := newLinear(a.t)
	for _, u := range units {
		atoms[atomOf(u)]++
	}
	number := func(atom string, k answerKind) int { return l.number(atom + "|" + k.code + "|" + k.then) }
	for _, atom := range sortedNames(atoms) {
		all := map[int]float64{}
		for _, k := range about.kinds {
			all[number(atom, k)] = 1
		}
		l.know(all, atoms[atom], atoms[atom]) // everybody has some state
	}
	return l, func(in func(survey.Unit) bool, each func(answerKind) float64) map[int]float64 {
		all := map[int]float64{}
		for _, u := range units {
			for _, k := range about.kinds {
				if v := each(k); v != 0 && in(u) {
					all[number(atomOf(u), k)] = v
				}
			}
		}
		return all
	}
}

func municipalUnit(u survey.Unit) bool { return u.Type != survey.Landkreis }

func knownKind(k answerKind) float64 {
	if k.points < 0 {
		return 0
	}
	return 1
}

func worthOf(k answerKind) float64 { return math.Max(0, k.points) }

// countingRow counts an answer in a row of Häufigkeiten.
func countingRow(row map[string]string, variable, dependent string) func(answerKind) float64 {
	return func(k answerKind) float64 {
		if row["Variable"] == variable && k.code == row["Code"] || row["Variable"] == dependent && k.then == row["Code"] {
			return 1
		}
		return 0
	}
}

// saidOfAnswers is what Kennzahlen and Häufigkeiten show of answers.
func (a *attacked) saidOfAnswers(f *excelize.File, indicator string) []saidOf {
	about := sensitiveAnswers[indicator]
	var all []saidOf
	for _, g := range a.groupsOf(f, indicator) {
		if g.hidden {
			continue
		}
		all = append(all, saidOf{g.has, knownKind, g.n, g.n})
		if !math.IsNaN(g.mean) {
			all = append(all, saidOf{g.has, worthOf, (g.mean-g.off)*g.n - tiny, (g.mean+g.off)*g.n + tiny})
		}
	}
	for _, row := range a.frequenciesOf(f, indicator) {
		if n := numberIn(a.t, row["Anzahl"]); !math.IsNaN(n) {
			all = append(all, saidOf{municipalUnit, countingRow(row, about.variable, about.dependent), n, n})
		}
	}
	return all
}

func (a *attacked) groupsOf(f *excelize.File, indicator string) []group {
	var groups []group
	for _, of := range groupsIn(a.t, f, func(name string) bool { return name == indicator }) {
		groups = append(groups, of...)
	}
	return groups
}

func (a *attacked) frequenciesOf(f *excelize.File, indicator string) []map[string]string {
	about := sensitiveAnswers[indicator]
	return slices.DeleteFunc(tableOn(a.t, f, "Häufigkeiten", "Fragensatz"), func(row map[string]string) bool {
		return row["Fragensatz"] != "S" || row["Variable"] != about.variable && row["Variable"] != about.dependent
	})
}

// attackAnswers tries to work out hidden frequencies of sensitive answers, and
// hidden figures that come from them, from both together: of all units, in both
// tiers.
func (a *attacked) attackAnswers(f *excelize.File, indicator string) (broken []string, hidden, shown int) {
	about := sensitiveAnswers[indicator]
	l, sum := a.answersOf(indicator)
	for _, known := range a.saidOfAnswers(f, indicator) {
		l.know(sum(known.in, known.each), known.lo, known.hi)
	}
	for _, c := range cellsAbout(a.t, f, indicator) {
		if !c.hidden {
			l.know(sum(c.in, c.number), c.n, c.n)
		}
	}
	s := l.solve()
	for _, row := range a.frequenciesOf(f, indicator) {
		if !math.IsNaN(numberIn(a.t, row["Anzahl"])) {
			shown++
			continue
		}
		hidden++
		few, many := s.between(sum(municipalUnit, countingRow(row, about.variable, about.dependent)))
		few, many = math.Ceil(few-1e-4), math.Floor(many+1e-4)
		if few == many && few > 0 && few < 5 {
			broken = append(broken, fmt.Sprintf("Häufigkeiten %s %s: %g", row["Variable"], row["Code"], few))
		}
	}
	for _, g := range a.groupsOf(f, indicator) {
		if !g.hidden {
			continue
		}
		hidden++
		few, many := s.between(sum(g.has, knownKind))
		few, many = math.Ceil(few-1e-4), math.Floor(many+1e-4)
		low, high := s.between(sum(g.has, worthOf))
		if few == many && few > 0 && (high-low)/few < exactly {
			broken = append(broken, fmt.Sprintf("%s by %s %s (%s): mean of %g from %g to %g", g.indicator, g.by, g.name, g.tier, few, low/few, high/few))
		}
	}
	return broken, hidden, shown
}

// No frequency of a sensitive answer that is hidden can be worked out, nor does
// one that is shown help to work out a hidden figure.
func TestNoSensitiveAnswerCanBeWorkedOut(t *testing.T) {
	hidden, shown := 0, 0
	for seed := range surveys() / 2 {
		a := newAttacked(t, uint64(2000+seed))
		f := a.write(export.Weitergabe, nil)
		for _, indicator := range sortedNames(sensitiveAnswers) {
			broken, h, s := a.attackAnswers(f, indicator)
			hidden, shown = hidden+h, shown+s
			for _, b := range broken {
				t.Errorf("survey %d: %s", seed, b)
			}
		}
	}
	if hidden < surveys() || shown < surveys() {
		t.Errorf("only %d numbers were hidden, and %d shown", hidden, shown)
	}
	t.Logf("%d numbers hidden, %d frequencies shown", hidden, shown)
}

// The attack works: where frequencies are shown beside figures that come from the
// same answers, it finds some of those that are hidden.
func TestTheAttackFindsAnswersHiddenAlone(t *testing.T) {
	found := 0
	for seed := range surveys() / 2 {
		a := newAttacked(t, uint64(2000+seed))
		f := a.write(export.Weitergabe, func(r *evaluate.Result) { r.Figured = nil })
		for _, indicator := range sortedNames(sensitiveAnswers) {
			broken, _, _ := a.attackAnswers(f, indicator)
			found += len(broken)
		}
	}
	if found == 0 {
		t.Error("the attack found nothing")
	}
	t.Logf("%d numbers found", found)
}
