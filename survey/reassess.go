package survey

// carried is what an assessment may take over from the one before a change: the
// rows of lists that the change cannot have touched. A list of fifty services
// with twenty columns is answered cell by cell, and each answer would otherwise
// compute all rows anew.
//
// No expression reads a later question, and none in a row reads another row of
// the same list. So up to the first question that a change touches all rows
// stay, and in a list that it touches all rows but those that it names.
type carried struct {
	before *Assessment
	first  int          // place of the first question touched, a list standing for its columns
	rows   map[int]bool // rows touched, of the list at that place
}

// changed is the assessment of a response after a change to the one that ev
// assessed. It equals Assess, and is a shortcut.
func (ev *Assessment) changed(r *Response, c Change) *Assessment {
	k := carried{before: ev, first: len(ev.set.questions), rows: map[int]bool{}}
	for _, a := range c.Answers {
		k.touch(ev.set.Question(a.Key.Question), a.Key.Row)
	}
	for _, row := range c.AddRow {
		k.touch(ev.set.Question(row.Roster), row.ID)
	}
	for _, row := range c.DropRow {
		k.touch(ev.set.Question(row.Roster), row.ID)
	}
	return assess(ev.set, r, k)
}

// touch notes that a question, or a row of a list, is no longer what it was.
func (k *carried) touch(q *Question, row int) {
	if q.Roster != nil {
		q = q.Roster
	}
	if q.order > k.first {
		return
	}
	if q.order < k.first {
		k.first = q.order
		clear(k.rows)
	}
	k.rows[row] = true
}

// keep takes a row over from the assessment before, with all that is known of
// its columns, or returns nil where it has to be computed.
func (ev *Assessment) keep(roster *Question, id int, asked verdict) map[string]any {
	k := ev.carried
	if k.before == nil || roster.order > k.first || roster.order == k.first && k.rows[id] {
		return nil
	}
	row := k.before.row(roster, id)
	if row == nil || !asked.relevant {
		return nil
	}
	for _, column := range roster.Questions {
		key := Key{column.Name, id}
		ev.status[key] = k.before.status[key]
		if v, ok := k.before.computed[key]; ok {
			ev.computed[key] = v
		}
	}
	return row
}
