package survey

import (
	"cmp"
	"slices"
)

// FollowUp ties a response to the version of it that somebody asked about
// (Nachfrage). A follow-up survey file has one, and so has what it is handed in
// as, a supplement (Nachtrag): the answers to the questions asked, which are put
// into that version and make the next revision of it.
type FollowUp struct {
	Base     string // digest of the version asked about
	Revision int    // its revision
	// Questions names what is asked, sorted; a roster or a matrix stands for all
	// that it consists of.
	Questions []string
	// Texts are the words of whoever asks, by question. A supplement has none.
	Texts map[string]string
}

// Covers reports whether a question is one of those asked, or a part of one.
func (f *FollowUp) Covers(q *Question) bool { return among(f.Questions, q) }

// Alone is what a supplement is restricted to, which has nothing but the answers
// to what was asked.
func (f *FollowUp) Alone() *Share {
	return &Share{Questions: f.Questions, Base: NewAnswers(), Facts: map[Key]Fact{}, Blind: true}
}

// Text is what whoever asks wants to know of a question; empty where the
// response is no follow-up, or nothing was asked about the question.
func (f *FollowUp) Text(q *Question) string {
	if f == nil || q == nil {
		return ""
	}
	return f.Texts[q.Name]
}

// Askable reports whether a question can be asked about in a follow-up: whether
// there is an answer to it, or to what it consists of.
func (q *Question) Askable() bool { return q.Asked() || q.Type == TypeMatrix }

// FollowUp gives what of a response that was handed in travels to whoever is
// asked about it: the answers to these questions, and what they read. Texts are
// by name of the question; a statement of a matrix stands for the matrix. Names
// that the set does not have are left out.
func (ev *Assessment) FollowUp(id string, texts map[string]string) *Response {
	f := &FollowUp{Base: ev.response.Digest, Revision: ev.response.Revision, Texts: texts}
	for name := range texts {
		if q := ev.set.Question(name); q != nil && q.Askable() {
			if q.Matrix != nil {
				name = q.Matrix.Name
			}
			f.Questions = append(f.Questions, name)
		}
	}
	f.Questions = sortedSet(f.Questions)
	r := ev.restricted(&Share{ID: id, Questions: f.Questions})
	r.Share.Base = NewAnswers() // a follow-up is not joined
	r.FollowUp, r.Closed = f, false
	for _, k := range r.Answers.Keys() {
		if r.Answers.Get(k).Missing == Forgotten {
			r.Answers.Set(k, Answer{}) // only the central file says so
		}
	}
	return r
}

// Supplements reports whether a supplement was given to just this version of
// the response: nothing but the questions asked is different.
func (s *Response) Supplements(base *Response) bool {
	f := s.FollowUp
	return f != nil && f.Base == base.Digest && f.Revision == base.Revision && s.Revision > base.Revision &&
		slices.Contains(s.Chain, base.Digest) && s.ID == base.ID && s.Wave == base.Wave && s.Unit.Key == base.Unit.Key &&
		s.SetID == base.SetID && s.SetVersion == base.SetVersion && s.Profile == base.Profile
}

// Supplemented puts a supplement into the version that it was given to
// (Supplements). Answers that count no more, because of what the supplement
// says, are left out; where it makes the set ask what nobody has answered, the
// result is incomplete. It hangs on both versions alone.
func Supplemented(set *Questionnaire, base, s *Response) *Response {
	r := *s
	r.FollowUp, r.Share, r.Population = nil, nil, nil
	r.Unit, r.Release = base.Unit, cmp.Or(s.Release, base.Release)
	r.Answers = base.Answers.Clone()
	for _, q := range set.questions {
		if s.FollowUp.Covers(q) {
			r.Answers.takeFrom(s.Answers, q)
		}
	}
	r.Answers = Assess(set, &r).Active()
	r.Incomplete = s.Incomplete || lacking(set, &r)
	return &r
}

// lacking reports whether anything stands in the way of handing a response in;
// what was deleted for good does not.
func lacking(set *Questionnaire, r *Response) bool {
	return slices.ContainsFunc(Assess(set, r).Findings(), func(f Finding) bool {
		return f.Code.Blocks() && r.Answers.Get(f.Key()).Missing != Forgotten
	})
}

// takeFrom replaces what is known about a question by what other answers say:
// of a roster which rows there are, of a column the answers in rows that are
// there.
func (a *Answers) takeFrom(from *Answers, q *Question) {
	switch {
	case q.Type == TypeRepeat:
		for _, id := range slices.Clone(a.Rows(q.Name)) {
			a.DeleteRow(q, id)
		}
		for _, id := range from.Rows(q.Name) {
			a.AddRow(q.Name, id)
		}
		fallthrough
	case q.Roster == nil:
		k := Key{Question: q.Name}
		a.Set(k, from.Get(k))
	default:
		for _, id := range a.Rows(q.Roster.Name) {
			k := Key{q.Name, id}
			a.Set(k, from.Get(k))
		}
	}
}

// listOf names the roster that a question is a column of; otherwise it is the
// question itself.
func (q *Questionnaire) listOf(name string) string {
	if column := q.Question(name); column != nil && column.Roster != nil {
		return column.Roster.Name
	}
	return name
}

// supplementDigest is the digest of a supplement: which version of which
// response it was given to, which questions were asked, and the answers, rows by
// their id, because they name rows of that version.
func supplementDigest(set *Questionnaire, r *Response, answers *Answers) string {
	f := r.FollowUp
	c := newCanonical(supplementTag)
	c.fields(r.Wave, set.ID, set.Version, set.Digest, r.Profile, r.Unit.Key, r.ID, f.Base, itoa(f.Revision), itoa(r.Revision), mark(r.Incomplete), r.Release)
	for _, name := range f.Questions {
		c.fields("asked", name)
		for _, id := range answers.Rows(set.listOf(name)) {
			c.fields("row", itoa(id))
		}
	}
	for _, k := range answers.Keys() {
		q, a := set.Question(k.Question), answers.Get(k)
		a.Draft = ""
		if q == nil || !f.Covers(q) || a.IsZero() {
			continue
		}
		c.fields("answer", k.Question, itoa(k.Row), itoa(int(a.Value.Kind)), a.Value.Text, a.Missing, mark(a.Estimate), a.Comment, a.Reason, a.Acknowledged)
	}
	return c.sum()
}
