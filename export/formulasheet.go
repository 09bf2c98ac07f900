package export

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"bestand.example/itbestand/survey"
)

// formulaSheet is a sheet with formulas in its cells and several tables below
// one another.
//
// A cell keeps the value of its formula only where the sheet is streamed, and a
// streamed sheet takes nothing but rows, in their order. So the rows wait here
// until the sheet is whole: it is for sheets of a few hundred of them.
type formulaSheet struct {
	*workbook
	sheet  string
	kind   kind
	lines  []formulaRow
	blocks []formulaBlock
	merged [][2]string
	widths []float64
	frozen [2]int // columns and rows that stay in view
	before []func() error
}

type formulaRow struct {
	cells  []any
	height float64
}

// formulaBlock is a table and where it stands.
type formulaBlock struct {
	name        string
	columns     []column
	first, last int // rows with data
}

// live is a cell with a formula and the value that it gives now. Both say the
// same; where the value is unknown, the formula must give an empty text.
func (w *workbook) live(format, formula string, value float64) any {
	return excelize.Cell{StyleID: w.cell(format), Formula: formula, Value: cached(value)}
}

// cached is a number, or an empty text where it is not known: what a formula
// gives for it.
func cached(value float64) any {
	if math.IsNaN(value) || math.IsInf(value, 0) {
		return ""
	}
	// As many digits as Excel shows: the others are errors of the arithmetic.
	shown, err := strconv.ParseFloat(strconv.FormatFloat(value, 'g', maxDigits, 64), 64)
	if err != nil {
		return value
	}
	return shown
}

// entered is a number that was answered or set, for people to change.
func (w *workbook) entered(format string, value float64) any {
	cell := excelize.Cell{StyleID: w.input(format)}
	if isKnown(value) {
		cell.Value = value
	}
	return cell
}

// row appends a row and returns its number.
func (s *formulaSheet) row(height float64, cells ...any) int {
	for i, c := range cells {
		if cell, ok := c.(excelize.Cell); ok {
			if text, ok := cell.Value.(string); ok && cell.Formula == "" {
				cell.Value = splitText(survey.Clean(text), s.limits.cell)[0] // the sheets of answers have it whole
				cells[i] = cell
			}
		}
	}
	s.lines = append(s.lines, formulaRow{cells, height})
	return len(s.lines)
}

// section begins a part of the sheet with a heading.
func (s *formulaSheet) section(text string) {
	if len(s.lines) > 0 {
		s.row(8)
	}
	s.row(20, excelize.Cell{StyleID: s.heading(12), Value: text})
}

// note is small print, over the columns up to the last one.
func (s *formulaSheet) note(text string, last int) {
	row := s.row(3+11.5*float64(lines(text, s.across(1, last))), excelize.Cell{StyleID: s.small(), Value: text})
	s.merge(row, 1, last)
}

// across is the width of several columns.
func (s *formulaSheet) across(from, to int) (width float64) {
	for _, w := range s.widths[from-1 : to] {
		width += w
	}
	return width
}

func (s *formulaSheet) merge(row, from, to int) {
	s.merged = append(s.merged, [2]string{cellName(from, row), cellName(to, row)})
}

// table appends a table, whose name is reserved. Rows are made by make, which is told the number of its
// row on the sheet, because formulas refer to the cells beside them.
func (s *formulaSheet) table(name, title string, columns []column, rows int, make func(i, row int) []any) (formulaBlock, error) {
	copied, err := s.csv.table(name, title, columns)
	if err != nil {
		return formulaBlock{}, err
	}
	heads, height := []any{}, 0.0
	for i, c := range columns {
		heads = append(heads, excelize.Cell{StyleID: s.header(s.kind), Value: c.name})
		height = max(height, 4+11*float64(lines(c.name, s.widths[i]-filterButton)))
	}
	s.row(max(height, headerHeight), heads...)
	b := formulaBlock{name: name, columns: columns, first: len(s.lines) + 1}
	for i := range rows {
		cells := make(i, len(s.lines)+1)
		if err := copied.write(cells); err != nil {
			return b, err
		}
		s.row(rowHeight(widened(columns, s.widths), cells), cells...)
	}
	b.last = len(s.lines)
	s.blocks = append(s.blocks, b)
	return b, copied.close()
}

// widened are columns as wide as the sheet shows them.
func widened(columns []column, widths []float64) []column {
	all := make([]column, len(columns))
	for i, c := range columns {
		c.width = widths[i]
		all[i] = c
	}
	return all
}

