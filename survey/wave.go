package survey

// Wave (Erhebungswelle) is one fielding of the survey: who is asked what, to
// which reference date, until when, and where the answers go.
type Wave struct {
	ID            string
	Digest        string // SHA-256 over its file, hex
	Title         Text
	ReferenceDate Date
	Deadline      Date
	Contact       Contact
	ReturnTo      Text // the way of return
	PrivacyNotice Text
	Recipients    []string // age keys for which returns are sealed; none: they are not sealed
	Sets          []WaveSet
	Evaluation    string // file name; empty: none
	Population    string // file name; empty: none
}

// Contact is whom the units ask.
type Contact struct{ Name, Organisation, Email, Phone string }

// WaveSet is a question set that a wave asks.
type WaveSet struct {
	ID      string
	Version string
	For     *Expression // over einheit.*; nil: every unit
	Profile string      // the short form; empty: the whole set
}

// Compile makes the conditions of the wave ready for use, and returns what is
// wrong with them.
func (w *Wave) Compile() []Issue {
	n := newNames()
	n.unit = true
	var issues []Issue
	for _, s := range w.Sets {
		if s.For != nil {
			issues = append(issues, compileFormula(s.For, n, nil, true)...)
		}
	}
	return issues
}

// Asks reports whether a set is meant for a unit. Where the condition is
// unknown, because the population does not say what it asks, the unit is not
// asked, and known is false.
func (s WaveSet) Asks(u Unit) (asked, known bool) {
	if s.For == nil {
		return true, true
	}
	return s.For.True(Facts{Near: []*Record{UnitRecord(u)}})
}

// SetsFor lists the sets that a unit is asked, each in its form: those of which
// the condition is true, and no set about the project.
func (w *Wave) SetsFor(u Unit) []WaveSet {
	var asked []WaveSet
	for _, s := range w.Sets {
		if yes, known := s.Asks(u); yes && known {
			asked = append(asked, s)
		}
	}
	return asked
}

// givenByWave reports whether the wave gives the answer to a question: the
// reference date, once it is there. Nobody is asked for it then.
func (r *Response) givenByWave(q *Question) bool {
	return q.Name == StichtagName && r.Wave != "" && !r.Answers.Get(Key{Question: q.Name}).Value.IsZero()
}

// Touched reports whether anything was answered. The reference date that a wave
// gave does not count.
func (r *Response) Touched() bool {
	for _, k := range r.Answers.Keys() {
		if k.Question != StichtagName || r.Wave == "" {
			return true
		}
	}
	return false
}
