package export

import (
	"math"
	"slices"
	"strconv"

	"bestand.example/itbestand/survey"
)

// byGroupOnly reports whether a figure is passed on by group only, and there with
// less detail. Those of anonymous persons are guarded in any workbook.
func byGroupOnly(i *survey.Indicator) bool { return (i.Sensitive || i.Personal) && !i.Anonymous }

// toPassOn is the evaluation without what tells of single administrations from
// sensitive or personal answers: figures, measures with their triggers, lists and
// tables. Figures of groups stay where they are not hidden, without what would
// be that of single ones.
func (e *Evaluation) toPassOn() *Evaluation {
	rules := *e.Evaluation
	rules.Measures = slices.DeleteFunc(slices.Clone(rules.Measures), func(m *survey.Measure) bool { return m.Sensitive || m.Personal })
	passed := *e
	passed.Evaluation = &rules
	passed.Figures = slices.DeleteFunc(slices.Clone(e.Figures), func(f Figure) bool { return f.Indicator.Sensitive || f.Indicator.Personal })
	passed.Hits, passed.Gone = passableHits(e.Hits), passableHits(e.Gone)
	passed.Rules = slices.DeleteFunc(slices.Clone(e.Rules), func(r RuleCount) bool { return r.Measure.Sensitive || r.Measure.Personal })
	passed.Tables = nil
	counted := 0
	for _, t := range e.Tables {
		switch {
		case !t.Sensitive && !t.Personal:
			passed.Tables = append(passed.Tables, t)
		case t.Open:
			passed.Tables = append(passed.Tables, t.toPassOn())
			counted++
		}
	}
	passed.Groups = slices.Clone(e.Groups)
	for k := range passed.Groups {
		if byGroupOnly(passed.Groups[k].Indicator) {
			passed.Groups[k] = passed.Groups[k].blunt()
		}
	}
	passed.Monitoring = e.Monitoring.toPassOn()
	passed.withheld = Withheld{
		Indicators: len(slices.DeleteFunc(e.all(), func(i *survey.Indicator) bool { return !i.Sensitive && !i.Personal })),
		Measures:   len(e.Measures) - len(rules.Measures), Tables: len(e.Tables) - len(passed.Tables), Counted: counted,
	}
	return &passed
}

// toPassOn is a table from sensitive answers with the figures that are passed on.
// It is not drawn: how long a bar is says what is hidden as well.
func (t Table) toPassOn() Table {
	rules := *t.Table
	rules.Chart, rules.Values = survey.ChartNone, kept(t.Table.Values, t.Figures)
	t.Table, t.Unplaced, t.Unfiltered = &rules, 0, 0
	cells := func(all []TableCell) []TableCell {
		all = slices.Clone(all)
		for k := range all {
			all[k].Values = kept(all[k].Values, t.Figures)
		}
		return all
	}
	t.Cells = slices.Clone(t.Cells)
	for i := range t.Cells {
		t.Cells[i] = cells(t.Cells[i])
	}
	t.Totals = TableTotals{cells(t.Totals.Rows), cells(t.Totals.Columns), cells([]TableCell{t.Totals.All})[0]}
	return t
}

// kept are the elements that are to be kept.
func kept[T any](all []T, keep []bool) []T {
	var some []T
	for k, x := range all {
		if k < len(keep) && keep[k] {
			some = append(some, x)
		}
	}
	return some
}

// toPassOn is what changed between waves without anything from sensitive,
// personal or anonymous answers: two waves beside each other would tell more of
// those than each of them does.
func (m *Monitoring) toPassOn() *Monitoring {
	if m == nil {
		return nil
	}
	closed := func(i *survey.Indicator) bool { return i != nil && (i.Sensitive || i.Personal || i.Anonymous) }
	rule := func(m *survey.Measure) bool { return m != nil && (m.Sensitive || m.Personal || m.Anonymous) }
	passed := *m
	passed.Changes = slices.DeleteFunc(slices.Clone(m.Changes), func(c Change) bool { return closed(c.Now.Indicator) || closed(c.Then.Indicator) })
	passed.Units = slices.DeleteFunc(slices.Clone(m.Units), func(c UnitChange) bool { return closed(c.Indicator) })
	passed.Measures = slices.DeleteFunc(slices.Clone(m.Measures), func(c MeasureChange) bool { return rule(c.Measure) })
	passed.Apart = slices.DeleteFunc(slices.Clone(m.Apart), func(a Apart) bool { return closed(a.Indicator) || rule(a.Measure) })
	return &passed
}

// passableHits are those of measures that hang on nothing sensitive, with their
// state, but without who noted it and what.
func passableHits(all []Hit) []Hit {
	var kept []Hit
	for _, h := range all {
		if h.Measure.Sensitive || h.Measure.Personal {
			continue
		}
		if n := h.Standing.Note; n != nil {
			plain := *n
			plain.By, plain.Text = "", ""
			h.Standing.Note = &plain
		}
		kept = append(kept, h)
	}
	return kept
}

// Withheld counts what a workbook that is passed on leaves out of an evaluation.
type Withheld struct {
	Indicators int // that are not shown of single administrations
	Measures   int
	Tables     int
	Counted    int // tables that are passed on with what they count
}

// hiddenFigures counts what is hidden because it would tell too much.
func (e *Evaluation) hiddenFigures() int {
	n := 0
	for _, g := range e.Groups {
		if g.Hidden {
			n++
		}
	}
	for _, p := range e.Passed {
		if p.Hidden {
			n++
		}
	}
	for _, t := range e.Tables {
		for _, row := range append(slices.Clone(t.Cells), t.Totals.Rows, t.Totals.Columns, []TableCell{t.Totals.All}) {
			for _, c := range row {
				if c.Hidden {
					n++
				}
				for _, d := range c.Values {
					if d.Hidden {
						n++
					}
				}
			}
		}
	}
	return n
}

// blunt leaves mean and median of a figure, rounded. The others could be used to
// tell whose values they are: the extremes are those of single units, and a mean
// weighted by inhabitants has only one way to come about.
func (g GroupFigure) blunt() GroupFigure {
	of := GroupFigure{Indicator: g.Indicator, Grouping: g.Grouping, Group: g.Group, Part: g.Part, Tier: g.Tier, N: g.N, Counted: g.Counted, Hidden: g.Hidden}
	of.Own, of.Mean, of.Median = twoDigits(g.Own), twoDigits(g.Mean), twoDigits(g.Median)
	return of
}

// twoDigits rounds a number to two digits that count.
func twoDigits(n *float64) *float64 {
	if n == nil || math.IsNaN(*n) || math.IsInf(*n, 0) {
		return n
	}
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(*n, 'e', 1, 64), 64)
	if err != nil {
		return nil // it was just written
	}
	return &rounded
}
