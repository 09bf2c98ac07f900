package cmd

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/sim"
)

// maxTrials is how many responses a dry run answers at most.
const maxTrials = 100_000

// trialReport is what questionnaire check --trial --json prints.
type trialReport struct {
	Set       string         `json:"questionnaire"`
	Version   string         `json:"version"`
	Responses int            `json:"responses"`
	Least     int            `json:"questions_least"`
	Mean      float64        `json:"questions_mean"`
	Most      int            `json:"questions_most"`
	Stuck     map[string]int `json:"stuck"`  // no valid answer found: in how many responses
	Never     []string       `json:"never"`  // asked in no response
	Warned    map[string]int `json:"warned"` // a warning spoke: in how many responses
}

// runTrial answers a set many times at random (Probelauf) and says what a
// consultant wants to know before anybody is asked. What it finds is a hint:
// chance proves nothing.
func (a *app) runTrial(set *survey.Questionnaire, times int, seed uint64, asJSON bool) error {
	if times > maxTrials {
		return a.usage("trials", maxTrials)
	}
	trial, err := sim.Try(set, times, seed)
	if err != nil {
		return err
	}
	report := trialReport{
		Set: set.ID, Version: set.Version, Responses: trial.Responses, Least: trial.Least, Mean: trial.Mean(), Most: trial.Most,
		Stuck: trial.Stuck, Never: append([]string{}, trial.Never(set)...), Warned: trial.Warned,
	}
	if asJSON {
		return a.json(report)
	}
	a.sayTrial(report)
	return nil
}

func (a *app) sayTrial(r trialReport) {
	mean := survey.FormatNumber(fmt.Sprintf("%.0f", r.Mean), a.words.Lang())
	fmt.Fprintln(a.out, a.words.T("cmd.trial_done", r.Responses, r.Least, mean, r.Most))
	for _, name := range slices.Sorted(maps.Keys(r.Stuck)) {
		fmt.Fprintln(a.out, a.words.T("cmd.trial_stuck", name, r.Stuck[name], r.Responses))
	}
	if len(r.Never) > 0 {
		fmt.Fprintln(a.out, a.words.T("cmd.trial_never", strings.Join(r.Never, ", ")))
	}
	for _, name := range slices.Sorted(maps.Keys(r.Warned)) {
		fmt.Fprintln(a.out, a.words.T("cmd.trial_warned", name, r.Warned[name], r.Responses))
	}
}
