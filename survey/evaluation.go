package survey

// Evaluation (Auswertung) says what is made of the answers to one or more
// question sets: indicators and their levels, fields of action, measures, and
// the tables that become sheets. It is a file of its own, because thresholds
// and rules change after the field phase, and the instrument must not.
//
// It is read-only once Link and Compile have accepted it.
type Evaluation struct {
	ID         string
	Version    string // the version of its rules: stored with every measure
	Digest     string // SHA-256 over its file, hex
	Title      Text
	Uses       []SetUse
	Groups     []Grouping // by which unit indicators are summed up, unless they say otherwise
	Suppress   Suppression
	Widespread float64 // share of the asked units from which on a measure counts as widespread; 0: never
	Parameters []Parameter
	Points     []PointTable
	Levels     []LevelList
	Indicators []*Indicator
	Fields     []*Indicator // fields of action (Handlungsfelder): weighted indicators
	Phases     []Phase
	Efforts    []Effort
	Roles      []Role
	Measures   []*Measure
	Tables     []*Table

	links *links // what its names mean; set by Link
}

// SetUse is a question set that an evaluation reads.
type SetUse struct{ ID, Version string }

// Suppression says how many answers a figure must rest on to be passed on.
type Suppression struct {
	Units   int // where administrations answered
	Persons int // where persons answered anonymously
}

// Parameter is a number or a date of an evaluation that is a decision or comes
// from elsewhere, and therefore names its source. One of a file of parameters
// may say more: what law it is from, and whether that was looked up.
type Parameter struct {
	Name      string
	Label     Text
	Kind      Kind // KindNumber or KindDate
	Value     float64
	Date      Date // zero: a legal fact without a deadline, unknown in formulas
	Unit      string
	Source    string
	Verified  Verification
	Norm      string     // the provision of the law
	Fact      FactKind   // empty: not said
	AppliesTo []UnitType // whom it binds; formulas ask einheit.typ themselves
}

// Verification says whether a parameter was read at its source.
type Verification string

// Of a parameter that stands in the evaluation itself it is not said.
const (
	VerificationUnsaid Verification = ""
	VerificationDone   Verification = "ja"
	VerificationOwed   Verification = "nein"
)

// FactKind is what sort of thing a row of a file of parameters is, so that a
// list of deadlines shows no dates on which a law was only announced.
type FactKind string

// The kinds of facts.
const (
	FactDeadline FactKind = "frist"
	FactDuty     FactKind = "pflicht"  // its date is the day from which it holds
	FactOther    FactKind = "tatsache" // of law or history
	FactProduct  FactKind = "produkt"  // of a product, such as the end of its support
	FactDecision FactKind = "setzung"  // of the project: no law says so
)

// FactKinds lists the kinds in their usual order.
func FactKinds() []FactKind {
	return []FactKind{FactDeadline, FactDuty, FactOther, FactProduct, FactDecision}
}

// SetParameter gives a parameter's name its value; a date that nobody has set
// is unknown.
func (r *Record) SetParameter(p Parameter) {
	switch {
	case p.Kind == KindNumber:
		r.SetNumber(p.Name, &p.Value)
	case p.Date != Date{}:
		r.SetDate(p.Name, p.Date)
	default:
		r.SetNumber(p.Name, nil)
	}
}

// PointTable gives points to codes: points(d_stand, "stand"). It serves where
// the question set has no score, or the evaluation weighs differently.
type PointTable struct {
	Name   string
	Points map[string]float64
}

// LevelList is a ladder of levels (Stufen) that indicators are put on.
type LevelList struct {
	Name   string
	Levels []Level
}

// Level is one step of a ladder: it begins at From; the first one has none.
type Level struct {
	Name  string
	Label Text
	From  float64
}

// nearly makes up for what binary fractions lose, as in standard deviations.
const nearly = 1e-9

// At returns the place of the level that a number reaches, counted from 0. One
// that stands on the threshold has reached it.
func (l LevelList) At(value float64) int {
	at := 0
	for i, level := range l.Levels {
		if i > 0 && value >= level.From-nearly {
			at = i
		}
	}
	return at
}

// LevelList finds a ladder by its name.
func (e *Evaluation) LevelList(name string) (LevelList, bool) {
	for _, l := range e.Levels {
		if l.Name == name {
			return l, true
		}
	}
	return LevelList{}, false
}

// Indicator finds an indicator or a field by its name, or returns nil.
func (e *Evaluation) Indicator(name string) *Indicator {
	for _, list := range [][]*Indicator{e.Indicators, e.Fields} {
		for _, i := range list {
			if i.Name == name {
				return i
			}
		}
	}
	return nil
}

// Measure finds a measure by its name, or returns nil.
func (e *Evaluation) Measure(name string) *Measure {
	for _, m := range e.Measures {
		if m.Name == name {
			return m
		}
	}
	return nil
}

func (e *Evaluation) allIndicators() []*Indicator {
	return append(append([]*Indicator(nil), e.Indicators...), e.Fields...)
}
