package survey

import (
	"slices"
	"strings"
)

func joinCodes(codes []string) string { return strings.Join(codes, " ") }

// match finds for each row of a part what it is in the response: the same row,
// one that was joined before, one that the other side added too, or a new one.
func (j *joiner) match(q *Question) {
	next := j.Ours.NextRow(q.Name)
	taken := map[int]bool{}
	for _, id := range j.Part.Base.Rows(q.Name) {
		j.rows[Row{q.Name, id}], taken[id] = id, true
	}
	for row, id := range j.Seen.Rows {
		if row.Roster == q.Name {
			j.rows[row], taken[id] = id, true
			next = max(next, id+1)
		}
	}
	for _, id := range j.Theirs.Rows(q.Name) {
		row := Row{q.Name, id}
		if _, known := j.rows[row]; known {
			continue
		}
		same := j.twin(q, id, taken)
		switch {
		case same != 0:
			taken[same] = true
		case j.deletedPrefill(q, id):
			same = 0
		default:
			same = next
			next++
		}
		j.rows[row] = same
	}
}

// twin finds a row of the response that was added there and is the same as a
// row that the part added: both have it from the beginning, for the same
// choice, or both say the same.
func (j *joiner) twin(q *Question, id int, taken map[int]bool) int {
	for _, ours := range j.Ours.Rows(q.Name) {
		if taken[ours] {
			continue
		}
		if q.Prefill != nil {
			mine, theirs := j.Ours.Get(Key{q.Prefill.Column, ours}).Value, j.Theirs.Get(Key{q.Prefill.Column, id}).Value
			if mine == theirs && !mine.IsZero() {
				return ours
			}
			continue
		}
		if j.alikeRows(q, id, ours) {
			return ours
		}
	}
	return 0
}

func (j *joiner) alikeRows(q *Question, theirs, ours int) bool {
	anything := false
	for _, column := range q.Questions {
		t, ready := j.translated(Key{column.Name, theirs})
		if !ready || t != j.Ours.Get(Key{column.Name, ours}) {
			return false
		}
		anything = anything || !t.IsZero()
	}
	return anything
}

// deletedPrefill reports whether a row that is there from the beginning, and of
// which the part says nothing else, was deleted in the response.
func (j *joiner) deletedPrefill(q *Question, id int) bool {
	if q.Prefill == nil || j.Ours.NextRow(q.Name) == 1 {
		return false
	}
	return !slices.ContainsFunc(q.Questions, func(c *Question) bool {
		return c.Name != q.Prefill.Column && !j.Theirs.Get(Key{c.Name, id}).IsZero()
	})
}

// list joins a roster: which rows there are, what they say, and whether it is
// confirmed that there are none.
func (j *joiner) list(q *Question) {
	before := j.out
	j.out = Joined{Seen: Seen{Rows: map[Row]int{}, Marks: map[Mark]string{}}}
	for _, id := range j.theirRows(q) {
		j.row(q, id)
	}
	own := Key{Question: q.Name}
	j.cell(own, own)
	if j.contradicts(q) {
		j.out = Joined{Seen: Seen{Rows: map[Row]int{}, Marks: map[Mark]string{}}}
		j.decideList(q)
	}
	j.out = before.and(j.out)
}

func (j Joined) and(more Joined) Joined {
	j.Change.Answers = append(j.Change.Answers, more.Change.Answers...)
	j.Change.AddRow = append(j.Change.AddRow, more.Change.AddRow...)
	j.Change.DropRow = append(j.Change.DropRow, more.Change.DropRow...)
	j.Conflicts = append(j.Conflicts, more.Conflicts...)
	j.Decided = append(j.Decided, more.Decided...)
	for row, id := range more.Seen.Rows {
		j.Seen.Rows[row] = id
	}
	for mark, digest := range more.Seen.Marks {
		j.Seen.Marks[mark] = digest
	}
	return j
}

// theirRows are the rows that the part has or had: first those that both sides
// knew, then those that it added, in its order.
func (j *joiner) theirRows(q *Question) []int {
	var rows []int
	add := func(id int) {
		if !slices.Contains(rows, id) {
			rows = append(rows, id)
		}
	}
	for _, id := range j.Part.Base.Rows(q.Name) {
		add(id)
	}
	for id := range j.Theirs.NextRow(q.Name) {
		if _, joined := j.Seen.Rows[Row{q.Name, id}]; joined {
			add(id)
		}
	}
	for _, id := range j.Theirs.Rows(q.Name) {
		add(id)
	}
	return rows
}

