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
	c, err := contentsOf(central, held)
	if err != nil {
		return nil, err
	}
	fieldwork, err := a.bookFieldwork(central)
	if err != nil {
		return nil, err
	}
	figures, err := a.evaluation(ctx, central, o, held, c.sets, c.editions)
	if err != nil {
		return nil, err
	}
	return &export.Book{
		Audience: export.Audience(o.audience), Title: a.bookTitle(c.sets), Program: "itbestand " + Version, Example: invented(held), Created: newest(c.sources), Digest: c.digest,
		Sets: c.sets, Units: knownUnits(c.population, c.units), Responses: a.responses(ctx, c, held), Sources: a.sources(c),
		Notes:      slices.Concat(a.notes(c), a.formerNotes(held, c.population, c.territory), a.forgottenNotes(c.forgotten, c.units)),
		Fieldwork:  fieldwork,
		Evaluation: figures,
	}, nil
}

// contents is what a central file holds besides the answers, as a workbook tells
// of it.
type contents struct {
	editions   *editions
	sets       []*survey.Questionnaire // that were answered
	anonymous  map[string]bool         // ids of sets of which nobody is to know who answered
	sources    []store.Source
	decisions  []store.Decision
	forgotten  []store.Forgetting
	digest     string
	population *survey.Population
	territory  *survey.Territory
	units      map[string]survey.Unit // that answered, as the population knows them now
}

func contentsOf(central *store.File, held []store.Held) (*contents, error) {
	c := &contents{}
	for _, read := range []func() error{
		func() (err error) { c.sources, err = central.Sources(); return },
		func() (err error) { c.decisions, err = central.Decisions(); return },
		func() (err error) { c.forgotten, err = central.Forgettings(); return },
		func() (err error) { c.digest, err = central.Digest(); return },
		func() (err error) { c.population, err = central.Population(); return },
		func() (err error) { c.territory, err = central.Territory(); return },
		func() (err error) { c.anonymous, err = anonymousSets(central); return },
		func() (err error) { c.editions, err = readEditions(central); return },
		func() (err error) { c.sets, err = usedSets(c.editions, held); return },
	} {
		if err := read(); err != nil {
			return nil, err
		}
	}
	c.units = answeringUnits(held, c.population)
	return c, nil
}

// answeringUnits are the units that answered, by their keys, as the population
// knows them, or else as they said themselves.
func answeringUnits(held []store.Held, population *survey.Population) map[string]survey.Unit {
	units := map[string]survey.Unit{}
	for _, h := range held {
		key := h.Response.Unit.Key
		if known, ok := population.Unit(key); ok {
			units[key] = known
		} else if survey.ValidUnitKey(key) {
			units[key] = h.Response.Unit
		}
	}
	return units
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

// responses hands the responses over one at a time. What somebody decided against
// is told on Quellen and Plausibilität alone.
func (a *app) responses(ctx context.Context, c *contents, held []store.Held) func(func(export.Response) error) error {
	files := broughtIn(c.sources)
	return func(yield func(export.Response) error) error {
		told := map[string]bool{}
		for _, h := range held {
			if err := ctx.Err(); err != nil {
				return err
			}
			if h.Rejected {
				continue
			}
			one, err := a.response(c, h, files, told)
			if err != nil {
				return err
			}
			if err := yield(one); err != nil {
				return err
			}
		}
		return nil
	}
}

// response reads a response as an answer to the newest version of its set. Told
// are the losses that were noted before.
func (a *app) response(c *contents, h store.Held, files map[[2]string]string, told map[string]bool) (export.Response, error) {
	r, lost, err := c.editions.load(h)
	if err != nil {
		return export.Response{}, err
	}
	about, _ := c.population.Unit(r.Unit.Key)
	one := export.Response{Response: r, HandedIn: h.Response.SetVersion, About: about, Conflict: h.Conflict, Source: files[[2]string{r.ID, r.Digest}]}
	one.Notes = a.lossNotes(c.editions, &one, lost, told)
	return one, nil
}

// broughtIn names the file that each response came in, by its id and digest.
func broughtIn(sources []store.Source) map[[2]string]string {
	files := map[[2]string]string{}
	for _, s := range sources {
		if s.Standing == store.Counts || s.Standing == store.Conflicts {
			for _, r := range s.Responses {
				files[r] = s.Name
			}
		}
	}
	return files
}
