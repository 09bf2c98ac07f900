package cmd

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"bestand.example/itbestand/export"
	"bestand.example/itbestand/store"
	"bestand.example/itbestand/store/seal"
	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/population"
)

type inviteOptions struct {
	wave, dir  string
	population string // path of a list of administrations; empty: the one that the wave names
	program    string // path of the program to put beside
	zip        bool
}

func (a *app) inviteCmd() *cobra.Command {
	var o inviteOptions
	c := a.command("invite "+a.words.T("invite.arg_wave"), "invite")
	c.Args = a.args(1, 1)
	c.Flags().StringVarP(&o.dir, "output", "o", "", a.words.T("invite.flag_output"))
	c.Flags().StringVar(&o.population, "population", "", a.words.T("cmd.flag_population"))
	c.Flags().StringVar(&o.program, "program", "", a.words.T("invite.flag_program"))
	c.Flags().BoolVar(&o.zip, "zip", false, a.words.T("invite.flag_zip"))
	c.RunE = func(c *cobra.Command, args []string) error {
		o.wave = args[0]
		return a.runInvite(c.Context(), o)
	}
	return c
}

// invitation is what the folders of a wave are made of.
type invitation struct {
	inviteOptions
	wave       *loadedWave
	units      *survey.Population
	mails      map[string]string // by unit key
	recipients []seal.Recipient
	register   *register
	sets       map[string]*loadedSet // by id and version: each is read once
}

// runInvite makes one folder for each administration that is asked something.
// The register of return codes stays in the folder of them all: inviting again
// keeps the codes and what is there, and adds what is missing.
func (a *app) runInvite(ctx context.Context, o inviteOptions) error {
	if o.dir == "" {
		return a.usage("invite_output")
	}
	i, err := a.prepareInvitation(o)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(o.dir, 0o700); err != nil {
		return err
	}
	if err := a.enterUnits(i); err != nil {
		return err
	}
	p := a.progress("progress.files")
	defer p.end()
	made, kept, unasked := 0, 0, 0
	for n, unit := range i.units.Units {
		if err := ctx.Err(); err != nil {
			return err
		}
		switch done, err := a.inviteUnit(i, unit); {
		case err != nil:
			return err
		case done == invitedNew:
			made++
		case done == invitedBefore:
			kept++
		default:
			unasked++
		}
		p.step(n+1, len(i.units.Units))
	}
	if err := a.writeCoverLetters(i); err != nil {
		return err
	}
	a.sayInvited(i, made, kept, unasked)
	return nil
}

func (a *app) prepareInvitation(o inviteOptions) (*invitation, error) {
	c := choice{wave: o.wave, population: o.population}
	if err := a.readWave(&c); err != nil {
		return nil, err
	}
	if c.population == "" {
		return nil, a.usage("invite_population", c.fielding.ID)
	}
	data, err := os.ReadFile(c.population)
	if err != nil {
		return nil, err
	}
	if err := a.readPopulation(&c); err != nil {
		return nil, err
	}
	i := &invitation{inviteOptions: o, wave: c.fielding, units: c.units, mails: population.Mails(data), sets: map[string]*loadedSet{}}
	if i.recipients, err = a.recipients(i.wave.Wave); err != nil {
		return nil, err
	}
	if o.program != "" {
		if info, err := os.Stat(o.program); err != nil || !info.Mode().IsRegular() {
			return nil, a.usage("invite_program", survey.CleanLine(o.program))
		}
	}
	i.register, err = a.openRegister(filepath.Join(o.dir, a.words.T("invite.register_name")))
	return i, err
}

// enterUnits gives every administration that is asked something its code, and
// writes the register before any folder is made: a code that is not in it must
// not leave the house.
func (a *app) enterUnits(i *invitation) error {
	for _, unit := range i.units.Units {
		sets, err := a.setsOf(i, unit)
		if err != nil {
			return err
		}
		if len(sets) == 0 {
			continue
		}
		if _, err := os.Lstat(filepath.Join(i.dir, i.folder(unit))); err == nil && !i.register.has(unit.Key) {
			return a.usage("invite_folder", i.folder(unit), survey.CleanLine(i.register.path)) // its code is not known
		}
		i.register.enter(unit, i.folder(unit), i.mails[unit.Key])
	}
	return i.register.save()
}

// folder is the name of the folder or the archive of an administration.
func (i *invitation) folder(u survey.Unit) string {
	if i.zip {
		return folderName(u) + ".zip"
	}
	return folderName(u)
}

// What became of an administration.
const (
	notAsked = iota
	invitedNew
	invitedBefore
)

