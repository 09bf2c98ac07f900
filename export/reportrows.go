package export

import (
	"math"
	"slices"
	"strings"

	"bestand.example/itbestand/survey"
)

func (b *reportBook) comparisonColumns(first string) []column {
	c := newColumns()
	for _, h := range []struct {
		key   string
		width float64
	}{
		{first, 44}, {"unit", 11}, {"own", 12}, {"level", 9}, {"standing", 26}, {"peer_class", 14}, {"n", 7}, {"peer_all", 14}, {"n_all", 7}, {"direction", 18},
	} {
		c.add(b.rep("head_"+h.key), h.width)
	}
	return c.list
}

// comparisons are the rows of figures: one's own, and the medians beside it.
func (b *reportBook) comparisons(indicators []*survey.Indicator) [][]any {
	var rows [][]any
	for _, i := range indicators {
		rows = append(rows, b.comparison(i))
	}
	return rows
}

func (b *reportBook) comparison(i *survey.Indicator) []any {
	f := b.of[figureKey{i, b.unit.Key}]
	row := []any{b.wrappedText(b.titleOf(i.Name, i.Label)), b.text(i.Unit), nil, nil, b.wrappedText(b.rep("unknown")), nil, nil, nil, nil, b.text(b.direction(i))}
	if f.Known {
		row[2], row[3] = b.real(&f.Number, i.Decimals), b.levelName(b.e, i, f.Level)
		row[4] = b.wrappedText(b.standing(i, f.Number))
	}
	for k, grouping := range []string{"groessenklasse", "land"} {
		if g := b.peer(i, grouping); g != nil {
			row[5+2*k], row[6+2*k] = b.real(g.Median, placesOf(i)), b.count(g.N)
		}
	}
	return row
}

// standing says in words how the unit's figure compares with the median of its
// size class, or of all where the class is too small.
func (b *reportBook) standing(i *survey.Indicator, own float64) string {
	g := b.peer(i, "groessenklasse")
	if g == nil {
		g = b.peer(i, "land")
	}
	if g == nil {
		return b.rep("standing_none")
	}
	difference := own - *g.Median
	// What rounding shows as equal is equal.
	switch half := 0.5 * math.Pow10(-i.Decimals); {
	case math.Abs(difference) < half:
		return b.rep("standing_equal")
	case i.Better == survey.BetterUnsaid && difference > 0:
		return b.rep("standing_more")
	case i.Better == survey.BetterUnsaid:
		return b.rep("standing_less")
	case (difference > 0) == (i.Better == survey.BetterMore):
		return b.rep("standing_better")
	}
	return b.rep("standing_worse")
}

// measures are the rules that found something for the unit, then those for
// groups that it belongs to.
func (b *reportBook) measures() ([][]any, error) {
	t := &hitTable{workbook: b.workbook, scan: newScan(b.e.Sets(), Intern), e: b.e}
	var own, common [][]any
	hits := slices.Clone(b.e.Hits)
	slices.SortStableFunc(hits, func(x, y Hit) int { return x.Priority - y.Priority })
	for k := range hits {
		h := &hits[k]
		switch {
		case h.Unit.Key == b.unit.Key:
			about, err := t.entry(h)
			if err != nil {
				return nil, err
			}
			why, err := t.triggers(h)
			if err != nil {
				return nil, err
			}
			own = append(own, b.measureRow(t, h, about, why))
		case h.Unit.Key == "" && slices.ContainsFunc(h.Units, func(u survey.Unit) bool { return u.Key == b.unit.Key }):
			about := strings.TrimSpace(b.rep("shared") + " " + t.groupLabel(h.Group))
			common = append(common, b.measureRow(t, h, about, b.rep("common", len(h.Units)))) // what others answered is theirs
		}
	}
	gone, err := b.goneMeasures(t)
	return slices.Concat(own, common, gone), err
}

// goneMeasures are those of the unit that somebody noted a state of and that its
// answers do not lead to any more: what was done.
func (b *reportBook) goneMeasures(t *hitTable) ([][]any, error) {
	var rows [][]any
	for k := range b.e.Gone {
		h := &b.e.Gone[k]
		if h.Unit.Key != b.unit.Key {
			continue
		}
		about, err := t.entry(h)
		if err != nil {
			return nil, err
		}
		row := b.measureRow(t, h, about, b.rep("gone"))
		row[0] = nil // it has no urgency
		rows = append(rows, row)
	}
	return rows, nil
}

// measureHeading is the heading of a column of the own measures; those about
// states are called as in the workbook.
func (b *reportBook) measureHeading(key string) string {
	if b.words.Has("feedback.head_" + key) {
		return b.rep("head_" + key)
	}
	return b.stateHeading(key)
}

func (b *reportBook) measureRow(t *hitTable, h *Hit, about, why string) []any {
	m, state := h.Measure, t.workbook.standing(h.Standing)
	return []any{
		b.ordinal(h.Priority), b.wrappedText(b.titleOf(m.Name, m.Label)), b.wrappedText(about), state[0], state[2], b.wrappedText(why), b.wrappedText(t.fieldTitle(m)),
		b.wrappedText(t.roles(m)), b.wrappedText(b.helpOf(m)), b.wrappedText(b.toldOf(m)), state[1], b.wrappedText(t.phase(m)), b.wrappedText(t.effort(m)),
	}
}
