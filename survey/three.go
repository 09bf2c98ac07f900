package survey

import (
	"math/big"
	"strings"
)

// threeValued are the functions that expressions run on. They are total: nil
// is the unknown value, goes in anywhere, and comes out wherever the result
// hangs on it.
//
// Values are bool, string, *big.Rat, Date, []any, map[string]any (the row of a
// roster) and state.
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
