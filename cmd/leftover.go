package cmd

import (
	"bestand.example/itbestand/survey"
)

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
