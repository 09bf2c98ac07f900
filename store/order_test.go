package store

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"bestand.example/itbestand/survey"
)

// story makes files as they come about: units that correct their returns,
// copies of working files that go different ways, copies of returns.
func story(t *testing.T, dir string) {
	t.Helper()
	file := 0
	target := func() string { file++; return filepath.Join(dir, fmt.Sprintf("%02d.itb", file)) }
	for i := range 3 {
		path := filepath.Join(t.TempDir(), "a.itb")
		o := newOffice(t, path, fmt.Sprintf("1605%05d", i)).answer("anzahl", fmt.Sprint(i))
		o.submit(target())
		must(t, o.file.Close())
		other := path + "2.itb"
		must(t, os.WriteFile(other, read(t, path), 0o600))
		for j, p := range []string{path, other}[:1+i%2] {
			f, err := Open(p, anna, noon)
			must(t, err)
			o.file = f
			o.reopen().answer("anzahl", fmt.Sprint(100+10*i+j))
			o.submit(target())
			must(t, f.Close())
		}
		must(t, os.WriteFile(filepath.Join(dir, fmt.Sprintf("%02d (1).itb", file)), read(t, filepath.Join(dir, fmt.Sprintf("%02d.itb", file))), 0o600))
	}
	// Somebody of the first unit began a second time.
	o := newOffice(t, filepath.Join(t.TempDir(), "a.itb"), "160500000").answer("anzahl", "7")
	o.submit(target())
	must(t, os.WriteFile(target(), read(t, o.file.path), 0o600)) // and sends the working file, too
	must(t, os.WriteFile(target(), []byte("kaputt"), 0o600))
}

func TestME03OrderAndPortionsOfAMergeDoNotMatter(t *testing.T) {
	dir := t.TempDir()
	story(t, dir)
	var paths []string
	entries, err := os.ReadDir(dir)
	must(t, err)
	for _, e := range entries {
		paths = append(paths, filepath.Join(dir, e.Name()))
	}
	at := in(t)
	straight := newCentral(t, at("z.itb"))
	report := merge(t, straight, paths...)
	want, started, conflicts := stateOf(t, straight), mustStarted(t, straight), report.Conflicts
	if len(conflicts) != 2 || len(started) != 1 {
		t.Fatalf("conflicts %v, begun %v", conflicts, started)
	}
	n := 0
	rapid.Check(t, func(rt *rapid.T) {
		n++
		central := newCentral(t, at(fmt.Sprintf("z%d.itb", n)))
		defer central.Close()
		shuffled := rapid.Permutation(append(slices.Clone(paths), paths[rapid.IntRange(0, len(paths)-1).Draw(rt, "again"):]...)).Draw(rt, "order")
		var last Report
		for len(shuffled) > 0 {
			k := rapid.IntRange(1, len(shuffled)).Draw(rt, "portion")
			last = merge(t, central, shuffled[:k]...)
			shuffled = shuffled[k:]
		}
		if last.Digest != report.Digest {
			rt.Fatalf("digest %s, want %s", last.Digest, report.Digest)
		}
		if !reflect.DeepEqual(last.Conflicts, conflicts) || !reflect.DeepEqual(mustStarted(t, central), started) {
			rt.Fatalf("conflicts %v, begun %v", last.Conflicts, mustStarted(t, central))
		}
		if got := stateOf(t, central); got != want {
			rt.Fatalf("got\n%s\nwant\n%s", got, want)
		}
	})
}

// ME03: returns in whatever order and portions give one digest.
func TestME03ShufflesOfManyReturnsGiveOneDigest(t *testing.T) {
	n := many(40, 200)
	paths := returnsOf(t, n)
	at := in(t)
	straight := merge(t, newCentral(t, at("z.itb")), paths...)
	if straight.Merged != n {
		t.Fatal(counts(straight))
	}
	r := rand.New(rand.NewPCG(3, 3))
	for i := range many(4, 20) {
		central := newCentral(t, at(fmt.Sprintf("z%d.itb", i)))
		r.Shuffle(n, func(i, j int) { paths[i], paths[j] = paths[j], paths[i] })
		var last Report
		for left := paths; len(left) > 0; { // one call alone sorts what it is given
			k := min(len(left), 1+r.IntN(n/4))
			last = merge(t, central, left[:k]...)
			left = left[k:]
		}
		if last.Digest != straight.Digest || checkWhole(t, central) != n {
			t.Fatalf("shuffle %d: digest %s, want %s", i, last.Digest, straight.Digest)
		}
		must(t, central.Close())
	}
}

// returnsOf writes returns of as many units, each with answers of its own, and
// names them.
func returnsOf(t testing.TB, n int) []string {
	t.Helper()
	dir := t.TempDir()
	o := newOffice(t, filepath.Join(t.TempDir(), "a.itb"), jena)
	o.answer("lan", "ja", "lan_art", "Glasfaser", "fv_name[1]", "Verfahren", "fv_kosten[1]", "100")
	r := load(t, o)
	paths := make([]string, n)
	for i := range n {
		r.ID, r.Unit.Key = fmt.Sprintf("%032x", i+1), fmt.Sprintf("16%07d", i)
		r.Answers.Set(survey.Key{Question: "anzahl"}, survey.Answer{Value: survey.Value{Kind: survey.KindNumber, Text: fmt.Sprint(i)}})
		paths[i] = filepath.Join(dir, r.Unit.Key+".itb")
		must(t, o.file.WriteReturn(o.set, []*survey.Response{nextRevision(o.set, r)}, paths[i], nil, false))
	}
	return paths
}

// stateOf is everything that a central file shows of its responses and
// sources.
func stateOf(t testing.TB, central *File) string {
	t.Helper()
	var b strings.Builder
	held, err := central.Responses()
	must(t, err)
	for _, h := range held {
		r, _, err := central.Load(h.Nr)
		must(t, err)
		fmt.Fprintln(&b, r.Unit, r.ID, r.Digest, r.Revision, len(r.Chain), h.Conflict)
		for _, k := range r.Answers.Keys() {
			fmt.Fprintln(&b, k, r.Answers.Get(k))
		}
	}
	sources, err := central.Sources()
	must(t, err)
	for _, s := range sources {
		refusal := ""
		if s.Refusal != nil {
			refusal = s.Refusal.Error()
			s.Refusal = nil
		}
		fmt.Fprintln(&b, s, refusal)
	}
	return b.String()
}

func mustStarted(t testing.TB, central *File) []Started {
	t.Helper()
	started, err := central.Started()
	must(t, err)
	return started
}
