package survey

import "slices"

// Forgotten is the missing code that stands where a personal answer was deleted
// for good (GDPR, article 17). No set may be answered with it.
const Forgotten = "geloescht"

// PersonalQuestions are the questions whose answers are about persons: those
// that say so, the columns and statements of a list or matrix that does, and
// calculations that read one of them. Notes and sections are never among them.
func (s *Questionnaire) PersonalQuestions() map[*Question]bool {
	personal := map[*Question]bool{}
	for _, q := range s.Questions() {
		if q.Personal || q.Roster != nil && personal[q.Roster] || q.Matrix != nil && personal[q.Matrix] || s.readsAny(q, personal) {
			personal[q] = true
		}
	}
	return personal
}

// readsAny reports whether a calculation reads one of the questions.
func (s *Questionnaire) readsAny(q *Question, among map[*Question]bool) bool {
	if q.Calculation == nil {
		return false
	}
	return slices.ContainsFunc(q.Calculation.Reads, func(name string) bool {
		read := s.Question(name)
		return among[read] || slices.ContainsFunc(read.Questions, func(column *Question) bool { // fv, .fv_person
			return among[column] && slices.Contains(q.Calculation.Columns, column.Name)
		})
	})
}
