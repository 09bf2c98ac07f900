package cmd

import (
	"cmp"
	"context"
	"errors"
	"fmt"
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
	wave      string
	date      survey.Date // reference date of the wave; zero: each response names its own
	responses int         // that figures may come from
	others    int         // of other waves

	population []survey.Unit
	list       []evaluate.Answered
}

// evaluation computes what a workbook says beyond the answers, by the
// evaluation that is named, or else by one that fits. Nil where none does.
func (a *app) evaluation(ctx context.Context, central *store.File, o exportOptions, held []store.Held, used []*survey.Questionnaire, sets *editions) (result *export.Evaluation, err error) {
	c, err := a.compute(ctx, central, o.leaves(), o.evaluation, o.wave, held, used, sets)
	if c == nil || err != nil {
		return nil, err
	}
	result = exportEvaluation(c.Result, c.date, c.responses)
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
	e, err := a.evaluationFor(ref, used, sets)
	if e == nil || err != nil {
		return nil, err
	}
	id, date, err := a.fielded(central, named, held)
	if err != nil {
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
	result, err := evaluate.Task{Evaluation: e, Population: units, Responses: responses, Reference: date, ToPassOn: toPassOn}.Compute()
	return &computed{result, id, date, len(responses), others, units, responses}, err
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

// evaluationFor is the evaluation that is named, or the one of the program that
// reads a set to which there are responses.
func (a *app) evaluationFor(ref string, used []*survey.Questionnaire, held *editions) (*survey.Evaluation, error) {
	sets := a.setsIn(held)
	if ref != "" {
		return a.namedEvaluation(ref, sets)
	}
	for _, id := range embedded("evaluation") {
		if !readsAny(parser.Uses(questionnaires.Files, id+".yaml"), used) {
			continue // to compile it takes time and some 20 MB
		}
		e, _, err := parser.Evaluation(questionnaires.Files, id+".yaml", sets)
		var wrong *parser.Errors
		switch {
		case errors.As(err, &wrong): // the sets of this file are others than it was made for
		case err != nil:
			return nil, err
		case slices.ContainsFunc(e.Sets(), func(set *survey.Questionnaire) bool { return slices.Contains(used, set) }):
			return e, nil
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

func (a *app) namedEvaluation(ref string, sets parser.Sets) (*survey.Evaluation, error) {
	fsys, name := home(ref)
	near := a.setsNear(fsys)
	e, _, err := parser.Evaluation(fsys, name, func(id, version string) (*survey.Questionnaire, error) {
		if set, err := sets(id, version); set != nil || err != nil {
			return set, err
		}
		return near(id, version)
	})
	var wrong *parser.Errors
	if errors.As(err, &wrong) {
		fmt.Fprint(a.err, wrong.Render(a.words))
		return nil, a.fail(exitSet, "evaluation_wrong", len(wrong.Findings))
	}
	return e, err
}

// setsIn gives the question sets that a central file holds, in their newest
// version unless another one is named, and those in the program.
func (a *app) setsIn(held *editions) parser.Sets {
	return func(ref, version string) (*survey.Questionnaire, error) {
		all := held.newest()
		if version != "" {
			all = held.held
		}
		for _, s := range all {
			if (s.ID == ref || s.Short == ref) && (version == "" || s.Version == version) {
				return held.parse(s)
			}
		}
		return a.setsNear(questionnaires.Files)(ref, version)
	}
}
