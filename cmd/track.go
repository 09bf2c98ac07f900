package cmd

import (
	"context"
	"slices"
	"time"

	"bestand.example/itbestand/store"
	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/tracking"
)

// fieldwork is how far a survey is: for each question set, in the order of the
// wave, the standing of every administration that is asked.
type fieldwork struct {
	wave   *survey.Wave // nil: the file knows of none
	digest string
	mails  map[string]string // of the units that were invited, by key
	gone   map[string]bool   // units of which everything was deleted for good, by key
	former []formerReturn    // of administrations that are not in the population
	sets   []setFieldwork
	others []otherResponses

	population *survey.Population
	queries    map[[2]string]int // open follow-up questions, by set and unit
}

// setFieldwork is how far one question set is.
type setFieldwork struct {
	set       *survey.Questionnaire
	standings []tracking.Standing // by unit key
	sections  []sectionShare
	first     time.Time // when the first and the last return were merged; zero: none was
	last      time.Time
}

// otherResponses counts the responses to a set of which no administration is
// asked: anonymous ones, and those about the project.
type otherResponses struct {
	set   *survey.Questionnaire
	count int
}

// sectionShare is how much of a section is answered in what was handed in, over
// all responses.
type sectionShare struct {
	section     *survey.Section
	done, asked int
}

// trackFieldwork reads all that a central file knows about who has handed in
// what, and how much of each section is answered. Without a population the units
// are those that handed in.
func (a *app) trackFieldwork(ctx context.Context, central *store.File) (*fieldwork, error) {
	t := a.newTracker(central)
	f, err := t.standings()
	if err != nil {
		return nil, err
	}
	if f.gone, err = forgottenUnits(central); err != nil {
		return nil, err
	}
	for i := range f.sets {
		if err := t.addSections(ctx, &f.sets[i]); err != nil {
			return nil, err
		}
	}
	return f, nil
}

func (a *app) newTracker(central *store.File) *tracker {
	return &tracker{a: a, central: central, known: map[[2]string]*tracking.Known{}, units: map[string]survey.Unit{}}
}

// tracker gathers what is known, by set and unit.
type tracker struct {
	a       *app
	central *store.File
	invited map[string]string // by unit key the address in the register of the wave

	wave     *survey.Wave
	waveID   string // whose responses count
	editions *editions
	sets     []*survey.Questionnaire // one version of each: the newest
	held     []store.Held
	sources  []store.Source
	units    map[string]survey.Unit // by key
	listed   bool                   // they come from a population
	known    map[[2]string]*tracking.Known

	population *survey.Population
	territory  *survey.Territory
}

func (t *tracker) gather() (err error) {
	if t.held, err = t.central.Responses(); err != nil {
		return err
	}
	if t.sources, err = t.central.Sources(); err != nil {
		return err
	}
	if err := t.readSets(); err != nil {
		return err
	}
	if t.wave, err = waveOf(t.central); err != nil {
		return err
	}
	t.waveID = t.whose()
	if t.invited, err = t.central.Invited(t.waveID); err != nil {
		return err
	}
	if t.population, err = t.central.Population(); err != nil {
		return err
	}
	if t.territory, err = t.central.Territory(); err != nil {
		return err
	}
	if t.population != nil {
		t.listed = true
		for _, u := range t.population.Units {
			t.units[u.Key] = u
		}
	}
	for _, h := range t.held {
		if key := h.Response.Unit.Key; !t.listed && survey.ValidUnitKey(key) {
			t.units[key] = h.Response.Unit
		}
	}
	return t.facts()
}

func (t *tracker) readSets() (err error) {
	if t.editions, err = readEditions(t.central); err != nil {
		return err
	}
	for _, s := range t.editions.newest() {
		set, err := t.editions.parse(s)
		if err != nil {
			return err
		}
		t.sets = append(t.sets, set)
	}
	return nil
}

// whose tells of which wave the responses count; empty: those without one. Where
// the file does not carry the wave that its returns belong to, it is that of the
// return that came last.
func (t *tracker) whose() string {
	if t.wave != nil {
		return t.wave.ID
	}
	var last store.Source
	for _, s := range t.sources {
		if s.Refusal == nil && (last.Name == "" || s.ReadAt.After(last.ReadAt)) {
			last = s
		}
	}
	return last.Wave
}

func (t *tracker) of(set, unit string) *tracking.Known {
	key := [2]string{set, unit}
	if t.known[key] == nil {
		_, invited := t.invited[unit]
		t.known[key] = &tracking.Known{Invited: invited}
	}
	return t.known[key]
}

