package survey

// Compile makes an evaluation ready for use, whose sets are linked: it finds
// out what each part is about, compiles every formula, and tells which figures
// come from sensitive, personal or anonymous answers. It returns everything
// that is wrong with the formulas.
func (e *Evaluation) Compile() []Issue {
	for _, i := range e.allIndicators() {
		i.set, i.roster, _ = e.List(i.ForEach)
		if i.Scope == ScopeUnit || i.Scope == ScopeGroup {
			i.set, i.roster = nil, nil
		}
	}
	var issues []Issue
	for _, i := range e.allIndicators() {
		v := view{scope: i.Scope, set: i.set, roster: i.roster, by: GroupingsName(i.By)}
		for _, f := range i.formulas() {
			issues = append(issues, e.compile(f, v)...)
		}
		i.Base, i.Counting = nil, i.Scope == ScopeGroup && e.countsOnly(i)
		if i.Scope == ScopeGroup && len(issues) == 0 {
			issues = append(issues, e.compileBases(i, v)...)
		}
	}
	for _, m := range e.Measures {
		m.set, m.roster, _ = e.List(m.ForEach)
		v := view{scope: m.Scope, set: m.set, roster: m.roster, by: GroupingsName(m.By)}
		issues = append(issues, e.compile(formula{m.When, true}, v)...)
		issues = append(issues, e.compile(formula{m.Urgent, true}, v)...)
	}
	for _, t := range e.Tables {
		issues = append(issues, e.compileTable(t)...)
	}
	e.mark()
	return issues
}

// compileBases compiles how many known values an indicator of groups, or each of
// its parts, rests on.
func (e *Evaluation) compileBases(i *Indicator, v view) (issues []Issue) {
	compile := func(x *Expression) *Expression {
		if x == nil {
			return nil
		}
		source := baseOf(x.Source)
		if source == "" {
			return nil
		}
		base := &Expression{Source: source}
		issues = append(issues, e.compile(formula{base, false}, v)...)
		return base
	}
	i.Base = compile(i.Value)
	for k := range i.Parts {
		i.Parts[k].Base = compile(i.Parts[k].Value)
	}
	return issues
}

// noIndicator stands for the groups of a table: those of no indicator, so that
// figures of groups are lists to it.
const noIndicator = "table"

func (e *Evaluation) compileTable(t *Table) []Issue {
	t.set, t.roster, _ = e.List(t.ForEach)
	one := view{scope: ScopeUnit}
	switch {
	case t.roster != nil:
		one = view{scope: ScopeRow, set: t.set, roster: t.roster}
	case t.set != nil:
		one = view{scope: ScopeResponse, set: t.set}
	}
	issues := e.compile(formula{t.Filter, true}, one)
	for _, c := range t.Lines {
		issues = append(issues, e.compileAny(c.Value, one)...)
	}
	group := view{scope: ScopeGroup, by: noIndicator}
	for k, c := range t.Values {
		if c.Value == nil { // the parser said so
			continue
		}
		wrong := e.compile(formula{c.Value, false}, group)
		issues = append(issues, wrong...)
		t.Values[k].Base = nil
		if c.Value == nil || len(wrong) > 0 {
			continue
		}
		if base := baseOf(c.Value.Source); base != "" {
			t.Values[k].Base = &Expression{Source: base}
			issues = append(issues, e.compile(formula{t.Values[k].Base, false}, group)...)
		}
	}
	return issues
}

// compile compiles one formula as it is seen from its place.
func (e *Evaluation) compile(f formula, v view) []Issue {
	if f.expression == nil {
		return nil
	}
	issues := e.compileWith(f.expression, v, f.condition)
	if len(issues) == 0 && !f.condition && f.expression.Kind != KindNumber {
		return []Issue{{Expression: f.expression, Code: IssueNotNumber, Args: []string{kindName(f.expression.Kind)}}}
	}
	return issues
}

func (e *Evaluation) compileAny(x *Expression, v view) []Issue {
	if x == nil {
		return nil
	}
	return e.compileWith(x, v, false)
}

func (e *Evaluation) compileWith(x *Expression, v view, condition bool) []Issue {
	e.links.owner[x] = v
	delete(e.links.reads, x)
	issues := compileFormula(x, e.namesFor(v), e.Points, condition)
	for k, i := range issues {
		if i.Code != IssueUnknownName || len(i.Args) == 0 {
			continue
		}
		if scope := e.scopeOf(i.Args[0]); scope != "" {
			issues[k].Code, issues[k].Args = IssueOtherScope, []string{i.Args[0], string(scope)}
		}
	}
	return issues
}

// scopeOf tells in which scope a name that is unknown in another one lives.
func (e *Evaluation) scopeOf(name string) Scope {
	if i := e.Indicator(name); i != nil {
		return i.Scope
	}
	for _, set := range e.Sets() {
		switch q := set.Question(name); {
		case q == nil || q.Name == StichtagName:
		case q.Roster != nil:
			return ScopeRow
		case set.Many:
			return ScopeResponse
		default:
			return ScopeUnit
		}
	}
	return ""
}

func kindName(k Kind) string {
	switch k {
	case KindText:
		return "text"
	case KindBoolean:
		return "boolean"
	case KindDate:
		return "date"
	case KindCodes:
		return "codes"
	}
	return "other"
}
