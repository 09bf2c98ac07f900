package survey

import (
	"math/big"
	"slices"
)

// State is what a question is in (law 3 of the engine).
type State int

// The four states. They are told apart everywhere: in data, in expressions,
// and in the workbook.
const (
	StateOpen     State = iota // relevant, and nothing given
	StateAnswered              // relevant, with a value
	StateMissing               // relevant, with a missing code instead of a value
	StateNotAsked              // not relevant
)

// status is a state together with what conditions ask about it.
type status struct {
	State
	Missing   string
	required  Requirement // what it means to leave the question open: never Conditional
	undecided waits       // what the question whether it is asked hangs on, while it is not asked
	hanging   waits       // what is still to come here, for others to hang on
}

// waits says what an unknown hangs on.
type waits uint8

const (
	waitsForAnswer    waits = 1 << iota // an open required question
	waitsForDraft                       // an entry that was left unfinished
	waitsOutside                        // an open required question outside of the part
	waitsOutsideDraft                   // such an entry there
)

// outside is what the same waiting means to those who cannot end it.
func (w waits) outside() waits {
	const inside = waitsForAnswer | waitsForDraft
	return w&^inside | w&inside<<2
}

// onAnswer reports whether an open question is waited for, wherever it is.
func (w waits) onAnswer() bool { return w&(waitsForAnswer|waitsOutside) != 0 }

// onlyOutside reports whether nothing in the part itself can end the waiting.
func (w waits) onlyOutside() bool { return w != 0 && w&(waitsForAnswer|waitsForDraft) == 0 }

func waitsOf(required Requirement, a Answer, open bool) waits {
	var w waits
	if open && required == Required {
		w |= waitsForAnswer
	}
	if a.Draft != "" {
		w |= waitsForDraft
	}
	return w
}

// Assessment is everything that follows from a response: which questions are
// relevant, in which state each is, and what the calculations give. It is
// computed afresh after every answer and never stored.
type Assessment struct {
	set      *Questionnaire
	response *Response
	status   map[Key]status
	computed map[Key]Value // what calculations give
	outer    map[string]any
	carried  carried // while it is computed
	lean     bool    // see Activity
	alone    bool    // see AssessAlone
}

// Assess computes what follows from a response. It is pure and total.
//
// One pass over the questions is enough, because no expression reads a later
// question.
func Assess(set *Questionnaire, r *Response) *Assessment { return assess(set, r, carried{}) }

// AssessAlone is Assess for those who want no Record: values that no expression
// of the set reads are not prepared for any, which is most of the work.
func AssessAlone(set *Questionnaire, r *Response) *Assessment {
	ev := newAssessment(set, r, carried{})
	ev.alone = true
	ev.outer = map[string]any{UnitName: ev.outer[UnitName]} // has few
	ev.run()
	return ev
}

// reads reports whether an expression may read a question's value and state.
func (ev *Assessment) reads(q *Question) bool {
	return ev.shows(q) && (!ev.alone || q.Type == TypeRepeat || ev.set.read[q.Name])
}

func assess(set *Questionnaire, r *Response, k carried) *Assessment {
	ev := newAssessment(set, r, k)
	ev.run()
	return ev
}

func newAssessment(set *Questionnaire, r *Response, k carried) *Assessment {
	ev := &Assessment{
		set: set, response: r, computed: map[Key]Value{},
		status:  make(map[Key]status, len(set.questions)+len(r.Answers.cells)),
		outer:   make(map[string]any, 2*len(set.questions)),
		carried: k,
	}
	ev.outer[UnitName] = unitValues(r.Unit)
	return ev
}

// run evaluates all questions.
func (ev *Assessment) run() {
	for _, section := range ev.set.Sections {
		ev.section(section)
	}
	ev.carried = carried{} // or it would hold on to every assessment before it
}

// section evaluates the questions of a section; in a part, of those that are not
// its own only what it knows of them.
func (ev *Assessment) section(section *Section) {
	share, whole := ev.response.Share, verdict{}
	if share.touches(section) {
		whole = ev.condition(section.Relevant, nil)
	}
	for _, q := range section.Questions {
		if share.Holds(q) {
			ev.question(q, 0, whole, nil)
		} else {
			ev.outside(q)
		}
	}
}

