package cmd

import (
	"fmt"

	"github.com/spf13/cobra"

	"bestand.example/itbestand/survey"
)

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
