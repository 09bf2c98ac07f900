package export

import (
	"slices"

	"bestand.example/itbestand/survey"
)

func (w *workbook) codesSpec(*scan) spec {
	return spec{sheet: sheetCodes, table: "tblCodes", kind: evidence, freeze: 2, wraps: true, columns: w.named(
		"fragensatz", 12, "variable", 24, "art", 14, "nr", 6, "code", 26, "antwort", 60, "punkte", 9, "ausschliessend", 12, "gueltig_ab", 11, "gueltig_bis", 11, "spalte", 32)}
}

// codeTable lists the codes of every question, and what each means.
func (w *workbook) codeTable(s *scan, p *plan) error {
	var rows [][]any
	for _, one := range s.sets {
		for _, q := range one.set.Questions() {
			if one.tallies[q] != nil {
				rows = append(rows, w.codeRows(one, q, p.homes[q])...)
			}
		}
	}
	return p.codes.writeAll(rows)
}

func (w *workbook) codeRows(one *setScan, q *survey.Question, h *home) [][]any {
	var rows [][]any
	add := func(kind string, place any, code, answer string, column string, further ...any) {
		row := []any{w.text(one.short), w.text(q.Name), w.text(w.t("code_" + kind)), place, w.text(code), w.wrappedText(answer), nil, nil, nil, nil, w.text(column)}
		copy(row[6:], further)
		rows = append(rows, row)
	}
	lang, list := w.words.Lang(), q.List
	if q.ValueKind() == survey.KindBoolean {
		list = survey.YesNo
	}
	if list != nil {
		for i, c := range list.Choices {
			var points any
			if score := q.Score(c.Name); score != nil { // of a reversed item, from the other end
				points = w.number(survey.NumberValue(score, 4).Text, "General")
			}
			add("answer", w.ordinal(i+1), c.Name, c.Label.In(lang), tick(q, h, i), points, w.mark(c.Exclusive), w.day(c.ValidFrom), w.day(c.ValidUntil))
		}
	}
	missing := ""
	if h != nil {
		missing = h.missing
	}
	codes := slices.Clone(q.Missing)
	for _, code := range sortedKeys(one.tallies[q].missing) {
		if !slices.Contains(codes, code) {
			codes = append(codes, code)
		}
	}
	for _, code := range codes {
		add("missing", nil, code, one.set.MissingLabel(code).In(lang), missing)
	}
	if one.tallies[q].notAsked > 0 {
		add("state", nil, notAsked, w.t("state_"+notAsked), missing)
	}
	return rows
}

// tick is the column that says whether a choice was made or which place it got,
// or the one that holds the code.
func tick(q *survey.Question, h *home, i int) string {
	switch {
	case h == nil || len(h.coded) == 0:
		return ""
	case spread(q) && i < len(h.coded):
		return h.coded[i]
	}
	return h.coded[0]
}
