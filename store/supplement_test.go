package store

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"unicode/utf16"

	"pgregory.net/rapid"

	"bestand.example/itbestand/survey"
)

// asked writes a follow-up about the version with a digest, and opens it as its
// administration does.
func asked(t testing.TB, central *File, digest, path string, questions ...string) *office {
	t.Helper()
	texts := map[string]string{}
	for _, name := range questions {
		texts[name] = "Stimmt das? (" + name + ")"
	}
	held, err := central.Responses()
	must(t, err)
	i := slices.IndexFunc(held, func(h Held) bool { return h.Response.Digest == digest })
	if i < 0 {
		t.Fatalf("%s is not held", digest)
	}
	r, _, err := central.Load(held[i].Nr)
	must(t, err)
	set := testSet(t)
	must(t, central.WriteFollowUp(survey.Assess(set, r).FollowUp(NewID(), texts), "", path, noon))
	for _, name := range questions {
		must(t, central.Ask(Query{ResponseID: r.ID, Digest: digest, Question: name, Text: texts[name], By: "C", At: noon}))
	}
	f, err := Open(path, anna, noon)
	must(t, err)
	t.Cleanup(func() { _ = f.Close() })
	responses, err := f.Responses()
	must(t, err)
	return &office{t: t, set: set, file: f, nr: responses[0].Nr}
}

// only loads the one response that a central file holds.
func only(t testing.TB, central *File) *survey.Response {
	t.Helper()
	held, err := central.Responses()
	must(t, err)
	if len(held) != 1 {
		t.Fatalf("%d responses are held", len(held))
	}
	r, _, err := central.Load(held[0].Nr)
	must(t, err)
	return r
}

func TestSupplementIsPutIntoTheVersionAskedAbout(t *testing.T) {
	at := in(t)
	o := newOffice(t, at("a.itb"), jena).answer("anzahl", "1", "lan", "ja", "lan_art", "Glasfaser", "notiz", "bleibt",
		"fv_name[1]", "Meso", "fv_kosten[1]", "10", "fv_name[2]", "Vois", "fv_kosten[2]", "20")
	base := o.submit(at("r1.itb"))
	central := newCentral(t, at("z.itb"))
	merge(t, central, at("r1.itb"))
	q := asked(t, central, base.Digest, at("frage.itb"), "anzahl", "fv_kosten", "lan")
	if got := q.file.Kind(); got != FollowUp {
		t.Fatalf("a file of kind %s", got)
	}
	before, _, err := q.file.Load(q.nr)
	must(t, err)
	if before.FollowUp.Text(q.set.Question("anzahl")) != "Stimmt das? (anzahl)" || before.Answers.Get(survey.Key{Question: "anzahl"}).Value.Text != "1" {
		t.Errorf("not asked, or not prefilled: %+v", before.FollowUp)
	}
	q.answer("anzahl", "5", "fv_kosten[2]", "25", "lan", "nein")
	s := q.submit(at("s.itb"))
	if s.Revision != 2 || !slices.Equal(s.Chain, []string{base.Digest}) {
		t.Errorf("revision %d, chain %v", s.Revision, s.Chain)
	}
	report := merge(t, central, at("s.itb"))
	wantCounts(t, report, "merged 0, unchanged 0, replaced 1, older 0, begun 0, refused 0, conflicts 0")
	if !report.Files[0].Supplement || report.Files[0].Digest != s.Digest {
		t.Errorf("reported as %+v", report.Files[0])
	}
	got := only(t, central)
	for name, want := range map[string]string{"anzahl": "5", "notiz": "bleibt", "lan": "nein", "lan_art": ""} {
		if v := got.Answers.Get(survey.Key{Question: name}).Value.Text; v != want {
			t.Errorf("%s is %q, want %q", name, v, want)
		}
	}
	for key, want := range map[survey.Key]string{{Question: "fv_name", Row: 2}: "Vois", {Question: "fv_kosten", Row: 1}: "10", {Question: "fv_kosten", Row: 2}: "25"} {
		if v := got.Answers.Get(key).Value.Text; v != want {
			t.Errorf("%v is %q, want %q", key, v, want)
		}
	}
	if got.Digest != s.Digest || got.Revision != 2 || got.Incomplete || got.Release != "B. Meister, Leitung" {
		t.Errorf("header %+v", got)
	}
	wantCounts(t, merge(t, central, at("s.itb"), at("r1.itb")), "merged 0, unchanged 2, replaced 0, older 0, begun 0, refused 0, conflicts 0")
	queries, err := central.Queries()
	must(t, err)
	for _, one := range queries {
		if one.State != QueryAnswered {
			t.Errorf("%s is %s", one.Question, one.State)
		}
	}
}

