package export

import (
	"slices"
	"strconv"

	"github.com/xuri/excelize/v2"

	"bestand.example/itbestand/survey"
)

// frequencyCells is a row of the table, in the order of frequencyColumns. What
// repeats the row above is written in a fainter colour.
func (w *workbook) frequencyCells(one *setScan, q *survey.Question, f frequency, first bool) []any {
	t, lang := one.tallies[q], w.words.Lang()
	base := w.t("base_responses")
	if q.Roster != nil {
		base = w.t("base_rows", q.Roster.Name)
	}
	cells := []any{
		w.group(one.short, first), w.group(q.Section.Label.In(lang), first), w.group(q.Name, first), w.group(plainLabel(q.Label, lang), first),
		w.group(w.t("type_"+string(q.Type)), first), w.group(base, first),
		w.line(formatText, w.t("state_"+f.state), first), w.line(formatText, f.code, first), w.line(formatText, f.answer, first),
		w.line(formatWhole, f.count, first), w.line(formatWhole, t.base(), first), w.share(f.count, t.base(), first),
		w.line(formatWhole, t.answered, first), nil,
	}
	if f.valid {
		cells[len(cells)-1] = w.share(f.count, t.answered, first)
	}
	if f.spread {
		cells = append(cells, w.spread(q, t, first)...)
	}
	return cells
}

// spread are minimum, median, mean and maximum. A date has no mean.
func (w *workbook) spread(q *survey.Question, t *tally, first bool) []any {
	if n := len(t.dates); n > 0 {
		slices.Sort(t.dates)
		return []any{w.date(t.dates[0]), w.date(t.dates[(n-1)/2]), nil, w.date(t.dates[n-1])}
	}
	f, ok := t.figures()
	if !ok {
		return nil
	}
	exact, finer := numberFormat(q, 0), numberFormat(q, 1)
	return []any{w.line(exact, f.min, first), w.line(finer, f.median, first), w.line(finer, f.mean, first), w.line(exact, f.max, first)}
}

// group is a text that belongs to a whole question; below the first row it
// only repeats.
func (w *workbook) group(s string, first bool) any {
	if first {
		return excelize.Cell{StyleID: w.body(formatText, true, true), Value: s}
	}
	return excelize.Cell{StyleID: w.repeated(), Value: s}
}

func (w *workbook) line(format string, value any, first bool) any {
	return excelize.Cell{StyleID: w.body(format, false, first), Value: value}
}

// share is a part of a whole, and empty where there is no whole.
func (w *workbook) share(part, whole int, first bool) any {
	if whole == 0 {
		return nil
	}
	return w.line(formatShare, float64(part)/float64(whole), first)
}

func (w *workbook) frequencyColumns() []column {
	return w.named("fragensatz", 12, "abschnitt", 20, "variable", 20, "frage", 46, "typ", 14, "basis", 16, "zustand", 13, "code", 20, "antwort", 42,
		"anzahl", 9, "n", 8, "anteil_alle", 15, "n_gueltig", 10, "anteil_gueltige", 15, "minimum", 12, "median", 12, "mittelwert", 13, "maximum", 12)
}

// frequencies writes Häufigkeiten. The sheet is not streamed, because a
// streamed one loses its bars; it has a few rows for each question, however
// many responses there are.
func (w *workbook) frequencies(s *scan, p *plan) error {
	columns := w.frequencyColumns()
	row := 2
	for _, one := range s.sets {
		for _, q := range one.set.Questions() {
			if one.tallies[q] == nil {
				continue
			}
			for i, f := range w.frequenciesOf(one, q) {
				row++
				if err := w.putRow(sheetFrequencies, row, w.frequencyCells(one, q, f, i == 0)); err != nil {
					return err
				}
			}
		}
	}
	w.summary.Sheets = append(w.summary.Sheets, SheetSummary{sheetFrequencies, row - 2})
	return w.frequencyFrame(columns, max(row, 3))
}

// putRow writes a row of a sheet that is not streamed.
func (w *workbook) putRow(sheet string, row int, cells []any) error {
	for i, c := range cells {
		cell, ok := c.(excelize.Cell)
		if !ok {
			continue
		}
		name, err := excelize.CoordinatesToCellName(i+1, row)
		if err != nil {
			return err
		}
		if s, ok := cell.Value.(string); ok {
			cell.Value = splitText(survey.Clean(s), w.limits.cell)[0] // texts of the set, which the codebook has in full
		}
		if err := w.f.SetCellValue(sheet, name, cell.Value); err != nil {
			return err
		}
		if err := w.f.SetCellStyle(sheet, name, name, cell.StyleID); err != nil {
			return err
		}
	}
	return nil
}

// frequencyFrame is everything on the sheet but its rows.
func (w *workbook) frequencyFrame(columns []column, last int) error {
	end, err := excelize.CoordinatesToCellName(len(columns), last)
	if err != nil {
		return err
	}
	if err := w.setUp(sheetFrequencies, layout{kind: analysis, titleRows: 2, dimension: "A1:" + end}); err != nil {
		return err
	}
	for i, c := range columns {
		name, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		if err := w.f.SetColWidth(sheetFrequencies, name, name, c.width); err != nil {
			return err
		}
		for row, cell := range []excelize.Cell{{StyleID: w.label(analysis, false), Value: c.label}, {StyleID: w.header(analysis), Value: c.name}} {
			if err := w.putRow(sheetFrequencies, row+1, slices.Concat(make([]any, i), []any{cell})); err != nil {
				return err
			}
		}
	}
	if err := w.f.SetRowHeight(sheetFrequencies, 1, labelHeight(columns)); err != nil {
		return err
	}
	if err := w.f.SetRowHeight(sheetFrequencies, 2, headerHeight); err != nil {
		return err
	}
	if err := w.f.SetPanes(sheetFrequencies, &excelize.Panes{Freeze: true, YSplit: 2, TopLeftCell: "A3", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	if err := w.bars(columns, last); err != nil {
		return err
	}
	return w.f.AddTable(sheetFrequencies, &excelize.Table{Range: "A2:" + end, Name: w.tables.take("tblHaeufigkeiten", maxColumnName), StyleName: tableStyle})
}

// bars shows the shares as bars behind their numbers.
func (w *workbook) bars(columns []column, last int) error {
	for _, bar := range []struct{ column, color string }{{"anteil_alle", "D6DCE5"}, {"anteil_gueltige", "9DC3E6"}} {
		i := slices.IndexFunc(columns, func(c column) bool { return c.name == bar.column })
		letter, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		if err := w.f.SetConditionalFormat(sheetFrequencies, letter+"3:"+letter+strconv.Itoa(last), []excelize.ConditionalFormatOptions{{
			Type: "data_bar", Criteria: "=", MinType: "num", MinValue: "0", MaxType: "num", MaxValue: "1", BarColor: bar.color, BarSolid: true,
		}}); err != nil {
			return err
		}
	}
	return nil
}
