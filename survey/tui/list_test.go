package tui

import (
	"strings"
	"testing"

	"bestand.example/itbestand/survey"
)

// F1: huh's Select answers by being built.
func TestUntouchedListAnswersNothing(t *testing.T) {
	for _, name := range []string{"dms", "haupt", "office"} {
		b := screenDesk(t, at(name))
		b.sees("> – keine Auswahl –")
		b.keys("enter")
		if b.s.Place() == at(name) {
			t.Errorf("%s: Enter does not go on", name)
		}
		if b.answer(name).Given() {
			t.Errorf("%s: answered %+v", name, b.answer(name))
		}
	}
}

func TestMovingTheCursorIsNoAnswer(t *testing.T) {
	b := screenDesk(t, at("office"))
	b.keys("down", "down", "shift+tab")
	if b.answer("office").Given() {
		t.Errorf("answered %+v", b.answer("office"))
	}
	b = screenDesk(t, at("office"), given("office", survey.KindCode, "frei"))
	b.keys("up", "up", "shift+tab")
	b.value("office", "frei")
}

func TestEnterTakesTheChoiceUnderTheCursor(t *testing.T) {
	b := screenDesk(t, at("office"))
	b.keys("down", "down", "enter")
	b.value("office", "abo")
}

func TestBlankLineTakesAnAnswerBack(t *testing.T) {
	b := screenDesk(t, at("office"), given("office", survey.KindCode, "kauf"))
	b.sees("> Kauf")
	b.keys("up", "enter")
	b.value("office", "")
}

// F1: a code that the list does not have any more must not turn into another.
func TestChoiceThatIsGoneIsShownAndRefused(t *testing.T) {
	b := screenDesk(t, at("office"), given("office", survey.KindCode, "pacht"))
	b.sees("> – „pacht“ steht nicht mehr zur Auswahl –", "Fehler: Die gespeicherte Angabe passt nicht")
	b.keys("enter")
	b.at("office")
	b.value("office", "pacht")
	b.sees("Fehler: „pacht“ gehört nicht zur Auswahl")
}

// F12: yes and no have an unanswered state, and their letters.
func TestFirstLetterLeaps(t *testing.T) {
	b := screenDesk(t, at("dms"))
	b.keys("n")
	b.sees("> Nein")
	b.keys("j")
	b.sees("> Ja")
	b.keys("enter")
	b.value("dms", "ja")
}

// F8: the search knows umlauts in every spelling.
func TestSearchFoldsUmlauts(t *testing.T) {
	for text, count := range map[string]string{"strasse": "100 von 600", "aenderungsd": "100 von 600", "ÄNDER": "100 von 600", "a\u0308nder": "100 von 600", "013 – ä": "1 von 600", "": "600 von 600"} {
		b := screenDesk(t, at("haupt"))
		b.keys(text)
		b.sees(count)
	}
}

func TestSearchThenEnterTakesTheHit(t *testing.T) {
	b := screenDesk(t, at("haupt"))
	b.keys("strasse", "down", "enter")
	b.value("haupt", "fv_008")
	b.at("weitere")
}

// F6: huh panics when a filter finds nothing.
func TestSearchWithoutHits(t *testing.T) {
	for _, name := range []string{"haupt", "weitere"} {
		b := screenDesk(t, at(name))
		b.keys("zzz", "down", "up", "pgdown", "esc", " ", "backspace")
		b.sees("Kein Treffer", "0 von 600")
		b.keys("ctrl+u")
		b.sees("600 von 600")
		if b.answer(name).Given() {
			t.Errorf("%s: answered", name)
		}
	}
	b := screenDesk(t, at("haupt"))
	b.keys("zzz", "enter")
	b.at("haupt")
	b.sees("Fehler: „zzz“ gehört nicht zur Auswahl")
}

func TestChosenEntriesStayWhileSearching(t *testing.T) {
	b := screenDesk(t, at("weitere"))
	b.keys("meldewesen", " ", "down", " ", "ctrl+u", "gebuehren", " ")
	b.sees("[x] Fachverfahren 003 – Gebühren", "3 gewählt: Fachverfahren 003")
	b.keys("ctrl+u", "down")
	b.sees("3 gewählt", "[x] Fachverfahren 005", "[ ] Fachverfahren 006")
	b.keys("enter")
	b.value("weitere", "fv_003 fv_005 fv_011")
}

// F9: the answer is in sight, and so is what stands above it.
func TestAnsweredListOpensAtItsAnswer(t *testing.T) {
	b := screenDesk(t, at("haupt"), given("haupt", survey.KindCode, "fv_300"))
	b.sees("> Fachverfahren 300", "Fachverfahren 299")
	b = screenDesk(t, at("office"), given("office", survey.KindCode, "frei"))
	b.sees("– keine Auswahl –", "Kauf", "Abo", "> Frei")
	b.keys("enter")
	b.value("office", "frei")
}

func TestLongListScrollsToBothEnds(t *testing.T) {
	b := screenDesk(t, at("haupt"))
	for range 40 {
		b.keys("down")
	}
	b.sees("> Fachverfahren 039")
	for range 60 {
		b.keys("pgdown")
	}
	b.sees("> Fachverfahren 599")
	b.keys("down")
	b.sees("> Fachverfahren 599")
	for range 60 {
		b.keys("pgup")
	}
	b.sees("> – keine Auswahl –")
}

