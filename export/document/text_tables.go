package document

import (
	"strings"
	"unicode/utf8"
)

// facts stand below each other, their values in one column.
func (w *plain) facts(f Facts) {
	widest := 0
	for _, fact := range f.Rows {
		widest = max(widest, utf8.RuneCountInString(fact.Label))
	}
	for _, fact := range f.Rows {
		gap := strings.Repeat(" ", widest-utf8.RuneCountInString(fact.Label)+1)
		w.hang(0, fact.Label+":"+gap, fact.Value)
	}
	w.gap()
}

// overview is a line for each section.
func (w *plain) overview(o Overview) {
	for _, row := range o.Rows {
		var cells []string
		for i, cell := range row.Cells {
			if cell != "" {
				cells = append(cells, o.Head[i+1]+" "+cell)
			}
		}
		w.hang(2, lead(row.Number), row.Text+": "+strings.Join(cells, ", "))
	}
	w.gap()
}

func (w *plain) question(q Question) {
	w.hang(2, lead(q.Number), q.Label)
	for _, b := range q.Blocks {
		switch b := b.(type) {
		case Paragraph:
			w.line(4, b.Text)
		default:
			w.block(b)
		}
	}
}

// table names the column before each field, row by row: columns beside each
// other would need more room than a line has.
func (w *plain) table(t Table) {
	for _, row := range t.Rows {
		w.line(4, strings.TrimSpace(t.Head[0].Text+" "+row[0].Text))
		for i, c := range row[1:] {
			w.field(t.Head[i+1].Text, c.Text, strings.Split(c.Note, "\n"))
		}
	}
}

// answers have the question on one line and the answer below it; in the entry
// of a list both stand on one.
func (w *plain) answers(a Answers) {
	for _, row := range a.Rows {
		switch {
		case row.Title && a.Cards:
			w.line(4, titleOf(row))
		case a.Cards:
			w.field(row.Label, row.Value, row.Notes)
		case row.Title:
			w.hang(2, lead(row.Number), row.Label)
			w.notes(4, row.Notes)
		default:
			w.hang(2, lead(row.Number), row.Label)
			w.line(4, row.Value)
			w.notes(4, row.Notes)
		}
	}
}

func (w *plain) field(label, value string, notes []string) {
	if !strings.HasSuffix(label, "?") && !strings.HasSuffix(label, ":") {
		label += ":"
	}
	w.line(6, label+" "+value)
	w.notes(8, notes)
}

func (w *plain) notes(indent int, notes []string) {
	for _, note := range notes {
		if note != "" {
			w.line(indent, note)
		}
	}
}
