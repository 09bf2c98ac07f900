package survey

import (
	"math/big"
	"reflect"
	"slices"
)

// carried is what an assessment takes over from the one before a change: all
// that follows from nothing that is different now. A list of fifty services
// with twenty columns is answered cell by cell, and each answer would otherwise
// compute every condition of the set anew.
//
// No expression reads a later question, and none in a row reads another row of
// the same list. So in one pass it is known of each question, before it is
// evaluated, whether anything that it reads has changed.
type carried struct {
	before  *Assessment
	touched map[string]bool // questions whose answers the change names; a list of which it names a row
	rows    map[Row]bool    // rows that it names
	first   int             // place of the first question touched, a list standing for its columns
	changed map[string]bool // questions and columns whose value or state is no longer what it was
}

// changedBy is the assessment of a response after a change to the one that ev
// assessed. It equals Assess, and is a shortcut.
func (ev *Assessment) changedBy(r *Response, c Change) *Assessment {
	k := carried{before: ev, first: len(ev.set.questions), touched: map[string]bool{}, rows: map[Row]bool{}, changed: map[string]bool{}}
	for _, a := range c.Answers {
		k.touch(ev.set.Question(a.Key.Question), a.Key.Row)
	}
	for _, row := range c.movedRows() {
		roster := ev.set.Question(row.Roster)
		k.touch(roster, row.ID)
		k.changed[row.Roster] = true
		for _, column := range roster.Questions {
			k.changed[column.Name] = true
		}
	}
	return assess(ev.set, r, k)
}

// movedRows are the rows that a change brings or takes away.
func (c Change) movedRows() []Row {
	rows := slices.Concat(c.AddRow, c.DropRow)
	for _, r := range c.PutRow {
		rows = append(rows, r.Row)
	}
	return rows
}

// touch notes that the change names a question, or a row of a list.
func (k *carried) touch(q *Question, row int) {
	if q.Roster != nil {
		q = q.Roster
	}
	k.touched[q.Name], k.rows[Row{q.Name, row}] = true, true
	k.first = min(k.first, q.order)
}

// stays reports whether a question outside of lists is what it was, all that it
// consists of included. The statements of a matrix stay or go with it.
func (k *carried) stays(q *Question) bool {
	if k.before == nil {
		return false
	}
	if q.order < k.first {
		return !slices.ContainsFunc(q.parts(), func(part *Question) bool { return k.touched[part.Name] })
	}
	return !k.differs(q, q.Section.Relevant) && !slices.ContainsFunc(q.parts(), func(part *Question) bool { return k.differs(part, nil) })
}

// differs reports whether a question may be another one now: the change names
// it, or something that it or its section reads has changed.
func (k *carried) differs(q *Question, section *Expression) bool {
	if k.touched[q.Name] {
		return true
	}
	for _, e := range []*Expression{section, q.Relevant, q.RequiredIf, q.ChoiceFilter, q.Calculation, q.RowRelevant} {
		if k.affects(e) {
			return true
		}
	}
	if q.from != nil { // rows are named, and may be filtered, by any of their columns
		return k.changed[q.from.Name] || slices.ContainsFunc(q.from.Questions, func(c *Question) bool { return k.changed[c.Name] })
	}
	return k.changed[StichtagName] && q.List != nil && q.List.ages()
}

// affects reports whether an expression reads anything that has changed.
func (k *carried) affects(e *Expression) bool {
	if e == nil {
		return false
	}
	changed := func(name string) bool { return k.changed[name] }
	return slices.ContainsFunc(e.Reads, changed) || slices.ContainsFunc(e.Columns, changed)
}

// take takes a question over as it was before the change.
func (ev *Assessment) take(q *Question) {
	before := ev.carried.before
	ev.takeKey(Key{Question: q.Name})
	for _, name := range []string{q.Name, q.Name + stateSuffix} {
		ev.outer[name] = before.outer[name]
	}
	for _, statement := range q.Rows {
		ev.take(statement)
	}
	for _, id := range ev.response.Answers.Rows(q.Name) {
		ev.takeRow(q, id)
	}
}

func (ev *Assessment) takeRow(roster *Question, id int) {
	for _, column := range roster.Questions {
		ev.takeKey(Key{column.Name, id})
	}
}

func (ev *Assessment) takeKey(k Key) {
	before := ev.carried.before
	ev.status[k] = before.status[k]
	if v, ok := before.computed[k]; ok {
		ev.computed[k] = v
	}
}

// keep takes a row of a list over, where the change names other rows of it and
// nothing before it; otherwise it returns nil, and the row has to be computed.
func (ev *Assessment) keep(roster *Question, id int, asked verdict) map[string]any {
	k := &ev.carried
	if k.before == nil || roster.order > k.first || k.rows[Row{roster.Name, id}] || !asked.relevant {
		return nil
	}
	row := k.before.row(roster, id)
	if row != nil {
		ev.takeRow(roster, id)
	}
	return row
}

// compare notes whether a question, or a cell of a list, is another one than
// before the change.
func (ev *Assessment) compare(q *Question, k Key, value any, st status) {
	before := ev.carried.before
	if before == nil || ev.carried.changed[q.Name] {
		return
	}
	old, there := before.status[k]
	same := there && old == st
	switch {
	case !same:
	case q.Roster != nil:
		same = sameValue(before.row(q.Roster, k.Row)[q.Name], value)
	case q.Type != TypeRepeat: // of a list, rows and cells are compared one by one
		same = sameValue(before.outer[q.Name], value)
	}
	if !same {
		ev.carried.changed[q.Name] = true
	}
}

func sameValue(a, b any) bool {
	x, ok := a.(*big.Rat)
	y, also := b.(*big.Rat)
	if ok && also {
		return x.Cmp(y) == 0
	}
	return reflect.DeepEqual(a, b)
}