// verdict is a condition's result: true, false or unknown, and whether the
// unknown may still be decided.
type verdict struct {
	relevant  bool
	undecided waits
}

func (v verdict) and(w verdict) verdict {
	switch {
	case v.relevant && w.relevant:
		return verdict{relevant: true}
	case !v.relevant && v.undecided == 0, !w.relevant && w.undecided == 0:
		return verdict{}
	}
	return verdict{undecided: v.undecided | w.undecided}
}

func (ev *Assessment) condition(e *Expression, row map[string]any) verdict {
	if e == nil {
		return verdict{relevant: true}
	}
	return ev.verdict(e, row, nil)
}

// verdict runs a condition that may decide on a choice.
func (ev *Assessment) verdict(e *Expression, row, choice map[string]any) verdict {
	switch ev.decide(e, row, choice) {
	case true:
		return verdict{relevant: true}
	case false:
		return verdict{}
	}
	return verdict{undecided: ev.hangs(e, row)}
}

// decide runs a condition that may decide on a choice; nil means unknown.
func (ev *Assessment) decide(e *Expression, row, choice map[string]any) any {
	values := ev.values(e, row)
	if choice != nil {
		values[ChoiceName] = choice
	}
	return e.run(values)
}

// hangs tells what is still to come among all that an expression reads.
func (ev *Assessment) hangs(e *Expression, row map[string]any) waits {
	var w waits
	for _, name := range e.Reads {
		if s, ok := lookup(ev.outer, row, name+stateSuffix).(status); ok {
			w |= s.hanging
		}
	}
	return w
}

// values is the environment that an expression runs in: the names that it
// reads, its own row's before the outer ones.
func (ev *Assessment) values(e *Expression, row map[string]any) map[string]any {
	env := make(map[string]any, 2*len(e.Reads)+1)
	for _, name := range e.Reads {
		env[name] = lookup(ev.outer, row, name)
		env[name+stateSuffix] = lookup(ev.outer, row, name+stateSuffix)
	}
	if e.Unit {
		env[UnitName] = ev.outer[UnitName]
	}
	return env
}

func lookup(outer, row map[string]any, name string) any {
	if v, ok := row[name]; ok {
		return v
	}
	return outer[name]
}

// question evaluates one question, in a row of a roster or outside of rosters,
// and makes its value and its state visible to the questions after it.
func (ev *Assessment) question(q *Question, rowID int, whole verdict, row map[string]any) {
	if row == nil && q.Matrix == nil && ev.carried.stays(q) {
		ev.take(q)
		return
	}
	key := Key{q.Name, rowID}
	if ev.idle(q, key) {
		return
	}
	asked := whole.and(ev.condition(q.Relevant, row))
	if !q.In(ev.response.Profile) {
		asked = verdict{}
	}
	if share := ev.response.Share; share != nil && share.Blind {
		asked = verdict{relevant: ev.given(q, rowID)}
	}
	var value any
	var st status
	switch {
	case q.Type == TypeMatrix:
		st = ev.matrix(q, asked)
	case q.Type == TypeCalculate:
		value, st = ev.calculate(q, key, asked, row)
	case q.Type == TypeRepeat:
		value, st = ev.roster(q, asked)
	default:
		value, st = ev.plain(q, key, asked, row)
	}
	ev.status[key] = st
	if !ev.reads(q) {
		return
	}
	ev.compare(q, key, value, st)
	target := ev.outer
	if row != nil {
		target = row
	}
	target[q.Name], target[q.Name+stateSuffix] = value, st
}

// given reports whether anything is said about a question: of a list, whether it
// has rows, of a matrix, about one of its statements.
func (ev *Assessment) given(q *Question, row int) bool {
	answers := ev.response.Answers
	a := answers.Get(Key{q.Name, row})
	a.Draft = ""
	return !a.IsZero() || len(answers.Rows(q.Name)) > 0 || slices.ContainsFunc(q.Rows, func(s *Question) bool { return ev.given(s, 0) })
}

