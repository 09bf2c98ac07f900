package export

import (
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/i18n"
)

// chartOf makes the chart of a table and reads back the figures that it shows.
func chartOf(t *testing.T, table Table) (c *chart, figures [][]string) {
	t.Helper()
	space, err := newWorkspace()
	if err != nil {
		t.Fatal(err)
	}
	defer space.remove()
	w := newWorkbook(&Book{Evaluation: &Evaluation{Evaluation: &survey.Evaluation{}, Tables: []Table{table}}}, i18n.In("de"), limits{rows: excelize.TotalRows, cell: maxCell}, space)
	defer w.f.Close()
	if err := w.addSheet(sheetChartData); err != nil {
		t.Fatal(err)
	}
	all, err := w.tableCharts(w.book.Evaluation)
	if err != nil {
		t.Fatal(err)
	}
	if len(all) == 0 {
		return nil, nil
	}
	figures, err = w.f.GetRows(sheetChartData)
	if err != nil {
		t.Fatal(err)
	}
	return &all[0].chart, figures
}

func codes(n int) (all []Label) {
	for i := range n {
		code := fmt.Sprintf("c%d", i)
		all = append(all, Label{code, survey.German(code)})
	}
	return all
}

func figureLines(figures [][]string) string {
	var all []string
	for _, row := range figures {
		all = append(all, strings.Join(row, " "))
	}
	return strings.Join(all, "\n")
}

// A ranking shows as many bars as there is room for, and says how many it has.
// What is hidden or unknown is no bar.
func TestChartOfARanking(t *testing.T) {
	table := Table{
		Table: &survey.Table{
			Title: survey.German("Produkte"), Kind: survey.TableRanking, ForEach: survey.UnitsName, Chart: survey.ChartBars, Rows: &survey.Axis{Name: "kreis", Kind: survey.AxisDistrict},
			Values: []survey.TableColumn{{Label: survey.German("Zahl"), Value: &survey.Expression{Source: "len(units)"}}},
		},
		Rows: codes(16), Totals: TableTotals{All: TableCell{N: 40}},
	}
	for i := range table.Rows {
		table.Cells = append(table.Cells, []TableCell{{N: 1, Hidden: i == 0, Values: []Datum{{Known: i != 15, Number: float64(100 - i)}}}})
	}
	c, figures := chartOf(t, table)
	if want := "Produkte: Zahl (n = 40 Verwaltungen; die ersten 12 von 14)"; c == nil || c.title != want {
		t.Fatalf("chart %+v", c)
	}
	if len(figures) != 13 || figureLines(figures[1:2]) != "c1 99" || figureLines(figures[12:]) != "c12 88" {
		t.Errorf("figures\n%s", figureLines(figures))
	}
	table.Rows[1].Code = survey.OtherCode
	c, figures = chartOf(t, table)
	if want := "Produkte: Zahl (n = 40 Verwaltungen; die ersten 12 von 14, ohne „anderes“)"; c == nil || c.title != want {
		t.Fatalf("chart %+v", c)
	}
	if len(figures) != 13 || figureLines(figures[1:2]) != "c2 98" || figureLines(figures[12:]) != "c13 87" {
		t.Errorf("what people name in words of their own leads the ranking\n%s", figureLines(figures))
	}
}

// Of more columns than there are colours the smallest are one, so that a row is
// as long as it is; a row of which a part is hidden has a gap there.
func TestChartOfACrosstab(t *testing.T) {
	table := Table{
		Table: &survey.Table{
			Title: survey.German("Stand"), Kind: survey.TableCrosstab, ForEach: survey.UnitsName, Chart: survey.ChartStacked,
			Rows: &survey.Axis{Name: "kreis", Kind: survey.AxisDistrict}, Columns: &survey.Axis{Name: "typ", Kind: survey.AxisType},
		},
		Rows: codes(2), Columns: codes(8), Totals: TableTotals{All: TableCell{N: 36}},
	}
	for i := range 2 {
		var row []TableCell
		n := 0
		for k := range 8 {
			row = append(row, TableCell{N: k + i, Hidden: i == 1 && k == 7})
			n += k + i
		}
		table.Cells = append(table.Cells, row)
		table.Totals.Rows = append(table.Totals.Rows, TableCell{N: n})
	}
	for k := range 8 {
		table.Totals.Columns = append(table.Totals.Columns, TableCell{N: 2*k + 1})
	}
	c, figures := chartOf(t, table)
	if c == nil || c.kind != excelize.BarStacked || len(c.series) != 7 {
		t.Fatalf("chart %+v", c)
	}
	want := "Kreis c2 c3 c4 c5 c6 c7 übrige\nc0 2 3 4 5 6 7 1\nc1 3 4 5 6 7  3"
	if got := figureLines(figures); got != want {
		t.Errorf("figures\n%s", got)
	}
}

// The best answer is the darkest, whatever its place in the list.
func TestShadesGoFromDarkToLight(t *testing.T) {
	for n := 1; n <= mostSeries; n++ {
		falling, climbing := shadesFor(n, false), shadesFor(n, true)
		seen := map[string]bool{}
		for i := range n {
			if falling[i] != climbing[n-1-i] || seen[falling[i].color] {
				t.Errorf("%d colours: %v, %v", n, falling, climbing)
			}
			seen[falling[i].color] = true
		}
		if n > 1 && (falling[0].color != navy || climbing[n-1].color != navy) {
			t.Errorf("%d colours: %v", n, falling)
		}
	}
}
