package cmd

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"bestand.example/itbestand/store"
	"bestand.example/itbestand/survey"
)

type joinOptions struct {
	path   string
	parts  []string
	take   string
	asJSON bool
}

func (a *app) joinCmd() *cobra.Command {
	var o joinOptions
	c := a.command("join "+a.words.T("cmd.arg_file")+" "+a.words.T("join.arg_parts"), "join")
	c.Args = a.args(2, anyNumber)
	c.Flags().StringVar(&o.take, "take", "", a.words.T("join.flag_take"))
	c.Flags().BoolVar(&o.asJSON, "json", false, a.words.T("cmd.flag_json"))
	c.RunE = func(c *cobra.Command, args []string) error {
		o.path, o.parts = args[0], args[1:]
		return a.runJoin(c.Context(), o)
	}
	return c
}

// runJoin brings parts back into the survey file that they were made from.
func (a *app) runJoin(ctx context.Context, o joinOptions) (err error) {
	if o.take != "" && sides[o.take] == survey.NeitherYet {
		return a.failIn("join", exitUsage, "join_take", survey.CleanLine(o.take))
	}
	if err := a.mustExist(o.path); err != nil {
		return err
	}
	file, err := store.Open(o.path, thisAuthor(), time.Now())
	if err != nil {
		return err
	}
	defer func() { err = closing(file, err) }()
	switch file.Kind() {
	case store.Working:
	case store.Part:
		return a.failIn("join", exitUsage, "join_into_part", survey.CleanLine(o.path))
	default:
		return a.usage("not_working", survey.CleanLine(o.path), a.words.T("cmd.kind_"+string(file.Kind())))
	}
	j := &joinRun{app: a, file: file, options: o}
	if a.onScreen() && !o.asJSON && o.take == "" {
		j.answers = bufio.NewReader(a.in)
	}
	return j.all(ctx)
}

var sides = map[string]survey.Side{"mine": survey.Mine, "theirs": survey.Theirs}

// joinRun joins parts one after the other, each in a transaction of its own.
type joinRun struct {
	*app
	file    *store.File
	options joinOptions
	answers *bufio.Reader // of a person who decides; nil: nobody is asked
	report  joinReport
}

// joinReport is what join --json prints.
type joinReport struct {
	File      string     `json:"file"`
	Conflicts int        `json:"conflicts"` // left open
	Refused   int        `json:"refused"`
	Parts     []partLine `json:"parts"`
}

type partLine struct {
	File      string         `json:"file"`
	Outcome   string         `json:"outcome"` // joined, unchanged, older, refused
	Code      string         `json:"code,omitempty"`
	Message   string         `json:"message,omitempty"`
	Answers   int            `json:"answers"`
	Added     int            `json:"rows_added"`
	Dropped   int            `json:"rows_dropped"`
	Decided   int            `json:"decided"`
	Conflicts []conflictLine `json:"conflicts"`
}

// all joins every part. One that is refused does not stop the others.
func (j *joinRun) all(ctx context.Context) error {
	j.report = joinReport{File: survey.CleanLine(j.options.path), Parts: []partLine{}}
	var first *failure
	for _, path := range j.options.parts {
		line, err := j.one(ctx, path)
		var refused *failure
		if errors.As(err, &refused) {
			if first == nil {
				first = refused
			}
			line = partLine{File: survey.CleanLine(path), Outcome: "refused", Code: j.codeOf(err), Message: refused.message, Conflicts: []conflictLine{}}
			j.report.Refused++
		} else if err != nil {
			return err
		}
		j.report.Parts = append(j.report.Parts, line)
		j.report.Conflicts += len(line.Conflicts)
		j.say(line, refused)
	}
	return j.end(first)
}

// codeOf is the word for a refusal that a program reads.
func (j *joinRun) codeOf(err error) string {
	var e *store.Error
	if errors.As(err, &e) {
		return string(e.Code)
	}
	return "closed"
}

// end says how it went: all done, some done, or nothing at all.
func (j *joinRun) end(first *failure) error {
	if j.options.asJSON {
		if err := j.json(j.report); err != nil {
			return err
		}
	}
	switch {
	case first != nil && len(j.options.parts) == 1:
		if j.options.asJSON {
			return told(first.code)
		}
		return first
	case j.report.Conflicts > 0 && !j.options.asJSON:
		j.sayJoin("left_open", j.report.Conflicts)
		return told(exitPartly)
	case first != nil || j.report.Conflicts > 0:
		return told(exitPartly)
	}
	return nil
}

