package tui

import (
	"slices"
	"strconv"
	"strings"

	"bestand.example/itbestand/survey"
)

// standing is what there is to do about a row of a list.
type standing struct {
	open    int  // columns that must be answered and are not
	draft   bool // an entry was left unfinished
	blocked bool // something stands in the way of handing in, these included
}

// standing looks at all columns of a row.
func (t teller) standing(q *survey.Question, id int) standing {
	var s standing
	for _, column := range q.Questions {
		for _, f := range t.ev().FindingsAt(survey.Key{Question: column.Name, Row: id}) {
			switch f.Code {
			case survey.Open:
				s.open++
			case survey.DraftLeft:
				s.draft = true
			}
			s.blocked = s.blocked || f.Code.Blocks()
		}
	}
	return s
}

// words says it in a few signs.
func (s standing) words(t teller) string {
	switch {
	case s.draft && s.open > 0:
		return t.r("state_draft_open", s.open)
	case s.draft:
		return t.t("state_draft")
	case s.open > 0:
		return t.rn("state_open", s.open)
	case s.blocked:
		return t.t("state_check")
	}
	return t.t("state_done")
}

// rowState is one word for a row.
func (t teller) rowState(q *survey.Question, id int) string {
	if t.standing(q, id).blocked {
		return t.t("state_open")
	}
	return t.t("state_done")
}

func (t teller) blocked(k survey.Key) bool {
	for _, f := range t.ev().FindingsAt(k) {
		if f.Code.Blocks() {
			return true
		}
	}
	return false
}

// table is a list of rows as it is shown: some columns, and how each row stands.
type table struct {
	teller
	q       *survey.Question
	columns []survey.RosterColumn
	rows    []tableRow // in the order in which they are stored
	open    int        // rows that something is to be done about
	folded  []string   // of the rows, for searching, once that is wanted

	number, state int   // widths of the outer columns
	natural       []int // and of the inner ones, if there is room
}

type tableRow struct {
	id, number int
	cells      []string
	state      string
	standing   standing
}

// newTable reads a list. A column by which it is sorted is shown, in place of
// the last one if need be.
func newTable(t teller, q *survey.Question, order string) *table {
	s := &table{teller: t, q: q, columns: t.listed(q)}
	s.show(order)
	ids := t.s.Response.Answers.Rows(q.Name)
	s.rows = make([]tableRow, len(ids))
	for i, id := range ids {
		row := tableRow{id: id, number: i + 1, cells: make([]string, len(s.columns)), standing: t.standing(q, id)}
		row.state = row.standing.words(t)
		for j, c := range s.columns {
			row.cells[j] = t.cell(survey.Key{Question: c.Name, Row: id})
		}
		if row.standing.blocked {
			s.open++
		}
		s.rows[i] = row
	}
	s.measure()
	return s
}

// listed are the columns to show; those that the response's short form leaves out
// would stay empty.
func (t teller) listed(q *survey.Question) []survey.RosterColumn {
	return slices.DeleteFunc(q.Listed(), func(c survey.RosterColumn) bool { return !t.s.Set.Question(c.Name).In(t.s.Response.Profile) })
}

func (s *table) show(order string) {
	if order == "" || order == orderState {
		return
	}
	for _, c := range s.columns {
		if c.Name == order {
			return
		}
	}
	sorted := survey.RosterColumn{Name: order, Heading: s.q.Heading(order)}
	if len(s.columns) > 1 {
		s.columns[len(s.columns)-1] = sorted
		return
	}
	s.columns = append(s.columns, sorted)
}

// cell is what is known about one column of a row, on one line.
func (t teller) cell(k survey.Key) string {
	a := t.s.Response.Answers.Get(k)
	switch {
	case !t.ev().Relevant(k):
		return ""
	case a.Draft != "":
		return line(a.Draft)
	case a.Missing != "":
		return t.missing(a.Missing)
	}
	if v := t.ev().Value(k); !v.IsZero() {
		return line(t.ev().Show(k, v, t.Lang()))
	}
	return ""
}

// about says a row in words: what its columns hold.
func (s *table) about(row tableRow) string {
	var said []string
	for _, cell := range row.cells {
		if cell != "" {
			said = append(said, cell)
		}
	}
	return strings.Join(said, ", ")
}

// sentence is a row as the line mode says it.
func (s *table) sentence(row tableRow) string {
	number := s.t("row", row.number)
	name := line(s.ev().ItemName(s.q, row.id, s.Lang()))
	if len(s.q.Columns) > 0 || name == "" {
		name = s.about(row)
	}
	if name == "" {
		return s.t("row_line_bare", number, row.state)
	}
	return s.t("row_line", number, row.state, name)
}

// searched is all that a row says, folded for a search.
func (s *table) searched(i int) string {
	if s.folded == nil {
		s.folded = make([]string, len(s.rows))
	}
	if s.folded[i] == "" {
		text := []string{strconv.Itoa(s.rows[i].number)}
		for _, column := range s.q.Questions {
			text = append(text, s.cell(survey.Key{Question: column.Name, Row: s.rows[i].id}))
		}
		s.folded[i] = searchable(strings.Join(text, "|"))
	}
	return s.folded[i]
}
