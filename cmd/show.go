package cmd

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"bestand.example/itbestand/survey"
)

func (a *app) showCmd() *cobra.Command {
	var o choice
	var asJSON bool
	c := a.command("show "+a.words.T("cmd.arg_file"), "show")
	c.Args = a.args(1, 1)
	c.Flags().StringVar(&o.set, "questionnaire", "", a.words.T("cmd.flag_questionnaire"))
	c.Flags().IntVar(&o.nth, "response", 0, a.words.T("cmd.flag_response"))
	c.Flags().BoolVar(&asJSON, "json", false, a.words.T("cmd.flag_json"))
	c.RunE = func(_ *cobra.Command, args []string) error {
		o.path = args[0]
		return a.runShow(o, asJSON)
	}
	return c
}

func (a *app) runShow(o choice, asJSON bool) (err error) {
	w, err := a.open(o)
	if err != nil {
		return err
	}
	defer func() { err = closing(w.file, err) }()
	if asJSON {
		return a.json(shown(w.session))
	}
	a.review(w.session)
	return nil
}

// review prints every question that is asked, with its answer.
func (a *app) review(s *survey.Session) {
	lang, ev, r := a.words.Lang(), s.Assessment(), s.Response
	fmt.Fprintf(a.out, "%s (%s %s)\n", s.Set.Title.In(lang), s.Set.ID, s.Set.Version)
	if r.Unit.Key == "" && !s.Set.Anonymous {
		fmt.Fprintln(a.out, a.words.T("cmd.show_unit_open"))
	} else {
		fmt.Fprintln(a.out, a.words.T("cmd.show_unit", a.about(s.Set, r.Unit)))
	}
	if r.Revision > 0 {
		fmt.Fprintln(a.out, a.words.T("cmd.show_handed_in", r.Revision, survey.ShortDigest(r.Digest)))
	}
	done, asked := ev.Progress()
	fmt.Fprintln(a.out, a.words.T("cmd.show_progress", done, asked))
	for _, section := range s.Set.Sections {
		a.reviewSection(s, section)
	}
	a.reviewLeftover(s)
}

func (a *app) reviewSection(s *survey.Session, section *survey.Section) {
	title := "\n" + section.Label.In(a.words.Lang()) + "\n"
	for _, q := range section.Questions {
		k := survey.Key{Question: q.Name}
		if q.Type == survey.TypeNote || !s.Assessment().Relevant(k) {
			continue
		}
		fmt.Fprint(a.out, title)
		title = ""
		switch q.Type {
		case survey.TypeMatrix:
			a.reviewMatrix(s, q)
			continue
		case survey.TypeRepeat:
			a.reviewAnswer(s, k, "  ")
			a.reviewRows(s, q)
			continue
		}
		a.reviewAnswer(s, k, "  ")
	}
}

func (a *app) reviewMatrix(s *survey.Session, matrix *survey.Question) {
	ev := s.Assessment()
	fmt.Fprintf(a.out, "  %s\n", survey.CleanLine(ev.Label(survey.Key{Question: matrix.Name}, a.words.Lang())))
	for _, statement := range matrix.Rows {
		if k := (survey.Key{Question: statement.Name}); ev.Relevant(k) {
			a.reviewAnswer(s, k, "    ")
		}
	}
}

func (a *app) reviewRows(s *survey.Session, roster *survey.Question) {
	ev := s.Assessment()
	for i, row := range s.Response.Answers.Rows(roster.Name) {
		fmt.Fprintf(a.out, "    %d. %s\n", i+1, survey.CleanLine(ev.RowLabel(roster, row, a.words)))
		for _, column := range roster.Questions {
			if k := (survey.Key{Question: column.Name, Row: row}); ev.Relevant(k) {
				a.reviewAnswer(s, k, "       ")
			}
		}
	}
}

func (a *app) reviewAnswer(s *survey.Session, k survey.Key, indent string) {
	ev := s.Assessment()
	fmt.Fprintf(a.out, "%s%s\n", indent, survey.CleanLine(ev.Label(k, a.words.Lang())))
	for _, line := range a.answerLines(s, k) {
		fmt.Fprintf(a.out, "%s  %s\n", indent, strings.ReplaceAll(survey.Clean(line), "\n", "\n"+indent+"  "))
	}
}

