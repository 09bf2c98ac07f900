package cmd

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"bestand.example/itbestand/questionnaires"
	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/parser"
)

func (a *app) questionnaireCmd() *cobra.Command {
	c := a.command("questionnaire", "questionnaire")
	c.RunE = func(c *cobra.Command, args []string) error {
		if len(args) > 0 {
			return a.nearest("command_unknown", args[0], []string{"list", "check", "show", "schema"})
		}
		return c.Help()
	}
	c.Args = cobra.ArbitraryArgs
	c.AddCommand(a.questionnaireListCmd(), a.questionnaireCheckCmd(), a.questionnaireShowCmd(), a.questionnaireSchemaCmd())
	return c
}

func (a *app) questionnaireListCmd() *cobra.Command {
	c := a.command("list", "questionnaire_list")
	c.Args = a.args(0, 0)
	c.RunE = func(*cobra.Command, []string) error {
		for _, id := range embeddedSets() {
			set, err := a.loadSet(id)
			if err != nil {
				return err
			}
			fmt.Fprintf(a.out, "%-24s %-8s %s\n", set.ID, set.Version, set.Title.In(a.words.Lang()))
		}
		return nil
	}
	return c
}

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
	set, err := a.loadSet(ref)
	var wrong *parser.Errors
	switch {
	case errors.As(err, &wrong) && asJSON:
		if err := a.json(a.issues(wrong)); err != nil {
			return err
		}
		return told(exitSet)
	case err != nil:
		return err
	case against != "":
		return a.runAgainst(set, against, asJSON)
	case asJSON:
		return a.json([]issue{})
	}
	_, err = fmt.Fprintln(a.out, a.words.T("cmd.set_fine", set.ID, set.Version, len(set.Questions()), survey.ShortDigest(set.Digest)))
	return err
}

// issue is a mistake of a question set as a program reads it.
type issue struct {
	File    string `json:"file"`
	Line    int    `json:"line"`
	Column  int    `json:"column"`
	Code    string `json:"code"`
	Message string `json:"message"`
}

func (a *app) issues(wrong *parser.Errors) []issue {
	list := make([]issue, len(wrong.Findings))
	for i, f := range wrong.Findings {
		list[i] = issue{f.File, f.Line, f.Column, f.Code, f.Sentence(a.words)}
	}
	return list
}

// explainSet says what is wrong with a question set: everything, with place
// and excerpt.
func (a *app) explainSet(err error) *failure {
	var wrong *parser.Errors
	if !errors.As(err, &wrong) {
		return nil
	}
	fmt.Fprint(a.err, wrong.Render(a.words))
	return a.fail(exitSet, "set_wrong", len(wrong.Findings))
}

func (a *app) questionnaireSchemaCmd() *cobra.Command {
	c := a.command("schema", "questionnaire_schema")
	c.Args = a.args(0, 0)
	c.RunE = func(*cobra.Command, []string) error {
		schema, err := questionnaires.Files.ReadFile("schema.json")
		if err != nil {
			return err
		}
		_, err = a.out.Write(schema)
		return err
	}
	return c
}

func (a *app) questionnaireShowCmd() *cobra.Command {
	c := a.command("show "+a.words.T("cmd.arg_set"), "questionnaire_show")
	c.Args = a.args(1, 1)
	c.RunE = func(_ *cobra.Command, args []string) error {
		set, err := a.loadSet(args[0])
		if err != nil {
			return err
		}
		a.outline(set.Questionnaire)
		return nil
	}
	return c
}

// outline prints the questions with number, type and condition.
func (a *app) outline(set *survey.Questionnaire) {
	lang := a.words.Lang()
	fmt.Fprintf(a.out, "%s (%s %s)\n", set.Title.In(lang), set.ID, set.Version)
	for i, section := range set.Sections {
		fmt.Fprintf(a.out, "\n%d %s\n", i+1, section.Label.In(lang))
		a.condition("  ", section.Relevant)
		for j, q := range section.Questions {
			a.outlineQuestion(fmt.Sprintf("%d.%d", i+1, j+1), "  ", q)
			for k, column := range q.Questions {
				a.outlineQuestion(fmt.Sprintf("%d.%d.%d", i+1, j+1, k+1), "    ", column)
			}
		}
	}
}

func (a *app) outlineQuestion(number, indent string, q *survey.Question) {
	required := map[survey.Requirement]string{survey.Required: " *", survey.Soft: " +"}[q.Required]
	fmt.Fprintf(a.out, "%s%-7s %s%s  [%s, %s]\n", indent, number, q.Label.In(a.words.Lang()), required, q.Name, q.Type)
	a.condition(indent+"        ", q.Relevant)
	if q.List != nil && q.Type != survey.TypeYesNo && q.List.IsShort() {
		for _, c := range q.List.Choices {
			fmt.Fprintf(a.out, "%s        - %s (%s)\n", indent, c.Label.In(a.words.Lang()), c.Name)
		}
	}
}

func (a *app) condition(indent string, e *survey.Expression) {
	if e != nil {
		fmt.Fprintf(a.out, "%s%s\n", indent, a.words.T("cmd.only_if", e.Source))
	}
}
