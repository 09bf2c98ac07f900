package store

import (
	"bytes"
	"context"
	"encoding/binary"
	"os"
	"testing"
	"time"
	"unicode/utf16"

	"bestand.example/itbestand/survey"
)

var bert = Author{Name: "Bert Bau", Computer: "BAUAMT-03"}

// twoSections are the questions of the test set in a section that stays and one
// that is handed on, which reads one answer of the other.
func twoSections(t testing.TB) *survey.Questionnaire {
	t.Helper()
	set := testSet(t)
	all := set.Sections[0].Questions
	set.Sections = []*survey.Section{
		{Name: "bleibt", Label: survey.German("Bleibt"), Questions: all[:6]},
		{Name: "geht", Label: survey.German("Geht"), Relevant: &survey.Expression{Source: "anzahl > 1"}, Questions: all[6:]},
	}
	if issues := set.Compile(); len(issues) > 0 {
		t.Fatal(issues)
	}
	return set
}

// handOn writes a part of a response, and opens it for a colleague.
func handOn(t testing.TB, o *office, path string, sections ...string) *office {
	t.Helper()
	r, _, err := o.file.Load(o.nr)
	must(t, err)
	must(t, o.file.WritePart(o.nr, survey.Assess(o.set, r).Split(NewID(), sections), path, anna, noon))
	f, err := Open(path, bert, noon)
	must(t, err)
	t.Cleanup(func() { _ = f.Close() })
	held, err := f.Responses()
	must(t, err)
	return &office{t: t, set: o.set, file: f, nr: held[0].Nr}
}

func TestAPartHoldsNothingButItsSectionsAndWhatTheyRead(t *testing.T) {
	path := in(t)
	o := newOffice(t, path("a.itb"), jena)
	o.set = twoSections(t)
	o.answer("anzahl", "4711", "lan", "ja", "lan_art", "PLANTED-INACTIVE", "lan", "nein", "stand", "1.3.2026", "notiz", "PLANTED-NOTE", "fv_name[1]", "HERS")
	planted := survey.Change{Answers: []survey.AnswerChange{
		{Key: survey.Key{Question: "anzahl"}, Answer: survey.Answer{Value: survey.Value{Kind: survey.KindNumber, Text: "4711"}, Comment: "PLANTED-COMMENT", Estimate: true}},
		{Key: survey.Key{Question: "stand"}, Answer: survey.Answer{Draft: "PLANTED-DRAFT"}},
	}}
	must(t, o.file.Save(o.nr, o.set, planted, Author{"PLANTED-AUTHOR", "PLANTED-COMPUTER"}, noon))
	must(t, o.file.AddSet(Set{ID: "fremd", Version: "1", Short: "F", Title: "PLANTED-SET", Digest: survey.SetDigest([]survey.File{{Name: "x", Data: []byte("PLANTED-FILE")}})}, []survey.File{{Name: "x", Data: []byte("PLANTED-FILE")}}))
	part := handOn(t, o, path("p.itb"), "geht")
	must(t, part.file.Close())
	data, err := os.ReadFile(path("p.itb"))
	must(t, err)
	if wide := utf16Bytes("PLANTED"); bytes.Contains(data, []byte("PLANTED")) || bytes.Contains(data, wide) {
		t.Error("the part holds what it should not")
	}
	for _, wanted := range []string{"HERS", "4711"} {
		if !bytes.Contains(data, []byte(wanted)) {
			t.Errorf("the part lacks %s", wanted)
		}
	}
}

func utf16Bytes(s string) []byte {
	var wide []byte
	for _, unit := range utf16.Encode([]rune(s)) {
		wide = binary.LittleEndian.AppendUint16(wide, unit)
	}
	return wide
}

// joinPart brings a part back, with nothing decided unless a side is given.
func joinPart(t testing.TB, o *office, path string, side survey.Side) (survey.Joined, Lineage) {
	t.Helper()
	incoming, err := ReadPart(context.Background(), path)
	must(t, err)
	r, _, err := o.file.Load(o.nr)
	must(t, err)
	must(t, incoming.CheckPart(o.set, r))
	lineage, err := o.file.Lineage(o.nr, incoming)
	must(t, err)
	joined := survey.JoinPart(survey.Joining{
		Set: o.set, Part: incoming.Response.Share, Theirs: incoming.Response.Answers, Ours: r.Answers, Seen: lineage.Seen,
		Decide: func(survey.Conflict) survey.Side { return side },
	})
	must(t, o.file.Join(o.nr, o.set, incoming, lineage, joined, anna, noon.Add(time.Hour)))
	return joined, lineage
}

