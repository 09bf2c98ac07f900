package survey

import "slices"

// Activity is what has to be known of a response that comes back: which of its
// answers are to relevant questions, and its digest. Nobody asks anything of it
// any more, so that questions without an answer, values that no condition
// reads, and what would be open are left out: that is most of the work of an
// assessment.
type Activity struct{ ev *Assessment }

// ActivityOf computes the activity of a response. It is pure and total.
func ActivityOf(set *Questionnaire, r *Response) Activity {
	ev := newAssessment(set, r, carried{})
	ev.lean = true
	ev.run()
	return Activity{ev}
}

// Relevant reports whether a question that is answered, or a list that has
// rows, is asked. Of others it says nothing.
func (a Activity) Relevant(k Key) bool { return a.ev.Relevant(k) }

// Digest is ResponseDigest.
func (a Activity) Digest() string { return a.ev.Digest() }

// shows reports whether anything may look at the value and the state of a
// question.
func (ev *Assessment) shows(q *Question) bool { return !ev.lean || ev.set.decisive[q.Name] }

// idle reports whether it does not matter to an activity what a question is.
func (ev *Assessment) idle(q *Question, k Key) bool {
	return ev.lean && q.Type != TypeRepeat && q.Type != TypeMatrix && !ev.shows(q) && !ev.response.Answers.has(k)
}

// noteDecisive notes which questions the relevance of others hangs on, and which
// ones are read at all.
func (q *Questionnaire) noteDecisive() {
	q.decisive, q.read = map[string]bool{StichtagName: true}, map[string]bool{StichtagName: true}
	for _, section := range q.Sections {
		note(q.decisive, section.Relevant)
		note(q.read, section.Relevant)
	}
	for _, question := range q.questions {
		note(q.decisive, question.Relevant, question.RequiredIf, question.RowRelevant, question.ChoiceFilter, question.Calculation)
		for _, u := range question.uses() {
			note(q.read, u.expression)
		}
	}
}

// note notes the names that expressions read.
func note(names map[string]bool, all ...*Expression) {
	for _, e := range all {
		if e == nil {
			continue
		}
		for _, name := range slices.Concat(e.Reads, e.Columns, e.Fields) {
			names[name] = true
		}
	}
}
