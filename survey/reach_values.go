package survey

import (
	"math/big"
	"slices"
	"strings"
)

// representatives are the values that stand for all others; false where there
// are too many.
func (v *variable) representatives() ([]any, bool) {
	switch breedOf(v.name, v.question) {
	case finite:
		return v.codes(), true
	case several:
		return v.selections()
	case numeric:
		return v.numbers(), true
	case daily:
		return v.days(), true
	case wordy:
		words, _ := v.named()
		return append(words, "\n"+strings.Join(strs(words), "\n")), true // none of those that are named
	}
	return []any{nil}, true
}

func strs(values []any) []string {
	all := make([]string, 0, len(values))
	for _, v := range values {
		s, _ := v.(string)
		all = append(all, s)
	}
	return all
}

// named are the texts that the variable is compared with.
func (v *variable) named() ([]any, map[string]bool) {
	known := map[string]bool{}
	var all []any
	for _, c := range v.usage.constants {
		if s, ok := c.(string); ok && !known[s] {
			known[s] = true
			all = append(all, s)
		}
	}
	return all, known
}

// domain are all values of a finite variable.
func (v *variable) domain() []any {
	var all []any
	switch {
	case v.name == UnitName+".typ":
		for _, t := range UnitTypes() {
			all = append(all, string(t))
		}
	case v.question == nil:
		for _, c := range sizeClasses {
			all = append(all, c.code)
		}
	case v.question.List != nil:
		for _, c := range v.question.List.Choices {
			all = append(all, c.Name)
		}
	default:
		all = []any{true, false}
	}
	return all
}

// codes are the codes that are named and one that is not, or all.
func (v *variable) codes() []any {
	_, known := v.named()
	other := false
	return slices.DeleteFunc(v.domain(), func(value any) bool {
		code, text := value.(string)
		if v.usage.all || !text || known[code] {
			return false
		}
		drop := other
		other = true
		return drop
	})
}

// maxTicked is how many codes of one select_multiple can be named.
const maxTicked = 8

// selections are the sets of the codes that are named, each alone and with a
// code that is not.
func (v *variable) selections() ([]any, bool) {
	_, known := v.named()
	var named []Choice
	var other, alone *Choice
	for i := range v.question.List.Choices {
		switch c := &v.question.List.Choices[i]; {
		case known[c.Name]:
			named = append(named, *c)
		case c.Exclusive:
			alone = c
		default:
			other = c
		}
	}
	if len(named) > maxTicked {
		return nil, false
	}
	var all []any
	if alone != nil {
		all = append(all, []any{alone.Name})
	}
	for set := range 1 << len(named) {
		codes, exclusive := []any{}, false
		for i, c := range named {
			if set&(1<<i) != 0 {
				codes = append(codes, c.Name)
				exclusive = exclusive || c.Exclusive
			}
		}
		if exclusive && len(codes) > 1 {
			continue
		}
		if len(codes) > 0 {
			all = append(all, codes)
		}
		if other != nil && !exclusive {
			all = append(all, append(slices.Clone(codes), other.Name))
		}
	}
	return all, true
}

// numbers are the constants and their neighbours, within the bounds of the
// type.
func (v *variable) numbers() []any {
	step, low, high := v.grid()
	var constants []*big.Rat
	for _, c := range append(slices.Clone(v.usage.constants), low, high) {
		if n, ok := c.(*big.Rat); ok && n != nil {
			constants = append(constants, n)
		}
	}
	if len(constants) == 0 {
		return []any{rat(2000)} // a number of any type
	}
	slices.SortFunc(constants, (*big.Rat).Cmp)
	var all []*big.Rat
	for i, c := range constants {
		if step != nil {
			floor := new(big.Rat).Mul(onGrid(c, step), step)
			all = append(all, new(big.Rat).Sub(floor, step), floor, new(big.Rat).Add(floor, step))
			continue
		}
		all = append(all, new(big.Rat).Sub(c, rat(1)), c, new(big.Rat).Add(c, rat(1)))
		if i > 0 {
			all = append(all, new(big.Rat).Quo(new(big.Rat).Add(constants[i-1], c), rat(2)))
		}
	}
	slices.SortFunc(all, (*big.Rat).Cmp)
	all = slices.CompactFunc(all, func(a, b *big.Rat) bool { return a.Cmp(b) == 0 })
	var values []any
	for _, n := range all {
		if (low == nil || n.Cmp(low) >= 0) && (high == nil || n.Cmp(high) <= 0) {
			values = append(values, n)
		}
	}
	return values
}

// grid is the distance between two values of a number, nil where it is not
// known, and its bounds, nil where there are none.
func (v *variable) grid() (step, low, high *big.Rat) {
	switch {
	case v.question == nil:
		return rat(1), rat(1), nil
	case v.question.Type == TypeCalculate:
		return nil, nil, nil
	case v.question.Type == TypePercent:
		low, high = rat(0), rat(100)
	case v.question.Type == TypeYear:
		low, high = rat(1900), rat(2199)
	}
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(v.question.Decimals)), nil)
	return new(big.Rat).SetFrac(big.NewInt(1), scale), low, high
}

// onGrid counts the whole steps that fit into a number.
func onGrid(n, step *big.Rat) *big.Rat {
	steps := new(big.Rat).Quo(n, step)
	return new(big.Rat).SetInt(new(big.Int).Div(steps.Num(), steps.Denom()))
}

// days are the constants with the days before and after.
func (v *variable) days() []any {
	var constants []Date
	for _, c := range v.usage.constants {
		if d, ok := c.(Date); ok {
			constants = append(constants, d)
		}
	}
	if len(constants) == 0 {
		return []any{Date{2025, 6, 15}}
	}
	var all []any
	for _, d := range constants {
		for _, apart := range []int{-1, 0, 1} {
			if next := d.Add(apart); next.Year >= 1800 && next.Year <= 2299 && !slices.Contains(all, any(next)) {
				all = append(all, next)
			}
		}
	}
	return all
}
