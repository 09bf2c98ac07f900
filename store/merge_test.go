package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"bestand.example/itbestand/survey"
)

// handedIn makes a folder of returns: one of each of n units, and gives it.
func handedIn(t testing.TB, n int) string {
	t.Helper()
	dir := t.TempDir()
	for i := range n {
		unit := fmt.Sprintf("16%07d", i)
		o := newOffice(t, filepath.Join(t.TempDir(), "a.itb"), unit)
		o.answer("anzahl", fmt.Sprint(i), "lan", "ja", "lan_art", "Art "+unit, "fv_name[1]", "Verfahren", "fv_kosten[1]", "100")
		o.submit(filepath.Join(dir, "rueckgabe_"+unit+"_it_r1.itb"))
		must(t, o.file.Close())
	}
	return dir
}

// counts gives the counts of a report for comparing.
func counts(r Report) string {
	return fmt.Sprintf("merged %d, unchanged %d, replaced %d, older %d, begun %d, refused %d, conflicts %d",
		r.Merged, r.Unchanged, r.Replaced, r.Older, r.Begun, r.Refused, len(r.Conflicts))
}

func wantCounts(t testing.TB, r Report, want string) {
	t.Helper()
	if got := counts(r); got != want {
		for _, f := range r.Files {
			t.Logf("%s: %s %v", f.Name, f.Outcome, f.Refusal)
		}
		t.Fatalf("got  %s\nwant %s", got, want)
	}
}

func TestMergedAnswersAreTheOnesHandedIn(t *testing.T) {
	at := in(t)
	o := handIn(t, at("a.itb"))
	header := o.submit(at("r.itb"))
	central := newCentral(t, at("z.itb"))
	report := merge(t, central, at("r.itb"))
	wantCounts(t, report, "merged 1, unchanged 0, replaced 0, older 0, begun 0, refused 0, conflicts 0")
	held, err := central.Responses()
	must(t, err)
	r, _, err := central.Load(held[0].Nr)
	must(t, err)
	if r.Digest != header.Digest || survey.ResponseDigest(o.set, r) != header.Digest || r.Unit != header.Unit || r.ID != header.ID {
		t.Errorf("held: %+v", r)
	}
	one := report.Files[0]
	if one.Name != "r.itb" || one.Unit.Key != jena || one.SetID != "it" || one.Revision != 1 || one.Digest != header.Digest || one.Size != sizeOf(at("r.itb")) {
		t.Errorf("reported: %+v", one)
	}
	if report.Digest != survey.CentralDigest([][2]string{{header.ID, header.Digest}}, nil) {
		t.Error("another digest of the central file")
	}
}

func TestME02MergingAgainChangesNotOneByte(t *testing.T) {
	at := in(t)
	dir := handedIn(t, 5)
	must(t, os.WriteFile(filepath.Join(dir, "kaputt.itb"), []byte("x"), 0o600))
	central := newCentral(t, at("z.itb"))
	first := merge(t, central, dir)
	wantCounts(t, first, "merged 5, unchanged 0, replaced 0, older 0, begun 0, refused 1, conflicts 0")
	must(t, central.Close())
	before := read(t, at("z.itb"))

	central, err := Open(at("z.itb"), anna, noon)
	must(t, err)
	options := mergeOptions(t)
	options.At = noon.Add(hours(1))
	second, err := central.Merge(context.Background(), []string{dir, dir}, options)
	must(t, err)
	wantCounts(t, second, "merged 0, unchanged 5, replaced 0, older 0, begun 0, refused 1, conflicts 0")
	if second.Digest != first.Digest {
		t.Error("another digest")
	}
	must(t, central.Close())
	if !bytes.Equal(read(t, at("z.itb")), before) {
		t.Error("the central file is another one")
	}
}

func TestME17CorrectedReturnReplacesAndAnOlderOneIsRecorded(t *testing.T) {
	at := in(t)
	o := newOffice(t, at("a.itb"), jena).answer("anzahl", "1")
	first := o.submit(at("r1.itb"))
	o.reopen().answer("anzahl", "2")
	second := o.submit(at("r2.itb"))
	central := newCentral(t, at("z.itb"))
	wantCounts(t, merge(t, central, at("r1.itb")), "merged 1, unchanged 0, replaced 0, older 0, begun 0, refused 0, conflicts 0")
	wantCounts(t, merge(t, central, at("r2.itb")), "merged 0, unchanged 0, replaced 1, older 0, begun 0, refused 0, conflicts 0")
	late := newCentral(t, at("y.itb"))
	merge(t, late, at("r2.itb"))
	wantCounts(t, merge(t, late, at("r1.itb")), "merged 0, unchanged 0, replaced 0, older 1, begun 0, refused 0, conflicts 0")
	for _, c := range []*File{central, late} {
		held, err := c.Responses()
		must(t, err)
		if len(held) != 1 || held[0].Response.Digest != second.Digest || held[0].Conflict {
			t.Errorf("held: %+v", held)
		}
		sources, err := c.Sources()
		must(t, err)
		if sources[0].Digest != first.Digest || sources[0].Standing != Superseded || sources[1].Standing != Counts {
			t.Errorf("sources: %+v", sources)
		}
		r, err := c.link.one("SELECT count(*) FROM answer")
		must(t, err)
		if r.int(0) != 2 {
			t.Errorf("%d answers are kept, want those of both: a supplement to either may come", r.int(0))
		}
	}
}

