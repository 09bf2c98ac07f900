package survey

import (
	"math/big"
	"testing"
)

// A number that stands on a threshold has reached it, also where binary
// fractions lost a little; one that is visibly below has not.
func TestLevelBeginsAtItsThreshold(t *testing.T) {
	ladder := LevelList{Levels: []Level{{}, {From: 40}, {From: 70}}}
	for value, want := range map[float64]int{39.99999999999999: 1, 40: 1, 39.999: 0, 69.99999999999999: 2, 0: 0, 100: 2} {
		if got := ladder.At(value); got != want {
			t.Errorf("%v is at level %d, not %d", value, got, want)
		}
	}
}

// What is not known may be the smallest, the largest, or change a sum: only a
// mean does with most of its parts.
func TestUsualShareOfParts(t *testing.T) {
	for c, want := range map[Combination]float64{CombineMean: 0.7, CombineSum: 1, CombineMin: 1, CombineMax: 1} {
		if got := c.UsualShare(); got != want {
			t.Errorf("%s: %v, not %v", c, got, want)
		}
	}
}

// By way of another formula a third taken three times is one, and a third
// stays what it is to the places that are kept.
func TestFiguresKeepTheirPlaces(t *testing.T) {
	third := kept(big.NewRat(1, 3))
	if third.FloatString(keptPlaces) != big.NewRat(1, 3).FloatString(keptPlaces) {
		t.Errorf("a third is %s", third.FloatString(keptPlaces))
	}
	for _, sign := range []int64{1, -1} {
		if got := kept(new(big.Rat).Mul(third, big.NewRat(3*sign, 1))); got.Cmp(big.NewRat(sign, 1)) != 0 {
			t.Errorf("three thirds are %s", got.FloatString(keptPlaces))
		}
	}
	if kept(new(big.Rat)).Sign() != 0 {
		t.Error("0 is 0")
	}
}
