package cmd

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"bestand.example/itbestand/store"
	"bestand.example/itbestand/survey"
)

type mergeOptions struct {
	central     string
	paths       []string
	sets        []string
	wave        string
	invitations string   // path of the register
	keys        []string // files with keys for sealed returns
	units       string   // path of a list of administrations
	territory   string   // path of a table of territorial changes
	evaluation  string   // path or id of what the answers are to be evaluated by; empty: what the wave names
	report      string   // path of the report to write
	json        bool
}

func (a *app) mergeCmd() *cobra.Command {
	var o mergeOptions
	c := a.command("merge "+a.words.T("cmd.arg_central")+" "+a.words.T("cmd.arg_paths"), "merge")
	c.Args = a.args(2, anyNumber)
	c.Flags().StringArrayVar(&o.sets, "questionnaire", nil, a.words.T("cmd.flag_questionnaire_merge"))
	c.Flags().StringVar(&o.wave, "wave", "", a.words.T("merge.flag_wave"))
	c.Flags().StringVar(&o.evaluation, "evaluation", "", a.words.T("figures.flag_evaluation_merge"))
	c.Flags().StringVar(&o.units, "population", "", a.words.T("cmd.flag_population_merge"))
	c.Flags().StringVar(&o.territory, "territory", "", a.words.T("territory.flag_territory"))
	c.Flags().StringVar(&o.invitations, "invitations", "", a.words.T("merge.flag_invitations"))
	c.Flags().StringArrayVar(&o.keys, "identity", nil, a.words.T("seal.flag_identity"))
	c.Flags().StringVar(&o.report, "report", "", a.words.T("report.flag_report"))
	c.Flags().BoolVar(&o.json, "json", false, a.words.T("cmd.flag_json"))
	c.RunE = func(c *cobra.Command, args []string) error {
		o.central, o.paths = args[0], args[1:]
		return a.runMerge(c.Context(), o)
	}
	return c
}

func (a *app) runMerge(ctx context.Context, o mergeOptions) (err error) {
	given, err := a.mergeGiven(o)
	if err != nil {
		return err
	}
	central, err := a.openCentral(o.central, given.sets)
	if err != nil {
		return err
	}
	defer func() { err = closing(central, err) }()
	if err := a.equip(central, given); err != nil {
		return err
	}
	report, err := a.merge(ctx, central, o.paths, store.MergeOptions{Open: given.open, Codes: given.invited.codes(), Besides: given.besides})
	interrupted := errors.Is(err, context.Canceled)
	if err != nil && !interrupted {
		return err
	}
	if err := a.tellMerged(report, given, o); err != nil {
		return err
	}
	return a.mergeStatus(report, interrupted)
}

// mergeStatus is what a merge that went through says to scripts.
func (a *app) mergeStatus(r store.Report, interrupted bool) error {
	switch {
	case interrupted:
		return a.failIn("merge", exitInterrupted, "interrupted", len(r.Files), r.Left)
	case noneOpened(r):
		return told(exitKey)
	case r.Refused > 0 || r.Waiting > 0 || len(r.Conflicts) > 0:
		return told(exitPartly)
	}
	return nil
}

// tellMerged tells what became of the files in every form that was asked for.
// One that fails does not keep the others from being told.
func (a *app) tellMerged(report store.Report, g *mergeGiven, o mergeOptions) error {
	var errs []error
	if o.report != "" {
		errs = append(errs, a.writeReport(o.report, report))
	}
	if o.json {
		all := merged(a, report)
		if e := g.carried; e != nil {
			all.Evaluation = &evaluationEntry{e.ID, e.Version, e.Digest}
		}
		errs = append(errs, a.json(all))
	}
	a.sayMerged(report, o.central)
	return errors.Join(errs...)
}

// noneOpened reports whether all files were refused for lack of their key.
func noneOpened(r store.Report) bool {
	lacking := func(f store.FileReport) bool {
		return f.Refusal != nil && (f.Refusal.Code == store.CodeOtherKey || f.Refusal.Code == store.CodeSealed)
	}
	return len(r.Files) > 0 && !slices.ContainsFunc(r.Files, func(f store.FileReport) bool { return !lacking(f) })
}

