package parser

import (
	"strings"

	"go.yaml.in/yaml/v4"
)

// locate finds the place in the file of a character of a scalar, counted from
// 0 in the scalar's value. It walks value and source side by side: blanks and
// line breaks of the value stand for any run of blanks, line breaks and
// indentation in the source, every other character for itself, for a doubled
// quote or for an escape.
//
// It is exact for every character that is no blank.
func (s *source) locate(n *yaml.Node, offset int) spot {
	s.index()
	w := scalarWalk{source: s, at: s.starts[n.Line-1] + n.Column - 1}
	w.enter(n)
	i := 0
	for _, c := range n.Value {
		if !isBlank(c) {
			w.skipBlanks()
		}
		if i == offset {
			break
		}
		if isBlank(c) {
			w.skipBlanks()
		} else {
			w.at += w.width()
		}
		i++
	}
	return s.spotAt(min(w.at, len(s.runes)))
}

// scalarWalk stands at one character of the source of a scalar.
type scalarWalk struct {
	source *source
	at     int
	quote  rune // 0 outside of quotes
}

// enter goes to where the scalar's text begins: behind the quote, or on the
// line after the mark of a block.
func (w *scalarWalk) enter(n *yaml.Node) {
	switch {
	case n.Style&yaml.DoubleQuotedStyle != 0:
		w.quote = '"'
		w.at++
	case n.Style&yaml.SingleQuotedStyle != 0:
		w.quote = '\''
		w.at++
	case n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		for w.peek(0) != '\n' && w.at < len(w.source.runes) {
			w.at++
		}
	}
}

func (w *scalarWalk) peek(ahead int) rune {
	if w.at+ahead < len(w.source.runes) {
		return w.source.runes[w.at+ahead]
	}
	return -1
}

func (w *scalarWalk) skipBlanks() {
	for isBlank(w.peek(0)) || w.quote == '"' && w.peek(0) == '\\' && strings.ContainsRune("nt \t\n", w.peek(1)) {
		w.at += w.width()
	}
}

// width is how many characters of the source make one of the value.
func (w *scalarWalk) width() int {
	switch {
	case w.quote == '\'' && w.peek(0) == '\'':
		return 2
	case w.quote == '"' && w.peek(0) == '\\':
		switch w.peek(1) {
		case 'x':
			return 4
		case 'u':
			return 6
		case 'U':
			return 10
		}
		return 2
	}
	return 1
}

func isBlank(c rune) bool { return c == ' ' || c == '\t' || c == '\n' }
