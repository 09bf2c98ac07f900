package export

import (
	"fmt"
	"strings"

	"bestand.example/itbestand/survey"
)

// unitTable is a row for each administration with all its figures.
type unitTable struct {
	*workbook
	e          *Evaluation
	indicators []*survey.Indicator
	of         map[figureKey]*Figure
}

type figureKey struct {
	indicator *survey.Indicator
	unit      string
}

func (w *workbook) newUnitTable(e *Evaluation) *unitTable {
	t := &unitTable{workbook: w, e: e, of: map[figureKey]*Figure{}}
	for i := range e.Figures {
		f := &e.Figures[i]
		if f.Indicator.Split == nil {
			t.of[figureKey{f.Indicator, f.Unit}] = f
		}
	}
	for _, i := range e.all() {
		if i.Scope == survey.ScopeUnit && i.Split == nil && !i.Personal && !(i.Sensitive && w.leaves()) {
			t.indicators = append(t.indicators, i)
		}
	}
	return t
}

func (t *unitTable) spec() spec {
	c := newColumns()
	for _, h := range []struct {
		key   string
		width float64
	}{{"key", 11}, {"unit_name", 34}, {"type", 23}, {"district", 20}, {"inhabitants", 11}, {"size", 18}} {
		c.add(t.fig("head_"+h.key), h.width)
	}
	for _, i := range t.indicators {
		heading := t.titleOf(i.Name, i.Label)
		if i.Unit != "" {
			heading += " [" + i.Unit + "]"
		}
		c.add(heading, 15)
		if i.Levels != "" {
			c.add(t.fig("head_level_of", shortTitle(i)), 8)
		}
	}
	c.add(t.fig("head_reweighed"), 40)
	return spec{
		sheet: sheetUnitFigures, table: "tblKennzahlenVerwaltung", kind: analysis, columns: c.list, freeze: 2, wraps: true, rows: len(t.e.Units),
		above: t.titled(t.fig("title_units"), t.fig("remark_units")),
	}
}

// shortTitle names an indicator where its whole label has no room.
func shortTitle(i *survey.Indicator) string {
	if n := numbered(i.Name); n != "" && !strings.Contains(i.Name, "_") {
		return n
	}
	return i.Label.In("de")
}

func (t *unitTable) write(to *table) error {
	for _, u := range t.e.Units {
		if err := to.write(t.cells(u), origin{}); err != nil {
			return err
		}
	}
	return to.close()
}

func (t *unitTable) cells(u survey.Unit) []any {
	row := append(t.unitCells(u), t.known(u.Inhabitants), t.text(u.SizeClassLabel()))
	var reweighed []string
	for _, i := range t.indicators {
		f := t.of[figureKey{i, u.Key}]
		var number, level any
		if f != nil && f.Known {
			number, level = t.real(&f.Number, i.Decimals), t.levelName(t.e, i, f.Level)
		}
		if f != nil && f.Known && f.Reweighed {
			reweighed = append(reweighed, fmt.Sprintf("%s (%d %%)", shortTitle(i), int(100*f.Share+0.5)))
		}
		row = append(row, number)
		if i.Levels != "" {
			row = append(row, level)
		}
	}
	return append(row, t.wrappedText(strings.Join(reweighed, ", ")))
}
