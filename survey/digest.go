package survey

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"slices"
	"strconv"
	"strings"
)

// The tags that open each canonical text. They name its version: whatever
// changes the text changes the tag, so that an old digest stays checkable.
const (
	setTag      = "itbestand-set-1"
	responseTag = "itbestand-response-1"
	manyTag     = "itbestand-many-1"
	centralTag  = "itbestand-central-1"

	supplementTag = "itbestand-supplement-1"
)

// canonical writes a canonical text into a hash: fields of UTF-8, each as a
// netstring (its length in bytes, a colon, the bytes, a comma), so that no two
// lists of fields give the same text.
type canonical struct {
	h   hash.Hash
	buf []byte // what is not in the hash yet: a response has a thousand short fields
}

func newCanonical(tag string) *canonical {
	c := &canonical{h: sha256.New()}
	c.fields(tag)
	return c
}

func (c *canonical) fields(fields ...string) {
	for _, f := range fields {
		c.buf = append(append(strconv.AppendInt(c.buf, int64(len(f)), 10), ':'), f...)
		c.buf = append(c.buf, ',')
	}
	if len(c.buf) > 1<<13 {
		c.flush()
	}
}

func (c *canonical) flush() {
	// A hash never returns an error.
	_, _ = c.h.Write(c.buf)
	c.buf = c.buf[:0]
}

func (c *canonical) sum() string {
	c.flush()
	return hex.EncodeToString(c.h.Sum(nil))
}

// File is one of the files that a question set consists of.
type File struct {
	Name string // relative to the set's own file, with forward slashes
	Data []byte
}

// SetDigest is the digest of a question set: of its file and of everything
// that it includes. A byte order mark and the kind of line ending do not
// count.
func SetDigest(files []File) string {
	sorted := slices.Clone(files)
	slices.SortFunc(sorted, func(a, b File) int { return cmp.Compare(a.Name, b.Name) })
	c := newCanonical(setTag)
	for _, f := range sorted {
		data := bytes.TrimPrefix(f.Data, []byte("\xef\xbb\xbf"))
		c.fields(f.Name, string(bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))))
	}
	return c.sum()
}

// ResponseDigest is the digest of a response as it would be handed in: the
// identity, the revision and the release, then every relevant question about
// which something is known, sorted by name, rows by their place.
//
// Drafts, inactive answers, calculated values, times, file names and the
// response's id are not in it. A supplement has a canonical text of its own.
func ResponseDigest(set *Questionnaire, r *Response) string { return Assess(set, r).Digest() }

// Digest is ResponseDigest for a response that is evaluated already.
func (ev *Assessment) Digest() string {
	set, r := ev.set, ev.response
	if r.FollowUp != nil {
		return supplementDigest(set, r, ev.Active())
	}
	c := newCanonical(responseTag)
	c.fields(r.Wave, set.ID, set.Version, set.Digest, r.Profile, r.Unit.Key, itoa(r.Revision), mark(r.Incomplete), r.Release)
	for _, q := range set.sorted {
		switch {
		case !q.Asked():
		case q.Roster == nil:
			digestAnswer(c, ev, q, Key{Question: q.Name}, 0)
		default:
			for i, row := range r.Answers.Rows(q.Roster.Name) {
				digestAnswer(c, ev, q, Key{q.Name, row}, i+1)
			}
		}
	}
	return c.sum()
}

func digestAnswer(c *canonical, ev *Assessment, q *Question, k Key, place int) {
	a := ev.response.Answers.Get(k)
	a.Draft = ""
	rows := len(ev.response.Answers.Rows(q.Name))
	if !ev.Relevant(k) || a.IsZero() && rows == 0 {
		return
	}
	kind, text := itoa(int(a.Value.Kind)), ev.byPlace(q, a.Value)
	if rows > 0 {
		kind, text = "rows", itoa(rows)
	}
	c.fields(q.Name, itoa(place), kind, text, a.Missing, mark(a.Estimate), a.Comment, a.Reason, a.Acknowledged)
}

// byPlace is the text of a value in which rows are named by their place, not by
// their id, as everywhere in the canonical text.
func (ev *Assessment) byPlace(q *Question, v Value) string {
	if q.from == nil {
		return v.Text
	}
	codes := v.Codes()
	for i, code := range codes {
		codes[i] = itoa(ev.RowNumber(q.from, rowRef(code)))
	}
	return strings.Join(codes, " ")
}

func mark(b bool) string {
	if b {
		return "1"
	}
	return ""
}

// CentralDigest is the digest of a central file's content: the sorted pairs of
// response id and digest that it holds, and, where somebody decided between
// some of them, of those that count for nothing.
func CentralDigest(held, rejected [][2]string) string { return pairsDigest(centralTag, held, rejected) }

// ReturnDigest is the digest of a return: of its one response, or, of a set that
// is answered many times, of the sorted pairs of response id and digest. A
// supplement has one response always.
func ReturnDigest(set *Questionnaire, responses []*Response) string {
	if len(responses) == 1 && (!set.Many || responses[0].FollowUp != nil) {
		return responses[0].Digest
	}
	pairs := make([][2]string, len(responses))
	for i, r := range responses {
		pairs[i] = [2]string{r.ID, r.Digest}
	}
	return pairsDigest(manyTag, pairs)
}

// pairsDigest is taken over lists of pairs. A list behind the first that is
// empty leaves no trace; the others begin with a field of their own.
func pairsDigest(tag string, lists ...[][2]string) string {
	c := newCanonical(tag)
	for i, list := range lists {
		sorted := slices.Clone(list)
		slices.SortFunc(sorted, func(a, b [2]string) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
		if i > 0 && len(sorted) > 0 {
			c.fields("list")
		}
		for _, p := range sorted {
			c.fields(p[0], p[1])
		}
	}
	return c.sum()
}

// ShortDigest is the form of a digest that two people compare by telephone:
// its first 80 bits in five groups.
func ShortDigest(digest string) string {
	if len(digest) < 20 {
		return digest
	}
	groups := make([]string, 5)
	for i := range groups {
		groups[i] = digest[4*i : 4*i+4]
	}
	return strings.ToUpper(strings.Join(groups, "-"))
}
