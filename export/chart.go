package export

import (
	"github.com/xuri/excelize/v2"
)

// chart is a chart on cells of the workbook, so that it follows what is changed
// there.
type chart struct {
	kind       excelize.ChartType
	title      string // what is shown, and of how many
	alt        string // what a person hears who does not see it
	categories string // range
	series     []series
	labels     string  // number format of the values; empty: they are not written
	axis       string  // number format of the value axis
	unit       float64 // between two lines of the value axis; 0: as it comes
	most       float64 // end of the value axis, which begins at 0; 0: as it comes
	upright    bool    // columns or a line, categories along the bottom; otherwise bars, first on top
}

// series is a row of values with one colour.
type series struct {
	name   string // cell
	values string // range
	color  string
	ink    string // of the values on it; empty: white
}

// The colours of charts: apart from each other in print and for eyes that do
// not tell red from green.
const (
	blue   = "2F75B5"
	orange = "ED7D31"
	red    = "A50021"
	grey   = "8C8C8C"
	navy   = "1F4E79"
	sky    = "9DC3E6"
	sand   = "F8CBAD"
	straw  = "FFE699"
	mist   = "E7E6E6"
)

// draw puts a chart with its corner on a cell. Its size is in excelize's pixels:
// 8 for a unit of width, and 18 for 15 points of height.
func (w *workbook) draw(sheet, cell string, width, height uint, c chart) error {
	font := excelize.Font{Family: fontName, Size: 9, Color: "404040"}
	var all []excelize.ChartSeries
	for _, s := range c.series {
		ink := s.ink
		if ink == "" {
			ink = "FFFFFF"
		}
		all = append(all, excelize.ChartSeries{
			Name: s.name, Categories: c.categories, Values: s.values, Fill: solid(s.color),
			DataLabel: excelize.ChartDataLabel{Font: excelize.Font{Family: fontName, Size: 8, Color: ink}},
		})
	}
	gap, overlap := uint(45), 100
	if c.kind == excelize.Bar || c.kind == excelize.Col {
		overlap = 0 // beside each other
	}
	legend := excelize.ChartLegend{Position: "bottom", Font: &font}
	if len(all) == 1 {
		legend.Position = "none"
	}
	x := excelize.ChartAxis{Font: font, TickLabelSkip: 1} // otherwise every other name is left out where there are many
	y := excelize.ChartAxis{MajorUnit: c.unit, MajorGridLines: true, Font: font, NumFmt: excelize.ChartNumFmt{CustomNumFmt: c.axis}}
	if c.most > 0 {
		zero := 0.0
		y.Minimum, y.Maximum = &zero, &c.most
	}
	if !c.upright {
		x.ReverseOrder, y.TickLabelPosition = true, excelize.ChartTickLabelHigh
	}
	return w.f.AddChart(sheet, cell, &excelize.Chart{
		Type: c.kind, Series: all, GapWidth: &gap, Overlap: &overlap,
		Title:     excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: c.title, Font: &excelize.Font{Family: fontName, Size: 11, Bold: true, Color: "1F3864"}}}},
		Legend:    legend,
		Format:    excelize.GraphicOptions{AltText: c.alt, Name: c.title},
		Dimension: excelize.ChartDimension{Width: width, Height: height},
		PlotArea:  excelize.ChartPlotArea{ShowVal: c.labels != "", NumFmt: excelize.ChartNumFmt{CustomNumFmt: c.labels}},
		XAxis:     x, YAxis: y,
		Border: excelize.LineOptions{Type: excelize.LineSolid, Width: 0.5},
	})
}

// chartColumns is a block of the hidden sheet with the figures of charts.
type chartColumns struct {
	left, rows int
}

// chartData writes figures for a chart beside those that are there: a row of
// titles, then one for each category.
func (w *workbook) chartData(head []any, rows [][]any) (chartColumns, error) {
	c := chartColumns{left: w.chartWidth + 1, rows: len(rows)}
	w.chartWidth += len(head) + 1
	w.chartHeight = max(w.chartHeight, 1+len(rows))
	for i, row := range append([][]any{head}, rows...) {
		if err := w.f.SetSheetRow(sheetChartData, block{}.cell(c.left, i+1), &row); err != nil {
			return c, err
		}
	}
	return c, nil
}

func (c chartColumns) column(offset, first, last int) string {
	return block{sheet: sheetChartData}.rangeOf(c.left+offset, first, last)
}

// categories are the texts in the first column.
func (c chartColumns) categories() string { return c.column(0, 2, 1+max(1, c.rows)) }

// series is the column so many behind it.
func (c chartColumns) series(offset int, color, ink string) series {
	return series{name: block{sheet: sheetChartData}.ref(c.left+offset, 1), values: c.column(offset, 2, 1+max(1, c.rows)), color: color, ink: ink}
}

// closeChartData sets the hidden sheet up, when all figures are there.
func (w *workbook) closeChartData() error {
	return w.setUp(sheetChartData, layout{kind: evidence, dimension: "A1:" + block{}.cell(max(1, w.chartWidth), max(1, w.chartHeight))})
}

// slot is a place for a chart in a grid of columns of one width.
func slot(columns, rows int) (width, height uint) {
	// The chart ends a little before the last column and row do.
	return uint(columns*100) - 12, uint(rows*18) - 6
}
