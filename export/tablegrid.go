package export

import (
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"bestand.example/itbestand/survey"
)

const (
	mostColumns = 26 // of a crosstab that stands as a grid; a wider one stands as a list
	mostValues  = 24 // of a ranking that stands as a grid
)

// grid is a table of the evaluation as it stands on a sheet.
type grid struct {
	columns []column
	rows    [][]any
	total   []any // below the table; nil: none
}

func (w *workbook) gridOf(t *Table) grid {
	switch {
	case t.Kind == survey.TableList:
		return w.listGrid(t)
	case t.Kind == survey.TableMatrix:
		return w.matrixGrid(t)
	case t.Kind == survey.TableCrosstab && t.plainCount() && len(t.Columns) <= mostColumns:
		return w.crossGrid(t)
	case t.Kind == survey.TableCrosstab:
		return w.pairGrid(t)
	case len(t.Values) > mostValues:
		return w.longGrid(t)
	}
	return w.rankGrid(t)
}

// plainCount reports whether a crosstab says how many there are, and nothing
// else.
func (t *Table) plainCount() bool {
	return len(t.Values) == 0 || len(t.Values) == 1 && t.counts(t.Values[0])
}

// counts reports whether a figure is how many the table has itself.
func (t *Table) counts(v survey.TableColumn) bool {
	return strings.ReplaceAll(v.Value.Source, " ", "") == "len("+t.ForEach+")"
}

// ownCount reports whether one of the figures is how many the table has: then
// no other column says it.
func (t *Table) ownCount() bool { return slices.ContainsFunc(t.Values, t.counts) }

// valueHeads adds the columns of the figures, each with its n beside it unless
// it only counts.
func (w *workbook) valueHeads(c *columnsFor, t *Table) {
	var all []numberColumn
	if !t.ownCount() {
		all = append(all, numberColumn{w.fig("number_" + t.counted()), 10, 7})
	}
	for k, v := range t.Values {
		all = append(all, numberColumn{w.valueTitle(v), 12, t.numberWidth(k)})
		if v.Base != nil { // with its name: whoever makes a pivot table does not see what stands beside it
			all = append(all, numberColumn{w.fig("head_n_of", plainLabel(v.Label, w.words.Lang())), 6, 5.5})
		}
	}
	c.addNumbers(all)
}

// numberWidth is the width that the longest number of a figure needs.
func (t *Table) numberWidth(value int) float64 {
	width := 7.0
	cells := append(slices.Concat(t.Cells...), t.Totals.All)
	for _, c := range cells {
		if value < len(c.Values) && c.Values[value].Known {
			number := strconv.FormatFloat(c.Values[value].Number, 'f', t.Values[value].Decimals, 64)
			width = max(width, 1.2*float64(len(number))+1) // with separators
		}
	}
	return width
}

func (w *workbook) valueTitle(v survey.TableColumn) string {
	title := plainLabel(v.Label, w.words.Lang())
	if v.Unit != "" {
		title += " [" + v.Unit + "]"
	}
	return title
}

// valueCells are the figures of a group. Of nothing there are none but that it
// is nothing.
func (w *workbook) valueCells(t *Table, c TableCell) []any {
	if c.Hidden {
		return w.hiddenCells(t)
	}
	var cells []any
	if !t.ownCount() {
		cells = append(cells, w.count(c.N))
	}
	for i, v := range t.Values {
		d := c.Values[i]
		var n any
		if d.Known && d.N >= 0 {
			n = w.count(d.N)
		}
		cells = append(cells, w.datum(d, v))
		if v.Base != nil {
			cells = append(cells, n)
		}
	}
	if slices.ContainsFunc(c.Values, func(d Datum) bool { return d.Hidden }) {
		cells = append(cells, w.text(w.fig("hidden")))
	}
	return cells
}

