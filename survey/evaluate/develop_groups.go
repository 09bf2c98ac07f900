package evaluate

import (
	"slices"

	"bestand.example/itbestand/survey"
)

// pair is the value of an indicator of a unit, then and now.
type pair struct {
	item      // its groups are those of now
	was       *unit
	part      []Label
	then, now *Value
}

// paired compares an indicator of units over those that have a value both
// times.
func (d *development) paired(i *survey.Indicator) []*Change {
	pairs := d.pairs(i)
	if i.Split == nil && !i.Personal {
		for _, p := range pairs {
			d.result.Units = append(d.result.Units, &UnitChange{i, p.unit.Unit, p.then, p.now, TrendOf(i, p.then.Number, p.now.Number)})
		}
	}
	var changes []*Change
	c := &computation{Evaluation: d.Evaluation}
	for _, by := range d.groupings(i) {
		then, now := d.known(d.then, d.before, i, by), d.known(d.now, d.units, i, by)
		for _, tier := range []Tier{TierMunicipal, TierDistricts} {
			for _, g := range divided(c, pairs, by, tier) {
				change := d.change(c, i, by, tier, g)
				at := spot{codeOf(g.labels), codeOf(g.part), tier}
				change.NThen, change.NNow = then[at], now[at]
				changes = append(changes, change)
			}
		}
	}
	return changes
}

// pairs finds them, in the order of the units.
func (d *development) pairs(i *survey.Indicator) []pair {
	type place struct{ unit, part string }
	then := map[place]*Value{}
	for _, v := range d.then.Of(i.Name) {
		if key, both := d.became[v.Unit.Key]; both && v.Known {
			then[place{key, codeOf(v.Group)}] = v
		}
	}
	var all []pair
	for _, v := range d.now.Of(i.Name) {
		before := then[place{v.Unit.Key, codeOf(v.Group)}]
		if before == nil || !v.Known {
			continue
		}
		own := &unit{Unit: d.units[v.Unit.Key]}
		own.tier = tierOf(own.Unit)
		all = append(all, pair{item{&subject{unit: own}}, &unit{Unit: d.before[before.Unit.Key]}, v.Group, before, v})
	}
	return all
}

// groupings are those of units. An indicator in parts is compared for all units
// only: it has as many figures as parts.
func (d *development) groupings(i *survey.Indicator) []survey.Grouping {
	names := []string{"land", "kreis", "typ", "groessenklasse"}
	if i.Split != nil {
		names = names[:1]
	}
	var all []survey.Grouping
	for _, name := range names {
		if axis, ok := d.Axis(name); ok {
			all = append(all, survey.Grouping{axis})
		}
	}
	return all
}

// pairGroup is a group, and part of a split indicator, with its pairs.
type pairGroup struct {
	labels, part []Label
	pairs        []pair
}

// divided parts pairs into groups and parts, sorted.
func divided(c *computation, pairs []pair, by survey.Grouping, tier Tier) []*pairGroup {
	var all []*pairGroup
	at := map[[2]string]*pairGroup{}
	for _, p := range pairs {
		if p.unit.tier != tier {
			continue
		}
		for _, labels := range c.labels(p.item, by) {
			key := [2]string{codeOf(labels), codeOf(p.part)}
			if at[key] == nil {
				at[key] = &pairGroup{labels: labels, part: p.part}
				all = append(all, at[key])
			}
			at[key].pairs = append(at[key].pairs, p)
		}
	}
	slices.SortStableFunc(all, func(a, b *pairGroup) int {
		if order := compareLabels(a.labels, b.labels); order != 0 {
			return order
		}
		return compareLabels(a.part, b.part)
	})
	return all
}

