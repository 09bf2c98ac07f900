package survey

import (
	"math/big"
	"slices"
	"strings"
)

// Split gives the part of a response that consists of some sections, as the
// response that a colleague continues: the answers of the sections, and of the
// rest what they read. Names that the set does not have are left out.
func (ev *Assessment) Split(id string, sections []string) *Response {
	part := &Share{ID: id}
	for _, s := range ev.set.Sections {
		if slices.Contains(sections, s.Name) {
			part.Sections = append(part.Sections, s.Name)
		}
	}
	r := ev.restricted(part)
	r.Digest, r.Chain = "", nil
	return r
}

// restricted gives a response as far as a part of it goes: the answers of the
// part, and of the rest what it reads.
func (ev *Assessment) restricted(part *Share) *Response {
	r := *ev.response
	part.Facts = map[Key]Fact{}
	r.Share, r.Answers = part, NewAnswers()
	r.Incomplete, r.Release = false, ""
	ev.copyOwn(part, r.Answers)
	part.Base = r.Answers.Clone()
	reads := ev.set.readsOf(part)
	for _, q := range reads.questions {
		ev.addFacts(part, r.Answers, q)
	}
	if !reads.units {
		r.Population = nil
	}
	return &r
}

// copyOwn copies what a part says itself, whether or not it is relevant now,
// with the numbers of rows that were deleted.
func (ev *Assessment) copyOwn(part *Share, to *Answers) {
	answers := ev.response.Answers
	for _, k := range answers.Keys() {
		if q := ev.set.Question(k.Question); q != nil && part.Holds(q) {
			to.Set(k, answers.Get(k))
		}
	}
	for _, q := range ev.set.questions {
		if q.Type == TypeRepeat && part.Holds(q) {
			to.takeRows(answers, q.Name)
		}
	}
}

func (a *Answers) takeRows(from *Answers, roster string) {
	if last := from.next[roster]; last > 0 {
		a.rows[roster], a.next[roster] = slices.Clone(from.rows[roster]), last
	}
}

// addFacts notes what is known of a question outside of the part; of a column,
// in every row.
func (ev *Assessment) addFacts(part *Share, answers *Answers, q *Question) {
	if q.Roster == nil {
		part.Facts[Key{Question: q.Name}] = ev.factOf(q, 0, ev.outer)
		if q.Type == TypeRepeat {
			answers.takeRows(ev.response.Answers, q.Name)
		}
		return
	}
	for _, id := range ev.response.Answers.Rows(q.Roster.Name) {
		if row := ev.row(q.Roster, id); row != nil {
			part.Facts[Key{q.Name, id}] = ev.factOf(q, id, row)
		}
	}
}

func (ev *Assessment) factOf(q *Question, row int, values map[string]any) Fact {
	k := Key{q.Name, row}
	st := ev.status[k]
	f := Fact{State: st.State, Missing: st.Missing, Waits: packed(st)}
	if st.State != StateAnswered || values[q.Name] == nil || q.Type == TypeRepeat {
		return f
	}
	f.Value = ev.Value(k)
	if n, ok := values[q.Name].(*big.Rat); ok && f.Value.Kind == KindNumber {
		if rounded, ok := f.Value.Number(); !ok || rounded.Cmp(n) != 0 {
			f.Exact = n.RatString()
		}
	}
	return f
}

// exactNumber reads a fraction as Rat.RatString writes it. Anything else that
// big.Rat takes, as 1e999999, is of no part, and costs far more than its length.
func exactNumber(s string) (*big.Rat, bool) {
	if len(s) > maxExact || strings.Trim(s, "0123456789/-") != "" {
		return nil, false
	}
	return new(big.Rat).SetString(s)
}

// maxExact is how long a fraction in a file may be.
const maxExact = 10_000
