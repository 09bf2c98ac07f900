package table

import (
	"encoding/csv"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"bestand.example/itbestand/survey/intake"
)

// separators are the characters between columns, the likeliest first.
const separators = ";,\t|"

// sample is how many lines decide about the separator.
const sample = 50

// maxCell is how many characters a cell may have: as many as in a spreadsheet.
const maxCell = 32_767

// maxFieldLines is how many lines one cell may have before a quotation mark
// that was never closed is the likelier reason.
const maxFieldLines = 30

func readText(file string, data []byte, o Options) ([]*intake.Table, *Error) {
	if o.Sheet != "" {
		return nil, refuse(UnknownSheet, o.Sheet, "–")
	}
	t, refused := decode(data, o.Encoding)
	if refused != nil {
		return nil, refused
	}
	if strings.ContainsRune(t.string, 0) {
		return nil, refuse(NotATable, file)
	}
	body, comma := cutSeparator(unifyLines(t.string))
	if comma == 0 {
		comma = separator(body)
	}
	table := &intake.Table{File: file, Encoding: t.encoding, Separator: string(comma), Guessed: t.guessed, Undecodable: t.undecodable}
	table.OddQuote = oddQuote(body, comma)
	if refused := readRecords(table, body, comma, o.MaxCells); refused != nil {
		return nil, refused
	}
	if len(table.Rows) == 0 {
		return nil, refuse(Empty, file)
	}
	return []*intake.Table{table}, nil
}

// unifyLines gives old files from a Mac the line ends of today.
func unifyLines(s string) string {
	if !strings.Contains(s, "\n") {
		return strings.ReplaceAll(s, "\r", "\n")
	}
	return s
}

var separatorLine = regexp.MustCompile(`^"?sep=(.)"?\r?\n`)

// cutSeparator takes the line away by which Excel is told the separator.
func cutSeparator(s string) (rest string, comma rune) {
	m := separatorLine.FindStringSubmatch(s)
	if m == nil || !strings.Contains(separators, m[1]) {
		return s, 0
	}
	return s[len(m[0]):], []rune(m[1])[0]
}

func newReader(body string, comma rune, lazy bool) *csv.Reader {
	records := csv.NewReader(strings.NewReader(body))
	records.Comma, records.LazyQuotes, records.FieldsPerRecord, records.ReuseRecord = comma, lazy, -1, true
	return records
}

// separator is the one by which most lines have the same number of columns.
func separator(body string) rune {
	best, bestScore := ';', 0
	for _, comma := range separators {
		counts := map[int]int{}
		records := newReader(body, comma, true)
		for range sample {
			record, err := records.Read()
			if err != nil {
				break
			}
			counts[len(record)]++
		}
		for columns, lines := range counts {
			if score := lines*1000 + min(columns, 999); columns > 1 && score > bestScore {
				best, bestScore = comma, score
			}
		}
	}
	return best
}

// oddQuote is the first line whose quotation marks do not follow the rules, or
// 0.
func oddQuote(body string, comma rune) int {
	for records := newReader(body, comma, false); ; {
		switch _, err := records.Read(); {
		case err == io.EOF:
			return 0
		case err != nil:
			var at *csv.ParseError
			if errors.As(err, &at) {
				return at.StartLine
			}
			return 1
		}
	}
}

// readRecords numbers the rows as a spreadsheet would: empty lines count, the
// further lines of a cell do not.
func readRecords(t *intake.Table, body string, comma rune, maxCells int) *Error {
	records := newReader(body, comma, true)
	row, lines, read, cells := 0, 0, int64(0), 0
	for {
		record, err := records.Read()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return refuse(Damaged, t.File)
		}
		line, _ := records.FieldPos(0)
		row += max(line-lines, 1)
		next := records.InputOffset()
		lines += strings.Count(body[read:next], "\n")
		read = next
		r := intake.Row{Number: row}
		for i, field := range record {
			if t.OddQuote > 0 && strings.Count(field, "\n") > maxFieldLines {
				return refuse(OpenQuote, t.File, strconv.Itoa(line))
			}
			if c := textCell(field); c.Kind != intake.Blank {
				if i >= intake.MaxColumns {
					return refuse(TooWide, t.Ref(row, i+1), strconv.Itoa(intake.MaxColumns))
				}
				if utf8.RuneCountInString(c.Text) > maxCell {
					return refuse(CellTooLong, t.Ref(row, i+1), strconv.Itoa(maxCell))
				}
				put(&r, i+1, c)
			}
		}
		if len(r.Cells) == 0 {
			continue
		}
		if cells += len(r.Cells); cells > maxCells {
			return refuse(TooManyCells, t.File, strconv.Itoa(maxCells))
		}
		t.Rows = append(t.Rows, r)
	}
}

func textCell(s string) intake.Cell {
	if strings.TrimSpace(s) == "" {
		return intake.Cell{}
	}
	return intake.Cell{Kind: intake.Text, Text: s}
}

// put sets a cell in a column, counted from 1.
func put(r *intake.Row, column int, c intake.Cell) {
	for len(r.Cells) < column {
		r.Cells = append(r.Cells, intake.Cell{})
	}
	r.Cells[column-1] = c
}
