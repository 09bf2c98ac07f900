package export

import (
	"time"

	"bestand.example/itbestand/survey"
)

// Fieldwork is who has handed in what (Rücklauf). It can only be told of a
// population: without one, nobody knows who is missing.
type Fieldwork struct {
	Wave     string // its title; empty: the returns belong to none
	Deadline survey.Date
	Units    []survey.Unit // the population, in its order
	Mails    map[string]string
	Sets     []SetFieldwork // that administrations are asked
}

// SetFieldwork is how far one question set is.
type SetFieldwork struct {
	Set       *survey.Questionnaire
	Rates     []Rate              // by every grouping; the groups of one stand together, in their order
	Standings map[string]Standing // by unit key; a unit that is not asked has none
}

// Grouping says by what a rate puts units together.
type Grouping string

// The groupings, by their codes.
const (
	ByLand     Grouping = "land" // all of a tier
	ByDistrict Grouping = "kreis"
	ByType     Grouping = "typ"
	BySize     Grouping = "groessenklasse"
)

// Rate counts a group of units and those of them that answered. Landkreise are
// never counted together with the municipal units in which their inhabitants
// live.
type Rate struct {
	By         Grouping
	Key        string // of the Kreis
	Name       string // of the group; empty: all of the tier, or not known to whom it belongs
	Landkreise bool   // the tier

	States              map[ReturnState]int
	Units               int // that are asked
	Answered            int
	Inhabitants         int // of the units that are asked
	InhabitantsAnswered int
	Unsized             int // units of which the inhabitants are not known: no share can be told
}

// ReturnState is how far a unit is with a question set.
type ReturnState string

// The states of a unit.
const (
	StateReleased   ReturnState = "freigegeben"
	StateHandedIn   ReturnState = "abgegeben"
	StateConflict   ReturnState = "konflikt"
	StateIncomplete ReturnState = "unvollstaendig"
	StateRefused    ReturnState = "zurueckgewiesen"
	StateBegun      ReturnState = "begonnen"
	StateInvited    ReturnState = "eingeladen"
	StateNotInvited ReturnState = "nicht_eingeladen"
)

// Standing is what is known of a unit and a question set that it is asked.
type Standing struct {
	State    ReturnState
	Answered bool      // it is in the rate
	Missing  bool      // it is to be reminded
	Arrived  time.Time // when its first return was merged, in the zone to show it in; zero: none was
	Revision int       // held; 0: none, or several that contradict each other
	Reason   string    // why its last file was refused, as a sentence
}
