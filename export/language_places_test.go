package export

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"bestand.example/itbestand/survey"
)

// Whatever was answered to a question of whatever type is found by what the
// codebook says, in words and in codes.
func TestTheCodebookLeadsToEveryAnswer(t *testing.T) {
	set := everySet(t)
	some := rapid.Custom(func(rt *rapid.T) []Response {
		var responses []Response
		for n := range 4 {
			responses = append(responses, Response{Response: randomResponse(rt, set, n)})
		}
		return responses
	})
	for seed := range 20 { // each has hundreds of answers, so a few are enough
		responses := some.Example(seed)
		w := writeBook(t, bookOf([]*survey.Questionnaire{set}, responses...))
		for i := range responses {
			newGuide(t, w, set, responses[i].Response).everything()
		}
		w.f.Close()
		if t.Failed() {
			t.Fatalf("with seed %d", seed)
		}
	}
}

// failing is what *testing.T and *rapid.T have in common.
type failing interface {
	Helper()
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
}

// guide looks answers up by the codebook, without the code that writes them.
type guide struct {
	t      failing
	set    *survey.Questionnaire
	r      *survey.Response
	ev     *survey.Assessment
	sheets map[string][]map[string]string
}

func newGuide(t failing, w *written, set *survey.Questionnaire, r *survey.Response) *guide {
	g := &guide{t: t, set: set, r: r, ev: survey.Assess(set, r), sheets: map[string][]map[string]string{}}
	for _, sheet := range w.f.GetSheetList() {
		if sheet != sheetOverview && sheet != sheetGuide && sheet != sheetDiagrams && sheet != sheetChartData {
			g.sheets[sheet] = w.rows(sheet)
		}
	}
	return g
}

func (g *guide) everything() {
	for _, q := range g.set.Questions() {
		switch {
		case q.Type == survey.TypeNote, q.Type == survey.TypeMatrix:
			if n := len(g.rows(sheetCodebook, "variable", q.Name)); n != 0 {
				g.t.Errorf("%s has %d rows in the codebook and no answer", q.Name, n)
			}
		case q.Roster == nil:
			g.question(q, survey.Key{Question: q.Name}, 0)
		case g.ev.Relevant(survey.Key{Question: q.Roster.Name}):
			for i, id := range g.r.Answers.Rows(q.Roster.Name) {
				g.question(q, survey.Key{Question: q.Name, Row: id}, i+1)
			}
		}
	}
}

func (g *guide) rows(sheet string, columnsAndValues ...string) []map[string]string {
	var found []map[string]string
	for _, row := range g.sheets[sheet] {
		fits := true
		for i := 0; i < len(columnsAndValues); i += 2 {
			fits = fits && row[columnsAndValues[i]] == columnsAndValues[i+1]
		}
		if fits {
			found = append(found, row)
		}
	}
	return found
}

func (g *guide) one(sheet string, columnsAndValues ...string) map[string]string {
	g.t.Helper()
	found := g.rows(sheet, columnsAndValues...)
	if len(found) != 1 {
		g.t.Fatalf("%s %v: %d rows", sheet, columnsAndValues, len(found))
	}
	return found[0]
}

// record is the row of a sheet with the answers of the response, or of a row
// of one of its rosters.
func (g *guide) record(sheet string, q *survey.Question, place int) map[string]string {
	g.t.Helper()
	switch {
	case sheet == sheetContacts && place == 0:
		return g.one(sheet, "schluessel", g.r.Unit.Key, "eintrag", "Antwortbogen")
	case sheet == sheetContacts:
		return g.one(sheet, "schluessel", g.r.Unit.Key, "eintrag", "Liste "+q.Roster.Name, "zeile", strconv.Itoa(place))
	case place == 0:
		return g.one(sheet, "antwort_id", g.r.ID)
	}
	return g.one(sheet, "antwort_id", g.r.ID, "zeile", strconv.Itoa(place))
}

func (g *guide) question(q *survey.Question, k survey.Key, place int) {
	g.t.Helper()
	entry := g.one(sheetCodebook, "variable", q.Name)
	words := g.record(entry["blatt"], q, place)
	v, a := g.ev.Value(k), g.r.Answers.Get(k)
	g.same(q, "words", words[entry["spalte"]], g.words(q, v, entry["personenbezogen"] == "ja"))
	state := g.ev.State(k)
	if state == survey.StateNotAsked {
		a = survey.Answer{}
	}
	missing := ""
	switch state {
	case survey.StateMissing:
		missing = g.set.MissingLabel(a.Missing).In("de")
	case survey.StateNotAsked:
		missing = "nicht gefragt"
	}
	calculated := ""
	if q.Override && !a.Value.IsZero() {
		calculated = g.words(q, g.ev.Calculated(k), false)
	}
	for suffix, want := range map[string]string{
		"ausfall": missing, "geschaetzt": map[bool]string{true: "ja"}[a.Estimate], "bemerkung": a.Comment, "begruendung": a.Acknowledged,
		"abweichung": a.Reason, "text": a.Value.Other(), "berechnet": calculated,
	} {
		column := companionOf(entry, q, suffix)
		if got := words[column]; got != want {
			g.t.Errorf("%s__%s (%s): %q, want %q", q.Name, suffix, column, got, want)
		}
	}
	if entry["blatt_codes"] != "" && q.Type != survey.TypeRepeat {
		g.codes(q, v, g.record(entry["blatt_codes"], q, place))
	} else if v.Kind == survey.KindCode || v.Kind == survey.KindCodes || v.Kind == survey.KindRanking {
		g.t.Errorf("%s has no codes", q.Name)
	}
}

