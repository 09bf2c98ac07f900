package document

import (
	"bestand.example/itbestand/survey"
)

// How wide a grid may be, in units of one short number, on a page upright and
// on a page turned. A wider list is filled in entry by entry.
const (
	uprightWidth = 12
	turnedWidth  = 20
)

// roster is a list: a grid with empty rows, or one sheet for each entry.
func (f *form) roster(q *survey.Question) []Block {
	f.used.list = true
	if f.tooWide(q) {
		return f.sheets(q)
	}
	columns := f.columns(q)
	head := f.asBlock(q, append(f.about(q), f.rosterSize(q)...))
	head.Wide = f.width(columns) > uprightWidth
	head.Blocks = append(head.Blocks, f.columnNotes(columns)...)
	head.Blocks = append(head.Blocks, f.besideGrid(q)...)
	head.Blocks = append(head.Blocks, f.grid(q, columns))
	head.Blocks = append(head.Blocks, f.noRows(q, columns)...)
	return []Block{head}
}

// tooWide reports whether a list has more columns than a page has room for.
func (f *form) tooWide(q *survey.Question) bool { return f.width(f.columns(q)) > turnedWidth }

func (f *form) width(columns []*survey.Question) int {
	width := 0
	for _, c := range columns {
		width += f.weight(c)
	}
	return width
}

// columns are the questions of a row that are filled in.
func (f *form) columns(q *survey.Question) []*survey.Question {
	var columns []*survey.Question
	for _, c := range f.asked(q.Questions) {
		if c.Asked() {
			columns = append(columns, c)
		}
	}
	return columns
}

// besideGrid says what of a row is not filled in: notes, and what is computed.
func (f *form) besideGrid(q *survey.Question) []Block {
	var blocks []Block
	for _, c := range f.asked(q.Questions) {
		switch {
		case c.Asked():
		case c.Type == survey.TypeNote:
			blocks = append(blocks, f.note(c)...)
		default:
			text := f.t("of_column", f.text(c.Label), f.t("calculated"))
			blocks = append(blocks, Paragraph{Hint, f.t("of_column", f.set.Number(c), text)})
		}
	}
	return blocks
}

// weight is how much room a column needs.
func (f *form) weight(q *survey.Question) int {
	switch {
	case q.Type == survey.TypeYear, q.Type == survey.TypeInteger, q.Type == survey.TypePercent, q.Type == survey.TypeYesNo:
		return 2
	case q.Type.Numeric(), q.Type == survey.TypeDate:
		return 3
	case q.Type.Choice() && !f.inCell(q):
		return 3
	case q.Type == survey.TypeMultiline:
		return 5
	}
	return 4
}

// rosterSize says how many entries are expected.
func (f *form) rosterSize(q *survey.Question) []Block {
	switch {
	case q.Prefill != nil:
		return f.givenRows(q)
	case q.Min == 1 && q.Max != 1:
		return append([]Block{Paragraph{Hint, f.t("rows_at_least_one")}}, f.mostRows(q)...)
	case q.Min > 0 && q.Min == q.Max:
		return []Block{Paragraph{Hint, f.t("rows_exactly", q.Min)}}
	case q.Min > 0 && q.Max > 0:
		return []Block{Paragraph{Hint, f.t("rows_between", q.Min, q.Max)}}
	case q.Min > 0:
		return []Block{Paragraph{Hint, f.t("rows_at_least", q.Min)}}
	}
	return f.mostRows(q)
}

func (f *form) mostRows(q *survey.Question) []Block {
	if q.Max == 0 {
		return nil
	}
	return []Block{Paragraph{Hint, f.t("rows_at_most", q.Max)}}
}

// givenRows says which of the rows that stand there are to be filled in, and
// that others are welcome. A condition that is certain has left only those.
func (f *form) givenRows(q *survey.Question) []Block {
	var blocks []Block
	switch where := q.Prefill.Where; {
	case where == nil, where.Certain():
	case where.Unit && len(where.Reads) == 0:
		f.used.condition = true
		blocks = append(blocks, Paragraph{Condition, f.t("prefill_of_unit")})
	default:
		f.used.condition = true
		blocks = append(blocks, Paragraph{Condition, f.t("prefill_where", f.set.InWords(where, f.words))})
	}
	if q.Max == 0 || q.Max > len(f.prefilled(q)) {
		blocks = append(blocks, Paragraph{Hint, f.t("more_rows")})
	}
	return append(blocks, f.mostRows(q)...)
}

// noRows is how a list is left empty on purpose, and how a field of it is.
func (f *form) noRows(q *survey.Question, columns []*survey.Question) []Block {
	var blocks []Block
	if codes := f.columnReasons(columns); codes != "" {
		f.used.missing = true
		blocks = append(blocks, Paragraph{Hint, f.t("missing_in_grid", codes)})
	}
	if q.Min == 0 && q.Prefill == nil {
		blocks = append(blocks, Ticks{Inline: true, Items: []Tick{{Text: f.t("no_rows")}}})
	}
	return append(blocks, f.reasons(q)...)
}

func (f *form) columnReasons(columns []*survey.Question) string {
	text := ""
	for _, m := range f.set.Missing {
		for _, c := range columns {
			if c.AllowsMissing(m.Name) {
				if text != "" {
					text += ", "
				}
				text += f.t("quoted", f.text(m.Label))
				break
			}
		}
	}
	return text
}

// sheets is a list that is too wide for a grid: its questions stand below each
// other, once for each entry.
func (f *form) sheets(q *survey.Question) []Block {
	blocks := append(f.about(q), f.rosterSize(q)...)
	if f.rows < 2 {
		blocks = append(blocks, Paragraph{Hint, f.t("copy_sheet")})
	}
	if given := f.prefilled(q); len(given) > 0 && len(given) <= longList {
		blocks = append(blocks, Paragraph{Lead, f.t("prefilled")}, Bullets{given})
	}
	blocks = append(blocks, f.noRows(q, nil)...)
	all := []Block{f.asBlock(q, blocks)}
	for i := range max(1, f.rows) {
		head := Heading{Level: 3, Text: f.t("sheet", f.text(q.Label)), NewPage: true}
		if f.rows > 1 {
			head.Text = f.t("sheet_number", f.text(q.Label), i+1)
		}
		all = append(all, head)
		for _, c := range f.asked(q.Questions) {
			all = append(all, f.question(c)...)
		}
	}
	return all
}
