package update

import "strconv"

// rewriteTable brings the part of a table up to date. Its number stays, because
// slicers know it by that; a filter that was set would hide new rows, and goes.
func (p *plan) rewriteTable(m *move) *node {
	n := m.old.tree
	n.set("ref", m.out.String())
	if f := n.child("autoFilter"); f != nil {
		without := m.out
		without.bottom = m.last()
		f.set("ref", without.String())
		f.kids = nil
	}
	n.remove("sortState")
	columns := n.child("tableColumns")
	next := 0
	for _, c := range columns.children("tableColumn") {
		next = max(next, number(c.get("id")))
	}
	for _, name := range m.added {
		next++
		columns.kids = append(columns.kids, &node{name: "tableColumn", attrs: []attr{{"id", strconv.Itoa(next)}, {"name", name}}})
	}
	columns.set("count", strconv.Itoa(len(m.columns)))
	columns.each(func(k *node) {
		where := m.target.name + ", " + m.old.name
		switch k.local() {
		case "calculatedColumnFormula":
			k.setContent(p.columnFormula(k.content(), m.target.name, where, 0))
		case "totalsRowFormula":
			k.setContent(p.follow(k.content(), m.target.name, where))
		}
	})
	return n
}

// columnFormula is the formula of a whole column, which is written as its first
// row sees it: that row is still the first, whatever stands in it. By says how
// far it has moved.
func (p *plan) columnFormula(formula, home, where string, by int) string {
	return rewrite(formula, func(sheet string, a area) (string, string) {
		if a.from.row > 0 && !a.from.fixRow || a.to.row > 0 && !a.to.fixRow {
			if sheet != "" || a.from.move(by, 0) && a.to.move(by, 0) {
				return sheet, a.String()
			}
			return sheet, refError
		}
		return p.followOne(sheet, a, home, where)
	})
}
