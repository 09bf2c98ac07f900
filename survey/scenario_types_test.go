package survey_test

import (
	"testing"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/i18n"
)

// Explain gives the reason for a replaced calculation.
func (s *Scenario) Explain(reason string) *Scenario {
	s.t.Helper()
	return s.must(s.session.Explain(reason))
}

// Offers checks the codes that the question at the place offers.
func (s *Scenario) Offers(question string, codes ...string) *Scenario {
	s.t.Helper()
	s.Expect(question)
	var got []string
	for _, c := range s.session.Assessment().Choices(s.session.Place()).Choices {
		got = append(got, c.Name)
	}
	if len(got) != len(codes) {
		s.t.Fatalf("%s offers %v, expected %v", question, got, codes)
	}
	for i := range got {
		if got[i] != codes[i] {
			s.t.Fatalf("%s offers %v, expected %v", question, got, codes)
		}
	}
	return s
}

// Shown checks how the value of a question is written for reading.
func (s *Scenario) Shown(question string, row int, want string) *Scenario {
	s.t.Helper()
	ev, k := s.session.Assessment(), survey.Key{Question: question, Row: row}
	if got := ev.Show(k, ev.Value(k), "de"); got != want {
		s.t.Fatalf("%s is shown as %q, expected %q", question, got, want)
	}
	return s
}

const wahl = `
choices:
	kreis: [{name: mitte, label: Mitte}, {name: ost, label: Osten}]
	ort:
		- {name: erfurt, label: Erfurt, columns: {kreis: mitte}}
		- {name: weimar, label: Weimar, columns: {kreis: mitte}}
		- {name: gera, label: Gera, columns: {kreis: ost}}
	kanal: [{name: mail, label: E-Mail}, {name: portal, label: Portal}, {name: post, label: Post}, {name: keiner, label: keiner, exclusive: true}]
missing: {unbekannt: nicht bekannt}
sections:
	- name: s
		label: S
		questions:
			- {name: kreis, type: select_one, choices: kreis, label: Kreis?, required: true, missing: [unbekannt]}
			- {name: ort, type: select_one, choices: ort, choice_filter: choice.kreis == kreis, label: Ort?, required: true}
			- {name: kanal, type: select_multiple, choices: kanal, other: "Ein anderer, nämlich", min: 1, max: 2, label: Kanäle?}
			- {name: rang, type: rank, choices: kreis, label: Rang?}
			- {name: mail, type: email, label: Mail?}
			- {name: seite, type: url, label: Seite?}
`

func TestAFilterNarrowsTheChoices(t *testing.T) {
	s := NewScenario(t, survey.Unit{}, wahl).Answer("kreis", "ost").Offers("ort", "gera").
		Refused("ort", "erfurt", "„Erfurt“ passt nicht zu Ihren anderen Angaben. Bitte wählen Sie neu.").
		Answer("ort", "Gera").Open()
	// the filter turns: the answer stays, and blocks
	s.Back("").Back("").Answer("kreis", "mitte").Value("ort", "gera").Open("ort: not_offered").Answer("ort", "weimar").Open()
	// nobody knows: everything is offered
	s.Back("").Back("").Missing("kreis", "unbekannt").Offers("ort", "erfurt", "weimar", "gera")
}

func TestOwnWordsStandBesideTheChoices(t *testing.T) {
	s := NewScenario(t, survey.Unit{}, wahl).Answer("kreis", "ost").Answer("ort", "gera").
		Offers("kanal", "mail", "portal", "post", "keiner", "sonstiges").
		Refused("kanal", "mail, sonstiges", "Bitte geben Sie an, was Sie meinen: sonstiges: Ihre Angabe").
		Refused("kanal", "mail, post, portal", "Bitte wählen Sie höchstens 2 aus. Ausgewählt: 3.").
		Answer("kanal", "post, Sonstiges: Fax, Brieftaube; und mehr").Value("kanal", "post sonstiges\nFax, Brieftaube; und mehr").
		Shown("kanal", 0, "Post; Ein anderer, nämlich: Fax, Brieftaube; und mehr")
	k := survey.Key{Question: "kanal"}
	ev := s.session.Assessment()
	if again, f := ev.Parse(k, ev.Edit(k, ev.Value(k))); f != nil || again != ev.Value(k) {
		t.Errorf("typed again it is %q, %v", again.Text, f)
	}
	s.Back("").Answer("kanal", "Ein anderer, nämlich: Fax").Value("kanal", "sonstiges\nFax")
}

