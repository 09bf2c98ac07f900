package cmd

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"bestand.example/itbestand/store"
	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/evaluate"
)

type measureOptions struct {
	path             string
	unit, group      string // whom the measures are for; empty: all
	measure          string // name of the rule; empty: all
	row              int    // place in the list; 0: all
	state            string // to list only; empty: all
	evaluation, wave string
	json             bool

	set           string // state to note; empty: only list
	by, text, due string
	day           survey.Date // due, as a date
}

func (a *app) measureCmd() *cobra.Command {
	var o measureOptions
	c := a.command("measure "+a.words.T("cmd.arg_central"), "measure")
	c.Args = a.args(1, 1)
	for _, flag := range []struct {
		to   *string
		name string
	}{
		{&o.unit, "unit"}, {&o.group, "group"}, {&o.measure, "measure"}, {&o.state, "state"}, {&o.set, "set"}, {&o.by, "by"}, {&o.text, "note"}, {&o.due, "due"},
	} {
		c.Flags().StringVar(flag.to, flag.name, "", a.words.T("monitoring.flag_"+flag.name))
	}
	c.Flags().IntVar(&o.row, "row", 0, a.words.T("monitoring.flag_row"))
	c.Flags().StringVar(&o.evaluation, "evaluation", "", a.words.T("figures.flag_evaluation"))
	c.Flags().StringVar(&o.wave, "wave", "", a.words.T("figures.flag_wave"))
	c.Flags().BoolVar(&o.json, "json", false, a.words.T("cmd.flag_json"))
	c.RunE = func(c *cobra.Command, args []string) error {
		o.path = args[0]
		if err := a.wellNoted(&o); err != nil {
			return err
		}
		return a.runMeasure(c.Context(), o)
	}
	return c
}

// wellNoted refuses options that do not go together, and reads the date.
func (a *app) wellNoted(o *measureOptions) error {
	states := make([]string, 0, 4)
	for _, s := range survey.MeasureStates() {
		states = append(states, string(s))
	}
	for _, s := range []string{o.set, o.state} {
		if s != "" && !survey.ValidMeasureState(s) {
			return a.failIn("monitoring", exitUsage, "state", survey.CleanLine(s), strings.Join(states, ", "))
		}
	}
	if o.set == "" {
		if o.by != "" || o.text != "" || o.due != "" {
			return a.failIn("monitoring", exitUsage, "no_set")
		}
		return nil
	}
	var ok bool
	switch {
	case o.measure == "" || (o.unit == "") == (o.group == ""):
		return a.failIn("monitoring", exitUsage, "which")
	case strings.TrimSpace(o.by) == "":
		return a.failIn("monitoring", exitUsage, "by")
	case o.set == string(survey.MeasureDropped) && strings.TrimSpace(o.text) == "":
		return a.failIn("monitoring", exitUsage, "reason")
	case o.due != "":
		if o.day, ok = survey.ParseDate(o.due); !ok {
			return a.failIn("monitoring", exitUsage, "due", survey.CleanLine(o.due))
		}
	}
	return nil
}

func (a *app) runMeasure(ctx context.Context, o measureOptions) (err error) {
	if err := a.mustExist(o.path); err != nil {
		return err
	}
	central, err := a.openCentralAs(o.path, o.set != "")
	if err != nil {
		return err
	}
	defer func() { err = closing(central, err) }()
	list, err := a.derived(ctx, central, o)
	if err != nil {
		return err
	}
	a.sayInstead(list.computed, central)
	if o.set != "" {
		if err := a.noteMeasure(central, list, o); err != nil || !o.json {
			return err
		}
		if list, err = a.derived(ctx, central, o); err != nil {
			return err
		}
	}
	if o.json {
		return a.measuresJSON(list, o)
	}
	a.listMeasures(list, o)
	return nil
}

// derivedMeasures are the measures of a central file, found by the rules or only noted.
type derivedMeasures struct {
	*standings
	computed   *computed
	evaluation *survey.Evaluation
	all        []derivedMeasure
}

// derivedMeasure is a measure with its state.
type derivedMeasure struct {
	survey.MeasureRef
	survey.MeasureStanding
	rule  *survey.Measure
	unit  survey.Unit
	group string        // its name
	hit   *evaluate.Hit // nil: the rules do not find it now
	row   int           // place in its list; 0: none
	entry string        // what the row is called
}

