package export

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/xuri/excelize/v2"

	"bestand.example/itbestand/survey"
)

// returnArea is the area of the catalogue that the sheets about the response
// take their words from.
const returnArea = "ruecklauf"

func (w *workbook) r(key string, args ...any) string { return w.words.T(returnArea+"."+key, args...) }

// shownStates are the columns of states, from done to nothing; of the last one,
// what is nothing yet: invited or not.
var shownStates = [][]ReturnState{
	{StateReleased}, {StateHandedIn}, {StateConflict}, {StateIncomplete}, {StateRefused}, {StateBegun}, {StateInvited, StateNotInvited},
}

// returns writes Rücklauf: rates by every grouping, how they grew, which kinds
// of administrations are missing where, and which ones.
func (w *workbook) returns(p *plan) error {
	f := w.book.Fieldwork
	if f == nil {
		return nil
	}
	s := w.newStack(sheetReturns, analysis)
	s.heading(w.r("heading"))
	s.remark(w.r("remark_rates"))
	p.rates = w.rates(s, f)
	s.heading(w.r("heading_weeks"))
	s.remark(w.r("remark_weeks"))
	p.weeks = w.weeks(s, f)
	s.heading(w.r("heading_matrix"))
	s.remark(w.r("remark_matrix"))
	matrix := w.matrix(s, f)
	s.heading(w.r("heading_missing"))
	missing := w.missing(s, f)
	if missing.rows == 0 {
		s.remark(w.r("nobody_missing"))
	}
	w.summary.Sheets = append(w.summary.Sheets, SheetSummary{sheetReturns, p.rates.rows + p.weeks.rows + matrix.rows + missing.rows})
	s.do(func() error { return w.chartsBeside(p.rates) })
	return s.finish(layout{printed: "A1:" + block{}.cell(len(s.widths), s.row)}, 2, 1)
}

// chartsBeside draws the response by Kreis beside the rates of each set. They
// are printed with Diagramme: beside the table they would make its type small.
func (w *workbook) chartsBeside(rates counted) error {
	row := rates.first
	for i, one := range w.book.Fieldwork.Sets {
		if c, bars, ok := w.districtChart(rates, i); ok {
			if err := w.draw(sheetReturns, block{}.cell(len(rates.columns)+2, row), 720, uint(130+18*bars), c); err != nil {
				return err
			}
		}
		row += len(one.Rates)
	}
	return nil
}

// counted is a block and how many rows it has.
type counted struct {
	block
	rows int
}

func (w *workbook) rates(s *stack, f *Fieldwork) counted {
	columns := w.headed(returnArea, "set", 9, "group", 30, "key", 10, "by", 13, "tier", 13)
	columns = append(columns, upward(w.r("units")))
	for _, states := range shownStates {
		columns = append(columns, upward(w.stateTitle(states)))
	}
	columns = append(columns, upward(w.r("answered")))
	columns = append(columns, w.headed(returnArea, "rate", 9, "inhabitants", 11, "inhabitants_answered", 11, "coverage", 10)...)
	var rows [][]any
	for _, one := range f.Sets {
		for _, r := range one.Rates {
			rows = append(rows, w.rateCells(one, r))
		}
	}
	b := s.table("tblRuecklauf", columns, rows)
	total := w.totalRow("$D" + strconv.Itoa(b.first) + "=\"" + w.r("by_land") + "\"")
	start := w.groupStart(fmt.Sprintf("$D%d<>$D%d", b.first, b.first-1))
	s.rules(b, 1, len(columns), total, start)
	return counted{b, len(rows)}
}

// stateTitle names a column of states.
func (w *workbook) stateTitle(states []ReturnState) string {
	if len(states) > 1 {
		return w.r("nothing")
	}
	return w.stateWord(states[0])
}

func (w *workbook) stateWord(s ReturnState) string { return w.words.T("status.state_" + string(s)) }

func (w *workbook) rateCells(one SetFieldwork, r Rate) []any {
	cells := []any{
		w.text(one.Set.Short), w.wrappedText(w.rateName(r)), w.text(r.Key), w.text(w.r("by_" + string(r.By))), w.wrappedText(w.tierName(r.Landkreise)), w.count(r.Units),
	}
	for _, states := range shownStates {
		n := 0
		for _, state := range states {
			n += r.States[state]
		}
		cells = append(cells, w.count(n))
	}
	cells = append(cells, w.count(r.Answered), w.share(r.Answered, r.Units))
	if r.Unsized > 0 { // part of the inhabitants would look like all of them
		return append(cells, nil, nil, nil)
	}
	return append(cells, w.count(r.Inhabitants), w.count(r.InhabitantsAnswered), w.share(r.InhabitantsAnswered, r.Inhabitants))
}

