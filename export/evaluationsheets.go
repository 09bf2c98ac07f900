package export

import "slices"

// The sheets about an evaluation. Like those that every workbook has, their
// names are the same in each language.
const (
	sheetIndicators  = "Kennzahlen"
	sheetParts       = "Kennzahlen_Teile"
	sheetUnitFigures = "Kennzahlen_Verwaltungen"
	sheetFields      = "Feldstufen"
	sheetHits        = "Maßnahmen"

	sheetPlan          = "Umsetzungsplan"
	sheetCommunication = "Kommunikation"
	sheetSupport       = "Unterstützung"
)

// evaluationPlan holds the sheets about an evaluation that are streamed, each
// with what writes its rows.
type evaluationPlan struct {
	sheets []evaluationSheet
	fixed  []fixedSheet
	tables []plannedTables
}

// fixedSheet is a sheet about the plan that is not streamed.
type fixedSheet struct {
	sheet, about string
	write        func() error
}

// plannedTables is a sheet with tables: streamed where it is one long list.
type plannedTables struct {
	sheet  string
	of     *tableSheet
	stream *table
}

type evaluationSheet struct {
	*table
	about string // for the table of contents
	write func(*table) error
}

// plannedSheet is one that may be added, where it has rows.
type plannedSheet struct {
	there bool
	spec  spec
	about string
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
	for _, one := range append([]plannedSheet{
		{len(groups.rows) > 0, groups.spec(), w.fig("about_indicators", len(e.all())), groups.write},
		{len(parts.rows) > 0, parts.spec(), w.fig("about_parts"), parts.write},
		{len(e.Units) > 0 && len(units.indicators) > 0, units.spec(), w.fig("about_units", len(e.Units)), units.write},
		{len(e.Units) > 0 && len(fields.fields) > 0, fields.spec(), w.fig("about_fields", len(fields.fields)), fields.write},
		{len(e.Hits)+len(e.Gone) > 0, hits.spec(), w.fig("about_hits", len(e.Hits)+len(e.Gone)), hits.write},
	}, w.monitoringSheets(e)...) {
		if !one.there {
			continue
		}
		t, err := w.newTable(one.spec)
		if err != nil {
			return err
		}
		p.evaluation.sheets = append(p.evaluation.sheets, evaluationSheet{t, one.about, one.write})
	}
	return w.planFixed(p)
}

// planFixed adds the sheets of the plan, and of what accompanies it. Tables that
// the evaluation puts on the sheet of support stand there too.
func (w *workbook) planFixed(p *plan) error {
	e := w.book.Evaluation
	lines := e.planLines()
	told := slices.ContainsFunc(lines, func(l *planLine) bool { return len(l.m.Communication.Audience) > 0 })
	helped := slices.ContainsFunc(lines, func(l *planLine) bool { return len(l.m.Support.Provider) > 0 })
	var asked []*Table
	for _, s := range e.tableSheets("de") {
		if s.name == sheetSupport {
			asked = s.tables
		}
	}
	for _, one := range []struct {
		there bool
		fixedSheet
	}{
		{len(lines) > 0, fixedSheet{sheetPlan, w.fig("about_plan"), w.writePlan}},
		{told, fixedSheet{sheetCommunication, w.fig("about_communication"), w.writeCommunication}},
		{helped || len(asked) > 0, fixedSheet{sheetSupport, w.fig("about_support"), func() error { return w.writeSupport(asked) }}},
	} {
		if !one.there {
			continue
		}
		if err := w.addSheet(one.sheet); err != nil {
			return err
		}
		p.evaluation.fixed = append(p.evaluation.fixed, one.fixedSheet)
	}
	return nil
}

// planTables adds the sheets of the tables of the evaluation. Sheets of lists
// of answers keep their names, whatever an evaluation calls its own.
func (w *workbook) planTables(p *plan) error {
	e := w.book.Evaluation
	if e == nil {
		return nil
	}
	for _, of := range e.tableSheets("de") {
		if of.name == sheetSupport {
			continue // planFixed has it
		}
		one := plannedTables{sheet: w.sheets.takeSheet(of.name, w.fig("sheet_of", of.name), of.tables[0].excelName()), of: of}
		if of.streams() {
			t := of.tables[0]
			var err error
			if one.stream, err = w.newTable(spec{
				sheet: one.sheet, table: t.excelName(), kind: analysis, columns: w.listColumns(t), freeze: 2, wraps: true, rows: len(t.Lines),
				above: w.titled(w.tableTitle(t), w.tableRemark(t)),
			}); err != nil {
				return err
			}
		} else if err := w.addSheet(one.sheet); err != nil {
			return err
		}
		p.evaluation.tables = append(p.evaluation.tables, one)
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
	for _, s := range p.evaluation.fixed {
		if err := s.write(); err != nil {
			return err
		}
	}
	for _, s := range p.evaluation.tables {
		if s.stream == nil {
			if err := w.writeTables(s.sheet, s.of.tables); err != nil {
				return err
			}
			continue
		}
		t := s.of.tables[0]
		for i := range t.Lines {
			if err := s.stream.write(w.lineCells(t, &t.Lines[i]), origin{}); err != nil {
				return err
			}
		}
		if err := s.stream.close(); err != nil {
			return err
		}
	}
	return nil
}
