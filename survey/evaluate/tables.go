package evaluate

import (
	"cmp"
	"slices"
	"strings"

	"bestand.example/itbestand/survey"
)

// Table is a table with its cells.
type Table struct {
	Table   *survey.Table
	Rows    []Label // crosstab and ranking
	Columns []Label // crosstab
	Cells   [][]Cell
	Totals  Totals
	Lines   []Line // list

	Unfiltered int // of which it is unknown whether they belong in the table
	Unplaced   int // that have no place on one of the axes
}

// Cell is a group of a table: how many it has, and its figures.
type Cell struct {
	N      int
	Values []Datum
}

// Totals are the figures of whole rows and columns. They are no sums: what has
// several places on an axis is in each of them, and in the total once.
type Totals struct {
	Rows, Columns []Cell
	All           Cell
}

// Line is a line of a list.
type Line struct {
	Unit     survey.Unit
	Response string
	Row      int
	Data     []Datum
}

// Datum is a number, texts, or not known.
type Datum struct {
	Known  bool
	Kind   survey.Kind
	Number float64
	Texts  []string      // or codes
	Labels []survey.Text // of the codes, where the column is the answer to a choice question itself
}

// table makes one table.
func (c *computation) table(t *survey.Table) *Table {
	result := &Table{Table: t}
	items := c.filtered(t, result)
	switch t.Kind {
	case survey.TableList:
		for _, it := range items {
			result.Lines = append(result.Lines, c.line(t, it))
		}
	case survey.TableRanking:
		c.rank(t, result, items)
	default:
		c.cross(t, result, items)
	}
	return result
}

func (c *computation) filtered(t *survey.Table, result *Table) []item {
	units := c.everyone()
	var kept []item
	for _, it := range c.itemsOf(units, t.Set(), t.Roster()) {
		if t.Filter != nil {
			holds, known := t.Filter.True(c.facts(it.place()))
			if !known {
				result.Unfiltered++
			}
			if !holds {
				continue
			}
		}
		kept = append(kept, it)
	}
	return kept
}

func (c *computation) line(t *survey.Table, it item) Line {
	l := Line{Unit: it.unit.Unit, Row: it.rowID()}
	if it.response != nil {
		l.Response = it.response.ID
	}
	f := c.facts(it.place())
	for _, column := range t.Lines {
		l.Data = append(l.Data, c.labelled(column.Value, f))
	}
	return l
}

// datum computes a formula of any kind.
func datum(x *survey.Expression, f survey.Facts) Datum {
	d := Datum{Kind: x.Kind}
	if x.Kind == survey.KindNumber {
		d.Number, d.Known = x.Number(f)
	} else {
		d.Texts, d.Known = x.Texts(f)
	}
	return d
}

// labelled is datum with the words for codes.
func (c *computation) labelled(x *survey.Expression, f survey.Facts) Datum {
	d := datum(x, f)
	questions, _ := c.Sources(x)
	if len(questions) != 1 || len(x.Columns) > 0 {
		return d
	}
	s := questions[0]
	if source := strings.TrimSpace(x.Source); s.Question.Type.Choice() && (source == s.Question.Name || source == s.Set.Short+"."+s.Question.Name) {
		for _, code := range d.Texts {
			d.Labels = append(d.Labels, c.codeLabel(s.Question, code).Text)
		}
	}
	return d
}

// cell computes the figures of a group of a table. Of nothing there are none.
func (c *computation) cell(t *survey.Table, g *group) Cell {
	if g == nil || len(g.items) == 0 {
		return Cell{Values: make([]Datum, len(t.Values))}
	}
	cell := Cell{N: len(g.items)}
	var formulas []*survey.Expression
	for _, v := range t.Values {
		formulas = append(formulas, v.Value)
	}
	f := c.listFacts(g, formulas)
	for _, x := range formulas {
		_, indicators := c.Sources(x)
		for _, other := range indicators {
			if other.Scope == survey.ScopeGroup {
				c.addGroupFigure(f.Near[0], other, g, nil, TierNone, false)
			}
		}
	}
	for _, x := range formulas {
		cell.Values = append(cell.Values, datum(x, f))
	}
	return cell
}

// rank puts groups in the order of the first figure, the largest first; those
// of which it is unknown come last.
func (c *computation) rank(t *survey.Table, result *Table, items []item) {
	groups := c.divide(items, survey.Grouping{*t.Rows})
	result.Unplaced = c.unplaced(items, *t.Rows)
	type place struct {
		label Label
		cell  Cell
	}
	places := make([]place, len(groups))
	for i, g := range groups {
		places[i] = place{g.labels[0], c.cell(t, g)}
	}
	slices.SortStableFunc(places, func(a, b place) int {
		x, y := a.cell.Values[0], b.cell.Values[0]
		if x.Known != y.Known {
			return cmp.Compare(boolNumber(y.Known), boolNumber(x.Known))
		}
		return cmp.Compare(y.Number, x.Number)
	})
	if t.Top > 0 && len(places) > t.Top {
		places = places[:t.Top]
	}
	for _, p := range places {
		result.Rows = append(result.Rows, p.label)
		result.Cells = append(result.Cells, []Cell{p.cell})
	}
	result.Totals.All = c.cell(t, &group{items: items})
}

func boolNumber(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (c *computation) unplaced(items []item, axes ...survey.Axis) int {
	n := 0
	for _, it := range items {
		if len(c.labels(it, axes)) == 0 {
			n++
		}
	}
	return n
}

// cross makes a table of rows by columns.
func (c *computation) cross(t *survey.Table, result *Table, items []item) {
	rows, columns := c.divide(items, survey.Grouping{*t.Rows}), c.divide(items, survey.Grouping{*t.Columns})
	both := map[string]*group{}
	for _, g := range c.divide(items, survey.Grouping{*t.Rows, *t.Columns}) {
		both[codeOf(g.labels)] = g
	}
	for _, column := range columns {
		result.Columns = append(result.Columns, column.labels[0])
		result.Totals.Columns = append(result.Totals.Columns, c.cell(t, column))
	}
	for _, row := range rows {
		result.Rows = append(result.Rows, row.labels[0])
		result.Totals.Rows = append(result.Totals.Rows, c.cell(t, row))
		cells := make([]Cell, len(columns))
		for i, column := range columns {
			cells[i] = c.cell(t, both[codeOf([]Label{row.labels[0], column.labels[0]})])
		}
		result.Cells = append(result.Cells, cells)
	}
	result.Totals.All = c.cell(t, &group{items: items})
	result.Unplaced = c.unplaced(items, *t.Rows, *t.Columns)
}
