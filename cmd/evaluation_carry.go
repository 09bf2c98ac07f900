package cmd

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"bestand.example/itbestand/store"
	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/parser"
)

// offered is an evaluation that lies in a folder or in the program: one that
// somebody names, or that a wave names.
type offered struct {
	fsys    fs.FS
	name    string // of its file in fsys
	ref     string // what a person calls it: path or id
	byWave  bool   // nobody names it but the wave
	missing bool   // the wave names it, and it is not there

	*survey.Evaluation // nil: it was not read yet
	files              []survey.File
}

// path is where the evaluation lies; empty: in the program, or there is none.
func (r *offered) path() string {
	if r == nil || !isPath(r.ref) {
		return ""
	}
	return r.ref
}

// offerNamed finds an evaluation by its path, or by its id from those in the
// program.
func (a *app) offerNamed(ref string) (*offered, error) {
	fsys, name := home(ref)
	if _, err := fs.Stat(fsys, name); errors.Is(err, fs.ErrNotExist) {
		return nil, a.failIn("figures", exitUsage, "evaluation", survey.CleanLine(ref), strings.Join(embedded("evaluation"), ", "))
	}
	return &offered{fsys: fsys, name: name, ref: ref}, nil
}

// offerOfWave finds the evaluation that a wave names.
func offerOfWave(w *loadedWave) *offered {
	r := &offered{fsys: w.fsys, name: w.Evaluation, ref: strings.TrimSuffix(w.Evaluation, ".yaml"), byWave: true}
	if w.path != "" {
		r.ref = filepath.Join(filepath.Dir(w.path), filepath.FromSlash(w.Evaluation))
	}
	_, err := fs.Stat(w.fsys, w.Evaluation)
	r.missing = errors.Is(err, fs.ErrNotExist)
	return r
}

// offer finds what the answers are to be evaluated by. For a central file that
// is yet to be made it is read at once, so that none is made where it is wrong;
// one that is there may hold the same already (see carry).
func (a *app) offer(o mergeOptions, g *mergeGiven) (r *offered, err error) {
	switch {
	case o.evaluation != "":
		if r, err = a.offerNamed(o.evaluation); err != nil {
			return nil, err
		}
	case g.wave != nil && g.wave.Evaluation != "":
		r = offerOfWave(g.wave)
	default:
		return nil, nil
	}
	if r.missing || exists(o.central) {
		return r, nil
	}
	return r, a.readOffered(r, func(ref, version string) (*survey.Questionnaire, error) {
		for _, s := range g.sets {
			if (s.ID == ref || s.Short == ref) && (version == "" || s.Version == version) {
				return s.Questionnaire, nil
			}
		}
		return nil, nil // it is looked for beside the evaluation, and in the program
	})
}

// readOffered reads an evaluation over the question sets given; those that are
// not among them may lie beside it, or be in the program.
func (a *app) readOffered(r *offered, sets parser.Sets) (err error) {
	r.Evaluation, r.files, err = parser.Evaluation(r.fsys, r.name, firstOf(sets, a.setsNear(r.fsys)))
	var wrong *parser.Errors
	if errors.As(err, &wrong) {
		fmt.Fprint(a.err, wrong.Render(a.words))
		return a.fail(exitSet, "evaluation_wrong", len(wrong.Findings))
	}
	return err
}

// carry puts what the answers are to be evaluated by into the central file. Of
// what the file carries already only an evaluation that a person names takes
// the place; that another one lies beside the wave is said.
func (a *app) carry(central *store.File, g *mergeGiven) error {
	wave, err := waveMeant(central, g.wave)
	if err != nil {
		return err
	}
	if g.carried, err = central.Evaluation(wave); err != nil {
		return err
	}
	r, held := g.rules, g.carried
	switch {
	case r == nil || held != nil && (r.missing || r.is(held)):
		return nil
	case r.missing:
		a.sayHint("carry_missing", survey.CleanLine(r.ref), argument(g.central))
		return nil
	}
	editions, err := readEditions(central)
	if err != nil {
		return err
	}
	if r.Evaluation == nil {
		if err := a.readOffered(r, editions.sets); err != nil {
			return err
		}
	}
	if held != nil && r.byWave {
		a.sayHint("carry_differs", r.ID, r.Version, survey.ShortDigest(r.Digest), versionOf(held), argument(g.central), argument(r.ref))
		return nil
	}
	g.carried, err = a.putIn(central, wave, held, r, editions)
	return err
}

