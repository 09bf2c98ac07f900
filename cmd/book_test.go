package cmd_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"bestand.example/itbestand/store"
	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/i18n"
)

// book reads a workbook back, by the names of its sheets and columns alone.
type book struct {
	t      *testing.T
	file   *excelize.File
	sheets map[string]*sheet
}

// sheet is a table of the workbook by the names of its columns.
type sheet struct {
	name    string
	columns map[string]int
	rows    []row
	found   map[string]map[string][]row // by the columns that were looked for, and then by their values
}

// row is a row of a table. It keeps the cells as they were read: a map for
// each of ten thousand rows would take more memory than the workbook.
type row struct {
	of    *sheet
	cells []string
}

// get is the cell in a column; a column that is not there is empty.
func (r row) get(column string) string {
	if i, ok := r.of.columns[column]; ok && i < len(r.cells) {
		return r.cells[i]
	}
	return ""
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
	s := &sheet{name: name, columns: map[string]int{}, found: map[string]map[string][]row{}}
	for i, column := range rows[head] {
		s.columns[column] = i
	}
	for _, cells := range rows[head+1:] {
		s.rows = append(s.rows, row{s, cells})
	}
	b.sheets[name] = s
	return s
}

// where finds the rows in which these columns have these values: column,
// value, column, value.
func (s *sheet) where(want ...string) []row {
	var columns, values []string
	for i := 0; i < len(want); i += 2 {
		columns, values = append(columns, want[i]), append(values, want[i+1])
	}
	key := strings.Join(columns, "\n")
	if s.found[key] == nil {
		s.found[key] = s.by(columns)
	}
	return s.found[key][strings.Join(values, "\n")]
}

// by sorts the rows by their values in some columns, once for each of ten
// thousand responses that are looked for.
func (s *sheet) by(columns []string) map[string][]row {
	rows := map[string][]row{}
	for _, r := range s.rows {
		var values []string
		for _, column := range columns {
			values = append(values, r.get(column))
		}
		key := strings.Join(values, "\n")
		rows[key] = append(rows[key], r)
	}
	return rows
}

// place is where the workbook tells about one answer.
type place struct {
	*book
	set    *survey.Questionnaire
	ev     *survey.Assessment
	r      *survey.Response
	q      *survey.Question
	key    survey.Key
	number int // of the row, counted from 1; 0 outside of rosters
	entry  row // of the codebook
	words  []row
	codes  []row
}

// checkResponse looks for everything that a response says, and returns how many
// answers and missing codes were found.
func (b *book) checkResponse(set *survey.Questionnaire, r *survey.Response) int {
	ev, checked := survey.Assess(set, r), 0
	for _, q := range set.Questions() {
		p := place{book: b, set: set, ev: ev, r: r, q: q, key: survey.Key{Question: q.Name}}
		switch {
		case q.Type == survey.TypeNote || q.Type == survey.TypeMatrix:
		case q.Roster == nil:
			checked += p.check()
		case ev.Relevant(survey.Key{Question: q.Roster.Name}):
			for i, row := range r.Answers.Rows(q.Roster.Name) {
				p.key.Row, p.number = row, i+1
				checked += p.check()
			}
		}
	}
	return checked
}

func (p place) check() int {
	p.t.Helper()
	entry := p.sheet("Codebuch").where("fragensatz", p.set.Short, "variable", p.q.Name)
	entry = slices.DeleteFunc(slices.Clone(entry), func(r row) bool { return r.get("nr") == "" }) // columns of keys may have the name of a question too
	if len(entry) == 0 {
		p.t.Fatalf("%s is not in the codebook", p.q.Name)
	}
	p.entry = entry[0]
	p.words = p.rows(p.entry.get("blatt"))
	p.codes = p.words
	if sheet := p.entry.get("blatt_codes"); sheet != "" && sheet != p.entry.get("blatt") {
		p.codes = p.rows(sheet)
	}
	a, v := p.r.Answers.Get(p.key), p.ev.Value(p.key)
	if p.ev.State(p.key) == survey.StateNotAsked {
		a = survey.Answer{}
	}
	p.value(v)
	p.missing(a)
	p.marks(a, v)
	if v.IsZero() && a.Missing == "" {
		return 0
	}
	return 1
}

// value looks for label and code.
func (p place) value(v survey.Value) {
	p.t.Helper()
	if p.q.Type == survey.TypeRepeat {
		want := "" // open, missing or not asked
		if p.ev.State(p.key) == survey.StateAnswered {
			want = strconv.Itoa(len(p.r.Answers.Rows(p.q.Name))) // 0 where it was said that there are none
		}
		p.same("rows", p.words, p.entry.get("spalte"), want)
		return
	}
	p.same("value", p.words, p.entry.get("spalte"), p.shown(v))
	if codes := v.Codes(); len(codes) > 0 {
		p.ticked(codes)
	}
	if p.q.Other != nil || v.Other() != "" {
		p.same("own words", p.words, p.q.Name+"__text", v.Other())
	}
}

// missing looks for the missing code, or for what says that the question was
// not asked.
func (p place) missing(a survey.Answer) {
	p.t.Helper()
	want := p.set.MissingLabel(a.Missing).In("de")
	if a.Missing == "" {
		want = ""
	}
	if p.ev.State(p.key) == survey.StateNotAsked {
		want = "nicht gefragt"
	}
	p.same("missing", p.words, p.q.Name+"__ausfall", want)
}

