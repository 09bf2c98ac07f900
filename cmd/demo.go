package cmd

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"bestand.example/itbestand/store"
	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/sim"
)

// mostDemoUnits is as many as there are invented keys.
const mostDemoUnits = 400

// demoSet is the question set that the demonstration answers.
const demoSet = "it-landschaft"

type demoOptions struct {
	dir   string
	units int
	seed  uint64
}

func (a *app) demoCmd() *cobra.Command {
	var o demoOptions
	c := a.command("demo", "demo")
	c.Args = a.args(0, 0)
	c.Flags().StringVarP(&o.dir, "output", "o", "demo", a.words.T("cmd.flag_demo_dir"))
	c.Flags().IntVar(&o.units, "units", 22, a.words.T("cmd.flag_units"))
	c.Flags().Uint64Var(&o.seed, "seed", 2018, a.words.T("cmd.flag_seed"))
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
	set, err := a.loadSet(demoSet)
	if err != nil {
		return err
	}
	returns := filepath.Join(o.dir, "rueckgaben")
	if err := a.demoReturns(ctx, set, o, returns); err != nil {
		return err
	}
	centralPath, bookPath := filepath.Join(o.dir, "zentral.itb"), filepath.Join(o.dir, "auswertung.xlsx")
	digest, err := a.demoCentral(ctx, set, centralPath, returns, bookPath)
	if err != nil {
		return err
	}
	fmt.Fprintln(a.err, a.words.T("cmd.demo_made", o.units, set.Title.In(a.words.Lang()), o.seed))
	fmt.Fprintln(a.err, a.words.T("cmd.demo_returns", returns))
	fmt.Fprintln(a.err, a.words.T("cmd.demo_central", centralPath, survey.ShortDigest(digest)))
	fmt.Fprintln(a.err, a.words.T("cmd.demo_open", bookPath))
	return nil
}

// emptyDir makes the folder, and refuses one that has something in it.
func (a *app) emptyDir(dir string) error {
	entries, err := os.ReadDir(dir)
	if err == nil && len(entries) > 0 || err != nil && !errors.Is(err, fs.ErrNotExist) {
		return a.usage("file_exists", survey.CleanLine(dir))
	}
	return os.MkdirAll(dir, 0o755)
}

// demoReturns lets each invented unit answer and hand in.
func (a *app) demoReturns(ctx context.Context, set *loadedSet, o demoOptions, dir string) error {
	work, err := os.MkdirTemp("", "itbestand-demo-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	products, err := demoProducts(set)
	if err != nil {
		return err
	}
	units := demoUnits(o.units, rand.New(rand.NewPCG(o.seed, 0)))
	return eachOf(ctx, len(units), func(i int) error {
		unit, r := units[i], rand.New(rand.NewPCG(o.seed, uint64(i)+1))
		return a.demoReturn(set, unit, products, filepath.Join(work, unit.Key+".itb"), dir, r)
	})
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

// demoReturn drives the same engine and the same files as a person does. All
// answers are one acknowledgement, so they are saved in one transaction.
func (a *app) demoReturn(set *loadedSet, unit survey.Unit, products map[string][]string, path, dir string, r *rand.Rand) (err error) {
	file, err := store.Create(path, store.Working, thisAuthor(), time.Now())
	if err != nil {
		return err
	}
	defer func() { err = closing(file, err) }()
	if err := file.SetUnit(unit); err != nil {
		return err
	}
	if err := file.AddSet(setRef(set), set.files); err != nil {
		return err
	}
	nr, err := file.NewResponse(setRef(set), unit, "", "")
	if err != nil {
		return err
	}
	response, place, err := file.Load(nr)
	if err != nil {
		return err
	}
	var all survey.Change
	session := survey.NewSession(set.Questionnaire, response, place, func(c survey.Change) error {
		all.Answers, all.AddRow = append(all.Answers, c.Answers...), append(all.AddRow, c.AddRow...)
		all.Place, all.SetPlace = c.Place, true
		return nil
	})
	if err := sim.Fill(session, r, newDemoProfile(set.Questionnaire, unit, products, r).hint); err != nil {
		return err
	}
	if err := file.Save(nr, set.Questionnaire, all, thisAuthor(), time.Now()); err != nil {
		return err
	}
	w := &working{file: file, set: set, nr: nr, session: session}
	_, err = a.handIn(w, submitOptions{choice: choice{path: path}, dir: dir, release: "Erika Muster, Beispielleitung"})
	return err
}

// demoProducts reads which products serve which area, from the set's own
// catalogue.
func demoProducts(set *loadedSet) (map[string][]string, error) {
	products := map[string][]string{}
	for _, f := range set.files[1:] {
		rows, err := readCSV(f.Data)
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			if area := row["bereich"]; area != "" {
				products[area] = append(products[area], row["code"])
			}
		}
	}
	return products, nil
}

// demoCentral merges the returns and writes the workbook.
func (a *app) demoCentral(ctx context.Context, set *loadedSet, path, returns, out string) (digest string, err error) {
	central, err := a.openCentral(path, []*loadedSet{set})
	if err != nil {
		return "", err
	}
	defer func() { err = closing(central, err) }()
	report, err := a.merge(ctx, central, []string{returns})
	if err != nil {
		return "", err
	}
	if report.Refused > 0 {
		a.sayMerged(report)
		return "", told(exitPartly)
	}
	_, err = a.writeBook(ctx, central, out)
	return report.Digest, err
}
