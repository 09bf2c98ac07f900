package intake

import (
	"slices"

	"bestand.example/itbestand/survey"
)

// rehearse tries the rows with the checks of the dialogue. What these refuse is
// given up, cell by cell, until nothing is refused any more: each time there is
// less to try.
func (p *Plan) rehearse() {
	for {
		p.number()
		tried := p.session.Rehearse(p.Assignments())
		given := false
		for _, f := range tried.Refused {
			given = p.giveUp(f, tried) || given
		}
		switch {
		case len(tried.Refused) == 0:
			p.countOpen(tried)
			return
		case !given:
			p.block(Problem{Code: ListRefused, finding: &tried.Refused[0], ev: tried.Assessment, Question: tried.Refused[0].Question})
			return
		}
	}
}

// number gives the rows that are added their places behind those that are
// there. What finds no place any more is left out.
func (p *Plan) number() {
	rows := len(p.base.Answers.Rows(p.Roster.Name))
	for i := range p.Rows {
		row := &p.Rows[i]
		switch {
		case row.Action == Added && p.Roster.Max > 0 && rows >= p.Roster.Max:
			row.Action, row.Why = Skipped, RosterFull
		case row.Action == Added:
			rows++
			row.index = rows
		case row.same != nil && row.same.Action == Skipped && row.Action == Updated:
			row.Action, row.Why = Skipped, row.same.Why
		case row.same != nil:
			row.index = row.same.index
		case row.Action == Updated:
			row.index = row.Of
		}
	}
}

// giveUp takes what a finding refuses out of the plan. It reports whether there
// was anything of it.
func (p *Plan) giveUp(f survey.Finding, tried survey.Rehearsal) bool {
	index := slices.Index(tried.Answers.Rows(p.Roster.Name), f.Row) + 1
	if index == 0 {
		index = f.Row // of a row that was refused together with its answer
	}
	for i := range slices.Backward(p.Rows) {
		row := &p.Rows[i]
		if row.index != index || row.Action != Added && row.Action != Updated {
			continue
		}
		if f.Code == survey.SameRow {
			row.Action, row.Why = Skipped, NotUnique
			return true
		}
		for j := range row.Cells {
			if c := &row.Cells[j]; c.Question == f.Question && (c.Entry != "" || c.Missing != "") {
				p.leave(row, c, f, tried)
				return true
			}
		}
	}
	return false
}

// leave keeps a refused entry as a comment.
func (p *Plan) leave(row *RowPlan, c *CellPlan, f survey.Finding, tried survey.Rehearsal) {
	c.Entry, c.Missing, c.Estimate, c.old = "", "", false, survey.Value{}
	heading := ""
	for _, column := range p.Columns {
		if column.Number == c.Column {
			heading = column.Heading
		}
	}
	c.Comment = remark(heading, c.Source)
	p.Problems = append(p.Problems, Problem{
		Ref: p.Table.Ref(row.Number, c.Column), Row: row.Number, Column: c.Column, Question: c.Question, Code: Refused, Source: c.Source,
		Left: true, finding: &f, ev: tried.Assessment,
	})
}

// countOpen counts the rows in which something stands in the way of handing in.
func (p *Plan) countOpen(tried survey.Rehearsal) {
	ids := tried.Answers.Rows(p.Roster.Name)
	for _, row := range p.Rows {
		if row.Action != Added && row.Action != Updated || row.same != nil {
			continue
		}
		for _, q := range p.Roster.Questions {
			open := tried.Assessment.FindingsAt(survey.Key{Question: q.Name, Row: ids[row.index-1]})
			if slices.ContainsFunc(open, func(f survey.Finding) bool { return f.Code.Blocks() }) {
				p.OpenRows++
				break
			}
		}
	}
}
