package survey

// AskedBy are the questions on whose answers it depends whether a question is
// asked, or which of its choices are offered.
func (s *Questionnaire) AskedBy(q *Question) []*Question {
	conditions := []*Expression{q.Relevant, q.RowRelevant, q.ChoiceFilter}
	if q.Section != nil {
		conditions = append(conditions, q.Section.Relevant)
	}
	if q.Matrix != nil {
		conditions = append(conditions, q.Matrix.Relevant, q.Matrix.RowRelevant)
	}
	var all []*Question
	for _, e := range conditions {
		if e == nil {
			continue
		}
		for _, name := range e.Reads {
			if other := s.Question(name); other != nil {
				all = append(all, other)
			}
		}
	}
	return all
}
