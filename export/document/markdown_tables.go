package document

import (
	"strings"
)

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
		if !o.Counts {
			cells = append(cells, either(row.Tick, glyph(false), ""))
		}
		w.row(cells)
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

// answers is a table of question and answer; a title stands in bold.
func (w *markdown) answers(a Answers) {
	head := a.Head
	if head == nil {
		head = []string{"", "", ""}
	}
	w.head(head)
	for _, row := range a.Rows {
		if row.Title {
			w.row([]string{special.Replace(row.Number), "**" + mark(row.Label) + "**", ""})
			continue
		}
		value := mark(row.Value)
		if row.Open {
			value = "**" + value + "**"
		}
		for _, note := range row.Notes {
			value += "<br>" + mark(note)
		}
		w.row([]string{special.Replace(row.Number), mark(row.Label), value})
	}
	w.out.WriteString("\n")
}
