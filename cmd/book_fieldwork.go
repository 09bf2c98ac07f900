package cmd

import (
	"slices"
	"strings"
	"time"

	"bestand.example/itbestand/export"
	"bestand.example/itbestand/store"
	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/tracking"
)

// bookFieldwork is what a workbook tells of who has handed in what; nil without
// a population, because then nobody knows who is missing.
func (a *app) bookFieldwork(central *store.File) (*export.Fieldwork, error) {
	t := a.newTracker(central)
	f, err := t.standings()
	if err != nil || !t.listed || len(f.sets) == 0 {
		return nil, err
	}
	population, err := central.Population()
	if err != nil {
		return nil, err
	}
	book := &export.Fieldwork{Units: byKey(population.Units), Mails: f.mails}
	if f.wave != nil {
		book.Wave, book.Deadline = f.wave.Title.In(a.words.Lang()), f.wave.Deadline
	}
	for _, one := range f.sets {
		book.Sets = append(book.Sets, export.SetFieldwork{Set: one.set, Rates: bookRates(one.standings), Standings: t.bookStandings(one)})
	}
	return book, nil
}

// byKey sorts units by their keys, so that those of a Kreis follow it.
func byKey(units []survey.Unit) []survey.Unit {
	return slices.SortedFunc(slices.Values(units), func(a, b survey.Unit) int { return strings.Compare(a.Key, b.Key) })
}

// groupings are those of the workbook, by tracking's, in the order in which they
// are shown.
var groupings = []struct {
	of tracking.Grouping
	as export.Grouping
}{{tracking.Total, export.ByLand}, {tracking.ByDistrict, export.ByDistrict}, {tracking.ByType, export.ByType}, {tracking.BySize, export.BySize}}

func bookRates(standings []tracking.Standing) []export.Rate {
	var all []export.Rate
	for _, by := range groupings {
		for _, r := range tracking.Rates(standings, by.of) {
			rate := export.Rate{
				By: by.as, Name: r.Name, Landkreise: r.Tier == tracking.Landkreise, States: map[export.ReturnState]int{},
				Units: r.Units, Answered: r.Answered, Inhabitants: r.Inhabitants, InhabitantsAnswered: r.InhabitantsAnswered, Unsized: r.Unsized,
			}
			if by.of == tracking.ByDistrict {
				rate.Key = r.Key
			}
			for state, n := range r.States {
				rate.States[export.ReturnState(state)] = n
			}
			all = append(all, rate)
		}
	}
	return all
}

func (t *tracker) bookStandings(one setFieldwork) map[string]export.Standing {
	arrived := t.arrivals(one.set)
	all := map[string]export.Standing{}
	for _, s := range one.standings {
		state := s.State()
		standing := export.Standing{State: export.ReturnState(state), Answered: state.Counts(), Missing: state.Missing(), Arrived: arrived[s.Unit.Key], Reason: s.Refused}
		if standing.Answered && len(s.Responses) == 0 {
			standing.Arrived = t.lastBefore(s.Unit.Key, arrived)
		}
		if len(s.Responses) == 1 {
			standing.Revision = s.Responses[0].Revision
		}
		all[s.Unit.Key] = standing
	}
	return all
}

// arrivals tells when the first return of each unit was merged, by its key.
func (t *tracker) arrivals(set *survey.Questionnaire) map[string]time.Time {
	first := map[string]time.Time{}
	for _, s := range t.returns(set) {
		if at, known := first[s.UnitKey]; !known || s.ReadAt.Before(at) {
			first[s.UnitKey] = s.ReadAt.Local()
		}
	}
	return first
}
