package survey

import (
	"slices"

	"bestand.example/itbestand/survey/i18n"
)

// LossKind says why an answer cannot be carried over into a newer version of
// its question set. It is a key of the catalogue (version.lost_KIND).
type LossKind string

// The reasons, from the plainest to the one that hangs on other answers.
const (
	LostGone    LossKind = "gone"    // the newer version has no such question
	LostUnfit   LossKind = "unfit"   // its question takes no such answer any more
	LostUnasked LossKind = "unasked" // with these answers, its question is not asked any more
)

// Loss is an answer to an older version of a question set that the newer one
// does not show.
type Loss struct {
	Kind     LossKind
	Question *Question // of the older version
	Row      int       // place in its roster, counted from 1; 0: in none

	key    Key
	answer Answer
	before *Assessment
}

// Private reports whether the answer may stand only where those of its question
// may: it is personal or sensitive.
func (l Loss) Private() bool {
	private := func(q *Question) bool { return q != nil && (q.Personal || q.Sensitive) }
	return private(l.Question) || private(l.Question.Roster) || private(l.Question.Matrix)
}

// Label is the question as the older version asked it; the answers that it
// quotes, which may be private, are left out.
func (l Loss) Label(lang string) string {
	return Fill(l.Question.Label.In(lang), func(string) string { return "…" })
}

// Shown is the answer as a person reads it: its value or the reason why it has
// none, and the comment.
func (l Loss) Shown(words *i18n.Catalogue) string {
	text := l.before.Show(l.key, l.answer.Value, words.Lang())
	if l.answer.Missing != "" {
		text = l.before.set.MissingLabel(l.answer.Missing).In(words.Lang())
	}
	return amended(text, l.answer.Comment)
}

// Carry gives a response that was handed in to an older version of a question
// set as the newer one has it, for evaluating both together: Migrate moves the
// answers, and what the newer version cannot show is listed, by question and
// row. An answer that its question does not take any more is left out, so that
// no figure ever reads it; its comment stays.
//
// The response that was handed in is not changed, and stays what is stored: its
// digest is that of what was received. So it does not matter whether the newer
// version comes before or after it, and what is carried over is always carried
// straight from what was handed in. A response to the newer version itself is
// given back as it is.
func Carry(old, new *Questionnaire, r *Response) (*Response, []Loss) {
	if old.Version == new.Version {
		return r, nil
	}
	c := &carrying{migration: newMigration(old, new, r.Answers), assessed: Assess(old, r)}
	c.run()
	after := *r
	after.SetVersion, after.SetDigest, after.Answers = new.Version, new.Digest, c.is
	c.refuse()
	now := Assess(new, &after)
	for _, k := range c.was.Keys() {
		c.unasked(now, k)
	}
	slices.SortStableFunc(c.lost, func(a, b Loss) int { return compareKeys(a.key, b.key) })
	return &after, c.lost
}

// carrying is one run of Carry.
type carrying struct {
	*migration
	assessed *Assessment // of what was handed in
	lost     []Loss
}

func (c *carrying) lose(kind LossKind, k Key) {
	q := c.old.Question(k.Question)
	if q == nil {
		return // no answer of the older version: nothing that was handed in
	}
	l := Loss{Kind: kind, Question: q, key: k, answer: c.was.Get(k), before: c.assessed}
	if q.Roster != nil {
		l.Row = c.assessed.RowNumber(q.Roster, k.Row)
	}
	c.lost = append(c.lost, l)
}

// refuse takes out what has no place in the newer version, and what its
// question there does not take.
func (c *carrying) refuse() {
	for _, k := range c.was.Keys() {
		now := Key{c.names[k.Question], k.Row}
		a := c.is.Get(now)
		switch h, there := c.to[now.Question]; {
		case !there || !h.holds(c.is, now):
			c.lose(LostGone, k)
			c.is.Set(now, Answer{})
		case h.Validate(a.Value) != nil, a.Missing != "" && !h.AllowsMissing(a.Missing):
			c.lose(LostUnfit, k)
			c.is.Set(now, Answer{Comment: a.Comment})
		}
	}
}

// unasked lists an answer whose question is there, but not asked with the
// answers that there are.
func (c *carrying) unasked(now *Assessment, k Key) {
	at := Key{c.names[k.Question], k.Row}
	if !c.is.Get(at).IsZero() && !now.Relevant(at) {
		c.lose(LostUnasked, k)
	}
}
