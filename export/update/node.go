package update

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
)

// node is an element of a part, or a text where it has no name. Names keep the
// prefix that they were written with, and what is not understood is written
// back as it was read: that is how an analyst's work survives.
type node struct {
	name  string
	attrs []attr
	kids  []*node
	text  string
}

type attr struct{ name, value string }

// maxDepth is how deep the elements of a part may be nested, and maxNodes how
// many of them are kept in memory. A workbook with two thousand charts has
// parts a tenth of that.
const (
	maxDepth = 256
	maxNodes = 4_000_000
)

var (
	errDamaged  = errors.New("damaged XML")
	errDoctype  = errors.New("a document type in a part")
	errTooLarge = errors.New("a part with too many elements")
)

// root reads up to the first element.
func (t *tokens) root() (*node, error) {
	for {
		if err := t.next(); err != nil {
			return nil, damaged(err)
		}
		if t.kind == tagOpens {
			return t.node(), nil
		}
	}
}

// damaged is what an end of the file in the middle of something means.
func damaged(err error) error {
	if errors.Is(err, io.EOF) {
		return errDamaged
	}
	return err
}

// node is the element that has just begun, with nothing in it yet.
func (t *tokens) node() *node {
	return &node{name: t.name, attrs: slices.Clone(t.attrs)}
}

// fill reads what an element holds, up to its end. An element for which keep is
// false is left to it: it must read up to the element's end itself.
func (t *tokens) fill(n *node, depth int, keep func(*node) (bool, error)) error {
	if depth > maxDepth {
		return errDamaged
	}
	for {
		if err := t.next(); err != nil {
			return damaged(err)
		}
		switch t.kind {
		case textRuns:
			if len(t.text) > 0 {
				n.kids = append(n.kids, &node{text: string(t.text)})
			}
		case tagOpens:
			if t.nodes++; t.nodes > maxNodes {
				return errTooLarge
			}
			kid := t.node()
			n.kids = append(n.kids, kid)
			whole := true
			if keep != nil {
				var err error
				if whole, err = keep(kid); err != nil {
					return err
				}
			}
			if whole {
				if err := t.fill(kid, depth+1, keep); err != nil {
					return err
				}
			}
		case tagCloses:
			if t.name != n.name {
				return errDamaged
			}
			return nil
		}
	}
}

// content reads the text in the element that has just begun, up to its end, and
// appends it; elements in between are passed over.
func (t *tokens) content(to []byte) ([]byte, error) {
	name := t.name
	for depth := 0; ; {
		if err := t.next(); err != nil {
			return to, damaged(err)
		}
		switch t.kind {
		case textRuns:
			if depth == 0 {
				to = append(to, t.text...)
			}
		case tagOpens:
			if depth++; depth > maxDepth {
				return to, errDamaged
			}
		case tagCloses:
			if depth == 0 {
				if t.name != name {
					return to, errDamaged
				}
				return to, nil
			}
			depth--
		}
	}
}

// skip passes over the element that has just begun.
func (t *tokens) skip() error {
	_, err := t.content(nil)
	return err
}

// wording reads a text element that has just begun, and appends its text as it
// is written; where there is more to it than that, it gives the element.
func (t *tokens) wording(to []byte) ([]byte, *node, error) {
	n := t.node()
	first := len(to)
	for {
		if err := t.next(); err != nil {
			return to, nil, damaged(err)
		}
		switch t.kind {
		case tagCloses:
			if t.name != n.name {
				return to, nil, errDamaged
			}
			return to, nil, nil // one text, or none
		case tagOpens:
			if t.name == "t" && len(n.kids) == 0 && len(to) == first {
				kid := t.node()
				var err error
				if to, err = t.content(to); err != nil {
					return to, nil, err
				}
				n.kids = append(n.kids, kid)
				continue
			}
			if len(n.kids) == 1 {
				n.kids[0].setContent(string(to[first:]))
			}
			to = to[:first]
			kid := t.node()
			n.kids = append(n.kids, kid)
			if err := t.fill(kid, 1, nil); err != nil {
				return to, nil, err
			}
			return to, n, t.fill(n, 0, nil)
		}
	}
}

// parse reads a whole part.
func parse(r io.Reader) (*node, error) {
	t := newTokens(r)
	n, err := t.root()
	if err != nil {
		return nil, err
	}
	return n, t.fill(n, 0, nil)
}

// local is the name without its prefix.
func (n *node) local() string {
	return n.name[strings.IndexByte(n.name, ':')+1:]
}

// get is an attribute by its name without prefix, or "".
func (n *node) get(name string) string {
	for _, a := range n.attrs {
		if a.name[strings.IndexByte(a.name, ':')+1:] == name && !strings.HasPrefix(a.name, "xmlns") {
			return a.value
		}
	}
	return ""
}

