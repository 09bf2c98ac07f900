package update

import "strings"

// place says where a range of the old workbook is in the new one. Rows of
// tables are followed by what they are about, not by their number. A range with
// some rows of a table has no place where they no longer stand together.
type place int

const (
	found     place = iota
	vanished        // a row that is no longer there
	scattered       // rows that no longer stand together
)

// where finds the new place of an area on a sheet of the old workbook.
func (p *plan) where(sheet string, a area) (area, place, *move) {
	r := a.rectangle()
	for _, m := range p.byOld[strings.ToLower(sheet)] {
		if !r.meets(m.old.at) {
			continue
		}
		if a.from.row > 0 {
			top, bottom, result := m.rows(r.top, r.bottom, a.single)
			if result != found {
				return a, result, m
			}
			a.from.row, a.to.row = top, bottom
		}
		if a.from.col > 0 && m.target.role != patched {
			if !m.columnsTo(&a, r) {
				return a, vanished, m
			}
		}
		return a, found, m
	}
	for _, t := range p.dropped {
		if strings.EqualFold(t.sheet.name, sheet) && r.meets(t.at) {
			return a, vanished, nil
		}
	}
	return a, found, nil
}

// columnsTo moves the ends of a range to where its columns are.
func (m *move) columnsTo(a *area, r rect) bool {
	for _, end := range []struct {
		c   *corner
		col int
	}{{&a.from, r.left}, {&a.to, r.right}} {
		if i := end.col - m.old.at.left; i >= 0 && i < len(m.old.columns) {
			if end.c.col = m.outColumn(m.old.columns[i]); end.c.col == 0 {
				return false
			}
		}
	}
	return true
}

// rows moves rows of the table's sheet, of which some are the table's. One says
// that a single cell is meant, and not all rows of a table that has but one.
func (m *move) rows(top, bottom int, one bool) (int, int, place) {
	first, last := m.old.first(), m.old.last()
	by := m.out.top - m.old.at.top
	switch {
	case top <= first && bottom >= last && !one: // all of its rows
		if top >= m.old.at.top {
			top += by
		}
		switch {
		case bottom <= m.old.at.bottom:
			bottom += m.last() - last
		default:
			bottom = max(bottom, m.out.bottom)
		}
		return top, bottom, found
	case bottom < first: // nothing but the header
		if top == m.old.at.top {
			return top + by, bottom + by, found
		}
		return top, bottom + by, found
	case top > last:
		if bottom <= m.old.at.bottom { // the totals
			return top + m.last() - last, bottom + m.last() - last, found
		}
		return top, bottom, m.unmoved()
	case top < first || bottom > last:
		return top, bottom, m.unmoved()
	}
	start := m.rowTo[top-first]
	for row := top; row <= bottom; row++ {
		to := m.rowTo[row-first]
		switch {
		case to == 0 && top == bottom:
			return 0, 0, vanished
		case to == 0 || int(to) != int(start)+row-top:
			return 0, 0, scattered
		}
	}
	return int(start), int(start) + bottom - top, found
}

// unmoved reports whether the table is where it was, row by row.
func (m *move) unmoved() place {
	if m.out.top != m.old.at.top || m.last() != m.old.last() {
		return scattered
	}
	for i, to := range m.rowTo {
		if int(to) != m.old.first()+i {
			return scattered
		}
	}
	return found
}

// follow rewrites a formula of the analyst's workbook on one of its sheets.
// Where names the formula where it cannot be kept.
func (p *plan) follow(formula, home, where string) string {
	return rewrite(formula, func(sheet string, a area) (string, string) {
		return p.followOne(sheet, a, home, where)
	})
}

func (p *plan) followOne(sheet string, a area, home, where string) (string, string) {
	on := sheet
	if on == "" {
		on = home
	}
	to, result, m := p.where(on, a)
	switch result {
	case vanished:
		p.broken[where] = true
		return sheet, refError
	case scattered:
		written := a.String()
		if sheet != "" {
			written = quoteSheet(sheet) + "!" + written
		}
		p.refuse(Scattered, where, written, m.old.name)
	}
	return sheet, to.String()
}

// carryOver rewrites a formula of the export for the new workbook, in which
// sheets may have other names, and tables other places.
func (p *plan) carryOver(formula, home string) string {
	return rewrite(formula, func(sheet string, a area) (string, string) {
		on := sheet
		if on == "" {
			on = home
		}
		t := p.byFresh[strings.ToLower(on)]
		if t == nil {
			return sheet, a.String()
		}
		t.toNew(&a.from)
		t.toNew(&a.to)
		if sheet != "" && t.name != t.fresh.name {
			sheet = t.name
		}
		return sheet, a.String()
	})
}

// toNew moves a cell of a sheet of the export to its place in the new workbook.
func (t *target) toNew(c *corner) {
	if t.role != patched {
		return
	}
	m := t.moves[0]
	if i := c.col - m.fresh.at.left; c.col > 0 && i >= 0 && i < len(m.fresh.columns) {
		c.col = m.outColumn(m.fresh.columns[i])
	}
	if c.row > 0 {
		c.row = max(1, m.outRow(c.row))
	}
}
