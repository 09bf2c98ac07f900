package evaluate

import (
	"slices"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/conceal"
)

// leastPassedOn is how many administrations a figure of sensitive answers rests
// on at least, whatever an evaluation says: of fewer, one that knows itself can
// tell the others.
const leastPassedOn = 5

// fewUnits is below how many administrations a figure and one that reads it must
// not rest on almost the same ones: their difference would be about the few. In
// sums over more of them it is lost in the rounding of what is passed on.
const fewUnits = 10

// guarded reports whether a figure is passed on by group only.
func guarded(i *survey.Indicator) bool { return (i.Sensitive || i.Personal) && !i.Anonymous }

// concealSensitive hides the figures of sensitive answers. Those that read one
// another are hidden and shown together, group by group: from a figure and all
// but one of its parts the last part follows.
func (c *computation) concealSensitive() {
	limit := max(c.Suppress.Units, c.Suppress.Persons, leastPassedOn)
	c.mergeCities()
	for _, family := range c.related() {
		cells := c.guardedCells(family, limit)
		for _, cell := range cells {
			cell.hidden = c.nearlyTheSame(cell.of, limit) || slices.ContainsFunc(cell.of, func(s *Summary) bool { return s.telling(limit) })
		}
		for hideFurther(family, cells, limit) || hideWithTheRest(family, cells, limit) {
		}
		for _, cell := range cells {
			for _, s := range cell.of {
				s.Hidden = s.Hidden || cell.hidden
			}
		}
	}
	c.landOnly(limit)
	c.close()
	c.openTables(limit)
}

// landOnly hides figures of which it is not known here what they are sums of, but
// for those of all together.
func (c *computation) landOnly(limit int) {
	for _, i := range c.Indicators {
		if (i.Sensitive || i.Personal) && i.Scope == survey.ScopeGroup {
			for _, v := range c.result.byName[i.Name] {
				v.Hidden = v.Hidden || v.Grouping != "land" || v.N < limit
			}
		}
	}
	for _, s := range c.result.Summaries {
		if guarded(s.Indicator) && !summed(s.Indicator) {
			s.Hidden = s.Grouping != "land" || s.telling(limit)
		}
	}
}

// summed reports whether a figure is of units, one value of each.
func summed(i *survey.Indicator) bool { return i.Scope == survey.ScopeUnit && i.Split == nil }

// related parts the guarded indicators into families of which each reads
// another, or is read.
func (c *computation) related() [][]*survey.Indicator {
	family := map[*survey.Indicator]int{}
	var all []*survey.Indicator
	for _, i := range slices.Concat(c.Indicators, c.Fields) {
		if guarded(i) && summed(i) {
			family[i] = len(all)
			all = append(all, i)
		}
	}
	for range all { // a family travels at most this far
		for _, i := range all {
			for _, other := range c.ReadBy(i) {
				if n, ok := family[other]; ok {
					n = min(n, family[i])
					family[i], family[other] = n, n
				}
			}
		}
	}
	var families [][]*survey.Indicator
	for n := range all {
		var members []*survey.Indicator
		for _, i := range all {
			if family[i] == n {
				members = append(members, i)
			}
		}
		if len(members) > 0 {
			families = append(families, members)
		}
	}
	return families
}

// guardedCell is a group about which figures of a family are shown.
type guardedCell struct {
	grouping string
	tier     Tier
	of       []*Summary
	hidden   bool
}

// guardedCells lists the groups of a family. A figure that most groups of a
// grouping have too few of is not shown by that grouping at all, so that it does
// not take the others with it.
func (c *computation) guardedCells(family []*survey.Indicator, limit int) []*guardedCell {
	var cells []*guardedCell
	at := map[string]*guardedCell{}
	type rare struct {
		indicator *survey.Indicator
		grouping  string
		tier      Tier
	}
	few, many := map[rare]int{}, map[rare]int{}
	for _, s := range c.result.Summaries {
		if !slices.Contains(family, s.Indicator) {
			continue
		}
		key := s.Grouping + "\x00" + string(s.Tier) + "\x00" + codeOf(s.Group)
		if at[key] == nil {
			at[key] = &guardedCell{grouping: s.Grouping, tier: s.Tier}
			cells = append(cells, at[key])
		}
		at[key].of = append(at[key].of, s)
		k := rare{s.Indicator, s.Grouping, s.Tier}
		if s.telling(limit) {
			few[k]++
		} else {
			many[k]++
		}
	}
	for _, cell := range cells {
		cell.of = slices.DeleteFunc(cell.of, func(s *Summary) bool {
			k := rare{s.Indicator, s.Grouping, s.Tier}
			s.Hidden = few[k] > many[k]
			return s.Hidden
		})
	}
	return cells
}

