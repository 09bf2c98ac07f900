package evaluate

import "bestand.example/itbestand/survey"

// try is how a rule did on the units that it was tried on.
type try struct {
	count RuleCount
	hits  []*Hit
	of    map[*unit]bool // to pass on: whether it holds, where that is known
}

// try tries a rule on a unit, or on every row of its roster. Where its condition
// is unknown, nothing is to be done, and the unit is counted beside.
func (c *computation) try(m *survey.Measure, u *unit) {
	if m.Scope == survey.ScopeGroup || u.tier == TierNone {
		return
	}
	t := c.tries[m]
	if t == nil {
		t = &try{count: RuleCount{Measure: m}, of: map[*unit]bool{}}
		c.tries[m] = t
	}
	found, known := c.tryUnit(m, u)
	t.hits = append(t.hits, found...)
	if c.toPassOn && (known || len(found) > 0) {
		t.of[u] = len(found) > 0
	}
	switch {
	case len(found) > 0:
		t.count.Units++
		t.count.Asked++
	case known:
		t.count.Asked++
	default:
		t.count.Unknown++
	}
}

// measure gives what a rule found, on units or on groups of them.
func (c *computation) measure(m *survey.Measure) {
	if m.Scope == survey.ScopeGroup {
		c.groupMeasure(m)
		return
	}
	t := c.tries[m]
	if t == nil {
		t = &try{count: RuleCount{Measure: m}}
	}
	count := &t.count
	count.Widespread = c.Widespread > 0 && count.Asked > 0 && float64(count.Units)/float64(count.Asked) >= c.Widespread-nearly
	for _, h := range t.hits {
		if count.Widespread {
			h.raise()
		}
	}
	c.result.Measures = append(c.result.Measures, t.hits...)
	c.result.Rules = append(c.result.Rules, *count)
}

// tryUnit tries a rule on a unit. Known is false where nothing that is known
// decides it.
func (c *computation) tryUnit(m *survey.Measure, u *unit) (hits []*Hit, known bool) {
	items := []item{u.self}
	if m.Roster() != nil {
		items = c.itemsOf([]*unit{u}, m.Set(), m.Roster())
		for _, r := range u.all(m.Set()) {
			known = known || r.knows(m.Roster()) && len(r.items(m.Roster())) == 0
		}
	}
	for _, it := range items {
		f := c.facts(it.place())
		holds, sure := m.When.True(f)
		known = known || sure
		if !holds {
			continue
		}
		h := c.hit(m, f, it.place())
		h.Unit, h.Row = u.Unit, it.rowID()
		if it.response != nil {
			h.Response = it.response.id
		}
		hits = append(hits, h)
	}
	return hits, known
}

func (c *computation) hit(m *survey.Measure, f survey.Facts, p *place) *Hit {
	h := &Hit{Measure: m, Version: c.Version, Priority: m.Priority, trace: trace{c, p}}
	if m.Urgent != nil {
		if urgent, _ := m.Urgent.True(f); urgent {
			h.raise()
		}
	}
	return h
}

// raise makes a measure more urgent by one, once, and never above the first
// priority.
func (h *Hit) raise() { h.Priority = max(1, min(h.Priority, h.Measure.Priority-1)) }

func measureFormulas(m *survey.Measure) []*survey.Expression {
	all := []*survey.Expression{m.When}
	if m.Urgent != nil {
		all = append(all, m.Urgent)
	}
	return all
}

// groupMeasure tries a rule on groups, for each tier by itself where it reads
// what is a tier's.
func (c *computation) groupMeasure(m *survey.Measure) {
	for _, by := range m.By {
		for _, tier := range c.tiersFor(measureFormulas(m)) {
			set, _, _ := by.Home()
			for _, g := range c.divided(by, tier, true) {
				if set != nil || tier == TierNone || g.has(tier) {
					c.tryGroup(m, g, by, tier)
				}
			}
		}
	}
}

func (c *computation) tryGroup(m *survey.Measure, g *group, by survey.Grouping, tier Tier) {
	f := c.listFacts(g, measureFormulas(m))
	for _, other := range c.groupFigures(measureFormulas(m)) {
		c.addGroupFigure(f.Near[0], other, g, by, tier, survey.GroupingsName(other.By) == survey.GroupingsName(m.By))
	}
	if holds, _ := m.When.True(f); !holds {
		return
	}
	h := c.hit(m, f, placeOf(g, by, tier))
	h.Tier, h.Grouping, h.Group = tier, by.Name(), g.labels
	for _, u := range g.units() {
		if u.tier != TierNone {
			h.Units = append(h.Units, u.Unit)
		}
	}
	c.result.Measures = append(c.result.Measures, h)
}
