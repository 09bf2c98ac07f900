package survey

import "slices"

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
	for _, c := range t.Values {
		issues = append(issues, e.compile(formula{c.Value, false}, view{scope: ScopeGroup, by: "table " + t.Name})...)
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

// Source is a question that a formula reads.
type Source struct {
	Set      *Questionnaire
	Question *Question
}

// Sources lists the questions that a formula reads itself, each once, and the
// indicators that it reads. A list that it walks counts with the columns that
// it names.
func (e *Evaluation) Sources(x *Expression) (questions []Source, indicators []*Indicator) {
	if x == nil {
		return nil, nil
	}
	v := e.links.owner[x]
	n := e.namesFor(v)
	for _, name := range append(slices.Clone(x.Reads), x.Columns...) {
		if i := e.Indicator(name); i != nil {
			indicators = append(indicators, i)
			continue
		}
		if s, ok := e.source(n, v, name); ok && !slices.Contains(questions, s) {
			questions = append(questions, s)
		}
	}
	return questions, indicators
}

func (e *Evaluation) source(n *names, v view, name string) (Source, bool) {
	of := n.of[name]
	if of == nil && v.set != nil && v.set.Question(name) != nil {
		of = v.set
	}
	if of != nil {
		q := of.Question(name)
		return Source{of, q}, q != nil
	}
	set, q := e.question(name)
	return Source{set, q}, q != nil
}

// mark tells of every figure whether sensitive, personal or anonymous answers
// are in it, directly or by way of other figures.
func (e *Evaluation) mark() {
	for range e.allIndicators() { // marks travel at most this far
		for _, i := range e.allIndicators() {
			for _, f := range i.formulas() {
				e.taint(f.expression, &i.Sensitive, &i.Personal, &i.Anonymous)
			}
		}
	}
	for _, m := range e.Measures {
		for _, x := range []*Expression{m.When, m.Urgent} {
			e.taint(x, &m.Sensitive, &m.Personal, &m.Anonymous)
		}
		for _, g := range m.By {
			taintAxes(g, &m.Sensitive, &m.Personal, &m.Anonymous)
		}
	}
	for _, t := range e.Tables {
		for _, x := range t.formulas() {
			e.taint(x, &t.Sensitive, &t.Personal, &t.Anonymous)
		}
		t.Anonymous = t.Anonymous || t.set != nil && t.set.Anonymous
		for _, a := range []*Axis{t.Rows, t.Columns} {
			if a != nil {
				taintAxes(Grouping{*a}, &t.Sensitive, &t.Personal, &t.Anonymous)
			}
		}
	}
}

func (t *Table) formulas() []*Expression {
	all := []*Expression{t.Filter}
	for _, c := range append(slices.Clone(t.Lines), t.Values...) {
		all = append(all, c.Value)
	}
	return all
}

func taintAxes(g Grouping, sensitive, personal, anonymous *bool) {
	for _, a := range g {
		if a.Question != nil {
			*sensitive = *sensitive || a.Question.Sensitive
			*personal = *personal || a.Question.Personal
			*anonymous = *anonymous || a.Set.Anonymous
		}
	}
}

func (e *Evaluation) taint(x *Expression, sensitive, personal, anonymous *bool) {
	questions, indicators := e.Sources(x)
	for _, s := range questions {
		*sensitive = *sensitive || s.Question.isMarked(func(q *Question) bool { return q.Sensitive })
		*personal = *personal || s.Question.isMarked(func(q *Question) bool { return q.Personal })
		*anonymous = *anonymous || s.Set.Anonymous
	}
	for _, i := range indicators {
		*sensitive = *sensitive || i.Sensitive
		*personal = *personal || i.Personal
		*anonymous = *anonymous || i.Anonymous
	}
}

// isMarked looks at a question and at the roster or matrix that it stands in.
func (q *Question) isMarked(marked func(*Question) bool) bool {
	return marked(q) || q.Roster != nil && marked(q.Roster) || q.Matrix != nil && marked(q.Matrix)
}
