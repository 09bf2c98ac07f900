package cmd

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"bestand.example/itbestand/questionnaires"
	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/parser"
)

// otherKind tells whether a path, or an id of something in the program, leads to
// an evaluation or a wave.
func otherKind(ref string) (kind string, ok bool) {
	kind = parser.Kind(home(ref))
	return kind, kind == "evaluation" || kind == "wave"
}

// home is the file that a path or an id names, and the folder that it is in.
func home(ref string) (fsys fs.FS, name string) {
	if !isPath(ref) {
		return questionnaires.Files, ref + ".yaml"
	}
	return os.DirFS(filepath.Dir(ref)), filepath.Base(ref)
}

// runOtherCheck checks an evaluation or a wave against the question sets that
// it uses.
func (a *app) runOtherCheck(ref, kind string, asJSON bool) error {
	fine, err := a.readOther(ref, kind)
	var wrong *parser.Errors
	switch {
	case errors.As(err, &wrong) && asJSON:
		return a.checkAsJSON(wrong.Findings, wrong)
	case errors.As(err, &wrong):
		fmt.Fprint(a.err, wrong.Render(a.words))
		return a.fail(exitSet, kind+"_wrong", len(wrong.Findings))
	case err != nil:
		return err
	case asJSON:
		return a.checkAsJSON(nil, nil)
	}
	if _, err = fmt.Fprintln(a.out, fine); err == nil && kind == "wave" {
		err = a.hintAtWave(ref)
	}
	return err
}

// hintAtWave says that the evaluation which a wave names does not lie beside it
// yet.
func (a *app) hintAtWave(ref string) error {
	w, err := a.loadFielding(ref)
	if err == nil && w.Evaluation != "" && offerOfWave(w).missing {
		a.sayHint("wave_lacks", survey.CleanLine(w.Evaluation))
	}
	return err
}

// readOther reads an evaluation or a wave, and says that it is fine.
func (a *app) readOther(ref, kind string) (fine string, err error) {
	if kind == "wave" {
		w, err := a.loadWave(ref)
		if err != nil {
			return "", err
		}
		return a.words.T("cmd.wave_fine", w.ID, len(w.Sets), survey.ShortDigest(w.Digest)), nil
	}
	e, err := a.loadEvaluation(ref)
	if err != nil {
		return "", err
	}
	counts := []any{len(e.Indicators), len(e.Fields), len(e.Measures), len(e.Tables)}
	return a.words.T("cmd.evaluation_fine", slices.Concat([]any{e.ID, e.Version}, counts, []any{survey.ShortDigest(e.Digest)})...), nil
}

// loadEvaluation reads an evaluation by its path, or by its id from those in the
// program.
func (a *app) loadEvaluation(ref string) (*survey.Evaluation, error) {
	fsys, name := home(ref)
	e, _, err := parser.Evaluation(fsys, name, a.setsNear(fsys))
	return e, err
}

// loadWave reads a wave by its path, or by its id from those in the program.
func (a *app) loadWave(ref string) (*survey.Wave, error) {
	fsys, name := home(ref)
	w, _, err := parser.WaveFor(fsys, name, a.setsNear(fsys), wrongRecipient)
	return w, err
}

// setsNear gives the question sets that lie in a folder, and those in the
// program, as the parser asks for them.
func (a *app) setsNear(fsys fs.FS) parser.Sets {
	return func(ref, version string) (*survey.Questionnaire, error) {
		set, err := a.setNear(fsys, ref, version)
		if set == nil {
			return nil, err // without an error the parser says which set is missing, and where it is named
		}
		return set.Questionnaire, nil
	}
}

// setNear finds a question set by its id or short name, in a folder or in the
// program. What lies in the folder comes first. Where a set is not found and
// one in the folder cannot be read, that one may be meant: its mistakes are the
// error. Nil is returned where there is no such set.
func (a *app) setNear(fsys fs.FS, ref, version string) (*loadedSet, error) {
	fits := func(set *loadedSet) bool {
		return (set.ID == ref || set.Short == ref) && (version == "" || set.Version == version)
	}
	names, err := fs.Glob(fsys, "*.yaml")
	if err != nil {
		return nil, err
	}
	var broken error
	for _, name := range names {
		kind := parser.Kind(fsys, name)
		// What cannot even tell its kind may be meant where its name is the set's.
		if kind != "questionnaire" && (kind != "" || name != ref+".yaml") {
			continue
		}
		set, err := readSet(fsys, name)
		switch {
		case err != nil && broken == nil:
			broken = err
		case err == nil && fits(set):
			return set, nil
		}
	}
	for _, id := range embeddedSets() {
		if set, err := a.loadSet(id); err == nil && fits(set) {
			return set, nil
		}
	}
	return nil, broken
}
