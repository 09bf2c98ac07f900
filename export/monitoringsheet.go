package export

import (
	"strings"

	"bestand.example/itbestand/survey"
)

// The sheets about what changed between two waves.
const (
	sheetMonitoring         = "Monitoring"
	sheetMonitoringUnits    = "Monitoring_Verwaltungen"
	sheetMonitoringMeasures = "Monitoring_Maßnahmen"
	sheetMonitoringApart    = "Monitoring_Lücken"
)

// monitoringSheets are those about what changed; none without an earlier wave.
func (w *workbook) monitoringSheets(e *Evaluation) []plannedSheet {
	m := e.Monitoring
	if m == nil {
		return nil
	}
	t := &monitoringTable{w, e, m}
	return []plannedSheet{
		{len(m.Changes) > 0, t.changeSpec(), w.mon("about"), func(to *table) error {
			return writeRows(to, len(m.Changes), func(i int) []any { return t.change(&m.Changes[i]) })
		}},
		{len(m.Units) > 0, t.unitSpec(), w.mon("about_units", m.Both), func(to *table) error {
			return writeRows(to, len(m.Units), func(i int) []any { return t.unitChange(&m.Units[i]) })
		}},
		{len(m.Measures) > 0, t.measureSpec(), w.mon("about_measures"), func(to *table) error {
			return writeRows(to, len(m.Measures), func(i int) []any { return t.measure(&m.Measures[i]) })
		}},
		{len(m.Apart) > 0, t.apartSpec(), w.mon("about_apart", len(m.Apart)), func(to *table) error {
			return writeRows(to, len(m.Apart), func(i int) []any { return t.apart(&m.Apart[i]) })
		}},
	}
}

func writeRows(to *table, n int, row func(i int) []any) error {
	for i := range n {
		if err := to.write(row(i), origin{}); err != nil {
			return err
		}
	}
	return to.close()
}

// monitoringTable writes them.
type monitoringTable struct {
	*workbook
	e *Evaluation
	m *Monitoring
}

// columns makes columns with the words of Monitoring, or else those of figures.
func (t *monitoringTable) columns(keysAndWidths ...any) []column {
	c := newColumns()
	for i := 0; i < len(keysAndWidths); i += 2 {
		key, width := keysAndWidths[i].(string), keysAndWidths[i+1].(int)
		heading := "monitoring.head_" + key
		if !t.words.Has(heading) {
			heading = "figures.head_" + key
		}
		c.add(t.words.T(heading), float64(width))
	}
	return c.list
}

func (t *monitoringTable) spec(sheet, name, title, remark string, columns []column, rows int) spec {
	above := t.titled(title, t.mon("waves", t.waveText(t.m.Then), t.waveText(t.m.Now)))
	for line := range strings.SplitSeq(remark, "\n") { // a line each: nobody scrolls to read a remark
		above = append(above, t.titled("", line)[1])
	}
	return spec{sheet: sheet, table: name, kind: analysis, columns: columns, freeze: 2, wraps: true, rows: rows, above: above}
}

// waveText names a wave by its title and reference date.
func (t *monitoringTable) waveText(v MonitoredWave) string {
	if v.Date == (survey.Date{}) {
		return v.Title
	}
	return v.Title + " (" + t.dayText(v.Date) + ")"
}

func (t *monitoringTable) changeSpec() spec {
	return t.spec(sheetMonitoring, "tblMonitoring", t.mon("title"), t.mon("remark", t.m.Both), t.columns("level", 15, "group", 28, "tier", 24, "number", 7, "indicator", 44,
		"unit", 12, "then", 10, "now", 10, "change", 12, "both", 9, "better", 12, "same", 9, "worse", 14, "n_then", 9, "n_now", 9, "counted", 13,
		"level_then", 9, "level_now", 9, "direction", 19, "value_is", 14, "part", 24, "note", 40, "name", 20), len(t.m.Changes))
}

func (t *monitoringTable) change(c *Change) []any {
	g, i := &c.Now, c.Now.Indicator
	row := []any{
		t.text(t.groupingLabel(t.e, g.Grouping)), t.wrappedText(t.groupLabel(g.Group)), t.wrappedText(t.tierLabel(g.Tier)), t.text(numbered(i.Name)),
		t.wrappedText(plainLabel(i.Label, t.words.Lang())), t.text(i.Unit),
	}
	then, is := c.Then.value()
	now, _ := g.value()
	places := placesOf(i)
	row = append(row, t.real(then, places), t.real(now, places), t.real(difference(then, now), places), t.known(c.Both))
	for _, trend := range []string{"better", "same", "worse"} {
		if c.Both == 0 || i.Better == survey.BetterUnsaid && trend != "same" {
			row = append(row, nil)
			continue
		}
		row = append(row, t.count(c.Trends[trend]))
	}
	remark := c.Remark
	if c.Both == 0 {
		remark = strings.TrimSpace(t.mon("unpaired") + " " + remark)
	}
	return append(row, t.count(c.NThen), t.count(c.NNow), t.counted(g), t.levelAt(i, then), t.levelAt(i, now), t.text(t.direction(i)), t.text(t.fig("value_"+is)),
		t.wrappedText(t.groupLabel(g.Part)), t.wrappedText(remark), t.text(i.Name))
}

