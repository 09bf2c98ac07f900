// Package survey is the model and the engine of itbestand: question sets,
// answers, conditions, and the session that walks a person through them.
//
// It is pure. It reads no file, asks no clock, draws nothing and knows no SQL;
// whatever it needs is handed to it, and whatever it decides is a value.
package survey

import (
	"math/big"
	"sync"
)

// Type names what a question asks for. The names are XLSForm's where it has
// one.
type Type string

// The question types of the language.
const (
	TypeText           Type = "text"
	TypeMultiline      Type = "multiline"
	TypeInteger        Type = "integer"
	TypeDecimal        Type = "decimal"
	TypeMoney          Type = "money"   // whole euros, unless Decimals says more
	TypePercent        Type = "percent" // 0 to 100
	TypeYear           Type = "year"    // four digits, 1900 to 2199
	TypeDate           Type = "date"
	TypeYesNo          Type = "yes_no" // the codes "ja" and "nein"
	TypeSelectOne      Type = "select_one"
	TypeSelectMultiple Type = "select_multiple"
	TypeNote           Type = "note"
	TypeCalculate      Type = "calculate"
	TypeRepeat         Type = "repeat"
)

// Types lists every type in the order in which the documentation names them.
func Types() []Type {
	return []Type{TypeText, TypeMultiline, TypeInteger, TypeDecimal, TypeMoney, TypePercent, TypeYear, TypeDate,
		TypeYesNo, TypeSelectOne, TypeSelectMultiple, TypeNote, TypeCalculate, TypeRepeat}
}

// Numeric reports whether answers of this type are numbers.
func (t Type) Numeric() bool {
	switch t {
	case TypeInteger, TypeDecimal, TypeMoney, TypePercent, TypeYear:
		return true
	}
	return false
}

// Choice reports whether answers of this type are codes of a choice list.
func (t Type) Choice() bool {
	return t == TypeSelectOne || t == TypeSelectMultiple || t == TypeYesNo
}

// Asked reports whether a person gives an answer to a question of this type.
// A note is only read, a calculation only computed.
func (t Type) Asked() bool { return t != TypeNote && t != TypeCalculate }

// Requirement says how much an unanswered question matters.
type Requirement int

// The three requirements of the language.
const (
	Optional Requirement = iota // false: may stay blank without a word
	Soft                        // soft: may stay blank, and is listed as a hint
	Required                    // true: blocks handing in while it is open
)

// Questionnaire is a question set: what is asked, in which order, and under
// which conditions. It is read-only once Compile has accepted it.
type Questionnaire struct {
	ID       string // names the set for ever, e.g. it-landschaft
	Short    string // identifier that names its sheets, e.g. IT
	Version  string // ID and Version name one content
	Digest   string // SHA-256 over the set's files, hex; see SetDigest
	Title    Text
	Duration Text
	Missing  []MissingCode
	Choices  []*ChoiceList
	Sections []*Section

	questions []*Question          // asked order, children after their roster
	byName    map[string]*Question // children included
	asksDate  bool                 // the set reads the reference date
}

// MissingCode is a reason for which a question is not answered (Ausfallgrund).
// It stands beside a value, never in it.
type MissingCode struct {
	Name  string
	Label Text
}

// MissingLater is the missing code of an answer that will be handed in later;
// the receipt lists it.
const MissingLater = "spaeter"

// MissingCodeNames are the four codes that a set may use, and that no choice
// may be named after.
func MissingCodeNames() []string {
	return []string{"unbekannt", "entfaellt", "spaeter", "keine_angabe"}
}

// ChoiceList is a named list of choices that select questions share.
type ChoiceList struct {
	Name    string
	Choices []Choice

	indexed sync.Once // several goroutines check values against one list
	byName  map[string]int
}

// Choice is one entry of a choice list.
type Choice struct {
	Name      string // the code that is stored
	Label     Text
	Score     *big.Rat // points for indicators; nil where the list has none
	Exclusive bool     // selecting it rules out every other choice
}

// Index returns the place of a code in the list, or -1.
func (l *ChoiceList) Index(code string) int {
	l.indexed.Do(func() {
		l.byName = make(map[string]int, len(l.Choices))
		for i, c := range l.Choices {
			l.byName[c.Name] = i
		}
	})
	if i, ok := l.byName[code]; ok {
		return i
	}
	return -1
}

// Section is a chapter of a question set.
type Section struct {
	Name      string
	Label     Text
	Hint      Text
	Relevant  *Expression // nil: always
	Questions []*Question
}

// Question is one question, one row group (repeat), one note or one
// calculation.
type Question struct {
	Name              string
	Type              Type
	Label             Text
	Hint              Text
	Required          Requirement
	Relevant          *Expression // nil: always
	Constraint        *Expression
	ConstraintMessage Text
	Warnings          []Warning
	Missing           []string // missing codes that this question accepts
	Estimate          bool     // the answer may be marked as estimated
	Purpose           string   // why it is asked: goes into the codebook
	Sensitive         bool     // never in a workbook that is passed on
	Personal          bool     // own sheet, deletable, never passed on
	List              *ChoiceList
	Decimals          int         // places after the decimal comma
	Calculation       *Expression // calculate only
	ItemLabel         Text        // repeat only: names a row in lists
	Min, Max          int         // repeat only: rows; Max 0 means no limit
	Questions         []*Question // repeat only: the columns of a row

	Section *Section  // set by Compile
	Roster  *Question // set by Compile: the repeat that it is a column of
	order   int
}

// Warning is a check that does not block by itself but must be acknowledged
// with a reason.
type Warning struct {
	When    *Expression
	Message Text
}

// StichtagName is the reserved name of the reference date. Where no wave gives
// it, it is asked as the first question of a set that reads it.
const StichtagName = "stichtag"

// UnitName is the reserved name under which conditions read the unit.
const UnitName = "einheit"

// Questions returns every question in the order in which they are asked, the
// columns of a roster right after it.
func (q *Questionnaire) Questions() []*Question { return q.questions }

// Question finds a question by name, or returns nil.
func (q *Questionnaire) Question(name string) *Question { return q.byName[name] }

// MissingLabel returns the words for a missing code.
func (q *Questionnaire) MissingLabel(code string) Text {
	for _, m := range q.Missing {
		if m.Name == code {
			return m.Label
		}
	}
	return German(code)
}

// AllowsMissing reports whether the question takes this missing code.
func (q *Question) AllowsMissing(code string) bool {
	for _, c := range q.Missing {
		if c == code {
			return true
		}
	}
	return false
}

// YesNo is the choice list behind every yes_no question.
var YesNo = &ChoiceList{Name: "ja_nein", Choices: []Choice{
	{Name: "ja", Label: Text{"de": "Ja", "en": "Yes"}},
	{Name: "nein", Label: Text{"de": "Nein", "en": "No"}},
}}
