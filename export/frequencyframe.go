package export

import (
	"slices"

	"github.com/xuri/excelize/v2"
)

// frequencyOrder is in which order a person reads the columns of Häufigkeiten.
// Those behind frequencyPrinted are for filters, and not printed.
var frequencyOrder = []string{
	"fragensatz", "abschnitt", "frage", "antwort", "zustand", "anzahl", "n", "anteil_alle", "n_gueltig", "anteil_gueltige", "mittelwert", "median",
	"minimum", "maximum", "erster_tag", "mittlerer_tag", "letzter_tag", "typ", "basis", "variable", "code",
}

const frequencyPrinted = 10

// frequencyFrame is the sheet Häufigkeiten: its columns in the order of reading,
// with headings for people.
type frequencyFrame struct {
	*page
	columns []column
	from    []int // where frequencyCells has the cell of a column
	head    int   // the row of the headings
}

func (w *workbook) newFrequencyFrame() *frequencyFrame {
	f := &frequencyFrame{page: &page{w: w, sheet: sheetFrequencies}, head: 3}
	c := newColumns()
	all := w.frequencyColumns()
	for _, name := range frequencyOrder {
		i := slices.IndexFunc(all, func(c column) bool { return c.name == name })
		f.from = append(f.from, i)
		c.add(all[i].label, all[i].width)
	}
	f.columns = c.list
	return f
}

// ordered puts the cells of a row into the order of reading.
func (f *frequencyFrame) ordered(cells []any) []any {
	ordered := make([]any, len(f.from))
	for k, i := range f.from {
		if i < len(cells) {
			ordered[k] = cells[i]
		}
	}
	return ordered
}

// write writes a row. What only repeats the row above needs no more than its
// first line.
func (f *frequencyFrame) write(row int, ordered []any, repeats bool) error {
	first := 0
	if repeats {
		first = f.at("antwort") - 1
		f.unwrap(ordered)
	}
	if err := f.w.putRow(f.sheet, row, ordered); err != nil {
		return err
	}
	return f.w.f.SetRowHeight(f.sheet, row, rowHeight(f.columns[first:frequencyPrinted], ordered[first:frequencyPrinted]))
}

// unwrap cuts the texts that only repeat at the end of their cells.
func (f *frequencyFrame) unwrap(cells []any) {
	for i, c := range cells {
		if cell, ok := c.(excelize.Cell); ok && frequencyOrder[i] != "antwort" && cell.StyleID == f.w.wrapped() {
			cell.StyleID = f.w.cell(formatText)
			cells[i] = cell
		}
	}
}

// at is the place of a column, counted from 1.
func (f *frequencyFrame) at(name string) int { return 1 + slices.Index(frequencyOrder, name) }

// area is the range of the rows of some columns.
func (f *frequencyFrame) area(from, to string, last int) string {
	return block{}.cell(f.at(from), f.head+1) + ":" + block{}.cell(f.at(to), last)
}

// finish adds everything but the rows.
func (f *frequencyFrame) finish(last int) error {
	w, columns := f.w, len(f.columns)
	f.put(1, 1, 1, w.t("frequencies_title"), w.heading(14))
	f.height(1, 24)
	f.put(2, 1, 1, w.t("frequencies_remark"), w.aside())
	f.height(2, 15)
	for i, c := range f.columns {
		f.put(f.head, i+1, i+1, c.name, w.columnHeading(analysis))
		f.do(func() error {
			letter, err := excelize.ColumnNumberToName(i + 1)
			if err != nil {
				return err
			}
			return w.f.SetColWidth(f.sheet, letter, letter, c.width)
		})
	}
	f.height(f.head, headingHeight(f.columns))
	f.do(
		func() error {
			return w.setUp(f.sheet, layout{
				kind: analysis, titleRows: f.head, dimension: "A1:" + block{}.cell(columns, last),
				printed: "A1:" + block{}.cell(frequencyPrinted, last), part: w.l("printed_part", frequencyPrinted, columns),
			})
		},
		func() error {
			return w.f.SetPanes(f.sheet, &excelize.Panes{Freeze: true, YSplit: f.head, TopLeftCell: block{}.cell(1, f.head+1), ActivePane: "bottomLeft"})
		},
		func() error { return f.bars(last) },
		func() error { return f.groups(last) },
		func() error {
			return w.f.AddTable(f.sheet, &excelize.Table{
				Range: block{}.cell(1, f.head) + ":" + block{}.cell(columns, last), Name: w.tables.take("tblHaeufigkeiten", maxColumnName), StyleName: tableStyle, ShowRowStripes: new(bool),
			})
		},
	)
	return f.err
}

// groups draws a line above each question and makes faint what repeats below
// it. The rules compare rows, so they hold after sorting and filtering.
func (f *frequencyFrame) groups(last int) error {
	variable, before := block{}.cell(f.at("variable"), f.head+1), block{}.cell(f.at("variable"), f.head)
	start := f.w.groupStart("$" + variable + "<>$" + before)
	rest := f.w.groupRest("$" + variable + "=$" + before)
	// LibreOffice applies one rule to a cell, so the ranges do not overlap.
	if err := f.w.f.SetConditionalFormat(f.sheet, f.area("fragensatz", "frage", last)+" "+f.area("typ", "variable", last), []excelize.ConditionalFormatOptions{start, rest}); err != nil {
		return err
	}
	return f.w.f.SetConditionalFormat(f.sheet, f.area("antwort", "letzter_tag", last)+" "+f.area("code", "code", last), []excelize.ConditionalFormatOptions{start, f.w.hairlines()})
}

// bars shows the shares as bars behind their numbers.
func (f *frequencyFrame) bars(last int) error {
	for _, bar := range []struct{ column, color string }{{"anteil_alle", "D6DCE5"}, {"anteil_gueltige", "9DC3E6"}} {
		if err := f.w.f.SetConditionalFormat(f.sheet, f.area(bar.column, bar.column, last), []excelize.ConditionalFormatOptions{{
			Type: "data_bar", Criteria: "=", MinType: "num", MinValue: "0", MaxType: "num", MaxValue: "1", BarColor: bar.color, BarSolid: true,
		}}); err != nil {
			return err
		}
	}
	return nil
}
