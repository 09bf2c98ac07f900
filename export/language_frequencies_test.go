package export

import (
	"fmt"
	"testing"

	"bestand.example/itbestand/survey"
)

func everyBook(t *testing.T) (*survey.Questionnaire, *written) {
	set := everySet(t)
	var all []*survey.Response
	for n, entries := range [][]string{
		{"j", "ja", "s_stufe", "2", "s_worte", "nie", "r_rang", "geld, zeit, leute", "e_wahl", "rot", "m_a", "1", "k_viele", "k003,k004", "a_eigen", "30", "a_fremd", "70"},
		{"j", "ja", "s_stufe", "5", "s_worte", "immer", "r_rang", "leute, geld, zeit", "e_wahl", "sonstiges: Grün", "m_a", "5", "k_viele", "k003"},
		{"j", "ja", "s_stufe", "5", "r_rang", "leute, geld", "e_wahl", "sonstiges: Gelb", "m_a", "3", "fv_name#1", "Wohngeld"},
		{},
	} {
		all = append(all, answers(t, set, n, entries...))
	}
	for n, key := range []string{unit(1).Key, unit(1).Key, "99999"} {
		change(all[n], "u_eins", 0, func(a *survey.Answer) { a.Value = survey.Value{Kind: survey.KindCode, Text: key} })
	}
	change(all[2], "l_eins", 0, func(a *survey.Answer) { a.Value = survey.Value{Kind: survey.KindCode, Text: "1"} })
	change(all[2], "m_b", 0, func(a *survey.Answer) { a.Missing = "entfaellt" })
	b := book([]*survey.Questionnaire{set}, all...)
	b.Units = []survey.Unit{{Key: "99999", Name: "Anderswo"}}
	return set, writeBook(t, b)
}

func TestFrequenciesOfEveryType(t *testing.T) {
	_, w := everyBook(t)
	find := func(variable, code string) map[string]string {
		t.Helper()
		return w.find(sheetFrequencies, "variable", variable, "code", code)
	}
	w.expect(find("s_stufe", "kennwerte"), "zustand", "Kennwerte", "anzahl", "3", "n_gueltig", "3", "minimum", "2", "median", "5", "mittelwert", "4", "maximum", "5", "anteil_gueltige", "")
	w.expect(find("s_stufe", "5"), "zustand", "gültig", "antwort", "5 – trifft zu", "anzahl", "2", "anteil_gueltige", "0.666666666666666", "mittelwert", "")
	w.expect(find("s_stufe", "3"), "anzahl", "0")
	w.expect(find("s_worte", "kennwerte"), "anzahl", "2", "minimum", "0", "mittelwert", "10", "maximum", "20")
	w.expect(find("m_a", "kennwerte"), "frage", "Matrix m – Frage m_a", "mittelwert", "3", "anzahl", "3", "n", "4")
	w.expect(find("m_a", "nicht_gefragt"), "anzahl", "1")
	w.expect(find("m_b", "entfaellt"), "anzahl", "1", "zustand", "Ausfallgrund")
	w.expect(find("a_eigen", "angabe"), "anzahl", "1", "mittelwert", "30")
	w.expect(find("r_rang", "leute"), "anzahl", "2", "mittelwert", "1.66666666666666", "minimum", "1", "maximum", "3", "basis", "Antwortbögen, erste Plätze")
	w.expect(find("r_rang", "zeit"), "anzahl", "0", "mittelwert", "2.5", "n_gueltig", "3", "anteil_gueltige", "0")
	w.expect(find("e_wahl", "sonstiges"), "antwort", "Sonstiges, nämlich", "anzahl", "2", "anteil_gueltige", "0.666666666666666")
	w.expect(find("k_viele", "k003"), "anzahl", "2", "antwort", "Produkt 3")
	w.expect(find("u_eins", unit(1).Key), "anzahl", "2", "antwort", "Verwaltung "+unit(1).Key+" ("+unit(1).Key+")")
	w.expect(find("u_eins", "99999"), "anzahl", "1", "antwort", "Anderswo (99999)")
	w.expect(find("l_eins", "angabe"), "anzahl", "1", "minimum", "")
	for _, row := range w.rows(sheetFrequencies) {
		switch {
		case row["variable"] == "m" || row["variable"] == "hinweis":
			t.Errorf("%v has no value", row)
		case row["variable"] == "l_eins" && row["code"] == "1":
			t.Error("rows of different responses are counted together")
		case row["variable"] == "k_viele" && row["code"] == "k050":
			t.Error("a choice of a catalogue that nobody named is listed")
		}
	}
}

