package export

import (
	"slices"

	"github.com/xuri/excelize/v2"

	"bestand.example/itbestand/survey"
)

// hearsay is what the first reading learns of sensitive questions whose
// answers are not passed on, but how often each was given: of all municipal units
// together, and suppressed like the answers of anonymous persons. Landkreise, a
// tier of their own, are too few. Nil where a set has none.
//
// Rosters are left out, whose rows say nothing of how many administrations they
// are of, and so are texts, what is about single projects, whatever is withheld
// for something personal, and what the evaluation closes.
func (s *setScan) hearsay(e *Evaluation) *setScan {
	if !s.passedOn || s.set.Anonymous || s.set.Project || s.set.Many {
		return nil
	}
	behind := &setScan{
		set: s.set, short: s.short, rows: map[*survey.Question]int{}, tallies: map[*survey.Question]*tally{}, grouped: true, waves: map[string]bool{},
		places: s.places, facts: make([][]facts, len(s.facts)),
	}
	personal := s.set.PersonallyWithheld()
	for q := range s.private {
		if s.tallies[q] != nil && !personal[q] && q.Roster == nil && worthCounting(q) && !e.closes(s.set, q) {
			behind.tallies[q] = &tally{}
		}
	}
	behind.dropDangling()
	if len(behind.tallies) == 0 {
		return nil
	}
	behind.follow(e)
	return behind
}

// dropDangling leaves out questions that are asked depending on withheld ones of
// which nothing may be said: that they were asked would tell of those.
func (s *setScan) dropDangling() {
	withheld := s.set.WithheldQuestions()
	for more := true; more; {
		more = false
		for q := range s.tallies {
			for _, other := range s.set.AskedBy(q) {
				if withheld[other] && s.tallies[other] == nil && s.tallies[q] != nil {
					delete(s.tallies, q)
					more = true
				}
			}
		}
	}
}

// worthCounting reports whether frequencies of a question say more than that it was
// answered.
func worthCounting(q *survey.Question) bool {
	switch q.ValueKind() {
	case survey.KindBoolean, survey.KindNumber:
		return q.Type != survey.TypeRepeat && q.Calculation == nil
	case survey.KindCode, survey.KindCodes:
		return q.List != nil && len(q.List.Choices) <= longList && q.ChoicesFrom == ""
	}
	return false
}

// closes reports whether frequencies of a sensitive question would give away
// figures that are hidden.
func (e *Evaluation) closes(set *survey.Questionnaire, q *survey.Question) bool {
	return e != nil && e.Closed[[2]string{set.ID, q.Name}]
}

// veilHearsay decides which rows of sensitive questions are hidden. A question is
// not shown at all of which nothing is left; of which something is hidden that
// figures elsewhere could tell; and none where the answers are of several waves,
// because figures are of one.
func (w *workbook) veilHearsay(one *setScan) {
	behind := one.behind
	if behind == nil {
		return
	}
	w.veil(behind)
	for q, rows := range behind.veiled {
		told := false
		for _, f := range rows {
			told = told || f.state == "gueltig" && f.count > 0 && !f.hidden && (!f.hasFigures() || !f.bare)
		}
		hides := slices.ContainsFunc(rows, func(f frequency) bool { return f.hidden && f.state != "kennwerte" })
		if !told || len(behind.waves) > 1 || hides && w.book.Evaluation.shows(one.set, q) {
			delete(behind.tallies, q)
		}
	}
	behind.dropDangling()
	for q := range behind.veiled {
		if behind.tallies[q] == nil {
			delete(behind.veiled, q)
		}
	}
	w.summary.ByGroup += len(behind.veiled)
}

// shows reports whether figures from a sensitive question are shown.
func (e *Evaluation) shows(set *survey.Questionnaire, q *survey.Question) bool {
	return e != nil && e.Figured[[2]string{set.ID, q.Name}]
}

// dependent reports whether a question is asked depending on what is withheld.
func (s *setScan) dependent(q *survey.Question) bool {
	return slices.ContainsFunc(s.set.AskedBy(q), func(other *survey.Question) bool { return s.tallies[other] != nil })
}

// openRows are the rows of Häufigkeiten of a question with the reading that they are
// from; none of one that is left out.
func (w *workbook) openRows(one *setScan, q *survey.Question) (*setScan, []frequency) {
	switch {
	case one.tallies[q] == nil:
		return nil, nil
	case !one.withheld(q):
		return one, w.frequenciesOf(one, q)
	case one.behind == nil:
		return nil, nil
	}
	return one.behind, one.behind.veiled[q]
}

// ofDistrict reports whether a Landkreis answered.
func (r *Response) ofDistrict() bool {
	u := r.about()
	return u.Type == survey.Landkreis || u.Type == "" && len(u.Key) == 5
}

// bluntCell leaves two digits of a figure.
func bluntCell(cell any) any {
	c, ok := cell.(excelize.Cell)
	if n, number := c.Value.(float64); ok && number {
		c.Value = *twoDigits(&n)
		return c
	}
	return cell
}
