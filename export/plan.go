package export

import (
	"bestand.example/itbestand/survey"
)

// The sheets that every workbook has. Their names are the same in each
// language, because queries are built on them.
const (
	sheetOverview    = "Übersicht"
	sheetGuide       = "Lesehilfe"
	sheetReturns     = "Rücklauf"
	sheetPopulation  = "Grundgesamtheit"
	sheetDiagrams    = "Diagramme"
	sheetFrequencies = "Häufigkeiten"
	sheetContacts    = "Kontakte"
	sheetNotes       = "Plausibilität"
	sheetCodebook    = "Codebuch"
	sheetCodes       = "Codebuch_Codes"
	sheetSources     = "Quellen"
	sheetChartData   = "_Diagrammdaten"
)

// plan holds the tables of a workbook, and where each question stands.
type plan struct {
	sets     []*setPlan
	contacts *answerTable // nil where no question is personal
	notes    *table
	codebook *table
	codes    *table
	sources  *table
	homes    map[*survey.Question]*home

	rosterSheets map[*survey.Question]string // their names

	population *table  // nil where there is none
	rates      counted // these are on Rücklauf, and charts show them
	weeks      counted
	evaluation evaluationPlan

	diagrams bool // there is a sheet of charts

	typesChart      *chart // of the answers; nil: there are none
	sectionsChart   *chart
	fieldsChart     *chart // of an evaluation; nil: it has none
	typesByField    *chart
	phasesChart     *chart
	monitoringChart *chart
	tableCharts     []diagram
}

// setPlan is where the responses to a set stand. Those of an anonymous one
// stand nowhere: a row for each person could tell who it is.
type setPlan struct {
	one     *setScan
	data    *answerTable // nil of an anonymous set, like codes
	codes   *answerTable
	rosters []*answerTable
}

// tables lists the tables of a set in the order of their tabs.
func (p *setPlan) tables() []*answerTable {
	if p.data == nil {
		return nil
	}
	return append([]*answerTable{p.data, p.codes}, p.rosters...)
}

// answerTable is a table of answers with its columns.
type answerTable struct {
	*table
	*fields
	roster *survey.Question
}

// plan adds all sheets in the order of their tabs.
func (w *workbook) plan(s *scan) (*plan, error) {
	for _, sheet := range []string{sheetOverview, sheetGuide, sheetReturns, sheetPopulation, sheetDiagrams, sheetFrequencies, sheetContacts, sheetNotes, sheetCodebook, sheetCodes, sheetSources, sheetChartData,
		sheetIndicators, sheetParts, sheetUnitFigures, sheetFields, sheetHits, sheetMonitoring, sheetMonitoringUnits, sheetMonitoringMeasures, sheetMonitoringApart, sheetPlan, sheetCommunication, sheetSupport, sheetStaffing, sheetStaffingTasks, sheetInventory} {
		w.sheets.take(sheet, maxSheetName)
	}
	for _, one := range s.sets {
		w.sheets.take("Daten_"+one.short, maxSheetName)
		w.sheets.take("Daten_"+one.short+"_Codes", maxSheetName)
	}
	p := &plan{homes: map[*survey.Question]*home{}, rosterSheets: map[*survey.Question]string{}}
	for _, one := range s.sets {
		for _, q := range one.ownRosters() {
			p.rosterSheets[q] = w.sheets.takeSheet(rosterSheet(q, one.short, "de")...)
		}
	}
	return p, inOrder(
		func() error { return w.addSheet(sheetOverview) },
		func() error { return w.addSheet(sheetGuide) },
		func() error { return w.planReturns(p) },
		func() error { return w.planDiagrams(s, p) },
		func() error { return w.planEvaluation(s, p) },
		func() error { return w.addSheet(sheetFrequencies) },
		func() error { return w.planTables(p) },
		func() error { return w.planStaffing(s) },
		func() error { return w.planSets(s, p) },
		func() error { return w.planContacts(s, p) },
		func() error { w.csv.listLast(w.long); return nil },
		func() (err error) { p.notes, err = w.newTable(w.noteSpec()); return err },
		func() (err error) { p.codebook, err = w.newTable(w.codebookSpec(s)); return err },
		func() (err error) { p.codes, err = w.newTable(w.codesSpec(s)); return err },
		func() (err error) { p.sources, err = w.newTable(w.sourceSpec()); return err },
		func() error { return w.addSheet(sheetChartData) },
		func() error { return w.addSheet(sheetInventory) },
		// Both go through all sheets, which must not be streamed yet: excelize
		// would read them back into memory.
		func() error { w.f.SetActiveSheet(0); return nil },
		func() error { return w.f.SetSheetVisible(sheetChartData, false) },
		func() error { return w.f.SetSheetVisible(sheetInventory, false, true) },
	)
}