// telling reports whether a figure says too much of single units: it rests on
// too few, or all but a few have the same value.
func (s *Summary) telling(limit int) bool {
	units := map[*unit]bool{}
	times, most := map[float64]int{}, 0
	for _, k := range s.known {
		units[k.unit] = true
		times[k.value]++
		most = max(most, times[k.value])
	}
	return len(units) > 0 && (len(units) < limit || len(s.known)-most < limit)
}

// knownValue is a value that a figure of a group rests on.
type knownValue struct {
	unit  *unit
	value float64
}

// hideFurther hides groups from which one that is hidden follows, and reports
// whether there were any. Each figure is looked at by itself, because each rests
// on units of its own.
func hideFurther(family []*survey.Indicator, cells []*guardedCell, limit int) bool {
	before := countHidden(cells)
	for _, i := range family {
		s := newSecrets(limit)
		s.system.Each = true
		for _, cell := range cells {
			s.addCell(cell, i)
		}
		s.protect()
	}
	return countHidden(cells) > before
}

// hideWithTheRest hides the smallest group of a grouping where those hidden are too
// few together, or all but a few of them have the same value: how many they are,
// and their sum, is what those shown lack of all. It reports whether there was any.
func hideWithTheRest(family []*survey.Indicator, cells []*guardedCell, limit int) bool {
	type side struct {
		grouping string
		tier     Tier
	}
	hidden, shown := map[side]map[*survey.Indicator]*Summary{}, map[side]*guardedCell{}
	for _, cell := range cells {
		at := side{cell.grouping, cell.tier}
		if !cell.hidden {
			if least := shown[at]; least == nil || cell.size() < least.size() {
				shown[at] = cell
			}
			continue
		}
		if hidden[at] == nil {
			hidden[at] = map[*survey.Indicator]*Summary{}
		}
		for _, s := range cell.of {
			if hidden[at][s.Indicator] == nil {
				hidden[at][s.Indicator] = &Summary{Indicator: s.Indicator}
			}
			rest := hidden[at][s.Indicator]
			rest.known = append(rest.known, s.known...)
		}
	}
	more := false
	for at, of := range hidden {
		for _, i := range family {
			if rest := of[i]; rest != nil && rest.telling(limit) && shown[at] != nil && !shown[at].hidden {
				shown[at].hidden, more = true, true
			}
		}
	}
	return more
}

// size is on how many values the figures of a group rest.
func (g *guardedCell) size() (n int) {
	for _, s := range g.of {
		n = max(n, len(s.known))
	}
	return n
}

func countHidden(cells []*guardedCell) (n int) {
	for _, cell := range cells {
		if cell.hidden {
			n++
		}
	}
	return n
}

// addCell adds the units that a figure of a group rests on.
func (s *secrets) addCell(cell *guardedCell, i *survey.Indicator) {
	at := slices.IndexFunc(cell.of, func(s *Summary) bool { return s.Indicator == i })
	if at < 0 || len(cell.of[at].known) == 0 {
		return
	}
	members := s.units(cell.of[at].known)
	g := &conceal.Group{Family: "by " + cell.grouping + " " + string(cell.tier), Members: members, Small: cell.hidden}
	s.system.Groups = append(s.system.Groups, g)
	s.tell[g] = append(s.tell[g], func() { cell.hidden = true })
}

func (s *secrets) numberOf(subject any) int {
	n, ok := s.number[subject]
	if !ok {
		n = len(s.number)
		s.number[subject] = n
	}
	return n
}

// nearlyTheSame reports whether a figure of a small group and one that reads it
// rest on units of which all but a few are the same.
func (c *computation) nearlyTheSame(of []*Summary, limit int) bool {
	for k, a := range of {
		for _, b := range of[:k] {
			if !slices.Contains(c.ReadBy(a.Indicator), b.Indicator) && !slices.Contains(c.ReadBy(b.Indicator), a.Indicator) {
				continue
			}
			if n := differing(a.known, b.known); n > 0 && n < limit && min(len(a.known), len(b.known)) < fewUnits {
				return true
			}
		}
	}
	return false
}

// differing is how many units are in one of two lists only.
func differing(a, b []knownValue) int {
	in := map[*unit]int{}
	for _, k := range a {
		in[k.unit] |= 1
	}
	for _, k := range b {
		in[k.unit] |= 2
	}
	n := 0
	for _, where := range in {
		if where != 3 {
			n++
		}
	}
	return n
}
