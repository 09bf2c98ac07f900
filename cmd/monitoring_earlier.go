package cmd

import (
	"context"
	"slices"

	"bestand.example/itbestand/store"
	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/evaluate"
)

// earlier is the wave that a later one is compared with: its responses as
// answers to the sets of the later one's evaluation.
type earlier struct {
	*evaluate.Result
	wave, title string
	date        survey.Date
	apart       bool // it is in a central file of its own
	population  []survey.Unit
	responses   []evaluate.Answered
	sets        []*survey.Questionnaire // versions that were answered
	standings   *standings

	close func() error // its answers are read until then
}

// earlier computes the wave before; nil where there is none. Whoever gets one
// closes it.
func (a *app) earlier(ctx context.Context, central *store.File, c *computed, o exportOptions, held []store.Held) (before *earlier, err error) {
	before = &earlier{apart: o.previous != "", close: func() error { return nil }}
	if before.apart {
		if err := a.mustExist(o.previous); err != nil {
			return nil, err
		}
		if central, err = a.openCentralAs(o.previous, false); err != nil {
			return nil, err
		}
		before.close = func() error { return closing(central, nil) }
		defer func() {
			if err != nil {
				err = closing(central, err)
			}
		}()
		if held, err = central.Responses(); err != nil {
			return nil, err
		}
		if len(held) == 0 {
			return nil, a.usage("export_empty", argument(central.Path()))
		}
	}
	if before.wave, before.date, err = a.waveBefore(central, c, o, held); err != nil || before.wave == "" && !before.apart {
		return nil, err
	}
	if err := before.load(ctx, central, c.Evaluation, held); err != nil {
		return nil, err
	}
	if len(before.responses) == 0 {
		return nil, a.failIn("monitoring", exitUsage, "nothing_before")
	}
	before.Result, err = evaluate.Task{Evaluation: c.Evaluation, Population: before.population, Responses: before.responses, Reference: before.date}.Compute()
	if err != nil {
		return nil, err
	}
	if wave, err := waveIn(central, before.wave); err != nil {
		return nil, err
	} else if wave != nil {
		before.title = wave.Title.In(a.words.Lang())
	}
	before.standings, err = standingsIn(central, c.Evaluation.ID, before.wave)
	return before, err
}

// waveBefore chooses the wave: the one that is named; in a file of its own the
// newest; else the latest before the other by reference date to which there are
// responses.
func (a *app) waveBefore(central *store.File, c *computed, o exportOptions, held []store.Held) (string, survey.Date, error) {
	switch {
	case o.previous != "":
		return a.fielded(central, o.previousWave, held)
	case o.previousWave == c.wave && o.previousWave != "":
		return "", survey.Date{}, a.failIn("monitoring", exitUsage, "same_wave", survey.CleanLine(c.wave))
	case o.previousWave != "":
		return a.fielded(central, o.previousWave, held)
	}
	waves, err := wavesBefore(central, c.wave)
	for _, w := range waves {
		if slices.ContainsFunc(held, func(h store.Held) bool { return h.Response.Wave == w.ID && !h.Rejected }) {
			return w.ID, w.ReferenceDate, err
		}
	}
	return "", survey.Date{}, err
}

// load reads the responses of the wave, each as an answer to the version of its
// set that the evaluation reads. Those to a newer version stay out: nothing
// leads back.
func (e *earlier) load(ctx context.Context, central *store.File, evaluation *survey.Evaluation, held []store.Held) error {
	editions, err := readEditions(central)
	if err != nil {
		return err
	}
	population, err := central.Population()
	if err != nil {
		return err
	}
	if population != nil {
		e.population = slices.Clone(population.Units)
	}
	for _, h := range held {
		if h.Rejected || h.Response.Wave != e.wave {
			continue
		}
		at := slices.IndexFunc(evaluation.Sets(), func(s *survey.Questionnaire) bool { return s.ID == h.Response.SetID })
		if at < 0 {
			continue
		}
		if err := e.take(ctx, central, editions, evaluation.Sets()[at], h, population); err != nil {
			return err
		}
	}
	return nil
}

func (e *earlier) take(ctx context.Context, central *store.File, editions *editions, to *survey.Questionnaire, h store.Held, population *survey.Population) error {
	r := *h.Response
	at := slices.IndexFunc(editions.held, func(s store.Set) bool { return s.ID == r.SetID && s.Version == r.SetVersion })
	from, err := editions.parse(editions.held[at])
	if err != nil {
		return err
	}
	if !slices.Contains(e.sets, from) {
		e.sets = append(e.sets, from)
	}
	older := survey.CompareVersions(from.Version, to.Version) < 0
	if older {
		r.SetVersion = to.Version
	}
	// A unit that was renamed since is not in the list any more.
	if u := r.Unit; survey.ValidUnitKey(u.Key) && len(e.population) > 0 && !population.Has(u.Key) &&
		!slices.ContainsFunc(e.population, func(o survey.Unit) bool { return o.Key == u.Key }) {
		e.population = append(e.population, u)
	}
	e.responses = append(e.responses, evaluate.Answered{Response: &r, Read: func() (*survey.Response, error) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		r, _, err := central.Load(h.Nr)
		if err == nil && older {
			r, _ = survey.Carry(from, to, r)
		}
		return r, err
	}})
	return nil
}