func (t *tracker) facts() error {
	for _, h := range t.held {
		if r := h.Response; r.Wave == t.waveID && !h.Rejected {
			k := t.of(r.SetID, r.Unit.Key)
			k.Responses, k.Conflict = append(k.Responses, r), k.Conflict || h.Conflict
		}
	}
	started, err := t.central.Started()
	for _, s := range started {
		if s.Wave == t.waveID {
			t.of(s.SetID, s.UnitKey).Begun = true
		}
	}
	for _, s := range t.sources {
		if s.Refusal != nil && s.UnitKey != "" && s.SetID != "" {
			sentence, _ := s.Refusal.Say(t.a.words)
			t.of(s.SetID, s.UnitKey).Refused = sentence
		}
	}
	return err
}

// asks reports whether a unit is asked a set: as the wave says, or without one
// every unit those sets to which anything came.
func (t *tracker) asks(set *survey.Questionnaire, u survey.Unit) bool {
	if t.wave == nil {
		return true
	}
	return slices.ContainsFunc(t.wave.SetsFor(u), func(s survey.WaveSet) bool { return s.ID == set.ID })
}

// standings tells who has handed in what. It reads no answers.
func (t *tracker) standings() (*fieldwork, error) {
	if err := t.gather(); err != nil {
		return nil, err
	}
	digest, err := t.central.Digest()
	if err != nil {
		return nil, err
	}
	f := &fieldwork{wave: t.wave, digest: digest, mails: t.invited, population: t.population, queries: map[[2]string]int{}}
	if err := t.countQueries(f); err != nil {
		return nil, err
	}
	keys := make([]string, 0, len(t.units))
	for key := range t.units {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	for _, set := range t.sets {
		if set.Anonymous || set.Project {
			if n := t.count(set); n > 0 {
				f.others = append(f.others, otherResponses{set, n})
			}
			continue
		}
		one := setFieldwork{set: set}
		for _, key := range keys {
			if u := t.units[key]; t.asks(set, u) {
				one.standings = append(one.standings, tracking.Standing{Unit: u, Set: set.ID, Known: t.standing(set.ID, key)})
			}
		}
		if t.wave == nil && t.count(set) == 0 || len(one.standings) == 0 {
			continue
		}
		f.former = append(f.former, t.former(set)...)
		t.addDates(&one)
		f.sets = append(f.sets, one)
	}
	return f, nil
}

// countQueries counts what is asked and not answered yet.
func (t *tracker) countQueries(f *fieldwork) error {
	queries, err := t.central.Queries()
	if err != nil || len(queries) == 0 {
		return err
	}
	versions, err := t.central.Versions()
	for _, q := range queries {
		if r := versions[[2]string{q.ResponseID, q.Digest}]; r != nil && q.State == store.QueryOpen && r.Wave == t.waveID {
			f.queries[[2]string{r.SetID, r.Unit.Key}]++
		}
	}
	return err
}

func (t *tracker) count(set *survey.Questionnaire) int {
	n := 0
	for _, h := range t.held {
		if h.Response.SetID == set.ID && h.Response.Wave == t.waveID && !h.Rejected {
			n++
		}
	}
	return n
}

// addDates adds when the first and the last return came.
func (t *tracker) addDates(one *setFieldwork) {
	for _, s := range t.returns(one.set) {
		if one.first.IsZero() || s.ReadAt.Before(one.first) {
			one.first = s.ReadAt
		}
		if s.ReadAt.After(one.last) {
			one.last = s.ReadAt
		}
	}
}

// returns lists the files with which responses to a set came.
func (t *tracker) returns(set *survey.Questionnaire) []store.Source {
	var all []store.Source
	for _, s := range t.sources {
		if s.SetID == set.ID && s.Wave == t.waveID && s.Refusal == nil && s.Standing != store.Begun {
			all = append(all, s)
		}
	}
	return all
}

// addSections adds how much of each section is answered, which takes reading all
// answers.
func (t *tracker) addSections(ctx context.Context, one *setFieldwork) error {
	one.sections = make([]sectionShare, len(one.set.Sections))
	for i, section := range one.set.Sections {
		one.sections[i].section = section
	}
	for _, h := range t.held {
		r := h.Response
		if r.SetID != one.set.ID || r.Wave != t.waveID || h.Rejected {
			continue
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		response, _, err := t.editions.load(h)
		if err != nil {
			return err
		}
		ev := survey.Assess(one.set, response)
		for i := range one.sections {
			done, asked := ev.ProgressOf(one.set.Sections[i])
			one.sections[i].done += done
			one.sections[i].asked += asked
		}
	}
	return nil
}
