package update

import (
	"strings"
)

// drawings brings what the analyst put on top of her cells up to date: charts,
// on sheets of cells and on sheets of their own, and shapes that show a cell.
func (p *plan) drawings(o *output) error {
	for _, s := range p.everySheet() {
		for _, r := range s.rels {
			if r.kind != "drawing" || o.gone[r.target] || r.external {
				continue
			}
			if err := p.drawing(o, s.name, r.target); err != nil {
				return err
			}
		}
	}
	return nil
}

// everySheet lists the sheets, also those that are a chart.
func (p *plan) everySheet() []*sheet {
	return append(append([]*sheet{}, p.old.sheets...), p.old.pictures...)
}

func (p *plan) drawing(o *output, sheet, part string) error {
	deeper, err := p.old.pack.rels(part)
	if err != nil {
		return err
	}
	for _, d := range deeper {
		if (d.kind == "chart" || d.kind == "chartEx") && !d.external && !o.gone[d.target] {
			if err := p.chart(o, sheet, d.target); err != nil {
				return err
			}
		}
	}
	root, err := p.old.pack.tree(part)
	if err != nil {
		return err
	}
	changed := false
	root.each(func(n *node) {
		for i, a := range n.attrs {
			if a.name != "textlink" && a.name != "cellRange" || a.value == "" {
				continue
			}
			if to := p.follow(a.value, "", sheet+", "+n.child0("cNvPr").get("name")); to != a.value {
				n.attrs[i].value = to
				changed = true
			}
		}
	})
	if changed {
		o.tree(part, root)
	}
	return nil
}

// child0 is the first element below with a name, however deep, or an empty one.
func (n *node) child0(name string) *node {
	at := &node{}
	n.each(func(k *node) {
		if at.name == "" && k.local() == name {
			at = k
		}
	})
	return at
}

// chart brings a chart up to date. The figures that it keeps are forgotten,
// because they are read from the cells anew.
func (p *plan) chart(o *output, sheet, part string) error {
	root, err := p.old.pack.tree(part)
	if err != nil {
		return err
	}
	changed := false
	root.each(func(n *node) {
		f := n.child("f")
		if f == nil || f.name == "" {
			return
		}
		text := f.content()
		f.setContent(p.followSeries(text, sheet+", "+part[strings.LastIndexByte(part, '/')+1:]))
		if f.content() == text && !p.concerns(text) {
			return
		}
		for _, cache := range []string{"numCache", "strCache", "multiLvlStrCache", "dlblRangeCache"} {
			n.remove(cache)
		}
		changed = true
	})
	if changed {
		o.tree(part, root)
	}
	return nil
}

// followSeries is follow for a chart: over a table with one row, a series names
// one cell, and means the column.
func (p *plan) followSeries(formula, where string) string {
	return rewrite(formula, func(sheet string, a area) (string, string) {
		single := a.single
		a.single = false
		for _, m := range p.byOld[strings.ToLower(sheet)] {
			a.single = a.single || single && (m.old.first() != m.old.last() || a.from.row != m.old.first())
		}
		sheet, text := p.followOne(sheet, a, "", where)
		if first, last, two := strings.Cut(text, ":"); two && single && first == last {
			text = first
		}
		return sheet, text
	})
}

// concerns reports whether a formula names a sheet with one of the tables, or
// one that is made anew.
func (p *plan) concerns(formula string) bool {
	any := false
	rewrite(formula, func(sheet string, a area) (string, string) {
		for _, t := range p.targets {
			any = any || t.old != nil && strings.EqualFold(t.old.name, sheet)
		}
		return sheet, a.String()
	})
	return any
}