func TestARankNamesAllChoicesInOrder(t *testing.T) {
	NewScenario(t, survey.Unit{}, wahl).Answer("kreis", "ost").Answer("ort", "gera").Answer("kanal", "keiner").
		Refused("rang", "ost", "Bitte bringen Sie alle in eine Reihenfolge. Es fehlen noch 1.").
		Answer("rang", "Osten, mitte").Value("rang", "ost mitte").Shown("rang", 0, "1. Osten; 2. Mitte").
		Refused("mail", "poststelle", "Das ist keine E-Mail-Adresse: ein @ und keine Leerzeichen. Beispiel: poststelle@stadt.example").Answer("mail", "poststelle@gera.example").
		Refused("seite", "www.gera.example", "Bitte geben Sie die Adresse vollständig ein: https://www.gera.example").Answer("seite", "https://gera.example/a?b=c")
}

const gitter = `
missing: {unbekannt: nicht bekannt}
sections:
	- name: s
		label: S
		questions:
			- {name: leitung, type: yes_no, label: Leitung?, required: true}
			- name: haltung
				type: matrix
				label: Wie sehr stimmen Sie zu?
				points: 5
				poles: [gar nicht, voll]
				required: true
				missing: [unbekannt]
				rows:
					- {name: h_offen, label: offen}
					- {name: h_langsam, label: langsam, reversed: true}
					- {name: h_hilft, label: hilft, relevant: leitung == "ja"}
			- {name: mittel, type: calculate, calculation: 'mean([score(h_offen), score(h_langsam)])', label: Mittel}
			- {name: roh, type: calculate, calculation: ordinal(h_langsam), label: Roh}
			- name: zeit
				type: matrix
				label: Zeit?
				cell: percent
				total: 100
				missing: [unbekannt]
				rows: [{name: z_a, label: A}, {name: z_b, label: B}]
			- {name: vzae, type: calculate, calculation: z_a / 50, decimals: 1, override: true, label: VZÄ, constraint: vzae <= 4, constraint_message: 'Höchstens vier.'}
			- {name: folge, type: text, relevant: vzae > 1, label: Folge?}
`

func TestAMatrixIsAskedStatementByStatement(t *testing.T) {
	s := NewScenario(t, survey.Unit{}, gitter).Answer("leitung", "nein").Open("h_offen: open", "h_langsam: open").
		Answer("h_offen", "4").Answer("h_langsam", "1").Value("mittel", "4.5").Value("roh", "1").Expect("z_a")
	s.Back("").Missing("h_langsam", "unbekannt").Value("mittel", "").
		Answer("z_a", "70").Refused("z_b", "20", "Die Angaben müssen zusammen 100 ergeben. Im Moment sind es 90.").
		Answer("z_b", "30").Expect("vzae").Open()
	s.Back("").Missing("z_b", "unbekannt").Open() // 70 and something unknown may be 100
	s.Back("").Back("").Answer("z_a", "70").Answer("z_b", "30").Expect("vzae").Value("vzae", "1.4")
}

