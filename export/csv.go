package export

import (
	"encoding/hex"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"bestand.example/itbestand/survey"
)

// csvFolder takes every table of a workbook a second time, as CSV, for programs
// that read no workbooks. The nil folder takes nothing.
type csvFolder struct {
	w      *workbook
	dir    string
	tables []*csvTable
	taken  names
}

// csvTable is a table in the making.
type csvTable struct {
	w       *workbook
	name    string // of the file, without .csv
	title   string
	columns []column
	kinds   []csvKind // of the cells seen in each column
	out     *csvFile
}

// csvKind says what the cells of a column are. The greater one can hold the
// smaller one, but for dates and times, which go with themselves alone.
type csvKind int

const (
	csvNothing csvKind = iota
	csvInteger
	csvNumber
	csvDate
	csvTime
	csvText
)

// and is the kind that holds both.
func (k csvKind) and(other csvKind) csvKind {
	switch {
	case k == other, other == csvNothing:
		return k
	case k == csvNothing:
		return other
	case k <= csvNumber && other <= csvNumber:
		return csvNumber
	}
	return csvText
}

// table begins a table. Its file is called after the table, so that it keeps
// its name when the sheet is renamed.
func (c *csvFolder) table(table, title string, columns []column) (*csvTable, error) {
	if c == nil {
		return nil, nil
	}
	t := &csvTable{
		w: c.w, name: c.taken.take(strings.ToLower(strings.TrimPrefix(table, "tbl")), maxColumnName), title: title, columns: columns,
		kinds: make([]csvKind, len(columns)),
	}
	var err error
	if t.out, err = newCSVFile(filepath.Join(c.dir, t.path())); err != nil {
		return nil, err
	}
	c.tables = append(c.tables, t)
	return t, t.head()
}

// listLast lists a table behind those that there are; it was begun before them.
func (c *csvFolder) listLast(t *longTable) {
	if t != nil {
		c.tables = append(slices.DeleteFunc(c.tables, func(other *csvTable) bool { return other == t.to }), t.to)
	}
}

func (t *csvTable) path() string { return t.name + ".csv" }

// head writes the names of the columns, behind the mark by which Excel knows
// UTF-8.
func (t *csvTable) head() error {
	for i, c := range t.columns {
		name := c.name
		if i == 0 {
			name = "\ufeff" + name
		}
		t.out.field(name)
	}
	return t.out.endLine()
}

// write adds a row of cells as they stand in the workbook, with every text
// whole.
func (t *csvTable) write(cells []any) error {
	if t == nil {
		return nil
	}
	return t.add(cellValues(cells))
}

// add is write for a row whose cells are known by what is in them.
func (t *csvTable) add(row []cellValue) error {
	if t == nil {
		return nil
	}
	for i := range t.columns {
		var c cellValue
		if i < len(row) {
			c = row[i]
		}
		t.cell(i, &c)
	}
	return t.out.endLine()
}

// cell adds a cell of a row, from left to right.
func (t *csvTable) cell(column int, c *cellValue) {
	text, kind := t.w.csvCell(c)
	t.kinds[column] = t.kinds[column].and(kind)
	t.out.field(text)
}

// text adds a cell with a text, which may be empty.
func (t *csvTable) text(column int, s string) {
	t.cell(column, &cellValue{kind: textCell, text: s})
}

func (t *csvTable) close() error {
	if t == nil {
		return nil
	}
	return t.out.close()
}

// abandon closes what an error left open; Windows removes no open file.
func (c *csvFolder) abandon() {
	for _, t := range c.tables {
		_ = t.out.close()
	}
}

func (t *csvTable) digest() string { return "sha256:" + hex.EncodeToString(t.out.sum.Sum(nil)) }

// csvCell writes a cell for a CSV file: numbers with a decimal comma, as a
// German Excel reads them, dates as ISO 8601 has them.
func (w *workbook) csvCell(c *cellValue) (string, csvKind) {
	switch c.kind {
	case textCell:
		return guarded(survey.Clean(c.text)), textKind(c.text)
	case wordCell:
		word := w.vocabulary.words[c.integer]
		return guarded(word), textKind(word)
	case integerCell:
		if w.isDate(c.style) {
			return time.Unix((c.integer+excelDay0)*secondsOfDay, 0).UTC().Format(time.DateOnly), csvDate
		}
		return strconv.FormatInt(c.integer, 10), csvInteger
	case floatCell:
		text := strings.Replace(strconv.FormatFloat(c.float, 'f', -1, 64), ".", ",", 1)
		if strings.Contains(text, ",") {
			return text, csvNumber
		}
		return text, csvInteger
	case timeCell:
		return goTime(c.float).Format("2006-01-02T15:04:05"), csvTime
	}
	return "", csvNothing
}

// textKind is the kind of a text: a day too early for Excel is a date all the
// same.
func textKind(s string) csvKind {
	if s == "" {
		return csvNothing
	}
	if len(s) == len(time.DateOnly) && s < firstDay {
		if _, err := time.Parse(time.DateOnly, s); err == nil {
			return csvDate
		}
	}
	return csvText
}

// guarded keeps a spreadsheet from taking a text for a formula (CWE-1236). A
// text that begins with the apostrophe already is told apart from one that got
// it here.
func guarded(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r'", rune(s[0])) {
		return "'" + s
	}
	return s
}
