package survey

import "slices"

// search looks for answers under which a goal is met.
type search struct {
	needs    premises                      // what the goal reads
	asked    premises                      // what must hold as well
	own      *Question                     // must be asked, and with answered have a value; may be nil
	answered bool                          //
	avoid    outcome                       // what must not come out
	goal     func(env map[string]any) bool // what must be so besides; may be nil

	model *model
	hold  []*ruling // on asked
	lost  *ruling   // on what must not come out; nil where nothing must
	steps int
}

// outcome is what an expression must not come to; without one, it may come to
// anything.
type outcome struct {
	expression *Expression
	not        bool
}

// find reports whether there are such answers, and whether this is sure. At
// first every question may be asked or not; only where that leaves the goal in
// reach is it looked at what their being asked hangs on, in wider and wider
// circles: what no answers meet in a narrow one they do not meet in a wide one.
func (r *reach) find(s search) (found, sure bool) {
	for _, circle := range circles {
		if r.budget <= 0 || !s.prepare(r, circle.variables) {
			return false, false
		}
		s.steps = min(circle.steps, r.budget)
		before := s.steps
		found = s.try(0)
		r.budget -= before - s.steps
		if sure = s.steps > 0; !sure || !found || s.settled() {
			break
		}
	}
	return found, sure
}

// circles are how many variables a search has at most, beside those that the
// goal itself reads, and how many values it gives them.
var circles = []struct{ variables, steps int }{{0, 50_000}, {4, 10_000}, {10, 1_000}}

// prepare makes the model of a circle. It returns false where there is none.
func (s *search) prepare(r *reach, limit int) (ok bool) {
	if s.model, ok = r.model(s, limit); !ok {
		return false
	}
	s.hold, s.lost = s.model.rulings(s.asked), nil
	if e := s.avoid.expression; e != nil {
		s.lost = s.model.ruling(premise{expression: e})
	}
	return true
}

// settled reports whether nothing hangs on when the variables are asked.
func (s *search) settled() bool {
	return !slices.ContainsFunc(s.model.queue, func(v *variable) bool {
		return v.question != nil && v.question != s.own && len(v.question.conditions()) > 0
	})
}

// try gives the variables from i on one value after the other, and reports
// whether the goal was met. As long as not all have one, the rest is unknown:
// what is false then stays false, whatever they get.
func (s *search) try(i int) bool {
	if s.steps--; s.steps <= 0 {
		return false
	}
	if i == len(s.model.queue) {
		return s.met()
	}
	v := s.model.queue[i]
	defer v.unset(s.model.env)
	for _, some := range s.options(v) {
		for k := range some {
			v.set(s.model.env, &some[k])
			if !s.hopeless(v) && s.try(i+1) {
				return true
			}
			if s.steps <= 0 {
				return false
			}
		}
	}
	return false
}

// met reports whether the goal is met, now that every variable has a value.
func (s *search) met() bool {
	return allHold(s.hold) && (s.lost == nil || s.lost.outcome() != s.avoid.not) &&
		(s.goal == nil || s.goal(s.model.env)) && !slices.ContainsFunc(s.model.queue, (*variable).undecided)
}

// options are the values and states that a variable can have.
func (s *search) options(v *variable) [3][]option {
	switch {
	case v.question == nil, v.question == s.own && s.answered:
		return [3][]option{v.values}
	case v.question == s.own, len(v.asked) == 0 && !v.free:
		return [3][]option{v.values, v.blank}
	}
	return [3][]option{v.values, v.blank, v.notAsked}
}

// hopeless reports whether the value that a variable just got contradicts the
// others or the goal.
func (s *search) hopeless(last *variable) bool {
	return oneFails(s.hold) || s.lost != nil && s.lost.outcome() == s.avoid.not ||
		last.contradicted() || slices.ContainsFunc(last.decides, (*variable).contradicted)
}

// contradicted reports whether the variable is asked although it cannot be, or
// not asked although it must be.
func (v *variable) contradicted() bool {
	switch {
	case v.given == nil || v.question == nil || len(v.asked) == 0:
		return false
	case v.given.state.State == StateNotAsked:
		return !v.free && allHold(v.asked)
	}
	return oneFails(v.asked)
}

// undecided reports whether the variable is asked although its conditions are
// not true.
func (v *variable) undecided() bool {
	return v.given != nil && v.question != nil && v.given.state.State != StateNotAsked && !allHold(v.asked)
}
