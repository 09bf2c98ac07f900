package cmd

import (
	"errors"
	"fmt"
	"os"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/parser"
)

type answerOptions struct {
	choice
	from        string
	assignments []string
	editor      string
	named       bool // --editor was given
}

func (a *app) answerCmd() *cobra.Command {
	var o answerOptions
	c := a.command("answer "+a.words.T("cmd.arg_file")+" "+a.words.T("cmd.arg_assignments"), "answer")
	c.Args = a.args(1, anyNumber)
	c.Flags().StringVar(&o.from, "from", "", a.words.T("cmd.flag_from"))
	c.Flags().StringVar(&o.set, "questionnaire", "", a.words.T("cmd.flag_questionnaire"))
	c.Flags().IntVar(&o.nth, "response", 0, a.words.T("cmd.flag_response"))
	c.Flags().StringVar(&o.unit, "unit", "", a.words.T("cmd.flag_unit"))
	c.Flags().StringVar(&o.profile, "profile", "", a.words.T("cmd.flag_profile"))
	c.Flags().StringVar(&o.population, "population", "", a.words.T("cmd.flag_population"))
	c.Flags().StringVar(&o.wave, "wave", "", a.words.T("start.flag_wave"))
	c.Flags().StringVar(&o.editor, "editor", "", a.words.T("start.flag_editor"))
	c.RunE = func(c *cobra.Command, args []string) error {
		o.path, o.assignments, o.write, o.named = args[0], args[1:], true, c.Flags().Changed("editor")
		return a.runAnswer(o)
	}
	return c
}

func (a *app) runAnswer(o answerOptions) (err error) {
	assignments, err := a.assignments(o)
	if err != nil {
		return err
	}
	w, err := a.open(o.choice)
	if err != nil {
		return err
	}
	defer func() { err = w.close(err) }()
	if o.named {
		if err := w.file.SetEditor(o.editor); err != nil {
			return err
		}
	}
	if o.unit != "" && w.set.Anonymous {
		fmt.Fprintln(a.err, a.words.T("cmd.unit_veiled", a.about(w.set.Questionnaire, w.session.Response.Unit)))
	} else if o.unit != "" {
		fmt.Fprintln(a.err, a.words.T("cmd.unit_saved", o.unit))
	}
	if len(assignments) == 0 {
		return nil
	}
	if err := a.writable(w, o.path); err != nil {
		return err
	}
	if err := a.known(w.session.Set, assignments); err != nil {
		return err
	}
	findings, err := w.session.Put(assignments)
	if err != nil {
		return err
	}
	if len(findings) > 0 {
		for _, f := range findings {
			fmt.Fprintf(a.err, "%s: %s\n", f.Question+rowMark(w.session, f), w.session.Say(f, a.words))
		}
		return a.fail(exitIncomplete, "answers_refused", len(findings))
	}
	a.sayInactive(w.session, assignments)
	fmt.Fprintln(a.err, a.words.T("cmd.answers_saved", len(assignments)))
	return nil
}

// assignments gathers those of --from and then those of the command line, so
// that the latter win.
func (a *app) assignments(o answerOptions) ([]survey.Assignment, error) {
	var all []survey.Assignment
	if o.from != "" {
		data, err := os.ReadFile(o.from)
		if err != nil {
			return nil, err
		}
		var wrong *parser.Errors
		if all, err = parser.Answers(o.from, data); errors.As(err, &wrong) {
			fmt.Fprint(a.err, wrong.Render(a.words))
			return nil, a.fail(exitIncomplete, "from", survey.CleanLine(o.from), len(wrong.Findings))
		}
	}
	for _, text := range o.assignments {
		assignment, ok := parseAssignment(text)
		if !ok {
			return nil, a.usage("assignment", survey.CleanLine(text))
		}
		all = append(all, assignment)
	}
	return all, nil
}

// assignmentPattern takes NAME, LISTE[1].NAME, and a mark behind a colon.
var assignmentPattern = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?s)^(?:([A-Za-z_][A-Za-z0-9_]*)\[(\d{1,4})\]\.)?([A-Za-z_][A-Za-z0-9_]*)(?::(ausfall|geschaetzt|bemerkung|bestaetigt|begruendung))?=(.*)$`)
})

func parseAssignment(text string) (survey.Assignment, bool) {
	m := assignmentPattern().FindStringSubmatch(text)
	if m == nil {
		return survey.Assignment{}, false
	}
	a := survey.Assignment{Question: m[3], Roster: m[1]}
	if m[2] != "" {
		a.Index, _ = strconv.Atoi(m[2])
	}
	value := m[5]
	switch m[4] {
	case "ausfall":
		a.Missing = &value
	case "geschaetzt":
		yes := strings.EqualFold(value, "ja") || strings.EqualFold(value, "yes")
		if !yes && value != "" && !strings.EqualFold(value, "nein") && !strings.EqualFold(value, "no") {
			return a, false
		}
		a.Estimate = &yes
	case "bemerkung":
		a.Comment = &value
	case "bestaetigt":
		a.Acknowledged = &value
	case "begruendung":
		a.Reason = &value
	default:
		a.Entry = &value
	}
	return a, true
}

// known refuses assignments to questions that the set does not have.
func (a *app) known(set *survey.Questionnaire, assignments []survey.Assignment) error {
	for _, as := range assignments {
		q := set.Question(as.Question)
		switch {
		case q == nil || q.Section == nil:
			var names []string
			for _, other := range set.Questions() {
				names = append(names, other.Name)
			}
			f := a.nearest("question_unknown", as.Question, names)
			if survey.Nearest(as.Question, names) == "" {
				f.hint = ""
			}
			return f
		case q.Roster != nil && as.Roster == "":
			return a.usage("question_row", q.Name, q.Roster.Name)
		case as.Roster != "" && (q.Roster == nil || q.Roster.Name != as.Roster):
			return a.usage("question_no_row", q.Name, as.Roster)
		}
	}
	return nil
}

// rowMark names the row of a finding as the command line writes it.
func rowMark(s *survey.Session, f survey.Finding) string {
	q := s.Set.Question(f.Question)
	if q.Roster == nil {
		return ""
	}
	number := s.RowNumber(q.Roster, f.Row)
	if number == 0 {
		number = f.Row // a row that was refused together with its answer
	}
	return fmt.Sprintf(" (%s[%d])", q.Roster.Name, number)
}

// sayInactive tells which answers were kept although they are not asked for.
func (a *app) sayInactive(s *survey.Session, assignments []survey.Assignment) {
	told := map[string]bool{}
	for _, as := range assignments {
		q := s.Set.Question(as.Question)
		if q.Roster == nil && !s.Assessment().Relevant(survey.Key{Question: q.Name}) && !told[q.Name] {
			told[q.Name] = true
			fmt.Fprintf(a.err, "%s: %s\n", a.words.T("cmd.hint"), a.words.T("cmd.answers_inactive", q.Name))
		}
	}
}
