package survey

import (
	"slices"
	"time"
)

// MeasureState (Umsetzungsstand) is how far a measure has come. People note it;
// no rule derives it.
type MeasureState string

// The states. A measure of which nobody noted anything is open.
const (
	MeasureOpen    MeasureState = "offen"
	MeasureRunning MeasureState = "laufend"
	MeasureDone    MeasureState = "erledigt"
	MeasureDropped MeasureState = "verworfen"
)

// MeasureStates lists the states in the order of the work.
func MeasureStates() []MeasureState {
	return []MeasureState{MeasureOpen, MeasureRunning, MeasureDone, MeasureDropped}
}

// ValidMeasureState reports whether a text names a state.
func ValidMeasureState(s string) bool { return slices.Contains(MeasureStates(), MeasureState(s)) }

// MeasureRef says which derived measure is meant: the rule, and the
// administration, the row of one of its lists, or the group that it was found
// for. It can be compared.
type MeasureRef struct {
	Evaluation string // id; a rule of another evaluation with the same name is another one
	Wave       string
	Measure    string // name of the rule
	Unit       string // key; empty: of a group
	Response   string // id of the response whose row it is; empty: of no row
	Row        int    // id of the row; 0: of no row
	Grouping   string // of a group: the axes
	Group      string // of a group: its codes
	Tier       string // of a group: whose figures it hangs on
}

// InWave is the same measure in another wave. Rows have none: nothing says that
// two rows of two responses are about the same thing.
func (r MeasureRef) InWave(wave string) (MeasureRef, bool) {
	r.Wave = wave
	return r, r.Row == 0
}

// MeasureNote is a state that somebody noted, with the author's words.
type MeasureNote struct {
	MeasureRef
	State MeasureState
	Text  string // of a dropped one: why
	Due   Date   // zero: not said
	By    string
	At    time.Time // only informs: the order is that of the notes
}

// MeasureNotes knows the states of measures: what was noted of each, in order.
type MeasureNotes map[MeasureRef][]MeasureNote

// NewMeasureNotes sorts notes, which come in the order in which they were made.
func NewMeasureNotes(all []MeasureNote) MeasureNotes {
	notes := MeasureNotes{}
	for _, n := range all {
		notes[n.MeasureRef] = append(notes[n.MeasureRef], n)
	}
	return notes
}

// MeasureStanding is the state that a measure has in a wave.
type MeasureStanding struct {
	State MeasureState
	Note  *MeasureNote // that says so; nil: nobody noted anything
	// Again marks a measure that was done in an earlier wave and was found once
	// more by this one's answers: it is open again, and Note is the old one.
	Again bool
}

// Standing is the state of a measure in its wave: the last note in it counts.
// Without one the last note of an earlier wave goes on, the latest first: work
// that runs does not stop at a reference date. Only done does not go on, since
// the newer answers say that there is something to do.
func (n MeasureNotes) Standing(r MeasureRef, earlier []string) MeasureStanding {
	if own := n[r]; len(own) > 0 {
		last := &own[len(own)-1]
		return MeasureStanding{State: last.State, Note: last}
	}
	for _, wave := range earlier {
		before, same := r.InWave(wave)
		if notes := n[before]; same && len(notes) > 0 {
			last := &notes[len(notes)-1]
			if last.State == MeasureDone {
				return MeasureStanding{State: MeasureOpen, Note: last, Again: true}
			}
			return MeasureStanding{State: last.State, Note: last}
		}
	}
	return MeasureStanding{State: MeasureOpen}
}
