package export

import (
	"fmt"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"bestand.example/itbestand/survey"
)

// evaluationCharts makes the charts about an evaluation that need no question
// set to be known: its fields of action and its measures.
func (w *workbook) evaluationCharts(p *plan) error {
	e := w.book.Evaluation
	if e == nil {
		return nil
	}
	return inOrder(
		func() (err error) { p.fieldsChart, err = w.fieldsChart(e); return err },
		func() (err error) { p.typesByField, err = w.typesByField(e); return err },
		func() (err error) { p.phasesChart, err = w.phasesChart(e); return err },
		func() (err error) { p.monitoringChart, err = w.monitoringChart(e); return err },
		func() (err error) { p.tableCharts, err = w.tableCharts(e); return err },
	)
}

// fieldFigures finds the figures of fields in the groups of a grouping; those that
// are suppressed are in no chart.
func (e *Evaluation) fieldFigures(grouping string) []*GroupFigure {
	var all []*GroupFigure
	for i := range e.Groups {
		if g := &e.Groups[i]; g.Indicator.Field && g.Grouping == grouping && g.Median != nil && !g.Hidden && len(g.Part) == 0 {
			all = append(all, g)
		}
	}
	return all
}

// fieldsChart shows the median of each field of action, the tiers side by side.
func (w *workbook) fieldsChart(e *Evaluation) (*chart, error) {
	figures := e.fieldFigures("land")
	if len(figures) == 0 {
		return nil, nil
	}
	var tiers []Tier
	for _, tier := range []Tier{TierMunicipal, TierDistricts} {
		if slices.ContainsFunc(figures, func(g *GroupFigure) bool { return g.Tier == tier }) {
			tiers = append(tiers, tier)
		}
	}
	head := []any{w.d("field")}
	for _, tier := range tiers {
		head = append(head, w.tierLabel(tier))
	}
	rows := w.fieldRows(e, len(tiers), func(i *survey.Indicator, k int) *float64 {
		return medianOf(figures, func(g *GroupFigure) bool { return g.Indicator == i && g.Tier == tiers[k] })
	})
	data, err := w.chartData(head, rows)
	n := w.spanOf(figures, TierMunicipal)
	c := &chart{kind: excelize.Bar, title: w.d("fields", n), alt: w.d("fields_alt", n), labels: "0", unit: 25, most: 100, categories: data.categories()}
	for k, color := range []string{blue, sky}[:len(tiers)] {
		c.series = append(c.series, data.series(1+k, color, ink))
	}
	return c, err
}

// typesByField compares the types of administration in each field with the
// median of the Land.
func (w *workbook) typesByField(e *Evaluation) (*chart, error) {
	byType, land := e.fieldFigures("typ"), e.fieldFigures("land")
	var types []Label
	for _, g := range byType {
		if g.Tier == TierMunicipal && len(g.Group) == 1 && !slices.ContainsFunc(types, func(l Label) bool { return l.Code == g.Group[0].Code }) {
			types = append(types, g.Group[0])
		}
	}
	if len(types) < 2 || len(types) > len(typeColors) {
		return nil, nil
	}
	head := []any{w.d("field"), w.d("land_median")}
	for _, t := range types {
		head = append(head, w.groupLabel([]Label{t}))
	}
	rows := w.fieldRows(e, 1+len(types), func(i *survey.Indicator, k int) *float64 {
		if k == 0 {
			return medianOf(land, func(g *GroupFigure) bool { return g.Indicator == i && g.Tier == TierMunicipal })
		}
		return medianOf(byType, func(g *GroupFigure) bool {
			return g.Indicator == i && g.Tier == TierMunicipal && g.Group[0].Code == types[k-1].Code
		})
	})
	data, err := w.chartData(head, rows)
	n := w.spanOf(land, TierMunicipal)
	c := &chart{kind: excelize.Bar, title: w.d("types_by_field", n), alt: w.d("types_by_field_alt", n), unit: 25, most: 100, categories: data.categories()}
	c.series = append(c.series, data.series(1, ink, ""))
	for k := range types {
		c.series = append(c.series, data.series(2+k, typeColors[k], ink))
	}
	return c, err
}

// typeColors go from dark to light, so that they are told apart in grey.
var typeColors = []string{navy, blue, sky, orange, sand}

// fieldRows makes a row for each field that has a figure; a figure that is not
// known leaves a gap, and is not 0.
func (w *workbook) fieldRows(e *Evaluation, columns int, figure func(i *survey.Indicator, column int) *float64) [][]any {
	var rows [][]any
	for _, i := range e.Fields {
		row, known := []any{shorten(w.titleOf(i.Name, i.Label), maxCategory)}, false
		for k := range columns {
			f := figure(i, k)
			if f == nil {
				row = append(row, nil)
				continue
			}
			row, known = append(row, *f), true
		}
		if known {
			rows = append(rows, row)
		}
	}
	return rows
}

func medianOf(figures []*GroupFigure, is func(*GroupFigure) bool) *float64 {
	if i := slices.IndexFunc(figures, is); i >= 0 {
		return figures[i].Median
	}
	return nil
}

// spanOf says over how many units the figures of a tier are taken: 42, or 40 to
// 48.
func (w *workbook) spanOf(figures []*GroupFigure, tier Tier) string {
	least, most := 0, 0
	for _, g := range figures {
		if g.Tier == tier {
			if least == 0 || g.N < least {
				least = g.N
			}
			most = max(most, g.N)
		}
	}
	if least == most {
		return w.thousands(most)
	}
	return fmt.Sprintf("%s–%s", w.thousands(least), w.thousands(most))
}

// priorities is how many steps a measure's priority has.
const priorities = 3

// unitHits are the measures of single administrations; those of groups are
// counted for themselves.
func (e *Evaluation) unitHits() []Hit {
	return slices.DeleteFunc(slices.Clone(e.Hits), func(h Hit) bool { return h.Unit.Key == "" || h.Priority < 1 || h.Priority > priorities })
}

// brief is a title without what stands behind a dash.
func brief(title string) string {
	head, _, _ := strings.Cut(title, " – ")
	return head
}

// phasesChart counts the measures of all units by phase and priority.
func (w *workbook) phasesChart(e *Evaluation) (*chart, error) {
	counts, total := map[string][priorities]int{}, 0
	for _, h := range e.unitHits() {
		c := counts[h.Measure.Phase]
		c[h.Priority-1]++
		counts[h.Measure.Phase] = c
		total++
	}
	if total == 0 {
		return nil, nil
	}
	head := []any{w.d("phase")}
	for i := range priorities {
		head = append(head, w.fig(fmt.Sprint("priority_", i+1)))
	}
	var rows [][]any
	for _, phase := range e.Phases {
		c := counts[phase.Name]
		rows = append(rows, []any{shorten(brief(w.phaseTitle(phase)), maxCategory), c[0], c[1], c[2]})
	}
	data, err := w.chartData(head, rows)
	return &chart{
		kind: excelize.BarStacked, title: w.d("phases", w.thousands(total)), alt: w.d("phases_alt", w.thousands(total)), labels: "[=0]\"\";0", categories: data.categories(),
		series: []series{data.series(1, navy, ""), data.series(2, blue, ""), data.series(3, sky, ink)},
	}, err
}
