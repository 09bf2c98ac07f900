package survey

import "slices"

// ruling is a condition with what it comes to for the values that the
// variables of a model have. It is worked out anew only after one of them that
// it reads has got another value: a search asks for each ruling after every
// step.
type ruling struct {
	premise
	env   map[string]any
	fresh bool
	value any
}

// outcome is what the condition comes to: true, false, or nil for unknown.
func (c *ruling) outcome() any {
	if !c.fresh {
		c.value, c.fresh = c.run(c.env), true
	}
	return c.value
}

func allHold(conditions []*ruling) bool {
	return !slices.ContainsFunc(conditions, func(c *ruling) bool { return c.outcome() != true })
}

func oneFails(conditions []*ruling) bool {
	return slices.ContainsFunc(conditions, func(c *ruling) bool { return c.outcome() == false })
}

// ruling returns the ruling on a condition that the model has read.
func (m *model) ruling(c premise) *ruling {
	known := m.known[c.expression]
	if known != nil && c.choice == nil {
		return known
	}
	v := &ruling{premise: c, env: m.env}
	for name := range m.reach.syntaxOf(c.expression).uses {
		read := m.variables[name]
		read.readBy = append(read.readBy, v)
	}
	if c.choice == nil {
		m.known[c.expression] = v
	}
	return v
}

func (m *model) rulings(all premises) []*ruling {
	var some []*ruling
	for _, c := range all {
		some = append(some, m.ruling(c))
	}
	return some
}
