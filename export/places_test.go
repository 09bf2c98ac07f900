package export

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"bestand.example/itbestand/survey"
)

// Whatever was answered stands where the codebook says, in words and in codes,
// and what was not answered stands nowhere.
func TestEveryAnswerStandsAtItsPlace(t *testing.T) {
	set := smallSet(t)
	rapid.Check(t, func(rt *rapid.T) {
		var responses []Response
		for n := range rapid.IntRange(1, 3).Draw(rt, "responses") {
			r := randomResponse(rt, set, n)
			responses = append(responses, Response{Response: r, Conflict: rapid.IntRange(0, 5).Draw(rt, "conflict") == 0})
		}
		w := writeBook(t, bookOf([]*survey.Questionnaire{set}, responses...))
		p := &places{written: w, t: rt, set: set}
		for i := range responses {
			p.response(&responses[i])
		}
		if rows := len(w.rows("Daten_KL")); rows != len(responses) {
			rt.Errorf("%d rows for %d responses", rows, len(responses))
		}
		w.f.Close()
	})
}

// places looks answers up by the names of tables and columns alone, without
// the code that writes them.
type places struct {
	*written
	t   *rapid.T
	set *survey.Questionnaire
	ev  *survey.Assessment
	r   *survey.Response
}

func (p *places) response(r *Response) {
	p.r, p.ev = r.Response, survey.Assess(p.set, r.Response)
	words := p.find("Daten_KL", "antwort_id", r.ID)
	codes := p.find("Daten_KL_Codes", "antwort_id", r.ID)
	status := "vollständig"
	switch {
	case r.Conflict:
		status = "Konflikt"
	case r.Incomplete || !p.ev.Complete():
		status = "unvollständig"
	}
	p.same(words, "status", status)
	p.same(words, "schluessel", r.Unit.Key)
	contact := p.find("Kontakte", "schluessel", r.Unit.Key, "eintrag", "Antwortbogen")
	p.same(contact, "freigegeben_durch", r.Release)
	for _, q := range p.set.Questions() {
		k := survey.Key{Question: q.Name}
		switch {
		case q.Type == survey.TypeNote || q.Roster != nil:
		case q.Personal || q.Name == "p_gruss":
			p.absent(words, q.Name)
			p.absent(codes, q.Name)
			p.inWords(contact, q, q.Name, k)
		default:
			column := q.Name
			if q.Name == "name" {
				column = "name_2" // the key column name came first
			}
			p.inWords(words, q, column, k)
			p.inCodes(codes, q, column, k)
		}
	}
	p.roster("pers", "Kontakte", "eintrag", "Liste pers")
	p.roster("ger", "Geräte", "antwort_id", r.ID)
}

// roster checks the rows of a roster, their personal columns in Kontakte.
func (p *places) roster(name, sheet, column, value string) {
	roster := p.set.Question(name)
	if !p.ev.Relevant(survey.Key{Question: name}) {
		return
	}
	for i, id := range p.r.Answers.Rows(name) {
		row := p.find(sheet, "schluessel", p.r.Unit.Key, column, value, "zeile", fmt.Sprint(i+1))
		for _, q := range roster.Questions {
			k := survey.Key{Question: q.Name, Row: id}
			if q.Personal && sheet != "Kontakte" {
				p.absent(row, q.Name)
				contact := p.find("Kontakte", "schluessel", p.r.Unit.Key, "eintrag", "Liste "+name, "zeile", fmt.Sprint(i+1))
				p.inWords(contact, q, q.Name, k)
				continue
			}
			p.inWords(row, q, q.Name, k)
			switch v := p.ev.Value(k); q.ValueKind() {
			case survey.KindCode:
				p.same(row, q.Name+"__code", v.Text)
			case survey.KindCodes:
				p.ticks(row, q, v)
			}
		}
	}
}

func (p *places) inWords(row map[string]string, q *survey.Question, column string, k survey.Key) {
	v := p.ev.Value(k)
	want := v.Text
	switch {
	case q.Type == survey.TypeRepeat:
		want = p.rowCount(q)
	case v.Kind == survey.KindDate:
		want = serial(p.t, v.Text)
	case v.Kind == survey.KindCode, v.Kind == survey.KindCodes, v.Kind == survey.KindBoolean:
		want = q.Show(v, "de")
	}
	p.same(row, column, want)
	a, base := p.r.Answers.Get(k), q.Name
	missing, estimate := "", ""
	switch p.ev.State(k) {
	case survey.StateMissing:
		missing = p.set.MissingLabel(a.Missing).In("de")
	case survey.StateNotAsked:
		missing, a = "nicht gefragt", survey.Answer{}
	}
	if a.Estimate {
		estimate = "ja"
	}
	p.same(row, base+"__ausfall", missing)
	p.same(row, base+"__geschaetzt", estimate)
	p.same(row, base+"__bemerkung", a.Comment)
	p.same(row, base+"__begruendung", a.Acknowledged)
}

func (p *places) inCodes(row map[string]string, q *survey.Question, column string, k survey.Key) {
	v := p.ev.Value(k)
	want := v.Text
	switch {
	case q.Type == survey.TypeRepeat:
		want = p.rowCount(q)
	case q.ValueKind() == survey.KindText:
		want = "" // texts stand in Daten only
	case v.Kind == survey.KindDate:
		want = serial(p.t, v.Text)
	case v.Kind == survey.KindBoolean:
		want = map[string]string{"true": "ja", "false": "nein"}[v.Text]
	case q.Type == survey.TypeSelectMultiple:
		p.ticks(row, q, v)
		want = ""
	}
	p.same(row, column, want)
	if q.ValueKind() == survey.KindText {
		return
	}
	missing := ""
	switch p.ev.State(k) {
	case survey.StateMissing:
		missing = p.r.Answers.Get(k).Missing
	case survey.StateNotAsked:
		missing = "nicht_gefragt"
	}
	p.same(row, q.Name+"__ausfall", missing)
}

func (p *places) ticks(row map[string]string, q *survey.Question, v survey.Value) {
	for _, c := range q.List.Choices {
		want := ""
		if !v.IsZero() {
			want = map[bool]string{true: "1", false: "0"}[v.Has(c.Name)]
		}
		p.same(row, q.Name+"__"+c.Name, want)
	}
}

func (p *places) rowCount(q *survey.Question) string {
	if p.ev.State(survey.Key{Question: q.Name}) != survey.StateAnswered {
		return ""
	}
	return fmt.Sprint(len(p.r.Answers.Rows(q.Name)))
}

func (p *places) same(row map[string]string, column, want string) {
	p.t.Helper()
	if got := row[column]; got != want {
		p.t.Errorf("%s of %s: %q, want %q", column, p.r.Unit.Key, got, want)
	}
}

func (p *places) absent(row map[string]string, column string) {
	p.t.Helper()
	for name, value := range row {
		if name == column || strings.HasPrefix(name, column+"__") {
			p.t.Errorf("%s holds %q", name, value)
		}
	}
}

// serial is the raw text of a date's cell: a number from March 1900 on.
func serial(t failing, iso string) string {
	if iso < "1900-03-01" {
		return iso
	}
	for n := range 120000 {
		if at, _ := excelize.ExcelDateToTime(float64(n), false); at.Format(time.DateOnly) == iso {
			return strconv.Itoa(n)
		}
	}
	t.Fatalf("no day %s", iso)
	return ""
}