func (a *app) answerLines(s *survey.Session, k survey.Key) []string {
	ev := s.Assessment()
	q, answer, v := s.Set.Question(k.Question), s.Response.Answers.Get(k), ev.Value(k)
	var lines []string
	switch {
	case answer.Missing != "":
		lines = append(lines, a.words.T("cmd.show_missing", s.Set.MissingLabel(answer.Missing).In(a.words.Lang())))
	case !v.IsZero() && answer.Estimate:
		lines = append(lines, ev.Show(k, v, a.words.Lang())+" ("+a.words.T("cmd.show_estimate")+")")
	case !v.IsZero():
		lines = append(lines, ev.Show(k, v, a.words.Lang()))
	case q.Type == survey.TypeRepeat && s.Assessment().State(k) == survey.StateAnswered:
		lines = append(lines, fmt.Sprint(len(s.Response.Answers.Rows(q.Name))))
	default:
		lines = append(lines, "– "+a.words.T("cmd.show_open"))
	}
	if answer.Reason != "" {
		lines = append(lines, a.words.T("cmd.show_replaced", ev.Show(k, ev.Calculated(k), a.words.Lang()), answer.Reason))
	}
	if answer.Comment != "" {
		lines = append(lines, a.words.T("cmd.show_comment", answer.Comment))
	}
	if answer.Draft != "" {
		lines = append(lines, a.words.T("cmd.show_draft", answer.Draft))
	}
	return lines
}

// responseDocument is what show --json prints.
type responseDocument struct {
	Set      string           `json:"questionnaire"`
	Version  string           `json:"version"`
	Unit     string           `json:"unit"`
	Revision int              `json:"revision"`
	Digest   string           `json:"digest,omitempty"`
	Answered int              `json:"answered"`
	Asked    int              `json:"asked"`
	Answers  []answerDocument `json:"answers"`

	Leftover []leftoverDocument `json:"leftover,omitempty"` // from an earlier version of the set
}

type answerDocument struct {
	Question     string   `json:"question"`
	Roster       string   `json:"roster,omitempty"`
	Row          int      `json:"row,omitempty"`
	State        string   `json:"state"`
	Value        string   `json:"value,omitempty"`
	Codes        []string `json:"codes,omitempty"`
	Missing      string   `json:"missing,omitempty"`
	Estimate     bool     `json:"estimate,omitempty"`
	Comment      string   `json:"comment,omitempty"`
	Acknowledged string   `json:"acknowledged,omitempty"`
	Calculated   string   `json:"calculated,omitempty"` // of a calculation that was replaced
	Reason       string   `json:"reason,omitempty"`     // and why
	Other        string   `json:"other,omitempty"`      // answer in own words
	Draft        string   `json:"draft,omitempty"`
}

func shown(s *survey.Session) responseDocument {
	r, ev := s.Response, s.Assessment()
	d := responseDocument{Set: s.Set.ID, Version: s.Set.Version, Unit: r.Unit.Key, Revision: r.Revision, Digest: r.Digest, Answers: []answerDocument{}}
	d.Answered, d.Asked = ev.Progress()
	d.Leftover = leftoverOf(s)
	for _, q := range s.Set.Questions() {
		switch {
		case q.Type == survey.TypeNote, q.Type == survey.TypeMatrix:
		case q.Roster == nil:
			d.Answers = append(d.Answers, shownAnswer(s, survey.Key{Question: q.Name}, 0))
		default:
			for i, row := range r.Answers.Rows(q.Roster.Name) {
				d.Answers = append(d.Answers, shownAnswer(s, survey.Key{Question: q.Name, Row: row}, i+1))
			}
		}
	}
	return d
}

var stateNames = map[survey.State]string{
	survey.StateOpen: "open", survey.StateAnswered: "answered", survey.StateMissing: "missing", survey.StateNotAsked: "not_asked",
}

func shownAnswer(s *survey.Session, k survey.Key, number int) answerDocument {
	q, answer, ev := s.Set.Question(k.Question), s.Response.Answers.Get(k), s.Assessment()
	d := answerDocument{
		Question: q.Name, Row: number, State: stateNames[ev.State(k)], Value: ev.Value(k).Text, Missing: answer.Missing,
		Estimate: answer.Estimate, Comment: answer.Comment, Acknowledged: answer.Acknowledged, Draft: answer.Draft,
	}
	if q.Roster != nil {
		d.Roster = q.Roster.Name
	}
	switch v := ev.Value(k); {
	case q.Type == survey.TypeSelectMultiple, q.Type == survey.TypeRank:
		d.Codes, d.Other = v.Codes(), v.Other()
	case v.Other() != "":
		d.Value, d.Other = v.Codes()[0], v.Other()
	}
	if q.Override && !answer.Value.IsZero() {
		d.Calculated, d.Reason = ev.Calculated(k).Text, answer.Reason
	}
	return d
}
