package table

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"bestand.example/itbestand/survey/intake"
)

const (
	maxRow     = 1_048_576 // the last row that a sheet has
	maxMerges  = 10_000    // areas that may be merged
	maxLetters = 32 << 20  // bytes of text in all cells: shared strings cost a file little
)

// sheetReader reads one sheet as its XML comes by.
type sheetReader struct {
	*workbook
	t       *intake.Table
	row     intake.Row
	column  int                         // of the last cell
	hidden  [intake.MaxColumns + 1]bool // columns, counted from 1
	letters int
}

func (w *workbook) readSheet(s sheet) (*intake.Table, *Error) {
	p, refused := w.open(s.part)
	if refused != nil {
		return nil, refused
	}
	defer p.close()
	r := &sheetReader{workbook: w, t: &intake.Table{File: w.file, Sheet: s.name, Concealed: s.concealed, Date1904: w.day1904}}
	for p.step() {
		if refused := r.element(p); refused != nil {
			return nil, refused
		}
	}
	if refused := p.refused(); refused != nil {
		return nil, refused
	}
	slices.SortStableFunc(r.t.Rows, func(a, b intake.Row) int { return a.Number - b.Number })
	r.t.HiddenColumn = slices.ContainsFunc(r.t.Rows, r.hides)
	return r.t, r.filled()
}

// filled bounds what the sheet comes to where a cell that is merged over many
// rows counts in each of them. Areas that overlap no spreadsheet makes.
func (r *sheetReader) filled() *Error {
	down := slices.DeleteFunc(slices.Clone(r.t.Merges), func(a intake.Area) bool { return a.Left != a.Right || a.Left > intake.MaxColumns })
	slices.SortFunc(down, func(a, b intake.Area) int { return cmp.Or(a.Left-b.Left, a.Top-b.Top) })
	widths := make([]int, len(r.t.Rows))
	for i, a := range down {
		if i > 0 && down[i-1].Left == a.Left && down[i-1].Bottom >= a.Top {
			return refuse(Damaged, r.file)
		}
		from, _ := slices.BinarySearchFunc(r.t.Rows, a.Top, func(row intake.Row, number int) int { return row.Number - number })
		for i := from; i < len(widths) && r.t.Rows[i].Number <= a.Bottom; i++ {
			widths[i] = max(widths[i], a.Left)
		}
	}
	cells := r.cells
	for i, row := range r.t.Rows {
		cells += max(widths[i]-len(row.Cells), 0)
	}
	if cells > intake.MaxCells {
		return refuse(TooManyCells, r.t.Sheet, strconv.Itoa(intake.MaxCells))
	}
	return nil
}

func (r *sheetReader) element(p *part) *Error {
	switch {
	case p.name == "row" && p.end:
		return r.endRow()
	case p.end:
		return nil
	case p.name == "row":
		return r.startRow(p)
	case p.name == "c":
		return r.cell(p)
	case p.name == "col" && isTrue(p.attr("hidden")):
		for column := max(p.whole("min"), 1); column <= min(p.whole("max"), intake.MaxColumns); column++ {
			r.hidden[column] = true
		}
	case p.name == "mergeCell":
		if a, ok := areaOf(p.attr("ref")); ok {
			r.t.Merges = append(r.t.Merges, a)
		}
		if len(r.t.Merges) > maxMerges {
			return refuse(Damaged, r.file)
		}
	case p.name == "autoFilter", p.name == "filterColumn":
		r.t.Filtered = true
	}
	return nil
}

func (r *sheetReader) startRow(p *part) *Error {
	number := p.whole("r")
	if p.attr("r") == "" {
		number = r.row.Number + 1
	}
	if number < 1 || number > maxRow {
		return refuse(Damaged, r.file)
	}
	r.row, r.column = intake.Row{Number: number, Hidden: isTrue(p.attr("hidden"))}, 0
	return nil
}

func (r *sheetReader) endRow() *Error {
	if len(r.row.Cells) > 0 {
		r.t.Rows = append(r.t.Rows, r.row)
	}
	r.row.Cells = nil
	return nil
}

