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

// tableCell is a number of administrations in a table: of those in a group, of
// whom everybody knows that they are in it, how many answered what. Of them are
// those who answered at all.
type tableCell struct {
	where  string
	in     func(survey.Unit) bool
	each   func(answerKind) bool
	any    func(answerKind) bool
	hidden bool
	n      float64
	row    string // of Häufigkeiten that says the same; or empty
}

func (c tableCell) number(k answerKind) float64 {
	if c.each(k) {
		return 1
	}
	return 0
}

// others are those who answered something else.
func (c tableCell) others(k answerKind) float64 {
	if c.any(k) && !c.each(k) {
		return 1
	}
	return 0
}

var standLabels = map[string]string{"keine": "keine", "halb": "halb", "ganz": "ganz"}

// groupNamed is who of the municipal units is in a group, by the heading of its axis and its own name.
func groupNamed(axis, name string) func(survey.Unit) bool {
	return func(u survey.Unit) bool {
		switch {
		case !municipalUnit(u):
			return false
		case name == "Gesamt":
			return true
		case axis == "Kreis":
			return name == u.District
		case axis == "Typ":
			return name == u.Type.Label()
		}
		return name == u.SizeClassLabel()
	}
}

// crossCells reads a table of answers by groups, or of groups by answers.
func crossCells(t testing.TB, f *excelize.File, sheet, first, axis, name string, variable func(answerKind) string) []tableCell {
	var all []tableCell
	for _, row := range tableOn(t, f, sheet, first) {
		for column, text := range row {
			answer, group := row[first], column
			if axis == first {
				answer, group = column, row[first]
			}
			if column == first || answer == "Gesamt" {
				continue
			}
			code, known := standLabels[answer]
			if !known {
				t.Fatalf("%s has the answer %q", sheet, answer)
			}
			n, same := numberIn(t, text), ""
			if group == "Gesamt" {
				same = name + " " + code
			}
			all = append(all, tableCell{
				row: same, where: sheet + " " + row[first] + " " + column, in: groupNamed(axis, group), hidden: math.IsNaN(n), n: n,
				each: func(k answerKind) bool { return variable(k) == code },
				any:  func(k answerKind) bool { return standLabels[variable(k)] != "" },
			})
		}
	}
	return all
}

func standOf(k answerKind) string { return k.code }

func planOf(k answerKind) string { return k.then }

// cellsAbout reads the tables about what an indicator comes from.
func cellsAbout(t testing.TB, f *excelize.File, indicator string) []tableCell {
	if indicator == "kz_wall" {
		return append(wallCells(t, f), ruleCells(t, f, "Firewall beschaffen", "wall nein", func(k answerKind) bool { return k.code == "nein" }, func(k answerKind) bool { return k.points >= 0 })...)
	}
	answered := func(k answerKind) bool { return k.points >= 0 }
	rules := ruleCells(t, f, "Stand schaffen", "stand keine", func(k answerKind) bool { return k.code == "keine" }, answered)
	rules = append(rules, ruleCells(t, f, "Plan schaffen", "", func(k answerKind) bool { return k.code == "halb" && k.then != "ganz" }, answered)...)
	all := append(rules, crossCells(t, f, "Stand", "Stand", "Typ", "stand", standOf)...)
	all = append(all, crossCells(t, f, "Stand je Kreis", "Kreis", "Kreis", "stand", standOf)...)
	all = append(all, crossCells(t, f, "Plan", "Plan", "Größenklasse", "plan", planOf)...)
	for _, row := range tableOn(t, f, "Stand und Plan", "Stand") {
		for column, text := range row {
			if column == "Stand" {
				continue
			}
			stand, plan := standLabels[row["Stand"]], standLabels[column]
			if row["Stand"] == "Gesamt" && column == "Gesamt" {
				continue // how many took part
			}
			n, same := numberIn(t, text), ""
			switch {
			case row["Stand"] == "Gesamt":
				same = "plan " + plan
			case column == "Gesamt":
				same = "stand " + stand
			}
			all = append(all, tableCell{
				row: same, where: "Stand und Plan " + row["Stand"] + " " + column, in: municipalUnit, hidden: math.IsNaN(n), n: n,
				each: func(k answerKind) bool {
					return (row["Stand"] == "Gesamt" || k.code == stand) && (column == "Gesamt" || k.then == plan)
				},
				any: func(k answerKind) bool { return standLabels[k.code] != "" },
			})
		}
	}
	return all
}

