package parser

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"bestand.example/itbestand/survey"
)

// questionKeys are all keys of a question.
var questionKeys = []string{
	"name", "type", "label", "hint", "required", "relevant", "constraint", "constraint_message", "warnings", "missing",
	"estimate", "purpose", "sensitive", "personal", "choices", "decimals", "calculation", "item_label", "min", "max", "questions",
}

// neededKeys are the keys that a type cannot do without.
var neededKeys = map[survey.Type]string{
	survey.TypeSelectOne: "choices", survey.TypeSelectMultiple: "choices",
	survey.TypeCalculate: "calculation", survey.TypeRepeat: "questions",
}

// takes reports whether questions of a type have a key.
func takes(t survey.Type, key string) bool {
	switch key {
	case "hint", "purpose", "sensitive", "personal":
		return t != survey.TypeNote
	case "required", "constraint", "constraint_message", "warnings", "missing":
		return t.Asked()
	case "estimate":
		return t.Numeric()
	case "choices":
		return t == survey.TypeSelectOne || t == survey.TypeSelectMultiple
	case "decimals":
		return t == survey.TypeDecimal || t == survey.TypeMoney || t == survey.TypePercent || t == survey.TypeCalculate
	case "calculation":
		return t == survey.TypeCalculate
	case "item_label", "min", "max", "questions":
		return t == survey.TypeRepeat
	}
	return true
}

// questionShape is the shape of a question. A misspelt key most likely means
// one that its type has.
func questionShape(t survey.Type) shape {
	s := shape{keys: questionKeys, required: []string{"name", "type", "label"}}
	if slices.Contains(survey.Types(), t) {
		s.likely = slices.DeleteFunc(slices.Clone(questionKeys), func(key string) bool { return !takes(t, key) })
	}
	return s
}

// typeOf looks at the type of a question that is not read yet.
func typeOf(n *yaml.Node) survey.Type {
	if value := valueOf(n, "type"); value != nil {
		return survey.Type(value.Value)
	}
	return ""
}

// checkKeys reports keys that a question of this type does not have, and the
// one that it lacks.
func (r *setReader) checkKeys(m mapping, t survey.Type) {
	for _, key := range questionKeys {
		if m.has(key) && !takes(t, key) {
			r.wrong(m.keys[key], "key_not_for_type", key, string(t), typesWith(key))
		}
	}
	if key := neededKeys[t]; key != "" && !m.has(key) {
		r.wrong(m.node, "missing_key_for_type", key, string(t))
	}
}

func typesWith(key string) string {
	var names []string
	for _, t := range survey.Types() {
		if takes(t, key) {
			names = append(names, string(t))
		}
	}
	return strings.Join(names, ", ")
}

// lostColumns remembers the names of columns that are not read, because what
// they stand in is no roster of the language, so that conditions that read
// them are not called wrong.
func (r *setReader) lostColumns(m mapping) {
	columns := m.values["questions"]
	if columns == nil || columns.Kind != yaml.SequenceNode {
		return
	}
	for _, column := range columns.Content {
		if name := valueOf(column, "name"); name != nil {
			r.doubt.types[name.Value] = true
		}
	}
}
