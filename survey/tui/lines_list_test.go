package tui

import (
	"testing"

	"bestand.example/itbestand/survey"
)

func TestLinesSearchInLongLists(t *testing.T) {
	c := talkTo(t, newDesk(t, at("haupt")), ".s 002 strasse", "1")
	c.says("Zur Auswahl stehen 600 Angaben.", "1 Treffer:", "1. Fachverfahren 002 – Straßenverkehr")
	c.value("haupt", "fv_002")
	c = talkTo(t, newDesk(t, at("haupt")), "1", "59 – melde", "2")
	c.says("Fehler: „1“ gehört nicht zur Auswahl", "Fehler: „59 – melde“ gehört nicht zur Auswahl", "4 Treffer:", "2. Fachverfahren 359")
	c.value("haupt", "fv_359")
	talkTo(t, newDesk(t, at("haupt")), ".s zzz").says("0 Treffer:")
	talkTo(t, newDesk(t, at("name")), ".s zzz").says("Diese Frage hat keine Auswahlliste.")
}

func TestLinesYesNoByLetter(t *testing.T) {
	for entry, want := range map[string]string{"j": "ja", "n": "nein", "Ja": "ja", "2": "nein", "no": "nein", "3": "", "vielleicht": ""} {
		c := talkTo(t, newDesk(t, at("dms")), entry)
		c.value("dms", want)
	}
}

// One entry must not mean two things.
func TestLinesCodesThatAreNumbersAreNoPlaces(t *testing.T) {
	b := newDesk(t, at("office"))
	list := b.s.Question().List
	list.Choices[0].Name, list.Choices[1].Name = "2", "9"
	*list = survey.ChoiceList{Name: list.Name, Choices: list.Choices}
	c := talkTo(t, b, "1", "2")
	c.says("2: Kauf", "9: Abo", "frei: Frei", "Fehler: „1“ gehört nicht zur Auswahl")
	c.value("office", "2")
}

func TestLinesSeveralChoices(t *testing.T) {
	for entry, want := range map[string]string{"1,3": "windows macos", "Linux; macOS": "linux macos", "keine": "keine", "1, keine": "", "1, 9": ""} {
		c := talkTo(t, newDesk(t, at("os")), entry)
		c.value("os", want)
	}
	talkTo(t, newDesk(t, at("os")), "1,4").says("Nicht mit anderen Angaben zu verbinden: „Keine“.", "Fehler: „Keine“ lässt sich nicht")
}

func TestLinesReasonForAWarning(t *testing.T) {
	prepare := given("vzae", survey.KindNumber, "1")
	c := talkTo(t, newDesk(t, at("pc"), prepare), "9", "", ".e")
	if a := c.answer("pc"); a.Acknowledged != "" || a.Value.Text != "9" || c.s.Place() != at("dms") {
		t.Errorf("pc is %+v, stands at %v", a, c.s.Place())
	}
	c = talkTo(t, newDesk(t, at("pc"), prepare), "9", ".?", ".z", "2", ".e")
	c.value("pc", "2")
	c = talkTo(t, newDesk(t, at("pc"), prepare), "9")
	c.value("pc", "9")
}

func TestLinesRoster(t *testing.T) {
	c := talkTo(t, newDesk(t, at("server")), "keine", ".z", "n", "srv", "", "n", "alt", "2", "2001", "l 1", "n", "l 1", "j", "b 1", "neu", "", "", "b 7", "quatsch", ".e")
	c.says("Noch keine Einträge.", "Information: Fast fertig", "Bestätigt: Es gibt keine Einträge.", "Eintrag 1 wirklich", "Der Eintrag bleibt.", "Eintrag 1, erledigt: alt (Physisch)",
		"Fehler: Einen Eintrag 7 gibt es nicht; die Liste hat 1.", "Fehler: Bitte geben Sie n, b oder l")
	if rows := c.s.Response.Answers.Rows("server"); len(rows) != 1 {
		t.Fatalf("rows %v\n%s", rows, c.out)
	}
	if v := c.s.Response.Answers.Get(survey.Key{Question: "s_name", Row: 2}).Value.Text; v != "neu" {
		t.Errorf("name %q", v)
	}
	talkTo(t, newDesk(t, at("server")), "n", "srv", "", "keine").says("Fehler: Die Liste hat bereits Einträge.")
}

func TestLinesRosterAsksAboutItsWarnings(t *testing.T) {
	c := talkTo(t, newDesk(t, at("server")), "n", "a", "", "n", "a", "", "", "Cluster", ".e")
	c.says("Bitte prüfen: Ein Name kommt zweimal vor.")
	if got := c.answer("server").Acknowledged; got != "Cluster" {
		t.Errorf("reason %q", got)
	}
}
