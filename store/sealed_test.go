package store

import (
	"bytes"
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	ageseal "bestand.example/itbestand/store/seal"
	"bestand.example/itbestand/survey"
)

// sealer is a key pair as cmd hands it over.
type sealer struct{ key ageseal.Identity }

func newSealer(t testing.TB) sealer {
	t.Helper()
	key, err := ageseal.Generate()
	must(t, err)
	return sealer{key}
}

func (s sealer) seal(content []byte) ([]byte, Unsealing, error) {
	var b bytes.Buffer
	w, err := ageseal.Seal(&b, []ageseal.Recipient{s.key.Recipient()})
	if err == nil {
		_, err = w.Write(content)
	}
	if err = errors.Join(err, w.Close()); err != nil {
		return nil, nil, err
	}
	return b.Bytes(), func(sealed []byte) ([]byte, Code) { return outcomeOf(w.ReadBack(bytes.NewReader(sealed), MaxFile)) }, nil
}

func (s sealer) open(sealed []byte) ([]byte, Code) {
	return outcomeOf(ageseal.Open(bytes.NewReader(sealed), MaxFile, []ageseal.Identity{s.key}))
}

func outcomeOf(content []byte, err error) ([]byte, Code) {
	switch {
	case err == nil:
		return content, ""
	case errors.Is(err, ageseal.ErrOtherKey):
		return nil, CodeOtherKey
	case errors.Is(err, ageseal.ErrPassphrase):
		return nil, CodePassphrase
	}
	return nil, CodeDamaged
}

// submitSealed hands a response in as a sealed return.
func (o *office) submitSealed(s sealer, target string) *survey.Response {
	o.t.Helper()
	next, _ := survey.HandIn(o.set, load(o.t, o), "B. Meister, Leitung", false)
	must(o.t, o.file.MarkSubmitted(map[int64]*survey.Response{o.nr: next}, anna, noon))
	must(o.t, o.file.WriteReturn(o.set, []*survey.Response{next}, target, s.seal, false))
	return next
}

func mergeSealed(t testing.TB, central *File, open Unsealing, paths ...string) Report {
	t.Helper()
	options := mergeOptions(t)
	options.Open = open
	report, err := central.Merge(context.Background(), paths, options)
	must(t, err)
	return report
}

func TestSealedReturnIsMergedAsAnUnsealedOne(t *testing.T) {
	at, s := in(t), newSealer(t)
	header := newOffice(t, at("a.itb"), jena).answer("anzahl", "5").submitSealed(s, at("a_r1.itb.age"))
	central := newCentral(t, at("zentral.itb"))
	report := mergeSealed(t, central, s.open, at("a_r1.itb.age"))
	if report.Merged != 1 || report.Digest != survey.CentralDigest([][2]string{{header.ID, header.Digest}}, nil) {
		t.Errorf("report %+v", report)
	}
	if left := listing(t, filepath.Dir(at("x"))); slices.ContainsFunc(left, func(s string) bool { return strings.Contains(s, ".tmp") }) {
		t.Errorf("left behind: %q", left)
	}
}

// ME07: a wrong key is told as such, not as damage; the others go in.
func TestME07WrongKeyIsNotDamage(t *testing.T) {
	at, right, wrong := in(t), newSealer(t), newSealer(t)
	newOffice(t, at("a.itb"), jena).answer("anzahl", "5").submitSealed(right, at("a_r1.itb.age"))
	newOffice(t, at("b.itb"), gera).answer("anzahl", "6").submitSealed(wrong, at("b_r1.itb.age"))
	central := newCentral(t, at("zentral.itb"))
	report := mergeSealed(t, central, right.open, at("a_r1.itb.age"), at("b_r1.itb.age"))
	if report.Merged != 1 || report.Refused != 1 || report.Files[1].Refusal.Code != CodeOtherKey {
		t.Errorf("report %+v", report)
	}
	if none := mergeSealed(t, newCentral(t, at("ohne.itb")), nil, at("a_r1.itb.age")); none.Files[0].Refusal.Code != CodeSealed {
		t.Errorf("without a key: %+v", none.Files[0].Refusal)
	}
}

