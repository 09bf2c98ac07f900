package document

import (
	"fmt"
)

const (
	gridLines = `<w:tblBorders><w:top w:val="single" w:sz="4" w:color="7F7F7F"/><w:left w:val="single" w:sz="4" w:color="7F7F7F"/><w:bottom w:val="single" w:sz="4" w:color="7F7F7F"/>` +
		`<w:right w:val="single" w:sz="4" w:color="7F7F7F"/><w:insideH w:val="single" w:sz="4" w:color="A6A6A6"/><w:insideV w:val="single" w:sz="4" w:color="A6A6A6"/></w:tblBorders>`
	boxLines    = `<w:tcBorders><w:top w:val="single" w:sz="4" w:color="7F7F7F"/><w:left w:val="single" w:sz="4" w:color="7F7F7F"/><w:bottom w:val="single" w:sz="4" w:color="7F7F7F"/><w:right w:val="single" w:sz="4" w:color="7F7F7F"/></w:tcBorders>`
	writeLine   = `<w:tcBorders><w:bottom w:val="single" w:sz="4" w:color="7F7F7F"/></w:tcBorders>`
	gridMargins = `<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="85" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar>`
	shaded      = `<w:shd w:val="clear" w:color="auto" w:fill="EDEDED"/>`
)

// fewLines is up to how many lines a table stays on one page; longer ones
// break between rows and repeat their head.
const fewLines = 14

// tall counts the lines of a table.
func tall(rows [][]Cell) int {
	n := 0
	for _, row := range rows {
		most := 1
		for _, c := range row {
			most = max(most, len(c.Ticks))
		}
		n += most
	}
	return n
}

func (w *docx) open(width, left int, look string, widths []int) {
	w.f(`<w:tbl><w:tblPr><w:tblW w:w="%d" w:type="dxa"/><w:tblInd w:w="%d" w:type="dxa"/>%s</w:tblPr><w:tblGrid>`, width, left, look)
	for _, column := range widths {
		w.f(`<w:gridCol w:w="%d"/>`, column)
	}
	w.f(`</w:tblGrid>`)
}

// shares divides a width by weights.
func shares(width int, weights []int) []int {
	total := 0
	for _, weight := range weights {
		total += weight
	}
	widths := make([]int, len(weights))
	for i, weight := range weights {
		widths[i] = width * weight / max(total, 1)
	}
	return widths
}

func (w *docx) table(t Table) {
	width, left := w.textWidth(), 0
	if !t.Full {
		width, left = width-indent, indent
	}
	widths := shares(width, t.Widths)
	look := gridLines + `<w:tblLayout w:type="fixed"/>` + gridMargins
	w.open(width, left, look, widths)
	keep, together := w.keep, tall(t.Rows) <= fewLines
	if len(t.Head) > 0 {
		w.keep = true
		w.row(t.Head, widths, `<w:cantSplit/><w:tblHeader/>`, shaded)
	}
	for i, cells := range t.Rows {
		w.keep = (keep || i < len(t.Rows)-1) && together
		height := ""
		if hasBlank(cells) && !t.Tight {
			height = `<w:trHeight w:val="480" w:hRule="atLeast"/>`
		}
		w.row(cells, widths, `<w:cantSplit/>`+height, "")
	}
	w.keep = keep
	w.f(`</w:tbl>`)
	w.after()
}

// hasBlank reports whether a row has room to write.
func hasBlank(cells []Cell) bool {
	for _, c := range cells {
		if c.Text == "" && len(c.Ticks) == 0 && !c.Circle && !c.Square {
			return true
		}
	}
	return false
}

func (w *docx) row(cells []Cell, widths []int, properties, fill string) {
	w.f(`<w:tr><w:trPr>%s</w:trPr>`, properties)
	for i, c := range cells {
		w.f(`<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>%s<w:vAlign w:val="%s"/></w:tcPr>`, widths[i], fill, align(c))
		w.cell(c, fill != "", widths[i])
		w.f(`</w:tc>`)
	}
	w.f(`</w:tr>`)
}

func align(c Cell) string {
	if len(c.Ticks) > 0 {
		return "top"
	}
	return "center"
}

func (w *docx) cell(c Cell, head bool, width int) {
	more, format := "", ""
	if c.Center {
		more = `<w:jc w:val="center"/>`
	}
	if head || c.Strong {
		format = bold
	}
	if c.Circle || c.Square {
		w.para("Cell", more, runs(glyph(c.Circle), ""))
		return
	}
	for _, item := range c.Ticks {
		text, more := runs(glyph(c.Round), "")+tab+runs(item.Text, ""), ""
		if item.Write {
			text += runs(" ", "") + tab
			more = fmt.Sprintf(`<w:tabs><w:tab w:val="right" w:leader="underscore" w:pos="%d"/></w:tabs>`, width-200)
		}
		w.para("CellTick", more, text)
	}
	if len(c.Ticks) > 0 {
		return
	}
	text := c.Text
	if c.Number != "" {
		text = c.Number + " " + text
	}
	w.para("Cell", more, runs(text, format))
	if c.Note != "" {
		w.para("CellNote", "", runs(c.Note, ""))
	}
}
