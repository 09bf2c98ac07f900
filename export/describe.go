package export

import (
	"strings"

	"bestand.example/itbestand/survey"
)

// explanation is what helps with a question: what the matrix that it is a part
// of says, and what it says itself.
func explanation(q *survey.Question, lang string) string {
	hint := plainLabel(q.Hint, lang)
	if q.Matrix == nil {
		return hint
	}
	return strings.TrimSpace(plainLabel(q.Matrix.Hint, lang) + "\n" + hint)
}

// wholes are a question and what it is a part of, from the inside out.
func wholes(q *survey.Question) []*survey.Question {
	all := []*survey.Question{q}
	if q.Matrix != nil {
		all = append(all, q.Matrix)
	}
	if q.Roster != nil {
		all = append(all, q.Roster)
	}
	return all
}

func purpose(q *survey.Question) string { return q.Purpose }

// firstOf is what a question says, or else what it is a part of says.
func firstOf(q *survey.Question, what func(*survey.Question) string) string {
	for _, part := range wholes(q) {
		if s := what(part); s != "" {
			return s
		}
	}
	return ""
}

// assignee is who usually knows the answer.
func assignee(q *survey.Question) survey.Text {
	for _, part := range wholes(q) {
		if len(part.AssigneeHint) > 0 {
			return part.AssigneeHint
		}
	}
	return q.Section.AssigneeHint
}

func sensitive(q *survey.Question) bool {
	for _, part := range wholes(q) {
		if part.Sensitive {
			return true
		}
	}
	return false
}

func (w *workbook) typeOf(q *survey.Question) string {
	kind := w.t("type_" + string(q.Type))
	if q.Matrix != nil {
		kind += ", " + w.t("type_statement", q.Matrix.Name)
	}
	if q.List != nil && q.List != survey.YesNo {
		kind += " (" + q.List.Name + ")"
	}
	return kind
}

// shortList is up to how many choices stand in the codebook itself.
const shortList = 12

// answersOf says what can be answered: the choices with their codes, of a
// scale its poles, or where the choices come from.
func (w *workbook) answersOf(q *survey.Question) string {
	switch {
	case q.ChoicesFrom == survey.PopulationSource:
		return w.t("answers_units")
	case q.ChoicesFrom != "":
		return w.t("answers_rows", q.ChoicesFrom)
	case q.Suggestions != nil:
		return w.t("answers_suggested", q.Suggestions.Name)
	case q.List == nil || q.List == survey.YesNo:
		return ""
	case len(q.List.Choices) > shortList:
		return w.t("answers_listed", len(q.List.Choices))
	}
	var all []string
	for i, c := range q.List.Choices {
		switch label := c.Label.In(w.words.Lang()); {
		case label == c.Name && i > 0 && i < len(q.List.Choices)-1: // a step between two poles
		case strings.HasPrefix(label, c.Name+" –"):
			all = append(all, label)
		default:
			all = append(all, c.Name+" = "+label)
		}
	}
	return strings.Join(all, "\n")
}

// unitOf is what a number is counted in.
func unitOf(q *survey.Question) string {
	switch q.Type {
	case survey.TypeMoney:
		return "€"
	case survey.TypePercent:
		return "%"
	}
	return ""
}

func (w *workbook) required(q *survey.Question) string {
	switch {
	case q.Override:
		return w.t("required_replaceable")
	case !q.Asked():
		return w.t("required_computed")
	case q.Required == survey.Conditional:
		return w.t("required_conditional", q.RequiredIf.Source)
	}
	return w.t("required_" + []string{"optional", "soft", "required"}[q.Required])
}

// profiles names the short forms in which a question is asked.
func (w *workbook) profiles(one *setScan, q *survey.Question) string {
	var in []string
	for _, p := range one.set.Profiles {
		if q.In(p.Name) {
			in = append(in, p.Label.In(w.words.Lang()))
		}
	}
	return strings.Join(in, ", ")
}

// condition says when a question is asked: its section's condition, those of
// the roster or matrix that it is a part of, and its own.
func condition(q *survey.Question) string {
	expressions := []*survey.Expression{q.Section.Relevant}
	if q.Roster != nil {
		expressions = append(expressions, q.Roster.Relevant)
	}
	if q.Matrix != nil {
		expressions = append(expressions, q.Matrix.Relevant, q.Matrix.RowRelevant)
	}
	var all []string
	for _, e := range append(expressions, q.Relevant) {
		if e != nil {
			all = append(all, e.Source)
		}
	}
	if len(all) > 1 {
		return "(" + strings.Join(all, ") and (") + ")"
	}
	return strings.Join(all, "")
}

// checks says what is checked: the constraint, the warnings, how many answers
// there may be, and how a calculation is made.
func (w *workbook) checks(q *survey.Question) string {
	var all []string
	if q.Calculation != nil {
		all = append(all, w.t("calculation", q.Calculation.Source))
	}
	if q.Constraint != nil {
		all = append(all, q.Constraint.Source)
	}
	for _, warning := range q.Warnings {
		all = append(all, w.t("warning_when", warning.When.Source))
	}
	if q.ChoiceFilter != nil {
		all = append(all, w.t("offered_when", q.ChoiceFilter.Source))
	}
	unit := "rows"
	if several(q) {
		unit = "choices"
	}
	switch {
	case q.Max > 0:
		all = append(all, w.t(unit+"_between", q.Min, q.Max))
	case q.Min > 0:
		all = append(all, w.t(unit+"_from", q.Min))
	}
	if len(q.Unique) > 0 {
		all = append(all, w.t("rows_unique", strings.Join(q.Unique, ", ")))
	}
	if q.Matrix != nil && q.Matrix.Total != nil {
		all = append(all, w.t("adds_up", q.Matrix.Name, survey.FormatNumber(survey.NumberValue(q.Matrix.Total, 6).Text, w.words.Lang())))
	}
	if q.Default != "" {
		all = append(all, w.t("default", q.Default))
	}
	return strings.Join(all, "\n")
}
