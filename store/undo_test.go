package store

import (
	"bytes"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"bestand.example/itbestand/survey"
)

// list is the roster as a person thinks of it: rows of two cells, and what can
// be taken back.
type list struct {
	rows []listRow
	past []func(*list)
}

type listRow struct {
	id         int
	name, cost string
}

func (l *list) at(id int) int {
	return slices.IndexFunc(l.rows, func(r listRow) bool { return r.id == id })
}

func (l *list) insert(at int, row listRow) {
	l.rows = slices.Insert(slices.Clone(l.rows), at, row)
	l.past = append(l.past, func(l *list) { i := l.at(row.id); l.rows = slices.Delete(slices.Clone(l.rows), i, i+1) })
}

func (l *list) remove(at int) {
	row := l.rows[at]
	l.rows = slices.Delete(slices.Clone(l.rows), at, at+1)
	l.past = append(l.past, func(l *list) { l.rows = slices.Insert(slices.Clone(l.rows), at, row) })
}

func (l *list) undo() {
	if n := len(l.past); n > 0 {
		l.past[n-1](l)
		l.past = l.past[:n-1]
	}
}

// roster drives the engine and the list side by side.
type roster struct {
	*office
	s    *survey.Session
	list list
}

func (r *roster) back(t *rapid.T) {
	ok(t, r.s.Goto(survey.Place{Question: "fv"}))
}

func ok(t *rapid.T, err error) {
	if err != nil {
		t.Fatal(err)
	}
}

func entered(t *rapid.T, s *survey.Session, entry string) {
	if found, err := s.Enter(entry); err != nil || len(found) > 0 {
		t.Fatalf("%q at %v: %v %v", entry, s.Place(), found, err)
	}
}

// act does one thing, to both.
func (r *roster) act(t *rapid.T) {
	name, cost := rapid.SampledFrom([]string{"", "eins", "Ämter", "drei"}).Draw(t, "name"), rapid.SampledFrom([]string{"", "7", "12000"}).Draw(t, "cost")
	action := rapid.SampledFrom([]string{"add", "edit", "edit", "copy", "delete", "undo", "undo", "reload", "remark"}).Draw(t, "action")
	if n := len(r.list.rows); n == 0 && (action == "edit" || action == "copy" || action == "delete") || n > 6 && (action == "add" || action == "copy") {
		action = "undo"
	}
	pick := func() int { return rapid.IntRange(0, len(r.list.rows)-1).Draw(t, "row") }
	switch action {
	case "add":
		_, err := r.s.AddRow()
		ok(t, err)
		r.list.insert(len(r.list.rows), listRow{id: r.s.Place().Row})
		entered(t, r.s, name)
		r.list.rows[len(r.list.rows)-1].name = name
	case "edit":
		i := pick()
		ok(t, r.s.EditRow(r.list.rows[i].id))
		entered(t, r.s, name)
		entered(t, r.s, cost)
		r.list.rows[i].name, r.list.rows[i].cost = name, cost
	case "copy":
		i := pick()
		_, err := r.s.DuplicateRow(r.list.rows[i].id)
		ok(t, err)
		row := r.list.rows[i]
		row.id = r.s.Place().Row
		r.list.insert(i+1, row)
	case "delete":
		i := pick()
		ok(t, r.s.DeleteRow(r.list.rows[i].id))
		r.list.remove(i)
	case "undo":
		_, err := r.s.Undo()
		ok(t, err)
		r.list.undo()
	case "reload":
		r.s = r.session()
		r.list.past = nil
	case "remark":
		ok(t, r.s.Comment(name))
	}
	r.back(t)
}

// check compares the rows of the file with those of the list.
func (r *roster) check(t *rapid.T) {
	held, _, err := r.file.Load(r.nr)
	ok(t, err)
	var rows []listRow
	for _, id := range held.Answers.Rows("fv") {
		cell := func(column string) string {
			return held.Answers.Get(survey.Key{Question: column, Row: id}).Value.Text
		}
		rows = append(rows, listRow{id, cell("fv_name"), cell("fv_kosten")})
	}
	if !slices.Equal(rows, r.list.rows) {
		t.Fatalf("the file holds %v, not %v", rows, r.list.rows)
	}
	if survey.ResponseDigest(r.set, held) != r.s.Assessment().Digest() {
		t.Fatal("the session's digest is not that of the file")
	}
}

// Whatever is done with the rows of a list, and taken back in between: the file
// holds what a list on paper would.
func TestRowsAreThoseOfASimpleList(t *testing.T) {
	at, n := in(t), 0
	rapid.Check(t, func(t2 *rapid.T) {
		n++
		o := newOffice(t, at(fmt.Sprintf("%d.itb", n)), jena)
		defer o.file.Close()
		r := &roster{office: o, s: o.session()}
		r.back(t2)
		for range rapid.IntRange(1, 12).Draw(t2, "steps") {
			r.act(t2)
			r.check(t2)
		}
	})
}

// What Undo brings back is all that there was: marks, remarks and drafts too.
func TestUndoBringsBackAllOfARow(t *testing.T) {
	path := in(t)("a.itb")
	o := newOffice(t, path, jena).answer("fv_name[1]", "eins", "fv_name[2]", "GEHEIM", "fv_kosten[2]", "4711", "fv_name[3]", "drei")
	s := o.session()
	cost := survey.Place{Question: "fv_kosten", Row: 2}
	must(t, s.Jump(cost, ""))
	must(t, s.Comment("laut Kämmerei"))
	must(t, s.Pause("kein Betrag"))
	list := survey.Place{Question: "fv"}
	must(t, s.Goto(list))
	must(t, s.Acknowledge("so gemeint"))
	must(t, s.Goto(list))
	digest := s.Assessment().Digest()
	before := s.Response.Answers.Clone()

	must(t, s.DeleteRow(2))
	if data := read(t, path); bytes.Contains(data, []byte("GEHEIM")) {
		t.Error("a deleted row left a trace in the file")
	}
	if done, err := s.Undo(); err != nil || done == nil || done.Deed != survey.RowsDropped || !slices.Equal(done.Rows, []int{2}) {
		t.Fatalf("took back %+v, %v", done, err)
	}
	held, place, err := o.file.Load(o.nr)
	must(t, err)
	if place != list {
		t.Errorf("stands at %v", place)
	}
	if got := survey.ResponseDigest(o.set, held); got != digest {
		t.Error("another digest after undo")
	}
	if !slices.Equal(held.Answers.Rows("fv"), []int{1, 2, 3}) {
		t.Errorf("rows %v", held.Answers.Rows("fv"))
	}
	for _, k := range before.Keys() {
		if got, want := held.Answers.Get(k), before.Get(k); got != want {
			t.Errorf("%v is %+v, was %+v", k, got, want)
		}
	}
	if done, err := s.Undo(); err != nil || done != nil {
		t.Errorf("took back %+v, %v", done, err)
	}
}
