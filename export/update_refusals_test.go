package export

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"bestand.example/itbestand/export/update"
	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/i18n"
)

// What cannot be kept is refused by name, and nothing is written.
func TestWhatCannotBeKeptIsRefusedByName(t *testing.T) {
	set, sets := small(t)
	more, fewer := []int{3, 2, 1, 0, 4}, []int{2}
	for name, one := range map[string]struct {
		edit  func(a *analyst)
		units []int
		code  update.Code
		args  []string
	}{
		"a renamed heading": {func(a *analyst) { a.rename("tblDaten_KL", "ganz", "Anzahl") }, more, update.ColumnGone, []string{"tblDaten_KL", "Daten_KL", "ganz"}},
		"something below":   {func(a *analyst) { a.set("Daten_KL", "A7", "Summe") }, more, update.Occupied, []string{"tblDaten_KL", "Daten_KL", "A7"}},
		"rows that part": {func(a *analyst) {
			a.do(a.f.SetCellFormula("Eigenes", "A1", "SUM(Daten_KL!J3:J4)"))
		}, more, update.Scattered, []string{"Eigenes!A1", "'Daten_KL'!J3:J4", "tblDaten_KL"}},
		"a renamed sheet":                     {func(a *analyst) { a.do(a.f.SetSheetName("Lesehilfe", "Hilfe")) }, more, update.SheetGone, []string{"Lesehilfe"}},
		"a note on a sheet that is made anew": {func(a *analyst) { a.set("Lesehilfe", "Z99", "Meine Notiz") }, more, update.ForeignCell, []string{"Lesehilfe", "Z99"}},
		"a chart on a sheet that is made anew": {func(a *analyst) {
			a.do(a.f.AddChart("Übersicht", "B90", &excelize.Chart{Type: excelize.Col, Format: excelize.GraphicOptions{Name: "Mein Bild"}, Series: []excelize.ChartSeries{{Values: "Daten_KL!$J$3:$J$6"}}}))
		}, more, update.ForeignObject, []string{"Übersicht", "Mein Bild"}},
		"a comment that is not read": {func(a *analyst) {
			a.do(a.f.AddComment("Daten_KL", excelize.Comment{Cell: "B3", Author: "Eva", Text: "Rückfrage"}))
			a.changes["xl/drawings/vmlDrawing1.vml"] = func([]byte) []byte { return []byte("<xml><br></xml>") }
		}, more, update.Commented, []string{"Daten_KL", "B3", "tblDaten_KL"}},
		"a comment where new rows come": {func(a *analyst) {
			a.do(a.f.AddComment("Daten_KL", excelize.Comment{Cell: "B7", Author: "Eva", Text: "Rückfrage"}))
		}, more, update.Occupied, []string{"tblDaten_KL", "Daten_KL", "B7"}},
		"an array formula in an own column": {func(a *analyst) {
			letter := a.own("tblDaten_KL", "Matrix", func(int) any { return nil })
			kind, ref := excelize.STCellFormulaTypeArray, letter+"3:"+letter+"6"
			a.do(a.f.SetCellFormula("Daten_KL", letter+"3", "J3:J6*2", excelize.FormulaOpts{Type: &kind, Ref: &ref}))
		}, more, update.Spread, nil},
		"a format that goes along a table row by row": {func(a *analyst) {
			style, err := a.f.NewConditionalStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
			a.do(err)
			a.do(a.f.SetConditionalFormat("Eigenes", "A3:A6", []excelize.ConditionalFormatOptions{{Type: "formula", Criteria: "Daten_KL!J3>20", Format: &style}}))
		}, more, update.Scattered, nil},
		"a table made a range": {func(a *analyst) { a.do(a.f.DeleteTable("tblDaten_KL")) }, more, update.TableGone, []string{"tblDaten_KL", "Daten_KL"}},
		"merged cells":         {func(a *analyst) { a.do(a.f.MergeCell("Daten_KL", "B4", "B5")) }, fewer, update.Merged, []string{"tblDaten_KL", "Daten_KL", "B4:B5"}},
		"a column that the export has too": {func(a *analyst) {
			a.forget("tblDaten_KL", "ganz")
		}, more, update.ColumnTaken, []string{"tblDaten_KL", "Daten_KL", "ganz"}},
		"a file of another layout": {func(a *analyst) {
			a.do(a.f.SetCustomProps(excelize.CustomProperty{Name: "itbestand.layout", Value: "0"}))
		}, more, update.OtherLayout, nil},
		"a file that is not ours": {func(a *analyst) { a.do(a.f.DeleteSheet("_itbestand")) }, more, update.Foreign, nil},
	} {
		t.Run(name, func(t *testing.T) {
			a := &analyst{written: writeBook(t, book(sets, crowd(t, set, 0, 1, 2, 3)...)), changes: map[string]func([]byte) []byte{}}
			_, err := a.f.NewSheet("Eigenes")
			a.do(err)
			one.edit(a)
			old := a.save()
			path := filepath.Join(t.TempDir(), "neu.xlsx")
			_, err = tryUpdate(old, writeBook(t, book(sets, crowd(t, set, one.units...)...)).path, path)
			var refused *update.Error
			if !errors.As(err, &refused) {
				t.Fatalf("got %v", err)
			}
			if !slices.ContainsFunc(refused.Refusals, func(r update.Refusal) bool {
				return r.Code == one.code && (one.args == nil || slices.Equal(r.Args, one.args))
			}) {
				t.Errorf("refused for %+v", refused.Refusals)
			}
			for _, r := range refused.Refusals {
				if s := r.Say(i18n.In("de")) + r.Hint(i18n.In("de")); strings.Contains(s, "update.") || strings.Contains(s, "%!") {
					t.Errorf("%s: %s", r.Code, s)
				}
			}
			if left, err := os.ReadDir(filepath.Dir(path)); err != nil || len(left) > 0 {
				t.Errorf("left behind: %v %v", left, err)
			}
		})
	}
}

