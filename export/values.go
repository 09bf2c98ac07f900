package export

import (
	"strconv"
	"strings"

	"bestand.example/itbestand/survey"
)

// longList is the number of choices above which a list is a catalogue: there
// is no column for each of its entries, and frequencies show only those that
// were named.
const longList = 60

// several reports whether an answer may consist of several codes.
func several(q *survey.Question) bool {
	return q.Type == survey.TypeSelectMultiple || q.Type == survey.TypeRank
}

// spread reports whether each choice of a question has a column of its own.
// Otherwise several codes stand together in one.
func spread(q *survey.Question) bool {
	return several(q) && q.List != nil && len(q.List.Choices) <= longList
}

// shown is a value in words: labels for codes, everything else as it is. Words
// of one's own stand in a column beside it.
func (w *workbook) shown(r *record, q *survey.Question, v survey.Value) any {
	switch v.Kind {
	case survey.KindNone:
		return nil
	case survey.KindNumber:
		return w.number(v.Text, numberFormat(q, 0))
	case survey.KindDate:
		return w.date(v.Text)
	case survey.KindText:
		return w.text(v.Text)
	case survey.KindCode, survey.KindCodes, survey.KindRanking:
		v.Text = strings.Join(v.Codes(), " ")
	}
	return w.text(w.say(r.one, r.ev, r.key(q), v))
}

// say writes the value at a key as a sentence may name it.
func (w *workbook) say(one *setScan, ev *survey.Assessment, k survey.Key, v survey.Value) string {
	q := one.set.Question(k.Question)
	if q.ChoicesFrom == "" {
		return q.Show(v, w.words.Lang())
	}
	labels := v.Codes()
	for i, code := range labels {
		labels[i] = w.choiceLabel(one, ev, k, code)
	}
	return strings.Join(labels, "; ")
}

// choiceLabel names one choice: of a list, a unit, or a row of a roster. Rows
// whose own name is personal are named by their place, outside of Kontakte.
func (w *workbook) choiceLabel(one *setScan, ev *survey.Assessment, k survey.Key, code string) string {
	q := one.set.Question(k.Question)
	roster := one.set.Question(q.ChoicesFrom)
	switch {
	case q.ChoicesFrom == survey.PopulationSource:
		return w.unitLabel(code)
	case roster == nil:
	case placeOf(ev, roster, code) == 0:
		return w.t("row_gone")
	case one.namesPersons(roster) && !one.private[q]:
		return w.words.T("finding.row", placeOf(ev, roster, code))
	}
	return ev.Show(k, survey.Value{Kind: survey.KindCode, Text: code}, w.words.Lang())
}

// placeOf is the place of the row that a code names, counted from 1, or 0
// where the row is gone or its roster is not asked.
func placeOf(ev *survey.Assessment, roster *survey.Question, code string) int {
	id, err := strconv.Atoi(code)
	if err != nil || !ev.Relevant(survey.Key{Question: roster.Name}) {
		return 0
	}
	return ev.RowNumber(roster, id)
}

// unitLabel names a unit whose key was chosen. A unit of which nobody told the
// name is named by its key.
func (w *workbook) unitLabel(key string) string {
	if u := w.units[key]; u.Name != "" {
		return u.Name + " (" + key + ")"
	}
	return key
}

// namesPersons reports whether the names of a roster's rows are personal.
func (s *setScan) namesPersons(roster *survey.Question) bool {
	if s.private[roster] {
		return true
	}
	for _, p := range roster.ItemLabel.Piped() {
		if q := s.set.Question(p.Name); q != nil && s.private[q] {
			return true
		}
	}
	return false
}

// coded is a value in codes: the same in every language.
func (w *workbook) coded(r *record, q *survey.Question, v survey.Value) any {
	switch v.Kind {
	case survey.KindCode, survey.KindCodes, survey.KindRanking:
		codes := r.codes(q, v)
		together := strings.Join(codes, " ")
		if !several(q) && countable(r.one, q) {
			if n, err := strconv.Atoi(together); err == nil {
				return w.ordinal(n)
			}
		}
		return w.text(together)
	case survey.KindBoolean:
		return w.text(booleanCode(v))
	}
	return w.shown(r, q, v)
}

// codes are the codes of a value; rows are named by their place, which their
// own sheet has too, and 0 where a row is gone.
func (r *record) codes(q *survey.Question, v survey.Value) []string {
	codes := v.Codes()
	if roster := r.one.set.Question(q.ChoicesFrom); roster != nil {
		for i, code := range codes {
			codes[i] = strconv.Itoa(placeOf(r.ev, roster, code))
		}
	}
	return codes
}

// countable reports whether the codes of a question are numbers: steps of a
// scale, or places of rows. Other codes stay text, as 01 is one.
func countable(one *setScan, q *survey.Question) bool {
	if one.set.Question(q.ChoicesFrom) != nil {
		return true
	}
	if q.Type != survey.TypeScale {
		return false
	}
	for _, c := range q.List.Choices {
		if n, err := strconv.Atoi(c.Name); err != nil || strconv.Itoa(n) != c.Name {
			return false
		}
	}
	return true
}

// step is what a step of a scale counts in the figures of Häufigkeiten: the
// code itself where codes are numbers, otherwise its points as the list gives
// them.
func step(one *setScan, q *survey.Question, code string) (float64, bool) {
	if countable(one, q) {
		n, err := strconv.ParseFloat(code, 64)
		return n, err == nil
	}
	i := q.List.Index(code)
	if i < 0 || q.List.Choices[i].Score == nil {
		return 0, false
	}
	n, _ := q.List.Choices[i].Score.Float64()
	return n, true
}
