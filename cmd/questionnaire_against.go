package cmd

import (
	"fmt"

	"bestand.example/itbestand/survey"
)

// againstReport is what questionnaire check --against --json prints.
type againstReport struct {
	Set         string           `json:"questionnaire"`
	Old         string           `json:"old_version"`
	New         string           `json:"new_version"`
	Breaks      bool             `json:"breaks"`
	Differences []differenceLine `json:"differences"`
}

type differenceLine struct {
	Kind     string   `json:"kind"`
	Question string   `json:"question,omitempty"`
	Args     []string `json:"args,omitempty"`
	Breaks   bool     `json:"breaks"`
	Message  string   `json:"message"`
}

// runAgainst says in what a question set differs from an older version of it,
// and refuses what would break stored answers.
func (a *app) runAgainst(set *loadedSet, oldRef string, asJSON bool) error {
	old, err := a.loadSet(oldRef)
	if err != nil {
		return err
	}
	found := survey.Compare(old.Questionnaire, set.Questionnaire)
	broken := 0
	report := againstReport{Set: set.ID, Old: old.Version, New: set.Version, Breaks: survey.Breaks(found), Differences: []differenceLine{}}
	for _, d := range found {
		report.Differences = append(report.Differences, differenceLine{string(d.Kind), d.Question, d.Args, d.Kind.Breaks(), d.Say(a.words)})
		if d.Kind.Breaks() {
			broken++
		}
	}
	if asJSON {
		if err := a.json(report); err != nil || broken == 0 {
			return err
		}
		return told(exitSet)
	}
	a.listDifferences("against_breaks", found, true)
	a.listDifferences("against_known", found, false)
	if broken > 0 {
		return a.fail(exitSet, "against", set.ID, set.Version, old.Version, broken)
	}
	fmt.Fprintln(a.err, a.words.T("cmd.against_fine", set.ID, set.Version, old.Version, len(found)))
	return nil
}

// listDifferences prints those that break stored answers, or the others.
func (a *app) listDifferences(title string, found []survey.Difference, breaks bool) {
	var lines []string
	for _, d := range found {
		if d.Kind.Breaks() == breaks {
			lines = append(lines, a.difference(d))
		}
	}
	if len(lines) == 0 {
		return
	}
	fmt.Fprintf(a.out, "%s (%d)\n", a.words.T("cmd."+title), len(lines))
	for _, line := range lines {
		fmt.Fprintf(a.out, "  %s\n", line)
	}
}
