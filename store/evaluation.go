package store

import "bestand.example/itbestand/survey"

// Evaluation is what a central file evaluates the answers of a wave by, with
// all that it needs for that: so an export years later has the same rules.
type Evaluation struct {
	ID      string
	Version string
	Digest  string          // survey.SetDigest over its files
	Files   []survey.File   // its own first, then the lists of parameters that it names
	Sets    []EvaluationSet // sorted by id
}

// EvaluationSet is a question set that an evaluation reads and nobody is asked:
// what is asked is in the central file by itself (see AddSet), and responses
// are taken to nothing else.
type EvaluationSet struct {
	ID      string
	Short   string
	Version string
	Digest  string        // survey.SetDigest over its files
	Files   []survey.File // its own first
}

// SetEvaluation puts into a central file by what the answers of a wave are
// evaluated, in place of what was there. The empty wave is that of the responses
// that belong to none.
func (f *File) SetEvaluation(wave string, e Evaluation) error {
	if f.kind != Central {
		return fault(CodeNotCentral, f.path)
	}
	if err := f.checkEvaluation(e); err != nil {
		return err
	}
	return f.write(func() error {
		for _, table := range []string{"evaluation_file", "evaluation_set", "evaluation"} {
			if err := f.link.exec("DELETE FROM "+table+" WHERE wave = ?", wave); err != nil {
				return err
			}
		}
		return insertEvaluation(f.link, wave, e)
	})
}

// checkEvaluation makes sure that the files are those of the evaluation and its
// sets.
func (f *File) checkEvaluation(e Evaluation) error {
	for _, s := range e.Sets {
		if len(s.Files) == 0 {
			return fault(CodeSetDiffers, f.path, s.ID, s.Version)
		}
		if err := f.checkSet(Set{ID: s.ID, Version: s.Version, Digest: s.Digest}, s.Files); err != nil {
			return err
		}
	}
	if len(e.Files) == 0 {
		return fault(CodeSetDiffers, f.path, e.ID, e.Version)
	}
	return f.checkSet(Set{ID: e.ID, Version: e.Version, Digest: e.Digest}, e.Files)
}

func insertEvaluation(l link, wave string, e Evaluation) error {
	if err := l.exec("INSERT INTO evaluation VALUES (?, ?, ?, ?)", wave, e.ID, e.Version, e.Digest); err != nil {
		return err
	}
	if err := insertEvaluationFiles(l, wave, "", e.Files); err != nil {
		return err
	}
	for _, s := range e.Sets {
		if err := l.exec("INSERT INTO evaluation_set VALUES (?, ?, ?, ?, ?)", wave, s.ID, s.Short, s.Version, s.Digest); err != nil {
			return err
		}
		if err := insertEvaluationFiles(l, wave, s.ID, s.Files); err != nil {
			return err
		}
	}
	return nil
}

func insertEvaluationFiles(l link, wave, set string, files []survey.File) error {
	for i, file := range files {
		if err := l.exec("INSERT INTO evaluation_file VALUES (?, ?, ?, ?, ?)", wave, set, i+1, file.Name, file.Data); err != nil {
			return err
		}
	}
	return nil
}

// Evaluation returns by what the answers of a wave are evaluated, or nil where
// the file does not say. Files that do not have their digest give CodeDamaged.
func (f *File) Evaluation(wave string) (*Evaluation, error) {
	r, err := f.link.one("SELECT id, version, digest FROM evaluation WHERE wave = ?", wave)
	if err != nil || r == nil {
		return nil, explain(f.path, err)
	}
	files, err := f.evaluationFiles(wave)
	if err != nil {
		return nil, err
	}
	e := &Evaluation{ID: r.text(0), Version: r.text(1), Digest: r.text(2), Files: files[""]}
	for r, err := range f.link.rows("SELECT id, short, version, digest FROM evaluation_set WHERE wave = ? ORDER BY id", wave) {
		if err != nil {
			return nil, explain(f.path, err)
		}
		e.Sets = append(e.Sets, EvaluationSet{ID: r.text(0), Short: r.text(1), Version: r.text(2), Digest: r.text(3), Files: files[r.text(0)]})
	}
	if f.checkEvaluation(*e) != nil {
		return nil, fault(CodeDamaged, f.path)
	}
	return e, nil
}

// evaluationFiles reads the files of what a wave is evaluated by: those of the
// evaluation under the empty text, of its sets under their ids.
func (f *File) evaluationFiles(wave string) (map[string][]survey.File, error) {
	files := map[string][]survey.File{}
	for r, err := range f.link.rows("SELECT set_id, name, data FROM evaluation_file WHERE wave = ? ORDER BY set_id, place", wave) {
		if err != nil {
			return nil, explain(f.path, err)
		}
		files[r.text(0)] = append(files[r.text(0)], survey.File{Name: r.text(1), Data: r.bytes(2)})
	}
	return files, nil
}
