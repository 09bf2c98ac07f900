package survey

import "slices"

// model lists the variables of a search: all that its conditions read, and
// then what the relevance of these reads in turn. It returns false
// where no few values can stand for those of a variable.
func (r *reach) model(s *search, limit int) (*model, bool) {
	m := &model{reach: r, env: map[string]any{UnitName: map[string]any{}}, variables: map[string]*variable{}, known: map[*Expression]*ruling{}}
	for _, some := range []premises{s.needs, s.asked} {
		for _, c := range some {
			if !m.read(c.expression) {
				return nil, false
			}
		}
	}
	if s.own != nil {
		m.variable(s.own.Name, s.own)
	}
	m.close(limit)
	for _, v := range m.queue {
		if !m.fill(v) {
			return nil, false
		}
		for _, c := range v.asked {
			for name := range r.syntaxOf(c.expression).uses {
				m.variables[name].decides = append(m.variables[name].decides, v)
			}
		}
	}
	return m, true
}

// model collects the variables of a search.
type model struct {
	reach     *reach
	env       map[string]any // what the variables are at the moment
	known     map[*Expression]*ruling
	variables map[string]*variable
	queue     []*variable // the same, in the order in which they were found
}

// read adds what an expression reads. It returns false, and adds nothing,
// where an expression is not understood.
func (m *model) read(e *Expression) bool {
	s := m.reach.syntaxOf(e)
	if !s.understood {
		return false
	}
	for _, name := range s.names {
		m.variable(name, m.reach.set.byName[name]).add(s.uses[name])
	}
	return true
}

func (r *reach) syntaxOf(e *Expression) *syntax {
	s := r.syntax[e]
	if s == nil {
		s = r.analyse(e)
		r.syntax[e] = s
	}
	return s
}

func (m *model) variable(name string, q *Question) *variable {
	v := m.variables[name]
	if v == nil {
		v = &variable{name: name, state: name + stateSuffix, question: q}
		m.variables[name] = v
		m.queue = append(m.queue, v)
	}
	return v
}

// close adds the conditions under which the variables are asked, and what
// these read, as long as that are not too many. A question of which not all
// conditions are known may be asked or not.
func (m *model) close(limit int) {
	limit += len(m.queue)
	for i := 0; i < len(m.queue); i++ {
		v := m.queue[i]
		if v.question == nil {
			continue
		}
		for _, c := range v.question.conditions() {
			if m.fits(c.expression, limit) && m.read(c.expression) {
				v.asked = append(v.asked, m.ruling(c))
			} else {
				v.free = true
			}
		}
		if c := v.question.Constraint; c != nil && slices.Equal(c.Reads, []string{v.name}) && !c.Unit && m.read(c) {
			v.constraint = c
		}
		for _, p := range m.reach.set.Profiles {
			v.free = v.free || !v.question.In(p.Name)
		}
	}
}

// fits reports whether an expression reads no more new names than there may
// be. Those of the unit, which hang on nothing, count as well.
func (m *model) fits(e *Expression, limit int) bool {
	added := 0
	for name := range m.reach.syntaxOf(e).uses {
		if m.variables[name] == nil {
			added++
		}
	}
	return len(m.queue)+added <= limit
}
