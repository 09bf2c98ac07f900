package intake_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/i18n"
	"bestand.example/itbestand/survey/intake"
	"bestand.example/itbestand/survey/parser"
)

const set = `kind: questionnaire
id: probe
short: P
version: 1.0.0
title: Probe
responses: one
missing: {unbekannt: nicht bekannt, entfaellt: trifft nicht zu}
choices:
  bereich:
    - {name: meldewesen, label: Einwohner- und Meldewesen}
    - {name: gewerbe, label: Gewerbe}
    - {name: kasse, label: Kasse}
  standard:
    - {name: xmeld, label: XMeld}
    - {name: xgewerbe, label: XGewerbe}
  produkte: {file: produkte.csv, value: code, label: name, columns: [leika, hersteller]}
sections:
  - name: a
    label: A
    questions:
      - name: fv
        type: repeat
        label: Welche Verfahren?
        min: 0
        max: 9
        item_label: ${fv_produkt}
        import: {fv_bereich: [Aufgabe], fv_produkt: [Software, Programm], fv_nutzer: [Nutzer, Anwender], fv_ende: [Vertragsende]}
        questions:
          - {name: fv_bereich, type: select_one, choices: bereich, label: Für welche Aufgabe?, required: true}
          - {name: fv_produkt, type: select_one, choices: produkte, label: Welches Produkt?, required: true}
          - {name: fv_produkt_name, type: text, label: Wie heißt es?, relevant: 'fv_produkt == "sonstiges"', required: true}
          - {name: fv_nutzer, type: integer, label: Wie viele Personen?, estimate: true, missing: [unbekannt], constraint: fv_nutzer <= 500}
          - {name: fv_anteil, type: percent, label: Anteil}
          - {name: fv_kosten, type: money, label: Kosten}
          - {name: fv_ende, type: date, label: Wann endet der Vertrag?, missing: [entfaellt]}
          - {name: fv_seit, type: year, label: Seit wann?}
          - {name: fv_online, type: yes_no, label: Online}
          - {name: fv_standard, type: select_multiple, choices: standard, label: Standards, other: true}
          - {name: fv_stelle, type: select_one, choices_from: population, label: Stelle}
          - {name: fv_text, type: text, label: Anmerkung}
      - name: kurz
        type: repeat
        label: Kurze Liste
        min: 0
        max: 2
        unique: [k_name, k_nr]
        questions:
          - {name: k_name, type: text, label: Name, required: true}
          - {name: k_nr, type: integer, label: Nummer}
`

const products = `code,name,leika,hersteller
meso,VOIS|MESO,L1,HSH
okewo,OK.EWO,L2,AKDB
okjus,OK.JUS,L3,AKDB
sonstiges,anderes Produkt,,
`

func newSession(t testing.TB, before ...string) *survey.Session {
	t.Helper()
	q, _, err := parser.Questionnaire(fstest.MapFS{"set.yaml": {Data: []byte(set)}, "produkte.csv": {Data: []byte(products)}}, "set.yaml")
	var wrong *parser.Errors
	if errors.As(err, &wrong) {
		t.Fatal(wrong.Render(i18n.In("de")))
	}
	s := survey.NewSession(q, &survey.Response{Answers: survey.NewAnswers()}, survey.Place{}, func(survey.Change) error { return nil })
	for _, assignment := range before {
		name, entry, _ := strings.Cut(assignment, "=")
		var index int
		var column string
		if _, err := fmt.Sscanf(name, "fv[%d].%s", &index, &column); err != nil {
			t.Fatal(err)
		}
		if found, err := s.Put([]survey.Assignment{{Question: column, Roster: "fv", Index: index, Entry: &entry}}); err != nil || len(found) > 0 {
			t.Fatal(found, err)
		}
	}
	return s
}

