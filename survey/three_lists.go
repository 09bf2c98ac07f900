package survey

import (
	"math/big"
	"slices"
)

// Lists whose rows, or whose verdicts about rows, may be unknown.

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
