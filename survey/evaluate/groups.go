package evaluate

import (
	"slices"

	"bestand.example/itbestand/survey"
)

// item is what is counted, grouped or listed: a unit, a response, or a row.
type item struct{ *subject }

// subject is what is known of an item.
type subject struct {
	unit     *unit
	response *response        // of a row or a response
	roster   *survey.Question // of a row
	row      int              // its index
	record   *survey.Record
	own      *place
}

// place is where formulas about the item look from.
func (it item) place() *place {
	if it.own == nil {
		it.own = &place{item: it}
	}
	return it.own
}

// rowID is the id of the row, or 0.
func (it item) rowID() int {
	if it.roster == nil {
		return 0
	}
	return it.response.rosters[it.roster.Name].ids[it.row]
}

// itemsOf lists the rows of a roster, the responses to a set, or the units.
func (c *computation) itemsOf(units []*unit, set *survey.Questionnaire, roster *survey.Question) []item {
	var items []item
	for _, u := range units {
		switch {
		case set == nil && u.tier != TierNone:
			items = append(items, u.self)
		case set == nil:
		default:
			for _, r := range u.all(set) {
				items = append(items, r.items(roster)...)
			}
		}
	}
	return items
}

func (r *response) items(roster *survey.Question) []item {
	if roster == nil {
		return []item{r.self}
	}
	return r.rosters[roster.Name].items
}

// group is what has the same place on all axes of a grouping.
type group struct {
	labels []Label
	items  []item
}

// units lists the units that the group has, each once.
func (g *group) units() []*unit {
	var all []*unit
	seen := map[*unit]bool{}
	for _, it := range g.items {
		if !seen[it.unit] {
			seen[it.unit] = true
			all = append(all, it.unit)
		}
	}
	return all
}

// divide parts items into groups, sorted. What has no place on an axis is in
// no group; what has several is in several.
func (c *computation) divide(items []item, by survey.Grouping) []*group {
	groups := map[string]*group{}
	for _, it := range items {
		for _, labels := range c.labels(it, by) {
			key := codeOf(labels)
			g := groups[key]
			if g == nil {
				g = &group{labels: labels}
				groups[key] = g
			}
			g.items = append(g.items, it)
			for i, l := range labels {
				if l.Text.In("de") < g.labels[i].Text.In("de") {
					g.labels[i] = l // of several spellings of a text, always the same
				}
			}
		}
	}
	all := make([]*group, 0, len(groups))
	for _, g := range groups {
		all = append(all, g)
	}
	slices.SortFunc(all, func(a, b *group) int { return compareLabels(a.labels, b.labels) })
	return all
}

// groupKey names a way to divide what a computation is about.
type groupKey struct {
	by      string
	set     *survey.Questionnaire
	roster  *survey.Question
	tier    Tier
	besides bool // also what is in no tier
}

// divided parts all that some units have. Many figures are about the same
// groups; they are made once.
func (c *computation) divided(by survey.Grouping, tier Tier, besides bool) []*group {
	set, roster, _ := by.Home()
	key := groupKey{by.Name(), set, roster, tier, besides}
	if groups, done := c.groups[key]; done {
		return groups
	}
	units := c.unitsOf(tier)
	if besides {
		units = c.besides(tier)
	}
	c.groups[key] = c.divide(c.groupItems(units, set, roster), by)
	return c.groups[key]
}
