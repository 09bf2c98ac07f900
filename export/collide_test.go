package export

import (
	"strings"
	"testing"

	"bestand.example/itbestand/survey"
)

// collideSet has personal questions whose columns would have the names of
// other columns, and personal texts that outgrow a cell only once computed.
func collideSet(t *testing.T, short string) *survey.Questionnaire {
	t.Helper()
	list := &survey.ChoiceList{Name: "wege", Choices: []survey.Choice{
		{Name: "bemerkung", Label: survey.German("Bemerkungsfeld")}, {Name: "post", Label: survey.German("Post")},
	}}
	e := func(source string) *survey.Expression { return &survey.Expression{Source: source} }
	set := &survey.Questionnaire{ID: "kollision-" + strings.ToLower(short), Short: short, Version: "1.0.0", Title: survey.German("Kollision"), Digest: strings.Repeat("0", 64),
		Sections: []*survey.Section{{Name: "s", Label: survey.German("S"), Questions: []*survey.Question{
			{Name: "freigegeben_durch", Type: survey.TypeText, Label: survey.German("Wer gab frei?"), Personal: true},
			{Name: "kontakt", Type: survey.TypeSelectMultiple, List: list, Label: survey.German("Wege"), Personal: true},
			{Name: "p", Type: survey.TypeText, Label: survey.German("Text"), Personal: true},
			{Name: "ppp", Type: survey.TypeCalculate, Label: survey.German("Dreimal"), Calculation: e("p + p + p")},
			{Name: "r", Type: survey.TypeRepeat, Label: survey.German("Liste"), Questions: []*survey.Question{
				{Name: "r_p", Type: survey.TypeInteger, Label: survey.German("Gehalt"), Personal: true}}},
			{Name: "summe", Type: survey.TypeCalculate, Label: survey.German("Summe"), Calculation: e("sum(map(r, . r_p))")},
		}}}}
	if issues := set.Compile(); len(issues) > 0 {
		t.Fatal(issues[0].Code, issues[0].Args)
	}
	return set
}

func TestPersonalAnswersSurviveColumnsOfTheSameName(t *testing.T) {
	set := collideSet(t, "K")
	r := answers(t, set, 0, "freigegeben_durch", "Frau Geheim", "kontakt", "bemerkung,post", "r_p#1", "61", "r_p#2", "2")
	r.Release = "Chef, Leitung"
	change(r, "kontakt", 0, func(a *survey.Answer) { a.Comment = "KOMMENTAR" })
	w := writeBook(t, book([]*survey.Questionnaire{set}, r))
	row := w.find(sheetContacts, "eintrag", "Antwortbogen")
	var all []string
	for _, cell := range row {
		all = append(all, cell)
	}
	for _, want := range []string{"Frau Geheim", "Chef, Leitung", "KOMMENTAR", "Bemerkungsfeld; Post", "63"} {
		if !strings.Contains(strings.Join(all, "|"), want) {
			t.Errorf("%q is not in Kontakte: %q", want, all)
		}
	}
	for _, cell := range w.find("Daten_K") {
		if cell == "63" {
			t.Error("a sum of personal figures stands in Daten")
		}
	}
}

func TestComputedPersonalTextMayOutgrowACell(t *testing.T) {
	set := collideSet(t, "K")
	r := answers(t, set, 0, "p", strings.Repeat("ä", 15000))
	w := writeBook(t, book([]*survey.Questionnaire{set}, r))
	total := 0
	for _, row := range w.rows(sheetContacts) {
		total += strings.Count(row["ppp"], "ä")
	}
	if total != 45000 {
		t.Errorf("%d characters of 45,000 are there", total)
	}
}

func TestShortNamesThatEndInCodesDoNotClash(t *testing.T) {
	x, y := collideSet(t, "X"), collideSet(t, "X_Codes")
	w := writeBook(t, book([]*survey.Questionnaire{x, y}, answers(t, x, 0, "p", "a"), answers(t, y, 1, "p", "b")))
	if sheets := strings.Join(w.f.GetSheetList(), " "); !strings.Contains(sheets, "Daten_X Daten_X_Codes ") {
		t.Errorf("sheets %s", sheets)
	}
}
