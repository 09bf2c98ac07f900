package cmd

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"bestand.example/itbestand/export"
	"bestand.example/itbestand/store"
	"bestand.example/itbestand/survey"
)

// book gathers from a central file all that a workbook is made of. Its times
// come from the file, so that the same file gives the same workbook.
func (a *app) book(ctx context.Context, central *store.File, o exportOptions, held []store.Held) (*export.Book, error) {
	if len(held) == 0 {
		return nil, a.usage("export_empty", argument(central.Path()))
	}
	sources, err := central.Sources()
	if err != nil {
		return nil, err
	}
	editions, err := readEditions(central)
	if err != nil {
		return nil, err
	}
	sets, err := usedSets(editions, held)
	if err != nil {
		return nil, err
	}
	anonymous, err := anonymousSets(central)
	if err != nil {
		return nil, err
	}
	decided, err := central.Decisions()
	if err != nil {
		return nil, err
	}
	forgotten, err := central.Forgettings()
	if err != nil {
		return nil, err
	}
	digest, err := central.Digest()
	if err != nil {
		return nil, err
	}
	units := map[string]survey.Unit{}
	for _, h := range held {
		if survey.ValidUnitKey(h.Response.Unit.Key) {
			units[h.Response.Unit.Key] = h.Response.Unit
		}
	}
	population, err := central.Population()
	if err != nil {
		return nil, err
	}
	territory, err := central.Territory()
	if err != nil {
		return nil, err
	}
	for key := range units {
		if u, ok := population.Unit(key); ok {
			units[key] = u
		}
	}
	fieldwork, err := a.bookFieldwork(central)
	if err != nil {
		return nil, err
	}
	figures, err := a.evaluation(ctx, central, o, held, sets, editions)
	if err != nil {
		return nil, err
	}
	return &export.Book{
		Audience: export.Audience(o.audience), Title: a.bookTitle(sets), Program: "itbestand " + Version, Example: invented(held), Created: newest(sources), Digest: digest,
		Sets: sets, Units: knownUnits(population, units), Responses: a.responses(ctx, editions, held, sources, population), Sources: a.sources(sources, units, anonymous),
		Notes:      slices.Concat(a.notes(sources, decided, units), a.formerNotes(held, population, territory), a.forgottenNotes(forgotten, units)),
		Fieldwork:  fieldwork,
		Evaluation: figures,
	}, nil
}

// bookTitle names the sets that a workbook is about; many of them by their short
// names, because a title has one line.
func (a *app) bookTitle(sets []*survey.Questionnaire) string {
	var titles, shorts []string
	for _, set := range sets {
		titles, shorts = append(titles, set.Title.In(a.words.Lang())), append(shorts, set.Short)
	}
	if len(sets) > 2 {
		return a.words.T("cmd.book_many", len(sets), strings.Join(shorts, ", "))
	}
	return strings.Join(titles, ", ")
}

// knownUnits are the units whose names the file knows: those of its population
// and those that answered.
func knownUnits(population *survey.Population, answered map[string]survey.Unit) []survey.Unit {
	known := slices.Collect(maps.Values(answered))
	if population != nil {
		known = append(known, population.Units...)
	}
	return known
}

// usedSets parses the question sets that there are responses to, each in its
// newest version, in the order in which the file lists them.
func usedSets(editions *editions, held []store.Held) ([]*survey.Questionnaire, error) {
	used := map[string]bool{}
	for _, h := range held {
		used[h.Response.SetID] = true
	}
	var sets []*survey.Questionnaire
	for _, s := range editions.newest() {
		if !used[s.ID] {
			continue
		}
		set, err := editions.parse(s)
		if err != nil {
			return nil, err
		}
		sets = append(sets, set)
	}
	return sets, nil
}

// invented reports whether all units are made up, as those of the
// demonstration are: no Land has their keys.
func invented(held []store.Held) bool {
	any := false
	for _, h := range held {
		u := h.Response.Unit
		if u == survey.Project() || u == (survey.Unit{}) {
			continue // tells nothing
		}
		if !u.Invented() {
			return false
		}
		any = true
	}
	return any
}

func newest(sources []store.Source) time.Time {
	var t time.Time
	for _, s := range sources {
		if s.ReadAt.After(t) {
			t = s.ReadAt
		}
	}
	return t.Local()
}

