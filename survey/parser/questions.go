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
	r.readWords(m, q, own)
	r.watch(q.Name, n, func() {
		q.Profiles = r.profiles(m.values["profiles"])
		q.Relevant = r.expression(m.values["relevant"])
		q.Calculation = r.expression(m.values["calculation"])
		q.Override = r.boolean(m.values["override"])
		r.readAnswer(m, q)
		r.readChoices(m, q)
	})
	r.readChecks(m, q, own)
	r.readParts(m, q, own)
	return q
}

// readParts reads what a question is made of: the columns of a roster or the
// rows of a matrix.
func (r *setReader) readParts(m mapping, q *survey.Question, own *place) {
	switch {
	case q.Type == survey.TypeRepeat && own.roster == nil:
		r.readRoster(m, q, own)
		r.lostParts(m, "rows")
		return
	case q.Type == survey.TypeMatrix && own.roster == nil:
		r.watch(q.Name, m.node, func() { r.readMatrix(m, q) })
		r.lostParts(m, "questions")
		return
	case q.Type == survey.TypeRepeat:
		r.wrong(m.values["type"], "nested_repeat")
	case q.Type == survey.TypeMatrix:
		r.wrong(m.values["type"], "nested_matrix")
	}
	r.lostParts(m, "questions", "rows")
}

// readWords reads the texts that every question may have.
func (r *setReader) readWords(m mapping, q *survey.Question, own *place) {
	q.Label = r.text(m.values["label"], maxLabelAsked, own)
	q.Hint = r.text(m.values["hint"], maxText, own)
	q.GuidanceHint = r.text(m.values["guidance_hint"], maxText, nil)
	q.AssigneeHint = r.text(m.values["assignee_hint"], maxLabelAsked, nil)
	q.Purpose = r.line(m.values["purpose"], maxText, nil)
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
	q.Required, q.RequiredIf = r.requirement(m.values["required"])
	q.Missing = r.missingCodes(m.values["missing"])
	if n := m.values["missing"]; n != nil && len(q.Missing) < len(n.Content) { // not every code that is wrong is reported anew
		r.doubt.answers[q.Name] = true
	}
	q.Estimate = r.boolean(m.values["estimate"])
	q.Sensitive = r.boolean(m.values["sensitive"])
	q.Personal = r.boolean(m.values["personal"])
	if n := m.values["default"]; r.isWord(n) && takes(q.Type, "default") {
		q.Default = r.line(n, maxText, nil)
		if m.has("choices_from") {
			r.wrong(m.keys["default"], "keys_exclude", "default", "choices_from")
			return
		}
		r.defaults = append(r.defaults, defaultEntry{q, r.written(n)})
	} else {
		r.word(n)
	}
}

func defaultDecimals(t survey.Type) int {
	switch t {
	case survey.TypeDecimal, survey.TypePercent, survey.TypeCalculate:
		return 2
	}
	return 0
}

// requirement reads how much an answer matters: a word, or the condition under
// which there must be one.
func (r *setReader) requirement(n *yaml.Node) (survey.Requirement, *survey.Expression) {
	s, ok := r.word(n)
	switch {
	case !ok, s == "false":
		return survey.Optional, nil
	case s == "soft":
		return survey.Soft, nil
	case s == "true":
		if _, plain := r.bare(n); plain {
			return survey.Required, nil
		}
		return survey.Optional, nil
	}
	if wordPattern().FindString(s) == s && r.names[s] == nil && !r.doubt.names && !r.doubt.types[s] {
		r.wrong(n, "bad_required", s, survey.Nearest(s, []string{"true", "soft", "false"}))
		return survey.Optional, nil
	}
	return survey.Conditional, r.expression(n)
}

// readChecks reads constraint and warnings.
func (r *setReader) readChecks(m mapping, q *survey.Question, own *place) {
	self := &place{before: own.before, own: own.own, roster: own.roster, self: true}
	q.Constraint = r.expression(m.values["constraint"])
	q.ConstraintMessage = r.text(m.values["constraint_message"], maxText, self)
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
