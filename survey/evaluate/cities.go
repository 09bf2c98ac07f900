package evaluate

import (
	"slices"

	"bestand.example/itbestand/survey"
)

// cityGroup is the code of all independent cities together, among the Kreise.
const cityGroup = "kreisfreie_staedte"

// mergeCities puts the independent cities together where sensitive figures are
// grouped by Kreis: each is a Kreis of one administration, of which nothing could
// ever be shown.
func (c *computation) mergeCities() {
	for _, i := range slices.Concat(c.Indicators, c.Fields) {
		if guarded(i) && summed(i) {
			c.mergeCitiesOf(i)
		}
	}
}

func (c *computation) mergeCitiesOf(i *survey.Indicator) {
	at := slices.IndexFunc(c.groupingsOf(i), func(g survey.Grouping) bool { return len(g) == 1 && g[0].Kind == survey.AxisDistrict })
	if at < 0 {
		return
	}
	district := c.groupingsOf(i)[at].Name()
	isCity := func(s *Summary) bool {
		return s.Indicator == i && s.Grouping == district && s.Tier == TierMunicipal && ofCity(s.items)
	}
	var cities []item
	var last *Summary
	for _, s := range c.result.Summaries {
		if isCity(s) {
			cities, last = append(cities, s.items...), s
		}
	}
	if last == nil {
		return
	}
	label := Label{Code: cityGroup, Text: survey.Text{"de": "Kreisfreie Städte", "en": "District-free cities"}}
	_, values := c.valued(i, TierMunicipal)
	merged := c.summary(i, &group{labels: []Label{label}, items: cities}, values, nil)
	merged.Grouping, merged.Group, merged.Tier = district, []Label{label}, TierMunicipal
	c.result.Summaries[slices.Index(c.result.Summaries, last)] = merged
	c.result.Summaries = slices.DeleteFunc(c.result.Summaries, func(s *Summary) bool { return s != merged && isCity(s) })
}

// ofCity reports whether a group is one independent city, and nothing else.
func ofCity(items []item) bool {
	return len(items) > 0 && !slices.ContainsFunc(items, func(it item) bool { return it.unit.Type != survey.KreisfreieStadt })
}
