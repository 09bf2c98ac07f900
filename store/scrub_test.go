package store

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"bestand.example/itbestand/survey"
)

// changedMind makes a file in which answers are changed again and again, shorter
// and longer and in no order, until one that was changed is still found in it:
// it moved to another page in between. It gives what must not be found.
func changedMind(t *testing.T, path string) (o *office, gone []string) {
	t.Helper()
	const rows, atMost = 300, 400
	o = newOffice(t, path, jena)
	var change survey.Change
	for row := 1; row <= rows; row++ {
		change.AddRow = append(change.AddRow, survey.Row{Roster: "fv", ID: row})
	}
	r := rand.New(rand.NewPCG(4, 4))
	now := map[int]string{}
	for batch := range atMost {
		for i := range 50 {
			row := 1 + r.IntN(rows)
			if was, changed := now[row]; changed {
				gone = append(gone, was)
			}
			now[row] = fmt.Sprintf("GEHEIM-%03d-%02d-", batch, i)
			answer := survey.Answer{Comment: now[row] + strings.Repeat("x", r.IntN(1+r.IntN(300)))}
			change.Answers = append(change.Answers, survey.AnswerChange{Key: survey.Key{Question: []string{"fv_name", "fv_kosten"}[row%2], Row: row}, Answer: answer})
		}
		must(t, o.file.Save(o.nr, o.set, change, anna, noon))
		change = survey.Change{}
		if traces(t, path, gone) > 0 {
			t.Logf("after %d changes", 50*(batch+1))
			return o, gone
		}
	}
	t.Skip("SQLite left no trace by itself: nothing can be tested")
	return nil, nil
}

func traces(t *testing.T, path string, gone []string) int {
	t.Helper()
	data, found := read(t, path), 0
	for _, text := range gone {
		if bytes.Contains(data, []byte(text)) {
			found++
		}
	}
	return found
}

func TestST04NoTraceStaysOfAnswersThatMovedInTheFile(t *testing.T) {
	at := in(t)
	o, gone := changedMind(t, at("a.itb"))
	kept := len(load(t, o).Answers.Keys())
	// As a program that is killed leaves it: the next one has to clean up.
	must(t, os.WriteFile(at("b.itb"), read(t, at("a.itb")), 0o600))
	must(t, o.file.Close())
	killed, err := Open(at("b.itb"), anna, noon)
	must(t, err)
	must(t, killed.Close())
	for _, name := range []string{"a.itb", "b.itb"} {
		if n := traces(t, at(name), gone); n > 0 {
			t.Errorf("%s: %d of %d changed answers are still in it", name, n, len(gone))
		}
		f, err := Open(at(name), anna, noon)
		must(t, err)
		must(t, f.checkIntegrity())
		r, _, err := f.Load(o.nr)
		must(t, err)
		if n := len(r.Answers.Keys()); n != kept {
			t.Errorf("%s: %d answers", name, n)
		}
		if noted, err := f.meta(metaOverwritten); err != nil || noted != "" {
			t.Error(noted, err)
		}
		must(t, f.Close())
	}
}

// Nothing is written anew where nothing was changed: that costs time at the end
// of each command.
func TestFileWithoutChangesIsNotWrittenAnew(t *testing.T) {
	at := in(t)
	o := newOffice(t, at("a.itb"), jena).answer("anzahl", "1", "notiz", "x")
	must(t, o.file.Close())
	before := read(t, at("a.itb"))
	f, err := Open(at("a.itb"), anna, noon)
	must(t, err)
	must(t, f.Close())
	if !bytes.Equal(read(t, at("a.itb")), before) {
		t.Error("opening and closing changes the file")
	}
}
