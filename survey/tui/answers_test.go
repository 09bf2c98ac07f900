package tui

import (
	"strings"
	"testing"

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
		"land":      "Eingabe: die Nummer oder die Beschriftung einer Auswahl; .s Text sucht in langen Listen.",
		"sitz":      "Eingabe: die Nummer oder die Beschriftung einer Auswahl",
		"kanaele":   "Eingabe: die Nummern oder die Beschriftungen der Auswahl, mit Komma dazwischen",
		"hemmnisse": "Eingabe: die Nummern oder die Beschriftungen in Ihrer Reihenfolge",
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
