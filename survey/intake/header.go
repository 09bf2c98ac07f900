package intake

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"bestand.example/itbestand/survey"
)

// headerRows is how many rows are looked at for the headings.
const headerRows = 15

// longestHeading is how many characters of a heading count. What is longer is
// none, and is compared with the words of every question.
const longestHeading = 200

// samples is how many values of a column are shown.
const samples = 3

// Column is a column of the table and the question that it is taken for.
type Column struct {
	Number   int // from 1
	Heading  string
	Question string   // empty: not taken
	Samples  []string // the first values in it

	group string // heading over several columns
}

// header finds the row with the headings: the one in which most columns are
// recognised, of several the fullest, of these the first. Without any it returns
// nil.
func (p *Plan) header() *Row {
	if p.Profile.Header > 0 {
		return p.Table.row(p.Profile.Header)
	}
	var best *Row
	bestScore, bestCells := 0, 0
	for i := range p.Table.Rows[:min(headerRows, len(p.Table.Rows))] {
		row := &p.Table.Rows[i]
		columns := p.columns(row)
		score := 0
		for _, c := range columns {
			if c.Question != "" || p.Profile.Columns != nil && known(p.Profile.Columns, c.Heading) {
				score++
			}
		}
		if score > bestScore || score == bestScore && score > 0 && len(columns) > bestCells {
			best, bestScore, bestCells = row, score, len(columns)
		}
	}
	return best
}

func known(columns map[string]string, heading string) bool {
	for name := range columns {
		if plain(name) == plain(heading) {
			return true
		}
	}
	return false
}

// columns reads a row as headings, and takes them for what the profile says, or
// for what they are recognised as.
func (p *Plan) columns(row *Row) []Column {
	var columns []Column
	seen := map[string]int{}
	for number := 1; number <= p.width; number++ {
		heading := p.heading(row.Number, number)
		c := Column{Number: number, Heading: heading, group: p.heading(row.Number-1, number)}
		if heading == "" {
			if p.last[number] <= row.Number {
				continue
			}
			c.Heading, c.group = Letters(number), ""
		}
		if seen[plain(c.Heading)]++; seen[plain(c.Heading)] > 1 {
			c.Heading += " (" + strconv.Itoa(seen[plain(c.Heading)]) + ")"
		}
		columns = append(columns, c)
	}
	if p.Profile.Columns != nil {
		p.follow(columns)
	} else {
		match(p.Roster, columns)
	}
	return columns
}

// heading is what stands over a column in a row, that of a merged cell for all
// its columns and rows.
func (p *Plan) heading(row, column int) string {
	r := p.Table.row(row)
	if r != nil && r.at(column).Kind != Blank {
		return asHeading(r.at(column))
	}
	if a := p.Table.merged(row, column); a != nil {
		if top := p.Table.row(a.Top); top != nil {
			return asHeading(top.at(a.Left))
		}
	}
	return ""
}

func asHeading(c Cell) string {
	text := []rune(oneLine(c.Text))
	return string(text[:min(len(text), longestHeading)])
}

// look goes over the table once, so that nothing else need go over all of it for
// a single column or cell.
func (p *Plan) look() {
	p.last, p.wide = map[int]int{}, map[[2]int]bool{}
	for _, r := range p.Table.Rows {
		p.width = max(p.width, len(r.Cells))
		for i, c := range r.Cells {
			if c.Kind != Blank {
				p.last[i+1] = r.Number
			}
		}
	}
	for _, a := range p.Table.Merges {
		if a.Right > a.Left {
			p.wide[[2]int{a.Top, a.Left}] = true
		}
	}
}

// body is the number of the last row of the headings: cells that are merged
// downwards belong to them.
func (p *Plan) body(header int) int {
	last := header
	for _, a := range p.Table.Merges {
		if a.Top <= header && a.Bottom > last && a.Bottom <= header+3 && a.Bottom > header {
			last = a.Bottom
		}
	}
	return last
}

// follow takes the columns for what the profile says.
func (p *Plan) follow(columns []Column) {
	taken := map[string]bool{}
	for i := range columns {
		for heading, question := range p.Profile.Columns {
			if plain(heading) == plain(columns[i].Heading) && !taken[question] && p.column(question) != nil {
				columns[i].Question, taken[question] = question, true
			}
		}
	}
}

// column finds a question of the roster that takes answers, or returns nil.
func (p *Plan) column(name string) *survey.Question {
	for _, q := range p.Roster.Questions {
		if q.Name == name && q.Asked() {
			return q
		}
	}
	return nil
}

// match takes columns for the questions whose words they have, the surest
// first; each column and each question is taken once.
func match(roster *survey.Question, columns []Column) {
	for _, how := range []func(*survey.Question, []string, Column) bool{exact, grouped, meant} {
		for _, q := range roster.Questions {
			if !q.Asked() || taken(columns, q.Name) {
				continue
			}
			words := headings(roster, q)
			for i := range columns {
				if columns[i].Question == "" && how(q, words, columns[i]) {
					columns[i].Question = q.Name
					break
				}
			}
		}
	}
}

func taken(columns []Column, question string) bool {
	for _, c := range columns {
		if c.Question == question {
			return true
		}
	}
	return false
}

// headings are the words under which a list may have a question: those of the
// set, its label, and its name with and without what all columns begin with.
func headings(roster, q *survey.Question) []string {
	var words []string
	for _, c := range roster.Import {
		if c.Column == q.Name {
			words = append(words, c.Headings...)
		}
	}
	for _, c := range roster.Columns {
		if c.Name == q.Name {
			words = append(words, texts(c.Heading)...)
		}
	}
	words = append(words, texts(q.Label)...)
	words = append(words, q.Name)
	if _, rest, ok := strings.Cut(q.Name, "_"); ok {
		words = append(words, rest)
	}
	return words
}

func exact(_ *survey.Question, words []string, c Column) bool { return one(words, plain(c.Heading)) }

func grouped(_ *survey.Question, words []string, c Column) bool {
	return c.group != "" && one(words, plain(c.group+c.Heading))
}

// meant compares without the words that say nothing.
func meant(_ *survey.Question, words []string, c Column) bool {
	heading := bare(c.Heading)
	if heading == "" {
		return false
	}
	for _, w := range words {
		if bare(w) == heading {
			return true
		}
	}
	return false
}

func one(words []string, heading string) bool {
	for _, w := range words {
		if plain(w) == heading {
			return true
		}
	}
	return false
}

// texts are the wordings of a text, German first.
func texts(t survey.Text) []string {
	var words []string
	for _, lang := range slices.Sorted(maps.Keys(t)) {
		words = append(words, t[lang])
	}
	return words
}
