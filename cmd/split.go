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

type splitOptions struct {
	choice
	sections []string
	target   string
}

func (a *app) splitCmd() *cobra.Command {
	var o splitOptions
	c := a.command("split "+a.words.T("cmd.arg_file"), "split")
	c.Args = a.args(1, 1)
	c.Flags().StringSliceVar(&o.sections, "section", nil, a.words.T("join.flag_section"))
	c.Flags().StringVarP(&o.target, "output", "o", "", a.words.T("join.flag_output"))
	c.Flags().StringVar(&o.set, "questionnaire", "", a.words.T("cmd.flag_questionnaire"))
	c.Flags().IntVar(&o.nth, "response", 0, a.words.T("cmd.flag_response"))
	c.RunE = func(_ *cobra.Command, args []string) error {
		o.path, o.write = args[0], true
		return a.runSplit(o)
	}
	return c
}

// runSplit writes the sections that a colleague is to answer into a file of
// their own. They stay open in the survey file: both may go on.
func (a *app) runSplit(o splitOptions) (err error) {
	switch {
	case len(o.sections) == 0:
		return a.failIn("join", exitUsage, "split_sections")
	case o.target == "":
		return a.failIn("join", exitUsage, "split_output")
	}
	if err := a.mustExist(o.path); err != nil {
		return err
	}
	w, err := a.open(o.choice)
	if err != nil {
		return err
	}
	defer func() { err = w.close(err) }()
	if err := a.divisible(w, o); err != nil {
		return err
	}
	part := w.session.Assessment().Split(store.NewID(), o.sections)
	a.sayPart(w, part)
	if err := w.file.WritePart(w.nr, part, o.target, w.file.Who(), time.Now()); err != nil {
		return err
	}
	fmt.Fprintln(a.err, a.words.T("join.split_done", survey.CleanLine(o.target), argument(o.target), argument(o.path)))
	return nil
}

// divisible refuses what cannot be handed on in parts.
func (a *app) divisible(w *working, o splitOptions) error {
	switch {
	case w.file.Kind() == store.Part:
		return a.failIn("join", exitUsage, "split_part", survey.CleanLine(o.path))
	case w.file.Kind() == store.FollowUp:
		return a.failIn("query", exitUsage, "split", survey.CleanLine(o.path))
	case w.set.Anonymous:
		return a.failIn("join", exitUsage, "split_anonymous", w.set.ID)
	}
	for _, name := range o.sections {
		if err := a.knownSection(w.set.Sections, name); err != nil {
			return err
		}
	}
	return a.writable(w, o.path)
}

// knownSection refuses a section that is not among those that there are.
func (a *app) knownSection(sections []*survey.Section, name string) error {
	var names []string
	for _, s := range sections {
		names = append(names, s.Name)
	}
	if slices.Contains(names, name) {
		return nil
	}
	return a.nearest("section_unknown", survey.CleanLine(name), names)
}

// sayPart lists what leaves the survey file: the sections, and each answer
// outside of them that comes along.
func (a *app) sayPart(w *working, part *survey.Response) {
	lang, ev := a.words.Lang(), survey.Assess(w.set.Questionnaire, part)
	fmt.Fprintln(a.out, a.words.T("join.split_sections"))
	for _, s := range ev.Sections() {
		done, asked := ev.ProgressOf(s)
		fmt.Fprintf(a.out, "  %s\n", a.words.T("join.split_section", survey.CleanLine(s.Label.In(lang)), done, asked))
	}
	lines := a.factLines(w.session, part.Share)
	if len(lines) == 0 {
		fmt.Fprintln(a.out, a.words.T("join.split_nothing"))
	} else {
		fmt.Fprintln(a.out, a.words.T("join.split_facts"))
	}
	for _, line := range lines {
		fmt.Fprintf(a.out, "  %s\n", line)
	}
	if part.Population != nil {
		fmt.Fprintln(a.out, a.words.T("join.split_units", len(part.Population.Units)))
	}
	waiting := 0
	for _, f := range ev.Findings() {
		if f.Code == survey.UndecidedOutside {
			waiting++
		}
	}
	if waiting > 0 {
		a.sayJoin("split_waiting", waiting)
	}
}

// sayJoin gives a hint of this area.
func (a *app) sayJoin(key string, args ...any) {
	fmt.Fprintf(a.err, "%s: %s\n", a.words.T("cmd.hint"), a.words.T("join."+key, args...))
}

// factLines says each answer that comes along, in the order of the set.
func (a *app) factLines(s *survey.Session, share *survey.Share) []string {
	var lines []string
	for _, q := range s.Set.Questions() {
		if q.Roster == nil {
			if f, ok := share.Facts[survey.Key{Question: q.Name}]; ok {
				lines = append(lines, a.factLine(s, survey.Key{Question: q.Name}, f))
			}
			continue
		}
		for _, row := range s.Response.Answers.Rows(q.Roster.Name) {
			if f, ok := share.Facts[survey.Key{Question: q.Name, Row: row}]; ok {
				lines = append(lines, a.factLine(s, survey.Key{Question: q.Name, Row: row}, f))
			}
		}
	}
	return lines
}

func (a *app) factLine(s *survey.Session, k survey.Key, f survey.Fact) string {
	ev, value := s.Assessment(), ""
	switch q := s.Set.Question(k.Question); {
	case f.State == survey.StateNotAsked:
		value = a.words.T("join.fact_not_asked")
	case f.State == survey.StateOpen:
		value = a.words.T("join.open")
	case f.State == survey.StateMissing:
		value = a.words.T("join.missing", s.Set.MissingLabel(f.Missing).In(a.words.Lang()))
	case q.Type == survey.TypeRepeat:
		value = a.words.T("join.entries", len(s.Response.Answers.Rows(q.Name)))
	default:
		value = ev.Show(k, f.Value, a.words.Lang())
	}
	return withValue(a.spot(ev, s.Set, k), survey.CleanLine(value))
}

// withValue puts a value behind a label, which may be a question.
func withValue(label, value string) string {
	if strings.HasSuffix(label, "?") || strings.HasSuffix(label, ":") {
		return label + " " + value
	}
	return label + ": " + value
}

// spot names a place by its labels; a cell by its list, its row and its column.
func (a *app) spot(ev *survey.Assessment, set *survey.Questionnaire, k survey.Key) string {
	q, lang := set.Question(k.Question), a.words.Lang()
	label := survey.CleanLine(ev.Label(k, lang))
	switch {
	case q.Matrix != nil:
		return survey.CleanLine(ev.Label(survey.Key{Question: q.Matrix.Name}, lang)) + " – " + label
	case q.Roster == nil:
		return label
	}
	return survey.CleanLine(ev.Label(survey.Key{Question: q.Roster.Name}, lang)) + ", " + survey.CleanLine(a.rowName(ev, q.Roster, k.Row)) + " – " + label
}

// back names who gets a part back.
func (a *app) back(w *working) string {
	handed, err := w.file.Handed()
	name := survey.CleanLine(handed.By.Name)
	if err != nil || name == "" {
		return a.words.T("join.back_unknown")
	}
	return name
}

// rowName names a row by its place and, where it has one, its name.
func (a *app) rowName(ev *survey.Assessment, roster *survey.Question, row int) string {
	number, name := ev.RowNumber(roster, row), ev.ItemName(roster, row, a.words.Lang())
	switch {
	case number == 0 && name == "":
		return a.words.T("join.row_gone")
	case number == 0:
		return name
	case name == "":
		return a.words.T("finding.row", number)
	}
	return a.words.T("finding.row", number) + " (" + name + ")"
}