// one joins one part. What it refuses is a failure.
func (j *joinRun) one(ctx context.Context, path string) (partLine, error) {
	in, err := j.read(ctx, path)
	if err != nil {
		return partLine{}, err
	}
	w, err := j.target(in)
	if err != nil {
		return partLine{}, err
	}
	lineage, err := j.file.Lineage(w.nr, in)
	if err != nil {
		return partLine{}, err
	}
	line := partLine{File: in.Name, Outcome: "older", Conflicts: []conflictLine{}}
	if lineage.Older {
		return line, nil
	}
	p := &pair{app: j.app, set: w.set.Questionnaire, ours: w.session.Response, in: in}
	if p.history, err = j.file.History(w.nr); err != nil {
		return line, err
	}
	joined, err := j.decided(ctx, p, lineage)
	if err != nil {
		return line, err
	}
	if err := j.file.Join(w.nr, w.set.Questionnaire, in, lineage, joined, j.file.Who(), time.Now()); err != nil {
		return line, err
	}
	line.count(joined)
	for _, c := range joined.Conflicts {
		line.Conflicts = append(line.Conflicts, p.line(c))
	}
	return line, nil
}

func (l *partLine) count(joined survey.Joined) {
	c := joined.Change
	l.Answers, l.Added, l.Dropped, l.Decided = len(c.Answers), len(c.AddRow), len(c.DropRow), len(joined.Decided)
	l.Outcome = "joined"
	if l.Answers+l.Added+l.Dropped+l.Decided == 0 {
		l.Outcome = "unchanged"
	}
}

// read reads a part and puts into words why it is none.
func (j *joinRun) read(ctx context.Context, path string) (*store.Incoming, error) {
	if _, err := os.Stat(path); err != nil {
		return nil, j.usage("file_missing", survey.CleanLine(path))
	}
	in, err := store.ReadPart(ctx, path)
	return in, j.refusal(err)
}

// refusal is an error of a part as a failure, whose hint is about a file that
// somebody sent.
func (j *joinRun) refusal(err error) error {
	var e *store.Error
	if !errors.As(err, &e) {
		return err
	}
	message, hint := e.Say(j.words)
	if key := "store." + string(e.Code) + "_hint"; !j.words.Has(key) {
		hint = j.words.T("join.hint_refused")
	}
	code := exitRefused
	if e.Class() == store.ClassNewer {
		code = exitNewer
	}
	return &failure{code: code, message: message, hint: hint, cause: err}
}

// target is the response that a part belongs to.
func (j *joinRun) target(in *store.Incoming) (*working, error) {
	held, err := j.file.Responses()
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(held, func(h store.Held) bool { return h.Response.ID == in.Response.ID })
	if i < 0 {
		return nil, j.refusal(in.Elsewhere())
	}
	r := held[i].Response
	set, err := heldSet(j.file, store.Set{ID: r.SetID, Version: r.SetVersion})
	if err != nil {
		return nil, err
	}
	if err := in.CheckPart(set.Questionnaire, r); err != nil {
		return nil, j.refusal(err)
	}
	w, err := at(j.file, set, held[i].Nr, j.place(held, i, set))
	if err != nil {
		return nil, err
	}
	if r.Closed {
		return nil, j.failIn("join", exitUsage, "join_closed", w.title(j.words.Lang()), w.argument(j.options.path))
	}
	return w, nil
}

// place is the number of a response among those to its set.
func (j *joinRun) place(held []store.Held, i int, set *loadedSet) int {
	n := 0
	for _, h := range held[:i+1] {
		if h.Response.SetID == set.ID {
			n++
		}
	}
	return placeAmong(set, n)
}

// decided joins the part and has a person decide what is in conflict. Deciding
// on a list can bring up what its rows say.
func (j *joinRun) decided(ctx context.Context, p *pair, l store.Lineage) (survey.Joined, error) {
	decisions := map[survey.Mark]survey.Side{}
	in := survey.Joining{
		Set: p.set, Part: p.in.Response.Share, Theirs: p.in.Response.Answers, Ours: p.ours.Answers, Seen: l.Seen,
		Decide: func(c survey.Conflict) survey.Side {
			if side, ok := decisions[c.Mark]; ok {
				return side
			}
			return sides[j.options.take]
		},
	}
	for {
		joined := survey.JoinPart(in)
		p.assess(joined.Change)
		asked := false
		for _, c := range joined.Conflicts {
			if _, before := decisions[c.Mark]; !before && j.answers != nil {
				side, err := j.ask(ctx, p, c)
				if err != nil {
					return joined, err
				}
				decisions[c.Mark], asked = side, true
			}
		}
		if !asked {
			return joined, nil
		}
	}
}

// say says what came of a part.
func (j *joinRun) say(l partLine, refused *failure) {
	switch {
	case j.options.asJSON, refused != nil && len(j.options.parts) == 1:
		return
	case refused != nil:
		fmt.Fprintf(j.err, "%s: %s\n", j.words.T("cmd.error"), refused.message)
		if refused.hint != "" {
			fmt.Fprintf(j.err, "%s: %s\n", j.words.T("cmd.hint"), refused.hint)
		}
		return
	case l.Outcome != "joined":
		fmt.Fprintln(j.err, j.words.T("join."+l.Outcome, l.File))
	default:
		fmt.Fprintln(j.err, j.words.T("join.joined", l.File, l.Answers, l.Added, l.Dropped))
	}
	for _, c := range l.Conflicts {
		fmt.Fprint(j.out, c.text(j.words))
	}
}
