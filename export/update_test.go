package export

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"bestand.example/itbestand/export/update"
	"bestand.example/itbestand/survey"
)

// analyst is the workbook of an analyst in the making: one that the export
// wrote, with her own work in it.
type analyst struct {
	*written
	changes map[string]func([]byte) []byte
}

func (a *analyst) do(err error) {
	a.t.Helper()
	if err != nil {
		a.t.Fatal(err)
	}
}

// save writes her workbook to a path of its own.
func (a *analyst) save() string {
	a.t.Helper()
	path := filepath.Join(a.t.TempDir(), "Auswertung Ministerium.xlsx")
	a.do(a.f.SaveAs(path))
	if len(a.changes) == 0 {
		return path
	}
	return a.changed(path)
}

// set writes a cell of her own.
func (a *analyst) set(sheet, cell string, value any) {
	a.t.Helper()
	a.do(a.f.SetCellValue(sheet, cell, value))
}

// own appends a column to a table, as Excel does: the table's number stays. In
// each row stands what value gives for the row's number on the sheet.
func (a *analyst) own(table, column string, value func(row int) any) (letter string) {
	a.t.Helper()
	part, content := a.table(table)
	var t struct {
		Ref     string `xml:"ref,attr"`
		Columns []struct {
			ID int `xml:"id,attr"`
		} `xml:"tableColumns>tableColumn"`
	}
	a.do(xml.Unmarshal(content, &t))
	first, last, _ := strings.Cut(t.Ref, ":")
	right, bottom, err := excelize.CellNameToCoordinates(last)
	a.do(err)
	_, top, err := excelize.CellNameToCoordinates(first)
	a.do(err)
	letter, err = excelize.ColumnNumberToName(right + 1)
	a.do(err)
	ref := first + ":" + letter + strconv.Itoa(bottom)
	content = bytes.ReplaceAll(content, []byte(`ref="`+t.Ref+`"`), []byte(`ref="`+ref+`"`))
	content = bytes.Replace(content, []byte(`</tableColumns>`), fmt.Appendf(nil, `<tableColumn id="%d" name="%s"/></tableColumns>`, 100+right, column), 1)
	content = bytes.Replace(content, fmt.Appendf(nil, `count="%d"`, len(t.Columns)), fmt.Appendf(nil, `count="%d"`, len(t.Columns)+1), 1)
	a.f.Pkg.Store(part, content)
	sheet := a.sheetOf(table)
	a.set(sheet, letter+strconv.Itoa(top), column)
	for row := top + 1; row <= bottom; row++ {
		cell := letter + strconv.Itoa(row)
		switch v := value(row).(type) {
		case nil:
		case formulaText:
			a.do(a.f.SetCellFormula(sheet, cell, string(v)))
		default:
			a.set(sheet, cell, v)
		}
	}
	return letter
}

type formulaText string

// table is the part of a table.
func (a *analyst) table(name string) (part string, content []byte) {
	a.f.Pkg.Range(func(k, v any) bool {
		if strings.HasPrefix(k.(string), "xl/tables/") && bytes.Contains(v.([]byte), []byte(`displayName="`+name+`"`)) {
			part, content = k.(string), bytes.Clone(v.([]byte))
		}
		return part == ""
	})
	if part == "" {
		a.t.Fatalf("no table %s", name)
	}
	return part, content
}

func (a *analyst) sheetOf(table string) string {
	for _, sheet := range a.f.GetSheetList() {
		tables, err := a.f.GetTables(sheet)
		a.do(err)
		if slices.ContainsFunc(tables, func(t excelize.Table) bool { return t.Name == table }) {
			return sheet
		}
	}
	a.t.Fatalf("no sheet with %s", table)
	return ""
}

// column is the letter of a column on a sheet, by the header in row 2.
func (w *written) column(sheet, name string) string {
	w.t.Helper()
	rows, err := w.f.GetRows(sheet)
	if err != nil {
		w.t.Fatal(err)
	}
	for i, head := range rows[1] {
		if head == name {
			letter, err := excelize.ColumnNumberToName(i + 1)
			if err != nil {
				w.t.Fatal(err)
			}
			return letter
		}
	}
	w.t.Fatalf("%s has no column %s", sheet, name)
	return ""
}

