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

func (w *markdown) facts(f Facts) {
	w.row([]string{"", ""})
	w.row([]string{"---", "---"})
	for _, fact := range f.Rows {
		value := mark(fact.Value)
		if fact.Boxes != "" {
			value = strings.ReplaceAll(mark(fact.Boxes), "\\#", "\\_ ")
		} else if value == "" {
			value = blank(30)
		}
		w.row([]string{mark(fact.Label), value})
	}
	w.out.WriteString("\n")
}

func (w *markdown) overview(o Overview) {
	w.head(o.Head)
	for _, row := range o.Rows {
		cells := []string{"[" + strings.TrimSpace(special.Replace(row.Number)+" "+mark(row.Text)) + "](#" + row.Anchor + ")"}
		for _, cell := range row.Cells {
			cells = append(cells, mark(cell))
		}
		w.row(append(cells, either(row.Tick, glyph(false), "")))
	}
	w.out.WriteString("\n")
}

func (w *markdown) head(texts []string) {
	line, rule := make([]string, len(texts)), make([]string, len(texts))
	for i, text := range texts {
		line[i], rule[i] = mark(text), "---"
	}
	w.row(line)
	w.row(rule)
}

func (w *markdown) row(cells []string) { w.out.WriteString("| " + strings.Join(cells, " | ") + " |\n") }

func (w *markdown) table(t Table) {
	head := make([]string, len(t.Head))
	for i, c := range t.Head {
		head[i] = strings.TrimSpace(c.Number + " " + c.Text)
	}
	w.head(head)
	for _, row := range t.Rows {
		cells := make([]string, len(row))
		for i, c := range row {
			cells[i] = inTable(c)
		}
		w.row(cells)
	}
	w.out.WriteString("\n")
}

func inTable(c Cell) string {
	switch {
	case c.Circle || c.Square:
		return glyph(c.Circle)
	case len(c.Ticks) > 0:
		var parts []string
		for _, item := range c.Ticks {
			parts = append(parts, glyph(c.Round)+" "+written(item))
		}
		return strings.Join(parts, "<br>")
	}
	text := strings.TrimSpace(special.Replace(c.Number) + " " + mark(c.Text))
	if c.Note != "" {
		text += "<br>" + mark(c.Note)
	}
	return text
}
