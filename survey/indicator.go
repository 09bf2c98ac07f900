package survey

// Scope is the level of what an indicator or a measure is about.
type Scope string

// The scopes, from the smallest to the largest.
const (
	ScopeRow      Scope = "row"      // each row of a roster
	ScopeResponse Scope = "response" // each response of a set that a unit answers many times
	ScopeUnit     Scope = "unit"     // each administration
	ScopeGroup    Scope = "group"    // each group of administrations
)

// Scopes lists the scopes.
func Scopes() []Scope { return []Scope{ScopeRow, ScopeResponse, ScopeUnit, ScopeGroup} }

// Indicator (Kennzahl) is a number that is computed from answers: by a value,
// or from weighted parts.
type Indicator struct {
	Name        string
	Label       Text
	Hint        Text // how it is to be read
	Scope       Scope
	ForEach     string     // row: the roster; response: the short name of the set
	Split       *Axis      // unit only: one value for each group of rows, such as the life events of online services
	By          []Grouping // by what it is grouped or summed up
	Value       *Expression
	Parts       []Part
	Combine     Combination
	MinAnswered float64 // share of the weights that must be known; of a sum always all
	Unit        string
	Decimals    int
	Levels      string // name of a ladder, or empty
	Better      Direction
	Aggregate   []Statistic // what is shown of a group; the first is the figure that charts draw

	Base      *Expression // set by Compile, of groups: how many known values it rests on; nil: it counts
	Counting  bool        // set by Compile, of groups: it is a number of elements itself
	Sensitive bool        // set by Compile: computed from a sensitive question
	Personal  bool        // set by Compile: computed from a personal question
	Anonymous bool        // set by Compile: computed from answers that persons gave anonymously
	Field     bool        // it is a field of action

	set    *Questionnaire // that its rows or responses belong to
	roster *Question
}

// Direction says which way an indicator gets better.
type Direction string

// The directions. The empty one is of indicators that are neither good nor bad,
// such as the number of applications.
const (
	BetterUnsaid Direction = ""
	BetterMore   Direction = "more"
	BetterLess   Direction = "less"
)

// Part is one part of a weighted indicator.
type Part struct {
	Label   Text
	Value   *Expression
	Weight  float64
	Base    *Expression // set by Compile, of groups: how many known values it rests on; nil: it sums up no list itself
	Applies *Expression // where it is false, the part does not count at all; nil: it always applies
}

// Combination says what is made of parts.
type Combination string

// The combinations. The mean is weighted; of the others no part has a weight.
//
// A part that does not apply is left out of all of them. A part that is not
// known gives its weight to the others in a mean, as long as MinAnswered of
// the weights is known. A sum with a part that is not known cannot be
// determined, whatever MinAnswered says: counting it as 0 would be wrong. The
// smallest and the largest are taken over what is known, where MinAnswered of
// the parts is.
const (
	CombineMean Combination = "mean"
	CombineSum  Combination = "sum"
	CombineMin  Combination = "min"
	CombineMax  Combination = "max"
)

// Combinations lists the combinations.
func Combinations() []Combination {
	return []Combination{CombineMean, CombineSum, CombineMin, CombineMax}
}

// UsualShare is the share of the parts that must be known where an evaluation
// does not say: most of a mean; of the others all, because the one that is not
// known may be the smallest or the largest.
func (c Combination) UsualShare() float64 {
	if c == CombineMean {
		return 0.7
	}
	return 1
}

// Statistic sums the values of a group up.
type Statistic string

// The statistics. Quartiles are those of R's type 7 (QUARTILE.INC in Excel),
// the standard deviation is that of a sample (STDEV.S), the Herfindahl index
// (hhi) is the sum of the squared shares, from 0 to 1, and weighted is the
// mean weighted by inhabitants.
const (
	StatMean      Statistic = "mean"
	StatMedian    Statistic = "median"
	StatQuartiles Statistic = "quartiles"
	StatSD        Statistic = "sd"
	StatHHI       Statistic = "hhi"
	StatWeighted  Statistic = "weighted"
)

// Statistics lists the statistics.
func Statistics() []Statistic {
	return []Statistic{StatMean, StatMedian, StatQuartiles, StatSD, StatHHI, StatWeighted}
}

// Set returns the question set whose rows or responses the indicator is about,
// or nil.
func (i *Indicator) Set() *Questionnaire { return i.set }

// Roster returns the roster of a row indicator, or nil.
func (i *Indicator) Roster() *Question { return i.roster }

// formulas lists the expressions of an indicator.
func (i *Indicator) formulas() []formula {
	var all []formula
	if i.Value != nil {
		all = append(all, formula{i.Value, false})
	}
	for _, p := range i.Parts {
		all = append(all, formula{p.Value, false}, formula{p.Applies, true})
	}
	return all
}

// formula is an expression together with what it must give.
type formula struct {
	expression *Expression
	condition  bool // true or false; otherwise a number
}
