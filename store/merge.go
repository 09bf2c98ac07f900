package store

import (
	"context"
	"fmt"
	"runtime"
	"time"

	"bestand.example/itbestand/survey"
)

// MergeOptions is what a merge needs besides the files.
type MergeOptions struct {
	// Set parses a question set that the central file carries; returns are
	// checked against it, never against the set inside them. It is called once
	// for each of them, before anything is read.
	Set func(id, version, digest string) (*survey.Questionnaire, error)
	// Open opens sealed returns. Without it they are refused.
	Open Unsealing
	// Codes gives the return code of an invited administration. Without it no
	// codes are asked for.
	Codes func(unit string) (code string, invited bool)
	// Besides are files that belong to the merge itself: its report, its keys.
	// They are passed over where they lie among the returns.
	Besides []string
	// At is the time that is recorded for the files.
	At time.Time
	// Progress, if set, is told after each file how many of all are done.
	Progress func(done, total int)

	batch int // files in one transaction; 0: as many as pays
}

// usualBatch is how many files one transaction of a merge takes in: a
// transaction of its own for each costs two and a half times as much.
const usualBatch = 500

// Merge takes returns and working files into a central file: those that the
// paths name, and all in the folders among them. Several goroutines read and
// check, one writes. A bad file never stops the others; it is refused by name
// in the report. Each return is taken in wholly or not at all, even if the
// program is killed, and merging the same files again, in any order, changes
// nothing.
//
// When ctx ends, what was taken in so far is kept and ctx's error is returned
// with the report so far; Report.Left then says how many files it lacks.
func (f *File) Merge(ctx context.Context, paths []string, options MergeOptions) (Report, error) {
	if f.kind != Central {
		return Report{}, fault(CodeNotCentral, f.path)
	}
	against := checks{open: options.Open, codes: options.Codes}
	var err error
	if against.sets, err = f.trustedSets(options.Set); err != nil {
		return Report{}, err
	}
	against.newest = newest(against.sets)
	if against.population, err = f.Population(); err != nil {
		return Report{}, err
	}
	if against.territory, err = f.Territory(); err != nil {
		return Report{}, err
	}
	files, err := collect(ctx, f, paths, options.Besides)
	if err != nil {
		return Report{}, err
	}
	var report Report
	err = f.mergeFiles(ctx, files, against, options, &report)
	report.Left = len(files) - len(report.Files)
	if failed := report.finish(f); failed != nil {
		return report, failed
	}
	return report, err
}

// trustedSet is a question set of the central file, ready for checking.
type trustedSet struct {
	Set
	parsed *survey.Questionnaire
}

// setKey names a question set in a file that refers to it.
type setKey struct{ id, version string }

func (f *File) trustedSets(parse func(id, version, digest string) (*survey.Questionnaire, error)) (map[setKey]trustedSet, error) {
	sets, err := f.Sets()
	if err != nil {
		return nil, err
	}
	trusted := map[setKey]trustedSet{}
	for _, s := range sets {
		parsed, err := parse(s.ID, s.Version, s.Digest)
		if err != nil {
			return nil, fmt.Errorf("%s %s: %w", s.ID, s.Version, err)
		}
		trusted[setKey{s.ID, s.Version}] = trustedSet{s, parsed}
	}
	return trusted, nil
}

// checks is what every file is held against.
type checks struct {
	sets       map[setKey]trustedSet
	newest     map[string]trustedSet // by id
	open       Unsealing             // nil: there are no keys
	codes      func(unit string) (code string, invited bool)
	population *survey.Population // nil: there is no list
	territory  *survey.Territory  // nil: there is no table
}

// opened is a file that was read and checked.
type opened struct {
	found
	foreign *Foreign
	err     error
	shownAs string // see FileReport.ShownAs
	lost    []Lost

	succession *survey.Succession // see FileReport.Succession
}

// mergeFiles lets the readers run ahead of the writer by a bounded number of
// files, and writes in the order of the list, so that the report is the same
// each time.
func (f *File) mergeFiles(ctx context.Context, files []found, against checks, options MergeOptions, report *Report) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	// Every row that is written refers to one that the same merge wrote or
	// looked up; to look it up again costs a fifth of the writing.
	if err := f.link.exec("PRAGMA foreign_keys = OFF"); err != nil {
		return explain(f.path, err)
	}
	defer func() { _ = f.link.exec("PRAGMA foreign_keys = ON") }()
	w, err := newMergeWriter(f, options)
	if err != nil {
		return explain(f.path, err)
	}
	defer w.close()
	done := 0
	err = inOrder(ctx, files, func(file found) opened { return openFile(ctx, file, against) }, func(file opened) error {
		one, err := w.take(file, against.sets)
		if err != nil {
			return err
		}
		report.add(one)
		if done++; options.Progress != nil {
			options.Progress(done, len(files))
		}
		return nil
	})
	if failed := w.commit(); failed != nil {
		err = failed // weighs more than an interruption
	}
	report.supplied(w.supplied)
	return explain(f.path, err)
}

