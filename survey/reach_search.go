package survey

import "slices"

// search looks for answers under which a goal is met.
type search struct {
	needs    premises  // what the goal reads
	asked    premises  // what must hold as well
	own      *Question // must be asked, and with answered have a value; may be nil
	answered bool
	goal     func(env map[string]any) bool
	lost     func(env map[string]any) bool // the goal cannot be met any more; may be nil

	variables []*variable
	steps     int
}

// find reports whether there are such answers, and whether this is sure. At
// first every question may be asked or not; only where that leaves the goal in
// reach is it looked at what their being asked hangs on, in wider and wider
// circles: what no answers meet in a narrow one they do not meet in a wide one.
func (r *reach) find(s search) (found, sure bool) {
	for _, circle := range circles {
		model, ok := r.model(s, circle.variables)
		if !ok || r.budget <= 0 {
			return false, false
		}
		s.variables, s.steps = model, min(circle.steps, r.budget)
		before := s.steps
		found = s.try(map[string]any{UnitName: map[string]any{}}, 0)
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

// settled reports whether nothing hangs on when the variables are asked.
func (s *search) settled() bool {
	return !slices.ContainsFunc(s.variables, func(v *variable) bool {
		return v.question != nil && v.question != s.own && len(v.question.conditions()) > 0
	})
}

// try gives the variables from i on one value after the other, and reports
// whether the goal was met. As long as not all have one, the rest is unknown:
// what is false then stays false, whatever they get.
func (s *search) try(env map[string]any, i int) bool {
	if s.steps--; s.steps <= 0 {
		return false
	}
	if i == len(s.variables) {
		return s.asked.hold(env) && s.goal(env) && !slices.ContainsFunc(s.variables, func(v *variable) bool { return v.undecided(env) })
	}
	v := s.variables[i]
	defer v.unset(env)
	for _, o := range s.options(v) {
		v.set(env, o)
		if !s.hopeless(env, v) && s.try(env, i+1) {
			return true
		}
		if s.steps <= 0 {
			return false
		}
	}
	return false
}

// options are the values and states that a variable can have.
func (s *search) options(v *variable) []option {
	switch {
	case v.question == nil, v.question == s.own && s.answered:
		return v.values
	case v.question == s.own, len(v.asked) == 0 && !v.free:
		return slices.Concat(v.values, v.blank)
	}
	return slices.Concat(v.values, v.blank, v.notAsked)
}

// hopeless reports whether the value that a variable just got contradicts the
// others or the goal.
func (s *search) hopeless(env map[string]any, last *variable) bool {
	if slices.ContainsFunc(s.asked, func(c premise) bool { return c.run(env) == false }) || s.lost != nil && s.lost(env) {
		return true
	}
	if last.contradicted(env) {
		return true
	}
	return slices.ContainsFunc(last.decides, func(v *variable) bool { return v.contradicted(env) })
}

// contradicted reports whether the variable is asked although it cannot be, or
// not asked although it must be.
func (v *variable) contradicted(env map[string]any) bool {
	st, bound := env[v.name+stateSuffix].(status)
	if !bound || len(v.asked) == 0 {
		return false
	}
	if st.State == StateNotAsked {
		return !v.free && v.asked.hold(env)
	}
	return slices.ContainsFunc(v.asked, func(c premise) bool { return c.run(env) == false })
}

// undecided reports whether the variable is asked although its conditions are
// not true.
func (v *variable) undecided(env map[string]any) bool {
	st, bound := env[v.name+stateSuffix].(status)
	return bound && st.State != StateNotAsked && !v.asked.hold(env)
}
