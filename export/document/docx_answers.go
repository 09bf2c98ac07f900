package document

// answers is a table of number, question and answer, or of cards. Rows stay on
// one page; a short table does as a whole.
func (w *docx) answers(a Answers) {
	if a.Cards {
		w.cards(a)
		return
	}
	widths := shares(w.textWidth(), answerWidths)
	w.open(w.textWidth(), 0, rowLines+`<w:tblLayout w:type="fixed"/>`+gridMargins, widths)
	w.keep = true
	head := make([]Cell, len(a.Head))
	for i, text := range a.Head {
		head[i] = Cell{Text: text}
	}
	w.row(head, widths, `<w:cantSplit/><w:tblHeader/>`, shaded)
	for _, row := range a.Rows {
		w.keep = row.Title
		if row.Title {
			w.titleRow(row, len(widths))
			continue
		}
		w.f(`<w:tr><w:trPr><w:cantSplit/></w:trPr>`)
		w.field(widths[0], func() { w.para("Cell", "", runs(row.Number, "")) })
		w.field(widths[1], func() { w.para("Cell", "", runs(row.Label, "")) })
		w.field(widths[2], func() { w.given(row) })
		w.f(`</w:tr>`)
	}
	w.keep = false
	w.f(`</w:tbl>`)
	w.after()
}

// answerWidths are the relative widths of number, question and answer.
var answerWidths = []int{2, 9, 11}

// cardColumns is how many cards stand beside each other.
const cardColumns = 3

// rowLines part the rows and nothing else: many verticals make a page grey.
const (
	rowLines  = `<w:tblBorders><w:top w:val="single" w:sz="4" w:color="7F7F7F"/><w:bottom w:val="single" w:sz="4" w:color="7F7F7F"/><w:insideH w:val="single" w:sz="4" w:color="BFBFBF"/></w:tblBorders>`
	cardLines = `<w:tblBorders><w:top w:val="single" w:sz="4" w:color="7F7F7F"/><w:bottom w:val="single" w:sz="4" w:color="7F7F7F"/>` +
		`<w:insideH w:val="single" w:sz="4" w:color="BFBFBF"/><w:insideV w:val="single" w:sz="4" w:color="BFBFBF"/></w:tblBorders>`
)

// cards put each question in small print above its answer.
func (w *docx) cards(a Answers) {
	widths := shares(w.textWidth(), []int{1, 1, 1})
	w.open(w.textWidth(), 0, cardLines+`<w:tblLayout w:type="fixed"/>`+gridMargins, widths)
	lines := cardRows(a.Rows)
	for i, line := range lines {
		w.keep = i < len(lines)-1 && len(lines) <= fewLines
		if line[0].Title {
			w.keep = true
			w.titleRow(line[0], cardColumns)
			continue
		}
		w.f(`<w:tr><w:trPr><w:cantSplit/></w:trPr>`)
		for j, width := range widths {
			w.field(width, func() {
				if j >= len(line) {
					w.para("Cell", "", "")
					return
				}
				w.para("CellNote", `<w:keepNext/>`, runs(line[j].Label, ""))
				w.given(line[j])
			})
		}
		w.f(`</w:tr>`)
	}
	w.keep = false
	w.f(`</w:tbl>`)
	w.after()
}

// cardRows puts questions into lines; a title has one of its own.
func cardRows(rows []Answered) [][]Answered {
	var lines [][]Answered
	for _, row := range rows {
		last := len(lines) - 1
		if row.Title || last < 0 || lines[last][0].Title || len(lines[last]) == cardColumns {
			lines = append(lines, []Answered{row})
			continue
		}
		lines[last] = append(lines[last], row)
	}
	return lines
}

func (w *docx) field(width int, write func()) {
	w.f(`<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr>`, width)
	write()
	w.f(`</w:tc>`)
}

// given is an answer and what stands beside it.
func (w *docx) given(row Answered) {
	w.para("Cell", "", runs(row.Value, either(row.Open, bold, "")))
	w.beside(row.Notes)
}

func (w *docx) beside(notes []string) {
	for _, note := range notes {
		w.para("CellNote", "", runs(note, ""))
	}
}

func (w *docx) titleRow(row Answered, columns int) {
	w.f(`<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val="%d"/>%s</w:tcPr>`, columns, shaded)
	w.para("Cell", "", runs(titleOf(row), bold))
	w.beside(row.Notes)
	w.f(`</w:tc></w:tr>`)
}

// titleOf is a title with its number.
func titleOf(row Answered) string {
	if row.Number == "" {
		return row.Label
	}
	return row.Number + "  " + row.Label
}
