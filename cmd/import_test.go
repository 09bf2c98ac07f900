package cmd_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"bestand.example/itbestand/cmd"
)

// lists are the same applications as people keep them: the five variants of CSV
// files that spreadsheets here write, and a workbook with title rows, a merged
// heading and a row of sums.
func lists(t *testing.T) map[string][]byte {
	t.Helper()
	rows := [][]string{
		{"Aufgabe", "Software", "Anzahl Nutzer", "Vertragsende", "Jahreskosten (€)", "Raum"},
		{"Einwohner- und Meldewesen", "VOIS / MESO", "12", "31.12.2027", "1.200", "7"},
		{"Gewerbewesen", "HADES 2000", "ca. 3", "unbekannt", "", "8"},
		{"Personenstandswesen (Standesamt)", "AutiSta", "4", "", "950", ""},
	}
	text := func(separator string, before ...string) string {
		lines := before
		for _, r := range rows {
			cells := make([]string, len(r))
			for i, c := range r {
				if cells[i] = c; strings.Contains(c, separator) {
					cells[i] = `"` + c + `"`
				}
			}
			lines = append(lines, strings.Join(cells, separator))
		}
		return strings.Join(lines, "\r\n") + "\r\n"
	}
	ansi, err := charmap.Windows1252.NewEncoder().Bytes([]byte(text(";")))
	if err != nil {
		t.Fatal(err)
	}
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(text("\t")))
	if err != nil {
		t.Fatal(err)
	}
	return map[string][]byte{
		"windows-1252.csv": ansi, "utf-8.csv": []byte("\ufeff" + text(";")), "unicode-text.txt": wide, "komma.csv": []byte(text(",")),
		"titel.csv": []byte("sep=;\r\n" + text(";", "Fachverfahren der Stadt;;;;;", "Stand 1.1.2026;;;;;")), "mappe.xlsx": workbook(t, rows),
	}
}

func workbook(t *testing.T, rows [][]string) []byte {
	t.Helper()
	f := excelize.NewFile()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(f.SetSheetName("Sheet1", "Deckblatt"))
	must(f.SetCellStr("Deckblatt", "A1", "Stadt Süd"))
	_, err := f.NewSheet("Verfahren 2026")
	must(err)
	sheet := "Verfahren 2026"
	must(f.SetCellStr(sheet, "A1", "Fachverfahren der Stadt"))
	must(f.SetCellStr(sheet, "D3", "Vertrag"))
	must(f.MergeCell(sheet, "D3", "E3"))
	for i, r := range rows {
		for j, c := range r {
			cell, err := excelize.CoordinatesToCellName(j+1, i+4)
			must(err)
			must(f.SetCellStr(sheet, cell, c))
		}
	}
	must(f.SetCellInt(sheet, "C5", 12))
	must(f.SetCellValue(sheet, "D5", time.Date(2027, 12, 31, 0, 0, 0, 0, time.UTC)))
	must(f.SetCellInt(sheet, "E5", 1200))
	for _, column := range []string{"A", "B", "C", "F"} {
		heading, err := f.GetCellValue(sheet, column+"4")
		must(err)
		must(f.SetCellStr(sheet, column+"3", heading))
		must(f.SetCellStr(sheet, column+"4", ""))
		must(f.MergeCell(sheet, column+"3", column+"4"))
	}
	must(f.SetCellStr(sheet, "A8", "Summe"))
	must(f.SetCellFormula(sheet, "C8", "SUM(C5:C7)"))
	var b bytes.Buffer
	must(f.Write(&b))
	return b.Bytes()
}

// fvRows are the rows of the list as the program shows them.
func fvRows(t *testing.T, path string) string {
	t.Helper()
	var out, errOut bytes.Buffer
	if code := cmd.Main(context.Background(), []string{"show", path}, strings.NewReader(""), &out, &errOut); code != 0 {
		t.Fatalf("show: %d %s", code, errOut.String())
	}
	_, rows, found := strings.Cut(out.String(), "Welche Fachverfahren nutzt")
	if !found {
		t.Fatalf("no list in\n%s", out.String())
	}
	return strings.Join(strings.Fields(rows), " ") // wherever the lines are broken
}

func TestImportIntoTheRealList(t *testing.T) {
	first := ""
	for name, data := range lists(t) {
		dir := t.TempDir()
		file, list := filepath.Join(dir, "amt.itb"), filepath.Join(dir, name)
		if err := os.WriteFile(list, data, 0o600); err != nil {
			t.Fatal(err)
		}
		run := func(want int, args ...string) string {
			t.Helper()
			var out, errOut bytes.Buffer
			if code := cmd.Main(context.Background(), args, strings.NewReader(""), &out, &errOut); code != want {
				t.Fatalf("%s: %v: %d\n%s%s", name, args, code, out.String(), errOut.String())
			}
			return out.String()
		}
		run(0, "answer", file, "--questionnaire", "it-landschaft", "--unit", "990610001", "stichtag=31.12.2025")
		out := run(0, "import", file, "fv", list)
		if !strings.Contains(out, "Zeilen: 3 neu, 0 geändert, 0 unverändert") {
			t.Errorf("%s:\n%s", name, out)
		}
		got := fvRows(t, file)
		if first == "" {
			first = got
		}
		for _, want := range []string{"VOIS|MESO", "HADES 2000", "AutiSta", "3 (geschätzt)", "31.12.2027", "1.200", "950", "Ausfallgrund: nicht bekannt"} {
			if !strings.Contains(got, want) {
				t.Errorf("%s: no %s in\n%s", name, want, got)
			}
		}
		if got != first {
			t.Errorf("%s: got\n%s\nanother variant gave\n%s", name, got, first)
		}
		again := run(0, "import", file, "fv", list, "--duplicates", "update")
		if !strings.Contains(again, "Zeilen: 0 neu, 0 geändert, 3 unverändert") {
			t.Errorf("%s, once more:\n%s", name, again)
		}
	}
}
