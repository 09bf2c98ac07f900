package cmd

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"bestand.example/itbestand/export/document"
	"bestand.example/itbestand/survey"
)

// ownSet is the file that `questionnaire new` writes, and that show and print
// read where none is named.
const ownSet = "fragensatz.yaml"

// mostPrintedRows is how many empty rows a printed list may have.
const mostPrintedRows = 200

// printers write a form in each format, named after the ending of its files.
var printers = map[string]func(*document.Document) ([]byte, error){
	"docx": document.DOCX,
	"html": func(d *document.Document) ([]byte, error) { return document.HTML(d), nil },
	"md":   func(d *document.Document) ([]byte, error) { return document.Markdown(d), nil },
}

var printFormats = []string{"docx", "html", "md"}

type printOptions struct {
	format, profile, out string
	rows                 int
}

func (a *app) questionnairePrintCmd() *cobra.Command {
	var o printOptions
	c := a.command("print ["+a.words.T("cmd.arg_set")+"]", "questionnaire_print")
	c.Args = a.args(0, 1)
	c.Flags().StringVar(&o.format, "format", "docx", a.words.T("cmd.flag_print_format"))
	c.Flags().StringVar(&o.profile, "profile", "", a.words.T("cmd.flag_print_profile"))
	c.Flags().IntVar(&o.rows, "rows", 0, a.words.T("cmd.flag_print_rows"))
	c.Flags().StringVarP(&o.out, "output", "o", "", a.words.T("cmd.flag_print_out"))
	c.RunE = func(c *cobra.Command, args []string) error {
		if c.Flags().Changed("rows") && (o.rows < 1 || o.rows > mostPrintedRows) {
			return a.usage("print_rows", mostPrintedRows)
		}
		return a.runQuestionnairePrint(args, o)
	}
	return c
}

func (a *app) runQuestionnairePrint(args []string, o printOptions) error {
	write, known := printers[o.format]
	if !known {
		return a.usage("format_unknown", survey.CleanLine(o.format), strings.Join(printFormats, ", "))
	}
	set, err := a.namedSet(args)
	if err != nil {
		return err
	}
	if err := a.knownProfile(set, o.profile); err != nil {
		return err
	}
	if o.out == "" {
		o.out = printedName(set, o)
	}
	data, err := write(document.Form(set.Questionnaire, document.Options{Words: a.words, Profile: o.profile, Rows: o.rows}))
	if err != nil {
		return err
	}
	if err := writeNew(o.out, data, 0o644); errors.Is(err, fs.ErrExist) {
		return a.usage("file_exists", survey.CleanLine(o.out))
	} else if err != nil {
		return err
	}
	fmt.Fprintln(a.err, a.words.T("cmd.print_done", survey.CleanLine(o.out)))
	return nil
}

// namedSet reads the question set that is named, or that of this folder.
func (a *app) namedSet(args []string) (*loadedSet, error) {
	if len(args) > 0 {
		return a.loadSet(args[0])
	}
	if _, err := os.Stat(ownSet); err != nil {
		return nil, a.usage("set_not_named", ownSet)
	}
	return a.loadSet(ownSet)
}

// printedName is what a form is called where no name is given: by what is in
// it, so that forms of two versions can lie in one folder.
func printedName(set *loadedSet, o printOptions) string {
	parts := slices.DeleteFunc([]string{set.ID, o.profile, set.Version}, func(s string) bool { return s == "" })
	return strings.Join(parts, "_") + "." + o.format
}

// writeWhole writes a file that may be there, whole or not at all. Nobody else
// may read it.
func writeWhole(path string, data []byte) error {
	temp := path + ".tmp"
	err := os.WriteFile(temp, data, 0o600)
	if err == nil {
		err = os.Rename(temp, path)
	}
	if err != nil {
		_ = os.Remove(temp) // what is left of it helps nobody
	}
	return err
}

// writeNew writes a file that must not be there yet. A file that could not be
// written to its end is taken away again.
func writeNew(path string, data []byte, mode fs.FileMode) error {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	_, err = file.Write(data)
	if closed := file.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return errors.Join(err, os.Remove(path))
	}
	return nil
}

// mostCopies is how many files of one name may lie in a folder.
const mostCopies = 100

// writeFree writes a file under a name that is still free: where it is taken,
// with a number behind it. It tells the path.
func writeFree(path string, data []byte, mode fs.FileMode) (string, error) {
	end := filepath.Ext(path)
	free := path
	for i := 2; ; i++ {
		err := writeNew(free, data, mode)
		if !errors.Is(err, fs.ErrExist) || i > mostCopies {
			return free, err
		}
		free = fmt.Sprintf("%s (%d)%s", strings.TrimSuffix(path, end), i, end)
	}
}
