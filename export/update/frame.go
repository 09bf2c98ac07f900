package update

import (
	"slices"
	"strconv"
)

// reframe brings up to date what a sheet that stays says about ranges of cells.
func (x *patch) reframe(frame *node) {
	if d := frame.child("dimension"); d != nil {
		if r, ok := parseRect(d.get("ref")); ok {
			for _, w := range x.weaves {
				r = rect{min(r.left, w.out.left), min(r.top, w.out.top), max(r.right, w.out.right), max(r.bottom, w.out.bottom)}
			}
			d.set("ref", r.String())
		}
	}
	for _, w := range x.weaves {
		x.widths(frame, w)
		x.merges(frame, w)
	}
	x.plan.rules(frame, x.sheet.name, x)
	shown(frame)
}

// shown takes back that a filter hides rows, where only a table could have one.
func shown(frame *node) {
	if p := frame.child("sheetPr"); p != nil && frame.child("autoFilter") == nil {
		p.unset("filterMode")
	}
}

// merges refuses merged cells among the rows of a table.
func (x *patch) merges(frame *node, w *weave) {
	list := frame.child("mergeCells")
	if list == nil {
		return
	}
	rows := w.old.at
	rows.bottom = max(rows.bottom, w.out.bottom)
	for _, n := range list.children("mergeCell") {
		if r, ok := parseRect(n.get("ref")); ok && r.meets(rows) {
			x.refuse(Merged, w.old.name, x.sheet.name, n.get("ref"))
		}
	}
}

// widths gives new columns the width that the export gives them.
func (x *patch) widths(frame *node, w *weave) {
	source, err := x.plan.frame(x.fresh, w.fresh.sheet)
	if err != nil || len(w.added) == 0 {
		return // read before
	}
	copyWidths(frame, source, w.added, w.fresh.column, w.outColumn)
}

// copyWidths gives columns the width that they have in another frame, where they
// have none yet.
func copyWidths(frame, from *node, names []string, there, here func(name string) int) {
	if from == nil || from.child("cols") == nil {
		return
	}
	into := frame.ensure("cols", sheetOrder)
	for _, name := range names {
		to := here(name)
		for _, c := range from.child("cols").children("col") {
			if !spans(c, there(name)) || c.get("width") == "" || slices.ContainsFunc(into.children("col"), func(n *node) bool { return spans(n, to) }) {
				continue
			}
			at := strconv.Itoa(to)
			into.kids = append(into.kids, &node{name: "col", attrs: []attr{{"min", at}, {"max", at}, {"width", c.get("width")}, {"customWidth", "1"}}})
		}
	}
	into.kids = into.children("col")
	slices.SortStableFunc(into.kids, func(a, b *node) int { return number(a.get("min")) - number(b.get("min")) })
	if len(into.kids) == 0 {
		frame.remove("cols")
	}
}

func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}

func spans(n *node, col int) bool { return number(n.get("min")) <= col && col <= number(n.get("max")) }

// links moves the links of a table's cells, and replaces those of the export.
func (x *patch) links(frame *node, m *move) error {
	source, err := x.plan.frame(x.fresh, m.fresh.sheet)
	if err != nil {
		return err
	}
	var kept []*node
	if list := frame.child("hyperlinks"); list != nil {
		for _, n := range list.children("hyperlink") {
			if x.keepLink(n, m) {
				kept = append(kept, n)
			}
		}
	}
	if list := source.child("hyperlinks"); list != nil {
		for _, n := range list.children("hyperlink") {
			if c, ok := parseCorner(n.get("ref")); ok && n.get("id") == "" && m.fresh.at.has(c.col, c.row) {
				m.target.toNew(&c)
				kept = append(kept, &node{name: "hyperlink", attrs: []attr{
					{"ref", c.String()}, {"location", x.carryOver(n.get("location"), m.fresh.sheet.name)}, {"display", n.get("display")},
				}})
			}
		}
	}
	frame.remove("hyperlinks")
	if len(kept) > 0 {
		frame.insert(&node{name: "hyperlinks", kids: kept}, sheetOrder)
	}
	return nil
}

// keepLink reports whether a link is the analyst's, and moves it.
func (x *patch) keepLink(n *node, m *move) bool {
	r, ok := parseRect(n.get("ref"))
	if !ok || !r.meets(m.old.at) || r.top < m.old.first() {
		return true
	}
	if i := r.left - m.old.at.left; i < 0 || i >= len(m.old.columns) || !slices.Contains(m.owned, m.old.columns[i]) {
		return false
	}
	to, result, _ := x.where(x.sheet.name, area{from: corner{col: r.left, row: r.top}, to: corner{col: r.right, row: r.bottom}})
	n.set("ref", to.rectangle().String())
	return result == found
}
