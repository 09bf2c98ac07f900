package export

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestASampleHasAllValues(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		// More different ones than are counted, and few.
		most := rapid.SampledFrom([]int{3, mostCounted, 3 * mostCounted}).Draw(t, "most")
		seed := rapid.Uint64().Draw(t, "seed")
		var s sample[float64]
		var all []float64
		for i := range rapid.IntRange(0, 4*mostCounted).Draw(t, "values") {
			seed = seed*6364136223846793005 + 1442695040888963407
			v := float64(seed>>33%uint64(most)) / 4
			s.add(v)
			all = append(all, v)
			if s.total != i+1 {
				t.Fatalf("%d values, want %d", s.total, i+1)
			}
		}
		slices.Sort(all)
		if got := s.values(); !slices.Equal(got, all) {
			t.Fatalf("%v\n%v", got, all)
		}
	})
}
