package parser

import (
	"fmt"
	"strconv"

	"go.yaml.in/yaml/v4"

	"bestand.example/itbestand/survey"
)

// tidy refuses what no part of a question set may use, wherever it stands:
// anchors, aliases, merge keys, explicit tags, keys that appear twice, and
// control characters, which an escape can bring into a text.
//
// A node of which nothing can be read is remembered, so that the walk passes
// over it in silence.
func (r *reader) tidy(n *yaml.Node) {
	switch {
	case n.Kind == yaml.AliasNode:
		r.drop(n, "alias")
		return
	case n.Anchor != "":
		r.wrong(n, "anchor")
	case n.Style&yaml.TaggedStyle != 0 || n.Tag == "!":
		r.wrong(n, "tag")
	}
	switch n.Kind {
	case yaml.ScalarNode:
		r.tidyScalar(n)
	case yaml.MappingNode:
		r.tidyKeys(n)
	}
	for _, child := range n.Content {
		r.tidy(child)
	}
}

func (r *reader) drop(n *yaml.Node, code string, args ...string) {
	r.untidy[n] = true
	r.wrong(n, code, args...)
}

func (r *reader) tidyScalar(n *yaml.Node) {
	i := 0
	for _, c := range n.Value {
		if !survey.IsClean(string(c)) {
			r.untidy[n] = true
			r.report(r.src.locate(n, i), "parser.control", fmt.Sprintf("%U", c))
			return
		}
		i++
	}
}

func (r *reader) tidyKeys(n *yaml.Node) {
	first := map[string]*yaml.Node{}
	for i := 0; i < len(n.Content); i += 2 {
		key := n.Content[i]
		switch before := first[key.Value]; {
		case key.Kind == yaml.AliasNode: // reported as such
		case key.Kind != yaml.ScalarNode || isNull(key):
			r.drop(key, "bad_key")
		case key.Value == "<<" && key.Tag == "!!merge":
			r.drop(key, "merge")
		case before != nil:
			r.drop(key, "duplicate_key", key.Value, strconv.Itoa(before.Line), strconv.Itoa(before.Column))
		default:
			first[key.Value] = key
		}
	}
}

// isNull reports whether a node is YAML's way of saying nothing.
func isNull(n *yaml.Node) bool {
	return n.Kind == yaml.ScalarNode && n.Style == 0 && n.Tag == "!!null"
}
