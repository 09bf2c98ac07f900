package export

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/i18n"
	"bestand.example/itbestand/survey/parser"
)

// smallSet has a question of each type, a personal roster and one that is
// partly personal, and a question called like a key column.
func smallSet(t testing.TB) *survey.Questionnaire {
	t.Helper()
	set, _, err := parser.Questionnaire(os.DirFS("testdata"), "klein.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// realSet is the question set that the program is made for.
func realSet(t testing.TB) *survey.Questionnaire {
	t.Helper()
	set, _, err := parser.Questionnaire(os.DirFS(filepath.Join("..", "questionnaires")), "it-landschaft.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// number returns the n-th unit of an invented population.
func unit(n int) survey.Unit {
	types := survey.UnitTypes()
	u := survey.Unit{
		Key: fmt.Sprintf("0%d%07d", 1+n%9, n), Type: types[n%len(types)], DistrictKey: fmt.Sprintf("0%04d", n%7),
		District: fmt.Sprintf("Kreis %d", n%7), Inhabitants: 700 * (n + 1), Members: 1 + n%3,
	}
	u.Name = "Verwaltung " + u.Key
	return u
}

// answers makes a response from pairs of a name (with a row: ger_art#2) and an
// entry as a person would type it.
func answers(t testing.TB, set *survey.Questionnaire, n int, namesAndEntries ...string) *survey.Response {
	t.Helper()
	r := &survey.Response{
		ID: fmt.Sprintf("%032x", n+1), SetID: set.ID, SetVersion: set.Version, SetDigest: set.Digest, Unit: unit(n), Revision: 1,
		Digest: fmt.Sprintf("%064x", n), Closed: true, Answers: survey.NewAnswers(),
	}
	for i := 0; i < len(namesAndEntries); i += 2 {
		k := keyOf(t, set, r, namesAndEntries[i])
		v, refused := set.Question(k.Question).Parse(namesAndEntries[i+1])
		if refused != nil {
			t.Fatalf("%s: %v", namesAndEntries[i], refused)
		}
		a := r.Answers.Get(k)
		a.Value = v
		r.Answers.Set(k, a)
	}
	return r
}

func keyOf(t testing.TB, set *survey.Questionnaire, r *survey.Response, name string) survey.Key {
	t.Helper()
	name, row, _ := strings.Cut(name, "#")
	k := survey.Key{Question: name}
	if row != "" {
		if _, err := fmt.Sscan(row, &k.Row); err != nil {
			t.Fatal(err)
		}
		r.Answers.AddRow(set.Question(name).Roster.Name, k.Row)
	}
	return k
}

// change changes what is known about an answer.
func change(r *survey.Response, question string, row int, how func(*survey.Answer)) {
	k := survey.Key{Question: question, Row: row}
	a := r.Answers.Get(k)
	how(&a)
	r.Answers.Set(k, a)
}

func book(sets []*survey.Questionnaire, responses ...*survey.Response) Book {
	all := make([]Response, len(responses))
	for i, r := range responses {
		all[i] = Response{Response: r, Source: "rueckgabe_" + r.Unit.Key + ".itb"}
	}
	return bookOf(sets, all...)
}

func bookOf(sets []*survey.Questionnaire, responses ...Response) Book {
	var units []survey.Unit
	for _, r := range responses {
		units = append(units, r.Unit)
	}
	return Book{
		Units: units, Title: "Erhebung & Test", Program: "itbestand 0.0.0", Digest: strings.Repeat("ab", 32), Sets: sets,
		Created: time.Date(2026, 11, 23, 10, 30, 0, 0, time.UTC),
		Responses: func(yield func(Response) error) error {
			for _, r := range responses {
				if err := yield(r); err != nil {
					return err
				}
			}
			return nil
		},
	}
}

// written is a workbook that was written, checked and opened again.
type written struct {
	t    testing.TB
	path string
	f    *excelize.File
	Summary
}

func writeBook(t testing.TB, b Book) *written {
	t.Helper()
	return writeWith(t, b, limits{rows: excelize.TotalRows, cell: maxCell})
}

func writeWith(t testing.TB, b Book, l limits) *written {
	t.Helper()
	dir, err := os.MkdirTemp(t.TempDir(), "")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "mappe.xlsx")
	summary, err := write(path, "", &b, i18n.In("de"), l)
	if err != nil {
		t.Fatal(err)
	}
	checkPackage(t, path)
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return &written{t: t, path: path, f: f, Summary: summary}
}

// rows reads the table on a sheet: a map from column to raw text for each row.
func (w *written) rows(sheet string) []map[string]string {
	w.t.Helper()
	all, err := w.f.GetRows(sheet, excelize.Options{RawCellValue: true})
	if err != nil {
		w.t.Fatal(err)
	}
	if sheet == sheetFrequencies {
		return frequencyRows(all)
	}
	head := 1
	if strings.HasPrefix(sheet, "Daten_") && strings.Contains(sheet, "_Codes") {
		head = 0
	}
	var rows []map[string]string
	for _, cells := range all[head+1:] {
		row := map[string]string{}
		for i, text := range cells {
			if text != "" {
				row[all[head][i]] = text
			}
		}
		rows = append(rows, row)
	}
	return rows
}

// frequencyRows reads Häufigkeiten under the names that its CSV has: on the
// sheet stand headings for people.
func frequencyRows(all [][]string) (rows []map[string]string) {
	words := i18n.In("de")
	for _, cells := range all[3:] {
		row := map[string]string{}
		for i, text := range cells {
			if text == "" {
				continue
			}
			for _, name := range frequencyOrder {
				if words.T("export.col_"+name) == all[2][i] {
					row[name] = text
				}
			}
		}
		rows = append(rows, row)
	}
	return rows
}

// find returns the one row in which the columns have the values.
func (w *written) find(sheet string, columnsAndValues ...string) map[string]string {
	w.t.Helper()
	var found []map[string]string
	for _, row := range w.rows(sheet) {
		fits := true
		for i := 0; i < len(columnsAndValues); i += 2 {
			fits = fits && row[columnsAndValues[i]] == columnsAndValues[i+1]
		}
		if fits {
			found = append(found, row)
		}
	}
	if len(found) != 1 {
		w.t.Fatalf("%s %v: %d rows", sheet, columnsAndValues, len(found))
	}
	return found[0]
}

// expect compares cells of a row; "" is an empty cell.
func (w *written) expect(row map[string]string, columnsAndValues ...string) {
	w.t.Helper()
	for i := 0; i < len(columnsAndValues); i += 2 {
		if got, want := row[columnsAndValues[i]], columnsAndValues[i+1]; got != want {
			w.t.Errorf("%s: %q, want %q", columnsAndValues[i], got, want)
		}
	}
}

// partsWith lists the parts that hold a text, sheets by their names.
func (w *written) partsWith(text string) []string {
	w.t.Helper()
	var found []string
	parts := readParts(w.t, w.path)
	for name, data := range parts {
		if strings.Contains(string(data), text) {
			found = append(found, name)
		}
	}
	slices.Sort(found)
	return found
}

// rowsOf gives the rows below the header of a range, as a slice of all rows
// counts them.
func rowsOf(area string) (from, to int, err error) {
	first, last, _ := strings.Cut(area, ":")
	_, from, err = excelize.CellNameToCoordinates(first)
	if err != nil {
		return 0, 0, err
	}
	_, to, err = excelize.CellNameToCoordinates(last)
	return from, to, err
}
