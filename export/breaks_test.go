package export

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// A part that fits a page is on one, no part stands with less than its first
// rows at the foot, and there are no more pages than that needs.
func TestPagesBeginWhereAPartWouldBeTorn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const capacity = 300
		lengths := rapid.SliceOfN(rapid.IntRange(8, 60), 1, 12).Draw(t, "rows of the parts")
		heights := []float64{0}
		var parts []int
		for _, n := range lengths {
			parts = append(parts, len(heights))
			for range n {
				heights = append(heights, float64(rapid.IntRange(10, 20).Draw(t, "height")))
			}
		}
		last := len(heights) - 1
		starts := pageStarts(parts, last, capacity, func(row int) float64 { return heights[row] })
		pageOf, page, used := make([]int, len(heights)), 0, 0.0
		for row := 1; row <= last; row++ {
			if slices.Contains(starts, row) || used+heights[row] > capacity {
				page, used = page+1, 0
			}
			used += heights[row]
			pageOf[row] = page
		}
		for i, from := range parts {
			end := last
			if i+1 < len(parts) {
				end = parts[i+1] - 1
			}
			whole := 0.0
			for row := from; row <= end; row++ {
				whole += heights[row]
			}
			if whole <= capacity && pageOf[from] != pageOf[end] {
				t.Fatalf("part %d fits a page and is torn", i)
			}
			if pageOf[from] != pageOf[from+6] {
				t.Fatalf("part %d has only its head at the foot of a page", i)
			}
			if i > 0 && slices.Contains(starts, from) && pageOf[from] == pageOf[from-1] {
				t.Fatalf("part %d begins a page and does not", i)
			}
		}
	})
}
