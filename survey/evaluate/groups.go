package evaluate

import (
	"slices"

	"bestand.example/itbestand/survey"
)

// item is what is counted, grouped or listed: a unit, a response, or a row.
type item struct {
	unit     *unit
	response *response
	roster   *survey.Question
	row      int
	record   *survey.Record
}

func (it item) place() place {
	return place{unit: it.unit, response: it.response, roster: it.roster, row: it.row, record: it.record}
}

// rowID is the id of the row, or 0.
func (it item) rowID() int {
	if it.roster == nil {
		return 0
	}
	return it.response.Answers.Rows(it.roster.Name)[it.row]
}

// itemsOf lists the rows of a roster, the responses to a set, or the units.
func (c *computation) itemsOf(units []*unit, set *survey.Questionnaire, roster *survey.Question) []item {
	var items []item
	for _, u := range units {
		switch {
		case set == nil && u.tier != TierNone:
			items = append(items, item{unit: u})
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
		return []item{{unit: r.unit, response: r, record: r.record}}
	}
	rows, _ := r.ev.Rows(roster.Name)
	items := make([]item, len(rows))
	for k, row := range rows {
		items[k] = item{unit: r.unit, response: r, roster: roster, row: k, record: row}
	}
	return items
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
