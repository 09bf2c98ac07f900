package evaluate

import (
	"slices"

	"bestand.example/itbestand/survey"
)

// matrix makes a table of the statements of a matrix by the answers to them. A
// statement that was not asked, or has no answer, is in no column; each total is
// of those that answered.
func (c *computation) matrix(t *survey.Table, result *Table, items []item) {
	var statements [][]*group
	var columns []Label
	for _, q := range t.Rows.Question.Rows {
		groups := c.divide(items, survey.Grouping{statement(t, q)})
		statements = append(statements, groups)
		for _, g := range groups {
			if indexOf(columns, g.labels[0]) < 0 {
				columns = append(columns, g.labels[0])
			}
		}
	}
	slices.SortFunc(columns, func(a, b Label) int { return compareLabels([]Label{a}, []Label{b}) })
	result.Columns, result.Totals.Columns = columns, make([]Cell, len(columns))
	for i, q := range t.Rows.Question.Rows {
		cells := make([]Cell, len(columns))
		for _, g := range statements[i] {
			k := indexOf(columns, g.labels[0])
			cells[k] = c.cell(result, g)
			result.Totals.Columns[k].N += cells[k].N
		}
		all := Cell{N: len(items) - c.unplaced(items, statement(t, q))}
		if all.N == 0 {
			continue
		}
		result.Rows = append(result.Rows, Label{q.Name, q.Label, i})
		result.Cells, result.Totals.Rows = append(result.Cells, cells), append(result.Totals.Rows, all)
		result.Totals.All.N += all.N
	}
}

// statement is the axis of the answers to a statement.
func statement(t *survey.Table, q *survey.Question) survey.Axis {
	return survey.Axis{Name: q.Name, Kind: survey.AxisQuestion, Set: t.Rows.Set, Question: q}
}

func indexOf(labels []Label, l Label) int {
	return slices.IndexFunc(labels, func(o Label) bool { return o.Code == l.Code })
}
