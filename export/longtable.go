package export

import (
	"cmp"

	"github.com/xuri/excelize/v2"

	"bestand.example/itbestand/survey"
)

// The long table has a row for each answer, for programs that turn and group
// tables themselves. It has no sheet, because a sheet has too few rows. Like
// the sheets of answers it knows no personal answers and no anonymous sets.

// longTable is written in cells of a workbook of its own, which nobody gets: the
// styles of the one that it goes with must be the same without it.
type longTable struct {
	*workbook
	to *csvTable
}

func (w *workbook) longColumns() []column {
	var all []column
	for _, name := range []string{
		"fragensatz", "schluessel", "antwort_id", "variable", "zeile", "zeilen_id", "zustand", "code", "zahl", "datum", "antwort", "ausfall", "geschaetzt", "bemerkung",
	} {
		label := w.words.T("tables.col_" + name)
		all = append(all, column{name: name, label: label})
	}
	return all
}

// beginLong begins the table; it is written while the responses are read.
func (w *workbook) beginLong() error {
	if w.csv == nil {
		return nil
	}
	own := *w
	own.styles = newStyles(excelize.NewFile())
	to, err := w.csv.table("tblAntworten", w.words.T("tables.answers"), w.longColumns())
	if err != nil {
		return err
	}
	to.w, w.long = &own, &longTable{&own, to}
	return nil
}

// add writes the answers of a response, and of its rosters row by row. What
// was not asked has no row: where there is none, the question was not asked.
func (w *longTable) add(r *record) error {
	if w == nil || r.one.set.Anonymous {
		return nil
	}
	for _, section := range r.one.set.Sections {
		for _, q := range variables(section) {
			if err := w.addAnswer(r, q); err != nil {
				return err
			}
			if q.Type != survey.TypeRepeat {
				continue
			}
			var err error
			r.eachIn(q, func(row *record) {
				for _, column := range q.Questions {
					err = cmp.Or(err, w.addAnswer(row, column))
				}
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

func (w *longTable) addAnswer(r *record, q *survey.Question) error {
	state := r.facts(q).state
	if r.one.tallies[q] == nil || r.one.private[q] || state == survey.StateNotAsked {
		return nil
	}
	a, v, t := r.answer(q), r.value(q), w.to
	for i, s := range [...]string{r.one.short, r.about().Key, r.ID, q.Name} {
		t.text(i, s)
	}
	var row, code, number, date cellValue
	rowName := ""
	if r.roster != nil {
		row, rowName = bare(r.place), rowID(r)
	}
	switch v.Kind {
	case survey.KindNumber:
		number = cellValueOf(w.number(v.Text, "General"))
	case survey.KindDate:
		date = cellValueOf(w.date(v.Text))
	case survey.KindCode, survey.KindCodes, survey.KindRanking, survey.KindBoolean:
		code = cellValueOf(w.coded(r, q, v))
	}
	if q.Type == survey.TypeRepeat && state == survey.StateAnswered {
		number = bare(len(r.Answers.Rows(q.Name)))
	}
	t.cell(4, &row)
	t.text(5, rowName)
	t.text(6, stateCode(state))
	t.cell(7, &code)
	t.cell(8, &number)
	t.cell(9, &date)
	t.text(10, w.said(r, q, v))
	t.text(11, a.Missing)
	t.text(12, w.marked(a.Estimate))
	t.text(13, a.Comment)
	return t.out.endLine()
}

// bare is a whole number without a style: the table has none.
func bare(n int) cellValue { return cellValue{kind: integerCell, integer: int64(n)} }

func (w *longTable) marked(b bool) string {
	if b {
		return w.t("yes")
	}
	return ""
}

// said is the answer in words; of a roster there is only the number of rows.
func (w *longTable) said(r *record, q *survey.Question, v survey.Value) string {
	if q.Type == survey.TypeRepeat || v.IsZero() {
		return ""
	}
	if other := v.Other(); other != "" {
		return other
	}
	return w.say(r.one, r.ev, r.key(q), v)
}

// stateCode is the word for a state in the long table.
func stateCode(s survey.State) string {
	switch s {
	case survey.StateAnswered:
		return "beantwortet"
	case survey.StateMissing:
		return "ausfall"
	}
	return open
}

func (w *longTable) close() error {
	if w == nil {
		return nil
	}
	return w.to.close()
}
