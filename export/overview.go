package export

import (
	"math"
	"strconv"
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
	chartRows       = 17
	contentsRow     = chartsRow + chartRows + 1
)

// overview fills the first sheet: what this is, the figures that matter, two
// charts, where to find what, and how to read it.
func (w *workbook) overview(s *scan, p *plan) error {
	o := &page{w: w, sheet: sheetOverview}
	o.title(s)
	o.tiles(w.tiles(s, p))
	last := o.contents(w.tableOfContents(s, p), w.readingHelp(s))
	if o.err != nil {
		return o.err
	}
	end, err := excelize.CoordinatesToCellName(overviewColumns, last)
	if err != nil {
		return err
	}
	if err := w.setUp(sheetOverview, layout{kind: analysis, onePage: true, dimension: "A1:" + end}); err != nil {
		return err
	}
	if err := w.f.SetColWidth(sheetOverview, "A", "L", columnWidth); err != nil {
		return err
	}
	return w.charts(s)
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
	share := tile{"–", formatText, w.t("tile_answered")}
	if asked > 0 {
		share = tile{float64(answered) / float64(asked), "0%", w.t("tile_answered")}
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

func (o *page) tiles(tiles []tile) {
	for i, t := range tiles {
		from := 1 + 2*i
		o.put(tilesRow, from, from+1, t.value, o.w.tileValue(t.format))
		o.put(tilesRow+1, from, from+1, t.label, o.w.tileLabel())
	}
	o.height(tilesRow, 32)
	o.height(tilesRow+1, 18)
	o.height(tilesRow+2, 8)
	for row := chartsRow; row < contentsRow; row++ {
		o.height(row, 15)
	}
}

// contents writes the table of contents to the left and the reading help to
// the right, and returns the last row.
func (o *page) contents(entries []content, help []string) int {
	const height, lineHeight = 16.5, 11.5
	w, row := o.w, contentsRow
	o.put(row, 1, 6, w.t("contents"), w.heading(12))
	o.put(row, 7, overviewColumns, w.t("reading"), w.heading(12))
	o.height(row, 20)
	n := 0
	for _, h := range help {
		n += lines("• "+h, 6*columnWidth)
	}
	last := row + max(len(entries), int(math.Ceil(float64(n)*lineHeight/height)))
	for i, e := range entries {
		o.entry(row+1+i, e)
	}
	for r := row + 1; r <= last; r++ {
		o.height(r, height)
	}
	o.block(row+1, last, 7, overviewColumns, "• "+strings.Join(help, "\n• "), w.small())
	return last
}

func (o *page) entry(row int, e content) {
	cell := "A" + strconv.Itoa(row)
	o.put(row, 1, 2, e.sheet, o.w.contentLink())
	o.do(func() error { return o.w.f.SetCellHyperLink(o.sheet, cell, location(e.sheet, "A1"), "Location") })
	o.put(row, 3, 6, e.text, o.w.small())
}
