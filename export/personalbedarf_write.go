package export

// planStaffing adds the sheets about staff where the tasks were answered. They
// stay empty until the formulas can be written.
func (w *workbook) planStaffing(s *scan) error {
	if !s.staffing.there() {
		return nil
	}
	for _, name := range []string{tableTasks, tableStages, tableAreas, tableLevels, tableSkills, tableDemand} {
		w.tables.take(name, maxColumnName)
	}
	return inOrder(
		func() error { return w.addSheet(sheetStaffing) },
		func() error { return w.addSheet(sheetStaffingTasks) },
	)
}

// fillStaffing writes them.
func (w *workbook) fillStaffing(s *scan) error {
	if s.staffing.clashing > 0 {
		w.notes = append(w.notes, Note{
			Severity: Warning, Kind: NoteConflict, SetID: staffingSet,
			Text: w.words.T("personalbedarf.note_conflict", s.staffing.clashing),
		})
	}
	if !s.staffing.there() {
		return nil
	}
	if s.staffing.more > 0 {
		r := s.staffing.response
		w.notes = append(w.notes, Note{
			Severity: Warning, Kind: NoteMerge, SetID: staffingSet, Unit: r.about(), Source: r.Source,
			Text: w.words.T("personalbedarf.note_more", s.staffing.more),
		})
	}
	b := &staffBook{workbook: w, s: s.staffing}
	b.p = b.parameters()
	b.n = b.s.need(b.p)
	return inOrder(b.writeSheet, b.writeTasks)
}
