package export

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"bestand.example/itbestand/export/update"
)

// missingBook has the table of those who are to be reminded, which stands below
// others on its sheet.
func missingBook(t *testing.T, units ...int) *written {
	t.Helper()
	set, sets := small(t)
	b := book(sets, answers(t, set, 0))
	f := smallFieldwork(set)
	f.Units, f.Sets[0].Standings = nil, map[string]Standing{}
	for _, n := range units {
		f.Units = append(f.Units, unit(n))
		f.Sets[0].Standings[unit(n).Key] = Standing{State: StateNotInvited, Missing: true}
		f.Sets[0].Rates = append(f.Sets[0].Rates, Rate{By: ByDistrict, Key: unit(n).Key, Name: unit(n).District, Units: 1})
	}
	b.Fieldwork = f
	return writeBook(t, b)
}

// Whoever notes beside a table of several on a sheet whom she has called finds it
// at the same administration again, though the sheet is made anew and the table
// stands further down.
func TestColumnsBesideStackedTablesGoAlong(t *testing.T) {
	a := &analyst{written: missingBook(t, 1, 2, 3), changes: map[string]func([]byte) []byte{}}
	was := a.placed("tblFehlende")
	key := was.column("Schlüssel")
	if key == 0 {
		t.Fatalf("the columns are %v", was.columns)
	}
	a.own("tblFehlende", "Angerufen", func(row int) any { return "am Montag: " + a.cell(was.sheet, cellName(key, row)) })
	a.own("tblFehlende", "Länge", func(row int) any { return formulaText("LEN(" + cellName(key, row) + ")") })
	a.own("tblFehlende", "Doppelt", func(row int) any { return formulaText("tblFehlende[[#This Row],[Schlüssel]]&\"!\"") })
	style, err := a.f.NewStyle(&excelize.Style{Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"FFEE00"}}})
	a.do(err)
	a.do(a.f.SetCellStyle(was.sheet, cellName(was.right+1, was.top+2), cellName(was.right+1, was.top+2), style))
	_, err = a.f.NewSheet("Eigenes")
	a.do(err)
	letter, err := excelize.ColumnNumberToName(was.right + 1)
	a.do(err)
	a.do(a.f.SetCellFormula("Eigenes", "A1", "'"+was.sheet+"'!"+letter+"50000&COUNTA(tblFehlende[Angerufen])"))
	a.do(a.f.SetCellFormula("Eigenes", "A2", "'"+was.sheet+"'!"+cellName(was.right+1, was.top+3)))
	old := a.save()
	w, report := updated(t, old, missingBook(t, 5, 3, 6, 2, 7))
	is := w.placed("tblFehlende")
	if is.top == was.top {
		t.Fatal("the table has not moved")
	}
	if !slices.Equal(is.columns[len(is.columns)-3:], []string{"Angerufen", "Länge", "Doppelt"}) {
		t.Fatalf("the columns are %v", is.columns)
	}
	for i, n := range []int{5, 3, 6, 2, 7} {
		row := is.top + 1 + i
		if got := w.cell(is.sheet, cellName(key, row)); got != unit(n).Key {
			t.Fatalf("row %d is %s", row, got)
		}
		want := ""
		if n <= 3 {
			want = "am Montag: " + unit(n).Key
		}
		if got := w.cell(is.sheet, cellName(is.column("Angerufen"), row)); got != want {
			t.Errorf("at unit %d stands %q, want %q", n, got, want)
		}
		if got := w.formula(is.sheet, cellName(is.column("Länge"), row)); got != "LEN("+cellName(key, row)+")" {
			t.Errorf("at unit %d is computed %q", n, got)
		}
		if got := w.formula(is.sheet, cellName(is.column("Doppelt"), row)); got != `tblFehlende[[#This Row],[Schlüssel]]&"!"` {
			t.Errorf("at unit %d is computed %q", n, got)
		}
	}
	if got := w.formula("Eigenes", "A2"); got != "'"+was.sheet+"'!"+cellName(is.column("Angerufen"), is.top+2) {
		t.Errorf("what looked at unit 3 looks at %s", got)
	}
	if report.Orphans != 1 || w.cell(report.OrphanSheet, "D2") != "am Montag: "+unit(1).Key {
		t.Errorf("%+v", report)
	}
	kept, err := w.f.GetCellStyle(is.sheet, cellName(is.column("Angerufen"), is.top+4)) // unit 2
	a.do(err)
	look, err := w.f.GetStyle(kept)
	if err != nil || len(look.Fill.Color) != 1 || !strings.HasSuffix(look.Fill.Color[0], "FFEE00") {
		t.Errorf("the colour is gone: %+v (%v)", look, err)
	}
	again, second := updated(t, w.path, missingBook(t, 5, 3, 6, 2, 7))
	for _, c := range second.Tables {
		if c.Table == "tblFehlende" && (c.Added+c.Removed+c.Changed != 0 || len(c.Own) != 3) {
			t.Errorf("%+v", c)
		}
	}
	if got := again.cell(is.sheet, cellName(is.column("Angerufen"), is.top+2)); got != "am Montag: "+unit(3).Key {
		t.Errorf("a second time, at unit 3 stands %q", got)
	}
}

