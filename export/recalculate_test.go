package export

import (
	"archive/zip"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/xuri/excelize/v2"
)

// alwaysRecalculate makes LibreOffice compute the formulas of a workbook that it
// opens. As it comes it believes the values that stand beside them, and a
// comparison would compare them with themselves.
const alwaysRecalculate = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
`

// recalculate lets LibreOffice compute all formulas of workbooks afresh, and
// returns what it saves, by their paths. The test is skipped where LibreOffice is
// not installed.
func recalculate(t testing.TB, paths ...string) map[string]*excelize.File {
	t.Helper()
	dir := convert(t, "xlsx", paths...)
	files := map[string]*excelize.File{}
	for i, path := range paths {
		f, err := excelize.OpenFile(filepath.Join(dir, strconv.Itoa(i)+".xlsx"))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { f.Close() })
		files[path] = f
	}
	return files
}

// convert lets LibreOffice open workbooks and save them in another format, in the
// folder that it returns: 0, 1, and so on.
func convert(t testing.TB, format string, paths ...string) string {
	t.Helper()
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice (soffice) is not installed")
	}
	dir := t.TempDir()
	profile := filepath.Join(dir, "profile")
	if err := os.MkdirAll(filepath.Join(profile, "user"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(profile, "user", "registrymodifications.xcu"), []byte(alwaysRecalculate), 0o600); err != nil {
		t.Fatal(err)
	}
	args := []string{"-env:UserInstallation=file://" + filepath.ToSlash(profile), "--headless", "--convert-to", format, "--outdir", filepath.Join(dir, "neu")}
	for i, path := range paths { // under different names, because all go into one folder
		named := filepath.Join(dir, strconv.Itoa(i)+".xlsx")
		if err := os.Link(path, named); err != nil {
			t.Fatal(err)
		}
		args = append(args, named)
	}
	if out, err := exec.Command(office, args...).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return filepath.Join(dir, "neu")
}

// sameFigures compares the cells of a sheet that hold formulas with those of
// another workbook, and returns how many there are.
func (w *written) sameFigures(other *excelize.File, sheet string) (formulas int) {
	w.t.Helper()
	for y, row := range w.raw(sheet) {
		for x := range row {
			cell := cellName(x+1, y+1)
			formula, err := w.f.GetCellFormula(sheet, cell)
			if err != nil {
				w.t.Fatal(err)
			}
			if formula == "" {
				continue
			}
			formulas++
			mine, err1 := w.f.GetCellValue(sheet, cell, excelize.Options{RawCellValue: true})
			theirs, err2 := other.GetCellValue(sheet, cell, excelize.Options{RawCellValue: true})
			if err1 != nil || err2 != nil || !sameFigure(mine, theirs) {
				w.t.Errorf("%s!%s: %q here, %q there (%v, %v): %s", sheet, cell, mine, theirs, err1, err2, shorten(formula, 150))
			}
		}
	}
	return formulas
}

func sameFigure(a, b string) bool {
	x, err1 := strconv.ParseFloat(a, 64)
	y, err2 := strconv.ParseFloat(b, 64)
	if err1 != nil || err2 != nil {
		return a == b
	}
	return math.Abs(x-y) <= 1e-9*max(1, math.Abs(x))
}

// rewritten copies a workbook with its parts changed.
func rewritten(t testing.TB, path string, change func(part string, data []byte) []byte) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "geaendert.xlsx")
	file, err := os.Create(to)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	z := zip.NewWriter(file)
	for name, data := range readParts(t, path) {
		part, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write(change(name, data)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return to
}
