package store

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"bestand.example/itbestand/survey"
)

// handIn gives an office whose working file holds, besides active answers,
// everything that a return must not.
func handIn(t testing.TB, path string) *office {
	o := newOffice(t, path, jena)
	other := Set{ID: "andere", Version: "2.0.0", Short: "AN", Title: "ANDERERFRAGENSATZ", Digest: survey.SetDigest([]survey.File{{Name: "x", Data: []byte("ANDEREDATEI")}})}
	must(t, o.file.AddSet(other, []survey.File{{Name: "x", Data: []byte("ANDEREDATEI")}}))
	nr, err := o.file.NewResponse(other, survey.Unit{Key: jena}, "", "")
	must(t, err)
	change := survey.Change{Answers: []survey.AnswerChange{{Key: survey.Key{Question: "andere_frage"}, Answer: survey.Answer{Value: survey.TextValue("ANDEREANTWORT")}}}}
	must(t, o.file.Save(nr, nil, change, anna, noon))
	o.answer("anzahl", "1.234", "lan", "ja", "lan_art", "INAKTIVERTEXT", "fv_name[1]", "eins", "fv_kosten[1]", "1000", "fv_name[2]", "GELOESCHT", "fv_name[3]", "drei")
	o.answer("lan", "nein", "notiz", "GEAENDERT")
	o.answer("notiz", "bleibt")
	s := o.session()
	must(t, s.Jump(survey.Place{Question: "fv"}, ""))
	must(t, s.DeleteRow(2))
	must(t, s.Jump(survey.Place{Question: "stand"}, ""))
	must(t, s.Jump(survey.Place{Question: "anzahl"}, "ENTWURF"))
	return o
}

func TestReturnHoldsTheActiveAnswersAndNothingElse(t *testing.T) {
	at := in(t)
	o := handIn(t, at("a.itb"))
	header := o.submit(at("r.itb"))
	data := read(t, at("r.itb"))
	for _, secret := range []string{"ENTWURF", "INAKTIVERTEXT", "GELOESCHT", "GEAENDERT", anna.Name, anna.Computer, "ANDERE", "andere"} {
		if bytes.Contains(data, []byte(secret)) {
			t.Errorf("the return holds %q", secret)
		}
	}
	for _, wanted := range []string{"bleibt", "drei", "B. Meister, Leitung", "Stadt " + jena} {
		if !bytes.Contains(data, []byte(wanted)) {
			t.Errorf("the return lacks %q", wanted)
		}
	}
	foreign, err := onlyRead(context.Background(), at("r.itb"), nil)
	must(t, err)
	r := foreign.Responses[0]
	if foreign.Kind != Return || len(foreign.Responses) != 1 || len(foreign.Sets) != 1 {
		t.Fatalf("kind %s, %d responses, %d sets", foreign.Kind, len(foreign.Responses), len(foreign.Sets))
	}
	if r.ID != header.ID || r.Digest != header.Digest || r.Revision != 1 || survey.ResponseDigest(o.set, r) != header.Digest {
		t.Errorf("read back: %+v", r)
	}
	if !slices.Equal(r.Answers.Rows("fv"), []int{1, 3}) {
		t.Errorf("rows %v", r.Answers.Rows("fv"))
	}
}

func TestSU06SameStateGivesTheSameBytes(t *testing.T) {
	at := in(t)
	o := handIn(t, at("a.itb"))
	first := o.submit(at("r1.itb"))
	// What happens in between leaves other traces in the working file.
	o.reopen().answer("notiz", strings.Repeat("hin ", 900)).answer("notiz", "bleibt")
	second := o.submit(at("r2.itb"))
	if first.Digest != second.Digest || second.Revision != 1 {
		t.Fatalf("revision %d, digest %s", second.Revision, second.Digest)
	}
	if !bytes.Equal(read(t, at("r1.itb")), read(t, at("r2.itb"))) {
		t.Error("other bytes")
	}
}

