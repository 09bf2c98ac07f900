package update

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
)

// The kinds of what XML consists of, as far as it means something here.
type tokenKind int

const (
	tagOpens tokenKind = iota
	tagCloses
	textRuns
)

// tokens reads XML as a stream. Names keep the prefixes that they are written
// with: what is not understood is written as it was.
type tokens struct {
	d     *xml.Decoder
	r     *source
	kind  tokenKind
	name  string
	attrs []attr
	text  []byte // until the next token
	nodes int    // that were kept in memory
}

func newTokens(r io.Reader) *tokens {
	b := bufio.NewReaderSize(r, 64<<10)
	if mark, _ := b.Peek(3); bytes.Equal(mark, []byte("\xef\xbb\xbf")) {
		b.Discard(3)
	}
	from := &source{Reader: b}
	return &tokens{d: xml.NewDecoder(from), r: from}
}

// source remembers what went wrong in reading: everything else is wrong XML.
type source struct {
	*bufio.Reader
	failed error
}

func (s *source) Read(p []byte) (int, error) {
	n, err := s.Reader.Read(p)
	return n, s.note(err)
}

func (s *source) ReadByte() (byte, error) {
	b, err := s.Reader.ReadByte()
	return b, s.note(err)
}

func (s *source) note(err error) error {
	if err != nil && !errors.Is(err, io.EOF) {
		s.failed = err
	}
	return err
}

// next reads the next token that means something. The end is io.EOF.
func (t *tokens) next() error {
	for {
		token, err := t.d.RawToken()
		switch {
		case t.r.failed != nil:
			return t.r.failed
		case errors.Is(err, io.EOF):
			return io.EOF
		case err != nil:
			return errDamaged
		}
		switch x := token.(type) {
		case xml.StartElement:
			t.kind, t.name, t.attrs = tagOpens, written(x.Name), t.attrs[:0]
			for _, a := range x.Attr {
				t.attrs = append(t.attrs, attr{written(a.Name), a.Value})
			}
			return nil
		case xml.EndElement:
			t.kind, t.name = tagCloses, written(x.Name)
			return nil
		case xml.CharData:
			t.kind, t.text = textRuns, x
			return nil
		case xml.Directive:
			return errDoctype
		}
	}
}

// written is a name as it stands in the part.
func written(n xml.Name) string {
	if n.Space == "" {
		return n.Local
	}
	return n.Space + ":" + n.Local
}

// mayStand reports whether XML can have a character.
func mayStand(r rune) bool {
	return r >= ' ' && r != 0xFFFE && r != 0xFFFF || r == '\t' || r == '\n' || r == '\r'
}
