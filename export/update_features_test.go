package export

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// What else Excel offers goes to where its rows are: formulas that are written
// once for several cells, texts of several looks, lists to choose from, small
// charts in cells, charts that are a sheet, text boxes that show a cell. What
// belongs to the sheet stays as it was.
func TestWhatExcelOffersIsFollowed(t *testing.T) {
	set, sets := small(t)
	a := &analyst{written: writeBook(t, book(sets, crowd(t, set, 0, 1, 2, 3)...)), changes: map[string]func([]byte) []byte{}}
	number := a.column("Daten_KL", "ganz")
	shared := a.own("tblDaten_KL", "Geteilt", func(int) any { return formulaText("X") })
	rich := a.own("tblDaten_KL", "Bunt", func(int) any { return nil })
	chosen := a.own("tblDaten_KL", "Wahl", func(row int) any { return "Stufe " + strconv.Itoa(row) })
	sheet := a.sheetPart("Daten_KL")
	a.changes[sheet] = func(data []byte) []byte {
		cell := regexp.MustCompile(`<f>X</f>`)
		n := 0
		return cell.ReplaceAllFunc(data, func([]byte) []byte {
			if n++; n == 1 {
				return []byte(`<f t="shared" ref="` + shared + `3:` + shared + `6" si="0">` + number + `3+$` + number + `$4</f>`)
			}
			return []byte(`<f t="shared" si="0"/>`)
		})
	}
	a.do(a.f.SetCellRichText("Daten_KL", rich+"4", []excelize.RichTextRun{{Text: "rot", Font: &excelize.Font{Color: "FF0000"}}, {Text: " und fett", Font: &excelize.Font{Bold: true}}}))
	list := excelize.NewDataValidation(true)
	list.Sqref = chosen + "3:" + chosen + "6"
	list.SetSqrefDropList("$" + chosen + "$3:$" + chosen + "$6")
	a.do(a.f.AddDataValidation("Daten_KL", list))
	one := excelize.NewDataValidation(true)
	one.Sqref = number + "5"
	a.do(one.SetRange(number+"5", 99, excelize.DataValidationTypeWhole, excelize.DataValidationOperatorBetween))
	a.do(a.f.AddDataValidation("Daten_KL", one))
	a.do(a.f.AddSparkline("Daten_KL", &excelize.SparklineOptions{Location: []string{rich + "3", rich + "6"}, Range: []string{"Daten_KL!" + number + "3:" + number + "3", "Daten_KL!" + number + "6:" + number + "6"}}))
	_, err := a.f.NewSheet("Tafel")
	a.do(err)
	a.do(a.f.AddShape("Tafel", &excelize.Shape{Cell: "B2", Type: "rect", Paragraph: []excelize.RichTextRun{{Text: "?"}}}))
	a.do(a.f.AddChartSheet("Bild", &excelize.Chart{Type: excelize.Col, Series: []excelize.ChartSeries{{
		Name: "Daten_KL!$" + number + "$2", Categories: "Daten_KL!$A$3:$A$6", Values: "Daten_KL!$" + number + "$3:$" + number + "$6",
	}}}))
	a.do(a.f.ProtectSheet("Daten_KL", &excelize.SheetProtectionOptions{SelectLockedCells: true}))
	a.do(a.f.SetPanes("Daten_KL", &excelize.Panes{Freeze: true, XSplit: 3, YSplit: 2, TopLeftCell: "D3", ActivePane: "bottomRight"}))
	a.do(a.f.SetColOutlineLevel("Daten_KL", "H", 1))
	part, _ := a.table("tblDaten_KL")
	a.edit(part, "<tableColumns", `<sortState ref="A3:C6"><sortCondition ref="A3:A6"/></sortState><tableColumns`)
	path := a.save()
	shapes := partNamed(t, path, "prstGeom")
	a.edit(shapes, `textlink=""`, `textlink="Daten_KL!$`+number+`$5"`)
	old := a.changed(path)
	w, report := updated(t, old, writeBook(t, book(sets, crowd(t, set, 3, 7, 0, 2)...))) // unit 1 is gone
	for row, want := range map[string]string{"3": number + "3+#REF!", "5": number + "5+#REF!", "6": number + "6+#REF!"} {
		if got := w.formula("Daten_KL", shared+row); got != want {
			t.Errorf("row %s computes %q, want %q", row, got, want)
		}
	}
	if got := w.cell("Daten_KL", chosen+"6"); got != "Stufe 5" {
		t.Errorf("unit 2 has the level %q", got)
	}
	is := readParts(t, w.path)
	data := string(is[sheet])
	for what, want := range map[string]string{
		"the list":        `sqref="` + chosen + `3:` + chosen + `6"`,
		"its source":      `<formula1>$` + chosen + `$3:$` + chosen + `$6</formula1>`,
		"the check":       `sqref="` + number + `6"`,
		"what it reads":   `<formula1>` + number + `6</formula1>`,
		"the protection":  "<sheetProtection",
		"the frozen part": `state="frozen"`,
		"the grouping":    `outlineLevel="1"`,
		"one small chart": "<xm:sqref>" + rich + "5</xm:sqref>",
		"and the other":   "<xm:sqref>" + rich + "3</xm:sqref>",
		"its figures":     "<xm:f>'Daten_KL'!" + number + "5:" + number + "5</xm:f>",
	} {
		if !strings.Contains(data, want) {
			t.Errorf("%s: no %s in %s", what, want, data[strings.Index(data, "</sheetData>"):])
		}
	}
	if strings.Contains(string(is[part]), "sortState") {
		t.Error("the table says that it is sorted")
	}
	if got := string(is[shapes]); !strings.Contains(got, `textlink="&#39;Daten_KL&#39;!$`+number+`$6"`) && !strings.Contains(got, `textlink="'Daten_KL'!$`+number+`$6"`) {
		t.Errorf("the box shows %s", got)
	}
	if got := w.partsWith("$" + number + "$3:$" + number + "$6"); !slices.ContainsFunc(got, func(p string) bool { return strings.HasPrefix(p, "xl/charts/") }) {
		t.Errorf("the chart sheet shows something else: %v", got)
	}
	if report.Orphans != 2 || len(report.Broken) == 0 { // the level, and the text in two looks
		t.Errorf("%+v", report)
	}
	runs, err := w.f.GetCellRichText(report.OrphanSheet, "D2")
	a.do(err)
	if len(runs) != 2 || runs[1].Text != " und fett" {
		t.Errorf("the text in two looks is %+v", runs)
	}
}

// partNamed is the part in which something stands.
func partNamed(t *testing.T, path, text string) string {
	t.Helper()
	for name, data := range readParts(t, path) {
		if strings.HasPrefix(name, "xl/drawings/") && strings.Contains(string(data), text) {
			return name
		}
	}
	t.Fatalf("no part with %s", text)
	return ""
}
