package cmd

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"bestand.example/itbestand/export"
	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/evaluate"
)

// group is a row of Kennzahlen.
type group struct {
	indicator, by, name, tier string
	hidden                    bool
	n, mean                   float64
	off                       float64 // how far the mean may be from what is shown
}

// has reports whether a unit belongs to the group, as anybody can tell from
// Grundgesamtheit.
func (g group) has(u survey.Unit) bool {
	if (g.tier == "Landkreise") != (u.Type == survey.Landkreis) {
		return false
	}
	switch g.by {
	case "Kreis":
		return g.name == u.District || g.name == "Kreisfreie Städte" && u.Type == survey.KreisfreieStadt
	case "Typ":
		return g.name == u.Type.Label()
	case "Größenklasse":
		return u.Type != survey.Landkreis && g.name == u.SizeClassLabel()
	}
	return true
}

// tableOn reads the table of a sheet whose header begins with a heading.
func tableOn(t testing.TB, f *excelize.File, sheet, first string) []map[string]string {
	t.Helper()
	if at, err := f.GetSheetIndex(sheet); err != nil || at < 0 {
		return nil
	}
	all, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	head := slices.IndexFunc(all, func(row []string) bool { return len(row) > 1 && row[0] == first })
	if head < 0 {
		return nil
	}
	var rows []map[string]string
	for _, cells := range all[head+1:] {
		if len(cells) == 0 || cells[0] == "" {
			break
		}
		row := map[string]string{}
		for i, text := range cells {
			row[all[head][i]] = text
		}
		rows = append(rows, row)
	}
	return rows
}

