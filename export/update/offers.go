package update

import "strings"

// offer is a cell that the export prepares for people to change, as the
// parameters of a model: on a sheet, in a column, in the row that begins with a
// label.
type offer struct {
	sheet string // in small letters
	col   int
	label string
}

// entered finds what an analyst changed in the cells that are for that. What
// she left as it was comes from the export anew.
func (p *plan) entered(t *target) error {
	name := strings.ToLower(t.fresh.name)
	_, err := p.old.walk(t.old.part, func(r *row) error {
		label := r.at(1).say(p.old.texts)
		for i := range r.cells {
			c := &r.cells[i]
			at := offer{name, c.col, label}
			was, ok := p.old.inventory.offers[at]
			if !ok || c.formula != nil || canonical(c.say(p.old.texts)) == canonical(was) {
				continue
			}
			if _, ok := p.fresh.inventory.offers[at]; !ok {
				p.lost = append(p.lost, orphan{t.old.name, label, columnName(c.col), *c})
				continue
			}
			changed := cell{kind: c.kind, value: c.value, valued: c.valued, inline: c.inline}
			if c.kind == "s" {
				changed = textCell(c.col, c.say(p.old.texts))
			}
			p.changes[at] = changed
		}
		return nil
	})
	return err
}

// enter puts what an analyst changed into a row of the export.
func (p *plan) enter(sheet string, r *row) {
	if len(p.changes) == 0 {
		return
	}
	label := r.at(1).say(p.fresh.texts)
	for i := range r.cells {
		if x, ok := p.changes[offer{strings.ToLower(sheet), r.cells[i].col, label}]; ok {
			c := &r.cells[i]
			c.kind, c.value, c.valued, c.inline = x.kind, x.value, x.valued, x.inline
		}
	}
}
