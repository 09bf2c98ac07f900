package update

import (
	"slices"
	"strconv"
	"strings"
)

// comments moves what the analyst remarked on cells of a table: each comment
// goes with its row, and one whose row is gone is kept beside the values that
// find none. A comment stands in up to three parts: its text, the conversation
// that newer Excels show instead, and the yellow box.
func (p *plan) comments(o *output, s *sheet) error {
	r := &remarks{plan: p, sheet: s, gone: map[*node]bool{}, said: map[corner]string{}, threads: map[corner][]string{}}
	var boxes []string
	for _, l := range s.rels {
		switch {
		case l.external:
		case l.kind == "comments" || l.kind == "threadedComment":
			if err := r.texts(o, l.target, l.kind == "threadedComment"); err != nil {
				return err
			}
		case l.kind == "vmlDrawing":
			boxes = append(boxes, l.target)
		}
	}
	if r.moved == "" {
		return r.keep()
	}
	for _, part := range boxes {
		root, err := p.old.pack.tree(part)
		if err != nil { // what old Excels wrote there is not always XML
			p.refuse(Commented, s.name, r.moved, r.table)
			return nil
		}
		r.boxes(root)
		without(root, r.gone)
		o.put[part] = root.bare
	}
	return r.keep()
}

type remarks struct {
	*plan
	sheet *sheet
	moved string // a cell whose comment goes elsewhere, and the table that it is in
	table string
	gone  map[*node]bool
	lost  []corner // cells whose row is gone

	said    map[corner]string
	threads map[corner][]string // the conversation, remark by remark
}

// at says where a cell goes: to 0 where its row is gone. Other cells stay where
// they are, unless the table needs their place.
func (r *remarks) at(c corner) (row int, m *move) {
	to, result, m := r.where(r.sheet.name, cellArea(c.col, c.row))
	switch {
	case m == nil:
		for _, m := range r.byOld[strings.ToLower(r.sheet.name)] {
			if m.out.has(c.col, c.row) {
				r.refuse(Occupied, m.old.name, r.sheet.name, c.String())
			}
		}
		return c.row, nil
	case result == found:
		return to.from.row, m
	}
	return 0, m
}

// texts moves the comments of a part.
func (r *remarks) texts(o *output, part string, threads bool) error {
	root, err := r.old.pack.tree(part)
	if err != nil {
		return err
	}
	changed := false
	root.each(func(n *node) {
		if n.local() != "comment" && n.local() != "threadedComment" {
			return
		}
		c, ok := parseCorner(n.get("ref"))
		if !ok || c.row == 0 || c.col == 0 {
			return
		}
		row, m := r.at(c)
		if row == c.row {
			return
		}
		changed = true
		r.moved, r.table = c.String(), m.old.name
		if row > 0 {
			n.set("ref", cellArea(c.col, row).String())
			return
		}
		r.gone[n] = true
		if !slices.Contains(r.lost, c) {
			r.lost = append(r.lost, c)
		}
		if threads {
			r.threads[c] = append(r.threads[c], n.child0("text").content())
			return
		}
		r.said[c] = wording(n.child0("text"))
	})
	if changed {
		without(root, r.gone)
		o.tree(part, root)
	}
	return nil
}

// without leaves out elements.
func without(n *node, gone map[*node]bool) {
	n.kids = slices.DeleteFunc(n.kids, func(k *node) bool { return gone[k] })
	for _, k := range n.kids {
		without(k, gone)
	}
}

// boxes moves the yellow boxes. Rows and columns are counted from 0 there.
func (r *remarks) boxes(root *node) {
	root.each(func(shape *node) {
		data := shape.child("ClientData")
		if data == nil || data.get("ObjectType") != "Note" {
			return
		}
		at, column := data.child("Row"), data.child("Column")
		if at == nil || column == nil {
			return
		}
		row, err1 := strconv.Atoi(strings.TrimSpace(at.content()))
		col, err2 := strconv.Atoi(strings.TrimSpace(column.content()))
		if err1 != nil || err2 != nil {
			return
		}
		to, _ := r.at(corner{col: col + 1, row: row + 1})
		switch to {
		case row + 1:
		case 0:
			r.gone[shape] = true
		default:
			at.setContent(strconv.Itoa(to - 1))
			if box := data.child("Anchor"); box != nil {
				box.setContent(lowered(box.content(), to-1-row))
			}
		}
	})
}

// lowered moves a box by some rows: of its eight numbers, the third and the
// seventh are rows.
func lowered(anchor string, by int) string {
	fields := strings.Split(anchor, ",")
	if len(fields) != 8 {
		return anchor
	}
	for i, f := range fields {
		fields[i] = strings.TrimSpace(f)
	}
	height := number(fields[6]) - number(fields[2])
	top := max(0, number(fields[2])+by)
	fields[2], fields[6] = strconv.Itoa(top), strconv.Itoa(top+height)
	return strings.Join(fields, ", ")
}

// keep puts the comments whose row is gone beside the other values that find
// none.
func (r *remarks) keep() error {
	if len(r.lost) == 0 {
		return nil
	}
	labels := map[int]string{}
	for _, c := range r.lost {
		labels[c.row] = ""
	}
	_, err := r.old.walk(r.sheet.part, func(x *row) error {
		if _, ok := labels[x.number]; ok {
			for _, m := range r.byOld[strings.ToLower(r.sheet.name)] {
				labels[x.number] += m.shape.label(x, r.old.texts)
			}
		}
		return nil
	})
	for _, c := range r.lost {
		_, m := r.at(c)
		text := r.said[c]
		if t := r.threads[c]; len(t) > 0 { // the other is a copy, with words of Excel's
			text = strings.Join(t, "\n")
		}
		r.plan.lost = append(r.plan.lost, orphan{m.old.name, labels[c.row], m.heading(c.col), textCell(4, text)})
	}
	return err
}

// heading is what the old table calls a column of its sheet.
func (m *move) heading(col int) string {
	if i := col - m.old.at.left; i >= 0 && i < len(m.old.columns) {
		return m.old.columns[i]
	}
	return columnName(col)
}
