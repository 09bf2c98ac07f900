package export

import (
	"slices"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/i18n"
)

// Evaluation is what an evaluation says about the responses. It is computed by
// the caller; a workbook without one has no sheets about it.
type Evaluation struct {
	*survey.Evaluation
	Origin    Origin
	Reference survey.Date   // that of the wave; zero: each response names its own
	Units     []survey.Unit // that figures are about, in the order of the population
	Responses int           // that figures come from
	LeftOut   []LeftOut

	Figures []Figure      // of single units
	Groups  []GroupFigure // of groups, in the order of the indicators
	Hits    []Hit
	Gone    []Hit // measures of which a state was noted and that the rules do not find any more
	Rules   []RuleCount
	Tables  []Table
	Told    []Told       // of anonymous persons
	Passed  []PassedRule // to pass on: rules that hang on sensitive answers

	// Sensitive questions, by set and name, where the workbook is to be passed on:
	Closed  map[[2]string]bool // not even frequencies are shown of these
	Figured map[[2]string]bool // figures from these are shown

	Monitoring *Monitoring // nil: there is no earlier wave
	withheld   Withheld    // what is not passed on
}

// Origin says where an evaluation was taken from.
type Origin struct {
	From From   // empty: nobody says
	Name string // of the file, or of the wave; not passed on, because people chose it
}

// From is a place that evaluations are taken from.
type From string

// The places.
const (
	FromFile    From = "file"    // that was named for the export
	FromCentral From = "central" // the central file; Name is the wave that it carries it for, if for one
	FromProgram From = "program"
)

// Say says in words where the evaluation was taken from.
func (o Origin) Say(words *i18n.Catalogue) string {
	switch {
	case o.From == FromFile && o.Name == "":
		return words.T("figures.from_file_unnamed")
	case o.From == FromFile:
		return words.T("figures.from_file", survey.CleanLine(o.Name))
	case o.From == FromCentral && o.Name != "":
		return words.T("figures.from_wave", survey.CleanLine(o.Name))
	case o.From == "":
		return ""
	}
	return words.T("figures.from_" + string(o.From))
}

// LeftOut counts responses that no figure comes from.
type LeftOut struct {
	Reason string // key of the catalogue: figures.left_REASON
	Count  int
}

// Figure is the value of an indicator for one unit.
type Figure struct {
	Indicator *survey.Indicator
	Unit      string  // key
	Part      []Label // of an indicator that is split; otherwise empty
	Known     bool    // otherwise it cannot be determined
	Number    float64
	Level     int     // place on the indicator's ladder from 0; -1 without one
	Share     float64 // of the weights that are known
	Reweighed bool    // some parts are not known, and the others weigh more
}

// Label is a part of a group's name.
type Label struct {
	Code string
	Text survey.Text
}

// Tier keeps Landkreise and municipal units apart.
type Tier string

// The tiers. The empty one is of figures that are about no units.
const (
	TierNone      Tier = ""
	TierMunicipal Tier = "gemeinden"
	TierDistricts Tier = "landkreise"
)

// GroupFigure is an indicator of a group: the statistics of the values in it,
// or Own, the value of a formula about the group itself.
type GroupFigure struct {
	Indicator *survey.Indicator
	Grouping  string // axes, as the evaluation writes them
	Group     []Label
	Part      []Label // of an indicator that is split; otherwise empty
	Tier      Tier

	N       int            // values that are known; of a formula of its own those that it rests on, or how much the group has
	Counted survey.Counted // what these are
	Unknown int            // values that cannot be determined
	Levels  []int

	Own, Mean, Median, Q1, Q3, SD, Min, Max, HHI *float64

	Weighted  *float64 // mean weighted by inhabitants
	WeightedN int      // units whose inhabitants are known

	Hidden bool // of anonymous persons: too few, or one could work out too few from it
}

// Hit is a measure that a rule found for a unit, for a row of one of its lists,
// or for a group.
type Hit struct {
	Measure  *survey.Measure
	Version  string // of the rules
	Unit     survey.Unit
	Row      int                                // id of the row; 0: none
	Of       func() (*survey.Assessment, error) // of the response that the row is in
	Grouping string
	Group    []Label
	Tier     Tier
	Units    []survey.Unit // of a group
	Priority int           // 1 high to 3 low, raised where the rule says so
	Standing survey.MeasureStanding

	// Triggers gives the answers that the rule read, when they are asked for:
	// those of all hits together would be as much as the survey itself. To ask
	// unit by unit is quickest.
	Triggers func() ([]Trigger, error)
}

// Trigger is an answer that a rule read.
type Trigger struct {
	Unit    string
	Set     *survey.Questionnaire
	Key     survey.Key
	State   survey.State
	Missing string
	Value   survey.Value
	Of      func() (*survey.Assessment, error) // of its response
}

// RuleCount says how often a rule holds.
type RuleCount struct {
	Measure    *survey.Measure
	Units      int // in which it holds at least once
	Asked      int // of which it is known whether it holds
	Unknown    int // of which it is not
	Widespread bool
}

// PassedRule is of how many municipal units a rule that hangs on sensitive answers
// holds. In which is not passed on.
type PassedRule struct {
	Measure *survey.Measure
	Units   int  // in which it holds
	Asked   int  // of which it is known whether it holds
	Hidden  bool // it would tell too much
}

// Table is a table of the evaluation with its cells.
type Table struct {
	*survey.Table
	Tier    Tier    // empty where it spans both
	Rows    []Label // crosstab and ranking
	Columns []Label // crosstab
	Cells   [][]TableCell
	Totals  TableTotals
	Lines   []TableLine // list

	// Of one from sensitive answers, to pass on:
	Open    bool   // it may stand in the workbook
	Figures []bool // which of its figures may

	Unfiltered int // of which it is unknown whether they belong in the table
	Unplaced   int // that have no place on one of the axes
}

// TableCell is a group of a table: how many it has, and its figures.
type TableCell struct {
	N      int
	Values []Datum
	Hidden bool // of persons, or of sensitive answers: too few, or one could work out too few from it
}

// TableTotals are the figures of whole rows and columns. They are no sums.
type TableTotals struct {
	Rows, Columns []TableCell
	All           TableCell
}

// TableLine is a line of a list.
type TableLine struct {
	Unit survey.Unit
	Data []Datum
}

// Datum is a number, texts, or not known.
type Datum struct {
	Known  bool
	Kind   survey.Kind
	Number float64
	N      int           // known values that the number rests on; -1: it counts, and rests on all
	Hidden bool          // of sensitive answers: it tells too much
	Texts  []string      // or codes
	Labels []survey.Text // of the codes
}

// all lists indicators and fields in the order of the evaluation.
func (e *Evaluation) all() []*survey.Indicator {
	return slices.Concat(e.Indicators, e.Fields)
}

// counts reports whether a rule counts, by measure.
func (e *Evaluation) rule(m *survey.Measure) (RuleCount, bool) {
	for _, r := range e.Rules {
		if r.Measure == m {
			return r, true
		}
	}
	return RuleCount{}, false
}
