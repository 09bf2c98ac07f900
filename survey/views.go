package survey

// links is what the names of an evaluation mean.
type links struct {
	sets  []*Questionnaire
	views map[view]*names
	owner map[*Expression]view
	reads map[*Expression]reading
	units *Question // the list of units, which looks the same from every group
}

// view is a place from which formulas look at the answers.
type view struct {
	scope  Scope
	set    *Questionnaire // of a row or a response
	roster *Question
	by     string // group: the groupings
}

// Sets returns the question sets that the evaluation reads.
func (e *Evaluation) Sets() []*Questionnaire {
	if e.links == nil {
		return nil
	}
	return e.links.sets
}

func (e *Evaluation) set(short string) *Questionnaire {
	for _, s := range e.Sets() {
		if s.Short == short {
			return s
		}
	}
	return nil
}

// Link tells the evaluation which question sets it reads. Names are looked up
// in them from then on.
func (e *Evaluation) Link(sets []*Questionnaire) {
	e.links = &links{sets: sets, views: map[view]*names{}, owner: map[*Expression]view{}, reads: map[*Expression]reading{}}
}

// List finds out what a name means as a list: a roster (name or SHORT.name),
// or the responses to a set that a unit answers many times.
func (e *Evaluation) List(name string) (set *Questionnaire, roster *Question, ok bool) {
	if s := e.set(name); s != nil {
		return s, nil, s.Many
	}
	set, q := e.question(name)
	return set, q, q != nil && q.Type == TypeRepeat
}

// ListCandidates lists what a misspelt name of a list may mean.
func (e *Evaluation) ListCandidates(rosters, responses bool) []string {
	var all []string
	for _, set := range e.Sets() {
		if set.Many && responses {
			all = append(all, set.Short)
		}
		for _, q := range set.Questions() {
			if q.Type == TypeRepeat && rosters {
				all = append(all, q.Name)
			}
		}
	}
	return all
}

// namesFor lists what formulas may name that look from a view.
func (e *Evaluation) namesFor(v view) *names {
	if n := e.links.views[v]; n != nil {
		return n
	}
	n := newNames()
	n.roster, n.unit = v.roster, v.scope != ScopeGroup
	switch {
	case v.scope == ScopeGroup:
		e.groupNames(n, v.by)
	case v.set != nil && v.set.Many:
		n.addSet(e, v.set)
		for _, i := range e.Indicators {
			if i.Scope == ScopeResponse && i.set == v.set {
				n.number(i.Name)
			}
		}
	default:
		e.unitNames(n)
	}
	for _, p := range e.Parameters {
		name := ParameterName + "." + p.Name
		n.qualified[name] = true
		n.set.byName[name] = figure(name, p.Kind, nil)
	}
	n.set.byName[StichtagName] = referenceDate()
	e.links.views[v] = n.settle()
	return n
}

func (e *Evaluation) unitNames(n *names) {
	for _, set := range e.Sets() {
		switch {
		case !set.Many:
			n.addSet(e, set)
		case !set.Project && !set.Anonymous:
			n.addResponses(e, set)
		}
	}
	for _, i := range e.allIndicators() {
		switch {
		case i.Scope == ScopeUnit && i.Split != nil:
			n.list(i.Name, figureList("").Questions)
		case i.Scope == ScopeUnit:
			n.number(i.Name)
		}
	}
}

func (e *Evaluation) groupNames(n *names, by string) {
	for _, set := range e.Sets() {
		for _, q := range set.Questions() {
			if q.Type != TypeRepeat {
				continue
			}
			whole := e.withIndicators(q)
			n.both(whole, set)
			for _, c := range whole.Questions {
				n.add(c.Name, c, set)
			}
		}
		if set.Many {
			n.addResponses(e, set)
		}
	}
	if e.links.units == nil {
		e.links.units = listOfColumns(UnitsName, e.unitColumns())
	}
	units := e.links.units
	n.add(UnitsName, units, nil)
	for _, c := range units.Questions {
		if c.Type != TypeRepeat && n.set.byName[c.Name] == nil {
			n.add(c.Name, c, nil)
		}
	}
	for _, set := range e.Sets() {
		if !set.Many {
			n.addMatrices(set, units)
		}
	}
	for _, i := range e.allIndicators() {
		switch {
		case i.Scope != ScopeGroup:
		case GroupingsName(i.By) == by:
			n.number(i.Name)
		case len(i.By) == 1:
			n.list(i.Name, figureList("").Questions)
		}
	}
}

// GroupingsName is the name of several groupings together: what tells whether
// two indicators have the same groups.
func GroupingsName(by []Grouping) string {
	name := ""
	for _, g := range by {
		name += g.Name() + ";"
	}
	return name
}
