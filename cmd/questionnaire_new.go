package cmd

import (
	_ "embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"bestand.example/itbestand/questionnaires"
	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/parser"
)

// starterSet is a question set to begin with: its comments are the shortest
// way into the language.
//
//go:embed fragensatz.yaml
var starterSet []byte

func (a *app) questionnaireNewCmd() *cobra.Command {
	var from, dir string
	c := a.command("new ["+a.words.T("cmd.arg_file")+"]", "questionnaire_new")
	c.Args = a.args(0, 1)
	c.Flags().StringVar(&from, "from", "", a.words.T("cmd.flag_new_from"))
	c.Flags().StringVarP(&dir, "output", "o", ".", a.words.T("cmd.flag_new_dir"))
	c.RunE = func(c *cobra.Command, args []string) error {
		switch {
		case from != "" && len(args) > 0:
			return a.usage("new_from_file", survey.CleanLine(args[0]))
		case from != "":
			return a.runCopy(from, dir)
		case c.Flags().Changed("output"):
			return a.usage("new_dir_alone")
		}
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
	err := writeNew(path, starterSet, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return a.usage("file_exists", survey.CleanLine(path))
	}
	if err != nil {
		return err
	}
	fmt.Fprintln(a.err, a.words.T("cmd.new_done", argument(path)))
	return nil
}

// runCopy writes a question set, an evaluation or a wave of the program into a
// folder, with the lists that it names, for somebody to change. Nothing is
// written where one of the files is there already.
func (a *app) runCopy(id, dir string) error {
	files, err := a.embeddedFiles(id)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for _, f := range files {
		path := filepath.Join(dir, f.Name)
		if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
			return a.usage("file_exists", survey.CleanLine(path))
		}
	}
	for _, f := range files {
		path := filepath.Join(dir, f.Name)
		if err := writeNew(path, f.Data, 0o644); err != nil {
			return err
		}
		fmt.Fprintln(a.out, survey.CleanLine(path))
	}
	fmt.Fprintln(a.err, a.words.T("cmd.new_copied", argument(filepath.Join(dir, files[0].Name))))
	return nil
}

// embeddedFiles are the files that something in the program consists of, its
// own first.
func (a *app) embeddedFiles(id string) (files []survey.File, err error) {
	sets := a.setsNear(questionnaires.Files)
	switch name := id + ".yaml"; {
	case slices.Contains(embedded("evaluation"), id):
		_, files, err = parser.Evaluation(questionnaires.Files, name, sets)
	case slices.Contains(embedded("wave"), id):
		_, files, err = parser.Wave(questionnaires.Files, name, sets)
	case slices.Contains(embeddedSets(), id):
		_, files, err = parser.Questionnaire(questionnaires.Files, name)
	default:
		return nil, a.nearest("set_unknown", id, slices.Concat(embeddedSets(), embedded("evaluation"), embedded("wave")))
	}
	return files, err
}
