package evaluate

import "bestand.example/itbestand/survey"

// place is where a formula looks at the answers from.
type place struct {
	item                  // nothing of a group
	part  *group          // of a split: the rows that count
	group *group          // of a group
	tier  Tier            // of a group
	by    survey.Grouping // of a group or a split: what put its items there
}

// facts are what a formula about a row, a response or a unit reads.
func (c *computation) facts(p *place) survey.Facts {
	f := survey.Facts{Named: map[string][]*survey.Record{survey.ParameterName: {c.parameters}}}
	name := func(r *response) {
		f.Near = append(f.Near, r.self.record)
		f.Named[r.set.Short] = append(f.Named[r.set.Short], r.self.record)
	}
	if p.part != nil {
		f.Near = append(f.Near, c.onlyPart(p.part))
	}
	if p.roster != nil {
		f.Near = append(f.Near, p.record)
		f.Named[p.response.set.Short] = []*survey.Record{p.record}
	}
	if p.response != nil {
		f.Near = append(f.Near, c.ownDay(p.response))
	}
	f.Near = append(f.Near, p.unit.self.record)
	if p.response != nil && p.response.set.Many {
		name(p.response)
		return f
	}
	for _, r := range p.unit.responses {
		if !r.set.Many {
			name(r)
		}
	}
	return f
}

// ownDay is the reference date of one response, where it names one: of several
// interviews of a unit, each may have its own.
func (c *computation) ownDay(r *response) *survey.Record {
	own := survey.NewRecord()
	if r.own != nil {
		c.setDay(own, []*response{r})
	}
	return own
}

// onlyPart hides all rows, or responses, but those of a part.
func (c *computation) onlyPart(g *group) *survey.Record {
	r := survey.NewRecord()
	if len(g.items) == 0 {
		return r
	}
	first, list := g.items[0], make([]*survey.Record, len(g.items))
	for i, it := range g.items {
		list[i] = it.record
	}
	name := first.response.set.Short
	if first.roster != nil {
		name = first.roster.Name
		r.SetList(first.response.set.Short+"."+name, list, true)
	}
	r.SetList(name, list, true)
	return r
}

// figureOf computes an indicator of a row, a response or a unit.
func (c *computation) figureOf(i *survey.Indicator, it item) *Value {
	p := it.place()
	return c.figure(i, p, c.facts(p))
}

// figure computes an indicator at a place, from what is read there.
func (c *computation) figure(i *survey.Indicator, p *place, f survey.Facts) *Value {
	v := &Value{Indicator: i, Unit: &nobody, Level: -1, Share: 1, Tier: p.tier, trace: trace{c, p}}
	if p.unit != nil {
		v.Unit, v.Tier = &p.unit.Unit, p.unit.tier
	}
	if p.response != nil {
		v.Response = p.response.id
	}
	v.Row = p.rowID()
	if i.Value != nil {
		v.exact, v.Known = i.Value.Exact(f)
	} else {
		v.combine(i, f)
	}
	if v.Known {
		v.Number, _ = v.exact.Float64()
	}
	if ladder, ok := c.LevelList(i.Levels); ok && v.Known {
		v.Level = ladder.At(v.Number)
	}
	return v
}

// nobody is the unit of what is about no unit.
var nobody survey.Unit
