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
			return a.nearest("command_unknown", args[0], []string{"list", "new", "check", "show", "print", "schema"})
		}
		return c.Help()
	}
	c.Args = cobra.ArbitraryArgs
	c.AddCommand(a.questionnaireListCmd(), a.questionnaireNewCmd(), a.questionnaireCheckCmd(), a.questionnaireShowCmd(),
		a.questionnairePrintCmd(), a.questionnaireSchemaCmd())
	return c
}

func (a *app) questionnaireListCmd() *cobra.Command {
	c := a.command("list", "questionnaire_list")
	c.Args = a.args(0, 0)
	c.RunE = func(*cobra.Command, []string) error {
		for _, kind := range []string{"questionnaire", "evaluation", "wave"} {
			if err := a.listEmbedded(kind); err != nil {
				return err
			}
		}
		return nil
	}
	return c
}

// listEmbedded prints a line for each file of a kind in the program.
func (a *app) listEmbedded(kind string) error {
	for _, id := range embedded(kind) {
		version, title, err := a.described(kind, id)
		if err != nil {
			return err
		}
		fmt.Fprintf(a.out, "%-26s  %-8s  %-15s  %s\n", id, version, a.words.T("cmd.kind_of_"+kind), title.In(a.words.Lang()))
	}
	return nil
}

func (a *app) described(kind, id string) (version string, title survey.Text, err error) {
	switch kind {
	case "evaluation":
		e, err := a.loadEvaluation(id)
		if err != nil {
			return "", nil, err
		}
		return e.Version, e.Title, nil
	case "wave":
		w, err := a.loadWave(id)
		if err != nil {
			return "", nil, err
		}
		return "", w.Title, nil
	}
	set, err := a.loadSet(id)
	if err != nil {
		return "", nil, err
	}
	return set.Version, set.Title, nil
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
