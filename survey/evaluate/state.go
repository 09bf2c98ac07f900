package evaluate

import (
	"cmp"
	"slices"

	"bestand.example/itbestand/survey"
)

// computation is what is known while an evaluation is computed.
type computation struct {
	*survey.Evaluation
	toPassOn   bool // nothing may follow about single units from what is sensitive
	date       survey.Date
	units      []*unit           // in the order of the population
	outside    []*unit           // projects and anonymous persons
	names      map[string]string // of the units of the population, by key
	parameters *survey.Record
	result     *Result
	order      []*survey.Indicator
}

// unit is an administration with its responses, or what stands for one: a
// project, or an anonymous person.
type unit struct {
	survey.Unit
	tier      Tier
	responses []*response
	record    *survey.Record // einheit.*, and the indicators of the unit
	values    map[string][]*Value
}

// response is a response with what follows from it.
type response struct {
	*survey.Response
	set    *survey.Questionnaire
	ev     *survey.Assessment
	record *survey.Record
	unit   *unit
	values map[string]*Value   // of indicators of responses
	rows   map[string][]*Value // of indicators of rows
}

func tierOf(u survey.Unit) Tier {
	if u.Type == survey.Landkreis || u.Type == "" && len(u.Key) == 5 {
		return TierDistricts
	}
	return TierMunicipal
}

// sort gives every response its unit. The order in which they come does not
// matter.
func (c *computation) sort(population []survey.Unit, responses []*survey.Response) {
	byKey := map[string]*unit{}
	for _, u := range population {
		c.names[u.Key] = u.Name
		if byKey[u.Key] == nil {
			byKey[u.Key] = newUnit(u, tierOf(u))
			c.units = append(c.units, byKey[u.Key])
		}
	}
	sorted := slices.SortedFunc(slices.Values(responses), func(a, b *survey.Response) int {
		return cmp.Or(cmp.Compare(a.Unit.Key, b.Unit.Key), cmp.Compare(a.SetID, b.SetID), cmp.Compare(a.ID, b.ID))
	})
	for _, r := range sorted {
		set, reason := c.setOf(r)
		switch {
		case reason != "":
			c.leave(r, reason)
			continue
		case set.Project, set.Anonymous:
			u := newUnit(r.Unit, TierNone)
			c.outside = append(c.outside, u)
			u.take(r, set)
			continue
		}
		u := byKey[r.Unit.Key]
		if u == nil && len(population) > 0 {
			c.leave(r, ReasonNotInList)
			continue
		}
		if u == nil {
			u = newUnit(r.Unit, tierOf(r.Unit))
			byKey[r.Unit.Key] = u
			c.units = append(c.units, u)
		}
		u.take(r, set)
	}
	for _, u := range c.units {
		c.dropConflicts(u)
	}
	c.units = slices.DeleteFunc(c.units, func(u *unit) bool { return len(u.responses) == 0 })
	for _, u := range c.units {
		c.result.Units = append(c.result.Units, u.Unit)
	}
}

func (c *computation) leave(r *survey.Response, why Reason) {
	c.result.LeftOut = append(c.result.LeftOut, LeftOut{r.ID, r.Unit.Key, why})
}

func (c *computation) setOf(r *survey.Response) (*survey.Questionnaire, Reason) {
	for _, set := range c.Sets() {
		switch {
		case set.ID != r.SetID:
		case set.Version != r.SetVersion:
			return nil, ReasonVersion
		default:
			return set, ""
		}
	}
	return nil, ReasonNoSet
}

func newUnit(u survey.Unit, tier Tier) *unit {
	return &unit{Unit: u, tier: tier, record: survey.UnitRecord(u), values: map[string][]*Value{}}
}

// take assesses a response as one of the unit: what the population says of the
// unit counts.
func (u *unit) take(r *survey.Response, set *survey.Questionnaire) {
	own := *r
	own.Unit = u.Unit
	ev := survey.Assess(set, &own)
	u.responses = append(u.responses, &response{
		Response: &own, set: set, ev: ev, record: ev.Record(), unit: u, values: map[string]*Value{}, rows: map[string][]*Value{},
	})
}

// dropConflicts leaves out all responses of a unit to a set that it answers
// once, where there are several: none of them is chosen.
func (c *computation) dropConflicts(u *unit) {
	count := map[string]int{}
	for _, r := range u.responses {
		count[r.set.ID]++
	}
	u.responses = slices.DeleteFunc(u.responses, func(r *response) bool {
		conflict := !r.set.Many && count[r.set.ID] > 1
		if conflict {
			c.leave(r.Response, ReasonConflict)
		}
		return conflict
	})
}

// one is the unit's response to a set that it answers once, or nil.
func (u *unit) one(set *survey.Questionnaire) *response {
	for _, r := range u.responses {
		if r.set == set && !set.Many {
			return r
		}
	}
	return nil
}

// all lists the unit's responses to a set.
func (u *unit) all(set *survey.Questionnaire) []*response {
	var found []*response
	for _, r := range u.responses {
		if r.set == set {
			found = append(found, r)
		}
	}
	return found
}

func records(responses []*response) []*survey.Record {
	all := make([]*survey.Record, len(responses))
	for i, r := range responses {
		all[i] = r.record
	}
	return all
}
