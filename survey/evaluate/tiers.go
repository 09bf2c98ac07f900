package evaluate

import (
	"slices"

	"bestand.example/itbestand/survey"
)

// inhabitantsColumn is what must never be added across the tiers.
const inhabitantsColumn = "einwohner"

// unitsOf lists the units of a tier, or everyone for none.
func (c *computation) unitsOf(tier Tier) []*unit {
	return slices.DeleteFunc(c.everyone(), func(u *unit) bool { return tier != TierNone && u.tier != tier })
}

// besides lists the units of a tier with whatever stands outside of the
// population: that belongs to no tier, and so beside each.
func (c *computation) besides(tier Tier) []*unit {
	return slices.DeleteFunc(c.everyone(), func(u *unit) bool { return tier != TierNone && u.tier != TierNone && u.tier != tier })
}

// tiersOf lists the tiers for which an indicator of groups is computed apart.
func (c *computation) tiersOf(i *survey.Indicator) []Tier {
	if c.readsUnits(i) {
		return []Tier{TierMunicipal, TierDistricts}
	}
	return []Tier{TierNone}
}

func (c *computation) readsUnits(i *survey.Indicator) bool {
	for _, x := range expressions(i) {
		if slices.Contains(x.Reads, survey.UnitsName) {
			return true
		}
	}
	return slices.ContainsFunc(c.Reads(i), func(other *survey.Indicator) bool {
		return other.Scope == survey.ScopeGroup && c.readsUnits(other)
	})
}

// tiersFor lists the tiers for which a measure over groups, or a table, is
// made apart: those that responded, where a figure that it reads is one of a
// tier, or where it reads inhabitants. Anything else spans both, because a
// Landkreis can join its towns.
func (c *computation) tiersFor(formulas []*survey.Expression) []Tier {
	if !slices.ContainsFunc(c.groupFigures(formulas), c.readsUnits) && !slices.ContainsFunc(formulas, readsInhabitants) {
		return []Tier{TierNone}
	}
	var tiers []Tier
	for _, tier := range []Tier{TierMunicipal, TierDistricts} {
		if slices.ContainsFunc(c.units, func(u *unit) bool { return u.tier == tier }) {
			tiers = append(tiers, tier)
		}
	}
	if len(tiers) == 0 {
		return []Tier{TierNone}
	}
	return tiers
}

// has reports whether any unit of a tier is in the group.
func (g *group) has(tier Tier) bool {
	return slices.ContainsFunc(g.items, func(it item) bool { return it.unit.tier == tier })
}

func readsInhabitants(x *survey.Expression) bool {
	return slices.Contains(x.Reads, survey.UnitsName) && slices.Contains(x.Columns, inhabitantsColumn)
}

// groupFigures lists the indicators of groups that formulas read, each once.
func (c *computation) groupFigures(formulas []*survey.Expression) []*survey.Indicator {
	var all []*survey.Indicator
	for _, x := range formulas {
		_, indicators := c.Sources(x)
		for _, i := range indicators {
			if i.Scope == survey.ScopeGroup && !slices.Contains(all, i) {
				all = append(all, i)
			}
		}
	}
	return all
}
