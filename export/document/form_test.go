package document_test

import (
	"strings"
	"testing"

	"bestand.example/itbestand/export/document"
)

// questions lists what is asked, by number.
func questions(d *document.Document) map[string]document.Question {
	all := map[string]document.Question{}
	for _, b := range d.Blocks {
		if q, ok := b.(document.Question); ok && q.Number != "" {
			all[q.Number] = q
		}
	}
	return all
}

// of finds the first block of a kind in a question.
func of[B document.Block](t *testing.T, d *document.Document, number string) B {
	t.Helper()
	for _, b := range questions(d)[number].Blocks {
		if found, ok := b.(B); ok {
			return found
		}
	}
	t.Fatalf("question %s has no %T", number, *new(B))
	return *new(B)
}

func paragraphs(q document.Question) string {
	var all []string
	for _, b := range q.Blocks {
		if p, ok := b.(document.Paragraph); ok {
			all = append(all, p.Text)
		}
	}
	return strings.Join(all, "\n")
}

func TestAnswersHaveTheirFields(t *testing.T) {
	d := form(sample(t), "de", "", 0)
	if l := of[document.Lines](t, d, "1.2"); l.Count < 3 {
		t.Errorf("a long text has %d lines", l.Count)
	}
	if l := of[document.Lines](t, d, "1.3"); !l.Short || len(l.Ticks) != 1 || l.Ticks[0] != "geschätzt" {
		t.Errorf("number: %+v", l)
	}
	if l := of[document.Lines](t, d, "1.5"); l.Unit != "%" {
		t.Errorf("percent: %+v", l)
	}
	if b := of[document.Boxes](t, d, "1.8"); b.Pattern != "##.##.####" {
		t.Errorf("date: %+v", b)
	}
	if k := of[document.Ticks](t, d, "1.12"); !k.Round || len(k.Items) != 5 || !k.Items[4].Write {
		t.Errorf("one choice with own words: %+v", k)
	}
	if k := of[document.Ticks](t, d, "1.13"); k.Round || len(k.Items) != 7 {
		t.Errorf("several choices: %+v", k)
	}
	if table := of[document.Table](t, d, "1.14"); len(table.Rows) != 4 || table.Rows[1][1].Text != "geplant" {
		t.Errorf("rank: %+v", table)
	}
	if table := of[document.Table](t, d, "1.16"); len(table.Head) != 11 || table.Head[10].Text != "11" || !table.Rows[0][10].Circle {
		t.Errorf("long scale: %+v", table)
	}
	for number, want := range map[string]string{
		"1.3":  "Vorschlag, bitte bei Zustimmung eintragen: 12",
		"1.5":  "Pflichtangabe, wenn die Angabe zu Frage 1.3 größer als 10 ist.",
		"1.12": "Nur beantworten, wenn bei Frage 1.11 „Ja“ angegeben ist und die Angabe zu Frage 1.3 größer als 1.000 ist.",
		"1.13": "Bitte mindestens 1 und höchstens 3 ankreuzen.",
		"1.16": "1 = auf keinen Fall, 11 = auf jeden Fall",
		"3.1":  "3.1.1: 1 = Leitung, 2 = IT,",
		"3.4":  "Wird vom Programm berechnet, hier ist nichts einzutragen: die Zahl der Einträge in Frage 3.2.",
	} {
		if got := paragraphs(questions(d)[number]); !strings.Contains(got, want) {
			t.Errorf("%s: %q does not say %q", number, got, want)
		}
	}
}

func TestMatrixIsAGrid(t *testing.T) {
	d := form(sample(t), "de", "", 0)
	scale := of[document.Table](t, d, "2.1")
	if len(scale.Head) != 8 || len(scale.Rows) != 3 || !scale.Rows[2][5].Circle || !scale.Rows[2][7].Square || scale.Rows[1][0].Number != "2.1.2" {
		t.Errorf("statements: %+v", scale)
	}
	numbers := of[document.Table](t, d, "2.2")
	if len(numbers.Head) != 3 || len(numbers.Rows) != 3 || numbers.Rows[2][1].Text != "100" || !strings.Contains(numbers.Rows[1][0].Note, "Frage 1.11") {
		t.Errorf("numbers: %+v", numbers)
	}
}

func TestListsAreGridsOrSheets(t *testing.T) {
	d := form(sample(t), "de", "", 0)
	if q := questions(d)["3.1"]; q.Wide {
		t.Error("three columns turn the page")
	}
	if q := questions(d)["3.2"]; !q.Wide {
		t.Error("six columns do not turn the page")
	}
	if given := of[document.Table](t, d, "3.3"); len(given.Rows) != 6 || given.Rows[3][1].Text != "vorhanden" {
		t.Errorf("given rows: %+v", given.Rows)
	}
	if !questions(d)["3.6"].NewPage {
		t.Error("what follows the sheets stands on the last of them")
	}
	count := func(d *document.Document) int {
		n := 0
		for _, b := range d.Blocks {
			if q, ok := b.(document.Question); ok && q.Number == "3.5.9" {
				n++
			}
		}
		return n
	}
	if n := count(d); n != 1 {
		t.Errorf("%d sheets", n)
	}
	more := form(sample(t), "de", "", 4)
	if n := count(more); n != 4 {
		t.Errorf("%d sheets of 4", n)
	}
	if rows := len(of[document.Table](t, more, "3.1").Rows); rows != 4 {
		t.Errorf("%d rows of 4", rows)
	}
	if rows := len(of[document.Table](t, form(sample(t), "de", "", 50), "3.1").Rows); rows != 10 {
		t.Errorf("%d rows where 10 are the most", rows)
	}
}