func (w *workbook) rateName(r Rate) string {
	switch {
	case r.By == ByLand:
		return w.r("all_of_" + tierCode(r.Landkreise))
	case r.Name == "":
		return w.r("group_unknown")
	}
	return r.Name
}

func (w *workbook) tierName(landkreise bool) string { return w.r("tier_" + tierCode(landkreise)) }

func tierCode(landkreise bool) string {
	if landkreise {
		return "landkreise"
	}
	return "gemeindlich"
}

// missing lists the units that are to be reminded, by set.
func (w *workbook) missing(s *stack, f *Fieldwork) counted {
	columns := w.headed(returnArea, "set", 9, "unit", 30, "key", 10, "state", 13, "district", 8)
	var rows [][]any
	for _, one := range f.Sets {
		for _, u := range f.Units {
			if standing, asked := one.Standings[u.Key]; asked && standing.Missing {
				// The Kreis runs over the empty cells beside it.
				rows = append(rows, []any{w.text(one.Set.Short), w.wrappedText(u.Name), w.text(u.Key), w.text(w.stateWord(standing.State)), w.text(u.District)})
			}
		}
	}
	b := s.table("tblFehlende", columns, rows)
	s.rules(b, 1, 3)
	s.rules(b, 4, 4, w.stateRules(b.cell(4, b.first))...)
	s.rules(b, 5, len(columns))
	return counted{b, len(rows)}
}

// matrix counts the units of each Kreis by their types, and those of them that
// answered: where a type is missing in a Kreis, figures lean to the others.
func (w *workbook) matrix(s *stack, f *Fieldwork) counted {
	columns := w.headed(returnArea, "set", 9, "group", 30, "key", 10)
	for _, t := range survey.UnitTypes() {
		name := w.r("types_" + string(t))
		columns = append(columns, upward(w.r("type_units", name)), upward(w.r("type_answered", name)))
	}
	var rows [][]any
	for _, one := range f.Sets {
		for _, k := range kreise(f.Units) {
			if cells := w.matrixCells(one, k, f.Units); cells != nil {
				rows = append(rows, cells)
			}
		}
	}
	b := s.table("tblRuecklaufKreisTyp", columns, rows)
	s.rules(b, 1, 3)
	for i := range survey.UnitTypes() {
		at := 5 + 2*i
		asked, answered := b.cell(at-1, b.first), b.cell(at, b.first)
		s.rules(b, at-1, at-1)
		s.rules(b, at, at, w.gapRule("AND("+asked+"<>\"\","+answered+"=0)"))
	}
	return counted{b, len(rows)}
}

// kreis is a Kreis of the population.
type kreis struct{ key, name string }

// kreise lists the Kreise in the order of their keys, which is that of the
// rates.
func kreise(units []survey.Unit) []kreis {
	seen := map[string]string{}
	for _, u := range units {
		seen[u.DistrictKey] = cmp.Or(seen[u.DistrictKey], u.District)
	}
	var all []kreis
	for _, key := range slices.Sorted(maps.Keys(seen)) {
		all = append(all, kreis{key, seen[key]})
	}
	return all
}

// matrixCells is nil where nobody in the Kreis is asked. A type that the Kreis
// does not have has empty cells: 0 says that none of them answered.
func (w *workbook) matrixCells(one SetFieldwork, k kreis, units []survey.Unit) []any {
	asked, answered := map[survey.UnitType]int{}, map[survey.UnitType]int{}
	for _, u := range units {
		standing, ok := one.Standings[u.Key]
		if u.DistrictKey != k.key || !ok {
			continue
		}
		asked[u.Type]++
		if standing.Answered {
			answered[u.Type]++
		}
	}
	if len(asked) == 0 {
		return nil
	}
	cells := []any{w.text(one.Set.Short), w.wrappedText(cmp.Or(k.name, w.r("group_unknown"))), w.text(k.key)}
	for _, t := range survey.UnitTypes() {
		if asked[t] == 0 {
			cells = append(cells, nil, nil)
			continue
		}
		cells = append(cells, w.count(asked[t]), w.count(answered[t]))
	}
	return cells
}

// gapRule marks a number of responses that is 0.
func (w *workbook) gapRule(formula string) excelize.ConditionalFormatOptions {
	return excelize.ConditionalFormatOptions{Type: "formula", Criteria: formula, Format: w.rule("gap", w.tinted("FBE5D6", "843C0C"))}
}