// F10: the space bar must not take away what was chosen without a word.
func TestSpaceOnOpeningTakesNothingAway(t *testing.T) {
	b := screenDesk(t, at("os"), given("os", survey.KindCodes, "windows macos"))
	b.sees("[x] Windows", "> [ ] Linux", "2 gewählt: Windows; macOS")
	b.keys(" ")
	b.sees("Gewählt: Linux.", "3 gewählt")
	b.keys("up", " ")
	b.sees("Abgewählt: Windows.", "2 gewählt: Linux; macOS")
	b.keys("enter")
	b.value("os", "linux macos")
}

// F4: no error stands there before anything was done.
func TestMultiSelectOpensWithoutError(t *testing.T) {
	b := screenDesk(t, at("os"))
	b.seesNot("Fehler")
}

func TestExclusiveChoiceIsExplainedAndRefused(t *testing.T) {
	b := screenDesk(t, at("os"))
	b.sees("Nicht mit anderen Angaben zu verbinden: „Keine“.")
	b.keys(" ", "end", " ", "enter")
	b.at("os")
	b.sees("Fehler: „Keine“ lässt sich nicht mit anderen Angaben verbinden", "[x] Windows", "[x] Keine")
	b.keys(" ", "enter")
	b.value("os", "windows")
}

func TestLeavingKeepsTicks(t *testing.T) {
	b := screenDesk(t, at("os"))
	b.keys(" ", "down", " ", "shift+tab")
	b.value("os", "windows linux")
	b = screenDesk(t, at("os"))
	b.keys(" ", "end", " ", "shift+tab")
	if got := b.answer("os").Draft; got != "windows, keine" {
		t.Errorf("draft %q", got)
	}
}

func TestUntouchedListKeepsADraft(t *testing.T) {
	draft := func(name string) func(*survey.Answers) {
		return func(a *survey.Answers) { a.Set(at(name), survey.Answer{Draft: "halb"}) }
	}
	for _, name := range []string{"os", "office"} {
		b := screenDesk(t, at(name), draft(name))
		b.sees("Entwurf: Die Eingabe „halb“")
		b.keys("shift+tab")
		if got := b.answer(name).Draft; got != "halb" {
			t.Errorf("%s: draft %q", name, got)
		}
	}
}

// F7: huh ticks all entries of one label at once.
func TestEntriesOfOneLabelAreToldApart(t *testing.T) {
	b := screenDesk(t, at("os"))
	list := b.s.Question().List
	list.Choices[1].Label = list.Choices[0].Label
	b.m.show()
	b.keys(" ")
	b.sees("[x] Windows", "[ ] Windows (linux)")
	b.keys("enter")
	b.value("os", "windows")
}

func TestLongLabelsWrapAndStayWhole(t *testing.T) {
	b := screenDesk(t, at("os"))
	b.s.Question().List.Choices[1].Label = survey.German("Linux in einer Verteilung, die das Rechenzentrum des Landes pflegt")
	b.size(40, 16)
	b.m.show()
	b.sees("   [ ] Linux in einer Verteilung, die\n       das Rechenzentrum des Landes\n       pflegt\n   [ ] macOS")
	b.keys("down", " ", "down", " ")
	b.sees("[x] Linux in", "> [x] macOS")
}

// F5: after any change of size the list shows all that fits, and the screen
// is exactly as high as the terminal.
func TestListGrowsBackAfterShrinking(t *testing.T) {
	b := screenDesk(t, at("haupt"))
	b.keys("down", "down")
	shown := func() int { return strings.Count(b.m.View(), "Fachverfahren 0") }
	at24 := shown()
	for _, height := range []int{12, 24, 40, 7, 24} {
		b.size(80, height)
		if got := strings.Count(b.m.View(), "\n") + 1; got != height {
			t.Errorf("%d lines on a screen of %d", got, height)
		}
		b.sees("> Fachverfahren 001")
		if height == 24 && shown() != at24 {
			t.Errorf("%d entries after a change of size, %d before", shown(), at24)
		}
	}
}

// A list that does not fit says how much is out of sight.
func TestPartOfAListSaysHowMuchIsOutOfSight(t *testing.T) {
	b := screenDesk(t, at("haupt"))
	b.sees("↓ 586 weitere")
	for range 20 {
		b.keys("down")
	}
	b.sees("↑ 6 weitere · ↓ 580 weitere")
	b = screenDesk(t, at("os"))
	b.seesNot("weitere")
}

func TestListAndHuhAgreeOnTheCursor(t *testing.T) {
	b := screenDesk(t, at("haupt"))
	f := b.m.base.(*question).field.(*listField)
	for _, key := range []string{"down", "down", "up", "pgdown", "down", "down", "up", "pgup", "strasse", "down", "down", "up", "ctrl+u", "down"} {
		b.keys(key)
		if got, _ := f.window.one.Hovered(); got != f.under().code {
			t.Fatalf("after %s huh stands on %q, the list on %q", key, got, f.under().code)
		}
	}
}
