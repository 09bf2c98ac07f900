package parser

import (
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"

	"bestand.example/itbestand/survey/intake"
)

// profileKeys are the keys of a mapping of columns.
var profileKeys = []string{"kind", "roster", "sheet", "header", "columns", "values", "duplicates", "hidden", "pad_keys"}

// Profile reads how the columns and values of an existing list become answers,
// for `import --map`:
//
//	kind: mapping
//	roster: fv
//	sheet: Tabelle1                       # empty: the one that fits best
//	columns: {Software: fv_produkt, Raum: ''}
//	values: {fv_produkt: {Meso alt: meso}}
//	duplicates: skip                      # skip | update | add
//	hidden: true                          # false: hidden rows are left out
//	pad_keys: false                       # true: keys get their leading zero back
//
// Whether the roster has these questions is not decided here. The error is an
// *Errors.
func Profile(name string, data []byte) (intake.Profile, error) {
	r := newReader(nil, name)
	var p intake.Profile
	if r.src = r.open(name, data); r.src != nil {
		if root := r.document("parser.no_answers"); root != nil {
			r.tidy(root)
			p = r.profile(root)
			if len(r.found) == 0 {
				return p, nil
			}
		}
	}
	return intake.Profile{}, &Errors{Findings: r.findings()}
}

func (r *reader) profile(root *yaml.Node) intake.Profile {
	m, ok := r.mapping(root, shape{keys: profileKeys, required: []string{"kind", "columns"}})
	if !ok {
		return intake.Profile{}
	}
	p := intake.Profile{Columns: r.words(m.values["columns"])}
	if m.has("kind") {
		r.oneOf(m.values["kind"], "kind", []string{"mapping"})
	}
	p.Roster, p.Sheet = r.textOf(m.values["roster"]), r.textOf(m.values["sheet"])
	if m.has("header") {
		p.Header, _ = r.whole(m.values["header"], 1, 1_048_576)
	}
	if m.has("duplicates") {
		policies := []string{}
		for _, policy := range intake.Policies() {
			policies = append(policies, string(policy))
		}
		policy, _ := r.oneOf(m.values["duplicates"], "duplicates", policies)
		p.Duplicates = intake.Policy(policy)
	}
	p.Visible = m.has("hidden") && !r.boolean(m.values["hidden"])
	p.PadKeys = m.has("pad_keys") && r.boolean(m.values["pad_keys"])
	if values := m.values["values"]; m.has("values") && r.is(values, yaml.MappingNode) {
		p.Values = map[string]map[string]string{}
		for i := 0; i < len(values.Content); i += 2 {
			p.Values[values.Content[i].Value] = r.words(values.Content[i+1])
		}
	}
	return p
}

// textOf is the text of a value that may be left out or be empty.
func (r *reader) textOf(n *yaml.Node) string {
	if n == nil || isNull(n) || !r.is(n, yaml.ScalarNode) {
		return ""
	}
	return n.Value
}

// words reads a mapping from texts to texts, of which the second may be empty.
func (r *reader) words(n *yaml.Node) map[string]string {
	words := map[string]string{}
	if !r.is(n, yaml.MappingNode) {
		return words
	}
	for i := 0; i < len(n.Content); i += 2 {
		if !r.untidy[n.Content[i]] {
			words[n.Content[i].Value] = r.textOf(n.Content[i+1])
		}
	}
	return words
}

// WriteProfile writes a profile as Profile reads it.
func WriteProfile(p intake.Profile) ([]byte, error) {
	var b strings.Builder
	if err := yaml.NewEncoder(&b).Encode(profileNode(p)); err != nil {
		return nil, err
	}
	return []byte(b.String()), nil
}

func profileNode(p intake.Profile) *yaml.Node {
	root := &yaml.Node{Kind: yaml.MappingNode}
	add := func(key string, value *yaml.Node) {
		root.Content = append(root.Content, &yaml.Node{Kind: yaml.ScalarNode, Value: key}, value)
	}
	add("kind", scalar("mapping"))
	add("roster", scalar(p.Roster))
	if p.Sheet != "" {
		add("sheet", scalar(p.Sheet))
	}
	if p.Header > 0 {
		add("header", &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!int", Value: strconv.Itoa(p.Header)})
	}
	add("columns", pairs(p.Columns))
	if len(p.Values) > 0 {
		values := &yaml.Node{Kind: yaml.MappingNode}
		for _, question := range sortedKeys(p.Values) {
			values.Content = append(values.Content, scalar(question), pairs(p.Values[question]))
		}
		add("values", values)
	}
	add("duplicates", scalar(string(p.Policy())))
	add("hidden", boolean(!p.Visible))
	add("pad_keys", boolean(p.PadKeys))
	return root
}

func pairs(m map[string]string) *yaml.Node {
	n := &yaml.Node{Kind: yaml.MappingNode}
	for _, key := range sortedKeys(m) {
		n.Content = append(n.Content, scalar(key), scalar(m[key]))
	}
	return n
}

// scalar is a text that stays one, whatever it looks like: 01001000 and ja too.
func scalar(s string) *yaml.Node {
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: s, Style: yaml.DoubleQuotedStyle}
}

func boolean(b bool) *yaml.Node {
	value := "false"
	if b {
		value = "true"
	}
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!bool", Value: value}
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}
