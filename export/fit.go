package export

import (
	"github.com/xuri/excelize/v2"

	"bestand.example/itbestand/survey"
)

// fit makes a text fit for a cell. What a workbook cannot hold is replaced,
// what is too long goes on in Plausibilität, and a note says so: nothing is
// dropped in silence.
func (w *workbook) fit(s string, t *table, column string, from origin) string {
	if fits := withoutMisread(survey.Clean(s)); fits != s {
		s = fits
		w.summary.Cleaned++
		w.note(NoteCleaned, Warning, from, column, "", w.t("cleaned", t.sheets[t.part], column))
	}
	if len(s) <= w.limits.cell {
		return s
	}
	marker := " " + w.t("continued")
	pieces := splitText(s, w.limits.cell)
	if len(pieces) == 1 {
		return s
	}
	head := splitText(s, w.limits.cell-len(marker))[0] // the marker's bytes are at least its units
	w.summary.Split++
	w.note(NoteSplit, Warning, from, column, s[len(head):], w.t("split", t.sheets[t.part], column))
	return head + marker
}

func (w *workbook) note(kind NoteKind, severity Severity, from origin, variable, value, text string) {
	n := Note{Kind: kind, Severity: severity, Variable: variable, Row: from.row, Value: value, Text: text}
	if r := from.response; r != nil {
		n.Unit, n.SetID, n.Source = r.about(), r.SetID, r.Source
	}
	w.notes = append(w.notes, n)
}

// continued spreads a row over several where its texts are longer than a cell.
// The first cells, which say whose row it is, stand in each of them.
func (w *workbook) continued(cells []any, repeat int) [][]any {
	rows := [][]any{cells}
	for i, c := range cells {
		cell, ok := c.(excelize.Cell)
		if !ok {
			continue
		}
		s, _ := cell.Value.(string)
		for j, piece := range splitText(s, w.limits.cell) {
			if j > 0 && len(rows) == j {
				next := make([]any, len(cells))
				copy(next, cells[:repeat])
				rows = append(rows, next)
			}
			if s != "" {
				cell.Value = piece
				rows[j][i] = cell
			}
		}
	}
	return rows
}
