package tui

import (
	"strings"
	"testing"

	"bestand.example/itbestand/survey"
)

func TestLinesOverviewSaysSectionsAndQuestions(t *testing.T) {
	set := testSet(t)
	set.Sections[0].AssigneeHint = survey.German("Hauptamt")
	b := newDeskOf(t, set, nil, at("name"), given("name", survey.KindText, "Amt"), acknowledged)
	talkTo(t, b, ".u", ".e").says("3 von 11 Fragen sind beantwortet.", "1. Allgemeines: begonnen, 3 von 4 beantwortet, 1 Hinweis. Auskunft gibt meist: Hauptamt.",
		"2. Verfahren: offen, 0 von 5 beantwortet.\n", ".u offen die offenen")
	talkTo(t, b, ".u 1", ".e").says("Abschnitt: 1 Allgemeines", "1.1 Name der Dienststelle: erledigt", "1.2 Tag der Erhebung: offen", "1.5 PC je VZÄ: 9: berechnet")
	for line, want := range map[string]string{".u offen": "1.2 2.1 2.3 2.5 3.1", ".u hinweis": "1.4", ".u für Hauptamt": "1.1 1.2 1.3 1.4", ".U offen für hauptamt": "1.2", ".u Server": "3.1", ".u open server": "3.1", ".u quatsch": ""} {
		out := talkTo(t, b, line, ".e").out
		var got []string
		for _, l := range strings.Split(out, "\n") {
			if number, _, ok := strings.Cut(l, " "); ok && len(number) == 3 && number[1] == '.' {
				got = append(got, number)
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s says %v, want %s\n%s", line, got, want, out)
		}
		if want == "" && !strings.Contains(out, "Keine Frage passt dazu.") {
			t.Errorf("%s says nothing of it\n%s", line, out)
		}
	}
}

func TestLinesGoToAnyQuestion(t *testing.T) {
	for line, want := range map[string]string{".f 2.1": "dms", ".f haupt": "haupt", ".f 3": "server", ".f s_art": "server", ".f 3.1.2": "server", ".F büro": "office", ".f anmerkungen": "anmerk", ".f ende": "$end",
		".f 2.2": "name", ".f dmsname": "name", ".f 9": "name", ".f Fachverfahren": "name", ".f": "name", ".f quatsch": "name"} {
		c := talkTo(t, newDesk(t, at("name")), line, ".e")
		if got := c.s.Place().Question; got != want || c.err != nil {
			t.Errorf("%s leads to %s, want %s (%v)\n%s", line, got, want, c.err, c.out)
		}
	}
	talkTo(t, newDesk(t, at("name")), ".f 2.2").says("nicht zu beantworten: Welches?", "Es hängt ab von: Nutzen Sie ein")
	talkTo(t, newDesk(t, at("name")), ".f Fachverfahren").says("2.3 Wichtigstes Fachverfahren: offen", "2.4 Weitere Fachverfahren: freiwillig", ".f mit Nummer")
	talkTo(t, newDesk(t, at("name")), ".f quatsch").says("Fehler: Eine Frage „quatsch“ gibt es nicht.")
	if c := talkTo(t, typesDesk(t, "z_doku"), ".f anteile", ".e"); c.s.Place().Question != "a_technik" {
		t.Errorf(".f of a matrix leads to %v", c.s.Place())
	}
}

func TestLinesCheckSaysPointsAndJumps(t *testing.T) {
	half := func(a *survey.Answers) { a.Set(at("erhoben"), survey.Answer{Draft: "halb"}) }
	c := talkTo(t, newDesk(t, at("office"), half), ".p", ".p 2", "halb", ".z", ".e")
	c.says("noch 7 Punkte zu klären.", "Ob noch eine weitere Frage", "1. Name der Dienststelle", "2. Tag der Erhebung – Entwurf", ".p mit der Nummer", "Frage: Tag der Erhebung (Pflicht)", "Entwurf: Die Eingabe „halb“")
	if got := c.answer("erhoben").Draft; got != "halb" {
		t.Errorf("the draft is %q", got)
	}
	// The numbers are those that were said, whatever was answered meanwhile.
	c = talkTo(t, newDesk(t, at("name")), ".p", "Amt", ".p 3", ".e")
	if c.s.Place() != at("pc") {
		t.Errorf("stands at %v\n%s", c.s.Place(), c.out)
	}
	talkTo(t, newDesk(t, at("name")), ".p 99").says("Fehler: Einen Punkt 99 gibt es nicht.")
	talkTo(t, newDesk(t, survey.EndPlace), ".p 1", ".e").says("Frage: Name der Dienststelle")
	c = talkTo(t, newDesk(t, survey.EndPlace), ".u 2", ".f 2.5", ".e")
	c.says("2.1 Nutzen Sie", "Frage: Welche Betriebssysteme?")
	complete := complete(t)
	talkTo(t, complete, ".p", ".e").says("Es fehlt nichts mehr")
}
