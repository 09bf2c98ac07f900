package survey

import "slices"

// RosterColumn is a column of a roster that a list of its rows shows.
type RosterColumn struct {
	Name    string
	Heading Text // shorter than the label, which mostly is a whole question; nil: none is given
}

// How many columns a list of rows shows where nobody chose them.
const (
	leastColumns = 2
	mostColumns  = 4 // where nothing names a row
)

// Listed are the columns that a list of the roster's rows shows: those that the
// set chose, else those that name a row, and the first ones where these are few. Without a heading
// of its own a column has the first one under which lists have it.
func (q *Question) Listed() []RosterColumn {
	columns := slices.Clone(q.Columns)
	if len(columns) == 0 {
		columns = q.naming()
	}
	for i := range columns {
		if len(columns[i].Heading) == 0 {
			columns[i].Heading = q.Heading(columns[i].Name)
		}
	}
	return columns
}

// naming are the columns that name a row: what it is there for from the
// beginning, what the item_label reads, and the first ones that a person answers
// until there are enough.
func (q *Question) naming() []RosterColumn {
	var columns []RosterColumn
	add := func(name string) {
		there := slices.ContainsFunc(columns, func(c RosterColumn) bool { return c.Name == name })
		if q.column(name) != nil && !there {
			columns = append(columns, RosterColumn{Name: name})
		}
	}
	if q.Prefill != nil {
		add(q.Prefill.Column)
	}
	for _, pipe := range q.ItemLabel.Piped() {
		add(pipe.Name)
	}
	enough := leastColumns
	if len(columns) == 0 {
		enough = mostColumns
	}
	for _, column := range q.Questions {
		if column.Asked() && len(columns) < enough {
			add(column.Name)
		}
	}
	return columns
}

// Heading is a short name of a column: what the set calls it, or existing lists
// do; otherwise its label.
func (q *Question) Heading(column string) Text {
	for _, c := range q.Columns {
		if c.Name == column && len(c.Heading) > 0 {
			return c.Heading
		}
	}
	for _, in := range q.Import {
		if in.Column == column && len(in.Headings) > 0 {
			return German(in.Headings[0])
		}
	}
	if c := q.column(column); c != nil {
		return c.Label
	}
	return nil
}