// A corrected supplement replaces the one before, and a follow-up about a
// version that a supplement made leads to the next one.
func TestSupplementsFollowEachOther(t *testing.T) {
	at := in(t)
	base := newOffice(t, at("a.itb"), jena).answer("anzahl", "1").submit(at("r1.itb"))
	central := newCentral(t, at("z.itb"))
	merge(t, central, at("r1.itb"))
	q := asked(t, central, base.Digest, at("frage.itb"), "anzahl").answer("anzahl", "2")
	q.submit(at("s1.itb"))
	q.reopen().answer("anzahl", "3")
	corrected := q.submit(at("s2.itb"))
	merge(t, central, at("s1.itb"), at("s2.itb"))
	again := asked(t, central, corrected.Digest, at("frage2.itb"), "notiz").answer("notiz", "neu").submit(at("s3.itb"))
	merge(t, central, at("s3.itb"))
	got := only(t, central)
	if got.Digest != again.Digest || got.Revision != 4 || got.Answers.Get(survey.Key{Question: "anzahl"}).Value.Text != "3" {
		t.Errorf("held: %+v", got)
	}
}

// What was asked can make the set ask what nobody has answered.
func TestSupplementThatRaisesAQuestionIsIncomplete(t *testing.T) {
	at := in(t)
	o := newOffice(t, at("a.itb"), jena).answer("anzahl", "1")
	base := o.submit(at("r1.itb"))
	central := newCentral(t, at("z.itb"))
	merge(t, central, at("r1.itb"))
	q := asked(t, central, base.Digest, at("frage.itb"), "anzahl")
	empty := ""
	_, err := q.session().Put([]survey.Assignment{{Question: "anzahl", Entry: &empty}})
	must(t, err)
	q.submit(at("s.itb"))
	merge(t, central, at("s.itb"))
	if got := only(t, central); !got.Incomplete || got.Revision != 2 {
		t.Errorf("%+v", got)
	}
}

func TestSupplementWaitsForItsVersion(t *testing.T) {
	at := in(t)
	base := newOffice(t, at("a.itb"), jena).answer("anzahl", "1", "notiz", "x").submit(at("r1.itb"))
	first := newCentral(t, at("y.itb"))
	merge(t, first, at("r1.itb"))
	asked(t, first, base.Digest, at("frage.itb"), "anzahl").answer("anzahl", "2").submit(at("s.itb"))
	central := newCentral(t, at("z.itb"))
	report := merge(t, central, at("s.itb"))
	wantCounts(t, report, "merged 0, unchanged 0, replaced 0, older 0, begun 0, refused 0, conflicts 0")
	sources, err := central.Sources()
	must(t, err)
	if report.Waiting != 1 || sources[0].Standing != Waiting || !sources[0].Supplement {
		t.Errorf("%+v, %+v", report, sources)
	}
	report = merge(t, central, at("s.itb"), at("r1.itb"))
	if report.Waiting != 0 || report.Merged != 1 || report.Unchanged != 1 || report.Supplied != 1 {
		t.Errorf("%+v", report)
	}
	must(t, os.Rename(at("s.itb"), at("a_s.itb")))
	other := newCentral(t, at("x.itb"))
	report = merge(t, other, at("a_s.itb"), at("r1.itb"))
	if report.Waiting != 0 || report.Merged != 1 || report.Replaced != 1 || report.Supplied != 0 || report.Files[0].Outcome != OutcomeReplaced {
		t.Errorf("%+v", report)
	}
	if got := only(t, central); got.Answers.Get(survey.Key{Question: "notiz"}).Value.Text != "x" || got.Answers.Get(survey.Key{Question: "anzahl"}).Value.Text != "2" {
		t.Errorf("%+v", got)
	}
}

