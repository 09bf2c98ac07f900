package store

import (
	"os"
	"slices"
	"strings"
	"testing"

	"bestand.example/itbestand/survey"
)

// newDesk makes a working file for a set that is answered many times: of a
// project, or by a person who is not to be known.
func newDesk(t testing.TB, path string, anonymous bool) *office {
	t.Helper()
	f, err := Create(path, Working, anna, noon)
	must(t, err)
	t.Cleanup(func() { _ = f.Close() })
	o := &office{t: t, set: testSet(t), file: f}
	o.set.Many, o.set.Anonymous, o.set.Project = true, anonymous, !anonymous
	must(t, f.AddSet(ofMany(o.set), testFiles()))
	if anonymous {
		must(t, f.SetUnit(veiled()))
	}
	o.begin()
	return o
}

func ofMany(set *survey.Questionnaire) Set {
	s := described(set)
	s.Many, s.Anonymous = set.Many, set.Anonymous
	return s
}

func veiled() survey.Unit {
	return survey.Unit{Key: jena, Name: "Jena", DistrictKey: "16053", District: "Jena", Inhabitants: 110_000}.Veiled()
}

// begin begins another response, which is the one that is answered then.
func (o *office) begin() *office {
	unit := survey.Project()
	if o.set.Anonymous {
		unit = veiled()
	}
	var err error
	o.nr, err = o.file.NewResponse(ofMany(o.set), unit, "", "")
	must(o.t, err)
	return o
}

// submitAll hands in all responses together.
func (o *office) submitAll(target string) []*survey.Response {
	o.t.Helper()
	held, err := o.file.Responses()
	must(o.t, err)
	var all []*survey.Response
	for _, h := range held {
		r, _, err := o.file.Load(h.Nr)
		must(o.t, err)
		all = append(all, r)
	}
	next, _ := survey.HandInAll(o.set, all, unreleased, func(*survey.Response) bool { return false })
	for i, h := range held {
		if !all[i].Closed {
			must(o.t, o.file.MarkSubmitted(map[int64]*survey.Response{h.Nr: next[i]}, anna, noon))
		}
	}
	must(o.t, o.file.WriteReturn(o.set, next, target, nil, false))
	return next
}

// manyCentral is a central file that holds the set of a desk.
func manyCentral(t testing.TB, path string, o *office) *File {
	t.Helper()
	f, err := Create(path, Central, anna, noon)
	must(t, err)
	t.Cleanup(func() { _ = f.Close() })
	must(t, f.AddSet(ofMany(o.set), testFiles()))
	return f
}

func readFile(t testing.TB, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	must(t, err)
	return data
}

func mergeInto(t testing.TB, central *File, o *office, paths ...string) Report {
	t.Helper()
	report, err := central.Merge(t.Context(), paths, MergeOptions{At: noon, Set: func(string, string, string) (*survey.Questionnaire, error) { return o.set, nil }})
	must(t, err)
	return report
}

func TestManyResponsesTravelInOneReturn(t *testing.T) {
	at := in(t)
	o := newDesk(t, at("p.itb"), false).answer("anzahl", "1")
	o.begin().answer("anzahl", "2")
	first := o.submitAll(at("r1.itb"))
	central := manyCentral(t, at("z.itb"), o)
	wantCounts(t, mergeInto(t, central, o, at("r1.itb")), "merged 1, unchanged 0, replaced 0, older 0, begun 0, refused 0, conflicts 0")

	o.begin().answer("anzahl", "3")
	second := o.submitAll(at("r2.itb"))
	if second[0].Digest != first[0].Digest || second[0].Revision != 1 || second[2].Revision != 2 {
		t.Errorf("what did not change has revision %d, what is new %d", second[0].Revision, second[2].Revision)
	}
	wantCounts(t, mergeInto(t, central, o, at("r2.itb")), "merged 1, unchanged 0, replaced 0, older 0, begun 0, refused 0, conflicts 0")
	wantCounts(t, mergeInto(t, central, o, at("r1.itb"), at("r2.itb")), "merged 0, unchanged 2, replaced 0, older 0, begun 0, refused 0, conflicts 0")
	held, err := central.Responses()
	must(t, err)
	if len(held) != 3 {
		t.Fatalf("%d responses are held", len(held))
	}
	sources, err := central.Sources()
	must(t, err)
	for _, s := range sources {
		if s.Standing != Counts {
			t.Errorf("%s: %s", s.Name, s.Standing)
		}
	}
}

