package survey

import "slices"

// Counted is what a number of elements counts.
type Counted string

// What is counted. The empty one is of several lists that count different things.
const (
	CountedMixed     Counted = ""
	CountedUnits     Counted = "units"     // administrations
	CountedResponses Counted = "responses" // responses to a set
	CountedPersons   Counted = "persons"   // responses to an anonymous set
	CountedRows      Counted = "rows"      // entries of a list
	CountedGroups    Counted = "groups"    // groups, each with one figure
)

// CountedOf is what the elements of a list are: the rows of a roster, the
// responses to a set, or the units.
func CountedOf(set *Questionnaire, roster *Question) Counted {
	switch {
	case roster != nil:
		return CountedRows
	case set != nil && set.Anonymous:
		return CountedPersons
	case set != nil:
		return CountedResponses
	}
	return CountedUnits
}

// Counts is what the lists that a formula reads are of.
func (e *Evaluation) Counts(x *Expression) Counted {
	var all []Counted
	for _, name := range x.Reads {
		set, roster, list := e.List(name)
		switch {
		case name == UnitsName:
			all = append(all, CountedUnits)
		case list:
			all = append(all, CountedOf(set, roster))
		case e.Indicator(name) != nil:
			all = append(all, CountedGroups)
		}
	}
	slices.Sort(all)
	if all = slices.Compact(all); len(all) == 1 {
		return all[0]
	}
	return CountedMixed
}