// Where only the kind of administration decides on the rows, the form says so
// without naming attributes of lists.
func TestRowsOfTheSetWithEverything(t *testing.T) {
	d := form(everything(t), "de", "", 0)
	if got := paragraphs(questions(d)["5.4"]); got != "Auszufüllen sind die Einträge, die für Ihre Art von Verwaltung infrage kommen.\nWeitere Einträge sind möglich.\nKönnen Sie in einem Feld nichts angeben, schreiben Sie bitte den Grund hinein: „nicht bekannt“." {
		t.Errorf("given rows: %q", got)
	}
	if got := paragraphs(questions(d)["5.2"]); !strings.Contains(got, "es in Frage 5.1 keinen Eintrag gibt") {
		t.Errorf("statements of a list: %q", got)
	}
	if got := paragraphs(questions(d)["5.3"]); !strings.Contains(got, "5.3.1: Bitte Einträge aus Frage 5.1 nennen.") {
		t.Errorf("choices from a list: %q", got)
	}
	if got := paragraphs(questions(d)["5.1"]); !strings.Contains(got, "5.1.4: Nutzer je 10 Arbeitsplätze: Wird vom Programm berechnet") {
		t.Errorf("computed column: %q", got)
	}
}

func TestLongListsAreAppendices(t *testing.T) {
	d := form(sample(t), "de", "", 0)
	var sizes []int
	for _, b := range d.Blocks {
		if l, ok := b.(document.Listing); ok {
			sizes = append(sizes, len(l.Items))
		}
	}
	if len(sizes) != 2 || sizes[0] != 80 || sizes[1] != 31 {
		t.Errorf("appendices of %v", sizes)
	}
	if l := of[document.Lines](t, d, "1.17"); l.Lead != "Nummer oder Bezeichnung aus Anlage 1:" {
		t.Errorf("got %q", l.Lead)
	}
}

// A short form prints its questions only, with the numbers of the whole set.
func TestShortForm(t *testing.T) {
	d := form(sample(t), "de", "kurz", 0)
	if all := questions(d); len(all) != 1 || all["1.1"].Label != "Wie heißt das Produkt?" {
		t.Errorf("got %v", all)
	}
	if d.Header != `Musterbogen <alle Fragetypen> & "mehr" – Kurzfassung` {
		t.Errorf("header %q", d.Header)
	}
}

// The instructions explain what is in the form, and nothing else.
func TestInstructionsAreOfThisForm(t *testing.T) {
	items := func(d *document.Document) string {
		for _, b := range d.Blocks {
			if list, ok := b.(document.Bullets); ok {
				return strings.Join(list.Items, "\n")
			}
		}
		return ""
	}
	all := items(form(sample(t), "de", "", 0))
	small := items(form(parsed(t, "sections: [{name: a, label: A, questions: [{name: n, type: integer, label: N}]}]\n"), "de", "", 0))
	for _, word := range []string{"Stern", "Kreise", "Nur beantworten, wenn", "Grund", "Schätzung", "Listen", "Anlage"} {
		if !strings.Contains(all, word) || strings.Contains(small, word) {
			t.Errorf("%s: %t in the long form, %t in the short one", word, strings.Contains(all, word), strings.Contains(small, word))
		}
	}
}

// An anonymous form asks nowhere for what names a person or an administration.
func TestAnonymousFormNamesNobody(t *testing.T) {
	set := parsed(t, "sections: [{name: a, label: A, questions: [{name: n, type: integer, label: N}]}]\n")
	set.Many, set.Anonymous = true, true
	page := string(document.Markdown(form(set, "de", "", 0)))
	for _, word := range []string{"Ausgefüllt von", "Telefon", "Unterschrift", "Schlüssel", "Bemerkungen"} {
		if strings.Contains(page, word) {
			t.Errorf("the form asks for %s", word)
		}
	}
	if !strings.Contains(page, "anonym") {
		t.Error("nothing says that it is anonymous")
	}
}

func TestSectionConditionStandsBelowItsHead(t *testing.T) {
	d := form(sample(t), "de", "", 0)
	for i, b := range d.Blocks {
		if h, ok := b.(document.Heading); ok && h.Number == "2" {
			p, ok := d.Blocks[i+1].(document.Paragraph)
			if !ok || p.Text != "Diesen Abschnitt nur beantworten, wenn die Verwaltung kein Landkreis ist." {
				t.Errorf("got %+v", d.Blocks[i+1])
			}
			return
		}
	}
	t.Error("no section 2")
}
