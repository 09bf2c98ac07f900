package tui

import (
	"strings"
	"testing"

	"bestand.example/itbestand/survey"
)

func TestOwnWordsAreAskedForOneChoice(t *testing.T) {
	b := typesDesk(t, "kanal")
	b.keys("end", "enter")
	b.sees("Sonstiges, nämlich: Bitte geben Sie Ihre Angabe ein")
	b.keys("esc")
	b.at("kanal")
	b.sees(" > Sonstiges, nämlich")
	b.keys("enter", "Boten", "enter")
	b.at("kanaele")
	b.value("kanal", "sonstiges\nBoten")
	b.keys("shift+tab")
	b.sees(" > Sonstiges, nämlich: Boten")
	b.keys("enter", "x", "enter")
	b.value("kanal", "sonstiges\nBotenx")
	b.keys("shift+tab", "enter", "ctrl+u", "enter")
	b.at("kanal")
	b.keys("home", "down", "enter")
	b.value("kanal", "telefon")
}

func TestOwnWordsAreAskedForSeveralChoices(t *testing.T) {
	b := typesDesk(t, "kanaele")
	b.keys(" ", "end", " ")
	b.sees("Bitte geben Sie Ihre Angabe ein")
	b.keys("Post, Bote", "enter")
	b.sees("[x] Sonstiges, nämlich: Post, Bote", "2 gewählt: Telefon; Sonstiges, nämlich: Post, Bote")
	b.keys("enter")
	b.value("kanaele", "telefon sonstiges\nPost, Bote")
	b.keys("shift+tab")
	b.sees("[x] Sonstiges, nämlich: Post, Bote")
	b.keys("end", " ", " ") // away and again: the words are there to change
	b.sees("> Post, Bote")
	b.keys("ctrl+u", "enter")
	b.sees("[ ] Sonstiges", "1 gewählt: Telefon")
	b.keys("enter")
	b.sees("Fehler: Bitte wählen Sie mindestens 2 aus.")
}

// Words that were typed survive leaving the program.
func TestOwnWordsAreKeptOnLeaving(t *testing.T) {
	b := typesDesk(t, "kanal")
	b.keys("end", "enter", "Boten", "f10")
	b.value("kanal", "sonstiges\nBoten")
	b = typesDesk(t, "kanaele")
	b.keys("end", " ", "Rohrpost", "f10")
	if a := b.answer("kanaele"); a.Draft != "sonstiges: Rohrpost" {
		t.Errorf("kanaele is %+v", a)
	}
	b.screen()
	b.sees("[x] Sonstiges, nämlich: Rohrpost")
}

// Where a search finds nothing, one's own words are still there.
func TestOwnWordsAreFoundByEverySearch(t *testing.T) {
	b := typesDesk(t, "verfahren")
	b.keys("zzz")
	b.sees(" > Sonstiges, nämlich", "0 von 600")
	b.keys("enter")
	b.sees(" > zzz")
	b.keys("ctrl+u", "Eigenbau", "enter")
	b.value("verfahren", "sonstiges\nEigenbau")
}

func TestChoicesFollowOtherAnswers(t *testing.T) {
	b := typesDesk(t, "land")
	b.keys("b", "enter")
	b.sees("Hof")
	b.seesNot("Jena")
	b.keys("end", "enter")
	b.value("ort", "hof")
	b.m.settle(nil, b.s.Jump(at("land"), ""))
	b.keys("t", "enter")
	b.sees("– „Hof“ steht nicht mehr zur Auswahl –", "Fehler: „Hof“ passt nicht zu Ihren anderen Angaben.")
	b.keys("enter")
	b.at("ort")
	b.keys("j", "enter")
	b.value("ort", "jena")
}

func TestRowsAndUnitsAreChoices(t *testing.T) {
	b := typesDesk(t, "netze")
	b.keys("tab")
	b.at("hauptnetz")
	b.keys("down", "enter")
	b.value("hauptnetz", "1")
	b.keys(" ", "down", " ", "f2", "enter") // looks around, comes back
	b.value("nebennetze", "1 2")
	b.keys("enter", "feld12", "enter", "shift+tab")
	b.keys("feld12", " ", "enter")
	b.value("partner", "160000012")
	b.keys("feld12", "enter")
	b.value("sitz", "160000012")
	b.m.settle(nil, b.s.Jump(at("sitz"), ""))
	b.keys("1", "6", "0", "0", "0", "0", "0", "2", "0", "enter") // by its key
	b.value("sitz", "160000020")
}

