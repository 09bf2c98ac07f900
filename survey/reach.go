package survey

import (
	"maps"
	"math/big"
	"slices"
)

// maxSamples is how many combinations of answers Reach tries for one
// expression. Of an expression that would take more it says nothing.
const maxSamples = 20_000

// Reach looks for conditions that can never be true: questions that nobody
// will ever be asked, constraints that no value passes, warnings that never
// speak or always do.
//
// It tries every combination of answers that could make a difference: all
// codes, no answer, each missing code, and numbers and dates at, just below
// and just above each constant that they are compared with. It speaks only
// where that proves the matter, so only of expressions that compare choices
// with each other, and everything else with constants. The questionnaire must
// be compiled.
func (q *Questionnaire) Reach() []Issue {
	r := &reach{set: q, never: map[*Question]bool{}}
	for _, question := range q.questions {
		if question.Section != nil {
			r.question(question)
		}
	}
	return r.issues
}

// reach holds what is known so far about the questions of a set.
type reach struct {
	set    *Questionnaire
	never  map[*Question]bool // nobody is asked these
	issues []Issue
}

func (r *reach) question(q *Question) {
	if conditions := r.conditions(q); len(conditions) > 0 && !r.hangsOnNever(q, conditions) {
		if s := newSampling(r.set, q, conditions); s != nil && !s.any(func(ev *Assessment, k Key) bool { return ev.Relevant(k) }) {
			r.never[q] = true
			r.issues = append(r.issues, Issue{Expression: conditions[0], Code: IssueNeverAsked, Args: []string{q.Name}})
		}
	}
	if r.never[q] {
		return
	}
	if q.Constraint != nil {
		r.constraint(q)
	}
	for _, w := range q.Warnings {
		r.warning(q, w.When)
	}
}

// conditions are those that a question itself is asked under, its own first.
// Those of a section are looked at with its first question.
func (r *reach) conditions(q *Question) []*Expression {
	var all []*Expression
	if q.Relevant != nil {
		all = append(all, q.Relevant)
	}
	if q.Roster == nil && q.Section.Relevant != nil && (q.Relevant != nil || q.Section.Questions[0] == q) {
		all = append(all, q.Section.Relevant)
	}
	return all
}

// hangsOnNever reports whether a question is never asked only because of
// another one that is never asked, and passes that on.
func (r *reach) hangsOnNever(q *Question, conditions []*Expression) bool {
	for _, e := range conditions {
		for _, name := range e.Reads {
			if r.never[r.set.byName[name]] {
				r.never[q] = true
				return true
			}
		}
	}
	return false
}

func (r *reach) constraint(q *Question) {
	s := newSampling(r.set, q, []*Expression{q.Constraint})
	if s == nil {
		return
	}
	tried := false
	passes := s.any(func(ev *Assessment, k Key) bool {
		if ev.State(k) != StateAnswered {
			return false
		}
		tried = true
		return ev.decide(q.Constraint, s.row, nil) != false
	})
	if tried && !passes {
		r.issues = append(r.issues, Issue{Expression: q.Constraint, Code: IssueNeverPasses, Args: []string{q.Name}})
	}
}

func (r *reach) warning(q *Question, when *Expression) {
	s := newSampling(r.set, q, []*Expression{when})
	if s == nil {
		return
	}
	speaks, silent := false, false
	s.any(func(ev *Assessment, k Key) bool {
		if ev.State(k) == StateAnswered {
			warns := ev.decide(when, s.row, nil) == true
			speaks, silent = speaks || warns, silent || !warns
		}
		return speaks && silent
	})
	switch {
	case speaks && !silent:
		r.issues = append(r.issues, Issue{Expression: when, Code: IssueAlwaysWarns, Args: []string{q.Name}})
	case silent && !speaks:
		r.issues = append(r.issues, Issue{Expression: when, Code: IssueNeverWarns, Args: []string{q.Name}})
	}
}

// sampling is the questions that a verdict hangs on, in their order, each with
// the answers that could make a difference.
type sampling struct {
	set       *Questionnaire
	target    *Question
	questions []*Question
	answers   [][]Answer
	units     []Unit
	row       map[string]any // of the roster that the target stands in
}

// newSampling gathers what expressions of a question hang on; nil where that
// is too much, or of a kind that samples prove nothing about.
func newSampling(set *Questionnaire, target *Question, expressions []*Expression) *sampling {
	g := &gathering{set: set, target: target, constants: map[string][]string{}, read: map[*Question]bool{target: true}}
	for _, e := range expressions {
		g.expression(e)
	}
	g.whole(target)
	if g.beyond {
		return nil
	}
	s := &sampling{set: set, target: target, units: g.units()}
	s.questions = slices.SortedFunc(maps.Keys(g.read), func(a, b *Question) int { return a.order - b.order })
	total := len(s.units)
	for _, q := range s.questions {
		values := g.representatives(q)
		s.answers = append(s.answers, values)
		if total *= len(values); total > maxSamples || total == 0 {
			return nil
		}
	}
	return s
}

// any tries all samples until one holds.
func (s *sampling) any(holds func(ev *Assessment, at Key) bool) bool {
	at := make([]int, len(s.questions))
	for {
		for _, unit := range s.units {
			if ev, k := s.assess(unit, at); holds(ev, k) {
				return true
			}
		}
		if !s.advance(at) {
			return false
		}
	}
}

// advance goes to the next combination; false after the last one.
func (s *sampling) advance(at []int) bool {
	for i := range at {
		if at[i]++; at[i] < len(s.answers[i]) {
			return true
		}
		at[i] = 0
	}
	return false
}

// sampleRow is the id of the row in which columns are tried.
const sampleRow = 1

// assess evaluates the sampled questions alone, with the very code that
// evaluates a response.
func (s *sampling) assess(unit Unit, at []int) (*Assessment, Key) {
	r := &Response{Unit: unit, Answers: NewAnswers()}
	ev := &Assessment{set: s.set, response: r, status: map[Key]status{}, computed: map[Key]Value{}, outer: map[string]any{}}
	ev.outer[UnitName] = unitValues(unit)
	s.row = nil
	if s.target.Roster != nil {
		s.row = map[string]any{}
	}
	target := Key{Question: s.target.Name}
	for i, q := range s.questions {
		k, row := Key{Question: q.Name}, map[string]any(nil)
		if q.Roster != nil {
			k.Row, row = sampleRow, s.row
		}
		r.Answers.Set(k, s.answers[i][at[i]])
		whole := ev.condition(q.Section.Relevant, nil)
		if q.Roster != nil {
			whole = whole.and(ev.condition(q.Roster.Relevant, nil))
		}
		if q.Matrix != nil {
			whole = whole.and(ev.condition(q.Matrix.Relevant, nil))
		}
		ev.question(q, k.Row, whole, row)
		if q == s.target {
			target = k
		}
	}
	return ev, target
}

// step is the smallest difference between two answers to a question.
func (q *Question) step() *big.Rat {
	step := big.NewRat(1, 1)
	for range q.Decimals {
		step.Quo(step, big.NewRat(10, 1))
	}
	return step
}
