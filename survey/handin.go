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
	next = asHandedIn(set, r, release, incomplete)
	if unchanged(set, r, next) {
		return next, false
	}
	return revised(set, r, next, r.Revision+1), true
}

// HandInAll is HandIn for all responses of a unit to a set that is answered
// many times: they go into one return. Those that changed get one revision
// together, higher than any before, so that the highest one names the return;
// the others stay as they were handed in.
func HandInAll(set *Questionnaire, responses []*Response, release string, incomplete func(*Response) bool) (next []*Response, changed bool) {
	revision := 1
	for _, r := range responses {
		revision = max(revision, r.Revision+1)
	}
	for _, r := range responses {
		one := asHandedIn(set, r, release, incomplete(r))
		if !unchanged(set, r, one) {
			one, changed = revised(set, r, one, revision), true
		}
		next = append(next, one)
	}
	return next, changed
}

func asHandedIn(set *Questionnaire, r *Response, release string, incomplete bool) *Response {
	next := *r
	next.Answers = Assess(set, r).Active()
	next.Release, next.Incomplete, next.Closed = CleanLine(release), incomplete, true
	return &next
}

func unchanged(set *Questionnaire, before, next *Response) bool {
	return before.Revision > 0 && ResponseDigest(set, next) == before.Digest
}

func revised(set *Questionnaire, before, next *Response, revision int) *Response {
	if before.Revision > 0 {
		next.Chain = append(slices.Clone(before.Chain), before.Digest)
	}
	next.Revision = revision
	next.Digest = ResponseDigest(set, next)
	return next
}
