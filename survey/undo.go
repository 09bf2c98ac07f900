package survey

import "slices"

// RowDeed is what was done with rows of a roster.
type RowDeed string

// What Undo takes back.
const (
	RowsAdded   RowDeed = "added"
	RowsCopied  RowDeed = "copied"
	RowsDropped RowDeed = "dropped"
	RowsTaken   RowDeed = "taken" // a batch, as from an existing list
)

// RowOperation is something that was done with rows of a roster in one go.
type RowOperation struct {
	Deed RowDeed
	Rows []int // ids of the rows that it brought, took away or changed
}

// journal holds the operations on each roster that can be taken back, the
// last one at the end. It lives as long as the session: old values never get
// into the file.
type journal map[string][]operation

func (j *journal) push(roster string, op operation) {
	if *j == nil {
		*j = journal{}
	}
	(*j)[roster] = append((*j)[roster], op)
}

func (j journal) last(roster string) *operation {
	if ops := j[roster]; len(ops) > 0 {
		return &ops[len(ops)-1]
	}
	return nil
}

func (j journal) pop(roster string) { j[roster] = j[roster][:len(j[roster])-1] }

// operation is what it takes to reverse one: what was there before, and what
// it left behind, so that later answers are told from its own.
type operation struct {
	RowOperation
	roster  *Question
	brought []int
	taken   []takenRow // in their order
	edits   []edit     // in rows that were there before and after
	list    edit       // of the roster itself
}

type takenRow struct {
	at      RowAt
	answers []AnswerChange
}

type edit struct {
	key           Key
	before, after Answer
}

// newOperation finds out what a change did with one roster.
func newOperation(deed RowDeed, roster *Question, before, after *Answers, c Change) operation {
	op := operation{roster: roster}
	was, is := before.Rows(roster.Name), after.Rows(roster.Name)
	for i, id := range was {
		if !slices.Contains(is, id) {
			op.taken = append(op.taken, takeRow(roster, before, id, i+1))
		}
	}
	for _, id := range is {
		if !slices.Contains(was, id) {
			op.brought = append(op.brought, id)
		}
	}
	key := Key{Question: roster.Name}
	op.list = edit{key, before.Get(key), after.Get(key)}
	for _, a := range c.Answers {
		if slices.Contains(was, a.Key.Row) && slices.Contains(is, a.Key.Row) && slices.ContainsFunc(roster.Questions, func(q *Question) bool { return q.Name == a.Key.Question }) {
			op.edits = append(op.edits, edit{a.Key, before.Get(a.Key), after.Get(a.Key)})
		}
	}
	op.RowOperation = RowOperation{deed, op.rows()}
	return op
}

func takeRow(roster *Question, answers *Answers, id, at int) takenRow {
	row := takenRow{at: RowAt{Row{roster.Name, id}, at}}
	for _, column := range roster.Questions {
		k := Key{column.Name, id}
		if a := answers.Get(k); !a.IsZero() {
			row.answers = append(row.answers, AnswerChange{k, a})
		}
	}
	return row
}

func (op *operation) rows() []int {
	rows := slices.Clone(op.brought)
	for _, row := range op.taken {
		rows = append(rows, row.at.Row.ID)
	}
	for _, e := range op.edits {
		if !slices.Contains(rows, e.key.Row) {
			rows = append(rows, e.key.Row)
		}
	}
	return rows
}

// reverse is the change that takes an operation back. What was answered since
// in rows that stay is kept.
func (op *operation) reverse(now *Answers) Change {
	var c Change
	for _, id := range op.brought {
		c.DropRow = append(c.DropRow, Row{op.roster.Name, id})
	}
	for _, row := range op.taken {
		c.PutRow = append(c.PutRow, row.at)
		c.Answers = append(c.Answers, row.answers...)
	}
	for _, e := range op.edits {
		if e.before != e.after && now.Get(e.key) == e.after {
			c.Answers = append(c.Answers, AnswerChange{e.key, e.before})
		}
	}
	if current := now.Get(op.list.key); op.listBefore(current) != current && !c.empty() {
		c.Answers = append(c.Answers, AnswerChange{op.list.key, op.listBefore(current)})
	}
	return c
}

// listBefore is what was known about the roster itself. Where something else
// was said of it since, that was said of other rows, and counts no more.
func (op *operation) listBefore(current Answer) Answer {
	left := op.list.after
	left.Comment = current.Comment // never a matter of rows
	was := op.list.before
	switch {
	case left == current:
	case len(op.taken) > 0:
		was = Answer{}
	default:
		was = current
		was.Acknowledged = ""
	}
	was.Comment = current.Comment
	return was
}

// operate saves a change that is an operation on the roster at the place.
func (s *Session) operate(deed RowDeed, next *Assessment, c Change, place Place) error {
	roster, before := s.Question(), s.Response.Answers
	if err := s.adopt(next, c, place); err != nil {
		return err
	}
	s.remember(newOperation(deed, roster, before, s.Response.Answers, c))
	return nil
}

func (s *Session) remember(op operation) {
	s.done.push(op.roster.Name, op)
	delete(s.undone, op.roster.Name)
}

// rememberBatch remembers what a batch did with the rows of each roster; a
// single answer to a row is none. Of a roster that got its rows from the
// beginning in the same batch nothing can be taken back.
func (s *Session) rememberBatch(before *Answers, c Change, prefilled []Row, several bool) {
	for _, q := range s.Set.Questions() {
		if q.Type != TypeRepeat {
			continue
		}
		if op := newOperation(RowsTaken, q, before, s.Response.Answers, c); len(op.brought)+len(op.taken) > 0 || several && len(op.edits) > 0 {
			s.remember(op)
		}
	}
	s.forgetOperations(&Change{AddRow: prefilled})
}

// forgetOperations gives up undoing in rosters that just got the rows that they
// have from the beginning: these never come a second time.
func (s *Session) forgetOperations(prefilled *Change) {
	for _, row := range prefilled.AddRow {
		delete(s.done, row.Roster)
		delete(s.undone, row.Roster)
	}
}

// Undoable is the operation that Undo would take back, or nil.
func (s *Session) Undoable() *RowOperation { return s.reversible(s.done) }

// Redoable is the operation that Redo would carry out again, or nil.
func (s *Session) Redoable() *RowOperation { return s.reversible(s.undone) }

func (s *Session) reversible(j journal) *RowOperation {
	if op := j.last(s.place.Question); op != nil && s.place.Row == 0 {
		return &op.RowOperation
	}
	return nil
}

// Undo takes back the last operation on the roster at the place, in one change,
// and stays. Rows that were deleted come back at their places with all that was
// known about them; what was answered since in other rows is kept. It returns
// what it took back, or nil where nothing is left to take back. That lasts as
// long as the session.
func (s *Session) Undo() (*RowOperation, error) { return s.reverse(&s.done, &s.undone) }

// Redo takes back the last Undo on the roster at the place, if no other
// operation came after it.
func (s *Session) Redo() (*RowOperation, error) { return s.reverse(&s.undone, &s.done) }

func (s *Session) reverse(from, to *journal) (*RowOperation, error) {
	name := s.place.Question
	for op := from.last(name); s.place.Row == 0 && op != nil; op = from.last(name) {
		before, c := s.Response.Answers, op.reverse(s.Response.Answers)
		if c.empty() { // all of it was answered anew since
			from.pop(name)
			continue
		}
		if err := s.commit(c, s.place); err != nil {
			return nil, err
		}
		from.pop(name)
		to.push(name, newOperation(op.Deed, op.roster, before, s.Response.Answers, c))
		return &op.RowOperation, nil
	}
	return nil, nil
}
