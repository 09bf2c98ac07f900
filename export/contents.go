package export

// content is an entry of the table of contents.
type content struct{ sheet, text string }

// tableOfContents lists the sheets with what is on them.
func (w *workbook) tableOfContents(s *scan, p *plan) []content {
	entries := []content{{sheetGuide, w.l("about")}}
	add := func(t *table, text string) {
		for i, sheet := range t.sheets {
			if i > 0 {
				text = w.t("about_continued", t.sheets[0])
			}
			entries = append(entries, content{sheet, text})
		}
	}
	if p.population != nil {
		entries = append(entries, content{sheetReturns, w.r("about_returns")})
		add(p.population, w.r("about_population", len(w.book.Fieldwork.Units)))
	}
	if p.diagrams {
		entries = append(entries, content{sheetDiagrams, w.d("about")})
	}
	for _, one := range p.evaluation.sheets {
		add(one.table, one.about)
	}
	for _, one := range p.evaluation.fixed {
		entries = append(entries, content{one.sheet, one.about})
	}
	entries = append(entries, content{sheetFrequencies, w.t("about_frequencies")})
	if s.staffing.there() {
		entries = append(entries,
			content{sheetStaffing, w.words.T("personalbedarf.about", len(s.staffing.tasks))}, content{sheetStaffingTasks, w.words.T("personalbedarf.about_tasks")})
	}
	for _, one := range p.evaluation.tables {
		entries = append(entries, content{one.sheet, w.aboutTables(one.of)})
	}
	for _, sp := range p.sets {
		if sp.data == nil {
			continue
		}
		add(sp.data.table, w.t("about_data", sp.one.responses))
		add(sp.codes.table, w.t("about_data_codes"))
		for _, t := range sp.rosters {
			add(t.table, w.t("about_roster", t.spec.rows, t.roster.Name))
		}
	}
	if p.contacts != nil {
		add(p.contacts.table, w.t("about_contacts"))
	}
	add(p.notes, w.t("about_notes", len(w.notes)))
	add(p.codebook, w.t("about_codebook"))
	add(p.codes, w.t("about_codes"))
	add(p.sources, w.t("about_sources", len(w.book.Sources)))
	return entries
}
