package export

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
)

// followed holds that the analyst's work of worked has gone to the right rows.
func followed(t *testing.T, w *written, units ...int) {
	t.Helper()
	number, key, note := w.column("Daten_KL", "ganz"), w.column("Daten_KL", "schluessel"), w.column("Daten_KL", "Bemerkung")
	double := w.column("Daten_KL", "Zweifach")
	for i, n := range units {
		row := strconv.Itoa(3 + i)
		want := "Notiz zu " + unit(n).Key
		if n > 9 {
			want = ""
		}
		if w.cell("Daten_KL", key+row) != unit(n).Key || w.cell("Daten_KL", number+row) != strconv.Itoa(10*n) || w.cell("Daten_KL", note+row) != want {
			t.Errorf("row %s holds %q, %q and %q", row, w.cell("Daten_KL", key+row), w.cell("Daten_KL", number+row), w.cell("Daten_KL", note+row))
		}
		if w.formula("Daten_KL", double+row) == "" {
			t.Errorf("row %s has no formula", row)
		}
	}
}

// Whoever has no Excel works in LibreOffice: it writes another kind of file, and
// the update follows all the same.
func TestAWorkbookThatLibreOfficeSavedIsBroughtUpToDate(t *testing.T) {
	set, sets := small(t)
	old := filepath.Join(convert(t, "xlsx", worked(t).save()), "0.xlsx")
	w, report := updated(t, old, writeBook(t, book(sets, crowd(t, set, 5, 3, 9, 1, 20)...)))
	followed(t, w, 5, 3, 9, 1, 20)
	if report.Orphans != 6 {
		t.Errorf("%+v", report)
	}
	again := &written{t: t, f: recalculate(t, w.path)[w.path]}
	for cell, want := range map[string]string{"A1": "380", "A2": "380", "A3": "50", "A4": "380"} {
		if got := again.cell("Auswertung", cell); got != want {
			t.Errorf("%s is %s, want %s", cell, got, want)
		}
	}
	if got := w.partsWith("$" + w.column("Daten_KL", "ganz") + "$3:$" + w.column("Daten_KL", "ganz") + "$7"); len(got) < 2 {
		t.Errorf("the chart and the name do not reach to the new end: %v", got)
	}
}

// Programs in Python save with openpyxl, which drops the properties of the file
// and most of what it does not know. Charts of the export it gives other names:
// they must be deleted before, as the refusal says.
func TestAWorkbookThatOpenpyxlSavedIsBroughtUpToDate(t *testing.T) {
	set, sets := small(t)
	a := worked(t)
	a.own("tblDaten_KL", "Nur hier", func(int) any { return 7 })
	path := a.save()
	to := filepath.Join(t.TempDir(), "py.xlsx")
	python := "python3"
	if _, err := os.Stat("/usr/bin/python3"); err == nil {
		python = "/usr/bin/python3" // where a distribution puts its packages
	}
	script := "import sys, openpyxl\nw = openpyxl.load_workbook(sys.argv[1])\nfor s in w:\n  if s.title != 'Auswertung': s._charts = []\nw.save(sys.argv[2])\n"
	if out, err := exec.Command(python, "-c", "import openpyxl").CombinedOutput(); err != nil {
		t.Skipf("openpyxl is not installed: %s", out)
	}
	if out, err := exec.Command(python, "-W", "ignore", "-c", script, path, to).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	w, _ := updated(t, to, writeBook(t, book(sets, crowd(t, set, 5, 3, 9, 1, 20)...)))
	followed(t, w, 5, 3, 9, 1, 20)
}