// waveMeant is the wave that a merge is for: the one that is named, or else the
// one that the central file carries; empty where there is none.
func waveMeant(central *store.File, given *loadedWave) (string, error) {
	if given != nil {
		return given.ID, nil
	}
	wave, err := waveOf(central)
	if wave == nil || err != nil {
		return "", err
	}
	return wave.ID, nil
}

// is reports whether the evaluation has the same files as one in a central file.
// To compare bytes takes a tenth of the time that it takes to read what they
// mean.
func (r *offered) is(held *store.Evaluation) bool {
	if r.missing {
		return false
	}
	files := []survey.File{{Name: path.Base(r.name)}}
	for _, f := range held.Files[1:] {
		files = append(files, survey.File{Name: f.Name})
	}
	for i := range files {
		data, err := fs.ReadFile(r.fsys, path.Join(path.Dir(r.name), files[i].Name))
		if err != nil {
			return false
		}
		files[i].Data = data
	}
	return survey.SetDigest(files) == held.Digest
}

// putIn puts an evaluation into the central file, with the sets that it reads
// and nobody is asked, and says what is there now instead of what.
func (a *app) putIn(central *store.File, wave string, held *store.Evaluation, r *offered, editions *editions) (*store.Evaluation, error) {
	e := &store.Evaluation{ID: r.ID, Version: r.Version, Digest: r.Digest, Files: r.files}
	var err error
	if e.Sets, err = a.setsBesides(r, editions); err != nil {
		return nil, err
	}
	if err := central.SetEvaluation(wave, *e); err != nil {
		return nil, err
	}
	if held == nil {
		fmt.Fprintln(a.err, a.words.T("figures.carry_new", versionOf(e)))
		return e, nil
	}
	fmt.Fprintln(a.err, a.words.T("figures.carry_replaced", versionOf(e), versionOf(held)))
	return e, a.sayNotesOf(central, wave, held.ID, e.ID)
}

// sayNotesOf says that what was noted about the measures of an evaluation does not
// appear with another one.
func (a *app) sayNotesOf(central *store.File, wave, former, now string) error {
	notes, err := central.MeasureNotes()
	if former != now && slices.ContainsFunc(notes, func(n survey.MeasureNote) bool { return n.Evaluation == former && n.Wave == wave }) {
		a.sayHint("carry_notes", former, now)
	}
	return err
}

// setsBesides are the question sets that an evaluation reads and the central
// file does not hold.
func (a *app) setsBesides(r *offered, editions *editions) ([]store.EvaluationSet, error) {
	var all []store.EvaluationSet
	for _, use := range r.Uses {
		if slices.ContainsFunc(editions.held, func(s store.Set) bool { return s.ID == use.ID && s.Version == use.Version }) {
			continue
		}
		set, err := a.setNear(r.fsys, use.ID, use.Version)
		if err != nil {
			return nil, err
		}
		all = append(all, store.EvaluationSet{ID: set.ID, Short: set.Short, Version: set.Version, Digest: set.Digest, Files: set.files})
	}
	slices.SortFunc(all, func(a, b store.EvaluationSet) int { return strings.Compare(a.ID, b.ID) })
	return all, nil
}

// versionOf is an evaluation as people compare it: id, version, digest.
func versionOf(e *store.Evaluation) string {
	return survey.CleanLine(e.ID + " " + e.Version + " (" + survey.ShortDigest(e.Digest) + ")")
}

// sayInstead says that the central file carries other rules than those that
// were named.
func (a *app) sayInstead(c *computed, central *store.File) {
	if held := c.chosen.instead; held != nil {
		is := &store.Evaluation{ID: c.chosen.ID, Version: c.chosen.Version, Digest: c.chosen.Digest}
		a.sayHint("carry_instead", versionOf(is), versionOf(held), argument(central.Path()))
	}
}

// sayHint gives a hint about evaluations that is no error.
func (a *app) sayHint(key string, args ...any) {
	fmt.Fprintf(a.err, "%s: %s\n", a.words.T("cmd.hint"), a.words.T("figures."+key, args...))
}
