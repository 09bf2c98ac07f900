package evaluate

import (
	"strings"

	"bestand.example/itbestand/survey"
)

// Table is a table with its cells. Where its figures are those of a tier, there
// is one for each.
type Table struct {
	Table   *survey.Table
	Tier    Tier    // empty where it spans both
	Rows    []Label // crosstab and ranking
	Columns []Label // crosstab
	Cells   [][]Cell
	Totals  Totals
	Lines   []Line // list

	// Of one from sensitive answers, to pass on:
	Open    bool   // it may stand in the workbook
	Figures []bool // which of its figures may

	Unfiltered int // of which it is unknown whether they belong in the table
	Unplaced   int // that have no place on one of the axes
}

// Cell is a group of a table: how many it has, and its figures.
type Cell struct {
	N      int
	Values []Datum
	Hidden bool // of anonymous persons, or of sensitive answers that are passed on: it tells too much

	items []item // of anonymous persons
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
	N      int           // known values that the number rests on; -1: it counts, and rests on all
	Hidden bool          // of sensitive answers that are passed on: it tells too much
	Texts  []string      // or codes
	Labels []survey.Text // of the codes, where the column is the answer to a choice question itself
}

// tables makes a table, for each tier by itself where its figures are a tier's.
func (c *computation) tables(t *survey.Table) []*Table {
	var all []*Table
	for _, tier := range c.tiersFor(cellFormulas(t)) {
		all = append(all, c.table(t, tier))
	}
	return all
}

func (c *computation) table(t *survey.Table, tier Tier) *Table {
	result := &Table{Table: t, Tier: tier}
	units := c.besides(tier)
	p := c.picks[t]
	for _, u := range units {
		result.Unfiltered += p.unknown[u]
	}
	switch t.Kind {
	case survey.TableList:
		for _, u := range units {
			result.Lines = append(result.Lines, p.lines[u]...)
		}
	case survey.TableRanking:
		c.rank(t, result, c.picked(t, units))
	case survey.TableMatrix:
		c.matrix(t, result, c.picked(t, units))
	default:
		c.cross(t, result, c.picked(t, units))
	}
	return result
}

// pick is what belongs in a table: nil stands for all.
type pick struct {
	items   map[*unit][]item
	unknown map[*unit]int // of which it is not known
	lines   map[*unit][]Line
}

// pick picks what a unit has for a table, and writes its lines.
func (c *computation) pick(t *survey.Table, u *unit) {
	p := c.picks[t]
	if p == nil {
		p = &pick{map[*unit][]item{}, map[*unit]int{}, map[*unit][]Line{}}
		c.picks[t] = p
	}
	if t.Filter == nil && t.Kind != survey.TableList {
		return
	}
	for _, it := range c.itemsOf([]*unit{u}, t.Set(), t.Roster()) {
		f := c.facts(it.place())
		if t.Filter != nil {
			holds, known := t.Filter.True(f)
			if !known {
				p.unknown[u]++
			}
			if !holds {
				continue
			}
		}
		if t.Kind == survey.TableList {
			p.lines[u] = append(p.lines[u], c.line(t, it, f))
		} else {
			p.items[u] = append(p.items[u], it)
		}
	}
}

func (c *computation) picked(t *survey.Table, units []*unit) []item {
	if t.Filter == nil {
		return c.itemsOf(units, t.Set(), t.Roster())
	}
	var kept []item
	for _, u := range units {
		kept = append(kept, c.picks[t].items[u]...)
	}
	return kept
}

func (c *computation) line(t *survey.Table, it item, f survey.Facts) Line {
	l := Line{Unit: it.unit.Unit, Row: it.rowID()}
	if it.response != nil {
		l.Response = it.response.id
	}
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
