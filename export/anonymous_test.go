package export

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/parser"
)

const anonymousSet = `kind: questionnaire
id: befragung
short: FK
version: 1.0.0
title: Befragung
responses: many
anonymous: true
missing: {keine_angabe: keine Angabe}
choices:
  ebene:
    - {name: leitung, label: Leitung}
    - {name: team, label: Team}
    - {name: rat, label: Personalrat}
sections:
  - name: s
    label: Abschnitt
    questions:
      - {name: ebene, type: select_one, choices: ebene, label: Welche Ebene?}
      - {name: lage, type: scale, points: 5, poles: [schlecht, gut], label: Wie ist die Lage?, missing: [keine_angabe]}
`

// persons makes anonymous responses: of each level so many, all of the mood.
func persons(t *testing.T, levels map[string]int, mood func(n int) string) Book {
	t.Helper()
	set, _, err := parser.Questionnaire(fstest.MapFS{"befragung.yaml": {Data: []byte(anonymousSet)}}, "befragung.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var all []*survey.Response
	for _, level := range []string{"leitung", "team", "rat"} {
		for range levels[level] {
			r := answers(t, set, len(all), "ebene", level, "lage", mood(len(all)))
			r.Unit = r.Unit.Veiled()
			all = append(all, r)
		}
	}
	b := book([]*survey.Questionnaire{set}, all...)
	b.Sources = []Source{{Files: len(all), SetID: set.ID, SetVersion: set.Version, Decision: Accepted}}
	return b
}

func TestAnonymousAnswersHaveNoRows(t *testing.T) {
	b := persons(t, map[string]int{"leitung": 6, "team": 8}, func(n int) string { return fmt.Sprint(1 + n%2) })
	w := writeBook(t, b)
	for _, sheet := range w.f.GetSheetList() {
		if strings.HasPrefix(sheet, "Daten") || sheet == sheetContacts {
			t.Errorf("there is a sheet %s", sheet)
		}
	}
	for n := range 14 {
		if parts := w.partsWith(fmt.Sprintf("%032x", n+1)); len(parts) > 0 {
			t.Errorf("the id of response %d is in %v", n, parts)
		}
	}
	w.expect(w.find(sheetSources), "datei", "anonyme Rückgaben: 14", "sha256", "")
	w.expect(w.find(sheetFrequencies, "variable", "ebene", "code", "team"), "anzahl", "8", "n", "14")
}

// What fewer than five persons answered is hidden, and so is whatever would
// give it away.
func TestSmallNumbersOfPersonsAreHidden(t *testing.T) {
	hidden := func(w *written, variable string) (codes []string) {
		for _, row := range w.rows(sheetFrequencies) {
			if row["variable"] == variable && row["zustand"] == "unterdrückt" {
				codes = append(codes, row["code"])
				if row["anzahl"] != "" || row["anteil_alle"] != "" || row["n"] != "" || row["mittelwert"] != "" {
					t.Errorf("%s is hidden, and shows %v", row["code"], row)
				}
			}
		}
		return codes
	}
	// One level with three persons: with the total, 20 - 17 would tell it.
	w := writeBook(t, persons(t, map[string]int{"leitung": 7, "team": 10, "rat": 3}, func(int) string { return "4" }))
	if got := hidden(w, "ebene"); !slices.Equal(got, []string{"leitung", "rat"}) {
		t.Errorf("hidden: %v", got)
	}
	// All of a scale is hidden where one step is rare; the mean stays, least and
	// greatest value do not.
	w = writeBook(t, persons(t, map[string]int{"leitung": 13}, func(n int) string { return fmt.Sprint(min(n/5+3, 5)) }))
	if got := hidden(w, "lage"); !slices.Equal(got, []string{"1", "2", "3", "4", "5"}) {
		t.Errorf("hidden: %v", got)
	}
	figures := w.find(sheetFrequencies, "variable", "lage", "code", "kennwerte")
	w.expect(figures, "minimum", "", "maximum", "", "anzahl", "")
	if figures["mittelwert"] == "" {
		t.Error("the mean is hidden")
	}
	// With 21 times 5, a mean of 4.95 tells that one person said 4.
	w = writeBook(t, persons(t, map[string]int{"leitung": 11, "team": 11}, func(n int) string { return fmt.Sprint(5 - n/21) }))
	if got := hidden(w, "lage"); !slices.Equal(got, []string{"kennwerte", "1", "2", "3", "4", "5"}) {
		t.Errorf("hidden: %v", got)
	}
	w.expect(w.find(sheetFrequencies, "variable", "lage", "code", "kennwerte"), "median", "", "mittelwert", "")
	// Of four persons altogether nothing is shown.
	w = writeBook(t, persons(t, map[string]int{"team": 4}, func(int) string { return "4" }))
	for _, row := range w.rows(sheetFrequencies) {
		if row["zustand"] != "unterdrückt" {
			t.Errorf("shown: %v", row)
		}
	}
}