// ME05: whatever is changed in a sealed return, it is refused, in every case.
func TestME05EveryMutationOfASealedReturnIsRefused(t *testing.T) {
	at, s := in(t), newSealer(t)
	o := newOffice(t, at("a.itb"), jena).answer("anzahl", "5", "notiz", strings.Repeat("Text für viele Seiten. ", 400))
	o.submitSealed(s, at("gut.itb.age"))
	good := read(t, at("gut.itb.age"))
	trusted := map[setKey]trustedSet{{o.set.ID, o.set.Version}: {described(o.set), o.set}}
	r := rand.New(rand.NewPCG(5, 5))
	var c costs
	for i := range many(100, 1000) {
		bad := mutate(r, slices.Clone(good), i)
		for bytes.Equal(bad, good) {
			bad = mutate(r, slices.Clone(good), i)
		}
		must(t, os.WriteFile(at("x.itb.age"), bad, 0o600))
		var got opened
		c.of(func() {
			got = openFile(context.Background(), found{path: at("x.itb.age"), name: "x.itb.age"}, checks{sets: trusted, open: s.open})
		})
		var refused *Error
		if !errors.As(got.err, &refused) {
			t.Fatalf("mutation %d: %v", i, got.err)
		}
		if refused.Class() != ClassRefused {
			t.Fatalf("mutation %d: %v is of class %d", i, refused, refused.Class())
		}
	}
	c.report(t)
}

// ME06: a return that ends too early, sealed or not, is refused wherever it
// ends.
func TestME06EveryTruncationOfASealedReturnIsRefused(t *testing.T) {
	at, s := in(t), newSealer(t)
	o := newOffice(t, at("a.itb"), jena).answer("anzahl", "5")
	o.submitSealed(s, at("gut.itb.age"))
	good := read(t, at("gut.itb.age"))
	for percent := range 100 {
		must(t, os.WriteFile(at("x.itb.age"), good[:len(good)*percent/100], 0o600))
		if _, err := onlyRead(context.Background(), at("x.itb.age"), s.open); err == nil {
			t.Fatalf("%d %% of the file are accepted", percent)
		}
	}
}

// Nothing of what somebody entered stands in a sealed return, plainly or as
// UTF-16; once it is opened, only the active answers of its set do.
func TestSealedReturnHoldsNothingInClear(t *testing.T) {
	at, s := in(t), newSealer(t)
	probe := func(name string) string { return "GEHEIM-" + name + "-0123456789abcdef" }
	o := newOffice(t, at("a.itb"), jena)
	o.answer("notiz", probe("alt")) // changed below
	o.answer("notiz", probe("notiz"), "lan", "ja", "lan_art", probe("inaktiv"))
	o.answer("lan", "nein", "fv_name[1]", probe("zeile"), "anzahl", "5")
	must(t, o.session().Jump(survey.Place{Question: "stand"}, ""))
	session := o.session()
	must(t, session.Jump(survey.Place{Question: "stand"}, ""))
	must(t, session.Pause(probe("entwurf")))
	must(t, session.Jump(survey.Place{Question: "stand"}, ""))
	must(t, session.Clear())
	must(t, o.file.SetEditor(probe("name")))
	o.submitSealed(s, at("r.itb.age"))
	sealed := read(t, at("r.itb.age"))
	for _, name := range []string{"alt", "notiz", "inaktiv", "zeile", "entwurf", "name"} {
		if contains(sealed, probe(name)) {
			t.Errorf("the sealed return holds %s", name)
		}
	}
	content, refused := s.open(sealed)
	if refused != "" {
		t.Fatal(refused)
	}
	for name, wanted := range map[string]bool{"notiz": true, "zeile": true, "alt": false, "inaktiv": false, "entwurf": false, "name": false} {
		if contains(content, probe(name)) != wanted {
			t.Errorf("the opened return holds %s: %v", name, !wanted)
		}
	}
	must(t, o.file.Close())
	if working := read(t, at("a.itb")); contains(working, probe("alt")) || contains(working, probe("entwurf")) {
		t.Error("a changed answer left a trace in the survey file")
	}
}

// contains looks for a text as UTF-8 and as UTF-16 of both byte orders.
func contains(data []byte, text string) bool {
	var little, big []byte
	for _, u := range utf16.Encode([]rune(text)) {
		little, big = append(little, byte(u), byte(u>>8)), append(big, byte(u>>8), byte(u))
	}
	return bytes.Contains(data, []byte(text)) || bytes.Contains(data, little) || bytes.Contains(data, big)
}
