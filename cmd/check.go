package cmd

import (
	"fmt"

	"github.com/spf13/cobra"

	"bestand.example/itbestand/store"
	"bestand.example/itbestand/survey"
)

func (a *app) checkCmd() *cobra.Command {
	var o choice
	var asJSON bool
	c := a.command("check "+a.words.T("cmd.arg_file"), "check")
	c.Args = a.args(1, 1)
	c.Flags().StringVar(&o.set, "questionnaire", "", a.words.T("cmd.flag_questionnaire"))
	c.Flags().IntVar(&o.nth, "response", 0, a.words.T("cmd.flag_response"))
	c.Flags().BoolVar(&asJSON, "json", false, a.words.T("cmd.flag_json"))
	c.RunE = func(_ *cobra.Command, args []string) error {
		o.path = args[0]
		return a.runCheck(o, asJSON)
	}
	return c
}

func (a *app) runCheck(o choice, asJSON bool) (err error) {
	w, err := a.open(o)
	if err != nil {
		return err
	}
	defer func() { err = closing(w.file, err) }()
	findings := w.session.Assessment().Findings()
	todo := survey.SortFindings(findings)
	if asJSON {
		err = a.json(a.checked(w.session, findings))
	} else {
		a.points(w.session, todo, true)
	}
	switch {
	case err != nil:
		return err
	case len(todo.Settle) > 0:
		if !asJSON {
			a.sayUnknownUnit(w)
			fmt.Fprintln(a.err, a.words.T("cmd.check_open", w.title(a.words.Lang()), len(todo.Settle), len(todo.Hints)))
		}
		return told(exitIncomplete)
	case !asJSON && w.file.Kind() == store.Part:
		fmt.Fprintln(a.err, a.words.T("join.check_complete", w.title(a.words.Lang()), len(todo.Hints)))
		fmt.Fprintln(a.err, a.words.T("join.hint_submit", survey.CleanLine(o.path), a.back(w)))
	case !asJSON:
		a.sayUnknownUnit(w)
		fmt.Fprintln(a.err, a.words.T("cmd.check_complete", w.title(a.words.Lang()), len(todo.Hints), w.setArgument(o.path)))
	}
	return nil
}

// points prints what can be settled, what that leaves undecided, and the hints;
// named with the names that commands call questions by.
func (a *app) points(s *survey.Session, todo survey.Todo, named bool) {
	a.list(a.words.T("cmd.check_blocks"), s, todo.Settle, named)
	a.later(s, todo.Later)
	a.list(a.words.T("cmd.check_hints"), s, todo.Hints, named)
}

// later prints in one line what cannot be said yet.
func (a *app) later(s *survey.Session, later []survey.Finding) {
	if len(later) > 0 {
		fmt.Fprintln(a.out, s.Assessment().SayLater(later, a.words))
	}
}

// list prints findings under their sections.
func (a *app) list(title string, s *survey.Session, findings []survey.Finding, named bool) {
	if len(findings) == 0 {
		return
	}
	fmt.Fprintf(a.out, "%s (%d)\n", title, len(findings))
	section := ""
	for _, f := range findings {
		q := s.Set.Question(f.Question)
		if q.Section.Name != section {
			section = q.Section.Name
			fmt.Fprintf(a.out, "  %s\n", q.Section.Label.In(a.words.Lang()))
		}
		label := survey.CleanLine(s.Assessment().Label(f.Key(), a.words.Lang()))
		switch {
		case named:
			label = f.Question + rowMark(s, f) + ": " + label
		case q.Roster != nil:
			label = a.words.T("tui.row", s.RowNumber(q.Roster, f.Row)) + ": " + label
		}
		fmt.Fprintf(a.out, "    %s\n      %s\n", label, s.Say(f, a.words))
	}
}

// checkReport is what check --json prints. Settle counts what can be settled
// now; Undecided, of which questions it follows from that whether they are
// asked.
type checkReport struct {
	Set       string        `json:"questionnaire"`
	Version   string        `json:"version"`
	Unit      string        `json:"unit"`
	Complete  bool          `json:"complete"`
	Answered  int           `json:"answered"`
	Asked     int           `json:"asked"`
	Settle    int           `json:"settle"`
	Undecided int           `json:"undecided"`
	Hints     int           `json:"hints"`
	Findings  []findingLine `json:"findings"`
}

type findingLine struct {
	Question  string `json:"question"`
	Roster    string `json:"roster,omitempty"`
	Row       int    `json:"row,omitempty"`
	Code      string `json:"code"`
	Blocks    bool   `json:"blocks"`
	Section   string `json:"section"`
	Message   string `json:"message"`
	DependsOn string `json:"depends_on,omitempty"` // of an undecided question: the open one that decides
}

func (a *app) checked(s *survey.Session, findings []survey.Finding) checkReport {
	ev := s.Assessment()
	report := checkReport{Set: s.Set.ID, Version: s.Set.Version, Unit: s.Response.Unit.Key, Complete: ev.Complete(), Findings: []findingLine{}}
	report.Answered, report.Asked = ev.Progress()
	todo := survey.SortFindings(findings)
	report.Settle, report.Undecided, report.Hints = len(todo.Settle), len(todo.Later), len(todo.Hints)
	for _, f := range findings {
		q := s.Set.Question(f.Question)
		line := findingLine{Question: f.Question, Code: string(f.Code), Blocks: f.Code.Blocks(), Section: q.Section.Name, Message: s.Say(f, a.words)}
		if q.Roster != nil {
			line.Roster, line.Row = q.Roster.Name, ev.RowNumber(q.Roster, f.Row)
		}
		if k, ok := ev.DependsOn(f.Key()); ok {
			line.DependsOn = k.Question
		}
		report.Findings = append(report.Findings, line)
	}
	return report
}
