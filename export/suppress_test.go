package export

import (
	"slices"
	"testing"
)

func choiceRows(counts ...int) []frequency {
	var rows []frequency
	for _, n := range counts {
		rows = append(rows, frequency{state: "gueltig", count: n, valid: true, choice: true})
	}
	return rows
}

func steps(numbers ...float64) frequency {
	return frequency{state: "kennwerte", count: len(numbers), numbers: numbers}
}

func hiddenCounts(rows []frequency) []int {
	var all []int
	for _, f := range rows {
		if f.hidden && f.state != "kennwerte" {
			all = append(all, f.count)
		}
	}
	return all
}

func notAskedIn(rows []frequency) (n int) {
	for _, f := range rows {
		if f.state == notAsked {
			n += f.count
		}
	}
	return n
}

func TestHiddenNumbersCannotBeWorkedOut(t *testing.T) {
	notAskedOf := func(n int, counts ...int) []frequency {
		return append(choiceRows(counts...), frequency{state: notAsked, code: notAsked, count: n})
	}
	for _, c := range []struct {
		name string
		rows []frequency
		base int
		want []int
	}{
		{"two small ones are told by the rest", choiceRows(1, 20, 1), 22, []int{1, 20, 1}},
		{"two small ones of too few persons", choiceRows(1, 1, 8, 20), 30, []int{1, 1, 8}},
		{"two small ones of enough persons", choiceRows(2, 3, 8, 20), 33, []int{2, 3}},
		{"one small one", choiceRows(7, 10, 3), 20, []int{7, 3}},
		{"nothing small", choiceRows(7, 10, 0), 17, nil},
		{"several choices, and nearly all made one", choiceRows(20, 9), 22, []int{20, 9}},
		{"all agree", choiceRows(0, 22, 0), 22, []int{0, 22, 0}},
		{"too few altogether", choiceRows(0, 4), 4, []int{0, 4}},
		{"few were not asked", notAskedOf(2, 10, 10), 22, []int{10, 2}},
		{"all but a few were not asked", notAskedOf(19, 3, 0), 22, []int{3, 0, 19}},
		{"all who were asked agree", notAskedOf(12, 10, 0), 22, []int{10, 0, 12}},
		{"nearly all who were asked agree", notAskedOf(12, 20, 2), 34, []int{20, 2}},
		{"many were not asked", notAskedOf(12, 10, 5), 27, nil},
		{"nobody was asked", notAskedOf(22, 0, 0), 22, nil},
	} {
		if suppress(c.rows, whole{c.base, c.base - notAskedIn(c.rows), personsLimit}); !slices.Equal(hiddenCounts(c.rows), c.want) {
			t.Errorf("%s: hidden %v, want %v", c.name, hiddenCounts(c.rows), c.want)
		}
	}
}

func TestFiguresDoNotTellWhoDiffers(t *testing.T) {
	for _, c := range []struct {
		name   string
		counts []int // of the steps 1 to 5
		bare   bool
		hidden int
	}{
		{"one differs", []int{0, 0, 0, 1, 21}, true, 5},
		{"all agree", []int{0, 0, 0, 0, 22}, true, 5},
		{"four differ", []int{0, 2, 0, 2, 18}, true, 5},
		{"five differ", []int{0, 0, 0, 5, 17}, false, 0},
		{"a rare step among others", []int{3, 0, 0, 9, 10}, false, 5},
	} {
		var numbers []float64
		for step, n := range c.counts {
			for range n {
				numbers = append(numbers, float64(step+1))
			}
		}
		rows := append([]frequency{steps(numbers...)}, choiceRows(c.counts...)...)
		suppress(rows, whole{22, 22, personsLimit})
		if rows[0].bare != c.bare || rows[0].hidden != c.bare || len(hiddenCounts(rows)) != c.hidden {
			t.Errorf("%s: %+v", c.name, rows)
		}
	}
}

func TestPlacesAreHiddenLikeFigures(t *testing.T) {
	ranked := func(counts []int, places ...[]float64) []frequency {
		rows := choiceRows(counts...)
		for i := range places {
			rows[i].numbers = places[i]
		}
		return rows
	}
	mixed := func() []float64 {
		return slices.Concat(slices.Repeat([]float64{1}, 10), slices.Repeat([]float64{2}, 10))
	}
	shown := ranked([]int{10, 10}, mixed(), mixed())
	if suppress(shown, whole{20, 20, personsLimit}); len(hiddenCounts(shown)) > 0 || shown[0].bare {
		t.Errorf("hidden: %+v", shown)
	}
	// Nobody put the third first, and three ranked it at all.
	rare := ranked([]int{10, 10, 0}, mixed(), mixed(), []float64{3, 3, 3})
	if suppress(rare, whole{20, 20, personsLimit}); !rare[2].bare {
		t.Errorf("shown: %+v", rare)
	}
	// Three put the third first: the places of all would tell it.
	first := ranked([]int{10, 10, 3}, mixed(), mixed(), slices.Concat([]float64{1, 1, 1}, slices.Repeat([]float64{3}, 17)))
	if suppress(first, whole{23, 23, personsLimit}); len(hiddenCounts(first)) != 3 {
		t.Errorf("shown: %+v", first)
	}
}

// An evaluation may ask for more persons than usual.
func TestTheLimitIsThatOfTheEvaluation(t *testing.T) {
	rows := choiceRows(6, 7, 30)
	if suppress(rows, whole{43, 43, personsLimit}); len(hiddenCounts(rows)) > 0 {
		t.Errorf("hidden: %v", hiddenCounts(rows))
	}
	if suppress(rows, whole{43, 43, 8}); !slices.Equal(hiddenCounts(rows), []int{6, 7}) {
		t.Errorf("hidden: %v", hiddenCounts(rows))
	}
}
