package intake

import (
	"slices"
	"strings"

	"bestand.example/itbestand/survey"
)

// Action is what becomes of a row of the table.
type Action string

// The actions.
const (
	Added     Action = "added"
	Updated   Action = "updated"
	Unchanged Action = "unchanged" // it says what the roster says already
	Skipped   Action = "skipped"   // for a Reason
)

// RowPlan is what becomes of a row of the table.
type RowPlan struct {
	Number  int // in the table
	Action  Action
	Why     Reason // of Skipped; Duplicate also where the row is updated or added all the same
	Of      int    // with Duplicate: the row that the roster has already, counted from 1
	OfTable int    // with Duplicate: the earlier row of the table that it equals
	Label   string // what the row is about
	Cells   []CellPlan

	index int      // of the roster's row, from 1
	same  *RowPlan // the row of this table that it equals
}

// CellPlan is what becomes of a cell.
type CellPlan struct {
	Column   int
	Question string
	Source   string // what stands in it
	Entry    string // what is entered; empty: nothing
	Missing  string // the missing code that is entered
	Estimate bool
	Comment  string // what the comment gets besides; empty: nothing

	old survey.Value // what the roster's row says so far, if it is replaced
}

// Plan is what would be taken over, and all that is to be said of it. Nothing
// happens before Take.
type Plan struct {
	Table    *Table
	Roster   *survey.Question
	Profile  Profile // complete: with every column
	Header   int     // number of the row with the headings; 0: none was found
	Columns  []Column
	Rows     []RowPlan
	Problems []Problem // by cell, in the order of the table
	Blocks   []Problem // why nothing can be taken over
	OpenRows int       // rows added or updated in which something required is open

	session *survey.Session
	base    survey.Rehearsal // the answers as they are
	width   int
	last    map[int]int     // column: the last row with anything in it
	wide    map[[2]int]bool // row and column of cells that are merged over several columns
	advised int             // how often the nearest choice was looked for
	lists   map[string]*survey.ChoiceList
}

// Prepare finds out what taking a table over into a roster would do. It changes
// nothing.
func Prepare(s *survey.Session, roster *survey.Question, t *Table, profile Profile) *Plan {
	p := &Plan{Table: t, Roster: roster, Profile: profile, session: s, base: s.Rehearse(nil), lists: map[string]*survey.ChoiceList{}}
	p.look()
	header := p.header()
	if header == nil {
		p.block(Problem{Code: NoHeading, Args: []string{strings.Join(p.sought(), ", ")}})
		return p
	}
	p.Header, p.Columns = header.Number, p.columns(header)
	p.checkProfile()
	p.checkKeys()
	for i := range p.Columns {
		p.Columns[i].Samples = p.samples(p.Columns[i].Number)
	}
	p.Profile.Roster, p.Profile.Sheet, p.Profile.Columns = roster.Name, t.Sheet, p.mapping()
	if len(p.Blocks) > 0 {
		return p
	}
	p.planRows()
	p.findDuplicates()
	p.rehearse()
	p.forgetSkipped()
	slices.SortStableFunc(p.Problems, func(a, b Problem) int {
		if a.Row != b.Row {
			return a.Row - b.Row
		}
		return a.Column - b.Column
	})
	return p
}

// forgetSkipped drops what is to be said of cells in rows that are not taken
// over.
func (p *Plan) forgetSkipped() {
	skipped := map[int]bool{}
	for _, r := range p.Rows {
		skipped[r.Number] = r.Action == Skipped
	}
	p.Problems = slices.DeleteFunc(p.Problems, func(problem Problem) bool { return skipped[problem.Row] })
}

func (p *Plan) block(b Problem) {
	b.Left = true
	if b.Column > 0 {
		b.Row, b.Ref = p.Header, p.Table.Ref(p.Header, b.Column)
	}
	p.Blocks = append(p.Blocks, b)
}

// sought are the headings that are looked for: one for each column, as the set
// words it.
func (p *Plan) sought() []string {
	var words []string
	for _, q := range p.Roster.Questions {
		if q.Asked() {
			words = append(words, oneLine(headings(p.Roster, q)[0]))
		}
	}
	return words
}

// checkProfile refuses a profile that is for another kind of list.
func (p *Plan) checkProfile() {
	if name := p.Profile.Roster; name != "" && name != p.Roster.Name {
		p.block(Problem{Code: OtherRoster, Args: []string{name}})
	}
	headings := make([]string, 0, len(p.Columns))
	for _, c := range p.Columns {
		headings = append(headings, c.Heading)
	}
	takers := map[string][]string{}
	for _, heading := range sorted(p.Profile.Columns) {
		switch question := p.Profile.Columns[heading]; {
		case question == "":
		case p.column(question) == nil:
			p.block(Problem{Code: UnknownQuestion, Args: []string{question}})
		case !slices.ContainsFunc(headings, func(h string) bool { return plain(h) == plain(heading) }):
			p.block(Problem{Code: ColumnGone, Column: p.likely(heading), Question: question, Args: []string{heading, strings.Join(headings, ", ")}})
		default:
			takers[question] = append(takers[question], heading)
		}
	}
	for _, question := range sorted(takers) {
		if len(takers[question]) > 1 {
			p.block(Problem{Code: TakenTwice, Question: question, Args: []string{question, strings.Join(takers[question], ", ")}})
		}
	}
}

