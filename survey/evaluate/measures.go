package evaluate

import "bestand.example/itbestand/survey"

// measure tries one rule: on every unit, on every row of its roster, or on
// every group. Where its condition is unknown, nothing is to be done, and the
// unit is counted beside.
func (c *computation) measure(m *survey.Measure) {
	if m.Scope == survey.ScopeGroup {
		c.groupMeasure(m)
		return
	}
	count := RuleCount{Measure: m}
	var hits []*Hit
	for _, u := range c.units {
		found, known := c.tryUnit(m, u)
		hits = append(hits, found...)
		switch {
		case len(found) > 0:
			count.Units++
			count.Asked++
		case known:
			count.Asked++
		default:
			count.Unknown++
		}
	}
	count.Widespread = c.Widespread > 0 && count.Asked > 0 && float64(count.Units)/float64(count.Asked) >= c.Widespread-nearly
	for _, h := range hits {
		if count.Widespread {
			h.raise()
		}
	}
	c.result.Measures = append(c.result.Measures, hits...)
	c.result.Rules = append(c.result.Rules, count)
}

// tryUnit tries a rule on a unit. Known is false where nothing that is known
// decides it.
func (c *computation) tryUnit(m *survey.Measure, u *unit) (hits []*Hit, known bool) {
	items := []item{{unit: u}}
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
			h.Response = it.response.ID
		}
		hits = append(hits, h)
	}
	return hits, known
}

func (c *computation) hit(m *survey.Measure, f survey.Facts, p place) *Hit {
	h := &Hit{Measure: m, Version: c.Version, Priority: m.Priority, trace: trace{c, nil, measureFormulas(m), p, nil}}
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
			set, roster, _ := by.Home()
			for _, g := range c.divide(c.groupItems(c.besides(tier), set, roster), by) {
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
	h := c.hit(m, f, place{group: g, tier: tier, facts: f})
	h.Tier, h.Grouping, h.Group, h.trace.by = tier, by.Name(), g.labels, by
	for _, u := range g.units() {
		if u.tier != TierNone {
			h.Units = append(h.Units, u.Unit)
		}
	}
	c.result.Measures = append(c.result.Measures, h)
}
