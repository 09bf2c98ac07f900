package survey

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Handing in without a change gives the same revision; a change gives the next
// one, whose chain holds every digest before.
func TestHandingInRaisesTheRevisionOnlyForAChange(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, _ := randomSession(t)
		r := s.Response
		var digests []string
		for round := range rapid.IntRange(1, 4).Draw(t, "rounds") {
			next, changed := HandIn(s.Set, r, "E. Muster", round%2 == 1)
			if !changed || next.Revision != round+1 || !slices.Equal(next.Chain, digests) {
				t.Fatalf("round %d: changed %v, revision %d, chain %v", round, changed, next.Revision, next.Chain)
			}
			if next.Digest != ResponseDigest(s.Set, next) {
				t.Fatal("the digest of the return is not that of the response")
			}
			digests = append(digests, next.Digest)
			r.Revision, r.Digest, r.Chain, r.Incomplete, r.Release = next.Revision, next.Digest, next.Chain, next.Incomplete, next.Release
			again, changed := HandIn(s.Set, r, next.Release, next.Incomplete)
			if changed || again.Digest != next.Digest || again.Revision != next.Revision {
				t.Fatalf("handed in again without a change: revision %d, digest %s", again.Revision, again.Digest)
			}
		}
	})
}
