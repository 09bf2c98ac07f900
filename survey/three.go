package survey

import (
	"cmp"
	"math/big"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// threeValued are the functions that expressions run on. They are total: nil
// is the unknown value, goes in anywhere, and comes out wherever the result
// hangs on it.
//
// Values are bool, string, *big.Rat, Date, []any, map[string]any (the row of a
// roster) and state; literals arrive as int and float64.
var threeValued = map[string]func(args []any) any{
	"_and":      func(a []any) any { return and(a[0], a[1]) },
	"_or":       func(a []any) any { return not(and(not(a[0]), not(a[1]))) },
	"_not":      func(a []any) any { return not(a[0]) },
	"_if":       func(a []any) any { return choose(a[0], a[1], a[2]) },
	"_eq":       func(a []any) any { return equal(a[0], a[1]) },
	"_ne":       func(a []any) any { return not(equal(a[0], a[1])) },
	"_lt":       func(a []any) any { return ordered(a[0], a[1], func(c int) bool { return c < 0 }) },
	"_le":       func(a []any) any { return ordered(a[0], a[1], func(c int) bool { return c <= 0 }) },
	"_gt":       func(a []any) any { return ordered(a[0], a[1], func(c int) bool { return c > 0 }) },
	"_ge":       func(a []any) any { return ordered(a[0], a[1], func(c int) bool { return c >= 0 }) },
	"_add":      func(a []any) any { return add(a[0], a[1]) },
	"_sub":      func(a []any) any { return arithmetic(a[0], a[1], (*big.Rat).Sub) },
	"_mul":      func(a []any) any { return arithmetic(a[0], a[1], (*big.Rat).Mul) },
	"_div":      func(a []any) any { return divide(a[0], a[1]) },
	"_in":       func(a []any) any { return in(a[0], a[1]) },
	"_matches":  func(a []any) any { return textTest(a[0], a[1], matches) },
	"_contains": func(a []any) any { return textTest(a[0], a[1], strings.Contains) },

	"_rows":        func(a []any) any { return rows(a[0]) },
	"_each_map":    func(a []any) any { return known(a[0], a[1]) },
	"_each_filter": func(a []any) any { return filter(a[0], a[1]) },
	"_each_any":    func(a []any) any { return fold3(a[0], a[1], false) },
	"_each_all":    func(a []any) any { return fold3(a[0], a[1], true) },
	"_each_count":  func(a []any) any { return length(filter(a[0], a[1])) },
	"_each_sum":    func(a []any) any { return sum(known(a[0], a[1])) },
	"_len":         func(a []any) any { return length(a[0]) },
	"_sum":         func(a []any) any { return sum(a[0]) },
	"_mean":        func(a []any) any { return mean(numbers(a)) },
	"_median":      func(a []any) any { return median(numbers(a)) },
	"_min":         func(a []any) any { return extreme(numbers(a), -1) },
	"_max":         func(a []any) any { return extreme(numbers(a), 1) },
	"_round":       func(a []any) any { return rounded(a[0], big.NewRat(1, 2)) },
	"_floor":       func(a []any) any { return rounded(a[0], new(big.Rat)) },
	"_ceil":        func(a []any) any { return negate(rounded(negate(a[0]), new(big.Rat))) },

	"_answered": func(a []any) any { return stateIs(a[0], StateAnswered) },
	"_missing":  func(a []any) any { return missingCode(a[0]) },
	"_relevant": func(a []any) any { return relevantState(a[0]) },
	"_if_asked": func(a []any) any { return ifNotAsked(a[0], a[1], a[2]) },
	"_score":    func(a []any) any { return score(a[0], a[1]) },
	"_ordinal":  func(a []any) any { return ordinal(a[0], a[1]) },
	"_year":     func(a []any) any { return yearOf(a[0]) },
	"_months":   func(a []any) any { return months(a[0], a[1]) },
	"_date":     func(a []any) any { return dateLiteral(a[0]) },
	"_selected": func(a []any) any { return in(a[1], a[0]) },
	"_distinct": func(a []any) any { return distinct(a[0]) },
}

func and(a, b any) any {
	x, xKnown := a.(bool)
	y, yKnown := b.(bool)
	switch {
	case xKnown && !x, yKnown && !y:
		return false
	case xKnown && yKnown:
		return true
	}
	return nil
}

func not(a any) any {
	if x, ok := a.(bool); ok {
		return !x
	}
	return nil
}

func choose(c, yes, no any) any {
	switch c {
	case true:
		return yes
	case false:
		return no
	}
	return nil
}

// number reads a number of any make; a literal means the decimal digits that
// were written, not their binary neighbour.
func number(v any) (*big.Rat, bool) {
	switch n := v.(type) {
	case *big.Rat:
		return n, n != nil
	case int:
		return rat(int64(n)), true
	case float64:
		return new(big.Rat).SetString(strconv.FormatFloat(n, 'g', -1, 64))
	}
	return nil, false
}

// compare orders two values of one kind.
func compare(a, b any) (order int, ok bool) {
	if x, isNumber := number(a); isNumber {
		y, alike := number(b)
		if !alike {
			return 0, false
		}
		return x.Cmp(y), true
	}
	switch x := a.(type) {
	case string:
		y, alike := b.(string)
		return strings.Compare(x, y), alike
	case Date:
		y, alike := b.(Date)
		return x.Compare(y), alike
	case bool:
		y, alike := b.(bool)
		return cmp.Compare(strconv.FormatBool(x), strconv.FormatBool(y)), alike
	}
	return 0, false
}

func equal(a, b any) any {
	x, xList := a.([]any)
	y, yList := b.([]any)
	if xList && yList {
		return sameList(x, y)
	}
	if order, ok := compare(a, b); ok {
		return order == 0
	}
	return nil
}

func sameList(x, y []any) any {
	var result any = len(x) == len(y)
	for i := range min(len(x), len(y)) {
		result = and(result, equal(x[i], y[i]))
	}
	return result
}

func ordered(a, b any, holds func(int) bool) any {
	if order, ok := compare(a, b); ok {
		return holds(order)
	}
	return nil
}

func arithmetic(a, b any, op func(z, x, y *big.Rat) *big.Rat) any {
	x, xKnown := number(a)
	y, yKnown := number(b)
	if !xKnown || !yKnown {
		return nil
	}
	return op(new(big.Rat), x, y)
}

func add(a, b any) any {
	x, xText := a.(string)
	y, yText := b.(string)
	if xText && yText {
		return x + y
	}
	return arithmetic(a, b, (*big.Rat).Add)
}

func divide(a, b any) any {
	if y, known := number(b); !known || y.Sign() == 0 {
		return nil
	}
	return arithmetic(a, b, (*big.Rat).Quo)
}

func negate(a any) any { return arithmetic(0, a, (*big.Rat).Sub) }

// in follows or: one equal element decides, one unknown element keeps it open.
func in(element, list any) any {
	items, ok := list.([]any)
	if !ok {
		return nil
	}
	var result any = false
	for _, item := range items {
		result = not(and(not(result), not(equal(element, item))))
	}
	return result
}

func textTest(a, b any, test func(s, t string) bool) any {
	s, sKnown := a.(string)
	t, tKnown := b.(string)
	if !sKnown || !tKnown {
		return nil
	}
	return test(s, t)
}

func matches(s, pattern string) bool {
	ok, err := regexp.MatchString(pattern, s)
	return ok && err == nil
}

// rows is the list that a predicate walks; an unknown list has no rows to
// walk, and the function around it remembers that it was unknown.
func rows(list any) []any {
	items, _ := list.([]any)
	return items
}

// known passes the results on unless the list that they come from is unknown.
func known(list, results any) any {
	if _, ok := list.([]any); !ok {
		return nil
	}
	return results
}

// filter keeps the rows whose predicate is true. One unknown predicate makes
// the whole list unknown: nobody knows which rows are in it.
func filter(list, results any) any {
	items, ok := list.([]any)
	verdicts, _ := results.([]any)
	if !ok || len(items) != len(verdicts) {
		return nil
	}
	kept := []any{}
	for i, verdict := range verdicts {
		switch verdict {
		case true:
			kept = append(kept, items[i])
		case false:
		default:
			return nil
		}
	}
	return kept
}

// fold3 is all (start true) and any (start false) over three values.
func fold3(list, results any, start bool) any {
	verdicts, ok := results.([]any)
	if _, known := list.([]any); !known || !ok {
		return nil
	}
	var result any = start
	for _, verdict := range verdicts {
		if start {
			result = and(result, verdict)
		} else {
			result = not(and(not(result), not(verdict)))
		}
	}
	return result
}

func length(list any) any {
	switch l := list.(type) {
	case []any:
		return rat(int64(len(l)))
	case string:
		return rat(int64(len([]rune(l))))
	}
	return nil
}

// numbers gathers the numbers of a list, or of several arguments; nil when one
// of them is unknown.
func numbers(args []any) []*big.Rat {
	if len(args) == 1 {
		list, ok := args[0].([]any)
		if !ok {
			return nil
		}
		args = list
	}
	found := make([]*big.Rat, 0, len(args))
	for _, a := range args {
		n, ok := number(a)
		if !ok {
			return nil
		}
		found = append(found, n)
	}
	return found
}

func sum(list any) any {
	found := numbers([]any{list})
	if found == nil {
		return nil
	}
	total := new(big.Rat)
	for _, n := range found {
		total.Add(total, n)
	}
	return total
}

func mean(found []*big.Rat) any {
	if len(found) == 0 {
		return nil
	}
	total := new(big.Rat)
	for _, n := range found {
		total.Add(total, n)
	}
	return total.Quo(total, rat(int64(len(found))))
}

func median(found []*big.Rat) any {
	if len(found) == 0 {
		return nil
	}
	sorted := slices.SortedFunc(slices.Values(found), (*big.Rat).Cmp)
	middle := len(sorted) / 2
	if len(sorted)%2 == 1 {
		return sorted[middle]
	}
	return mean(sorted[middle-1 : middle+1])
}

func extreme(found []*big.Rat, sign int) any {
	if len(found) == 0 {
		return nil
	}
	best := found[0]
	for _, n := range found[1:] {
		if n.Cmp(best) == sign {
			best = n
		}
	}
	return best
}

// rounded adds an offset and drops the fraction, towards minus infinity.
func rounded(v any, offset *big.Rat) any {
	n, ok := number(v)
	if !ok {
		return nil
	}
	if n.Sign() < 0 && offset.Sign() != 0 {
		return negate(rounded(new(big.Rat).Neg(n), offset)) // half away from zero
	}
	shifted := new(big.Rat).Add(n, offset)
	floor := new(big.Int).Div(shifted.Num(), shifted.Denom())
	return new(big.Rat).SetInt(floor)
}

func stateIs(v any, wanted State) any {
	if s, ok := v.(status); ok {
		return s.State == wanted
	}
	return nil
}

func missingCode(v any) any {
	if s, ok := v.(status); ok {
		return s.Missing
	}
	return nil
}

// relevantState does not look at drafts: no condition sees them.
func relevantState(v any) any {
	s, ok := v.(status)
	if !ok || s.undecided&waitsForAnswer != 0 {
		return nil
	}
	return s.State != StateNotAsked
}

func ifNotAsked(v, value, otherwise any) any {
	if s, ok := v.(status); ok && s.State == StateNotAsked && s.undecided&waitsForAnswer == 0 {
		return otherwise
	}
	return value
}

func score(code, list any) any {
	l, _ := list.(*ChoiceList)
	c, ok := code.(string)
	if l == nil || !ok || l.Index(c) < 0 || l.Choices[l.Index(c)].Score == nil {
		return nil
	}
	return l.Choices[l.Index(c)].Score
}

// ordinal is the place of a code in its list, counted from 1.
func ordinal(code, list any) any {
	l, _ := list.(*ChoiceList)
	c, ok := code.(string)
	if l == nil || !ok || l.Index(c) < 0 {
		return nil
	}
	return rat(int64(l.Index(c) + 1))
}

func yearOf(v any) any {
	if d, ok := v.(Date); ok {
		return rat(int64(d.Year))
	}
	return nil
}

func months(a, b any) any {
	from, fromKnown := a.(Date)
	to, toKnown := b.(Date)
	if !fromKnown || !toKnown {
		return nil
	}
	return rat(int64(monthsBetween(from, to)))
}

func dateLiteral(v any) any {
	s, _ := v.(string)
	if d, ok := ParseISODate(s); ok {
		return d
	}
	return nil
}

// distinct keeps the first of equal elements; one unknown element makes the
// list unknown.
func distinct(list any) any {
	items, ok := list.([]any)
	if !ok {
		return nil
	}
	kept := []any{}
	for _, item := range items {
		switch in(item, kept) {
		case false:
			if item == nil {
				return nil
			}
			kept = append(kept, item)
		case nil:
			return nil
		}
	}
	return kept
}
