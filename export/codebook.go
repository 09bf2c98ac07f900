package export

import (
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"bestand.example/itbestand/survey"
)

func (w *workbook) codebookSpec(*scan) spec {
	return spec{sheet: sheetCodebook, table: "tblCodebuch", kind: evidence, freeze: 3, wraps: true, columns: w.named(
		"fragensatz", 9, "nr", 6, "variable", 21, "abschnitt", 18, "frage", 40, "erlaeuterung", 46, "typ", 16, "pflicht", 10,
		"bedingung", 30, "pruefung", 34, "ausfallgruende", 18, "zweck", 24, "sensibel", 9, "personenbezogen", 11,
		"blatt", 15, "spalte", 21, "blatt_codes", 16, "spalten_codes", 24, "zusatzspalten", 24)}
}

// codebook describes every column of the tables of answers: those of the keys
// first, then the questions in their order.
func (w *workbook) codebook(s *scan, p *plan) error {
	var rows [][]any
	var homes []*home
	for i, one := range s.sets {
		keys, at := w.keyRows(one, p.sets[i])
		rows, homes = append(rows, keys...), append(homes, at...)
		number := 0
		for _, q := range one.set.Questions() {
			if one.tallies[q] != nil {
				number++
				rows, homes = append(rows, w.questionRow(one, q, number, p.homes[q])), append(homes, p.homes[q])
			}
		}
	}
	p.codebook.spec.prepare = func(sheet string, first, last, i int) error {
		for row := first; row <= last && i < len(homes); row, i = row+1, i+1 {
			if err := w.linkTo(sheet, "C"+strconv.Itoa(row), homes[i]); err != nil {
				return err
			}
		}
		return nil
	}
	if err := p.codebook.writeAll(rows); err != nil {
		return err
	}
	return w.codeTable(s, p)
}

// linkTo makes a cell lead to the head of a column.
func (w *workbook) linkTo(sheet, cell string, h *home) error {
	if h == nil || h.number == 0 {
		return nil
	}
	target, err := excelize.CoordinatesToCellName(h.number, 2)
	if err != nil {
		return err
	}
	return w.f.SetCellHyperLink(sheet, cell, location(h.sheet, target), "Location")
}

func location(sheet, cell string) string {
	return "'" + strings.ReplaceAll(sheet, "'", "''") + "'!" + cell
}

// keyRows describes the columns that are no answers, each once.
func (w *workbook) keyRows(one *setScan, p *setPlan) (rows [][]any, homes []*home) {
	seen := map[string]bool{}
	for _, t := range append([]*answerTable{p.data}, p.rosters...) {
		for _, i := range t.keys {
			c := t.list[i]
			if seen[c.name] {
				continue
			}
			seen[c.name] = true
			h := &home{sheet: t.sheets[0], column: c.name, number: i + 1}
			row := []any{w.text(one.short), nil, w.linkText(c.name), nil, w.wrappedText(c.label), nil, w.text(w.t("type_key")), nil, nil, nil, nil, nil, nil, nil}
			rows = append(rows, append(row, w.homeCells(h)...))
			homes = append(homes, h)
		}
	}
	return rows, homes
}

func (w *workbook) questionRow(one *setScan, q *survey.Question, number int, h *home) []any {
	lang := w.words.Lang()
	var missing []string
	for _, code := range q.Missing {
		missing = append(missing, one.set.MissingLabel(code).In(lang))
	}
	kind := w.t("type_" + string(q.Type))
	if q.List != nil && q.List != survey.YesNo {
		kind += " (" + q.List.Name + ")"
	}
	required := []string{"optional", "soft", "required"}[q.Required]
	if !q.Type.Asked() {
		required = "computed"
	}
	row := []any{
		w.text(one.short), w.ordinal(number), w.linkText(q.Name), w.wrappedText(q.Section.Label.In(lang)),
		w.wrappedText(plainLabel(q.Label, lang)), w.wrappedText(plainLabel(q.Hint, lang)), w.wrappedText(kind), w.text(w.t("required_" + required)),
		w.wrappedText(condition(q)), w.wrappedText(w.checks(q)), w.wrappedText(strings.Join(missing, "; ")), w.wrappedText(q.Purpose),
		w.yesNo(q.Sensitive), w.yesNo(one.private[q]),
	}
	return append(row, w.homeCells(h)...)
}

func (w *workbook) linkText(s string) any { return excelize.Cell{StyleID: w.link(), Value: s} }

// homeCells say where a variable stands.
func (w *workbook) homeCells(h *home) []any {
	if h == nil {
		return nil
	}
	codes := h.codes
	if codes == "" && len(h.coded) > 0 {
		codes = h.sheet
	}
	return []any{
		w.wrappedText(h.sheet), w.wrappedText(h.column), w.wrappedText(codes), w.wrappedText(abridged(h.coded)),
		w.wrappedText(strings.Join(h.further, ", ")),
	}
}

// abridged names the columns with codes; the table of codes has all of them.
func abridged(columns []string) string {
	if len(columns) <= 3 {
		return strings.Join(columns, ", ")
	}
	return columns[0] + ", … (" + strconv.Itoa(len(columns)) + ")"
}

// condition says when a question is asked: its section's condition, its
// roster's and its own.
func condition(q *survey.Question) string {
	expressions := []*survey.Expression{q.Section.Relevant, q.Relevant}
	if q.Roster != nil {
		expressions = []*survey.Expression{q.Section.Relevant, q.Roster.Relevant, q.Relevant}
	}
	var all []string
	for _, e := range expressions {
		if e != nil {
			all = append(all, e.Source)
		}
	}
	if len(all) > 1 {
		return "(" + strings.Join(all, ") and (") + ")"
	}
	return strings.Join(all, "")
}

// checks says what is checked: the constraint, the warnings, and how a
// calculation is made.
func (w *workbook) checks(q *survey.Question) string {
	var all []string
	if q.Calculation != nil {
		all = append(all, w.t("calculation", q.Calculation.Source))
	}
	if q.Constraint != nil {
		all = append(all, q.Constraint.Source)
	}
	for _, warning := range q.Warnings {
		all = append(all, w.t("warning_when", warning.When.Source))
	}
	switch {
	case q.Max > 0:
		all = append(all, w.t("rows_between", q.Min, q.Max))
	case q.Min > 0:
		all = append(all, w.t("rows_from", q.Min))
	}
	return strings.Join(all, "\n")
}
