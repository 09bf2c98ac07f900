package export

import "strconv"

// Diagramme is a grid of pages: two charts wide and two high on each, or one
// that takes the whole height.
const (
	diagramRows    = 19 // of a chart, with a row above it
	diagramColumns = 6  // of a chart
	diagramScale   = 83 // percent in print: with it, a page holds two charts above one another
)

// diagram is a chart and whether it needs the whole height of a page.
type diagram struct {
	chart
	tall bool
}

// diagrams writes Diagramme.
func (w *workbook) diagrams(p *plan) error {
	if !p.diagrams {
		return nil
	}
	o := &page{w: w, sheet: sheetDiagrams}
	all := w.allDiagrams(p)
	places, pages := w.arrange(all)
	last := pages * 2 * (diagramRows + 1)
	// Excelize reckons with the sizes of columns and rows: they come first.
	o.do(func() error { return w.f.SetColWidth(sheetDiagrams, "A", "L", columnWidth) })
	for row := 1; row <= last; row++ {
		o.height(row, gridHeight)
	}
	for i, d := range all {
		at := places[i]
		o.chart(1+at.column*diagramColumns, 2+(2*at.page+at.half)*(diagramRows+1), d.rows(), d.chart)
	}
	for page := 1; page < pages; page++ {
		o.do(func() error {
			return w.f.InsertPageBreak(sheetDiagrams, "A"+strconv.Itoa(1+page*2*(diagramRows+1)))
		})
	}
	o.do(func() error {
		return w.setUp(sheetDiagrams, layout{kind: analysis, scale: diagramScale, dimension: "A1:" + block{}.cell(2*diagramColumns, last)})
	})
	return o.err
}

// place is where a chart stands: on a page, in a column of it, in its upper or
// lower half.
type place struct{ page, column, half int }

// arrange fills page after page, column after column.
func (w *workbook) arrange(all []diagram) (places []place, pages int) {
	next := 0 // half columns that are taken: four of them are a page
	for _, d := range all {
		if d.tall {
			next += next % 2
		}
		places = append(places, place{next / 4, next / 2 % 2, next % 2})
		next++
		if d.tall {
			next++
		}
	}
	return places, (next + 3) / 4
}

func (d diagram) rows() int {
	if d.tall {
		return 2*diagramRows + 1
	}
	return diagramRows
}

// allDiagrams are the charts in the order in which they are shown.
func (w *workbook) allDiagrams(p *plan) []diagram {
	var all []diagram
	if f := w.book.Fieldwork; f != nil {
		for i := range f.Sets {
			if c, bars, ok := w.districtChart(p.rates, i); ok {
				all = append(all, diagram{c, bars > fewBars})
			}
		}
		for i := range f.Sets {
			if c, ok := w.weeksChart(p.weeks, i); ok {
				all = append(all, diagram{c, false})
			}
		}
	}
	add := func(c *chart, tall bool) {
		if c != nil {
			all = append(all, diagram{*c, tall})
		}
	}
	add(p.fieldsChart, false)
	add(p.phasesChart, false)
	add(p.monitoringChart, false)
	add(p.typesByField, true)
	all = append(all, p.tableCharts...)
	add(p.typesChart, false)
	add(p.sectionsChart, false)
	return all
}

// fewBars is how many bars a chart of half a page's height takes.
const fewBars = 14