// change sums both sides of a group up.
func (d *development) change(c *computation, i *survey.Indicator, by survey.Grouping, tier Tier, g *pairGroup) *Change {
	change := &Change{
		Indicator: i, Grouping: by.Name(), Group: g.labels, Part: g.part, Tier: tier, Both: len(g.pairs), Trends: map[Trend]int{},
	}
	whole := func(side func(pair) (*unit, *Value)) *Summary {
		of, values := &group{labels: g.labels}, map[itemKey][]*Value{}
		for _, p := range g.pairs {
			u, v := side(p)
			it := item{&subject{unit: u}}
			of.items, values[it.key()] = append(of.items, it), []*Value{v}
		}
		s := c.summary(i, of, values, g.part)
		s.Grouping, s.Group, s.Tier = by.Name(), g.labels, tier
		return s
	}
	change.Then = whole(func(p pair) (*unit, *Value) { return p.was, p.then })
	change.Now = whole(func(p pair) (*unit, *Value) { return p.unit, p.now })
	for _, p := range g.pairs {
		change.Trends[TrendOf(i, p.then.Number, p.now.Number)]++
	}
	return change
}

// spot is a group of a tier, and part of a split indicator.
type spot struct {
	group, part string
	tier        Tier
}

// known counts the values that each group has in all of a wave.
func (d *development) known(o Occasion, units map[string]survey.Unit, i *survey.Indicator, by survey.Grouping) map[spot]int {
	c := &computation{Evaluation: d.Evaluation}
	n := map[spot]int{}
	for _, v := range o.Of(i.Name) {
		u := &unit{Unit: units[v.Unit.Key]}
		if !v.Known {
			continue
		}
		for _, labels := range c.labels(item{&subject{unit: u}}, by) {
			n[spot{codeOf(labels), codeOf(v.Group), tierOf(u.Unit)}]++
		}
	}
	return n
}

// grouped compares the figures of groups that are not made of units: of rows,
// of responses, of formulas about the group. Of persons who answered
// anonymously there is only the figure of all, over enough of them both times.
func (d *development) grouped(i *survey.Indicator) []*Change {
	key := func(grouping string, group, part []Label, tier Tier) [4]string {
		return [4]string{grouping, codeOf(group), codeOf(part), string(tier)}
	}
	before, after := d.panel[0], d.panel[1]
	if i.Anonymous {
		before, after = d.then.Result, d.now.Result // a figure of some of them beside that of all could tell who the others are
	}
	then := map[[4]string]*Change{}
	for _, s := range before.Summaries {
		if s.Indicator == i && !s.Hidden {
			then[key(s.Grouping, s.Group, s.Part, s.Tier)] = &Change{Then: s, NThen: s.N}
		}
	}
	for _, v := range before.Of(i.Name) {
		if i.Scope == survey.ScopeGroup && v.Known && !v.Hidden {
			then[key(v.Grouping, v.Group, nil, v.Tier)] = &Change{Own: [2]*Value{v}, NThen: v.N}
		}
	}
	var changes []*Change
	add := func(c *Change, grouping string, group, part []Label, tier Tier, n int) {
		c.Indicator, c.Grouping, c.Group, c.Part, c.Tier, c.NNow = i, grouping, group, part, tier, n
		if !i.Anonymous || grouping == "land" && min(c.NThen, c.NNow) >= max(leastPersons, d.Suppress.Persons) {
			changes = append(changes, c)
		}
	}
	for _, s := range after.Summaries {
		if c := then[key(s.Grouping, s.Group, s.Part, s.Tier)]; s.Indicator == i && !s.Hidden && c != nil && s.N > 0 && c.NThen > 0 && plain(s.Grouping) {
			c.Now = s
			add(c, s.Grouping, s.Group, s.Part, s.Tier, s.N)
		}
	}
	for _, v := range after.Of(i.Name) {
		if c := then[key(v.Grouping, v.Group, nil, v.Tier)]; i.Scope == survey.ScopeGroup && v.Known && !v.Hidden && c != nil {
			c.Own[1] = v
			add(c, v.Grouping, v.Group, nil, v.Tier, v.N)
		}
	}
	return changes
}

// leastPersons is how many persons a figure of anonymous answers rests on.
const leastPersons = 5

// plain reports whether a grouping is by a property of units: others may have
// other groups in each wave.
func plain(grouping string) bool {
	return slices.Contains(survey.AxisNames(), grouping)
}
