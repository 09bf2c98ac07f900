// Package intake turns the rows of a list that somebody has already, in a
// spreadsheet or a CSV file, into the rows of a roster. It finds the heading
// line, matches columns to questions, maps values to codes, and says of every
// row and every cell what becomes of it before anything is written. What is
// written goes through the session in one change, with the checks of the
// dialogue.
//
// It is pure: who reads the file hands it a Table, and who asks a person shows
// a Plan. Nothing that the table says is lost silently: a value that fits no
// answer goes into the comment of its cell and is listed.
package intake

import (
	"slices"
	"strconv"
)

// MaxColumns is how many columns a table may have.
const MaxColumns = 200

// MaxCells is how many cells a table may have in all.
const MaxCells = 200_000

// Table is one sheet of a workbook, or a CSV file.
type Table struct {
	File         string // its name, for sentences
	Sheet        string // empty for a CSV file
	Concealed    bool   // the sheet is hidden in its workbook
	Rows         []Row  // those with anything in them, in their order
	Merges       []Area // cells that were merged into one
	Date1904     bool   // serial numbers of days count from 1904
	Filtered     bool   // rows may be hidden by a filter
	Encoding     string // of a CSV file, as its reader took it
	Separator    string // of a CSV file
	Guessed      bool   // the encoding is a guess: nothing in the file tells it
	OddQuote     int    // CSV: first line with a quotation mark that is out of place; 0: none
	Undecodable  bool   // CSV: bytes that the encoding does not know
	HiddenColumn bool   // a column with content is hidden
}

// Row is a row of the table.
type Row struct {
	Number int // as the spreadsheet counts, from 1
	Hidden bool
	Cells  []Cell // from column A on; as long as its last cell that has content
}

// Cell is what stands in a cell.
type Cell struct {
	Kind Kind
	Text string // see the kinds
}

// Kind says how the text of a cell is to be read.
type Kind int

// The kinds of cells.
const (
	Blank   Kind = iota // nothing
	Text                // as somebody typed it
	Number              // a number the machine's way: 1234.5
	Percent             // the same, shown with a percent sign: 0.45 stands for 45 %
	Day                 // a date, YYYY-MM-DD
	Truth               // "true" or "false"
	Formula             // what a formula last resulted in
	Fault               // an error value, such as #REF!
)

// Area is a rectangle of cells; rows and columns count from 1.
type Area struct{ Top, Left, Bottom, Right int }

func (a Area) has(row, column int) bool {
	return row >= a.Top && row <= a.Bottom && column >= a.Left && column <= a.Right
}

// Letters names a column, counted from 1, as spreadsheets do: A, Z, AA.
func Letters(column int) string {
	name := ""
	for ; column > 0; column = (column - 1) / 26 {
		name = string(rune('A'+(column-1)%26)) + name
	}
	return name
}

// Ref names a cell so that a person finds it: Tabelle1!B7, or B7 in a CSV file.
func (t *Table) Ref(row, column int) string {
	ref := Letters(column) + strconv.Itoa(row)
	if t.Sheet == "" {
		return ref
	}
	return t.Sheet + "!" + ref
}

// at is the cell of a row in a column, counted from 1.
func (r *Row) at(column int) Cell {
	if column < 1 || column > len(r.Cells) {
		return Cell{}
	}
	return r.Cells[column-1]
}

// row finds a row by its number.
func (t *Table) row(number int) *Row {
	if i, ok := t.from(number); ok {
		return &t.Rows[i]
	}
	return nil
}

// from is the place of a row, or where it would be.
func (t *Table) from(number int) (int, bool) {
	return slices.BinarySearchFunc(t.Rows, number, func(r Row, number int) int { return r.Number - number })
}

// merged is the area that a cell was merged into, or nil.
func (t *Table) merged(row, column int) *Area {
	for i := range t.Merges {
		if t.Merges[i].has(row, column) {
			return &t.Merges[i]
		}
	}
	return nil
}
