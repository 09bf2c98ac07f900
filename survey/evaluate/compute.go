package evaluate

import "bestand.example/itbestand/survey"

// Task is an evaluation, which is compiled, with what it is computed over.
type Task struct {
	Evaluation *survey.Evaluation
	Population []survey.Unit // empty: the units are those that responded
	Responses  []Answered    // to the sets that the evaluation uses
	Reference  survey.Date   // the wave's; the zero date stands for the one that each response names itself

	// ToPassOn hides figures of groups from sensitive and personal answers that rest
	// on too few administrations, or from which such figures could be worked out.
	// What is about single administrations is for the caller to leave out.
	ToPassOn bool
}

// Compute goes over the answers of each unit once. An error is one of reading
// them.
func (t Task) Compute() (*Result, error) {
	c, err := t.figures(true)
	if err != nil {
		return nil, err
	}
	for _, m := range c.Measures {
		c.measure(m)
	}
	for _, t := range c.Tables {
		c.result.Tables = append(c.result.Tables, c.tables(t)...)
	}
	c.conceal()
	if t.ToPassOn {
		c.concealSensitive()
	}
	return c.result, nil
}

// figures computes the indicators and fields. Measures and tables are prepared
// where everything is to be computed.
func (t Task) figures(everything bool) (*computation, error) {
	e := t.Evaluation
	c := &computation{
		toPassOn: t.ToPassOn, Evaluation: e, date: t.Reference, names: map[string]string{}, parameters: survey.NewRecord(),
		result: &Result{Evaluation: e, byName: map[string][]*Value{}}, groups: map[groupKey][]*group{},
		tries: map[*survey.Measure]*try{}, picks: map[*survey.Table]*pick{},
	}
	for _, p := range e.Parameters {
		c.parameters.SetParameter(p)
	}
	c.sort(t.Population, t.Responses)
	c.order, _ = e.Order()
	c.kept = c.keeps()
	for _, u := range c.everyone() {
		if err := c.alone(u, everything); err != nil {
			return nil, err
		}
	}
	for _, i := range c.order {
		if i.Scope == survey.ScopeGroup {
			c.groupFigure(i)
		}
	}
	for _, i := range append(append([]*survey.Indicator(nil), e.Indicators...), e.Fields...) {
		c.gather(i)
		c.summarise(i)
	}
	return c, nil
}

// alone computes what is about one unit, and forgets its answers.
func (c *computation) alone(u *unit, everything bool) error {
	if err := u.open(); err != nil {
		return err
	}
	c.prepare(u)
	for _, i := range c.order {
		c.single(u, i)
	}
	if everything {
		for _, m := range c.Measures {
			c.try(m, u)
		}
		for _, t := range c.Tables {
			c.pick(t, u)
		}
	}
	c.settle(u)
	return nil
}

// everyone lists the units, then what stands outside of the population.
func (c *computation) everyone() []*unit {
	return append(append([]*unit(nil), c.units...), c.outside...)
}

// prepare makes known what formulas about a unit read besides its answers to
// sets that are answered once.
func (c *computation) prepare(u *unit) {
	c.setDay(u.self.record, u.responses)
	for _, set := range c.Sets() {
		if set.Many {
			responses := u.all(set)
			u.self.record.SetList(set.Short, records(responses), len(responses) > 0)
		}
	}
}

// setDay makes the reference date known to formulas: the wave's, or the one
// that the responses name themselves. Where none does, or they name different
// ones, it is unknown: no figure may rest on a date that was picked for it.
func (c *computation) setDay(r *survey.Record, responses []*response) {
	day, known := c.date, c.date != survey.Date{}
	for _, response := range responses {
		switch own := response.own; {
		case c.date != survey.Date{} || own == nil:
		case known && *own != day:
			r.SetNumber(survey.StichtagName, nil)
			return
		default:
			day, known = *own, true
		}
	}
	if !known {
		r.SetNumber(survey.StichtagName, nil)
		return
	}
	r.SetDate(survey.StichtagName, day)
}

// single computes an indicator of rows, responses or the unit itself.
func (c *computation) single(u *unit, i *survey.Indicator) {
	switch i.Scope {
	case survey.ScopeRow:
		for _, r := range u.all(i.Set()) {
			for _, it := range r.items(i.Roster()) {
				v := c.figureOf(i, it)
				it.record.SetExact(i.Name, v.exact)
				r.rows[i.Name] = append(r.rows[i.Name], v)
			}
		}
	case survey.ScopeResponse:
		for _, r := range u.all(i.Set()) {
			v := c.figureOf(i, r.self)
			r.self.record.SetExact(i.Name, v.exact)
			r.values[i.Name] = v
		}
	case survey.ScopeUnit:
		if u.tier != TierNone {
			c.unitFigure(u, i)
		}
	}
}

func (c *computation) unitFigure(u *unit, i *survey.Indicator) {
	if i.Split == nil {
		v := c.figureOf(i, u.self)
		u.self.record.SetExact(i.Name, v.exact)
		u.values[i.Name] = []*Value{v}
		return
	}
	set, roster, _ := survey.Grouping{*i.Split}.Home()
	var list []*survey.Record
	for _, g := range c.divide(c.itemsOf([]*unit{u}, set, roster), survey.Grouping{*i.Split}) {
		p := &place{item: u.self, part: g, by: survey.Grouping{*i.Split}}
		v := c.figure(i, p, c.facts(p))
		v.Grouping, v.Group, v.N = i.Split.Name, g.labels, len(g.items)
		u.values[i.Name] = append(u.values[i.Name], v)
		list = append(list, v.asRecord(v.N))
	}
	known := false
	for _, r := range u.all(set) {
		known = known || r.knows(roster)
	}
	u.self.record.SetList(i.Name, list, known)
}

// asRecord is a figure of a group as other formulas read it.
func (v *Value) asRecord(n int) *survey.Record {
	r := survey.NewRecord()
	r.SetText(survey.FigureGroup, codeOf(v.Group))
	r.SetExact(survey.FigureValue, v.exact)
	count := float64(n)
	r.SetNumber(survey.FigureCount, &count)
	return r
}

// gather puts the values of an indicator into the result.
func (c *computation) gather(i *survey.Indicator) {
	var all []*Value
	for _, u := range c.everyone() {
		all = append(all, u.values[i.Name]...)
		for _, r := range u.responses {
			if v := r.values[i.Name]; v != nil {
				all = append(all, v)
			}
			all = append(all, r.rows[i.Name]...)
		}
	}
	if i.Scope != survey.ScopeGroup {
		c.result.byName[i.Name] = all
	}
	c.result.Values = append(c.result.Values, c.result.byName[i.Name]...)
}