func TestSU04ReturnIsNeverOverwrittenUnlessForced(t *testing.T) {
	at := in(t)
	o := newOffice(t, at("a.itb"), jena).answer("anzahl", "1")
	header := o.submit(at("r.itb"))
	first := read(t, at("r.itb"))
	wantCode(t, o.file.WriteReturn(o.set, []*survey.Response{header}, at("r.itb"), nil, false), CodeExists)
	o.reopen().answer("anzahl", "2")
	header = nextRevision(o.set, load(t, o))
	must(t, o.file.WriteReturn(o.set, []*survey.Response{header}, at("r.itb"), nil, true))
	if !bytes.Equal(read(t, at("r.itb.bak")), first) || bytes.Equal(read(t, at("r.itb")), first) {
		t.Error("the old return is not kept as .bak, or the new one is not there")
	}
	must(t, os.Mkdir(at("ordner.itb"), 0o700))
	wantCode(t, o.file.WriteReturn(o.set, []*survey.Response{header}, at("ordner.itb"), nil, true), CodeExists)
	wantCode(t, o.file.WriteReturn(o.set, []*survey.Response{header}, at("fehlt/r.itb"), nil, false), CodeNotFound)
	if got := listing(t, filepath.Dir(at("r.itb"))); slices.ContainsFunc(got, func(s string) bool { return strings.Contains(s, ".tmp") }) {
		t.Errorf("left behind: %q", got)
	}
}

func load(t testing.TB, o *office) *survey.Response {
	t.Helper()
	r, _, err := o.file.Load(o.nr)
	must(t, err)
	return r
}

func TestReturnThatCannotBeReadBackIsNotWritten(t *testing.T) {
	at := in(t)
	o := newOffice(t, at("a.itb"), jena).answer("anzahl", "1")
	header := nextRevision(o.set, load(t, o))
	header.Digest = strings.Repeat("0", 64)
	wantCode(t, o.file.WriteReturn(o.set, []*survey.Response{header}, at("r.itb"), nil, false), CodeDamaged)
	if got := listing(t, filepath.Dir(at("r.itb"))); slices.ContainsFunc(got, func(s string) bool { return !strings.HasPrefix(s, "a.itb") }) {
		t.Errorf("left behind: %q", got)
	}
}

// Whatever is answered, in whatever order, the digest of what is handed in is
// the one that its reader computes.
func TestReturnSaysWhatTheWorkingFileSays(t *testing.T) {
	at := in(t)
	o := newOffice(t, at("a.itb"), jena)
	rapid.Check(t, func(rt *rapid.T) {
		for range rapid.IntRange(1, 6).Draw(rt, "steps") {
			s := o.session()
			must(t, s.Jump(survey.Place{Question: rapid.SampledFrom([]string{"anzahl", "lan", "lan_art", "notiz", "fv"}).Draw(rt, "place")}, ""))
			step(rt, t, s)
		}
		header, _ := survey.HandIn(o.set, load(t, o), rapid.SampledFrom([]string{"", "Ä, ß"}).Draw(rt, "release"), rapid.Bool().Draw(rt, "incomplete"))
		must(t, o.file.WriteReturn(o.set, []*survey.Response{header}, at("r.itb"), nil, true))
		foreign, err := onlyRead(context.Background(), at("r.itb"), nil)
		must(t, err)
		if got := survey.ResponseDigest(o.set, foreign.Responses[0]); got != header.Digest {
			rt.Fatalf("handed in %s, read %s", header.Digest, got)
		}
	})
}

func step(rt *rapid.T, t *testing.T, s *survey.Session) {
	var err error
	switch q := s.Question(); {
	case q.Name == "fv" && rapid.Bool().Draw(rt, "add"):
		_, err = s.AddRow()
		must(t, err)
		_, err = s.Enter(rapid.StringN(0, 20, 60).Draw(rt, "row"))
	case q.Name == "fv":
		if rows := s.Response.Answers.Rows("fv"); len(rows) > 0 {
			err = s.DeleteRow(rapid.SampledFrom(rows).Draw(rt, "drop"))
		} else {
			_, err = s.ConfirmNone()
		}
	case rapid.Bool().Draw(rt, "comment"):
		err = s.Comment(rapid.String().Draw(rt, "text"))
	default:
		entry := rapid.OneOf(rapid.SampledFrom([]string{"ja", "nein", "12", "1.234", "", "x y"}), rapid.String()).Draw(rt, "entry")
		err = s.Pause(entry)
	}
	must(t, err)
}

func nextRevision(set *survey.Questionnaire, r *survey.Response) *survey.Response {
	next, _ := survey.HandIn(set, r, "", false)
	return next
}
