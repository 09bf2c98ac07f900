package export

import (
	"slices"
	"strings"

	"bestand.example/itbestand/survey"
)

// hitTable is Maßnahmen: one row for each measure that a rule found.
type hitTable struct {
	*workbook
	scan *scan
	e    *Evaluation
}

func (t *hitTable) spec() spec {
	c := newColumns()
	for _, h := range []struct {
		key   string
		width float64
	}{
		{"key", 11}, {"unit_name", 32}, {"district", 21}, {"about", 28}, {"rule", 7}, {"measure", 44}, {"field", 22}, {"priority_words", 10}, {"state", 11}, {"phase", 27}, {"responsible", 26}, {"triggers", 90},
		{"type", 23}, {"scope", 12}, {"priority", 9}, {"raised", 10}, {"since", 12}, {"due", 12}, {"by", 18}, {"state_note", 34}, {"effort", 20}, {"days_from", 9}, {"days_to", 9},
		{"after", 24}, {"widespread", 13}, {"found", 13}, {"rule_version", 10},
	} {
		c.add(t.stateHeading(h.key), h.width)
	}
	return spec{
		sheet: sheetHits, table: "tblMassnahmen", kind: analysis, columns: c.list, freeze: 2, wraps: true, rows: len(t.e.Hits) + len(t.e.Gone), prints: 11, tallest: 3,
		above: t.titled(t.fig("title_hits"), t.fig("remark_hits")),
	}
}

func (t *hitTable) write(to *table) error {
	for _, h := range t.byUnit() {
		if err := t.writeHit(to, h, true); err != nil {
			return err
		}
	}
	for i := range t.e.Gone {
		if err := t.writeHit(to, &t.e.Gone[i], false); err != nil {
			return err
		}
	}
	return to.close()
}

// byUnit lists the measures of each unit together, then those of groups.
func (t *hitTable) byUnit() []*Hit {
	place := map[string]int{"": len(t.e.Units)}
	for i, u := range t.e.Units {
		place[u.Key] = i
	}
	all := make([]*Hit, len(t.e.Hits))
	for i := range t.e.Hits {
		all[i] = &t.e.Hits[i]
	}
	slices.SortStableFunc(all, func(a, b *Hit) int { return place[a.Unit.Key] - place[b.Unit.Key] })
	return all
}

func (t *hitTable) writeHit(to *table, h *Hit, found bool) error {
	cells, err := t.cells(h, found)
	if err != nil {
		return err
	}
	return to.write(cells, origin{})
}

// cells is a row. One that the rules do not find any more has no priority and no
// triggers.
func (t *hitTable) cells(h *Hit, found bool) ([]any, error) {
	m := h.Measure
	about, err := t.entry(h)
	if err != nil {
		return nil, err
	}
	scope := t.fig("scope_unit")
	if h.Unit.Key == "" {
		scope, about = t.groupingLabel(t.e, h.Grouping), t.groupLabel(h.Group)
	}
	rule, _ := t.e.rule(m)
	from, to := t.days(m, 1)
	priority, words, raised, triggers := any(nil), any(nil), any(nil), any(nil)
	if found {
		priority, words, raised = t.ordinal(h.Priority), t.text(t.fig("priority_"+string(rune('0'+h.Priority)))), t.mark(h.Priority < m.Priority)
		said, err := t.triggers(h)
		if err != nil {
			return nil, err
		}
		triggers = t.wrappedText(said)
	}
	standing, whose := t.standing(h.Standing), t.unitCells(h.Unit)
	row := []any{
		whose[0], whose[1], whose[3], t.wrappedText(about), t.text(strings.ToUpper(m.Name)), t.wrappedText(plainLabel(m.Label, t.words.Lang())), t.wrappedText(t.fieldTitle(m)), words,
		standing[0], t.wrappedText(t.phase(m)), t.wrappedText(t.roles(m)), triggers, whose[2], t.text(scope), priority, raised,
	}
	return append(append(row, standing[1:]...), t.wrappedText(t.effort(m)), from, to, t.wrappedText(t.before(m)), t.mark(rule.Widespread), t.yesNo(found), t.text(h.Version)), nil
}

// entry names the row of a list that a measure is about.
func (t *hitTable) entry(h *Hit) (string, error) {
	roster := h.Measure.Roster()
	if h.Row == 0 || roster == nil || h.Of == nil {
		return "", nil
	}
	of, err := h.Of()
	if err != nil {
		return "", err
	}
	if one := t.scan.setOf(h.Measure.Set()); one != nil && one.namesPersons(one.set.Question(roster.Name)) {
		return t.words.T("finding.row", of.RowNumber(roster, h.Row)), nil
	}
	return of.RowLabel(roster, h.Row, t.words), nil
}

// setOf finds what was learned about a set.
func (s *scan) setOf(set *survey.Questionnaire) *setScan {
	if set == nil {
		return nil
	}
	return s.bySet[[2]string{set.ID, set.Version}]
}

// What a measure says of itself, in words.

func (w *workbook) fieldTitle(m *survey.Measure) string {
	if f := w.book.Evaluation.Indicator(m.Field); f != nil {
		return w.titleOf(f.Name, f.Label)
	}
	return ""
}

func (w *workbook) phase(m *survey.Measure) string {
	for _, p := range w.book.Evaluation.Phases {
		if p.Name == m.Phase {
			return w.phaseTitle(p)
		}
	}
	return ""
}

func (w *workbook) phaseTitle(p survey.Phase) string {
	return p.Name + " " + plainLabel(p.Label, w.words.Lang())
}

func (w *workbook) effortOf(m *survey.Measure) (survey.Effort, bool) {
	for _, e := range w.book.Evaluation.Efforts {
		if e.Name == m.Effort {
			return e, true
		}
	}
	return survey.Effort{}, false
}

func (w *workbook) effort(m *survey.Measure) string {
	e, _ := w.effortOf(m)
	return plainLabel(e.Label, w.words.Lang())
}

// days are the days of work of a measure that is done so many times; a span
// that is open has no end.
func (w *workbook) days(m *survey.Measure, times int) (from, to any) {
	e, ok := w.effortOf(m)
	if !ok || times == 0 {
		return nil, nil
	}
	least, most := e.From*float64(times), e.To*float64(times)
	from = w.real(&least, 0)
	if e.To > 0 {
		to = w.real(&most, 0)
	}
	return from, to
}

func (w *workbook) roles(m *survey.Measure) string {
	var all []string
	for _, r := range w.book.Evaluation.Roles {
		if slices.Contains(m.Responsible, r.Name) {
			all = append(all, plainLabel(r.Label, w.words.Lang()))
		}
	}
	return strings.Join(all, ", ")
}

// before names the measures that come first.
func (w *workbook) before(m *survey.Measure) string {
	var all []string
	for _, name := range m.After {
		if other := w.book.Evaluation.Measure(name); other != nil {
			all = append(all, w.titleOf(other.Name, other.Label))
		}
	}
	return strings.Join(all, "; ")
}
