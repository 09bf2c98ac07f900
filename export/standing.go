package export

import (
	"cmp"
	"strings"

	"bestand.example/itbestand/survey"
)

// mon says the words about the states of measures, and about what changed
// between two waves.
func (w *workbook) mon(key string, args ...any) string { return w.words.T("monitoring."+key, args...) }

// stateOf is how far a measure has come; nobody noting anything means open.
func stateOf(s survey.MeasureStanding) survey.MeasureState {
	return cmp.Or(s.State, survey.MeasureOpen)
}

// standing says how far a measure has come, since when, until when it is to be
// done, who noted it, and the note.
func (w *workbook) standing(s survey.MeasureStanding) []any {
	row := []any{w.text(w.mon("state_" + string(stateOf(s)))), nil, nil, nil, nil}
	n := s.Note
	if n == nil {
		return row
	}
	if s.Again {
		row[4] = w.wrappedText(w.mon("again", n.Wave))
		return row
	}
	row[1], row[3], row[4] = w.day(survey.Date{Year: n.At.Year(), Month: int(n.At.Month()), Day: n.At.Day()}), w.text(n.By), w.wrappedText(strings.TrimSpace(n.Text))
	if n.Due != (survey.Date{}) {
		row[2] = w.day(n.Due)
	}
	return row
}

// stateHeading is the heading of a column on a sheet about measures; those about
// states have their words among those of Monitoring.
func (w *workbook) stateHeading(key string) string {
	if heading := "monitoring.head_" + key; w.words.Has(heading) {
		return w.words.T(heading)
	}
	return w.fig("head_" + key)
}
