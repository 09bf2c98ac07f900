package document_test

import (
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"bestand.example/itbestand/export/document"
	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/i18n"
	"bestand.example/itbestand/survey/sim"
)

// documents are forms and reviews of small and large sets: what a writer must
// be able to write.
func documents(t testing.TB) []*document.Document {
	t.Helper()
	all := []*document.Document{form(sample(t), "de", "", 0)}
	for _, set := range []*survey.Questionnaire{landscape(t), everything(t)} {
		all = append(all, form(set, "de", "", 0), reviewed(set, blankResponse(set), "de"))
		for seed := range uint64(3) {
			all = append(all, reviewed(set, simulated(t, set, seed), "de"))
		}
	}
	return all
}

func reviewed(set *survey.Questionnaire, r *survey.Response, lang string) *document.Document {
	return document.Review(set, r, document.ReviewOptions{Words: i18n.In(lang), Made: "27.11.2026", Sign: true})
}

func blankResponse(set *survey.Questionnaire) *survey.Response {
	unit := survey.Unit{Key: "990610001", Name: "Musterstadt", Type: survey.VerbandsfreieGemeinde, DistrictKey: "99061", Inhabitants: 7000}
	return &survey.Response{SetID: set.ID, SetVersion: set.Version, Unit: unit, Answers: survey.NewAnswers()}
}

func keep(survey.Change) error { return nil }

func simulated(t testing.TB, set *survey.Questionnaire, seed uint64) *survey.Response {
	t.Helper()
	r := blankResponse(set)
	s := survey.NewSession(set, r, survey.Place{}, keep)
	chance := rand.New(rand.NewPCG(seed, 7))
	if err := sim.Fill(s, chance, sim.NoHint); err != nil {
		t.Fatal(err)
	}
	if err := sim.Wander(s, chance, 30); err != nil {
		t.Fatal(err)
	}
	return r
}

// Every question that is asked stands in the review with its number and its
// answer, and none that is not: in the text, whose lines a console shows whole.
func TestReviewHasEveryAnswer(t *testing.T) {
	for _, set := range []*survey.Questionnaire{landscape(t), everything(t)} {
		for seed := range uint64(4) {
			r := simulated(t, set, seed)
			ev := survey.Assess(set, r)
			page := document.Text(reviewed(set, r, "de"))
			flat := strings.Join(strings.Fields(page), " ")
			for _, q := range set.Questions() {
				k := survey.Key{Question: q.Name}
				number := set.Number(q)
				if q.Roster != nil || q.Type == survey.TypeNote || number == "" {
					continue
				}
				line := "\n  " + number + " "
				if got := strings.Contains(page, line); got != ev.Relevant(k) {
					t.Errorf("%s %d: question %s is asked %v, and stands there %v", set.ID, seed, number, ev.Relevant(k), got)
				}
				for _, value := range shownValues(set, r, ev, q) {
					if !strings.Contains(flat, strings.Join(strings.Fields(survey.Clean(value)), " ")) {
						t.Errorf("%s %d: no %q of question %s", set.ID, seed, value, number)
					}
				}
			}
			for line := range strings.Lines(page) {
				if line = strings.TrimRight(line, "\n"); utf8.RuneCountInString(line) > 80 && strings.Contains(strings.TrimSpace(line), " ") {
					t.Errorf("a line of %d: %s", utf8.RuneCountInString(line), line)
				}
			}
		}
	}
}

// shownValues are the answers to a question as people read them, those of a
// list's rows too.
func shownValues(set *survey.Questionnaire, r *survey.Response, ev *survey.Assessment, q *survey.Question) []string {
	var shown []string
	add := func(k survey.Key) {
		a := r.Answers.Get(k)
		if !ev.Relevant(k) {
			return
		}
		if v := ev.Value(k); !v.IsZero() && v.Kind != survey.KindNoRows {
			shown = append(shown, ev.Show(k, v, "de"))
		}
		if a.Missing != "" {
			shown = append(shown, "Ausfallgrund: "+set.MissingLabel(a.Missing).In("de"))
		}
		for _, text := range []string{a.Comment, a.Reason, a.Acknowledged, a.Draft} {
			if text != "" {
				shown = append(shown, text)
			}
		}
	}
	add(survey.Key{Question: q.Name})
	for _, row := range r.Answers.Rows(q.Name) {
		for _, c := range q.Questions {
			add(survey.Key{Question: c.Name, Row: row})
		}
	}
	return shown
}

// The sections of the overview add up to what the response says of its
// progress; the reference date stands above and counts with it.
func TestOverviewAddsUp(t *testing.T) {
	for _, set := range []*survey.Questionnaire{landscape(t), everything(t)} {
		for seed := range uint64(4) {
			r := simulated(t, set, seed)
			done, asked := survey.Assess(set, r).Progress()
			for _, b := range reviewed(set, r, "de").Blocks {
				o, ok := b.(document.Overview)
				if !ok {
					continue
				}
				for _, row := range o.Rows {
					asked, done = asked-number(t, row.Cells[0]), done-number(t, row.Cells[1])
				}
			}
			if set.Question(survey.StichtagName) != nil {
				asked, done = asked-1, done-1
			}
			if asked != 0 || done != 0 {
				t.Errorf("%s %d: %d asked and %d answered questions are in no section", set.ID, seed, asked, done)
			}
		}
	}
}

