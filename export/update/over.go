package update

import (
	"slices"
	"strings"
)

// over refuses what an earlier export made and the new one does not have: old
// figures beside new ones would be taken for new. A table of several on a sheet
// that is made anew goes with the old sheet, if it is nobody's but the export's:
// there is nothing to put into it, as there had not been before.
func (p *plan) over() error {
	for _, name := range p.old.inventory.tables {
		t := p.old.tables[strings.ToLower(name)]
		if t == nil || p.fresh.tables[strings.ToLower(name)] != nil {
			continue
		}
		if !p.renewed(t.sheet) || slices.ContainsFunc(t.columns, func(c string) bool { return !p.old.inventory.column(t.name, c) }) {
			p.refuse(TableOver, t.name, t.sheet.name)
			continue
		}
		p.dropped = append(p.dropped, t)
	}
	for _, name := range p.old.inventory.names {
		if s := p.old.sheet(name); s != nil && p.fresh.sheet(name) == nil && !slices.ContainsFunc(p.targets, func(t *target) bool { return t.old == s }) {
			p.refuse(SheetOver, s.name)
		}
	}
	return p.stillNamed()
}

func (p *plan) renewed(s *sheet) bool {
	return slices.ContainsFunc(p.targets, func(t *target) bool { return t.old == s && t.role == anew })
}

// stillNamed refuses to drop tables that the analyst's formulas name: Excel
// repairs a workbook in which a formula names a table that is not there.
func (p *plan) stillNamed() error {
	if len(p.dropped) == 0 {
		return nil
	}
	seen := func(formula string) {
		low := strings.ToLower(formula)
		for _, t := range p.dropped {
			if strings.Contains(low, strings.ToLower(t.name)) {
				p.refuse(TableOver, t.name, t.sheet.name)
			}
		}
	}
	for _, s := range p.old.sheets {
		if p.renewed(s) && len(s.tables) == 0 {
			continue
		}
		frame, err := p.old.walk(s.part, func(r *row) error {
			for i := range r.cells {
				if f := r.cells[i].formula; f != nil {
					seen(f.text)
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		frame.each(func(n *node) {
			if name := n.local(); name == "f" || strings.HasPrefix(name, "formula") {
				seen(n.content())
			}
		})
	}
	if names := p.old.tree.child("definedNames"); names != nil {
		names.each(func(n *node) { seen(n.content()) })
	}
	for _, r := range p.old.rels {
		if r.kind == "pivotCacheDefinition" && !r.external {
			root, err := p.old.pack.tree(r.target)
			if err != nil {
				return err
			}
			seen(root.child0("worksheetSource").get("name"))
		}
	}
	return nil
}
