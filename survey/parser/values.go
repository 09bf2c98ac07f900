package parser

import (
	"math/big"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"bestand.example/itbestand/survey"
)

// word reads a scalar as the text that is written, whatever YAML would make of
// it: 01001000, ja and 1.0 stay what they are.
func (r *reader) word(n *yaml.Node) (string, bool) {
	if !r.is(n, yaml.ScalarNode) {
		return "", false
	}
	if strings.TrimSpace(n.Value) == "" {
		r.wrong(n, "empty_text")
		return "", false
	}
	return n.Value, true
}

// isWord reports whether a node is a scalar with something in it.
func (r *reader) isWord(n *yaml.Node) bool {
	return n != nil && !r.untidy[n] && n.Kind == yaml.ScalarNode && !isNull(n) && strings.TrimSpace(n.Value) != ""
}

// bare is a word that must be written without quotes: a number, true or false.
func (r *reader) bare(n *yaml.Node) (string, bool) {
	s, ok := r.word(n)
	if ok && n.Style&^yaml.TaggedStyle != 0 {
		r.wrong(n, "quoted", s)
		return "", false
	}
	return s, ok
}

// pattern reads a word of a certain form.
func (r *reader) pattern(n *yaml.Node, form *regexp.Regexp, code string) string {
	s, ok := r.word(n)
	if ok && !form.MatchString(s) {
		r.wrong(n, code, s)
	}
	return s
}

// oneOf reads a word that must be one of a few. Key is what it is the value
// of.
func (r *reader) oneOf(n *yaml.Node, key string, allowed []string) (string, bool) {
	s, ok := r.word(n)
	if ok && !slices.Contains(allowed, s) {
		r.wrong(n, "unknown_value", s, key, strings.Join(allowed, ", "), survey.Nearest(s, allowed))
		return "", false
	}
	return s, ok
}

func (r *reader) boolean(n *yaml.Node) bool {
	s, ok := r.bare(n)
	if ok && s != "true" && s != "false" {
		r.wrong(n, "true_or_false", s)
	}
	return s == "true"
}

var wholePattern = regexp.MustCompile(`^(0|[1-9][0-9]{0,8})$`)

// whole reads a whole number between two bounds, or returns the lower one.
func (r *reader) whole(n *yaml.Node, low, high int) (int, bool) {
	s, ok := r.bare(n)
	if !ok {
		return low, false
	}
	number, err := strconv.Atoi(s)
	if err != nil || !wholePattern.MatchString(s) || number < low || number > high {
		r.wrong(n, "not_whole", s, strconv.Itoa(low), strconv.Itoa(high))
		return low, false
	}
	return number, true
}

var numberPattern = regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?$`)

// number reads an exact number, or returns nil.
func (r *reader) number(n *yaml.Node) *big.Rat {
	s, ok := r.bare(n)
	if !ok {
		return nil
	}
	canonical, err := survey.CanonicalNumber(s)
	if err != nil || !numberPattern.MatchString(s) {
		r.wrong(n, "not_number", s)
		return nil
	}
	number, _ := new(big.Rat).SetString(canonical) // canonical numbers are numbers
	return number
}

// How many characters texts may have.
const (
	maxLabel       = 76    // of a choice: one line of a list on a small screen
	maxLabelAsked  = 240   // of a question: three lines
	maxText        = 4_000 // of everything else
	maxNameLetters = 60    // of names and codes
)

// text reads a text: a string, which is German, or a map of languages. Where
// is the place whose answers it may pipe in; nil where none may.
func (r *reader) text(n *yaml.Node, limit int, where *place) survey.Text {
	if n != nil && n.Kind == yaml.MappingNode && !r.untidy[n] {
		m, _ := r.mapping(n, shape{keys: []string{"de", "en"}, required: []string{"de"}})
		t := survey.Text{}
		r.texts = append(r.texts, wording{t, r.spot(n)})
		for _, lang := range []string{"de", "en"} {
			if s := r.line(m.values[lang], limit, where); s != "" {
				t[lang] = s
			}
		}
		return t
	}
	t := survey.German(r.line(n, limit, where))
	if t != nil {
		r.texts = append(r.texts, wording{t, r.spot(n)})
	}
	return t
}

// wording is a text that is shown to a person, and where it stands.
type wording struct {
	text survey.Text
	at   spot
}

// label reads a text that stands on one line of a small screen.
func (r *reader) label(n *yaml.Node, where *place) survey.Text {
	t := r.text(n, maxLabel, where)
	for _, s := range t {
		if strings.ContainsAny(s, "\n\t") {
			r.wrong(n, "one_line")
			break
		}
	}
	return t
}

// line reads a text in one language.
func (r *reader) line(n *yaml.Node, limit int, where *place) string {
	s, ok := r.word(n)
	if !ok {
		return ""
	}
	if utf8.RuneCountInString(s) > limit {
		r.wrong(n, "text_too_long", strconv.Itoa(limit))
		return ""
	}
	r.pipesOf(n, where)
	return s
}

// expression reads a condition, a check or a calculation. What is in it is the
// engine's matter.
func (r *reader) expression(n *yaml.Node) *survey.Expression {
	s, ok := r.word(n)
	if !ok {
		return nil
	}
	e := &survey.Expression{Source: s}
	r.expressions[e] = r.written(n)
	return e
}