func number(t *testing.T, s string) int {
	t.Helper()
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// A hundred rows of fifteen columns stay readable: each is a block of its own,
// and nothing of it is lost; a list of few columns is a table, on a turned page
// where it is long.
func TestLongListsStayReadable(t *testing.T) {
	columns := func(n int) string {
		text := ""
		for i := range n {
			text += "\n          - {name: c" + strconv.Itoa(i) + ", type: text, label: Spalte " + strconv.Itoa(i) + "}"
		}
		return text
	}
	for _, c := range []struct {
		columns, rows, tables, cards int
		wide                         bool
	}{{15, 100, 0, 100, false}, {3, 100, 1, 0, false}, {5, 100, 1, 0, true}, {5, 3, 0, 3, false}} {
		set := parsed(t, "sections:\n  - name: a\n    label: A\n    questions:\n      - name: liste\n        type: repeat\n        label: Liste\n        questions:"+columns(c.columns)+"\n")
		r := blankResponse(set)
		for row := 1; row <= c.rows; row++ {
			r.Answers.AddRow("liste", row)
			for i := range c.columns {
				r.Answers.Set(survey.Key{Question: "c" + strconv.Itoa(i), Row: row}, survey.Answer{Value: survey.TextValue("Wert-" + strconv.Itoa(row) + "-" + strconv.Itoa(i))})
			}
		}
		d := reviewed(set, r, "de")
		tables, cards, wide := 0, 0, false
		for _, b := range d.Blocks {
			switch b := b.(type) {
			case document.Question:
				wide = wide || b.Wide
				for _, inner := range b.Blocks {
					if table, ok := inner.(document.Table); ok {
						tables++
						if len(table.Rows) != c.rows || len(table.Head) != c.columns+1 {
							t.Errorf("%+v: %d rows, %d columns", c, len(table.Rows), len(table.Head))
						}
					}
				}
			case document.Answers:
				if b.Cards {
					cards++
				}
			}
		}
		if tables != c.tables || cards != c.cards || wide != c.wide {
			t.Errorf("%+v: %d tables, %d blocks, turned %v", c, tables, cards, wide)
		}
		for name, page := range map[string]string{"html": string(document.HTML(d)), "docx": docx(t, d)["word/document.xml"], "text": document.Text(d)} {
			for row := 1; row <= c.rows; row++ {
				for i := range c.columns {
					if want := "Wert-" + strconv.Itoa(row) + "-" + strconv.Itoa(i); !strings.Contains(page, want) {
						t.Fatalf("%+v: no %s in %s", c, want, name)
					}
				}
			}
		}
		if main := docx(t, d)["word/document.xml"]; tables > 0 && !strings.Contains(main, "<w:tblHeader/>") {
			t.Errorf("%+v: the head is not repeated", c)
		}
	}
}

// What people type is foreign text: it is no markup, no formula, no control
// character, and it is all there.
func TestAnswersAreNoMarkup(t *testing.T) {
	set := parsed(t, "sections:\n  - name: a\n    label: A\n    questions:\n      - {name: t, type: multiline, label: 'Text?'}\n")
	r := blankResponse(set)
	r.Unit.Name = "</title></style><script>alert(2)</script>\u202e"
	nasty := "</td><script>alert(1)</script>\n=cmd|' /C calc'!A0\n]]> & \x00 \x1b[31m \ufffe \u202e rot"
	r.Answers.Set(survey.Key{Question: "t"}, survey.Answer{Value: survey.TextValue(nasty), Comment: nasty, Draft: nasty})
	d := reviewed(set, r, "de")
	page, main, plain := string(document.HTML(d)), docx(t, d)["word/document.xml"], document.Text(d)
	if strings.Contains(page, "<script") || strings.Count(page, "</style>") != 1 || strings.Count(page, "</title>") != 1 {
		t.Error("the page holds markup of an answer")
	}
	for name, content := range map[string]string{"html": page, "docx": main, "text": plain} {
		if strings.ContainsAny(content, "\x00\x1b\ufffe\u202e") {
			t.Errorf("%s holds characters that steer", name)
		}
	}
	if !strings.Contains(text(t, main), "=cmd|' /C calc'!A0") || !strings.Contains(plain, "=cmd|' /C calc'!A0") {
		t.Error("the answer is not there as it was typed")
	}
}

// The first page says whose eyes the document is for, and of anonymous answers
// nothing more than they tell themselves.
func TestFirstPageSaysWhatIsInIt(t *testing.T) {
	body := "sections:\n  - name: a\n    label: A\n    questions:\n      - {name: p, type: text, label: 'Name?', personal: true}\n      - {name: s, type: text, label: 'Passwort?', sensitive: true}\n"
	set := parsed(t, body)
	r := blankResponse(set)
	if page := document.Text(reviewed(set, r, "de")); strings.Contains(page, "personenbezogene") {
		t.Error("it warns of what is not in it")
	}
	r.Answers.Set(survey.Key{Question: "p"}, survey.Answer{Value: survey.TextValue("Huber")})
	page := document.Text(reviewed(set, r, "de"))
	if !strings.Contains(page, "personenbezogene Angaben (Fragen 1.1)") || strings.Contains(page, "sensible Angaben") {
		t.Errorf("it does not say what is in it:\n%s", page)
	}
	set.Anonymous, set.Many = true, true
	r.Unit = survey.Unit{DistrictKey: "99061", District: "Musterkreis", Class: "5000_9999"}
	page = document.Text(reviewed(set, r, "de"))
	if !strings.Contains(page, "99061 Musterkreis") || strings.Contains(page, "Unterschrift") || strings.Contains(page, "Verwaltung:                      9") {
		t.Errorf("anonymous:\n%s", page)
	}
}
