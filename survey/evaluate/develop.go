package evaluate

import (
	"math"
	"slices"

	"bestand.example/itbestand/survey"
)

// Occasion is one of two waves that are compared.
type Occasion struct {
	*Result   // of the same evaluation
	Units     []survey.Unit
	Responses []Answered // as answers to the sets of the evaluation
	Date      survey.Date
	State     func(*Hit) survey.MeasureState
}

// Origin says which unit of the earlier wave a unit of the later one was, by
// keys; without one, why.
type Origin func(key string) (earlier string, why Absence)

// Absence is why a unit has no earlier figures.
type Absence string

// The reasons.
const (
	AbsenceNone   Absence = ""
	AbsenceSilent Absence = "silent" // it did not answer then
	AbsenceMerged Absence = "merged" // it was made of several units, or of parts of some
)

// Development is what changed between two waves. Every figure is about the
// units that answered both times, so that no change comes from others
// answering.
type Development struct {
	Changes  []*Change
	Units    []*UnitChange
	Measures []*MeasureChange
	Apart    []Apart
	Both     int // units that answered both times
}

// Change is an indicator of a group, then and now.
type Change struct {
	Indicator *survey.Indicator
	Grouping  string
	Group     []Label
	Part      []Label // of an indicator that is split
	Tier      Tier
	Then, Now *Summary  // over the same units
	Own       [2]*Value // instead, of an indicator with a formula about the group
	Both      int       // units with a value both times; 0 where values are not of units
	NThen     int       // values in all of the wave
	NNow      int
	Trends    map[Trend]int // units
	Reserves  []Obstacle
}

// UnitChange is an indicator of a unit, then and now.
type UnitChange struct {
	Indicator *survey.Indicator
	Unit      survey.Unit // as it is now
	Then, Now *Value
	Trend     Trend
}

// Trend is the direction of a change, seen from what is good where anything is.
type Trend string

// The trends. What rounds to the same figure is the same.
const (
	TrendBetter Trend = "better"
	TrendSame   Trend = "same"
	TrendWorse  Trend = "worse"
	TrendMore   Trend = "more" // of what is neither good nor bad
	TrendLess   Trend = "less"
)

// MeasureChange counts a measure in the units that answered both times; of a
// list each row counts.
type MeasureChange struct {
	Measure   *survey.Measure
	Units     int
	Then, Now map[survey.MeasureState]int
	Gone, New int // units in which it was found then and not now, and the other way round
	Reserves  []Obstacle
}

// Apart is an indicator, a measure or a unit that is not compared.
type Apart struct {
	Indicator *survey.Indicator
	Measure   *survey.Measure
	Unit      survey.Unit
	Absence   Absence
	Obstacle  *Obstacle // nil: no unit has a value both times
}

// Develop compares two waves. Earlier are the versions of question sets that
// were answered in the first one. An error is one of reading responses.
func Develop(e *survey.Evaluation, then, now Occasion, origin Origin, earlier []*survey.Questionnaire) (*Development, error) {
	d := &development{shared: newShared(e, earlier), then: then, now: now, result: &Development{}}
	d.match(origin)
	if err := d.panels(); err != nil {
		return nil, err
	}
	for _, list := range [][]*survey.Indicator{e.Indicators, e.Fields} {
		for _, i := range list {
			d.indicator(i)
		}
	}
	for _, m := range e.Measures {
		d.measure(m)
	}
	return d.result, nil
}

// development is what is known while two waves are compared.
type development struct {
	*shared
	then, now Occasion
	origins   map[string]string      // key of now: key of then
	became    map[string]string      // the other way round
	units     map[string]survey.Unit // of now, by key
	before    map[string]survey.Unit // of then, by key
	panel     [2]*Result             // then and now, over the same units
	answered  map[answered]bool      // both times
	result    *Development
}

// answered is a unit, by its key now, that answered a set.
type answered struct{ unit, set string }

// match finds for each unit what it was.
func (d *development) match(origin Origin) {
	d.origins, d.became = map[string]string{}, map[string]string{}
	d.units, d.before = map[string]survey.Unit{}, map[string]survey.Unit{}
	for _, u := range d.then.Result.Units {
		d.before[u.Key] = u
	}
	for _, u := range d.now.Result.Units {
		d.units[u.Key] = u
		key, why := origin(u.Key)
		if _, there := d.before[key]; why == AbsenceNone && !there {
			why = AbsenceSilent
		}
		if why != AbsenceNone {
			d.result.Apart = append(d.result.Apart, Apart{Unit: u, Absence: why})
			continue
		}
		d.origins[u.Key], d.became[key] = key, u.Key
	}
	d.result.Both = len(d.origins)
}

