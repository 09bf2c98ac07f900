package cmd

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"bestand.example/itbestand/export"
	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/evaluate"
)

// personKind is all that a survey asks a person, and where it is from: the
// numbers that an attack wants to know are how many there are of each kind.
type personKind struct {
	kreis, ebene, fuehrt string
	lage                 int // 0: not said
}

func kindOf(r *survey.Response) personKind {
	text := func(name string) string {
		a := r.Answers.Get(survey.Key{Question: name})
		if a.Missing != "" {
			return a.Missing
		}
		return a.Value.Text
	}
	k := personKind{kreis: r.Unit.District, ebene: text("ebene"), fuehrt: text("fuehrt")}
	if k.fuehrt == "" {
		k.fuehrt = "nicht_gefragt"
	}
	if _, err := fmt.Sscan(text("lage"), &k.lage); err != nil {
		k.lage = 0
	}
	return k
}

// kinds lists those that there can be, in the Kreise that somebody is from.
func (a *attacked) kinds() []personKind {
	var kreise []string
	for _, r := range a.responses {
		if r.SetID == a.sets[1].ID && !slices.Contains(kreise, r.Unit.District) {
			kreise = append(kreise, r.Unit.District)
		}
	}
	var all []personKind
	for _, kreis := range kreise {
		for _, e := range [][2]string{{"leitung", "ja"}, {"leitung", "nein"}, {"team", "nicht_gefragt"}, {"rat", "nicht_gefragt"}, {"keine_angabe", "nicht_gefragt"}} {
			for lage := range 6 {
				all = append(all, personKind{kreis, e[0], e[1], lage})
			}
		}
	}
	return all
}

// said is a number of the workbook about persons: of how many, and the sum of
// what each of them has.
type said struct {
	where  string
	of     func(personKind) bool
	each   func(personKind) float64 // nil: 1
	hidden bool
	value  float64 // of a mean: the sum
	spread float64 // how far it may be from that
}

func (s said) sum(kinds []personKind) map[int]float64 {
	all := map[int]float64{}
	for n, k := range kinds {
		if s.of(k) {
			all[n] = 1
			if s.each != nil {
				all[n] = s.each(k)
			}
		}
	}
	return all
}

// agreement is how many gave an answer, and how many of those who were asked gave
// another one.
type agreement struct{ of, others map[int]float64 }

// agreed is of an answer to a question that not all were asked; nil of any other
// number.
func (s said) agreed(kinds []personKind) *agreement {
	code, found := strings.CutPrefix(s.where, "Häufigkeiten fuehrt ")
	if !found || code != "ja" && code != "nein" {
		return nil
	}
	a := &agreement{s.sum(kinds), map[int]float64{}}
	for n, k := range kinds {
		if k.fuehrt != "nicht_gefragt" && !s.of(k) {
			a.others[n] = 1
		}
	}
	return a
}

func points(k personKind) float64 { return float64(k.lage-1) * 25 }

func level(k personKind) float64 { return float64(k.lage) }

func spoke(k personKind) bool { return k.lage > 0 }

var ebenen = map[string]string{"Leitung": "leitung", "Team": "team", "Rat": "rat"}