// row joins one row.
func (j *joiner) row(q *Question, id int) {
	row := Row{q.Name, id}
	ours := j.rows[row]
	_, joined := j.Seen.Rows[row]
	known := joined || slices.Contains(j.Part.Base.Rows(q.Name), id)
	theirsThere, oursThere := slices.Contains(j.Theirs.Rows(q.Name), id), slices.Contains(j.Ours.Rows(q.Name), ours)
	mark := Mark{Key{q.Name, id}, AspectRow}
	restored := theirsThere && j.Seen.Marks[mark] == rowGone
	if restored {
		j.out.Seen.Marks[mark] = rowBack
	}
	switch {
	case theirsThere && oursThere:
		if !known {
			j.out.Seen.Rows[row] = ours
		}
		j.columns(q, id, ours)
	case theirsThere && !known && ours != 0, restored:
		j.bring(q, id, ours)
	case theirsThere && known && j.changed(q, id, id, j.Theirs):
		j.deletedHere(q, id, ours)
	case !theirsThere && oursThere && known:
		j.deletedThere(q, id, ours)
	case !theirsThere && known && j.Seen.Marks[mark] != rowGone: // deleted on both sides
		j.out.Seen.Marks[mark] = rowGone
	}
}

func (j *joiner) columns(q *Question, theirs, ours int) {
	for _, column := range q.Questions {
		j.cell(Key{column.Name, theirs}, Key{column.Name, ours})
	}
}

// bring adds a row of the part to the response, with all that it says.
func (j *joiner) bring(q *Question, id, ours int) {
	if ours == 0 {
		ours = j.freeRow(q)
		j.rows[Row{q.Name, id}] = ours
	}
	j.out.Change.AddRow = append(j.out.Change.AddRow, Row{q.Name, ours})
	j.out.Seen.Rows[Row{q.Name, id}] = ours
	for _, column := range q.Questions {
		theirs := Key{column.Name, id}
		if t, ready := j.translated(theirs); ready {
			if !t.IsZero() {
				j.out.Change.Answers = append(j.out.Change.Answers, AnswerChange{Key{column.Name, ours}, t})
			}
			j.settleBoth(theirs, t)
		}
	}
}

// freeRow is a number that no row of the response has, nor will get here.
func (j *joiner) freeRow(q *Question) int {
	next := j.Ours.NextRow(q.Name)
	for row, id := range j.rows {
		if row.Roster == q.Name {
			next = max(next, id+1)
		}
	}
	return next
}

func (j *joiner) settleBoth(k Key, theirs Answer) {
	j.settle(Mark{k, AspectAnswer}, theirs)
	j.settle(Mark{k, AspectComment}, theirs)
}

// settleRow notes that what the part says of a row was decided.
func (j *joiner) settleRow(q *Question, id int) {
	for _, column := range q.Questions {
		if t, ready := j.translated(Key{column.Name, id}); ready {
			j.settleBoth(Key{column.Name, id}, t)
		}
	}
}

// changed reports whether one side changed anything in a row since both knew
// it.
func (j *joiner) changed(q *Question, id, row int, side *Answers) bool {
	for _, column := range q.Questions {
		a := side.Get(Key{column.Name, row})
		if side == j.Theirs {
			a, _ = j.translated(Key{column.Name, row})
		}
		for _, aspect := range []Aspect{AspectAnswer, AspectComment} {
			if !j.known(Mark{Key{column.Name, id}, aspect}, a) {
				return true
			}
		}
	}
	return false
}

// deletedHere is about a row that the part changed and the response no longer
// has.
func (j *joiner) deletedHere(q *Question, id, ours int) {
	switch j.decide(Conflict{Mark: Mark{Key{q.Name, id}, AspectRow}, Place: Key{q.Name, ours}, MineGone: true}) {
	case Mine:
		j.settleRow(q, id)
	case Theirs:
		j.bring(q, id, ours)
	}
}

// What is noted of a row that the part deleted, and perhaps took back.
const (
	rowGone = "gone"
	rowBack = "back"
)