// openCentral opens a central file, or makes one. A new one carries the sets
// named, or those of the program; returns are checked against these alone.
func (a *app) openCentral(path string, sets []*loadedSet) (*store.File, error) {
	isNew := !exists(path)
	if isNew && len(sets) == 0 {
		for _, id := range embeddedSets() {
			set, err := a.loadSet(id)
			if err != nil {
				return nil, err
			}
			sets = append(sets, set)
		}
	}
	if err := a.together(nil, sets); err != nil {
		return nil, err
	}
	var central *store.File
	var err error
	if isNew {
		central, err = store.Create(path, store.Central, thisAuthor(), time.Now())
	} else {
		central, err = store.Open(path, thisAuthor(), time.Now())
	}
	if err != nil {
		return nil, err
	}
	if central.Kind() != store.Central {
		err := a.usage("not_central", survey.CleanLine(path), a.words.T("cmd.kind_"+string(central.Kind())))
		return nil, errors.Join(err, central.Close())
	}
	if err := a.addSets(central, sets); err != nil {
		return nil, errors.Join(err, central.Close())
	}
	return central, nil
}

// addSets puts question sets into a central file, all or none.
func (a *app) addSets(central *store.File, sets []*loadedSet) error {
	held, err := versionsHeld(central, sets)
	if err != nil {
		return err
	}
	if err := a.together(held, sets); err != nil {
		return err
	}
	for _, set := range sets {
		if err := central.AddSet(setRef(set), set.files); err != nil {
			return err
		}
	}
	return nil
}

// merge takes files and folders in, and tells on a terminal how far it is.
func (a *app) merge(ctx context.Context, central *store.File, paths []string, options store.MergeOptions) (store.Report, error) {
	parse := func(id, version, _ string) (*survey.Questionnaire, error) {
		set, err := heldSet(central, store.Set{ID: id, Version: version})
		if err != nil {
			return nil, err
		}
		return set.Questionnaire, nil
	}
	p := a.progress("progress.files")
	defer p.end()
	// A return is gone as soon as it is taken in: to collect garbage less often
	// costs 15 MiB, and saves a tenth of the time.
	defer debug.SetGCPercent(debug.SetGCPercent(200))
	options.Set, options.At, options.Progress = parse, time.Now(), p.step
	return central.Merge(ctx, paths, options)
}

// sayMerged tells what was taken in, and names each refused file and conflict.
func (a *app) sayMerged(r store.Report, central string) {
	hinted := map[string]bool{}
	for _, f := range r.Files {
		if f.Outcome != store.OutcomeRefused {
			continue
		}
		sentence, hint := f.Refusal.Say(a.words)
		fmt.Fprintf(a.err, "%s: %s\n", f.Name, sentence)
		if !hinted[hint] {
			hinted[hint] = true
			fmt.Fprintf(a.err, "  %s: %s\n", a.words.T("cmd.hint"), hint)
		}
	}
	for _, f := range r.Files {
		if f.Outcome == store.OutcomeWaiting {
			fmt.Fprintf(a.err, "%s: %s\n", f.Name, f.Say(a.words))
		}
	}
	for _, c := range r.Conflicts {
		fmt.Fprintln(a.err, a.words.T("cmd.merge_conflict", a.conflictUnit(c), c.SetID))
	}
	if len(r.Conflicts) > 0 {
		fmt.Fprintf(a.err, "  %s: %s\n", a.words.T("cmd.hint"), a.words.T("cmd.merge_conflict_next", argument(central)))
	}
	fmt.Fprintln(a.err, a.words.T("cmd.merge_result", r.Merged, r.Unchanged+r.Older, r.Replaced, len(r.Conflicts), r.Refused))
	if r.Begun > 0 {
		fmt.Fprintln(a.err, a.words.T("cmd.merge_begun", r.Begun))
	}
	if r.Waiting > 0 {
		fmt.Fprintln(a.err, a.words.T("query.merge_waiting", r.Waiting))
	}
	if r.Supplied > 0 {
		fmt.Fprintln(a.err, a.words.T("query.merge_supplied", r.Supplied))
	}
	a.sayCarried(r)
	a.sayFormer(r)
	fmt.Fprintln(a.err, a.words.T("cmd.merge_digest", survey.ShortDigest(r.Digest)))
}

