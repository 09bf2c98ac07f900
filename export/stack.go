package export

import (
	"fmt"
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"bestand.example/itbestand/survey"
)

// stack fills a sheet on which several tables stand below one another, each
// with a heading. It is for tables whose length depends on groups and not on
// how many responses there are: the sheet is not streamed.
//
// Its headings are for people: what a table's columns are called is what is
// read in print and in charts.
type stack struct {
	*page
	kind   kind
	row    int // last row written
	widths []float64

	heights map[int]float64 // of rows, in points
	parts   []int           // the rows with which parts begin
	head    int             // of the last table
}

// block is where a table stands on its sheet.
type block struct {
	sheet             string
	head, first, last int // rows
	columns           []column
}

func (w *workbook) newStack(sheet string, k kind) *stack {
	return &stack{page: &page{w: w, sheet: sheet}, kind: k, heights: map[int]float64{}}
}

func (s *stack) height(row int, points float64) {
	s.heights[row] = points
	s.page.height(row, points)
}

// heading begins a part of the sheet.
func (s *stack) heading(text string) {
	if s.row > 0 {
		s.row++
		s.height(s.row, 10)
	}
	s.row++
	s.parts = append(s.parts, s.row)
	s.line(text, s.w.heading(12), 20)
}

// remark is a line of small print. It runs over the cells beside it.
func (s *stack) remark(text string) {
	s.row++
	s.line(text, s.w.aside(), 14)
}

func (s *stack) line(text string, style int, height float64) {
	s.put(s.row, 1, 1, survey.CleanLine(text), style)
	s.height(s.row, height)
}

// table writes a table with a stable name below what is there. One without rows
// has an empty one, because Excel wants it so.
func (s *stack) table(name string, columns []column, rows [][]any) block {
	b := block{sheet: s.sheet, head: s.row + 1, first: s.row + 2, columns: columns}
	s.head = b.head
	heads := make([]any, len(columns))
	for i, c := range columns {
		heads[i] = excelize.Cell{StyleID: s.w.header(s.kind), Value: c.name}
		if c.up {
			heads[i] = excelize.Cell{StyleID: s.w.headerUp(s.kind), Value: c.name}
		}
		if i == len(s.widths) {
			s.widths = append(s.widths, 0)
		}
		s.widths[i] = max(s.widths[i], c.width)
	}
	s.write(heads, headHeight(columns))
	for _, cells := range rows {
		s.write(cells, s.wrappedHeight(columns, cells))
	}
	if len(rows) == 0 {
		s.row++
	}
	b.last = s.row
	s.do(
		func() error { return s.copy(name, columns, rows) },
		func() error {
			return s.w.f.AddTable(s.sheet, &excelize.Table{
				Range: "A" + strconv.Itoa(b.head) + ":" + b.cell(len(columns), b.last), Name: s.w.tables.take(name, maxColumnName), StyleName: tableStyle, ShowRowStripes: new(bool),
			})
		},
		// Keys are digits and text; without this, Excel marks each of them.
		func() error {
			return s.w.f.AddIgnoredErrors(s.sheet, b.body(1, len(columns)), excelize.IgnoredErrorsNumberStoredAsText)
		},
	)
	return b
}

// wrappedHeight is rowHeight for the cells that wrap; the others run over their
// neighbours.
func (s *stack) wrappedHeight(columns []column, cells []any) float64 {
	wrapping := make([]any, len(cells))
	for i, c := range cells {
		if cell, ok := c.(excelize.Cell); ok && cell.StyleID == s.w.wrapped() {
			wrapping[i] = cell
		}
	}
	return rowHeight(columns, wrapping)
}

// copy writes the table as CSV, where that is asked for.
func (s *stack) copy(name string, columns []column, rows [][]any) error {
	copied, err := s.w.csv.table(name, s.sheet, columns)
	if err != nil {
		return err
	}
	for _, cells := range rows {
		if err := copied.write(cells); err != nil {
			return err
		}
	}
	return copied.close()
}

