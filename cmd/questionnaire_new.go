package cmd

import (
	_ "embed"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/spf13/cobra"

	"bestand.example/itbestand/survey"
)

// starterSet is a question set to begin with: its comments are the shortest
// way into the language.
//
//go:embed fragensatz.yaml
var starterSet []byte

func (a *app) questionnaireNewCmd() *cobra.Command {
	c := a.command("new ["+a.words.T("cmd.arg_file")+"]", "questionnaire_new")
	c.Args = a.args(0, 1)
	c.RunE = func(_ *cobra.Command, args []string) error {
		path := ownSet
		if len(args) > 0 {
			path = args[0]
		}
		return a.runQuestionnaireNew(path)
	}
	return c
}

func (a *app) runQuestionnaireNew(path string) error {
	if lower := strings.ToLower(path); !strings.HasSuffix(lower, ".yaml") && !strings.HasSuffix(lower, ".yml") {
		return a.usage("set_name", survey.CleanLine(path))
	}
	err := writeNew(path, starterSet)
	if errors.Is(err, fs.ErrExist) {
		return a.usage("file_exists", survey.CleanLine(path))
	}
	if err != nil {
		return err
	}
	fmt.Fprintln(a.err, a.words.T("cmd.new_done", argument(path)))
	return nil
}
