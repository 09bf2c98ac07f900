package export

import (
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"bestand.example/itbestand/survey"
)

// column is a column of a table.
type column struct {
	name   string  // in the table's header; the same in every language
	label  string  // in the row above
	width  float64 // in characters
	tinted bool    // belongs to every other section
	up     bool    // its title runs upwards, because its values are narrow
}

// spec is a table with a sheet of its own.
type spec struct {
	sheet   string
	table   string
	kind    kind
	columns []column
	plain   bool       // no row of labels: the header is row 1
	above   []aboveRow // of a sheet for reading: title, remark, figures over the columns, instead of the labels
	freeze  int        // columns that stay in view
	prints  int        // columns that are printed, on one page across; 0: as printed says
	wraps   bool       // texts may take several lines
	tallest int        // lines of a row at most, where texts are longer than anybody reads at a glance; 0: as many as they take
	rows    int
	first   firstPart

	// tints are the rules of columns, counted from 1, that colour what stands in
	// them; first is the first row that they are for.
	tints func(first int) map[int][]excelize.ConditionalFormatOptions

	// prepare adds formats, links and lists to a sheet whose first and last
	// data rows are given; i is the place of the first in the whole table.
	prepare func(sheet string, first, last, i int) error
}

// maxColumns is how many columns a sheet has at most.
const maxColumns = 16384

// aboveRow is a row above the header of a sheet for reading.
type aboveRow struct {
	cells  []any
	height float64
}

// head is the number of rows above the data.
func (s *spec) head() int {
	switch {
	case len(s.above) > 0:
		return len(s.above) + 1
	case s.plain:
		return 1
	}
	return 2
}

// origin says whose data a row is, for notes about its texts.
type origin struct {
	unit   survey.Unit
	set    string // its id
	source string // the file that it came in
	row    int    // place in a roster, counted from 1; 0: none
}

func originOf(r *Response) origin { return origin{unit: r.about(), set: r.SetID, source: r.Source} }

// table writes rows, and goes on to a further sheet where one is full.
type table struct {
	w      *workbook
	spec   spec
	sheets []string
	names  []string               // of the tables
	stream *excelize.StreamWriter // of what stands above the rows
	rows   *rowWriter
	cells  []cellValue
	csv    *csvTable
	part   int // sheet being written
	row    int // last row written on it
	total  int
}

// newTable adds the sheets of a table.
func (w *workbook) newTable(s spec) (*table, error) {
	if len(s.columns) > maxColumns {
		return nil, &Error{Code: TooWide, Args: []string{s.sheet, strconv.Itoa(len(s.columns)), strconv.Itoa(maxColumns)}}
	}
	copied, err := w.csv.table(s.table, s.sheet, s.columns)
	if err != nil {
		return nil, err
	}
	t := &table{w: w, spec: s, csv: copied, part: -1}
	return t, t.expect(s.rows)
}

// expect says how many rows there will be, before the first is written. Sheets
// that are needed beyond the first come behind those that exist.
func (t *table) expect(rows int) error {
	t.spec.rows = rows
	for len(t.sheets) == 0 || t.rowsOn(len(t.sheets)) > 0 {
		sheet := t.spec.sheet // reserved by whoever chose it
		if len(t.sheets) > 0 {
			sheet = t.w.sheets.take(sheet, maxSheetName)
		}
		if err := t.w.addSheet(sheet); err != nil {
			return err
		}
		t.sheets = append(t.sheets, sheet)
		t.names = append(t.names, t.w.tables.take(t.spec.table, maxColumnName))
	}
	return nil
}

// write adds a row of cells as cellValueOf takes them; formulas stand on sheets
// of their own kind. Texts are cleaned and split on the way.
func (t *table) write(cells []any, from origin) error { return t.add(cellValues(cells), from) }

// empty is a row without anything in it. The next one takes its place.
func (t *table) empty() []cellValue {
	if t.cells == nil {
		t.cells = make([]cellValue, len(t.spec.columns))
	}
	clear(t.cells)
	return t.cells
}

