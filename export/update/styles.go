package update

import (
	"bufio"
	"bytes"
	"strconv"
)

// styleOrder is the order that the schema wants the elements of the styles in.
var styleOrder = []string{"numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles", "colors", "extLst"}

// styles brings the looks of the export into the analyst's workbook. A look that
// is there already, letter by letter, is used again, so that updating twice
// adds nothing.
type styles struct {
	part    string
	tree    *node
	cells   []int // of the export's cell formats: their number in the new workbook
	rules   []int // of its conditional formats
	changed bool
}

// stylesPart is the part with the styles of a workbook.
func (w *workbook) stylesPart() string {
	for _, r := range w.rels {
		if r.kind == "styles" {
			return r.target
		}
	}
	return ""
}

func mergeStyles(old, fresh *workbook) (*styles, error) {
	s := &styles{part: old.stylesPart()}
	var err error
	if s.tree, err = old.pack.tree(s.part); err != nil {
		return nil, err
	}
	from, err := fresh.pack.tree(fresh.stylesPart())
	if err != nil {
		return nil, err
	}
	formats := s.formats(from)
	fonts := s.take(from, "fonts", "font", nil)
	fills := s.take(from, "fills", "fill", nil)
	borders := s.take(from, "borders", "border", nil)
	s.cells = s.take(from, "cellXfs", "xf", func(xf *node) {
		renumber(xf, "fontId", fonts)
		renumber(xf, "fillId", fills)
		renumber(xf, "borderId", borders)
		if id := xf.get("numFmtId"); formats[id] != "" {
			xf.set("numFmtId", formats[id])
		}
		xf.set("xfId", "0")
	})
	s.rules = s.take(from, "dxfs", "dxf", func(dxf *node) {
		if f := dxf.child("numFmt"); f != nil && formats[f.get("numFmtId")] != "" {
			f.set("numFmtId", formats[f.get("numFmtId")])
		}
	})
	return s, nil
}

func renumber(n *node, attribute string, to []int) {
	if i, err := strconv.Atoi(n.get(attribute)); err == nil && i >= 0 && i < len(to) {
		n.set(attribute, strconv.Itoa(to[i]))
	}
}

// take appends what the old list does not have, and gives the new number of
// each of the elements.
func (s *styles) take(from *node, list, element string, change func(*node)) []int {
	source := from.child(list)
	if source == nil {
		return nil
	}
	into := s.tree.child(list)
	if into == nil {
		into = &node{name: list}
		s.tree.insert(into, styleOrder)
	}
	known := map[string]int{}
	n := 0
	for _, k := range into.children(element) {
		if form := k.form(); known[form] == 0 {
			known[form] = n + 1
		}
		n++
	}
	var to []int
	for _, k := range source.children(element) {
		if change != nil {
			change(k)
		}
		form := k.form()
		if known[form] == 0 {
			into.kids = append(into.kids, k)
			n++
			known[form] = n
			s.changed = true
		}
		to = append(to, known[form]-1)
	}
	into.set("count", strconv.Itoa(n))
	return to
}

// form is an element as text, to compare.
func (n *node) form() string {
	var b bytes.Buffer
	w := bufio.NewWriter(&b)
	_ = n.write(w, nil, nil) // to memory
	_ = w.Flush()
	return b.String()
}

// formats brings the number formats over, by their codes, and gives the new
// number of each of the export's own.
func (s *styles) formats(from *node) map[string]string {
	to := map[string]string{}
	source := from.child("numFmts")
	if source == nil {
		return to
	}
	into := s.tree.ensure("numFmts", styleOrder)
	known, next, n := map[string]string{}, 164, 0
	for _, k := range into.children("numFmt") {
		known[k.get("formatCode")] = k.get("numFmtId")
		if id, err := strconv.Atoi(k.get("numFmtId")); err == nil && id >= next {
			next = id + 1
		}
		n++
	}
	for _, k := range source.children("numFmt") {
		code := k.get("formatCode")
		if known[code] == "" {
			known[code] = strconv.Itoa(next)
			into.kids = append(into.kids, &node{name: "numFmt", attrs: []attr{{"numFmtId", known[code]}, {"formatCode", code}}})
			next++
			n++
			s.changed = true
		}
		to[k.get("numFmtId")] = known[code]
	}
	if n == 0 {
		s.tree.remove("numFmts")
		return to
	}
	into.set("count", strconv.Itoa(n))
	return to
}

// cell is the number in the new workbook of one of the export's cell formats.
func (s *styles) cell(i int) int {
	if i >= 0 && i < len(s.cells) {
		return s.cells[i]
	}
	return 0
}

// restyle renumbers the formats in the frame of one of the export's sheets.
func (s *styles) restyle(frame *node) {
	frame.each(func(n *node) {
		switch n.local() {
		case "col":
			renumber(n, "style", s.cells)
		case "cfRule":
			renumber(n, "dxfId", s.rules)
		}
	})
}