// marks looks for everything that stands beside an answer or in its place.
func (p place) marks(a survey.Answer, v survey.Value) {
	p.t.Helper()
	estimate, replaced := "", ""
	if a.Estimate {
		estimate = "ja"
	}
	p.same("estimate", p.words, p.q.Name+"__geschaetzt", estimate)
	p.same("comment", p.words, p.q.Name+"__bemerkung", a.Comment)
	p.same("acknowledged", p.words, p.q.Name+"__begruendung", a.Acknowledged)
	if !p.q.Override {
		return
	}
	if !a.Value.IsZero() {
		replaced = p.shown(p.ev.Calculated(p.key))
	}
	p.same("calculated", p.words, p.q.Name+"__berechnet", replaced)
	p.same("reason", p.words, p.q.Name+"__abweichung", a.Reason)
}

// ticked looks for codes in the columns that the codebook names: one for each
// choice, or one for all. Rows are named by their place.
func (p place) ticked(codes []string) {
	p.t.Helper()
	if roster := p.set.Question(p.q.ChoicesFrom); roster != nil {
		for i, code := range codes {
			codes[i] = strconv.Itoa(1 + slices.IndexFunc(p.r.Answers.Rows(roster.Name), func(id int) bool { return strconv.Itoa(id) == code }))
		}
	}
	if column := p.entry.get("spalten_codes"); column == p.entry.get("spalte") || column == p.q.Name+"__code" {
		p.same("codes", p.codes, column, strings.Join(codes, " "))
		return
	}
	for i, code := range codes {
		want := "1"
		if p.q.Type == survey.TypeRank {
			want = strconv.Itoa(i + 1)
		}
		p.same("code "+code, p.codes, p.q.Name+"__"+code, want)
	}
}

// rows are those of a sheet that tell about the response, or about the row of
// a roster: one, and in Kontakte further ones where a text goes on.
func (p place) rows(sheet string) []row {
	p.t.Helper()
	var want []string
	if sheet == "Kontakte" {
		entry, number := "Antwortbogen", ""
		if p.q.Roster != nil {
			entry, number = "Liste "+p.q.Roster.Name, strconv.Itoa(p.number)
		}
		want = []string{"schluessel", p.r.Unit.Key, "fragensatz", p.set.Short, "eintrag", entry, "zeile", number}
	} else if want = []string{"antwort_id", p.r.ID}; p.q.Roster != nil {
		want = append(want, "zeile", strconv.Itoa(p.number))
	}
	rows := p.sheet(sheet).where(want...)
	if len(rows) == 0 {
		p.t.Fatalf("%s of %s, row %d: no row in %s", p.q.Name, p.r.Unit.Key, p.number, sheet)
	}
	return rows
}

// same compares a cell with what it should hold. A text that is too long for
// one cell goes on in further rows of Kontakte, or in tblHinweise. Of a set
// that is answered many times Kontakte has several entries for a unit, which no
// key tells apart: one of them must fit.
func (p place) same(what string, rows []row, column, want string) {
	p.t.Helper()
	if p.set.Many && slices.ContainsFunc(rows, func(r row) bool { return alike(r.get(column), want) }) {
		return
	}
	got := ""
	for _, r := range rows {
		got += r.get(column)
	}
	if head, split := strings.CutSuffix(got, " "+i18n.In("de").T("export.continued")); split {
		got = head + p.rest(column)
	}
	if !alike(got, want) {
		p.t.Errorf("%s of %s, row %d: %s: the workbook has %s, the return %s", p.q.Name, p.r.Unit.Key, p.number, what, brief(got), brief(want))
	}
}

// rest is what tblHinweise has of a text, in as many rows as it takes.
func (p place) rest(column string) string {
	number := ""
	if p.q.Roster != nil {
		number = strconv.Itoa(p.number)
	}
	rest := ""
	for _, r := range p.sheet("Plausibilität").where("schluessel", p.r.Unit.Key, "variable", column, "zeile", number) {
		if r.get("art") == i18n.In("de").T("export.note_split") {
			rest += r.get("wert")
		}
	}
	return rest
}

func brief(s string) string {
	if runes := []rune(s); len(runes) > 200 {
		return fmt.Sprintf("%q … (%d characters)", string(runes[:200]), len(runes))
	}
	return fmt.Sprintf("%q", s)
}

// shown is what a raw cell holds for a value: the number of a date as Excel
// counts days, otherwise what a person reads. Own words have a column of their
// own. Units are told by their keys: who reads the cell may not know the name.
func (p place) shown(v survey.Value) string {
	switch v.Kind {
	case survey.KindNumber, survey.KindText, survey.KindNone:
		return v.Text
	case survey.KindCode, survey.KindCodes, survey.KindRanking:
		v.Text = strings.Join(v.Codes(), " ")
	}
	return p.ev.Show(p.key, v, i18n.In("de").Lang())
}

// alike compares a raw cell with what it should show.
func alike(got, want string) bool {
	if got == want || keysOf(got) == want && want != "" {
		return true
	}
	days, err := strconv.ParseFloat(got, 64)
	if err != nil {
		return false
	}
	if day, err := excelize.ExcelDateToTime(days, false); err == nil && day.Format("02.01.2006") == want {
		return true
	}
	number, err := strconv.ParseFloat(want, 64)
	return err == nil && number == days
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

func loadReturn(path string) (*survey.Response, error) {
	file, err := store.OpenReadOnly(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	held, err := file.Responses()
	if err != nil || len(held) != 1 {
		return nil, fmt.Errorf("%d responses, %w", len(held), err)
	}
	r, _, err := file.Load(held[0].Nr)
	return r, err
}
