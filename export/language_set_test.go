package export

import (
	"fmt"
	"math/big"
	"testing"

	"bestand.example/itbestand/survey"
)

// everySet has a question of every type of the language, each with all that it
// can have: own words, long lists, choices that are rows or units, statements,
// replaced calculations, and all of them personal too.
func everySet(t testing.TB) *survey.Questionnaire {
	t.Helper()
	set := &survey.Questionnaire{
		ID: "alles", Short: "AL", Version: "1.0.0", Title: survey.Text{"de": "Alles", "en": "Everything"},
		Profiles: []survey.Profile{{Name: "kurz", Label: survey.Text{"de": "Kurzfassung", "en": "Short form"}}},
		Missing: []survey.MissingCode{
			{Name: "unbekannt", Label: survey.Text{"de": "nicht bekannt", "en": "not known"}}, {Name: "entfaellt", Label: survey.German("trifft nicht zu")},
			{Name: "spaeter", Label: survey.German("wird nachgereicht")}, {Name: "keine_angabe", Label: survey.German("keine Angabe")},
		},
		Sections: []*survey.Section{
			{Name: "einfach", Label: survey.German("Einfaches"), AssigneeHint: survey.German("Hauptamt"), Profiles: []string{"kurz"}, Questions: plainQuestions()},
			{Name: "auswahl", Label: survey.German("Auswahlen"), Questions: choiceQuestions()},
			{Name: "listen", Label: survey.German("Listen"), Questions: rosterQuestions()},
			{Name: "zeilen", Label: survey.German("Matrizen"), Relevant: when(`j == "ja" or j == "nein"`), Questions: matrixQuestions()},
			{Name: "rechnung", Label: survey.German("Berechnetes"), Questions: calculations()},
			{Name: "person", Label: survey.German("Personen"), Questions: personalQuestions()},
		},
	}
	if issues := set.Compile(); len(issues) > 0 {
		t.Fatalf("%s: %s %v", issues[0].Expression.Source, issues[0].Code, issues[0].Args)
	}
	return set
}

func when(source string) *survey.Expression { return &survey.Expression{Source: source} }

// asked is a question with a label in both languages and every missing code.
func asked(name string, kind survey.Type, change ...func(*survey.Question)) *survey.Question {
	q := &survey.Question{Name: name, Type: kind, Label: survey.Text{"de": "Frage " + name, "en": "Question " + name}, Missing: survey.MissingCodeNames()}
	if kind == survey.TypeNote || kind == survey.TypeCalculate {
		q.Missing = nil
	}
	for _, c := range change {
		c(q)
	}
	return q
}

func from(list *survey.ChoiceList) func(*survey.Question) {
	return func(q *survey.Question) { q.List = list }
}

func borrowed(source string) func(*survey.Question) {
	return func(q *survey.Question) { q.ChoicesFrom = source }
}

func other(q *survey.Question) {
	q.Other = survey.Text{"de": "Sonstiges, nämlich", "en": "Other, namely"}
}

func only(condition string) func(*survey.Question) {
	return func(q *survey.Question) { q.Relevant = when(condition) }
}

func personal(q *survey.Question) { q.Personal = true }

func estimated(q *survey.Question) { q.Estimate = true }

func choiceList(name string, names ...string) *survey.ChoiceList {
	l := &survey.ChoiceList{Name: name}
	for i, n := range names {
		l.Choices = append(l.Choices, survey.Choice{Name: n, Label: survey.Text{"de": "Wahl " + n, "en": "Choice " + n}, Score: rational(int64(10 * i))})
	}
	return l
}

func rational(n int64) *big.Rat { return big.NewRat(n, 1) }

// catalogue is a list that is too long for a column for each of its entries.
func catalogue() *survey.ChoiceList {
	l := &survey.ChoiceList{Name: "katalog"}
	for i := range longList + 15 {
		l.Choices = append(l.Choices, survey.Choice{Name: fmt.Sprintf("k%03d", i), Label: survey.Text{"de": fmt.Sprintf("Produkt %d", i), "en": fmt.Sprintf("Product %d", i)}})
	}
	return l
}

func agreement() *survey.ChoiceList {
	return survey.NewScale("zustimmung", 5, survey.Text{"de": "trifft nicht zu", "en": "not true"}, survey.Text{"de": "trifft zu", "en": "true"})
}

func plainQuestions() []*survey.Question {
	return []*survey.Question{
		asked("hinweis", survey.TypeNote),
		asked("t_text", survey.TypeText, func(q *survey.Question) { q.Suggestions = catalogue() }),
		asked("t_lang", survey.TypeMultiline), asked("t_mail", survey.TypeEmail), asked("t_url", survey.TypeURL),
		asked("n_ganz", survey.TypeInteger, estimated), asked("n_dez", survey.TypeDecimal, func(q *survey.Question) { q.Decimals = 2 }),
		asked("n_prozent", survey.TypePercent, func(q *survey.Question) {
			q.Warnings = []survey.Warning{{When: when("n_prozent > 40"), Message: survey.German("Mehr als 40?")}}
		}), asked("n_geld", survey.TypeMoney, estimated), asked("n_jahr", survey.TypeYear), asked("n_tag", survey.TypeDate),
		asked("j", survey.TypeYesNo),
	}
}

