package intake

import (
	"strings"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/i18n"
)

// Source names the table: file, sheet, and where its headings stand.
func (p *Plan) Source(words *i18n.Catalogue) string {
	name := p.Table.File
	if p.Table.Sheet != "" {
		name = words.T("import.source_sheet", name, p.Table.Sheet)
	}
	if p.Header > 0 {
		name = words.T("import.source_header", name, p.Header)
	}
	return name
}

// Remarks are what is to be said of the table as a whole.
func (p *Plan) Remarks(words *i18n.Catalogue) []string {
	var said []string
	say := func(key string, args ...any) { said = append(said, words.T("import.remark_"+key, args...)) }
	t := p.Table
	if t.Encoding != "" {
		key := "text"
		if t.Guessed {
			key = "text_guessed"
		}
		say(key, t.Encoding, words.T("import.separator_"+separators[t.Separator]))
	}
	if t.Undecodable {
		say("undecodable")
	}
	if t.OddQuote > 0 {
		say("odd_quote", t.OddQuote)
	}
	if t.Concealed {
		say("concealed", t.Sheet)
	}
	if n := p.hidden(); n > 0 {
		key := "hidden_taken"
		if p.Profile.Visible {
			key = "hidden_left"
		}
		said = append(said, counted(words, "import.remark_"+key, n))
	}
	if t.HiddenColumn {
		say("hidden_columns")
	}
	if p.session != nil && len(p.Blocks) == 0 && !p.base.Assessment.Relevant(survey.Key{Question: p.Roster.Name}) {
		say("not_asked")
	}
	return said
}

var separators = map[string]string{";": "semicolon", ",": "comma", "\t": "tab", "|": "bar"}

// hidden counts the rows with content that are hidden.
func (p *Plan) hidden() int {
	n := 0
	for _, r := range p.Table.Rows {
		if r.Hidden && r.Number > p.Header {
			n++
		}
	}
	return n
}

// SayColumn says what a column is taken for, with its first values. The name of
// the question is for those who write mappings.
func (p *Plan) SayColumn(c Column, named bool, words *i18n.Catalogue) string {
	line := words.T("import.column_none", Letters(c.Number), survey.CleanLine(c.Heading))
	if q := p.column(c.Question); q != nil {
		label := p.Label(q, words.Lang())
		if named {
			label = q.Name + ": " + label
		}
		line = words.T("import.column", Letters(c.Number), survey.CleanLine(c.Heading), label)
	}
	if len(c.Samples) > 0 {
		line += " " + words.T("import.samples", survey.CleanLine(strings.Join(shortened(c.Samples), "; ")))
	}
	return line
}

// maxSample is how many characters of a value are shown.
const maxSample = 30

func shortened(samples []string) []string {
	short := make([]string, len(samples))
	for i, s := range samples {
		if short[i] = s; len([]rune(s)) > maxSample {
			short[i] = string([]rune(s)[:maxSample-1]) + "…"
		}
	}
	return short
}

// KeyHeadings are the headings of the columns by which rows are told apart.
func (p *Plan) KeyHeadings() []string {
	var headings []string
	for _, q := range p.keys() {
		for _, c := range p.Columns {
			if c.Question == q.Name {
				headings = append(headings, survey.CleanLine(c.Heading))
			}
		}
	}
	return headings
}

// Label is what a question of the roster asks, on one line.
func (p *Plan) Label(q *survey.Question, lang string) string {
	if p.session == nil {
		return survey.CleanLine(q.Label.In(lang))
	}
	return survey.CleanLine(p.base.Assessment.Label(survey.Key{Question: q.Name}, lang))
}

// Unmatched are the questions of the roster that must be answered and that no
// column is taken for.
func (p *Plan) Unmatched() []*survey.Question {
	var open []*survey.Question
	for _, q := range p.Roster.Questions {
		if q.Asked() && q.Required == survey.Required && q.Relevant == nil && !taken(p.Columns, q.Name) {
			open = append(open, q)
		}
	}
	return open
}

// SayProblem says a problem with its place.
func (p *Plan) SayProblem(problem Problem, words *i18n.Catalogue) string {
	said := problem.Say(words)
	if problem.Code == Refused {
		said = words.T("import.refused", survey.CleanLine(problem.Source), said)
	}
	if problem.Ref == "" {
		return said
	}
	return words.T("import.at", survey.CleanLine(problem.Ref), said)
}

// SayRow says why a row is not taken over, or what it is the same as; empty
// where there is nothing to say.
func (p *Plan) SayRow(r RowPlan, words *i18n.Catalogue) string {
	if r.Why == "" {
		return ""
	}
	why := words.T("import.reason_" + string(r.Why))
	switch {
	case r.Why == Duplicate && r.Of > 0:
		why = words.T("import.reason_duplicate", r.Of)
	case r.Why == Duplicate:
		why = words.T("import.reason_duplicate_table", r.OfTable)
	case r.Why == RosterFull:
		why = words.T("import.reason_full", p.Roster.Max)
	}
	return words.T("import.row", r.Number, survey.CleanLine(r.Label), words.T("import.action_"+string(r.Action)), why)
}

// Sum says how many rows become what.
func (p *Plan) Sum(words *i18n.Catalogue) string {
	return words.T("import.sum", p.Count(Added), p.Count(Updated), p.Count(Unchanged), p.Count(Skipped))
}

// Consequences are what follows from taking over: what stays open, what is in
// comments only.
func (p *Plan) Consequences(words *i18n.Catalogue) []string {
	var said []string
	if p.OpenRows > 0 {
		said = append(said, counted(words, "import.open_rows", p.OpenRows))
	}
	if n := p.Left(); n > 0 {
		said = append(said, counted(words, "import.left", n))
	}
	if n := p.Lost(); n > 0 {
		said = append(said, counted(words, "import.lost", n))
	}
	return said
}

// Lost counts the rows that are entries and find no place.
func (p *Plan) Lost() int {
	n := 0
	for _, r := range p.Rows {
		if r.Why == RosterFull || r.Why == NotUnique {
			n++
		}
	}
	return n
}

// counted is a sentence about a number of things; of one thing it may have a
// form of its own.
func counted(words *i18n.Catalogue, key string, n int) string {
	if n == 1 && words.Has(key+"_one") {
		return words.T(key + "_one")
	}
	return words.T(key, n)
}
