package tui

import (
	"testing"

	"bestand.example/itbestand/survey"
)

// typesFile fills the types set.
var typesFile = []string{
	"sicherheit, 1, Tempo, bedienbarkeit", "2, 1", // rank
	"4", "2", ".k 1", "3", "3", "3", "5", // matrix
	"2", "vorhanden", "30", "45", "25", "11", // matrix of choices, of numbers, scale
	"post@amt.example", "https://amt.example", "3", "Boten", "1, 4: Rohrpost, Kurier", "sonstiges: Eigenes Verfahren",
	"1", "jena", "Süd-Soft", ".v", "kauf", "Vorgabe",
	"b 1", "Kern", "20", "Altbau", "", // a prefilled row: its first column is answered
	"1", "1, 2", "Möhrenfeld 3 (160000003), 160000001", "160000002", "100", "Umzug", "Ausnahme",
	"",
}

func TestLinesFillASetOfAllTypesThroughAPipe(t *testing.T) {
	c := talkTo(t, newDeskOf(t, typesSet(t), towns(30), survey.Place{}), typesFile...)
	if c.err != nil || c.outcome != (Outcome{AtEnd: true}) {
		t.Fatalf("outcome %+v, error %v\n%s", c.outcome, c.err, c.out)
	}
	for name, want := range map[string]string{"ziele": "sicherheit kosten tempo bedienbarkeit", "hemmnisse": "personal geld", "z_beratung": "2", "z_schulung": "5",
		"d_portal": "geplant", "d_chat": "vorhanden", "a_leute": "45", "neigung": "11", "mail": "post@amt.example", "web": "https://amt.example",
		"kanal": "sonstiges\nBoten", "kanaele": "telefon sonstiges\nRohrpost, Kurier", "verfahren": "sonstiges\nEigenes Verfahren", "ort": "jena", "hersteller": "Süd-Soft",
		"turnus": "12", "vorgabe": "kauf", "grund": "Vorgabe", "hauptnetz": "1", "nebennetze": "1 2", "partner": "160000001 160000003", "sitz": "160000002", "summe": "100"} {
		c.value(name, want)
	}
	if a := c.answer("summe"); a.Reason != "Umzug" || a.Acknowledged != "Ausnahme" {
		t.Errorf("summe is %+v", a)
	}
	if a := c.s.Response.Answers.Get(survey.Key{Question: "n_last", Row: 1}); a.Value.Text != "20" || a.Reason != "Altbau" {
		t.Errorf("n_last is %+v", a)
	}
	golden(t, "lines_types", c.out)
}

func TestLinesOwnWords(t *testing.T) {
	for entry, want := range map[string]string{"sonstiges: Boten": "sonstiges\nBoten", "3: Boten": "sonstiges\nBoten", "Sonstiges, nämlich: Boten": "sonstiges\nBoten", "sonstiges": "", "2": "brief"} {
		c := talkTo(t, newDeskOf(t, typesSet(t), nil, at("kanal")), entry)
		c.value("kanal", want)
	}
	c := talkTo(t, newDeskOf(t, typesSet(t), nil, at("kanaele")), "sonstiges, brief", ".?", ".z", "4, brief", "a, b")
	c.says("Ihre eigene Angabe", "Ihre eigene Angabe", "Antwort (leer", "Ihre eigene Angabe")
	c.value("kanaele", "brief sonstiges\na, b")
	c = talkTo(t, newDeskOf(t, typesSet(t), nil, at("kanal")), "sonstiges", "", ".e")
	c.says("Fehler: Bitte geben Sie an, was Sie meinen")
	c.value("kanal", "")
}

func TestLinesRefuseTooFewAndTooMany(t *testing.T) {
	talkTo(t, newDeskOf(t, typesSet(t), nil, at("kanaele")), "1", "1,2,3,4: x").says("Auszuwählen: 2 bis 3.", "Fehler: Bitte wählen Sie mindestens 2", "Fehler: Bitte wählen Sie höchstens 3")
	talkTo(t, newDeskOf(t, typesSet(t), nil, at("ziele")), "1, 2").says("Fehler: Bitte bringen Sie alle in eine Reihenfolge. Es fehlen noch 2.")
}