func TestME15TwoReturnsOfOneUnitAreAConflictAndNoneIsChosen(t *testing.T) {
	at := in(t)
	one := newOffice(t, at("a.itb"), jena).answer("anzahl", "1").submit(at("r1.itb"))
	two := newOffice(t, at("b.itb"), jena).answer("anzahl", "2").submit(at("r2.itb"))
	central := newCentral(t, at("z.itb"))
	for _, want := range []string{
		"merged 2, unchanged 0, replaced 0, older 0, begun 0, refused 0, conflicts 1",
		"merged 0, unchanged 2, replaced 0, older 0, begun 0, refused 0, conflicts 1",
	} {
		report := merge(t, central, at("r1.itb"), at("r2.itb"))
		wantCounts(t, report, want)
		c := report.Conflicts[0]
		if c.Unit.Key != jena || c.SetID != "it" || len(c.Digests) != 2 || !slices.Contains(c.Digests, one.Digest) || !slices.Contains(c.Digests, two.Digest) {
			t.Errorf("conflict: %+v", c)
		}
		if !report.Files[0].Conflict || !report.Files[1].Conflict {
			t.Error("the files are not marked")
		}
	}
	held, err := central.Responses()
	must(t, err)
	if len(held) != 2 || !held[0].Conflict || !held[1].Conflict {
		t.Errorf("held: %+v", held)
	}
}

func TestWorkingFileCountsAsBegunOnly(t *testing.T) {
	at := in(t)
	o := newOffice(t, at("a.itb"), jena).answer("anzahl", "1")
	must(t, os.WriteFile(at("w1.itb"), read(t, at("a.itb")), 0o600))
	o.answer("lan", "ja")
	must(t, os.WriteFile(at("w2.itb"), read(t, at("a.itb")), 0o600))
	untouched := newOffice(t, at("b.itb"), gera)
	must(t, untouched.file.Close())
	central := newCentral(t, at("z.itb"))
	report := merge(t, central, at("w1.itb"), at("w2.itb"), at("b.itb"))
	wantCounts(t, report, "merged 0, unchanged 0, replaced 0, older 0, begun 2, refused 1, conflicts 0")
	if got := mustStarted(t, central); !slices.Equal(got, []Started{{"", "it", jena}}) {
		t.Errorf("begun: %v", got)
	}
	if report.Files[0].Refusal == nil || report.Files[0].Refusal.Code != CodeUntouched {
		t.Errorf("the untouched file: %+v", report.Files[0])
	}
	if report.Digest != survey.CentralDigest(nil, nil) {
		t.Error("a working file is in the digest")
	}
}

func TestFileThatWasRefusedIsTakenOnceItsSetIsHeld(t *testing.T) {
	at := in(t)
	newOffice(t, at("a.itb"), jena).answer("anzahl", "1").submit(at("r.itb"))
	central, err := Create(at("z.itb"), Central, anna, noon)
	must(t, err)
	defer central.Close()
	report := merge(t, central, at("r.itb"))
	if report.Refused != 1 || report.Files[0].Refusal.Code != CodeSetUnknown {
		t.Fatalf("%s", counts(report))
	}
	must(t, central.AddSet(described(testSet(t)), testFiles()))
	wantCounts(t, merge(t, central, at("r.itb")), "merged 1, unchanged 0, replaced 0, older 0, begun 0, refused 0, conflicts 0")
	sources, err := central.Sources()
	must(t, err)
	if len(sources) != 1 || sources[0].Standing != Counts || sources[0].Refusal != nil {
		t.Errorf("sources: %+v", sources)
	}
}

func TestSetThatDoesNotParseStopsTheMerge(t *testing.T) {
	central := newCentral(t, in(t)("z.itb"))
	broken := errors.New("broken")
	options := MergeOptions{At: noon, Set: func(string, string, string) (*survey.Questionnaire, error) { return nil, broken }}
	if _, err := central.Merge(context.Background(), nil, options); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
}

