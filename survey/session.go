package survey

import "slices"

// Session walks one person through a question set. Both dialogues, the command
// line and the tests drive it; it decides what is asked next, checks every
// entry, and hands each acknowledgement to save before it counts.
type Session struct {
	Set      *Questionnaire
	Response *Response

	// ReadOnly lets a person go anywhere and change nothing: of each step only
	// the place counts, and that is not saved. It is for responses that were
	// handed in.
	ReadOnly bool

	save  func(Change) error
	ev    *Assessment
	tried *Assessment // of the change that was refused last, for its sentences
	place Place

	done, undone journal // what Undo and Redo take back
}

// NewSession starts or resumes a session at a place; the zero place is the
// beginning. Save must write a change durably and whole, or return an error:
// then the session stays as it was.
func NewSession(set *Questionnaire, r *Response, place Place, save func(Change) error) *Session {
	s := &Session{Set: set, Response: r, save: save, ev: Assess(set, r)}
	s.place = s.ev.resolve(place)
	if s.ev.prefill(s.place) != nil {
		// Where this cannot be saved, the first change to come will try again
		// and say so.
		_ = s.commit(Change{}, s.place)
	}
	return s
}

// SetUnit tells for which unit the response is, once that is known: conditions
// that read it decide anew what is asked.
func (s *Session) SetUnit(u Unit) {
	s.Response.Unit = u
	s.ev, s.tried = Assess(s.Set, s.Response), nil
	s.place = s.ev.resolve(s.place)
}

// Place is where the person stands.
func (s *Session) Place() Place { return s.place }

// Assessment is what follows from the answers as they are.
func (s *Session) Assessment() *Assessment { return s.ev }

// Question is the question at the place, or nil at the end.
func (s *Session) Question() *Question { return s.Set.Question(s.place.Question) }

// Answer is what is known about the question at the place.
func (s *Session) Answer() Answer { return s.Response.Answers.Get(s.place) }

// AtEnd reports whether the person has passed the last question.
func (s *Session) AtEnd() bool { return s.place == EndPlace }

// Enter takes what was typed at the place. A refused entry changes nothing and
// is explained by the findings. An accepted one is saved; if warnings are left
// to acknowledge, they are returned and the place stays, otherwise the session
// goes on. A blank entry clears the answer: blank violates only `required`.
func (s *Session) Enter(entry string) ([]Finding, error) {
	v, refusal := s.ev.Parse(s.place, entry)
	if refusal != nil {
		return []Finding{*refusal}, nil
	}
	return s.put(v)
}

// Choose is Enter for the codes that were ticked in a list.
func (s *Session) Choose(codes []string) ([]Finding, error) {
	v, refusal := s.ev.ParseCodes(s.place, codes)
	if refusal != nil {
		return []Finding{*refusal}, nil
	}
	return s.put(v)
}

func (s *Session) put(v Value) ([]Finding, error) {
	old := s.Answer()
	if s.Question().Type == TypeCalculate && v == s.ev.Calculated(s.place) {
		v = Value{} // the calculation itself: nothing is replaced
	}
	a := Answer{Comment: old.Comment, Value: v}
	if v == old.Value {
		a = old // looked at and left: marks, reasons and a missing code stay
		a.Draft = ""
	}
	change := Change{Answers: []AnswerChange{{s.place, a}}}
	next := s.try(change)
	if refused := violations(next, s.place); len(refused) > 0 {
		s.tried = next
		return refused, nil
	}
	if open := unconfirmed(next, s.place); len(open) > 0 {
		return open, s.adopt(next, change, s.place)
	}
	return nil, s.adopt(next, change, next.after(s.place))
}

// try evaluates a change without making it. A change of the place alone
// follows from nothing new.
func (s *Session) try(c Change) *Assessment {
	if c.empty() {
		return s.ev
	}
	r := *s.Response
	r.Answers = r.Answers.Clone()
	s.Set.Apply(r.Answers, c)
	return s.ev.changedBy(&r, c)
}

func violations(ev *Assessment, at Place) []Finding {
	return only(ev.findings(at), Violated, Invalid, NotOffered, RowGone, RankOpen, TooFewChoices, SameRow, TotalOff)
}

func unconfirmed(ev *Assessment, at Place) []Finding {
	return only(ev.findings(at), Unconfirmed, NeedsReason)
}

func only(findings []Finding, codes ...Code) []Finding {
	var found []Finding
	for _, f := range findings {
		for _, c := range codes {
			if f.Code == c {
				found = append(found, f)
			}
		}
	}
	return found
}

// commit saves a change and the place after it, and only then lets both count.
func (s *Session) commit(c Change, place Place) error {
	return s.adopt(s.try(c), c, place)
}

