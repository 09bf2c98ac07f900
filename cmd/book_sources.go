package cmd

import (
	"bestand.example/itbestand/export"
	"bestand.example/itbestand/store"
	"bestand.example/itbestand/survey"
)

// decisions say in the workbook's words what a file counts for.
var decisions = map[store.Standing]export.Decision{
	store.Counts: export.Accepted, store.Conflicts: export.Conflicting, store.Rejected: export.Outvoted, store.Copy: export.Unchanged,
	store.Superseded: export.Older, store.Forgotten: export.Forgotten, store.Begun: export.Begun, store.Refused: export.Refused,
	store.Waiting: export.Waiting,
}

// sources lists the files that were read. Those of an anonymous set are counted
// together, because a name could tell whose it is.
func (a *app) sources(c *contents) []export.Source {
	var list []export.Source
	counted := map[string]int{}
	for _, s := range c.sources {
		if !c.anonymous[s.SetID] {
			list = append(list, a.source(s, c.units))
			continue
		}
		one := export.Source{Files: 1, SetID: s.SetID, SetVersion: s.SetVersion, Decision: decisions[s.Standing]}
		key := s.SetID + " " + s.SetVersion + " " + string(one.Decision)
		if at, ok := counted[key]; ok {
			list[at].Files++
			continue
		}
		counted[key] = len(list)
		list = append(list, one)
	}
	return list
}

func (a *app) source(s store.Source, units map[string]survey.Unit) export.Source {
	one := export.Source{
		File: s.Name, Unit: unitOf(units, s.UnitKey), SetID: s.SetID, SetVersion: s.SetVersion, Revision: s.Revision,
		Merged: s.ReadAt.Local(), SHA256: s.SHA256, Decision: decisions[s.Standing],
	}
	switch {
	case s.Refusal != nil:
		one.Reason, _ = s.Refusal.Say(a.words)
	case s.Standing == store.Waiting:
		one.Reason = a.words.T("query.source_waiting")
	case s.Supplement:
		one.Reason = a.words.T("query.source")
	}
	return one
}

// anonymousSets asks all sets of the file: one to which no response is held may
// have been begun.
func anonymousSets(central *store.File) (map[string]bool, error) {
	sets, err := central.Sets()
	anonymous := map[string]bool{}
	for _, set := range sets {
		anonymous[set.ID] = anonymous[set.ID] || set.Anonymous
	}
	return anonymous, err
}
