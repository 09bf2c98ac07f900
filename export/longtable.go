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
	a := r.answer(q)
	var row, rowName, code, number, date any
	if r.roster != nil {
		row, rowName = w.ordinal(r.place), w.text(rowID(r))
	}
	v := r.value(q)
	switch v.Kind {
	case survey.KindNumber:
		number = w.number(v.Text, "General")
	case survey.KindDate:
		date = w.date(v.Text)
	case survey.KindCode, survey.KindCodes, survey.KindRanking, survey.KindBoolean:
		code = w.coded(r, q, v)
	}
	if q.Type == survey.TypeRepeat && state == survey.StateAnswered {
		number = w.count(len(r.Answers.Rows(q.Name)))
	}
	return w.to.write([]any{
		w.text(r.one.short), w.text(r.about().Key), w.text(r.ID), w.text(q.Name), row, rowName, w.text(stateCode(state)), code, number, date,
		w.said(r, q, v), w.text(a.Missing), w.mark(a.Estimate), w.text(a.Comment),
	})
}

// said is the answer in words; of a roster there is only the number of rows.
func (w *longTable) said(r *record, q *survey.Question, v survey.Value) any {
	if q.Type == survey.TypeRepeat || v.IsZero() {
		return nil
	}
	if other := v.Other(); other != "" {
		return w.text(other)
	}
	return w.text(w.say(r.one, r.ev, r.key(q), v))
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
