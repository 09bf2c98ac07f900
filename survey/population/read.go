// Package population reads lists of administrations: who is asked
// (Grundgesamtheit). It is pure: bytes in, units and problems out.
package population

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/i18n"
)

// maxUnits is how many units a list may have. All of Germany has some 11,000.
const maxUnits = 50_000

// maxBytes is how large a list may be.
const maxBytes = 16 << 20

// Problem is something wrong in a list. Its code is a key of the catalogue
// (population.CODE).
type Problem struct {
	Line int // of the file; 0: the file as a whole
	Code string
	Args []string
}

// Error is everything that is wrong with a list.
type Error struct{ Problems []Problem }

func (e *Error) Error() string { return e.Render(i18n.In("en")) }

// Render says the problems, one a line.
func (e *Error) Render(words *i18n.Catalogue) string {
	var b strings.Builder
	for _, p := range e.Problems {
		if p.Line > 0 {
			b.WriteString(words.T("population.line", p.Line) + ": ")
		}
		args := make([]any, len(p.Args))
		for i, a := range p.Args {
			args[i] = survey.CleanLine(a)
		}
		fmt.Fprintln(&b, words.T("population."+p.Code, args...))
	}
	return b.String()
}

// Read reads a list in CSV, UTF-8 with or without a byte order mark, commas or
// semicolons between the columns, headings in the first row (see columns). The
// units come in the order of the file. The error is an *Error that names every
// row that is wrong.
func Read(data []byte) ([]survey.Unit, error) {
	text, problem := listText(data)
	if problem != nil {
		return nil, &Error{[]Problem{*problem}}
	}
	r := &reader{records: csv.NewReader(strings.NewReader(text)), lines: map[string]int{}}
	r.records.Comma = separator(text)
	r.read()
	if len(r.problems) > 0 {
		return nil, &Error{r.problems}
	}
	return r.units, nil
}

// listText is the text of a list, without a byte order mark.
func listText(data []byte) (string, *Problem) {
	if len(data) > maxBytes {
		return "", &Problem{Code: "too_large"}
	}
	text := strings.TrimPrefix(string(data), "\ufeff")
	if !survey.IsClean(strings.ReplaceAll(text, "\r\n", "\n")) {
		return "", &Problem{Code: "not_text"}
	}
	return text, nil
}

type reader struct {
	records  *csv.Reader
	places   map[string]int // column: its place in a record
	lines    map[string]int // key of a unit: its line
	units    []survey.Unit
	problems []Problem
}

func (r *reader) problem(line int, code string, args ...string) {
	r.problems = append(r.problems, Problem{line, code, args})
}

func (r *reader) read() {
	readRecords(r.records, maxUnits, r.problem, r.headings, r.unit)
}

// readRecords reads a list: its headings, then record after record. What is
// wrong with the list itself becomes a problem at its line; an empty one, and
// one of more than most records, are problems too.
func readRecords(records *csv.Reader, most int, problem func(int, string, ...string), headings func([]string) bool, each func(int, []string)) {
	header, err := records.Read()
	if err != nil {
		problem(0, "empty")
		return
	}
	if !headings(header) {
		return
	}
	for read := 0; ; read++ {
		record, err := records.Read()
		var wrong *csv.ParseError
		switch {
		case err == io.EOF:
			if read == 0 {
				problem(0, "empty")
			}
			return
		case errors.As(err, &wrong) && !errors.Is(err, csv.ErrFieldCount):
			problem(wrong.Line, "record")
			return
		case read >= most:
			problem(0, "too_many", strconv.Itoa(most))
			return
		}
		line, _ := records.FieldPos(0)
		if err != nil {
			problem(line, "fields", strconv.Itoa(len(record)), strconv.Itoa(len(header)))
			continue
		}
		each(line, record)
	}
}

// separator is what stands between the columns of a list: semicolons, if there
// are more of them in the first row than commas.
func separator(text string) rune {
	if first, _, _ := strings.Cut(text, "\n"); strings.Count(first, ";") > strings.Count(first, ",") {
		return ';'
	}
	return ','
}
