package store

import (
	"time"

	"bestand.example/itbestand/survey"
)

const measureQuery = `SELECT evaluation, wave, measure, unit_key, response_id, row, grouping, group_code, tier, state, note, due, author, at
	FROM measure ORDER BY sequence`

// MeasureNotes lists all that was ever noted about measures, in order: the last
// note about one counts.
func (f *File) MeasureNotes() ([]survey.MeasureNote, error) {
	var all []survey.MeasureNote
	for r, err := range f.link.rows(measureQuery) {
		if err != nil {
			return nil, explain(f.path, err)
		}
		n, ok := measureNoteOf(r)
		if !ok {
			return nil, fault(CodeDamaged, f.path)
		}
		all = append(all, n)
	}
	return all, nil
}

func measureNoteOf(r row) (survey.MeasureNote, bool) {
	at, err := time.Parse(time.RFC3339, r.text(13))
	n := survey.MeasureNote{
		MeasureRef: survey.MeasureRef{
			Evaluation: r.text(0), Wave: r.text(1), Measure: r.text(2), Unit: r.text(3), Response: r.text(4), Row: r.int(5),
			Grouping: r.text(6), Group: r.text(7), Tier: r.text(8),
		},
		State: survey.MeasureState(r.text(9)), Text: r.text(10), By: r.text(12), At: at,
	}
	ok := err == nil && survey.ValidMeasureState(r.text(9))
	if due := r.text(11); due != "" {
		var dated bool
		n.Due, dated = survey.ParseISODate(due)
		ok = ok && dated
	}
	return n, ok
}

// NoteMeasures adds notes about measures to a central file, all or none. What
// was noted before is kept.
func (f *File) NoteMeasures(notes []survey.MeasureNote) error {
	if f.kind != Central {
		return fault(CodeNotCentral, f.path)
	}
	return f.write(func() error {
		for _, n := range notes {
			due := ""
			if n.Due != (survey.Date{}) {
				due = n.Due.String()
			}
			if err := f.link.exec("INSERT INTO measure VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", n.Evaluation, n.Wave, n.Measure, n.Unit,
				n.Response, n.Row, n.Grouping, n.Group, n.Tier, string(n.State), survey.CleanLine(n.Text), due, survey.CleanLine(n.By), stamp(n.At)); err != nil {
				return err
			}
		}
		return nil
	})
}
