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

	kept   *kept
	again  reopened
	groups map[groupKey][]*group
	tries  map[*survey.Measure]*try // of measures of units
	picks  map[*survey.Table]*pick

	withholds map[*survey.Questionnaire]map[*survey.Question]bool // see withheld
	origins   map[*survey.Indicator]map[*survey.Question]bool     // see comesFrom
}

// unit is an administration with its responses, or what stands for one: a
// project, or an anonymous person.
type unit struct {
	survey.Unit
	tier      Tier
	c         *computation
	responses []*response
	entry     *survey.Record // in the list of units
	self      item           // its record is einheit.*, and the indicators of the unit
	values    map[string][]*Value
}

// response is a response with what follows from it.
type response struct {
	id      string
	read    func() (*survey.Response, error)
	set     *survey.Questionnaire
	unit    *unit
	self    item
	rosters map[string]*rows
	own     *survey.Date // the reference date that it names itself

	ev     *survey.Assessment  // while its unit is open
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
func (c *computation) sort(population []survey.Unit, responses []Answered) {
	byKey := map[string]*unit{}
	for _, u := range population {
		c.names[u.Key] = u.Name
		if byKey[u.Key] == nil {
			byKey[u.Key] = c.newUnit(u, tierOf(u))
			c.units = append(c.units, byKey[u.Key])
		}
	}
	sorted := slices.SortedFunc(slices.Values(responses), func(a, b Answered) int {
		return cmp.Or(cmp.Compare(a.Unit.Key, b.Unit.Key), cmp.Compare(a.SetID, b.SetID), cmp.Compare(a.ID, b.ID))
	})
	for _, r := range sorted {
		set, reason := c.setOf(r.Response)
		switch {
		case reason != "":
			c.leave(r.Response, reason)
			continue
		case set.Project, set.Anonymous:
			u := c.newUnit(r.Unit, TierNone)
			c.outside = append(c.outside, u)
			u.take(r, set)
			continue
		}
		u := byKey[r.Unit.Key]
		if u == nil && len(population) > 0 {
			c.leave(r.Response, ReasonNotInList)
			continue
		}
		if u == nil {
			u = c.newUnit(r.Unit, tierOf(r.Unit))
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

func (c *computation) newUnit(u survey.Unit, tier Tier) *unit {
	one := &unit{Unit: u, tier: tier, c: c, values: map[string][]*Value{}}
	one.self = item{&subject{unit: one, record: survey.UnitRecord(u)}}
	return one
}

// take gives the unit a response.
func (u *unit) take(r Answered, set *survey.Questionnaire) {
	one := &response{
		id: r.ID, read: r.Read, set: set, unit: u, rosters: map[string]*rows{}, values: map[string]*Value{}, rows: map[string][]*Value{},
	}
	one.self = item{&subject{unit: u, response: one}}
	u.responses = append(u.responses, one)
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
			c.result.LeftOut = append(c.result.LeftOut, LeftOut{r.id, u.Key, ReasonConflict})
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
		all[i] = r.self.record
	}
	return all
}
