package export

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"bestand.example/itbestand/survey"
)

// tableSheet is a sheet with tables of the evaluation. A list that is alone on
// its sheet may become long, and is streamed; all other tables are as long as
// there are groups, and stand below one another.
type tableSheet struct {
	name   string
	tables []*Table
}

// tableSheets puts the tables of an evaluation on their sheets, in the order in
// which the evaluation first names them. What has no rows is left out.
func (e *Evaluation) tableSheets(lang string) []*tableSheet {
	var sheets []*tableSheet
	for i := range e.Tables {
		t := &e.Tables[i]
		if t.Personal || t.Anonymous && t.Kind == survey.TableList || len(t.Rows) == 0 && len(t.Lines) == 0 {
			continue
		}
		name := t.Sheet
		if name == "" {
			name = t.Title.In(lang)
		}
		at := slices.IndexFunc(sheets, func(s *tableSheet) bool { return s.name == name })
		if at < 0 {
			at = len(sheets)
			sheets = append(sheets, &tableSheet{name: name})
		}
		sheets[at].tables = append(sheets[at].tables, t)
	}
	return sheets
}

// streams reports whether the sheet has one list and nothing else.
func (s *tableSheet) streams() bool {
	return len(s.tables) == 1 && s.tables[0].Kind == survey.TableList
}

// excelName is the name of a table in the workbook: tblProdukteKosten of
// produkte_kosten.
func (t *Table) excelName() string {
	name := "tbl"
	for _, part := range strings.Split(t.Name, "_") {
		name += strings.ToUpper(part[:min(1, len(part))]) + part[min(1, len(part)):]
	}
	if t.Tier != TierNone {
		name += strings.ToUpper(string(t.Tier[:1])) + string(t.Tier[1:])
	}
	return name
}

// tableTitle is what stands above a table.
func (w *workbook) tableTitle(t *Table) string {
	title := plainLabel(t.Title, w.words.Lang())
	if t.Tier != TierNone {
		title += " – " + w.tierLabel(t.Tier)
	}
	return title
}

// tableRemark says what is counted, and what a reader could stumble over.
func (w *workbook) tableRemark(t *Table) string {
	parts := []string{w.fig("counted_" + t.counted())}
	for _, a := range []*survey.Axis{t.Table.Rows, t.Table.Columns} {
		if a != nil && inSeveral(*a) {
			parts = append(parts, w.fig("remark_several"))
			break
		}
	}
	switch {
	case t.Anonymous:
		parts = append(parts, w.fig("remark_hidden", w.book.Evaluation.Suppress.Persons))
	case t.suppressed():
		parts = append(parts, w.words.T("pass.remark_table", w.book.Evaluation.limit(true)))
	}
	if t.Unplaced > 0 && !t.Anonymous {
		parts = append(parts, w.fig("remark_unplaced", t.Unplaced))
	}
	if t.Unfiltered > 0 && !t.Anonymous {
		parts = append(parts, w.fig("remark_unfiltered", t.Unfiltered))
	}
	return strings.Join(parts, " ")
}

// suppressed reports whether cells of the table may be hidden.
func (t *Table) suppressed() bool { return t.Anonymous || t.Open }

// counted is what a table counts: units, responses or rows.
func (t *Table) counted() string { return string(survey.CountedOf(t.Set(), t.Roster())) }

// stackTables writes tables below one another.
func (w *workbook) stackTables(s *stack, tables []*Table) (rows int) {
	for _, t := range tables {
		s.heading(w.tableTitle(t))
		s.remark(w.tableRemark(t))
		g := w.gridOf(t)
		b := s.table(t.excelName(), g.columns, g.rows)
		s.rules(b, 1, len(g.columns))
		if g.total != nil {
			s.write(g.total, 15)
		}
		rows += len(g.rows)
	}
	return rows
}

// writeTables writes a sheet with several tables.
func (w *workbook) writeTables(sheet string, tables []*Table) error {
	s := w.newStack(sheet, analysis)
	rows := w.stackTables(s, tables)
	w.summary.Sheets = append(w.summary.Sheets, SheetSummary{sheet, rows})
	return s.finish(s.side(), 1, 0)
}

// side is the page of a sheet whose columns may take several pages side by side.
func (s *stack) side() layout {
	width := 0.0
	for _, w := range s.widths {
		width += w
	}
	if width <= tight*pageWidth {
		return layout{}
	}
	return layout{pages: int(math.Ceil(width / pageWidth)), titleCols: 1}
}

// aboutTables says in one line which tables a sheet has.
func (w *workbook) aboutTables(s *tableSheet) string {
	var titles []string
	for _, t := range s.tables {
		if title := plainLabel(t.Title, w.words.Lang()); !slices.Contains(titles, title) {
			titles = append(titles, title)
		}
	}
	return shorten(strings.Join(titles, ", "), 120)
}

// placeLabel names a place on an axis. Columns of lists hold words as they are
// in the list, often in small letters.
func (w *workbook) placeLabel(a *survey.Axis, l Label) string {
	text := plainLabel(l.Text, w.words.Lang())
	if a == nil || a.Kind != survey.AxisColumn {
		return text
	}
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}

// inSeveral reports whether one answer may have several places on an axis.
func inSeveral(a survey.Axis) bool {
	if a.Question == nil {
		return false
	}
	if several(a.Question) {
		return true
	}
	column := a.Question.List.Column(a.Column)
	return a.Kind == survey.AxisColumn && column != nil && column.List
}
