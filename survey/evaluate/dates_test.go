package evaluate_test

import (
	"testing"
	"testing/fstest"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/parser"
)

// dated are two sets that a unit answers once, of which both ask for the
// reference date because they read it, one that does not, and one that a unit
// answers many times.
func dated(t *testing.T) (*survey.Evaluation, map[string]*survey.Questionnaire) {
	t.Helper()
	body := "sections:\n  - {name: a, label: A, questions: [{name: x, type: integer, label: X"
	reads := ", constraint: 'x <= year(stichtag)'"
	sets := map[string]*survey.Questionnaire{}
	for id, end := range map[string]string{"eins": reads, "zwei": reads, "ohne": "", "viele": reads} {
		head := "kind: questionnaire\nid: " + id + "\nshort: " + id + "\nversion: 1.0.0\ntitle: T\n"
		if id == "viele" {
			head += "responses: many\n"
		}
		set, _, err := parser.Questionnaire(fstest.MapFS{"set.yaml": {Data: []byte(head + body + end + "}]}\n")}}, "set.yaml")
		right(t, id, err)
		sets[id] = set
	}
	evaluation := `kind: evaluation
id: tage
version: 1.0.0
title: Tage
uses: [eins, zwei, ohne, viele]
indicators:
  - {name: jahr, label: J, level: unit, value: year(stichtag)}
  - {name: jahr_je, label: J, level: response, for_each: viele, value: year(stichtag)}
  - {name: jahr_land, label: J, level: group, by: [land], value: year(stichtag)}
`
	e, _, err := parser.Evaluation(fstest.MapFS{"e.yaml": {Data: []byte(evaluation)}}, "e.yaml", func(ref, _ string) (*survey.Questionnaire, error) { return sets[ref], nil })
	right(t, "tage", err)
	return e, sets
}

// Without a wave, the reference date of a unit is the one that its responses
// name. Where none names one, or they disagree, figures that read it are
// unknown; a response among many has its own.
func TestReferenceDateIsThatOfTheResponses(t *testing.T) {
	e, sets := dated(t)
	response := func(id, set, unit, day string) *survey.Response {
		answers := survey.NewAnswers()
		if day != "" {
			answers.Set(survey.Key{Question: survey.StichtagName}, survey.Answer{Value: survey.Value{Kind: survey.KindDate, Text: day}})
		}
		return &survey.Response{ID: id, SetID: set, SetVersion: sets[set].Version, Unit: survey.Unit{Key: unit}, Answers: answers}
	}
	const unit = "160010001"
	for name, x := range map[string]struct {
		wave      survey.Date
		responses []*survey.Response
		want      map[string]float64 // 0: n. b.
	}{
		"one names it":        {responses: []*survey.Response{response("a", "eins", unit, "2026-12-31"), response("b", "ohne", unit, "")}, want: map[string]float64{"jahr": 2026, "jahr_land": 2026}},
		"both agree":          {responses: []*survey.Response{response("a", "eins", unit, "2026-12-31"), response("b", "zwei", unit, "2026-12-31")}, want: map[string]float64{"jahr": 2026, "jahr_land": 2026}},
		"one is open":         {responses: []*survey.Response{response("a", "eins", unit, ""), response("b", "zwei", unit, "2025-12-31")}, want: map[string]float64{"jahr": 2025, "jahr_land": 2025}},
		"they disagree":       {responses: []*survey.Response{response("a", "eins", unit, "2026-12-31"), response("b", "zwei", unit, "2025-12-31")}, want: map[string]float64{"jahr": 0, "jahr_land": 0}},
		"none names it":       {responses: []*survey.Response{response("a", "ohne", unit, "")}, want: map[string]float64{"jahr": 0, "jahr_land": 0}},
		"units disagree":      {responses: []*survey.Response{response("a", "eins", unit, "2026-12-31"), response("b", "eins", "160010002", "2025-12-31")}, want: map[string]float64{"jahr": 2026, "jahr_land": 0}},
		"each of many":        {responses: []*survey.Response{response("a", "viele", unit, "2026-12-31"), response("b", "viele", unit, "2025-12-31")}, want: map[string]float64{"jahr": 0, "jahr_je": 2026}},
		"the wave decides":    {wave: survey.Date{Year: 2024, Month: 12, Day: 31}, responses: []*survey.Response{response("a", "eins", unit, "2026-12-31")}, want: map[string]float64{"jahr": 2024, "jahr_land": 2024}},
		"the wave, of many":   {wave: survey.Date{Year: 2024, Month: 12, Day: 31}, responses: []*survey.Response{response("a", "viele", unit, "2026-12-31")}, want: map[string]float64{"jahr": 2024, "jahr_je": 2024}},
		"the wave, of nobody": {wave: survey.Date{Year: 2024, Month: 12, Day: 31}, responses: []*survey.Response{response("a", "ohne", unit, "")}, want: map[string]float64{"jahr": 2024, "jahr_land": 2024}},
	} {
		t.Run(name, func(t *testing.T) {
			result := computed(e, nil, x.responses, x.wave)
			for indicator, want := range x.want {
				v := result.Of(indicator)
				if len(v) == 0 || v[0].Known != (want != 0) || v[0].Known && v[0].Number != want {
					t.Errorf("%s is %v, not %v", indicator, v[0].Number, want)
				}
			}
		})
	}
}
