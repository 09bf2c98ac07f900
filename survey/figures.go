package survey

import (
	"math/big"
)

// pointsFunction gives points to a code by a table of the evaluation.
const pointsFunction = "points"

// figureSignatures are the functions that evaluations have besides those of
// conditions.
//
//	share(list of true and false)   how large a share is true, from 0 to 1
//	weighted(values, weights)       the weighted mean of two lists that go together
//	ratio(a, b)                     the sum of a over the sum of b, of pairs in which both are known
//	sd(list)                        standard deviation of a sample (STDEV.S), from two values on
//	quartile(list, 1|2|3)           R's type 7 (QUARTILE.INC)
//	hhi(list of texts)              sum of the squared shares, 0 to 1; capitals and umlauts do not matter
//	points(code, "TABLE")           the points that a table of the evaluation gives to a code
//	known(list), known(a, b)        how many elements are known, of two lists how many pairs
//	scores(MATRIX)                  the list of the scores, or of the numbers, of its statements
var figureSignatures = map[string]any{
	"share":        new(func([]any) float64),
	"weighted":     new(func([]any, []any) float64),
	"ratio":        new(func([]any, []any) float64),
	"sd":           new(func([]any) float64),
	"quartile":     new(func([]any, float64) float64),
	"hhi":          new(func([]any) float64),
	knownFunction:  new(func([]any, ...[]any) float64),
	pointsFunction: new(func(string, string) float64),
}

// figureFunctions are the functions of evaluations, and those of conditions
// that treat the unknown in another way there: over a list they leave out what
// is not known, and know nothing where nothing in it is known. Several single
// arguments, as in min(100, x), still make the unknown unknown.
var figureFunctions = map[string]func(args []any) any{
	"share":        func(a []any) any { return share(a[0]) },
	"weighted":     func(a []any) any { return weightedMean(a[0], a[1]) },
	"ratio":        func(a []any) any { return ratio(a[0], a[1]) },
	"sd":           func(a []any) any { return overKnown(a[0], StandardDeviation) },
	"quartile":     func(a []any) any { return quartile(a[0], a[1]) },
	"hhi":          func(a []any) any { return herfindahl(a[0]) },
	knownFunction:  countKnown,
	pointsFunction: func(a []any) any { return points(a[0], a[1]) },

	"_each_filter": func(a []any) any { return keep(a[0], a[1]) },
	"_each_count":  func(a []any) any { return length(keep(a[0], a[1])) },
	"_each_sum":    func(a []any) any { return sumKnown(known(a[0], a[1])) },
	"_sum":         func(a []any) any { return sumKnown(a[0]) },
	"_mean":        func(a []any) any { return mean(knownNumbers(a)) },
	"_median":      func(a []any) any { return median(knownNumbers(a)) },
	"_min":         func(a []any) any { return extreme(knownNumbers(a), -1) },
	"_max":         func(a []any) any { return extreme(knownNumbers(a), 1) },
	"_distinct":    func(a []any) any { return distinctWords(a[0]) },
}

// withoutUnknown drops what is not known from a list; a list in which nothing
// is known is unknown itself.
func withoutUnknown(list any) any {
	items, ok := list.([]any)
	if !ok {
		return nil
	}
	kept := make([]any, 0, len(items))
	for _, item := range items {
		if item != nil {
			kept = append(kept, item)
		}
	}
	if len(kept) == 0 && len(items) > 0 {
		return nil
	}
	return kept
}

// knownNumbers gathers the numbers of a list that are known, or several
// arguments, all of which must be.
func knownNumbers(args []any) []*big.Rat {
	if len(args) == 1 {
		args = []any{withoutUnknown(args[0])}
	}
	return numbers(args)
}

func sumKnown(list any) any { return sum(withoutUnknown(list)) }

// keep is filter without the rows whose predicate is unknown.
func keep(list, results any) any {
	items, ok := list.([]any)
	verdicts, _ := results.([]any)
	if !ok || len(items) != len(verdicts) || withoutUnknown(results) == nil {
		return nil
	}
	kept := []any{}
	for i, verdict := range verdicts {
		if verdict == true {
			kept = append(kept, items[i])
		}
	}
	return kept
}

func share(list any) any {
	verdicts, ok := withoutUnknown(list).([]any)
	if !ok || len(verdicts) == 0 {
		return nil
	}
	holds := int64(0)
	for _, v := range verdicts {
		if v == true {
			holds++
		}
	}
	return big.NewRat(holds, int64(len(verdicts)))
}

// eachPair calls f with the numbers of two lists that are both known.
func eachPair(a, b any, f func(x, y *big.Rat)) bool {
	xs, okX := a.([]any)
	ys, okY := b.([]any)
	if !okX || !okY || len(xs) != len(ys) {
		return false
	}
	for i := range xs {
		x, knownX := number(xs[i])
		y, knownY := number(ys[i])
		if knownX && knownY {
			f(x, y)
		}
	}
	return true
}

func weightedMean(values, weights any) any {
	total, weight := new(big.Rat), new(big.Rat)
	ok := eachPair(values, weights, func(v, w *big.Rat) {
		total.Add(total, new(big.Rat).Mul(v, w))
		weight.Add(weight, w)
	})
	if !ok {
		return nil
	}
	return divide(total, weight)
}

func ratio(a, b any) any {
	above, below := new(big.Rat), new(big.Rat)
	ok := eachPair(a, b, func(x, y *big.Rat) {
		above.Add(above, x)
		below.Add(below, y)
	})
	if !ok {
		return nil
	}
	return divide(above, below)
}

// distinctWords is distinct over what is known; spellings of a text that only
// differ in capitals or umlauts are one.
func distinctWords(list any) any {
	items, ok := withoutUnknown(list).([]any)
	if !ok {
		return nil
	}
	seen := map[string]bool{}
	kept := []any{}
	for _, item := range items {
		if s, isText := item.(string); isText {
			if !seen[fold(s)] {
				seen[fold(s)] = true
				kept = append(kept, s)
			}
			continue
		}
		if in(item, kept) == false {
			kept = append(kept, item)
		}
	}
	return kept
}

func points(code, table any) any {
	c, isCode := code.(string)
	t, _ := table.(map[string]float64)
	if p, ok := t[c]; isCode && ok {
		return p
	}
	return nil
}
