package export

import (
	"slices"

	"github.com/xuri/excelize/v2"

	"bestand.example/itbestand/survey"
)

// frequencyCells is a row of the table, in the order of frequencyColumns.
func (w *workbook) frequencyCells(one *setScan, q *survey.Question, f frequency) []any {
	t, lang := one.tallies[q], w.words.Lang()
	cells := []any{
		w.wrappedText(one.short), w.wrappedText(q.Section.Label.In(lang)), w.wrappedText(q.Name), w.wrappedText(questionLabel(q, lang)),
		w.wrappedText(w.t("type_" + string(q.Type))), w.wrappedText(w.base(one, q)),
		w.text(w.t("state_" + f.state)), w.text(f.code), w.wrappedText(f.answer),
		w.count(f.count), w.count(t.base()), w.share(f.count, t.base()), w.count(t.answered), nil,
	}
	if f.valid {
		cells[len(cells)-1] = w.share(f.count, t.answered)
	}
	if one.set.Anonymous || one.grouped {
		return w.veiled(one, cells, append(w.spread(q, f), make([]any, spreadColumns)...)[:spreadColumns], f)
	}
	return append(cells, w.spread(q, f)...)
}

// base says what is counted.
func (w *workbook) base(one *setScan, q *survey.Question) string {
	base := w.t("base_responses")
	if one.grouped {
		return w.words.T("pass.base")
	}
	if q.Roster != nil {
		base = w.t("base_rows", q.Roster.Name)
	}
	if q.Type == survey.TypeRank {
		base = w.t("base_rank", base)
	}
	return base
}

// spreadColumns is how many columns spread fills.
const spreadColumns = 7

// spread are minimum, median, mean and maximum of numbers, then first, middle
// and last of dates, which have columns of their own: a column holds one type.
func (w *workbook) spread(q *survey.Question, f frequency) []any {
	if n := len(f.dates); n > 0 {
		slices.Sort(f.dates)
		return []any{nil, nil, nil, nil, w.date(f.dates[0]), w.date(f.dates[(n-1)/2]), w.date(f.dates[n-1])}
	}
	figures, ok := figuresOf(f.numbers)
	if !ok {
		return nil
	}
	exact, finer := numberFormat(q, 0), numberFormat(q, 1)
	if q.Type.Choice() {
		finer = numberFormat(q, 2) // of a scale, 3.4 and 3.44 are two results
	}
	return []any{w.figure(exact, figures.min), w.figure(finer, figures.median), w.figure(finer, figures.mean), w.figure(exact, figures.max)}
}

func (w *workbook) figure(format string, value float64) any {
	return excelize.Cell{StyleID: w.cell(format), Value: value}
}

// share is a part of a whole, and empty where there is no whole.
func (w *workbook) share(part, whole int) any {
	if whole == 0 {
		return nil
	}
	return w.figure(formatShare, float64(part)/float64(whole))
}

// frequencyColumns are the columns as frequencyCells fills them.
func (w *workbook) frequencyColumns() []column {
	return w.named("fragensatz", 9, "abschnitt", 18, "variable", 18, "frage", 52, "typ", 15, "basis", 15, "zustand", 14, "code", 18, "antwort", 38,
		"anzahl", 8, "n", 8, "anteil_alle", 13, "n_gueltig", 9, "anteil_gueltige", 13, "minimum", 10, "median", 10, "mittelwert", 10, "maximum", 10, "erster_tag", 10, "mittlerer_tag", 10, "letzter_tag", 10)
}

// frequencies writes Häufigkeiten. The sheet is not streamed, because a
// streamed one loses its bars; it has a few rows for each question, however
// many responses there are.
func (w *workbook) frequencies(s *scan, p *plan) error {
	f := w.newFrequencyFrame()
	copied, err := w.csv.table("tblHaeufigkeiten", sheetFrequencies, f.columns)
	if err != nil {
		return err
	}
	row := f.head
	for _, one := range s.sets {
		for _, q := range one.set.Questions() {
			from, rows := w.openRows(one, q)
			for i, answer := range rows {
				row++
				if answer.hidden {
					w.summary.Suppressed++
				}
				cells := f.ordered(w.frequencyCells(from, q, answer))
				if err := inOrder(
					func() error { return copied.write(cells) },
					func() error { return f.write(row, cells, i > 0) },
				); err != nil {
					return err
				}
			}
		}
	}
	if err := copied.close(); err != nil {
		return err
	}
	w.summary.Sheets = append(w.summary.Sheets, SheetSummary{sheetFrequencies, row - f.head})
	return f.finish(max(row, f.head+1))
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
