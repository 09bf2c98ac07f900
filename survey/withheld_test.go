package survey_test

import (
	"maps"
	"slices"
	"testing"

	"bestand.example/itbestand/survey"
)

func TestWhatTellsASensitiveAnswerIsWithheldToo(t *testing.T) {
	set := NewScenario(t, survey.Unit{}, `choices:
  art: [{name: a, label: A}, {name: b, label: B}]
sections:
  - name: offen
    label: Offen
    questions:
      - {name: frei, type: integer, label: Frei}
      - {name: geheim, type: yes_no, label: Geheim, sensitive: true}
      - {name: person, type: text, label: Person, personal: true}
      - {name: folgt, type: integer, label: Folgt, relevant: geheim == "ja"}
      - {name: folgt_weiter, type: integer, label: Folgt weiter, relevant: folgt > 3}
      - {name: geprueft, type: integer, label: Geprüft, constraint: geprueft > 0 and geheim != "nein"}
      - {name: rechnet, type: calculate, label: Rechnet, calculation: 'geheim == "ja" ? frei : 0'}
      - name: liste
        type: repeat
        label: Liste
        questions:
          - {name: offen_spalte, type: integer, label: Offen}
          - {name: geheime_spalte, type: select_one, choices: art, label: Geheim, sensitive: true}
          - {name: folgt_spalte, type: integer, label: Folgt, relevant: geheime_spalte == "a"}
      - {name: summe, type: calculate, label: Summe, calculation: 'count(liste, .geheime_spalte == "a")'}
      - {name: summe_offen, type: calculate, label: Summe, calculation: 'sum(map(liste, .offen_spalte))'}
  - name: teil
    label: Teil
    relevant: geheim == "ja"
    questions:
      - {name: im_teil, type: integer, label: Im Teil}
`).set
	var got []string
	for q := range maps.Keys(set.WithheldQuestions()) {
		got = append(got, q.Name)
	}
	slices.Sort(got)
	want := []string{"folgt", "folgt_spalte", "folgt_weiter", "geheim", "geheime_spalte", "im_teil", "person", "rechnet", "summe"}
	if !slices.Equal(got, want) {
		t.Errorf("withheld %v, want %v", got, want)
	}
}