// planDiagrams adds the sheet of charts where there is anything to draw.
func (w *workbook) planDiagrams(s *scan, p *plan) error {
	if p.diagrams = w.anythingAsked(s); !p.diagrams {
		return nil
	}
	return w.addSheet(sheetDiagrams)
}

// planReturns adds the sheets about the response, where there is a population.
func (w *workbook) planReturns(p *plan) (err error) {
	if w.book.Fieldwork == nil {
		return nil
	}
	if err := w.addSheet(sheetReturns); err != nil {
		return err
	}
	p.population, err = w.newTable((&populationTable{w, w.book.Fieldwork}).spec())
	return err
}

func (w *workbook) planSets(s *scan, p *plan) error {
	for _, one := range s.sets {
		sp := &setPlan{one: one}
		p.sets = append(p.sets, sp)
		if one.set.Anonymous {
			continue
		}
		var err error
		sheet := "Daten_" + one.short
		sp.data, err = w.answers(p, w.labelFields(one, false), spec{sheet: sheet, kind: data, table: "tblDaten_" + one.short, freeze: 2, rows: one.responses})
		if err != nil {
			return err
		}
		sp.codes, err = w.answers(p, w.codeFields(one, false), spec{sheet: sheet + "_Codes", kind: data, table: "tblDaten_" + one.short + "_Codes", plain: true, freeze: 2, rows: one.responses})
		if err != nil {
			return err
		}
		for _, q := range one.ownRosters() {
			roster, err := w.answers(p, w.rosterFields(one, q, false), spec{
				sheet: p.rosterSheets[q], table: "tbl" + one.short + "_" + q.Name, kind: data, freeze: 2, rows: one.rows[q],
			})
			if err != nil {
				return err
			}
			roster.roster = q
			sp.rosters = append(sp.rosters, roster)
		}
	}
	return nil
}

// ownRosters lists the rosters of a set that have sheets of their own.
func (s *setScan) ownRosters() []*survey.Question {
	var all []*survey.Question
	for _, q := range s.set.Questions() {
		if q.Type == survey.TypeRepeat && !s.private[q] && !s.set.Anonymous {
			all = append(all, q)
		}
	}
	return all
}

func (w *workbook) planContacts(s *scan, p *plan) error {
	any := false
	for _, one := range s.sets {
		rosters, own := one.contactRosters()
		any = any || own || len(rosters) > 0
	}
	if !any {
		return nil
	}
	rows := 0
	for _, one := range s.sets {
		rows += one.contactRows
		if _, own := one.contactRosters(); own {
			rows += one.contactOwn
		}
	}
	columns := w.contactFields(s, false)
	t, err := w.answers(p, columns, spec{sheet: sheetContacts, table: "tblKontakte", kind: contact, freeze: 2, rows: rows, prints: columns.prints})
	p.contacts = t
	return err
}

// answers adds a table of answers and notes where its questions stand. Where a
// question stands on two sheets, the one with words comes first.
func (w *workbook) answers(p *plan, b *fields, s spec) (*answerTable, error) {
	s.columns = b.list
	t, err := w.newTable(s)
	if err != nil {
		return nil, err
	}
	for q, h := range b.homes {
		h.sheet = t.sheets[0]
		at := p.homes[q]
		if at == nil {
			p.homes[q] = h
			continue
		}
		at.codes, at.coded = h.sheet, h.coded
		if h.column != "" {
			at.coded = append(at.coded, h.column)
		}
	}
	return &answerTable{table: t, fields: b}, nil
}
