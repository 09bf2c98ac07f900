package survey

import (
	"cmp"
	"math/big"
	"regexp"
	"strconv"
	"strings"
)

// Comparing and reckoning with values that may be unknown.

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
