package parser

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"bestand.example/itbestand/survey"
)

// Answers reads answers from a YAML or JSON text, for `answer --from`: a
// mapping from the names of questions to values.
//
//	ap_gesamt: 120
//	o_ikz: [zweckverband, formlos]             # several codes
//	ap_mobil: {value: 30, estimate: true, comment: laut Inventar}
//	p_stellen: {missing: spaeter}
//	fv:                                        # the rows of a roster
//	  - {fv_produkt: VIS, fv_nutzer: 12}
//	kp: []                                     # no rows
//
// Whether the questions exist and take these values is not decided here. The
// error is an *Errors that names every place which is no answer.
func Answers(name string, data []byte) ([]survey.Assignment, error) {
	r := newReader(nil, name)
	if r.src = r.open(name, data); r.src != nil {
		if root := r.document("parser.no_answers"); root != nil {
			r.tidy(root)
			assignments := r.answers(root)
			if len(r.found) == 0 {
				return assignments, nil
			}
		}
	}
	return nil, &Errors{Findings: r.findings()}
}

func (r *reader) answers(root *yaml.Node) []survey.Assignment {
	if !r.is(root, yaml.MappingNode) {
		return nil
	}
	var all []survey.Assignment
	for i := 0; i < len(root.Content); i += 2 {
		name, value := root.Content[i].Value, root.Content[i+1]
		if value.Kind == yaml.SequenceNode && (len(value.Content) == 0 || value.Content[0].Kind == yaml.MappingNode) {
			all = append(all, r.rows(name, value)...)
			continue
		}
		all = append(all, r.answer(survey.Assignment{Question: name}, value)...)
	}
	return all
}

// rows reads the rows of a roster; an empty list says that there are none.
func (r *reader) rows(roster string, list *yaml.Node) []survey.Assignment {
	if len(list.Content) == 0 {
		none := survey.NoRows.Text
		return []survey.Assignment{{Question: roster, Entry: &none}}
	}
	var all []survey.Assignment
	for i, row := range list.Content {
		if !r.is(row, yaml.MappingNode) {
			continue
		}
		if len(row.Content) == 0 {
			r.wrong(row, "empty_answer")
		}
		for j := 0; j < len(row.Content); j += 2 {
			column := survey.Assignment{Question: row.Content[j].Value, Roster: roster, Index: i + 1}
			all = append(all, r.answer(column, row.Content[j+1])...)
		}
	}
	return all
}

// answer reads one answer: a value, several codes, or a mapping with marks.
func (r *reader) answer(a survey.Assignment, n *yaml.Node) []survey.Assignment {
	switch n.Kind {
	case yaml.ScalarNode:
		entry := entryOf(n)
		a.Entry, a.Literal = &entry, literal(n)
	case yaml.SequenceNode:
		entry, ok := r.codes(n)
		if !ok {
			return nil
		}
		a.Entry = &entry
	case yaml.MappingNode:
		if !r.marks(&a, n) {
			return nil
		}
	}
	return []survey.Assignment{a}
}

var markKeys = []string{"value", "missing", "estimate", "comment", "acknowledged", "reason"}

func (r *reader) marks(a *survey.Assignment, n *yaml.Node) bool {
	if len(n.Content) == 0 {
		r.wrong(n, "empty_answer")
		return false
	}
	m, ok := r.mapping(n, shape{keys: markKeys})
	if !ok {
		return false
	}
	for key, value := range m.values {
		if key == "value" && value.Kind == yaml.SequenceNode {
			entry, ok := r.codes(value)
			if !ok {
				return false
			}
			a.Entry = &entry
			continue
		}
		if !r.is(value, yaml.ScalarNode) {
			return false
		}
		text := entryOf(value)
		switch key {
		case "value":
			a.Entry, a.Literal = &text, literal(value)
		case "missing":
			a.Missing = &text
		case "comment":
			a.Comment = &text
		case "acknowledged":
			a.Acknowledged = &text
		case "reason":
			a.Reason = &text
		case "estimate":
			yes := slices.Contains([]string{"true", "ja"}, strings.ToLower(text))
			if !yes && !slices.Contains([]string{"false", "nein"}, strings.ToLower(text)) {
				r.wrong(value, "true_or_false", text)
			}
			a.Estimate = &yes
		}
	}
	return true
}

func (r *reader) codes(n *yaml.Node) (string, bool) {
	codes := make([]string, len(n.Content))
	for i, item := range n.Content {
		if !r.is(item, yaml.ScalarNode) {
			return "", false
		}
		codes[i] = item.Value
	}
	return strings.Join(codes, ","), true
}

// entryOf is the text of a scalar; null is blank.
func entryOf(n *yaml.Node) string {
	if n.ShortTag() == "!!null" {
		return ""
	}
	return n.Value
}

// literal reports whether a scalar is a number, or true or false, as YAML and
// JSON write them: 1.234 is not ambiguous there.
func literal(n *yaml.Node) bool {
	tag := n.ShortTag()
	return tag == "!!float" || tag == "!!int" || tag == "!!bool"
}
