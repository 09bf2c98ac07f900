// Package tracking says who has handed in what (Rücklauf): the state of each
// administration for each question set, and the rates of response by Kreis, type
// and size. It is pure: what is known comes in, tables go out.
package tracking

import (
	"slices"

	"bestand.example/itbestand/survey"
)

// State is how far a unit is with a question set.
type State string

// The states, from nothing to done; those behind are no part of the order.
const (
	NotInvited State = "nicht_eingeladen"
	Invited    State = "eingeladen"
	Begun      State = "begonnen"
	Refused    State = "zurueckgewiesen" // a file came and could not be taken in
	Incomplete State = "unvollstaendig"  // handed in with --incomplete; not in the rate
	HandedIn   State = "abgegeben"
	Released   State = "freigegeben" // by a named person
	Conflict   State = "konflikt"    // several responses contradict each other
)

// States lists all states in the order in which they are shown.
func States() []State {
	return []State{Released, HandedIn, Incomplete, Conflict, Refused, Begun, Invited, NotInvited}
}

// Counts reports whether a unit in the state has answered: it is in the rate.
// Of a conflict it is known that the unit answered, but not what.
func (s State) Counts() bool { return s == HandedIn || s == Released || s == Conflict }

// Missing reports whether the unit is to be reminded.
func (s State) Missing() bool {
	return s == NotInvited || s == Invited || s == Begun || s == Refused || s == Incomplete
}

// Known is all that is known about a unit and a question set.
type Known struct {
	Invited   bool
	Begun     bool
	Refused   string // why the last file was refused, in words; empty: none was
	Conflict  bool
	Responses []*survey.Response // held; of a set that is answered once, one at most without a conflict

	// Before are the states of the administrations that the unit was formed from
	// during the survey (Gebietsänderung). They tell where it has not answered
	// itself.
	Before []State
}

// State is what the facts come to. What was handed in outweighs what was
// refused: it is there.
func (k Known) State() State {
	incomplete := func(r *survey.Response) bool { return r.Incomplete }
	unreleased := func(r *survey.Response) bool { return r.Release == "" }
	switch {
	case k.Conflict:
		return Conflict
	case slices.ContainsFunc(k.Responses, incomplete):
		return Incomplete
	case len(k.Responses) > 0 && !slices.ContainsFunc(k.Responses, unreleased):
		return Released
	case len(k.Responses) > 0:
		return HandedIn
	case len(k.Before) > 0 && !slices.ContainsFunc(k.Before, func(s State) bool { return !s.Counts() }):
		return together(k.Before)
	case k.Refused != "":
		return Refused
	case k.Begun || slices.ContainsFunc(k.Before, func(s State) bool { return s != Invited && s != NotInvited }):
		return Begun // and of several one may be done
	case k.Invited || slices.Contains(k.Before, Invited):
		return Invited
	}
	return NotInvited
}

// together is the state of a unit whose answers are those of several, which
// all have answered.
func together(states []State) State {
	switch {
	case slices.Contains(states, Conflict):
		return Conflict
	case slices.Contains(states, HandedIn):
		return HandedIn
	}
	return Released
}

// Standing is a unit's state for one question set that it is asked.
type Standing struct {
	Unit survey.Unit
	Set  string // id
	Known
}

// Count counts standings by their states.
func Count(standings []Standing) map[State]int {
	counts := map[State]int{}
	for _, s := range standings {
		counts[s.State()]++
	}
	return counts
}