// Of a unit that is forgotten nothing stays that was asked, and a supplement to
// what was forgotten brings nothing back.
func TestForgettingAUnitForgetsItsSupplements(t *testing.T) {
	at := in(t)
	base := newOffice(t, at("a.itb"), jena).answer("anzahl", "1", "notiz", "Frau Unverwechselbar").submit(at("r1.itb"))
	central := newCentral(t, at("z.itb"))
	merge(t, central, at("r1.itb"))
	q := asked(t, central, base.Digest, at("frage.itb"), "anzahl").answer("anzahl", "2")
	q.submit(at("s.itb"))
	merge(t, central, at("s.itb"))
	q.reopen().answer("anzahl", "3").submit(at("s2.itb"))
	forget(t, central, Forgetting{Scope: ScopeUnit, UnitKey: jena})
	report := merge(t, central, at("r1.itb"), at("s.itb"), at("s2.itb"))
	if report.Unchanged != 3 || report.Waiting != 0 {
		t.Errorf("%+v", report)
	}
	for _, table := range []string{"response", "answer", "query", "supplement"} {
		if r, err := central.link.one("SELECT count(*) FROM " + table); err != nil || r.int(0) != 0 {
			t.Errorf("%d rows stay in %s (%v)", r.int(0), table, err)
		}
	}
	sources, err := central.Sources()
	must(t, err)
	for _, s := range sources {
		if s.Standing != Forgotten {
			t.Errorf("%s: %q", s.Name, s.Standing)
		}
	}
}

// Personal answers that were deleted stay so in what a supplement makes, and do
// not make it incomplete.
func TestSupplementToAThinnedVersion(t *testing.T) {
	at := in(t)
	base := newOffice(t, at("a.itb"), jena).answer("anzahl", "1", "notiz", "Frau Unverwechselbar").submit(at("r1.itb"))
	central := newCentral(t, at("z.itb"))
	merge(t, central, at("r1.itb"))
	q := asked(t, central, base.Digest, at("frage.itb"), "anzahl").answer("anzahl", "2")
	q.submit(at("s.itb"))
	forget(t, central, Forgetting{Scope: ScopePersonal})
	merge(t, central, at("s.itb"))
	got := only(t, central)
	if a := got.Answers.Get(key("notiz")); a.Missing != survey.Forgotten || got.Incomplete {
		t.Errorf("%+v, incomplete %v", a, got.Incomplete)
	}
	thinned := survey.Assess(testSet(t), got).FollowUp(NewID(), map[string]string{"notiz": "?"})
	if a := thinned.Answers.Get(key("notiz")); !a.IsZero() {
		t.Errorf("asks with %+v", a)
	}
}

// A follow-up is no return, and is written anew only while nobody has worked in
// it.
func TestFollowUpIsKeptOnceSomebodyWorkedInIt(t *testing.T) {
	at := in(t)
	base := newOffice(t, at("a.itb"), jena).answer("anzahl", "1").submit(at("r1.itb"))
	central := newCentral(t, at("z.itb"))
	merge(t, central, at("r1.itb"))
	must(t, asked(t, central, base.Digest, at("frage.itb"), "anzahl").file.Close())
	q := asked(t, central, base.Digest, at("frage.itb"), "anzahl", "lan")
	report := merge(t, central, at("frage.itb"))
	if report.Refused != 1 || report.Files[0].Refusal.Code != CodeFollowUp {
		t.Errorf("%+v", report.Files)
	}
	q.answer("anzahl", "2")
	must(t, q.file.Close())
	r, _, err := central.Load(1)
	must(t, err)
	wantCode(t, central.WriteFollowUp(survey.Assess(testSet(t), r).FollowUp(NewID(), map[string]string{"lan": "?"}), "", at("frage.itb"), noon), CodeExists)
}

// What was not asked and is not read never gets into a follow-up.
func TestFollowUpHoldsNothingBesides(t *testing.T) {
	at := in(t)
	const secret, hidden, wanted = "GEHEIM-7f3a91c2", "VERBORGEN-55d1e0", "LESBAR-a91"
	o := newOffice(t, at("a.itb"), jena).answer("anzahl", "1", "lan", "ja", "lan_art", wanted, "notiz", secret, "fv_name[1]", hidden, "fv_kosten[1]", "77123")
	base := o.submit(at("r1.itb"))
	central := newCentral(t, at("z.itb"))
	merge(t, central, at("r1.itb"))
	q := asked(t, central, base.Digest, at("frage.itb"), "lan_art")
	q.submit(at("s.itb"))
	must(t, q.file.Close())
	for _, name := range []string{"frage.itb", "s.itb"} {
		data := read(t, at(name))
		for _, planted := range []string{secret, hidden, "77123"} {
			if holds(data, planted) {
				t.Errorf("%s holds %q", name, planted)
			}
		}
		if !holds(data, wanted) {
			t.Errorf("%s does not hold what was asked", name)
		}
	}
}

