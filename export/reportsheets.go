package export

import (
	"fmt"

	"github.com/xuri/excelize/v2"

	"bestand.example/itbestand/survey"
)

// resultSpec is the first sheet: whose report it is, the fields of action beside
// the medians as a table, and as a chart below it.
func (b *reportBook) resultSpec(rows int) spec {
	above := []aboveRow{
		{[]any{excelize.Cell{StyleID: b.heading(18), Value: survey.CleanLine(b.unit.Name)}}, 30},
		{[]any{excelize.Cell{StyleID: b.line9("facts", ink, false, false), Value: b.facts()}}, 15},
		{[]any{excelize.Cell{StyleID: b.remark(), Value: survey.CleanLine(b.book.Title)}}, 15},
	}
	if b.book.Example {
		above = append(above, aboveRow{[]any{excelize.Cell{StyleID: b.alert(), Value: b.t("example_long")}}, 15})
	}
	above = append(above,
		aboveRow{[]any{excelize.Cell{StyleID: b.remark(), Value: b.rep("remark", b.enough(&survey.Indicator{}))}}, 15},
		aboveRow{nil, 8})
	s := spec{sheet: sheetResult, table: "tblErgebnis", kind: analysis, columns: b.comparisonColumns("field"), freeze: 1, wraps: true, rows: rows, above: above}
	s.prepare = func(sheet string, first, last, _ int) error {
		if rows == 0 {
			return nil
		}
		return b.resultChart(sheet, first, last)
	}
	return s
}

// facts say in a line what the unit is compared as.
func (b *reportBook) facts() string {
	u := b.unit
	text := u.Key + " · " + u.Type.Label()
	if u.Inhabitants > 0 {
		text += " · " + b.rep("inhabitants", u.Inhabitants)
	}
	if class := u.SizeClassLabel(); class != "" {
		text += " · " + b.rep("class", class)
	}
	return survey.CleanLine(text)
}

func (b *reportBook) figureSpec(rows int) spec {
	return spec{
		sheet: sheetOwnFigures, table: "tblKennzahlen", kind: analysis, columns: b.comparisonColumns("figure"), freeze: 1, wraps: true, rows: rows,
		above: b.titled(b.rep("title_figures", b.unit.Name), b.rep("remark", b.enough(&survey.Indicator{}))),
	}
}

func (b *reportBook) measureSpec(rows int) spec {
	c := newColumns()
	for _, h := range []struct {
		key   string
		width float64
	}{
		{"priority", 9}, {"measure", 36}, {"about", 20}, {"state", 9}, {"due", 11}, {"why", 48}, {"field_of", 18}, {"responsible", 18}, {"support", 34}, {"communication", 34},
		// Up to here it is printed.
		{"since", 11}, {"phase", 24}, {"effort", 18},
	} {
		c.add(b.measureHeading(h.key), h.width)
	}
	return spec{
		sheet: sheetOwnMeasures, table: "tblMassnahmen", kind: analysis, columns: c.list, freeze: 2, wraps: true, rows: rows, prints: 10,
		above: b.titled(b.rep("title_measures", b.unit.Name), b.rep("remark_measures")),
	}
}

// resultChart draws the unit's fields beside both medians.
func (b *reportBook) resultChart(sheet string, first, last int) error {
	font := excelize.Font{Family: fontName, Size: 9, Color: "404040"}
	ref := func(column string) string {
		return fmt.Sprintf("'%s'!$%s$%d:$%s$%d", sheet, column, first, column, last)
	}
	head := func(column string) string { return fmt.Sprintf("'%s'!$%s$%d", sheet, column, first-1) }
	var series []excelize.ChartSeries
	for _, one := range []struct{ column, color string }{{"C", blue}, {"F", orange}, {"H", grey}} {
		series = append(series, excelize.ChartSeries{Name: head(one.column), Categories: ref("A"), Values: ref(one.column), Fill: solid(one.color)})
	}
	gap, title := uint(60), b.rep("chart")
	zero, hundred := 0.0, 100.0
	return b.f.AddChart(sheet, fmt.Sprintf("A%d", last+2), &excelize.Chart{
		Type: excelize.Bar, Series: series, GapWidth: &gap,
		Title:     excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: title, Font: &excelize.Font{Family: fontName, Size: 11, Bold: true, Color: "1F3864"}}}},
		Legend:    excelize.ChartLegend{Position: "bottom", Font: &font},
		Format:    excelize.GraphicOptions{AltText: title, Name: title},
		Dimension: excelize.ChartDimension{Width: 880, Height: 400},
		XAxis:     excelize.ChartAxis{ReverseOrder: true, Font: font},
		YAxis:     excelize.ChartAxis{MajorGridLines: true, Font: font, Minimum: &zero, Maximum: &hundred, MajorUnit: 20, TickLabelPosition: excelize.ChartTickLabelHigh},
		Border:    excelize.LineOptions{Type: excelize.LineSolid, Width: 0.5},
	})
}
