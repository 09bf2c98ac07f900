package evaluate

import (
	"slices"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/conceal"
)

// PassedRule is of how many municipal units a rule that hangs on sensitive answers
// holds, to pass on. In which it does is not said.
type PassedRule struct {
	Measure *survey.Measure
	Units   int  // in which it holds
	Asked   int  // of which it is known whether it holds
	Hidden  bool // it would tell too much; the numbers are 0 then
}

// ruled is a rule whose number may be passed on.
type ruled struct {
	PassedRule
	set       *survey.Questionnaire
	questions map[*survey.Question]bool
	of        map[*unit]bool // whether it holds, where that is known
}

// countable are the rules that hang on nothing but sensitive answers of which it is
// counted how often each was given. With other ones, of which everybody may know
// those of each administration, their number would say more than it seems to.
func (c *computation) countable() []*ruled {
	var all []*ruled
	for _, m := range c.Measures {
		t := c.tries[m]
		if !m.Sensitive || m.Personal || m.Anonymous || m.Scope != survey.ScopeUnit || m.Roster() != nil || t == nil {
			continue
		}
		reads := &tabled{questions: map[*survey.Question]bool{}}
		if !reads.readsOnly(c, m.When) || slices.ContainsFunc(reads.list(), func(q *survey.Question) bool { return c.result.Closed[q] || c.figuredOtherwise(q) }) {
			continue
		}
		all = append(all, &ruled{PassedRule{Measure: m}, reads.set, reads.questions, t.of})
	}
	return all
}

// rule takes in of how many units a rule holds.
func (l *ledger) rule(r *ruled) {
	over := func(u *unit) bool { return u.tier == TierMunicipal }
	known := func(u *unit) bool {
		_, known := r.of[u]
		return known
	}
	holds := func(u *unit) bool { return r.of[u] }
	never := func(what string, is func(*unit) bool) func(neverGiven) uint64 {
		return func(x neverGiven) uint64 {
			if r.questions[x.question] {
				return anything(what)(x)
			}
			return oneOf(func(x neverGiven) bool { return is(x.like) })(x)
		}
	}
	l.add(&conceal.Group{Family: "n", Fixed: true}, over, func(u *unit) float64 { return one(known(u)) }, never("n "+r.Measure.Name, known))
	g := &conceal.Group{Family: "rule " + r.Measure.Name, Of: len(l.among(over, known)), Small: l.few(over, holds, known)}
	r.Units, r.Asked = len(l.among(over, holds)), g.Of
	l.cell(g, over, holds, never(r.Measure.Name, holds), func() { r.PassedRule = PassedRule{Measure: r.Measure, Hidden: true} })
}
