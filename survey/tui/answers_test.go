package tui

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"bestand.example/itbestand/survey"
)

// What the status line says of one's own words is what the box shows.
func TestOwnWordsThatStayBlankAreNotSaidToBeChosen(t *testing.T) {
	b := typesDesk(t, "kanaele")
	b.keys(" ", "down", " ", "down", " ", "end", " ", "enter")
	b.sees("[ ] Sonstiges, nämlich", "Nicht gewählt: Sonstiges, nämlich. 3 gewählt: Telefon; Brief; Fax")
	b.keys(" ", "Bote", "enter")
	b.sees("[x] Sonstiges, nämlich: Bote", "Gewählt: Sonstiges, nämlich. 4 gewählt")
	b.seesNot("Nicht gewählt")
}

// The line mode has no arrow keys to explain.
func TestLinesHelpSaysHowToAnswerInLines(t *testing.T) {
	for place, want := range map[string]string{
		"land":      "Eingabe: die Nummer oder der Wortlaut einer Antwort; .s Text sucht in langen Listen.",
		"sitz":      "Eingabe: die Nummer oder der Wortlaut einer Antwort",
		"kanaele":   "Eingabe: die Nummern oder der Wortlaut der Antworten, mit Komma dazwischen",
		"hemmnisse": "Eingabe: die Nummern oder der Wortlaut in Ihrer Reihenfolge",
		"neigung":   "Eingabe: die Zahl auf der Skala.",
		"turnus":    "Eingabe: Ganze Zahl",
		"summe":     "Eingabe: Eine leere Zeile behält den berechneten Wert.",
	} {
		c := talkTo(t, newDeskOf(t, typesSet(t), towns(30), at(place)), ".?", ".e")
		c.says(want)
		if strings.Contains(c.out, "↑") || strings.Contains(c.out, "Enter ") {
			t.Errorf("%s: speaks of keys:\n%s", place, c.out)
		}
	}
	for _, place := range []string{"sitz", "partner"} {
		talkTo(t, newDeskOf(t, typesSet(t), nil, at(place)), ".?", ".e").says("Eingabe: der Schlüssel der Verwaltung, 5 oder 9 Ziffern.")
	}
	b := newDeskOf(t, typesSet(t), nil, at("sitz")).screen()
	b.keys("f1")
	b.sees("Eingabe: der Schlüssel der Verwaltung, 5 oder 9 Ziffern.")
}

// The refusal belongs to the entry as it was.
func TestRefusalOfAListGoesWithTheNextKey(t *testing.T) {
	b := typesDesk(t, "ziele")
	b.keys(" ", "enter")
	b.sees("Fehler: Bitte bringen Sie alle in eine Reihenfolge.")
	b.keys("down", " ")
	b.at("ziele")
	b.seesNot("Fehler")
	b.keys("enter")
	b.sees("Fehler: Bitte bringen Sie alle in eine Reihenfolge. Es fehlen noch 2.")
}

// What is wrong with the answer as it is saved stays in sight.
func TestFaultOfASavedListStaysWhileMoving(t *testing.T) {
	b := screenDesk(t, at("office"), given("office", survey.KindCode, "pacht"))
	b.keys("down")
	b.sees("Fehler: Die gespeicherte Angabe passt nicht")
}

// What a sum of money is counted in stands beside the field, whatever is typed
// and however narrow the screen is.
func TestMoneySaysEuroBesideTheField(t *testing.T) {
	set := typesSet(t)
	set.Question("turnus").Type, set.Question("turnus").Default = survey.TypeMoney, ""
	b := newDeskOf(t, set, nil, at("turnus")).screen()
	column := func() int {
		b.t.Helper()
		for _, l := range strings.Split(b.m.View(), "\n") {
			if strings.HasPrefix(l, " >") && strings.HasSuffix(l, " Euro") {
				return ansi.StringWidth(l)
			}
		}
		t.Fatalf("no field with Euro beside it:\n%s", b.m.View())
		return 0
	}
	empty := column()
	b.keys("1.234.567")
	if typed := column(); typed != empty {
		t.Errorf("Euro moves from column %d to %d", empty, typed)
	}
	b.keys(strings.Repeat("9", 30))
	b.size(30, 12)
	if width := column(); width > 30 {
		t.Errorf("the field is %d columns wide", width)
	}
	b.keys("ctrl+u", "1.234", "enter")
	b.value("turnus", "1234")
	typesDesk(t, "turnus").seesNot("Euro")
}

func TestFootOfSuggestionsNamesTab(t *testing.T) {
	b := typesDesk(t, "hersteller")
	b.sees("Tab übernehmen  Enter weiter")
	b.size(60, 16)
	b.sees("Tab übernehmen")
	b.seesNot("Tab/→")
}
