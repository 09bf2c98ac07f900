package export

import (
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"bestand.example/itbestand/survey"
)

func (w *workbook) codebookSpec(*scan) spec {
	return spec{sheet: sheetCodebook, table: "tblCodebuch", kind: evidence, freeze: 3, columns: w.named(
		"fragensatz", 12, "nr", 6, "variable", 22, "abschnitt", 20, "frage", 44, "erlaeuterung", 44, "typ", 16, "pflicht", 11,
		"bedingung", 34, "pruefung", 34, "ausfallgruende", 20, "zweck", 26, "sensibel", 10, "personenbezogen", 13,
		"blatt", 16, "spalte", 22, "blatt_codes", 18, "spalten_codes", 24, "zusatzspalten", 26)}
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
			rows = append(rows, w.codebookRow(one.short, nil, c.name, "", c.label, "", w.t("type_key"), "", "", "", "", "", nil, nil, h))
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
	return w.codebookRow(one.short, w.ordinal(number), q.Name, q.Section.Label.In(lang), plainLabel(q.Label, lang), plainLabel(q.Hint, lang),
		kind, w.t("required_"+required), condition(q), w.checks(q), strings.Join(missing, "; "), q.Purpose,
		w.yesNo(q.Sensitive), w.yesNo(one.private[q]), h)
}

func (w *workbook) codebookRow(short string, number any, variable, section, label, hint, kind, required, condition, checks, missing, purpose string,
	sensitive, private any, h *home) []any {
	row := []any{
		w.text(short), number, excelize.Cell{StyleID: w.link(), Value: variable}, w.wrappedText(section), w.wrappedText(label), w.wrappedText(hint),
		w.wrappedText(kind), w.text(required), w.wrappedText(condition), w.wrappedText(checks), w.wrappedText(missing), w.wrappedText(purpose),
		sensitive, private,
	}
	if h == nil {
		return row
	}
	codes := h.codes
	if codes == "" && len(h.coded) > 0 {
		codes = h.sheet
	}
	return append(row, w.text(h.sheet), w.text(h.column), w.text(codes), w.wrappedText(abridged(h.coded)), w.wrappedText(strings.Join(h.further, ", ")))
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
