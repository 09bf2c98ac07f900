package parser

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"bestand.example/itbestand/survey"
)

// questionKeys are all keys of a question, in the order of the documentation.
var questionKeys = []string{
	"name", "type", "label", "hint", "guidance_hint", "assignee_hint", "required", "relevant", "constraint", "constraint_message", "warnings",
	"missing", "estimate", "default", "purpose", "sensitive", "personal", "profiles",
	"suggestions", "choices", "choices_from", "choice_filter", "other", "min", "max", "decimals",
	"points", "poles", "reversed", "rows", "rows_from", "row_relevant", "cell", "total",
	"calculation", "override", "item_label", "columns", "unique", "import", "prefill", "questions",
}

// keyTypes lists the types of question that have a key; a key that is not
// here belongs to all of them.
var keyTypes = map[string][]survey.Type{
	"hint": but(survey.TypeNote), "guidance_hint": but(survey.TypeNote), "assignee_hint": but(survey.TypeNote),
	"purpose": but(survey.TypeNote), "sensitive": but(survey.TypeNote), "personal": but(survey.TypeNote),
	"required": but(survey.TypeNote, survey.TypeCalculate), "missing": but(survey.TypeNote, survey.TypeCalculate),
	"constraint":         but(survey.TypeNote, survey.TypeMatrix),
	"constraint_message": but(survey.TypeNote, survey.TypeMatrix),
	"warnings":           but(survey.TypeNote, survey.TypeMatrix),
	"default":            but(survey.TypeNote, survey.TypeCalculate, survey.TypeRepeat, survey.TypeMatrix),
	"estimate":           {survey.TypeInteger, survey.TypeDecimal, survey.TypePercent, survey.TypeMoney, survey.TypeYear, survey.TypeMatrix},
	"suggestions":        {survey.TypeText},
	"choices":            {survey.TypeSelectOne, survey.TypeSelectMultiple, survey.TypeRank, survey.TypeMatrix, survey.TypeScale},
	"choices_from":       {survey.TypeSelectOne, survey.TypeSelectMultiple},
	"choice_filter":      {survey.TypeText, survey.TypeSelectOne, survey.TypeSelectMultiple, survey.TypeRank},
	"other":              {survey.TypeSelectOne, survey.TypeSelectMultiple},
	"min":                {survey.TypeSelectMultiple, survey.TypeRank, survey.TypeRepeat},
	"max":                {survey.TypeSelectMultiple, survey.TypeRank, survey.TypeRepeat},
	"decimals":           {survey.TypeDecimal, survey.TypePercent, survey.TypeMoney, survey.TypeMatrix, survey.TypeCalculate},
	"points":             {survey.TypeMatrix, survey.TypeScale}, "poles": {survey.TypeMatrix, survey.TypeScale}, "reversed": {survey.TypeScale},
	"rows": {survey.TypeMatrix}, "rows_from": {survey.TypeMatrix}, "row_relevant": {survey.TypeMatrix}, "cell": {survey.TypeMatrix}, "total": {survey.TypeMatrix},
	"calculation": {survey.TypeCalculate}, "override": {survey.TypeCalculate},
	"item_label": {survey.TypeRepeat}, "columns": {survey.TypeRepeat}, "unique": {survey.TypeRepeat}, "import": {survey.TypeRepeat}, "prefill": {survey.TypeRepeat}, "questions": {survey.TypeRepeat},
}

// but lists all types of question but a few.
func but(types ...survey.Type) []survey.Type {
	return slices.DeleteFunc(survey.Types(), func(t survey.Type) bool { return slices.Contains(types, t) })
}

// oneOfKeys are groups of keys of which a type has exactly one.
var oneOfKeys = map[survey.Type][][]string{
	survey.TypeSelectOne:      {{"choices", "choices_from"}},
	survey.TypeSelectMultiple: {{"choices", "choices_from"}},
	survey.TypeRank:           {{"choices"}},
	survey.TypeScale:          {{"points", "choices"}},
	survey.TypeMatrix:         {{"rows", "rows_from"}, {"points", "choices", "cell"}},
	survey.TypeCalculate:      {{"calculation"}},
	survey.TypeRepeat:         {{"questions"}},
}

// partnerKeys are keys that mean nothing without another one, by type; the
// empty type stands for all.
var partnerKeys = map[survey.Type][][2]string{
	"":                        {{"constraint_message", "constraint"}, {"points", "poles"}, {"poles", "points"}},
	survey.TypeText:           {{"choice_filter", "suggestions"}},
	survey.TypeSelectOne:      {{"other", "choices"}},
	survey.TypeSelectMultiple: {{"other", "choices"}},
	survey.TypeCalculate:      {{"constraint", "override"}, {"warnings", "override"}}, // nobody could mend what is only computed
	survey.TypeMatrix:         {{"row_relevant", "rows_from"}, {"decimals", "cell"}, {"estimate", "cell"}, {"total", "cell"}},
}

// takes reports whether questions of a type have a key.
func takes(t survey.Type, key string) bool {
	types, some := keyTypes[key]
	return !some || slices.Contains(types, t)
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

// checkKeys reports keys that a question of this type does not have, keys of
// which it has too many, and those that it lacks.
func (r *setReader) checkKeys(m mapping, t survey.Type) {
	for _, key := range questionKeys {
		if m.has(key) && !takes(t, key) {
			r.wrong(m.keys[key], "key_not_for_type", key, string(t), typesWith(key))
		}
	}
	for _, group := range oneOfKeys[t] {
		r.checkGroup(m, t, group)
	}
	for _, pair := range slices.Concat(partnerKeys[""], partnerKeys[t]) {
		if m.has(pair[0]) && !m.has(pair[1]) && takes(t, pair[0]) {
			r.wrong(m.keys[pair[0]], "key_needs_key", pair[0], pair[1])
		}
	}
}

func (r *setReader) checkGroup(m mapping, t survey.Type, group []string) {
	there := slices.DeleteFunc(slices.Clone(group), func(key string) bool { return !m.has(key) })
	switch {
	case len(there) > 1:
		r.wrong(m.keys[there[1]], "keys_exclude", there[1], there[0])
	case len(there) == 0 && len(group) == 1:
		r.wrong(m.node, "missing_key_for_type", group[0], string(t))
	case len(there) == 0:
		r.wrong(m.node, "missing_one_of", strings.Join(group, ", "), string(t))
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

// lostParts remembers the names of columns and rows that are not read, because
// what they stand in is no roster or matrix of the language, so that
// conditions that read them are not called wrong.
func (r *setReader) lostParts(m mapping, keys ...string) {
	for _, key := range keys {
		parts := m.values[key]
		if parts == nil || parts.Kind != yaml.SequenceNode {
			continue
		}
		for _, part := range parts.Content {
			if name := valueOf(part, "name"); name != nil {
				r.doubt.types[name.Value] = true
			}
		}
	}
}
