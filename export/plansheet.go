package export

import (
	"cmp"
	"slices"
	"strings"

	"bestand.example/itbestand/survey"
)

// planLine is a measure as the plan sums it up.
type planLine struct {
	m       *survey.Measure
	rule    RuleCount
	hits    int                     // how often the rule holds: units, rows or groups
	units   map[string]bool         // keys of the units concerned
	high    int                     // of the hits those of the first priority
	urgency int                     // the first priority among the hits
	groups  map[string]bool         // groups concerned
	by      map[survey.UnitType]int // units concerned, by type
	states  map[survey.MeasureState]int
}

// planLines sums the hits up, by field, phase and priority. A measure that no
// rule found is not in the plan.
func (e *Evaluation) planLines() []*planLine {
	of := map[*survey.Measure]*planLine{}
	for i := range e.Hits {
		h := &e.Hits[i]
		l := of[h.Measure]
		if l == nil {
			rule, _ := e.rule(h.Measure)
			l = &planLine{m: h.Measure, rule: rule, units: map[string]bool{}, groups: map[string]bool{}, by: map[survey.UnitType]int{}, states: map[survey.MeasureState]int{}, urgency: 3}
			of[h.Measure] = l
		}
		l.take(h)
	}
	var lines []*planLine
	for _, m := range e.Measures {
		if l := of[m]; l != nil {
			lines = append(lines, l)
		}
	}
	slices.SortStableFunc(lines, func(a, b *planLine) int {
		return cmp.Or(e.fieldPlace(a.m)-e.fieldPlace(b.m), e.phasePlace(a.m)-e.phasePlace(b.m), a.urgency-b.urgency)
	})
	return lines
}

func (l *planLine) take(h *Hit) {
	l.hits++
	l.states[stateOf(h.Standing)]++
	l.urgency = min(l.urgency, h.Priority)
	if h.Priority == 1 {
		l.high++
	}
	concerned := h.Units
	if h.Unit.Key != "" {
		concerned = []survey.Unit{h.Unit}
	} else {
		l.groups[h.Grouping+"\x00"+codesOf(h.Group)+"\x00"+string(h.Tier)] = true
	}
	for _, u := range concerned {
		if !l.units[u.Key] {
			l.units[u.Key] = true
			l.by[u.Type]++
		}
	}
}

func codesOf(labels []Label) string {
	var codes []string
	for _, l := range labels {
		codes = append(codes, l.Code)
	}
	return strings.Join(codes, "\x1f")
}

func (e *Evaluation) fieldPlace(m *survey.Measure) int {
	at := slices.IndexFunc(e.Fields, func(f *survey.Indicator) bool { return f.Name == m.Field })
	if at < 0 {
		return len(e.Fields)
	}
	return at
}

func (e *Evaluation) phasePlace(m *survey.Measure) int {
	at := slices.IndexFunc(e.Phases, func(p survey.Phase) bool { return p.Name == m.Phase })
	if at < 0 {
		return len(e.Phases)
	}
	return at
}

// writePlan writes Umsetzungsplan: how the measures lie in time, and each of them.
func (w *workbook) writePlan() error {
	e := w.book.Evaluation
	lines := e.planLines()
	s := w.newStack(sheetPlan, analysis)
	s.heading(w.fig("title_timeline"))
	s.remark(w.fig("remark_timeline"))
	timeline := w.timeline(e, lines)
	b := s.table("tblZeitplan", timeline.columns, timeline.rows)
	s.rules(b, 1, len(timeline.columns))
	s.write(timeline.total, 15)
	s.heading(w.fig("title_phases"))
	s.remark(w.fig("remark_phases"))
	phases := w.phaseGrid(e, lines)
	b = s.table("tblPhasen", phases.columns, phases.rows)
	s.rules(b, 1, len(phases.columns))
	s.write(phases.total, 15)
	s.heading(w.fig("title_plan"))
	s.remark(w.fig("remark_plan", len(e.Measures)-len(lines)))
	plan := w.planGrid(lines)
	b = s.table("tblUmsetzungsplan", plan.columns, plan.rows)
	s.rules(b, 1, len(plan.columns))
	if len(e.Passed) > 0 {
		s.heading(w.words.T("pass.title_measures"))
		s.remark(w.words.T("pass.remark_measures", e.limit(true)))
		passed := w.passedGrid(e)
		b = s.table("tblUmsetzungsplanSensibel", passed.columns, passed.rows)
		s.rules(b, 1, len(passed.columns))
	}
	w.summary.Sheets = append(w.summary.Sheets, SheetSummary{sheetPlan, len(timeline.rows) + len(phases.rows) + len(plan.rows) + len(e.Passed)})
	return s.finish(layout{printed: "A1:" + block{}.cell(planPrinted, s.row), part: w.l("printed_part", planPrinted, len(plan.columns))}, 2, 1)
}