// mergeReport is what merge --json prints. A return whose newer revision was
// there already counts as unchanged, and as older besides.
type mergeReport struct {
	Digest    string      `json:"digest"`
	Merged    int         `json:"merged"`
	Unchanged int         `json:"unchanged"`
	Replaced  int         `json:"replaced"`
	Conflicts int         `json:"conflicts"`
	Refused   int         `json:"refused"`
	Older     int         `json:"older"`
	Begun     int         `json:"begun"`
	Waiting   int         `json:"waiting"`        // supplements to returns that are not here yet
	Supplied  int         `json:"supplied"`       // supplements of earlier merges that count from now on
	Left      int         `json:"left,omitempty"` // not looked at: the merge was interrupted
	Files     []fileEntry `json:"files"`

	Evaluation *evaluationEntry `json:"evaluation,omitempty"` // by which the answers of the wave are evaluated
}

type evaluationEntry struct {
	ID      string `json:"id"`
	Version string `json:"version"`
	Digest  string `json:"digest"`
}

type fileEntry struct {
	File       string `json:"file"`
	Outcome    string `json:"outcome"`
	Reason     string `json:"reason,omitempty"`
	Hint       string `json:"hint,omitempty"`
	Reply      string `json:"reply,omitempty"` // to whoever sent it; see mergeReply
	Code       string `json:"code,omitempty"`
	Conflict   bool   `json:"conflict,omitempty"`
	Disputed   []int  `json:"disputed,omitempty"` // numbers of the responses in conflict, of several
	Supplement bool   `json:"supplement,omitempty"`
	Forgotten  bool   `json:"forgotten,omitempty"` // it has what was deleted for good, and that stayed out
	Unit       string `json:"unit,omitempty"`
	Set        string `json:"questionnaire,omitempty"`
	Version    string `json:"version,omitempty"`
	Revision   int    `json:"revision,omitempty"`
	Digest     string `json:"digest,omitempty"`
	SHA256     string `json:"sha256,omitempty"`

	ShownAs string      `json:"shown_as,omitempty"` // the newer version in which it is evaluated
	Lost    []lostEntry `json:"lost,omitempty"`

	Successors []string `json:"successors,omitempty"` // of the unit, where a territorial change put them in its place
	Change     string   `json:"territorial_change,omitempty"`
}

func merged(a *app, r store.Report) mergeReport {
	m := mergeReport{
		Digest: r.Digest, Merged: r.Merged, Unchanged: r.Unchanged + r.Older, Replaced: r.Replaced, Conflicts: len(r.Conflicts),
		Refused: r.Refused, Older: r.Older, Begun: r.Begun, Waiting: r.Waiting, Supplied: r.Supplied, Left: r.Left, Files: make([]fileEntry, len(r.Files)),
	}
	for i, f := range r.Files {
		m.Files[i] = fileEntry{
			File: f.Name, Outcome: string(f.Outcome), Conflict: f.Conflict, Disputed: f.Disputed, Supplement: f.Supplement, Forgotten: f.Forgotten, Unit: f.Unit.Key, Set: f.SetID, Version: f.Version,
			Revision: f.Revision, Digest: f.Digest, SHA256: f.SHA256, ShownAs: f.ShownAs, Lost: a.lostEntries(f),
		}
		if s := f.Succession; s != nil {
			m.Files[i].Successors, m.Files[i].Change = s.Keys, string(s.Kind)
		}
		m.Files[i].Reply = a.mergeReply(f)
		if f.Refusal != nil {
			m.Files[i].Code = string(f.Refusal.Code)
			m.Files[i].Reason, m.Files[i].Hint = f.Refusal.Say(a.words)
		}
	}
	return m
}
