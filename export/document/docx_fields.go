package document

import (
	"fmt"
	"strings"
)

// boxes are a row of bordered cells.
func (w *docx) boxes(b Boxes) {
	w.boxTable(b.Pattern, b.Unit, indent)
	w.after()
}

func (w *docx) boxTable(pattern, unit string, left int) {
	const box, gap, room = 330, 170, 2400
	var widths []int
	total := 0
	for _, r := range pattern {
		width := gap
		if r == '#' {
			width = box
		}
		widths, total = append(widths, width), total+width
	}
	if unit != "" {
		widths, total = append(widths, room), total+room
	}
	w.open(total, left, `<w:tblLayout w:type="fixed"/>`+noMargins, widths)
	w.f(`<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="370" w:hRule="exact"/></w:trPr>`)
	for i, r := range pattern {
		if r == '#' {
			w.f(`<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>%s</w:tcPr>`, widths[i], boxLines)
			w.para("Cell", "", "")
		} else {
			w.f(`<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/><w:vAlign w:val="bottom"/></w:tcPr>`, widths[i])
			w.para("Cell", `<w:jc w:val="center"/>`, runs(string(r), ""))
		}
		w.f(`</w:tc>`)
	}
	if unit != "" {
		w.f(`<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>`, room)
		w.para("CellNote", `<w:ind w:left="120"/>`, runs(unit, ""))
		w.f(`</w:tc>`)
	}
	w.f(`</w:tr></w:tbl>`)
}

// facts have a name on the left and room to write on the right.
func (w *docx) facts(facts Facts) {
	left := 0
	if w.inside {
		left = indent
	}
	widths, height := shares(w.textWidth()-left, []int{5, 9}), 450
	if facts.Tight {
		height = 300
	}
	w.open(w.textWidth()-left, left, `<w:tblLayout w:type="fixed"/>`+noMargins, widths)
	for _, fact := range facts.Rows {
		w.f(`<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="%d" w:hRule="atLeast"/></w:trPr><w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/><w:vAlign w:val="bottom"/></w:tcPr>`, height, widths[0])
		w.para("Cell", "", runs(fact.Label, ""))
		border := writeLine
		if fact.Boxes != "" {
			border = ""
		}
		w.f(`</w:tc><w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>%s<w:vAlign w:val="bottom"/></w:tcPr>`, widths[1], border)
		if fact.Boxes != "" {
			w.boxTable(fact.Boxes, "", 0)
			w.para("Gap", "", "")
		} else {
			w.para("Cell", "", runs(fact.Value, ""))
		}
		w.f(`</w:tc></w:tr>`)
	}
	w.f(`</w:tbl>`)
	w.after()
}

func (w *docx) overview(o Overview) {
	widths, height := shares(w.textWidth(), []int{9, 2, 6, 2}), 380
	if o.Counts {
		widths, height = shares(w.textWidth(), []int{10, 3, 3, 3}), 280
	}
	w.open(w.textWidth(), 0, gridLines+`<w:tblLayout w:type="fixed"/>`+gridMargins, widths)
	head := make([]Cell, len(o.Head))
	for i, text := range o.Head {
		head[i] = Cell{Text: text, Center: i == 1 || i == 3 || i > 0 && o.Counts}
	}
	w.row(head, widths, `<w:cantSplit/><w:tblHeader/>`, shaded)
	for _, row := range o.Rows {
		text := strings.TrimSpace(row.Number + "  " + row.Text)
		w.f(`<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="%d" w:hRule="atLeast"/></w:trPr><w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr>`, height, widths[0])
		w.para("Cell", "", fmt.Sprintf(`<w:hyperlink w:anchor="%s">%s</w:hyperlink>`, escape(row.Anchor), runs(text, "")))
		w.f(`</w:tc>`)
		for i, cell := range row.Cells {
			w.f(`<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr>`, widths[i+1])
			w.cell(Cell{Text: cell, Center: i == 0 || o.Counts}, false, widths[i+1])
			w.f(`</w:tc>`)
		}
		if !o.Counts {
			w.f(`<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr>`, widths[3])
			w.cell(Cell{Square: row.Tick, Center: true}, false, widths[3])
			w.f(`</w:tc>`)
		}
		w.f(`</w:tr>`)
	}
	w.f(`</w:tbl>`)
	w.after()
}
