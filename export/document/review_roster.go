package document

import (
	"strconv"
	"strings"

	"bestand.example/itbestand/survey"
)

// How wide a list may be to stand as a table on a page upright, and from how
// many rows on a wider one is worth turning the page for.
const (
	uprightRows = 14
	manyRows    = 15
)

// roster is a list with its rows: a table where that fits a page, upright or
// turned, otherwise one block for each row.
func (v *review) roster(q *survey.Question) []Block {
	k := survey.Key{Question: q.Name}
	rows := v.r.Answers.Rows(q.Name)
	head := Question{Number: v.set.Number(q), Label: v.label(k), Blocks: []Block{Paragraph{Plain, v.say("rows", len(rows))}}}
	for _, note := range v.notes(k, v.r.Answers.Get(k)) {
		head.Blocks = append(head.Blocks, Paragraph{Hint, note})
	}
	columns := v.shownColumns(q)
	if width := v.rosterWidth(columns); width <= uprightRows || width <= turnedWidth && len(rows) >= manyRows {
		head.Wide = width > uprightRows
		head.Blocks = append(head.Blocks, v.rowTable(q, columns))
		return []Block{head}
	}
	blocks := []Block{head}
	for _, row := range rows {
		blocks = append(blocks, v.entry(q, columns, row))
	}
	return blocks
}

// shownColumns are those that at least one row is asked.
func (v *review) shownColumns(q *survey.Question) []*survey.Question {
	var columns []*survey.Question
	for _, c := range v.asked(q.Questions) {
		for _, row := range v.r.Answers.Rows(q.Name) {
			if c.Type != survey.TypeNote && v.ev.Own(c) && v.ev.Relevant(survey.Key{Question: c.Name, Row: row}) {
				columns = append(columns, c)
				break
			}
		}
	}
	return columns
}

func (v *review) rosterWidth(columns []*survey.Question) int {
	width := 0
	for _, c := range columns {
		width += v.columnWidth(c)
	}
	return width
}

// columnWidth is how much room the answers of a column need: choices stand
// there in words.
func (v *review) columnWidth(c *survey.Question) int {
	switch {
	case c.Type == survey.TypeEmail, c.Type == survey.TypeURL:
		return 6 // they break nowhere
	case c.Type.Choice() && c.Type != survey.TypeYesNo:
		return 4
	}
	return v.weight(c)
}

func (v *review) rowTable(q *survey.Question, columns []*survey.Question) Table {
	table := Table{Head: []Cell{{Text: v.t("row_number"), Center: true}}, Widths: []int{1}, Full: true, Tight: true}
	for _, c := range columns {
		table.Head = append(table.Head, Cell{Text: v.text(c.Label)})
		table.Widths = append(table.Widths, v.columnWidth(c))
	}
	for i, row := range v.r.Answers.Rows(q.Name) {
		cells := []Cell{{Text: strconv.Itoa(i + 1), Center: true}}
		for _, c := range columns {
			cells = append(cells, v.cellOf(survey.Key{Question: c.Name, Row: row}))
		}
		table.Rows = append(table.Rows, cells)
	}
	return table
}

func (v *review) cellOf(k survey.Key) Cell {
	if !v.ev.Relevant(k) {
		return Cell{Text: v.say("not_asked")}
	}
	a := v.answer(k)
	return Cell{Text: a.Value, Note: strings.Join(a.Notes, "\n"), Strong: a.Open}
}

// entry is one row of a list as a block of its own.
func (v *review) entry(q *survey.Question, columns []*survey.Question, row int) Answers {
	block := Answers{Cards: true, Rows: []Answered{{Label: v.rowTitle(q, row), Title: true}}}
	for _, c := range columns {
		if k := (survey.Key{Question: c.Name, Row: row}); v.ev.Relevant(k) {
			block.Rows = append(block.Rows, v.answered(k))
		}
	}
	return block
}

// rowTitle is the number and the name of a row.
func (v *review) rowTitle(q *survey.Question, row int) string {
	title := v.words.T("finding.row", v.ev.RowNumber(q, row))
	if name := survey.CleanLine(v.ev.ItemName(q, row, v.words.Lang())); name != "" {
		title = v.say("row_named", title, name)
	}
	return title
}