// likely is the column that a heading probably means, or the first one.
func (p *Plan) likely(heading string) int {
	var names []string
	for _, c := range p.Columns {
		names = append(names, c.Heading)
	}
	if near := survey.Nearest(heading, names); near != "" {
		return p.Columns[slices.Index(names, near)].Number
	}
	return p.Columns[0].Number
}

func sorted[V any](m map[string]V) []string {
	names := make([]string, 0, len(m))
	for name := range m {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// checkKeys refuses a table that lacks what tells the rows apart: every column
// that the roster calls unique, otherwise at least one of its first two.
func (p *Plan) checkKeys() {
	keys := p.keys()
	var lacking []*survey.Question
	for _, q := range keys {
		if !taken(p.Columns, q.Name) {
			lacking = append(lacking, q)
		}
	}
	if len(p.Roster.Unique) == 0 && len(lacking) < len(keys) {
		return
	}
	for _, q := range lacking {
		p.block(Problem{Code: KeyNotMatched, Column: p.Columns[0].Number, Question: q.Name, Args: []string{oneLine(q.Label.In("de")), strings.Join(headings(p.Roster, q), ", ")}})
	}
}

// keys are the questions that tell rows apart.
func (p *Plan) keys() []*survey.Question {
	var keys []*survey.Question
	for _, q := range p.Roster.Questions {
		if !q.Asked() {
			continue
		}
		if slices.Contains(p.Roster.Unique, q.Name) || len(p.Roster.Unique) == 0 && len(keys) < 2 {
			keys = append(keys, q)
		}
	}
	return keys
}

func (p *Plan) samples(column int) []string {
	var found []string
	first := p.body(p.Header)
	for i := range p.Table.Rows {
		r := &p.Table.Rows[i]
		c := r.at(column)
		text := oneLine(shown(c, c.Text))
		if r.Number > first && c.Kind != Blank && !total(r) && !slices.Contains(found, text) && len(found) < samples {
			found = append(found, text)
		}
	}
	return found
}

// Count is how many rows have an action.
func (p *Plan) Count(a Action) int {
	n := 0
	for _, r := range p.Rows {
		if r.Action == a {
			n++
		}
	}
	return n
}

// Left is how many cells have no answer: their texts are in comments.
func (p *Plan) Left() int {
	n := 0
	for _, problem := range p.Problems {
		if problem.Left {
			n++
		}
	}
	return n
}

// Changes reports whether taking over would change anything.
func (p *Plan) Changes() bool { return len(p.Blocks) == 0 && len(p.Assignments()) > 0 }

// Take writes the rows into the roster, in one change. Nothing is refused that
// Prepare did not find, unless the answers changed since.
func (p *Plan) Take() ([]survey.Finding, error) { return p.session.Put(p.Assignments()) }

// Assignments are what Take hands to the session. What a comment says already
// stays in it.
func (p *Plan) Assignments() []survey.Assignment {
	var all []survey.Assignment
	comments := map[survey.Key]string{}
	ids := p.base.Answers.Rows(p.Roster.Name)
	for i := range p.Rows {
		row := &p.Rows[i]
		if row.Action != Added && row.Action != Updated {
			continue
		}
		for j := range row.Cells {
			c := &row.Cells[j]
			a, any := c.assignment()
			if !any {
				continue
			}
			a.Roster, a.Index = p.Roster.Name, row.index
			if place := (survey.Key{Question: c.Question, Row: row.index}); c.Comment != "" {
				if _, begun := comments[place]; !begun && row.index <= len(ids) {
					comments[place] = p.base.Answers.Get(survey.Key{Question: c.Question, Row: ids[row.index-1]}).Comment
				}
				whole := joined(comments[place], c.Comment)
				comments[place], a.Comment = whole, &whole
			}
			all = append(all, a)
		}
	}
	return all
}

func (c *CellPlan) assignment() (a survey.Assignment, any bool) {
	a.Question = c.Question
	if c.Entry != "" {
		a.Entry = &c.Entry
	}
	if c.Missing != "" {
		a.Missing = &c.Missing
	}
	if c.Estimate && c.Entry != "" {
		a.Estimate = &c.Estimate
	}
	if c.Comment != "" {
		a.Comment = &c.Comment
	}
	return a, c.Entry != "" || c.Missing != "" || c.Comment != ""
}

// Replaced is what the roster's row says so far, for reading; empty where
// nothing is replaced.
func (p *Plan) Replaced(c CellPlan, lang string) string {
	if c.old.IsZero() {
		return ""
	}
	return p.base.Assessment.Show(survey.Key{Question: c.Question}, c.old, lang)
}

func (c *CellPlan) empty() bool { _, any := c.assignment(); return !any }
