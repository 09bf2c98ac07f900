package survey

import "slices"

// Certain reports whether a condition over choice.* hangs on the choice alone,
// not on answers or on the unit.
func (e *Expression) Certain() bool {
	return e != nil && e.program != nil && !e.Unit && len(e.Reads) == 0 && len(e.Columns) == 0
}

// ChoicesWhere lists the choices of a list for which a condition that is
// Certain holds.
func (l *ChoiceList) ChoicesWhere(e *Expression) []Choice {
	return slices.DeleteFunc(slices.Clone(l.Choices), func(c Choice) bool {
		return e.run(map[string]any{ChoiceName: l.fields(&c)}) != true
	})
}

// decidedBy finds the list whose choices a condition decides on, or returns
// nil where it is no such condition or they are rows or units.
func (q *Questionnaire) decidedBy(e *Expression) *ChoiceList {
	for _, question := range q.questions {
		switch {
		case question.Prefill != nil && question.Prefill.Where == e:
			if column := question.column(question.Prefill.Column); column != nil {
				return column.listOfChoices()
			}
		case question.ChoiceFilter == e, question.RowRelevant == e:
			if question.ChoicesFrom == "" {
				return question.listOfChoices()
			}
		}
	}
	return nil
}
