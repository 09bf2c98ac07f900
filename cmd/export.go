package cmd

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime/debug"
	"slices"

	"github.com/spf13/cobra"

	"bestand.example/itbestand/export"
	"bestand.example/itbestand/store"
	"bestand.example/itbestand/survey"
)

type exportOptions struct {
	central    string
	out        string
	tables     string // folder for the tables as CSV; empty: none
	evaluation string // path or id; empty: the one that fits
	audience   string // for whom; empty: the project
	wave       string // whose responses figures come from; empty: the newest

	previous     string // central file of an earlier wave; empty: the same one
	previousWave string // empty: the one before by reference date
	update       string // workbook to bring up to date; empty: none
	json         bool
	quiet        bool // tells only a terminal how far it is
}

// leaves reports whether the workbook is to be passed on.
func (o *exportOptions) leaves() bool { return export.Audience(o.audience) == export.Weitergabe }

func (a *app) exportCmd() *cobra.Command {
	var o exportOptions
	c := a.command("export "+a.words.T("cmd.arg_central"), "export")
	c.Args = a.args(1, 1)
	c.Flags().StringVarP(&o.out, "output", "o", "", a.words.T("cmd.flag_out_file"))
	c.Flags().StringVar(&o.tables, "csv", "", a.words.T("tables.flag_csv"))
	c.Flags().StringVar(&o.evaluation, "evaluation", "", a.words.T("figures.flag_evaluation"))
	c.Flags().StringVar(&o.wave, "wave", "", a.words.T("figures.flag_wave"))
	c.Flags().StringVar(&o.update, "update", "", a.words.T("update.flag_update"))
	c.Flags().BoolVar(&o.json, "json", false, a.words.T("update.flag_json"))
	c.Flags().StringVar(&o.previous, "previous", "", a.words.T("monitoring.flag_previous"))
	c.Flags().StringVar(&o.previousWave, "previous-wave", "", a.words.T("monitoring.flag_previous_wave"))
	c.Flags().StringVar(&o.audience, "audience", string(export.Intern), a.words.T("audience.flag"))
	c.RunE = func(c *cobra.Command, args []string) error {
		if o.out == "" {
			return a.usage("out_missing")
		}
		if !slices.Contains(export.Audiences(), export.Audience(o.audience)) {
			return a.failIn("audience", exitUsage, "unknown", survey.CleanLine(o.audience))
		}
		o.central = args[0]
		return a.runExport(c.Context(), o)
	}
	return c
}

func (a *app) runExport(ctx context.Context, o exportOptions) (err error) {
	for _, target := range []string{o.out, o.tables} {
		if target == o.out && o.replaces() {
			continue
		}
		if _, err := os.Lstat(target); target != "" && !errors.Is(err, fs.ErrNotExist) {
			return a.usage("file_exists", survey.CleanLine(target))
		}
	}
	if o.update != "" && o.leaves() { // what it holds besides might be the project's
		return a.failIn("audience", exitUsage, "update")
	}
	if err := o.checkUpdate(); err != nil {
		return err
	}
	central, err := a.openCentralAs(o.central, false)
	if err != nil {
		return err
	}
	defer func() { err = closing(central, err) }()
	if o.update != "" {
		err = a.updateBook(ctx, central, o)
	} else {
		err = a.newBook(ctx, central, o)
	}
	if err == nil && o.tables != "" {
		fmt.Fprintln(a.err, a.words.T("tables.done", survey.CleanLine(o.tables)))
	}
	return err
}

// newBook writes a workbook and says so.
func (a *app) newBook(ctx context.Context, central *store.File, o exportOptions) error {
	// An evaluation makes much that is gone soon: to collect garbage twice as
	// often saves a fifth of the memory for a twentieth of the time.
	defer debug.SetGCPercent(debug.SetGCPercent(50))
	summary, err := a.writeBook(ctx, central, o)
	if err != nil {
		return err
	}
	fmt.Fprintln(a.err, a.words.T("cmd.export_done", survey.CleanLine(o.out), summary.Responses, len(summary.Sheets)))
	a.sayEvaluation(summary)
	if o.leaves() {
		fmt.Fprintln(a.err, a.words.T("audience.done", summary.Withheld, summary.Suppressed))
	}
	if o.json {
		return a.json(exported{Responses: summary.Responses, Conflicts: summary.Conflicts, Notes: summary.Notes})
	}
	return nil
}

// sayEvaluation says by which rules figures were made, or that there are none.
func (a *app) sayEvaluation(s export.Summary) {
	if s.Evaluation == "" {
		fmt.Fprintln(a.err, a.words.T("cmd.export_evaluation_none"))
		return
	}
	fmt.Fprintln(a.err, a.words.T("figures.made_by", s.Evaluation, s.Origin.Say(a.words)))
}

// exported is what a new workbook holds, for programs.
type exported struct {
	Responses int `json:"responses"`
	Conflicts int `json:"conflicts"`
	Notes     int `json:"notes"`
}

// writeBook gathers what a central file holds and writes the workbook, and its
// tables as CSV where a folder for them is named. When ctx ends, nothing is
// left behind.
func (a *app) writeBook(ctx context.Context, central *store.File, o exportOptions) (export.Summary, error) {
	held, err := central.Responses()
	if err != nil {
		return export.Summary{}, err
	}
	book, err := a.book(ctx, central, o, held)
	if err != nil {
		return export.Summary{}, err
	}
	defer a.follow(ctx, o.quiet, len(held), book).end()
	return withRoom(func() (export.Summary, error) { return export.Write(o.out, o.tables, *book, a.words) })
}
