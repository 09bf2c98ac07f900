package evaluate_test

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/evaluate"
	"bestand.example/itbestand/survey/parser"
)

// said writes answers out.
func said(answers []evaluate.Answer, err error) string {
	s := fmt.Sprint(err)
	for _, a := range answers {
		s += fmt.Sprintln(a.Unit, a.Response, a.Set, a.Question, a.Row, a.State, a.Missing, a.Value)
	}
	return s
}

// dump is everything that a result says, to the last digit.
func dump(r *evaluate.Result) string {
	s := ""
	for _, v := range r.Values {
		s += fmt.Sprintln(valueName(v), v.Known, v.Number, v.Level, v.Share, v.Renormalised, said(v.Answers()))
	}
	for _, x := range r.Summaries {
		s += fmt.Sprintln(x.Indicator.Name, x.Grouping, x.Group, x.Part, x.Tier, showSummary(x, "n unknown mean median q1 q3 sd min max hhi weighted"), x.Levels)
	}
	for _, h := range r.Measures {
		s += fmt.Sprintln(h.Measure.Name, h.Unit.Key, h.Row, h.Group, h.Tier, showHit(h))
	}
	for _, t := range r.Tables {
		s += fmt.Sprintln(t.Table.Name, t.Tier, t.Rows, t.Columns, t.Cells, t.Totals, t.Lines, t.Unfiltered, t.Unplaced)
	}
	return s + fmt.Sprintln(r.Rules, r.LeftOut)
}

// It does not matter in which order the responses come.
func TestOrderOfResponsesDoesNotMatter(t *testing.T) {
	for _, x := range examples(t) {
		want := dump(x.compute())
		rapid.Check(t, func(rt *rapid.T) {
			x.responses = rapid.Permutation(x.responses).Draw(rt, "order")
			if got := dump(x.compute()); got != want {
				rt.Fatalf("%s: got\n%s\nwant\n%s", x.name, got, want)
			}
		})
	}
}

const lawSet = `kind: questionnaire
id: law
short: L
version: 1.0.0
title: Law
missing: {unbekannt: unbekannt}
choices:
  art: [{name: a, label: A}, {name: b, label: B}, {name: c, label: C}]
sections:
  - name: s
    label: S
    questions:
      - {name: p1, type: integer, label: P1, missing: [unbekannt]}
      - {name: p2, type: integer, label: P2, missing: [unbekannt]}
      - {name: p3, type: integer, label: P3, missing: [unbekannt]}
      - name: r
        type: repeat
        label: R
        questions:
          - {name: v, type: integer, label: V, missing: [unbekannt]}
          - {name: w, type: integer, label: W, missing: [unbekannt]}
          - {name: art, type: select_one, choices: art, label: Art, missing: [unbekannt]}
`

const lawEvaluation = `kind: evaluation
id: laws
version: 1.0.0
title: Laws
uses: [law]
parameters: [{name: c, value: 0, source: test}]
indicators:
  - {name: x_mean, label: x, level: unit, value: 'mean(map(r, .v + parameter.c))'}
  - {name: x_median, label: x, level: unit, value: 'median(map(r, .v + parameter.c))'}
  - {name: x_min, label: x, level: unit, value: 'min(map(r, .v + parameter.c))'}
  - {name: x_max, label: x, level: unit, value: 'max(map(r, .v + parameter.c))'}
  - {name: x_q1, label: x, level: unit, value: 'quartile(map(r, .v + parameter.c), 1)'}
  - {name: x_weighted, label: x, level: unit, value: 'weighted(map(r, .v + parameter.c), map(r, .w))'}
  - {name: x_ratio, label: x, level: unit, value: 'ratio(map(r, .v + parameter.c * .w), map(r, .w))'}
  - {name: x_parts, label: x, level: unit, min_answered: 0, parts: [{value: p1 + parameter.c, weight: 0.5}, {value: p2 + parameter.c, weight: 2}, {value: p3 + parameter.c}]}
  - {name: x_least, label: x, level: unit, min_answered: 0, combine: min, parts: [{value: p1 + parameter.c}, {value: p2 + parameter.c}, {value: p3 + parameter.c}]}
  - {name: x_sum, label: x, level: unit, value: 'sum(r, .v + parameter.c) - parameter.c * (count(r, .v >= 0) - 1)'}
  - {name: x_sd, label: x, level: unit, value: 'sd(map(r, .v + parameter.c)) + parameter.c'}
  - {name: x_capped, label: x, level: unit, value: 'min(100, p1)'}
  - {name: x_share, label: x, level: unit, value: 'share(map(r, .v > 3))'}
  - {name: x_share_not, label: x, level: unit, value: 'share(map(r, not (.v > 3)))'}
  - {name: x_hhi, label: x, level: unit, value: 'hhi(map(r, .art))'}
  - {name: x_kinds, label: x, level: unit, value: 'len(distinct(map(r, .art)))'}
`

// law is a small survey for the laws of the unknown.
type law struct {
	evaluation *survey.Evaluation
	set        *survey.Questionnaire
}

