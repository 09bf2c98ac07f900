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
	var out, tables string
	c := a.command("export "+a.words.T("cmd.arg_central"), "export")
	c.Args = a.args(1, 1)
	c.Flags().StringVarP(&out, "output", "o", "", a.words.T("cmd.flag_out_file"))
	c.Flags().StringVar(&tables, "csv", "", a.words.T("tables.flag_csv"))
	c.RunE = func(c *cobra.Command, args []string) error {
		if out == "" {
			return a.usage("out_missing")
		}
		return a.runExport(c.Context(), args[0], out, tables)
	}
	return c
}

func (a *app) runExport(ctx context.Context, path, out, tables string) (err error) {
	for _, target := range []string{out, tables} {
		if _, err := os.Lstat(target); target != "" && !errors.Is(err, fs.ErrNotExist) {
			return a.usage("file_exists", survey.CleanLine(target))
		}
	}
	central, err := a.openCentralAs(path, false)
	if err != nil {
		return err
	}
	defer func() { err = closing(central, err) }()
	summary, err := a.writeBook(ctx, central, out, tables)
	if err != nil {
		return err
	}
	fmt.Fprintln(a.err, a.words.T("cmd.export_done", survey.CleanLine(out), summary.Responses, len(summary.Sheets)))
	if tables != "" {
		fmt.Fprintln(a.err, a.words.T("tables.done", survey.CleanLine(tables)))
	}
	return nil
}

// writeBook gathers what a central file holds and writes the workbook, and its
// tables as CSV where a folder for them is named. When ctx ends, nothing is
// left behind.
func (a *app) writeBook(ctx context.Context, central *store.File, out, tables string) (export.Summary, error) {
	book, err := a.book(ctx, central)
	if err != nil {
		return export.Summary{}, err
	}
	return export.WriteBoth(out, tables, *book, a.words)
}
