package export

import (
	"fmt"

	"github.com/xuri/excelize/v2"

	"bestand.example/itbestand/survey"
)

// sectionCount says how far the questions of a section were answered.
type sectionCount struct {
	label                   string
	answered, missing, open int
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
			if part.asked() > 0 {
				bySection = append(bySection, part)
			}
			whole.answered, whole.missing, whole.open = whole.answered+part.answered, whole.missing+part.missing, whole.open+part.open
		}
		bySet = append(bySet, whole)
	}
	if len(bySection) > maxBars && len(bySet) > 1 {
		return bySet
	}
	return bySection
}

func (c *sectionCount) add(one *setScan, q *survey.Question) {
	if t := one.tallies[q]; t != nil && q.Type.Asked() {
		c.answered += t.answered
		c.missing += t.given() - t.answered
		c.open += t.open
	}
}

// charts writes the figures of both charts to a hidden sheet and the charts to
// the overview.
func (w *workbook) charts(s *scan) error {
	var types [][]any
	byType := s.byType()
	for _, t := range append(survey.UnitTypes(), "") {
		if by := byType[t]; by != nil {
			label := t.Label()
			if t == "" {
				label = w.t("type_unknown")
			}
			types = append(types, []any{label, by[complete], by[incomplete], by[conflict]})
		}
	}
	var sections [][]any
	for _, c := range w.sections(s) {
		n := float64(max(1, c.asked()))
		sections = append(sections, []any{survey.CleanLine(c.label), float64(c.answered) / n, float64(c.missing) / n, float64(c.open) / n})
	}
	if err := w.setUp(sheetChartData, layout{kind: evidence, dimension: "A1:I" + fmt.Sprint(1+max(1, len(types), len(sections)))}); err != nil {
		return err
	}
	left := []any{w.t("chart_type"), w.t("status_vollstaendig"), w.t("status_unvollstaendig"), w.t("status_konflikt")}
	right := []any{w.t("chart_section"), w.t("chart_answered"), w.t("chart_missing"), w.t("chart_open")}
	if err := w.chartData("A", left, types); err != nil {
		return err
	}
	if err := w.chartData("F", right, sections); err != nil {
		return err
	}
	if err := w.addChart("A", w.t("chart_returns"), "[=0]\"\";0", excelize.BarStacked, "A", len(types), 0, blue, orange, red); err != nil {
		return err
	}
	return w.addChart("G", w.t("chart_sections"), "[<0.05]\"\";0%", excelize.BarPercentStacked, "F", len(sections), 0.25, blue, grey, orange)
}

func (w *workbook) chartData(column string, head []any, rows [][]any) error {
	for i, row := range append([][]any{head}, rows...) {
		if err := w.f.SetSheetRow(sheetChartData, fmt.Sprint(column, i+1), &row); err != nil {
			return err
		}
	}
	return nil
}

// The colours of the bars: apart from each other in print and for eyes that do
// not tell red from green.
const (
	blue   = "2F75B5"
	orange = "ED7D31"
	red    = "A50021"
	grey   = "8C8C8C"
)

// addChart draws a bar for each row of the chart data that begin in a column,
// first row on top.
func (w *workbook) addChart(cell, title, format string, kind excelize.ChartType, column string, rows int, unit float64, colors ...string) error {
	font := excelize.Font{Family: fontName, Size: 9, Color: "404040"}
	at := func(offset int, row int) string {
		return fmt.Sprintf("'%s'!$%c$%d", sheetChartData, rune(column[0])+rune(offset), row)
	}
	var series []excelize.ChartSeries
	for i, color := range colors {
		series = append(series, excelize.ChartSeries{
			Name: at(i+1, 1), Categories: at(0, 2) + ":" + at(0, 1+max(1, rows))[len("'"+sheetChartData+"'!"):],
			Values: at(i+1, 2) + ":" + at(i+1, 1+max(1, rows))[len("'"+sheetChartData+"'!"):], Fill: solid(color),
			DataLabel: excelize.ChartDataLabel{Font: excelize.Font{Family: fontName, Size: 8, Color: "FFFFFF"}},
		})
	}
	gap, overlap := uint(45), 100
	return w.f.AddChart(sheetOverview, fmt.Sprint(cell, chartsRow), &excelize.Chart{
		Type: kind, Series: series, GapWidth: &gap, Overlap: &overlap,
		Title:  excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: title, Font: &excelize.Font{Family: fontName, Size: 11, Bold: true, Color: "1F3864"}}}},
		Legend: excelize.ChartLegend{Position: "bottom", Font: &font},
		Format: excelize.GraphicOptions{AltText: title, Name: title},
		// Excelize reckons with 8 pixels for a unit of width and 18 for 15 points;
		// the chart ends a little before the last column and row do.
		Dimension: excelize.ChartDimension{Width: 6*(columnWidth*8) - 12, Height: chartRows*18 - 6},
		PlotArea:  excelize.ChartPlotArea{ShowVal: true, NumFmt: excelize.ChartNumFmt{CustomNumFmt: format}},
		XAxis:     excelize.ChartAxis{ReverseOrder: true, Font: font},
		YAxis:     excelize.ChartAxis{MajorUnit: unit, MajorGridLines: true, Font: font, TickLabelPosition: excelize.ChartTickLabelHigh},
		Border:    excelize.LineOptions{Type: excelize.LineSolid, Width: 0.5},
	})
}