func (w *written) cell(sheet, cell string) string {
	w.t.Helper()
	text, err := w.f.GetCellValue(sheet, cell, excelize.Options{RawCellValue: true})
	if err != nil {
		w.t.Fatal(err)
	}
	return text
}

func (w *written) formula(sheet, cell string) string {
	w.t.Helper()
	text, err := w.f.GetCellFormula(sheet, cell)
	if err != nil {
		w.t.Fatal(err)
	}
	return text
}

// updated brings a workbook up to date and opens the new one, which goes
// through the same checks as any workbook of the export.
func updated(t testing.TB, old string, fresh *written) (*written, update.Report) {
	t.Helper()
	before, err := os.ReadFile(old)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "neu.xlsx")
	report, err := tryUpdate(old, fresh.path, path)
	if err != nil {
		t.Fatal(err)
	}
	after, err := os.ReadFile(old)
	if err != nil || !bytes.Equal(before, after) {
		t.Fatalf("the analyst's own file has changed (%v)", err)
	}
	checkUpdated(t, path)
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return &written{t: t, path: path, f: f}, report
}

func tryUpdate(old, fresh, path string) (update.Report, error) {
	u, err := update.Begin(old, fresh, update.Options{Date: "2026-11-23", Heads: [4]string{"Tabelle", "Zeile", "Spalte", "Wert"}})
	if err != nil {
		return update.Report{}, err
	}
	defer u.Close()
	err = Replace(path, u.Write)
	return u.Report, err
}

// crowd answers for units in an order that differs from one to the next.
func crowd(t testing.TB, set *survey.Questionnaire, units ...int) []*survey.Response {
	var all []*survey.Response
	for _, n := range units {
		all = append(all, answers(t, set, n, "ganz", strconv.Itoa(10*n), "schalter", "ja", "ger_art#1", "rot"))
	}
	return all
}

// worked is an analyst's workbook on ten units: an own sheet with formulas, a
// chart and a pivot table, a computed column and one that is filled by hand.
func worked(t testing.TB) *analyst {
	set, sets := small(t)
	a := &analyst{written: writeBook(t, book(sets, crowd(t, set, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9)...))}
	number := a.column("Daten_KL", "ganz")
	key := a.column("Daten_KL", "schluessel")
	a.own("tblDaten_KL", "Zweifach", func(row int) any { return formulaText("tblDaten_KL[[#This Row],[ganz]]*2") })
	a.own("tblDaten_KL", "Je Zeile", func(row int) any { return formulaText(fmt.Sprintf("%s%d+1", number, row)) })
	a.own("tblDaten_KL", "Bemerkung", func(row int) any { return "Notiz zu " + a.cell("Daten_KL", key+strconv.Itoa(row)) })
	_, err := a.f.NewSheet("Auswertung")
	a.do(err)
	a.do(a.f.SetCellFormula("Auswertung", "A1", "SUM(tblDaten_KL[ganz])"))
	a.do(a.f.SetCellFormula("Auswertung", "A2", fmt.Sprintf("SUM(Daten_KL!%s3:%s12)", number, number)))
	a.do(a.f.SetCellFormula("Auswertung", "A3", fmt.Sprintf("Daten_KL!%s8*1", number))) // of unit 5
	a.do(a.f.SetCellFormula("Auswertung", "A4", fmt.Sprintf("SUM(Daten_KL!$%s:$%s)", number, number)))
	a.set("Auswertung", "B1", "Meine Auswertung")
	a.do(a.f.AddChart("Auswertung", "D2", &excelize.Chart{Type: excelize.Col, Title: excelize.ChartTitle{}, Series: []excelize.ChartSeries{{
		Name: "Daten_KL!$" + number + "$2", Categories: "Daten_KL!$" + key + "$3:$" + key + "$12", Values: "Daten_KL!$" + number + "$3:$" + number + "$12",
	}}}))
	_, err = a.f.NewSheet("Pivot")
	a.do(err)
	a.do(a.f.AddPivotTable(&excelize.PivotTableOptions{
		DataRange: "tblDaten_KL", PivotTableRange: "Pivot!A3:B20", Rows: []excelize.PivotTableField{{Data: "typ"}},
		Data: []excelize.PivotTableField{{Data: "ganz", Subtotal: "Sum"}}, RowGrandTotals: true, ColGrandTotals: true,
	}))
	a.do(a.f.SetDefinedName(&excelize.DefinedName{Name: "MeineZahlen", RefersTo: "Daten_KL!$" + number + "$3:$" + number + "$12"}))
	return a
}

