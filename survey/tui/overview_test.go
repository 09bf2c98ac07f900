package tui

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"bestand.example/itbestand/survey"
)

// lineOf is the line of the screen that has a text.
func (b *desk) lineOf(text string) string {
	b.t.Helper()
	for _, l := range strings.Split(b.m.View(), "\n") {
		if strings.Contains(l, text) {
			return l
		}
	}
	b.t.Fatalf("no line has %q:\n%s", text, b.m.View())
	return ""
}

// 139 questions on 24 lines: the sections are a list of their own, and that of
// the place is unfolded.
func TestOverviewOfTheRealSetBeginsWithItsSections(t *testing.T) {
	b := realDesk(t, 1)
	b.size(80, 24)
	b.m.settle(nil, b.s.Jump(survey.Place{Question: "ap_gesamt"}, ""))
	b.keys("f2")
	b.sees(" >   offen")
	section := b.s.Question().Section
	own := b.lineOf(" - " + b.m.teller.s.Set.SectionNumber(section) + " ")
	if !strings.Contains(own, "0 von ") || !strings.Contains(own, "– "+section.AssigneeHint.In("de")) {
		t.Errorf("the section says %q", own)
	}
	b.keys("left") // up to the section, and puts its questions away
	b.sees(" > offen       0 von")
	b.seesNot("\n >   offen", "\n     offen")
	b.keys("right")
	b.sees("\n     offen")
	b.keys("enter")
	b.seesNot("\n     offen")
	b.keys("esc")
	b.at("ap_gesamt")
}

func TestOverviewSearchesByTyping(t *testing.T) {
	b := screenDesk(t, at("name"))
	for _, text := range []string{"buerosoft", "BÜROSOFT", "bu\u0308rosoft"} {
		b.keys("f2", text)
		b.sees(" >   freiwillig  2.6 Welche Bürosoftware?", "2 Verfahren")
		b.seesNot("1 Allgemeines", "Offene Punkte")
		b.keys("esc")
		b.sees("1 Allgemeines", " >   freiwillig  2.6") // Esc takes the text back, and stays
		b.keys("esc")
	}
	b.keys("Am", "f2", "office", "enter") // by name, too
	b.at("office")
	b.value("name", "Am")
	b.keys("f2", "geraete") // by the section
	b.sees("3.1 Serverliste", "3.2 Anmerkungen")
	b.seesNot("2 Verfahren")
	b.keys("esc", "esc", "f2", "zzzz")
	b.sees("Keine Frage passt")
	b.keys("enter", "down", "left", "end", "esc", "esc")
	b.at("office")
}

func TestOverviewFiltersByStateAndByAssignee(t *testing.T) {
	set := testSet(t)
	set.Sections[0].AssigneeHint = survey.German("Hauptamt und IT")
	set.Question("dms").AssigneeHint = survey.German("IT")
	set.Question("office").AssigneeHint = survey.German("Mitarbeit")
	b := newDeskOf(t, set, nil, at("name"), given("name", survey.KindText, "Amt"), acknowledged).screen()
	b.keys("f2", "tab")
	b.sees("Welche Fragen zeigen?", " > (x) alle Fragen (", "( ) nur offene (", "( ) nur mit Hinweis (1)", "Wer Auskunft gibt:", "(x) alle", "( ) Hauptamt und IT (4)", "( ) IT (5)", "( ) Mitarbeit (1)")
	b.keys("down", "enter")
	b.sees("Anzeige: nur offene", "offen       1.2 Tag der Erhebung", "2.1 Nutzen")
	b.seesNot("erledigt", "freiwillig", "1.3 Anzahl")
	b.keys("tab")
	for !strings.Contains(b.lineOf(" > "), "IT (") || strings.Contains(b.lineOf(" > "), "Hauptamt") {
		b.keys("down")
	}
	b.keys("enter")
	b.sees("Anzeige: nur offene, IT", "1.2 Tag der Erhebung", "2.1 Nutzen")
	b.seesNot("2.3", "2.6")
	b.keys("end", "enter")
	b.at("dms")
	b.keys("f2") // as it was left
	b.sees("Anzeige: nur offene, IT")
	b.keys("tab", "home", "down", "down", "enter")
	b.sees("Anzeige: nur mit Hinweis, IT", "1.4 Anzahl PC")
	b.seesNot("1.2 Tag", "2.1")
	b.keys("tab", "esc") // away with the filters, as they were
	b.sees("Anzeige: nur mit Hinweis, IT")
}

// At any width no line of the overview loses its state or its count.
func TestOverviewKeepsStatesInNarrowPlaces(t *testing.T) {
	for width := 40; width <= 200; width += 7 {
		b := realDesk(t, 2)
		b.size(width, 24)
		b.keys("f2")
		for _, l := range strings.Split(b.m.View(), "\n") {
			if ansi.StringWidth(l) > width {
				t.Errorf("%d columns at %d: %q", ansi.StringWidth(l), width, l)
			}
		}
		b.sees("offen       0 von ")
	}
}

func TestCheckListsWhatIsOpenAndJumps(t *testing.T) {
	for _, key := range []string{"f6", "ctrl+y"} {
		b := screenDesk(t, at("office"), given("name", survey.KindText, "Amt"), acknowledged)
		b.keys(key)
		b.sees("Prüfung: Was der Abgabe noch im Weg steht", "Zu klären (5)\n > Tag der Erhebung – Pflichtangabe fehlt.", "Hinweise (1)\n   Anzahl PC", "hängt ab von: „Nutzen Sie")
		b.keys("down", "enter")
		b.at("dms")
		b.keys("n", "enter", key) // settled: the list is fresh, and stands at the point that followed
		b.sees("Zu klären (4)", " > Wichtigstes Fachverfahren")
		b.seesNot("Nutzen Sie", "hängt ab")
		b.keys("esc")
		b.at("haupt")
	}
}

// The lists are within reach of each other, and what was typed below stays.
func TestCheckAndOverviewReachEachOther(t *testing.T) {
	b := screenDesk(t, at("erhoben"))
	b.keys("1.2.", "f1", "f6", "f2", "f6")
	b.sees("Prüfung: Was")
	b.keys("esc")
	b.sees("> 1.2.")
	b.keys("f3", "f6")
	b.sees("Bemerkung zu dieser Frage")
}

func TestCheckOfACompleteResponseCloses(t *testing.T) {
	b := complete(t)
	b.keys("f6")
	b.sees("Es fehlt nichts mehr")
	if b.keys("enter") != nil || !b.s.AtEnd() {
		t.Error("Enter does more than close")
	}
	b.seesNot("Prüfung: Was")
}