// timeline is fields by phases: in each how many measures, and how many units
// they concern.
func (w *workbook) timeline(e *Evaluation, lines []*planLine) grid {
	c := newColumns()
	c.add(w.fig("head_field"), 26)
	for _, p := range e.Phases {
		c.addNarrow(w.phaseTitle(p), 6)
	}
	c.addNarrow(w.fig("head_measures"), 7)
	c.addNarrow(w.fig("head_units"), 7)
	g := grid{columns: c.list}
	row := func(title string, of func(*planLine) bool) []any {
		cells := []any{w.wrappedText(title)}
		all, units := 0, map[string]bool{}
		for _, p := range e.Phases {
			n := 0
			for _, l := range lines {
				if of(l) && l.m.Phase == p.Name {
					n++
				}
			}
			cells = append(cells, w.tally(n))
		}
		for _, l := range lines {
			if !of(l) {
				continue
			}
			all++
			for key := range l.units {
				units[key] = true
			}
		}
		return append(cells, w.tally(all), w.tally(len(units)))
	}
	for _, f := range e.Fields {
		in := func(l *planLine) bool { return l.m.Field == f.Name }
		if slices.ContainsFunc(lines, in) {
			g.rows = append(g.rows, row(w.titleOf(f.Name, f.Label), in))
		}
	}
	g.total = w.totals(row(w.fig("total"), func(*planLine) bool { return true }))
	return g
}

// phaseGrid says of each phase until when, how many measures by priority, and
// how much work.
func (w *workbook) phaseGrid(e *Evaluation, lines []*planLine) grid {
	c := newColumns()
	c.add(w.fig("head_phase"), 26)
	for _, key := range []string{"months", "measures", "priority_1", "priority_2", "priority_3", "times", "days_from", "days_to", "days_open"} {
		c.addNarrow(w.fig("head_"+key), 7)
	}
	g := grid{columns: c.list}
	row := func(title string, months int, of func(*planLine) bool) []any {
		n, times, byUrgency := 0, 0, [4]int{}
		from, to, open := 0.0, 0.0, false
		for _, l := range lines {
			if !of(l) {
				continue
			}
			n, times = n+1, times+l.hits
			byUrgency[l.urgency]++
			effort, _ := w.effortOf(l.m)
			from, to = from+effort.From*float64(l.hits), to+effort.To*float64(l.hits)
			open = open || effort.To == 0
		}
		cells := []any{w.wrappedText(title), w.known(months), w.tally(n)}
		for _, k := range byUrgency[1:] {
			cells = append(cells, w.tally(k))
		}
		cells = append(cells, w.tally(times), w.real(&from, 0))
		if open { // a sum of which a part has no end has none
			return append(cells, nil, w.mark(true))
		}
		return append(cells, w.real(&to, 0), nil)
	}
	for _, p := range e.Phases {
		in := func(l *planLine) bool { return l.m.Phase == p.Name }
		if slices.ContainsFunc(lines, in) {
			g.rows = append(g.rows, row(w.phaseTitle(p), p.Months, in))
		}
	}
	g.total = w.totals(row(w.fig("total"), 0, func(*planLine) bool { return true }))
	return g
}

