package tracking

import (
	"cmp"
	"slices"
	"strings"

	"bestand.example/itbestand/survey"
)

// Tier says which level of administration a group is about. Landkreise are a
// tier of their own: their inhabitants live in the municipal units as well, and
// are never added to them.
type Tier string

// The tiers.
const (
	Municipal  Tier = "gemeindlich"
	Landkreise Tier = "landkreise"
)

func tierOf(u survey.Unit) Tier {
	if u.Type == survey.Landkreis {
		return Landkreise
	}
	return Municipal
}

// Rate counts a group of units and those of them that answered.
type Rate struct {
	Key  string // of the Kreis, the type, the size class; empty: all of the tier, or not known
	Name string // of the Kreis
	Tier Tier

	Grouped bool // by something; otherwise it is about all of the tier

	Units    int // that are asked
	Answered int
	States   map[State]int

	Inhabitants         int // of the units that are asked, as far as known
	InhabitantsAnswered int
	Unsized             int // units without a known number of inhabitants
}

// Share is the rate by units, 0 to 1; known is false where nobody is asked.
func (r Rate) Share() (share float64, known bool) { return ratio(r.Answered, r.Units) }

// InhabitantShare is the rate by inhabitants, 0 to 1; known is false where the
// inhabitants of a unit are not known.
func (r Rate) InhabitantShare() (share float64, known bool) {
	if r.Unsized > 0 {
		return 0, false
	}
	return ratio(r.InhabitantsAnswered, r.Inhabitants)
}

func ratio(part, whole int) (float64, bool) {
	if whole == 0 {
		return 0, false
	}
	return float64(part) / float64(whole), true
}

func (r *Rate) add(s Standing) {
	state := s.State()
	r.Units++
	r.Inhabitants += s.Unit.Inhabitants
	r.States[state]++
	if s.Unit.Inhabitants == 0 {
		r.Unsized++
	}
	if state.Counts() {
		r.Answered++
		r.InhabitantsAnswered += s.Unit.Inhabitants
	}
}

// Grouping says by what units are put together.
type Grouping string

// The groupings.
const (
	Total      Grouping = "gesamt" // each tier
	ByDistrict Grouping = "kreis"  // the municipal units of each Kreis
	ByType     Grouping = "typ"
	BySize     Grouping = "groessenklasse" // of municipal units; Landkreise have no size class
)

// group is what a rate is about.
type group struct {
	key  string
	tier Tier
}

// Rates counts the standings, which are those of one question set, by a
// grouping. Groups come in their natural order; tiers are never mixed.
func Rates(standings []Standing, by Grouping) []Rate {
	groups := map[group]*Rate{}
	for _, s := range standings {
		tier := tierOf(s.Unit)
		if tier == Landkreise && (by == ByDistrict || by == BySize) {
			continue
		}
		key, name := groupOf(s.Unit, by)
		id := group{key, tier}
		if groups[id] == nil {
			groups[id] = &Rate{Key: key, Name: name, Tier: tier, Grouped: by != Total, States: map[State]int{}}
		}
		groups[id].add(s)
	}
	rates := make([]Rate, 0, len(groups))
	for _, r := range groups {
		rates = append(rates, *r)
	}
	slices.SortFunc(rates, func(a, b Rate) int {
		return cmp.Or(strings.Compare(string(a.Tier), string(b.Tier)), cmp.Compare(rank(a.Key, by), rank(b.Key, by)), strings.Compare(a.Key, b.Key))
	})
	return rates
}

func groupOf(u survey.Unit, by Grouping) (key, name string) {
	switch by {
	case ByDistrict:
		return u.DistrictKey, u.District
	case ByType:
		return string(u.Type), u.Type.Label()
	case BySize:
		return u.SizeClass(), u.SizeClassLabel()
	}
	return "", ""
}

// rank orders groups that have an order other than that of their keys.
func rank(key string, by Grouping) int {
	switch by {
	case ByType:
		return slices.Index(survey.UnitTypes(), survey.UnitType(key))
	case BySize:
		return slices.Index(survey.SizeClasses(), key)
	}
	return 0
}
