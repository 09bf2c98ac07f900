package export

import (
	"slices"

	"bestand.example/itbestand/survey"
)

// groupTable is Kennzahlen: each indicator for each group, one figure a column.
type groupTable struct {
	*workbook
	e       *Evaluation
	split   bool // it has the indicators that are split into parts, which are many, and no others
	rows    []*GroupFigure
	ladders []survey.LevelList
	whole   int  // of the rows, the first ones, those of the whole
	spread  bool // some indicator shows a standard deviation or a concentration
}

func (w *workbook) newGroupTable(e *Evaluation, split bool) *groupTable {
	t := &groupTable{workbook: w, e: e, split: split}
	var indicators []*survey.Indicator
	for _, i := range e.all() {
		if (i.Split != nil) == split {
			indicators = append(indicators, i)
			t.spread = t.spread || slices.Contains(i.Aggregate, survey.StatSD) || slices.Contains(i.Aggregate, survey.StatHHI)
		}
	}
	t.ladders = e.ladders(indicators)
	for k := range e.Groups {
		if (e.Groups[k].Indicator.Split != nil) == split {
			t.rows = append(t.rows, &e.Groups[k])
		}
	}
	t.landFirst()
	return t
}

// landFirst puts the figures of the whole before those of its groups: they are
// what is read first, and printed.
func (t *groupTable) landFirst() {
	place := func(g *GroupFigure) int {
		if g.Grouping == "land" {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(t.rows, func(a, b *GroupFigure) int { return place(a) - place(b) })
	for _, g := range t.rows {
		t.whole += 1 - place(g)
	}
}

func (t *groupTable) spec() spec {
	c := newColumns()
	for _, h := range []struct {
		key   string
		width float64
	}{{"level", 13}, {"group", 24}, {"tier", 22}, {"number", 7}, {"indicator", 50}} {
		c.add(t.fig("head_"+h.key), h.width)
	}
	if t.split {
		c.add(t.fig("head_part"), 44)
	}
	for _, h := range []struct {
		key   string
		width float64
	}{
		{"unit", 11}, {"direction", 17},
		{"n", 7}, {"counted", 13}, {"unknown", 8}, {"value", 10}, {"value_is", 17}, {"value_level", 8}, {"mean", 10}, {"median", 10}, {"q1", 10}, {"q3", 10},
		{"min", 10}, {"max", 10}, {"weighted", 12}, {"weighted_n", 9},
	} {
		c.add(t.fig("head_"+h.key), h.width)
	}
	if t.spread {
		c.add(t.fig("head_sd"), 11)
		c.add(t.fig("head_hhi"), 9)
	}
	for _, l := range t.ladders {
		for _, level := range l.Levels {
			c.add(plainLabel(level.Label, t.words.Lang()), 12)
		}
	}
	c.add(t.fig("head_note"), 22)
	c.add(t.fig("head_name"), 20)
	s := spec{
		sheet: sheetIndicators, table: "tblKennzahlen", kind: analysis, columns: c.list, freeze: 2, wraps: true, rows: len(t.rows), prints: 17, first: firstPart{t.whole, t.fig("printed_whole")},
		above: t.titled(t.fig("title_indicators"), t.fig("remark_indicators")),
	}
	if t.split {
		s.sheet, s.table, s.prints = sheetParts, "tblKennzahlenTeile", 14
		s.above = t.titled(t.fig("title_parts"), t.fig("remark_indicators"))
	}
	return s
}

// write writes the rows: the whole, then the groups, each in the order of the
// indicators.
func (t *groupTable) write(to *table) error {
	for _, g := range t.rows {
		if err := to.write(t.cells(g), origin{}); err != nil {
			return err
		}
	}
	return to.close()
}

// direction says which way an indicator gets better.
func (w *workbook) direction(i *survey.Indicator) string {
	switch i.Better {
	case survey.BetterMore:
		return w.fig("direction_up")
	case survey.BetterLess:
		return w.fig("direction_down")
	}
	return w.fig("direction_none")
}

func (t *groupTable) cells(g *GroupFigure) []any {
	i := g.Indicator
	row := []any{
		t.text(t.groupingLabel(t.e, g.Grouping)), t.wrappedText(t.groupLabel(g.Group)), t.wrappedText(t.tierLabel(g.Tier)),
		t.text(numbered(i.Name)), t.wrappedText(plainLabel(i.Label, t.words.Lang())),
	}
	if t.split {
		row = append(row, t.wrappedText(t.groupLabel(g.Part)))
	}
	row = append(row, t.text(i.Unit), t.text(t.direction(i)))
	if g.Hidden {
		row = append(row, make([]any, len(t.columnsOfFigures()))...)
		note := t.fig("note_hidden")
		if byGroupOnly(i) {
			note = t.aud("note_hidden")
		}
		return append(row, t.wrappedText(note), t.text(i.Name))
	}
	row = append(row, t.figures(g)...)
	return append(row, t.wrappedText(t.noteOf(g)), t.text(i.Name))
}

// columnsOfFigures are as many as a figure fills.
func (t *groupTable) columnsOfFigures() []any {
	n := 14
	if t.spread {
		n += 2
	}
	for _, l := range t.ladders {
		n += len(l.Levels)
	}
	return make([]any, n)
}

func (t *groupTable) figures(g *GroupFigure) []any {
	i, places := g.Indicator, placesOf(g.Indicator)
	shows := func(s survey.Statistic) bool { return len(i.Aggregate) == 0 || slices.Contains(i.Aggregate, s) }
	when := func(s survey.Statistic, n *float64) any {
		if !shows(s) {
			return nil
		}
		return t.real(n, places)
	}
	value, is := g.value()
	unknown, least, most := t.count(g.Unknown), t.real(g.Min, i.Decimals), t.real(g.Max, i.Decimals)
	if i.Scope == survey.ScopeGroup {
		unknown = nil // it is one figure, known or not
	}
	if i.Anonymous || t.leaves() && byGroupOnly(i) { // the answers of single persons, or of all but a few
		unknown, least, most = nil, nil, nil
	}
	quartile := func(n *float64) any {
		if i.Anonymous || t.leaves() && byGroupOnly(i) {
			return nil
		}
		return when(survey.StatQuartiles, n)
	}
	row := []any{t.count(g.N), t.counted(g), unknown, t.real(value, places), t.text(t.fig("value_" + is)), t.levelOf(i, value),
		when(survey.StatMean, g.Mean), when(survey.StatMedian, g.Median), quartile(g.Q1), quartile(g.Q3),
		least, most, when(survey.StatWeighted, g.Weighted), nil}
	if shows(survey.StatWeighted) && g.Weighted != nil {
		row[len(row)-1] = t.count(g.WeightedN)
	}
	if t.spread {
		sd, hhi := any(nil), any(nil)
		if slices.Contains(i.Aggregate, survey.StatSD) {
			sd = t.real(g.SD, places)
		}
		if slices.Contains(i.Aggregate, survey.StatHHI) {
			hhi = t.real(g.HHI, 3)
		}
		row = append(row, sd, hhi)
	}
	for _, l := range t.ladders {
		for k := range l.Levels {
			var n any
			if i.Levels == l.Name && k < len(g.Levels) && g.N > 0 && !i.Anonymous && len(g.Levels) > 0 {
				n = t.count(g.Levels[k])
			}
			row = append(row, n)
		}
	}
	return row
}

// counted says what n counts.
func (w *workbook) counted(g *GroupFigure) any {
	if g.Counted == survey.CountedMixed {
		return w.text(w.fig("number_mixed"))
	}
	return w.text(w.fig("number_" + string(g.Counted)))
}

// value is the figure that stands for the group: the statistic that the
// indicator names first, or the formula's own.
func (g *GroupFigure) value() (value *float64, is string) {
	i := g.Indicator
	if i.Scope == survey.ScopeGroup {
		return g.Own, "own"
	}
	first := survey.StatMedian
	if len(i.Aggregate) > 0 {
		first = i.Aggregate[0]
	}
	switch first {
	case survey.StatMean:
		return g.Mean, "mean"
	case survey.StatWeighted:
		return g.Weighted, "weighted"
	case survey.StatSD:
		return g.SD, "sd"
	case survey.StatHHI:
		return g.HHI, "hhi"
	}
	return g.Median, "median"
}

// levelOf is the level that a figure of a group reaches.
func (t *groupTable) levelOf(i *survey.Indicator, value *float64) any {
	ladder, ok := t.e.LevelList(i.Levels)
	if !ok || value == nil {
		return nil
	}
	return t.text(ladder.Levels[ladder.At(*value)].Name)
}

// noteOf says why a row has no figures.
func (t *groupTable) noteOf(g *GroupFigure) string {
	if value, _ := g.value(); value == nil {
		return t.fig("note_unknown")
	}
	return ""
}

// placesOf are the places of statistics: those of the figure, but two of one
// that has none, because a mean of 0 and 1 is neither.
func placesOf(i *survey.Indicator) int {
	if i.Decimals == 0 {
		return 2
	}
	return i.Decimals
}
