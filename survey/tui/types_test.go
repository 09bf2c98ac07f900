package tui

import (
	"fmt"
	"math/big"
	"testing"

	"bestand.example/itbestand/survey"
)

// statement is a row of a matrix.
func statement(name, label string, q survey.Question) *survey.Question {
	q.Name, q.Label = name, survey.German(label)
	return &q
}

// typesSet has what testSet has not: every way to choose, to rank, to weigh and
// to replace.
func typesSet(t testing.TB) *survey.Questionnaire {
	t.Helper()
	scale := survey.NewScale("zufrieden", 5, survey.German("sehr unzufrieden"), survey.German("sehr zufrieden"))
	rate := survey.Question{Type: survey.TypeScale, List: scale, Required: survey.Required, Missing: []string{"unbekannt"}}
	stand := survey.Question{Type: survey.TypeSelectOne, List: choices("stand", "Vorhanden", "Geplant", "Nein")}
	share := survey.Question{Type: survey.TypePercent, Required: survey.Required, Estimate: true}
	places := &survey.ChoiceList{Name: "ort", Columns: []survey.Column{{Name: "land"}}, Choices: []survey.Choice{
		{Name: "erfurt", Label: survey.German("Erfurt"), Columns: map[string][]string{"land": {"thüringen"}}},
		{Name: "jena", Label: survey.German("Jena"), Columns: map[string][]string{"land": {"thüringen"}}},
		{Name: "hof", Label: survey.German("Hof"), Columns: map[string][]string{"land": {"bayern"}}}}}
	set := &survey.Questionnaire{
		ID: "arten", Short: "AR", Version: "1.0.0", Title: survey.German("Arten"),
		Missing: []survey.MissingCode{{Name: "unbekannt", Label: survey.German("nicht bekannt")}},
		Sections: []*survey.Section{
			{Name: "haltung", Label: survey.German("Haltung"), Hint: survey.German("Es geht um Ihre Sicht."), AssigneeHint: survey.German("Amtsleitung"), Questions: []*survey.Question{
				{Name: "ziele", Type: survey.TypeRank, List: choices("ziele", "Kosten", "Sicherheit", "Bedienbarkeit", "Tempo"), Label: survey.German("Was ist Ihnen am wichtigsten?"), Required: survey.Required, Missing: []string{"unbekannt"}},
				{Name: "hemmnisse", Type: survey.TypeRank, Max: 2, List: choices("hemmnisse", "Geld", "Personal", "Recht"), Label: survey.German("Die zwei größten Hemmnisse")},
				{Name: "zufrieden", Type: survey.TypeMatrix, Label: survey.German("Wie zufrieden sind Sie mit Ihrem Dienstleister?"), Hint: survey.German("Denken Sie an die letzten zwölf Monate."), AssigneeHint: survey.German("IT-Leitung"), Rows: []*survey.Question{
					statement("z_erreichbar", "Erreichbarkeit", rate), statement("z_beratung", "Beratung vor der Einführung neuer Verfahren", rate),
					statement("z_preis", "Preis", rate), statement("z_tempo", "Tempo der Entstörung", rate), statement("z_sprache", "Verständliche Sprache", rate),
					statement("z_doku", "Dokumentation", rate), statement("z_schulung", "Schulungen", rate)}},
				{Name: "dienste", Type: survey.TypeMatrix, Label: survey.German("Welche Dienste gibt es?"), Rows: []*survey.Question{
					statement("d_portal", "Serviceportal", stand), statement("d_chat", "Chatbot", stand)}},
				{Name: "anteile", Type: survey.TypeMatrix, Total: big.NewRat(100, 1), Label: survey.German("Wie verteilen sich die Ausgaben?"), Rows: []*survey.Question{
					statement("a_technik", "Technik", share), statement("a_leute", "Personal", share), statement("a_dritte", "Dritte", share)}},
				{Name: "neigung", Type: survey.TypeScale, List: survey.NewScale("neigung", 11, survey.German("gar nicht"), survey.German("völlig")), Label: survey.German("Würden Sie wieder so entscheiden?")},
			}},
			{Name: "kontakt", Label: survey.German("Kontakt"), Questions: []*survey.Question{
				{Name: "mail", Type: survey.TypeEmail, Label: survey.German("E-Mail-Adresse"), AssigneeHint: survey.German("Poststelle")},
				{Name: "web", Type: survey.TypeURL, Label: survey.German("Internetseite")},
				{Name: "kanal", Type: survey.TypeSelectOne, List: choices("kanal", "Telefon", "Brief"), Other: survey.German("Sonstiges, nämlich"), Label: survey.German("Wichtigster Kanal")},
				{Name: "kanaele", Type: survey.TypeSelectMultiple, Min: 2, Max: 3, List: choices("kanaele", "Telefon", "Brief", "Fax"), Other: survey.German("Sonstiges, nämlich"), Label: survey.German("Weitere Kanäle")},
				{Name: "verfahren", Type: survey.TypeSelectOne, List: longList(), Other: survey.German("Sonstiges, nämlich"), Label: survey.German("Verfahren")},
				{Name: "land", Type: survey.TypeSelectOne, List: choices("land", "Thüringen", "Bayern"), Label: survey.German("Land")},
				{Name: "ort", Type: survey.TypeSelectOne, List: places, ChoiceFilter: condition("choice.land == land"), Label: survey.German("Ort")},
				{Name: "hersteller", Type: survey.TypeText, Suggestions: choices("hersteller", "Meso", "MESO Plus", "Süd-Soft", "Dataport", "Kommune 2000"), Label: survey.German("Hersteller")},
				{Name: "turnus", Type: survey.TypeInteger, Default: "12", Label: survey.German("Turnus in Monaten")},
				{Name: "vorgabe", Type: survey.TypeSelectOne, Default: "abo", List: choices("vorgabe", "Kauf", "Abo"), Label: survey.German("Bezug")},
				{Name: "grund", Type: survey.TypeText, Required: survey.Conditional, RequiredIf: condition(`vorgabe == "kauf"`), Label: survey.German("Warum?")},
			}},
			{Name: "technik", Label: survey.German("Technik"), Questions: []*survey.Question{
				{Name: "netze", Type: survey.TypeRepeat, Label: survey.German("Netze"), ItemLabel: survey.German("${n_name}"), Missing: []string{"unbekannt"}, AssigneeHint: survey.German("Netzbetrieb"),
					Prefill: &survey.Prefill{Column: "n_art"}, Questions: []*survey.Question{
						{Name: "n_art", Type: survey.TypeSelectOne, List: choices("n_art", "Kabel", "Funk"), Label: survey.German("Art")},
						{Name: "n_name", Type: survey.TypeText, Label: survey.German("Name")},
						{Name: "n_last", Type: survey.TypeCalculate, Override: true, Calculation: condition(`n_art == "kabel" ? 10 : 5`), Label: survey.German("Last")}}},
				{Name: "hauptnetz", Type: survey.TypeSelectOne, ChoicesFrom: "netze", Label: survey.German("Wichtigstes Netz")},
				{Name: "nebennetze", Type: survey.TypeSelectMultiple, ChoicesFrom: "netze", Label: survey.German("Weitere Netze")},
				{Name: "partner", Type: survey.TypeSelectMultiple, ChoicesFrom: survey.PopulationSource, Label: survey.German("Partner")},
				{Name: "sitz", Type: survey.TypeSelectOne, ChoicesFrom: survey.PopulationSource, Label: survey.German("Sitz")},
				{Name: "summe", Type: survey.TypeCalculate, Override: true, Decimals: 1, Calculation: condition("turnus * 2"), Label: survey.German("Aufwand in Tagen"),
					Warnings: []survey.Warning{{When: condition("summe > 99"), Message: survey.German("Das ist viel.")}}},
			}},
		},
	}
	if issues := set.Compile(); len(issues) > 0 {
		t.Fatalf("issues: %+v", issues)
	}
	return set
}

// towns are as many units.
func towns(n int) *survey.Population {
	p := &survey.Population{}
	for i := range n {
		p.Units = append(p.Units, survey.Unit{Key: fmt.Sprintf("16%07d", i), Name: fmt.Sprintf("Möhrenfeld %d", i), Type: survey.VerbandsfreieGemeinde})
	}
	return p
}

// typesDesk is a desk with the types set, on 80x24.
func typesDesk(t testing.TB, name string, prepare ...func(*survey.Answers)) *desk {
	t.Helper()
	return newDeskOf(t, typesSet(t), towns(30), at(name), prepare...).screen()
}

// typesPlaces are all the stops of the types set.
var typesPlaces = []string{"ziele", "hemmnisse", "z_erreichbar", "z_tempo", "d_portal", "a_technik", "a_dritte", "neigung", "mail", "web", "kanal", "kanaele", "verfahren",
	"land", "ort", "hersteller", "turnus", "vorgabe", "grund", "netze", "hauptnetz", "nebennetze", "partner", "sitz", "summe"}
