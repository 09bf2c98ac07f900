package update

import (
	"io"
	"path"
	"strconv"
	"strings"

	"bestand.example/itbestand/export/escapes"
)

// renew prepares a sheet that is made anew, or added, and gives the function
// that writes it. Of the old one only its name and its place stay, and what the
// export prepared for the analyst to fill.
func (p *plan) renew(o *output, t *target, st *styles) (func(io.Writer) error, error) {
	if t.old != nil {
		if err := p.foreign(t); err != nil {
			return nil, err
		}
		p.dropParts(o, t.old.part, t.old.rels)
	} else {
		t.part = o.free("xl/worksheets/sheet1.xml")
	}
	frame, err := p.frame(p.fresh, t.fresh)
	if err != nil {
		return nil, err
	}
	st.restyle(frame)
	if d := frame.child("dimension"); d != nil && t.fresh.name == InventorySheet {
		if r, ok := parseRect(d.get("ref")); ok {
			r.bottom += len(p.remembered())
			d.set("ref", r.String())
		}
	}
	p.selected(frame, t)
	if err := p.coded(frame, t); err != nil {
		return nil, err
	}
	p.carryRules(frame, t)
	sides, err := p.sides(t, frame)
	if err != nil {
		return nil, err
	}
	rels := make([]rel, 0, len(t.fresh.rels))
	for _, r := range t.fresh.rels {
		if !r.external {
			if r.target, err = p.bring(o, t, r); err != nil {
				return nil, err
			}
		}
		rels = append(rels, r)
	}
	if len(rels) > 0 {
		o.writeRels(t.part, rels)
	}
	if t.old == nil {
		o.add(t.part, p.fresh, t.fresh.part)
	}
	return func(to io.Writer) error { return p.writeAnew(to, frame, t, st, sides) }, nil
}

// selected leaves it to the old workbook which sheet is in front.
func (p *plan) selected(frame *node, t *target) {
	was := false
	if t.old != nil && p.frames[t.old] != nil {
		p.frames[t.old].each(func(n *node) { was = was || n.local() == "sheetView" && n.get("tabSelected") == "1" })
	}
	frame.each(func(n *node) {
		if n.local() == "sheetView" {
			n.unset("tabSelected")
			if was {
				n.set("tabSelected", "1")
			}
		}
	})
}

// coded keeps the name by which macros know the sheet.
func (p *plan) coded(frame *node, t *target) error {
	if t.old == nil {
		return nil
	}
	old, err := p.frame(p.old, t.old)
	if err != nil {
		return err
	}
	if was := old.child("sheetPr"); was != nil && was.get("codeName") != "" {
		frame.ensure("sheetPr", sheetOrder).set("codeName", was.get("codeName"))
	}
	return nil
}

// carryRules brings the formulas and the links of the frame to the new
// workbook.
func (p *plan) carryRules(frame *node, t *target) {
	frame.each(func(n *node) {
		switch n.local() {
		case "formula", "formula1", "formula2", "f":
			n.setContent(p.carryOver(n.content(), t.fresh.name))
		case "hyperlink":
			if location := n.get("location"); location != "" {
				n.set("location", p.carryOver(location, t.fresh.name))
			}
		}
	})
}

func (p *plan) writeAnew(to io.Writer, frame *node, t *target, st *styles, sides []*side) error {
	rows, err := p.fresh.readRows(t.fresh.part)
	if err != nil {
		return err
	}
	defer rows.close()
	return writeSheet(to, frame, func(write func(*row)) error {
		for {
			r, err := rows.next()
			if err != nil {
				return err
			}
			if r == nil {
				break
			}
			p.enter(t.fresh.name, r)
			for i := range r.cells {
				adopt(p, st, &r.cells[i], t.fresh.name)
			}
			t.inputs(r)
			for _, s := range sides {
				s.join(p, r)
			}
			write(r)
		}
		if t.fresh.name == InventorySheet {
			for i, r := range p.remembered() {
				r.number = rows.last + 1 + i
				write(&r)
			}
		}
		return nil
	})
}

// inputs keeps what the analyst has filled in.
func (t *target) inputs(r *row) {
	for _, m := range t.moves {
		if m.old == nil || len(m.shape.inputs) == 0 {
			continue
		}
		for k, x := range m.after.records {
			if int(x.row) != r.number || m.from[k] < 0 {
				continue
			}
			for _, own := range m.before.owned[int(m.from[k])].cells {
				col := m.outColumn(m.old.columns[own.col-m.old.at.left])
				for i := range r.cells {
					if r.cells[i].col == col && own.formula == nil {
						own.col, own.style = col, r.cells[i].style
						r.cells[i] = own
					}
				}
			}
		}
	}
}

