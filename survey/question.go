package survey

import (
	"math/big"
	"slices"
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
	TypePercent        Type = "percent" // 0 to 100
	TypeMoney          Type = "money"   // whole euros, unless Decimals says more
	TypeYear           Type = "year"    // four digits, 1900 to 2199
	TypeDate           Type = "date"
	TypeYesNo          Type = "yes_no" // the codes "ja" and "nein"
	TypeSelectOne      Type = "select_one"
	TypeSelectMultiple Type = "select_multiple"
	TypeRank           Type = "rank"   // choices in the order of their weight
	TypeMatrix         Type = "matrix" // statements, each a question of its own, that share one scale
	TypeScale          Type = "scale"  // a step between two poles
	TypeEmail          Type = "email"
	TypeURL            Type = "url"
	TypeNote           Type = "note"
	TypeCalculate      Type = "calculate"
	TypeRepeat         Type = "repeat"
)

// Types lists every type in the order in which the documentation names them.
func Types() []Type {
	return []Type{TypeText, TypeMultiline, TypeInteger, TypeDecimal, TypePercent, TypeMoney, TypeYear, TypeDate,
		TypeYesNo, TypeSelectOne, TypeSelectMultiple, TypeRank, TypeMatrix, TypeScale, TypeEmail, TypeURL,
		TypeNote, TypeCalculate, TypeRepeat}
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
	switch t {
	case TypeSelectOne, TypeSelectMultiple, TypeYesNo, TypeRank, TypeScale:
		return true
	}
	return false
}

// Single reports whether an answer of this type is one code.
func (t Type) Single() bool { return t == TypeSelectOne || t == TypeYesNo || t == TypeScale }

// Textual reports whether answers of this type are texts.
func (t Type) Textual() bool {
	switch t {
	case TypeText, TypeMultiline, TypeEmail, TypeURL:
		return true
	}
	return false
}

// Asked reports whether a person gives an answer to questions of this type. A
// note is only read, a calculation computed, and of a matrix the rows are
// asked.
func (t Type) Asked() bool { return t != TypeNote && t != TypeCalculate && t != TypeMatrix }

// Requirement says how much an unanswered question matters.
type Requirement int

// The requirements of the language.
const (
	Optional    Requirement = iota // false: may stay blank without a word
	Soft                           // soft: may stay blank, and is listed as a hint
	Required                       // true: blocks handing in while it is open
	Conditional                    // a condition: Required where it holds, Optional elsewhere
)

// Question is one question, one row group (repeat), one group of statements
// (matrix), one note or one calculation.
type Question struct {
	Name              string
	Type              Type
	Label             Text
	Hint              Text
	GuidanceHint      Text // for the printed form only
	AssigneeHint      Text // who in an administration usually knows the answer
	Required          Requirement
	RequiredIf        *Expression // with Conditional only
	Relevant          *Expression // nil: always
	Constraint        *Expression
	ConstraintMessage Text
	Warnings          []Warning
	Missing           []string // missing codes that this question accepts
	Estimate          bool     // the answer may be marked as estimated
	Purpose           string   // why it is asked: goes into the codebook
	Sensitive         bool     // never in a workbook that is passed on
	Personal          bool     // own sheet, deletable, never passed on
	Profiles          []string // short forms that it is in
	Default           string   // what the field shows before it is answered; counts only once it is acknowledged

	List         *ChoiceList // of a choice; nil where the choices come from somewhere else
	ChoicesFrom  string      // the roster whose rows are the choices, or PopulationSource
	ChoiceFilter *Expression // a choice for which it is false is not offered
	Other        Text        // label of the choice "in words of your own"; nil: there is none
	Min, Max     int         // rows of a repeat, choices of a select_multiple or rank; Max 0 means no limit
	Reversed     bool        // scale only: the scores count from the other end
	Suggestions  *ChoiceList // text only: labels that the field proposes

	Decimals    int         // places after the decimal comma
	Calculation *Expression // calculate only
	Override    bool        // calculate only: a person may give another value, with a reason

	ItemLabel Text           // repeat only: names a row in lists
	Columns   []RosterColumn // repeat only: what a list of its rows shows; empty: see Listed
	Unique    []string       // repeat only: columns in which no two rows agree
	Import    []ImportColumn // repeat only: headings under which lists have its columns
	Prefill   *Prefill       // repeat only: rows that are there from the beginning
	Questions []*Question    // repeat only: the columns of a row

	Rows        []*Question // matrix only: its statements
	RowsFrom    *ChoiceList // matrix only: the list that its statements come from
	RowRelevant *Expression // matrix only: condition of each statement; may read choice.*
	Total       *big.Rat    // matrix of numbers only: what they add up to

	Section *Section  // set by Compile
	Roster  *Question // set by Compile: the repeat that it is a column of
	Matrix  *Question // set by Compile: the matrix that it is a row of
	Choice  *Choice   // the choice that a matrix row was made from
	from    *Question // set by Compile: the roster that ChoicesFrom names
	order   int
}

// Warning is a check that does not block by itself but must be acknowledged
// with a reason.
type Warning struct {
	When    *Expression
	Message Text
}

// ImportColumn names the headings under which an existing list may have a
// column of a roster.
type ImportColumn struct {
	Column   string
	Headings []string
}

// Prefill makes one row for every choice of a column's list, so that a person
// fills in rows instead of inventing them.
type Prefill struct {
	Column string
	Where  *Expression // choices for which it is not true get no row; nil: all do
}

// AllowsMissing reports whether the question takes this missing code.
func (q *Question) AllowsMissing(code string) bool { return slices.Contains(q.Missing, code) }

// Asked reports whether a person gives an answer to the question: unlike its
// type alone it knows a calculation that may be overridden.
func (q *Question) Asked() bool { return q.Type.Asked() || q.Override }

// In reports whether the question is asked in a short form; the empty name is
// the whole set. What names no profile is in those of the section, matrix or
// roster that it stands in; but where one part of a matrix or roster names
// profiles, each of them has to, and the whole is in all of theirs.
func (q *Question) In(profile string) bool {
	names := func(q *Question) bool { return slices.Contains(q.Profiles, profile) }
	if profile == "" || q.Name == StichtagName || names(q) || slices.ContainsFunc(q.parts(), names) {
		return true
	}
	if len(q.Profiles) > 0 {
		return false
	}
	switch whole := q.whole(); {
	case whole == nil:
		return q.Section != nil && slices.Contains(q.Section.Profiles, profile)
	case slices.ContainsFunc(whole.parts(), func(part *Question) bool { return len(part.Profiles) > 0 }):
		return false
	default:
		return whole.In(profile)
	}
}

// whole is the matrix or the roster that the question is a part of, or nil.
func (q *Question) whole() *Question {
	if q.Matrix != nil {
		return q.Matrix
	}
	return q.Roster
}

// parts are the columns of a roster or the rows of a matrix.
func (q *Question) parts() []*Question {
	if q.Type == TypeMatrix {
		return q.Rows
	}
	return q.Questions
}