// hiddenCells stand for figures about too few persons: nothing, and that it is
// nothing in the last column.
func (w *workbook) hiddenCells(t *Table) []any {
	n := len(t.Values)
	if !t.ownCount() {
		n++
	}
	for _, v := range t.Values {
		if v.Base != nil {
			n++
		}
	}
	return append(make([]any, n), w.text(w.fig("hidden")))
}

// noteHead adds the column that says what is hidden, of anonymous answers.
func (w *workbook) noteHead(c *columnsFor, t *Table) {
	if t.suppressed() {
		c.add(w.fig("head_note"), 16)
	}
}

// datum is a cell with a figure or texts.
func (w *workbook) datum(d Datum, of survey.TableColumn) any {
	switch {
	case !d.Known:
		return nil
	case d.Kind == survey.KindNumber:
		return w.figure(figureFormat(of.Decimals, of.Unit), d.Number)
	case d.Kind == survey.KindDate && len(d.Texts) == 1:
		return w.date(d.Texts[0])
	}
	texts := slices.Clone(d.Texts)
	for i := range texts {
		if i < len(d.Labels) {
			texts[i] = plainLabel(d.Labels[i], w.words.Lang())
		}
	}
	return w.wrappedText(strings.Join(texts, "; "))
}

// yearUnit is the unit of years, which are written without a separator.
const yearUnit = "Jahr"

// figureFormat is the format of a figure with so many places.
func figureFormat(places int, unit string) string {
	if unit == yearUnit {
		return strings.TrimPrefix(decimal(places, ""), "#,##")
	}
	return decimal(places, "")
}

// rankGrid is a row for each group, in the order of the first figure.
func (w *workbook) rankGrid(t *Table) grid {
	c := newColumns()
	c.add(w.axisLabel(*t.Table.Rows), 34)
	w.valueHeads(c, t)
	w.noteHead(c, t)
	g := grid{columns: c.list}
	for i, label := range t.Rows {
		g.rows = append(g.rows, append([]any{w.wrappedText(w.placeLabel(t.Table.Rows, label))}, w.valueCells(t, t.Cells[i][0])...))
	}
	g.total = w.totals(append([]any{w.text(w.fig("total"))}, w.valueCells(t, t.Totals.All)...))
	return g
}

// longGrid is a row for each figure of each group, where a table would have too
// many columns.
func (w *workbook) longGrid(t *Table) grid {
	c := newColumns()
	c.add(w.axisLabel(*t.Table.Rows), 34)
	c.add(w.fig("head_figure"), 40)
	c.add(w.fig("head_value"), 12)
	c.add(w.fig("head_n"), 8)
	c.add(w.fig("head_unit"), 12)
	g := grid{columns: c.list}
	for i, label := range t.Rows {
		if t.Cells[i][0].Hidden {
			continue
		}
		for k, v := range t.Values {
			d := t.Cells[i][0].Values[k]
			var n any
			if d.Known && d.N >= 0 {
				n = w.count(d.N)
			}
			g.rows = append(g.rows, []any{
				w.wrappedText(w.placeLabel(t.Table.Rows, label)), w.wrappedText(plainLabel(v.Label, w.words.Lang())), w.datum(d, v), n, w.text(v.Unit),
			})
		}
	}
	return g
}

// crossGrid counts rows by columns. Nothing there is shown as a dash, but is 0.
func (w *workbook) crossGrid(t *Table) grid {
	c := newColumns()
	c.add(w.axisLabel(*t.Table.Rows), 34)
	var all []numberColumn
	for _, label := range t.Columns {
		all = append(all, numberColumn{w.placeLabel(t.Table.Columns, label), 12, 8})
	}
	c.addNumbers(append(all, numberColumn{w.fig("total"), 10, 8}))
	g := grid{columns: c.list}
	row := func(first any, cells []TableCell, all TableCell) []any {
		row := []any{first}
		for _, cell := range append(slices.Clone(cells), all) {
			if cell.Hidden {
				row = append(row, nil)
				continue
			}
			row = append(row, w.tally(cell.N))
		}
		return row
	}
	for i, label := range t.Rows {
		g.rows = append(g.rows, row(w.wrappedText(w.placeLabel(t.Table.Rows, label)), t.Cells[i], t.Totals.Rows[i]))
	}
	g.total = w.totals(row(w.text(w.fig("total")), t.Totals.Columns, t.Totals.All))
	return g
}

