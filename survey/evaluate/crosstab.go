package evaluate

import (
	"cmp"
	"slices"

	"bestand.example/itbestand/survey"
)

// cell computes the figures of a group of a table. Of nothing there are none.
func (c *computation) cell(result *Table, g *group) Cell {
	t := result.Table
	if g == nil || len(g.items) == 0 {
		return Cell{Values: make([]Datum, len(t.Values))}
	}
	cell := Cell{N: len(g.items)}
	if t.Anonymous {
		cell.items = g.items
	}
	formulas := cellFormulas(t)
	f := c.listFacts(g, formulas)
	for _, other := range c.groupFigures(formulas) {
		c.addGroupFigure(f.Near[0], other, g, nil, result.Tier, false)
	}
	for i, x := range formulas {
		d := datum(x, f)
		d.N = -1
		if base := t.Values[i].Base; base != nil {
			n, _ := base.Number(f)
			d.N = int(n)
		}
		cell.Values = append(cell.Values, d)
	}
	return cell
}

func cellFormulas(t *survey.Table) []*survey.Expression {
	var all []*survey.Expression
	for _, v := range t.Values {
		all = append(all, v.Value)
	}
	return all
}

// rank puts groups in the order of the first figure, the largest first; those
// of which it is unknown come last. Size classes keep their own order, in which
// everybody looks for them.
func (c *computation) rank(t *survey.Table, result *Table, items []item) {
	groups := c.divide(items, survey.Grouping{*t.Rows})
	result.Unplaced = c.unplaced(items, *t.Rows)
	type place struct {
		label Label
		cell  Cell
	}
	places := make([]place, len(groups))
	for i, g := range groups {
		places[i] = place{g.labels[0], c.cell(result, g)}
	}
	order := func(a, b place) int {
		x, y := a.cell.Values[0], b.cell.Values[0]
		if x.Known != y.Known {
			return cmp.Compare(boolNumber(y.Known), boolNumber(x.Known))
		}
		return cmp.Compare(y.Number, x.Number)
	}
	if t.Rows.Kind != survey.AxisSizeClass || t.Top > 0 {
		slices.SortStableFunc(places, order)
	}
	if t.Top > 0 && len(places) > t.Top {
		places = places[:t.Top]
	}
	for _, p := range places {
		result.Rows = append(result.Rows, p.label)
		result.Cells = append(result.Cells, []Cell{p.cell})
	}
	result.Totals.All = c.cell(result, &group{items: items})
}

func boolNumber(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (c *computation) unplaced(items []item, axes ...survey.Axis) int {
	n := 0
	for _, it := range items {
		if len(c.labels(it, axes)) == 0 {
			n++
		}
	}
	return n
}

// cross makes a table of rows by columns.
func (c *computation) cross(t *survey.Table, result *Table, items []item) {
	rows, columns := c.divide(items, survey.Grouping{*t.Rows}), c.divide(items, survey.Grouping{*t.Columns})
	both := map[string]*group{}
	for _, g := range c.divide(items, survey.Grouping{*t.Rows, *t.Columns}) {
		both[codeOf(g.labels)] = g
	}
	for _, column := range columns {
		result.Columns = append(result.Columns, column.labels[0])
		result.Totals.Columns = append(result.Totals.Columns, c.cell(result, column))
	}
	for _, row := range rows {
		result.Rows = append(result.Rows, row.labels[0])
		result.Totals.Rows = append(result.Totals.Rows, c.cell(result, row))
		cells := make([]Cell, len(columns))
		for i, column := range columns {
			cells[i] = c.cell(result, both[codeOf([]Label{row.labels[0], column.labels[0]})])
		}
		result.Cells = append(result.Cells, cells)
	}
	result.Totals.All = c.cell(result, &group{items: items})
	result.Unplaced = c.unplaced(items, *t.Rows, *t.Columns)
}