func TestJoinedAnswersAreNoted(t *testing.T) {
	set, w := everyBook(t)
	w.expect(w.find(sheetNotes, "art", "Sammelspalte"), "variable", "k_viele", "schwere", "Hinweis", "fragensatz", "AL",
		"hinweis", fmt.Sprintf("Die Liste hat %d Antworten. Ab mehr als 60 gibt es nicht je Antwort eine Spalte: Alle gewählten stehen in einer Zelle, im Klartext mit Semikolon, in Codes mit Leerzeichen getrennt.",
			len(set.Question("k_viele").List.Choices)))
	w.expect(w.find("Daten_AL_Codes", "schluessel", unit(0).Key), "k_viele", "k003 k004")
}

func TestCodebookDescribesEveryType(t *testing.T) {
	_, w := everyBook(t)
	of := func(variable string) map[string]string {
		t.Helper()
		return w.find(sheetCodebook, "variable", variable)
	}
	w.expect(of("t_text"), "typ", "Text", "profile", "Kurzfassung", "wer_antwortet", "Hauptamt", "antworten", "freier Text; Vorschläge aus der Liste katalog")
	w.expect(of("t_mail"), "typ", "E-Mail-Adresse")
	w.expect(of("n_geld"), "einheit", "€")
	w.expect(of("e_wahl"), "antworten", "rot = Wahl rot\nblau = Wahl blau\nsonstiges = Sonstiges, nämlich", "zusatzspalten", "e_wahl__text", "profile", "")
	w.expect(of("k_viele"), "antworten", "75 Antworten, siehe Blatt Codebuch_Codes", "spalten_codes", "k_viele")
	w.expect(of("r_rang"), "typ", "Rangfolge (ziele)", "spalte", "r_rang", "spalten_codes", "r_rang__geld, r_rang__zeit, r_rang__leute")
	w.expect(of("r_lang"), "pruefung", "1 bis 3 Antworten")
	w.expect(of("s_stufe"), "typ", "Skala (zustimmung)", "umgepolt", "ja", "antworten", "1 – trifft nicht zu\n5 – trifft zu")
	w.expect(of("m_b"), "frage", "Matrix m – Frage m_b", "typ", "Skala, Zeile der Matrix m (zustimmung)", "umgepolt", "ja", "erlaeuterung", "Bitte jede Zeile.",
		"bedingung", `j == "ja" or j == "nein"`, "blatt", "Daten_AL", "spalte", "m_b")
	w.expect(of("m_c"), "bedingung", `(j == "ja" or j == "nein") and (j == "ja")`)
	w.expect(of("z_strom"), "bedingung", `(j == "ja" or j == "nein") and (choice.name == "strom" or j == "ja")`)
	w.expect(of("a_fremd"), "pruefung", "Alle Zeilen von a zusammen: 100", "einheit", "%")
	w.expect(of("c_zahl"), "pflicht", "berechnet, darf mit Begründung ersetzt werden", "pruefung", "Berechnung: n_ganz * 2")
	w.expect(of("c_fest"), "pflicht", "–")
	w.expect(of("l_viele"), "antworten", "Einträge der Liste fv, in Codes mit ihrem Platz (zeile); 0 = gelöscht")
	w.expect(of("u_eins"), "antworten", "Verwaltungen, mit ihrem Schlüssel")
	// The points of a reversed item count from the other end.
	code := func(variable, code string) map[string]string {
		return w.find(sheetCodes, "variable", variable, "code", code)
	}
	w.expect(code("m_a", "5"), "punkte", "5", "spalte", "m_a", "antwort", "5 – trifft zu")
	w.expect(code("m_b", "5"), "punkte", "1")
	w.expect(code("e_wahl", "sonstiges"), "antwort", "Sonstiges, nämlich", "punkte", "")
	w.expect(code("r_rang", "zeit"), "spalte", "r_rang__zeit")
	w.expect(code("k_viele", "k074"), "spalte", "k_viele", "antwort", "Produkt 74")
}

func TestConditionsOfDutyAndValidityAreSaid(t *testing.T) {
	set := everySet(t)
	q := set.Question("n_jahr")
	old := set.Question("e_eng").List
	old.Choices[0].ValidUntil, old.Choices[1].ValidFrom = survey.Date{Year: 2025, Month: 12, Day: 31}, survey.Date{Year: 2026, Month: 1, Day: 1}
	q.Required, q.RequiredIf = survey.Conditional, when("n_ganz > 3")
	if issues := set.Compile(); len(issues) > 0 {
		t.Fatal(issues)
	}
	w := writeBook(t, book([]*survey.Questionnaire{set}, answers(t, set, 0)))
	w.expect(w.find(sheetCodebook, "variable", "n_jahr"), "pflicht", "ja, wenn: n_ganz > 3")
	w.expect(w.find(sheetCodes, "variable", "e_eng", "code", "rot"), "gueltig_ab", "", "gueltig_bis", "46022")
	w.expect(w.find(sheetCodes, "variable", "e_eng", "code", "blau"), "gueltig_ab", "46023", "gueltig_bis", "")
}
