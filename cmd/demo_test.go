package cmd_test

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"bestand.example/itbestand/cmd"
	"bestand.example/itbestand/questionnaires"
	"bestand.example/itbestand/store"
	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/i18n"
	"bestand.example/itbestand/survey/parser"
)

// sheet is a table of the workbook by the names of its columns.
type sheet struct {
	name string
	rows []map[string]string
}

// book reads the demonstration's workbook back.
type book struct {
	t      *testing.T
	file   *excelize.File
	sheets map[string]*sheet
}

func (b *book) sheet(name string) *sheet {
	b.t.Helper()
	if s, ok := b.sheets[name]; ok {
		return s
	}
	rows, err := b.file.GetRows(name, excelize.Options{RawCellValue: true})
	if err != nil {
		b.t.Fatal(err)
	}
	head := 0
	for rows[head][0] != strings.ToLower(rows[head][0]) || strings.Contains(rows[head][0], ".") { // the label row stands above the names
		head++
	}
	s := &sheet{name: name}
	for _, cells := range rows[head+1:] {
		row := map[string]string{}
		for i, cell := range cells {
			row[rows[head][i]] = cell
		}
		s.rows = append(s.rows, row)
	}
	b.sheets[name] = s
	return s
}

// row finds the row in which all these columns have these values.
func (s *sheet) row(want map[string]string) map[string]string {
	for _, row := range s.rows {
		found := true
		for column, value := range want {
			found = found && row[column] == value
		}
		if found {
			return row
		}
	}
	return nil
}

