package survey

// Response is one unit's answers to one question set (Antwortbogen).
type Response struct {
	ID         string // random, 128 bits in hex, from its creation on
	Wave       string // id of the wave; empty without one
	SetID      string
	SetVersion string
	SetDigest  string
	Profile    string
	Unit       Unit
	Revision   int    // 0 until it is handed in for the first time
	Incomplete bool   // handed in although answers are open
	Release    string // "name, function" of the person who released it
	Digest     string // of the revision that was last handed in, as received
	Chain      []string
	Population *Population // the units that a question may offer as choices; nil: not known
	Closed     bool        // handed in, so read-only until it is reopened
	Share      *Share      // what the response is restricted to when it was handed on; nil: it is whole
	FollowUp   *FollowUp   // of a follow-up and of a supplement: what was asked about; otherwise nil
	Answers    *Answers
}

// Place is where a person stands in a response: a question, and the row when
// it is a column of a roster. The zero place is the beginning.
type Place = Key

// Change is what one acknowledgement writes. It is written whole or not at
// all.
type Change struct {
	Answers  []AnswerChange
	AddRow   []Row   // at the end of their rosters, after PutRow
	PutRow   []RowAt // at their places, after DropRow; in one roster, the upper ones first
	DropRow  []Row
	Place    Place // where the person stands afterwards
	SetPlace bool  // false for changes that come without a dialogue
}

// AnswerChange replaces one answer; the zero answer deletes it.
type AnswerChange struct {
	Key    Key
	Answer Answer
}

// Row names a row of a roster.
type Row struct {
	Roster string
	ID     int
}

// RowAt is a row of a roster with the place, counted from 1, that it has once
// all rows above it are there.
type RowAt struct {
	Row Row
	At  int
}

// empty reports whether a change leaves all answers as they are.
func (c Change) empty() bool {
	return len(c.Answers)+len(c.AddRow)+len(c.PutRow)+len(c.DropRow) == 0
}

// Apply carries a change out on the answers.
func (q *Questionnaire) Apply(a *Answers, c Change) {
	for _, r := range c.DropRow {
		a.DeleteRow(q.Question(r.Roster), r.ID)
	}
	for _, r := range c.PutRow {
		a.PutRow(r.Row.Roster, r.Row.ID, r.At)
	}
	for _, r := range c.AddRow {
		a.AddRow(r.Roster, r.ID)
	}
	for _, ac := range c.Answers {
		a.Set(ac.Key, ac.Answer)
	}
}