// cell reads a cell. Its place is checked before its value: the first one beyond
// the columns ends the reading.
func (r *sheetReader) cell(p *part) *Error {
	if r.row.Number == 0 {
		return refuse(Damaged, r.file) // outside of a row
	}
	column := r.column + 1
	if ref := p.attr("r"); ref != "" {
		var row int
		if column, row = split(ref); column == 0 || row != r.row.Number {
			return refuse(Damaged, r.file)
		}
	}
	r.column = column
	kind, style := p.attr("t"), p.whole("s")
	v, formula := r.value(p, kind)
	c := r.content(kind, v, r.style(style))
	if formula && c.Kind != intake.Fault {
		c.Kind = intake.Formula
	}
	if c.Kind == intake.Blank || column <= len(r.row.Cells) {
		return nil // formatted and empty, or a second cell of one place
	}
	if column > intake.MaxColumns {
		return refuse(TooWide, r.t.Ref(r.row.Number, column), strconv.Itoa(intake.MaxColumns))
	}
	if utf8.RuneCountInString(c.Text) > maxCell {
		return refuse(CellTooLong, r.t.Ref(r.row.Number, column), strconv.Itoa(maxCell))
	}
	if r.cells += column - len(r.row.Cells); r.cells > r.maxCells {
		return refuse(TooManyCells, r.t.Sheet, strconv.Itoa(r.maxCells))
	}
	if r.letters += len(c.Text); r.letters > maxLetters {
		return r.inflated(r.t.Sheet)
	}
	put(&r.row, column, c)
	return nil
}

// value reads what a cell holds, up to its end.
func (r *sheetReader) value(p *part, kind string) (v string, formula bool) {
	for p.step() {
		switch {
		case p.end && p.name == "c":
			return v, formula
		case p.end:
		case p.name == "f":
			formula = true
			p.words()
		case p.name == "v", p.name == "is":
			v = p.words()
		}
	}
	return v, formula
}

// content is what the value of a cell means, by its type and format.
func (r *sheetReader) content(kind, v string, f format) intake.Cell {
	switch kind {
	case "s":
		if i, err := strconv.Atoi(strings.TrimSpace(v)); err == nil && i >= 0 && i < len(r.shared) {
			return textCell(r.shared[i])
		}
		return intake.Cell{}
	case "str", "inlineStr":
		return textCell(v)
	case "b":
		return intake.Cell{Kind: intake.Truth, Text: strconv.FormatBool(isTrue(v))}
	case "e":
		return intake.Cell{Kind: intake.Fault, Text: v}
	case "d":
		return isoCell(v)
	}
	return numberCell(v, f, r.day1904)
}

func isoCell(v string) intake.Cell {
	if date, _, _ := strings.Cut(v, "T"); len(date) == len("2006-01-02") {
		return intake.Cell{Kind: intake.Day, Text: date}
	}
	return textCell(v)
}

// numberCell reads a number. A spreadsheet keeps fifteen digits; what lies
// behind them, as in 0.30000000000000004, nobody typed.
func numberCell(v string, f format, day1904 bool) intake.Cell {
	n, err := strconv.ParseFloat(strings.TrimSpace(v), 64)
	switch {
	case err != nil || math.IsInf(n, 0) || math.IsNaN(n):
		return textCell(v)
	case f == day:
		if date, ok := intake.Serial(n, day1904); ok {
			return intake.Cell{Kind: intake.Day, Text: date}
		}
	}
	c := intake.Cell{Kind: intake.Number, Text: digits(n)}
	if f == percent {
		c.Kind = intake.Percent
	}
	return c
}

func digits(n float64) string {
	short, err := strconv.ParseFloat(strconv.FormatFloat(n, 'g', 15, 64), 64)
	if err != nil {
		return strconv.FormatFloat(n, 'f', -1, 64)
	}
	return strconv.FormatFloat(short, 'f', -1, 64)
}

// hides reports whether a row has content in a hidden column.
func (r *sheetReader) hides(row intake.Row) bool {
	for i, c := range row.Cells {
		if r.hidden[i+1] && c.Kind != intake.Blank {
			return true
		}
	}
	return false
}

// split takes the name of a cell apart; of what is none it gives 0, 0.
func split(ref string) (column, row int) {
	letters := strings.TrimRight(ref, "0123456789")
	row, err := strconv.Atoi(ref[len(letters):])
	if err != nil || len(letters) == 0 || len(letters) > 3 || row < 1 || row > maxRow {
		return 0, 0
	}
	for _, l := range strings.ToUpper(letters) {
		if l < 'A' || l > 'Z' {
			return 0, 0
		}
		column = column*26 + int(l-'A') + 1
	}
	return column, row
}

func areaOf(ref string) (intake.Area, bool) {
	from, to, ok := strings.Cut(ref, ":")
	left, top := split(from)
	right, bottom := split(to)
	return intake.Area{Top: top, Left: left, Bottom: bottom, Right: right}, ok && left > 0 && right >= left && bottom >= top
}
