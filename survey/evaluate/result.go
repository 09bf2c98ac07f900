package evaluate

import (
	"math/big"

	"bestand.example/itbestand/survey"
)

// Result is everything that an evaluation says about a set of responses.
type Result struct {
	Evaluation *survey.Evaluation
	Units      []survey.Unit // that figures are about, in the order of the population
	Values     []*Value      // of rows, responses and units, and of groups with a formula of their own
	Summaries  []*Summary    // of groups, over the values of rows, responses or units
	Measures   []*Hit
	Rules      []RuleCount
	Tables     []*Table
	LeftOut    []LeftOut
	Told       []Told       // of anonymous persons
	Passed     []PassedRule // to pass on: those that hang on sensitive answers

	Closed  map[*survey.Question]bool // to pass on: sensitive ones of which not even frequencies may be shown
	Figured map[*survey.Question]bool // to pass on: those from which figures are shown

	byName map[string][]*Value
}

// Of lists the values of an indicator, in the order of units, responses, rows
// and groups.
func (r *Result) Of(indicator string) []*Value { return r.byName[indicator] }

// OfUnit returns the value that a unit has of an indicator, or nil. Of one that
// is split it is the first.
func (r *Result) OfUnit(indicator, key string) *Value {
	for _, v := range r.byName[indicator] {
		if v.Unit.Key == key {
			return v
		}
	}
	return nil
}

// Value is one figure.
type Value struct {
	Indicator *survey.Indicator
	Unit      *survey.Unit // empty for groups, never nil
	Response  string       // of a row or a response: its id
	Row       int          // id of the row; 0 for everything else
	Grouping  string       // of a group or of a split: by what
	Group     []Label
	N         int            // of a group or a split: how many rows, responses or units it is about, or known values it rests on
	Counted   survey.Counted // of a group: what these are
	Hidden    bool           // of anonymous persons: it tells too much
	Tier      Tier

	Known  bool // otherwise it cannot be determined (n. b.)
	Number float64
	Level  int     // place on the indicator's ladder from 0; -1 without one
	Share  float64 // of the weights that are known, for an indicator of parts
	// Renormalised marks a figure of parts of which some are not known, so that
	// the weights of the others were raised.
	Renormalised bool

	exact *big.Rat // as other formulas read it; nil where it is not known
	trace trace
}

// Label is a part of a group's name.
type Label struct {
	Code string
	Text survey.Text
	rank int
}

// Tier keeps Landkreise and municipal units apart.
type Tier string

// The tiers. The empty one is of figures that are about no units.
const (
	TierNone      Tier = ""
	TierMunicipal Tier = "gemeinden"
	TierDistricts Tier = "landkreise"
)

// Summary sums the values of a group up. Only values that are known are in
// its statistics.
type Summary struct {
	Indicator *survey.Indicator
	Grouping  string
	Group     []Label
	Part      []Label // of an indicator that is split
	Tier      Tier

	N       int // values that are known
	Unknown int // values that cannot be determined
	Levels  []int
	Limit   int // how many values it must rest on to be passed on; 0: it is not guarded

	Mean, Median, Q1, Q3, SD, Min, Max, HHI *float64
	Weighted                                *float64 // mean weighted by inhabitants, of units whose inhabitants are known
	WeightedN                               int

	Hidden bool         // of anonymous persons: it tells too much
	items  []item       // of anonymous persons, and of sensitive answers that are passed on
	known  []knownValue // the values of both
}

// Hit is a measure that a rule found.
type Hit struct {
	Measure  *survey.Measure
	Version  string // of the evaluation, and so of the rule
	Unit     survey.Unit
	Response string
	Row      int
	Grouping string
	Group    []Label
	Tier     Tier          // of a group: whose figures it hangs on; empty where it spans both
	Units    []survey.Unit // of a group
	Priority int           // 1 high to 3 low, raised where the rule says so

	trace trace
}

// RuleCount says how often a rule held.
type RuleCount struct {
	Measure    *survey.Measure
	Units      int // in which it holds at least once
	Asked      int // of which it is known whether it holds
	Unknown    int // of which it is not
	Widespread bool
}

// LeftOut is a response that no figure comes from.
type LeftOut struct {
	Response string
	Unit     string
	Reason   Reason
}

// Reason is why a response was left out.
type Reason string

// Reasons lists the reasons.
func Reasons() []Reason {
	return []Reason{ReasonNoSet, ReasonVersion, ReasonConflict, ReasonNotInList}
}

// The reasons.
const (
	ReasonNoSet     Reason = "set"      // the evaluation does not use its question set
	ReasonVersion   Reason = "version"  // of another version than the evaluation uses
	ReasonConflict  Reason = "conflict" // the unit has several to a set that is answered once
	ReasonNotInList Reason = "unit"     // its unit is not in the population
)
