package survey

import (
	"maps"
	"math/big"
	"reflect"
	"time"

	"github.com/expr-lang/expr/types"
)

// scope is what an expression at one place of a set may name.
type scope struct {
	set    *Questionnaire
	roster *Question // the roster whose own row is visible, or nil
	own    *Question // the question that the expression belongs to; nil for a section
	self   bool      // the question's own name is visible: constraints and warnings
	order  int       // questions at this place and later are not visible

	choices types.Map // what choice.* offers; nil: the expression decides on no choice
}

// unitFields are the attributes of the unit that conditions read.
var unitFields = types.Map{
	"typ": types.String, "kreis": types.String, "einwohner": types.Float64,
	"mitglieder": types.Float64, "groessenklasse": types.String,
}

// newScope lists the types of the names that an expression reads; that it may
// read them is known by then.
func (q *Questionnaire) newScope(s *scope, reads []string) types.Map {
	env := types.Map{UnitName: unitFields, StichtagName: types.TypeOf(time.Time{})}
	if s.choices != nil {
		env[ChoiceName] = s.choices
	}
	for _, name := range reads {
		if t := exprType(q.byName[name]); t != nil {
			env[name] = t
		}
	}
	return env
}

// exprType is the type of a question's value in the first pass, or nil where
// it has none.
func exprType(q *Question) types.Type {
	if q.Type == TypeMatrix {
		return nil
	}
	switch q.ValueKind() {
	case KindNumber:
		return types.Float64
	case KindText, KindCode:
		return types.String
	case KindBoolean:
		return types.Bool
	case KindDate:
		return types.TypeOf(time.Time{})
	case KindCodes, KindRanking:
		return types.TypeOf([]string{})
	case KindNoRows:
		return types.Array(q.rowFields())
	}
	if q.Type == TypeCalculate {
		return types.Any // not compiled yet: a later question
	}
	return nil
}

// rowFields are the types of the columns of a roster.
func (q *Question) rowFields() types.Map {
	row := types.Map{}
	for _, column := range q.Questions {
		if t := exprType(column); t != nil {
			row[column.Name] = t
		}
	}
	return row
}

// choiceFields are the types of what choice.* offers where the question's
// choices, suggestions or rows are decided on; nil where there is nothing to
// decide on.
func (q *Question) choiceFields() types.Map {
	switch {
	case q.from != nil:
		return q.from.rowFields()
	case q.ChoicesFrom == PopulationSource:
		fields := maps.Clone(unitFields)
		fields[choiceCode] = types.String
		return fields
	}
	list := q.listOfChoices()
	if list == nil {
		return nil
	}
	fields := types.Map{choiceCode: types.String}
	for _, c := range list.Columns {
		fields[c.Name] = types.String
		if c.List {
			fields[c.Name] = types.TypeOf([]string{})
		}
	}
	return fields
}

// resultKind is the kind of value that an expression of a Go type gives.
func resultKind(t reflect.Type) Kind {
	if t == nil {
		return KindNone
	}
	switch {
	case t == reflect.TypeOf(time.Time{}):
		return KindDate
	case t.Kind() == reflect.Bool:
		return KindBoolean
	case t.Kind() == reflect.String:
		return KindText
	case t.Kind() == reflect.Int || t.Kind() == reflect.Float64:
		return KindNumber
	}
	return KindNone
}

// The built-in functions of expr that the language keeps.
var keptBuiltins = []string{"all", "any", "ceil", "count", "filter", "floor", "len", "map", "max", "mean", "median", "min", "round", "sum"}

// The functions that the language adds, with their signatures.
var ownFunctions = map[string]any{
	"answered": new(func(any) bool),
	"date":     new(func(string) time.Time),
	"distinct": new(func([]any) []any),
	"if_asked": new(func(any, any) any),
	"missing":  new(func(any) string),
	"months":   new(func(time.Time, time.Time) float64),
	"ordinal":  new(func(string) float64),
	"relevant": new(func(any) bool),
	"score":    new(func(string) float64),
	"selected": new(func([]string, string) bool),
	"year":     new(func(time.Time) float64),
}

// numberType is the function of the first pass that calls its argument a
// number. No set can write its name.
const numberType = "_number"

// neverCalled stands behind the functions of the first pass, whose program is
// thrown away.
func neverCalled(...any) (any, error) { return nil, nil }

func rat(n int64) *big.Rat { return big.NewRat(n, 1) }
