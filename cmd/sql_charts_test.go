package cmd_test

import (
	"encoding/xml"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

const hiddenSheet = "_Diagrammdaten"

// drawnChart is a chart as Excel draws it: with what stands in the cells that it
// reads.
type drawnChart struct {
	title  string
	bars   []string // categories
	series []drawnSeries
}

type drawnSeries struct {
	name   string
	values []string // beside the categories
	cells  []string // that they stand in
}

// chartsIn reads the charts of a workbook. Of those that read the same cells, as
// on Übersicht and Diagramme, one is kept.
func chartsIn(t *testing.T, file *excelize.File) []drawnChart {
	t.Helper()
	var all []drawnChart
	seen := map[string]bool{}
	sheets := map[string][][]string{}
	read := func(ref string) (cells, values []string) {
		sheet, area, _ := strings.Cut(strings.ReplaceAll(ref, "$", ""), "!")
		if sheet = strings.Trim(sheet, "'"); sheets[sheet] == nil {
			rows, err := file.GetRows(sheet, excelize.Options{RawCellValue: true})
			if err != nil {
				t.Fatal(err)
			}
			sheets[sheet] = rows
		}
		from, to, several := strings.Cut(area, ":")
		if !several {
			to = from
		}
		column, first, err1 := excelize.CellNameToCoordinates(from)
		same, last, err2 := excelize.CellNameToCoordinates(to)
		if err1 != nil || err2 != nil || same != column {
			t.Fatalf("a chart reads %s", ref)
		}
		for row := first; row <= last; row++ {
			value := ""
			if rows := sheets[sheet]; row <= len(rows) && column <= len(rows[row-1]) {
				value = rows[row-1][column-1]
			}
			name, _ := excelize.CoordinatesToCellName(column, row)
			cells, values = append(cells, sheet+"!"+name), append(values, value)
		}
		return cells, values
	}
	file.Pkg.Range(func(part, data any) bool {
		if name := part.(string); !strings.HasPrefix(name, "xl/charts/chart") {
			return true
		}
		var x struct {
			Title  []string `xml:"chart>title>tx>rich>p>r>t"`
			Series []struct {
				Name       string `xml:"tx>strRef>f"`
				Categories string `xml:"cat>strRef>f"`
				Values     string `xml:"val>numRef>f"`
			} `xml:"chart>plotArea>barChart>ser"`
		}
		if err := xml.Unmarshal(data.([]byte), &x); err != nil || len(x.Series) == 0 {
			t.Fatalf("%s: %d series, %v", part, len(x.Series), err)
		}
		c, key := drawnChart{title: strings.Join(x.Title, "")}, ""
		for _, s := range x.Series {
			cells, values := read(s.Values)
			_, names := read(s.Name)
			_, bars := read(s.Categories)
			c.bars, c.series = bars, append(c.series, drawnSeries{names[0], values, cells})
			key += s.Values + s.Categories
		}
		if !seen[key] {
			all = append(all, c)
		}
		seen[key] = true
		return true
	})
	return all
}

// wantedChart is what SQL knows of a chart: by category and series what is to
// stand in its cells, and how many bars there are.
type wantedChart struct {
	values map[string]map[string]string
	bars   int
}

func (w *wantedChart) put(bar, series, value string) {
	if bar = short44(bar); w.values[bar] == nil {
		if w.values == nil {
			w.values = map[string]map[string]string{}
		}
		w.values[bar] = map[string]string{}
	}
	w.values[bar][short44(series)] = value
}

// short44 shortens the name of a bar as charts do.
func short44(s string) string {
	if runes := []rune(s); len(runes) > 44 {
		return string(runes[:43]) + "…"
	}
	return s
}

// charts compares each number that a chart reads. Those that stand on the sheets
// that people see are compared there; all others are on a hidden one.
//
// Withheld are questions that the workbook does not tell of: figures from them are
// rounded.
func (c *sqlCheck) charts(file *excelize.File, tables map[string]*sheetTable, rules []*sqlRule, withheld questions, d *differences) {
	suppressed := suppressedIn(tables["tblKennzahlen"])
	compared := map[string]bool{}
	for _, drawn := range chartsIn(c.t, file) {
		if sheet, _, _ := strings.Cut(drawn.series[0].cells[0], "!"); sheet != hiddenSheet {
			if !slices.Contains([]string{"Rücklauf", "Personalbedarf"}, sheet) {
				d.add("%s reads %s, which nobody compares", drawn.title, sheet)
			}
			continue
		}
		for _, s := range drawn.series {
			for _, cell := range s.cells {
				compared[cell] = true
			}
		}
		if want, ok := c.wantedChart(drawn.title, rules, withheld, suppressed); ok {
			want.compare(drawn, d)
		} else if !strings.HasPrefix(drawn.title, "Handlungsfelder damals und jetzt") { // see monitoringAgreesWithSQL
			d.add("nothing is known of the chart %s", drawn.title)
		}
	}
	everyNumberIsDrawn(c.t, file, compared, d)
}

// everyNumberIsDrawn looks on the hidden sheet for numbers that no chart reads.
func everyNumberIsDrawn(t *testing.T, file *excelize.File, compared map[string]bool, d *differences) {
	rows, err := file.GetRows(hiddenSheet, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	for r, row := range rows {
		for column := range row {
			name, _ := excelize.CoordinatesToCellName(column+1, r+1)
			kind, err := file.GetCellType(hiddenSheet, name)
			if err != nil {
				t.Fatal(err)
			}
			if number := kind == excelize.CellTypeUnset || kind == excelize.CellTypeNumber; number && row[column] != "" && !compared[hiddenSheet+"!"+name] {
				d.add("%s!%s is %s, and no chart reads it", hiddenSheet, name, row[column])
			}
		}
	}
}

// compare looks at each cell of a chart.
func (w wantedChart) compare(drawn drawnChart, d *differences) {
	if w.bars != len(drawn.bars) {
		d.add("%s has %d bars, by SQL %d", drawn.title, len(drawn.bars), w.bars)
	}
	for k, bar := range drawn.bars {
		want, known := w.values[bar]
		if !known {
			d.add("%s has the bar %q, by SQL it has not", drawn.title, bar)
			continue
		}
		rest := 0
		for _, s := range drawn.series {
			value, named := want[s.name]
			if s.name == "übrige" { // all that has no colour of its own
				value, named = fmt.Sprint(wholeSQL(want["Gesamt"])-rest), true
			}
			rest += wholeSQL(value)
			switch {
			case !named:
				d.add("%s has the series %q, by SQL it has not", drawn.title, s.name)
			case !sameCell(s.values[k], value):
				d.add("%s (%s, %s, %s): %q, by SQL %q", drawn.title, bar, s.name, s.cells[k], s.values[k], value)
			default:
				d.equal++
			}
		}
	}
}

// wantedChart finds out by its title what a chart is to show.
func (c *sqlCheck) wantedChart(title string, rules []*sqlRule, withheld questions, suppressed map[string]bool) (wantedChart, bool) {
	switch {
	case strings.HasPrefix(title, "Feldstufen im Land, Median"):
		return c.fieldBars("", "land", withheld, suppressed), true
	case strings.HasPrefix(title, "Feldstufen nach Typ und Land-Median"):
		w := c.fieldBars(municipal, "typ", withheld, suppressed)
		for bar, of := range c.fieldBars(municipal, "land", withheld, suppressed).values {
			w.put(bar, "Land (Median)", of[municipal])
		}
		w.bars = len(w.values)
		w.fill()
		return w, true
	case strings.HasPrefix(title, "Maßnahmen der Verwaltungen nach Phase und Priorität"):
		return c.phaseBars(rules), true
	case strings.HasPrefix(title, "Rückgaben nach Typ der Verwaltung"):
		return c.typeBars(), true
	case strings.HasPrefix(title, "Beantwortete Fragen"):
		return c.sectionBars(withheld), true
	}
	for _, t := range c.tables() {
		name := word(t.m["title"])
		if t.tier != "" {
			name += " – " + t.tier
		}
		if behind, ok := strings.CutPrefix(title, name); ok && word(t.m["chart"]) != "" && strings.IndexAny(behind, ":(") >= 0 && strings.IndexAny(behind, ":(") <= 1 {
			c.keep(t)
			return c.tableBars(t), true
		}
	}
	return wantedChart{}, false
}

// fieldBars are the medians of the fields of action by group; of all units by
// tier. What is suppressed on Kennzahlen is in no chart.
func (c *sqlCheck) fieldBars(tier, by string, withheld questions, suppressed map[string]bool) wantedChart {
	w := wantedChart{}
	for _, i := range c.indicators {
		if !i.field || i.level != "unit" {
			continue
		}
		heading, _ := headingsOf(i.m, false)
		for _, r := range c.statistics(i, []string{by}) {
			series := r.group
			if by == "land" {
				series = r.tier
			}
			hidden := suppressed[keyOfFigure(i.name, c.axisWords([]string{by}), r.group, r.tier)]
			if median := r.cells["Median"]; median != "" && !hidden && (tier == "" || r.tier == tier) {
				if c.reads(i, withheld) {
					median = twoDigits(median)
				}
				w.put(heading, series, median)
			}
		}
	}
	w.bars = len(w.values)
	w.fill()
	return w
}

// fill puts nothing where there is no value: a gap is no 0.
func (w *wantedChart) fill() {
	for _, of := range w.values {
		for series := range of {
			for _, other := range w.values {
				if _, there := other[series]; !there {
					other[series] = ""
				}
			}
		}
	}
}

func (c *sqlCheck) phaseBars(rules []*sqlRule) wantedChart {
	w := wantedChart{}
	for _, phase := range mapsOf(c.plan["phases"]) {
		names := []string{"''"}
		for _, r := range rules {
			if word(r.m["phase"]) == word(phase["name"]) {
				names = append(names, quoteSQL(r.name))
			}
		}
		label, _, _ := strings.Cut(word(phase["label"]), " – ")
		for k, series := range []string{"hoch", "mittel", "niedrig"} {
			w.put(word(phase["name"])+" "+label, series, c.query("SELECT count(*) FROM hit WHERE scope = 'Verwaltung' AND priority = ? AND rule IN ("+strings.Join(names, ", ")+")", k+1)[0][0])
		}
	}
	w.bars = len(w.values)
	return w
}

// typeBars count the administrations of each type that handed something in, by
// the worst of it.
func (c *sqlCheck) typeBars() wantedChart {
	w := wantedChart{}
	for _, row := range c.query(`SELECT type, total(NOT clash AND NOT part), total(NOT clash AND part), total(clash) FROM (
		SELECT p.type, max(r.nr NOT IN (SELECT nr FROM counted)) AS clash, max(r.incomplete) AS part FROM c.response r JOIN c.population p ON p.key = r.unit_key WHERE r.held = 1 GROUP BY p.key) GROUP BY type`) {
		at := slices.IndexFunc(sqlTypes, func(t [2]string) bool { return t[0] == row[0] })
		for k, series := range []string{"vollständig", "unvollständig", "Konflikt"} {
			w.put(sqlTypes[at][1], series, row[1+k])
		}
	}
	w.bars = len(w.values)
	return w
}

// sectionBars are the shares of what is asked in each set that is answered, has a
// reason why not, or is open; of persons they would tell too much.
func (c *sqlCheck) sectionBars(withheld questions) wantedChart {
	w := wantedChart{}
	for _, s := range c.sets {
		if s.anonymous {
			continue
		}
		n := [3]int{}
		for _, q := range s.questions {
			if q.kind == "note" || q.kind == "matrix" || q.kind == "calculate" || withheld[q] {
				continue
			}
			row := c.query(fmt.Sprintf(`SELECT count("%[1]s"), total("%[1]s$m" <> ''), total("%[1]s$r" AND "%[1]s" IS NULL AND "%[1]s$m" = '') FROM %[2]s`, q.name, q.tableOf()))[0]
			for k := range n {
				n[k] += wholeSQL(row[k])
			}
		}
		for k, series := range []string{"beantwortet", "Ausfallgrund", "offen"} {
			w.put(s.title, series, quotient(fmt.Sprint(n[k]), fmt.Sprint(n[0]+n[1]+n[2])))
		}
	}
	w.bars = len(w.values)
	return w
}

// The most bars of a ranking, and of stacked bars.
const (
	mostRankingBars = 12
	mostStackedBars = 18
)

// tableBars are the figures of a table of the evaluation that a chart shows.
func (c *sqlCheck) tableBars(t *sqlTable) wantedChart {
	w := wantedChart{}
	if t.kind == "ranking" {
		at, series := 1, valueHeading(t.values[0])
		if !slices.ContainsFunc(t.values, t.counts) {
			at = 2
		}
		for _, row := range c.ranked(t) {
			if row[at] != "" {
				w.put(row[0], series, row[at])
				w.bars = min(w.bars+1, mostRankingBars)
			}
		}
		return w
	}
	if t.kind == "matrix" {
		for _, q := range c.asked(t.rows).statements {
			all := 0
			for _, answer := range c.counted(t, q.name) {
				w.put(q.label, answer[1], answer[2])
				all += wholeSQL(answer[2])
			}
			if all > 0 {
				w.put(q.label, "Gesamt", fmt.Sprint(all))
			}
		}
	} else {
		columns := c.counted(t, t.cols)
		for _, row := range c.counted(t, t.rows) {
			w.put(c.placeWords(t.rows, row[1]), "Gesamt", row[2])
			for _, column := range columns {
				w.put(c.placeWords(t.rows, row[1]), c.placeWords(t.cols, column[1]), "0")
			}
		}
		for _, cell := range c.counted(t, t.rows, t.cols) {
			at := strings.SplitN(cell[1], " · ", 2)
			w.put(c.placeWords(t.rows, at[0]), c.placeWords(t.cols, at[1]), cell[2])
		}
	}
	w.bars = min(len(w.values), mostStackedBars)
	w.zeros()
	return w
}

// zeros puts 0 where nothing is counted.
func (w *wantedChart) zeros() {
	w.fill()
	for _, of := range w.values {
		for series, value := range of {
			if value == "" {
				of[series] = "0"
			}
		}
	}
}

// fieldChart compares what the chart about two waves reads: the medians of the
// fields of action of municipal administrations that have a value both times.
func (w *twoWaves) fieldChart(file *excelize.File, d *differences) {
	all := chartsIn(w.now.t, file)
	at := slices.IndexFunc(all, func(c drawnChart) bool { return strings.HasPrefix(c.title, "Handlungsfelder damals und jetzt") })
	if at < 0 {
		d.add("there is no chart about both waves")
		return
	}
	want := wantedChart{}
	for _, i := range w.now.indicators {
		if !i.field || i.level != "unit" {
			continue
		}
		heading, _ := headingsOf(i.m, false)
		for _, r := range w.paired(i, [][]string{{"land"}}) {
			if r["tier"] != municipal {
				continue
			}
			for k, side := range []string{"damals", "jetzt"} {
				if name := all[at].series[k].name; strings.HasPrefix(name, side) {
					want.put(heading, name, r[side])
				}
			}
		}
	}
	want.bars = len(want.values)
	want.compare(all[at], d)
}
