package cmd

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/user"
	"path/filepath"
	"strings"
	"time"

	"bestand.example/itbestand/store"
	"bestand.example/itbestand/survey"
)

// choice says which response of which file a command means.
type choice struct {
	path  string
	set   string // id or path of a question set; empty: the only one in the file
	unit  string // key of the administration; empty: as the file says
	write bool
	nth   int  // which response to a set that is answered many times; 0: the only one
	whole bool // all of them

	profile    string             // short form in which the response is begun; empty: as it is
	population string             // path of a list of units that the file gets
	units      *survey.Population // that stand in it

	wave     string      // path or id of the wave that a new file gets
	fielding *loadedWave // that it names
}

// working is a survey file with one of its responses at hand.
type working struct {
	file    *store.File
	set     *loadedSet
	nr      int64
	nth     int // place among the responses to its set; 0: the set is answered once
	session *survey.Session
	wave    *survey.Wave // that the file carries; nil: none
	made    bool         // by this command
}

// argument is what a person types after a command for this response: the file,
// and the question set and the number of the response where there are several.
func (w *working) argument(path string) string {
	text := w.setArgument(path)
	if w.nth > 0 {
		text += fmt.Sprintf(" --response %d", w.nth)
	}
	return text
}

// setArgument is argument for commands that take all responses to a set.
func (w *working) setArgument(path string) string {
	sets, err := w.file.Sets()
	if err != nil || len(sets) < 2 {
		return argument(path)
	}
	return argument(path) + " --questionnaire " + w.set.ID
}

// close closes the file and keeps the first error. A file that the command
// made is removed where the command was refused: it holds nothing yet.
func (w *working) close(err error) error {
	err = closing(w.file, err)
	var f *failure
	interrupted := errors.As(err, &f) && f.code == exitInterrupted
	if w.made && err != nil && !interrupted && !w.session.Response.Touched() {
		err = errors.Join(err, os.Remove(w.file.Path()))
	}
	return err
}

// open opens a response for writing or reading. For writing, a file, a set or
// a response that is not there yet is made where the choice names a set.
func (a *app) open(c choice) (*working, error) {
	if c.unit != "" && !survey.ValidUnitKey(c.unit) {
		return nil, a.usage("unit_key", survey.CleanLine(c.unit))
	}
	if c.path == "" {
		return nil, a.usage("file_missing", `""`)
	}
	if err := a.readWave(&c); err != nil {
		return nil, err
	}
	if err := a.readPopulation(&c); err != nil {
		return nil, err // before a file is made for nothing
	}
	_, missing := os.Stat(c.path)
	file, err := a.openFile(c)
	if err != nil {
		return nil, err
	}
	w, err := a.pick(file, c)
	if err != nil {
		err = errors.Join(err, file.Close())
		if errors.Is(missing, fs.ErrNotExist) {
			err = errors.Join(err, os.Remove(file.Path()))
		}
		return nil, err
	}
	w.made = errors.Is(missing, fs.ErrNotExist)
	return w, nil
}

// mustExist refuses a file that is not there, for commands that have nothing to
// do on a new one.
func (a *app) mustExist(path string) error { return a.mustBeThere(path, "file_missing") }

// mustBeThere refuses a name of which there is nothing, in words that tell how
// such a file comes to be.
func (a *app) mustBeThere(path, refusal string) error {
	if !exists(path) {
		return a.usage(refusal, survey.CleanLine(path))
	}
	return nil
}

// exists reports whether there is anything under a name, readable or not.
func exists(path string) bool {
	_, err := os.Stat(path)
	return !errors.Is(err, fs.ErrNotExist)
}

func (a *app) openFile(c choice) (*store.File, error) {
	_, err := os.Stat(c.path)
	missing := errors.Is(err, fs.ErrNotExist)
	switch {
	case missing && c.write && (c.set != "" || c.fielding != nil):
		if err := a.worthMaking(c); err != nil {
			return nil, err
		}
		return store.Create(c.path, store.Working, thisAuthor(), time.Now())
	case missing:
		return nil, a.usage("file_missing", survey.CleanLine(c.path))
	case c.write:
		return store.Open(c.path, thisAuthor(), time.Now())
	}
	return store.OpenReadOnly(c.path)
}

