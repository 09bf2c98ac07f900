package cmd

import (
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"bestand.example/itbestand/export"
	"bestand.example/itbestand/store"
	"bestand.example/itbestand/survey"
)

type forgetOptions struct {
	path, unit   string
	personal     bool
	reason, by   string
	dryRun, json bool
}

func (a *app) forgetCmd() *cobra.Command {
	var o forgetOptions
	c := a.command("forget "+a.words.T("cmd.arg_central"), "forget")
	c.Args = a.args(1, 1)
	c.Flags().BoolVar(&o.personal, "personal", false, a.words.T("forget.flag_personal"))
	c.Flags().StringVar(&o.unit, "unit", "", a.words.T("forget.flag_unit"))
	c.Flags().StringVar(&o.reason, "reason", "", a.words.T("forget.flag_reason"))
	c.Flags().StringVar(&o.by, "by", "", a.words.T("forget.flag_by"))
	c.Flags().BoolVar(&o.dryRun, "dry-run", false, a.words.T("forget.flag_dry_run"))
	c.Flags().BoolVar(&o.json, "json", false, a.words.T("cmd.flag_json"))
	c.RunE = func(_ *cobra.Command, args []string) error {
		o.path = args[0]
		return a.runForget(o)
	}
	return c
}

func (a *app) runForget(o forgetOptions) (err error) {
	deletes := o.personal || o.unit != ""
	if deletes && !o.dryRun && (strings.TrimSpace(o.reason) == "" || strings.TrimSpace(o.by) == "") {
		return a.usage("forget_reason")
	}
	central, err := a.openCentralAs(o.path, deletes)
	if err != nil {
		return err
	}
	defer func() { err = closing(central, err) }()
	if !deletes {
		return a.listForgettings(central, o)
	}
	return a.forget(central, o)
}

func (a *app) forget(central *store.File, o forgetOptions) error {
	e := store.Forgetting{Scope: store.ScopeUnit, UnitKey: o.unit, Reason: o.reason, By: o.by, At: time.Now()}
	if o.personal {
		e.Scope = store.ScopePersonal
	}
	if o.unit != "" {
		if err := someResponse(a, central, o.unit); err != nil {
			return err
		}
	}
	e, err := central.Forget(e, func(s store.Set) ([]string, error) { return personalNames(central, s) }, o.dryRun)
	if err != nil {
		return err
	}
	if o.json {
		if err := a.json(forgettingEntry(e)); err != nil {
			return err
		}
	}
	key := "forget.done_"
	if o.dryRun {
		key = "forget.trial_"
	}
	fmt.Fprintln(a.err, a.words.T(key+string(e.Scope), e.Responses, e.Answers, argument(o.path), survey.CleanLine(o.unit)))
	if e.Scope == store.ScopeUnit {
		fmt.Fprintln(a.err, a.words.T("forget.outside_unit"))
		return nil
	}
	fmt.Fprintln(a.err, a.words.T("forget.outside"))
	return nil
}

// someResponse refuses a unit of which the central file has nothing: more likely
// a digit is wrong.
func someResponse(a *app, central *store.File, unit string) error {
	held, err := central.Responses()
	if err != nil {
		return err
	}
	for _, h := range held {
		if h.Response.Unit.Key == unit && survey.ValidUnitKey(unit) {
			return nil
		}
	}
	return a.usage("forget_unit", survey.CleanLine(unit))
}

func personalNames(central *store.File, s store.Set) ([]string, error) {
	set, err := heldSet(central, s)
	if err != nil {
		return nil, err
	}
	personal := set.PersonalQuestions()
	var names []string
	for _, q := range set.Questions() {
		if personal[q] {
			names = append(names, q.Name)
		}
	}
	return names, nil
}

// forgetEntry is an entry of the protocol as --json prints it.
type forgetEntry struct {
	Scope     string `json:"scope"`
	Unit      string `json:"unit,omitempty"`
	Responses int    `json:"responses"`
	Answers   int    `json:"answers"`
	Reason    string `json:"reason"`
	By        string `json:"by"`
	At        string `json:"at"`
}

func forgettingEntry(e store.Forgetting) forgetEntry {
	return forgetEntry{string(e.Scope), survey.CleanLine(e.UnitKey), e.Responses, e.Answers, e.Reason, e.By, e.At.UTC().Format(time.RFC3339)}
}

func (a *app) listForgettings(central *store.File, o forgetOptions) error {
	all, err := central.Forgettings()
	if err != nil {
		return err
	}
	if o.json {
		entries := make([]forgetEntry, len(all))
		for i, e := range all {
			entries[i] = forgettingEntry(e)
		}
		return a.json(entries)
	}
	if len(all) == 0 {
		fmt.Fprintln(a.out, a.words.T("forget.none"))
		return nil
	}
	fmt.Fprintln(a.out, a.words.T("forget.protocol", len(all)))
	for _, e := range all {
		key := "forget.entry_" + string(e.Scope)
		if e.Scope == store.ScopePersonal && e.UnitKey != "" {
			key += "_unit"
		}
		fmt.Fprintln(a.out, "  "+a.words.T(key, e.At.Local().Format("02.01.2006 15:04"), e.By, e.Responses, e.Answers, e.Reason, e.UnitKey))
	}
	return nil
}

// forgottenNotes tell in the workbook what was deleted for good.
func (a *app) forgottenNotes(all []store.Forgetting, units map[string]survey.Unit) []export.Note {
	var notes []export.Note
	for _, e := range all {
		n := export.Note{Kind: export.NoteForgotten, Reason: e.Reason, Text: a.words.T("forget.note_"+string(e.Scope), e.By, e.At.Local().Format("02.01.2006"), e.Responses, e.Answers)}
		if e.UnitKey != "" {
			n.Unit = unitOf(units, e.UnitKey)
		}
		notes = append(notes, n)
	}
	return notes
}

// forgottenUnits are the units of which everything was deleted for good.
func forgottenUnits(central *store.File) (map[string]bool, error) {
	all, err := central.Forgettings()
	gone := map[string]bool{}
	for _, e := range all {
		if e.Scope == store.ScopeUnit {
			gone[e.UnitKey] = true
		}
	}
	return gone, err
}
