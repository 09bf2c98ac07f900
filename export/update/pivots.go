package update

import "strings"

// queries reports whether a workbook fetches figures by itself, or keeps a data
// model: both stay as they were until they are refreshed in Excel.
func (w *workbook) queries() bool {
	for _, r := range w.rels {
		if r.kind == "connections" || strings.HasPrefix(r.target, "xl/model/") {
			return true
		}
	}
	return false
}

// pivots lets pivot tables gather their figures anew when the workbook is
// opened. Those over other files, and over the data model, are left alone.
func (p *plan) pivots(o *output) error {
	for _, r := range p.old.rels {
		if r.kind != "pivotCacheDefinition" || r.external {
			continue
		}
		root, err := p.old.pack.tree(r.target)
		if err != nil {
			return err
		}
		source := root.child("cacheSource")
		if source == nil || source.get("type") != "worksheet" && source.get("type") != "consolidation" {
			continue
		}
		outside := true
		source.each(func(n *node) {
			if (n.local() == "worksheetSource" || n.local() == "rangeSet") && n.get("id") == "" {
				outside = false
				p.gathers(n)
			}
		})
		if outside {
			continue
		}
		root.set("refreshOnLoad", "1")
		root.unset("invalid")
		o.tree(r.target, root)
	}
	return nil
}

// gathers moves the range that a pivot table gathers from.
func (p *plan) gathers(n *node) {
	r, ok := parseRect(n.get("ref"))
	if !ok {
		return // the name of a table, which has stayed
	}
	a := area{from: corner{col: r.left, row: r.top}, to: corner{col: r.right, row: r.bottom}}
	_, to := p.followOne(n.get("sheet"), a, "", n.get("sheet")+"!"+n.get("ref"))
	n.set("ref", to)
}