// grid makes a table of texts: a line for each row, a bar between cells. What
// begins with a sign is of another kind: # a number, % a share, @ a day, ? yes or
// no, = the result of a formula, ! an error.
func grid(lines string) *intake.Table {
	t := &intake.Table{File: "liste.xlsx", Sheet: "Blatt"}
	kinds := map[byte]intake.Kind{'#': intake.Number, '%': intake.Percent, '@': intake.Day, '?': intake.Truth, '=': intake.Formula, '!': intake.Fault}
	for i, line := range strings.Split(strings.Trim(lines, "\n"), "\n") {
		r := intake.Row{Number: i + 1}
		for _, text := range strings.Split(line, "|") {
			c := intake.Cell{}
			if text = strings.TrimSpace(text); text != "" {
				c = intake.Cell{Kind: intake.Text, Text: text}
				if kind, ok := kinds[text[0]]; ok {
					c = intake.Cell{Kind: kind, Text: text[1:]}
				}
			}
			r.Cells = append(r.Cells, c)
		}
		if slices.ContainsFunc(r.Cells, func(c intake.Cell) bool { return c.Kind != intake.Blank }) {
			t.Rows = append(t.Rows, r)
		}
	}
	return t
}

func prepare(s *survey.Session, roster string, t *intake.Table, p intake.Profile) *intake.Plan {
	return intake.Prepare(s, s.Set.Question(roster), t, p)
}

// take prepares and takes over, and says what the roster has then, a line for
// each row.
func take(t *testing.T, s *survey.Session, roster string, p *intake.Plan) string {
	t.Helper()
	if len(p.Blocks) > 0 {
		t.Fatalf("blocked: %s", said(p.Blocks))
	}
	if found, err := p.Take(); err != nil || len(found) > 0 {
		t.Fatal(found, err)
	}
	return rows(s, roster)
}

func rows(s *survey.Session, roster string) string {
	var b strings.Builder
	for _, id := range s.Response.Answers.Rows(roster) {
		var cells []string
		for _, q := range s.Set.Question(roster).Questions {
			a := s.Response.Answers.Get(survey.Key{Question: q.Name, Row: id})
			text := strings.ReplaceAll(a.Value.Text, "\n", ":")
			for _, mark := range []struct{ sign, text string }{{"~", map[bool]string{true: "geschätzt"}[a.Estimate]}, {"!", a.Missing}, {"#", a.Comment}} {
				if mark.text != "" {
					text += mark.sign + mark.text
				}
			}
			if text != "" {
				cells = append(cells, strings.TrimPrefix(q.Name, "fv_")+"="+text)
			}
		}
		b.WriteString(strings.Join(cells, " ") + "\n")
	}
	return b.String()
}

func said(problems []intake.Problem) string {
	var b strings.Builder
	for _, p := range problems {
		fmt.Fprintf(&b, "%s %s %v %s\n", p.Ref, p.Code, p.Left, p.Say(i18n.In("de")))
	}
	return b.String()
}

func expect(t *testing.T, got, want string) {
	t.Helper()
	if got = strings.TrimSpace(got); got != strings.TrimSpace(want) {
		t.Errorf("got\n%s\n\nexpected\n%s", got, want)
	}
}

func TestTitlesTotalsAndUnknownNames(t *testing.T) {
	s := newSession(t)
	p := prepare(s, "fv", grid(`
Liste der Verfahren
Stand 2025
Nr. | Aufgabe | Software | Anzahl Nutzer (2025) | Kosten pro Jahr in € | Raum
1 | Gewerbe | OK JUS | #12 | 1.200,50 € | 7
2 | gewerbe | Migewa | ca. 30 | #1000 | 8
3 | Kasse | VOIS/MESO | viele | - | 9
Nr. | Aufgabe | Software | Anzahl Nutzer (2025) | Kosten pro Jahr in € | Raum
4 | Standesamt | L2 | unbekannt | #50 |
Summe | | | #42 | #2000
`), intake.Profile{})
	expect(t, said(p.Problems), `
Blatt!E4 refused true Bitte geben Sie eine ganze Zahl ohne Nachkommastellen ein.
Blatt!C5 own_words false „Migewa“ steht nicht in der Auswahl und wird in eigenen Worten übernommen.
Blatt!D6 refused true Bitte geben Sie eine Zahl ein, z. B. 1.234 oder 12,5.
Blatt!B8 unknown_choice true „Standesamt“ steht nicht zur Auswahl.
Blatt!C8 by_column false „L2“ ist kein Name der Auswahl, bezeichnet aber genau einen Eintrag.`)
	expect(t, take(t, s, "fv", p), `
bereich=gewerbe produkt=okjus nutzer=12 kosten=#Kosten pro Jahr in €: 1.200,50 €
bereich=gewerbe produkt=sonstiges produkt_name=Migewa nutzer=30~geschätzt kosten=1000
bereich=kasse produkt=meso nutzer=#Anzahl Nutzer (2025): viele
bereich=#Aufgabe: Standesamt produkt=okewo nutzer=!unbekannt kosten=50`)
	if p.Count(intake.Added) != 4 || p.Count(intake.Skipped) != 2 || p.OpenRows != 1 || p.Left() != 3 {
		t.Errorf("%+v open %d left %d", p.Rows, p.OpenRows, p.Left())
	}
	again := prepare(s, "fv", p.Table, p.Profile)
	if again.Count(intake.Added) != 0 || again.Changes() {
		t.Errorf("the same table brings something new: %+v", again.Rows)
	}
}

