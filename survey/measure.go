package survey

// Measure (Maßnahme) is a rule: where its condition is true, something is to
// be done.
type Measure struct {
	Name          string // of the rule, such as r01
	Label         Text
	Scope         Scope      // unit or group
	ForEach       string     // unit only: a roster, for each of whose rows the rule is tried
	By            []Grouping // group only
	When          *Expression
	Urgent        *Expression // raises the priority by one where it is true; nil: never
	Field         string
	Priority      int // 1 high to 3 low
	Effort        string
	Responsible   []string
	Phase         string
	Communication Communication
	Support       Support
	After         []string // measures that come first

	Sensitive bool // set by Compile
	Personal  bool
	Anonymous bool

	set    *Questionnaire
	roster *Question
}

// Communication says whom a measure is told, how, what and when. Without an
// audience there is none.
type Communication struct {
	Audience                 []Text // target groups
	Channel, Message, Timing Text
}

// Support says what help there is with a measure, from whom and how much.
// Without a provider there is none.
type Support struct {
	Kind     Text
	Provider []Text
	Extent   Text
}

// Roster returns the roster for whose rows the rule is tried, or nil.
func (m *Measure) Roster() *Question { return m.roster }

// Set returns the question set of that roster, or nil.
func (m *Measure) Set() *Questionnaire { return m.set }

// Phase is a stage of the way to go (Vorgehensmodell).
type Phase struct {
	Name   string
	Label  Text
	Months int // within how many months; 0: open
}

// Effort is a class of effort, in days of work.
type Effort struct {
	Name     string
	Label    Text
	From, To float64 // To 0: open
}

// Role is who may be responsible for a measure.
type Role struct {
	Name  string
	Label Text
}
