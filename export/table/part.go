package table

import (
	"bufio"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"

	"bestand.example/itbestand/export/escapes"
	"bestand.example/itbestand/survey"
)

// maxDepth is how deep the elements of a part may be nested. A sheet needs
// about ten levels.
const maxDepth = 64

// part is the XML of one part, read as a stream of elements. It keeps no tree
// and no stack, so that its depth costs nothing.
type part struct {
	w       *workbook
	title   string
	limit   *limited
	closer  io.Closer
	decoder *xml.Decoder
	depth   int
	failed  *Error

	name string // of the element that next found
	end  bool   // next found its end
	text []byte // between two elements, where gather is set
	list []xml.Attr

	gather bool
}

func newPart(w *workbook, title string, r io.ReadCloser) *part {
	p := &part{w: w, title: title, limit: &limited{r: r, left: maxPart, whole: &w.left}, closer: r}
	p.decoder = xml.NewDecoder(bufio.NewReaderSize(p.limit, 64<<10))
	return p
}

func (p *part) close() { _ = p.closer.Close() } // only read from

// next goes to the beginning of the next element; false is the end, or a
// refusal.
func (p *part) next() bool {
	for p.step() {
		if !p.end {
			return true
		}
	}
	return false
}

// step goes to the next beginning or end of an element. Text before it is
// gathered if somebody wants it.
func (p *part) step() bool {
	p.text = p.text[:0]
	for p.failed == nil {
		token, err := p.decoder.RawToken()
		if err != nil {
			p.stop(err)
			return false
		}
		switch t := token.(type) {
		case xml.StartElement:
			p.name, p.end, p.list = t.Name.Local, false, t.Attr
			if p.depth++; p.depth > maxDepth {
				p.failed = refuse(Damaged, p.w.file)
				return false
			}
			return true
		case xml.EndElement:
			p.name, p.end, p.list = t.Name.Local, true, nil
			p.depth--
			return true
		case xml.CharData:
			if p.gather {
				p.text = append(p.text, t...) // in pieces: comments may stand between them
			}
		case xml.Directive:
			p.failed = refuse(DocumentType, p.w.file, survey.CleanLine(p.title))
		}
	}
	return false
}

// stop notes why reading ended. The end of the file inside an element is none
// that the decoder sees, because it keeps no stack.
func (p *part) stop(err error) {
	switch {
	case p.limit.over && p.w.left <= 0:
		p.failed = refuse(Inflated, p.w.file, p.w.file, strconv.Itoa(maxWhole>>20))
	case p.limit.over:
		p.failed = p.w.inflated(p.title)
	case !errors.Is(err, io.EOF) || p.depth != 0:
		p.failed = refuse(Damaged, p.w.file)
	}
}

func (p *part) refused() *Error { return p.failed }

// attr is an attribute of the element, whatever prefix its name has.
func (p *part) attr(name string) string {
	for _, a := range p.list {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// whole is an attribute that is a number, or -1.
func (p *part) whole(name string) int {
	n, err := strconv.Atoi(p.attr(name))
	if err != nil || n < 0 {
		return -1
	}
	return n
}

// words reads the text inside the element that next found, up to its end: of
// the runs of a rich text, without how it is pronounced.
func (p *part) words() string {
	outer, level := p.name, 1
	var b strings.Builder
	p.gather = true
	defer func() { p.gather = false }()
	for silent := 0; level > 0 && p.step(); {
		if silent == 0 && (p.end && p.name == "t" || outer == "v" || outer == "f" || outer == "t") {
			b.Write(p.text)
		}
		by := 1
		if p.end {
			by = -1
		}
		level += by
		if p.name == "rPh" {
			silent += by
		}
	}
	return escapes.Read(b.String())
}