func TestInterruptedMergeKeepsWhatItHasRead(t *testing.T) {
	dir := handedIn(t, 6)
	central := newCentral(t, in(t)("z.itb"))
	ctx, cancel := context.WithCancel(context.Background())
	options := mergeOptions(t)
	options.Progress = func(done, total int) {
		if done == 3 {
			cancel()
		}
		if total != 6 {
			t.Errorf("%d of %d", done, total)
		}
	}
	report, err := central.Merge(ctx, []string{dir}, options)
	if !errors.Is(err, context.Canceled) || report.Merged != 3 || report.Left != 3 {
		t.Fatalf("%v, %s, %d left", err, counts(report), report.Left)
	}
	wantCounts(t, merge(t, central, dir), "merged 3, unchanged 3, replaced 0, older 0, begun 0, refused 0, conflicts 0")
}

// A file that is being read when somebody presses Ctrl-C must not cost the
// files before it.
func TestInterruptedReadingKeepsWhatWasTakenIn(t *testing.T) {
	dir := handedIn(t, 6)
	fourth := filepath.Join(dir, "rueckgabe_160000003_it_r1.itb")
	content := read(t, fourth)
	must(t, os.WriteFile(fourth, []byte("age-encryption.org/v1\n"), 0o600))
	central := newCentral(t, in(t)("z.itb"))
	ctx, cancel := context.WithCancel(context.Background())
	three := make(chan struct{})
	options := mergeOptions(t)
	options.Progress = func(done, _ int) {
		if done == 3 {
			close(three)
		}
	}
	options.Open = func([]byte) ([]byte, Code) {
		<-three
		cancel()
		return content, ""
	}
	report, err := central.Merge(ctx, []string{dir}, options)
	if !errors.Is(err, context.Canceled) || report.Merged != 3 || report.Left != 3 {
		t.Fatalf("%v, %s, %d left", err, counts(report), report.Left)
	}
	if n := checkWhole(t, central); n != 3 {
		t.Errorf("%d returns are held, 3 are reported", n)
	}
}

func TestMergeOntoAFullMediumKeepsWholeReturns(t *testing.T) {
	dir := handedIn(t, 40)
	path := in(t)("z.itb")
	central := newCentral(t, path)
	pages, err := central.link.one("PRAGMA page_count")
	must(t, err)
	must(t, central.link.exec(fmt.Sprintf("PRAGMA max_page_count = %d", pages.int(0)+3)))
	options := mergeOptions(t)
	options.batch = 5
	_, err = central.Merge(context.Background(), []string{dir}, options)
	wantCode(t, err, CodeFull)
	must(t, central.Close())
	central, err = Open(path, anna, noon)
	must(t, err)
	defer central.Close()
	must(t, central.checkIntegrity())
	whole := checkWhole(t, central)
	report := merge(t, central, dir)
	if report.Unchanged != whole || report.Merged != 40-whole {
		t.Errorf("%d whole returns, then %s", whole, counts(report))
	}
	t.Logf("%d of 40 found room", whole)
}

// checkWhole makes sure that every response in a central file has all its
// answers.
func checkWhole(t testing.TB, central *File) int {
	t.Helper()
	held, err := central.Responses()
	must(t, err)
	set := testSet(t)
	for _, h := range held {
		r, _, err := central.Load(h.Nr)
		must(t, err)
		if survey.ResponseDigest(set, r) != r.Digest {
			t.Fatalf("the response of %s is not whole", r.Unit.Key)
		}
	}
	for r, err := range central.link.rows("PRAGMA foreign_key_check") {
		must(t, err)
		t.Fatalf("a row of %s refers to nothing", r.text(0))
	}
	return len(held)
}

// ME04: whenever a merge is killed, each return is in wholly or not at all, and
// the same merge again gives what an undisturbed one gives.
func TestME04KilledMergeIsCompletedByRepeatingIt(t *testing.T) {
	dir := handedIn(t, 60)
	at := in(t)
	want := merge(t, newCentral(t, at("ganz.itb")), dir).Digest
	halfway := 0
	for i := range many(10, 100) {
		path := at(fmt.Sprintf("z%d.itb", i))
		must(t, newCentral(t, path).Close())
		killed(t, "merge", 1+rand.IntN(20), path, dir)
		central, err := Open(path, anna, noon)
		must(t, err)
		must(t, central.checkIntegrity())
		if n := checkWhole(t, central); n > 0 && n < 60 {
			halfway++
		}
		if got := merge(t, central, dir).Digest; got != want {
			t.Fatalf("digest %s after the kill, want %s", got, want)
		}
		must(t, central.Close())
	}
	t.Logf("%d kills left a part of the returns", halfway)
}

func TestReturnsOfOneHandAreCheckedAgainstTheTrustedSetOnly(t *testing.T) {
	at := in(t)
	_, good := goodReturn(t)
	// The set inside is another one, and says so nowhere else.
	bad := crafted(t, good, "UPDATE question_set_file SET data = x'00'")
	must(t, os.WriteFile(at("r.itb"), bad, 0o600))
	wantCounts(t, merge(t, newCentral(t, at("z.itb")), at("r.itb")), "merged 1, unchanged 0, replaced 0, older 0, begun 0, refused 0, conflicts 0")
}
