package cmd

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"bestand.example/itbestand/store"
	"bestand.example/itbestand/survey"
)

func (a *app) upgradeCmd() *cobra.Command {
	var o choice
	c := a.command("upgrade "+a.words.T("cmd.arg_file"), "upgrade")
	c.Args = a.args(1, 1)
	c.Flags().StringVar(&o.set, "questionnaire", "", a.words.T("cmd.flag_questionnaire_upgrade"))
	c.RunE = func(_ *cobra.Command, args []string) error {
		o.path, o.write = args[0], true
		return a.runUpgrade(o)
	}
	return c
}

// moved is a response on its way to a newer version of its question set.
type moved struct {
	nr     int64
	from   *loadedSet
	before *survey.Response
	after  *survey.Response
	place  survey.Place
	steps  []survey.Step
}

// runUpgrade moves the responses of a survey file to a newer version of their
// question set. The file is kept as it was beside it, and what happened is
// told.
func (a *app) runUpgrade(o choice) (err error) {
	if err := a.mustExist(o.path); err != nil {
		return err
	}
	if o.set == "" {
		return a.usage("upgrade_set", argument(o.path))
	}
	set, err := a.loadSet(o.set)
	if err != nil {
		return err
	}
	file, err := a.openFile(o)
	if err != nil {
		return err
	}
	defer func() { err = closing(file, err) }()
	older, err := a.olderVersions(file, set, o)
	switch {
	case err != nil:
		return err
	case len(older) == 0:
		fmt.Fprintln(a.err, a.words.T("cmd.upgrade_there", survey.CleanLine(o.path), set.ID, set.Version))
		return nil
	}
	all, err := a.move(file, set, older, o)
	if err != nil {
		return err
	}
	if err := a.sayParts(file, all); err != nil {
		return err
	}
	return a.upgrade(file, set, all, o)
}

// sayParts tells that parts of a response were handed on: those that are still
// out do not fit the newer version.
func (a *app) sayParts(file *store.File, all []*moved) error {
	for _, m := range all {
		events, err := file.History(m.nr)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(events, func(e store.Event) bool { return e.What == "split" }) {
			a.say("parts_out")
			return nil
		}
	}
	return nil
}

// upgrade writes what was moved, and tells of it.
func (a *app) upgrade(file *store.File, set *loadedSet, all []*moved, o choice) error {
	kept, err := file.Keep("vor-" + set.Version)
	if err != nil {
		return err
	}
	responses := make([]store.Upgraded, len(all))
	for i, m := range all {
		responses[i] = store.Upgraded{Nr: m.nr, Answers: m.after.Answers, Place: m.place}
	}
	if err := file.Upgrade(setRef(set), set.files, responses, file.Who(), time.Now()); err != nil {
		return err
	}
	for _, m := range all {
		a.sayMoved(set, m)
	}
	fmt.Fprintln(a.out, a.words.T("cmd.upgrade_kept", survey.CleanLine(filepath.Base(kept))))
	fmt.Fprintln(a.err, a.words.T("cmd.upgrade_done", survey.CleanLine(o.path), set.Version, argument(o.path)))
	return nil
}

// olderVersions lists the versions of a set that the file holds and that the
// set is to take the place of.
func (a *app) olderVersions(file *store.File, set *loadedSet, o choice) ([]store.Set, error) {
	if file.Kind() != store.Working {
		return nil, a.usage("not_working", survey.CleanLine(o.path), a.words.T("cmd.kind_"+string(file.Kind())))
	}
	held, err := file.Sets()
	if err != nil {
		return nil, err
	}
	held = slices.DeleteFunc(held, func(h store.Set) bool { return h.ID != set.ID })
	if len(held) == 0 {
		return nil, a.usage("set_not_in_file", set.ID, survey.CleanLine(o.path))
	}
	var older []store.Set
	for _, h := range held {
		switch order := survey.CompareVersions(h.Version, set.Version); {
		case order > 0:
			return nil, a.usage("upgrade_older", survey.CleanLine(o.path), h.ID, h.Version, set.Version)
		case order < 0:
			older = append(older, h)
		case h.Digest != set.Digest:
			return nil, a.fail(exitSet, "set_changed", h.ID, h.Version, survey.CleanLine(o.path))
		}
	}
	return older, nil
}

// move works out what becomes of every response to an older version. Nothing
// is written yet.
func (a *app) move(file *store.File, set *loadedSet, older []store.Set, o choice) ([]*moved, error) {
	responses, err := file.Responses()
	if err != nil {
		return nil, err
	}
	var all []*moved
	for _, h := range older {
		from, err := heldSet(file, h)
		if err != nil {
			return nil, err
		}
		if err := a.barred(from, set); err != nil {
			return nil, err
		}
		for _, held := range responses {
			if held.Response.SetID != h.ID || held.Response.SetVersion != h.Version {
				continue
			}
			m, err := a.moveOne(file, held.Nr, from, set, o)
			if err != nil {
				return nil, err
			}
			all = append(all, m)
		}
	}
	return all, nil
}

// barred refuses a set for which answers to the older one can hold no longer,
// whatever they say.
func (a *app) barred(from, set *loadedSet) error {
	for _, d := range survey.Compare(from.Questionnaire, set.Questionnaire) {
		if d.Kind.Bars() {
			return a.fail(exitSet, "upgrade_barred", set.ID, from.Version, set.Version, d.Say(a.words))
		}
	}
	return nil
}

func (a *app) moveOne(file *store.File, nr int64, from, set *loadedSet, o choice) (*moved, error) {
	response, place, err := file.Load(nr)
	if err != nil {
		return nil, err
	}
	if response.Closed {
		w := &working{file: file, set: from, nr: nr, session: unsaved(from, response)}
		return nil, a.writable(w, o.path)
	}
	if _, there := set.Profile(response.Profile); !there && response.Profile != "" {
		gone := survey.Difference{Kind: survey.ProfileGone, Args: []string{response.Profile}}
		return nil, a.fail(exitSet, "upgrade_barred", set.ID, from.Version, set.Version, gone.Say(a.words))
	}
	m := &moved{nr: nr, from: from, before: response, place: place}
	after := *response
	after.SetVersion, after.SetDigest = set.Version, set.Digest
	after.Answers, m.steps = survey.Migrate(from.Questionnaire, set.Questionnaire, response.Answers)
	if name, there := survey.Names(from.Questionnaire, set.Questionnaire)[place.Question]; there {
		m.place.Question = name
	}
	m.after = &after
	return m, nil
}

// unsaved is a session that is only looked at.
func unsaved(set *loadedSet, r *survey.Response) *survey.Session {
	return survey.NewSession(set.Questionnaire, r, survey.Place{}, func(survey.Change) error { return errors.ErrUnsupported })
}
