package evaluate_test

import (
	"fmt"
	"testing"
	"testing/fstest"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/parser"
)

// A formula over all rows of a large Land is computed, however many elements it
// goes over: it does not become unknown where a list is long.
func TestFormulasOverManyRows(t *testing.T) {
	const each, units = 2000, 200
	fsys := fstest.MapFS{
		"s.yaml": {Data: []byte(`kind: questionnaire
id: viele
short: v
version: 1.0.0
title: T
sections:
  - name: a
    label: A
    questions:
      - {name: f, type: repeat, label: F, questions: [{name: n, type: integer, label: N}]}
`)},
		"e.yaml": {Data: []byte(`kind: evaluation
id: lang
version: 1.0.0
title: T
uses: [viele]
indicators:
  - {name: summe, label: S, level: group, by: [land], value: 'sum(map(filter(f, .n > 0), .n)) + count(f, .n > 0)'}
`)},
	}
	set, _, err := parser.Questionnaire(fsys, "s.yaml")
	right(t, "set", err)
	e, _, err := parser.Evaluation(fsys, "e.yaml", func(string, string) (*survey.Questionnaire, error) { return set, nil })
	right(t, "evaluation", err)
	answers := survey.NewAnswers()
	for row := 1; row <= each; row++ {
		answers.AddRow("f", row)
		answers.Set(survey.Key{Question: "n", Row: row}, survey.Answer{Value: survey.Value{Kind: survey.KindNumber, Text: "1"}})
	}
	var responses []*survey.Response
	for n := range units {
		unit := survey.Unit{Key: fmt.Sprintf("16001%04d", n)}
		responses = append(responses, &survey.Response{ID: unit.Key, SetID: "viele", SetVersion: "1.0.0", Unit: unit, Answers: answers})
	}
	values := computed(e, nil, responses, survey.Date{}).Of("summe")
	if len(values) != 1 || !values[0].Known || values[0].Number != 2*each*units {
		t.Errorf("%d rows: %+v", each*units, values)
	}
}
