package parser

import (
	"go.yaml.in/yaml/v4"

	"bestand.example/itbestand/survey"
)

// walkQuestion reads one question; roster is the repeat that it stands in.
func (r *setReader) walkQuestion(n *yaml.Node, roster *survey.Question) *survey.Question {
	m, ok := r.mapping(n, questionShape(typeOf(n)))
	if !ok {
		r.doubt.names = true
		return nil
	}
	q := &survey.Question{}
	q.Name = r.declare(m.values["name"], q, roster)
	own := &place{before: r.questions, own: q, roster: roster}
	var sure bool
	if q.Type, sure = r.questionType(m.values["type"]); sure {
		r.checkKeys(m, q.Type)
	} else {
		r.doubt.types[q.Name] = true
	}
	q.Label = r.text(m.values["label"], maxLabelAsked, own)
	q.Hint = r.text(m.values["hint"], maxText, own)
	q.Relevant = r.expression(m.values["relevant"])
	q.Calculation = r.expression(m.values["calculation"])
	r.readAnswer(m, q)
	r.readChecks(m, q, own)
	if q.Type == survey.TypeRepeat && roster == nil {
		r.readRoster(m, q, own)
		return q
	}
	if q.Type == survey.TypeRepeat {
		r.wrong(m.values["type"], "nested_repeat")
	}
	r.lostColumns(m)
	return q
}

// questionType reads the type. Of a misspelt one it returns what was probably
// meant, and that this is not sure.
func (r *setReader) questionType(n *yaml.Node) (t survey.Type, sure bool) {
	var types []string
	for _, t := range survey.Types() {
		types = append(types, string(t))
	}
	s, ok := r.oneOf(n, "type", types)
	if !ok && r.isWord(n) {
		s = survey.Nearest(n.Value, types)
	}
	return survey.Type(s), ok
}

// readAnswer reads what an answer may be.
func (r *setReader) readAnswer(m mapping, q *survey.Question) {
	q.Decimals = defaultDecimals(q.Type)
	if places, ok := r.whole(m.values["decimals"], 0, 6); ok {
		q.Decimals = places
	}
	q.Required = r.requirement(m.values["required"])
	q.Missing = r.missingCodes(m.values["missing"])
	q.List = r.choiceList(m.values["choices"])
	if takes(q.Type, "choices") && (q.List == nil || r.holes[q.List.Name]) {
		r.doubt.lists[q.Name] = true
	}
	q.Estimate = r.boolean(m.values["estimate"])
	q.Purpose = r.line(m.values["purpose"], maxText, nil)
	q.Sensitive = r.boolean(m.values["sensitive"])
	q.Personal = r.boolean(m.values["personal"])
}

func defaultDecimals(t survey.Type) int {
	switch t {
	case survey.TypeDecimal, survey.TypePercent, survey.TypeCalculate:
		return 2
	}
	return 0
}

func (r *setReader) requirement(n *yaml.Node) survey.Requirement {
	s, ok := r.oneOf(n, "required", []string{"true", "soft", "false"})
	switch {
	case !ok:
		return survey.Optional
	case s == "soft":
		return survey.Soft
	}
	if s, _ = r.bare(n); s == "true" {
		return survey.Required
	}
	return survey.Optional
}

// choiceList finds the list of a question, or returns nil.
func (r *setReader) choiceList(n *yaml.Node) *survey.ChoiceList {
	name, ok := r.word(n)
	if !ok {
		return nil
	}
	list := r.lists[name]
	if list == nil && !r.doubt.choices {
		var names []string
		for _, l := range r.set.Choices {
			names = append(names, l.Name)
		}
		r.wrong(n, "unknown_list", name, survey.Nearest(name, names))
	}
	return list
}

// readChecks reads constraint and warnings.
func (r *setReader) readChecks(m mapping, q *survey.Question, own *place) {
	self := &place{before: own.before, own: own.own, roster: own.roster, self: true}
	q.Constraint = r.expression(m.values["constraint"])
	if m.has("constraint_message") {
		q.ConstraintMessage = r.text(m.values["constraint_message"], maxText, self)
		if !m.has("constraint") && takes(q.Type, "constraint") {
			r.wrong(m.keys["constraint_message"], "message_without_constraint")
		}
	}
	items, _ := r.list(m.values["warnings"])
	for _, item := range items {
		w, ok := r.mapping(item, shape{keys: []string{"when", "message"}, required: []string{"when", "message"}})
		if !ok {
			continue
		}
		warning := survey.Warning{When: r.expression(w.values["when"]), Message: r.text(w.values["message"], maxText, self)}
		if warning.When != nil {
			q.Warnings = append(q.Warnings, warning)
		}
	}
}

// readRoster reads what only a repeat has.
func (r *setReader) readRoster(m mapping, q *survey.Question, own *place) {
	const maxRows = 9_999
	least, hasMin := r.whole(m.values["min"], 0, maxRows)
	most, hasMax := r.whole(m.values["max"], 1, maxRows)
	if hasMin {
		q.Min = least
	}
	if hasMax {
		q.Max = most
	}
	if hasMin && hasMax && least > most {
		r.wrong(m.values["min"], "min_over_max")
	}
	q.ItemLabel = r.text(m.values["item_label"], maxLabelAsked, &place{before: own.before, own: q, row: true})
	q.Questions = r.walkQuestions(m.values["questions"], q)
}
