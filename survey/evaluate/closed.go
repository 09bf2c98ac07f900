package evaluate

import (
	"slices"

	"bestand.example/itbestand/survey"
)

// close notes the sensitive questions of which nothing may be said of all
// municipal units together, not even how often each answer was given: a figure
// that comes from them is hidden even there. Figured are those of which a figure
// is shown: it says something of how often each answer was given.
func (c *computation) close() {
	c.result.Closed, c.result.Figured = map[*survey.Question]bool{}, map[*survey.Question]bool{}
	for _, s := range c.result.Summaries {
		switch {
		case !guarded(s.Indicator):
		case !s.Hidden:
			c.note(s.Indicator, c.result.Figured, map[*survey.Indicator]bool{})
		case s.Grouping == "land" && s.Tier != TierDistricts:
			c.note(s.Indicator, c.result.Closed, map[*survey.Indicator]bool{})
		}
	}
	for _, i := range c.Indicators {
		if guarded(i) && i.Scope == survey.ScopeGroup && slices.ContainsFunc(c.result.byName[i.Name], func(v *Value) bool { return v.Grouping == "land" && v.Hidden }) {
			c.note(i, c.result.Closed, map[*survey.Indicator]bool{})
		}
	}
}

// units are the numbers of the units that a figure rests on.
func (s *secrets) units(known []knownValue) []int {
	var members []int
	for _, k := range known {
		members = append(members, s.numberOf(k.unit))
	}
	slices.Sort(members)
	return slices.Compact(members)
}

// note notes whatever a figure is computed from.
func (c *computation) note(i *survey.Indicator, in map[*survey.Question]bool, seen map[*survey.Indicator]bool) {
	if seen[i] {
		return
	}
	seen[i] = true
	for _, x := range expressions(i) {
		questions, indicators := c.Sources(x)
		for _, s := range questions {
			in[s.Question] = true
			for _, statement := range s.Question.Rows {
				in[statement] = true
			}
		}
		for _, other := range indicators {
			c.note(other, in, seen)
		}
	}
}
