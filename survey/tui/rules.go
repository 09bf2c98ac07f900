package tui

import (
	"strings"

	"bestand.example/itbestand/survey"
)

// rules say how many choices may be made, and which rule out all others.
func (t teller) rules(q *survey.Question, offered *survey.ChoiceList) []string {
	var said []string
	switch {
	case q.Type == survey.TypeRank && q.Min == 0 && q.Max == 0:
		said = append(said, t.t("rank_all", len(offered.Choices)))
	case q.Min > 0 || q.Max > 0:
		said = append(said, t.span("span_choices", q.Min, q.Max))
	}
	if exclusive := t.exclusive(q, offered); exclusive != "" {
		said = append(said, exclusive)
	}
	return said
}

// span says how many of something there may be; the key of what.
func (t teller) span(key string, least, most int) string {
	switch {
	case least > 0 && least == most:
		return t.t("span_exactly", t.t(key), least)
	case least > 0 && most > 0:
		return t.t("span_between", t.t(key), least, most)
	case least > 0:
		return t.t("span_least", t.t(key), least)
	case most > 0:
		return t.t("span_most", t.t(key), most)
	}
	return ""
}

// exclusive says which choices rule out all others.
func (t teller) exclusive(q *survey.Question, offered *survey.ChoiceList) string {
	if q.Type != survey.TypeSelectMultiple {
		return ""
	}
	var labels []string
	for _, c := range offered.Choices {
		if c.Exclusive {
			labels = append(labels, t.t("quoted", line(c.Label.In(t.Lang()))))
		}
	}
	if len(labels) == 0 {
		return ""
	}
	return t.t("exclusive", strings.Join(labels, ", "))
}

// assignee says who usually knows the answer, as the question or its matrix has
// it.
func (t teller) assignee(q *survey.Question) string {
	hint := q.AssigneeHint
	if len(hint) == 0 && q.Matrix != nil {
		hint = q.Matrix.AssigneeHint
	}
	return t.with("assignee", line(hint.In(t.Lang())))
}

// proposal says that what the field shows is no answer yet, or what is
// calculated where a person may give something else.
func (t teller) proposal(k survey.Key) []string {
	q, a := t.s.Set.Question(k.Question), t.s.Response.Answers.Get(k)
	calculated := t.ev().Calculated(k)
	_, proposed := t.proposed(k)
	switch {
	case proposed:
		return []string{t.t("default_shown")}
	case q.Type != survey.TypeCalculate:
		return nil
	case calculated.IsZero():
		return []string{t.t("calculated_none")}
	case a.Value.IsZero():
		return []string{t.t("calculated", line(t.ev().Show(k, calculated, t.Lang())))}
	}
	return []string{t.t("calculated_else", line(t.ev().Show(k, calculated, t.Lang())))}
}
