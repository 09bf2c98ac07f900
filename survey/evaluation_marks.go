package survey

import (
	"maps"
	"slices"
)

// marks are the questions that a figure must not tell of: the personal ones, and
// what else is withheld.
type marks struct{ sensitive, personal map[*Question]bool }

func (e *Evaluation) marks() marks {
	all := marks{map[*Question]bool{}, map[*Question]bool{}}
	for _, set := range e.Sets() {
		maps.Copy(all.personal, set.PersonalQuestions())
		for q := range set.WithheldQuestions() {
			if !all.personal[q] || q.isMarked(func(q *Question) bool { return q.Sensitive }) {
				all.sensitive[q] = true
				if q.Matrix != nil { // scores(MATRIX) reads all its statements
					all.sensitive[q.Matrix] = true
				}
			}
		}
	}
	return all
}

// mark tells of every figure whether sensitive, personal or anonymous answers
// are in it, directly or by way of other figures.
func (e *Evaluation) mark() {
	of := e.marks()
	for range e.allIndicators() { // marks travel at most this far
		for _, i := range e.allIndicators() {
			for _, f := range i.formulas() {
				e.taint(of, f.expression, &i.Sensitive, &i.Personal, &i.Anonymous)
			}
			i.Anonymous = i.Anonymous || i.set != nil && i.set.Anonymous
			for _, g := range i.By {
				taintAxes(of, g, &i.Sensitive, &i.Personal, &i.Anonymous)
			}
			if i.Split != nil {
				taintAxes(of, Grouping{*i.Split}, &i.Sensitive, &i.Personal, &i.Anonymous)
			}
		}
	}
	for _, m := range e.Measures {
		for _, x := range []*Expression{m.When, m.Urgent} {
			e.taint(of, x, &m.Sensitive, &m.Personal, &m.Anonymous)
		}
		for _, g := range m.By {
			taintAxes(of, g, &m.Sensitive, &m.Personal, &m.Anonymous)
		}
	}
	for _, t := range e.Tables {
		for _, x := range t.formulas() {
			e.taint(of, x, &t.Sensitive, &t.Personal, &t.Anonymous)
		}
		t.Anonymous = t.Anonymous || t.set != nil && t.set.Anonymous
		for _, a := range []*Axis{t.Rows, t.Columns} {
			if a != nil {
				taintAxes(of, Grouping{*a}, &t.Sensitive, &t.Personal, &t.Anonymous)
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

func taintAxes(of marks, g Grouping, sensitive, personal, anonymous *bool) {
	for _, a := range g {
		if a.Question == nil {
			continue
		}
		*anonymous = *anonymous || a.Set.Anonymous
		for _, q := range append([]*Question{a.Question}, a.Question.parts()...) {
			*sensitive = *sensitive || of.sensitive[q]
			*personal = *personal || of.personal[q]
		}
	}
}

func (e *Evaluation) taint(of marks, x *Expression, sensitive, personal, anonymous *bool) {
	questions, indicators := e.Sources(x)
	for _, s := range questions {
		*sensitive = *sensitive || of.sensitive[s.Question]
		*personal = *personal || of.personal[s.Question]
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
