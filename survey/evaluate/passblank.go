package evaluate

import (
	"bestand.example/itbestand/survey"
)

// blank empties what is hidden of a table, and the figures that are not passed on,
// so that not even the width of a column tells of them. It reports whether anything
// sensitive is left.
func (t *tabled) blank() bool {
	some := false
	blank := func(c *Cell) {
		if c.Hidden {
			*c = Cell{Hidden: true, Values: make([]Datum, len(c.Values))}
			return
		}
		for k := range c.Values {
			if c.Values[k].Hidden || k < len(t.Figures) && !t.Figures[k] {
				c.Values[k] = Datum{Hidden: c.Values[k].Hidden, Kind: survey.KindNumber}
			}
		}
	}
	for i := range t.Cells {
		for k := range t.Cells[i] {
			c := &t.Cells[i][k]
			blank(c)
			some = some || t.shows(c)
		}
	}
	for _, all := range [][]Cell{t.Totals.Rows, t.Totals.Columns} {
		for k := range all {
			blank(&all[k])
		}
	}
	blank(&t.Totals.All)
	return some
}

// shows reports whether a cell shows something sensitive.
func (t *tabled) shows(c *Cell) bool {
	for k, v := range t.Table.Table.Values {
		if !t.grouped && t.Figures[k] && !c.Values[k].Hidden && isShare(v) {
			return true
		}
	}
	return t.grouped && !c.Hidden && c.N > 0
}
