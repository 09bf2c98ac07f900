package survey

import (
	"slices"
)

// Source is a question that a formula reads.
type Source struct {
	Set      *Questionnaire
	Question *Question
}

// Sources lists the questions that a formula reads itself, each once, and the
// indicators that it reads. A list that it walks counts with the columns that
// it names.
func (e *Evaluation) Sources(x *Expression) (questions []Source, indicators []*Indicator) {
	if x == nil {
		return nil, nil
	}
	r, known := e.links.reads[x]
	if !known {
		r.questions, r.indicators = e.sources(x)
		e.links.reads[x] = r
	}
	return r.questions, r.indicators
}

// reading is what a formula reads.
type reading struct {
	questions  []Source
	indicators []*Indicator
}

func (e *Evaluation) sources(x *Expression) (questions []Source, indicators []*Indicator) {
	v := e.links.owner[x]
	n := e.namesFor(v)
	for _, name := range append(slices.Clone(x.Reads), x.Columns...) {
		if i := e.Indicator(name); i != nil {
			indicators = append(indicators, i)
			continue
		}
		if s, ok := e.source(n, v, name); ok && !slices.Contains(questions, s) {
			questions = append(questions, s)
		}
	}
	return questions, indicators
}

// source is the question behind a name. The reference date is none: a wave
// gives it, and where it does not, it is that of the unit, not of one answer.
func (e *Evaluation) source(n *names, v view, name string) (Source, bool) {
	if name == StichtagName {
		return Source{}, false
	}
	of := n.of[name]
	if of == nil && v.set != nil && v.set.Question(name) != nil {
		of = v.set
	}
	if of != nil {
		q := of.Question(name)
		return Source{of, q}, q != nil
	}
	set, q := e.question(name)
	return Source{set, q}, q != nil
}

// ReadBy lists the indicators that an indicator reads itself.
func (e *Evaluation) ReadBy(i *Indicator) []*Indicator {
	var all []*Indicator
	for _, f := range i.formulas() {
		_, read := e.Sources(f.expression)
		all = append(all, read...)
	}
	return all
}
