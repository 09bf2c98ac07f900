package evaluate

import "bestand.example/itbestand/survey"

// restsOn is how many known values a figure of a group rests on, and what those
// are. One that is derived from others rests on as many as the one of them that
// rests on the fewest; one that only counts, on how much of what it is about the
// group has.
func (c *computation) restsOn(v *Value, g *group, f survey.Facts) (int, survey.Counted) {
	i := v.Indicator
	if i.Base != nil {
		n, _ := i.Base.Number(f)
		return int(n), c.Counts(i.Base)
	}
	if all := c.bases(v, f); len(all) > 0 {
		least := weakest(all)
		return least.n, least.of
	}
	n := 0
	for _, it := range g.items {
		if it.response != nil || it.unit.tier != TierNone {
			n++
		}
	}
	set, roster, _ := v.trace.by.Home()
	return n, survey.CountedOf(set, roster)
}

// basis is on how many values a figure rests, and what they are.
type basis struct {
	n     int
	of    survey.Counted
	known bool // the figure
}

// weakest is the least of what a figure of a group is derived from. What is not
// known has no part in it.
func weakest(all []basis) basis {
	least := all[0]
	for _, b := range all[1:] {
		if b.known && (!least.known || b.n < least.n) {
			least = b
		}
	}
	if !least.known {
		least.n = 0
	}
	return least
}

// bases are those of the figures that a figure of a group, or one of its parts,
// reads, and of the lists that a part sums up itself.
func (c *computation) bases(v *Value, f survey.Facts) []basis {
	var all []basis
	add := func(x, base *survey.Expression) {
		_, known := x.Number(f)
		for _, other := range c.groupFigures([]*survey.Expression{x}) {
			for _, source := range c.sourcesOf(v, other) {
				all = append(all, basis{source.N, source.Counted, known && source.Known})
			}
		}
		if base != nil {
			n, _ := base.Number(f)
			all = append(all, basis{int(n), c.Counts(base), known})
		}
	}
	if x := v.Indicator.Value; x != nil {
		add(x, nil)
	}
	for _, part := range v.Indicator.Parts {
		add(part.Value, part.Base)
	}
	return all
}

// sourcesOf are the values of another indicator of groups that a figure of a group
// reads: that of the same group, or else all.
func (c *computation) sourcesOf(v *Value, other *survey.Indicator) []*Value {
	same := survey.GroupingsName(other.By) == survey.GroupingsName(v.Indicator.By)
	var all []*Value
	for _, o := range c.result.byName[other.Name] {
		if (o.Tier == v.Tier || o.Tier == TierNone) && (!same || o.Grouping == v.Grouping && codeOf(o.Group) == codeOf(v.Group)) {
			all = append(all, o)
		}
	}
	return all
}
