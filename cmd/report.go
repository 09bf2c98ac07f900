package cmd

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"bestand.example/itbestand/export"
	"bestand.example/itbestand/survey"
)

type reportOptions struct {
	path, out  string
	units      []string
	all        bool
	evaluation string
	wave       string
}

func (a *app) reportCmd() *cobra.Command {
	var o reportOptions
	c := a.command("report "+a.words.T("cmd.arg_central"), "report")
	c.Args = a.args(1, 1)
	c.Flags().StringArrayVar(&o.units, "unit", nil, a.words.T("feedback.flag_unit"))
	c.Flags().BoolVar(&o.all, "all", false, a.words.T("feedback.flag_all"))
	c.Flags().StringVarP(&o.out, "output", "o", "", a.words.T("feedback.flag_out"))
	c.Flags().StringVar(&o.evaluation, "evaluation", "", a.words.T("figures.flag_evaluation"))
	c.Flags().StringVar(&o.wave, "wave", "", a.words.T("figures.flag_wave"))
	c.RunE = func(c *cobra.Command, args []string) error {
		o.path = args[0]
		if o.out == "" || o.all == (len(o.units) > 0) {
			return a.usage("report_what")
		}
		return a.runReport(c.Context(), o)
	}
	return c
}

func (a *app) runReport(ctx context.Context, o reportOptions) (err error) {
	central, err := a.openCentralAs(o.path, false)
	if err != nil {
		return err
	}
	defer func() { err = closing(central, err) }()
	held, err := central.Responses()
	if err != nil {
		return err
	}
	book, err := a.book(ctx, central, exportOptions{evaluation: o.evaluation, wave: o.wave}, held)
	if err != nil {
		return err
	}
	if book.Evaluation == nil {
		return a.usage("report_evaluation")
	}
	units, err := a.reported(book, o)
	if err != nil {
		return err
	}
	return a.writeReports(ctx, book, units, o)
}

// reported are the units to write reports for: those named, or all of which the
// evaluation knows a figure.
func (a *app) reported(book *export.Book, o reportOptions) ([]survey.Unit, error) {
	known := map[string]bool{}
	for _, f := range book.Evaluation.Figures {
		known[f.Unit] = known[f.Unit] || f.Known
	}
	var units []survey.Unit
	for _, u := range book.Evaluation.Units {
		if known[u.Key] && (o.all || slices.Contains(o.units, u.Key)) {
			units = append(units, u)
		}
	}
	for _, key := range o.units {
		if !known[key] {
			return nil, a.usage("report_unit", survey.CleanLine(key))
		}
	}
	if len(units) == 0 {
		return nil, a.usage("report_none")
	}
	return units, nil
}

// reportFile is where the report of a unit goes.
func (o reportOptions) file(u survey.Unit) string {
	return filepath.Join(o.out, "bericht_"+u.Key+".xlsx")
}

func (a *app) writeReports(ctx context.Context, book *export.Book, units []survey.Unit, o reportOptions) error {
	for _, u := range units {
		if _, err := os.Lstat(o.file(u)); !errors.Is(err, fs.ErrNotExist) {
			return a.usage("file_exists", survey.CleanLine(o.file(u)))
		}
	}
	if err := os.MkdirAll(o.out, 0o777); err != nil {
		return &export.Error{Code: export.Unwritable, Args: []string{o.out}, Err: err}
	}
	p := a.progress("feedback.progress")
	for i, u := range units {
		if err := ctx.Err(); err != nil {
			p.end()
			return err
		}
		r := export.Report{Title: book.Title, Program: book.Program, Example: book.Example, Created: book.Created, Unit: u, Evaluation: book.Evaluation}
		if err := export.WriteReport(o.file(u), r, a.words); err != nil {
			p.end()
			return err
		}
		p.step(i+1, len(units))
	}
	fmt.Fprintln(a.err, a.words.T("feedback.done", len(units), survey.CleanLine(o.out)))
	return nil
}