// IM04: formulas are no answers.
func TestIM04Formula(t *testing.T) {
	s := newSession(t)
	p := prepare(s, "fv", grid("Aufgabe | Nutzer | Kosten\nKasse | =12 | !#REF!"), intake.Profile{})
	expect(t, said(p.Problems), "Blatt!B2 formula true Hier steht eine Formel (Ergebnis „12“). Formeln werden nicht übernommen.\nBlatt!C2 error_cell true Die Zelle zeigt einen Fehler: #REF!.")
	expect(t, take(t, s, "fv", p), "bereich=kasse nutzer=#Nutzer: 12 kosten=#Kosten: #REF!")
}

// IM05: a key that lost its leading zero is offered, and taken once that is
// confirmed.
func TestIM05ShortKey(t *testing.T) {
	table := grid("Aufgabe | Stelle\nKasse | #10010001\nGewerbe | 990610001")
	s := newSession(t)
	p := prepare(s, "fv", table, intake.Profile{})
	expect(t, said(p.Problems), "Blatt!B2 short_key true „10010001“ ist kein Schlüssel. Gemeint ist wohl 010010001: Excel lässt führende Nullen weg.")
	p = prepare(s, "fv", table, intake.Profile{PadKeys: true})
	expect(t, said(p.Problems), "")
	expect(t, take(t, s, "fv", p), "bereich=kasse stelle=010010001\nbereich=gewerbe stelle=990610001")
}

// IM06: whatever way a day is written, it is one day, or refused with its cell.
func TestIM06Dates(t *testing.T) {
	table := grid(`
Aufgabe | Vertragsende | Seit
Kasse | 31.12.2025 | @2015-01-01
Kasse | 2025-12-31 00:00:00 | #2016
Kasse | @2025-12-31 | 2017
Kasse | #46022 | @1905-07-07
Kasse | 31/12/2025 | seit 2018
Kasse | #2025
Kasse | entfällt`)
	s := newSession(t)
	p := prepare(s, "fv", table, intake.Profile{Duplicates: intake.Add})
	expect(t, said(p.Problems), `
Blatt!C2 year_of_date false Hier steht das Datum 01.01.2015; übernommen wird das Jahr.
Blatt!B5 serial_date false Hier steht die Zahl 46022; sie wird als Datum 31.12.2025 gelesen.
Blatt!C5 date_for_number true Hier steht das Datum 07.07.1905, erwartet wird eine Zahl. Excel macht aus 1.5 den 1. Mai.
Blatt!B6 refused true Bitte geben Sie ein gültiges Datum in der Form TT.MM.JJJJ ein, z. B. 31.12.2025.
Blatt!C6 refused true Bitte geben Sie eine Jahreszahl mit vier Ziffern ein, z. B. 2019.
Blatt!B7 number_for_date true Hier steht die Zahl 2025, erwartet wird ein Datum.`)
	expect(t, take(t, s, "fv", p), `
bereich=kasse ende=2025-12-31 seit=2015
bereich=kasse ende=2025-12-31 seit=2016
bereich=kasse ende=2025-12-31 seit=2017
bereich=kasse ende=2025-12-31 seit=#Seit: 07.07.1905
bereich=kasse ende=#Vertragsende: 31/12/2025 seit=#Seit: seit 2018
bereich=kasse ende=#Vertragsende: 2025
bereich=kasse ende=!entfaellt`)
	table = grid("Aufgabe | Vertragsende\nKasse | #44560")
	table.Date1904 = true
	s = newSession(t)
	expect(t, take(t, s, "fv", prepare(s, "fv", table, intake.Profile{})), "bereich=kasse ende=2025-12-31")
}