func TestAPartComesBackWithWhoAndWhen(t *testing.T) {
	path := in(t)
	o := newOffice(t, path("a.itb"), jena)
	o.set = twoSections(t)
	o.answer("anzahl", "2", "fv_name[1]", "eins")
	part := handOn(t, o, path("p.itb"), "geht")
	row := survey.Key{Question: "fv_name", Row: 2}
	c := survey.Change{AddRow: []survey.Row{{Roster: "fv", ID: 2}}, Answers: []survey.AnswerChange{{Key: row, Answer: survey.Answer{Value: survey.TextValue("hers")}}}}
	must(t, part.file.Save(part.nr, o.set, c, bert, noon.Add(-24*time.Hour)))
	must(t, part.file.Close())
	o.answer("fv_name[2]", "ours")
	joinPart(t, o, path("p.itb"), survey.NeitherYet)
	r, _, err := o.file.Load(o.nr)
	must(t, err)
	if got := r.Answers.Get(survey.Key{Question: "fv_name", Row: 3}).Value.Text; got != "hers" {
		t.Errorf("her row says %q; rows %v", got, r.Answers.Rows("fv"))
	}
	history, err := o.file.History(o.nr)
	must(t, err)
	theirs := 0
	for _, e := range history {
		if e.Who == bert {
			theirs++
			if e.Key.Row != 3 || !e.At.Equal(noon.Add(-24*time.Hour)) {
				t.Errorf("%+v", e)
			}
		}
	}
	if theirs != 2 {
		t.Errorf("%d entries of hers", theirs)
	}
	before := len(history)
	joinPart(t, o, path("p.itb"), survey.NeitherYet)
	if history, err = o.file.History(o.nr); err != nil || len(history) != before {
		t.Errorf("joined again, there are %d entries instead of %d (%v)", len(history), before, err)
	}
}

// Two copies of one part that went different ways are two: the second does not
// take back what the first one said.
func TestTwoCopiesOfAPartAreToldApart(t *testing.T) {
	path := in(t)
	o := newOffice(t, path("a.itb"), jena)
	o.set = twoSections(t)
	o.answer("anzahl", "2", "fv_name[1]", "eins", "fv_kosten[1]", "7")
	part := handOn(t, o, path("p.itb"), "geht")
	must(t, part.file.Close())
	copied, err := os.ReadFile(path("p.itb"))
	must(t, err)
	must(t, os.WriteFile(path("q.itb"), copied, 0o600))
	edit := func(name, question, entry string) {
		f, err := Open(path(name), bert, noon)
		must(t, err)
		(&office{t: t, set: o.set, file: f, nr: part.nr}).answer(question+"[1]", entry)
		must(t, f.Close())
	}
	edit("p.itb", "fv_name", "zwei")
	edit("q.itb", "fv_kosten", "8")
	joinPart(t, o, path("p.itb"), survey.NeitherYet)
	joinPart(t, o, path("q.itb"), survey.NeitherYet)
	r, _, err := o.file.Load(o.nr)
	must(t, err)
	name, costs := r.Answers.Get(survey.Key{Question: "fv_name", Row: 1}).Value.Text, r.Answers.Get(survey.Key{Question: "fv_kosten", Row: 1}).Value.Text
	if name != "zwei" || costs != "8" {
		t.Errorf("name %q, costs %q", name, costs)
	}
	must(t, os.WriteFile(path("old.itb"), copied, 0o600))
	edit("p.itb", "fv_name", "drei")
	older, err := os.ReadFile(path("p.itb"))
	must(t, err)
	edit("p.itb", "fv_name", "vier")
	joinPart(t, o, path("p.itb"), survey.NeitherYet)
	must(t, os.WriteFile(path("p.itb"), older, 0o600))
	incoming, err := ReadPart(context.Background(), path("p.itb"))
	must(t, err)
	if lineage, err := o.file.Lineage(o.nr, incoming); err != nil || !lineage.Older {
		t.Errorf("an older state of a part is taken for a new one (%v)", err)
	}
}

// A part whose rows have numbers that the engine never gives is none of ours.
func TestForgedRowsOfAPartAreRefused(t *testing.T) {
	for _, forged := range []string{
		"UPDATE part_row SET row = -5 WHERE place > 0", "UPDATE part_row SET row = 9223372036854775807 WHERE place > 0",
		"UPDATE roster_row SET row = -5", "UPDATE roster_row SET row = 0",
	} {
		path := in(t)
		o := newOffice(t, path("a.itb"), jena)
		o.set = twoSections(t)
		o.answer("anzahl", "2", "fv_name[1]", "eins")
		part := handOn(t, o, path("p.itb"), "geht")
		must(t, part.file.link.exec(forged))
		must(t, part.file.Close())
		incoming, err := ReadPart(context.Background(), path("p.itb"))
		must(t, err)
		r, _, err := o.file.Load(o.nr)
		must(t, err)
		wantCode(t, incoming.CheckPart(o.set, r), CodeBadQuestion)
	}
}