func TestACalculatedValueIsReplacedWithAReason(t *testing.T) {
	s := NewScenario(t, survey.Unit{}, gitter).Answer("leitung", "nein").Answer("h_offen", "4").Answer("h_langsam", "1").
		Answer("z_a", "40").Answer("z_b", "60").Value("vzae", "0.8").
		Answer("vzae", "0,8").ExpectEnd(). // the calculation itself: nothing is replaced
		Back("").Refused("vzae", "2,5", "Bitte begründen Sie, warum Ihr Wert von der Berechnung abweicht.").
		Value("vzae", "2.5").Open("vzae: needs_reason").
		Explain("mit Aushilfe").Expect("folge").Open().Resume().Value("vzae", "2.5")
	s.Back("").Refused("vzae", "9", "Höchstens vier.").Answer("vzae", "").Value("vzae", "0.8").ExpectEnd()
}

const verfahren = `
missing: {unbekannt: nicht bekannt}
choices:
	aufgabe:
		- {name: melde, label: Meldewesen, columns: {traeger: [landkreis, kreisfreie_stadt]}}
		- {name: kfz, label: Kfz, columns: {traeger: [landkreis]}}
		- {name: kita, label: Kita, columns: {traeger: [kreisfreie_stadt]}}
	grund: [{name: papier, label: auf Papier}, {name: andere, label: andere Stelle}]
sections:
	- name: s
		label: S
		questions:
			- name: fv
				type: repeat
				label: Verfahren
				item_label: ${fv_name}
				unique: [fv_aufgabe, fv_name]
				missing: [unbekannt]
				required: true
				questions:
					- {name: fv_aufgabe, type: select_one, choices: aufgabe, label: Aufgabe?}
					- {name: fv_name, type: text, label: Name?, required: fv_aufgabe == "kfz"}
			- name: ohne
				type: matrix
				label: Warum nicht?
				rows_from: aufgabe
				row_relevant: einheit.typ in choice.traeger and not any(fv, .fv_aufgabe == choice.name)
				choices: grund
				required: true
			- name: sst
				type: repeat
				label: Schnittstelle
				questions:
					- {name: von, type: select_one, choices_from: fv, label: Von?, required: true}
			- name: od
				type: repeat
				label: Dienste
				prefill: {column: od_aufgabe, where: einheit.typ in choice.traeger}
				questions:
					- {name: od_aufgabe, type: select_one, choices: aufgabe, label: Dienst?}
			- {name: partner, type: select_multiple, choices_from: population, choice_filter: choice.typ != "landkreis", label: Partner?}
`

var kreis = survey.Unit{Key: "99071", Type: survey.Landkreis}

func TestOneRowForEachTaskOrAReason(t *testing.T) {
	s := NewScenario(t, kreis, verfahren).
		Row().Answer("fv_aufgabe", "kfz").Open("fv_name: open", "ohne_melde: open").Answer("fv_name", "Auto").
		Row().Answer("fv_aufgabe", "kfz").Refused("fv_name", "auto", "Diese Angaben stehen schon in Eintrag 1.").Answer("fv_name", "Rad").
		Expect("fv").Next().Expect("ohne_melde").Answer("ohne_melde", "papier").Expect("sst").Open()
	s.Back("").Back("").Row().Answer("fv_aufgabe", "melde").Next().Next().Expect("sst"). // no reason is asked any more
												Value("ohne_melde", "")
}

func TestRowsAreChoicesOfOthers(t *testing.T) {
	s := NewScenario(t, kreis, verfahren).Row().Answer("fv_aufgabe", "kfz").Answer("fv_name", "Auto").
		Row().Answer("fv_aufgabe", "melde").Answer("fv_name", "Amt").Next().Expect("sst").
		Row().Offers("von", "1", "2").Answer("von", "2").Shown("von", 1, "Amt")
	roster := survey.Place{Question: "fv"}
	s.must(s.session.Goto(roster)).must(s.session.DeleteRow(2)).Open("ohne_melde: open", "von: row_gone").
		Row().Answer("fv_aufgabe", "melde").Answer("fv_name", "Neu") // its id is 3, its number 2
	s.must(s.session.Goto(survey.Place{Question: "von", Row: 1}))
	s.Offers("von", "1", "3").Answer("von", "2").Shown("von", 1, "Neu").Open()
	if entry := s.session.Assessment().Edit(survey.Key{Question: "von", Row: 1}, s.session.Response.Answers.Get(survey.Key{Question: "von", Row: 1}).Value); entry != "2" {
		t.Errorf("the row is typed as %q", entry)
	}
}