// matrix evaluates the statements of a matrix. It has no value itself.
func (ev *Assessment) matrix(q *Question, asked verdict) status {
	for _, statement := range q.Rows {
		whole := asked
		if q.RowRelevant != nil && !ev.idle(statement, Key{Question: statement.Name}) {
			var choice map[string]any
			if statement.Choice != nil {
				choice = q.RowsFrom.fields(statement.Choice)
			}
			whole = whole.and(ev.verdict(q.RowRelevant, nil, choice))
		}
		ev.question(statement, 0, whole, nil)
	}
	if !asked.relevant {
		return status{State: StateNotAsked, undecided: asked.undecided, hanging: asked.undecided}
	}
	return status{State: StateAnswered}
}

func (ev *Assessment) plain(q *Question, key Key, asked verdict, row map[string]any) (any, status) {
	a := ev.response.Answers.Get(key)
	st := ev.stateOf(q, a, asked, row)
	if st.State != StateAnswered || !ev.reads(q) || q.Validate(a.Value) != nil {
		return nil, st
	}
	return exprValue(a.Value), st
}

// required tells what it means that a question is open here.
//
// Where nothing is offered to choose from, nobody can be made to choose.
func (ev *Assessment) required(q *Question, row map[string]any) Requirement {
	if q.Required != Optional && q.hangs() && !ev.offersAny(q, row) {
		return Optional
	}
	switch {
	case q.Required != Conditional:
		return q.Required
	case ev.condition(q.RequiredIf, row).relevant:
		return Required
	}
	return Optional
}

func (ev *Assessment) stateOf(q *Question, a Answer, asked verdict, row map[string]any) status {
	if !asked.relevant {
		return status{State: StateNotAsked, undecided: asked.undecided, hanging: asked.undecided}
	}
	required := Optional
	if ev.shows(q) {
		required = ev.required(q, row)
	}
	switch {
	case a.Missing != "":
		return status{State: StateMissing, Missing: a.Missing, required: required, hanging: waitsOf(required, a, false)}
	case !a.Value.IsZero() || q.Type == TypeNote:
		return status{State: StateAnswered, required: required, hanging: waitsOf(required, a, false)}
	}
	return status{State: StateOpen, required: required, hanging: waitsOf(required, a, true)}
}

func (ev *Assessment) calculate(q *Question, key Key, asked verdict, row map[string]any) (any, status) {
	if !asked.relevant {
		return nil, status{State: StateNotAsked, undecided: asked.undecided, hanging: asked.undecided}
	}
	if !ev.shows(q) {
		return nil, status{State: StateAnswered}
	}
	result := q.Calculation.run(ev.values(q.Calculation, row))
	v := computedValue(q, result)
	if !v.IsZero() {
		ev.computed[key] = v
	}
	a := ev.response.Answers.Get(key)
	draft := waitsOf(Optional, a, false)
	switch {
	case q.Override && !a.Value.IsZero() && q.Validate(a.Value) == nil:
		return exprValue(a.Value), status{State: StateAnswered, hanging: draft}
	case v.IsZero():
		return nil, status{State: StateOpen, hanging: draft | ev.hangs(q.Calculation, row)}
	}
	return result, status{State: StateAnswered, hanging: draft}
}

func (ev *Assessment) roster(q *Question, asked verdict) (any, status) {
	answers := ev.response.Answers
	a, ids := answers.Get(Key{Question: q.Name}), answers.Rows(q.Name)
	if len(ids) > 0 {
		a = Answer{Value: NoRows, Draft: a.Draft} // rows answer the question
	}
	st := ev.stateOf(q, a, asked, nil)
	rows := make([]any, 0, len(ids))
	for _, id := range ids {
		row := ev.keep(q, id, asked)
		if row == nil {
			row = ev.newRow(q)
			for _, column := range q.Questions {
				ev.question(column, id, asked, row)
			}
		}
		for _, column := range q.Questions {
			st.hanging |= ev.status[Key{column.Name, id}].hanging
		}
		rows = append(rows, row)
	}
	if st.State != StateAnswered {
		return nil, st
	}
	return rows, st
}

// newRow makes room for the values of a row.
func (ev *Assessment) newRow(roster *Question) map[string]any {
	if ev.alone {
		return map[string]any{} // has few
	}
	return make(map[string]any, 2*len(roster.Questions))
}

