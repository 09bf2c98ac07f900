package survey

import "strings"

// AxisKind says what an axis divides by.
type AxisKind int

// The kinds of axes.
const (
	AxisLand      AxisKind = iota // all together
	AxisDistrict                  // Kreis
	AxisType                      // type of administration
	AxisSizeClass                 // size class; Landkreise have none
	AxisQuestion                  // the answer to a question
	AxisColumn                    // a column of the list that the answer comes from
	AxisMatrix                    // the statements of a matrix
)

// Axis is what units, responses or rows are grouped by.
type Axis struct {
	Name     string // as the evaluation writes it
	Kind     AxisKind
	Set      *Questionnaire // of the question
	Question *Question
	Column   string
}

// Grouping is one or more axes together: groups are all the combinations that
// occur.
type Grouping []Axis

// Name is the grouping as one text.
func (g Grouping) Name() string {
	names := make([]string, len(g))
	for i, a := range g {
		names[i] = a.Name
	}
	return strings.Join(names, " x ")
}

// AxisNames are the axes that every evaluation has.
func AxisNames() []string { return []string{"kreis", "groessenklasse", "typ", "land"} }

var unitAxes = map[string]AxisKind{"kreis": AxisDistrict, "groessenklasse": AxisSizeClass, "typ": AxisType, "land": AxisLand}

// Axis finds out what a name means as an axis: kreis, groessenklasse, typ,
// land, a question (name or SHORT.name), or a column of its choice list
// (name.column).
func (e *Evaluation) Axis(name string) (Axis, bool) {
	if kind, ok := unitAxes[name]; ok {
		return Axis{Name: name, Kind: kind}, true
	}
	a := Axis{Name: name, Kind: AxisQuestion}
	if a.Set, a.Question = e.question(name); a.Question != nil {
		return a, a.Question.divides()
	}
	if dot := strings.LastIndexByte(name, '.'); dot > 0 {
		a.Kind, a.Column = AxisColumn, name[dot+1:]
		a.Set, a.Question = e.question(name[:dot])
		q := a.Question
		return a, q != nil && q.List != nil && q.Type.Choice() && q.List.Column(a.Column) != nil
	}
	return a, false
}

// MatrixAxis finds a matrix whose statements are answered with choices, by its
// name or SHORT.name.
func (e *Evaluation) MatrixAxis(name string) (Axis, bool) {
	a := Axis{Name: name, Kind: AxisMatrix}
	a.Set, a.Question = e.question(name)
	return a, a.Question.statements()
}

// MatrixCandidates lists what a misspelt name of a matrix may mean.
func (e *Evaluation) MatrixCandidates() []string {
	var names []string
	for _, set := range e.Sets() {
		for _, q := range set.Questions() {
			if q.statements() {
				names = append(names, q.Name)
			}
		}
	}
	return names
}

// statements reports whether the question is a matrix of choices.
func (q *Question) statements() bool {
	return q != nil && q.Type == TypeMatrix && len(q.Rows) > 0 && q.Rows[0].divides()
}

// divides reports whether answers to the question make groups: choices, and
// texts of one line.
func (q *Question) divides() bool {
	return q.Type.Choice() && q.Type != TypeRank || q.Type == TypeText
}

// question finds a question of the sets by name or SHORT.name. A name that two
// sets have needs the short name.
func (e *Evaluation) question(name string) (*Questionnaire, *Question) {
	if short, rest, ok := strings.Cut(name, "."); ok {
		if set := e.set(short); set != nil {
			if q := set.Question(rest); q != nil {
				return set, q
			}
		}
		return nil, nil
	}
	var found *Question
	var of *Questionnaire
	for _, set := range e.Sets() {
		if q := set.Question(name); q != nil && q.Name != StichtagName {
			if found != nil {
				return nil, nil
			}
			of, found = set, q
		}
	}
	return of, found
}

// AxisCandidates lists what a misspelt axis may mean.
func (e *Evaluation) AxisCandidates() []string {
	names := AxisNames()
	for _, set := range e.Sets() {
		for _, q := range set.Questions() {
			if !q.divides() {
				continue
			}
			names = append(names, q.Name)
			if q.List != nil && q.Type.Choice() {
				for _, c := range q.List.Columns {
					names = append(names, q.Name+"."+c.Name)
				}
			}
		}
	}
	return names
}

// Finer reports whether the axis divides rows or responses, not units.
func (a Axis) Finer() bool {
	return a.Question != nil && (a.Question.Roster != nil || a.Set.Many)
}

// home is what an axis divides: the roster, or the set of many responses.
func (a Axis) home() (*Questionnaire, *Question) {
	switch {
	case a.Question == nil:
		return nil, nil
	case a.Question.Roster != nil:
		return a.Set, a.Question.Roster
	case a.Set.Many:
		return a.Set, nil
	}
	return nil, nil
}

// Home returns what the grouping divides where that is not units: a set, and
// the roster in it, if any. Two axes that divide different rosters or sets do
// not agree.
func (g Grouping) Home() (set *Questionnaire, roster *Question, agree bool) {
	for _, a := range g {
		s, r := a.home()
		switch {
		case s == nil:
		case set == nil:
			set, roster = s, r
		case s != set || r != nil && roster != nil && r != roster:
			return set, roster, false
		case roster == nil:
			roster = r
		}
	}
	return set, roster, true
}
