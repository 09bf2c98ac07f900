package export

import (
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"bestand.example/itbestand/survey"
)

func (w *workbook) codebookSpec(*scan) spec {
	return spec{sheet: sheetCodebook, table: "tblCodebuch", kind: evidence, freeze: 3, wraps: true, columns: w.named(
		"fragensatz", 9, "nr", 6, "variable", 21, "abschnitt", 18, "frage", 40, "erlaeuterung", 46, "typ", 16, "antworten", 36, "einheit", 9, "umgepolt", 10,
		"pflicht", 12, "bedingung", 30, "pruefung", 34, "ausfallgruende", 18, "zweck", 24, "wer_antwortet", 18, "profile", 14, "sensibel", 9, "personenbezogen", 11,
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
	for _, t := range p.tables() {
		if t == p.codes {
			continue // the same keys once more
		}
		for _, i := range t.keys {
			c := t.list[i]
			if seen[c.name] {
				continue
			}
			seen[c.name] = true
			h := &home{sheet: t.sheets[0], column: c.name, number: i + 1}
			row := make([]any, codebookHome)
			row[0], row[2], row[4], row[6] = w.text(one.short), w.linkText(c.name), w.wrappedText(c.label), w.text(w.t("type_key"))
			rows = append(rows, append(row, w.homeCells(h)...))
			homes = append(homes, h)
		}
	}
	return rows, homes
}

// codebookHome is how many columns stand before those that say where a variable
// is.
const codebookHome = 19

func (w *workbook) questionRow(one *setScan, q *survey.Question, number int, h *home) []any {
	lang := w.words.Lang()
	var missing []string
	for _, code := range q.Missing {
		missing = append(missing, one.set.MissingLabel(code).In(lang))
	}
	row := []any{
		w.text(one.short), w.ordinal(number), w.linkText(q.Name), w.wrappedText(q.Section.Label.In(lang)),
		w.wrappedText(questionLabel(q, lang)), w.wrappedText(explanation(q, lang)), w.wrappedText(w.typeOf(q)),
		w.wrappedText(w.answersOf(q)), w.text(unitOf(q)), w.mark(q.Reversed), w.wrappedText(w.required(q)),
		w.wrappedText(condition(q)), w.wrappedText(w.checks(q)), w.wrappedText(strings.Join(missing, "; ")), w.wrappedText(firstOf(q, purpose)),
		w.wrappedText(plainLabel(assignee(q), lang)), w.wrappedText(w.profiles(one, q)), w.yesNo(sensitive(q)), w.yesNo(one.personal[q]),
	}
	if one.withheld(q) {
		return append(row, w.wrappedText(w.aud("withheld")))
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
