package store

import (
	"cmp"
	"database/sql/driver"
	"errors"
	"slices"
	"strings"

	"bestand.example/itbestand/survey"
)

// bulkRows is how many rows one INSERT writes.
const bulkRows = 40

// bulk writes the answers of many responses fast: prepared statements of many
// rows each. What it took is written at the latest by flush.
type bulk struct {
	link      link
	questions map[string]int64
	plain     *inserter // answers with nothing beside the value
	full      *inserter
	row       *inserter
	order     []numbered // of the response added last; its room is used again
}

func newBulk(l link) (*bulk, error) {
	b := &bulk{link: l, questions: map[string]int64{}}
	names, err := questionNames(l)
	if err != nil {
		return nil, err
	}
	for nr, name := range names {
		b.questions[name] = nr
	}
	b.plain, err = newInserter(l, "answer (response, question, row, kind, value)", 5)
	if err == nil {
		b.full, err = newInserter(l, "answer", 11)
	}
	if err == nil {
		b.row, err = newInserter(l, "roster_row", 4)
	}
	return b, err
}

func (b *bulk) close() error {
	var errs []error
	for _, in := range []*inserter{b.plain, b.full, b.row} {
		if in != nil {
			errs = append(errs, in.many.close(), in.single.close())
		}
	}
	return errors.Join(errs...)
}

func (b *bulk) flush() error { return errors.Join(b.row.flush(), b.plain.flush(), b.full.flush()) }

// number returns the number of a question, a new one if need be.
func (b *bulk) number(name string) (int64, error) {
	if nr, ok := b.questions[name]; ok {
		return nr, nil
	}
	nr, err := questionNumber(b.link, name)
	if err == nil {
		b.questions[name] = nr
	}
	return nr, err
}

// numbered is an answer with the number of its question.
type numbered struct {
	question int64
	key      survey.Key
	answer   survey.Answer
}

// add takes the answers of a response with the given keys, and the rows of the
// rosters.
func (b *bulk) add(nr int64, answers *survey.Answers, keys []survey.Key, rosters []string) error {
	for _, roster := range rosters {
		question, err := b.number(roster)
		if err != nil {
			return err
		}
		for place, id := range answers.Rows(roster) {
			if err := b.row.add(nr, question, int64(id), int64(place+1)); err != nil {
				return err
			}
		}
	}
	sorted, err := b.sorted(answers, keys)
	if err != nil {
		return err
	}
	for _, n := range sorted {
		if err := b.answer(nr, n); err != nil {
			return err
		}
	}
	return nil
}

// sorted gives the answers in the order of the table, so that it grows at its
// end.
func (b *bulk) sorted(answers *survey.Answers, keys []survey.Key) ([]numbered, error) {
	sorted := b.order[:0]
	for _, k := range keys {
		question, err := b.number(k.Question)
		if err != nil {
			return nil, err
		}
		sorted = append(sorted, numbered{question, k, answers.Get(k)})
	}
	b.order = sorted
	slices.SortStableFunc(sorted, func(x, y numbered) int { return cmp.Compare(x.question, y.question) })
	return sorted, nil
}

func (b *bulk) answer(nr int64, n numbered) error {
	a := n.answer
	if a == (survey.Answer{Value: a.Value}) {
		return b.plain.add(nr, n.question, int64(n.key.Row), int64(a.Value.Kind), a.Value.Text)
	}
	return b.full.add(nr, n.question, int64(n.key.Row), int64(a.Value.Kind), a.Value.Text, a.Missing, driverValue(a.Estimate),
		a.Comment, a.Reason, a.Acknowledged, a.Draft)
}

// inserter collects rows for one INSERT.
type inserter struct {
	many, single statement
	columns      int
	args         []driver.NamedValue
}

func newInserter(l link, into string, columns int) (*inserter, error) {
	tuple := "(?" + strings.Repeat(", ?", columns-1) + ")"
	single, err := l.prepare("INSERT INTO " + into + " VALUES " + tuple)
	if err != nil {
		return nil, err
	}
	many, err := l.prepare("INSERT INTO " + into + " VALUES " + tuple + strings.Repeat(", "+tuple, bulkRows-1))
	if err != nil {
		return nil, errors.Join(err, single.close())
	}
	return &inserter{many: many, single: single, columns: columns, args: make([]driver.NamedValue, 0, columns*bulkRows)}, nil
}

func (in *inserter) add(values ...driver.Value) error {
	for _, v := range values {
		in.args = append(in.args, driver.NamedValue{Ordinal: len(in.args) + 1, Value: v})
	}
	if len(in.args) < in.columns*bulkRows {
		return nil
	}
	err := in.many.execValues(in.args)
	in.args = in.args[:0]
	return err
}

func (in *inserter) flush() error {
	defer func() { in.args = in.args[:0] }()
	for i := 0; i < len(in.args); i += in.columns {
		one := slices.Clone(in.args[i : i+in.columns])
		for j := range one {
			one[j].Ordinal = j + 1
		}
		if err := in.single.execValues(one); err != nil {
			return err
		}
	}
	return nil
}
