package cmd

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"bestand.example/itbestand/store"
	"bestand.example/itbestand/survey"
)

type resolveOptions struct {
	path, unit, set  string
	keep, reason, by string
	undo, json       bool
}

func (a *app) resolveCmd() *cobra.Command {
	var o resolveOptions
	c := a.command("resolve "+a.words.T("cmd.arg_central"), "resolve")
	c.Args = a.args(1, 1)
	c.Flags().StringVar(&o.unit, "unit", "", a.words.T("resolve.flag_unit"))
	c.Flags().StringVar(&o.set, "questionnaire", "", a.words.T("resolve.flag_questionnaire"))
	c.Flags().StringVar(&o.keep, "keep", "", a.words.T("resolve.flag_keep"))
	c.Flags().BoolVar(&o.undo, "undo", false, a.words.T("resolve.flag_undo"))
	c.Flags().StringVar(&o.reason, "reason", "", a.words.T("resolve.flag_reason"))
	c.Flags().StringVar(&o.by, "by", "", a.words.T("resolve.flag_by"))
	c.Flags().BoolVar(&o.json, "json", false, a.words.T("cmd.flag_json"))
	c.RunE = func(_ *cobra.Command, args []string) error {
		o.path = args[0]
		return a.runResolve(o)
	}
	return c
}

func (a *app) runResolve(o resolveOptions) (err error) {
	decides := o.keep != "" || o.undo
	if decides && (strings.TrimSpace(o.reason) == "" || strings.TrimSpace(o.by) == "") {
		return a.usage("resolve_reason")
	}
	central, err := a.openCentralAs(o.path, decides)
	if err != nil {
		return err
	}
	defer func() { err = closing(central, err) }()
	switch {
	case o.undo:
		return a.takeBack(central, o)
	case o.keep != "":
		return a.resolve(central, o)
	case o.json:
		return a.resolveJSON(central, o)
	}
	return a.listConflicts(central, o)
}

// openCentralAs opens a central file that must be there.
func (a *app) openCentralAs(path string, write bool) (*store.File, error) {
	if err := a.mustBeThere(path, "central_missing"); err != nil {
		return nil, err
	}
	var central *store.File
	var err error
	if write {
		central, err = store.Open(path, thisAuthor(), time.Now())
	} else {
		central, err = store.OpenReadOnly(path)
	}
	if err == nil && central.Kind() != store.Central {
		kind := a.words.T("cmd.kind_" + string(central.Kind()))
		return nil, closing(central, a.usage("not_central", survey.CleanLine(path), kind))
	}
	return central, err
}

// meant reports whether the options are about a conflict.
func (o resolveOptions) meant(c store.Conflict) bool {
	return (o.unit == "" || o.unit == c.Unit.Key) && (o.set == "" || o.set == c.SetID)
}

func (a *app) resolve(central *store.File, o resolveOptions) error {
	open, err := central.Conflicts()
	if err != nil {
		return err
	}
	meant := slices.DeleteFunc(open, func(c store.Conflict) bool { return !o.meant(c) })
	if len(meant) != 1 {
		return a.unclear(len(meant))
	}
	c := meant[0]
	var short []string
	var fitting []string
	wanted := plainDigest(o.keep)
	for _, digest := range c.Digests {
		short = append(short, survey.ShortDigest(digest))
		if wanted != "" && strings.HasPrefix(digest, wanted) {
			fitting = append(fitting, digest)
		}
	}
	if len(fitting) != 1 {
		return a.usage("resolve_keep", survey.CleanLine(o.keep), strings.Join(short, ", "), short[0])
	}
	if err := central.Resolve(c, fitting[0], o.reason, o.by, time.Now()); err != nil {
		return err
	}
	fmt.Fprintln(a.err, a.words.T("resolve.done", a.conflictUnit(c), c.SetID, survey.ShortDigest(fitting[0])))
	return nil
}

// plainDigest is a digest as somebody read it aloud or copied it: the groups
// without what stands between them.
func plainDigest(typed string) string {
	return strings.Map(func(r rune) rune {
		if r == '-' || r == ' ' {
			return -1
		}
		return r
	}, strings.ToLower(typed))
}

func (a *app) unclear(n int) error {
	if n == 0 {
		return a.usage("resolve_which", a.words.T("resolve.no_match"))
	}
	return a.usage("resolve_which", a.words.T("resolve.several", n))
}

func (a *app) takeBack(central *store.File, o resolveOptions) error {
	decisions, err := central.Decisions()
	if err != nil {
		return err
	}
	meant := slices.DeleteFunc(decisions, func(d store.Decision) bool { return !d.InForce || !o.meant(d.Conflict) })
	if len(meant) != 1 {
		return a.unclear(len(meant))
	}
	c := meant[0].Conflict
	if err := central.TakeBack(c, o.reason, o.by, time.Now()); err != nil {
		return err
	}
	fmt.Fprintln(a.err, a.words.T("resolve.undone", a.conflictUnit(c), c.SetID))
	return nil
}

// conflictUnit names whose conflict it is, and of a set that is answered many
// times which response it is about, by the first digits of its id: its number
// in the file of whoever sent it stands in the reply to them.
func (a *app) conflictUnit(c store.Conflict) string {
	unit := strings.TrimSpace(survey.CleanLine(c.Unit.Key + " " + c.Unit.Name))
	if len(c.ResponseID) < 8 {
		return unit
	}
	return a.words.T("merge.of_response", unit, c.ResponseID[:8])
}
