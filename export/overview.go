package export

import (
	"strings"

	"github.com/xuri/excelize/v2"

	"bestand.example/itbestand/survey"
)

// The overview is a page of twelve equal columns, so that six tiles and two
// charts share its edges.
const (
	overviewColumns = 12
	columnWidth     = 12.5
	tilesRow        = 5
	chartsRow       = 8
	gridHeight      = 15 // of the rows below charts, in points
)

// overview fills the first sheet: what this is, the figures that matter, charts,
// and where to find what. It is made for one page.
func (w *workbook) overview(s *scan, p *plan) error {
	o := &page{w: w, sheet: sheetOverview}
	o.title(s)
	o.tiles(w.tiles(s, p))
	// Excelize reckons with the sizes of columns and rows: they come first.
	o.do(func() error { return w.f.SetColWidth(sheetOverview, "A", "L", columnWidth) })
	left, right := w.overviewPicks(p)
	rows := 17
	switch {
	case len(left)+len(right) == 0:
		rows = 0
	case len(right) > 1:
		rows = 24
	}
	for row := chartsRow; row <= chartsRow+rows; row++ {
		o.height(row, gridHeight)
	}
	o.charts(1, rows, left)
	o.charts(1+overviewColumns/2, rows, right)
	last := o.contents(chartsRow+rows+1, w.tableOfContents(s, p))
	if o.err != nil {
		return o.err
	}
	return w.setUp(sheetOverview, layout{kind: analysis, onePage: true, dimension: "A1:" + block{}.cell(overviewColumns, last)})
}

// overviewPicks chooses the charts: one for the left in full height, one or two
// for the right. The response comes first, then the evaluation, then the
// answers.
func (w *workbook) overviewPicks(p *plan) (left, right []chart) {
	var all []chart
	if w.book.Fieldwork != nil {
		if c, _, ok := w.districtChart(p.rates, 0); ok {
			all = append(all, c)
		}
	}
	for _, c := range []*chart{p.fieldsChart, p.phasesChart, p.typesChart, p.sectionsChart} {
		if c != nil {
			all = append(all, *c)
		}
	}
	return all[:min(1, len(all))], all[min(1, len(all)):min(3, len(all))]
}

// charts draws charts below one another in half of the page's width.
func (o *page) charts(column, rows int, all []chart) {
	for i, c := range all {
		o.chart(column, chartsRow+i*rows/len(all), rows/len(all), c)
	}
}

// chart draws a chart over half of the page's width.
func (o *page) chart(column, row, rows int, c chart) {
	width, height := slot(overviewColumns/2, rows)
	o.do(func() error { return o.w.draw(o.sheet, block{}.cell(column, row), width, height, c) })
}

// page writes single cells and keeps the first error.
type page struct {
	w     *workbook
	sheet string
	err   error
}

func (o *page) do(steps ...func() error) {
	for _, step := range steps {
		if o.err == nil {
			o.err = step()
		}
	}
}

// put writes a value over the columns from and to of a row.
func (o *page) put(row, from, to int, value any, style int) {
	o.block(row, row, from, to, value, style)
}

// block writes a value over several rows and columns.
func (o *page) block(top, bottom, from, to int, value any, style int) {
	f := o.w.f
	first, err1 := excelize.CoordinatesToCellName(from, top)
	last, err2 := excelize.CoordinatesToCellName(to, bottom)
	o.do(
		func() error { return err1 },
		func() error { return err2 },
		func() error { return f.SetCellValue(o.sheet, first, value) },
		func() error { return f.SetCellStyle(o.sheet, first, last, style) },
	)
	if first != last {
		o.do(func() error { return f.MergeCell(o.sheet, first, last) })
	}
}

func (o *page) height(row int, points float64) {
	o.do(func() error { return o.w.f.SetRowHeight(o.sheet, row, points) })
}

func (o *page) title(s *scan) {
	w := o.w
	o.put(1, 1, overviewColumns, survey.CleanLine(w.book.Title), w.heading(18))
	o.height(1, 28)
	o.put(2, 1, overviewColumns, w.provenance(s), w.remark())
	o.height(2, 15)
	if w.book.Example {
		o.put(3, 1, overviewColumns, w.t("example_long"), w.alert())
	}
	o.height(3, 15)
	o.height(4, 8)
}