// demo runs the demonstration once and opens what it made.
func demo(t *testing.T) (dir string, b *book) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "demo")
	var words strings.Builder
	if code := cmd.Main(context.Background(), []string{"--lang", "de", "demo", "-o", dir}, strings.NewReader(""), io.Discard, &words); code != 0 {
		t.Fatalf("exit code %d: %s", code, words.String())
	}
	if lines := strings.Count(words.String(), "\n"); lines != 4 {
		t.Errorf("says %d lines:\n%s", lines, words.String())
	}
	file, err := excelize.OpenFile(filepath.Join(dir, "auswertung.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { file.Close() })
	return dir, &book{t, file, map[string]*sheet{}}
}

func TestDemo(t *testing.T) {
	dir, b := demo(t)
	t.Run("every value of every return is in the workbook", func(t *testing.T) { everyValueIsThere(t, dir, b) })
	t.Run("every sheet says Beispieldaten", func(t *testing.T) { everySheetIsMarked(t, b) })
}

// everyValueIsThere looks for label and code of each answer, scalar and roster,
// where the codebook says.
func everyValueIsThere(t *testing.T, dir string, b *book) {
	set, _, err := parser.Questionnaire(questionnaires.Files, "it-landschaft.yaml")
	if err != nil {
		t.Fatal(err)
	}
	returns, err := filepath.Glob(filepath.Join(dir, "rueckgaben", "*.itb"))
	if err != nil || len(returns) != 22 {
		t.Fatalf("%d returns, %v", len(returns), err)
	}
	if rows := len(b.sheet("Daten_IT").rows); rows != 22 {
		t.Errorf("Daten_IT has %d rows", rows)
	}
	types, checked := map[survey.UnitType]bool{}, 0
	for _, path := range returns {
		r := readReturn(t, path)
		types[r.Unit.Type] = true
		if !r.Unit.Invented() {
			t.Errorf("%s could be a real administration", r.Unit.Key)
		}
		checked += b.checkResponse(set, r)
	}
	if len(types) != 5 {
		t.Errorf("only %d types of administration", len(types))
	}
	t.Logf("%d values checked", checked)
	if checked < 22*100 {
		t.Errorf("only %d values", checked)
	}
}

func readReturn(t *testing.T, path string) *survey.Response {
	t.Helper()
	file, err := store.OpenReadOnly(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	held, err := file.Responses()
	if err != nil || len(held) != 1 {
		t.Fatalf("%d responses, %v", len(held), err)
	}
	r, _, err := file.Load(held[0].Nr)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func (b *book) checkResponse(set *survey.Questionnaire, r *survey.Response) int {
	ev, checked := survey.Assess(set, r), 0
	for _, q := range set.Questions() {
		switch {
		case q.Type == survey.TypeNote || q.Type == survey.TypeRepeat:
		case q.Roster == nil:
			checked += b.checkAnswer(set, ev, r, q, survey.Key{Question: q.Name}, 0)
		default:
			for i, row := range r.Answers.Rows(q.Roster.Name) {
				checked += b.checkAnswer(set, ev, r, q, survey.Key{Question: q.Name, Row: row}, i+1)
			}
		}
	}
	return checked
}

// checkAnswer looks an answer up through the codebook.
func (b *book) checkAnswer(set *survey.Questionnaire, ev *survey.Assessment, r *survey.Response, q *survey.Question, k survey.Key, number int) int {
	a, v := r.Answers.Get(k), ev.Value(k)
	if v.IsZero() && a.Missing == "" {
		return 0
	}
	entry := b.entry(q.Name)
	if entry == nil {
		b.t.Fatalf("%s is not in the codebook", q.Name)
	}
	where := fmt.Sprintf("%s of %s, row %d", q.Name, r.Unit.Key, number)
	labels := b.find(entry["blatt"], r, q, number, where)
	codes := labels
	if entry["blatt_codes"] != "" && entry["blatt_codes"] != entry["blatt"] {
		codes = b.find(entry["blatt_codes"], r, q, number, where)
	}
	b.compare(where, labels[entry["spalte"]], shown(ev, k, v))
	if a.Missing != "" {
		b.compare(where+" missing", labels[q.Name+"__ausfall"], set.MissingLabel(a.Missing).In("de"))
		return 1
	}
	if len(v.Codes()) > 0 {
		b.checkCodes(where, entry, codes, set, r, q, v)
	}
	b.compare(where+" own words", labels[q.Name+"__text"], v.Other())
	b.compare(where+" comment", labels[q.Name+"__bemerkung"], a.Comment)
	if q.Override && !a.Value.IsZero() {
		b.compare(where+" calculated", labels[q.Name+"__berechnet"], shown(ev, k, ev.Calculated(k)))
		b.compare(where+" reason", labels[q.Name+"__abweichung"], a.Reason)
	}
	return 1
}

// entry is the line of the codebook for a question: one with a number, because
// columns of keys may have the name of a question too.
func (b *book) entry(question string) map[string]string {
	for _, row := range b.sheet("Codebuch").rows {
		if row["variable"] == question && row["nr"] != "" {
			return row
		}
	}
	return nil
}

// checkCodes looks for codes in the columns that the codebook names: one for
// each choice, or one for all. Rows are named by their place.
func (b *book) checkCodes(where string, entry, cells map[string]string, set *survey.Questionnaire, r *survey.Response, q *survey.Question, v survey.Value) {
	codes := v.Codes()
	if roster := set.Question(q.ChoicesFrom); roster != nil {
		for i, code := range codes {
			codes[i] = strconv.Itoa(1 + slices.IndexFunc(r.Answers.Rows(roster.Name), func(id int) bool { return strconv.Itoa(id) == code }))
		}
	}
	if column := entry["spalten_codes"]; column == entry["spalte"] || column == q.Name+"__code" {
		b.compare(where+" codes", cells[column], strings.Join(codes, " "))
		return
	}
	for i, code := range codes {
		want := "1"
		if q.Type == survey.TypeRank {
			want = strconv.Itoa(i + 1)
		}
		b.compare(where+" code "+code, cells[q.Name+"__"+code], want)
	}
}

func (b *book) find(name string, r *survey.Response, q *survey.Question, number int, where string) map[string]string {
	b.t.Helper()
	want := map[string]string{"schluessel": r.Unit.Key}
	if q.Roster != nil {
		want["zeile"] = strconv.Itoa(number)
	}
	if name == "Kontakte" {
		want["eintrag"] = "Antwortbogen"
		if q.Roster != nil {
			want["eintrag"] = "Liste " + q.Roster.Name
		}
	}
	row := b.sheet(name).row(want)
	if row == nil {
		b.t.Fatalf("%s: no row in %s", where, name)
	}
	return row
}

// shown is what a raw cell holds for a value: the number of a date as Excel
// counts days, otherwise what a person reads. Own words have a column of their
// own. Units are told by their keys: who reads the cell may not know the name.
func shown(ev *survey.Assessment, k survey.Key, v survey.Value) string {
	switch v.Kind {
	case survey.KindNumber, survey.KindText:
		return v.Text
	case survey.KindCode, survey.KindCodes, survey.KindRanking:
		v.Text = strings.Join(v.Codes(), " ")
	}
	return ev.Show(k, v, i18n.In("de").Lang())
}

func (b *book) compare(where, got, want string) {
	b.t.Helper()
	if got == want || keysOf(got) == want && want != "" {
		return
	}
	if days, err := strconv.ParseFloat(got, 64); err == nil {
		if day, err := excelize.ExcelDateToTime(days, false); err == nil && day.Format("02.01.2006") == want {
			return
		}
		if number, err := strconv.ParseFloat(want, 64); err == nil && number == days {
			return
		}
	}
	b.t.Errorf("%s: the workbook has %q, the return %q", where, got, want)
}

// keysOf keeps the keys of units that are named with them: "Gera (160520000)".
func keysOf(cell string) string {
	var keys []string
	for _, part := range strings.Split(cell, "; ") {
		_, key, ok := strings.Cut(part, " (")
		if key = strings.TrimSuffix(key, ")"); !ok || !survey.ValidUnitKey(key) {
			key = part
		}
		keys = append(keys, key)
	}
	return strings.Join(keys, "; ")
}

func everySheetIsMarked(t *testing.T, b *book) {
	for _, name := range b.file.GetSheetList() {
		header, err := b.file.GetHeaderFooter(name)
		if err != nil {
			t.Fatal(err)
		}
		visible, err := b.file.GetSheetVisible(name)
		if err != nil {
			t.Fatal(err)
		}
		if visible && (header == nil || !strings.Contains(header.OddHeader, "Beispieldaten")) {
			t.Errorf("%s: header %+v", name, header)
		}
	}
}
