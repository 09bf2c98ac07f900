package parser

import (
	"errors"
	"io"
	"strings"

	"go.yaml.in/yaml/v4"
	"go.yaml.in/yaml/v4/plugin/loaderlimits"
)

// maxDepth is how deep values may be nested. The language itself needs eight
// levels.
const maxDepth = 32

var errDeep = errors.New("nested too deep")

// document reads the only document of the file, or returns nil when there is
// none that can be walked. Of a file without any, empty is the finding.
func (r *reader) document(empty string) *yaml.Node {
	depth := func(depth int, _ *loaderlimits.DepthContext) error {
		if depth > maxDepth {
			return errDeep
		}
		return nil
	}
	loader, err := yaml.NewLoader(strings.NewReader(r.src.text), yaml.WithPlugin(loaderlimits.New(loaderlimits.DepthFunc(depth))))
	if err != nil {
		r.failure = err // the options are wrong: cannot happen
		return nil
	}
	var first, second yaml.Node
	switch err := loader.Load(&first); {
	case errors.Is(err, io.EOF):
		r.report(spot{r.src, 1, 1}, empty)
		return nil
	case err != nil:
		r.syntax(err)
		return nil
	}
	switch err := loader.Load(&second); {
	case errors.Is(err, io.EOF):
	case err != nil:
		r.syntax(err)
	default:
		r.wrong(&second, "second_document")
	}
	return first.Content[0]
}

// yamlMessages translates the messages of the YAML parser into codes. They are
// matched by their beginning; start marks those that are better shown where
// the construct begins than where its end was missed.
var yamlMessages = []struct {
	message, code string
	start         bool
}{
	{"nested too deep", "depth", false},
	{"deep", "depth", false},
	{"mapping values are not allowed", "yaml_colon", false},
	{"block sequence entries are not allowed", "yaml_dash", false},
	{"could not find expected ':'", "yaml_no_colon", false},
	{"did not find expected key", "yaml_indent", false},
	{"did not find expected '-' indicator", "yaml_items", false},
	{"did not find expected ',' or ']'", "yaml_bracket", true},
	{"did not find expected ',' or '}'", "yaml_brace", true},
	{"did not find expected node content", "yaml_content", false},
	{"found unexpected end of stream", "yaml_quote", true},
	{"found unexpected document indicator", "yaml_quote", true},
	{"found unknown escape character", "yaml_escape", false},
	{"did not find expected hexadecimal number", "yaml_escape", false},
	{"found invalid Unicode character escape code", "yaml_escape", false},
	{"did not find expected alphabetic or numeric character", "yaml_start", true},
	{"unknown anchor", "alias", false},
	{"found incompatible YAML document", "yaml_directive", false},
	{"found unknown directive name", "yaml_directive", true},
	{"found a tab character", "yaml_tab", false},
	{"found mixed spaces and tabs", "yaml_tab", false},
}

// syntax reports what the YAML parser stopped at.
func (r *reader) syntax(err error) {
	var at *yaml.LoadError
	if !errors.As(err, &at) {
		r.report(spot{r.src, 1, 1}, "parser.yaml", err.Error())
		return
	}
	line, column := at.Mark.Line, at.Mark.Column
	code, args := "yaml", []string{at.Message}
	for _, m := range yamlMessages {
		if !strings.HasPrefix(at.Message, m.message) {
			continue
		}
		code, args = m.code, nil
		if m.start && at.ContextMark.Line > 0 {
			line, column = at.ContextMark.Line, at.ContextMark.Column
		}
		break
	}
	if at.Message == "found character that cannot start any token" {
		code, args = r.badStart(line, column)
	}
	r.report(spot{r.src, max(line, 1), max(column, 1)}, "parser."+code, args...)
}

// badStart tells a tab in the indentation from a character that a value cannot
// begin with.
func (r *reader) badStart(line, column int) (code string, args []string) {
	text := r.src.line(line)
	if column < 1 || column > len(text) || text[column-1] == '\t' {
		return "yaml_tab", nil
	}
	return "yaml_start", nil
}
