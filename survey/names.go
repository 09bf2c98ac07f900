package survey

import "slices"

// ParameterName is the reserved name under which formulas read parameters:
// parameter.NAME.
const ParameterName = "parameter"

// The columns of a list of figures: an indicator that has one value for each
// group is read as a list of these.
const (
	FigureGroup = "group"
	FigureValue = "value"
	FigureCount = "n"
)

// names is what the formulas of one place may name. It is a question set that
// nobody asks: the questions are those of the real sets, rosters have the
// indicators of their rows as further columns, and indicators and parameters
// stand as calculations.
type names struct {
	set       *Questionnaire
	roster    *Question // whose row is visible, or nil
	unit      bool      // einheit.* may be read
	qualified map[string]bool
	ambiguous map[string][]string
	of        map[string]*Questionnaire // the set that a name comes from
}

func newNames() *names {
	return &names{
		set: &Questionnaire{byName: map[string]*Question{}}, qualified: map[string]bool{},
		ambiguous: map[string][]string{}, of: map[string]*Questionnaire{},
	}
}

// add makes a name known. A name that means two things is none, unless both
// are one question in two guises.
func (n *names) add(name string, q *Question, of *Questionnaire) {
	if known := n.set.byName[name]; known != nil {
		if n.of[name] == of {
			return
		}
		n.ambiguous[name] = append(n.ambiguous[name], qualify(n.of[name], name), qualify(of, name))
		return
	}
	n.set.byName[name], n.of[name] = q, of
	n.set.questions = append(n.set.questions, q)
}

func qualify(of *Questionnaire, name string) string {
	if of == nil {
		return name
	}
	return of.Short + "." + name
}

// settle takes away the names that mean several things.
func (n *names) settle() *names {
	for name := range n.ambiguous {
		delete(n.set.byName, name)
		n.set.questions = slices.DeleteFunc(n.set.questions, func(q *Question) bool { return q.Name == name })
	}
	return n
}

// both makes a question known by its own name and by SHORT.name.
func (n *names) both(q *Question, of *Questionnaire) {
	n.add(q.Name, q, of)
	name := of.Short + "." + q.Name
	n.qualified[name] = true
	n.set.byName[name] = q
}

// number makes an indicator or a parameter known.
func (n *names) number(name string) {
	n.add(name, figure(name, KindNumber, nil), nil)
}

func (n *names) list(name string, columns []*Question) *Question {
	list := listOfColumns(name, columns)
	n.add(name, list, nil)
	for _, c := range list.Questions {
		if c.Roster == list {
			n.add(c.Name, c, nil)
		}
	}
	return list
}

// figure is a computed value, as a question.
func figure(name string, kind Kind, roster *Question) *Question {
	return &Question{Name: name, Type: TypeCalculate, Calculation: &Expression{Kind: kind}, Roster: roster}
}

// figureList is a list of the values that an indicator has by groups.
func figureList(name string) *Question {
	return listOfColumns(name, []*Question{figure(FigureGroup, KindText, nil), figure(FigureValue, KindNumber, nil), figure(FigureCount, KindNumber, nil)})
}

// listOfColumns makes a list whose rows have columns of their own.
func listOfColumns(name string, columns []*Question) *Question {
	list := &Question{Name: name, Type: TypeRepeat}
	for _, c := range columns {
		guise := *c
		guise.Roster = list
		list.Questions = append(list.Questions, &guise)
	}
	return list
}

// withIndicators is a roster with the indicators of its rows as columns.
func (e *Evaluation) withIndicators(roster *Question) *Question {
	guise := *roster
	guise.Questions = slices.Clone(roster.Questions)
	for _, i := range e.Indicators {
		if i.Scope == ScopeRow && i.roster == roster {
			guise.Questions = append(guise.Questions, figure(i.Name, KindNumber, roster))
		}
	}
	return &guise
}

// addSet makes the questions of a set known, as they are for one response.
func (n *names) addSet(e *Evaluation, set *Questionnaire) {
	for _, q := range set.Questions() {
		switch {
		case q.Name == StichtagName:
		case q.Type == TypeRepeat:
			whole := e.withIndicators(q)
			n.both(whole, set)
			for _, c := range whole.Questions {
				if c.Type == TypeCalculate && set.Question(c.Name) == nil {
					n.add(c.Name, c, set) // an indicator of the row
				}
			}
		default:
			n.both(q, set)
		}
	}
}

// columnsOf are the columns that a list of the responses to a set has.
func (e *Evaluation) columnsOf(set *Questionnaire) []*Question {
	var columns []*Question
	for _, q := range set.Questions() {
		switch {
		case q.Roster != nil, q.Name == StichtagName, q.Type == TypeNote, q.Type == TypeMatrix:
		case q.Type == TypeRepeat:
			columns = append(columns, e.withIndicators(q))
		default:
			columns = append(columns, q)
		}
	}
	for _, i := range e.Indicators {
		if i.Scope == ScopeResponse && i.set == set {
			columns = append(columns, figure(i.Name, KindNumber, nil))
		}
	}
	return columns
}

// addResponses makes the list of the responses to a set known, under its short
// name.
func (n *names) addResponses(e *Evaluation, set *Questionnaire) {
	list := listOfColumns(set.Short, e.columnsOf(set))
	n.add(set.Short, list, nil)
	for _, c := range list.Questions {
		n.add(c.Name, c, set)
	}
	for _, q := range set.Questions() {
		if q.Roster != nil {
			n.add(q.Name, q, set)
		}
	}
	n.addMatrices(set, list)
}

// addMatrices makes the matrices of a set known as columns of a list, for
// scores(.matrix). They have no value themselves.
func (n *names) addMatrices(set *Questionnaire, list *Question) {
	for _, q := range set.Questions() {
		if q.Type == TypeMatrix {
			guise := *q
			guise.Roster = list
			n.add(q.Name, &guise, set)
		}
	}
}

// unitColumns are the columns of the list of units.
func (e *Evaluation) unitColumns() []*Question {
	taken := map[string]int{}
	var columns []*Question
	add := func(q *Question) {
		columns = append(columns, q)
		taken[q.Name]++
	}
	for _, set := range e.Sets() {
		if set.Many {
			continue
		}
		for _, q := range e.columnsOf(set) {
			add(q)
		}
	}
	for _, i := range e.allIndicators() {
		switch {
		case i.Scope == ScopeUnit && i.Split != nil:
			add(figureList(i.Name))
		case i.Scope == ScopeUnit:
			add(figure(i.Name, KindNumber, nil))
		}
	}
	for name, kind := range UnitColumns() {
		if taken[name] == 0 {
			add(figure(name, kind, nil))
		}
	}
	return slices.DeleteFunc(columns, func(q *Question) bool { return taken[q.Name] > 1 })
}

// UnitColumns are what the list of units says of each unit besides its
// answers.
func UnitColumns() map[string]Kind {
	return map[string]Kind{"schluessel": KindText, "typ": KindText, "kreis": KindText, "groessenklasse": KindText, "einwohner": KindNumber, "mitglieder": KindNumber}
}
