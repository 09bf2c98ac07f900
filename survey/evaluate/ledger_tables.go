package evaluate

import (
	"slices"
	"strconv"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/conceal"
)

// table takes in the cells of a table.
func (l *ledger) table(t *tabled) {
	inside := map[*unit]bool{}
	for _, it := range t.items {
		inside[it.unit] = true
	}
	if t.Table.Table.Kind == survey.TableCrosstab {
		l.cross(t, inside)
		return
	}
	single := map[*unit][]Datum{}
	for _, u := range l.units {
		single[u] = l.c.cell(t.Table, &group{items: []item{u.self}}).Values
	}
	for i, row := range t.Rows {
		l.ranked(t, inside, single, &t.Cells[i][0], &row)
	}
	l.ranked(t, inside, single, &t.Totals.All, nil)
}

// placed tells of a place on an axis of a table who has it, whatever they answered, and
// whose answer has it, wherever they are.
func (l *ledger) placed(axis survey.Axis, label Label, inside map[*unit]bool) (over, worth func(*unit) bool) {
	has := func(u *unit) bool { return slices.Contains(l.codes(axis, u), label.Code) }
	if l.c.secret(axis) {
		return func(u *unit) bool { return inside[u] }, has
	}
	return func(u *unit) bool { return inside[u] && has(u) }, func(*unit) bool { return true }
}

// cross takes in a table that counts rows by columns, of which one at least is of
// sensitive answers.
func (l *ledger) cross(t *tabled, inside map[*unit]bool) {
	rows, columns := *t.Table.Table.Rows, *t.Table.Table.Columns
	name := t.Table.Table.Name + string(t.Tier)
	both := l.c.secret(rows) && l.c.secret(columns)
	totals := func(axis survey.Axis, labels []Label, cells []Cell, side string) {
		for k := range labels {
			if l.c.secret(axis) {
				over, worth := l.placed(axis, labels[k], inside)
				l.count(&conceal.Group{Family: name + side}, over, worth, l.answered(axis), l.is(axis, labels[k].Code), &cells[k])
			}
		}
	}
	totals(rows, t.Rows, t.Totals.Rows, " rows")
	totals(columns, t.Columns, t.Totals.Columns, " columns")
	for i, row := range t.Rows {
		inRow, ofRow := l.placed(rows, row, inside)
		for k, column := range t.Columns {
			inColumn, ofColumn := l.placed(columns, column, inside)
			over := func(u *unit) bool { return inRow(u) && inColumn(u) }
			worth := func(u *unit) bool { return ofRow(u) && ofColumn(u) }
			is := func(x neverGiven) bool { return l.is(rows, row.Code)(x) && l.is(columns, column.Code)(x) }
			g := &conceal.Group{Family: name + " row " + row.Code, Also: name + " column " + column.Code}
			switch {
			case both:
				n := len(l.among(over, worth))
				few := func(n int) bool { return n > 0 && n < l.system.Limit }
				g.Small = few(n) || few(len(l.among(over, ofRow))-n) || few(len(l.among(over, ofColumn))-n)
				l.cell(g, over, worth, oneOf(is), func() { t.Cells[i][k].Hidden = true })
			case l.c.secret(rows): // the families of a row are compared with who is in it
				g.Family, g.Also = g.Also, g.Family
				l.count(g, over, worth, l.answered(rows), is, &t.Cells[i][k])
			default:
				l.count(g, over, worth, l.answered(columns), is, &t.Cells[i][k])
			}
		}
	}
}

// answered tells who has a place on an axis.
func (l *ledger) answered(axis survey.Axis) func(*unit) bool {
	return func(u *unit) bool { return len(l.codes(axis, u)) > 0 }
}

func (l *ledger) among(over, worth func(*unit) bool) []*unit {
	return slices.DeleteFunc(slices.Clone(l.units), func(u *unit) bool { return !over(u) || !worth(u) })
}

// count takes in how many of some units gave an answer.
func (l *ledger) count(g *conceal.Group, over, worth, any func(*unit) bool, never func(neverGiven) bool, c *Cell) {
	g.Of, g.Small = len(l.among(over, any)), l.few(over, worth, any)
	l.cell(g, over, worth, oneOf(never), func() { c.Hidden = true })
}

// cell takes in how many of some units answered something, with what hides it.
func (l *ledger) cell(g *conceal.Group, over, worth func(*unit) bool, never func(neverGiven) uint64, hide func()) {
	l.hide[l.add(g, over, func(u *unit) float64 { return one(worth(u)) }, never)] = hide
}

// few reports whether too few of those of some units who answered at all gave an
// answer, or too few another one: that none did, or all, would tell the answer of
// each.
func (l *ledger) few(over, worth, any func(*unit) bool) bool {
	n, of := len(l.among(over, worth)), len(l.among(over, any))
	return n < l.system.Limit || of-n < l.system.Limit
}

// ranked takes in the figures of a row of a ranking; without one, those of all.
func (l *ledger) ranked(t *tabled, inside map[*unit]bool, single map[*unit][]Datum, c *Cell, row *Label) {
	axis, name := *t.Table.Table.Rows, t.Table.Table.Name+string(t.Tier)
	over, worth := func(u *unit) bool { return inside[u] }, func(*unit) bool { return true }
	if row != nil {
		over, worth = l.placed(axis, *row, inside)
	}
	if l.c.secret(axis) {
		if row != nil {
			l.count(&conceal.Group{Family: name + " rows"}, over, worth, l.answered(axis), l.is(axis, row.Code), c)
		}
		return
	}
	for k := range t.Figures {
		if !t.Figures[k] || !l.c.tells(t.Table.Table.Values[k].Value) {
			continue
		}
		known := func(u *unit) bool { return single[u][k].Known }
		holds := func(u *unit) bool { return known(u) && single[u][k].Number > 0 }
		questions, _ := l.c.Sources(t.Table.Table.Values[k].Value)
		reads := func(x neverGiven) bool {
			return slices.ContainsFunc(questions, func(s survey.Source) bool { return s.Question == x.question })
		}
		l.add(&conceal.Group{Family: "n", Fixed: true}, over, func(u *unit) float64 { return one(known(u)) }, oneOf(func(x neverGiven) bool { return known(x.like) || reads(x) }))
		g := &conceal.Group{Family: name + " " + strconv.Itoa(k), Of: len(l.among(over, known)), Small: l.few(over, holds, known)}
		if row != nil {
			g.Family, g.Also = g.Family+" row "+row.Code, g.Family
		}
		d := &c.Values[k]
		l.cell(g, over, holds, func(x neverGiven) uint64 {
			if reads(x) {
				return anything(squeezed(t.Table.Table.Values[k]))(x)
			}
			return oneOf(func(x neverGiven) bool { return holds(x.like) })(x)
		}, func() { d.Hidden = true })
	}
}
