package survey

import (
	"reflect"
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"
)

// anyVersions draws versions as forged files could hold them: few ids and
// digests, so that they meet, and chains that need not make sense.
func anyVersions(t *rapid.T) []Version {
	digest := rapid.SampledFrom([]string{"d1", "d2", "d3", "d4"})
	one := rapid.Custom(func(t *rapid.T) Version {
		return Version{
			ID:       rapid.SampledFrom([]string{"x", "y"}).Draw(t, "id"),
			Digest:   digest.Draw(t, "digest"),
			Revision: rapid.IntRange(1, 4).Draw(t, "revision"),
			Chain:    rapid.SliceOfN(digest, 0, 3).Draw(t, "chain"),
		}
	})
	return rapid.SliceOfN(one, 1, 8).Draw(t, "versions")
}

func joinAll(versions []Version) []Version {
	var seen []Version
	for _, v := range versions {
		seen = Join(seen, v)
	}
	return seen
}

func pairs(held []Version) [][2]string {
	all := make([][2]string, 0, len(held))
	for _, v := range held {
		all = append(all, [2]string{v.ID, v.Digest})
	}
	return all
}

func TestHeldHangsNeitherOnOrderNorOnRepetition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		versions := anyVersions(t)
		again := append(slices.Clone(versions), versions[:rapid.IntRange(0, len(versions)).Draw(t, "repeated")]...)
		again = rapid.Permutation(again).Draw(t, "order")
		one, two := Held(joinAll(versions)), Held(joinAll(again))
		if !reflect.DeepEqual(one, two) {
			t.Fatalf("%v held as they came, %v shuffled", one, two)
		}
		if CentralDigest(pairs(one), nil) != CentralDigest(pairs(two), nil) {
			t.Fatal("another digest of the central file")
		}
	})
}

func TestHeldVersionsAreExactlyThoseThatNoOneSupersedes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seen := joinAll(anyVersions(t))
		held := Held(seen)
		if len(held) == 0 {
			t.Fatal("nothing is held")
		}
		for _, v := range seen {
			isHeld := slices.Contains(pairs(held), [2]string{v.ID, v.Digest})
			superseded := slices.ContainsFunc(seen, func(w Version) bool { return w.Supersedes(v) })
			if isHeld == superseded {
				t.Fatalf("%v: held %v, superseded %v", v, isHeld, superseded)
			}
		}
	})
}

func TestArrivalFollowsFromWhatIsHeldBeforeAndAfter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		versions := anyVersions(t)
		seen, v := joinAll(versions[1:]), versions[0]
		before, after := pairs(Held(seen)), pairs(Held(Join(seen, v)))
		entered := slices.Contains(after, [2]string{v.ID, v.Digest})
		known := slices.ContainsFunc(seen, func(w Version) bool { return w.ID == v.ID && w.Digest == v.Digest })
		gone := slices.ContainsFunc(before, func(p [2]string) bool { return !slices.Contains(after, p) })
		want := Merged
		switch {
		case known:
			want = Unchanged
		case !entered:
			want = Older
		case gone:
			want = Replaced
		}
		if got := Arrive(seen, v); got != want {
			t.Fatalf("%v after %v is %s, want %s", v, seen, got, want)
		}
	})
}

// history hands one response in again and again, on any of the copies of its
// file, as honest administrations do.
func history(t *rapid.T) (versions []Version, tips int) {
	type copied struct {
		revision int
		chain    []string
	}
	files := []copied{{}}
	for i := range rapid.IntRange(1, 12).Draw(t, "steps") {
		at := rapid.IntRange(0, len(files)-1).Draw(t, "file")
		if rapid.Bool().Draw(t, "copy") && files[at].revision > 0 {
			files = append(files, copied{files[at].revision, slices.Clone(files[at].chain)})
			continue
		}
		digest := "d" + strconv.Itoa(i)
		versions = append(versions, Version{"x", digest, files[at].revision + 1, slices.Clone(files[at].chain)})
		files[at] = copied{files[at].revision + 1, append(slices.Clone(files[at].chain), digest)}
	}
	return versions, len(files)
}

func TestOneFileHandedInAgainIsNeverAConflict(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		versions, files := history(t)
		if len(versions) == 0 {
			t.Skip("nothing was handed in")
		}
		shuffled := rapid.Permutation(versions).Draw(t, "order")
		held := Held(joinAll(shuffled))
		if len(held) > files {
			t.Fatalf("%d versions held of %d files", len(held), files)
		}
		if files == 1 && (len(held) != 1 || held[0].Digest != versions[len(versions)-1].Digest) {
			t.Fatalf("held %v, want the last of %v", held, versions)
		}
	})
}

func TestArrivalsOfAFileThatWasCopiedToTwoLaptops(t *testing.T) {
	first := Version{ID: "x", Digest: "d1", Revision: 1}
	left := Version{ID: "x", Digest: "left", Revision: 2, Chain: []string{"d1"}}
	right := Version{ID: "x", Digest: "right", Revision: 2, Chain: []string{"d1"}}
	joined := Version{ID: "x", Digest: "d3", Revision: 3, Chain: []string{"d1", "left", "right"}}
	other := Version{ID: "y", Digest: "d9", Revision: 1}
	var seen []Version
	for _, step := range []struct {
		v    Version
		want Arrival
		held int
	}{
		{first, Merged, 1}, {first, Unchanged, 1}, {left, Replaced, 1}, {first, Unchanged, 1},
		{right, Merged, 2}, {joined, Replaced, 1}, {left, Unchanged, 1}, {other, Merged, 2},
	} {
		if got := Arrive(seen, step.v); got != step.want {
			t.Errorf("%s is %s, want %s", step.v.Digest, got, step.want)
		}
		seen = Join(seen, step.v)
		if held := Held(seen); len(held) != step.held {
			t.Errorf("after %s: %d held, want %d", step.v.Digest, len(held), step.held)
		}
	}
	if got := Arrive([]Version{left}, first); got != Older {
		t.Errorf("the first after the second is %s, want %s", got, Older)
	}
}

func TestALaterRevisionSupersedesTheEarlier(t *testing.T) {
	set := testSet(t, "n + 1")
	r := given{"n": "3"}.response(t, set)
	first := handedIn(set, r, false)
	if first.Revision != 1 || len(first.Chain) != 0 || first.Digest != ResponseDigest(set, first) || r.Revision != 0 {
		t.Fatalf("first: revision %d, chain %v", first.Revision, first.Chain)
	}
	again := handedIn(set, first, false)
	if !reflect.DeepEqual(again, first) {
		t.Errorf("unchanged, but %+v became %+v", first, again)
	}
	second := handedIn(set, first, true)
	if second.Revision != 2 || !slices.Equal(second.Chain, []string{first.Digest}) {
		t.Errorf("second: revision %d, chain %v", second.Revision, second.Chain)
	}
	if v := (Version{second.ID, second.Digest, 2, second.Chain}); !v.Supersedes(Version{ID: first.ID, Digest: first.Digest, Revision: 1}) {
		t.Error("the second does not supersede the first")
	}
}

func handedIn(set *Questionnaire, r *Response, incomplete bool) *Response {
	next, _ := HandIn(set, r, "A. Amt, Leitung", incomplete)
	return next
}
