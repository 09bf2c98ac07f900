package cmd

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/parser"
)

func (a *app) questionnaireCheckCmd() *cobra.Command {
	var against string
	var asJSON bool
	c := a.command("check "+a.words.T("cmd.arg_set"), "questionnaire_check")
	c.Args = a.args(1, 1)
	c.Flags().BoolVar(&asJSON, "json", false, a.words.T("cmd.flag_json"))
	c.Flags().StringVar(&against, "against", "", a.words.T("cmd.flag_against"))
	c.RunE = func(_ *cobra.Command, args []string) error { return a.runQuestionnaireCheck(args[0], against, asJSON) }
	return c
}

func (a *app) runQuestionnaireCheck(ref, against string, asJSON bool) error {
	if kind, other := otherKind(ref); other && against == "" {
		return a.runOtherCheck(ref, kind, asJSON)
	}
	fsys, name, err := a.findSet(ref)
	if err != nil {
		return err
	}
	set, files, findings, err := parser.Check(fsys, name)
	var wrong *parser.Errors
	if err != nil && !errors.As(err, &wrong) {
		return err
	}
	if err == nil && against != "" {
		return a.runAgainst(&loadedSet{set, files}, against, asJSON)
	}
	if asJSON {
		return a.checkAsJSON(findings, wrong)
	}
	fmt.Fprint(a.err, parser.Render(findings, a.words))
	if wrong != nil {
		return a.fail(exitSet, "set_wrong", len(wrong.Findings))
	}
	fmt.Fprintln(a.out, a.words.T("cmd.set_fine", set.ID, set.Version, len(set.Questions()), survey.ShortDigest(set.Digest)))
	if len(findings) > 0 {
		fmt.Fprintln(a.err, a.words.T("cmd.set_hints", len(findings)))
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