// Two versions of one response are a conflict; two responses are none.
func TestManyResponsesConflictOneByOne(t *testing.T) {
	at := in(t)
	o := newDesk(t, at("p.itb"), false).answer("anzahl", "1")
	one := o.nr
	o.begin().answer("anzahl", "2")
	o.submitAll(at("r1.itb"))
	central := manyCentral(t, at("z.itb"), o)
	mergeInto(t, central, o, at("r1.itb"))
	must(t, o.file.Close())
	data := readFile(t, at("p.itb"))
	for i, entry := range []string{"8", "9"} {
		copied := at("kopie" + entry + ".itb")
		must(t, os.WriteFile(copied, data, 0o600))
		f, err := Open(copied, anna, noon)
		must(t, err)
		o.file, o.nr = f, one
		must(t, f.Reopen(one, anna, noon))
		o.answer("anzahl", entry).submitAll(at("r2-" + entry + ".itb"))
		must(t, f.Close())
		report := mergeInto(t, central, o, at("r2-"+entry+".itb"))
		if len(report.Conflicts) != i {
			t.Errorf("after %s: %d conflicts", entry, len(report.Conflicts))
		}
	}
}

func TestAnonymousFilesNameNobody(t *testing.T) {
	at := in(t)
	o := newDesk(t, at("ich.itb"), true).answer("anzahl", "1")
	r := o.submitAll(at("r.itb"))[0]
	history, err := o.file.History(o.nr)
	must(t, err)
	if len(history) > 0 {
		t.Errorf("there is a history: %v", history)
	}
	wantCode(t, o.file.Reopen(o.nr, anna, noon), CodeOnce)
	_, err = o.file.NewResponse(ofMany(o.set), veiled(), "", "")
	wantCode(t, err, CodeAlone)
	wantCode(t, o.file.SetUnit(survey.Unit{Key: jena}), CodeAlone)
	must(t, o.file.Close())
	for _, path := range []string{"ich.itb", "r.itb"} {
		for _, secret := range []string{jena, anna.Name, anna.Computer} {
			if strings.Contains(string(readFile(t, at(path))), secret) {
				t.Errorf("%s contains %s", path, secret)
			}
		}
	}
	central := manyCentral(t, at("z.itb"), o)
	must(t, os.Mkdir(at("Stadt Jena"), 0o700))
	must(t, os.WriteFile(at("Stadt Jena/r.itb"), readFile(t, at("r.itb")), 0o600))
	wantCounts(t, mergeInto(t, central, o, at("Stadt Jena")), "merged 1, unchanged 0, replaced 0, older 0, begun 0, refused 0, conflicts 0")
	sources, err := central.Sources()
	must(t, err)
	if s := sources[0]; s.Name != "rueckgabe_it_"+r.ID[:8]+".itb" || s.ReadAt.Hour() != 0 || s.UnitKey != "" {
		t.Errorf("the source tells %q, %s, unit %q", s.Name, s.ReadAt, s.UnitKey)
	}
}

func TestAnonymousSetsStandAlone(t *testing.T) {
	at := in(t)
	o := newOffice(t, at("amt.itb"), jena)
	other := []survey.File{{Name: "fk.yaml", Data: []byte("kind: questionnaire\n")}}
	fk := Set{ID: "fk", Version: "1.0.0", Short: "FK", Digest: survey.SetDigest(other), Many: true, Anonymous: true}
	wantCode(t, o.file.AddSet(fk, other), CodeAlone)
	me := newDesk(t, at("ich.itb"), true)
	fk.Anonymous = false
	wantCode(t, me.file.AddSet(fk, other), CodeAlone)
}

// A forged return that tells more than an anonymous one does is refused.
func TestForgedAnonymousReturnsAreRefused(t *testing.T) {
	at := in(t)
	o := newDesk(t, at("ich.itb"), true).answer("anzahl", "1")
	good := o.submitAll(at("r.itb"))[0]
	for name, change := range map[string]func(*survey.Response){
		"unit":     func(r *survey.Response) { r.Unit.Key = jena },
		"name":     func(r *survey.Response) { r.Unit.Name = "Jena" },
		"release":  func(r *survey.Response) { r.Release = "A. Amt" },
		"revision": func(r *survey.Response) { r.Revision = 2 },
		"comment": func(r *survey.Response) {
			r.Answers = r.Answers.Clone()
			k := survey.Key{Question: "anzahl"}
			a := r.Answers.Get(k)
			a.Comment = "von Huber"
			r.Answers.Set(k, a)
		},
	} {
		r := *good
		change(&r)
		r.Digest = survey.ResponseDigest(o.set, &r)
		if e := checkResponse("r.itb", o.set, &r, slices.Collect(slices.Values(r.Answers.Keys()))); e == nil {
			t.Errorf("%s: taken", name)
		}
	}
}

func unreleased(*survey.Response) string { return "" }
