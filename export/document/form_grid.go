package document

import (
	"strconv"

	"bestand.example/itbestand/survey"
)

// mostInCell is how many choices are ticked inside a grid; of longer lists the
// number is written down.
const mostInCell = 5

func (f *form) inCell(q *survey.Question) bool {
	return q.List != nil && len(q.List.Choices) <= mostInCell && q.ChoicesFrom == ""
}

// columnNotes is what the columns say of themselves; a grid has no room for it.
func (f *form) columnNotes(columns []*survey.Question) []Block {
	var blocks []Block
	for _, c := range columns {
		for _, b := range f.about(c) {
			if p, ok := b.(Paragraph); ok {
				blocks = append(blocks, Paragraph{p.Style, f.t("of_column", f.set.Number(c), p.Text)})
			}
		}
		if roster := f.set.Question(c.ChoicesFrom); roster != nil {
			blocks = append(blocks, Paragraph{Hint, f.t("of_column", f.set.Number(c), f.t("entry_of", f.set.Number(roster)))})
		}
		if c.Type.Choice() && c.ChoicesFrom == "" && !f.inCell(c) {
			blocks = append(blocks, f.numbered(c)...)
		}
	}
	return blocks
}

// numbered lists choices with the numbers that are written into a grid.
func (f *form) numbered(q *survey.Question) []Block {
	if len(choices(q)) > longList {
		return []Block{Paragraph{Hint, f.t("of_column", f.set.Number(q), f.t("from_appendix", f.appendixOf(q)))}}
	}
	text := ""
	for i, item := range f.items(q) {
		if i > 0 {
			text += ", "
		}
		text += strconv.Itoa(i+1) + " = " + item.Text
	}
	return []Block{Paragraph{Hint, f.t("of_column", f.set.Number(q), text)}}
}

// grid has a column for each question and empty rows, or the rows that are
// there from the beginning.
func (f *form) grid(q *survey.Question, columns []*survey.Question) Table {
	table := Table{Head: []Cell{{Text: f.t("row_number"), Center: true}}, Widths: []int{1}, Full: true}
	for _, c := range columns {
		table.Head = append(table.Head, Cell{Number: f.set.Number(c), Text: f.columnLabel(c)})
		table.Widths = append(table.Widths, f.weight(c))
	}
	given := f.prefilled(q)
	for i := range f.rowCount(q, len(given)) {
		row := []Cell{{Text: strconv.Itoa(i + 1), Center: true}}
		for _, c := range columns {
			if q.Prefill != nil && c.Name == q.Prefill.Column && i < len(given) {
				row = append(row, Cell{Text: given[i]})
				continue
			}
			row = append(row, f.cell(c))
		}
		table.Rows = append(table.Rows, row)
	}
	return table
}

func (f *form) columnLabel(q *survey.Question) string {
	label := f.text(q.Label)
	if q.Required == survey.Required {
		f.used.required = true
		label += " *"
	}
	if unit := f.unit(q); unit != "" {
		label += " (" + unit + ")"
	}
	return label
}

// cell is room to write, or choices to tick.
func (f *form) cell(q *survey.Question) Cell {
	if !q.Type.Choice() || !f.inCell(q) {
		return Cell{}
	}
	t := f.ticks(q)
	return Cell{Ticks: t.Items, Round: t.Round}
}

// usualRows is how many empty rows a list has where nobody asks for more.
const usualRows = 6

// spareRows is how many empty rows follow those that are given.
const spareRows = 2

// rowCount is how many rows there are to fill in, some of them given.
func (f *form) rowCount(q *survey.Question, given int) int {
	n := usualRows
	switch {
	case f.rows > 0:
		n = f.rows
	case given > 0:
		n = given + spareRows
	}
	if q.Max > 0 {
		n = min(n, q.Max)
	}
	return max(n, given)
}

// prefilled lists the rows that are there from the beginning.
func (f *form) prefilled(q *survey.Question) []string {
	if q.Prefill == nil {
		return nil
	}
	column := f.set.Question(q.Prefill.Column)
	if column == nil || column.List == nil {
		return nil
	}
	var labels []string
	choices := column.List.Choices
	if q.Prefill.Where.Certain() {
		choices = column.List.ChoicesWhere(q.Prefill.Where)
	}
	for _, c := range choices {
		labels = append(labels, f.choiceText(c))
	}
	return labels
}