func TestRowsThatAreThereFromTheBeginning(t *testing.T) {
	s := NewScenario(t, kreis, verfahren)
	s.must(s.session.Goto(survey.Place{Question: "sst"}))
	s.Next().Expect("od").Shown("od_aufgabe", 1, "Meldewesen").Shown("od_aufgabe", 2, "Kfz").Resume().Expect("od")
	if rows := s.session.Response.Answers.Rows("od"); len(rows) != 2 {
		t.Fatalf("there are the rows %v", rows)
	}
	s.must(s.session.DeleteRow(1)).must(s.session.DeleteRow(2))
	s.Next().Back("").Expect("od") // whoever deleted them meant it
	if rows := s.session.Response.Answers.Rows("od"); len(rows) != 0 {
		t.Fatalf("the rows %v came back", rows)
	}
}

func TestUnitsAreChoices(t *testing.T) {
	s := NewScenario(t, kreis, verfahren)
	s.must(s.session.Goto(survey.Place{Question: "partner"}))
	s.Refused("partner", "990", "„990“ gehört nicht zur Auswahl.").Answer("partner", "990010001") // without a population any key will do
	s.session.Response.Population = &survey.Population{Units: []survey.Unit{
		{Key: "990010001", Name: "Musterstadt", District: "Musterkreis", Type: survey.ErfuellendeGemeinde}, {Key: "99072", Name: "Kreis", Type: survey.Landkreis},
	}}
	s.session.SetUnit(kreis)
	s.Back("").Answer("partner", "musterstadt").Value("partner", "990010001").
		Back("").Offers("partner", "990010001").Shown("partner", 0, "Musterstadt (Musterkreis, 990010001)")
	s.Refused("partner", "99072", "„Kreis (99072)“ passt nicht zu Ihren anderen Angaben. Bitte wählen Sie neu.")
}

const umfang = `
profiles: {kurz: Kurzfassung}
choices:
	system: [{name: alt, label: Alt, valid_until: 2024-12-31}, {name: neu, label: Neu, valid_from: 2025-01-01}]
sections:
	- name: s
		label: S
		questions:
			- {name: a, type: integer, label: A?, profiles: [kurz], required: true, default: 5}
			- {name: b, type: integer, label: B?, required: true}
			- {name: c, type: text, label: C?, profiles: [kurz], required: a > 3}
			- {name: system, type: select_one, choices: system, label: System?, profiles: [kurz]}
	- name: t
		label: T
		profiles: [kurz]
		questions:
			- {name: d, type: text, label: D?, relevant: b > 1 or a > 1}
`

func TestAShortFormAsksWhatNamesIt(t *testing.T) {
	s := NewScenario(t, survey.Unit{}, umfang)
	s.session.Response.Profile = "kurz"
	s.session.SetUnit(survey.Unit{})
	s.Answer("stichtag", "1.6.2025").Answer("a", "4").Open("c: open").Answer("c", "x").Offers("system", "neu").
		Answer("system", "neu").Answer("d", "y").ExpectEnd().Open()
	whole := NewScenario(t, survey.Unit{}, umfang).Answer("stichtag", "1.6.2024").Answer("a", "2").Answer("b", "2").Next().
		Offers("system", "alt").Answer("system", "alt").Expect("d").Open()
	if a, b := survey.ResponseDigest(s.set, s.session.Response), survey.ResponseDigest(whole.set, whole.session.Response); a == b {
		t.Error("one digest for two forms")
	}
}