func TestAnAnalystsWorkSurvivesMoreAndFewerUnits(t *testing.T) {
	set, sets := small(t)
	a := worked(t)
	number, key := a.column("Daten_KL", "ganz"), a.column("Daten_KL", "schluessel")
	old := a.save()
	for name, units := range map[string][]int{
		"more":  {12, 11, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 10, 13, 14},
		"fewer": {5, 3, 9, 1},
	} {
		t.Run(name, func(t *testing.T) {
			fresh := writeBook(t, book(sets, crowd(t, set, units...)...))
			w, report := updated(t, old, fresh)
			last := strconv.Itoa(2 + len(units))
			for i, n := range units {
				row := strconv.Itoa(3 + i)
				if got, want := w.cell("Daten_KL", key+row), unit(n).Key; got != want {
					t.Fatalf("row %s is %s, want %s", row, got, want)
				}
				if got, want := w.cell("Daten_KL", number+row), strconv.Itoa(10*n); got != want {
					t.Errorf("row %s holds %s, want %s", row, got, want)
				}
				want := "Notiz zu " + unit(n).Key
				if n > 9 {
					want = "" // nobody has written one
				}
				if got := w.cell("Daten_KL", w.column("Daten_KL", "Bemerkung")+row); got != want {
					t.Errorf("unit %d has the note %q", n, got)
				}
				if got := w.formula("Daten_KL", w.column("Daten_KL", "Zweifach")+row); got != "tblDaten_KL[[#This Row],[ganz]]*2" {
					t.Errorf("unit %d has the formula %q", n, got)
				}
				if got := w.formula("Daten_KL", w.column("Daten_KL", "Je Zeile")+row); got != number+row+"+1" {
					t.Errorf("unit %d has the formula %q", n, got)
				}
			}
			if got := w.cell("Daten_KL", key+strconv.Itoa(3+len(units))); got != "" {
				t.Errorf("below the table stands %q", got)
			}
			at := strconv.Itoa(3 + slices.Index(units, 5))
			for cell, want := range map[string]string{
				"A1": "SUM(tblDaten_KL[ganz])", "A2": "SUM(Daten_KL!" + number + "3:" + number + last + ")", "A3": "Daten_KL!" + number + at + "*1",
				"A4": "SUM(Daten_KL!$" + number + ":$" + number + ")",
			} {
				if got := strings.ReplaceAll(w.formula("Auswertung", cell), "'", ""); got != want {
					t.Errorf("%s is %q, want %q", cell, got, want)
				}
			}
			if w.cell("Auswertung", "B1") != "Meine Auswertung" {
				t.Error("her own text is gone")
			}
			ours := "$" + number + "$3:$" + number + "$" + last
			if got := w.partsWith(ours); !slices.ContainsFunc(got, func(p string) bool { return strings.HasPrefix(p, "xl/charts/") }) || !slices.Contains(got, "xl/workbook.xml") {
				t.Errorf("the chart and the name do not go to %s: %v", ours, got)
			}
			if got := w.partsWith(`refreshOnLoad="1"`); len(got) != 1 {
				t.Errorf("the pivot table is not gathered anew: %v", got)
			}
			change := report.Tables[slices.IndexFunc(report.Tables, func(c update.Change) bool { return c.Table == "tblDaten_KL" })]
			if change.Rows != len(units) || change.Changed != 0 || !slices.Equal(change.Own, []string{"Zweifach", "Je Zeile", "Bemerkung"}) {
				t.Errorf("the report is %+v", change)
			}
			if name == "fewer" {
				if change.Removed != 6 || report.Orphans != 6 || report.OrphanSheet != "_verwaist_2026-11-23" {
					t.Errorf("the report is %+v", report)
				}
				if got := w.cell(report.OrphanSheet, "D2"); got != "Notiz zu "+unit(0).Key {
					t.Errorf("the first value without a row is %q", got)
				}
			} else if change.Added != 5 || report.Orphans != 0 {
				t.Errorf("the report is %+v", report)
			}
		})
	}
}