// adopt is commit for a change that was tried already.
func (s *Session) adopt(next *Assessment, c Change, place Place) error {
	if s.ReadOnly {
		s.place, s.tried = s.ev.resolve(place), nil
		return nil
	}
	place = next.resolve(place)
	if rows := next.prefill(place); rows != nil {
		s.forgetOperations(rows)
		c.AddRow, c.Answers = append(c.AddRow, rows.AddRow...), append(c.Answers, rows.Answers...)
		next = s.try(c)
	}
	c.Place, c.SetPlace = place, true
	if err := s.save(c); err != nil {
		return err
	}
	s.Response.Answers = next.response.Answers
	s.ev, s.tried = next, nil
	s.place = s.ev.resolve(place)
	return nil
}

func (s *Session) amend(change func(*Answer)) error {
	if !s.ev.Own(s.Question()) {
		return nil // a list of which only columns are asked
	}
	a := s.Answer()
	change(&a)
	return s.commit(Change{Answers: []AnswerChange{{s.place, a}}}, s.place)
}

// Next goes on without touching the answer.
func (s *Session) Next() error { return s.commit(Change{}, s.ev.after(s.place)) }

// Done goes on from the list of a roster's rows. A check of the list as a whole
// that does not hold, or a warning left to acknowledge, is returned, and the
// place stays; too few rows only block handing in.
func (s *Session) Done() ([]Finding, error) {
	if findings := only(s.ev.findings(s.place), Violated, Unconfirmed); len(findings) > 0 {
		return findings, nil
	}
	return nil, s.Next()
}

// Back goes to the stop before this one. What was typed and not acknowledged
// is kept: as the answer if it is one, otherwise as a draft.
func (s *Session) Back(typed string) error { return s.leave(typed, s.ev.before(s.place)) }

// Jump goes to any place; what was typed is kept as Back keeps it.
func (s *Session) Jump(to Place, typed string) error { return s.leave(typed, s.ev.resolve(to)) }

// Goto goes to a place from outside the dialogue: nothing was typed, and
// nothing is touched.
func (s *Session) Goto(to Place) error { return s.commit(Change{}, s.ev.resolve(to)) }

// Pause keeps what was typed and stays, for leaving the program.
func (s *Session) Pause(typed string) error { return s.leave(typed, s.place) }

func (s *Session) leave(typed string, to Place) error {
	q := s.Question()
	if q == nil || !q.Asked() || q.Type == TypeRepeat {
		return s.commit(Change{}, to)
	}
	a := s.Answer()
	switch v, refusal := s.ev.Parse(s.place, typed); {
	case refusal != nil:
		a.Draft = typed
	case q.Type == TypeCalculate && v == s.ev.Calculated(s.place):
		a = Answer{Comment: a.Comment} // the calculation itself: nothing is replaced
	case v.IsZero() || v == a.Value:
		a.Draft = ""
	default:
		a = Answer{Comment: a.Comment, Value: v}
		if len(violations(s.try(Change{Answers: []AnswerChange{{s.place, a}}}), s.place)) > 0 {
			a = s.Answer()
			a.Draft = typed
		}
	}
	if a == s.Answer() {
		return s.commit(Change{}, to)
	}
	return s.commit(Change{Answers: []AnswerChange{{s.place, a}}}, to)
}

// SetMissing answers the question with a missing code and goes on.
func (s *Session) SetMissing(code string) ([]Finding, error) {
	q := s.Question()
	if !s.ev.Own(q) {
		return s.Fixed(q), nil
	}
	if !q.AllowsMissing(code) {
		return []Finding{{s.place.Question, s.place.Row, MissingRefused, append([]string{code}, q.Missing...)}}, nil
	}
	if q.Type == TypeRepeat && len(s.Response.Answers.Rows(q.Name)) > 0 {
		return []Finding{{Question: q.Name, Code: RowsExist}}, nil
	}
	change := Change{Answers: []AnswerChange{{s.place, Answer{Missing: code, Comment: s.Answer().Comment}}}}
	next := s.try(change)
	if refused := violations(next, s.place); len(refused) > 0 {
		s.tried = next
		return refused, nil
	}
	return nil, s.adopt(next, change, next.after(s.place))
}

// Clear forgets the answer and stays.
func (s *Session) Clear() error {
	return s.amend(func(a *Answer) { *a = Answer{Comment: a.Comment} })
}

// ToggleEstimate marks the answer as estimated, or takes the mark away. It
// reports whether the question takes such a mark and has a value.
func (s *Session) ToggleEstimate() (bool, error) {
	if !s.Question().Estimate || s.Answer().Value.IsZero() {
		return false, nil
	}
	return true, s.amend(func(a *Answer) { a.Estimate = !a.Estimate })
}