// responses hands the responses over one at a time.
func (a *app) responses(ctx context.Context, editions *editions, held []store.Held, sources []store.Source, population *survey.Population) func(func(export.Response) error) error {
	files := map[[2]string]string{}
	for _, s := range sources {
		if s.Standing == store.Counts || s.Standing == store.Conflicts {
			for _, r := range s.Responses {
				files[r] = s.Name
			}
		}
	}
	return func(yield func(export.Response) error) error {
		told := map[string]bool{}
		for _, h := range held {
			if err := ctx.Err(); err != nil {
				return err
			}
			if h.Rejected {
				continue // Quellen and Plausibilität tell of it
			}
			r, lost, err := editions.load(h)
			if err != nil {
				return err
			}
			about, _ := population.Unit(r.Unit.Key)
			one := export.Response{Response: r, HandedIn: h.Response.SetVersion, About: about, Conflict: h.Conflict, Source: files[[2]string{r.ID, r.Digest}]}
			one.Notes = a.lossNotes(editions, &one, lost, told)
			if err := yield(one); err != nil {
				return err
			}
		}
		return nil
	}
}

// notes are the findings of the merge: decisions between versions, files that
// were refused, and returns that a later one replaced.
func (a *app) notes(sources []store.Source, decisions []store.Decision, units map[string]survey.Unit) []export.Note {
	notes := a.decided(decisions, units)
	for _, s := range sources {
		switch s.Standing {
		case store.Refused:
			sentence, _ := s.Refusal.Say(a.words)
			notes = append(notes, export.Note{Severity: export.Fault, Kind: export.NoteRefused, Source: s.Name, Text: sentence})
		case store.Waiting:
			notes = append(notes, export.Note{Kind: export.NoteMerge, Unit: unitOf(units, s.UnitKey), SetID: s.SetID, Source: s.Name, Text: a.words.T("query.source_waiting")})
		case store.Superseded:
			text := a.words.T("cmd.note_superseded", s.Revision, survey.ShortDigest(s.Digest))
			notes = append(notes, export.Note{Kind: export.NoteMerge, Unit: unitOf(units, s.UnitKey), SetID: s.SetID, Source: s.Name, Text: text})
		}
	}
	return notes
}

// decided tells of the decisions in force.
func (a *app) decided(decisions []store.Decision, units map[string]survey.Unit) []export.Note {
	var notes []export.Note
	for _, d := range decisions {
		if !d.InForce {
			continue
		}
		var dropped []string
		for _, digest := range d.Digests {
			if digest != d.Digest {
				dropped = append(dropped, survey.ShortDigest(digest))
			}
		}
		notes = append(notes, export.Note{
			Kind: export.NoteConflict, Unit: unitOf(units, d.Unit.Key), SetID: d.SetID, Value: survey.ShortDigest(d.Digest), Dropped: strings.Join(dropped, ", "),
			Text: a.words.T("resolve.note", d.By, d.At.Local().Format("02.01.2006")), Reason: d.Reason,
		})
	}
	return notes
}

func unitOf(units map[string]survey.Unit, key string) survey.Unit {
	if u, ok := units[key]; ok {
		return u
	}
	return survey.Unit{Key: key}
}

var decisions = map[store.Standing]export.Decision{
	store.Counts: export.Accepted, store.Conflicts: export.Conflicting, store.Rejected: export.Outvoted, store.Copy: export.Unchanged,
	store.Superseded: export.Older, store.Forgotten: export.Forgotten, store.Begun: export.Begun, store.Refused: export.Refused,
	store.Waiting: export.Waiting,
}

// sources lists the files that were read. Those of an anonymous set are counted
// together, because a name could tell whose it is.
func (a *app) sources(sources []store.Source, units map[string]survey.Unit, anonymous map[string]bool) []export.Source {
	var list []export.Source
	counted := map[string]int{}
	for _, s := range sources {
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
		if anonymous[s.SetID] {
			key := s.SetID + " " + s.SetVersion + " " + string(one.Decision)
			if at, ok := counted[key]; ok {
				list[at].Files++
				continue
			}
			counted[key] = len(list)
			one = export.Source{Files: 1, SetID: s.SetID, SetVersion: s.SetVersion, Decision: one.Decision}
		}
		list = append(list, one)
	}
	return list
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