// worthMaking finds out what is wrong with a choice before a file is made for
// nothing.
func (a *app) worthMaking(c choice) error {
	if c.set == "" {
		_, err := a.dealt(c)
		return err
	}
	set, err := a.setNamed(c)
	if err != nil || c.fielding == nil {
		return err
	}
	_, err = a.inForm(c.fielding.Wave, set, c.unitMeant(), c.profile)
	return err
}

// setNamed reads the question set that a choice names. One of a wave may lie
// beside it.
func (a *app) setNamed(c choice) (*loadedSet, error) {
	if c.fielding != nil && !isPath(c.set) {
		if set, err := a.setNear(c.fielding.fsys, c.set, ""); set != nil || err != nil {
			return set, err
		}
	}
	return a.loadSet(c.set)
}

func (a *app) pick(file *store.File, c choice) (*working, error) {
	if file.Kind() != store.Working && file.Kind() != store.Part && file.Kind() != store.FollowUp && (c.write || file.Kind() == store.Central) {
		return nil, a.usage("not_working", survey.CleanLine(c.path), a.words.T("cmd.kind_"+string(file.Kind())))
	}
	if c.units != nil {
		if err := file.SetPopulation(c.units); err != nil {
			return nil, err
		}
	}
	if err := a.sameUnit(file, c); err != nil {
		return nil, err // before a set is put into the file for nothing
	}
	if c.fielding != nil {
		if err := file.AddWave(store.Wave{ID: c.fielding.ID, Digest: c.fielding.Digest}, c.fielding.files); err != nil {
			return nil, err
		}
	}
	set, err := a.pickSet(file, c)
	if err != nil {
		return nil, err
	}
	if err := a.enterUnit(file, set, c); err != nil {
		return nil, err
	}
	nr, nth, err := a.pickResponse(file, set, c)
	if err != nil {
		return nil, err
	}
	return at(file, set, nr, nth)
}

// at is a response of a file, ready to be answered.
func at(file *store.File, set *loadedSet, nr int64, nth int) (*working, error) {
	response, place, err := file.Load(nr)
	if err != nil {
		return nil, err
	}
	wave, err := waveOf(file)
	if err != nil {
		return nil, err
	}
	save := func(change survey.Change) error {
		return file.Save(nr, set.Questionnaire, change, file.Who(), time.Now())
	}
	return &working{file: file, set: set, nr: nr, nth: nth, wave: wave, session: survey.NewSession(set.Questionnaire, response, place, save)}, nil
}

// pickSet finds the question set that is meant, and puts it into the file
// where it is new.
func (a *app) pickSet(file *store.File, c choice) (*loadedSet, error) {
	held, err := file.Sets()
	if err != nil {
		return nil, err
	}
	switch {
	case c.set == "" && c.fielding != nil && len(held) == 0:
		return a.deal(file, c)
	case c.set == "":
		return a.onlySet(file, held, c.path)
	}
	id := c.set
	var named *loadedSet
	if isPath(c.set) {
		if named, err = a.loadSet(c.set); err != nil {
			return nil, err
		}
		id = named.ID
	}
	for _, h := range held {
		if h.ID != id {
			continue
		}
		switch {
		case named == nil:
			a.sayNewer(h, c)
		case survey.CompareVersions(named.Version, h.Version) > 0:
			return nil, a.usage("set_newer", survey.CleanLine(c.path), h.ID, h.Version, named.Version, argument(c.path), argument(c.set))
		case named.Version != h.Version:
			return nil, a.usage("set_other_version", survey.CleanLine(c.path), h.ID, h.Version, named.Version)
		case named.Digest != h.Digest:
			return nil, a.fail(exitSet, "set_changed", h.ID, h.Version, survey.CleanLine(c.path))
		}
		return heldSet(file, h)
	}
	if !c.write || file.Kind() != store.Working {
		return nil, a.usage("set_not_in_file", survey.CleanLine(c.set), survey.CleanLine(c.path))
	}
	if named == nil {
		if named, err = a.setNamed(c); err != nil {
			return nil, err
		}
	}
	return named, file.AddSet(setRef(named), named.files)
}