// passedGrid is a row for each measure that hangs on sensitive answers: in how many
// administrations it is needed, and nothing of which.
func (w *workbook) passedGrid(e *Evaluation) grid {
	c := newColumns()
	c.add(w.fig("head_field"), 26)
	c.add(w.fig("head_phase"), 26)
	c.add(w.fig("head_measure"), 44)
	c.add(w.fig("head_responsible"), 22)
	c.add(w.fig("head_effort"), 16)
	for _, key := range []string{"units", "asked", "share"} {
		c.addNarrow(w.fig("head_"+key), 7)
	}
	c.add(w.fig("head_note"), 16)
	g := grid{columns: c.list}
	for _, p := range e.Passed {
		m := p.Measure
		row := []any{w.wrappedText(w.fieldTitle(m)), w.wrappedText(w.phase(m)), w.wrappedText(plainLabel(m.Label, w.words.Lang())), w.wrappedText(w.roles(m)), w.wrappedText(w.effort(m))}
		if p.Hidden {
			row = append(row, nil, nil, nil, w.text(w.fig("hidden")))
		} else {
			row = append(row, w.count(p.Units), w.count(p.Asked), w.share(p.Units, p.Asked), nil)
		}
		g.rows = append(g.rows, row)
	}
	return g
}

// planPrinted is how many columns of the plan are printed, which are more than
// those of the tables above it.
const planPrinted = 14

// planGrid is a row for each measure.
func (w *workbook) planGrid(lines []*planLine) grid {
	c := newColumns()
	for _, h := range []struct {
		key    string
		width  float64
		narrow bool
	}{
		{"field", 26, false}, {"phase", 26, false}, {"measure", 44, false}, {"responsible", 22, false}, {"effort", 16, false}, {"priority", 6, true}, {"units", 7, true}, {"asked", 7, true}, {"share", 8, true},
		{"offen", 7, true}, {"laufend", 7, true}, {"erledigt", 7, true}, {"days_from", 8, true}, {"days_to", 8, true},
		// Up to here it is printed.
		{"rule", 7, true}, {"scope", 16, false}, {"unknown_units", 7, true}, {"times", 7, true}, {"verworfen", 7, true}, {"high", 7, true}, {"groups", 7, true}, {"after", 34, false}, {"widespread", 8, true},
	} {
		if h.narrow {
			c.addNarrow(w.stateHeading(h.key), h.width)
		} else {
			c.add(w.stateHeading(h.key), h.width)
		}
	}
	g := grid{columns: c.list}
	for _, l := range lines {
		g.rows = append(g.rows, w.planCells(l))
	}
	return g
}

func (w *workbook) planCells(l *planLine) []any {
	m := l.m
	from, to := w.days(m, l.hits)
	asked, share, unknown := w.count(l.rule.Asked), w.share(l.rule.Units, l.rule.Asked), w.count(l.rule.Unknown)
	if m.Scope == survey.ScopeGroup {
		asked, share, unknown = nil, nil, nil
	}
	return []any{
		w.wrappedText(w.fieldTitle(m)), w.wrappedText(w.phase(m)), w.wrappedText(plainLabel(m.Label, w.words.Lang())), w.wrappedText(w.roles(m)), w.wrappedText(w.effort(m)),
		w.ordinal(l.urgency), w.count(len(l.units)), asked, share,
		w.count(l.states[survey.MeasureOpen]), w.count(l.states[survey.MeasureRunning]), w.count(l.states[survey.MeasureDone]), from, to,
		w.text(strings.ToUpper(m.Name)), w.wrappedText(w.scopeOf(m)), unknown, w.count(l.hits), w.count(l.states[survey.MeasureDropped]), w.count(l.high), w.known(len(l.groups)),
		w.wrappedText(w.before(m)), w.mark(l.rule.Widespread),
	}
}

// scopeOf says on which level a measure is: of each administration, or of what
// groups.
func (w *workbook) scopeOf(m *survey.Measure) string {
	if m.Scope != survey.ScopeGroup {
		return w.fig("scope_unit")
	}
	var all []string
	for _, by := range m.By {
		all = append(all, w.groupingLabel(w.book.Evaluation, by.Name()))
	}
	return strings.Join(all, ", ")
}