// aboutPersons gathers all numbers of the workbook about the anonymous set.
func aboutPersons(t testing.TB, f *excelize.File) []said {
	var all []said
	count := func(where, text string, of func(personKind) bool) {
		n := numberIn(t, text)
		all = append(all, said{where: where, of: of, hidden: math.IsNaN(n), value: n})
	}
	mean := func(where, n, text string, each func(personKind) float64, of func(personKind) bool) {
		count(where+", n", n, of)
		if m := numberIn(t, text); !math.IsNaN(m) {
			if n == "" {
				t.Fatalf("%s: a mean without n", where)
			}
			all = append(all, said{where: where + ", mean", of: of, each: each, value: m * numberIn(t, n), spread: 1e-6})
		}
	}
	for _, row := range tableOn(t, f, "Kennzahlen", "Ebene") {
		if row["Kennung"] != "kz_lage" {
			continue
		}
		mean("Kennzahlen "+row["Gruppe"], row["n"], row["Mittelwert"], points, func(k personKind) bool {
			return spoke(k) && (row["Gruppe"] == "Land" || row["Gruppe"] == k.kreis || ebenen[row["Gruppe"]] == k.ebene)
		})
	}
	for _, row := range tableOn(t, f, "Lage", "Ebene") {
		in := func(k personKind) bool { return row["Ebene"] == "Gesamt" || ebenen[row["Ebene"]] == k.ebene }
		count("Lage "+row["Ebene"], row["Personen"], in)
		mean("Lage "+row["Ebene"], row["n: Lage"], row["Lage"], points, func(k personKind) bool { return in(k) && spoke(k) })
	}
	for _, row := range tableOn(t, f, "Ebenen", "Kreis") {
		for _, column := range []string{"Leitung", "Team", "Rat", "Gesamt"} {
			count("Ebenen "+row["Kreis"]+" "+column, row[column], func(k personKind) bool {
				return (row["Kreis"] == "Gesamt" || row["Kreis"] == k.kreis) && (column == "Gesamt" || ebenen[column] == k.ebene)
			})
		}
	}
	return append(all, frequenciesOfPersons(t, f)...)
}

func frequenciesOfPersons(t testing.TB, f *excelize.File) []said {
	var all []said
	base, silent, average := math.NaN(), 0.0, math.NaN()
	for _, row := range tableOn(t, f, "Häufigkeiten", "Fragensatz") {
		if row["Fragensatz"] != "P" {
			continue
		}
		if row["Variable"] == "lage" && row["Code"] == "kennwerte" {
			base, average = numberIn(t, row["n alle"]), numberIn(t, row["Mittelwert"])
		}
		if row["Variable"] == "lage" && row["Code"] == "keine_angabe" {
			silent = numberIn(t, row["Anzahl"])
		}
		where := "Häufigkeiten " + row["Variable"] + " " + row["Code"]
		if n := row["n alle"]; n != "" {
			all = append(all, said{where: where + ", n", of: func(personKind) bool { return true }, value: numberIn(t, n)})
		}
		if row["Code"] == "kennwerte" {
			continue // its n is not said
		}
		n := numberIn(t, row["Anzahl"])
		all = append(all, said{where: where, hidden: math.IsNaN(n), value: n, of: func(k personKind) bool {
			switch row["Variable"] {
			case "ebene":
				return k.ebene == row["Code"]
			case "fuehrt":
				return k.fuehrt == row["Code"]
			}
			return fmt.Sprint(k.lage) == row["Code"] || k.lage == 0 && row["Code"] == "keine_angabe"
		}})
	}
	if spoken := base - silent; spoken > 0 && !math.IsNaN(average) {
		all = append(all, said{where: "Häufigkeiten lage", of: spoke, each: level, value: average * spoken, spread: 1e-6})
	}
	return all
}

// attackPersons tries to work out hidden numbers of persons from all others, and
// returns those that it knows and that are about too few.
func (a *attacked) attackPersons(f *excelize.File) (broken []string, hidden int) {
	kinds := a.kinds()
	truth := make([]float64, len(kinds))
	for _, r := range a.responses {
		if r.SetID == a.sets[1].ID {
			n := slices.Index(kinds, kindOf(r))
			if n < 0 {
				a.t.Fatalf("there is no kind %+v", kindOf(r))
			}
			truth[n]++
		}
	}
	l := newLinear(a.t)
	for n := range kinds {
		l.number(fmt.Sprint(n))
	}
	all := aboutPersons(a.t, f)
	for _, s := range all {
		if !s.hidden {
			l.know(s.sum(kinds), s.value-s.spread, s.value+s.spread)
		}
	}
	known := l.solve()
	for _, s := range all {
		if agreed := s.agreed(kinds); agreed != nil {
			if few, _ := known.between(agreed.of); few > 0.5 {
				if _, others := known.between(agreed.others); others < 0.5 {
					broken = append(broken, s.where+": all who were asked say so")
				}
			}
		}
		if !s.hidden {
			continue
		}
		hidden++
		really := 0.0
		for n, v := range s.sum(kinds) {
			really += v * truth[n]
		}
		few, many := known.between(s.sum(kinds))
		few, many = math.Ceil(few-1e-4), math.Floor(many+1e-4)
		if few == many && really > 0 && really < 5 {
			broken = append(broken, fmt.Sprintf("%s: %g persons", s.where, few))
		}
		if few < 1 || few != many || s.where == "Häufigkeiten lage keine_angabe" {
			continue
		}
		of := s.of
		s.of, s.each = func(k personKind) bool { return of(k) && spoke(k) }, points
		if low, high := known.between(s.sum(kinds)); (high-low)/few < exactly {
			broken = append(broken, fmt.Sprintf("%s: mean of %g from %g to %g", s.where, few, low/few, high/few))
		}
	}
	return broken, hidden
}

