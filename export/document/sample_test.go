package document_test

import (
	"fmt"
	"math/big"
	"os"
	"testing"
	"testing/fstest"

	"bestand.example/itbestand/export/document"
	"bestand.example/itbestand/questionnaires"
	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/i18n"
	"bestand.example/itbestand/survey/parser"
)

// german makes a text; short, because samples are full of them.
func german(s string) survey.Text { return survey.German(s) }

func list(name string, labels ...string) *survey.ChoiceList {
	l := &survey.ChoiceList{Name: name}
	for i, label := range labels {
		l.Choices = append(l.Choices, survey.Choice{Name: fmt.Sprintf("c%d", i+1), Label: german(label)})
	}
	return l
}

func long(name string, n int) *survey.ChoiceList {
	l := &survey.ChoiceList{Name: name}
	for i := range n {
		l.Choices = append(l.Choices, survey.Choice{Name: fmt.Sprintf("c%d", i+1), Label: german(fmt.Sprintf("Leistung %d <&> der Verwaltung", i+1))})
	}
	return l
}

// sample has each type of question and each way of asking it.
func sample(t testing.TB) *survey.Questionnaire {
	t.Helper()
	codes := []string{"unbekannt", "spaeter"}
	agree := survey.NewScale("zustimmung", 5, survey.Text{"de": "trifft nicht zu", "en": "not at all"}, survey.Text{"de": "trifft voll zu", "en": "fully"})
	statement := func(name, label string) *survey.Question {
		return &survey.Question{Name: name, Type: survey.TypeScale, Label: german(label), List: agree, Missing: codes}
	}
	money := func(name, label string) *survey.Question {
		return &survey.Question{Name: name, Type: survey.TypeMoney, Label: german(label)}
	}
	q := func(name string, typ survey.Type, label string) *survey.Question {
		return &survey.Question{Name: name, Type: typ, Label: german(label)}
	}
	with := func(q *survey.Question, change func(q *survey.Question)) *survey.Question { change(q); return q }
	stand := list("stand", "nicht vorhanden", "geplant", "in Umsetzung", "vorhanden")
	roles := list("rollen", "Leitung", "IT", "Datenschutz", "Informationssicherheit", "Personal", "Finanzen", "Redaktion")
	set := &survey.Questionnaire{
		ID: "muster", Short: "M", Version: "2.1.0", Digest: "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
		Title: survey.Text{"de": "Musterbogen <alle Fragetypen> & \"mehr\"", "en": "Sample"}, Duration: german("20 Minuten"),
		Profiles: []survey.Profile{{Name: "kurz", Label: german("Kurzfassung")}},
		Missing:  []survey.MissingCode{{Name: "unbekannt", Label: german("nicht bekannt")}, {Name: "spaeter", Label: german("wird nachgereicht")}},
		Sections: []*survey.Section{
			{Name: "eins", Label: german("Einzelne Angaben"), AssigneeHint: german("Hauptamt"), Hint: german("Ein Hinweis zum ganzen Abschnitt.\nMit einer zweiten Zeile."), Questions: []*survey.Question{
				with(q("text1", survey.TypeText, "Wie heißt das Produkt?"), func(q *survey.Question) {
					q.Required, q.Hint, q.GuidanceHint, q.AssigneeHint = survey.Required, german("Bitte ohne Version."), german("Nur auf Papier: in Druckschrift."), german("IT")
					q.Profiles = []string{"kurz"}
				}),
				q("mehr", survey.TypeMultiline, "Was ist geplant?"),
				with(q("zahl", survey.TypeInteger, "Wie viele Arbeitsplätze gibt es?"), func(q *survey.Question) {
					q.Missing, q.Estimate, q.Required, q.Default = codes, true, survey.Soft, "12"
				}),
				q("dez", survey.TypeDecimal, "Wie viele Stellen sind es?"),
				with(q("proz", survey.TypePercent, "Wie hoch ist der Anteil?"), func(q *survey.Question) {
					q.Required, q.RequiredIf = survey.Conditional, &survey.Expression{Source: `zahl > 10`}
				}),
				q("geld", survey.TypeMoney, "Was hat es gekostet?"), q("jahr", survey.TypeYear, "Seit welchem Jahr?"), q("tag", survey.TypeDate, "An welchem Tag?"),
				q("mail", survey.TypeEmail, "Welche E-Mail-Adresse?"), q("web", survey.TypeURL, "Welche Internetadresse?"),
				with(q("jn", survey.TypeYesNo, "Gibt es eine Strategie?"), func(q *survey.Question) { q.Missing = codes }),
				with(q("eins1", survey.TypeSelectOne, "In welchem Stand ist sie?"), func(q *survey.Question) {
					q.List, q.Other, q.Relevant = stand, survey.Text{"de": "Sonstiges, nämlich"}, &survey.Expression{Source: `jn == "ja" and zahl > 1000`}
				}),
				with(q("viele", survey.TypeSelectMultiple, "Wer ist beteiligt?"), func(q *survey.Question) { q.List, q.Min, q.Max = roles, 1, 3 }),
				q("hinweis", survey.TypeNote, "Die folgenden Fragen betreffen ${text1}."),
				with(q("rang", survey.TypeRank, "Was ist am wichtigsten?"), func(q *survey.Question) { q.List, q.Max = stand, 3 }),
				with(q("skala", survey.TypeScale, "Wie zufrieden sind Sie?"), func(q *survey.Question) { q.List = agree }),
				with(q("skala11", survey.TypeScale, "Würden Sie es empfehlen?"), func(q *survey.Question) {
					q.List = survey.NewScale("elf", 11, german("auf keinen Fall"), german("auf jeden Fall"))
				}),
				with(q("lang", survey.TypeSelectOne, "Welche Leistung nutzen Sie?"), func(q *survey.Question) { q.List = long("leistungen", 80) }),
				with(q("langviele", survey.TypeSelectMultiple, "Welche Leistungen bieten Sie an?"), func(q *survey.Question) { q.List = long("angebote", 31) }),
				with(q("wo", survey.TypeSelectOne, "Mit welcher Verwaltung arbeiten Sie zusammen?"), func(q *survey.Question) { q.ChoicesFrom = survey.PopulationSource }),
			}},
			{Name: "matrix", Label: german("Matrix"), Relevant: &survey.Expression{Source: `einheit.typ != "landkreis"`}, Questions: []*survey.Question{
				with(q("m", survey.TypeMatrix, "Wie sehr treffen die Aussagen zu?"), func(q *survey.Question) {
					q.Missing, q.Required = codes, survey.Required
					q.Rows = []*survey.Question{statement("m_a", "Die Leitung unterstützt die Digitalisierung."), statement("m_b", "Das Personal ist geschult."), statement("m_c", "Es gibt genug Geld.")}
				}),
				with(q("mz", survey.TypeMatrix, "Wie verteilen sich die Kosten?"), func(q *survey.Question) {
					q.Estimate, q.Total = true, big.NewRat(100, 1)
					q.Rows = []*survey.Question{
						{Name: "mz_a", Type: survey.TypePercent, Label: german("Personal"), Hint: german("mit Nebenkosten"), Estimate: true},
						{Name: "mz_b", Type: survey.TypePercent, Label: german("Sachkosten"), Relevant: &survey.Expression{Source: `jn == "ja"`}},
					}
				}),
				with(q("mg", survey.TypeMatrix, "Was kostet es in Euro?"), func(q *survey.Question) {
					q.Rows = []*survey.Question{money("mg_a", "Lizenzen"), money("mg_b", "Betrieb")}
				}),
			}},
			{Name: "listen", Label: german("Listen"), Questions: []*survey.Question{
				with(q("schmal", survey.TypeRepeat, "Wer sind die Ansprechpersonen?"), func(q *survey.Question) {
					q.Min, q.Max = 1, 10
					q.Questions = []*survey.Question{
						{Name: "s_rolle", Type: survey.TypeSelectOne, Label: german("Aufgabe"), List: roles, Required: survey.Required},
						{Name: "s_name", Type: survey.TypeText, Label: german("Name"), Hint: german("Vor- und Nachname")},
						{Name: "s_jn", Type: survey.TypeYesNo, Label: german("Vertretung"), Missing: codes},
					}
				}),
				with(q("breit", survey.TypeRepeat, "Welche Verträge gibt es?"), func(q *survey.Question) {
					q.Questions = []*survey.Question{
						{Name: "b_name", Type: survey.TypeText, Label: german("Vertrag")}, {Name: "b_stand", Type: survey.TypeSelectOne, Label: german("Stand"), List: stand},
						{Name: "b_geld", Type: survey.TypeMoney, Label: german("Kosten")}, {Name: "b_von", Type: survey.TypeDate, Label: german("Beginn")},
						{Name: "b_jahr", Type: survey.TypeYear, Label: german("Jahr")}, {Name: "b_alt", Type: survey.TypeSelectOne, Label: german("Vorgänger"), ChoicesFrom: "schmal"},
					}
				}),
				with(q("vorgabe", survey.TypeRepeat, "Wie steht es um die Stände?"), func(q *survey.Question) {
					q.Prefill = &survey.Prefill{Column: "v_stand"}
					q.Questions = []*survey.Question{{Name: "v_stand", Type: survey.TypeSelectOne, Label: german("Stand"), List: stand}, {Name: "v_zahl", Type: survey.TypeInteger, Label: german("Anzahl")}}
				}),
				with(q("summe", survey.TypeCalculate, "Zahl der Verträge"), func(q *survey.Question) { q.Calculation, q.Override = &survey.Expression{Source: `len(breit)`}, true }),
				with(q("gross", survey.TypeRepeat, "Welche Fachverfahren gibt es?"), func(q *survey.Question) {
					for i := range 9 {
						q.Questions = append(q.Questions, &survey.Question{Name: fmt.Sprintf("g%d", i), Type: survey.TypeText, Label: german(fmt.Sprintf("Merkmal %d", i))})
					}
					q.Questions = append(q.Questions, &survey.Question{Name: "g_note", Type: survey.TypeNote, Label: german("Gleich fertig.")})
				}),
				q("ende", survey.TypeMultiline, "Was möchten Sie noch sagen?"),
			}},
		},
	}
	if issues := set.Compile(); len(issues) > 0 {
		t.Fatalf("%v %v", issues[0].Code, issues[0].Args)
	}
	return set
}

func landscape(t testing.TB) *survey.Questionnaire {
	t.Helper()
	set, _, err := parser.Questionnaire(questionnaires.Files, "it-landschaft.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// everything is the set that has every feature of the language.
func everything(t testing.TB) *survey.Questionnaire {
	t.Helper()
	set, _, err := parser.Questionnaire(os.DirFS("../../cmd/testdata/alles"), "alles.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// parsed reads a set from YAML; the top of the file is added.
func parsed(t testing.TB, body string) *survey.Questionnaire {
	t.Helper()
	source := "kind: questionnaire\nid: probe\nshort: P\nversion: 1.0.0\ntitle: Probe\nresponses: one\n" + body
	set, _, err := parser.Questionnaire(fstest.MapFS{"probe.yaml": {Data: []byte(source)}}, "probe.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func form(set *survey.Questionnaire, lang, profile string, rows int) *document.Document {
	return document.Form(set, document.Options{Words: i18n.In(lang), Profile: profile, Rows: rows})
}