// inOrder applies read to every item on as many goroutines as there are
// processors, and write to the results in the order of the items.
func inOrder[T, R any](ctx context.Context, items []T, read func(T) R, write func(R) error) error {
	workers := runtime.GOMAXPROCS(0)
	type job struct {
		item   T
		result chan R
	}
	jobs, queue := make(chan job), make(chan chan R, 2*workers)
	for range workers {
		go func() {
			for j := range jobs {
				j.result <- read(j.item)
			}
		}()
	}
	go func() {
		defer close(jobs)
		defer close(queue)
		for _, item := range items {
			j := job{item, make(chan R, 1)}
			select {
			case <-ctx.Done():
				return
			case queue <- j.result:
				jobs <- j
			}
		}
	}()
	for result := range queue {
		one := <-result
		if err := ctx.Err(); err != nil {
			return err // and not to write: what was read meanwhile may have been cut short
		}
		if err := write(one); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// openFile reads one file and checks it.
func openFile(ctx context.Context, file found, against checks) (o opened) {
	o = opened{found: file, foreign: &Foreign{}}
	if file.refused != nil {
		o.err = file.refused
		return o
	}
	defer func() {
		if p := recover(); p != nil {
			e := fault(CodeDamaged, file.path)
			e.cause = fmt.Errorf("panic: %v", p)
			o.err = e
		}
	}()
	if o.foreign, o.err = readForeign(ctx, file.path, against.open); o.err == nil {
		o.err = checkForeign(file.path, o.foreign, against)
	}
	if o.err == nil {
		o.carry(against)
		o.succeed(against)
	}
	return o
}

func checkForeign(path string, foreign *Foreign, against checks) error {
	if foreign.Kind == Return && !oneReturn(foreign.Responses) {
		return fault(CodeDamaged, path)
	}
	if foreign.Kind == Part {
		return fault(CodePart, path)
	}
	begun := false
	for _, r := range foreign.Responses {
		set, held := against.sets[setKey{r.SetID, r.SetVersion}]
		switch {
		case !held:
			return fault(CodeSetUnknown, path, shortLine(r.SetID), shortLine(r.SetVersion))
		case set.Digest != r.SetDigest:
			return fault(CodeSetChanged, path, r.SetID, r.SetVersion)
		case foreign.Kind == Return:
			if len(foreign.Responses) > 1 && (!set.parsed.Many || set.parsed.Anonymous || r.FollowUp != nil) {
				return fault(CodeDamaged, path)
			}
			if e := checkHandedIn(path, set.parsed, r, foreign.keys[r]); e != nil {
				return e
			}
		case !set.parsed.Fits(r.Unit):
			return fault(CodeBadUnit, path, shortLine(r.Unit.Key))
		}
		begun = begun || touched(set.parsed, r)
	}
	if foreign.Kind == Working {
		if !begun {
			return fault(CodeUntouched, path)
		}
		return nil
	}
	if err := checkListed(path, foreign, against.population, against.territory); err != nil {
		return err
	}
	return checkCode(path, foreign, against.codes)
}

// oneReturn reports whether responses can be those of one return: at least one,
// all of one unit to one set, each once. What is said of the unit besides its
// key may differ: what was handed in keeps it as it was then.
func oneReturn(responses []*survey.Response) bool {
	seen := map[string]bool{}
	for _, r := range responses {
		first := responses[0]
		if seen[r.ID] || r.Unit.Key != first.Unit.Key || r.Wave != first.Wave || r.SetID != first.SetID || r.SetVersion != first.SetVersion {
			return false
		}
		seen[r.ID] = true
	}
	return len(responses) > 0
}

// touched reports whether somebody has begun to answer.
func touched(set *survey.Questionnaire, r *survey.Response) bool {
	for _, name := range rosters(set) {
		if len(r.Answers.Rows(name)) > 0 {
			return true
		}
	}
	return r.Touched()
}