// add is write for a row whose cells are known by what is in them.
func (t *table) add(row []cellValue, from origin) error {
	if t.total == t.spec.rows {
		return errRows
	}
	if t.stream == nil || t.row == t.w.limits.rows {
		if err := t.next(); err != nil {
			return err
		}
	}
	if err := t.csv.add(row); err != nil {
		return err
	}
	t.row++
	t.total++
	t.rows.begin(t.row, t.fitAll(row, from))
	for i := range row {
		if c := &row[i]; c.kind != wordCell {
			t.rows.cell(i, c)
			continue
		}
		place, err := t.w.place(int(row[i].integer))
		if err != nil {
			return err
		}
		t.rows.shared(i, row[i].style, place)
	}
	return t.rows.end()
}

// errRows says that a table got another number of rows than it was to have: a
// mistake of this package.
var errRows = errors.New("a table has not the rows that were expected")

// fitAll makes the texts of a row fit for cells and returns the height of the
// row, or 0 where it need not be told.
func (t *table) fitAll(row []cellValue, from origin) (height float64) {
	for i := range row {
		c := &row[i]
		if c.kind != textCell {
			continue
		}
		several := strings.Contains(c.text, "\n")
		c.text = t.w.fit(c.text, t, t.spec.columns[i].name, from)
		if several && !t.spec.wraps {
			// Its first line: the others would run over the rows below.
			c.style, height = t.w.wrapped(), lineHeight
		}
	}
	if t.spec.wraps {
		height = t.wrappedHeight(row)
		if t.spec.tallest > 0 {
			height = min(height, linesHeight(t.spec.tallest))
		}
	}
	return height
}

func (t *table) wrappedHeight(row []cellValue) float64 {
	texts := make([]any, len(row))
	for i, c := range row {
		if c.kind == textCell {
			texts[i] = excelize.Cell{Value: c.text}
		}
	}
	return rowHeight(t.spec.columns, texts)
}

// close ends the table, which must have all its rows.
func (t *table) close() error {
	if t.total != t.spec.rows {
		return errRows
	}
	if t.stream == nil {
		if err := t.next(); err != nil {
			return err
		}
	}
	if err := t.flush(); err != nil {
		return err
	}
	for i, sheet := range t.sheets {
		t.w.summary.Sheets = append(t.w.summary.Sheets, SheetSummary{sheet, t.rowsOn(i)})
	}
	return t.csv.close()
}

func (t *table) rowsOn(part int) int {
	full := t.w.limits.rows - t.spec.head()
	return min(full, max(0, t.spec.rows-part*full))
}

// next ends the sheet being written and begins the one after it.
func (t *table) next() error {
	if err := t.flush(); err != nil {
		return err
	}
	t.part++
	sheet, first := t.sheets[t.part], t.spec.head()+1
	last := max(first, t.spec.head()+t.rowsOn(t.part)) // a table has at least one row
	if err := t.decorate(sheet, first, last); err != nil {
		return err
	}
	stream, err := t.w.stream(sheet)
	if err != nil {
		return err
	}
	t.stream, t.rows = stream, newRowWriter(t.w.rowsOf(sheet), len(t.spec.columns))
	return t.writeHead()
}

// decorate gives a sheet everything but its rows.
func (t *table) decorate(sheet string, first, last int) error {
	end, err := excelize.CoordinatesToCellName(len(t.spec.columns), last)
	if err != nil {
		return err
	}
	rows := "A" + strconv.Itoa(first) + ":" + end
	steps := []func() error{
		func() error { return t.w.setUp(sheet, t.paper(end, last)) },
		func() error { return t.rules(sheet, first, last) },
		// Keys are digits and text; without this, Excel marks each of them.
		func() error { return t.w.f.AddIgnoredErrors(sheet, rows, excelize.IgnoredErrorsNumberStoredAsText) },
		func() error {
			if t.spec.prepare == nil {
				return nil
			}
			return t.spec.prepare(sheet, first, last, t.total)
		},
	}
	return inOrder(steps...)
}

