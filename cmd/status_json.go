package cmd

import (
	"time"

	"bestand.example/itbestand/survey/tracking"
)

// statusDocument is what status --json prints.
type statusDocument struct {
	Digest   string        `json:"digest"`
	Wave     string        `json:"wave,omitempty"`
	Deadline string        `json:"deadline,omitempty"`
	States   stateCounts   `json:"states"` // over all question sets
	Sets     []setStatus   `json:"questionnaires"`
	Others   []otherStatus `json:"others"`
	Former   []formerEntry `json:"former"` // returns of units that are not in the population
}

type stateCounts map[tracking.State]int

type setStatus struct {
	Set      string                 `json:"questionnaire"`
	States   stateCounts            `json:"states"`
	Rates    map[string][]rateEntry `json:"rates"` // by grouping
	Sections []sectionEntry         `json:"sections"`
	Units    []unitEntry            `json:"units"`
	First    string                 `json:"first,omitempty"`
	Last     string                 `json:"last,omitempty"`
}

type rateEntry struct {
	Key                 string      `json:"key"`
	Name                string      `json:"name,omitempty"`
	Tier                string      `json:"tier"`
	Units               int         `json:"units"`
	Answered            int         `json:"answered"`
	Rate                *float64    `json:"rate"` // null: not known
	Inhabitants         int         `json:"inhabitants"`
	InhabitantsAnswered int         `json:"inhabitants_answered"`
	InhabitantRate      *float64    `json:"inhabitant_rate"`
	States              stateCounts `json:"states"`
}

type sectionEntry struct {
	Section string `json:"section"`
	Done    int    `json:"done"`
	Asked   int    `json:"asked"`
}

type unitEntry struct {
	Unit   string `json:"unit"`
	Name   string `json:"name,omitempty"`
	State  string `json:"state"`
	Reason string `json:"reason,omitempty"` // why a file was refused

	OpenQueries int `json:"open_queries,omitempty"`
}

type otherStatus struct {
	Set       string `json:"questionnaire"`
	Responses int    `json:"responses"`
}

func statusOf(f *fieldwork) statusDocument {
	d := statusDocument{Digest: f.digest, States: stateCounts{}, Sets: []setStatus{}, Others: []otherStatus{}, Former: formerEntries(f)}
	if f.wave != nil {
		d.Wave, d.Deadline = f.wave.ID, f.wave.Deadline.String()
	}
	for _, s := range tracking.States() {
		d.States[s] = 0
	}
	for _, one := range f.sets {
		s := setStatus{Set: one.set.ID, States: stateCounts(tracking.Count(one.standings)), Rates: map[string][]rateEntry{}}
		for state, n := range s.States {
			d.States[state] += n
		}
		for _, by := range []tracking.Grouping{tracking.Total, tracking.ByDistrict, tracking.ByType, tracking.BySize} {
			s.Rates[string(by)] = rateEntries(tracking.Rates(one.standings, by))
		}
		for _, section := range one.sections {
			s.Sections = append(s.Sections, sectionEntry{section.section.Name, section.done, section.asked})
		}
		for _, standing := range one.standings {
			s.Units = append(s.Units, unitEntry{standing.Unit.Key, standing.Unit.Name, string(standing.State()), standing.Refused, f.queries[[2]string{one.set.ID, standing.Unit.Key}]})
		}
		s.First, s.Last = moment(one.first), moment(one.last)
		d.Sets = append(d.Sets, s)
	}
	for _, o := range f.others {
		d.Others = append(d.Others, otherStatus{o.set.ID, o.count})
	}
	return d
}

func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

func rateEntries(rates []tracking.Rate) []rateEntry {
	list := make([]rateEntry, len(rates))
	for i, r := range rates {
		list[i] = rateEntry{
			Key: r.Key, Name: r.Name, Tier: string(r.Tier), Units: r.Units, Answered: r.Answered, Rate: known(r.Share()),
			Inhabitants: r.Inhabitants, InhabitantsAnswered: r.InhabitantsAnswered, InhabitantRate: known(r.InhabitantShare()), States: stateCounts(r.States),
		}
	}
	return list
}

func known(value float64, ok bool) *float64 {
	if !ok {
		return nil
	}
	return &value
}
