package cmd

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"bestand.example/itbestand/survey"
)

// showOptions say which response is shown, and how.
type showOptions struct {
	choice
	json   bool
	format string // text, html or docx
	out    string // file that is written; empty: text goes to the screen, the others get a name
}

func (a *app) showCmd() *cobra.Command {
	var o showOptions
	c := a.command("show "+a.words.T("cmd.arg_file"), "show")
	c.Args = a.args(1, 1)
	c.Flags().StringVar(&o.set, "questionnaire", "", a.words.T("cmd.flag_questionnaire"))
	c.Flags().IntVar(&o.nth, "response", 0, a.words.T("cmd.flag_response"))
	c.Flags().StringVar(&o.format, "format", "text", a.words.T("review.flag_show_format"))
	c.Flags().StringVarP(&o.out, "output", "o", "", a.words.T("review.flag_show_out"))
	c.Flags().BoolVar(&o.json, "json", false, a.words.T("cmd.flag_json"))
	c.RunE = func(c *cobra.Command, args []string) error {
		o.path = args[0]
		for _, other := range []string{"format", "output"} {
			if o.json && c.Flags().Changed(other) {
				return a.usage("flags_exclude", "--json", "--"+other)
			}
		}
		return a.runShow(o)
	}
	return c
}

func (a *app) runShow(o showOptions) (err error) {
	if !slices.Contains(reviewFormats, o.format) {
		return a.usage("format_unknown", survey.CleanLine(o.format), strings.Join(reviewFormats, ", "))
	}
	w, err := a.open(o.choice)
	if err != nil {
		return err
	}
	defer func() { err = closing(w.file, err) }()
	if o.json {
		return a.json(shown(w.session))
	}
	return a.review(w, o)
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
		case q.Type == survey.TypeNote, q.Type == survey.TypeMatrix, !ev.Own(q):
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
		d.Value, d.Other = strings.Join(v.Codes(), " "), v.Other()
	}
	if q.Override && !answer.Value.IsZero() {
		d.Calculated, d.Reason = ev.Calculated(k).Text, answer.Reason
	}
	return d
}