func TestDeletedRowIsNoChoiceAnyMore(t *testing.T) {
	b := typesDesk(t, "netze", func(a *survey.Answers) { a.AddRow("netze", 1); a.AddRow("netze", 2) }, given("hauptnetz", survey.KindCode, "1"))
	b.keys("home", "l", "j", "tab")
	b.at("hauptnetz")
	b.sees("– gelöschter Eintrag (1) –", "Fehler: Der gewählte Eintrag ist gelöscht.")
	b.keys("shift+tab", "tab") // passing by changes nothing
	b.value("hauptnetz", "1")
	if a := b.answer("hauptnetz"); a.Draft != "" {
		t.Errorf("hauptnetz is %+v", a)
	}
	b.keys("end", "enter")
	b.value("hauptnetz", "2")
}

// A ticked row that is gone must not turn into the row that has its number now.
func TestGoneRowIsNotTakenForAnother(t *testing.T) {
	rows := func(a *survey.Answers) {
		for id := range 3 {
			a.AddRow("netze", id+1)
		}
		a.DeleteRow(typesSet(t).Question("netze"), 1)
	}
	b := typesDesk(t, "nebennetze", rows, given("nebennetze", survey.KindCodes, "1 3"))
	b.sees("[x] – gelöschter Eintrag (1) –", "2 gewählt")
	b.keys("end", " ", " ", "shift+tab") // touched, and left as it was
	if a := b.answer("nebennetze"); a.Draft != "0, 2" {
		t.Errorf("nebennetze is %+v", a)
	}
}

// Where no list of units is known, their keys are typed.
func TestUnitsByKey(t *testing.T) {
	b := newDeskOf(t, typesSet(t), nil, at("partner")).screen()
	b.sees("Geben Sie den Schlüssel der Verwaltung ein")
	b.keys("16051, 1605", "enter")
	b.sees("Fehler: „1605“ gehört nicht zur Auswahl.")
	b.keys("10000", "enter")
	b.value("partner", "16051 160510000")
	b.keys("shift+tab")
	b.sees("> 16051, 160510000")
	talkTo(t, newDeskOf(t, typesSet(t), nil, at("sitz")), "16051").says("Geben Sie den Schlüssel")
}

func TestNothingToChoose(t *testing.T) {
	empty := func(a *survey.Answers) { a.Set(at("netze"), survey.Answer{Value: survey.NoRows}) }
	for _, place := range []string{"hauptnetz", "nebennetze"} {
		b := typesDesk(t, place, empty)
		b.sees("\nNach Ihren Angaben steht hier nichts zur Auswahl. Bitte gehen Sie weiter.\n", "\nEnter weiter")
		b.seesNot("keine Auswahl", "gewählt")
		b.size(60, 16)
		b.sees("Nach Ihren Angaben steht hier nichts zur Auswahl. Bitte\ngehen Sie weiter.")
		b.keys("down", " ", "enter")
		b.value(place, "")
		if b.s.Place() == at(place) {
			t.Errorf("%s: Enter does not go on", place)
		}
		c := talkTo(t, newDeskOf(t, typesSet(t), nil, at(place), empty), ".?", ".e")
		if n := strings.Count(c.out, "Nach Ihren Angaben steht hier nichts zur Auswahl. Bitte gehen Sie weiter."); n < 2 {
			t.Errorf("%s: said %d times:\n%s", place, n, c.out)
		}
		if strings.Contains(c.out, "Komma") || strings.Contains(c.out, "Wortlaut") {
			t.Errorf("%s: asks to choose:\n%s", place, c.out)
		}
	}
}

// An answer that can be taken back keeps its line.
func TestNothingToChooseKeepsAMissingCode(t *testing.T) {
	set := typesSet(t)
	set.Question("hauptnetz").Missing = []string{"unbekannt"}
	b := newDeskOf(t, set, nil, at("hauptnetz"), func(a *survey.Answers) {
		a.Set(at("netze"), survey.Answer{Value: survey.NoRows})
		a.Set(at("hauptnetz"), survey.Answer{Missing: "unbekannt"})
	}).screen()
	b.sees("> – Ausfallgrund: nicht bekannt –")
	b.keys("enter")
	if a := b.answer("hauptnetz"); a.Missing != "unbekannt" {
		t.Errorf("hauptnetz is %+v", a)
	}
}
