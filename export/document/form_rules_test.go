package document_test

import (
	"strings"
	"testing"

	"bestand.example/itbestand/export/document"
)

// rules is a set whose questions bound and narrow what may be entered.
const rules = `choices:
  amt:
    - {name: bauen, label: Bauen, columns: {art: technik}}
    - {name: planen, label: Planen, columns: {art: technik}}
    - {name: soziales, label: Soziales, columns: {art: leistung}}
    - {name: keines, label: Keines, columns: {art: leistung}, exclusive: true}
sections:
  - name: a
    label: Abschnitt
    questions:
      - {name: r1, type: rank, label: Rang, choices: amt, min: 2, max: 3}
      - {name: r2, type: rank, label: Rang, choices: amt}
      - {name: r3, type: rank, label: Rang, choices: amt, max: 2}
      - {name: m1, type: select_multiple, label: Viele, choices: amt, choice_filter: choice.art == "leistung"}
      - {name: o1, type: select_one, label: Eines, choices: amt, choice_filter: choice.name != "bauen" or r2 == r3}
      - {name: l1, type: repeat, label: Liste, prefill: {column: l1_amt, where: choice.art == "technik"}, questions: [{name: l1_amt, type: select_one, label: Amt, choices: amt}]}
      - {name: l2, type: repeat, label: Liste, min: 1, max: 4, questions: [{name: l2_name, type: text, label: Name}]}
      - name: l3
        type: repeat
        label: Liste
        prefill: {column: l3_amt, where: 'choice.name == "bauen" and selected(m1, "keines")'}
        questions: [{name: l3_amt, type: select_one, label: Amt, choices: amt}]
`

func TestBoundsAreSaidInFull(t *testing.T) {
	d := form(parsed(t, rules), "de", "", 0)
	for number, want := range map[string]string{
		"1.1": "Bitte vergeben Sie mindestens 2, höchstens 3 Ränge, jeden nur einmal (1 = am wichtigsten).",
		"1.2": "Bitte vergeben Sie die Ränge 1 (am wichtigsten) bis 4, jeden nur einmal.",
		"1.3": "Bitte vergeben Sie höchstens 2 Ränge, jeden nur einmal (1 = am wichtigsten).",
		"1.4": "",
		"1.6": "Weitere Einträge sind möglich.",
		"1.7": "Erwartet wird mindestens ein Eintrag.\nVorgesehene Einträge: höchstens 4.",
		"1.8": "Auszufüllen sind die Einträge, für die gilt, dass dieser Eintrag der Auswahl „Bauen“ ist und bei Frage 1.4 „Keines“ angekreuzt ist.\nWeitere Einträge sind möglich.",
	} {
		if got := paragraphs(questions(d)[number]); got != want {
			t.Errorf("%s: %q, want %q", number, got, want)
		}
	}
}

// What no answer can change is applied, not explained.
func TestCertainConditionsAreApplied(t *testing.T) {
	d := form(parsed(t, rules), "de", "", 0)
	if items := of[document.Ticks](t, d, "1.4").Items; len(items) != 2 || items[0].Text != "Soziales" || items[1].Text != "Keines (schließt andere aus)" {
		t.Errorf("filtered choices: %+v", items)
	}
	if items := of[document.Ticks](t, d, "1.5").Items; len(items) != 4 || items[3].Text != "Keines" {
		t.Errorf("choices that answers decide on: %+v", items)
	}
	rows := of[document.Table](t, d, "1.6").Rows
	if len(rows) != 4 || rows[0][1].Text != "Bauen" || rows[1][1].Text != "Planen" || rows[2][1].Text != "" {
		t.Errorf("given rows: %+v", rows)
	}
	if got := paragraphs(questions(d)["1.5"]); !strings.Contains(got, "nicht infrage kommen") {
		t.Errorf("filter: %q", got)
	}
}
