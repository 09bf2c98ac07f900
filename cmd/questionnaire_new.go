package cmd

import "github.com/spf13/cobra"

func (a *app) questionnaireNewCmd() *cobra.Command {
	c := a.command("new", "questionnaire_new")
	return c
}
