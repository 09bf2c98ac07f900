package survey

// What Reach finds: conditions of which the outcome is the same whatever
// anybody answers.
const (
	IssueNeverAsked  IssueCode = "never_asked"
	IssueNeverPasses IssueCode = "never_passes"
	IssueAlwaysWarns IssueCode = "always_warns"
	IssueNeverWarns  IssueCode = "never_warns"
	IssueNeverOffers IssueCode = "never_offers"
)

// Reach looks for conditions that cannot be what their author meant: what is
// asked never, a constraint that no value passes, a warning that appears
// always or never, a filter that leaves nothing to choose.
//
// It tries answers that stand for all others (see variable) on the programs
// that the engine itself runs, so it cannot disagree with it. Where a
// condition reads what no few answers can stand for, or where there would be
// too many to try, it says nothing.
//
// The set is compiled, but need not be right: nothing is said about what hangs
// on an expression that has issues, or on a question in doubt, of which it is
// not known what can be answered or when it is asked.
func (q *Questionnaire) Reach(doubt map[string]bool) []Issue {
	r := &reach{set: q, doubt: doubt, budget: maxTrials, syntax: map[*Expression]*syntax{}, options: map[string]*options{}}
	unreachable := map[*Question]bool{}
	for _, section := range q.Sections {
		dead := section.Relevant != nil && r.never(section.Relevant, premises{{expression: section.Relevant}})
		for _, question := range section.Questions {
			unreachable[question] = dead || r.question(question)
			for _, part := range question.parts() {
				if !unreachable[question] {
					r.question(part)
				}
			}
		}
	}
	return r.issues
}

// maxTrials is how many values are tried for a whole set.
const maxTrials = 400_000

// reach is one run of Reach.
type reach struct {
	set    *Questionnaire
	doubt  map[string]bool // names of questions of which not all is known
	issues []Issue
	budget int

	syntax  map[*Expression]*syntax
	options map[string]*options // by what variables are like
}

func (r *reach) add(e *Expression, code IssueCode) {
	r.issues = append(r.issues, Issue{Expression: e, Code: code})
}

// question checks the conditions of one question, and reports whether it is
// never asked.
func (r *reach) question(q *Question) bool {
	if r.doubt[q.Name] {
		return false
	}
	if all := q.conditions(); q.Relevant != nil && r.never(q.Relevant, all) {
		return true
	}
	if q.RowRelevant != nil && r.noRow(q) {
		r.add(q.RowRelevant, IssueNeverAsked)
		return true
	}
	r.constraint(q)
	for _, w := range q.Warnings {
		r.warning(q, w.When)
	}
	r.filter(q)
	return false
}

// never reports, and adds to the issues, that conditions are never true
// together; e is the last of them.
func (r *reach) never(e *Expression, all premises) bool {
	found, sure := r.find(search{needs: all, asked: all})
	if found || !sure {
		return false
	}
	r.add(e, IssueNeverAsked)
	return true
}

// noRow reports whether no statement of a matrix is ever asked.
func (r *reach) noRow(q *Question) bool {
	for _, row := range q.Rows {
		all := row.conditions()
		if found, sure := r.find(search{needs: all, asked: all}); found || !sure {
			return false
		}
	}
	return len(q.Rows) > 0
}

func (r *reach) constraint(q *Question) {
	if q.Constraint == nil {
		return
	}
	passes := outcome{expression: q.Constraint, not: false}
	found, sure := r.find(search{needs: premises{{expression: q.Constraint}}, own: q, answered: true, avoid: passes})
	if sure && !found && r.canBeAnswered(q, q.Constraint) {
		r.add(q.Constraint, IssueNeverPasses)
	}
}

// canBeAnswered reports whether there are answers to the question among those
// that are tried; only then it means something that none of them passes.
func (r *reach) canBeAnswered(q *Question, e *Expression) bool {
	found, sure := r.find(search{needs: premises{{expression: e}}, own: q, answered: true})
	return found && sure
}

func (r *reach) warning(q *Question, when *Expression) {
	needs := premises{{expression: when}}
	if found, sure := r.find(search{needs: needs, asked: needs, own: q}); sure && !found {
		r.add(when, IssueNeverWarns)
		return
	}
	silent := outcome{expression: when, not: true}
	found, sure := r.find(search{needs: needs, own: q, answered: true, avoid: silent})
	if sure && !found && r.canBeAnswered(q, when) {
		r.add(when, IssueAlwaysWarns)
	}
}

// filter checks the filters that leave something to choose.
func (r *reach) filter(q *Question) {
	list := q.listOfChoices()
	if q.ChoiceFilter == nil || list == nil || q.ChoicesFrom != "" {
		return
	}
	goal := func(env map[string]any) bool {
		for i := range list.Choices {
			env[ChoiceName] = list.fields(&list.Choices[i])
			if list.Choices[i].Name != OtherCode && q.ChoiceFilter.run(env) != false {
				return true
			}
		}
		return false
	}
	needs := append(q.conditions(), premise{expression: q.ChoiceFilter})
	if found, sure := r.find(search{needs: needs, asked: q.conditions(), goal: goal}); sure && !found {
		r.add(q.ChoiceFilter, IssueNeverOffers)
	}
}

// premise is an expression together with the choice that it decides on.
type premise struct {
	expression *Expression
	choice     map[string]any
}

// premises must hold all together.
type premises []premise

func (c premise) run(env map[string]any) any {
	if c.choice != nil {
		env[ChoiceName] = c.choice
	}
	return c.expression.run(env)
}

// conditions lists what must hold for the question to be asked: the conditions
// of its section, of what it is a part of, and its own.
func (q *Question) conditions() premises {
	var all premises
	add := func(e *Expression, choice map[string]any) {
		if e != nil {
			all = append(all, premise{e, choice})
		}
	}
	if q.Section != nil {
		add(q.Section.Relevant, nil)
	}
	if whole := q.whole(); whole != nil {
		add(whole.Relevant, nil)
		if q.Choice != nil && whole.RowsFrom != nil {
			add(whole.RowRelevant, whole.RowsFrom.fields(q.Choice))
		}
	}
	add(q.Relevant, nil)
	return all
}

// Expressions lists the expressions of a question, its section's condition
// among them.
func (q *Question) Expressions() []*Expression {
	var all []*Expression
	if q.Section != nil && q.Section.Relevant != nil {
		all = append(all, q.Section.Relevant)
	}
	for _, u := range q.uses() {
		all = append(all, u.expression)
	}
	return all
}

// DefaultViolates reports whether the question's constraint refuses its
// default whatever else is answered, because it reads nothing else.
func (q *Question) DefaultViolates() bool {
	c := q.Constraint
	if q.Default == "" || c == nil || len(c.Reads) != 1 || c.Reads[0] != q.Name || c.Unit {
		return false
	}
	v, refusal := q.Parse(q.Default)
	return refusal == nil && c.run(map[string]any{q.Name: exprValue(v), q.Name + stateSuffix: status{State: StateAnswered}}) == false
}
