package update

import (
	"bufio"
	"slices"
	"strconv"
	"strings"

	"bestand.example/itbestand/export/escapes"
)

// cell is a cell as its sheet has it.
type cell struct {
	col     int
	style   int
	kind    string // s, str, inlineStr, n, b, e, d or empty for a number
	more    []attr // attributes that are only kept
	formula *formula
	value   string // of an inlineStr its text as it is written, but for inline
	valued  bool
	inline  *node // of an inlineStr that is more than a plain text
	blank   bool  // a text in which nothing stands
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
	return c.formula == nil && (c.inline == nil || c.blank) && (!c.valued || c.blank || c.value == "" && c.kind != "n")
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
			return escapes.Read(c.value)
		}
		return wording(c.inline)
	case "", "n":
		return canonical(c.value)
	case "str":
		return escapes.Read(c.value)
	}
	return c.value
}

// canonical writes a number with the fifteen digits that Excel keeps.
func canonical(s string) string {
	if isShort(s) {
		return s
	}
	f, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
	if err != nil {
		return s
	}
	return strconv.FormatFloat(f, 'g', 15, 64)
}

// isShort reports whether a number is written in fifteen digits or less, and
// as it would be written again: most are, and need no computing.
func isShort(s string) bool {
	if len(s) == 0 || len(s) > 15 || s[0] == '0' && len(s) > 1 {
		return false
	}
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
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
	return escapes.Read(b.String())
}

// uncomputed forgets the value that a formula had: it was computed from cells
// that have changed, and whoever opens the workbook computes it anew.
func (c *cell) uncomputed() {
	if c.formula != nil {
		c.value, c.valued, c.kind, c.inline = "", false, "", nil
		c.more = slices.DeleteFunc(slices.Clone(c.more), func(a attr) bool { return a.name == "vm" }) // says more of the value
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
	b := append(w.AvailableBuffer(), `<c r="`...)
	b = append(b, columnName(c.col)...)
	b = append(strconv.AppendInt(b, int64(row), 10), '"')
	if c.style != 0 {
		b = append(strconv.AppendInt(append(b, ` s="`...), int64(c.style), 10), '"')
	}
	if c.kind != "" && c.kind != "n" {
		b = append(append(append(b, ` t="`...), c.kind...), '"')
	}
	_, _ = w.Write(b)
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
	switch {
	case c.inline != nil:
		_ = c.inline.write(w, nil, nil)
	case c.valued && c.kind == "inlineStr":
		_, _ = w.WriteString(`<is><t xml:space="preserve">`)
		escape(w, c.value, false)
		_, _ = w.WriteString("</t></is>")
	case c.valued:
		_, _ = w.WriteString("<v>")
		escape(w, c.value, false)
		_, _ = w.WriteString("</v>")
	}
	_, _ = w.WriteString("</c>")
}

// texts are the strings that cells name by their number.
type texts struct {
	plain   []string      // what stands there
	written []string      // as it is written, of a workbook whose cells are moved into another one
	rich    map[int]*node // of them, those that are more than a plain text
}

func (t *texts) at(i int) string {
	if t == nil || i < 0 || i >= len(t.plain) {
		return ""
	}
	return t.plain[i]
}

// readTexts reads the shared strings; moved says whether they are written into
// another workbook.
func (p *pack) readTexts(part string, moved bool) (*texts, error) {
	t := &texts{rich: map[int]*node{}}
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
	var b []byte
	err = s.fill(root, 0, func(n *node) (bool, error) {
		if n.local() != "si" {
			return true, nil
		}
		var rich *node
		if b, rich, err = s.wording(b[:0]); err != nil {
			return false, err
		}
		s.nodes, root.kids = 0, nil // each is let go of
		text := string(b)
		switch {
		case rich == nil:
			t.plain = append(t.plain, escapes.Read(text))
		default:
			t.plain = append(t.plain, wording(rich))
			if moved {
				t.rich[len(t.plain)-1] = rich
			}
		}
		if moved {
			t.written = append(t.written, text)
		}
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
	if err != nil || i < 0 || i >= len(t.written) {
		return
	}
	c.kind, c.value = "inlineStr", t.written[i]
	if rich := t.rich[i]; rich != nil {
		c.value, c.valued = "", false
		c.inline = &node{name: "is", kids: rich.kids}
	}
}
