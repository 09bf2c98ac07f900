package store

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"

	"bestand.example/itbestand/survey"
)

func TestWhatWasSavedIsThereAfterReopening(t *testing.T) {
	path := in(t)("a.itb")
	o := newOffice(t, path, jena)
	o.answer("anzahl", "1.234", "betrieb", "eigen, dienstleister", "lan", "ja", "lan_art", "Glasfaser", "stand", "1.3.2026",
		"fv_name[1]", "Ämter & Söhne", "fv_kosten[1]", "1000", "fv_name[2]", "zwei\u00a0Worte")
	s := o.session()
	must(t, s.Jump(survey.Place{Question: "notiz"}, ""))
	must(t, s.Comment("eine\nBemerkung"))
	before, _, err := o.file.Load(o.nr)
	must(t, err)
	must(t, o.file.Close())

	f, err := Open(path, anna, noon)
	must(t, err)
	defer f.Close()
	after, place, err := f.Load(o.nr)
	must(t, err)
	if place.Question != "notiz" {
		t.Errorf("resumed at %v", place)
	}
	if survey.ResponseDigest(o.set, after) != survey.ResponseDigest(o.set, before) {
		t.Error("another content after reopening")
	}
	if got := after.Answers.Get(survey.Key{Question: "fv_name", Row: 1}).Value.Text; got != "Ämter & Söhne" {
		t.Errorf("got %q", got)
	}
	if u, err := f.Unit(); err != nil || u.Key != jena || u.Inhabitants != 60000 {
		t.Errorf("unit %+v, %v", u, err)
	}
	files, err := f.SetFiles("it", "1.0.0")
	must(t, err)
	if len(files) != 2 || files[0].Name != "it.yaml" || !bytes.Equal(files[1].Data, testFiles()[1].Data) {
		t.Errorf("files %v", files)
	}
}

func TestNoRowEverGetsTheNumberOfADeletedOne(t *testing.T) {
	o := newOffice(t, in(t)("a.itb"), jena).answer("fv_name[1]", "eins", "fv_name[2]", "zwei", "fv_name[3]", "drei")
	s := o.session()
	must(t, s.Jump(survey.Place{Question: "fv"}, ""))
	must(t, s.DeleteRow(3))
	must(t, s.DeleteRow(1))
	r, _, err := o.file.Load(o.nr)
	must(t, err)
	if rows := r.Answers.Rows("fv"); !slices.Equal(rows, []int{2}) || r.Answers.NextRow("fv") != 4 {
		t.Errorf("rows %v, next %d", rows, r.Answers.NextRow("fv"))
	}
	if a := r.Answers.Get(survey.Key{Question: "fv_name", Row: 1}); !a.IsZero() {
		t.Errorf("the deleted row still says %v", a)
	}
}

func TestARowComesBackAtItsPlace(t *testing.T) {
	o := newOffice(t, in(t)("a.itb"), jena).answer("fv_name[1]", "eins", "fv_name[2]", "zwei", "fv_name[3]", "drei", "fv_name[4]", "vier")
	row := func(id int) survey.Row { return survey.Row{Roster: "fv", ID: id} }
	for _, step := range []struct {
		change survey.Change
		want   []int
	}{
		{survey.Change{DropRow: []survey.Row{row(1), row(3)}}, []int{2, 4}},
		{survey.Change{PutRow: []survey.RowAt{{Row: row(1), At: 1}, {Row: row(3), At: 3}}}, []int{1, 2, 3, 4}},
		{survey.Change{DropRow: []survey.Row{row(4), row(2)}, PutRow: []survey.RowAt{{Row: row(5), At: 2}, {Row: row(4), At: 9}}}, []int{1, 5, 3, 4}},
		{survey.Change{PutRow: []survey.RowAt{{Row: row(3), At: 1}}, AddRow: []survey.Row{row(1), row(2)}}, []int{1, 5, 3, 4, 2}},
		{survey.Change{AddRow: []survey.Row{row(6)}, PutRow: []survey.RowAt{{Row: row(7), At: 0}}}, []int{7, 1, 5, 3, 4, 2, 6}},
	} {
		r, _, err := o.file.Load(o.nr)
		must(t, err)
		o.set.Apply(r.Answers, step.change)
		must(t, o.file.Save(o.nr, o.set, step.change, anna, noon))
		stored, _, err := o.file.Load(o.nr)
		must(t, err)
		if held, saved := r.Answers.Rows("fv"), stored.Answers.Rows("fv"); !slices.Equal(held, step.want) || !slices.Equal(saved, step.want) {
			t.Errorf("%+v: rows %v, in the file %v, want %v", step.change, held, saved, step.want)
		}
	}
}