// A blank line never takes what the question proposes or calculates.
func TestLinesTakeAProposalByCommandOnly(t *testing.T) {
	c := talkTo(t, newDeskOf(t, typesSet(t), nil, at("turnus")), "", ".z", ".v", ".z", ".v")
	c.says("Vorschlag: 12", "Vorschlag: 12", "Frage: Bezug", "Fehler: Zu dieser Frage gibt es keinen Vorschlag")
	c.value("turnus", "12")
	c = talkTo(t, newDeskOf(t, typesSet(t), nil, at("vorgabe")), "", "")
	c.says("Vorschlag: Abo")
	c.value("vorgabe", "")
}

// What all statements share is said once, and again with the help.
func TestLinesSayAMatrixOnce(t *testing.T) {
	c := talkTo(t, newDeskOf(t, typesSet(t), nil, at("z_erreichbar")), "4", ".?", "9", "2", ".e")
	c.says("Frage zu mehreren Aussagen: Wie zufrieden", "Aussage 1 von 7: Erreichbarkeit (Pflicht)", "Skala von 1 – sehr unzufrieden bis 5 – sehr zufrieden.",
		"Aussage 2 von 7: Beratung", "Skala von 1", "Fehler: „9“ gehört nicht zur Auswahl", "Aussage 3 von 7")
	c = talkTo(t, newDeskOf(t, typesSet(t), nil, at("a_technik")), "30", "45", "30", "25", ".e")
	c.says("Summe bisher: 0 von 100, es fehlen 100.", "Summe bisher: 30 von 100, es fehlen 70.", "Fehler: Die Angaben müssen zusammen 100 ergeben. Im Moment sind es 105.", "Frage: Würden Sie", "Skala von 1 – gar nicht bis 11 – völlig.")
	c.value("a_dritte", "25")
}

func TestLinesSuggest(t *testing.T) {
	c := talkTo(t, newDeskOf(t, typesSet(t), nil, at("hersteller")), ".s sued", ".s xyz", "Eigenbau")
	c.says("Vorschläge (eigener Text ist möglich):", "– Süd-Soft", "1 Treffer:", "– Süd-Soft", "0 Treffer:")
	c.value("hersteller", "Eigenbau")
}

func TestLinesFilterChoicesByOtherAnswers(t *testing.T) {
	c := talkTo(t, newDeskOf(t, typesSet(t), nil, at("land")), "bayern", "1")
	c.says("1. Hof")
	c.value("ort", "hof")
	c = talkTo(t, newDeskOf(t, typesSet(t), nil, at("land")), "bayern", "jena", ".z", "thüringen", "jena", ".z", ".z", "bayern", ".e")
	c.says("Fehler: „Jena“ passt nicht zu Ihren anderen Angaben", "„Jena“ passt nicht zu Ihren anderen Angaben")
}

func TestLinesAskForTheReasonOfADeviation(t *testing.T) {
	start := given("turnus", survey.KindNumber, "12")
	c := talkTo(t, newDeskOf(t, typesSet(t), nil, at("summe"), start), "24")
	c.says("Berechnet: 24. Ein anderer Wert braucht eine Begründung.")
	if a := c.answer("summe"); !a.IsZero() {
		t.Errorf("the calculated value is stored: %+v", a)
	}
	c = talkTo(t, newDeskOf(t, typesSet(t), nil, at("summe"), start), "30", "", ".z", "", "Umzug")
	c.says("Berechnet wären: 24.", "Begründung, warum", "Bitte begründen Sie", "Berechnet wären: 24", "Begründung, warum")
	if a := c.answer("summe"); a.Value.Text != "30" || a.Reason != "Umzug" {
		t.Errorf("summe is %+v", a)
	}
}
