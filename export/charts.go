package export

import (
	"slices"
	"strconv"

	"github.com/xuri/excelize/v2"

	"bestand.example/itbestand/survey"
)

// sectionCount says how far the questions of a section were answered.
type sectionCount struct {
	label                   string
	answered, missing, open int
	veiled                  bool // its numbers would tell what is hidden of anonymous persons
}

func (c sectionCount) asked() int { return c.answered + c.missing + c.open }

// maxBars is how many sections a chart takes; with more of them in several
// sets, it shows the sets.
const maxBars = 16

// sections counts answers by section, or by set where there would be too many
// bars. What was not asked is left out, and what is only computed too.
func (w *workbook) sections(s *scan) []sectionCount {
	var bySection, bySet []sectionCount
	lang := w.words.Lang()
	for _, one := range s.sets {
		whole := sectionCount{label: one.set.Title.In(lang)}
		for _, section := range one.set.Sections {
			part := sectionCount{label: section.Label.In(lang)}
			for _, q := range variables(section) {
				part.add(one, q)
				for _, column := range q.Questions {
					part.add(one, column)
				}
			}
			if part.asked() > 0 && !part.veiled {
				bySection = append(bySection, part)
			}
			whole.veiled = whole.veiled || part.veiled
			whole.answered, whole.missing, whole.open = whole.answered+part.answered, whole.missing+part.missing, whole.open+part.open
		}
		if !whole.veiled {
			bySet = append(bySet, whole)
		}
	}
	if len(bySection) > maxBars && len(bySet) > 1 {
		return bySet
	}
	return bySection
}

func (c *sectionCount) add(one *setScan, q *survey.Question) {
	if t := one.tallies[q]; t != nil && q.Type.Asked() && !one.withheld(q) {
		c.answered += t.answered
		c.missing += t.given() - t.answered
		c.open += t.open
		c.veiled = c.veiled || slices.ContainsFunc(one.veiled[q], func(f frequency) bool { return f.hidden })
	}
}

// anythingAsked reports whether there is anything to draw.
func (w *workbook) anythingAsked(s *scan) bool {
	return slices.ContainsFunc(w.sections(s), func(c sectionCount) bool { return c.asked() > 0 })
}

// answerCharts makes the charts that need neither a population nor an
// evaluation.
func (w *workbook) answerCharts(s *scan, p *plan) (err error) {
	return inOrder(
		func() error { p.typesChart, err = w.typesChart(s); return err },
		func() error { p.sectionsChart, err = w.sectionsChart(s); return err },
	)
}

// typesChart shows the returns by type of administration, where nothing is known
// of who was asked.
func (w *workbook) typesChart(s *scan) (*chart, error) {
	var types [][]any
	units := 0
	byType := s.byType()
	for _, t := range append(survey.UnitTypes(), "") {
		if by := byType[t]; by != nil {
			label := t.Label()
			if t == "" {
				label = w.t("type_unknown")
			}
			types = append(types, []any{label, by[complete], by[incomplete], by[conflict]})
			units += by[complete] + by[incomplete] + by[conflict]
		}
	}
	if units == 0 {
		return nil, nil
	}
	data, err := w.chartData([]any{w.t("chart_type"), w.t("status_vollstaendig"), w.t("status_unvollstaendig"), w.t("status_konflikt")}, types)
	return &chart{
		kind: excelize.BarStacked, title: w.d("types", units), alt: w.d("types_alt", units), labels: "[=0]\"\";0",
		categories: data.categories(), series: []series{data.series(1, blue, ""), data.series(2, orange, ""), data.series(3, red, "")},
	}, err
}

// sectionsChart shows how much of what was asked is answered.
func (w *workbook) sectionsChart(s *scan) (*chart, error) {
	var sections [][]any
	asked := 0
	for _, c := range w.sections(s) {
		n := float64(max(1, c.asked()))
		sections = append(sections, []any{shorten(survey.CleanLine(c.label), maxCategory), float64(c.answered) / n, float64(c.missing) / n, float64(c.open) / n})
		asked += c.asked()
	}
	if asked == 0 {
		return nil, nil
	}
	data, err := w.chartData([]any{w.t("chart_section"), w.t("chart_answered"), w.t("chart_missing"), w.t("chart_open")}, sections)
	return &chart{
		kind: excelize.BarPercentStacked, title: w.d("sections", w.thousands(asked)), alt: w.d("sections_alt", w.thousands(asked)), labels: "[<0.05]\"\";0%", axis: "0%", unit: 0.25,
		categories: data.categories(), series: []series{data.series(1, blue, ""), data.series(2, grey, ""), data.series(3, orange, "")},
	}, err
}

// thousands writes a count as a text.
func (w *workbook) thousands(n int) string {
	return survey.FormatNumber(strconv.Itoa(n), w.words.Lang())
}

// maxCategory is how long the name of a bar may be, so that it leaves room for
// the bar.
const maxCategory = 44
