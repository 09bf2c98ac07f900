package cmd

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"

	"bestand.example/itbestand/export"
	"bestand.example/itbestand/questionnaires"
	"bestand.example/itbestand/store"
	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/evaluate"
	"bestand.example/itbestand/survey/parser"
)

// computed is an evaluation over the responses of one wave of a central file.
type computed struct {
	*evaluate.Result
	chosen    *chosen
	wave      string
	date      survey.Date // reference date of the wave; zero: each response names its own
	responses int         // that figures may come from
	others    int         // of other waves

	population []survey.Unit
	list       []evaluate.Answered
}

// evaluation computes what a workbook says beyond the answers, by the
// evaluation that evaluationFor chooses. Nil where there is none.
func (a *app) evaluation(ctx context.Context, central *store.File, o exportOptions, held []store.Held, used []*survey.Questionnaire, sets *editions) (result *export.Evaluation, err error) {
	c, err := a.compute(ctx, central, o.leaves(), o.evaluation, o.wave, held, used, sets)
	if c == nil || err != nil {
		return nil, err
	}
	a.sayInstead(c, central)
	result = exportEvaluation(c.Result, c.date, c.responses)
	result.Origin = c.chosen.from
	if c.others > 0 {
		result.LeftOut = append(result.LeftOut, export.LeftOut{Reason: "wave", Count: c.others})
	}
	before, err := a.earlier(ctx, central, c, o, held)
	if err != nil {
		return nil, err
	}
	if before != nil {
		defer func() { err = cmp.Or(err, before.close()) }()
	}
	if err := a.stand(central, c, before, result); err != nil || before == nil {
		return result, err
	}
	result.Monitoring, err = a.monitoring(central, c, before)
	return result, err
}

// compute computes an evaluation, for the project or to pass it on.
func (a *app) compute(ctx context.Context, central *store.File, toPassOn bool, ref, named string, held []store.Held, used []*survey.Questionnaire, sets *editions) (*computed, error) {
	id, date, err := a.fielded(central, named, held)
	if err != nil {
		return nil, err
	}
	chosen, err := a.evaluationFor(central, ref, id, used, sets)
	if chosen == nil || err != nil {
		return nil, err
	}
	population, err := central.Population()
	if err != nil {
		return nil, err
	}
	responses, others := counting(ctx, sets, held, id)
	var units []survey.Unit
	if population != nil {
		units = population.Units
	}
	result, err := evaluate.Task{Evaluation: chosen.Evaluation, Population: units, Responses: responses, Reference: date, ToPassOn: toPassOn}.Compute()
	return &computed{result, chosen, id, date, len(responses), others, units, responses}, err
}

// fielded is the wave that figures are about, and its reference date: the one
// that is named, or else the newest. The date is zero where the file does not
// carry the wave; each response names its own then.
func (a *app) fielded(central *store.File, named string, held []store.Held) (id string, date survey.Date, err error) {
	wave, err := waveIn(central, named)
	switch {
	case err != nil:
		return "", survey.Date{}, err
	case wave != nil:
		return wave.ID, wave.ReferenceDate, nil
	case named == "":
		return held[len(held)-1].Response.Wave, survey.Date{}, nil
	}
	if !slices.ContainsFunc(held, func(h store.Held) bool { return h.Response.Wave == named }) {
		return "", survey.Date{}, a.failIn("figures", exitUsage, "wave", survey.CleanLine(named))
	}
	return named, survey.Date{}, nil
}

// counting lists the responses of a wave that figures may come from: none that
// somebody decided against, and none in conflict. Others is how many belong to
// another wave.
func counting(ctx context.Context, sets *editions, held []store.Held, wave string) (responses []evaluate.Answered, others int) {
	for _, h := range held {
		if h.Rejected || h.Response.Wave != wave {
			if !h.Rejected {
				others++
			}
			continue
		}
		responses = append(responses, evaluate.Answered{Response: sets.carried(h), Read: func() (*survey.Response, error) {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			r, _, err := sets.load(h)
			return r, err
		}})
	}
	return responses, others
}

// chosen is the evaluation that figures are made by, and where it comes from.
type chosen struct {
	*survey.Evaluation
	from    export.Origin
	instead *store.Evaluation // the central file carries this one, and another was named; nil: it is the same, or of another id
}

