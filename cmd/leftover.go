package cmd

import (
	"fmt"
	"strings"

	"bestand.example/itbestand/survey"
)

// reviewLeftover prints the answers that an earlier version of the question set
// asked for, and that have no place any more.
func (a *app) reviewLeftover(s *survey.Session) {
	left := survey.Leftover(s.Set, s.Response.Answers)
	if len(left) == 0 {
		return
	}
	fmt.Fprintf(a.out, "\n%s\n", a.words.T("cmd.show_leftover"))
	for _, k := range left {
		name := survey.CleanLine(k.Question)
		if k.Row > 0 {
			name += " (" + a.words.T("finding.row", k.Row) + ")"
		}
		fmt.Fprintf(a.out, "  %s\n", name)
		for _, line := range a.leftoverLines(s, k) {
			fmt.Fprintf(a.out, "    %s\n", strings.ReplaceAll(survey.Clean(line), "\n", "\n    "))
		}
	}
}

func (a *app) leftoverLines(s *survey.Session, k survey.Key) []string {
	answer, rows := s.Response.Answers.Get(k), len(s.Response.Answers.Rows(k.Question))
	var lines []string
	if k.Row == 0 && rows > 0 {
		lines = append(lines, a.words.T("cmd.show_leftover_rows", rows))
	}
	if answer.Missing != "" {
		lines = append(lines, a.words.T("cmd.show_missing", s.Set.MissingLabel(answer.Missing).In(a.words.Lang())))
	}
	if !answer.Value.IsZero() {
		lines = append(lines, leftoverValue(answer.Value))
	}
	if answer.Comment != "" {
		lines = append(lines, a.words.T("cmd.show_comment", answer.Comment))
	}
	if answer.Draft != "" {
		lines = append(lines, a.words.T("cmd.show_draft", answer.Draft))
	}
	return lines
}

// leftoverValue writes a value without its question, which nobody knows any
// more: codes stay codes.
func leftoverValue(v survey.Value) string { return (&survey.Question{}).Edit(v) }

// leftoverDocument is what show --json prints of an answer without a place.
type leftoverDocument struct {
	Question string `json:"question"`
	Row      int    `json:"row,omitempty"` // its id
	Rows     int    `json:"rows,omitempty"`
	Value    string `json:"value,omitempty"`
	Missing  string `json:"missing,omitempty"`
	Comment  string `json:"comment,omitempty"`
	Draft    string `json:"draft,omitempty"`
}

func leftoverOf(s *survey.Session) []leftoverDocument {
	var all []leftoverDocument
	for _, k := range survey.Leftover(s.Set, s.Response.Answers) {
		answer := s.Response.Answers.Get(k)
		d := leftoverDocument{Question: k.Question, Row: k.Row, Value: answer.Value.Text, Missing: answer.Missing, Comment: answer.Comment, Draft: answer.Draft}
		if k.Row == 0 {
			d.Rows = len(s.Response.Answers.Rows(k.Question))
		}
		all = append(all, d)
	}
	return all
}
