package document

import (
	"regexp"
	"strconv"
	"strings"
)

// Markdown writes a document in the dialect of GitHub.
func Markdown(d *Document) []byte {
	w := &markdown{}
	for _, b := range d.Blocks {
		w.block(b)
	}
	w.par("---")
	w.par(mark(d.Footer))
	return []byte(w.out.String())
}

type markdown struct{ out strings.Builder }

// par writes a paragraph and the blank line behind it.
func (w *markdown) par(text string) { w.out.WriteString(text + "\n\n") }

var (
	special = strings.NewReplacer("\\", "\\\\", "`", "\\`", "*", "\\*", "_", "\\_", "[", "\\[", "]", "\\]", "<", "&lt;", ">", "&gt;",
		"&", "&amp;", "|", "\\|", "#", "\\#", "~", "\\~")
	opening = regexp.MustCompile(`^(\s*)([-+=]|\d+([.)]))`)
)

// mark keeps text from meaning anything but itself.
func mark(s string) string {
	lines := strings.Split(special.Replace(s), "\n")
	for i, line := range lines {
		if m := opening.FindStringSubmatchIndex(line); m != nil {
			at := m[4]
			if m[6] >= 0 {
				at = m[6]
			}
			lines[i] = line[:at] + "\\" + line[at:]
		}
	}
	return strings.Join(lines, "<br>")
}

// blank is room to write.
func blank(n int) string { return strings.Repeat("\\_", n) }

func (w *markdown) block(b Block) {
	switch b := b.(type) {
	case Heading:
		w.heading(b)
	case Paragraph:
		w.paragraph(b)
	case Bullets:
		for _, item := range b.Items {
			w.out.WriteString("- " + mark(item) + "\n")
		}
		w.out.WriteString("\n")
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
		w.par(strings.TrimSpace(strings.ReplaceAll(mark(b.Pattern), "\\#", "\\_ ") + " " + mark(b.Unit)))
	case Table:
		w.table(b)
	case Answers:
		w.answers(b)
	case Listing:
		for i, item := range b.Items {
			w.out.WriteString(strconv.Itoa(i+1) + ". " + mark(item) + "\n")
		}
		w.out.WriteString("\n")
	}
}

func (w *markdown) heading(h Heading) {
	text := strings.TrimSpace(mark(h.Text))
	if h.Number != "" {
		text = strings.TrimSpace(special.Replace(h.Number) + " " + text)
	}
	if h.Anchor != "" {
		text = `<a id="` + h.Anchor + `"></a>` + text
	}
	w.par(strings.Repeat("#", h.Level+1) + " " + text)
}

func (w *markdown) paragraph(p Paragraph) {
	switch p.Style {
	case Condition:
		w.par("*" + mark(p.Text) + "*")
	case Remark:
		w.par("> " + mark(p.Text))
	default:
		w.par(mark(p.Text))
	}
}

func (w *markdown) question(q Question) {
	label := strings.TrimSpace(special.Replace(q.Number) + " " + mark(q.Label))
	if q.Required {
		label += " \\*"
	}
	label = "**" + label + "**"
	if q.Wish != "" {
		label += " " + mark(q.Wish)
	}
	w.par(label)
	for _, b := range q.Blocks {
		w.block(b)
	}
}

func (w *markdown) ticks(t Ticks) {
	if t.Inline {
		line := mark(t.Lead)
		for _, item := range t.Items {
			line += " &nbsp; " + glyph(t.Round) + " " + mark(item.Text)
		}
		w.par(strings.TrimPrefix(line, " &nbsp; "))
		return
	}
	for _, item := range t.Items {
		w.out.WriteString(either(t.Round, "- "+glyph(true)+" ", "- [ ] ") + written(item) + "\n")
	}
	w.out.WriteString("\n")
}

func written(item Tick) string {
	if item.Write {
		return mark(item.Text) + " " + blank(20)
	}
	return mark(item.Text)
}

func (w *markdown) lines(l Lines) {
	for i := range l.Count {
		line := either(l.Short, blank(12), blank(40))
		if i == 0 && l.Lead != "" {
			line = mark(l.Lead) + " " + line
		}
		if i == l.Count-1 && l.Unit != "" {
			line += " " + mark(l.Unit)
		}
		for _, t := range l.Ticks {
			line += " &nbsp; " + glyph(false) + " " + mark(t)
		}
		w.par(line)
	}
}