// write puts the sheet into the workbook. Nothing can be added to it afterwards.
func (s *formulaSheet) write(l layout) error {
	l.kind, l.dimension = s.kind, "A1:"+cellName(len(s.widths), len(s.lines))
	if err := s.setUp(s.sheet, l); err != nil {
		return err
	}
	for _, b := range s.blocks {
		if err := s.declare(b); err != nil {
			return err
		}
	}
	if err := inOrder(s.before...); err != nil {
		return err
	}
	s.filled[s.sheet] = s.ranges()
	s.offer()
	stream, err := s.stream(s.sheet)
	if err != nil {
		return err
	}
	for i, width := range s.widths {
		if err := stream.SetColWidth(i+1, i+1, width); err != nil {
			return err
		}
	}
	if err := stream.SetPanes(&excelize.Panes{
		Freeze: true, XSplit: s.frozen[0], YSplit: s.frozen[1], TopLeftCell: cellName(s.frozen[0]+1, s.frozen[1]+1), ActivePane: activePane(s.frozen[0]),
	}); err != nil {
		return err
	}
	for i, row := range s.lines {
		if err := stream.SetRow("A"+strconv.Itoa(i+1), row.cells, excelize.RowOpts{Height: row.height}); err != nil {
			return err
		}
	}
	for _, m := range s.merged {
		if err := stream.MergeCell(m[0], m[1]); err != nil {
			return err
		}
	}
	rows := 0
	for _, b := range s.blocks {
		rows += b.last - b.first + 1
	}
	s.summary.Sheets = append(s.summary.Sheets, SheetSummary{s.sheet, rows})
	return stream.Flush()
}

// ranges lists the cells with anything in them, for the inventory.
func (s *formulaSheet) ranges() []string {
	var all []string
	for i, row := range s.lines {
		all = append(all, rangesOf(i+1, len(row.cells), func(column int) bool {
			cell, ok := row.cells[column].(excelize.Cell)
			return row.cells[column] != nil && (!ok || cell.Value != nil || cell.Formula != "")
		})...)
	}
	return all
}

// offer notes the cells that people may change, with what stands in them: what
// they change is kept when the workbook is brought up to date.
func (s *formulaSheet) offer() {
	for _, row := range s.lines {
		for i, c := range row.cells {
			cell, ok := c.(excelize.Cell)
			if !ok || i == 0 || !strings.HasPrefix(s.nameOf(cell.StyleID), inputStyle) {
				continue
			}
			label, value := "", ""
			if first, ok := row.cells[0].(excelize.Cell); ok {
				label, _ = first.Value.(string)
			}
			if cell.Value != nil {
				value = fmt.Sprint(cell.Value)
			}
			column := strings.TrimRight(cellName(i+1, 1), "1")
			s.offered = append(s.offered, []string{madeOffer, s.sheet, strings.Join([]string{column, value, label}, "|")})
		}
	}
}

// declare makes rows a table. Excelize takes the names of its columns from cells,
// which the stream then writes over.
func (s *formulaSheet) declare(b formulaBlock) error {
	for i, c := range b.columns {
		if err := s.f.SetCellStr(s.sheet, cellName(i+1, b.first-1), c.name); err != nil {
			return err
		}
	}
	end := cellName(len(b.columns), b.last)
	rows := cellName(1, b.first) + ":" + end
	return inOrder(
		func() error {
			return s.f.AddTable(s.sheet, &excelize.Table{Range: cellName(1, b.first-1) + ":" + end, Name: b.name, StyleName: tableStyle, ShowRowStripes: new(bool)})
		},
		func() error {
			return s.f.SetConditionalFormat(s.sheet, rows, []excelize.ConditionalFormatOptions{s.hairlines()})
		},
	)
}

// named gives a cell a name that formulas use and people see.
func (s *formulaSheet) named(name string, column, row int) error {
	at, err := excelize.CoordinatesToCellName(column, row, true)
	if err != nil {
		return err
	}
	return s.f.SetDefinedName(&excelize.DefinedName{Name: name, RefersTo: "'" + strings.ReplaceAll(s.sheet, "'", "''") + "'!" + at})
}

// thisRow names the cell of a column in the row that a formula stands in. It
// holds when the table is sorted, and in rows that are added.
func thisRow(table, column string) string {
	return fmt.Sprintf("%s[[#This Row],[%s]]", table, column)
}

// cellName names a cell of a sheet that has it.
func cellName(column, row int) string {
	name, err := excelize.CoordinatesToCellName(column, row)
	if err != nil {
		return "" // columns and rows are counted from 1, and there are few
	}
	return name
}

// quoted is a text in a formula.
func quoted(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }
