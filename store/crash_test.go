package store

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"bestand.example/itbestand/survey"
)

func TestNoAcknowledgedAnswerIsLostWhenTheProgramIsKilled(t *testing.T) {
	path := in(t)("a.itb")
	o := newOffice(t, path, jena)
	must(t, o.file.Close())
	acknowledged, journals := 0, 0
	for range many(20, 200) {
		if last := number(t, killed(t, "save", 1, path, fmt.Sprint(o.nr))); last > 0 {
			acknowledged = last
		}
		if sizeOf(path+journalEnding) > 0 {
			journals++
		}
		f, err := Open(path, anna, noon)
		must(t, err)
		must(t, f.checkIntegrity())
		r, place, err := f.Load(o.nr)
		must(t, err)
		saved := len(r.Answers.Keys())
		if saved < acknowledged || saved > acknowledged+1 {
			t.Fatalf("%d answers acknowledged, %d in the file", acknowledged, saved)
		}
		for i := 1; i <= saved; i++ {
			if got := r.Answers.Get(survey.Key{Question: "fv_name", Row: i}).Value.Text; got != savedText(i) {
				t.Fatalf("answer %d says %q", i, got)
			}
		}
		if len(r.Answers.Rows("fv")) != saved || place.Row != saved {
			t.Fatalf("%d answers, %d rows, place %v", saved, len(r.Answers.Rows("fv")), place)
		}
		acknowledged = saved
		must(t, f.Close())
	}
	t.Logf("%d answers acknowledged, %d kills in the middle of a write", acknowledged, journals)
}

func TestReaderUndoesAnInterruptedWrite(t *testing.T) {
	at := in(t)
	o := newOffice(t, at("a.itb"), jena).answer("anzahl", "1")
	must(t, o.file.link.exec("PRAGMA cache_size = 5; PRAGMA cache_spill = 5; BEGIN IMMEDIATE"))
	for i := range 200 { // more than the cache holds, so it is written before the end
		must(t, o.file.link.exec("INSERT INTO meta VALUES (?, ?)", fmt.Sprint(i), strings.Repeat("x", 3000)))
	}
	for _, name := range []string{"a.itb", "a.itb-journal"} { // as a crash leaves them
		must(t, os.WriteFile(at("b"+name[1:]), read(t, at(name)), 0o600))
	}
	must(t, o.file.link.exec("ROLLBACK"))
	if sizeOf(at("b.itb-journal")) == 0 {
		t.Fatal("there is no unfinished write to undo")
	}
	f, err := OpenReadOnly(at("b.itb"))
	must(t, err)
	defer f.Close()
	r, _, err := f.Load(o.nr)
	must(t, err)
	if got := r.Answers.Get(survey.Key{Question: "anzahl"}).Value.Text; got != "1" {
		t.Errorf("the answer says %q", got)
	}
	if sizeOf(at("b.itb-journal")) != 0 {
		t.Error("the journal is still there")
	}
}

func TestSU05KilledReturnIsWholeOrNotThere(t *testing.T) {
	at := in(t)
	o := newOffice(t, at("a.itb"), jena).answer("anzahl", "12", "fv_name[1]", "eins")
	whole := o.submit(at("vorbild.itb"))
	must(t, o.file.Close())
	want := read(t, at("vorbild.itb"))
	interrupted := 0
	for range many(10, 50) {
		killed(t, "return", 1, at("a.itb"), fmt.Sprint(o.nr), at("r.itb"))
		name := at("r.itb")
		if sizeOf(name) == 0 {
			name += ".bak" // killed between the two renamings of --force
		}
		if string(read(t, name)) != string(want) {
			t.Fatal("the return is not whole")
		}
		if sizeOf(at(".r.itb.tmp/neu.itb")) > 0 {
			interrupted++
		}
		must(t, os.Remove(name))
	}
	f, err := Open(at("a.itb"), anna, noon)
	must(t, err)
	defer f.Close()
	r, _, err := f.Load(o.nr)
	must(t, err)
	must(t, f.WriteReturn(o.set, []*survey.Response{r}, at("r.itb"), nil, false))
	if r.Digest != whole.Digest || string(read(t, at("r.itb"))) != string(want) {
		t.Error("the return after the kills is another one")
	}
	for _, name := range listing(t, strings.TrimSuffix(at(""), "/")) {
		if strings.Contains(name, ".tmp") {
			t.Errorf("left behind: %s", name)
		}
	}
	t.Logf("%d kills in the middle of a return", interrupted)
}
