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
	src    *source
	header []string
	rows   [][]cell
}

type cell struct {
	text string
	at   spot
}

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
	t := &table{src: src, header: header}
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
			t.add(record, records)
		}
	}
	return t
}

func (t *table) add(record []string, records *csv.Reader) {
	row := make([]cell, len(record))
	for i, text := range record {
		line, column := records.FieldPos(i)
		row[i] = cell{text, t.src.bytePlace(line, column)}
	}
	t.rows = append(t.rows, row)
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
