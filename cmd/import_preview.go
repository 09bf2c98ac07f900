package cmd

import (
	"fmt"
	"strings"

	"bestand.example/itbestand/survey/i18n"
	"bestand.example/itbestand/survey/intake"
)

// preview says what would be taken over: each column with its first values, and
// each cell and row that there is something to say of.
func (a *app) preview(p *intake.Plan) {
	a.lines("", append([]string{a.words.T("import.title", p.Roster.Name, p.Source(a.words))}, p.Remarks(a.words)...))
	var columns, problems, rows, blocks []string
	for _, c := range p.Columns {
		columns = append(columns, p.SayColumn(c, true, a.words))
	}
	if open := p.Unmatched(); len(open) > 0 && p.Header > 0 {
		var names []string
		for _, q := range open {
			names = append(names, q.Name)
		}
		columns = append(columns, a.words.T("import.unmatched", strings.Join(names, ", ")))
	}
	for _, problem := range p.Problems {
		problems = append(problems, p.SayProblem(problem, a.words))
	}
	for _, r := range p.Rows {
		if said := p.SayRow(r, a.words); said != "" {
			rows = append(rows, said)
		}
	}
	for _, b := range p.Blocks {
		blocks = append(blocks, p.SayProblem(b, a.words))
	}
	a.paragraph("import.columns", columns)
	a.paragraph("import.problems", problems)
	a.paragraph("import.rows", rows)
	a.paragraph("import.blocks", blocks)
	if len(blocks) == 0 {
		fmt.Fprintln(a.out)
		a.lines("", append([]string{p.Sum(a.words)}, p.Consequences(a.words)...))
	}
}

// paragraph prints lines under a heading.
func (a *app) paragraph(heading string, lines []string) {
	if len(lines) > 0 {
		fmt.Fprintf(a.out, "\n%s\n", a.words.T(heading))
		a.lines("  ", lines)
	}
}

func (a *app) lines(indent string, lines []string) {
	for _, l := range lines {
		fmt.Fprintln(a.out, indent+l)
	}
}

// importReport is what `import --json` says. Its keys are a contract.
type importReport struct {
	Taken     bool            `json:"taken"` // rows were written
	Roster    string          `json:"roster"`
	File      string          `json:"file"`
	Sheet     string          `json:"sheet,omitempty"`
	Header    int             `json:"header"`
	Added     int             `json:"added"`
	Updated   int             `json:"updated"`
	Unchanged int             `json:"unchanged"`
	Skipped   int             `json:"skipped"`
	OpenRows  int             `json:"open_rows"`
	Columns   []importColumn  `json:"columns"`
	Rows      []importRow     `json:"rows"`
	Problems  []importProblem `json:"problems"`
	Blocks    []importProblem `json:"blocks"`
	Remarks   []string        `json:"remarks"`
}

type importColumn struct {
	Column   string   `json:"column"`
	Heading  string   `json:"heading"`
	Question string   `json:"question"` // empty: not taken over
	Samples  []string `json:"samples"`
}

type importRow struct {
	Row     int    `json:"row"`
	Action  string `json:"action"`
	Reason  string `json:"reason,omitempty"`
	SameAs  int    `json:"same_as,omitempty"`     // entry of the list
	SameRow int    `json:"same_as_row,omitempty"` // row of the table
}

type importProblem struct {
	Cell     string `json:"cell,omitempty"`
	Question string `json:"question,omitempty"`
	Code     string `json:"code"`
	Value    string `json:"value,omitempty"`
	Left     bool   `json:"left_out"` // the value is in the comment only
	Message  string `json:"message"`
}

func imported(p *intake.Plan, taken bool, words *i18n.Catalogue) importReport {
	r := importReport{
		Taken: taken, Roster: p.Roster.Name, File: p.Table.File, Sheet: p.Table.Sheet, Header: p.Header,
		Added: p.Count(intake.Added), Updated: p.Count(intake.Updated), Unchanged: p.Count(intake.Unchanged), Skipped: p.Count(intake.Skipped),
		OpenRows: p.OpenRows, Columns: []importColumn{}, Rows: []importRow{}, Problems: problemsOf(p.Problems, words), Blocks: problemsOf(p.Blocks, words),
		Remarks: append([]string{}, p.Remarks(words)...),
	}
	for _, c := range p.Columns {
		r.Columns = append(r.Columns, importColumn{intake.Letters(c.Number), c.Heading, c.Question, append([]string{}, c.Samples...)})
	}
	for _, row := range p.Rows {
		r.Rows = append(r.Rows, importRow{row.Number, string(row.Action), string(row.Why), row.Of, row.OfTable})
	}
	return r
}

func problemsOf(problems []intake.Problem, words *i18n.Catalogue) []importProblem {
	list := []importProblem{}
	for _, p := range problems {
		list = append(list, importProblem{p.Ref, p.Question, string(p.Code), p.Source, p.Left, p.Say(words)})
	}
	return list
}