func TestST04ChangedAnswersLeaveNoTrace(t *testing.T) {
	path := in(t)("a.itb")
	o := newOffice(t, path, jena)
	for i := range 40 {
		o.answer("notiz", strings.Repeat("GEHEIM", 200)+string(rune('a'+i%26)), "lan_art", "VERTRAULICH")
	}
	o.answer("notiz", "nichts", "lan_art", "")
	if data := read(t, path); bytes.Contains(data, []byte("GEHEIM")) || bytes.Contains(data, []byte("VERTRAULICH")) {
		t.Error("an old text is still in the file")
	}
	must(t, o.file.Close())
	if data := read(t, path); bytes.Contains(data, []byte("GEHEIM")) || !bytes.Contains(data, []byte("nichts")) {
		t.Error("an old text is in the file, or the new one is not")
	}
}

func TestMovedFileIsNotWrittenTo(t *testing.T) {
	at := in(t)
	o := newOffice(t, at("a.itb"), jena).answer("anzahl", "1")
	if err := os.Rename(at("a.itb"), at("b.itb")); err != nil {
		t.Skip("this system does not let an open file be renamed:", err)
	}
	before := read(t, at("b.itb"))
	change := survey.Change{Answers: []survey.AnswerChange{{Key: survey.Key{Question: "notiz"}, Answer: survey.Answer{Value: survey.TextValue("x")}}}}
	wantCode(t, o.file.Save(o.nr, o.set, change, anna, noon), CodeGone)
	must(t, os.WriteFile(at("a.itb"), []byte("neu"), 0o600))
	wantCode(t, o.file.Save(o.nr, o.set, change, anna, noon), CodeGone)
	must(t, o.file.Close())
	if !bytes.Equal(read(t, at("b.itb")), before) || string(read(t, at("a.itb"))) != "neu" {
		t.Error("something was written")
	}
}

func TestFullMediumKeepsWhatWasAcknowledged(t *testing.T) {
	path := in(t)("a.itb")
	o := newOffice(t, path, jena)
	must(t, o.file.link.exec("PRAGMA max_page_count = 60"))
	saved := 0
	for err := error(nil); err == nil; saved++ {
		text := strings.Repeat("x", 9000) + string(rune('a'+saved))
		err = o.file.Save(o.nr, o.set, survey.Change{Answers: []survey.AnswerChange{
			{Key: survey.Key{Question: "fv_name", Row: saved + 1}, Answer: survey.Answer{Value: survey.TextValue(text)}},
		}}, anna, noon)
		if err != nil {
			wantCode(t, err, CodeFull)
			if err.(*Error).Class() != ClassMedium {
				t.Error("not of the class of media")
			}
			break
		}
	}
	if saved == 0 {
		t.Fatal("nothing could be saved")
	}
	must(t, o.file.Close())
	f, err := Open(path, anna, noon)
	must(t, err)
	defer f.Close()
	r, _, err := f.Load(o.nr)
	must(t, err)
	if got := len(r.Answers.Keys()); got != saved {
		t.Errorf("%d answers acknowledged, %d there", saved, got)
	}
}

