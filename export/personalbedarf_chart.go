package export

import (
	"fmt"

	"github.com/xuri/excelize/v2"
)

// areaColors tell areas apart in print without colours too; with each, the colour
// of the numbers on it.
var areaColors = [][2]string{{"1F3864", "FFFFFF"}, {"2F75B5", "FFFFFF"}, {"9DC3E6", ink}, {"6F6F6F", "FFFFFF"}, {"C9C9C9", ink}, {"F4B183", ink}}

// chart draws the posts of the areas, stacked for each stage. It reads the table
// of areas, which is sorted by area and stage.
func (b *staffBook) chart(s *formulaSheet, t formulaBlock, areas int) {
	const rows, rowHeight = 16, 15
	s.row(8)
	at := cellName(1, len(s.lines)+1)
	for range rows {
		s.row(rowHeight)
	}
	ref := func(column string, from, to int) string {
		return fmt.Sprintf("'%s'!$%s$%d:$%s$%d", s.sheet, column, from, column, to)
	}
	font := excelize.Font{Family: fontName, Size: 9, Color: "404040"}
	var series []excelize.ChartSeries
	for i := range areas {
		first, color := t.first+i*stages, areaColors[i%len(areaColors)]
		series = append(series, excelize.ChartSeries{
			Name: fmt.Sprintf("'%s'!$A$%d", s.sheet, first), Categories: ref("C", first, first+stages-1), Values: ref("I", first, first+stages-1),
			Fill: solid(color[0]), DataLabel: excelize.ChartDataLabel{Font: excelize.Font{Family: fontName, Size: 8, Color: color[1]}},
		})
	}
	gap, overlap := uint(60), 100
	title := b.term("chart_title")
	s.before = append(s.before, func() error {
		return b.f.AddChart(s.sheet, at, &excelize.Chart{
			Type: excelize.BarStacked, Series: series, GapWidth: &gap, Overlap: &overlap,
			Title:  excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: title, Font: &excelize.Font{Family: fontName, Size: 11, Bold: true, Color: "1F3864"}}}},
			Legend: excelize.ChartLegend{Position: "right", Font: &font},
			Format: excelize.GraphicOptions{AltText: title, Name: title},
			// Excelize reckons with 18 pixels for 15 points of height.
			Dimension: excelize.ChartDimension{Width: 900, Height: rows*18 - 6},
			PlotArea:  excelize.ChartPlotArea{ShowVal: true, NumFmt: excelize.ChartNumFmt{CustomNumFmt: `[=0]"";0.0`}},
			XAxis:     excelize.ChartAxis{ReverseOrder: true, Font: font},
			YAxis:     excelize.ChartAxis{MajorGridLines: true, Font: font, TickLabelPosition: excelize.ChartTickLabelHigh},
			Border:    excelize.LineOptions{Type: excelize.LineSolid, Width: 0.5},
		})
	})
}
