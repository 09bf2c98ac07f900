package evaluate

import "bestand.example/itbestand/survey"

// groupFigure computes an indicator of groups. One that reads the list of
// units is computed for each tier by itself.
func (c *computation) groupFigure(i *survey.Indicator) {
	for _, by := range i.By {
		for _, tier := range c.tiersOf(i) {
			for _, g := range c.divided(by, tier, false) {
				facts := c.groupFacts(g, i, by, tier)
				v := c.figure(i, placeOf(g, by, tier), facts)
				v.Grouping, v.Group = by.Name(), g.labels
				v.N, v.Counted = c.restsOn(v, g, facts)
				c.result.byName[i.Name] = append(c.result.byName[i.Name], v)
			}
		}
	}
}

func placeOf(g *group, by survey.Grouping, tier Tier) *place {
	return &place{item: item{&subject{}}, group: g, tier: tier, by: by}
}

// groupItems lists what the units that are given have to be divided into
// groups. Where that is not rows or responses of one set, it is the units
// themselves.
func (c *computation) groupItems(units []*unit, set *survey.Questionnaire, roster *survey.Question) []item {
	var items []item
	for _, u := range units {
		switch {
		case set == nil:
			items = append(items, u.self)
		default:
			items = append(items, c.itemsOf([]*unit{u}, set, roster)...)
		}
	}
	return items
}

// expressions lists the formulas of an indicator.
func expressions(i *survey.Indicator) []*survey.Expression {
	var all []*survey.Expression
	add := func(x *survey.Expression) {
		if x != nil {
			all = append(all, x)
		}
	}
	add(i.Value)
	for _, part := range i.Parts {
		add(part.Value)
		add(part.Applies)
	}
	return all
}

// groupFacts are what the formulas about a group read.
func (c *computation) groupFacts(g *group, i *survey.Indicator, by survey.Grouping, tier Tier) survey.Facts {
	f := c.listFacts(g, expressions(i))
	for _, other := range c.groupFigures(expressions(i)) {
		c.addGroupFigure(f.Near[0], other, g, by, tier, survey.GroupingsName(other.By) == survey.GroupingsName(i.By))
	}
	return f
}

// addGroupFigure makes another indicator of groups known: its value for the
// same group, or the list of its values. Of a figure of one tier, nothing
// reads the other's.
func (c *computation) addGroupFigure(to *survey.Record, other *survey.Indicator, g *group, by survey.Grouping, tier Tier, same bool) {
	var list []*survey.Record
	for _, v := range c.result.byName[other.Name] {
		if v.Tier != tier && v.Tier != TierNone {
			continue
		}
		if same && v.Grouping == by.Name() && codeOf(v.Group) == codeOf(g.labels) {
			to.SetExact(other.Name, v.exact)
		}
		list = append(list, v.asRecord(len(v.trace.group.items)))
	}
	if !same {
		to.SetList(other.Name, list, len(list) > 0)
	}
}

// listFacts makes the lists known that formulas about a group read: the list
// that the group divides has only what is in the group, any other all that the
// units of the group have.
func (c *computation) listFacts(g *group, formulas []*survey.Expression) survey.Facts {
	r := survey.NewRecord()
	units := g.units()
	c.setDay(r, responsesOf(units))
	for _, x := range formulas {
		for _, name := range x.Reads {
			if name == survey.UnitsName {
				list := entries(units)
				r.SetList(name, list, len(list) > 0)
				continue
			}
			set, roster, ok := c.List(name)
			if !ok {
				continue
			}
			list, known := c.groupList(g, units, set, roster)
			r.SetList(name, list, known)
		}
	}
	return survey.Facts{Near: []*survey.Record{r}, Named: map[string][]*survey.Record{survey.ParameterName: {c.parameters}}}
}

// responsesOf lists the responses of several units.
func responsesOf(units []*unit) []*response {
	var all []*response
	for _, u := range units {
		all = append(all, u.responses...)
	}
	return all
}

// groupList is a list of a group, and whether any of it is known.
func (c *computation) groupList(g *group, units []*unit, set *survey.Questionnaire, roster *survey.Question) (list []*survey.Record, known bool) {
	var items []item
	switch first := g.items[0]; {
	case first.response != nil && first.response.set == set && first.roster == roster:
		items, known = g.items, true
	case first.response != nil && first.response.set == set && first.roster == nil:
		for _, it := range g.items {
			items = append(items, it.response.items(roster)...)
			known = known || it.response.knows(roster)
		}
	default:
		items = c.itemsOf(units, set, roster)
		for _, u := range units {
			for _, r := range u.all(set) {
				known = known || r.knows(roster)
			}
		}
	}
	for _, it := range items {
		list = append(list, it.record)
	}
	return list, known
}

// knows reports whether it is known which rows a roster has.
func (r *response) knows(roster *survey.Question) bool {
	if roster == nil {
		return true
	}
	return r.rosters[roster.Name].known
}

// entries are those of the list of units.
func entries(units []*unit) []*survey.Record {
	var list []*survey.Record
	for _, u := range units {
		if u.tier != TierNone {
			list = append(list, u.entry)
		}
	}
	return list
}
