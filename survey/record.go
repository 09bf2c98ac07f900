package survey

import (
	"maps"
	"strings"
)

// Record is what formulas read of one thing: of a response, of a row of a
// roster, of a unit in the list of units, or of a group.
type Record struct{ values map[string]any }

// NewRecord returns a record in which nothing is known.
func NewRecord() *Record { return &Record{map[string]any{}} }

// Record returns the answers of the response, by the names of its questions.
func (ev *Assessment) Record() *Record { return &Record{ev.outer} }

// RowIDs returns the ids of the rows of a roster, in their order.
func (ev *Assessment) RowIDs(roster string) []int { return ev.response.Answers.Rows(roster) }

// Rows returns the rows of a roster; known is false while the roster is open
// or missing.
func (ev *Assessment) Rows(roster string) (rows []*Record, known bool) {
	items, known := ev.outer[roster].([]any)
	for _, item := range items {
		if values, ok := item.(map[string]any); ok {
			rows = append(rows, &Record{values})
		}
	}
	return rows, known
}

// UnitRecord is what formulas read of a unit: einheit.*.
func UnitRecord(u Unit) *Record { return &Record{map[string]any{UnitName: unitValues(u)}} }

// UnitEntry is what the list of units says of a unit besides its answers, by
// the names of UnitColumns.
func UnitEntry(u Unit) *Record {
	attributes, r := unitValues(u), NewRecord()
	for name := range UnitColumns() {
		if v, ok := attributes[name]; ok {
			r.values[name] = v
		}
	}
	r.values["schluessel"] = u.Key
	return r
}

// SetNumber gives a name a number; nil is unknown.
func (r *Record) SetNumber(name string, value *float64) {
	if value == nil {
		r.values[name] = nil
		return
	}
	r.values[name] = *value
}

// SetText gives a name a text.
func (r *Record) SetText(name, value string) { r.values[name] = value }

// SetDate gives a name a date.
func (r *Record) SetDate(name string, value Date) { r.values[name] = value }

// SetList gives a name a list; one that is not known is unknown.
func (r *Record) SetList(name string, items []*Record, known bool) {
	if !known {
		r.values[name] = nil
		return
	}
	list := make([]any, len(items))
	for i, item := range items {
		list[i] = item.values
	}
	r.values[name] = list
}

// TakeAll copies all that another record says.
func (r *Record) TakeAll(from *Record) { maps.Copy(r.values, from.values) }

// Only returns what a record says of some names: their values, and their states
// where those are read or where they alone tell why there is no value. Rows of
// rosters that are among the names are kept in the same way.
func (r *Record) Only(names, states map[string]bool) *Record {
	kept := NewRecord()
	for name := range names {
		value, there := r.values[name]
		if !there {
			continue
		}
		kept.values[name] = onlyRows(value, names, states)
		if state, known := r.values[name+stateSuffix]; known && (value == nil || states[name]) {
			kept.values[name+stateSuffix] = state
		}
	}
	return kept
}

func onlyRows(value any, names, states map[string]bool) any {
	list, ok := value.([]any)
	if !ok {
		return value
	}
	kept := make([]any, len(list))
	for i, item := range list {
		kept[i] = item
		if row, ok := item.(map[string]any); ok {
			kept[i] = (&Record{row}).Only(names, states).values
		}
	}
	return kept
}

// Answer is what a record says of a question: ok is false where it says
// nothing. Of an answer in words of one's own it tells only that it is one.
func (r *Record) Answer(q *Question) (state State, missing string, value Value, ok bool) {
	v := r.values[q.Name]
	st, told := r.values[q.Name+stateSuffix].(status)
	switch {
	case told:
		return st.State, st.Missing, storedValue(q, v), true
	case v != nil:
		return StateAnswered, "", storedValue(q, v), true
	}
	return StateOpen, "", Value{}, false
}

// storedValue is what expressions see as it is stored.
func storedValue(q *Question, value any) Value {
	switch v := value.(type) {
	case string:
		return Value{q.ValueKind(), v}
	case []any:
		codes := make([]string, 0, len(v))
		for _, item := range v {
			if code, ok := item.(string); ok {
				codes = append(codes, code)
			}
		}
		if kind := q.ValueKind(); len(codes) > 0 && (kind == KindCodes || kind == KindRanking) {
			return Value{kind, strings.Join(codes, " ")}
		}
		return Value{}
	}
	return computedValue(q, value)
}

// Facts are what a formula reads at its place: the records near it, the
// nearest first, and those that SHORT.name and parameter.NAME look in.
type Facts struct {
	Near  []*Record
	Named map[string][]*Record
}

func (f Facts) lookup(name string) any {
	for _, r := range f.Near {
		if v, ok := r.values[name]; ok {
			return v
		}
	}
	short, rest, _ := strings.Cut(name, ".")
	for _, r := range f.Named[short] {
		if v, ok := r.values[rest]; ok {
			return v
		}
	}
	return nil
}

func (e *Expression) over(f Facts) any {
	env := make(map[string]any, 2*len(e.Reads)+1)
	elements := 0
	for _, name := range e.Reads {
		value := f.lookup(name)
		if list, ok := value.([]any); ok {
			elements += len(list)
		}
		env[name] = value
		env[name+stateSuffix] = f.lookup(name + stateSuffix)
	}
	if e.Unit {
		env[UnitName] = f.lookup(UnitName)
	}
	return e.runOver(env, elements)
}

// Number computes a formula that gives a number; known is false where it
// cannot be determined.
func (e *Expression) Number(f Facts) (value float64, known bool) {
	n, ok := number(e.over(f))
	if !ok {
		return 0, false
	}
	value, _ = n.Float64()
	return value, true
}

// True computes a condition.
func (e *Expression) True(f Facts) (holds, known bool) {
	holds, known = e.over(f).(bool)
	return holds, known
}

// Texts computes a formula that gives a text or several; what gives a date or
// yes and no gives their canonical text.
func (e *Expression) Texts(f Facts) (texts []string, known bool) {
	switch v := e.over(f).(type) {
	case string:
		return []string{v}, true
	case Date:
		return []string{v.String()}, true
	case bool:
		if v {
			return []string{"ja"}, true
		}
		return []string{"nein"}, true
	case []any:
		for _, item := range v {
			if s, ok := item.(string); ok {
				texts = append(texts, s)
			}
		}
		return texts, true
	}
	return nil, false
}
