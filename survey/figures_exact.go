package survey

import "math/big"

// keptPlaces is how many decimal places a figure keeps on its way into other
// formulas. Enough that a third taken three times is one again; and with one
// denominator for all, adding up many figures stays quick.
const keptPlaces = 30

// nothing is the share of a number that only rounding to those places takes or
// adds.
var nothing = big.NewRat(1, 1e18)

// Exact computes a formula that gives a number, without rounding it.
func (e *Expression) Exact(f Facts) (value *big.Rat, known bool) { return number(e.over(f)) }

// ExactNumber is a number by the decimal digits that it is written with: a
// weight of 0.1 is a tenth, not its binary neighbour.
func ExactNumber(n float64) (*big.Rat, bool) { return number(n) }

// SetExact gives a name a number; nil is unknown.
func (r *Record) SetExact(name string, value *big.Rat) {
	if value == nil {
		r.values[name] = nil
		return
	}
	r.values[name] = kept(value)
}

// kept rounds a number to the places that it keeps. Where the digits that are
// shown say the same, it is those, so that comparing it with a threshold finds
// it equal.
func kept(value *big.Rat) *big.Rat {
	short, _ := value.Float64()
	shown, ok := number(short)
	if ok {
		off := new(big.Rat).Sub(shown, value)
		if off.Abs(off).Cmp(new(big.Rat).Mul(nothing, new(big.Rat).Abs(value))) <= 0 {
			return shown
		}
	}
	rounded, _ := new(big.Rat).SetString(value.FloatString(keptPlaces))
	return rounded
}
