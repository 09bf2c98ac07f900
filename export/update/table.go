package update

import "strconv"

// rewriteTable brings the part of a table up to date. Its number stays, because
// slicers know it by that; a filter that was set would hide new rows, and goes.
func (m *move) rewriteTable() *node {
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
	return n
}
