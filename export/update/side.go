package update

import (
	"slices"
	"strconv"
	"strings"

	"bestand.example/itbestand/export/escapes"
)

// side is a table with columns of the analyst's on a sheet that is made anew, as
// those with several tables are. They stand at its right end.
type side struct {
	*move
	fills map[int]*filler
	next  int // the record that comes next
}

// sides finds the tables of a sheet with columns of the analyst's, and refuses
// those for which there is no room, or that have more to them than cells.
func (p *plan) sides(t *target, frame *node) ([]*side, error) {
	var all []*side
	for _, m := range t.moves {
		if m.old == nil || len(m.owned) == 0 {
			continue
		}
		all = append(all, &side{move: m, fills: p.fillers(m)})
		own := m.out
		own.left = m.fresh.at.right + 1
		taken, err := p.drawnOver(t.fresh, own)
		if err != nil {
			return nil, err
		}
		if taken || p.ruled(m) {
			p.refuseSide(m)
		}
		if d := frame.child("dimension"); d != nil {
			if r, ok := parseRect(d.get("ref")); ok {
				r.right = max(r.right, own.right)
				d.set("ref", r.String())
			}
		}
		copyWidths(frame, p.frames[t.old], m.owned, m.old.column, m.outColumn) // the export has none for them
	}
	return all, nil
}

func (p *plan) refuseSide(m *move) {
	for _, name := range m.owned {
		p.refuse(ForeignColumn, m.old.name, m.old.sheet.name, name)
	}
}

// drawnOver reports whether a chart of the export covers some cells.
func (p *plan) drawnOver(s *sheet, cells rect) (bool, error) {
	covered := false
	for _, r := range s.rels {
		if r.kind != "drawing" || r.external {
			continue
		}
		root, err := p.fresh.pack.tree(r.target)
		if err != nil {
			return false, err
		}
		for _, anchor := range root.kids {
			from, to := anchor.child("from"), anchor.child("to")
			if from == nil {
				continue
			}
			at := func(n *node, what string, without int) int {
				if n == nil {
					return without
				}
				return number(n.child0(what).content()) + 1
			}
			box := rect{at(from, "col", 1), at(from, "row", 1), at(to, "col", maxColumn), at(to, "row", maxRow)}
			covered = covered || box.meets(cells)
		}
	}
	return covered, nil
}

// ruled reports whether the analyst's columns have formats, checks or links that
// stand beside the cells, and would be left behind.
func (p *plan) ruled(m *move) bool {
	found := false
	meets := func(list string) {
		for _, one := range strings.Fields(list) {
			r, ok := parseRect(one)
			for _, col := range m.shape.own {
				found = found || ok && slices.Contains(m.owned, m.heading(col)) && r.meets(rect{col, m.old.at.top, col, m.old.at.bottom})
			}
		}
	}
	if frame := p.frames[m.old.sheet]; frame != nil {
		frame.each(func(n *node) {
			switch n.local() {
			case "conditionalFormatting", "dataValidation":
				list, _ := cellsOf(n)
				meets(list)
			case "hyperlink", "mergeCell":
				meets(n.get("ref"))
			case "sparkline":
				meets(n.child0("sqref").content())
			}
		})
	}
	return found
}

// join puts the analyst's cells into a row of the export's.
func (s *side) join(p *plan, r *row) {
	if r.number < s.out.top || r.number > s.out.bottom {
		return
	}
	for i := range r.cells {
		if c := &r.cells[i]; c.col > s.fresh.at.right && c.col <= s.out.right && !c.empty() {
			p.refuseSide(s.move)
		}
	}
	r.cells = slices.DeleteFunc(r.cells, func(c cell) bool { return c.col > s.fresh.at.right && c.col <= s.out.right })
	if r.number == s.out.top {
		for _, c := range s.before.heads {
			s.put(r, c)
		}
		sortCells(r.cells)
		return
	}
	if s.next == len(s.after.records) || int(s.after.records[s.next].row) != r.number {
		return // a table without rows has a blank one
	}
	if i := int(s.from[s.next]); i >= 0 {
		for _, c := range s.before.owned[i].cells {
			if c.formula != nil {
				p.followCell(&c, s.target.name, r.number)
			}
			s.put(r, c)
		}
	} else {
		for col, f := range s.fills {
			if c, ok := p.filled(s.move, f, col, r.number); ok {
				s.put(r, c)
			}
		}
	}
	s.next++
	sortCells(r.cells)
}

// put moves a cell of the old table to its column, if it is the analyst's.
func (s *side) put(r *row, c cell) {
	name := s.heading(c.col)
	if !s.isOwn(name) || c.kind == noCell.kind {
		return
	}
	c.col = s.outColumn(name)
	if c.formula != nil {
		f := *c.formula
		c.formula = &f
		c.relocate(r.number)
	}
	r.cells = append(r.cells, c)
}

// widen gives a table of the export the columns of the analyst's.
func (p *plan) widen(m *move) {
	if len(m.owned) == 0 {
		return
	}
	n := m.fresh.tree
	n.set("ref", m.out.String())
	if f := n.child("autoFilter"); f != nil {
		f.set("ref", m.out.String())
	}
	columns := n.child("tableColumns")
	for _, c := range m.old.tree.child("tableColumns").children("tableColumn") {
		if slices.Contains(m.owned, escapes.Read(c.get("name"))) {
			c.remove("totalsRowFormula")
			c.unset("totalsRowFunction")
			c.unset("totalsRowLabel")
			columns.kids = append(columns.kids, c)
		}
	}
	columns.set("count", strconv.Itoa(len(m.columns)))
	columns.each(func(k *node) {
		if k.local() == "calculatedColumnFormula" {
			k.setContent(p.columnFormula(k.content(), m.target.name, m.target.name+", "+m.old.name, m.out.top-m.old.at.top))
		}
	})
}
