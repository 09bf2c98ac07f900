package export

import (
	"testing"

	"bestand.example/itbestand/survey"
)

// five responses: three answers, one missing, one open; and two in conflict
// that count nowhere.
func countedBook(t *testing.T) Book {
	set, sets := small(t)
	var all []Response
	for n, entries := range [][]string{
		{"ganz", "10", "schalter", "ja", "ampel_farbe", "rot", "dienst", "mail,web", "jahr", "2019", "tag", "1.1.2020", "ger_art#1", "rot", "ger_art#2", "gelb"},
		{"ganz", "30", "schalter", "ja", "ampel_farbe", "rot", "dienst", "web", "jahr", "2020", "tag", "3.1.2020", "ger_art#1", "rot"},
		{"ganz", "20", "schalter", "nein", "dienst", "keine", "jahr", "2021"},
		{"schalter", "ja"},
		{},
	} {
		all = append(all, Response{Response: answers(t, set, n, entries...)})
	}
	change(all[3].Response, "ganz", 0, func(a *survey.Answer) { a.Missing = "spaeter" })
	change(all[2].Response, "ger", 0, func(a *survey.Answer) { a.Value = survey.NoRows })
	for n := range 2 {
		r := answers(t, set, 5, "ganz", "99999", "schalter", "ja", "ger_art#1", "gruen")
		r.ID += string(rune('a' + n))
		all = append(all, Response{Response: r, Conflict: true})
	}
	return bookOf(sets, all...)
}

func TestFrequenciesTellStatesApart(t *testing.T) {
	w := writeBook(t, countedBook(t))
	find := func(variable, code string) map[string]string {
		return w.find(sheetFrequencies, "variable", variable, "code", code)
	}
	w.expect(find("ganz", "angabe"), "zustand", "gültig", "anzahl", "3", "n", "5", "anteil_alle", "0.6", "n_gueltig", "3", "anteil_gueltige", "1",
		"minimum", "10", "median", "20", "mittelwert", "20", "maximum", "30")
	w.expect(find("ganz", "spaeter"), "zustand", "Ausfallgrund", "antwort", "wird nachgereicht", "anzahl", "1", "n", "5", "anteil_alle", "0.2", "anteil_gueltige", "")
	w.expect(find("ganz", "offen"), "zustand", "offen", "anzahl", "1", "anteil_gueltige", "")
	w.expect(find("ampel_farbe", "rot"), "anzahl", "2", "n", "5", "n_gueltig", "2", "anteil_alle", "0.4", "anteil_gueltige", "1", "antwort", "Rot; dringend")
	w.expect(find("ampel_farbe", "gelb"), "anzahl", "0", "anteil_gueltige", "0")
	w.expect(find("ampel_farbe", "offen"), "anzahl", "1")
	w.expect(find("ampel_farbe", "nicht_gefragt"), "zustand", "nicht gefragt", "anzahl", "2")
	w.expect(find("dienst", "web"), "anzahl", "2", "n_gueltig", "3", "basis", "Antwortbögen")
	w.expect(find("jahr", "angabe"), "minimum", "2019", "median", "2020", "maximum", "2021")
	w.expect(find("tag", "angabe"), "minimum", "", "erster_tag", "43831", "mittlerer_tag", "43831", "letzter_tag", "43833", "mittelwert", "")
	w.expect(find("viel", "nein"), "anzahl", "3", "n", "5")
	w.expect(find("ger", "angabe"), "anzahl", "2", "minimum", "1", "median", "1.5", "maximum", "2", "n_gueltig", "3")
	w.expect(find("ger", "keine"), "anzahl", "1", "anteil_gueltige", "0.333333333333333")
	w.expect(find("ger_art", "rot"), "anzahl", "2", "n", "3", "basis", "Einträge in ger")
	w.expect(find("ger_art", "gruen"), "anzahl", "0")
}

func TestResponsesInConflictAreShownAndCountNowhere(t *testing.T) {
	w := writeBook(t, countedBook(t))
	shown := 0
	for _, row := range w.rows("Daten_KL") {
		if row["status"] == "Konflikt" {
			shown++
			w.expect(row, "ganz", "99999")
		}
	}
	notes := 0
	for _, row := range w.rows(sheetNotes) {
		if row["art"] == "Konflikt" {
			notes++
			w.expect(row, "schwere", "Fehler", "schluessel", unit(5).Key, "fragensatz", "KL", "bearbeitung", "offen")
		}
	}
	if shown != 2 || notes != 2 || w.Conflicts != 1 || w.Responses != 7 {
		t.Errorf("%d rows, %d notes, summary %+v", shown, notes, w.Summary)
	}
	// The tiles: units, complete, incomplete, in conflict.
	for cell, want := range map[string]string{"A5": "6", "C5": "3", "E5": "2", "G5": "1", "K5": "5"} {
		if got, err := w.f.GetCellValue(sheetOverview, cell, rawValues); err != nil || got != want {
			t.Errorf("%s: %q (%v), want %s", cell, got, err, want)
		}
	}
}

func TestFiguresOfNumbers(t *testing.T) {
	for _, c := range []struct {
		numbers []float64
		want    figures
	}{
		{[]float64{5}, figures{5, 5, 5, 5}},
		{[]float64{3, 1, 2}, figures{1, 2, 2, 3}},
		{[]float64{4, 1, 2, 1}, figures{1, 1.5, 2, 4}},
	} {
		if got, ok := figuresOf(c.numbers); !ok || got != c.want {
			t.Errorf("%v: %v", c.numbers, got)
		}
	}
	if _, ok := figuresOf(nil); ok {
		t.Error("no numbers have figures")
	}
}
