package evaluate

import "bestand.example/itbestand/survey"

// place is where a formula looks at the answers from.
type place struct {
	unit     *unit
	response *response        // of a row or a response
	roster   *survey.Question // of a row
	row      int              // its index
	record   *survey.Record   // the row itself
	part     *group           // of a split: the rows that count
	group    *group           // of a group
	tier     Tier
	facts    survey.Facts // of a group, made once
}

// facts are what a formula at a place reads.
func (c *computation) facts(p place) survey.Facts {
	if p.group != nil {
		return p.facts
	}
	f := survey.Facts{Named: map[string][]*survey.Record{survey.ParameterName: {c.parameters}}}
	name := func(r *response) {
		f.Near = append(f.Near, r.record)
		f.Named[r.set.Short] = append(f.Named[r.set.Short], r.record)
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
	f.Near = append(f.Near, p.unit.record)
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
	if _, ok := r.day(); ok {
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

// figure computes an indicator at a place.
func (c *computation) figure(i *survey.Indicator, p place) *Value {
	v := &Value{Indicator: i, Level: -1, Share: 1, Tier: p.tier, trace: trace{c, i, nil, p, nil}}
	if p.unit != nil {
		v.Unit, v.Tier = p.unit.Unit, p.unit.tier
	}
	if p.response != nil {
		v.Response = p.response.ID
	}
	if p.roster != nil {
		v.Row = p.response.Answers.Rows(p.roster.Name)[p.row]
	}
	f := c.facts(p)
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
