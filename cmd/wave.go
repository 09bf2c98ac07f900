package cmd

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"time"

	"bestand.example/itbestand/store"
	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/parser"
)

// loadedWave is a wave together with the files that it was read from, and the
// folder that it was read in.
type loadedWave struct {
	*survey.Wave
	files []survey.File
	fsys  fs.FS
	path  string // empty: it is in the program
}

// loadFielding reads a wave with its bytes, by its path or its id.
func (a *app) loadFielding(ref string) (*loadedWave, error) {
	fsys, name := home(ref)
	w, files, err := parser.WaveFor(fsys, name, a.setsNear(fsys), wrongRecipient)
	var wrong *parser.Errors
	switch {
	case errors.As(err, &wrong):
		fmt.Fprint(a.err, wrong.Render(a.words))
		return nil, a.fail(exitSet, "wave_wrong", len(wrong.Findings))
	case err != nil:
		return nil, err
	}
	loaded := &loadedWave{Wave: w, files: files, fsys: fsys}
	if isPath(ref) {
		loaded.path = ref
	}
	return loaded, nil
}

// readWave reads the wave that a choice names, and the list of administrations
// that the wave names where the choice names none.
func (a *app) readWave(c *choice) (err error) {
	if c.wave == "" {
		return nil
	}
	if c.fielding, err = a.loadFielding(c.wave); err != nil {
		return err
	}
	if list := c.fielding.Population; c.population == "" && list != "" && c.fielding.path != "" {
		c.population = filepath.Join(filepath.Dir(c.fielding.path), filepath.FromSlash(list))
	}
	return nil
}

// waveOf reads the wave that a file carries, of several the one that was added
// last; nil where it has none.
func waveOf(file *store.File) (*survey.Wave, error) { return waveIn(file, "") }

// waveIn reads the wave of a file that has an id; without one the one that was
// added last. Nil where the file does not carry it.
func waveIn(file *store.File, id string) (*survey.Wave, error) {
	waves, err := file.Waves()
	if err != nil || len(waves) == 0 {
		return nil, err
	}
	if id == "" {
		id = waves[len(waves)-1].ID
	}
	files, err := file.WaveFiles(id)
	if err != nil || len(files) == 0 {
		return nil, err
	}
	w, _, err := parser.Wave(memoryFS(files), files[0].Name, nil)
	return w, err
}

// unitMeant is the unit that a choice names, with what the list of
// administrations says of it.
func (c choice) unitMeant() survey.Unit {
	if u, ok := c.units.Unit(c.unit); ok {
		return u
	}
	u := survey.Unit{Key: c.unit}
	if len(c.unit) == 5 {
		u.Type = survey.Landkreis
	}
	return u
}

// dealt lists the sets that a new file gets by its wave where none is named:
// those that the unit is asked. Sets of which every response is a file of its
// own are left out.
func (a *app) dealt(c choice) ([]*loadedSet, error) {
	var sets []*loadedSet
	for _, s := range c.fielding.SetsFor(c.unitMeant()) {
		set, err := a.setNear(c.fielding.fsys, s.ID, s.Version)
		if err != nil {
			return nil, err
		}
		if !set.Anonymous && !set.Project && !slices.ContainsFunc(sets, func(other *loadedSet) bool { return other.ID == set.ID }) {
			sets = append(sets, set)
		}
	}
	if len(sets) == 0 {
		return nil, a.usage("wave_no_set", c.fielding.ID)
	}
	return sets, nil
}

// deal puts into a file what its wave asks of its unit, and begins a response to
// each of the sets. It gives the first of them.
func (a *app) deal(file *store.File, c choice) (first *loadedSet, err error) {
	sets, err := a.dealt(c)
	if err != nil {
		return nil, err
	}
	for _, set := range sets {
		if err := file.AddSet(setRef(set), set.files); err != nil {
			return nil, err
		}
		if err := a.enterUnit(file, set, c); err != nil {
			return nil, err
		}
		if _, _, err := a.pickResponse(file, set, c); err != nil {
			return nil, err
		}
	}
	return sets[0], nil
}

// inForm finds in which form the wave asks a set: the whole one, or a short
// form. A set that the wave does not ask belongs into a file of its own.
func (a *app) inForm(w *survey.Wave, set *loadedSet, unit survey.Unit, wanted string) (profile string, err error) {
	if w == nil {
		return wanted, nil
	}
	var forms []survey.WaveSet
	version := ""
	for _, s := range w.Sets {
		if s.ID == set.ID {
			version = s.Version
		}
		if s.ID == set.ID && s.Version == set.Version {
			forms = append(forms, s)
		}
	}
	switch {
	case version == "":
		return "", a.usage("wave_without_set", w.ID, set.ID)
	case len(forms) == 0:
		return "", a.usage("wave_version", w.ID, set.ID, version, set.Version)
	case wanted != "":
		return wanted, nil
	}
	for _, s := range forms {
		if asked, known := s.Asks(unit); asked && known {
			return s.Profile, nil
		}
	}
	for _, s := range forms[1:] {
		if s.Profile != forms[0].Profile {
			return "", a.usage("wave_which_form", set.ID)
		}
	}
	return forms[0].Profile, nil
}

// enterDate gives a new response the reference date of its wave, where its set
// asks for one.
func enterDate(file *store.File, set *loadedSet, w *survey.Wave, nr int64) error {
	q := set.Question(survey.StichtagName)
	if q == nil || q.Section == nil {
		return nil
	}
	date := survey.Answer{Value: survey.Value{Kind: survey.KindDate, Text: w.ReferenceDate.String()}}
	change := survey.Change{Answers: []survey.AnswerChange{{Key: survey.Key{Question: survey.StichtagName}, Answer: date}}}
	return file.Save(nr, set.Questionnaire, change, file.Who(), time.Now())
}
