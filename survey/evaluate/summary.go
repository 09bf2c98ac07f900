package evaluate

import (
	"slices"

	"bestand.example/itbestand/survey"
)

// summarise sums the values of an indicator up, by its groupings or by those
// of the evaluation, and over all. Units are summed up for each tier by
// itself.
func (c *computation) summarise(i *survey.Indicator) {
	asked := len(i.By) > 0 || len(i.Aggregate) > 0
	if i.Scope == survey.ScopeGroup || i.Scope != survey.ScopeUnit && !asked {
		return
	}
	for _, by := range c.groupingsOf(i) {
		for _, tier := range []Tier{TierMunicipal, TierDistricts, TierNone} {
			items, values := c.valued(i, tier)
			for _, g := range c.divide(items, by) {
				for _, part := range partsOf(i, g, values) {
					s := c.summary(i, g, values, part)
					s.Grouping, s.Group, s.Tier = by.Name(), g.labels, tier
					c.result.Summaries = append(c.result.Summaries, s)
				}
			}
		}
	}
}

// partsOf lists the parts of a split indicator that a group has values of; of
// any other indicator there is one part, the whole.
func partsOf(i *survey.Indicator, g *group, values map[itemKey][]*Value) [][]Label {
	if i.Split == nil {
		return [][]Label{nil}
	}
	var parts [][]Label
	for _, it := range g.items {
		for _, v := range values[it.key()] {
			parts = append(parts, v.Group)
		}
	}
	slices.SortFunc(parts, compareLabels)
	return slices.CompactFunc(parts, func(a, b []Label) bool { return codeOf(a) == codeOf(b) })
}

// groupingsOf lists the groupings of an indicator, all together first.
func (c *computation) groupingsOf(i *survey.Indicator) []survey.Grouping {
	land, _ := c.Axis("land")
	all := []survey.Grouping{{land}}
	by := i.By
	if len(by) == 0 {
		by = c.Groups
	}
	for _, g := range by {
		if g.Name() != land.Name {
			all = append(all, g)
		}
	}
	return all
}

// valued lists the items that have a value of an indicator.
func (c *computation) valued(i *survey.Indicator, tier Tier) ([]item, map[itemKey][]*Value) {
	var items []item
	values := map[itemKey][]*Value{}
	add := func(it item, v ...*Value) {
		items = append(items, it)
		values[it.key()] = v
	}
	for _, u := range c.everyone() {
		if u.tier != tier {
			continue
		}
		if own := u.values[i.Name]; len(own) > 0 {
			add(u.self, own...)
		}
		for _, r := range u.responses {
			if v := r.values[i.Name]; v != nil {
				add(r.self, v)
			}
			if own := r.rows[i.Name]; len(own) > 0 {
				for k, it := range r.items(i.Roster()) {
					add(it, own[k])
				}
			}
		}
	}
	return items, values
}

// itemKey tells items apart.
type itemKey struct {
	unit     *unit
	response *response
	row      int
}

func (it item) key() itemKey { return itemKey{it.unit, it.response, it.row} }

func (c *computation) summary(i *survey.Indicator, g *group, values map[itemKey][]*Value, part []Label) *Summary {
	s := &Summary{Indicator: i, Part: part}
	guards := c.toPassOn && guarded(i)
	guards = guards || i.Anonymous
	if guards {
		s.items = g.items
	}
	switch {
	case i.Anonymous:
		s.Limit = c.Suppress.Persons
	case i.Sensitive:
		s.Limit = c.Suppress.Units
	}
	if ladder, ok := c.LevelList(i.Levels); ok {
		s.Levels = make([]int, len(ladder.Levels))
	}
	var numbers []float64
	var weighted, weights float64
	for _, it := range g.items {
		for _, v := range values[it.key()] {
			if i.Split != nil && codeOf(v.Group) != codeOf(part) {
				continue
			}
			if !v.Known {
				s.Unknown++
				continue
			}
			s.N++
			if guards {
				s.known = append(s.known, knownValue{it.unit, v.Number})
			}
			numbers = append(numbers, v.Number)
			if v.Level >= 0 {
				s.Levels[v.Level]++
			}
			if n := float64(it.unit.Inhabitants); n > 0 && i.Scope == survey.ScopeUnit {
				weighted, weights, s.WeightedN = weighted+n*v.Number, weights+n, s.WeightedN+1
			}
		}
	}
	if weights > 0 {
		mean := weighted / weights
		s.Weighted = &mean
	}
	s.describe(numbers)
	return s
}

// describe fills in the statistics of numbers.
func (s *Summary) describe(numbers []float64) {
	if len(numbers) == 0 {
		return
	}
	slices.Sort(numbers) // sums of the same numbers are then the same to the last bit
	total, squares := 0.0, 0.0
	for _, n := range numbers {
		total += n
		squares += n * n
	}
	set := func(p **float64, v float64, ok bool) {
		if ok {
			*p = &v
		}
	}
	quantile := func(p **float64, at float64) {
		v, ok := survey.Quantile(numbers, at)
		set(p, v, ok)
	}
	set(&s.Mean, total/float64(len(numbers)), true)
	quantile(&s.Min, 0)
	quantile(&s.Q1, 0.25)
	quantile(&s.Median, 0.5)
	quantile(&s.Q3, 0.75)
	quantile(&s.Max, 1)
	sd, ok := survey.StandardDeviation(numbers)
	set(&s.SD, sd, ok)
	set(&s.HHI, squares/(total*total), total > 0 && numbers[0] >= 0)
}
