package survey

import "slices"

// prefill is the change that gives rosters their rows: the one at a place, where
// a person comes for the first time, and each other one of which it is known
// already which rows it has; nil where there is nothing to do.
func (ev *Assessment) prefill(at Place) *Change {
	c := &Change{}
	for _, section := range ev.Sections() {
		for _, q := range section.Questions {
			if q.Prefill != nil && ev.Own(q) && ev.untouched(q) && (at.Question == q.Name && ev.decided(q.Prefill) || ev.knowsRows(q.Prefill)) {
				ev.prefillRoster(q, c)
			}
		}
	}
	if len(c.AddRow) == 0 {
		return nil
	}
	return c
}

// untouched reports whether nobody has said anything about a roster yet.
// Whoever deleted the rows meant it.
func (ev *Assessment) untouched(roster *Question) bool {
	open := ev.State(Key{Question: roster.Name}) == StateOpen
	return open && !ev.response.Closed && ev.response.Answers.NextRow(roster.Name) == 1
}

// knowsRows reports whether all is known that decides on the rows.
func (ev *Assessment) knowsRows(p *Prefill) bool {
	if p.Where == nil {
		return true
	}
	if p.Where.Unit && ev.response.Unit.Type == "" || slices.Contains(p.Where.Reads, StichtagName) && ev.State(Key{Question: StichtagName}) == StateOpen {
		return false
	}
	return ev.decided(p) && !slices.ContainsFunc(p.Where.Reads, func(name string) bool { return ev.State(Key{Question: name}) == StateOpen })
}

// decided reports whether no open question decides on the rows, and no draft.
func (ev *Assessment) decided(p *Prefill) bool { return p.Where == nil || ev.hangs(p.Where, nil) == 0 }

func (ev *Assessment) prefillRoster(roster *Question, c *Change) {
	column := roster.column(roster.Prefill.Column)
	for i := range column.List.Choices {
		choice := &column.List.Choices[i]
		if !ev.offers(column, column.List, choice, nil) || choice.Name == OtherCode && len(column.Other) > 0 {
			continue
		}
		if where := roster.Prefill.Where; where != nil && ev.decide(where, nil, column.List.fields(choice)) != true {
			continue
		}
		row := Row{roster.Name, 1 + countRows(c, roster.Name)}
		if roster.Max > 0 && row.ID > roster.Max {
			return
		}
		c.AddRow = append(c.AddRow, row)
		c.Answers = append(c.Answers, AnswerChange{Key{column.Name, row.ID}, Answer{Value: Value{KindCode, choice.Name}}})
	}
}

func countRows(c *Change, roster string) int {
	n := 0
	for _, row := range c.AddRow {
		if row.Roster == roster {
			n++
		}
	}
	return n
}
