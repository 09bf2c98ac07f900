package export

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"bestand.example/itbestand/survey"
)

// Personal answers of every type stand on one sheet, with all that belongs to
// them: own words, statements, replaced calculations, the names of rows.
func TestPersonalAnswersOfEveryTypeStandInKontakteOnly(t *testing.T) {
	set := everySet(t)
	r := answers(t, set, 0, "p_mail", "geheim-1@amt.example", "p_wahl", "sonstiges: GEHEIM-2", "pers_name#1", "GEHEIM-3", "fv_name#1", "Register",
		"fv_mail#1", "geheim-4@amt.example", "j", "ja", "pm_a", "1", "pm_b", "5", "p_rang", "leute, zeit, geld", "p_note", "471147")
	choose := func(name, codes string, kind survey.Kind) {
		change(r, name, 0, func(a *survey.Answer) { a.Value = survey.Value{Kind: kind, Text: codes} })
	}
	choose("p_leitung", "1", survey.KindCode)
	choose("p_team", "1 77", survey.KindCodes)
	for i, name := range []string{"p_wahl", "pm_a", "p_rang", "p_note", "p_team"} {
		change(r, name, 0, func(a *survey.Answer) {
			a.Comment, a.Acknowledged = fmt.Sprint("GEHEIM-C", i), fmt.Sprint("GEHEIM-A", i)
			if name == "p_note" {
				a.Reason = "GEHEIM-R"
			}
		})
	}
	w := writeBook(t, book([]*survey.Questionnaire{set}, r))
	contacts := fmt.Sprintf("xl/worksheets/sheet%d.xml", 1+slices.Index(w.f.GetSheetList(), sheetContacts))
	for _, secret := range []string{"GEHEIM", "geheim", "471147"} {
		if parts := w.partsWith(secret); !slices.Equal(parts, []string{contacts}) {
			t.Errorf("%s is in %v, Kontakte is %s", secret, parts, contacts)
		}
	}
	row := w.find(sheetContacts, "eintrag", "Antwortbogen")
	w.expect(row, "p_mail", "geheim-1@amt.example", "p_wahl", "Sonstiges, nämlich", "p_wahl__text", "GEHEIM-2", "p_wahl__code", "sonstiges",
		"pm_a", "1 – trifft nicht zu", "pm_a__code", "1", "pm_b__code", "5", "p_rang", "1. Wahl leute; 2. Wahl zeit; 3. Wahl geld", "p_rang__leute", "1",
		"p_team", "GEHEIM-3; (gelöschter Eintrag)", "p_team__code", "1 0", "p_note", "471147", "p_note__berechnet", "1", "p_note__abweichung", "GEHEIM-R",
		"pm_a__bemerkung", "GEHEIM-C1", "pm_a__begruendung", "GEHEIM-A1")
	w.expect(w.find("Daten_AL"), "p_leitung", "Eintrag 1")
	w.expect(w.find("Daten_AL_Codes"), "p_leitung", "1")
	for _, sheet := range []string{"Daten_AL", "Daten_AL_Codes"} {
		rows, err := w.f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range slices.Concat(rows[0], rows[1]) {
			for _, private := range []string{"pm_", "p_mail", "p_wahl", "p_rang", "p_team", "p_note", "pers_name"} {
				if strings.HasPrefix(name, private) {
					t.Errorf("%s has the column %s", sheet, name)
				}
			}
		}
	}
	for _, name := range []string{"pm_a", "p_wahl", "p_rang", "p_note", "p_team"} {
		for _, row := range w.rows(sheetFrequencies) {
			if row["variable"] == name && (row["code"] != "angabe" || row["minimum"] != "") {
				t.Errorf("%s is counted by its values: %v", name, row)
			}
		}
	}
	for _, name := range []string{"pm_a", "pm_b", "p_rang", "p_note"} {
		w.expect(w.find(sheetCodebook, "variable", name), "personenbezogen", "ja", "blatt", sheetContacts)
	}
}

// Notes on what is wrong must not tell either.
func TestNotesOnPersonalAnswersDoNotTellThem(t *testing.T) {
	set := everySet(t)
	team := set.Question("pm_a").Matrix
	for _, row := range team.Rows {
		row.Type, row.List = survey.TypeInteger, nil
	}
	team.Total = rational(10)
	set.Question("p_leitung").ChoiceFilter = when(`choice.pers_rolle == "Leitung"`)
	if issues := set.Compile(); len(issues) > 0 {
		t.Fatal(issues)
	}
	r := answers(t, set, 0, "pers_name#1", "GEHEIM", "pers_rolle#1", "Vertretung", "pm_a", "4711", "pm_b", "1")
	change(r, "p_leitung", 0, func(a *survey.Answer) { a.Value = survey.Value{Kind: survey.KindCode, Text: "1"} })
	r.Incomplete = true
	w := writeBook(t, book([]*survey.Questionnaire{set}, r))
	w.expect(w.find(sheetNotes, "variable", "pm_b"), "art", "Prüfung verletzt", "hinweis", "Die Angaben müssen zusammen 10 ergeben. Im Moment sind es ….")
	w.expect(w.find(sheetNotes, "variable", "p_leitung"), "hinweis", "„Eintrag 1“ passt nicht zu Ihren anderen Angaben. Bitte wählen Sie neu.")
	if parts := w.partsWith("GEHEIM"); len(parts) != 1 {
		t.Errorf("the name is in %v", parts)
	}
}
