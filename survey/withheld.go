package survey

import "slices"

// WithheldQuestions are the questions whose answers are not passed on: those
// that are sensitive or personal, the columns and statements of a list or matrix
// that is, calculations that read one of them, and questions that are asked or
// offered only as one of them was answered: that they were asked would tell the
// answer. Notes and sections are never among them.
func (s *Questionnaire) WithheldQuestions() map[*Question]bool {
	return s.withhold(func(q *Question) bool { return q.Sensitive })
}

// PersonallyWithheld are those among them that are not passed on for what is
// personal, whether they are sensitive besides or not: not even by group.
func (s *Questionnaire) PersonallyWithheld() map[*Question]bool {
	return s.withhold(func(*Question) bool { return false })
}

func (s *Questionnaire) withhold(itself func(*Question) bool) map[*Question]bool {
	withheld := s.PersonalQuestions()
	for more := true; more; {
		more = false
		for _, q := range s.Questions() {
			if !withheld[q] && (itself(q) || s.mustWithhold(q, withheld)) {
				withheld[q], more = true, true
			}
		}
	}
	return withheld
}

func (s *Questionnaire) mustWithhold(q *Question, among map[*Question]bool) bool {
	if q.Roster != nil && among[q.Roster] || q.Matrix != nil && among[q.Matrix] || q.from != nil && among[q.from] {
		return true
	}
	tell := []*Expression{q.Calculation, q.Relevant, q.RowRelevant, q.ChoiceFilter}
	if q.Section != nil {
		tell = append(tell, q.Section.Relevant)
	}
	if q.Matrix != nil {
		tell = append(tell, q.Matrix.RowRelevant)
	}
	if q.Prefill != nil {
		tell = append(tell, q.Prefill.Where)
	}
	return slices.ContainsFunc(tell, func(e *Expression) bool { return s.Tells(e, among) })
}

// Tells reports whether a formula reads one of the questions.
func (s *Questionnaire) Tells(e *Expression, among map[*Question]bool) bool {
	if e == nil {
		return false
	}
	return slices.ContainsFunc(slices.Concat(e.Reads, e.Columns, e.Fields), func(name string) bool {
		q := s.Question(name)
		return q != nil && (among[q] || slices.ContainsFunc(q.Rows, func(row *Question) bool { return among[row] }))
	})
}