// rename gives a column of a table another heading, as typing over it does.
func (a *analyst) rename(table, from, to string) {
	a.t.Helper()
	part, content := a.table(table)
	a.f.Pkg.Store(part, bytes.Replace(content, []byte(`name="`+from+`"`), []byte(`name="`+to+`"`), 1))
	sheet := a.sheetOf(table)
	a.set(sheet, a.column(sheet, from)+"2", to)
}

// forget makes the workbook one of an export that did not have a column yet.
func (a *analyst) forget(table, column string) {
	a.t.Helper()
	rows, err := a.f.GetRows(sheetInventory)
	a.do(err)
	for i, r := range rows {
		if len(r) == 3 && r[1] == table && r[2] == column {
			a.set(sheetInventory, cellName(3, i+1), "etwas anderes")
			a.set(sheetInventory, cellName(2, i+1), "tblAnders")
		}
	}
}

// Whoever changes a yellow cell keeps what she typed, and the rest is new.
func TestChangedAssumptionsAreKept(t *testing.T) {
	tasks, _ := centreSets(t)
	first := writeBook(t, book(oneSet(tasks), project(t, tasks, 0, awkward...)))
	a := &analyst{written: first}
	sheet, span := a.place(sheetStaffing + nameSpan)
	a.set(sheet, span, 4)
	a.set(sheetStaffingTasks, "I5", 601)
	old := a.save()
	fresh := writeBook(t, book(oneSet(tasks), project(t, tasks, 0, replaced(awkward, "t_max#1", "990", "sk_quote_ausbau", "80")...)))
	w, report := updated(t, old, fresh)
	share, shareCell := w.place(sheetStaffing + nameShare + "ausbau")
	for at, want := range map[[2]string]string{
		{sheet, span}: "4", {sheetStaffingTasks, "I5"}: "601", {sheetStaffingTasks, "J5"}: "990", {share, shareCell}: "0.8",
	} {
		if got := w.cell(at[0], at[1]); got != want {
			t.Errorf("%v is %s, want %s", at, got, want)
		}
	}
	if report.Assumptions != 2 {
		t.Errorf("the report is %+v", report)
	}
}

// A foreign workbook may hold anything: it is refused or brought up to date,
// and what is written can be read.
func FuzzUpdate(f *testing.F) {
	set := smallSet(f)
	fresh := writeBook(f, book(oneSet(set), crowd(f, set, 2, 1, 4)...))
	before := writeBook(f, book(oneSet(set), crowd(f, set, 0, 1, 2)...)).path
	parts := readParts(f, before)
	for _, name := range []string{"xl/workbook.xml", "xl/worksheets/sheet5.xml", "xl/tables/table1.xml", "xl/styles.xml", "[Content_Types].xml", "xl/sharedStrings.xml"} {
		f.Add(name, parts[name])
	}
	f.Add("xl/worksheets/sheet5.xml", []byte(`<worksheet><sheetData><row r="9"><c r="A9"><f t="shared" si="1"/></c></row></sheetData></worksheet>`))
	f.Add("xl/workbook.xml", []byte(`<!DOCTYPE x [<!ENTITY a "b">]><workbook>&a;</workbook>`))
	f.Fuzz(func(t *testing.T, name string, content []byte) {
		if _, ok := parts[name]; !ok {
			t.Skip("the workbook has no such part")
		}
		old := rewritten(t, before, func(part string, data []byte) []byte {
			if part == name {
				return content
			}
			return data
		})
		path := filepath.Join(t.TempDir(), "neu.xlsx")
		if _, err := tryUpdate(old, fresh.path, path); err != nil {
			var refused *update.Error
			if !errors.As(err, &refused) {
				t.Fatalf("no refusal: %v", err)
			}
			return
		}
		if _, err := tryUpdate(path, fresh.path, filepath.Join(t.TempDir(), "wieder.xlsx")); err != nil {
			var refused *update.Error
			if !errors.As(err, &refused) {
				t.Fatalf("what was written cannot be read: %v", err)
			}
		}
	})
}

func oneSet(set *survey.Questionnaire) []*survey.Questionnaire { return []*survey.Questionnaire{set} }