// No number of too few persons follows from all that the workbook says of
// persons: Kennzahlen, tables and frequencies together.
func TestNoFewPersonsCanBeWorkedOut(t *testing.T) {
	for _, audience := range export.Audiences() {
		hidden, counted := 0, 0
		for seed := range surveys() / 2 {
			a := newAttacked(t, uint64(1000+seed))
			f := a.write(audience, nil)
			broken, n := a.attackPersons(f)
			hidden, counted = hidden+n, counted+len(frequenciesOfPersons(t, f))
			for _, b := range broken {
				t.Errorf("%s, survey %d: %s", audience, seed, b)
			}
		}
		if hidden < surveys() || counted < surveys() {
			t.Errorf("only %d numbers were hidden, of %d in frequencies", hidden, counted)
		}
		t.Logf("%s: %d hidden numbers", audience, hidden)
	}
}

// The attack works: where every sheet hides what is small for itself, and nothing
// further, it finds some of that.
func TestTheAttackFindsPersonsHiddenAlone(t *testing.T) {
	found := 0
	for seed := range surveys() / 4 {
		a := newAttacked(t, uint64(1000+seed))
		f := a.write(export.Intern, func(r *evaluate.Result) {
			for _, s := range r.Summaries {
				s.Hidden = s.N > 0 && s.N < 5
			}
			few := func(c *evaluate.Cell) { c.Hidden = c.N > 0 && c.N < 5 }
			for _, t := range r.Tables {
				for i := range t.Cells {
					for k := range t.Cells[i] {
						few(&t.Cells[i][k])
					}
				}
				for _, all := range [][]evaluate.Cell{t.Totals.Rows, t.Totals.Columns} {
					for k := range all {
						few(&all[k])
					}
				}
			}
			r.Told = nil
		})
		broken, _ := a.attackPersons(f)
		found += len(broken)
	}
	if found < surveys()/4 {
		t.Errorf("the attack found %d numbers", found)
	}
	t.Logf("%d numbers found", found)
}

// That all who lead said the same is not told, though it stands elsewhere how many
// they are; how many were not asked follows from that, and is shown.
func TestThatAllAgreeIsNotTold(t *testing.T) {
	a := newAttacked(t, 3)
	a.responses = nil
	for n := range 38 {
		one := a.begin(a.sets[1], a.units[n%2].Veiled())
		switch {
		case n < 8:
			a.set(one, "ebene", "leitung")
			a.set(one, "fuehrt", "nein")
		case n < 28:
			a.set(one, "ebene", "team")
		default:
			a.set(one, "ebene", "rat")
		}
		a.set(one, "lage", fmt.Sprint(1+n%5))
	}
	f := a.write(export.Intern, nil)
	broken, _ := a.attackPersons(f)
	for _, b := range broken {
		t.Error(b)
	}
	shown := map[string]string{}
	for _, row := range tableOn(t, f, "Häufigkeiten", "Fragensatz") {
		shown[row["Variable"]+" "+row["Code"]] = row["Anzahl"]
	}
	if shown["ebene leitung"] != "8" || shown["fuehrt nicht_gefragt"] != "30" || shown["fuehrt nein"] != "" {
		t.Errorf("shown: %v", shown)
	}
}
