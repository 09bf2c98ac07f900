package survey

import (
	"cmp"
	"maps"
	"slices"
)

// Key addresses one answer: a question, and for a column of a roster the row.
type Key struct {
	Question string
	Row      int // 0 outside rosters; otherwise the row's id, which no other row ever gets
}

// Answer is what is known about one question. Its zero value means: nothing.
type Answer struct {
	Value        Value
	Missing      string // missing code; excludes a value
	Estimate     bool   // the value is estimated
	Comment      string
	Reason       string // why a computed value was overridden
	Acknowledged string // why a warning does not apply
	Draft        string // an entry that was left although it is not valid
}

// IsZero reports whether nothing at all is known.
func (a Answer) IsZero() bool { return a == Answer{} }

// Given reports whether the question has a value or a missing code.
func (a Answer) Given() bool { return !a.Value.IsZero() || a.Missing != "" }

// Answers holds everything that one response says, whether or not the
// questions are relevant at the moment. The zero value is not usable; see
// NewAnswers.
type Answers struct {
	cells map[Key]Answer
	rows  map[string][]int
	next  map[string]int
}

// NewAnswers returns answers in which nothing is known.
func NewAnswers() *Answers { return NewAnswersFor(0) }

// NewAnswersFor is NewAnswers with room for so many, where that is known before.
func NewAnswersFor(n int) *Answers {
	return &Answers{cells: make(map[Key]Answer, n), rows: map[string][]int{}, next: map[string]int{}}
}

// Clone returns an independent copy.
func (a *Answers) Clone() *Answers {
	c := &Answers{cells: maps.Clone(a.cells), rows: make(map[string][]int, len(a.rows)), next: maps.Clone(a.next)}
	for name, ids := range a.rows {
		c.rows[name] = slices.Clone(ids)
	}
	return c
}

// Get returns what is known about a question.
func (a *Answers) Get(k Key) Answer { return a.cells[k] }

// has reports whether anything is known about a question.
func (a *Answers) has(k Key) bool {
	_, ok := a.cells[k]
	return ok
}

// Set replaces what is known; the zero answer forgets it.
func (a *Answers) Set(k Key, v Answer) {
	if v.IsZero() {
		delete(a.cells, k)
		return
	}
	a.cells[k] = v
}

// Keys returns the keys of all answers, sorted.
func (a *Answers) Keys() []Key {
	keys := slices.Collect(maps.Keys(a.cells))
	slices.SortFunc(keys, compareKeys)
	return keys
}

func compareKeys(x, y Key) int {
	return cmp.Or(cmp.Compare(x.Question, y.Question), cmp.Compare(x.Row, y.Row))
}

// Rows returns the ids of a roster's rows, in their order.
func (a *Answers) Rows(roster string) []int { return a.rows[roster] }

// NextRow returns the id that the next row of a roster gets.
func (a *Answers) NextRow(roster string) int { return a.next[roster] + 1 }

// AddRow appends a row with the given id, unless it is there already.
func (a *Answers) AddRow(roster string, id int) {
	if slices.Contains(a.rows[roster], id) {
		return
	}
	a.rows[roster] = append(a.rows[roster], id)
	a.next[roster] = max(a.next[roster], id)
}

// PutRow adds a row at a place, counted from 1, unless it is there already.
// Beyond the last row it comes to the end.
func (a *Answers) PutRow(roster string, id, at int) {
	if slices.Contains(a.rows[roster], id) {
		return
	}
	rows := a.rows[roster]
	a.rows[roster] = slices.Insert(slices.Clone(rows), min(max(at-1, 0), len(rows)), id)
	a.next[roster] = max(a.next[roster], id)
}

// DropRow removes a row of a roster that a set need not know.
func (a *Answers) DropRow(roster string, id int) {
	a.rows[roster] = slices.DeleteFunc(slices.Clone(a.rows[roster]), func(r int) bool { return r == id })
}

// DeleteRow removes a row together with its answers. Columns names the
// questions of the roster.
func (a *Answers) DeleteRow(roster *Question, id int) {
	a.DropRow(roster.Name, id)
	for _, column := range roster.Questions {
		delete(a.cells, Key{Question: column.Name, Row: id})
	}
}
