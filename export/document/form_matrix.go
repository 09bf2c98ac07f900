package document

import (
	"slices"

	"bestand.example/itbestand/survey"
)

// matrix is a grid of statements and what they share: a scale to tick on, or a
// number to write.
func (f *form) matrix(q *survey.Question) []Block {
	rows := f.matrixRows(q)
	if len(rows) == 0 {
		return nil
	}
	table, before := f.matrixHead(q, rows[0])
	for _, row := range rows {
		table.Rows = append(table.Rows, f.matrixRow(q, row, len(table.Head)))
	}
	if q.Total != nil {
		sum := make([]Cell, len(table.Head))
		sum[0] = Cell{Text: f.t("total")}
		sum[1] = Cell{Text: survey.FormatNumber(survey.NumberValue(q.Total, 2).Text, f.words.Lang()), Center: true}
		table.Rows = append(table.Rows, sum)
	}
	if q.RowRelevant != nil && !q.RowRelevant.Certain() {
		before = append([]Block{Paragraph{Condition, f.whichRows("rows_only_if", q.RowRelevant)}}, before...)
	}
	return append(before, *table)
}

// matrixRows are the statements that somebody may have to answer.
func (f *form) matrixRows(q *survey.Question) []*survey.Question {
	rows := f.asked(q.Rows)
	if !q.RowRelevant.Certain() || q.RowsFrom == nil {
		return rows
	}
	holds := q.RowsFrom.ChoicesWhere(q.RowRelevant)
	return slices.DeleteFunc(rows, func(row *survey.Question) bool {
		return row.Choice != nil && !slices.ContainsFunc(holds, func(c survey.Choice) bool { return c.Name == row.Choice.Name })
	})
}

// whichRows says which rows of a list of choices are to be filled in. Where only
// the kind of administration decides, nobody needs to know by which attribute.
func (f *form) whichRows(key string, e *survey.Expression) string {
	if e.Unit && len(e.Reads) == 0 {
		return f.t("rows_of_unit")
	}
	return f.t(key, f.set.InWords(e, f.words))
}

// matrixHead names the columns: the steps of the scale or the unit of the
// number, then reasons for not answering.
func (f *form) matrixHead(q, row *survey.Question) (*Table, []Block) {
	table := &Table{Head: []Cell{{Text: either(row.List != nil, f.t("statement"), "")}}, Widths: []int{6}, Full: true}
	add := func(text string, width int) {
		table.Head, table.Widths = append(table.Head, Cell{Text: text, Center: true}), append(table.Widths, width)
	}
	var legend []Block
	switch steps, poles := f.matrixSteps(row); {
	case steps != nil:
		f.used.one, legend = true, poles
		for _, step := range steps {
			add(step, 2)
		}
	case row.List != nil:
		add(f.t("number_of_choice"), 4)
		legend = f.numbered(row)
	default:
		add(f.numberHead(row), 4)
	}
	if q.Estimate {
		f.used.estimate = true
		add(f.t("estimate"), 3)
	}
	for _, code := range q.Missing {
		f.used.missing = true
		add(f.text(f.set.MissingLabel(code)), 3)
	}
	return table, legend
}

func (f *form) matrixSteps(row *survey.Question) ([]string, []Block) {
	if row.List == nil {
		return nil, nil
	}
	return f.steps(row.List.Choices)
}

// numberHead names a column of numbers by its unit.
func (f *form) numberHead(q *survey.Question) string {
	if unit := f.unit(q); unit != "" {
		return f.t("value_in", unit)
	}
	return f.t("value")
}

func (f *form) matrixRow(q, row *survey.Question, columns int) []Cell {
	cells := make([]Cell, columns)
	cells[0] = Cell{Number: f.set.Number(row), Text: f.text(row.Label), Note: f.text(row.Hint)}
	if row.Relevant != nil && q.RowRelevant == nil {
		f.used.condition = true
		note := f.t("only_if", f.set.InWords(row.Relevant, f.words))
		if cells[0].Note != "" {
			note = cells[0].Note + " " + note
		}
		cells[0].Note = note
	}
	steps := 1
	if s, _ := f.matrixSteps(row); s != nil {
		steps = len(s)
		for i := range steps {
			cells[1+i] = Cell{Circle: true, Center: true}
		}
	}
	for i := 1 + steps; i < columns; i++ {
		cells[i] = Cell{Square: true, Center: true}
	}
	return cells
}