// State tells what state a question is in.
func (ev *Assessment) State(k Key) State { return ev.status[k].State }

// MissingCode is the missing code that a person gave instead of an answer, also
// where the question is not asked any more.
func (ev *Assessment) MissingCode(k Key) string { return ev.response.Answers.Get(k).Missing }

// Relevant reports whether a question is asked.
func (ev *Assessment) Relevant(k Key) bool {
	s, ok := ev.status[k]
	return ok && s.State != StateNotAsked
}

// Required tells what it means to leave the question at a key open: Optional,
// Soft or Required.
func (ev *Assessment) Required(k Key) Requirement { return ev.status[k].required }

// Value returns a question's value: the answer while it is relevant, or what
// the calculation gives where nobody replaced it.
func (ev *Assessment) Value(k Key) Value {
	if ev.status[k].State != StateAnswered {
		return Value{}
	}
	if v := ev.response.Answers.Get(k).Value; !v.IsZero() && ev.set.Question(k.Question).Asked() {
		return v
	}
	return ev.computed[k]
}

// Look is State, Value and the answer that is kept, all at once, for those who
// look at every question of many responses.
func (ev *Assessment) Look(q *Question, row int) (State, Answer, Value) {
	k := Key{q.Name, row}
	state, a := ev.status[k].State, ev.response.Answers.Get(k)
	switch {
	case state != StateAnswered:
		return state, a, Value{}
	case !a.Value.IsZero() && q.Asked():
		return state, a, a.Value
	}
	return state, a, ev.computed[k]
}

// Calculated returns what a calculation gives, whether or not a person
// replaced it.
func (ev *Assessment) Calculated(k Key) Value { return ev.computed[k] }

// holds runs a condition that belongs to the question at a key.
func (ev *Assessment) holds(e *Expression, k Key) any {
	var row map[string]any
	if q := ev.set.Question(k.Question); q.Roster != nil {
		row = ev.row(q.Roster, k.Row)
	}
	return e.run(ev.values(e, row))
}

func (ev *Assessment) row(roster *Question, id int) map[string]any {
	rows, _ := ev.outer[roster.Name].([]any)
	for i, rowID := range ev.response.Answers.Rows(roster.Name) {
		if rowID == id && i < len(rows) {
			row, _ := rows[i].(map[string]any)
			return row
		}
	}
	return nil
}

func unitValues(u Unit) map[string]any {
	values := map[string]any{}
	text := func(name, s string) {
		if s != "" {
			values[name] = s
		}
	}
	text("typ", string(u.Type))
	text("kreis", u.DistrictKey)
	text("groessenklasse", u.SizeClass())
	if u.Inhabitants > 0 {
		values["einwohner"] = rat(int64(u.Inhabitants))
	}
	if u.Members > 0 {
		values["mitglieder"] = rat(int64(u.Members))
	}
	return values
}

// exprValue is a stored value as expressions see it.
func exprValue(v Value) any {
	switch v.Kind {
	case KindNumber:
		if n, ok := v.Number(); ok {
			return n
		}
	case KindDate:
		if d, ok := v.Date(); ok {
			return d
		}
	case KindText:
		return v.Text
	case KindCode:
		if codes := v.Codes(); len(codes) == 1 { // a part from outside may have anything here
			return codes[0]
		}
	case KindBoolean:
		return v.Text == "true"
	case KindCodes, KindRanking:
		codes := v.Codes()
		list := make([]any, len(codes))
		for i, c := range codes {
			list[i] = c
		}
		return list
	}
	return nil
}

// computedValue is what an expression gave as a stored value would be.
func computedValue(q *Question, result any) Value {
	switch x := result.(type) {
	case *big.Rat:
		return NumberValue(x, q.Decimals)
	case int, float64:
		n, _ := number(x)
		return NumberValue(n, q.Decimals)
	case string:
		if x == "" {
			return Value{}
		}
		return TextValue(x)
	case Date:
		return Value{KindDate, x.String()}
	case bool:
		if x {
			return Value{KindBoolean, "true"}
		}
		return Value{KindBoolean, "false"}
	}
	return Value{}
}