// foreign refuses what an analyst put on a sheet that is made anew.
func (p *plan) foreign(t *target) error {
	if t.fresh.name == InventorySheet {
		return nil // nobody else writes there
	}
	made := p.old.inventory.sheets[strings.ToLower(t.fresh.name)]
	frame, err := p.old.walk(t.old.part, func(r *row) error {
		for i := range r.cells {
			if c := &r.cells[i]; !c.empty() && !within(made, c.col, r.number) && !t.old.inTable(c.col, r.number) || t.old.isTotal(c.col, r.number) && !c.empty() {
				p.refuse(ForeignCell, t.old.name, columnName(c.col)+strconv.Itoa(r.number))
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	p.frames[t.old] = frame
	for _, r := range t.old.rels {
		switch r.kind {
		case "drawing":
			if err := p.foreignObjects(t.old, r.target); err != nil {
				return err
			}
		case "comments", "threadedComment", "pivotTable", "slicer", "queryTable", "oleObject":
			if !has(t.fresh.rels, r.kind) {
				p.refuse(ForeignObject, t.old.name, r.kind)
			}
		case "table":
			if table := p.old.tableAt(r.target); table != nil && !p.old.inventory.table(table.name) {
				p.refuse(ForeignObject, t.old.name, table.name)
			}
		}
	}
	return nil
}

func has(rels []rel, kind string) bool {
	for _, r := range rels {
		if r.kind == kind {
			return true
		}
	}
	return false
}

func within(list []rect, col, row int) bool {
	for _, r := range list {
		if r.has(col, row) {
			return true
		}
	}
	return false
}

// isTotal reports whether a cell is in a row of totals, which the export has
// none of.
func (s *sheet) isTotal(col, row int) bool {
	for _, t := range s.tables {
		if t.at.has(col, row) && row > t.last() {
			return true
		}
	}
	return false
}

func (s *sheet) inTable(col, row int) bool {
	for _, t := range s.tables {
		if t.at.has(col, row) {
			return true
		}
	}
	return false
}

func (w *workbook) tableAt(part string) *table {
	for _, t := range w.tables {
		if t.part == part {
			return t
		}
	}
	return nil
}

// foreignObjects refuses charts and pictures that the export did not make.
func (p *plan) foreignObjects(s *sheet, drawing string) error {
	n, err := p.old.pack.tree(drawing)
	if err != nil {
		return err
	}
	n.each(func(n *node) {
		if n.local() == "cNvPr" && !p.old.inventory.objects[n.get("name")] {
			p.refuse(ForeignObject, s.name, n.get("name"))
		}
	})
	return nil
}

// only are the kinds of parts that nothing but their sheet refers to; a picture
// may stand on several.
var only = map[string]bool{
	"drawing": true, "chart": true, "chartStyle": true, "chartColorStyle": true, "chartUserShapes": true, "table": true,
	"comments": true, "vmlDrawing": true, "threadedComment": true, "printerSettings": true,
}

// dropParts leaves out what only the old sheet refers to.
func (p *plan) dropParts(o *output, part string, rels []rel) {
	o.gone[relsOf(part)] = true
	for _, r := range rels {
		if r.external || !only[r.kind] || o.gone[r.target] {
			continue
		}
		o.gone[r.target] = true
		if deeper, err := p.old.pack.rels(r.target); err == nil {
			p.dropParts(o, r.target, deeper)
		}
	}
}

// bring copies a part of the export, and what it refers to, and gives its name
// in the new workbook.
func (p *plan) bring(o *output, t *target, r rel) (string, error) {
	if r.kind == "table" {
		return p.bringTable(o, t, r.target)
	}
	name := o.free(r.target)
	o.add(name, p.fresh, r.target)
	deeper, err := p.fresh.pack.rels(r.target)
	if err != nil {
		return "", err
	}
	for i, d := range deeper {
		if !d.external {
			if deeper[i].target, err = p.bring(o, t, d); err != nil {
				return "", err
			}
		}
	}
	if len(deeper) > 0 {
		o.writeRels(name, deeper)
	}
	if path.Ext(name) != ".xml" {
		o.put[name] = func(to io.Writer) error { return p.copyFrom(p.fresh, r.target, to) }
		return name, nil
	}
	n, err := p.fresh.pack.tree(r.target)
	if err != nil {
		return "", err
	}
	n.each(func(n *node) {
		if n.local() == "f" {
			n.setContent(p.carryOver(n.content(), t.fresh.name))
		}
	})
	o.tree(name, n)
	return name, nil
}

func (p *plan) copyFrom(w *workbook, part string, to io.Writer) error {
	r, err := w.open(part, maxPart)
	if err != nil {
		return err
	}
	defer r.Close()
	_, err = io.Copy(to, r)
	return err
}

// bringTable copies a table. One that the old workbook has keeps its number.
func (p *plan) bringTable(o *output, t *target, part string) (string, error) {
	fresh := p.fresh.tableAt(part)
	id, name := "", ""
	if old := p.old.tables[strings.ToLower(fresh.name)]; old != nil {
		id, name = old.tree.get("id"), old.part
		o.taken[name] = true
		sameNumbers(old, fresh)
	} else {
		name = o.free(part)
		p.tableID++
		id = strconv.Itoa(p.tableID)
		o.add(name, p.fresh, part)
	}
	fresh.tree.set("id", id)
	for _, m := range t.moves {
		if m.fresh == fresh && m.old != nil {
			p.widen(m)
		}
	}
	o.tree(name, fresh.tree)
	delete(o.gone, name)
	return name, nil
}

// sameNumbers gives the columns of a table the numbers that they have had:
// slicers know them by these.
func sameNumbers(old, fresh *table) {
	next := 0
	known := map[string]string{}
	for _, c := range old.tree.child("tableColumns").children("tableColumn") {
		next = max(next, number(c.get("id")))
		known[strings.ToLower(escapes.Read(c.get("name")))] = c.get("id")
	}
	for _, c := range fresh.tree.child("tableColumns").children("tableColumn") {
		id := known[strings.ToLower(escapes.Read(c.get("name")))]
		if id == "" {
			next++
			id = strconv.Itoa(next)
		}
		c.set("id", id)
	}
}