func TestSerial(t *testing.T) {
	for _, c := range []struct {
		n        float64
		from1904 bool
		want     string
	}{
		{1, false, "1900-01-01"}, {59, false, "1900-02-28"}, {60, false, ""}, {61, false, "1900-03-01"}, {46022.75, false, "2025-12-31"},
		{0, true, "1904-01-01"}, {44560, true, "2025-12-31"}, {-1, false, ""}, {1e9, false, ""}, {0.5, false, ""},
	} {
		if got, ok := intake.Serial(c.n, c.from1904); ok != (c.want != "") || ok && got != c.want {
			t.Errorf("%v: %s %v, expected %s", c.n, got, ok, c.want)
		}
	}
}

// IM07: a column that is needed and missing is named with its place, and nothing
// can be taken over; one that only moved is found.
func TestIM07Columns(t *testing.T) {
	s := newSession(t)
	profile := intake.Profile{Columns: map[string]string{"Verfahren": "fv_produkt", "Aufgabe": "fv_bereich", "Raum": ""}}
	moved := prepare(s, "fv", grid("Raum | Verfahren | x | Aufgabe\n1 | VOIS MESO | y | Kasse"), profile)
	expect(t, said(moved.Blocks), "")
	for table, want := range map[string]string{
		"Aufgabe | Vefahren\nKasse | MESO": "Blatt!B1 column_gone true Die Spalte „Verfahren“ der Zuordnung fehlt. Vorhanden sind: Aufgabe, Vefahren.",
		"x | Aufgabe\n1 | Kasse":           "Blatt!A1 column_gone true Die Spalte „Verfahren“ der Zuordnung fehlt. Vorhanden sind: x, Aufgabe.",
	} {
		p := prepare(s, "fv", grid(table), profile)
		expect(t, said(p.Blocks), want)
		if p.Changes() || len(p.Assignments()) > 0 {
			t.Errorf("something would be taken over: %v", p.Assignments())
		}
	}
	expect(t, said(prepare(s, "fv", grid("Nutzer | Kosten\n1 | 2"), intake.Profile{}).Blocks), `
Blatt!A1 key_not_matched true Keine Spalte ist der Frage „Für welche Aufgabe?“ zugeordnet. An ihr werden die Einträge unterschieden.
Blatt!A1 key_not_matched true Keine Spalte ist der Frage „Welches Produkt?“ zugeordnet. An ihr werden die Einträge unterschieden.`)
	expect(t, said(prepare(s, "fv", grid("eins | zwei\n1 | 2"), intake.Profile{}).Blocks),
		"no_heading true In den ersten 15 Zeilen steht keine Überschrift, die zu dieser Liste passt. Gesucht werden zum Beispiel: Aufgabe, Software, Wie heißt es?, Nutzer, Anteil, Kosten, Vertragsende, Seit wann?, Online, Standards, Stelle, Anmerkung.")
	for name, profile := range map[string]intake.Profile{
		"unknown_question": {Columns: map[string]string{"Aufgabe": "fv_x"}}, "other_roster": {Roster: "kurz", Columns: map[string]string{"Aufgabe": "fv_bereich"}},
		"taken_twice": {Columns: map[string]string{"Aufgabe": "fv_bereich", "Bereich": "fv_bereich"}},
	} {
		p := prepare(s, "fv", grid("Aufgabe | Bereich\nKasse | Kasse"), profile)
		if len(p.Blocks) == 0 || p.Blocks[0].Code != intake.Code(name) {
			t.Errorf("%s: %s", name, said(p.Blocks))
		}
	}
}

