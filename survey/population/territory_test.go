package population_test

import (
	"errors"
	"strings"
	"testing"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/i18n"
	"bestand.example/itbestand/survey/population"
)

const changesHead = "alt_schluessel,neu_schluessel,datum,art\n"

func TestTerritory(t *testing.T) {
	for name, text := range map[string]string{
		"commas":               "alt_schluessel,alt_name,neu_schluessel,neu_name,datum,art\n990610001,Altstadt,990610002,\"Neustadt, Stadt\",2027-01-01,neubildung\n",
		"semicolons and words": "\ufeffArt;Datum;alt_schluessel;alt_name;neu_schluessel;neu_name;Bemerkung\r\nNeubildung;1.1.2027;990610001;Altstadt;990610002;Neustadt, Stadt;egal\r\n",
	} {
		table, err := population.Territory([]byte(text))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		want := survey.TerritoryChange{Old: "990610001", OldName: "Altstadt", New: "990610002", NewName: "Neustadt, Stadt",
			Date: survey.Date{Year: 2027, Month: 1, Day: 1}, Kind: survey.Formed}
		if len(table.Changes) != 1 || table.Changes[0] != want {
			t.Errorf("%s: read %+v", name, table.Changes)
		}
		if table.Name("990610001") != "Altstadt" || table.Name("990610002") != "Neustadt, Stadt" || table.Name("990610003") != "" {
			t.Errorf("%s: other names", name)
		}
	}
	if _, err := population.Territory([]byte(changesHead + "990610001,990610002,2027-01-01,Auflösung\n")); err != nil {
		t.Errorf("the kind in words: %v", err)
	}
}

func TestTerritoryNamesEveryMistake(t *testing.T) {
	for text, want := range map[string]string{
		"alt_schluessel,neu_schluessel\n": "Zeile 1: Die Spalte „datum“ fehlt. Nötig sind: alt_schluessel, neu_schluessel, datum, art.\n" +
			"Zeile 1: Die Spalte „art“ fehlt. Nötig sind: alt_schluessel, neu_schluessel, datum, art.\n",
		changesHead: "Die Liste hat keine Zeilen.\n",
		changesHead + "1,990610002,gestern,fusion\n990610001,990610002\n": "Zeile 2: „1“ ist kein Schlüssel: 5 Ziffern für einen Landkreis, sonst 9.\n" +
			"Zeile 2: „gestern“ ist kein Datum. Gemeint ist zum Beispiel 01.01.2026.\n" +
			"Zeile 2: „fusion“ ist keine Art einer Gebietsänderung. Möglich sind: schluesselwechsel, neubildung, eingliederung, aufloesung.\n" +
			"Zeile 3: Die Zeile hat 2 Spalten, die Kopfzeile 4.\n",
		changesHead + "\n990610001,990610002,2027-01-01,neubildung\n990610002,990610001,2027-01-01,neubildung\n": "Zeile 4: Aus 990610002 soll 990610001 werden, nach anderen Zeilen aber auch umgekehrt.\n",
	} {
		_, err := population.Territory([]byte(text))
		var wrong *population.Error
		if !errors.As(err, &wrong) {
			t.Fatalf("%q gives %v", text, err)
		}
		if got := wrong.Render(i18n.In("de")); got != want {
			t.Errorf("%q gives\n%s", text, got)
		}
	}
}

// Whatever a file holds, it is read or named wrong, and what is wrong can be
// said.
func FuzzTerritory(f *testing.F) {
	f.Add([]byte(changesHead + "990610001,990610002,2027-01-01,neubildung\n"))
	f.Add([]byte("\xff\xfe"))
	f.Fuzz(func(t *testing.T, data []byte) {
		table, err := population.Territory(data)
		var wrong *population.Error
		switch {
		case err == nil && len(table.Changes) == 0:
			t.Error("a table without changes")
		case err != nil && (!errors.As(err, &wrong) || strings.TrimSpace(wrong.Render(i18n.In("de"))) == ""):
			t.Errorf("got %v", err)
		}
	})
}
