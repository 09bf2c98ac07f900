package survey

import (
	"math"
	"math/big"
	"slices"
)

func herfindahl(list any) any {
	items, ok := withoutUnknown(list).([]any)
	if !ok || len(items) == 0 {
		return nil
	}
	counts := map[string]int64{}
	for _, item := range items {
		if s, ok := item.(string); ok {
			counts[fold(s)]++
		}
	}
	squares := int64(0)
	for _, n := range counts {
		squares += n * n
	}
	all := int64(len(items))
	return big.NewRat(squares, all*all)
}

func quartile(list, which any) any {
	k, ok := number(which)
	if !ok {
		return nil
	}
	at, _ := k.Float64()
	return overKnown(list, func(values []float64) (float64, bool) { return Quantile(values, at/4) })
}

// overKnown applies a statistic to the known numbers of a list.
func overKnown(list any, statistic func([]float64) (float64, bool)) any {
	found := knownNumbers([]any{list})
	values := make([]float64, len(found))
	for i, n := range found {
		values[i], _ = n.Float64()
	}
	if v, ok := statistic(values); ok {
		return v
	}
	return nil
}

// Quantile is the quantile of R's type 7, which is QUARTILE.INC in Excel:
// between two values it goes straight. Of nothing there is none.
func Quantile(values []float64, p float64) (float64, bool) {
	if len(values) == 0 || p < 0 || p > 1 {
		return 0, false
	}
	sorted := slices.Sorted(slices.Values(values))
	at := p * float64(len(sorted)-1)
	below := int(math.Floor(at))
	above := min(below+1, len(sorted)-1)
	return sorted[below] + (at-float64(below))*(sorted[above]-sorted[below]), true
}

// StandardDeviation is that of a sample (n-1); of fewer than two values there
// is none.
func StandardDeviation(values []float64) (float64, bool) {
	n := float64(len(values))
	if n < 2 {
		return 0, false
	}
	mean, squares := 0.0, 0.0
	for _, v := range values {
		mean += v / n
	}
	for _, v := range values {
		squares += (v - mean) * (v - mean)
	}
	return math.Sqrt(squares / (n - 1)), true
}