// rules draws the lines between rows and colours columns. LibreOffice applies one
// rule to a cell, so their ranges do not overlap.
func (t *table) rules(sheet string, first, last int) error {
	var tints map[int][]excelize.ConditionalFormatOptions
	if t.spec.tints != nil {
		tints = t.spec.tints(first)
	}
	var plain []string
	from := 1
	upTo := func(column int) {
		if column >= from {
			plain = append(plain, block{}.cell(from, first)+":"+block{}.cell(column, last))
		}
	}
	for _, column := range slices.Sorted(maps.Keys(tints)) {
		upTo(column - 1)
		from = column + 1
		all := slices.Concat(tints[column], []excelize.ConditionalFormatOptions{t.w.hairlines()})
		if err := t.w.f.SetConditionalFormat(sheet, block{}.cell(column, first)+":"+block{}.cell(column, last), all); err != nil {
			return err
		}
	}
	upTo(len(t.spec.columns))
	return t.w.f.SetConditionalFormat(sheet, strings.Join(plain, " "), []excelize.ConditionalFormatOptions{t.w.hairlines()})
}

// inOrder takes steps until one fails.
func inOrder(steps ...func() error) error {
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func (t *table) writeHead() error {
	top, err := excelize.CoordinatesToCellName(t.spec.freeze+1, t.spec.head()+1)
	if err != nil {
		return err
	}
	if err := t.stream.SetPanes(&excelize.Panes{
		Freeze: true, XSplit: t.spec.freeze, YSplit: t.spec.head(), TopLeftCell: top, ActivePane: activePane(t.spec.freeze),
	}); err != nil {
		return err
	}
	if len(t.spec.above) > 0 {
		return t.writeTitled()
	}
	labels, names := make([]any, len(t.spec.columns)), make([]any, len(t.spec.columns))
	for i, c := range t.spec.columns {
		if err := t.stream.SetColWidth(i+1, i+1, c.width); err != nil {
			return err
		}
		labels[i] = excelize.Cell{StyleID: t.w.label(t.spec.kind, c.tinted), Value: survey.CleanLine(c.label)}
		names[i] = excelize.Cell{StyleID: t.w.header(t.spec.kind), Value: c.name}
	}
	t.row = t.spec.head()
	if !t.spec.plain {
		if err := t.stream.SetRow("A1", labels, excelize.RowOpts{Height: labelHeight(t.spec.columns)}); err != nil {
			return err
		}
	}
	return t.stream.SetRow("A"+strconv.Itoa(t.row), names, excelize.RowOpts{Height: headerHeight})
}

// writeTitled writes what stands above the data of a sheet for reading.
func (t *table) writeTitled() error {
	headings := make([]any, len(t.spec.columns))
	for i, c := range t.spec.columns {
		if err := t.stream.SetColWidth(i+1, i+1, c.width); err != nil {
			return err
		}
		headings[i] = excelize.Cell{StyleID: t.w.columnHeading(t.spec.kind), Value: c.name}
	}
	for i, row := range t.spec.above {
		if err := t.stream.SetRow("A"+strconv.Itoa(i+1), row.cells, excelize.RowOpts{Height: row.height}); err != nil {
			return err
		}
	}
	t.row = t.spec.head()
	return t.stream.SetRow("A"+strconv.Itoa(t.row), headings, excelize.RowOpts{Height: headingHeight(t.spec.columns)})
}

func activePane(frozen int) string {
	if frozen > 0 {
		return "bottomRight"
	}
	return "bottomLeft"
}

// flush ends the sheet being written. Whatever comes after it would be lost.
func (t *table) flush() error {
	if t.stream == nil {
		return nil
	}
	first := "A" + strconv.Itoa(t.spec.head())
	end, err := excelize.CoordinatesToCellName(len(t.spec.columns), max(t.row, t.spec.head()+1))
	if err != nil {
		return err
	}
	if err := t.stream.AddTable(&excelize.Table{Range: first + ":" + end, Name: t.names[t.part], StyleName: tableStyle, ShowRowStripes: new(bool)}); err != nil {
		return err
	}
	return t.stream.Flush()
}

// tableStyle hardly shows: LibreOffice draws no table styles, so headings have
// styles of their own, and lines come from a rule.
const tableStyle = "TableStyleLight1"
