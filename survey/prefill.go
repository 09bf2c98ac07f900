package survey

// prefill is the change that gives the roster at a place its rows, when a
// person comes there for the first time; nil where there is nothing to do.
func (ev *Assessment) prefill(at Place) *Change {
	roster := ev.set.Question(at.Question)
	if roster == nil || roster.Prefill == nil || ev.response.Closed || ev.State(at) != StateOpen || ev.response.Answers.NextRow(roster.Name) > 1 {
		return nil
	}
	column := roster.column(roster.Prefill.Column)
	c := &Change{}
	for i := range column.List.Choices {
		choice := &column.List.Choices[i]
		if !ev.valid(choice) || choice.Name == OtherCode || roster.Max > 0 && len(c.AddRow) == roster.Max {
			continue
		}
		if where := roster.Prefill.Where; where != nil && ev.decide(where, nil, column.List.fields(choice)) != true {
			continue
		}
		row := Row{roster.Name, len(c.AddRow) + 1}
		c.AddRow = append(c.AddRow, row)
		c.Answers = append(c.Answers, AnswerChange{Key{column.Name, row.ID}, Answer{Value: Value{KindCode, choice.Name}}})
	}
	if len(c.AddRow) == 0 {
		return nil
	}
	return c
}
