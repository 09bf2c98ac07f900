package cmd_test

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"bestand.example/itbestand/survey"
)

// wideSurvey is a question set of 150 questions and a list of 15 columns, as
// surveys of municipal IT are: choices, numbers, money, remarks.
func wideSurvey() string {
	var b strings.Builder
	b.WriteString(`kind: questionnaire
id: breit
short: BR
version: 1.0.0
title: Breite Erhebung
responses: one
missing: {unbekannt: nicht bekannt}
choices:
  stand:
    - {name: nicht_geplant, label: nicht geplant}
    - {name: geplant, label: geplant}
    - {name: in_umsetzung, label: in Umsetzung}
    - {name: umgesetzt, label: umgesetzt}
  betrieb:
    - {name: eigenbetrieb, label: Eigenbetrieb}
    - {name: zweckverband, label: Zweckverband}
    - {name: komm_rz, label: Kommunales Rechenzentrum}
    - {name: cloud, label: Cloud}
  merkmale:
`)
	for i := range 8 {
		fmt.Fprintf(&b, "    - {name: m%d, label: Merkmal %d}\n", i+1, i+1)
	}
	b.WriteString("sections:\n")
	question := func(indent, name, kind, rest string) {
		fmt.Fprintf(&b, "%s- {name: %s, type: %s, label: %q, purpose: Planung%s}\n", indent, name, kind, "Angabe zu "+name, rest)
	}
	for i := range 25 {
		fmt.Fprintf(&b, "  - name: thema%d\n    label: Thema %d\n    questions:\n", i+1, i+1)
		for _, q := range []struct{ name, kind, rest string }{
			{"vorhanden", "select_one", ", choices: stand, missing: [unbekannt]"}, {"betrieb", "select_one", ", choices: betrieb"},
			{"anzahl", "integer", ""}, {"kosten", "money", ""}, {"merkmale", "select_multiple", ", choices: merkmale"}, {"bemerkung", "multiline", ""},
		} {
			question("      ", fmt.Sprintf("t%d_%s", i+1, q.name), q.kind, q.rest)
		}
	}
	b.WriteString("  - name: verfahren\n    label: Fachverfahren\n    questions:\n      - name: fv\n        type: repeat\n        label: Fachverfahren\n        purpose: Planung\n        questions:\n")
	for _, q := range []struct{ name, kind, rest string }{
		{"name", "text", ""}, {"hersteller", "text", ""}, {"bereich", "text", ""}, {"version", "text", ""}, {"betrieb", "select_one", ", choices: betrieb"},
		{"nutzer", "integer", ""}, {"kosten", "money", ""}, {"ende", "date", ""}, {"schnittstellen", "text", ""}, {"ozg", "select_one", ", choices: stand"},
		{"kritisch", "yes_no", ""}, {"datenbank", "text", ""}, {"schutz", "select_one", ", choices: stand"}, {"jahr", "year", ""}, {"bemerkung", "multiline", ""},
	} {
		question("          ", "fv_"+q.name, q.kind, q.rest)
	}
	return b.String()
}

// someWords are what remarks are made of.
var someWords = strings.Fields(`die Verwaltung wird derzeit nicht vollständig über das kommunale Rechenzentrum betrieben Ablösung geplant für das
	Haushaltsjahr Schnittstelle fehlt Zuständigkeit ungeklärt Schulung erforderlich Verlängerung läuft aus Server veraltet Prüfung gemäß Dienstvereinbarung
	Sicherheitskonzept Notfallhandbuch fehlt Sicherung täglich extern gelagert Förderung beantragt Umstellung Bürgerservice Meldewesen Kämmerei Bauamt`)

// wordy answers remarks in words, of questions more than of rows.
func wordy(s *survey.Session, r *rand.Rand) (string, bool) {
	q := s.Question()
	if q.Type != survey.TypeMultiline || r.IntN(2) == 0 {
		return fmt.Sprint(applications), q.Name == "fv"
	}
	most := 45
	if q.Roster != nil {
		most = 14
	}
	words := make([]string, 3+r.IntN(most-2))
	for i := range words {
		words[i] = someWords[r.IntN(len(someWords))]
	}
	return strings.Join(words, " "), true
}
