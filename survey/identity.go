package survey

import (
	"cmp"
	"slices"
)

// Version is one revision of a response, as it was handed in. Two returns with
// the same id and digest are copies of one version.
type Version struct {
	ID       string   // of the response
	Digest   string   // of this revision
	Revision int      // counted from 1
	Chain    []string // digests of all its earlier revisions, in any order
}

// Supersedes reports whether v is a later revision of the same response that
// knows w as one of its earlier ones. Revisions only ever grow along it, so no
// two versions can supersede each other, whatever a forged chain says.
func (v Version) Supersedes(w Version) bool {
	return v.ID == w.ID && v.Revision > w.Revision && slices.Contains(v.Chain, w.Digest)
}

// Join adds a version to those that were seen so far for one wave, unit and
// question set. A copy adds nothing but what its chain knows besides. The
// result is sorted by id and digest and shares nothing with seen.
func Join(seen []Version, v Version) []Version {
	joined := make([]Version, 0, len(seen)+1)
	v.Chain = sortedSet(v.Chain)
	for _, s := range seen {
		if s.ID == v.ID && s.Digest == v.Digest {
			v.Chain = sortedSet(append(v.Chain, s.Chain...))
			v.Revision = max(v.Revision, s.Revision)
			continue
		}
		s.Chain = sortedSet(s.Chain)
		joined = append(joined, s)
	}
	joined = append(joined, v)
	slices.SortFunc(joined, func(a, b Version) int { return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.Digest, b.Digest)) })
	return joined
}

// sortedSet returns the texts sorted, each once; nil for none, so that equal
// sets are equal as Go values.
func sortedSet(texts []string) []string {
	sorted := slices.Compact(slices.Sorted(slices.Values(texts)))
	if len(sorted) == 0 {
		return nil
	}
	return sorted
}

// Held picks, from the versions seen for one wave, unit and question set,
// those that count: all that no other supersedes. More than one is a conflict,
// and none of them is chosen. The result hangs on the set of versions only,
// not on the order in which they came, nor on how often.
func Held(seen []Version) []Version {
	var held []Version
	for _, v := range seen {
		if !slices.ContainsFunc(seen, func(w Version) bool { return w.Supersedes(v) }) {
			held = Join(held, v)
		}
	}
	return held
}

// Arrival says what a version that is read now does to what is held.
type Arrival string

// The four arrivals. Their names are those of the counts in a merge report.
const (
	Merged    Arrival = "merged"    // new; beside another one it is a conflict
	Unchanged Arrival = "unchanged" // a copy of one seen before
	Replaced  Arrival = "replaced"  // new, and supersedes one that was held
	Older     Arrival = "older"     // superseded by one seen before
)

// Arrive tells what a version does to those seen before it.
func Arrive(seen []Version, v Version) Arrival {
	same := func(w Version) bool { return w.ID == v.ID && w.Digest == v.Digest }
	switch after := Held(Join(seen, v)); {
	case slices.ContainsFunc(seen, same):
		return Unchanged
	case !slices.ContainsFunc(after, same):
		return Older
	case len(after) <= len(Held(seen)):
		return Replaced
	}
	return Merged
}
