package update

import (
	"bufio"
	"strconv"
	"strings"
)

// cell is a cell as its sheet has it.
type cell struct {
	col     int
	style   int
	kind    string // s, str, inlineStr, n, b, e, d or empty for a number
	more    []attr // attributes that are only kept
	formula *formula
	value   string
	valued  bool
	inline  *node // of an inlineStr
}

// formula is how a cell is computed. Those that Excel writes once for several
// cells have been written out.
type formula struct {
	attrs []attr
	text  string
}

// row is a row with its cells from left to right.
type row struct {
	number int
	attrs  []attr
	cells  []cell
}

func (c *cell) empty() bool {
	return c.formula == nil && c.inline == nil && (!c.valued || c.value == "" && c.kind != "n")
}

// number reports whether a cell holds a number, and so is shown by its format.
func (c *cell) number() bool { return c.kind == "" || c.kind == "n" }

// say is what stands in a cell, in a form that does not depend on which program
// wrote it.
func (c *cell) say(t *texts) string {
	switch c.kind {
	case "s":
		i, err := strconv.Atoi(strings.TrimSpace(c.value))
		if err != nil {
			return ""
		}
		return t.at(i)
	case "inlineStr":
		if c.inline == nil {
			return ""
		}
		return wording(c.inline)
	case "", "n":
		return canonical(c.value)
	case "str":
		return unescape(c.value)
	}
	return c.value
}

// canonical writes a number with the fifteen digits that Excel keeps.
func canonical(s string) string {
	f, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
	if err != nil {
		return s
	}
	return strconv.FormatFloat(f, 'g', 15, 64)
}

// wording is the text of a string of several runs, without how it is
// pronounced.
func wording(n *node) string {
	var b strings.Builder
	for _, k := range n.kids {
		switch k.local() {
		case "t":
			b.WriteString(k.content())
		case "r":
			for _, t := range k.children("t") {
				b.WriteString(t.content())
			}
		}
	}
	return unescape(b.String())
}

// unescape reads _x000D_, by which Excel writes characters that XML cannot
// have.
func unescape(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var b strings.Builder
	for {
		i := strings.Index(s, "_x")
		if i < 0 || len(s) < i+7 {
			return strings.ReplaceAll(b.String()+s, "\r\n", "\n")
		}
		code, err := strconv.ParseUint(s[i+2:i+6], 16, 32)
		if err != nil || s[i+6] != '_' {
			b.WriteString(s[:i+2])
			s = s[i+2:]
			continue
		}
		b.WriteString(s[:i])
		b.WriteRune(rune(code))
		s = s[i+7:]
	}
}

// uncomputed forgets the value that a formula had: it was computed from cells
// that have changed, and whoever opens the workbook computes it anew.
func (c *cell) uncomputed() {
	if c.formula != nil {
		c.value, c.valued, c.kind, c.inline = "", false, "", nil
	}
}

func (r *row) write(w *bufio.Writer) {
	_, _ = w.WriteString(`<row r="`) // the writer keeps its first error
	_, _ = w.WriteString(strconv.Itoa(r.number))
	_ = w.WriteByte('"')
	for _, a := range r.attrs {
		writeAttr(w, a)
	}
	_ = w.WriteByte('>')
	for i := range r.cells {
		r.cells[i].write(w, r.number)
	}
	_, _ = w.WriteString("</row>")
}

func (c *cell) write(w *bufio.Writer, row int) {
	_, _ = w.WriteString(`<c r="`)
	_, _ = w.WriteString(columnName(c.col))
	_, _ = w.WriteString(strconv.Itoa(row))
	_ = w.WriteByte('"')
	if c.style != 0 {
		writeAttr(w, attr{"s", strconv.Itoa(c.style)})
	}
	if c.kind != "" && c.kind != "n" {
		writeAttr(w, attr{"t", c.kind})
	}
	for _, a := range c.more {
		writeAttr(w, a)
	}
	if c.formula == nil && !c.valued && c.inline == nil {
		_, _ = w.WriteString("/>")
		return
	}
	_ = w.WriteByte('>')
	if f := c.formula; f != nil {
		n := node{name: "f", attrs: f.attrs, kids: []*node{{text: f.text}}}
		_ = n.write(w, nil, nil)
	}
	if c.valued {
		_, _ = w.WriteString("<v>")
		escape(w, c.value, false)
		_, _ = w.WriteString("</v>")
	}
	if c.inline != nil {
		_ = c.inline.write(w, nil, nil)
	}
	_, _ = w.WriteString("</c>")
}

// texts are the strings that cells name by their number.
type texts struct {
	plain []string
	nodes []*node // of a workbook whose cells are moved into another one
}

func (t *texts) at(i int) string {
	if t == nil || i < 0 || i >= len(t.plain) {
		return ""
	}
	return t.plain[i]
}

// readTexts reads the shared strings; nodes says whether their look is needed
// too.
func (p *pack) readTexts(part string, nodes bool) (*texts, error) {
	t := &texts{}
	if p.parts[part] == nil {
		return t, nil
	}
	r, err := p.open(part, maxPart)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	s := newTokens(r)
	root, err := s.root()
	if err != nil {
		return nil, p.explain(err)
	}
	err = s.fill(root, 0, func(n *node) (bool, error) {
		if n.local() != "si" {
			return true, nil
		}
		if err := s.fill(n, 1, nil); err != nil {
			return false, err
		}
		s.nodes = 0 // each is let go of below
		t.plain = append(t.plain, wording(n))
		if nodes {
			t.nodes = append(t.nodes, n)
		}
		root.kids = nil
		return false, nil
	})
	return t, p.explain(err)
}

// inlined is a cell of another workbook's shared string with the string in
// itself.
func (c *cell) inlined(t *texts) {
	if c.kind != "s" {
		return
	}
	i, err := strconv.Atoi(c.value)
	if err != nil || i < 0 || i >= len(t.nodes) {
		return
	}
	c.kind, c.value, c.valued = "inlineStr", "", false
	c.inline = &node{name: "is", kids: t.nodes[i].kids}
}
