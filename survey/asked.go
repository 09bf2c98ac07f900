package survey

import "slices"

// AskedBy are the questions on whose answers it depends whether a question is
// asked, or which of its choices are offered.
func (s *Questionnaire) AskedBy(q *Question) []*Question {
	var all []*Question
	for _, e := range q.askedConditions() {
		for _, name := range e.Reads {
			if other := s.Question(name); other != nil {
				all = append(all, other)
			}
		}
	}
	return all
}

// DecidedBy is the question whose answer alone decides whether a question is
// asked; nil where there is none, or where it depends on more than that.
func (s *Questionnaire) DecidedBy(q *Question) (alone *Question) {
	if q.RowRelevant != nil || q.ChoiceFilter != nil || q.Matrix != nil && q.Matrix.RowRelevant != nil {
		return nil
	}
	for _, e := range q.askedConditions() {
		if e.Unit || len(e.Columns) > 0 {
			return nil
		}
		for _, name := range e.Reads {
			other := s.Question(name)
			if other == nil || alone != nil && other != alone {
				return nil
			}
			alone = other
		}
	}
	return alone
}

func (q *Question) askedConditions() []*Expression {
	all := []*Expression{q.Relevant, q.RowRelevant, q.ChoiceFilter}
	if q.Section != nil {
		all = append(all, q.Section.Relevant)
	}
	if q.Matrix != nil {
		all = append(all, q.Matrix.Relevant, q.Matrix.RowRelevant)
	}
	return slices.DeleteFunc(all, func(e *Expression) bool { return e == nil })
}
