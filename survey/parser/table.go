package parser

import (
	"encoding/csv"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// table is a CSV file: comma, UTF-8, a row of headings first.
type table struct {
	src      *source
	header   []string
	headings []cell // the header with its places
	rows     [][]cell
}

type cell struct {
	text string
	at   spot
}

// semicolons reports whether the columns are probably parted by semicolons.
func (t *table) semicolons() bool { return len(t.header) == 1 && strings.Contains(t.header[0], ";") }

// readTable reads a CSV file. It reports each record that does not fit the
// headings, and goes on with the next; without headings it returns nil.
func (r *reader) readTable(src *source) *table {
	records := csv.NewReader(strings.NewReader(src.text))
	header, err := records.Read()
	if err == io.EOF {
		r.report(spot{src, 1, 1}, "parser.csv_no_rows")
		return nil
	}
	if err != nil {
		r.badRecord(src, err)
		return nil
	}
	t := &table{src: src, header: header, headings: src.cells(header, records)}
	for len(t.rows) <= maxChoices {
		record, err := records.Read()
		switch {
		case err == io.EOF:
			if len(t.rows) == 0 {
				r.report(spot{src, 1, 1}, "parser.csv_no_rows")
			}
			return t
		case errors.Is(err, csv.ErrFieldCount):
			line, _ := records.FieldPos(0)
			r.report(spot{src, line, 1}, "parser.csv_fields", strconv.Itoa(len(record)), strconv.Itoa(len(header)))
		case err != nil:
			r.badRecord(src, err)
		default:
			t.rows = append(t.rows, src.cells(record, records))
		}
	}
	return t
}

// cells are the fields of the record that was just read, with their places.
func (s *source) cells(record []string, records *csv.Reader) []cell {
	row := make([]cell, len(record))
	for i, text := range record {
		line, column := records.FieldPos(i)
		row[i] = cell{text, s.bytePlace(line, column)}
	}
	return row
}

// badRecord reports a record whose quotes are wrong, the only mistake of that
// kind.
func (r *reader) badRecord(src *source, err error) {
	var at *csv.ParseError
	if errors.As(err, &at) {
		r.report(src.bytePlace(at.Line, at.Column), "parser.csv_quote")
	}
}

// bytePlace is the place of a column that counts bytes.
func (s *source) bytePlace(line, column int) spot {
	if line < 1 || line > len(s.lines) {
		return spot{s, max(line, 1), 1}
	}
	text := s.lines[line-1]
	return spot{s, line, utf8.RuneCountInString(text[:min(max(column-1, 0), len(text))]) + 1}
}
