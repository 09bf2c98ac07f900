package export

import (
	"slices"
	"testing"

	"bestand.example/itbestand/survey"
)

func TestPersonalAnswersStandInKontakteOnly(t *testing.T) {
	set, sets := small(t)
	r := answers(t, set, 0, "p_name", "GEHEIM-1", "pers_name#1", "GEHEIM-2", "schalter", "ja", "ger_art#1", "gelb", "ger_wer#1", "GEHEIM-3",
		"p_stufe", "rot", "ganz", "500")
	r.Release = "GEHEIM-4"
	for _, name := range []string{"p_name", "p_stufe", "pers"} {
		change(r, name, 0, func(a *survey.Answer) { a.Comment, a.Acknowledged, a.Reason = "GEHEIM-5", "GEHEIM-6", "GEHEIM-7" })
	}
	change(r, "ger_wer", 1, func(a *survey.Answer) { a.Comment = "GEHEIM-8 \x00" })
	b := book(sets, r)
	b.Notes = []Note{{Kind: NoteMerge, SetID: set.ID, Variable: "p_name", Value: "GEHEIM-9", Dropped: "GEHEIM-10", Text: "Zwei Angaben."}}
	w := writeBook(t, b)
	sheets := w.f.GetSheetList()
	contacts := "xl/worksheets/sheet" + string(rune('1'+slices.Index(sheets, sheetContacts))) + ".xml"
	if parts := w.partsWith("GEHEIM"); !slices.Equal(parts, []string{contacts}) {
		t.Errorf("personal answers are in %v, Kontakte is %s", parts, contacts)
	}
	for _, secret := range []string{"GEHEIM-1<", "Hallo GEHEIM-1", "GEHEIM-2", "GEHEIM-3", "GEHEIM-4", "GEHEIM-5", "GEHEIM-6", "GEHEIM-7", "GEHEIM-8"} {
		if len(w.partsWith(secret)) == 0 {
			t.Errorf("%s is lost", secret)
		}
	}
	note := w.find(sheetNotes, "variable", "ganz")
	w.expect(note, "art", "Prüfung verletzt", "hinweis", "Bitte prüfen: Mehr als 100 bei …? Es sind 500.")
	for _, name := range []string{"p_stufe", "pers_jahr", "p_gruss"} {
		for _, row := range w.rows(sheetFrequencies) {
			if row["variable"] == name && row["zustand"] == "gültig" && (row["code"] != "angabe" || row["minimum"] != "") {
				t.Errorf("%s is counted by its values: %v", name, row)
			}
		}
	}
}

func TestDraftsAndInactiveAnswersStandNowhere(t *testing.T) {
	set, sets := small(t)
	r := answers(t, set, 0, "schalter", "nein", "ger_art#1", "rot", "ger_zahl#1", "4711")
	change(r, "ganz", 0, func(a *survey.Answer) { a.Draft = "ENTWURF" })
	change(r, "ampel_farbe", 0, func(a *survey.Answer) {
		*a = survey.Answer{Value: survey.Value{Kind: survey.KindCode, Text: "gruen"}, Comment: "INAKTIV", Acknowledged: "INAKTIV"}
	})
	change(r, "ger_zahl", 1, func(a *survey.Answer) { a.Comment = "INAKTIV" })
	w := writeBook(t, book(sets, r))
	for _, text := range []string{"ENTWURF", "INAKTIV", "4711"} {
		if parts := w.partsWith(text); len(parts) > 0 {
			t.Errorf("%s is in %v", text, parts)
		}
	}
	w.expect(w.find("Daten_KL"), "ampel_farbe", "", "ampel_farbe__ausfall", "nicht gefragt", "ganz", "")
	w.expect(w.find("Daten_KL_Codes"), "ampel_farbe", "", "ampel_farbe__ausfall", "nicht_gefragt")
	w.expect(w.find("Geräte"), "ger_zahl", "", "ger_zahl__ausfall", "nicht gefragt", "ger_viel__code", "")
}

func TestRowsOfAListThatIsNotAskedStandNowhere(t *testing.T) {
	set, sets := small(t)
	r := answers(t, set, 0, "ger_art#1", "rot", "ger_wer#1", "Eva") // schalter is open, so the list is not asked
	w := writeBook(t, book(sets, r))
	if rows := w.rows("Geräte"); len(rows) != 0 {
		t.Errorf("rows %v", rows)
	}
	for _, row := range w.rows(sheetContacts) {
		if row["eintrag"] != "Antwortbogen" {
			t.Errorf("row %v", row)
		}
	}
	w.expect(w.find("Daten_KL"), "ger", "", "ger__ausfall", "nicht gefragt")
}