// evaluationFor is the evaluation that is named; else the one that the central
// file carries for the wave; else the one of the program that reads a set to
// which there are responses.
func (a *app) evaluationFor(central *store.File, ref, wave string, used []*survey.Questionnaire, held *editions) (*chosen, error) {
	carried, whose, err := carriedFor(central, wave)
	switch {
	case err != nil:
		return nil, err
	case ref != "":
		return a.namedEvaluation(ref, carried, held)
	case carried != nil:
		return a.carriedEvaluation(carried, whose, held)
	}
	return a.fittingEvaluation(used, held)
}

// carriedFor is what the central file carries for a wave, or else for all waves
// that have nothing of their own, and for which of them: the id of the wave, or
// the empty text.
func carriedFor(central *store.File, wave string) (e *store.Evaluation, whose string, err error) {
	if e, err = central.Evaluation(wave); e != nil || err != nil || wave == "" {
		return e, wave, err
	}
	e, err = central.Evaluation("")
	return e, "", err
}

func (a *app) namedEvaluation(ref string, carried *store.Evaluation, held *editions) (*chosen, error) {
	r, err := a.offerNamed(ref)
	if err != nil {
		return nil, err
	}
	if err := a.readOffered(r, held.sets); err != nil {
		return nil, err
	}
	c := &chosen{Evaluation: r.Evaluation, from: export.Origin{From: export.FromFile, Name: filepath.Base(ref)}}
	if !isPath(ref) {
		c.from = export.Origin{From: export.FromProgram}
	}
	if carried != nil && carried.ID == c.ID && carried.Digest != c.Digest {
		c.instead = carried
	}
	return c, nil
}

// carriedEvaluation reads an evaluation from the central file alone: nothing
// that the program brings along today changes what it says.
func (a *app) carriedEvaluation(carried *store.Evaluation, wave string, held *editions) (*chosen, error) {
	beside := func(ref, version string) (*survey.Questionnaire, error) {
		for _, s := range carried.Sets {
			if (s.ID == ref || s.Short == ref) && (version == "" || s.Version == version) {
				set, err := setOf(s.Files)
				if err != nil {
					return nil, err
				}
				return set.Questionnaire, nil
			}
		}
		return nil, nil // the parser says which set is missing, and where it is named
	}
	e, _, err := parser.Evaluation(memoryFS(carried.Files), carried.Files[0].Name, firstOf(held.sets, beside))
	var wrong *parser.Errors
	switch {
	case errors.As(err, &wrong):
		fmt.Fprint(a.err, wrong.Render(a.words))
		return nil, a.failIn("figures", exitSet, "carried", carried.ID, carried.Version, argument(held.central.Path()))
	case err != nil:
		return nil, err
	}
	return &chosen{Evaluation: e, from: export.Origin{From: export.FromCentral, Name: wave}}, nil
}

// fittingEvaluation finds in the program an evaluation that reads a set to which
// there are responses; nil where there is none.
func (a *app) fittingEvaluation(used []*survey.Questionnaire, held *editions) (*chosen, error) {
	for _, id := range embedded("evaluation") {
		if !readsAny(parser.Uses(questionnaires.Files, id+".yaml"), used) {
			continue // to compile it takes time and some 20 MB
		}
		e, _, err := parser.Evaluation(questionnaires.Files, id+".yaml", firstOf(held.sets, a.setsNear(questionnaires.Files)))
		var wrong *parser.Errors
		switch {
		case errors.As(err, &wrong): // the sets of this file are others than it was made for
		case err != nil:
			return nil, err
		case slices.ContainsFunc(e.Sets(), func(set *survey.Questionnaire) bool { return slices.Contains(used, set) }):
			return &chosen{Evaluation: e, from: export.Origin{From: export.FromProgram}}, nil
		}
	}
	return nil, nil
}

// readsAny reports whether one of the sets is among those named by id or short
// name.
func readsAny(names []string, sets []*survey.Questionnaire) bool {
	return slices.ContainsFunc(sets, func(set *survey.Questionnaire) bool {
		return slices.Contains(names, set.ID) || slices.Contains(names, set.Short)
	})
}

// firstOf gives a set from the first that has it.
func firstOf(all ...parser.Sets) parser.Sets {
	return func(ref, version string) (*survey.Questionnaire, error) {
		for _, sets := range all {
			if set, err := sets(ref, version); set != nil || err != nil {
				return set, err
			}
		}
		return nil, nil
	}
}
