package cmd

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"sync"

	"github.com/spf13/cobra"

	"bestand.example/itbestand/survey"
)

// mostDemoUnits is as many as there are invented names.
const mostDemoUnits = 400

type demoOptions struct {
	dir   string
	units int
	seed  uint64
}

// The files of the demonstration.
func (o demoOptions) returns() string    { return filepath.Join(o.dir, "rueckgaben") }
func (o demoOptions) population() string { return filepath.Join(o.dir, "verwaltungen.csv") }
func (o demoOptions) central() string    { return filepath.Join(o.dir, "zentral.itb") }
func (o demoOptions) book() string       { return filepath.Join(o.dir, "auswertung.xlsx") }

// What a demonstration has where nobody says otherwise.
const (
	usualUnits = 60
	usualSeed  = 2018
)

func (a *app) demoCmd() *cobra.Command {
	var o demoOptions
	c := a.command("demo", "demo")
	c.Args = a.args(0, 0)
	c.Flags().StringVarP(&o.dir, "output", "o", "demo", a.words.T("cmd.flag_demo_dir"))
	c.Flags().IntVar(&o.units, "units", usualUnits, a.words.T("cmd.flag_units", usualUnits))
	c.Flags().Uint64Var(&o.seed, "seed", usualSeed, a.words.T("cmd.flag_seed", usualSeed))
	c.RunE = func(c *cobra.Command, _ []string) error { return a.runDemo(c.Context(), o) }
	return c
}

func (a *app) runDemo(ctx context.Context, o demoOptions) error {
	if o.units < 1 || o.units > mostDemoUnits {
		return a.usage("units", mostDemoUnits)
	}
	if err := a.emptyDir(o.dir); err != nil {
		return err
	}
	// A response is gone as soon as it is handed in: to collect garbage less
	// often costs little memory, and saves a quarter of the time.
	defer debug.SetGCPercent(debug.SetGCPercent(200))
	kit, err := a.demoKit()
	if err != nil {
		return err
	}
	plan := newDemoPlan(kit, o)
	if err := os.WriteFile(o.population(), demoCSV(plan.units.Units), 0o644); err != nil {
		return err
	}
	if err := a.demoReturns(ctx, kit, plan, o); err != nil {
		return err
	}
	report, err := a.demoCentral(ctx, kit, plan, o)
	if err != nil {
		return err
	}
	a.sayDemo(plan, report, o)
	return nil
}

// sayDemo tells what was made, and what is wrong with it on purpose.
func (a *app) sayDemo(plan *demoPlan, r *demoReport, o demoOptions) {
	fmt.Fprintln(a.err, a.words.T("cmd.demo_made", o.units, o.seed))
	fmt.Fprintln(a.err, a.words.T("cmd.demo_silent", plan.count(demoSilent), plan.count(demoBegun), plan.count(demoPartly)))
	for _, c := range r.merged.Conflicts {
		fmt.Fprintln(a.err, a.words.T("cmd.demo_conflict", survey.CleanLine(c.Unit.Name), c.SetID))
	}
	fmt.Fprintln(a.err, a.words.T("cmd.demo_answers", r.responses, len(r.merged.Files), len(plan.kit.sets)))
	fmt.Fprintln(a.err, a.words.T("cmd.demo_figures", r.figures.known, r.figures.indicators, r.figures.rules, r.figures.units))
	fmt.Fprintln(a.err, a.words.T("cmd.demo_population", o.population()))
	fmt.Fprintln(a.err, a.words.T("cmd.demo_returns", o.returns()))
	fmt.Fprintln(a.err, a.words.T("cmd.demo_central", o.central(), survey.ShortDigest(r.merged.Digest)))
	fmt.Fprintln(a.err, a.words.T("cmd.demo_open", o.book()))
}

// emptyDir makes the folder, and refuses one that has something in it.
func (a *app) emptyDir(dir string) error {
	entries, err := os.ReadDir(dir)
	if err == nil && len(entries) > 0 || err != nil && !errors.Is(err, fs.ErrNotExist) {
		return a.usage("file_exists", survey.CleanLine(dir))
	}
	return os.MkdirAll(dir, 0o755)
}

// eachOf does n things, as many at a time as there are processors, and returns
// the first error.
func eachOf(ctx context.Context, n int, do func(i int) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var group sync.WaitGroup
	free := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i := range n {
		free <- struct{}{}
		if ctx.Err() != nil {
			break
		}
		group.Go(func() {
			defer func() { <-free }()
			if err := do(i); err != nil {
				cancel(err)
			}
		})
	}
	group.Wait()
	return context.Cause(ctx)
}