func choiceQuestions() []*survey.Question {
	return []*survey.Question{
		asked("e_wahl", survey.TypeSelectOne, from(choiceList("farben", "rot", "blau")), other),
		asked("e_text", survey.TypeSelectMultiple, from(choiceList("wege", "post", "text")), other), // a choice called like a companion
		asked("e_eng", survey.TypeSelectOne, from(choiceList("farben", "rot", "blau")), only(`j == "ja"`)),
		asked("v_wahl", survey.TypeSelectMultiple, from(choiceList("dienste", "mail", "web", "fax")), other),
		asked("k_viele", survey.TypeSelectMultiple, from(catalogue())), asked("k_eins", survey.TypeSelectOne, from(catalogue())),
		asked("r_rang", survey.TypeRank, from(choiceList("ziele", "geld", "zeit", "leute"))),
		asked("r_lang", survey.TypeRank, from(catalogue()), func(q *survey.Question) { q.Min, q.Max = 1, 3 }),
		asked("s_stufe", survey.TypeScale, from(agreement()), func(q *survey.Question) { q.Reversed = true }),
		asked("s_worte", survey.TypeScale, from(choiceList("haeufig", "nie", "manchmal", "immer"))),
	}
}

func rosterQuestions() []*survey.Question {
	return []*survey.Question{
		{Name: "fv", Type: survey.TypeRepeat, Label: survey.German("Verfahren"), ItemLabel: survey.Text{"de": "Verfahren ${fv_name}", "en": "Application ${fv_name}"}, Missing: survey.MissingCodeNames(),
			Questions: []*survey.Question{
				asked("fv_name", survey.TypeText), asked("fv_art", survey.TypeSelectOne, from(choiceList("arten", "kauf", "miete")), other),
				asked("fv_wege", survey.TypeSelectMultiple, from(choiceList("wege", "post", "text")), other),
				asked("fv_rang", survey.TypeRank, from(choiceList("ziele", "geld", "zeit", "leute"))), asked("fv_stufe", survey.TypeScale, from(agreement())),
				asked("fv_amt", survey.TypeSelectOne, borrowed(survey.PopulationSource)), asked("fv_zahl", survey.TypeInteger, estimated),
				asked("fv_kosten", survey.TypeCalculate, func(q *survey.Question) { q.Calculation, q.Override = when("fv_zahl * 100"), true }),
				asked("fv_mail", survey.TypeEmail, personal),
			}},
		{Name: "srv", Type: survey.TypeRepeat, Label: survey.German("Server"), Missing: survey.MissingCodeNames(), Questions: []*survey.Question{
			asked("srv_name", survey.TypeText), asked("srv_fv", survey.TypeSelectMultiple, borrowed("fv")),
		}},
		asked("l_viele", survey.TypeSelectMultiple, borrowed("fv")), asked("l_eins", survey.TypeSelectOne, borrowed("fv")),
		asked("u_viele", survey.TypeSelectMultiple, borrowed(survey.PopulationSource)), asked("u_eins", survey.TypeSelectOne, borrowed(survey.PopulationSource)),
	}
}

func matrix(name string, rows ...*survey.Question) *survey.Question {
	return &survey.Question{Name: name, Type: survey.TypeMatrix, Label: survey.Text{"de": "Matrix " + name, "en": "Grid " + name}, Hint: survey.German("Bitte jede Zeile."), Rows: rows}
}

func matrixQuestions() []*survey.Question {
	stufen := matrix("m", asked("m_a", survey.TypeScale, from(agreement())), asked("m_b", survey.TypeScale, from(agreement()), func(q *survey.Question) { q.Reversed = true }),
		asked("m_c", survey.TypeScale, from(agreement()), only(`j == "ja"`)))
	anteile := matrix("a", asked("a_eigen", survey.TypePercent, estimated), asked("a_fremd", survey.TypePercent, estimated))
	anteile.Total = rational(100)
	themen := choiceList("themen", "wasser", "strom")
	erzeugt := matrix("z")
	erzeugt.RowsFrom, erzeugt.RowRelevant = themen, when(`choice.name == "strom" or j == "ja"`)
	for i := range themen.Choices {
		row := asked("z_"+themen.Choices[i].Name, survey.TypeSelectOne, from(choiceList("stand", "da", "geplant")))
		row.Choice = &themen.Choices[i]
		erzeugt.Rows = append(erzeugt.Rows, row)
	}
	return []*survey.Question{stufen, anteile, erzeugt}
}

func calculations() []*survey.Question {
	replaceable := func(name, source string) *survey.Question {
		return asked(name, survey.TypeCalculate, func(q *survey.Question) { q.Calculation, q.Override = when(source), true })
	}
	return []*survey.Question{
		asked("c_fest", survey.TypeCalculate, func(q *survey.Question) { q.Calculation = when("n_ganz + 1") }),
		replaceable("c_zahl", "n_ganz * 2"), replaceable("c_viel", "n_ganz > 5"), replaceable("c_text", `"Stadt " + t_text`), replaceable("c_tag", "n_tag"),
	}
}

func personalQuestions() []*survey.Question {
	team := matrix("pm", asked("pm_a", survey.TypeScale, from(agreement())), asked("pm_b", survey.TypeScale, from(agreement())))
	team.Personal = true
	return []*survey.Question{
		asked("p_mail", survey.TypeEmail, personal), asked("p_wahl", survey.TypeSelectOne, from(choiceList("farben", "rot", "blau")), other, personal),
		asked("p_rang", survey.TypeRank, from(choiceList("ziele", "geld", "zeit", "leute")), personal), team,
		{Name: "pers", Type: survey.TypeRepeat, Label: survey.German("Personen"), ItemLabel: survey.German("${pers_name}"), Missing: survey.MissingCodeNames(),
			Questions: []*survey.Question{asked("pers_name", survey.TypeText, personal), asked("pers_rolle", survey.TypeText)}},
		asked("p_leitung", survey.TypeSelectOne, borrowed("pers")), asked("p_team", survey.TypeSelectMultiple, borrowed("pers"), personal),
		asked("p_note", survey.TypeCalculate, func(q *survey.Question) { q.Calculation, q.Override = when(`p_mail == "" ? 0 : 1`), true }),
	}
}