func TestDuplicates(t *testing.T) {
	table := grid("Aufgabe | Software | Nutzer | Anmerkung\nKasse | MESO (VOIS) | 5 |\nKasse | meso | 7 | neu\nGewerbe | OK.EWO | 2 |\ngewerbe | ok ewo | 3 | alt\n | HADES | 1\n | Hades | 2")
	for policy, want := range map[intake.Policy]string{
		intake.Skip:   "bereich=kasse produkt=meso nutzer=1\nbereich=kasse produkt=sonstiges produkt_name=MESO (VOIS) nutzer=5\nbereich=gewerbe produkt=okewo nutzer=2\nprodukt=sonstiges produkt_name=HADES nutzer=1",
		intake.Update: "bereich=kasse produkt=meso nutzer=7 text=neu\nbereich=kasse produkt=sonstiges produkt_name=MESO (VOIS) nutzer=5\nbereich=gewerbe produkt=okewo nutzer=3 text=alt\nprodukt=sonstiges produkt_name=Hades nutzer=2",
		intake.Add:    "bereich=kasse produkt=meso nutzer=1\nbereich=kasse produkt=sonstiges produkt_name=MESO (VOIS) nutzer=5\nbereich=kasse produkt=meso nutzer=7 text=neu\nbereich=gewerbe produkt=okewo nutzer=2\nbereich=gewerbe produkt=okewo nutzer=3 text=alt\nprodukt=sonstiges produkt_name=HADES nutzer=1\nprodukt=sonstiges produkt_name=Hades nutzer=2",
	} {
		s := newSession(t, "fv[1].fv_bereich=kasse", "fv[1].fv_produkt=meso", "fv[1].fv_nutzer=1")
		p := prepare(s, "fv", table, intake.Profile{Duplicates: policy})
		expect(t, take(t, s, "fv", p), want)
	}
}

// What the checks of the dialogue refuse is left out, cell by cell, and what
// finds no place is told.
func TestRefusedByTheChecks(t *testing.T) {
	s := newSession(t)
	p := prepare(s, "fv", grid("Aufgabe | Nutzer\nKasse | 501\nGewerbe | 500"), intake.Profile{})
	if len(p.Problems) != 1 || p.Problems[0].Ref != "Blatt!B2" || !p.Problems[0].Left {
		t.Errorf("%s", said(p.Problems))
	}
	expect(t, take(t, s, "fv", p), "bereich=kasse nutzer=#Nutzer: 501\nbereich=gewerbe nutzer=500")

	full := prepare(s, "kurz", grid("Name | Nummer\na | 1\nb | 2\nc | 3"), intake.Profile{})
	expect(t, take(t, s, "kurz", full), "k_name=a k_nr=1\nk_name=b k_nr=2")
	if full.Lost() != 1 || full.Rows[2].Why != intake.RosterFull {
		t.Errorf("%+v", full.Rows)
	}
	twice := prepare(newSession(t), "kurz", grid("Name | Nummer\na | 1\na | 1"), intake.Profile{Duplicates: intake.Add})
	if twice.Count(intake.Added) != 1 || twice.Lost() != 1 || twice.Rows[1].Why != intake.NotUnique {
		t.Errorf("%+v", twice.Rows)
	}
}

func TestValues(t *testing.T) {
	s := newSession(t)
	p := prepare(s, "fv", grid(`
Aufgabe | Anteil | Online | Standards | Anmerkung
Kasse | %0.45 | x | XMeld; XGewerbe | #10.2
Kasse | 45 % | FALSCH | xmeld, XBau | @2025-12-31
Kasse | #45 | ?true | - | ?false
Kasse | 145 | vielleicht | XBau | zwei   Wörter`), intake.Profile{Duplicates: intake.Add})
	expect(t, take(t, s, "fv", p), `
bereich=kasse anteil=45 online=ja standard=xmeld xgewerbe text=10,2
bereich=kasse anteil=45 online=nein standard=xmeld sonstiges:XBau text=31.12.2025
bereich=kasse anteil=45 online=ja text=Nein
bereich=kasse anteil=#Anteil: 145 online=#Online: vielleicht standard=sonstiges:XBau text=zwei   Wörter`)
}