// What is said of a reference to a row in the canonical text is its place, not
// its id: rows deleted on the way make no difference.
func TestTheDigestNamesRowsByTheirPlace(t *testing.T) {
	straight := NewScenario(t, kreis, verfahren).Row().Answer("fv_aufgabe", "kfz").Answer("fv_name", "Auto").Next()
	detour := NewScenario(t, kreis, verfahren).Row().Next().Next()
	detour.must(detour.session.DeleteRow(1)).Row().Answer("fv_aufgabe", "kfz").Answer("fv_name", "Auto").Next()
	for _, s := range []*Scenario{straight, detour} {
		s.must(s.session.Goto(survey.Place{Question: "sst"}))
		s.Row().Answer("von", "1")
	}
	if straight.session.Response.Answers.Get(survey.Key{Question: "von", Row: 1}) == detour.session.Response.Answers.Get(survey.Key{Question: "von", Row: 1}) {
		t.Fatal("the detour left no trace: nothing is tested")
	}
	if survey.ResponseDigest(straight.set, straight.session.Response) != survey.ResponseDigest(detour.set, detour.session.Response) {
		t.Error("the digests differ")
	}
}

// Every code of a finding has its sentence in both languages.
func TestEveryFindingHasWords(t *testing.T) {
	for _, code := range []survey.Code{survey.NotOffered, survey.RowGone, survey.RankOpen, survey.SameRow, survey.TotalOff, survey.NeedsReason,
		survey.NotAnEmail, survey.NotAURL, survey.OtherWithoutText, survey.TooFewChoices, survey.TooManyChoices} {
		for _, lang := range i18n.Languages() {
			if !i18n.In(lang).Has("finding." + string(code)) {
				t.Errorf("%s has no words in %s", code, lang)
			}
		}
	}
}

const leer = `
choices:
	gruppe: [{name: a, label: A}, {name: c, label: C}]
	produkt: [{name: p, label: P, columns: {gr: a}}, {name: q, label: Q, columns: {gr: a}}]
sections:
	- name: s
		label: S
		questions:
			- {name: gruppe, type: select_one, choices: gruppe, label: Gruppe?, required: true}
			- {name: eins, type: select_one, choices: produkt, choice_filter: choice.gr == gruppe, label: Eins?, required: true}
			- {name: zwei, type: select_multiple, choices: produkt, choice_filter: choice.gr == gruppe and choice.name != "q", min: 2, label: Zwei?, required: true}
			- {name: liste, type: repeat, label: Liste, questions: [{name: n, type: text, label: N?}]}
			- {name: zeile, type: select_one, choices_from: liste, label: Zeile?, required: true}
`

// Where nothing is left to choose, nobody is made to choose; where less is left
// than wanted, all of it will do.
func TestNothingToChooseBlocksNobody(t *testing.T) {
	NewScenario(t, survey.Unit{}, leer).Answer("gruppe", "c").Offers("eins").Next().Offers("zwei").Next().Next().Offers("zeile").Next().ExpectEnd().Open()
	s := NewScenario(t, survey.Unit{}, leer).Answer("gruppe", "a").Open("eins: open", "zwei: open").Answer("eins", "p").
		Offers("zwei", "p").Answer("zwei", "p").Row().Answer("n", "x").Next().Open("zeile: open").Answer("zeile", "1")
	s.ExpectEnd().Open()
}

// Without a dialogue the rows are there as well, as soon as it is known which.
func TestRowsAreThereForABatchToo(t *testing.T) {
	s := NewScenario(t, kreis, verfahren)
	name := "x"
	if refused, err := s.session.Put([]survey.Assignment{{Question: "fv_name", Roster: "fv", Index: 1, Entry: &name}}); err != nil || len(refused) > 0 {
		t.Fatal(refused, err)
	}
	s.Shown("od_aufgabe", 1, "Meldewesen").Shown("od_aufgabe", 2, "Kfz")
	keine := "keine"
	if refused, err := s.session.Put([]survey.Assignment{{Question: "od", Entry: &keine}}); err != nil || len(refused) > 0 {
		t.Fatal(refused, err)
	}
	if rows := s.session.Response.Answers.Rows("od"); len(rows) != 0 {
		t.Fatalf("the rows %v came back", rows)
	}
}
