package export

import (
	"cmp"
	"math"
	"slices"

	"github.com/xuri/excelize/v2"

	"bestand.example/itbestand/survey"
)

const (
	mostBars   = 12 // of a ranking; the rest stands in the table
	mostRows   = 18 // of a table that is drawn as stacked bars
	mostSeries = 6  // colours; of more columns the smallest are one
)

// tableCharts draws the tables of an evaluation that ask for it. One without a
// figure to show is left out.
func (w *workbook) tableCharts(e *Evaluation) (all []diagram, err error) {
	for _, s := range e.tableSheets("de") {
		for _, t := range s.tables {
			var c *chart
			bars := 0
			switch t.Chart {
			case survey.ChartNone:
				continue
			case survey.ChartBars:
				c, bars, err = w.rankingChart(t)
			default:
				c, bars, err = w.stackedChart(t)
			}
			if err != nil {
				return nil, err
			}
			if c != nil {
				all = append(all, diagram{*c, bars > fewBars})
			}
		}
	}
	return all, nil
}

// rankingChart shows the first figure of a ranking, the largest first.
func (w *workbook) rankingChart(t *Table) (*chart, int, error) {
	first := t.Values[0]
	var rows [][]any
	known, others := 0, false // of those that are left out are some in people's own words
	for _, i := range t.namedFirst() {
		label, cell := t.Rows[i], t.Cells[i][0]
		if cell.Hidden || !cell.Values[0].Known {
			continue
		}
		if known++; known <= mostBars {
			rows = append(rows, []any{w.category(t.Table.Rows, label), cell.Values[0].Number})
		}
		others = known > mostBars && label.Code == survey.OtherCode
	}
	if len(rows) == 0 {
		return nil, 0, nil
	}
	data, err := w.chartData([]any{w.axisLabel(*t.Table.Rows), w.valueTitle(first)}, rows)
	n := w.numberOf(t, t.Totals.All.N)
	title := w.d("ranking", w.tableTitle(t), w.valueTitle(first), n)
	switch {
	case known > mostBars && others:
		title = w.d("ranking_named", w.tableTitle(t), w.valueTitle(first), n, mostBars, known)
	case known > mostBars:
		title = w.d("ranking_first", w.tableTitle(t), w.valueTitle(first), n, mostBars, known)
	}
	format, axis := figureFormat(first.Decimals, first.Unit), figureFormat(0, first.Unit)
	if first.Decimals > 0 {
		axis = "General" // between the lines there may be halves
	}
	return &chart{
		kind: excelize.Bar, title: title, labels: format, axis: axis, categories: data.categories(),
		alt:    w.d("ranking_alt", title, rows[0][0]),
		series: []series{data.series(1, blue, ink)},
	}, len(rows), err
}

// namedFirst are the rows in their order, but last what people put into words of
// their own: those are many things under one name, which leads no ranking.
func (t *Table) namedFirst() []int {
	var named, others []int
	for i, label := range t.Rows {
		if label.Code == survey.OtherCode {
			others = append(others, i)
		} else {
			named = append(named, i)
		}
	}
	return append(named, others...)
}

