package evaluate_test

import (
	"fmt"
	"testing"
	"testing/fstest"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/evaluate"
	"bestand.example/itbestand/survey/parser"
)

const developSet = `kind: questionnaire
id: probe
short: P
version: 1.0.0
title: Probe
responses: one
sections:
  - name: a
    label: A
    questions:
      - {name: alt, type: integer, label: Alt?}
      - name: fv
        type: repeat
        label: Fachverfahren
        questions: [{name: nutzer, type: integer, label: Nutzer?}]
`

const developPlan = `kind: evaluation
id: plan
version: 1.0.0
title: Auswertung
uses: [probe]
indicators:
  - {name: kz1, label: Alt, level: unit, value: alt, aggregate: [weighted], higher_is_better: false}
  - {name: kz2, label: Summe, level: group, by: [land], value: 'sum(map(units, .alt))'}
  - {name: kz3, label: Nutzer, level: row, for_each: fv, value: nutzer, aggregate: [mean]}
fields:
  - {name: hf1, label: Feld, parts: [{value: 100 - kz1}]}
measures:
  - {name: r1, label: Ersetzen, when: alt >= 20, field: hf1, priority: 1}
`

// developed sets a survey up that can be answered.
func developed(t *testing.T) (*survey.Evaluation, *survey.Questionnaire) {
	t.Helper()
	fsys := fstest.MapFS{"probe.yaml": {Data: []byte(developSet)}, "plan.yaml": {Data: []byte(developPlan)}}
	set, _, err := parser.Questionnaire(fsys, "probe.yaml")
	if err != nil {
		t.Fatal(err)
	}
	e, _, err := parser.Evaluation(fsys, "plan.yaml", func(string, string) (*survey.Questionnaire, error) { return set, nil })
	if err != nil {
		t.Fatal(err)
	}
	return e, set
}

func developUnit(key string, inhabitants int) survey.Unit {
	return survey.Unit{Key: key, Name: key, Type: survey.VerbandsfreieGemeinde, DistrictKey: "99001", District: "K", Inhabitants: inhabitants}
}

// replies is a response with the answer to alt and rows with users.
func replies(set *survey.Questionnaire, u survey.Unit, alt int, users ...int) *survey.Response {
	r := &survey.Response{ID: u.Key, SetID: set.ID, SetVersion: set.Version, SetDigest: set.Digest, Unit: u, Answers: survey.NewAnswers()}
	number := func(k survey.Key, n int) {
		r.Answers.Set(k, survey.Answer{Value: survey.Value{Kind: survey.KindNumber, Text: fmt.Sprint(n)}})
	}
	number(survey.Key{Question: "alt"}, alt)
	for i, n := range users {
		r.Answers.AddRow("fv", i+1)
		number(survey.Key{Question: "nutzer", Row: i + 1}, n)
	}
	return r
}

// Two units answer both times, one only then and one only now; one of the two
// has another key now. By hand:
//
//	kz1, weighted by inhabitants: then (10 x 6000 + 30 x 2000) / 8000 = 15, now (20 x 6000 + 12 x 2000) / 8000 = 18
//	kz2, the sum of both: then 40, now 32
//	kz3, the mean over their rows: then (1 + 3 + 8) / 3 = 4, now (5 + 7) / 2 = 6
func TestTwoWavesAreComparedOverTheSameUnits(t *testing.T) {
	e, set := developed(t)
	a, b, gone, fresh := developUnit("990010001", 6000), developUnit("990010002", 2000), developUnit("990010003", 9000), developUnit("990010004", 9000)
	renamed := b
	renamed.Key = "990010012"
	state := func(*evaluate.Hit) survey.MeasureState { return survey.MeasureOpen }
	occasion := func(units []survey.Unit, all ...*survey.Response) evaluate.Occasion {
		return evaluate.Occasion{Result: computed(e, units, all, survey.Date{}), Responses: evaluate.InMemory(all), State: state}
	}
	then := occasion([]survey.Unit{a, b, gone}, replies(set, a, 10, 1, 3), replies(set, b, 30, 8), replies(set, gone, 1000, 100))
	now := occasion([]survey.Unit{a, renamed, fresh}, replies(set, a, 20, 5), replies(set, renamed, 12, 7), replies(set, fresh, 0, 900))
	origin := func(key string) (string, evaluate.Absence) {
		if key == renamed.Key {
			return b.Key, evaluate.AbsenceNone
		}
		return key, evaluate.AbsenceNone
	}
	d, err := evaluate.Develop(e, then, now, origin, []*survey.Questionnaire{set})
	if err != nil {
		t.Fatal(err)
	}
	if d.Both != 2 || len(d.Apart) != 1 || d.Apart[0].Unit.Key != fresh.Key || d.Apart[0].Absence != evaluate.AbsenceSilent {
		t.Errorf("both %d, apart %+v", d.Both, d.Apart)
	}
	seen := map[string]bool{}
	for _, c := range d.Changes {
		if c.Grouping != "land" {
			continue
		}
		seen[c.Indicator.Name] = true
		switch c.Indicator.Name {
		case "kz1":
			if *c.Then.Weighted != 15 || *c.Now.Weighted != 18 || c.Both != 2 || c.NThen != 3 || c.NNow != 3 || c.Trends[evaluate.TrendBetter] != 1 || c.Trends[evaluate.TrendWorse] != 1 {
				t.Errorf("kz1: %+v, %v, %v", c, *c.Then.Weighted, *c.Now.Weighted)
			}
		case "kz2":
			if c.Own[0].Number != 40 || c.Own[1].Number != 32 {
				t.Errorf("kz2: %v, %v", c.Own[0].Number, c.Own[1].Number)
			}
		case "kz3":
			if *c.Then.Mean != 4 || *c.Now.Mean != 6 || c.NThen != 3 || c.NNow != 2 {
				t.Errorf("kz3: %v, %v", *c.Then.Mean, *c.Now.Mean)
			}
		}
	}
	for _, name := range []string{"kz1", "kz2", "kz3", "hf1"} {
		if !seen[name] {
			t.Errorf("no change of %s for the whole Land", name)
		}
	}
	if m := d.Measures[0]; m.Units != 2 || m.Then[survey.MeasureOpen] != 1 || m.Now[survey.MeasureOpen] != 1 || m.Gone != 1 || m.New != 1 {
		t.Errorf("%+v", m)
	}
}

// A wave in which nobody answered a set has nothing to compare with.
func TestWhatWasNotAskedThenIsNamed(t *testing.T) {
	e, set := developed(t)
	a := developUnit("990010001", 6000)
	all := []*survey.Response{replies(set, a, 10, 1)}
	one := evaluate.Occasion{Result: computed(e, []survey.Unit{a}, all, survey.Date{}), Responses: evaluate.InMemory(all), State: func(*evaluate.Hit) survey.MeasureState { return survey.MeasureOpen }}
	same := func(key string) (string, evaluate.Absence) { return key, evaluate.AbsenceNone }
	d, err := evaluate.Develop(e, one, one, same, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Changes)+len(d.Units)+len(d.Measures) > 0 || len(d.Apart) != 5 {
		t.Fatalf("%+v", d)
	}
	for _, p := range d.Apart {
		if p.Obstacle == nil || p.Obstacle.Set != set || p.Obstacle.Difference != nil {
			t.Errorf("%+v", p)
		}
	}
}
