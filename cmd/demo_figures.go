package cmd

import (
	"context"
	"time"

	"bestand.example/itbestand/store"
	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/evaluate"
)

// demoReport is what came of the demonstration.
type demoReport struct {
	merged    store.Report
	responses int
	figures   demoFigures
}

// demoFigures counts what the evaluation says.
type demoFigures struct {
	indicators, known int // indicators, and those that have a value
	rules, units      int // measures that hold somewhere, and the units in which they do
}

// demoCentral merges the returns, writes the workbook and evaluates.
func (a *app) demoCentral(ctx context.Context, kit *demoKit, plan *demoPlan, o demoOptions) (report *demoReport, err error) {
	central, err := a.openCentral(o.central(), kit.sets)
	if err != nil {
		return nil, err
	}
	defer func() { err = closing(central, err) }()
	if err := central.SetPopulation(plan.units); err != nil {
		return nil, err
	}
	if err := kit.invite(central, plan); err != nil {
		return nil, err
	}
	report = &demoReport{}
	parsed := func(id, version, _ string) (*survey.Questionnaire, error) { return kit.find(id, version) }
	if report.merged, err = central.Merge(ctx, []string{o.returns()}, store.MergeOptions{Set: parsed, At: time.Now(), Progress: a.onTerminal("progress.files")}); err != nil {
		return nil, err
	}
	if report.merged.Refused > 0 {
		a.sayMerged(report.merged, o.central())
		return nil, told(exitPartly)
	}
	if _, err := a.writeBook(ctx, central, exportOptions{out: o.book(), quiet: true}); err != nil {
		return nil, err
	}
	return report, report.evaluate(central, kit, plan)
}

// invite lets the central file know the wave, by what it is evaluated, and that
// all units were invited.
func (k *demoKit) invite(central *store.File, plan *demoPlan) error {
	if err := central.AddWave(store.Wave{ID: k.wave.ID, Digest: k.wave.Digest}, k.waveFiles); err != nil {
		return err
	}
	if err := central.SetEvaluation(k.wave.ID, k.rules); err != nil {
		return err
	}
	mails := map[string]string{}
	for _, u := range plan.units.Units {
		mails[u.Key] = "info@verwaltung-" + u.Key + ".example"
	}
	return central.SetInvited(k.wave.ID, mails)
}

func (r *demoReport) evaluate(central *store.File, kit *demoKit, plan *demoPlan) error {
	held, err := central.Responses()
	if err != nil {
		return err
	}
	var responses []evaluate.Answered
	for _, h := range held {
		if h.Rejected {
			continue
		}
		responses = append(responses, evaluate.Answered{Response: h.Response, Read: func() (*survey.Response, error) {
			r, _, err := central.Load(h.Nr)
			return r, err
		}})
	}
	r.responses = len(responses)
	result, err := evaluate.Task{Evaluation: kit.evaluation, Population: plan.units.Units, Responses: responses, Reference: kit.wave.ReferenceDate}.Compute()
	if err != nil {
		return err
	}
	r.figures = countFigures(result)
	return nil
}

func countFigures(result *evaluate.Result) demoFigures {
	var f demoFigures
	for _, indicators := range [][]*survey.Indicator{result.Evaluation.Indicators, result.Evaluation.Fields} {
		for _, i := range indicators {
			f.indicators++
			for _, v := range result.Of(i.Name) {
				if v.Known {
					f.known++
					break
				}
			}
		}
	}
	rules, units := map[string]bool{}, map[string]bool{}
	for _, hit := range result.Measures {
		rules[hit.Measure.Name] = true
		if hit.Unit.Key != "" {
			units[hit.Unit.Key] = true
		}
	}
	f.rules, f.units = len(rules), len(units)
	return f
}
