package intake

import (
	"strings"

	"bestand.example/itbestand/survey"
)

// findDuplicates compares the rows of the table with those of the roster and
// with each other, and decides by the policy.
func (p *Plan) findDuplicates() {
	existing := map[string]int{}
	for i, id := range p.base.Answers.Rows(p.Roster.Name) {
		if key := p.keyOf(id); key != "" && existing[key] == 0 {
			existing[key] = i + 1
		}
	}
	earlier := map[string]*RowPlan{}
	for i := range p.Rows {
		row := &p.Rows[i]
		if row.Action != Added {
			continue
		}
		key := p.keyOfRow(row)
		switch {
		case key == "":
		case existing[key] > 0:
			row.Why, row.Of = Duplicate, existing[key]
			p.settle(row)
		case earlier[key] != nil:
			row.Why, row.same, row.OfTable = Duplicate, earlier[key], earlier[key].Number
			p.settle(row)
		default:
			earlier[key] = row
		}
	}
}

// settle carries the policy out on a row that is there already.
func (p *Plan) settle(row *RowPlan) {
	switch p.Profile.Policy() {
	case Add:
		row.same = nil
	case Update:
		row.Action = Updated
		if row.same == nil {
			p.compare(row)
		}
	default:
		row.Action = Skipped
	}
}

// compare drops the cells that say what the roster's row says already, and notes
// what the others replace.
func (p *Plan) compare(row *RowPlan) {
	id := p.base.Answers.Rows(p.Roster.Name)[row.Of-1]
	changes := false
	for i := range row.Cells {
		c := &row.Cells[i]
		k := survey.Key{Question: c.Question, Row: id}
		old := p.base.Answers.Get(k)
		if v, refusal := p.base.Assessment.Parse(k, c.Entry); refusal == nil && c.Entry != "" && v == old.Value {
			c.Entry, c.Estimate = "", false
		}
		if c.Missing == old.Missing {
			c.Missing = ""
		}
		if strings.Contains(old.Comment, c.Comment) {
			c.Comment = ""
		}
		if !old.Value.IsZero() && (c.Entry != "" || c.Missing != "") {
			c.old = old.Value
		}
		changes = changes || !c.empty()
	}
	if !changes {
		row.Action = Unchanged
	}
}

// joined is a comment with one more remark, unless it has that already.
func joined(old, remark string) string {
	switch {
	case strings.Contains(old, remark):
		return old
	case old == "":
		return remark
	}
	return old + "; " + remark
}

// keyOf is what tells a row of the roster from others; empty if nothing does.
func (p *Plan) keyOf(id int) string {
	return p.key(func(q *survey.Question) string {
		a := p.base.Answers.Get(survey.Key{Question: q.Name, Row: id})
		if a.Value.IsZero() {
			return plain(p.remarked(q, a.Comment))
		}
		return valueKey(a.Value)
	})
}

// remarked is the text that an earlier taking over left in a comment, so that
// the same table does not bring its row again.
func (p *Plan) remarked(q *survey.Question, comment string) string {
	for _, c := range p.Columns {
		if c.Question != q.Name {
			continue
		}
		if _, text, ok := strings.Cut(comment, remark(c.Heading, "")); ok {
			text, _, _ = strings.Cut(text, "; ")
			return text
		}
	}
	return ""
}

// keyOfRow is the same of a row of the table.
func (p *Plan) keyOfRow(row *RowPlan) string {
	return p.key(func(q *survey.Question) string {
		for _, c := range row.Cells {
			if c.Question != q.Name {
				continue
			}
			if v, refusal := p.base.Assessment.Parse(survey.Key{Question: q.Name}, c.Entry); refusal == nil && c.Entry != "" {
				return valueKey(v)
			}
			return plain(c.Source)
		}
		return ""
	})
}

// key joins what the questions that tell rows apart say, and for a choice in
// words of one's own the words beside it.
func (p *Plan) key(of func(*survey.Question) string) string {
	parts, any := []string{}, false
	for _, q := range p.keys() {
		part := of(q)
		if beside := p.beside(q); beside != nil && part == plain(survey.OtherCode) {
			part += " " + of(beside)
		}
		parts, any = append(parts, part), any || part != ""
	}
	if !any {
		return ""
	}
	return strings.Join(parts, "\n")
}

func valueKey(v survey.Value) string { return plain(v.Text) }