// Whoever opens the workbook has it computed anew: LibreOffice does, and its
// figures are those of the new answers.
func TestLibreOfficeComputesAnUpdatedWorkbookAnew(t *testing.T) {
	set, sets := small(t)
	w, _ := updated(t, worked(t).save(), writeBook(t, book(sets, crowd(t, set, 5, 3, 9, 1, 20)...)))
	again := &written{t: t, f: recalculate(t, w.path)[w.path]}
	for cell, want := range map[string]string{"A1": "380", "A2": "380", "A3": "50", "A4": "380"} {
		if got := again.cell("Auswertung", cell); got != want {
			t.Errorf("%s is %s, want %s", cell, got, want)
		}
	}
	column := again.column("Daten_KL", "Zweifach")
	for i, want := range []string{"100", "60", "180", "20", "400"} {
		if got := again.cell("Daten_KL", column+strconv.Itoa(3+i)); got != want {
			t.Errorf("row %d computes %s, want %s", 3+i, got, want)
		}
	}
}

// Programs write a text of no characters where a cell was emptied, and the export
// does where it has nothing to say: nobody has written anything there.
func TestAnEmptyTextIsNoWorkOfTheAnalysts(t *testing.T) {
	set, sets := small(t)
	a := &analyst{written: writeBook(t, book(sets, crowd(t, set, 0, 1)...))}
	a.set("Lesehilfe", "Z99", "")
	a.set("Daten_KL", "B6", "")
	w, _ := updated(t, a.save(), writeBook(t, book(sets, crowd(t, set, 0, 1, 2, 3, 4)...)))
	if got := w.cell("Daten_KL", w.column("Daten_KL", "ganz")+"7"); got != "40" {
		t.Errorf("the last row holds %q", got)
	}
}

// Updating with the same answers changes no cell, and updating again changes no
// byte.
func TestTheSameAnswersChangeNothing(t *testing.T) {
	set, sets := small(t)
	b := book(sets, crowd(t, set, 0, 1, 2)...)
	b.Notes = []Note{{Kind: NoteMerge, Severity: Warning, Text: "Etwas ist unklar."}}
	a := &analyst{written: writeBook(t, b)}
	todo := a.column(sheetNotes, "bearbeitung") + "3"
	a.set(sheetNotes, todo, "geklärt")
	old := a.save()
	fresh := writeBook(t, b)
	once, report := updated(t, old, fresh)
	for _, c := range report.Tables {
		if c.Added+c.Removed+c.Changed != 0 || c.New {
			t.Errorf("%+v", c)
		}
	}
	if got := once.cell(sheetNotes, todo); got != "geklärt" {
		t.Errorf("what became of the note is %q", got)
	}
	for _, sheet := range a.f.GetSheetList() {
		was, err1 := a.f.GetRows(sheet)
		is, err2 := once.f.GetRows(sheet)
		if err1 != nil || err2 != nil || !slices.EqualFunc(was, is, slices.Equal[[]string]) {
			t.Errorf("%s has changed (%v, %v)", sheet, err1, err2)
		}
	}
	twice, _ := updated(t, once.path, fresh)
	first, second := readParts(t, once.path), readParts(t, twice.path)
	for name := range second {
		if !bytes.Equal(first[name], second[name]) {
			t.Errorf("%s changes with each update", name)
		}
	}
}