// difference is now less then; without both there is none.
func difference(then, now *float64) *float64 {
	if then == nil || now == nil {
		return nil
	}
	d := *now - *then
	return &d
}

// levelAt is the level that a figure reaches.
func (t *monitoringTable) levelAt(i *survey.Indicator, value *float64) any {
	ladder, ok := t.e.LevelList(i.Levels)
	if !ok || value == nil {
		return nil
	}
	return t.text(ladder.Levels[ladder.At(*value)].Name)
}

func (t *monitoringTable) unitSpec() spec {
	return t.spec(sheetMonitoringUnits, "tblMonitoringVerwaltung", t.mon("title_units"), t.mon("remark_units"),
		t.columns("key", 11, "unit_name", 40, "number", 7, "indicator", 44, "unit", 12, "then", 10, "now", 10, "change", 12, "trend", 14, "level_then", 9, "level_now", 9,
			"type", 23, "district", 26, "size", 18, "direction", 19, "name", 20), len(t.m.Units))
}

func (t *monitoringTable) unitChange(c *UnitChange) []any {
	i := c.Indicator
	d := c.Now.Number - c.Then.Number
	who := t.unitCells(c.Unit)
	return append(append(who[:2:2], t.text(numbered(i.Name)), t.wrappedText(plainLabel(i.Label, t.words.Lang())), t.text(i.Unit), t.real(&c.Then.Number, i.Decimals),
		t.real(&c.Now.Number, i.Decimals), t.real(&d, i.Decimals), t.text(t.mon("trend_"+c.Trend)), t.levelName(t.e, i, c.Then.Level), t.levelName(t.e, i, c.Now.Level)),
		who[2], who[3], t.text(c.Unit.SizeClassLabel()), t.text(t.direction(i)), t.text(i.Name))
}

func (t *monitoringTable) measureSpec() spec {
	return t.spec(sheetMonitoringMeasures, "tblMonitoringMassnahmen", t.mon("title_measures"), t.mon("remark_measures"),
		t.columns("rule", 7, "measure", 44, "field", 26, "both_units", 12, "found_then", 10, "offen_then", 9, "laufend_then", 9, "erledigt_then", 10, "verworfen_then", 11,
			"found_now", 10, "offen_now", 9, "laufend_now", 9, "erledigt_now", 10, "verworfen_now", 11, "gone", 14, "new", 14, "note", 40), len(t.m.Measures))
}

func (t *monitoringTable) measure(c *MeasureChange) []any {
	row := []any{t.text(strings.ToUpper(c.Measure.Name)), t.wrappedText(plainLabel(c.Measure.Label, t.words.Lang())), t.wrappedText(t.fieldTitle(c.Measure)), nil}
	gone, added := any(nil), any(nil)
	if c.Measure.Scope != survey.ScopeGroup {
		row[3], gone, added = t.count(c.Units), t.count(c.Gone), t.count(c.New)
	}
	for _, states := range []map[survey.MeasureState]int{c.Then, c.Now} {
		found := 0
		for _, n := range states {
			found += n
		}
		row = append(row, t.count(found))
		for _, s := range survey.MeasureStates() {
			row = append(row, t.count(states[s]))
		}
	}
	return append(row, gone, added, t.wrappedText(c.Remark))
}

func (t *monitoringTable) apartSpec() spec {
	return t.spec(sheetMonitoringApart, "tblMonitoringOhne", t.mon("title_apart"), t.mon("remark_apart"),
		t.columns("kind", 14, "about_key", 12, "about_name", 50, "reason", 90), len(t.m.Apart))
}

func (t *monitoringTable) apart(a *Apart) []any {
	kind, key, name := t.mon("kind_unit"), a.Unit.Key, a.Unit.Name
	switch {
	case a.Indicator != nil:
		kind, key, name = t.mon("kind_indicator"), numbered(a.Indicator.Name), plainLabel(a.Indicator.Label, t.words.Lang())
	case a.Measure != nil:
		kind, key, name = t.mon("kind_measure"), strings.ToUpper(a.Measure.Name), plainLabel(a.Measure.Label, t.words.Lang())
	}
	return []any{t.text(kind), t.text(key), t.wrappedText(name), t.wrappedText(a.Reason)}
}
