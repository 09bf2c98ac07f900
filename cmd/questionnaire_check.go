package cmd

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/parser"
)

type checkOptions struct {
	ref     string
	against string // an older version of the set
	trials  int    // how many responses a dry run answers; 0: none
	seed    uint64
	json    bool
}

func (a *app) questionnaireCheckCmd() *cobra.Command {
	var o checkOptions
	c := a.command("check "+a.words.T("cmd.arg_set"), "questionnaire_check")
	c.Args = a.args(1, 1)
	c.Flags().BoolVar(&o.json, "json", false, a.words.T("cmd.flag_json"))
	c.Flags().StringVar(&o.against, "against", "", a.words.T("cmd.flag_against"))
	c.Flags().IntVar(&o.trials, "trial", 0, a.words.T("cmd.flag_trial"))
	c.Flags().Uint64Var(&o.seed, "seed", 1, a.words.T("cmd.flag_trial_seed"))
	c.RunE = func(_ *cobra.Command, args []string) error {
		o.ref = args[0]
		return a.runQuestionnaireCheck(o)
	}
	return c
}

func (a *app) runQuestionnaireCheck(o checkOptions) error {
	if o.against != "" && o.trials > 0 {
		return a.usage("flags_exclude", "--against", "--trial")
	}
	if kind, other := otherKind(o.ref); other && o.against == "" {
		return a.runOtherCheck(o.ref, kind, o.json)
	}
	fsys, name, err := a.findSet(o.ref)
	if err != nil {
		return err
	}
	set, files, findings, err := parser.Check(fsys, name)
	var wrong *parser.Errors
	if err != nil && !errors.As(err, &wrong) {
		return err
	}
	switch {
	case err == nil && o.against != "":
		return a.runAgainst(&loadedSet{set, files}, o.against, o.json)
	case err == nil && o.trials > 0 && o.json:
		return a.runTrial(set, o.trials, o.seed, true)
	case o.json:
		return a.checkAsJSON(findings, wrong)
	}
	fmt.Fprint(a.err, parser.Render(parser.Brief(findings), a.words))
	if wrong != nil {
		return a.fail(exitSet, "set_wrong", len(wrong.Findings))
	}
	fmt.Fprintln(a.out, a.words.T("cmd.set_fine", set.ID, set.Version, len(set.Questions()), survey.ShortDigest(set.Digest)))
	if len(findings) > 0 {
		fmt.Fprintln(a.err, a.words.T("cmd.set_hints", len(findings)))
	}
	if o.trials > 0 {
		return a.runTrial(set, o.trials, o.seed, false)
	}
	return nil
}

// issue is a finding about a question set as a program reads it.
type issue struct {
	File     string          `json:"file"`
	Line     int             `json:"line"`
	Column   int             `json:"column"`
	Code     string          `json:"code"`
	Severity parser.Severity `json:"severity"`
	Message  string          `json:"message"`
	Hint     string          `json:"hint"` // what was probably meant, or empty
}

func (a *app) checkAsJSON(findings []parser.Finding, wrong *parser.Errors) error {
	list := make([]issue, len(findings))
	for i, f := range findings {
		list[i] = issue{f.File, f.Line, f.Column, f.Code, f.Severity(), f.Sentence(a.words), f.Nearest(a.words)}
	}
	if err := a.json(list); err != nil || wrong == nil {
		return err
	}
	return told(exitSet)
}