// Where a chart covers the cells, and where more hangs on them than can be
// carried, the column is named.
func TestColumnsWithoutRoomBesideStackedTablesAreRefused(t *testing.T) {
	for name, edit := range map[string]func(a *analyst, p placed, letter string){
		"a format by a rule": func(a *analyst, p placed, letter string) {
			style, err := a.f.NewConditionalStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
			a.do(err)
			a.do(a.f.SetConditionalFormat(p.sheet, cellName(p.right+1, p.top+1)+":"+cellName(p.right+1, p.bottom), []excelize.ConditionalFormatOptions{{Type: "formula", Criteria: letter + "3=1", Format: &style}}))
		},
		"a link": func(a *analyst, p placed, letter string) {
			a.do(a.f.SetCellHyperLink(p.sheet, cellName(p.right+1, p.top+1), "Daten_KL!A1", "Location"))
		},
	} {
		t.Run(name, func(t *testing.T) {
			a := &analyst{written: missingBook(t, 1, 2, 3)}
			p := a.placed("tblFehlende")
			letter := a.own("tblFehlende", "Angerufen", func(int) any { return 1 })
			edit(a, p, letter)
			_, err := tryUpdate(a.save(), missingBook(t, 3, 2).path, t.TempDir()+"/neu.xlsx")
			var refused *update.Error
			if !errors.As(err, &refused) || !slices.ContainsFunc(refused.Refusals, func(r update.Refusal) bool {
				return r.Code == update.ForeignColumn && slices.Equal(r.Args, []string{"tblFehlende", p.sheet, "Angerufen"})
			}) {
				t.Errorf("%v", err)
			}
		})
	}
}

// renameInventory makes a table one of an earlier export with another name.
func (a *analyst) renameInventory(from, to string) {
	a.t.Helper()
	for i, r := range a.raw(sheetInventory) {
		if len(r) == 3 && r[1] == from {
			a.set(sheetInventory, cellName(2, i+1), to)
		}
	}
}

// A table of a sheet with several that the new answers do not fill any more goes
// with the old sheet. It is refused where a formula names it, because Excel
// repairs such a workbook, and where it has a column of the analyst's.
func TestATableThatIsGoneGoesUnlessItIsNeeded(t *testing.T) {
	for name, edit := range map[string]func(a *analyst){
		"nobody needs it": func(*analyst) {},
		"a formula names it": func(a *analyst) {
			_, err := a.f.NewSheet("Eigenes")
			a.do(err)
			a.do(a.f.SetCellFormula("Eigenes", "A1", "ROWS(tblFrueher)"))
		},
		"it has a column": func(a *analyst) { a.own("tblRuecklaufWochen", "Eigenes", func(int) any { return 1 }) },
	} {
		t.Run(name, func(t *testing.T) {
			a := &analyst{written: fieldworkBook(t), changes: map[string]func([]byte) []byte{}}
			part, _ := a.table("tblRuecklaufWochen")
			edit(a)
			a.renameInventory("tblRuecklaufWochen", "tblFrueher")
			a.changes[part] = func(data []byte) []byte {
				return bytes.ReplaceAll(data, []byte("tblRuecklaufWochen"), []byte("tblFrueher"))
			}
			old, fresh := a.save(), missingBook(t, 1, 3, 4)
			if name == "nobody needs it" {
				w, report := updated(t, old, fresh)
				if !slices.Equal(report.Dropped, []string{"tblFrueher"}) {
					t.Errorf("%+v", report)
				}
				asFresh(t, w, fresh)
				return
			}
			_, err := tryUpdate(old, fresh.path, t.TempDir()+"/neu.xlsx")
			var refused *update.Error
			if !errors.As(err, &refused) || refused.Refusals[0].Code != update.TableOver || refused.Refusals[0].Args[0] != "tblFrueher" {
				t.Errorf("%v", err)
			}
		})
	}
}