// holds looks for a text as UTF-8 and as UTF-16 of both orders.
func holds(data []byte, text string) bool {
	var little, big []byte
	for _, unit := range utf16.Encode([]rune(text)) {
		little, big = append(little, byte(unit), byte(unit>>8)), append(big, byte(unit>>8), byte(unit))
	}
	return bytes.Contains(data, []byte(text)) || bytes.Contains(data, little) || bytes.Contains(data, big)
}

func TestForgedSupplementsAreRefused(t *testing.T) {
	at := in(t)
	base := newOffice(t, at("a.itb"), jena).answer("anzahl", "1", "fv_name[1]", "x").submit(at("r1.itb"))
	central := newCentral(t, at("z.itb"))
	merge(t, central, at("r1.itb"))
	q := asked(t, central, base.Digest, at("frage.itb"), "anzahl", "fv_name").answer("anzahl", "2")
	right := q.submit(at("s.itb"))
	set := testSet(t)
	n := 0
	for name, c := range map[string]struct {
		forge func(r *survey.Response)
		code  Code
	}{
		"an answer nobody asked for":  {func(r *survey.Response) { r.Answers.Set(key("notiz"), text("x")) }, CodeBadQuestion},
		"a cell nobody asked for":     {func(r *survey.Response) { r.Answers.Set(survey.Key{Question: "fv_kosten", Row: 1}, amount("1")) }, CodeBadQuestion},
		"an unknown question":         {func(r *survey.Response) { r.FollowUp.Questions = []string{"anzahl", "zzz"} }, CodeBadQuestion},
		"a question that is computed": {func(r *survey.Response) { r.FollowUp.Questions = []string{"anzahl", "summe"} }, CodeBadQuestion},
		"nothing asked":               {func(r *survey.Response) { r.FollowUp.Questions = nil; r.Answers = survey.NewAnswers() }, CodeDamaged},
		"asked twice":                 {func(r *survey.Response) { r.FollowUp.Questions = []string{"anzahl", "anzahl", "fv_name"} }, CodeDamaged},
		"no order":                    {func(r *survey.Response) { r.FollowUp.Questions = []string{"fv_name", "anzahl"} }, CodeDamaged},
		"no version":                  {func(r *survey.Response) { r.FollowUp.Base = "" }, CodeDamaged},
		"not in its chain":            {func(r *survey.Response) { r.FollowUp.Base = right.Digest }, CodeDamaged},
		"no later revision":           {func(r *survey.Response) { r.Revision = 1 }, CodeDamaged},
		"a revision before the first": {func(r *survey.Response) { r.FollowUp.Revision = 0 }, CodeDamaged},
		"a row that is not there":     {func(r *survey.Response) { r.Answers.Set(survey.Key{Question: "fv_name", Row: 9}, text("x")) }, CodeBadAnswer},
		"rows of a list not asked for": {func(r *survey.Response) {
			r.FollowUp.Questions = []string{"anzahl"}
			r.Answers.Set(survey.Key{Question: "fv_name", Row: 1}, survey.Answer{})
		}, CodeBadQuestion},
		"not a number":        {func(r *survey.Response) { r.Answers.Set(key("anzahl"), amount("1e999")) }, CodeBadAnswer},
		"another unit's form": {func(r *survey.Response) { r.Unit.Key = "1" }, CodeBadUnit},
	} {
		t.Run(name, func(t *testing.T) {
			forged := *right
			followUp := *right.FollowUp
			forged.FollowUp, forged.Answers = &followUp, right.Answers.Clone()
			c.forge(&forged)
			forged.Share = forged.FollowUp.Alone()
			forged.Digest = survey.ResponseDigest(set, &forged)
			n++
			path := at(fmt.Sprintf("f%d.itb", n))
			content, err := returnOf(set, described(set), testFiles(), []*survey.Response{&forged}, "")
			must(t, err)
			must(t, os.WriteFile(path, content, 0o600))
			report := merge(t, central, path)
			if report.Refused != 1 || report.Files[0].Refusal.Code != c.code {
				t.Errorf("got %+v, want %s", report.Files[0], c.code)
			}
		})
	}
	if got := only(t, central); got.Digest != base.Digest {
		t.Error("a forged supplement counts")
	}
	// A changed answer under the old digest is damage.
	forged := *right
	forged.Answers = right.Answers.Clone()
	forged.Answers.Set(key("anzahl"), amount("9"))
	content, err := returnOf(set, described(set), testFiles(), []*survey.Response{&forged}, "")
	must(t, err)
	must(t, os.WriteFile(at("f.itb"), content, 0o600))
	if report := merge(t, central, at("f.itb")); report.Refused != 1 || report.Files[0].Refusal.Code != CodeDamaged {
		t.Errorf("got %+v", report.Files[0])
	}
}

