package evaluate

import "bestand.example/itbestand/survey"

// Compute computes an evaluation, which is compiled, over responses to the
// sets that it uses. Without a population, the units are those that responded.
// The reference date is the wave's; the zero date stands for the one that each
// response names itself.
func Compute(e *survey.Evaluation, population []survey.Unit, responses []*survey.Response, reference survey.Date) *Result {
	return compute(e, population, responses, reference, false)
}

func compute(e *survey.Evaluation, population []survey.Unit, responses []*survey.Response, reference survey.Date, toPassOn bool) *Result {
	c := figuresFor(e, population, responses, reference, toPassOn)
	for _, m := range e.Measures {
		c.measure(m)
	}
	for _, t := range e.Tables {
		c.result.Tables = append(c.result.Tables, c.tables(t)...)
	}
	c.conceal()
	if toPassOn {
		c.concealSensitive()
	}
	return c.result
}

// figures computes the indicators and fields alone.
func figures(e *survey.Evaluation, population []survey.Unit, responses []*survey.Response, reference survey.Date) *computation {
	return figuresFor(e, population, responses, reference, false)
}

// figuresFor keeps, where they are to be passed on, the values that figures of
// groups rest on.
func figuresFor(e *survey.Evaluation, population []survey.Unit, responses []*survey.Response, reference survey.Date, toPassOn bool) *computation {
	c := &computation{toPassOn: toPassOn, Evaluation: e, date: reference, names: map[string]string{}, parameters: survey.NewRecord(), result: &Result{Evaluation: e, byName: map[string][]*Value{}}}
	for _, p := range e.Parameters {
		c.parameters.SetParameter(p)
	}
	c.sort(population, responses)
	c.order, _ = e.Order()
	for _, u := range c.everyone() {
		c.prepare(u)
		for _, i := range c.order {
			c.single(u, i)
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
	return c
}

// everyone lists the units, then what stands outside of the population.
func (c *computation) everyone() []*unit {
	return append(append([]*unit(nil), c.units...), c.outside...)
}

// prepare makes known what formulas about a unit read besides its answers to
// sets that are answered once.
func (c *computation) prepare(u *unit) {
	c.setDay(u.record, u.responses)
	for _, set := range c.Sets() {
		if set.Many {
			responses := u.all(set)
			u.record.SetList(set.Short, records(responses), len(responses) > 0)
		}
	}
}

// setDay makes the reference date known to formulas: the wave's, or the one
// that the responses name themselves. Where none does, or they name different
// ones, it is unknown: no figure may rest on a date that was picked for it.
func (c *computation) setDay(r *survey.Record, responses []*response) {
	day, known := c.date, c.date != survey.Date{}
	for _, response := range responses {
		own, ok := response.day()
		switch {
		case c.date != survey.Date{} || !ok:
		case known && own != day:
			r.SetNumber(survey.StichtagName, nil)
			return
		default:
			day, known = own, true
		}
	}
	if !known {
		r.SetNumber(survey.StichtagName, nil)
		return
	}
	r.SetDate(survey.StichtagName, day)
}

// day is the reference date that a response names itself; sets that do not
// read it do not ask for it.
func (r *response) day() (survey.Date, bool) {
	return survey.ParseISODate(r.ev.Value(survey.Key{Question: survey.StichtagName}).Text)
}

// single computes an indicator of rows, responses or the unit itself.
func (c *computation) single(u *unit, i *survey.Indicator) {
	switch i.Scope {
	case survey.ScopeRow:
		for _, r := range u.all(i.Set()) {
			rows, _ := r.ev.Rows(i.Roster().Name)
			for k, row := range rows {
				v := c.figure(i, place{unit: u, response: r, roster: i.Roster(), row: k, record: row})
				row.SetExact(i.Name, v.exact)
				r.rows[i.Name] = append(r.rows[i.Name], v)
			}
		}
	case survey.ScopeResponse:
		for _, r := range u.all(i.Set()) {
			v := c.figure(i, place{unit: u, response: r})
			r.record.SetExact(i.Name, v.exact)
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
		v := c.figure(i, place{unit: u})
		u.record.SetExact(i.Name, v.exact)
		u.values[i.Name] = []*Value{v}
		return
	}
	set, roster, _ := survey.Grouping{*i.Split}.Home()
	var list []*survey.Record
	for _, g := range c.divide(c.itemsOf([]*unit{u}, set, roster), survey.Grouping{*i.Split}) {
		v := c.figure(i, place{unit: u, part: g})
		v.Grouping, v.Group, v.N, v.trace.by = i.Split.Name, g.labels, len(g.items), survey.Grouping{*i.Split}
		u.values[i.Name] = append(u.values[i.Name], v)
		list = append(list, v.asRecord(v.N))
	}
	known := false
	for _, r := range u.all(set) {
		known = known || r.knows(roster)
	}
	u.record.SetList(i.Name, list, known)
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
