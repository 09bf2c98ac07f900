package cmd_test

import (
	"fmt"
	"io"
	"math"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"bestand.example/itbestand/cmd"
)

// sheetTable is a table of a workbook as its cells say it.
type sheetTable struct {
	sheet, name string
	head        []string
	rows        []map[string]string
	above       []map[string]string // all rows over the head
	below       map[string]string   // the row under the last one, where totals stand
	first       int                 // number of the first row of data on its sheet
	column      int                 // number of the first column
}

// tablesOf reads all tables of a workbook, or of some of its sheets, by their
// names.
func tablesOf(t *testing.T, file *excelize.File, sheets ...string) map[string]*sheetTable {
	t.Helper()
	all := map[string]*sheetTable{}
	for _, sheet := range file.GetSheetList() {
		if len(sheets) > 0 && !slices.Contains(sheets, sheet) {
			continue
		}
		tables, err := file.GetTables(sheet)
		if err != nil {
			t.Fatal(err)
		}
		if len(tables) == 0 {
			continue
		}
		cells, err := file.GetRows(sheet, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		for _, table := range tables {
			from, to, _ := strings.Cut(table.Range, ":")
			left, top, err := excelize.CellNameToCoordinates(from)
			if err != nil {
				t.Fatal(err)
			}
			right, bottom, err := excelize.CellNameToCoordinates(to)
			if err != nil {
				t.Fatal(err)
			}
			at := func(row, column int) string {
				if row <= len(cells) && column <= len(cells[row-1]) {
					return cells[row-1][column-1]
				}
				return ""
			}
			s := &sheetTable{sheet: sheet, name: table.Name, first: top + 1, column: left}
			for column := left; column <= right; column++ {
				s.head = append(s.head, at(top, column))
			}
			line := func(row int) map[string]string {
				one := map[string]string{}
				for i, heading := range s.head {
					one[heading] = at(row, left+i)
				}
				return one
			}
			for row := top + 1; row <= bottom; row++ {
				s.rows = append(s.rows, line(row))
			}
			if s.below = line(bottom + 1); top < 10 {
				for row := 1; row < top; row++ {
					s.above = append(s.above, line(row))
				}
			}
			all[s.name] = s
		}
	}
	return all
}

// differences are the cells in which the workbook and SQL do not agree.
type differences struct {
	cells []string
	equal int // cells that agree
}

func (d *differences) add(format string, args ...any) {
	d.cells = append(d.cells, fmt.Sprintf(format, args...))
}

// report shows them.
func (d *differences) report(t *testing.T, least int) {
	t.Helper()
	for i, cell := range d.cells {
		if i == 40 {
			t.Errorf("… and %d more", len(d.cells)-i)
			break
		}
		t.Error(cell)
	}
	t.Logf("%d cells agree", d.equal)
	if d.equal < least {
		t.Errorf("only %d cells agree, not even %d", d.equal, least)
	}
}

// compare looks at one cell: a number, a text, or nothing.
func (d *differences) compare(s *sheetTable, row int, column, want string) {
	got := s.row(row)[column]
	if sameCell(got, want) {
		d.equal++
		return
	}
	cell, _ := excelize.CoordinatesToCellName(s.column+slices.Index(s.head, column), s.first+row)
	d.add("%s!%s (%s): %q, by SQL %q; row %s", s.sheet, cell, column, got, want, s.whose(row))
}

// sameCell reports whether two cells say the same: a text, nothing, or a number but
// for what binary fractions lose.
func sameCell(got, want string) bool {
	x, errX := strconv.ParseFloat(got, 64)
	y, errY := strconv.ParseFloat(want, 64)
	return got == want || errX == nil && errY == nil && math.Abs(x-y) <= 1e-9*math.Max(1, math.Abs(y))
}

// row is a row, or what stands below the last one.
func (s *sheetTable) row(n int) map[string]string {
	if n == len(s.rows) {
		return s.below
	}
	return s.rows[n]
}

// whose tells a row by its first texts.
func (s *sheetTable) whose(row int) string {
	var all []string
	for _, column := range s.head {
		if cell := s.row(row)[column]; cell != "" && len(all) < 6 {
			if runes := []rune(cell); len(runes) > 40 {
				cell = string(runes[:40])
			}
			all = append(all, cell)
		}
	}
	return strings.Join(all, " | ")
}

// exportedBook exports a central file with the command, and opens what it wrote.
func exportedBook(t *testing.T, args ...string) *excelize.File {
	t.Helper()
	path := filepath.Join(t.TempDir(), "mappe.xlsx")
	var words strings.Builder
	args = append([]string{"--lang", "de", "export", "-o", path}, args...)
	if code := cmd.Main(t.Context(), args, strings.NewReader(""), io.Discard, &words); code != 0 {
		t.Fatalf("exit code %d: %s", code, words.String())
	}
	file, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { file.Close() })
	return file
}