// derived computes the measures, those of groups first, then by unit.
func (a *app) derived(ctx context.Context, central *store.File, o measureOptions) (*derivedMeasures, error) {
	c, err := a.computeIn(ctx, central, o.evaluation, o.wave)
	if err != nil {
		return nil, err
	}
	s, err := standingsIn(central, c.Evaluation.ID, c.wave)
	if err != nil {
		return nil, err
	}
	d := &derivedMeasures{standings: s, computed: c, evaluation: c.Evaluation}
	hits := slices.SortedStableFunc(slices.Values(c.Measures), func(a, b *evaluate.Hit) int { return strings.Compare(a.Unit.Key, b.Unit.Key) })
	for _, h := range hits { // whose rows are quickest named unit by unit
		one := derivedMeasure{MeasureRef: s.ref(h), rule: h.Measure, unit: h.Unit, hit: h, group: a.groupName(h.Group)}
		of, err := h.Of()
		if err != nil {
			return nil, err
		}
		if of != nil {
			one.row = of.RowNumber(h.Measure.Roster(), h.Row)
			if !h.Measure.Personal {
				one.entry = survey.CleanLine(of.RowLabel(h.Measure.Roster(), h.Row, a.words))
			}
		}
		d.all = append(d.all, one)
	}
	for _, r := range s.gone(c.Measures) {
		d.all = append(d.all, derivedMeasure{MeasureRef: r, rule: a.measureCalled(c.Evaluation, r.Measure), unit: unitAmong(c.Units, r.Unit), group: r.Group})
	}
	for i := range d.all {
		d.all[i].MeasureStanding = s.of(d.all[i].MeasureRef)
	}
	slices.SortStableFunc(d.all, func(a, b derivedMeasure) int { return strings.Compare(a.Unit, b.Unit) })
	return d, nil
}

// computeIn computes the evaluation of a central file; that none fits is an
// error here.
func (a *app) computeIn(ctx context.Context, central *store.File, evaluation, wave string) (*computed, error) {
	held, err := central.Responses()
	if err != nil {
		return nil, err
	}
	if len(held) == 0 {
		return nil, a.usage("export_empty", argument(central.Path()))
	}
	sets, err := readEditions(central)
	if err != nil {
		return nil, err
	}
	used, err := usedSets(sets, held)
	if err != nil {
		return nil, err
	}
	c, err := a.compute(ctx, central, false, evaluation, wave, held, used, sets)
	if c == nil && err == nil {
		err = a.failIn("monitoring", exitUsage, "evaluation")
	}
	return c, err
}

func (a *app) groupName(labels []evaluate.Label) string {
	var all []string
	for _, l := range labels {
		all = append(all, survey.CleanLine(l.Text.In(a.words.Lang())))
	}
	return strings.Join(all, ", ")
}

// meant reports whether the options are about a measure.
func (o measureOptions) meant(d derivedMeasure) bool {
	return (o.unit == "" || o.unit == d.Unit) && (o.group == "" || o.group == d.MeasureRef.Group && d.Unit == "") &&
		(o.measure == "" || strings.EqualFold(o.measure, d.Measure)) && (o.row == 0 || o.row == d.row)
}

// noteMeasure notes a state: of all rows of a list where none is named.
func (a *app) noteMeasure(central *store.File, list *derivedMeasures, o measureOptions) error {
	var notes []survey.MeasureNote
	for _, d := range list.all {
		if o.meant(d) {
			notes = append(notes, survey.MeasureNote{
				MeasureRef: d.MeasureRef, State: survey.MeasureState(o.set), Text: strings.TrimSpace(o.text), Due: o.day, By: strings.TrimSpace(o.by), At: time.Now(),
			})
		}
	}
	if len(notes) == 0 {
		whom := survey.CleanLine(o.unit + o.group)
		if list.evaluation.Measure(strings.ToLower(o.measure)) == nil && list.evaluation.Measure(o.measure) == nil {
			return a.failIn("monitoring", exitUsage, "rule", survey.CleanLine(o.measure), list.evaluation.ID, argument(o.path))
		}
		return a.failIn("monitoring", exitUsage, "not_found", survey.CleanLine(strings.ToUpper(o.measure)), whom, argument(o.path))
	}
	if err := central.NoteMeasures(notes); err != nil {
		return err
	}
	fmt.Fprintln(a.err, a.words.T("monitoring.noted", strings.ToUpper(notes[0].Measure), survey.CleanLine(o.unit+o.group), o.set, len(notes)))
	return nil
}
