package document

import (
	"encoding/xml"
	"fmt"
	"strings"
)

// The marks in front of choices. Text fonts lack them.
const (
	squareBox = '☐'
	roundBox  = '○'
)

func glyph(round bool) string { return either(round, string(roundBox), string(squareBox)) }

// either chooses between two texts.
func either(yes bool, a, b string) string {
	if yes {
		return a
	}
	return b
}

const (
	tab        = `<w:r><w:tab/></w:r>`
	bold       = `<w:b/>`
	small      = `<w:sz w:val="17"/><w:szCs w:val="17"/>`
	symbolFont = `<w:rFonts w:ascii="Segoe UI Symbol" w:hAnsi="Segoe UI Symbol" w:eastAsia="Segoe UI Symbol" w:cs="Segoe UI Symbol"/>`
)

func escape(s string) string {
	var b strings.Builder
	if err := xml.EscapeText(&b, []byte(s)); err != nil {
		return "" // a strings.Builder takes everything
	}
	return b.String()
}

// runs writes text with one format; marks to tick get the font that has them,
// and a new line in the text is one on the page.
func runs(text, properties string) string {
	var b strings.Builder
	from := 0
	flush := func(to int) {
		for i, line := range strings.Split(text[from:to], "\n") {
			if i > 0 {
				b.WriteString(`<w:r><w:br/></w:r>`)
			}
			if line != "" {
				fmt.Fprintf(&b, `<w:r>%s<w:t xml:space="preserve">%s</w:t></w:r>`, inProperties(properties), escape(line))
			}
		}
	}
	for i, r := range text {
		if r == squareBox || r == roundBox {
			flush(i)
			fmt.Fprintf(&b, `<w:r>%s<w:t>%c</w:t></w:r>`, inProperties(symbolFont+properties), r)
			from = i + len(string(r))
		}
	}
	flush(len(text))
	return b.String()
}

func inProperties(properties string) string {
	if properties == "" {
		return ""
	}
	return "<w:rPr>" + properties + "</w:rPr>"
}

// paragraph writes a paragraph in a style; more are properties of its own.
func paragraph(style, more, content string) string {
	return fmt.Sprintf(`<w:p><w:pPr><w:pStyle w:val="%s"/>%s</w:pPr>%s</w:p>`, style, more, content)
}

// para writes a paragraph that stays with what follows where it has to.
func (w *docx) para(style, more, content string) {
	keep := ""
	if w.keep {
		keep = `<w:keepNext/>`
	}
	w.f("%s", paragraph(style, keep+more, content))
}

// styleNames tell paragraphs of a question from those between questions.
var styleNames = map[Style][2]string{
	Plain: {"Normal", "Body"}, Subtitle: {"Subtitle", "Subtitle"}, Hint: {"Normal", "Hint"},
	Condition: {"Remark", "Condition"}, Remark: {"Remark", "Body"}, Lead: {"Normal", "Body"}, Small: {"SmallPrint", "Hint"},
}

func (w *docx) styled(p Paragraph) {
	name := styleNames[p.Style][0]
	if w.inside {
		name = styleNames[p.Style][1]
	}
	w.para(name, "", runs(p.Text, ""))
}

func (w *docx) heading(h Heading) {
	style := [...]string{"Title", "Heading1", "Heading2", "Heading3"}[h.Level]
	more := ""
	if h.NewPage {
		more = `<w:pageBreakBefore/>`
	}
	text := runs(h.Text, "")
	if h.Number != "" {
		text = runs(h.Number, "") + tab + text
		if len(h.Number) > 4 {
			more += `<w:ind w:left="0" w:firstLine="0"/>`
			text = runs(h.Number+": "+h.Text, "")
		}
	}
	w.f("%s", paragraph(style, more, w.mark(h.Anchor, text)))
}

// mark makes a place that links lead to.
func (w *docx) mark(anchor, content string) string {
	if anchor == "" {
		return content
	}
	w.marks++
	return fmt.Sprintf(`<w:bookmarkStart w:id="%d" w:name="%s"/>%s<w:bookmarkEnd w:id="%d"/>`, w.marks, escape(anchor), content, w.marks)
}
