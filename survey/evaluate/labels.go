package evaluate

import (
	"cmp"
	"slices"
	"strings"

	"bestand.example/itbestand/survey"
)

func compareLabels(a, b []Label) int {
	for i := range a {
		if order := cmp.Or(a[i].rank-b[i].rank, cmp.Compare(a[i].Code, b[i].Code)); order != 0 {
			return order
		}
	}
	return 0
}

func codeOf(labels []Label) string {
	codes := make([]string, len(labels))
	for i, l := range labels {
		codes[i] = l.Code
	}
	return strings.Join(codes, "\x1f")
}

// labels lists the places that an item has on all axes together.
func (c *computation) labels(it item, by survey.Grouping) [][]Label {
	all := [][]Label{nil}
	for _, axis := range by {
		var longer [][]Label
		for _, before := range all {
			for _, l := range c.onAxis(it, axis) {
				longer = append(longer, append(slices.Clone(before), l))
			}
		}
		all = longer
	}
	return all
}

// onAxis lists the places that an item has on one axis.
func (c *computation) onAxis(it item, a survey.Axis) []Label {
	u := it.unit.Unit
	switch a.Kind {
	case survey.AxisLand:
		return []Label{{Code: "land", Text: survey.Text{"de": "Land", "en": "all"}}}
	case survey.AxisDistrict:
		return unitLabel(u.DistrictKey, u.District, 0)
	case survey.AxisType:
		return unitLabel(string(u.Type), u.Type.Label(), slices.Index(survey.UnitTypes(), u.Type))
	case survey.AxisSizeClass:
		return unitLabel(u.SizeClass(), u.SizeClassLabel(), u.Inhabitants)
	}
	r := it.responseTo(a)
	if r == nil {
		return nil
	}
	record := r.self.record
	if a.Question.Roster != nil {
		record = it.record
	}
	_, _, value, _ := record.Answer(a.Question)
	return c.answerLabels(a, value)
}

// responseTo is the response that says where the item is on an axis, or nil.
func (it item) responseTo(a survey.Axis) *response {
	r := it.response
	if r == nil || r.set != a.Set {
		r = it.unit.one(a.Set)
	}
	if r == nil || a.Question.Roster != nil && a.Question.Roster != it.roster {
		return nil
	}
	return r
}

func unitLabel(code, label string, rank int) []Label {
	if code == "" {
		return nil
	}
	if label == "" {
		label = code
	}
	return []Label{{code, survey.German(label), rank}}
}

// answerLabels are the places that an answer gives.
func (c *computation) answerLabels(a survey.Axis, v survey.Value) []Label {
	if v.Kind == survey.KindText {
		return []Label{{survey.Fold(v.Text), survey.German(v.Text), 0}}
	}
	var labels []Label
	for _, code := range v.Codes() {
		if a.Kind == survey.AxisQuestion {
			labels = append(labels, c.codeLabel(a.Question, code))
			continue
		}
		at := a.Question.List.Index(code)
		if at < 0 {
			continue
		}
		for _, value := range a.Question.List.Choices[at].Columns[a.Column] {
			if value != "" && !slices.ContainsFunc(labels, func(o Label) bool { return o.Code == value }) {
				labels = append(labels, Label{value, survey.German(value), 0})
			}
		}
	}
	return labels
}

// codeLabel is the label of a code as an answer to a question.
func (c *computation) codeLabel(q *survey.Question, code string) Label {
	l := Label{code, survey.German(code), 0}
	at := -1
	if q.List != nil {
		at = q.List.Index(code)
	}
	switch {
	case at >= 0:
		l.Text, l.rank = q.List.Choices[at].Label, at
	case q.List != nil && code == survey.OtherCode && q.Other != nil:
		l.Text, l.rank = q.Other, len(q.List.Choices)
	case q.ChoicesFrom == survey.PopulationSource && c.names[code] != "":
		l.Text = survey.German(c.names[code])
	}
	return l
}