// stackedChart shows how many each row of a crosstab has in each column.
func (w *workbook) stackedChart(t *Table) (*chart, int, error) {
	columns, rest := w.largestColumns(t)
	head := []any{w.axisLabel(*t.Table.Rows)}
	for _, k := range columns {
		head = append(head, w.category(t.Table.Columns, t.Columns[k]))
	}
	if len(rest) > 0 {
		head = append(head, w.d("others"))
	}
	var rows [][]any
	for _, i := range w.largestRows(t) {
		row := []any{w.category(t.Table.Rows, t.Rows[i])}
		for _, k := range columns {
			row = append(row, sumOf(t.Cells[i], []int{k}))
		}
		if len(rest) > 0 {
			row = append(row, sumOf(t.Cells[i], rest))
		}
		rows = append(rows, row)
	}
	if len(rows) == 0 || len(columns) == 0 {
		return nil, 0, nil
	}
	data, err := w.chartData(head, rows)
	title := w.d("stacked", w.tableTitle(t), w.numberOf(t, t.Totals.All.N))
	if t.Kind == survey.TableMatrix { // its total counts each unit once for every statement
		most := slices.MaxFunc(t.Totals.Rows, func(a, b TableCell) int { return cmp.Compare(a.N, b.N) })
		title = w.d("stacked_matrix", w.tableTitle(t), w.numberOf(t, most.N))
	}
	if len(rows) < len(t.Rows) {
		title += " " + w.d("stacked_first", len(rows), len(t.Rows))
	}
	c := &chart{kind: excelize.BarStacked, title: title, alt: w.d("stacked_alt", title), labels: `[=0]"";0`, categories: data.categories()}
	if t.Chart == survey.ChartShares {
		c.kind, c.axis, c.unit = excelize.BarPercentStacked, "0%", 0.25
	}
	shades := shadesFor(len(columns), t.climbs())
	for k := range columns {
		c.series = append(c.series, data.series(1+k, shades[k].color, shades[k].ink))
	}
	if len(rest) > 0 {
		c.series = append(c.series, data.series(1+len(columns), mist, ink))
	}
	return c, len(rows), err
}

// category names a bar or a colour, with room for the bars beside it.
func (w *workbook) category(a *survey.Axis, l Label) string {
	return shorten(survey.CleanLine(w.placeLabel(a, l)), maxCategory)
}

// numberOf says how many of what a table counts.
func (w *workbook) numberOf(t *Table, n int) string {
	return w.thousands(n) + " " + w.fig("number_"+t.counted())
}

// largestColumns are the columns that get a colour of their own, in the order of
// the table, and the others.
func (w *workbook) largestColumns(t *Table) (columns, rest []int) {
	return largest(len(t.Columns), mostSeries, func(k int) int { return t.Totals.Columns[k].N })
}

// largestRows are the rows that have room, in the order of the table.
func (w *workbook) largestRows(t *Table) []int {
	rows, _ := largest(len(t.Rows), mostRows, func(i int) int { return t.Totals.Rows[i].N })
	return rows
}

// largest parts the numbers below n into so many that have most, and the rest.
func largest(n, most int, size func(int) int) (kept, rest []int) {
	var all []int
	for i := range n {
		if size(i) > 0 {
			all = append(all, i)
		}
	}
	if len(all) <= most {
		return all, nil
	}
	slices.SortStableFunc(all, func(a, b int) int { return size(b) - size(a) })
	kept, rest = all[:most], all[most:]
	slices.Sort(kept)
	return kept, rest
}

// sumOf is how many are in some cells of a row, or nothing where one is hidden.
func sumOf(cells []TableCell, columns []int) any {
	n := 0
	for _, k := range columns {
		if cells[k].Hidden {
			return nil
		}
		n += cells[k].N
	}
	return n
}

// climbs reports whether the columns go from the worst answer to the best: then
// the best is the darkest.
func (t *Table) climbs() bool {
	q := t.Table.Rows.Question
	switch {
	case t.Kind == survey.TableMatrix:
		q = q.Rows[0]
	case t.Table.Columns != nil:
		q = t.Table.Columns.Question
	}
	if q == nil || q.List == nil || len(q.List.Choices) < 2 {
		return false
	}
	first, last := q.List.Choices[0].Score, q.List.Choices[len(q.List.Choices)-1].Score
	return first != nil && last != nil && first.Cmp(last) < 0
}

// shade is a colour, and that of what stands on it.
type shade struct{ color, ink string }

// shades go from dark to light, so that they are told apart in grey.
var shades = []shade{{navy, ""}, {blue, ""}, {"5B9BD5", ""}, {sky, ink}, {"C9DDF0", ink}, {mist, ink}}

// shadesFor picks so many, as far apart as they are.
func shadesFor(n int, climbing bool) []shade {
	all := make([]shade, n)
	for i := range all {
		all[i] = shades[int(math.Round(float64(i*(len(shades)-1))/float64(max(1, n-1))))]
	}
	if climbing {
		slices.Reverse(all)
	}
	return all
}