// sayNewer tells whoever names a set by its id that the program has a newer
// version of it. A response moves only when its user says so.
func (a *app) sayNewer(held store.Set, c choice) {
	set, err := a.loadSet(c.set)
	if err != nil || !c.write || survey.CompareVersions(set.Version, held.Version) <= 0 {
		return // the set is not in the program, or no news
	}
	fmt.Fprintf(a.err, "%s: %s\n", a.words.T("cmd.hint"), a.words.T("cmd.set_newer_there", held.Version, set.ID, set.Version, argument(c.path)))
}

func (a *app) onlySet(file *store.File, held []store.Set, path string) (*loadedSet, error) {
	switch len(held) {
	case 0:
		return nil, a.usage("no_set", survey.CleanLine(path))
	case 1:
		return heldSet(file, held[0])
	}
	ids := make([]string, len(held))
	for i, h := range held {
		ids[i] = h.ID
	}
	return nil, a.usage("several_sets", survey.CleanLine(path), strings.Join(ids, ", "))
}

func heldSet(file *store.File, h store.Set) (*loadedSet, error) {
	files, err := file.SetFiles(h.ID, h.Version)
	if err != nil {
		return nil, err
	}
	return setOf(files)
}

func setRef(s *loadedSet) store.Set {
	return store.Set{
		ID: s.ID, Version: s.Version, Short: s.Short, Title: s.Title.In("de"), Digest: s.Digest, Many: s.Many, Anonymous: s.Anonymous,
	}
}

// sameUnit refuses to change the unit of a file.
func (a *app) sameUnit(file *store.File, c choice) error {
	unit, err := file.Unit()
	if err == nil && c.unit != "" && unit.Key != "" && unit.Key != c.unit {
		return a.usage("unit_other", survey.CleanLine(c.path), unit.Key, c.unit)
	}
	return err
}

// enterUnit writes the unit into a file that does not know its unit yet. What the list of administrations says of it is taken
// over, also later. A project has no administration, and of an anonymous person
// only Kreis and size class are kept.
func (a *app) enterUnit(file *store.File, set *loadedSet, c choice) error {
	unit, err := file.Unit()
	switch {
	case err != nil:
		return err
	case set.Project && c.unit != "":
		return a.usage("unit_project", set.ID)
	case c.unit == "" && (unit.Key == "" || c.units == nil):
		return nil
	case c.unit != "" && unit.Key == c.unit && c.units == nil:
		return nil
	case c.unit != "" && unit.Key == "":
		unit = survey.Unit{Key: c.unit, DistrictKey: c.unit[:5]}
		if len(c.unit) == 5 {
			unit.Type = survey.Landkreis
		}
	}
	known, err := file.Population()
	if err != nil {
		return err
	}
	if u, ok := known.Unit(unit.Key); ok {
		unit = u
	} else if known != nil {
		a.say("unit_not_listed", unit.Key)
	}
	if set.Anonymous {
		unit = unit.Veiled()
	}
	return file.SetUnit(unit)
}

// knownProfile refuses a short form that the set does not have.
func (a *app) knownProfile(set *loadedSet, name string) error {
	if _, ok := set.Profile(name); ok || name == "" {
		return nil
	}
	var names []string
	for _, p := range set.Profiles {
		names = append(names, p.Name)
	}
	return a.nearest("profile_unknown", name, names)
}

// sameProfile refuses to change the short form of a response that is begun:
// its answers would be answers to other questions.
func (a *app) sameProfile(c choice, begun string) error {
	switch {
	case c.profile == "" || c.profile == begun:
		return nil
	case begun == "":
		return a.usage("profile_whole", survey.CleanLine(c.path), c.profile)
	}
	return a.usage("profile_other", survey.CleanLine(c.path), begun, c.profile)
}

// thisAuthor is who works at this computer, for the file's history.
func thisAuthor() store.Author {
	author := store.Author{}
	if u, err := user.Current(); err == nil {
		author.Name = filepath.Base(u.Username)
	}
	if name, err := os.Hostname(); err == nil {
		author.Computer = name
	}
	return author
}

// closing closes a file and keeps the first error.
func closing(file *store.File, err error) error {
	if closed := file.Close(); err == nil {
		return closed
	}
	return err
}