// set changes an attribute or appends it.
func (n *node) set(name, value string) {
	for i, a := range n.attrs {
		if a.name == name {
			n.attrs[i].value = value
			return
		}
	}
	n.attrs = append(n.attrs, attr{name, value})
}

func (n *node) unset(name string) {
	for i, a := range n.attrs {
		if a.name == name {
			n.attrs = append(n.attrs[:i:i], n.attrs[i+1:]...)
			return
		}
	}
}

// child is the first child with a name, or nil.
func (n *node) child(name string) *node {
	for _, k := range n.kids {
		if k.local() == name {
			return k
		}
	}
	return nil
}

// children lists the children with a name.
func (n *node) children(name string) []*node {
	var all []*node
	for _, k := range n.kids {
		if k.name != "" && k.local() == name {
			all = append(all, k)
		}
	}
	return all
}

// remove drops the children with a name.
func (n *node) remove(name string) {
	kept := n.kids[:0]
	for _, k := range n.kids {
		if k.name == "" || k.local() != name {
			kept = append(kept, k)
		}
	}
	n.kids = kept
}

// each goes through an element and all below it.
func (n *node) each(do func(*node)) {
	if n.name == "" {
		return
	}
	do(n)
	for _, k := range n.kids {
		k.each(do)
	}
}

// content is the text directly in an element.
func (n *node) content() string {
	var b strings.Builder
	for _, k := range n.kids {
		if k.name == "" {
			b.WriteString(k.text)
		}
	}
	return b.String()
}

func (n *node) setContent(text string) { n.kids = []*node{{text: text}} }

// insert puts a child where the schema's order wants it. Children of other
// schemas, which Excel puts anywhere between, say nothing about the place.
func (n *node) insert(kid *node, order []string) {
	before := order[:max(0, slices.Index(order, kid.local()))]
	at := 0
	for i, k := range n.kids {
		if k.name != "" && (k.local() == kid.local() || slices.Contains(before, k.local())) {
			at = i + 1
		}
	}
	n.kids = slices.Insert(slices.Clip(n.kids), at, kid)
}

// ensure is a child that is made where it is missing.
func (n *node) ensure(name string, order []string) *node {
	if k := n.child(name); k != nil {
		return k
	}
	k := &node{name: name}
	n.insert(k, order)
	return k
}

const declaration = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

// write writes an element; where inside names one of its children, do writes
// that one.
func (n *node) write(w *bufio.Writer, inside *node, do func() error) error {
	if n == inside {
		return do()
	}
	if n.name == "" {
		escape(w, n.text, false)
		return nil
	}
	n.open(w)
	if len(n.kids) == 0 {
		_, err := w.WriteString("/>")
		return err
	}
	_ = w.WriteByte('>') // the writer keeps its first error
	for _, k := range n.kids {
		if err := k.write(w, inside, do); err != nil {
			return err
		}
	}
	return n.close(w)
}

// open writes the beginning of an element without its bracket.
func (n *node) open(w *bufio.Writer) {
	_ = w.WriteByte('<')
	_, _ = w.WriteString(n.name)
	for _, a := range n.attrs {
		writeAttr(w, a)
	}
}

func writeAttr(w *bufio.Writer, a attr) {
	_ = w.WriteByte(' ')
	_, _ = w.WriteString(a.name)
	_, _ = w.WriteString(`="`)
	escape(w, a.value, true)
	_ = w.WriteByte('"')
}

func (n *node) close(w *bufio.Writer) error {
	_, _ = w.WriteString("</")
	_, _ = w.WriteString(n.name)
	return w.WriteByte('>')
}

// bytes is a part with its declaration.
func (n *node) bytes() []byte {
	var b bytes.Buffer
	w := bufio.NewWriter(&b)
	_, _ = w.WriteString(declaration)
	_ = n.write(w, nil, nil) // to memory
	_ = w.Flush()
	return b.Bytes()
}

// bare writes a part without a declaration, as Excel does with the yellow boxes
// of comments.
func (n *node) bare(to io.Writer) error {
	w := bufio.NewWriter(to)
	_ = n.write(w, nil, nil) // the writer keeps its first error
	return w.Flush()
}

// escape writes a text. Line ends in attributes, and carriage returns anywhere,
// would come back as something else if they stood there bare.
func escape(w *bufio.Writer, s string, inAttr bool) {
	from := 0
	for i := 0; i < len(s); i++ {
		var code string
		switch c := s[i]; {
		case c == '&':
			code = "&amp;"
		case c == '<':
			code = "&lt;"
		case c == '>':
			code = "&gt;"
		case c == '\r':
			code = "&#13;"
		case c == '"' && inAttr:
			code = "&quot;"
		case c == '\n' && inAttr:
			code = "&#10;"
		case c == '\t' && inAttr:
			code = "&#9;"
		default:
			continue
		}
		_, _ = w.WriteString(s[from:i])
		_, _ = w.WriteString(code)
		from = i + 1
	}
	_, _ = w.WriteString(s[from:])
}
