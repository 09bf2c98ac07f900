package evaluate

import (
	"fmt"
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"bestand.example/itbestand/survey"
)

// surveyed draws administrations with a Kreis, a size and a type, and figures of
// sensitive answers that some of them know.
func surveyed(t *rapid.T) (*computation, []*survey.Indicator, int) {
	c := &computation{Evaluation: &survey.Evaluation{Suppress: survey.Suppression{Units: 3, Persons: 5}}, toPassOn: true, result: &Result{byName: map[string][]*Value{}}}
	var all []*survey.Indicator
	for n := range rapid.IntRange(1, 3).Draw(t, "indicators") {
		all = append(all, &survey.Indicator{Name: fmt.Sprint("kz", n), Scope: survey.ScopeUnit, Sensitive: true})
	}
	c.Indicators = all
	size := rapid.IntRange(5, 50).Draw(t, "units")
	type groupKey struct{ grouping, code string }
	groups := map[groupKey][]knownValue{}
	var order []groupKey
	for range size {
		u := &unit{}
		kreis := rapid.IntRange(0, 5).Draw(t, "kreis")
		for _, k := range []groupKey{
			{"land", "land"}, {"kreis", fmt.Sprint(kreis)}, {"typ", fmt.Sprint(min(kreis, 2))}, // a Kreis may be all of its type
			{"groessenklasse", fmt.Sprint(rapid.IntRange(0, 3).Draw(t, "size"))},
		} {
			if groups[k] == nil {
				order = append(order, k)
			}
			groups[k] = append(groups[k], knownValue{unit: u})
		}
	}
	for _, i := range all {
		values := map[*unit]float64{}
		for _, k := range groups[groupKey{"land", "land"}] {
			if rapid.IntRange(0, 6).Draw(t, "known") > 0 {
				values[k.unit] = float64(rapid.IntRange(0, 100).Draw(t, "value"))
			}
		}
		for _, k := range order {
			s := &Summary{Indicator: i, Grouping: k.grouping, Group: []Label{{Code: k.code}}, Tier: TierMunicipal}
			for _, one := range groups[k] {
				if v, ok := values[one.unit]; ok {
					s.N++
					s.known = append(s.known, knownValue{one.unit, v})
				}
			}
			c.result.Summaries = append(c.result.Summaries, s)
		}
	}
	return c, all, size
}

// Whoever has all sums that are shown, of all groupings together, works out none
// that is hidden: neither by adding and subtracting, nor by leaving out who is
// known not to have answered.
func TestNoHiddenFigureFollows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, all, size := surveyed(t)
		c.concealSensitive()
		for _, i := range all {
			at := map[*unit]int{}
			vector := func(s *Summary) []*big.Rat {
				var members []int
				for _, k := range s.known {
					if _, ok := at[k.unit]; !ok {
						at[k.unit] = len(at)
					}
					members = append(members, at[k.unit])
				}
				return exactly(size, members)
			}
			var shown [][]*big.Rat
			rare := map[string]bool{} // groupings by which the figure is not shown at all
			for _, s := range c.result.Summaries {
				rare[s.Grouping] = rare[s.Grouping] || s.Indicator == i && !s.Hidden
			}
			for _, s := range c.result.Summaries {
				if s.Indicator != i || s.Hidden {
					continue
				}
				if s.N > 0 && s.N < leastPassedOn {
					t.Fatalf("%s by %s shows %d units", i.Name, s.Grouping, s.N)
				}
				shown = append(shown, vector(s))
			}
			basis := independent(shown)
			for _, s := range c.result.Summaries {
				if s.Indicator == i && s.Hidden && s.N > 0 && rare[s.Grouping] && follows(basis, vector(s)) {
					t.Fatalf("%s by %s %s (%d units) follows from what is shown", i.Name, s.Grouping, s.Group[0].Code, s.N)
				}
				if s.Indicator == i && s.N > 0 && s.N < leastPassedOn && follows(basis, vector(s)) {
					t.Fatalf("%s by %s %s (%d units) follows from what is shown", i.Name, s.Grouping, s.Group[0].Code, s.N)
				}
			}
		}
	})
}

// With enough administrations in every group, nothing is hidden.
func TestWhatTellsNothingIsShown(t *testing.T) {
	c := &computation{Evaluation: &survey.Evaluation{Suppress: survey.Suppression{Units: 3, Persons: 5}}, toPassOn: true, result: &Result{byName: map[string][]*Value{}}}
	i := &survey.Indicator{Name: "kz", Scope: survey.ScopeUnit, Sensitive: true}
	c.Indicators = []*survey.Indicator{i}
	land := &Summary{Indicator: i, Grouping: "land", N: 30}
	c.result.Summaries = []*Summary{land}
	for k := range 3 {
		part := &Summary{Indicator: i, Grouping: "kreis", Group: []Label{{Code: fmt.Sprint(k)}}, N: 10}
		for n := range 10 {
			part.known = append(part.known, knownValue{&unit{}, float64(n)})
		}
		land.known = append(land.known, part.known...)
		c.result.Summaries = append(c.result.Summaries, part)
	}
	c.concealSensitive()
	for _, s := range c.result.Summaries {
		if s.Hidden {
			t.Errorf("%s %v is hidden", s.Grouping, s.Group)
		}
	}
	c.result.Summaries[1].known = c.result.Summaries[1].known[:4] // of the others, one must go with it
	land.known = append(land.known[:4:4], land.known[10:]...)
	c.concealSensitive()
	hidden := 0
	for _, s := range c.result.Summaries[1:] {
		if s.Hidden {
			hidden++
		}
	}
	if hidden != 2 || land.Hidden {
		t.Errorf("%d hidden, land %v", hidden, land.Hidden)
	}
}
