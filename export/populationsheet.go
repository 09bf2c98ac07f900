package export

import (
	"time"

	"github.com/xuri/excelize/v2"

	"bestand.example/itbestand/survey"
)

// populationTable is Grundgesamtheit: every unit, and how far it is with each
// question set. Filtered by state it is the list of those that are missing.
type populationTable struct {
	*workbook
	of *Fieldwork
}

// fixedUnitColumns is how many columns say which unit it is.
const fixedUnitColumns = 9

func (t *populationTable) spec() spec {
	columns := t.headed(returnArea, "key", 11, "unit", 33, "type", 22, "district", 25, "district_key", 11, "inhabitants", 11, "size", 17, "members", 8, "overall", 13)
	for _, one := range t.of.Sets {
		columns = append(columns, headedColumn(t.r("set_state", one.Set.Short), 17), headedColumn(t.r("set_arrived", one.Set.Short), 11), headedColumn(t.r("set_revision", one.Set.Short), 8))
	}
	if !t.leaves() {
		columns = append(columns, t.headed(returnArea, "mail", 30, "reason", 40)...)
	}
	return spec{
		sheet: sheetPopulation, table: "tblGrundgesamtheit", kind: analysis, columns: columns, plain: true, freeze: 2, wraps: true, rows: len(t.of.Units), prints: fixedUnitColumns + 3*len(t.of.Sets),
		tints: t.tints,
	}
}

// tints colours states, which stand there as words too.
func (t *populationTable) tints(first int) map[int][]excelize.ConditionalFormatOptions {
	tints := map[int][]excelize.ConditionalFormatOptions{fixedUnitColumns: t.overallRules(block{}.cell(fixedUnitColumns, first))}
	for i := range t.of.Sets {
		column := fixedUnitColumns + 1 + 3*i
		tints[column] = t.stateRules(block{}.cell(column, first))
	}
	return tints
}

// population writes Grundgesamtheit.
func (w *workbook) population(p *plan) error {
	if p.population == nil {
		return nil
	}
	return (&populationTable{w, w.book.Fieldwork}).write(p.population)
}

func (t *populationTable) write(to *table) error {
	for _, u := range t.of.Units {
		if err := to.write(t.cells(u), origin{}); err != nil {
			return err
		}
	}
	return to.close()
}

func (t *populationTable) cells(u survey.Unit) []any {
	cells := []any{
		t.text(u.Key), t.wrappedText(u.Name), t.wrappedText(u.Type.Label()), t.wrappedText(u.District), t.text(u.DistrictKey), t.known(u.Inhabitants),
		t.text(u.SizeClassLabel()), t.known(u.Members), t.text(t.r("overall_" + t.overall(u.Key))),
	}
	reasons := ""
	for _, one := range t.of.Sets {
		standing, asked := one.Standings[u.Key]
		if !asked {
			cells = append(cells, t.text(t.r("not_asked")), nil, nil)
			continue
		}
		cells = append(cells, t.text(t.stateWord(standing.State)), t.arrived(standing), t.revision(standing.Revision))
		if standing.State == StateRefused {
			if reasons != "" {
				reasons += "\n"
			}
			reasons += one.Set.Short + ": " + standing.Reason
		}
	}
	if t.leaves() {
		return cells
	}
	return append(cells, t.text(t.of.Mails[u.Key]), t.wrappedText(reasons))
}

// arrived is the day; the hour stands in Quellen.
func (t *populationTable) arrived(s Standing) any {
	if s.Arrived.IsZero() {
		return nil
	}
	return t.date(s.Arrived.Format(time.DateOnly))
}

func (t *populationTable) revision(n int) any {
	if n == 0 {
		return nil
	}
	return t.ordinal(n)
}

// overall says whether a unit answered all that it is asked.
func (t *populationTable) overall(unit string) string {
	asked, answered := 0, 0
	for _, one := range t.of.Sets {
		if standing, ok := one.Standings[unit]; ok {
			asked++
			if standing.Answered {
				answered++
			}
		}
	}
	switch {
	case asked == 0:
		return "unasked"
	case answered == asked:
		return "all"
	case answered > 0:
		return "some"
	}
	return "none"
}