// provenance says in one line what the workbook was made from.
func (w *workbook) provenance(s *scan) string {
	var parts []string
	for _, one := range s.sets {
		name := survey.CleanLine(one.set.Title.In(w.words.Lang()))
		if len(s.sets) > 2 {
			name = one.short // one line has no room for all titles
		}
		parts = append(parts, w.t("provenance_set", name, one.set.Version))
	}
	if state := w.moment(w.book.Created); state != "" {
		parts = append(parts, w.t("state", state))
	}
	if w.book.Digest != "" {
		parts = append(parts, w.t("provenance_digest", survey.ShortDigest(w.book.Digest)))
	}
	if w.book.Program != "" {
		parts = append(parts, survey.CleanLine(w.book.Program))
	}
	return strings.Join(parts, " · ")
}

// tile is a key figure.
type tile struct {
	value  any
	format string
	label  string
}

// tiles are the six key figures.
func (w *workbook) tiles(s *scan, p *plan) []tile {
	count := func(n int, label string) tile { return tile{n, formatWhole, w.t(label)} }
	of := func(st status) (n int) {
		for _, byStatus := range s.byType() {
			n += byStatus[st]
		}
		return n
	}
	answered, asked := 0, 0
	for _, x := range w.sections(s) {
		answered, asked = answered+x.answered, asked+x.asked()
	}
	share := w.shareTile(answered, asked, w.t("tile_answered"))
	if w.book.Fieldwork != nil {
		return append(w.returnTiles(), count(of(conflict), "tile_conflict"), w.measuresTile(share))
	}
	last := count(len(w.notes), "tile_notes")
	for _, sp := range p.sets {
		if len(sp.rosters) > 0 {
			last = tile{sp.rosters[0].spec.rows, formatWhole, w.t("tile_rows", sp.rosters[0].sheets[0])}
			break
		}
	}
	return []tile{count(len(s.units), "tile_units"), count(of(complete), "tile_complete"), count(of(incomplete), "tile_incomplete"),
		count(of(conflict), "tile_conflict"), share, last}
}

// measuresTile counts the measures that are proposed for administrations, as the
// chart does, where there is an evaluation.
func (w *workbook) measuresTile(otherwise tile) tile {
	if e := w.book.Evaluation; e != nil && len(e.Hits) > 0 {
		return tile{len(e.unitHits()), formatWhole, w.d("tile_measures")}
	}
	return otherwise
}

// shareTile is a share, or the sign for one that cannot be told.
func (w *workbook) shareTile(part, whole int, label string) tile {
	if whole == 0 {
		return tile{"–", formatText, label}
	}
	return tile{float64(part) / float64(whole), "0%", label}
}

// returnTiles are four key figures of the response.
func (w *workbook) returnTiles() []tile {
	f := w.book.Fieldwork
	all, some, first := 0, 0, f.Sets[0]
	for _, u := range f.Units {
		switch (&populationTable{w, f}).overall(u.Key) {
		case "all":
			all++
		case "some":
			some++
		}
	}
	asked, answered := 0, 0
	for _, r := range first.Rates {
		if r.By == ByLand {
			asked, answered = asked+r.Units, answered+r.Answered
		}
	}
	return []tile{
		{len(f.Units), formatWhole, w.r("tile_population")}, {all + some, formatWhole, w.r("tile_answered")}, {all, formatWhole, w.r("tile_complete")},
		w.shareTile(answered, asked, w.r("tile_rate", first.Set.Short)),
	}
}

func (o *page) tiles(tiles []tile) {
	for i, t := range tiles {
		from := 1 + 2*i
		o.put(tilesRow, from, from+1, t.value, o.w.tileValue(t.format))
		o.put(tilesRow+1, from, from+1, t.label, o.w.tileLabel())
	}
	o.height(tilesRow, 32)
	o.height(tilesRow+1, 18)
	o.height(tilesRow+2, 8)
}

// linkColumns is how many links to sheets stand side by side.
const linkColumns = 6

// contents writes links to all sheets below one another and in columns, and
// returns the last row. What is on them stands in Lesehilfe.
func (o *page) contents(row int, entries []content) int {
	o.put(row, 1, overviewColumns, o.w.t("contents"), o.w.heading(12))
	o.height(row, 20)
	rows := max(1, (len(entries)+linkColumns-1)/linkColumns)
	for i, e := range entries {
		o.link(row+1+i%rows, 1+2*(i/rows), e.sheet)
	}
	for r := row + 1; r <= row+rows; r++ {
		o.height(r, 13.5)
	}
	return row + rows
}

func (o *page) link(row, column int, sheet string) {
	cell := block{}.cell(column, row)
	o.put(row, column, column, sheet, o.w.contentLink())
	o.do(func() error { return o.w.f.SetCellHyperLink(o.sheet, cell, location(sheet, "A1"), "Location") })
}
