package export

import "bestand.example/itbestand/survey"

// companion appends a column that says more about the one of a question, and
// returns its name.
func (b *fields) companion(q *survey.Question, suffix string, width float64, cell func(*record) any) string {
	name := q.Name + "__" + suffix
	name = b.name(b.add("beside "+name, name, b.w.t("companion_"+suffix), width, cell))
	b.homes[q].further = append(b.homes[q].further, name)
	return name
}

// missing appends the column that says why there is no answer: the missing
// code, or that the question was not asked. Where both columns are empty, the
// question is open.
func (b *fields) missing(q *survey.Question) {
	b.homes[q].missing = b.companion(q, "ausfall", 16, func(r *record) any {
		switch known := r.facts(q); known.state {
		case survey.StateMissing:
			code := known.answer.Missing
			return b.w.text(b.either(code, r.one.set.MissingLabel(code).In(b.lang())))
		case survey.StateNotAsked:
			return b.w.text(b.either(notAsked, b.w.t("state_"+notAsked)))
		}
		return nil
	})
}

// notAsked stands in x__ausfall where a question was not asked, and open in
// frequencies where nothing was said. Both look like missing codes, and the
// language has no such codes.
const (
	notAsked = "nicht_gefragt"
	open     = "offen"
)

// estimated appends the mark of an estimate.
func (b *fields) estimated(q *survey.Question) {
	b.companion(q, "geschaetzt", 12, func(r *record) any {
		a := r.answer(q)
		switch {
		case !b.codes:
			return b.w.mark(a.Estimate)
		case a.Estimate:
			return b.w.ordinal(1)
		case a.Value.IsZero():
			return nil
		}
		return b.w.ordinal(0)
	})
}

// calculated appends what a calculation gave where a person replaced it; the
// column of the question itself holds what counts.
func (b *fields) calculated(q *survey.Question) {
	b.companion(q, "berechnet", 14, func(r *record) any {
		v := r.ev.Calculated(r.key(q))
		switch {
		case r.answer(q).Value.IsZero():
			return nil
		case b.codes:
			return b.w.coded(r, q, v)
		}
		return b.w.shown(r, q, v)
	})
}

// when appends columns if they are used, or may turn out to be.
func (b *fields) when(used *bool, add func()) {
	if b.all || *used {
		b.used = used
		add()
		b.used = nil
	}
}

// texts appends what people wrote: answers in words of their own, and what they
// say about their answer.
func (b *fields) texts(q *survey.Question, t *tally) {
	for _, c := range []struct {
		used   *bool
		suffix string
		width  float64
		text   func(survey.Answer) string
	}{
		{&t.hasOther, "text", 36, func(a survey.Answer) string { return a.Value.Other() }},
		{&t.hasComment, "bemerkung", 44, func(a survey.Answer) string { return a.Comment }},
		{&t.hasReason, "begruendung", 44, func(a survey.Answer) string { return a.Acknowledged }},
		{&t.hasOverride, "abweichung", 44, func(a survey.Answer) string { return a.Reason }},
	} {
		b.when(c.used, func() {
			b.companion(q, c.suffix, c.width, func(r *record) any { return b.w.text(c.text(r.answer(q))) })
		})
	}
}

// companions appends the columns that the answers to a question make use of.
func (b *fields) companions(q *survey.Question, t *tally) {
	b.when(&t.hasMissing, func() { b.missing(q) })
	b.when(&t.hasEstimate, func() {
		if b.codes && q.Estimate {
			b.used = nil // where an answer is no estimate, 0 says so
		}
		b.estimated(q)
	})
	b.when(&t.hasReplaced, func() { b.calculated(q) })
	if !b.codes {
		b.texts(q, t)
	}
}
