package cmd

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/mattn/go-isatty"
	"github.com/spf13/cobra"

	"bestand.example/itbestand/store"
	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/tui"
)

type fillOptions struct {
	choice
	section  string
	stichtag string
	plain    bool
	plainSet bool // --plain was given; otherwise the file tells
	editor   string
	named    bool // --editor was given

	list      int        // which of the lists that are asked is gone to, counted from 1; 0: none
	fromStart bool       // chosen on the start screen, which comes back afterwards
	sealed    tui.Sealed // why the response can only be looked at
}

func (a *app) fillCmd() *cobra.Command {
	var o fillOptions
	c := a.command("fill "+a.words.T("cmd.arg_file"), "fill")
	c.Args = a.args(1, 1)
	c.Flags().StringVar(&o.set, "questionnaire", "", a.words.T("cmd.flag_questionnaire"))
	c.Flags().IntVar(&o.nth, "response", 0, a.words.T("cmd.flag_response"))
	c.Flags().StringVar(&o.unit, "unit", "", a.words.T("cmd.flag_unit"))
	c.Flags().StringVar(&o.profile, "profile", "", a.words.T("cmd.flag_profile"))
	c.Flags().StringVar(&o.population, "population", "", a.words.T("cmd.flag_population"))
	c.Flags().StringVar(&o.wave, "wave", "", a.words.T("start.flag_wave"))
	c.Flags().StringVar(&o.section, "section", "", a.words.T("cmd.flag_section"))
	c.Flags().StringVar(&o.stichtag, "stichtag", "", a.words.T("cmd.flag_stichtag"))
	c.Flags().BoolVar(&o.plain, "plain", false, a.words.T("cmd.flag_plain"))
	c.Flags().StringVar(&o.editor, "editor", "", a.words.T("start.flag_editor"))
	c.RunE = func(c *cobra.Command, args []string) error {
		o.path, o.write = args[0], true
		o.plainSet, o.named = c.Flags().Changed("plain"), c.Flags().Changed("editor")
		return a.runFill(c.Context(), o)
	}
	return c
}

func (a *app) runFill(ctx context.Context, o fillOptions) (err error) {
	w, err := a.openToFill(&o)
	if err != nil {
		return err
	}
	defer func() { err = w.close(err) }()
	if w.session.Response.Closed && !a.person() {
		return a.writable(w, o.path)
	}
	if err := a.prepare(w.session, o); err != nil {
		return err
	}
	dialogue, err := a.dialogue(w, &o)
	if err != nil {
		return err
	}
	var outcome tui.Outcome
	if !o.plain && a.onScreen() {
		outcome, err = tui.Run(ctx, dialogue)
		if !o.fromStart {
			fmt.Fprint(a.err, tui.Closing(dialogue, outcome))
		}
	} else {
		outcome, err = tui.Lines(ctx, dialogue)
	}
	if err != nil {
		return err
	}
	if outcome.Interrupted {
		return told(exitInterrupted)
	}
	return nil
}

// openToFill opens a response to answer it. Where the file cannot be written to
// and somebody sits there, it is opened to be looked at.
func (a *app) openToFill(o *fillOptions) (*working, error) {
	w, err := a.open(o.choice)
	var f *store.Error
	if !errors.As(err, &f) || f.Code != store.CodeReadOnly || !a.person() {
		return w, err
	}
	view := o.choice
	view.write = false
	seen, errView := a.open(view)
	if errView != nil {
		return nil, err
	}
	seen.session.ReadOnly, o.stichtag = true, ""
	o.sealed = tui.Sealed{Why: a.words.T("start.view_only")}
	return seen, nil
}

// dialogue is the conversation about a response, with what comes before it.
func (a *app) dialogue(w *working, o *fillOptions) (tui.Dialogue, error) {
	d := tui.Dialogue{
		Session: w.session, Words: a.words, Title: w.title(a.words.Lang()), File: w.argument(o.path), In: a.in, Out: a.out.to, Person: a.person(), ASCII: a.ascii(),
		Explain: func(err error) string { return a.explain(err).text() }, Lists: a.lists(),
	}
	switch r := w.session.Response; {
	case r.IsPart():
		d.Title, d.Back = a.words.T("join.title", d.Title), a.back(w)
	case r.FollowUp != nil:
		d.Title = a.words.T("query.title", d.Title)
	}
	if w.wave != nil {
		d.Privacy = w.wave.PrivacyNotice.In(a.words.Lang())
	}
	if o.fromStart {
		d.File = "" // no command is to be typed
	}
	switch {
	case w.session.ReadOnly:
		d.Sealed = o.sealed
		return d, nil
	case w.session.Response.Closed:
		d.Sealed, w.session.ReadOnly = a.sealed(w), true
	}
	if err := a.settlePlain(w, o); err != nil {
		return d, err
	}
	d.In = a.in // which reading line by line may have wrapped
	var err error
	d.Intro, err = a.intro(w, *o)
	return d, err
}

// sealed says what holds for a response that was handed in.
func (a *app) sealed(w *working) tui.Sealed {
	s := tui.Sealed{Why: a.words.T("start.sealed"), Means: a.words.T("start.reopen_means", w.session.Response.Revision+1)}
	if !w.set.Anonymous {
		s.Reopen = func() error {
			err := w.file.Reopen(w.nr, w.file.Who(), time.Now())
			w.session.Response.Closed = err != nil
			return err
		}
	}
	return s
}

// onScreen reports whether a dialogue on the full screen is possible.
func (a *app) onScreen() bool {
	in, inFile := a.in.(*os.File)
	out, outFile := a.out.to.(*os.File)
	return inFile && outFile && tui.Usable(in, out)
}

// person reports whether somebody sits at the input.
func (a *app) person() bool {
	in, ok := a.terminal.(*os.File)
	return ok && isatty.IsTerminal(in.Fd())
}

// prepare enters the reference date and goes to the section that was named.
func (a *app) prepare(s *survey.Session, o fillOptions) error {
	if o.stichtag != "" {
		if err := a.enterStichtag(s, o.stichtag); err != nil {
			return err
		}
	}
	if lists := openLists(&loadedSet{Questionnaire: s.Set}, s.Assessment()); o.list > 0 && o.list <= len(lists) {
		return s.Goto(survey.Place{Question: lists[o.list-1].Name})
	}
	if o.section == "" {
		return nil
	}
	for _, section := range s.Assessment().Sections() {
		if section.Name == o.section && len(section.Questions) > 0 {
			return s.Goto(survey.Place{Question: section.Questions[0].Name})
		}
	}
	var names []string
	for _, section := range s.Assessment().Sections() {
		names = append(names, section.Name)
	}
	return a.nearest("section_unknown", o.section, names)
}

func (a *app) enterStichtag(s *survey.Session, date string) error {
	if s.Set.Question(survey.StichtagName).Section == nil {
		return a.usage("no_stichtag", s.Set.ID)
	}
	findings, err := s.Put([]survey.Assignment{{Question: survey.StichtagName, Entry: &date}})
	if len(findings) > 0 && findings[0].Code == survey.OutsidePart {
		return &failure{code: exitUsage, message: s.Say(findings[0], a.words)}
	}
	if len(findings) > 0 {
		return a.usage("stichtag", survey.CleanLine(date))
	}
	return err
}