// inviteUnit makes the folder of one administration, under a name of its own
// until it is whole.
func (a *app) inviteUnit(i *invitation, unit survey.Unit) (int, error) {
	sets, err := a.setsOf(i, unit)
	if err != nil || len(sets) == 0 {
		return notAsked, err
	}
	name := folderName(unit)
	entry := i.register.find(unit.Key)
	target := filepath.Join(i.dir, entry.folder)
	if _, err := os.Lstat(target); err == nil {
		return invitedBefore, nil
	}
	temp := filepath.Join(i.dir, "."+name+".tmp")
	if err := export.RemoveFolder(temp); err != nil {
		return notAsked, err
	}
	defer export.RemoveFolder(temp)
	if err := a.fillFolder(i, temp, unit, entry.code, sets); err != nil {
		return notAsked, err
	}
	if i.zip {
		err = zipFolder(temp, name, target)
	} else {
		err = os.Rename(temp, target)
	}
	return invitedNew, err
}

// folderName names the folder of an administration so that every system and
// every mail program takes it: the key, and its name in plain letters.
func folderName(u survey.Unit) string {
	plain := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return '-'
	}, survey.Fold(u.Name))
	words := strings.FieldsFunc(plain, func(r rune) bool { return r == '-' })
	name := u.Key
	for _, w := range words {
		if len(name)+1+len(w) > 60 {
			break
		}
		name += "_" + w
	}
	return name
}

// setsOf are the sets that a unit is asked, each read once.
func (a *app) setsOf(i *invitation, unit survey.Unit) ([]*loadedSet, error) {
	var sets []*loadedSet
	for _, s := range i.wave.SetsFor(unit) {
		key := s.ID + " " + s.Version
		if i.sets[key] == nil {
			set, err := a.setNear(i.wave.fsys, s.ID, s.Version)
			if err != nil {
				return nil, err
			}
			i.sets[key] = set
		}
		if set := i.sets[key]; !set.Project {
			sets = append(sets, set)
		}
	}
	return sets, nil
}

// fillFolder puts everything into the folder of one administration: its survey
// file, a file to copy for each anonymous set, the program, and three steps to
// follow.
func (a *app) fillFolder(i *invitation, dir string, unit survey.Unit, code string, sets []*loadedSet) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	own := filepath.Join(dir, "erhebung_"+unit.Key+".itb")
	personal := map[string]*loadedSet{}
	named := false
	for _, set := range sets {
		if set.Anonymous {
			personal["befragung_"+set.ID+".itb"] = set
		} else {
			named = true
		}
	}
	if named {
		if err := a.makeSurveyFile(i, own, unit, code); err != nil {
			return err
		}
	}
	for name, set := range personal {
		if err := makeTemplate(i, filepath.Join(dir, name), unit, set); err != nil {
			return err
		}
	}
	if i.program != "" {
		if err := copyFile(i.program, filepath.Join(dir, "itbestand"+filepath.Ext(i.program))); err != nil {
			return err
		}
	}
	text := a.readme(i, unit, named, len(personal) > 0)
	return os.WriteFile(filepath.Join(dir, "LIESMICH.txt"), []byte("\ufeff"+strings.ReplaceAll(text, "\n", "\r\n")), 0o600)
}

// makeSurveyFile makes the survey file of an administration as `fill --wave`
// would, with its return code.
func (a *app) makeSurveyFile(i *invitation, path string, unit survey.Unit, code string) (err error) {
	file, err := store.Create(path, store.Working, store.Author{}, time.Now())
	if err != nil {
		return err
	}
	defer func() { err = closing(file, err) }()
	if _, err := a.pick(file, choice{path: path, write: true, unit: unit.Key, units: i.units, fielding: i.wave}); err != nil {
		return err
	}
	return file.SetReturnCode(code)
}

// makeTemplate makes a file of an anonymous set that is copied for each person:
// it tells Kreis and size class, and has no response yet, so that each copy
// gets an id of its own.
func makeTemplate(i *invitation, path string, unit survey.Unit, set *loadedSet) (err error) {
	file, err := store.Create(path, store.Working, store.Author{}, time.Now())
	if err != nil {
		return err
	}
	defer func() { err = closing(file, err) }()
	return errors.Join(
		file.AddWave(store.Wave{ID: i.wave.ID, Digest: i.wave.Digest}, i.wave.files),
		file.AddSet(setRef(set), set.files),
		file.SetUnit(unit.Veiled()),
	)
}

func copyFile(from, to string) error {
	data, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return os.WriteFile(to, data, 0o700)
}

func (a *app) sayInvited(i *invitation, made, kept, unasked int) {
	fmt.Fprintln(a.err, a.words.T("invite.done", made, kept, unasked, survey.CleanLine(i.dir)))
	fmt.Fprintln(a.err, a.words.T("invite.register", survey.CleanLine(i.register.path)))
	switch len(i.recipients) {
	case 0:
		fmt.Fprintln(a.err, a.words.T("invite.unsealed"))
	case 1:
		fmt.Fprintln(a.err, a.words.T("invite.one_recipient"))
	}
}