func newLaw(t *testing.T) law {
	t.Helper()
	fsys := fstest.MapFS{"set.yaml": {Data: []byte(lawSet)}, "evaluation.yaml": {Data: []byte(lawEvaluation)}}
	set, _, err := parser.Questionnaire(fsys, "set.yaml")
	right(t, "law", err)
	e, _, err := parser.Evaluation(fsys, "evaluation.yaml", func(string, string) (*survey.Questionnaire, error) { return set, nil })
	right(t, "law", err)
	return law{e, set}
}

// row is a row whose cells are numbers, or -1 for unknown.
type row struct{ v, w, art int }

func (l law) compute(parts []int, rows []row, c float64) map[string]*evaluate.Value {
	answers := survey.NewAnswers()
	number := func(k survey.Key, n int) {
		a := survey.Answer{Missing: "unbekannt"}
		if n >= 0 {
			a = survey.Answer{Value: survey.Value{Kind: survey.KindNumber, Text: strconv.Itoa(n)}}
		}
		answers.Set(k, a)
	}
	for i, p := range parts {
		number(survey.Key{Question: fmt.Sprintf("p%d", i+1)}, p)
	}
	for i, r := range rows {
		answers.AddRow("r", i+1)
		number(survey.Key{Question: "v", Row: i + 1}, r.v)
		number(survey.Key{Question: "w", Row: i + 1}, r.w)
		a := survey.Answer{Missing: "unbekannt"}
		if r.art >= 0 {
			a = survey.Answer{Value: survey.Value{Kind: survey.KindCode, Text: string(rune('a' + r.art))}}
		}
		answers.Set(survey.Key{Question: "art", Row: i + 1}, a)
	}
	if len(rows) == 0 {
		answers.Set(survey.Key{Question: "r"}, survey.Answer{Value: survey.NoRows})
	}
	l.evaluation.Parameters[0].Value = c
	r := &survey.Response{ID: "1", SetID: "law", SetVersion: "1.0.0", Unit: survey.Unit{Key: "160010001"}, Answers: answers}
	result := computed(l.evaluation, nil, []*survey.Response{r}, survey.Date{})
	all := map[string]*evaluate.Value{}
	for _, v := range result.Values {
		all[strings.TrimPrefix(v.Indicator.Name, "x_")] = v
	}
	return all
}

var (
	cell    = rapid.IntRange(-1, 8)
	someRow = rapid.Custom(func(t *rapid.T) row {
		return row{cell.Draw(t, "v"), rapid.IntRange(-1, 4).Draw(t, "w"), rapid.IntRange(-1, 2).Draw(t, "art")}
	})
)

// Raising everything that is known by c raises every mean, quartile and
// extreme by exactly c. If an unknown answer counted as 0 anywhere, it would
// stay behind.
func TestUnknownIsNeverZero(t *testing.T) {
	l := newLaw(t)
	rapid.Check(t, func(rt *rapid.T) {
		parts := rapid.SliceOfN(cell, 3, 3).Draw(rt, "parts")
		rows := rapid.SliceOfN(someRow, 0, 6).Draw(rt, "rows")
		const c = 1000
		low, high := l.compute(parts, rows, 0), l.compute(parts, rows, c)
		for _, name := range []string{"mean", "median", "min", "max", "q1", "weighted", "ratio", "parts", "least", "sum", "sd"} {
			a, b := low[name], high[name]
			if name == "sum" && len(rows) == 0 {
				continue // of nothing the sum is 0, whatever is added to each
			}
			if a.Known != b.Known || a.Known && math.Abs(b.Number-a.Number-c) > 1e-6 {
				rt.Fatalf("%s: %v %v, raised %v %v", name, a.Known, a.Number, b.Known, b.Number)
			}
		}
		if s, not := low["share"], low["share_not"]; s.Known != not.Known || s.Known && math.Abs(s.Number+not.Number-1) > 1e-9 {
			rt.Fatalf("share %v and its contrary %v", s.Number, not.Number)
		}
	})
}

// A row of which nothing is known counts as if it were not there; and where
// nothing is known at all, no figure is.
func TestUnknownRowsCountAsIfTheyWereNotThere(t *testing.T) {
	l := newLaw(t)
	rapid.Check(t, func(rt *rapid.T) {
		rows := rapid.SliceOfN(someRow, 1, 6).Draw(rt, "rows")
		at := rapid.IntRange(0, len(rows)-1).Draw(rt, "row")
		without := slices.Delete(slices.Clone(rows), at, at+1)
		rows[at] = row{-1, -1, -1}
		parts := []int{-1, -1, -1}
		a, b := l.compute(parts, rows, 0), l.compute(parts, without, 0)
		for _, name := range []string{"mean", "median", "min", "max", "q1", "weighted", "ratio", "sum", "sd", "share", "hhi", "kinds"} {
			known := b[name].Known
			if len(without) == 0 {
				known = false // one row, of which nothing is known, is not a confirmed empty list
			}
			if a[name].Known != known || known && a[name].Number != b[name].Number {
				rt.Fatalf("%s: with %v %v, without %v %v", name, a[name].Known, a[name].Number, b[name].Known, b[name].Number)
			}
		}
		if a["capped"].Known {
			rt.Fatal("min(100, unknown) is known") // 100 would be as wrong as 0
		}
		if a["parts"].Known || a["least"].Known {
			rt.Fatal("a figure of nothing but unknown parts is known")
		}
	})
}