// panels computes both waves over the responses that have a counterpart. In
// both, units are in the groups that they are in now.
func (d *development) panels() error {
	own := func(r Answered) string { return r.Unit.Key }
	past := func(r Answered) string { return d.became[r.Unit.Key] }
	then, now := d.counted(d.then.Responses, past), d.counted(d.now.Responses, own)
	d.answered = map[answered]bool{}
	for a := range then {
		if now[a] {
			d.answered[a] = true
		}
	}
	var unitsThen, unitsNow []survey.Unit
	for _, u := range d.now.Result.Units {
		key, both := d.origins[u.Key]
		if !both {
			continue
		}
		unitsNow = append(unitsNow, u)
		u.Class = u.SizeClass()
		u.Inhabitants, u.Members = d.before[key].Inhabitants, d.before[key].Members
		unitsThen = append(unitsThen, u)
	}
	for k, t := range []Task{
		{Evaluation: d.Evaluation, Population: unitsThen, Responses: d.both(d.then.Responses, past), Reference: d.then.Date},
		{Evaluation: d.Evaluation, Population: unitsNow, Responses: d.both(d.now.Responses, own), Reference: d.now.Date},
	} {
		c, err := t.figures(false)
		if err != nil {
			return err
		}
		d.panel[k] = c.result
	}
	return nil
}

// counted lists which sets each unit answered without a conflict.
func (d *development) counted(responses []Answered, key func(Answered) string) map[answered]bool {
	n := map[answered]int{}
	for _, r := range responses {
		n[answered{key(r), r.SetID}]++
	}
	all := map[answered]bool{}
	for _, set := range d.Sets() {
		for a, times := range n {
			if a.set == set.ID && a.unit != "" && (times == 1 || set.Many) {
				all[a] = true
			}
		}
	}
	return all
}

// both keeps the responses whose unit answered the set in both waves, under the
// key that it has now. Those of the project, and of persons, are all kept.
func (d *development) both(responses []Answered, key func(Answered) string) []Answered {
	var kept []Answered
	for _, r := range responses {
		if !survey.ValidUnitKey(r.Unit.Key) {
			kept = append(kept, r)
			continue
		}
		if d.answered[answered{key(r), r.SetID}] {
			own := *r.Response
			own.Unit.Key = key(r)
			kept = append(kept, Answered{&own, r.Read})
		}
	}
	return kept
}

// indicator compares one indicator, or says why not.
func (d *development) indicator(i *survey.Indicator) {
	var sets []*survey.Questionnaire
	if i.Set() != nil {
		sets = append(sets, i.Set())
	}
	obstacles := d.obstacles(expressions(i), sets...)
	if barred(obstacles) {
		d.result.Apart = append(d.result.Apart, Apart{Indicator: i, Obstacle: &obstacles[0]})
		return
	}
	var changes []*Change
	if i.Scope == survey.ScopeUnit && !i.Anonymous {
		changes = d.paired(i)
	} else {
		changes = d.grouped(i)
	}
	if len(changes) == 0 {
		d.result.Apart = append(d.result.Apart, Apart{Indicator: i})
	}
	for _, c := range changes {
		c.Reserves = obstacles
	}
	d.result.Changes = append(d.result.Changes, changes...)
}

// TrendOf tells the direction of a change, with the figures rounded as they are
// shown.
func TrendOf(i *survey.Indicator, then, now float64) Trend {
	scale := math.Pow10(i.Decimals)
	before, after := math.Round(then*scale), math.Round(now*scale)
	switch {
	case before == after:
		return TrendSame
	case i.Better == survey.BetterUnsaid && after > before:
		return TrendMore
	case i.Better == survey.BetterUnsaid:
		return TrendLess
	case (after > before) == (i.Better == survey.BetterMore):
		return TrendBetter
	}
	return TrendWorse
}

// measure counts a rule among the units that answered all that it reads in both
// waves.
func (d *development) measure(m *survey.Measure) {
	formulas := measureFormulas(m)
	obstacles := d.obstacles(formulas)
	if barred(obstacles) {
		d.result.Apart = append(d.result.Apart, Apart{Measure: m, Obstacle: &obstacles[0]})
		return
	}
	change := &MeasureChange{Measure: m, Then: map[survey.MeasureState]int{}, Now: map[survey.MeasureState]int{}, Reserves: obstacles}
	asked := d.asked(d.reads(formulas))
	change.Units = len(asked)
	found := [2]map[string]bool{{}, {}}
	for _, h := range d.then.Measures {
		key := d.became[h.Unit.Key]
		if h.Measure == m && (m.Scope == survey.ScopeGroup || asked[key]) {
			change.Then[d.then.State(h)]++
			found[0][key] = true
		}
	}
	for _, h := range d.now.Measures {
		if h.Measure == m && (m.Scope == survey.ScopeGroup || asked[h.Unit.Key]) {
			change.Now[d.now.State(h)]++
			found[1][h.Unit.Key] = true
		}
	}
	if m.Scope == survey.ScopeGroup {
		change.Units = 0
	} else {
		change.Gone, change.New = besides(found[0], found[1]), besides(found[1], found[0])
	}
	d.result.Measures = append(d.result.Measures, change)
}

// besides counts what is in one set and not in another.
func besides(a, b map[string]bool) (n int) {
	for key := range a {
		if !b[key] {
			n++
		}
	}
	return n
}

// asked lists the units that answered all sets in both waves.
func (d *development) asked(sources []survey.Source) map[string]bool {
	all := map[string]bool{}
	for key := range d.origins {
		all[key] = !slices.ContainsFunc(sources, func(s survey.Source) bool {
			return !s.Set.Anonymous && !s.Set.Project && !d.answered[answered{key, s.Set.ID}]
		})
		if !all[key] {
			delete(all, key)
		}
	}
	return all
}