func TestOneVersionOfASetHasOneContent(t *testing.T) {
	o := newOffice(t, in(t)("a.itb"), jena)
	must(t, o.file.AddSet(described(o.set), testFiles()))
	files := testFiles()
	files[0].Data = append(files[0].Data, "# geändert\n"...)
	changed := described(o.set)
	wantCode(t, o.file.AddSet(changed, files), CodeSetDiffers)
	changed.Digest = survey.SetDigest(files)
	wantCode(t, o.file.AddSet(changed, files), CodeSetDiffers)
	changed.Version = "1.1.0"
	must(t, o.file.AddSet(changed, files))
	sets, err := o.file.Sets()
	must(t, err)
	if len(sets) != 2 || sets[0].Version != "1.0.0" || sets[1].Version != "1.1.0" {
		t.Errorf("sets %v", sets)
	}
	_, err = o.file.SetFiles("it", "9.9.9")
	wantCode(t, err, CodeSetUnknown)
}

func TestFI07HistoryIsOrderedBySequenceAndHoldsNoValue(t *testing.T) {
	path := in(t)("a.itb")
	o := newOffice(t, path, jena)
	for i, at := range []int{0, -24, 3} { // the clock was set back in between
		change := survey.Change{Answers: []survey.AnswerChange{{Key: survey.Key{Question: "notiz"}, Answer: survey.Answer{Value: survey.TextValue("GEHEIM")}}}}
		must(t, o.file.Save(o.nr, o.set, change, Author{Name: string(rune('A' + i))}, noon.Add(hours(at))))
	}
	o.submit(in(t)("r.itb"))
	o.reopen()
	events, err := o.file.History(o.nr)
	must(t, err)
	var got []string
	for i, e := range events {
		got = append(got, e.What+" "+e.Who.Name)
		if i > 0 && e.Sequence <= events[i-1].Sequence {
			t.Error("the sequence does not rise")
		}
	}
	want := []string{"answered A", "answered B", "answered C", "handed_in Anna Amt", "reopened Anna Amt"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
	for r, err := range o.file.link.rows("SELECT * FROM history") {
		must(t, err)
		for i := range r {
			if r.text(i) == "GEHEIM" {
				t.Error("the history holds a value")
			}
		}
	}
}

func TestHandedInResponseIsReadOnlyUntilItIsReopened(t *testing.T) {
	at := in(t)
	o := newOffice(t, at("a.itb"), jena).answer("anzahl", "3")
	wantCode(t, o.file.Reopen(o.nr, anna, noon), CodeNotClosed)
	first := o.submit(at("r1.itb"))
	wantCode(t, o.file.Save(o.nr, o.set, survey.Change{}, anna, noon), CodeClosed)
	o.reopen().answer("anzahl", "4")
	second := o.submit(at("r2.itb"))
	r, _, err := o.file.Load(o.nr)
	must(t, err)
	if r.Revision != 2 || r.Digest != second.Digest || !slices.Equal(r.Chain, []string{first.Digest}) || !r.Closed {
		t.Errorf("stored: %+v", r)
	}
	wantCode(t, o.file.Save(77, o.set, survey.Change{}, anna, noon), CodeNoResponse)
}

func TestSetUnitChangesTheResponsesThatAreNotHandedIn(t *testing.T) {
	o := newOffice(t, in(t)("a.itb"), jena)
	must(t, o.file.SetUnit(survey.Unit{Key: gera, Name: "Gera", Type: survey.KreisfreieStadt, Members: 1}))
	all, err := o.file.Responses()
	must(t, err)
	if len(all) != 1 || all[0].Response.Unit.Key != gera || all[0].Response.Unit.Members != 1 {
		t.Errorf("responses %+v", all[0].Response.Unit)
	}
}

func TestTextBeyondMeasureIsNotSaved(t *testing.T) {
	o := newOffice(t, in(t)("a.itb"), jena)
	change := survey.Change{Answers: []survey.AnswerChange{{Key: survey.Key{Question: "notiz"}, Answer: survey.Answer{Draft: strings.Repeat("x", maxText+1)}}}}
	wantCode(t, o.file.Save(o.nr, o.set, change, anna, noon), CodeTextTooLong)
}
