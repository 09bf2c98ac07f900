package survey

import "slices"

// DuplicateRow adds a copy of a row of the roster at the place right below it,
// and goes to the column that tells rows apart, or to the first one. Values,
// missing codes and estimate marks are copied; comments, acknowledgements and
// drafts belong to the one row. Where no two rows may agree in some columns, the
// last of these stays blank, so that the copy says nothing wrong and the person
// is asked for what is different.
func (s *Session) DuplicateRow(id int) ([]Finding, error) {
	roster := s.Question()
	if full := s.full(roster); full != nil {
		return full, nil
	}
	at := slices.Index(s.Response.Answers.Rows(roster.Name), id) + 1
	if at == 0 {
		return nil, nil
	}
	row := Row{roster.Name, s.Response.Answers.NextRow(roster.Name)}
	c := Change{PutRow: []RowAt{{row, at + 1}}, Answers: append(s.uncounted(), s.copied(roster, id, row.ID)...)}
	return nil, s.enterRow(RowsCopied, row.ID, c, func(column string) bool { return slices.Contains(roster.Unique, column) })
}

// copied are the answers of a row that hold for its copy too.
func (s *Session) copied(roster *Question, from, to int) []AnswerChange {
	var copies []AnswerChange
	for _, column := range roster.Questions {
		a := s.Response.Answers.Get(Key{column.Name, from})
		if !a.Given() || column.Name == roster.lastUnique() {
			continue
		}
		copies = append(copies, AnswerChange{Key{column.Name, to}, Answer{Value: a.Value, Missing: a.Missing, Estimate: a.Estimate, Reason: a.Reason}})
	}
	return copies
}
