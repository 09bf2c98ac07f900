package tui

import (
	"strings"
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
	c := talkTo(t, newDesk(t, at("server")), "keine", ".z", "n", "srv", "", "n", "alt", "2", "2001", "l 1", "b 1", "neu", "", "", "b 7", "quatsch", ".e")
	c.says("Noch keine Einträge.", "Information: Fast fertig", "Bestätigt: Es gibt keine Einträge.", "Eintrag 1 von 1, Angabe 1 von 2, 1 offen",
		"Eintrag 1 ist gelöscht. u macht das rückgängig.", "Eintrag 1, erledigt: alt (Physisch)",
		"Fehler: Einen Eintrag 7 gibt es nicht; die Liste hat 1.", "Fehler: Bitte geben Sie n, b, d oder l")
	if rows := c.s.Response.Answers.Rows("server"); len(rows) != 1 {
		t.Fatalf("rows %v\n%s", rows, c.out)
	}
	if v := c.s.Response.Answers.Get(survey.Key{Question: "s_name", Row: 2}).Value.Text; v != "neu" {
		t.Errorf("name %q", v)
	}
	talkTo(t, newDesk(t, at("server")), "n", "srv", "", "keine").says("Fehler: Die Liste hat bereits Einträge.")
}

func TestLinesRosterTakesBackAndRestores(t *testing.T) {
	c := talkTo(t, newDesk(t, at("server")), "u", "n", "srv", "1", "d 1", "zwei", "", "l 1", "u", "u", "w", "w", "N", "drei", "", "d 1", ".z", "U", ".e")
	c.says("Es gibt nichts rückgängig zu machen.", "Eintrag 2 von 2, Angabe 1 von 2", "Eintrag 1 ist gelöscht. u macht das rückgängig.",
		"Eintrag 1 ist wieder da.", "Die Kopie (Eintrag 2) ist wieder entfernt. w holt sie zurück.", "Die Kopie (Eintrag 2) ist zurückgeholt.",
		"Eintrag 1 ist wieder gelöscht.", "Eintrag 1, erledigt: zwei (Virtuell)", "Eintrag 2 von 3", "Die Kopie (Eintrag 2) ist wieder entfernt.")
	var names []string
	for _, id := range c.s.Response.Answers.Rows("server") {
		names = append(names, c.s.Response.Answers.Get(survey.Key{Question: "s_name", Row: id}).Value.Text)
	}
	if got := strings.Join(names, " "); got != "zwei drei" {
		t.Errorf("rows %s", got)
	}
}

// A long list is not said before it is asked for.
func TestLinesLongRoster(t *testing.T) {
	desk := func() *desk { return newDeskOf(t, fvSet(t), nil, at("fv"), fvRows(100)) }
	c := talkTo(t, desk(), "s strasse", "s zzz", "o", ".e")
	c.says("Die Liste hat 100 Einträge, offen sind 25. a nennt alle, o nur die offenen.", "17 Einträge:", "Eintrag 3, erledigt: Straßenverkehr: Verfahren 3",
		"0 Einträge:", "25 Einträge:", "Eintrag 4, offen: 2 Angaben: Friedhof")
	if strings.Contains(c.out, "Eintrag 1,") {
		t.Errorf("says the whole list:\n%s", c.out)
	}
	talkTo(t, desk(), "a", ".e").says("100 Einträge:", "Eintrag 1, erledigt", "Eintrag 100, offen")
	talkTo(t, desk(), "t", "t Aufgabe", "t -6", "t 99", ".e").says("Sortieren nach", "3. Aufgabe", "6. Wie viele Personen", "100 Einträge:", "Eintrag 2, ", "Eintrag 8, ",
		"Eintrag 99, ", "Eintrag 98, ", "Eintrag 100, offen", "Fehler: Eine Spalte „99“ gibt es nicht.")
	c = talkTo(t, desk(), "f", "", "", "1", "12", ".e")
	c.says("Eintrag 4 von 100, Angabe 1 von 4, 2 offen")
	if v := c.s.Response.Answers.Get(survey.Key{Question: "fv_nutzer", Row: 4}).Value.Text; v != "12" {
		t.Errorf("the open column is %q", v)
	}
	talkTo(t, newDesk(t, at("server")), "f", ".e").says("Kein Eintrag ist offen.")
	talkTo(t, newDesk(t, at("server")), "n", "f", "", "f", "f", "v", "", ".e").says("Eintrag 1, erledigt")
}

func TestLinesRosterAsksAboutItsWarnings(t *testing.T) {
	c := talkTo(t, newDesk(t, at("server")), "n", "a", "", "n", "a", "", "", "Cluster", ".e")
	c.says("Bitte prüfen: Ein Name kommt zweimal vor.")
	if got := c.answer("server").Acknowledged; got != "Cluster" {
		t.Errorf("reason %q", got)
	}
}
