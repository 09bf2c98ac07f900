package update

import (
	"slices"
	"strconv"
	"strings"
)

// carry brings a cell of the analyst's to another row of a sheet.
func (p *plan) carry(c *cell, home string, row int) {
	if c.formula == nil {
		return
	}
	p.followCell(c, home, row)
	c.relocate(row)
}

// filler is a formula that an analyst's column has in every row.
type filler struct {
	text   string
	row    int // for which it is written
	style  int
	name   string
	unable bool // it differs, or names other rows
	attrs  []attr
	more   []attr // of the cell
}

// fillers finds the formulas to copy down.
func (p *plan) fillers(m *move) map[int]*filler {
	all := map[int]*filler{}
	for _, name := range m.owned {
		col := m.old.column(name)
		f := &filler{name: name, style: -1}
		form, formulas := "", 0
		for i, x := range m.before.records {
			for _, c := range m.before.owned[i].cells {
				if c.col != col || c.formula == nil {
					continue
				}
				if c.formula.spreads() {
					p.refuse(Spread, m.old.name, m.target.name, columnName(col)+strconv.Itoa(int(x.row)))
				}
				this, own := relativeForm(c.formula.text, int(x.row))
				if formulas++; formulas == 1 {
					form, f.text, f.row, f.style, f.attrs, f.more = this, c.formula.text, int(x.row), c.style, c.formula.attrs, c.more
				}
				f.unable = f.unable || this != form || !own
			}
		}
		if formulas*2 < len(m.before.records) || formulas == 0 {
			f.text, f.unable = "", false // values, with a formula here and there
		}
		if f.style < 0 {
			f.style = m.before.firstLook[col]
		}
		all[col] = f
	}
	return all
}

// relativeForm is a formula with relative rows as their distance from its own,
// and whether all of these are 0.
func relativeForm(formula string, row int) (string, bool) {
	own := true
	form := rewrite(formula, func(sheet string, a area) (string, string) {
		var b strings.Builder
		for _, c := range []corner{a.from, a.to} {
			if c.row > 0 && !c.fixRow {
				own = own && c.row == row
				b.WriteString("R[" + strconv.Itoa(c.row-row) + "]")
				c.row = 0
			}
			b.WriteString(c.String() + ":")
		}
		return sheet, b.String()
	})
	return form, own
}

// filled is the cell of a new row in an analyst's column.
func (p *plan) filled(m *move, f *filler, col, row int) (cell, bool) {
	c := cell{col: col, style: f.style}
	if f.unable {
		p.unfilled[m.target.name+"!"+f.name] = true
	}
	if f.text == "" || f.unable {
		return c, f.style > 0
	}
	where := m.target.name + "!" + columnName(col) + strconv.Itoa(row)
	text := rewrite(f.text, func(sheet string, a area) (string, string) {
		if a.from.row == f.row && a.to.row == f.row && !a.from.fixRow && !a.to.fixRow {
			a.from.row, a.to.row = row, row
			if m.target.role != patched && (sheet == "" || strings.EqualFold(sheet, m.target.name)) {
				m.columnsTo(&a, a.rectangle()) // have been found in other rows
			}
			return sheet, a.String()
		}
		return p.followOne(sheet, a, m.target.name, where)
	})
	c.formula, c.more = &formula{text: text, attrs: f.attrs}, f.more
	c.relocate(row)
	return c, true
}

// spreads reports whether one formula fills several cells.
func (f *formula) spreads() bool {
	n := node{attrs: f.attrs}
	r, ok := parseRect(n.get("ref"))
	return n.get("t") == "dataTable" || ok && (r.top != r.bottom || r.left != r.right)
}

// relocate brings a formula that names its own cell to another row.
func (c *cell) relocate(row int) {
	c.formula.attrs = slices.Clone(c.formula.attrs)
	for i, a := range c.formula.attrs {
		if a.name == "ref" {
			c.formula.attrs[i].value = columnName(c.col) + strconv.Itoa(row)
		}
	}
}
