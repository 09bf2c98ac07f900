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
// the others stay as they were handed in. So do those that are still closed,
// whoever releases the rest, unless none is open: then whoever asks for another
// release must learn that they cannot have it.
func HandInAll(set *Questionnaire, responses []*Response, release func(*Response) string, incomplete func(*Response) bool) (next []*Response, changed bool) {
	revision := 1
	for _, r := range responses {
		revision = max(revision, r.Revision+1)
	}
	pending := Pending(responses)
	for _, r := range responses {
		if !slices.Contains(pending, r) {
			next = append(next, r)
			continue
		}
		one := asHandedIn(set, r, release(r), incomplete(r))
		if !unchanged(set, r, one) {
			one, changed = revised(set, r, one, revision), true
		}
		next = append(next, one)
	}
	return next, changed
}

// Pending are the responses that handing in is about: the open ones or, where
// none is open, all of them once more.
func Pending(responses []*Response) []*Response {
	var open []*Response
	for _, r := range responses {
		if !r.Closed {
			open = append(open, r)
		}
	}
	if open == nil {
		return responses
	}
	return open
}

func asHandedIn(set *Questionnaire, r *Response, release string, incomplete bool) *Response {
	next := *r
	next.Answers = Assess(set, r).Active()
	if next.FollowUp != nil {
		next.Share = next.FollowUp.Alone() // what it read stays in the follow-up
	}
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