// matrixGrid counts the answers to each statement. There is no row of totals:
// each unit would be in it once for every statement.
func (w *workbook) matrixGrid(t *Table) grid {
	g := w.crossGrid(t)
	g.total = nil
	return g
}

// tally is a count in a grid, in which 0 is a dash.
func (w *workbook) tally(n int) any {
	return excelize.Cell{StyleID: w.cell(formatTally), Value: n}
}

// formatTally shows 0 as a dash.
const formatTally = `#,##0;-#,##0;"–"`

// pairGrid is a row for each pair of a row and a column that has something: for
// crosstabs with figures beside the count, and for those that are too wide.
func (w *workbook) pairGrid(t *Table) grid {
	c := newColumns()
	c.add(w.axisLabel(*t.Table.Rows), 34)
	c.add(w.axisLabel(*t.Table.Columns), 34)
	w.valueHeads(c, t)
	w.noteHead(c, t)
	g := grid{columns: c.list}
	for i, row := range t.Rows {
		for k, column := range t.Columns {
			if cell := t.Cells[i][k]; cell.N > 0 || cell.Hidden {
				g.rows = append(g.rows, append([]any{
					w.wrappedText(w.placeLabel(t.Table.Rows, row)), w.wrappedText(w.placeLabel(t.Table.Columns, column)),
				}, w.valueCells(t, cell)...))
			}
		}
	}
	g.total = w.totals(append([]any{w.text(w.fig("total")), nil}, w.valueCells(t, t.Totals.All)...))
	return g
}

// listGrid is a row for each unit, response or row.
func (w *workbook) listGrid(t *Table) grid {
	g := grid{columns: w.listColumns(t)}
	for i := range t.Lines {
		g.rows = append(g.rows, w.lineCells(t, &t.Lines[i]))
	}
	return g
}

// named reports whether the lines of a list say of which unit they are.
func (t *Table) named() bool { return t.Set() == nil || !t.Set().Project && !t.Set().Anonymous }

func (w *workbook) listColumns(t *Table) []column {
	c := newColumns()
	if t.named() {
		c.add(w.fig("head_key"), 11)
		c.add(w.fig("head_unit_name"), 34)
		c.add(w.fig("head_district"), 22)
	}
	for k, v := range t.Table.Lines {
		width := 12.0
		if v.Value.Kind != survey.KindNumber && v.Value.Kind != survey.KindDate {
			width = w.textWidth(t, k)
		}
		c.add(w.valueTitle(v), width)
	}
	return c.list
}

// textWidth is a column's width by the longest text in it, within limits.
func (w *workbook) textWidth(t *Table, column int) float64 {
	longest := 0
	for _, l := range t.Lines {
		if cell, ok := w.datum(l.Data[column], survey.TableColumn{}).(excelize.Cell); ok {
			s, _ := cell.Value.(string)
			longest = max(longest, len([]rune(s)))
		}
	}
	most := 44.0
	if longest > 3*44 { // otherwise a row would be higher than all that is in it
		most = 70
	}
	return min(max(14, 0.95*float64(longest)+2), most)
}

func (w *workbook) lineCells(t *Table, l *TableLine) []any {
	var cells []any
	if t.named() {
		cells = []any{w.text(l.Unit.Key), w.text(l.Unit.Name), w.text(l.Unit.District)}
	}
	for k, v := range t.Table.Lines {
		cells = append(cells, w.datum(l.Data[k], v))
	}
	return cells
}

// totals makes the cells of a row stand out.
func (w *workbook) totals(cells []any) []any {
	for i, c := range cells {
		if cell, ok := c.(excelize.Cell); ok {
			cell.StyleID = w.outstanding(cell.StyleID)
			cells[i] = cell
		}
	}
	return cells
}