// companionOf is the companion column as the codebook names it: with a number
// where its name was taken.
func companionOf(entry map[string]string, q *survey.Question, suffix string) string {
	columns := strings.Split(entry["zusatzspalten"], ", ")
	for _, name := range []string{q.Name + "__" + suffix + "_2", q.Name + "__" + suffix} {
		if slices.Contains(columns, name) {
			return name
		}
	}
	return "" // no column, so every answer has to be without one
}

func (g *guide) same(q *survey.Question, what, got, want string) {
	g.t.Helper()
	if got != want {
		g.t.Errorf("%s of %s: %q, want %q", what, q.Name, got, want)
	}
}

func (g *guide) words(q *survey.Question, v survey.Value, inContacts bool) string {
	switch v.Kind {
	case survey.KindNoRows:
		return "0"
	case survey.KindDate:
		return serial(g.t, v.Text)
	case survey.KindBoolean:
		return map[string]string{"true": "Ja", "false": "Nein"}[v.Text]
	case survey.KindCode, survey.KindCodes, survey.KindRanking:
		labels := v.Codes()
		for i, code := range labels {
			labels[i] = g.label(q, code, inContacts)
			if v.Kind == survey.KindRanking {
				labels[i] = fmt.Sprintf("%d. %s", i+1, labels[i])
			}
		}
		return strings.Join(labels, "; ")
	}
	if q.Type == survey.TypeRepeat && g.ev.State(survey.Key{Question: q.Name}) == survey.StateAnswered {
		return strconv.Itoa(len(g.r.Answers.Rows(q.Name)))
	}
	return v.Text
}

func (g *guide) label(q *survey.Question, code string, inContacts bool) string {
	roster := g.set.Question(q.ChoicesFrom)
	switch {
	case q.ChoicesFrom == survey.PopulationSource:
		for _, row := range g.sheets["Daten_AL"] {
			if row["schluessel"] == code {
				return row["name"] + " (" + code + ")"
			}
		}
		return code
	case roster == nil:
		return q.List.Choices[q.List.Index(code)].Label.In("de")
	}
	place := g.place(roster, code)
	switch {
	case place == 0:
		return "(gelöschter Eintrag)"
	case roster.Name == "pers" && !inContacts:
		return fmt.Sprintf("Eintrag %d", place)
	}
	names := make([]string, place)
	for i, id := range g.r.Answers.Rows(roster.Name)[:place] {
		name := g.r.Answers.Get(survey.Key{Question: roster.Name + "_name", Row: id}).Value.Text
		names[i] = map[string]string{"fv": "Verfahren " + cmp.Or(name, "…"), "pers": cmp.Or(name, fmt.Sprintf("Eintrag %d", i+1))}[roster.Name]
	}
	last := names[place-1]
	if slices.Contains(names[:place-1], last) {
		last += fmt.Sprintf(" (%d)", place)
	}
	return last
}

// place is the place of the row that a code names, or 0 where it is gone.
func (g *guide) place(roster *survey.Question, code string) int {
	if !g.ev.Relevant(survey.Key{Question: roster.Name}) {
		return 0
	}
	return slices.IndexFunc(g.r.Answers.Rows(roster.Name), func(id int) bool { return strconv.Itoa(id) == code }) + 1
}

// codes checks the columns with codes, which the table of codes names.
func (g *guide) codes(q *survey.Question, v survey.Value, row map[string]string) {
	g.t.Helper()
	entry := g.one(sheetCodebook, "variable", q.Name)
	if columns := strings.Split(entry["spalten_codes"], ", "); len(columns) == 1 {
		g.same(q, "code", row[columns[0]], g.code(q, v))
		return
	}
	for _, c := range q.List.Choices {
		want, place := "", slices.Index(v.Codes(), c.Name)
		switch {
		case q.Type == survey.TypeRank && place >= 0:
			want = strconv.Itoa(place + 1)
		case q.Type != survey.TypeRank && !v.IsZero():
			want = map[bool]string{true: "1", false: "0"}[place >= 0]
		}
		column := g.one(sheetCodes, "variable", q.Name, "code", c.Name, "art", "Antwort")["spalte"]
		if got := row[column]; column == "" || got != want {
			g.t.Errorf("%s of %s (%q): %q, want %q", c.Name, q.Name, column, got, want)
		}
	}
}

func (g *guide) code(q *survey.Question, v survey.Value) string {
	roster := g.set.Question(q.ChoicesFrom)
	switch {
	case v.Kind == survey.KindBoolean:
		return map[string]string{"true": "ja", "false": "nein"}[v.Text]
	case v.Kind == survey.KindDate:
		return serial(g.t, v.Text)
	case len(v.Codes()) == 0:
		return v.Text
	case roster == nil:
		return strings.Join(v.Codes(), " ")
	}
	places := v.Codes()
	for i, code := range places {
		places[i] = strconv.Itoa(g.place(roster, code))
	}
	return strings.Join(places, " ")
}