// ruleCells reads of how many units a rule holds, and of how many it is known.
func ruleCells(t testing.TB, f *excelize.File, label, row string, each, known func(answerKind) bool) []tableCell {
	rows, err := f.GetRows("Umsetzungsplan", excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	head := slices.IndexFunc(rows, func(row []string) bool { return slices.Contains(row, "Hinweis") })
	if head < 0 {
		return nil
	}
	for _, cells := range rows[head+1:] {
		cells = append(cells, make([]string, 9)...)
		if cells[2] != label {
			continue
		}
		n, of := numberIn(t, cells[5]), numberIn(t, cells[6])
		all := []tableCell{{where: label, row: row, in: municipalUnit, each: each, any: known, hidden: math.IsNaN(n), n: n}}
		if !math.IsNaN(of) {
			all = append(all, tableCell{where: label + " n", in: municipalUnit, each: known, any: func(answerKind) bool { return true }, n: of})
		}
		return all
	}
	return nil // nothing may be said of the question
}

func wallCells(t testing.TB, f *excelize.File) []tableCell {
	var all []tableCell
	for _, x := range []struct{ sheet, axis, column, code string }{
		{"Firewall je Kreis", "Kreis", "Firewall [%]", "ja"}, {"Firewall je Kreis", "Kreis", "Firewall", "ja"},
		{"Firewall je Typ", "Typ", "Firewall", "ja"}, {"Firewall je Typ", "Typ", "Firewall unklar", "nein"},
	} {
		for _, row := range tableOn(t, f, x.sheet, x.axis) {
			text, there := row[x.column]
			if !there && row["n: "+x.column] == "" && row["Hinweis"] == "" {
				continue // the table has no such column
			}
			share, of := numberIn(t, text), numberIn(t, row["n: "+x.column])
			if x.code == "ja" {
				share /= 100
			}
			in, same := groupNamed(x.axis, row[x.axis]), ""
			if row[x.axis] == "Gesamt" {
				same = "wall " + x.code
			}
			answered := func(k answerKind) bool { return k.code == "ja" || k.code == "nein" }
			if !math.IsNaN(of) {
				all = append(all, tableCell{where: x.sheet + " n", in: in, each: answered, any: func(answerKind) bool { return true }, n: of})
			}
			all = append(all, tableCell{
				row: same, where: x.sheet + " " + row[x.axis] + " " + x.column, in: in, hidden: math.IsNaN(share), n: math.Round(share * of),
				each: func(k answerKind) bool { return k.code == x.code }, any: answered,
			})
		}
	}
	return all
}

// attackTables tries to work out hidden cells of tables of sensitive answers from
// all others, Kennzahlen and Häufigkeiten.
func (a *attacked) attackTables(f *excelize.File, indicator string) (broken []string, hidden, shown int) {
	l, sum := a.answersOf(indicator)
	for _, known := range a.saidOfAnswers(f, indicator) {
		l.know(sum(known.in, known.each), known.lo, known.hi)
	}
	said := map[string]bool{} // in Häufigkeiten, of all municipal units
	for _, row := range a.frequenciesOf(f, indicator) {
		said[row["Variable"]+" "+row["Code"]] = row["Anzahl"] != ""
	}
	cells := cellsAbout(a.t, f, indicator)
	for _, c := range cells {
		if !c.hidden {
			shown++
			l.know(sum(c.in, c.number), c.n, c.n)
		}
	}
	s := l.solve()
	for _, c := range cells {
		few, many := s.between(sum(c.in, c.number))
		few, many = math.Ceil(few-1e-4), math.Floor(many+1e-4)
		if c.hidden {
			hidden++
			if few == many && few > 0 && !said[c.row] {
				broken = append(broken, fmt.Sprintf("%s: %g", c.where, few))
			}
		}
		if _, most := s.between(sum(c.in, c.others)); few > 0 && most < 1-1e-4 && !strings.HasSuffix(c.where, " n") && !strings.Contains(c.where, "und") {
			broken = append(broken, fmt.Sprintf("%s: all have the same", c.where))
		}
	}
	return broken, hidden, shown
}

// No hidden cell of a table of sensitive answers follows from all that a workbook
// that is passed on says of them, nor that all of a group answered the same.
func TestNoHiddenCellCanBeWorkedOut(t *testing.T) {
	hidden, shown, rules := map[string]int{}, map[string]int{}, 0
	for seed := range surveys() / 2 {
		a := newAttackedOf(t, uint64(3000+seed), (*attacked).populateWidely)
		f := a.write(export.Weitergabe, nil)
		for _, indicator := range sortedNames(sensitiveAnswers) {
			broken, h, s := a.attackTables(f, indicator)
			for _, c := range cellsAbout(t, f, indicator) {
				if strings.HasSuffix(c.where, "schaffen") && !c.hidden {
					rules++
				}
			}
			hidden[indicator], shown[indicator] = hidden[indicator]+h, shown[indicator]+s
			for _, b := range broken {
				t.Errorf("survey %d: %s", seed, b)
			}
		}
	}
	for _, indicator := range sortedNames(sensitiveAnswers) {
		if hidden[indicator] < surveys() || shown[indicator] < surveys() {
			t.Errorf("%s: only %d cells were hidden, and %d shown", indicator, hidden[indicator], shown[indicator])
		}
	}
	if rules < surveys()/2 {
		t.Errorf("only %d numbers of measures were shown", rules)
	}
	t.Logf("%v cells hidden, %v shown, and %d numbers of measures", hidden, shown, rules)
}

// The attack works: where only cells about too few are hidden, without further
// ones, it finds some of them.
func TestTheAttackFindsCellsHiddenAlone(t *testing.T) {
	found := 0
	for seed := range surveys() / 4 {
		a := newAttackedOf(t, uint64(3000+seed), (*attacked).populateWidely)
		f := a.write(export.Weitergabe, func(r *evaluate.Result) {
			municipal := slices.DeleteFunc(slices.Clone(a.units), func(u survey.Unit) bool { return !municipalUnit(u) })
			plain, err := evaluate.Task{Evaluation: a.evaluation, Population: municipal, Responses: evaluate.InMemory(a.responses)}.Compute()
			if err != nil {
				t.Fatal(err)
			}
			for n, t := range plain.Tables {
				if at := slices.Index([]string{"stand_typ", "stand_kreis", "plan_groesse"}, t.Table.Name); at < 0 {
					continue
				}
				for _, all := range append(slices.Clone(t.Cells), t.Totals.Rows, t.Totals.Columns) {
					for k := range all {
						all[k].Hidden = all[k].N < 5
					}
				}
				t.Open = true
				r.Tables[n] = t
			}
		})
		broken, _, _ := a.attackTables(f, "kz_stand")
		found += len(broken)
	}
	if found < surveys()/4 {
		t.Errorf("the attack found %d cells", found)
	}
	t.Logf("%d cells found", found)
}
