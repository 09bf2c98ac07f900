package parser

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"bestand.example/itbestand/survey"
)

// shape says which keys a mapping of the language has.
type shape struct {
	keys     []string // all that there are, in the order of the documentation
	required []string
	likely   []string // the keys that a misspelt one may mean; nil: all
}

// mapping is a mapping of the file by its keys.
type mapping struct {
	node   *yaml.Node
	keys   map[string]*yaml.Node
	values map[string]*yaml.Node
}

func (m mapping) has(key string) bool { return m.keys[key] != nil }

// mapping reads a mapping and checks its keys against a shape. A misspelt key
// is reported, and then counts as the one that it probably means.
func (r *reader) mapping(n *yaml.Node, s shape) (mapping, bool) {
	if !r.is(n, yaml.MappingNode) {
		return mapping{}, false
	}
	m := mapping{n, map[string]*yaml.Node{}, map[string]*yaml.Node{}}
	var unknown []int
	for i := 0; i < len(n.Content); i += 2 {
		switch key := n.Content[i]; {
		case r.untidy[key]:
		case slices.Contains(s.keys, key.Value):
			m.keys[key.Value], m.values[key.Value] = key, n.Content[i+1]
		default:
			unknown = append(unknown, i)
		}
	}
	for _, i := range unknown {
		key := n.Content[i]
		meant := survey.Nearest(key.Value, m.free(s))
		r.wrong(key, "unknown_key", key.Value, strings.Join(s.keys, ", "), meant)
		if meant != "" {
			m.keys[meant], m.values[meant] = key, n.Content[i+1]
		}
	}
	for _, key := range s.required {
		if !m.has(key) {
			r.wrong(n, "missing_key", key)
		}
	}
	return m, true
}

// free lists the keys that a misspelt one may mean: those that the mapping
// does not have yet.
func (m mapping) free(s shape) []string {
	likely := s.likely
	if likely == nil {
		likely = s.keys
	}
	return slices.DeleteFunc(slices.Clone(likely), m.has)
}

// list reads the entries of a list that must not be empty.
func (r *reader) list(n *yaml.Node) ([]*yaml.Node, bool) {
	if !r.is(n, yaml.SequenceNode) {
		return nil, false
	}
	if len(n.Content) == 0 {
		r.wrong(n, "empty_list")
	}
	return n.Content, true
}

// kindWords are the endings of the catalogue's keys for kinds of nodes.
var kindWords = map[yaml.Kind]string{yaml.ScalarNode: "text", yaml.SequenceNode: "list", yaml.MappingNode: "mapping"}

// is reports whether a node is there and of a kind, and reports a finding when
// it is of another. A nil node was reported before.
func (r *reader) is(n *yaml.Node, kind yaml.Kind) bool {
	switch {
	case n == nil || r.untidy[n]:
		return false
	case isNull(n):
		r.wrong(n, "null", n.Value)
		return false
	case n.Kind != kind:
		r.wrong(n, "wrong_type", kindWords[kind], kindWords[n.Kind])
		return false
	}
	return true
}