func numberIn(t testing.TB, text string) float64 {
	t.Helper()
	if text == "" {
		return math.NaN()
	}
	n, err := strconv.ParseFloat(text, 64)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// groupsIn reads the sensitive figures of Kennzahlen that are of units.
func groupsIn(t testing.TB, f *excelize.File, guarded func(name string) bool) map[string][]group {
	all := map[string][]group{}
	for _, row := range tableOn(t, f, "Kennzahlen", "Ebene") {
		if !guarded(row["Kennung"]) {
			continue
		}
		g := group{
			indicator: row["Kennung"], by: row["Ebene"], name: row["Gruppe"], tier: row["Verwaltungen"],
			hidden: strings.HasPrefix(row["Hinweis"], "unterdrückt"), n: numberIn(t, row["n"]), mean: numberIn(t, row["Mittelwert"]),
		}
		if !math.IsNaN(g.mean) && g.mean != 0 {
			g.off = 0.5 * math.Pow(10, math.Floor(math.Log10(math.Abs(g.mean)))-1)
		}
		all[g.indicator+" "+g.tier] = append(all[g.indicator+" "+g.tier], g)
	}
	return all
}

// exactly is how near a mean of 0 to 100 must be known to be worked out.
const exactly = 1.0

// attackFigures tries to work out the hidden figures of one indicator of one
// tier: from all groups of all groupings that are shown, from who is in which
// group, and from values being from 0 to 100. It returns those that it knows.
func attackFigures(t testing.TB, groups []group, units []survey.Unit) (broken []string, hidden int) {
	l := newLinear(t)
	atoms := map[string]float64{} // units that nobody can tell apart by their groups
	atomOf := func(u survey.Unit) string { return u.District + "|" + u.SizeClassLabel() + "|" + string(u.Type) }
	for _, u := range units {
		if (groups[0].tier == "Landkreise") == (u.Type == survey.Landkreis) {
			atoms[atomOf(u)]++
		}
	}
	count, sum := map[string]int{}, map[string]int{}
	for _, atom := range sortedNames(atoms) {
		k, s := l.number("n "+atom), l.number("s "+atom)
		count[atom], sum[atom] = k, s
		l.know(map[int]float64{k: 1}, 0, atoms[atom])
		l.know(map[int]float64{k: 100, s: -1}, 0, math.Inf(1))
	}
	of := func(g group, number map[string]int, times float64) map[int]float64 {
		all := map[int]float64{}
		for _, u := range units {
			if g.has(u) {
				all[number[atomOf(u)]] = times
			}
		}
		return all
	}
	for _, g := range groups {
		if g.hidden {
			hidden++
			continue
		}
		l.know(of(g, count, 1), g.n, g.n)
		if g.n > 0 && !math.IsNaN(g.mean) {
			l.know(of(g, sum, 1), (g.mean-g.off)*g.n-tiny, (g.mean+g.off)*g.n+tiny)
		}
	}
	if hidden == 0 {
		return nil, 0
	}
	known := l.solve()
	for _, g := range groups {
		if !g.hidden {
			continue
		}
		few, many := known.between(of(g, count, 1))
		few, many = math.Ceil(few-1e-4), math.Floor(many+1e-4)
		low, high := known.between(of(g, sum, 1))
		short := of(g, count, 100)
		for k, v := range of(g, sum, -1) {
			short[k] = v
		}
		_, shortest := known.between(short)
		switch {
		case few == many && few > 0 && (high-low)/few < exactly:
			broken = append(broken, fmt.Sprintf("%s by %s %s (%s): mean of %g from %g to %g", g.indicator, g.by, g.name, g.tier, few, low/few, high/few))
		case few > 0 && (high < exactly || shortest < exactly):
			broken = append(broken, fmt.Sprintf("%s by %s %s (%s): all have the same", g.indicator, g.by, g.name, g.tier))
		}
	}
	return broken, hidden
}

func sortedNames[T any](m map[string]T) []string {
	var all []string
	for name := range m {
		all = append(all, name)
	}
	slices.Sort(all)
	return all
}

// answered are the units that took part, which Grundgesamtheit says.
func (a *attacked) answered(set *survey.Questionnaire) []survey.Unit {
	var all []survey.Unit
	for _, r := range a.responses {
		if r.SetID == set.ID {
			all = append(all, r.Unit)
		}
	}
	return all
}

func (a *attacked) guarded(name string) bool {
	i := a.evaluation.Indicator(name)
	return i != nil && i.Sensitive
}

// surveys is how many invented surveys are attacked.
func surveys() int {
	if os.Getenv("ITBESTAND_LONG") != "" {
		return 400
	}
	return 40
}

// No figure that is hidden can be worked out from all others of the workbook.
func TestNoHiddenFigureCanBeWorkedOut(t *testing.T) {
	hidden := 0
	for seed := range surveys() {
		a := newAttacked(t, uint64(seed))
		f := a.write(export.Weitergabe, nil)
		for _, groups := range groupsIn(t, f, a.guarded) {
			broken, n := attackFigures(t, groups, a.answered(a.sets[0]))
			hidden += n
			for _, b := range broken {
				t.Errorf("survey %d: %s", seed, b)
			}
		}
	}
	if hidden < surveys() {
		t.Errorf("only %d figures were hidden", hidden)
	}
	t.Logf("%d hidden figures in %d surveys", hidden, surveys())
}

// The attack works: where only what rests on too few is hidden, without a second
// one, it finds some of that.
func TestTheAttackFindsWhatIsHiddenAlone(t *testing.T) {
	found := 0
	for seed := range surveys() {
		a := newAttacked(t, uint64(seed))
		f := a.write(export.Weitergabe, func(r *evaluate.Result) {
			for _, s := range r.Summaries {
				s.Hidden = s.N > 0 && s.N < 5
			}
		})
		for _, groups := range groupsIn(t, f, a.guarded) {
			broken, _ := attackFigures(t, groups, a.answered(a.sets[0]))
			found += len(broken)
		}
	}
	if found < surveys() {
		t.Errorf("the attack found %d figures", found)
	}
	t.Logf("%d figures found in %d surveys", found, surveys())
}

// Independent cities stand together where sensitive figures are by Kreis: each is
// a Kreis of one administration, of which nothing could ever be shown.
func TestCitiesStandTogether(t *testing.T) {
	for _, cities := range []int{0, 1, 4, 12} {
		a := newAttacked(t, 1)
		a.units, a.responses = nil, nil
		r := rand.New(rand.NewPCG(5, 5))
		for k := range 3 {
			a.kreis(r, k, 15)
		}
		a.cities(cities)
		for _, u := range a.units {
			a.set(a.begin(a.sets[0], u), "alt", strconv.Itoa(r.IntN(101)))
		}
		var together []group
		for _, groups := range groupsIn(t, a.write(export.Weitergabe, nil), func(name string) bool { return name == "kz_alt" }) {
			for _, g := range groups {
				if strings.HasPrefix(g.name, "Stadt ") {
					t.Errorf("%d cities: %s stands by itself", cities, g.name)
				}
				if g.name == "Kreisfreie Städte" {
					together = append(together, g)
				}
			}
		}
		switch {
		case cities == 0 && len(together) > 0, cities > 0 && len(together) != 1:
			t.Errorf("%d cities: they stand together in %v", cities, together)
		case cities > 0 && together[0].hidden != (cities < 5):
			t.Errorf("%d cities: hidden %v", cities, together[0].hidden)
		}
	}
}

// Nor can any be worked out from the workbook of the demonstration.
func TestNoHiddenFigureOfTheDemoCanBeWorkedOut(t *testing.T) {
	dir, size := t.TempDir(), 25
	if os.Getenv("ITBESTAND_LONG") != "" {
		size = 100
	}
	itbestand(t, 0, "demo", "-o", filepath.Join(dir, "demo"), "--units", strconv.Itoa(size))
	path := filepath.Join(dir, "weiter.xlsx")
	itbestand(t, 0, "export", filepath.Join(dir, "demo", "zentral.itb"), "-o", path, "--audience", "weitergabe")
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	types := map[string]survey.UnitType{}
	for _, kind := range survey.UnitTypes() {
		types[kind.Label()] = kind
	}
	var units []survey.Unit
	for _, row := range tableOn(t, f, "Grundgesamtheit", "Schlüssel") {
		inhabitants, _ := strconv.Atoi(row["Einwohner"])
		units = append(units, survey.Unit{Key: row["Schlüssel"], Type: types[row["Typ"]], District: row["Kreis"], DistrictKey: row["Schlüssel des Kreises"], Inhabitants: inhabitants})
	}
	if len(units) != size {
		t.Fatalf("%d units", len(units))
	}
	sensitive := map[string]bool{}
	for _, row := range tableOn(t, f, "Kennzahlen", "Ebene") {
		sensitive[row["Kennung"]] = sensitive[row["Kennung"]] || row["Hinweis"] == "unterdrückt: zu wenige Verwaltungen"
	}
	hidden := 0
	for _, groups := range groupsIn(t, f, func(name string) bool { return sensitive[name] }) {
		broken, n := attackFigures(t, groups, units)
		hidden += n
		for _, b := range broken {
			t.Error(b)
		}
	}
	if hidden < 20 {
		t.Errorf("only %d figures are hidden", hidden)
	}
	t.Logf("%d hidden figures of %d indicators", hidden, len(sensitive))
}