// Comment sets the comment on the question and stays; blank removes it. An
// anonymous response takes none (CommentRefused): words tell who wrote them.
func (s *Session) Comment(text string) error {
	if s.Set.Anonymous {
		return nil
	}
	return s.amend(func(a *Answer) { a.Comment = cleanEntry(text) })
}

// Explain says why the calculated value at the place was replaced, and goes on;
// where the replacement raises warnings besides, the place stays for them.
// Without a reason the replacement blocks handing in.
func (s *Session) Explain(reason string) error {
	a := s.Answer()
	a.Reason = cleanEntry(reason)
	to := s.ev.after(s.place)
	if len(only(s.ev.findings(s.place), Unconfirmed)) > 0 {
		to = s.place
	}
	return s.commit(Change{Answers: []AnswerChange{{s.place, a}}}, to)
}

// Acknowledge says why the warnings at the place do not apply, and goes on.
// Without a reason they stay, block handing in, and the session goes on too.
func (s *Session) Acknowledge(reason string) error {
	a := s.Answer()
	if !s.ev.Own(s.Question()) {
		return nil
	}
	a.Acknowledged = cleanEntry(reason)
	return s.commit(Change{Answers: []AnswerChange{{s.place, a}}}, s.ev.after(s.place))
}

// AddRow appends a row to the roster at the place and goes to its first
// column.
func (s *Session) AddRow() ([]Finding, error) {
	roster := s.Question()
	if full := s.full(roster); full != nil {
		return full, nil
	}
	id := s.Response.Answers.NextRow(roster.Name)
	return nil, s.enterRow(RowsAdded, id, Change{AddRow: []Row{{roster.Name, id}}, Answers: s.uncounted()}, func(string) bool { return true })
}

// Fixed refuses to change which rows a roster has, where only columns of it are
// asked; it is nil where they can change.
func (s *Session) Fixed(roster *Question) []Finding {
	if s.ev.Own(roster) {
		return nil
	}
	return []Finding{{Question: roster.Name, Code: RowsFixed}}
}

// full refuses one row more than the roster takes.
func (s *Session) full(roster *Question) []Finding {
	if fixed := s.Fixed(roster); fixed != nil {
		return fixed
	}
	if rows := s.Response.Answers.Rows(roster.Name); roster.Max > 0 && len(rows) >= roster.Max {
		return []Finding{{Question: roster.Name, Code: TooManyRows, Args: []string{itoa(roster.Max)}}}
	}
	return nil
}

// uncounted takes back what was said of the roster at the place when it had
// fewer rows.
func (s *Session) uncounted() []AnswerChange {
	if a := s.Answer(); a.Given() || a.Acknowledged != "" {
		return []AnswerChange{{s.place, Answer{Comment: a.Comment}}}
	}
	return nil
}

// enterRow brings a row by a change and goes to the first of its columns that is
// wanted there, or to the first one at all.
func (s *Session) enterRow(deed RowDeed, id int, c Change, wanted func(column string) bool) error {
	next, place := s.try(c), s.place
	stops := next.RowStops(s.Question(), id)
	if len(stops) > 0 {
		place = stops[max(slices.IndexFunc(stops, func(p Place) bool { return wanted(p.Question) }), 0)]
	}
	return s.operate(deed, next, c, place)
}

// EditRow goes to the first column of a row of the roster at the place; in a row
// that was there from the beginning, to the first one that can be answered.
func (s *Session) EditRow(id int) error {
	stops := s.ev.RowStops(s.Question(), id)
	switch p := s.Question().Prefill; {
	case len(stops) == 0:
		return nil
	case p != nil && len(stops) > 1 && stops[0].Question == p.Column && !s.Response.Answers.Get(stops[0]).Value.IsZero() && len(s.ev.FindingsAt(stops[0])) == 0:
		return s.commit(Change{}, stops[1]) // what the row is about is there from the beginning
	}
	return s.commit(Change{}, stops[0])
}

// DeleteRow removes a row of the roster at the place, with its answers. Undo
// brings it back.
func (s *Session) DeleteRow(id int) error {
	if s.Fixed(s.Question()) != nil {
		return nil
	}
	c := Change{DropRow: []Row{{s.Question().Name, id}}}
	if a := s.Answer(); a.Acknowledged != "" {
		a.Acknowledged = ""
		c.Answers = []AnswerChange{{s.place, a}}
	}
	return s.operate(RowsDropped, s.try(c), c, s.place)
}

// ConfirmNone states that the roster at the place has no rows, and goes on.
func (s *Session) ConfirmNone() ([]Finding, error) {
	if fixed := s.Fixed(s.Question()); fixed != nil {
		return fixed, nil
	}
	if len(s.Response.Answers.Rows(s.Question().Name)) > 0 {
		return []Finding{{Question: s.Question().Name, Code: RowsExist}}, nil
	}
	return s.put(NoRows)
}
