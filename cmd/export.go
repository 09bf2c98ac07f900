package cmd

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"bestand.example/itbestand/export"
	"bestand.example/itbestand/store"
	"bestand.example/itbestand/survey"
)

func (a *app) exportCmd() *cobra.Command {
	var out string
	c := a.command("export "+a.words.T("cmd.arg_central"), "export")
	c.Args = a.args(1, 1)
	c.Flags().StringVarP(&out, "output", "o", "", a.words.T("cmd.flag_out_file"))
	c.RunE = func(c *cobra.Command, args []string) error {
		if out == "" {
			return a.usage("out_missing")
		}
		return a.runExport(c.Context(), args[0], out)
	}
	return c
}

func (a *app) runExport(ctx context.Context, path, out string) (err error) {
	if _, err := os.Lstat(out); !errors.Is(err, fs.ErrNotExist) {
		return a.usage("file_exists", survey.CleanLine(out))
	}
	central, err := a.openCentralAs(path, false)
	if err != nil {
		return err
	}
	defer func() { err = closing(central, err) }()
	summary, err := a.writeBook(ctx, central, out)
	if err != nil {
		return err
	}
	fmt.Fprintln(a.err, a.words.T("cmd.export_done", survey.CleanLine(out), summary.Responses, len(summary.Sheets)))
	return nil
}

// writeBook gathers what a central file holds and writes the workbook. When ctx
// ends, nothing is left behind.
func (a *app) writeBook(ctx context.Context, central *store.File, out string) (export.Summary, error) {
	book, err := a.book(ctx, central)
	if err != nil {
		return export.Summary{}, err
	}
	return export.Write(out, *book, a.words)
}
