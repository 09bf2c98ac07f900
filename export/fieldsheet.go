package export

import (
	"strings"

	"github.com/xuri/excelize/v2"

	"bestand.example/itbestand/survey"
)

// fieldTable is Feldstufen: units by fields of action, as a heat map, with the
// medians of both tiers above.
type fieldTable struct {
	*unitTable
	fields []*survey.Indicator
}

// fieldKeys is how many columns say whose row it is.
const fieldKeys = 4

func (w *workbook) newFieldTable(e *Evaluation) *fieldTable {
	t := &fieldTable{unitTable: w.newUnitTable(e)}
	for _, i := range t.indicators {
		if i.Field {
			t.fields = append(t.fields, i)
		}
	}
	return t
}

func (t *fieldTable) spec() spec {
	c := newColumns()
	for _, h := range []struct {
		key   string
		width float64
	}{{"key", 11}, {"unit_name", 34}, {"type", 23}, {"district", 22}} {
		c.add(t.fig("head_"+h.key), h.width)
	}
	for _, i := range t.fields {
		c.add(t.titleOf(i.Name, i.Label), 14)
	}
	for _, i := range t.fields {
		if i.Levels != "" {
			c.add(t.fig("head_level_of", shortTitle(i)), 8)
		}
	}
	s := spec{
		sheet: sheetFields, table: "tblFeldstufen", kind: analysis, columns: c.list, freeze: 2, rows: len(t.e.Units),
		above: t.titled(t.fig("title_fields"), t.fig("remark_fields")+" "+t.legend()),
	}
	for _, tier := range []Tier{TierMunicipal, TierDistricts} {
		s.above = append(s.above, t.medians(tier)...)
	}
	s.tints = func(int) map[int][]excelize.ConditionalFormatOptions {
		heat := map[int][]excelize.ConditionalFormatOptions{}
		for i := range t.fields {
			heat[fieldKeys+1+i] = []excelize.ConditionalFormatOptions{heatMap}
		}
		return heat
	}
	return s
}

// legend says what the levels mean.
func (t *fieldTable) legend() string {
	var all []string
	for _, l := range t.e.ladders(t.fields) {
		for _, level := range l.Levels {
			all = append(all, level.Name+" = "+plainLabel(level.Label, t.words.Lang()))
		}
	}
	return strings.Join(all, " · ")
}

// medians are two rows above the columns: the median of each field, and over
// how many units it is taken.
func (t *fieldTable) medians(tier Tier) []aboveRow {
	median, n := make([]any, fieldKeys), make([]any, fieldKeys)
	median[1] = excelize.Cell{StyleID: t.strong(formatText), Value: t.fig("median_of", t.tierLabel(tier))}
	n[1] = excelize.Cell{StyleID: t.remark(), Value: t.fig("median_n")}
	var levels []any
	any := false
	for _, i := range t.fields {
		g := t.land(i, tier)
		if g == nil || g.Median == nil {
			median, n = append(median, nil), append(n, nil)
			if i.Levels != "" {
				levels = append(levels, nil)
			}
			continue
		}
		any = true
		median = append(median, excelize.Cell{StyleID: t.strong(decimal(placesOf(i), "")), Value: *g.Median})
		n = append(n, t.count(g.N))
		if ladder, ok := t.e.LevelList(i.Levels); ok {
			levels = append(levels, excelize.Cell{StyleID: t.strong(formatText), Value: ladder.Levels[ladder.At(*g.Median)].Name})
		}
	}
	if !any {
		return nil
	}
	return []aboveRow{{append(median, levels...), 15}, {n, 13}}
}

// land is the figure of a field over all units of a tier.
func (t *fieldTable) land(i *survey.Indicator, tier Tier) *GroupFigure {
	for k := range t.e.Groups {
		if g := &t.e.Groups[k]; g.Indicator == i && g.Grouping == "land" && g.Tier == tier {
			return g
		}
	}
	return nil
}

func (t *fieldTable) write(to *table) error {
	for _, u := range t.e.Units {
		row := t.unitCells(u)
		var levels []any
		for _, i := range t.fields {
			f := t.of[figureKey{i, u.Key}]
			if f == nil || !f.Known {
				f = nil
			}
			var number, level any
			if f != nil {
				number, level = t.real(&f.Number, placesOf(i)), t.levelName(t.e, i, f.Level)
			}
			row = append(row, number)
			if i.Levels != "" {
				levels = append(levels, level)
			}
		}
		if err := to.write(append(row, levels...), origin{}); err != nil {
			return err
		}
	}
	return to.close()
}

// heatMap colours figures from 0 to 100 from light to blue. The numbers stay in
// the cells, because colour alone tells nothing in grey print.
var heatMap = excelize.ConditionalFormatOptions{
	Type: "3_color_scale", Criteria: "=", MinType: "num", MinValue: "0", MinColor: "F7FBFF", MidType: "num", MidValue: "50", MidColor: "BDD7EE",
	MaxType: "num", MaxValue: "100", MaxColor: "5B9BD5",
}
