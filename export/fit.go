package export

import "bestand.example/itbestand/survey"

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
	w.notes = append(w.notes, Note{
		Kind: kind, Severity: severity, Unit: from.unit, SetID: from.set, Source: from.source, Variable: variable, Row: from.row, Value: value, Text: text,
	})
}

// continued spreads a row over several where its texts are longer than a cell.
// The first cells, which say whose row it is, stand in each of them.
func continued(cells []cellValue, repeat, limit int) [][]cellValue {
	rows := [][]cellValue{cells}
	for i, c := range cells {
		if c.kind != textCell || len(c.text) <= limit {
			continue
		}
		for j, piece := range splitText(c.text, limit) {
			if len(rows) == j {
				next := make([]cellValue, len(cells))
				copy(next, cells[:repeat])
				rows = append(rows, next)
			}
			rows[j][i] = c
			rows[j][i].text = piece
		}
	}
	return rows
}