// deletedThere is about a row that the part deleted and the response still has.
func (j *joiner) deletedThere(q *Question, id, ours int) {
	mark := Mark{Key{q.Name, id}, AspectRow}
	if j.Seen.Marks[mark] == rowGone {
		return
	}
	drop := true
	if j.changed(q, id, ours, j.Ours) {
		side := j.decide(Conflict{Mark: mark, Place: Key{q.Name, ours}, TheirsGone: true})
		if side == NeitherYet {
			return
		}
		drop = side == Theirs
	}
	if drop {
		j.out.Change.DropRow = append(j.out.Change.DropRow, Row{q.Name, ours})
	}
	j.out.Seen.Marks[mark] = rowGone
}

// contradicts reports whether a roster would have rows and say that there are
// none, or why they are missing.
func (j *joiner) contradicts(q *Question) bool {
	own := Key{Question: q.Name}
	answer := j.Ours.Get(own)
	for _, c := range j.out.Change.Answers {
		if c.Key == own {
			answer = c.Answer
		}
	}
	rows := len(j.Ours.Rows(q.Name)) + len(j.out.Change.AddRow) - len(j.out.Change.DropRow)
	return answer.Given() && rows > 0
}

// decideList asks which side is right about a roster as a whole.
func (j *joiner) decideList(q *Question) {
	own := Key{Question: q.Name}
	c := Conflict{Mark: Mark{own, AspectList}, Place: own, Mine: j.Ours.Get(own), Theirs: j.Theirs.Get(own)}
	c.MineGone, c.TheirsGone = len(j.Ours.Rows(q.Name)) == 0, len(j.Theirs.Rows(q.Name)) == 0
	switch j.decide(c) {
	case Mine:
		j.leaveOut(q)
	case Theirs:
		j.replaceList(q)
	default:
		j.held[q.Name] = true
		j.withdraw(q)
	}
}

// withdraw forgets which numbers rows would have had.
func (j *joiner) withdraw(q *Question) {
	for _, id := range j.Theirs.Rows(q.Name) {
		row := Row{q.Name, id}
		if _, joined := j.Seen.Rows[row]; !joined && !slices.Contains(j.Part.Base.Rows(q.Name), id) {
			delete(j.rows, row)
		}
	}
}

// leaveOut notes that the part is not to be heard about a roster as it is now.
func (j *joiner) leaveOut(q *Question) {
	for _, id := range j.theirRows(q) {
		row := Row{q.Name, id}
		if !slices.Contains(j.Part.Base.Rows(q.Name), id) && !slices.Contains(j.Ours.Rows(q.Name), j.rows[row]) {
			j.rows[row], j.out.Seen.Rows[row] = 0, 0
		}
		j.settleRow(q, id)
		if !slices.Contains(j.Theirs.Rows(q.Name), id) {
			j.out.Seen.Marks[Mark{Key{q.Name, id}, AspectRow}] = rowGone
		}
	}
	own := Key{Question: q.Name}
	j.settleBoth(own, j.Theirs.Get(own))
}

// replaceList makes a roster of the response what it is in the part.
func (j *joiner) replaceList(q *Question) {
	kept := map[int]bool{}
	for _, id := range j.theirRows(q) {
		ours := j.rows[Row{q.Name, id}]
		there := slices.Contains(j.Ours.Rows(q.Name), ours)
		switch {
		case !slices.Contains(j.Theirs.Rows(q.Name), id):
			j.out.Seen.Marks[Mark{Key{q.Name, id}, AspectRow}] = rowGone
		case there:
			kept[ours] = true
			j.takeRow(q, id, ours)
		default:
			j.bring(q, id, ours)
		}
	}
	for _, ours := range j.Ours.Rows(q.Name) {
		if !kept[ours] {
			j.out.Change.DropRow = append(j.out.Change.DropRow, Row{q.Name, ours})
		}
	}
	own := Key{Question: q.Name}
	j.out.Change.Answers = append(j.out.Change.Answers, AnswerChange{own, j.Theirs.Get(own)})
	j.settleBoth(own, j.Theirs.Get(own))
}

// takeRow gives a row of the response all that the part says of it.
func (j *joiner) takeRow(q *Question, id, ours int) {
	j.out.Seen.Rows[Row{q.Name, id}] = ours
	for _, column := range q.Questions {
		theirs := Key{column.Name, id}
		if t, ready := j.translated(theirs); ready {
			j.out.Change.Answers = append(j.out.Change.Answers, AnswerChange{Key{column.Name, ours}, t})
			j.settleBoth(theirs, t)
		}
	}
}
