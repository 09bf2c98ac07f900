package survey

import (
	"math/big"
	"strings"
)

// Kind says how the canonical text of a value is to be read.
type Kind int

// The kinds of values. Their numbers stand in survey files and never change.
const (
	KindNone    Kind = 0 // no value
	KindText    Kind = 1
	KindNumber  Kind = 2 // decimal digits, "." before the fraction, no needless zeros
	KindDate    Kind = 3 // YYYY-MM-DD
	KindCode    Kind = 4 // one code of a choice list, and own words after a line break
	KindCodes   Kind = 5 // codes in the order of their list, one blank between two; own words as above
	KindNoRows  Kind = 6 // a roster of which it is confirmed that it has no rows
	KindBoolean Kind = 7 // computed only: "true" or "false"
	KindRanking Kind = 8 // codes in the order in which a person ranked them, one blank between two
)

// NoRows is the value of a roster without rows, once that is confirmed. Its
// text is what a person types on a command line: fv=keine.
var NoRows = Value{KindNoRows, "keine"}

// Value is a canonical text with its kind. Two values are the same value
// exactly if they are equal as Go values.
type Value struct {
	Kind Kind
	Text string
}

// IsZero reports whether there is no value.
func (v Value) IsZero() bool { return v.Kind == KindNone }

// Codes returns the codes of a value that consists of some.
func (v Value) Codes() []string {
	switch v.Kind {
	case KindCode, KindCodes, KindRanking:
		codes, _, _ := strings.Cut(v.Text, "\n")
		return strings.Fields(codes)
	}
	return nil
}

// Other returns what a person answered in words of their own, beside
// OtherCode.
func (v Value) Other() string {
	if v.Kind != KindCode && v.Kind != KindCodes {
		return ""
	}
	_, words, _ := strings.Cut(v.Text, "\n")
	return words
}

// WithOther is the value with words of one's own. It must have OtherCode.
func (v Value) WithOther(words string) Value {
	if words == "" {
		return v
	}
	codes, _, _ := strings.Cut(v.Text, "\n")
	return Value{v.Kind, codes + "\n" + words}
}

// Has reports whether a code is among the selected ones.
func (v Value) Has(code string) bool {
	for _, c := range v.Codes() {
		if c == code {
			return true
		}
	}
	return false
}

// Number returns the value as an exact number.
func (v Value) Number() (*big.Rat, bool) {
	if v.Kind != KindNumber {
		return nil, false
	}
	return new(big.Rat).SetString(v.Text)
}

// Date returns the value as a date.
func (v Value) Date() (Date, bool) {
	if v.Kind != KindDate {
		return Date{}, false
	}
	return ParseISODate(v.Text)
}

// TextValue makes a text value.
func TextValue(s string) Value { return Value{KindText, s} }

// NumberValue makes a number of at most so many places, rounded half away
// from zero.
func NumberValue(r *big.Rat, decimals int) Value {
	return Value{KindNumber, trimZeros(r.FloatString(decimals))}
}

// CodesValue makes the value of a select_multiple question: the codes in the
// order of the list, each once. Codes that the list does not have are left
// out.
func CodesValue(list *ChoiceList, codes []string) Value {
	picked := make(map[string]bool, len(codes))
	for _, c := range codes {
		picked[c] = true
	}
	var ordered []string
	for _, c := range list.Choices {
		if picked[c.Name] {
			ordered = append(ordered, c.Name)
		}
	}
	if len(ordered) == 0 {
		return Value{}
	}
	return Value{KindCodes, strings.Join(ordered, " ")}
}

// ValueKind returns the kind of a question's values.
func (q *Question) ValueKind() Kind {
	switch {
	case q.Type.Numeric():
		return KindNumber
	case q.Type == TypeDate:
		return KindDate
	case q.Type == TypeSelectMultiple:
		return KindCodes
	case q.Type == TypeRank:
		return KindRanking
	case q.Type.Choice():
		return KindCode
	case q.Type == TypeRepeat:
		return KindNoRows
	case q.Type.Textual():
		return KindText
	case q.Type == TypeCalculate && q.Calculation != nil:
		return q.Calculation.Kind
	}
	return KindNone
}
