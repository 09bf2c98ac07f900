package cmd

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"bestand.example/itbestand/questionnaires"
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
