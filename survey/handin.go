package survey

import "slices"

// MaxRelease is how many characters the person who releases a response, and
// the name of a unit, may take: both stand in one cell and on one line.
const MaxRelease = 200

// HandIn gives a response as it is handed in now: with its active answers
// alone, and as the next revision, whose chain names the digests of all earlier
// ones. If nothing changed since the last time, it is that same revision again,
// and changed is false.
func HandIn(set *Questionnaire, r *Response, release string, incomplete bool) (next *Response, changed bool) {
	copied := *r
	next = &copied
	next.Answers = Assess(set, r).Active()
	next.Release, next.Incomplete, next.Closed = CleanLine(release), incomplete, true
	if r.Revision > 0 && ResponseDigest(set, next) == r.Digest {
		return next, false
	}
	if r.Revision > 0 {
		next.Chain = append(slices.Clone(r.Chain), r.Digest)
	}
	next.Revision = r.Revision + 1
	next.Digest = ResponseDigest(set, next)
	return next, true
}
