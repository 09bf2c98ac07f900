package export

// The sheets about an evaluation. Like those that every workbook has, their
// names are the same in each language.
const (
	sheetIndicators  = "Kennzahlen"
	sheetParts       = "Kennzahlen_Teile"
	sheetUnitFigures = "Kennzahlen_Verwaltungen"
	sheetFields      = "Feldstufen"
	sheetHits        = "Maßnahmen"
)

// evaluationPlan holds the sheets about an evaluation that are streamed, each
// with what writes its rows.
type evaluationPlan struct {
	sheets []evaluationSheet
}

type evaluationSheet struct {
	*table
	about string // for the table of contents
	write func(*table) error
}

// planEvaluation adds the sheets of figures, fields and measures. One without
// rows is left out.
func (w *workbook) planEvaluation(s *scan, p *plan) error {
	e := w.book.Evaluation
	if e == nil {
		return nil
	}
	groups, parts, units, fields, hits := w.newGroupTable(e, false), w.newGroupTable(e, true), w.newUnitTable(e), w.newFieldTable(e), &hitTable{w, s, e}
	for _, one := range []struct {
		there bool
		spec  spec
		about string
		write func(*table) error
	}{
		{len(groups.rows) > 0, groups.spec(), w.fig("about_indicators", len(e.all())), groups.write},
		{len(parts.rows) > 0, parts.spec(), w.fig("about_parts"), parts.write},
		{len(e.Units) > 0 && len(units.indicators) > 0, units.spec(), w.fig("about_units", len(e.Units)), units.write},
		{len(e.Units) > 0 && len(fields.fields) > 0, fields.spec(), w.fig("about_fields", len(fields.fields)), fields.write},
		{len(e.Hits) > 0, hits.spec(), w.fig("about_hits", len(e.Hits)), hits.write},
	} {
		if !one.there {
			continue
		}
		t, err := w.newTable(one.spec)
		if err != nil {
			return err
		}
		p.evaluation.sheets = append(p.evaluation.sheets, evaluationSheet{t, one.about, one.write})
	}
	return nil
}

// fillEvaluation writes the rows of these sheets.
func (w *workbook) fillEvaluation(p *plan) error {
	for _, s := range p.evaluation.sheets {
		if err := s.write(s.table); err != nil {
			return err
		}
	}
	return nil
}
