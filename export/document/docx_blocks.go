package document

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

func (w *docx) block(b Block) {
	switch b := b.(type) {
	case Heading:
		w.heading(b)
	case Paragraph:
		w.styled(b)
	case Bullets:
		for _, item := range b.Items {
			w.para("ListBullet", "", runs(item, ""))
		}
	case Facts:
		w.facts(b)
	case Overview:
		w.overview(b)
	case Question:
		w.question(b)
	case Ticks:
		w.ticks(b)
	case Lines:
		w.lines(b)
	case Boxes:
		w.boxes(b)
	case Table:
		w.table(b)
	case Listing:
		w.listing(b)
	case Answers:
		w.answers(b)
	}
}

// question keeps all that belongs to a question on one page: everything but
// its last block stays with what follows.
func (w *docx) question(q Question) {
	w.inside, w.keep = true, len(q.Blocks) > 0
	label := runs(q.Label, bold)
	if q.Number != "" {
		label = runs(q.Number, bold) + tab + label
	}
	if q.Required {
		label += runs(" *", bold)
	}
	if q.Wish != "" {
		label += runs(" "+q.Wish, small)
	}
	w.para(either(q.Number == "", "QuestionBare", "Question"), either(q.NewPage, `<w:pageBreakBefore/>`, ""), label)
	for i, b := range q.Blocks {
		w.keep = i < len(q.Blocks)-1 || w.leads
		w.block(b)
	}
	w.inside, w.keep = false, false
}

// How many short choices stand in one column before they take two.
const (
	oneColumn  = 8
	shortLabel = 44
)

func (w *docx) ticks(t Ticks) {
	box := glyph(t.Round)
	if t.Inline {
		text := ""
		for i, item := range t.Items {
			if i > 0 || t.Lead != "" {
				text += "    "
			}
			text += box + "\u00a0" + strings.ReplaceAll(item.Text, " ", "\u00a0")
		}
		w.para(either(t.Lead != "", "Reason", "Body"), "", runs(t.Lead+text, ""))
		return
	}
	if len(t.Items) > oneColumn && allShort(t.Items) {
		w.twoColumns(t.Items, box)
		return
	}
	keep := w.keep
	for i, item := range t.Items {
		w.keep = keep || i < len(t.Items)-1
		w.tick(item, box, w.textWidth())
	}
	w.keep = keep
}

func allShort(items []Tick) bool {
	for _, item := range items {
		if item.Write || utf8.RuneCountInString(item.Text) > shortLabel {
			return false
		}
	}
	return true
}

func (w *docx) tick(item Tick, box string, width int) {
	text := runs(box, "") + tab + runs(item.Text, "")
	more := ""
	if item.Write {
		more = fmt.Sprintf(`<w:tabs><w:tab w:val="right" w:leader="underscore" w:pos="%d"/></w:tabs>`, width)
		text += runs(" ", "") + tab
	}
	w.para("Tick", more, text)
}

// twoColumns runs down the left column, then down the right one.
func (w *docx) twoColumns(items []Tick, box string) {
	half := (len(items) + 1) / 2
	width := (w.textWidth() - indent) / 2
	w.f(`<w:tbl><w:tblPr><w:tblW w:w="%d" w:type="dxa"/><w:tblInd w:w="%d" w:type="dxa"/><w:tblLayout w:type="fixed"/>%s</w:tblPr><w:tblGrid><w:gridCol w:w="%d"/><w:gridCol w:w="%d"/></w:tblGrid>`,
		2*width, indent, noMargins, width, width)
	keep := w.keep
	for i := range half {
		w.keep = keep || i < half-1
		w.f(`<w:tr><w:trPr><w:cantSplit/></w:trPr>`)
		for _, j := range []int{i, half + i} {
			w.f(`<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr>`, width)
			if j < len(items) {
				w.para("TickInTable", "", runs(box, "")+tab+runs(items[j].Text, ""))
			} else {
				w.para("TickInTable", "", "")
			}
			w.f(`</w:tc>`)
		}
		w.f(`</w:tr>`)
	}
	w.keep = keep
	w.f(`</w:tbl>`)
	w.after()
}

// after ends a table: without a paragraph behind it Word would melt it
// together with the next.
func (w *docx) after() { w.para("Gap", "", "") }

const noMargins = `<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>`

// lines are drawn by a tabulator that leads with a line; what stands behind a
// short one begins at its end.
func (w *docx) lines(l Lines) {
	keep := w.keep
	for i := range l.Count {
		w.keep = keep || i < l.Count-1
		end, text := w.textWidth(), ""
		if l.Short {
			end = indent + 2600
		}
		if l.Lead != "" && i == 0 {
			text = runs(l.Lead+" ", "")
			if l.Short {
				end = indent + 5600
			}
		}
		text += tab
		if i == l.Count-1 && l.Unit != "" {
			text += runs(" "+l.Unit, "")
		}
		for _, t := range l.Ticks {
			text += runs("     "+string(squareBox)+"\u00a0"+t, "")
		}
		w.para("Line", fmt.Sprintf(`<w:tabs><w:tab w:val="%s" w:leader="underscore" w:pos="%d"/></w:tabs>`, either(l.Short, "left", "right"), end), text)
	}
	w.keep = keep
}