func (s *stack) write(cells []any, height float64) {
	s.row++
	row := s.row
	s.do(func() error { return s.w.putRow(s.sheet, row, cells) })
	s.height(row, height)
}

// rules adds conditional formats to columns of a table; the last one draws the
// lines between rows.
func (s *stack) rules(b block, from, to int, rules ...excelize.ConditionalFormatOptions) {
	s.do(func() error {
		return s.w.f.SetConditionalFormat(s.sheet, b.body(from, to), slices.Concat(rules, []excelize.ConditionalFormatOptions{s.w.hairlines()}))
	})
}

// finish sets the widths and the page, and freezes columns and rows. Columns of
// tables set the widths, so that it comes last.
func (s *stack) finish(l layout, columns, rows int) error {
	for i, width := range s.widths {
		name, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		s.do(func() error { return s.w.f.SetColWidth(s.sheet, name, name, width) })
	}
	end, err := excelize.CoordinatesToCellName(max(1, len(s.widths)), max(1, s.row))
	if err != nil {
		return err
	}
	l.kind, l.dimension = s.kind, "A1:"+end
	s.breaks(&l)
	s.do(
		func() error { return s.w.setUp(s.sheet, l) },
		func() error {
			return s.w.f.SetPanes(s.sheet, &excelize.Panes{Freeze: true, XSplit: columns, YSplit: rows, TopLeftCell: block{}.cell(columns+1, rows+1), ActivePane: activePane(columns)})
		},
	)
	return s.err
}

// cell names a cell of the block's sheet.
func (b block) cell(column, row int) string {
	name, err := excelize.CoordinatesToCellName(column, row)
	if err != nil {
		return "" // there are no such columns in a block
	}
	return name
}

// body is the range of some columns without the header.
func (b block) body(from, to int) string { return b.cell(from, b.first) + ":" + b.cell(to, b.last) }

// at is the place of a column.
func (b block) at(name string) int {
	return 1 + slices.IndexFunc(b.columns, func(c column) bool { return c.name == name })
}

// rangeOf is the range of a column between two rows, as charts and formulas
// name it.
func (b block) rangeOf(column, first, last int) string {
	name, err := excelize.ColumnNumberToName(column)
	if err != nil {
		return ""
	}
	return fmt.Sprintf("'%s'!$%s$%d:$%s$%d", b.sheet, name, first, name, last)
}

// ref names a cell as charts and formulas do.
func (b block) ref(column, row int) string {
	name, err := excelize.ColumnNumberToName(column)
	if err != nil {
		return ""
	}
	return fmt.Sprintf("'%s'!$%s$%d", b.sheet, name, row)
}

// headed makes columns for people: from keys of the catalogue, with widths.
func (w *workbook) headed(area string, keysAndWidths ...any) []column {
	var all []column
	for i := 0; i < len(keysAndWidths); i += 2 {
		title := w.words.T(area + "." + keysAndWidths[i].(string))
		all = append(all, headedColumn(title, keysAndWidths[i+1].(int)))
	}
	return all
}

func headedColumn(title string, width int) column {
	return column{name: title, width: titleWidth(title, float64(width))}
}

// upward makes a narrow column with a title that runs upwards.
func upward(title string) column { return column{name: title, width: 7.5, up: true} }

// upLength is how many characters of a title stand in one line upwards; longer
// ones take two.
const upLength = 20

// headHeight is that of a header with titles that may take several lines.
func headHeight(columns []column) float64 {
	n := 2
	up := 0
	for _, c := range columns {
		if c.up {
			length := utf8.RuneCountInString(c.name)
			up = max(up, min(length, max(upLength, (length+2)/3))) // three lines at most
			continue
		}
		n = max(n, lines(c.name, c.width-filterButton))
	}
	return max(4+11*float64(n), 22+5.2*float64(up))
}