func key(question string) survey.Key { return survey.Key{Question: question} }

func text(s string) survey.Answer {
	return survey.Answer{Value: survey.Value{Kind: survey.KindText, Text: s}}
}

func amount(s string) survey.Answer {
	return survey.Answer{Value: survey.Value{Kind: survey.KindNumber, Text: s}}
}

// correspondence makes files as following up brings them about: two supplements
// to one version from two copies of a follow-up, a corrected one, one to what a
// supplement made, and full returns that know of none of them.
func correspondence(t *testing.T, dir string) []string {
	t.Helper()
	work := t.TempDir()
	n := 0
	target := func() string { n++; return filepath.Join(dir, fmt.Sprintf("%02d.itb", n)) }
	central := newCentral(t, filepath.Join(work, "z.itb"))
	for i, unit := range []string{jena, gera, "16051000" + "0"} {
		o := newOffice(t, filepath.Join(work, unit+".itb"), unit).answer("anzahl", fmt.Sprint(i), "notiz", "alt", "fv_name[1]", "a", "fv_name[2]", "b")
		base := o.submit(target())
		merge(t, central, dir)
		path := filepath.Join(work, unit+"_frage.itb")
		q := asked(t, central, base.Digest, path, "anzahl", "fv")
		must(t, q.file.Close())
		must(t, os.WriteFile(path+"2.itb", read(t, path), 0o600))
		q.file = reopened(t, path)
		q.answer("anzahl", "10", "fv_name[3]", "c")
		first := q.submit(target())
		if i == 1 {
			q.reopen().answer("anzahl", "11")
			first = q.submit(target()) // corrected
		}
		merge(t, central, dir)
		asked(t, central, first.Digest, path+"3.itb", "notiz").answer("notiz", "neu").submit(target())
		if i == 0 {
			q.file = reopened(t, path+"2.itb")
			q.answer("anzahl", "12").submit(target()) // another one to the same version
		}
		if i == 2 {
			o.reopen().answer("notiz", "ganz neu").submit(target())
			o.reopen().answer("notiz", "noch neuer").submit(target())
		}
	}
	var paths []string
	for i := range n {
		paths = append(paths, filepath.Join(dir, fmt.Sprintf("%02d.itb", i+1)))
	}
	return paths
}

func reopened(t testing.TB, path string) *File {
	t.Helper()
	f, err := Open(path, anna, noon)
	must(t, err)
	t.Cleanup(func() { _ = f.Close() })
	return f
}

func TestOrderOfSupplementsDoesNotMatter(t *testing.T) {
	paths := correspondence(t, t.TempDir())
	at := in(t)
	straight := newCentral(t, at("z.itb"))
	report := merge(t, straight, paths...)
	want := stateOf(t, straight)
	if report.Waiting != 0 || report.Refused != 0 || len(report.Conflicts) != 2 {
		t.Fatalf("waiting %d, refused %d, conflicts %v", report.Waiting, report.Refused, report.Conflicts)
	}
	n := 0
	rapid.Check(t, func(rt *rapid.T) {
		n++
		central := newCentral(t, at(fmt.Sprintf("z%d.itb", n)))
		defer central.Close()
		order := rapid.Permutation(append(slices.Clone(paths), paths[rapid.IntRange(0, len(paths)-1).Draw(rt, "again"):]...)).Draw(rt, "order")
		var last Report
		for len(order) > 0 {
			k := rapid.IntRange(1, len(order)).Draw(rt, "portion")
			last = merge(t, central, order[:k]...)
			order = order[k:]
		}
		if last.Digest != report.Digest {
			rt.Fatalf("digest %s, want %s", last.Digest, report.Digest)
		}
		if got := stateOf(t, central); got != want {
			rt.Fatalf("got\n%s\nwant\n%s", got, want)
		}
	})
}
