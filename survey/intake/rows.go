package intake

import (
	"slices"
	"strings"

	"bestand.example/itbestand/survey"
)

// planRows reads every row below the headings.
func (p *Plan) planRows() {
	first := p.body(p.Header)
	rows := p.filledDown(first)
	for i := range rows {
		r := &rows[i]
		if r.Number <= first {
			continue
		}
		row := RowPlan{Number: r.Number, Action: Added}
		if row.Why = p.noEntry(r); row.Why != "" {
			row.Action, row.Label = Skipped, p.about(r)
			p.Rows = append(p.Rows, row)
			continue
		}
		p.readRow(r, &row)
		p.Rows = append(p.Rows, row)
	}
}

// filledDown are the rows with what was merged over several of them in one
// column in each.
func (p *Plan) filledDown(first int) []Row {
	rows := slices.Clone(p.Table.Rows)
	for _, a := range p.Table.Merges {
		top := p.Table.row(a.Top)
		if a.Left != a.Right || a.Top <= first || top == nil || top.at(a.Left).Kind == Blank {
			continue
		}
		start, _ := p.Table.from(a.Top + 1)
		for i := start; i < len(rows) && rows[i].Number <= a.Bottom; i++ {
			r := &rows[i]
			r.Cells = slices.Clone(r.Cells)
			for len(r.Cells) < a.Left {
				r.Cells = append(r.Cells, Cell{})
			}
			r.Cells[a.Left-1] = top.at(a.Left)
		}
	}
	return rows
}

// noEntry tells rows that are no entries of the list: sums, headings, rows that
// are hidden where those are not wanted.
func (p *Plan) noEntry(r *Row) Reason {
	var filled []int
	again, mapped := 0, 0
	for _, c := range p.Columns {
		cell := r.at(c.Number)
		if cell.Kind == Blank {
			continue
		}
		filled = append(filled, c.Number)
		if c.Question != "" {
			mapped++
			if plain(cell.Text) == plain(c.Heading) {
				again++
			}
		}
	}
	switch {
	case p.Profile.Visible && r.Hidden:
		return HiddenRow
	case len(filled) == 0, mapped == 0 && !total(r):
		return NothingTaken
	case total(r):
		return TotalRow
	case again == mapped && mapped > 1:
		return HeadingAgain
	case len(filled) == 1 && p.wide[[2]int{r.Number, filled[0]}]:
		return GroupRow
	}
	return ""
}

// total reports whether a row begins with a word for sums.
func total(r *Row) bool {
	for _, c := range r.Cells {
		if c.Kind != Blank {
			return c.Kind == Text && totals[plain(c.Text)]
		}
	}
	return false
}

// about says what a row is about, for rows that are not taken.
func (p *Plan) about(r *Row) string {
	var said []string
	for _, c := range r.Cells {
		if c.Kind != Blank && len(said) < 2 {
			said = append(said, oneLine(shown(c, c.Text)))
		}
	}
	return strings.Join(said, ", ")
}

// readRow reads the cells of an entry.
func (p *Plan) readRow(r *Row, row *RowPlan) {
	var labels []string
	for _, c := range p.Columns {
		q := p.column(c.Question)
		cell := r.at(c.Number)
		if q == nil || cell.Kind == Blank {
			continue
		}
		if len(labels) < 2 {
			labels = append(labels, oneLine(shown(cell, cell.Text)))
		}
		reading := p.read(q, cell)
		if p.wide[[2]int{r.Number, c.Number}] {
			reading = readingLeft(MergedCells)
		}
		p.takeCell(row, c, q, oneLine(shown(cell, cell.Text)), reading)
	}
	row.Label = strings.Join(labels, ", ")
	if !slices.ContainsFunc(row.Cells, func(c CellPlan) bool { return !c.empty() }) {
		row.Action, row.Why = Skipped, NothingTaken
	}
}

func readingLeft(note Code) reading { return reading{left: true, note: note} }

// takeCell adds what a cell comes to, and the name beside it.
func (p *Plan) takeCell(row *RowPlan, c Column, q *survey.Question, source string, r reading) {
	if r.nothing() {
		return
	}
	cell := CellPlan{Column: c.Number, Question: q.Name, Source: source, Entry: r.entry, Missing: r.missing, Estimate: r.estimate}
	if r.left {
		cell.Comment = remark(c.Heading, source)
	}
	row.Cells = append(row.Cells, cell)
	if r.note != "" {
		p.note(row.Number, c.Number, q.Name, source, r)
	}
	if beside := p.beside(q); r.words != "" && !taken(p.Columns, beside.Name) {
		row.Cells = append(row.Cells, CellPlan{Column: c.Number, Question: beside.Name, Source: source, Entry: r.words})
	}
}

// remark is what the comment says of a text that is no answer: where it stood,
// and the text as it was.
func remark(heading, source string) string { return heading + ": " + source }

func (p *Plan) note(row, column int, question, source string, r reading) {
	problem := Problem{
		Ref: p.Table.Ref(row, column), Row: row, Column: column, Question: question, Code: r.note, Source: source, Left: r.left,
		Args: []string{r.nearest}, finding: r.finding, ev: p.base.Assessment,
	}
	p.Problems = append(p.Problems, problem)
}