func TestDecidedValues(t *testing.T) {
	s := newSession(t)
	p := prepare(s, "fv", grid("Aufgabe | Software | Nutzer\nSteueramt | HADES | k. A.\nKasse | MESO alt | n. b."), intake.Profile{})
	p.SetValue("fv_bereich", "Steueramt", "kasse")
	p.SetValue("fv_produkt", "MESO alt", "meso")
	p.SetValue("fv_nutzer", "n. b.", "unbekannt")
	p.SetColumn(2, "fv_text")
	p.SetColumn(2, "fv_produkt")
	p = prepare(s, "fv", p.Table, p.Profile)
	expect(t, take(t, s, "fv", p), "bereich=kasse produkt=sonstiges produkt_name=HADES nutzer=!unbekannt\nbereich=kasse produkt=meso nutzer=!unbekannt")
	p.SetColumn(3, "")
	if p.Profile.Columns["Nutzer"] != "" || p.Profile.Columns["Software"] != "fv_produkt" {
		t.Errorf("%v", p.Profile.Columns)
	}
}

// A heading over two rows, one over two columns, a task merged over its rows and
// a heading between them.
func TestMergedCells(t *testing.T) {
	table := grid(`
Aufgabe | Software | Umfang |
 | | Nutzer | Kosten
Fachamt | | |
Kasse | OK.JUS | 1 | 2
 | OK.EWO | 3 |
Gewerbe | VOIS MESO | 5 |`)
	table.Merges = []intake.Area{{Top: 1, Left: 1, Bottom: 2, Right: 1}, {Top: 1, Left: 2, Bottom: 2, Right: 2}, {Top: 1, Left: 3, Bottom: 1, Right: 4},
		{Top: 3, Left: 1, Bottom: 3, Right: 4}, {Top: 4, Left: 1, Bottom: 5, Right: 1}, {Top: 6, Left: 3, Bottom: 6, Right: 4}}
	s := newSession(t)
	p := prepare(s, "fv", table, intake.Profile{})
	expect(t, said(p.Problems), "Blatt!C6 merged true Diese Zelle ist über mehrere Spalten verbunden.")
	expect(t, take(t, s, "fv", p), "bereich=kasse produkt=okjus nutzer=1 kosten=2\nbereich=kasse produkt=okewo nutzer=3\nbereich=gewerbe produkt=meso nutzer=#Nutzer: 5")
	if p.Rows[0].Why != intake.GroupRow {
		t.Errorf("%+v", p.Rows)
	}
}

func TestHiddenRows(t *testing.T) {
	table := grid("Aufgabe\nKasse\nGewerbe")
	table.Rows[1].Hidden = true
	for visible, want := range map[bool]int{false: 2, true: 1} {
		if p := prepare(newSession(t), "fv", table, intake.Profile{Visible: visible}); p.Count(intake.Added) != want || len(p.Remarks(i18n.In("de"))) != 1 {
			t.Errorf("visible %v: %+v", visible, p.Rows)
		}
	}
}

// One undo takes all of it back.
func TestUndo(t *testing.T) {
	s := newSession(t, "fv[1].fv_bereich=kasse", "fv[1].fv_produkt=meso", "fv[1].fv_nutzer=1")
	before := rows(s, "fv")
	take(t, s, "fv", prepare(s, "fv", grid("Aufgabe | Software | Nutzer\nKasse | meso | viele\nGewerbe | OK.EWO | 4\nKasse | OK.JUS | 3"), intake.Profile{Duplicates: intake.Update}))
	if rows(s, "fv") == before {
		t.Fatal("nothing was taken over")
	}
	if err := s.Goto(survey.Place{Question: "fv"}); err != nil {
		t.Fatal(err)
	}
	if op, err := s.Undo(); err != nil || op == nil {
		t.Fatal(op, err)
	}
	expect(t, rows(s, "fv"), before)
}

// Of a heading only its beginning counts, and two that begin alike are told
// apart; a mapping that was kept finds them again.
func TestLongHeadings(t *testing.T) {
	s, long := newSession(t), strings.Repeat("sehr ", 5000)
	table := grid("Aufgabe|Software|" + long + "1|" + long + "2\nGewerbe|OK.JUS|7|bleibt weg")
	p := prepare(s, "fv", table, intake.Profile{})
	first, second := p.Columns[2].Heading, p.Columns[3].Heading
	if len(first) != 200 || second != first+" (2)" {
		t.Fatalf("%d characters, and %q", len(first), second)
	}
	p.SetColumn(3, "fv_nutzer")
	again := prepare(s, "fv", table, p.Profile)
	if taken := take(t, s, "fv", again); !strings.Contains(taken, " nutzer=7") {
		t.Errorf("taken: %s", taken)
	}
}
