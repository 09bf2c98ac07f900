package cmd

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// registerBook makes a workbook as Destatis publishes it: a sheet of contents
// before the data, headings over merged cells, keys as text, footnotes behind.
func registerBook(t *testing.T, path string, records [][]string) {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	const sheet = "Onlineprodukt_Gemeinden31032023"
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	check(f.SetSheetName("Sheet1", "Inhalt"))
	check(f.SetCellValue("Inhalt", "A1", "Inhaltsübersicht"))
	_, err := f.NewSheet(sheet)
	check(err)
	line := 0
	put := func(cells ...any) {
		line++
		cell, _ := excelize.CoordinatesToCellName(1, line)
		check(f.SetSheetRow(sheet, cell, &cells))
	}
	put("Gemeinden in Deutschland nach Fläche, Bevölkerung und Postleitzahl am 31.03.2023")
	line = 2
	put("Satz-\nart", "Text-\nkenn-\nzeichen", "Amtlicher Regionalschlüssel (ARS)", nil, nil, nil, nil, "Gemeindename", "Fläche km2 1)", "Bevölkerung 2)")
	check(f.MergeCell(sheet, "C3", "G4"))
	line = 4
	put(nil, nil, "Land", "RB", "Kreis", "VB", "Gem", nil, nil, "insgesamt", "männlich", "weiblich", "je km2")
	put("10", nil, "16", nil, nil, nil, nil, "Thüringen")
	seen := map[string]bool{}
	marks := map[string]string{"verbandsfrei": "50", "Verwaltungsgemeinschaft": "54", "erfuellende Gemeinde": "58"}
	for _, r := range records {
		ars, district := r[1], "44"
		mark := "64"
		if r[3] == "kreisfreie Stadt" {
			mark, district = "61", "41"
		}
		if !seen[r[4]] {
			put("40", district, ars[:2], ars[2:3], ars[3:5], nil, nil, r[5])
		}
		if !seen[r[6]] {
			put("50", marks[r[8]], ars[:2], ars[2:3], ars[3:5], ars[5:9], nil, r[7])
		}
		seen[r[4]], seen[r[6]] = true, true
		put("60", mark, ars[:2], ars[2:3], ars[3:5], ars[5:9], ars[9:], r[2], 12.5, r[9], 1, 2, 3)
	}
	put(nil, nil, nil, nil, nil, nil, nil, "1) Gebietsstand 31.03.2023.")
	check(f.SaveAs(path))
}

// The register as a workbook gives the very population that was derived from it
// independently.
func TestPopulationImportOfThuringia(t *testing.T) {
	data, err := os.ReadFile("../../shared/data/gemeinden_thueringen_2023-03-31.csv")
	if err != nil {
		t.Skip("without ../shared/data: ", err)
	}
	records, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(data), "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	book, list := filepath.Join(dir, "AuszugGV.xlsx"), filepath.Join(dir, "verwaltungen.csv")
	registerBook(t, book, records[1:])
	itbestand(t, 0, "population", "import", book, "--land", "16", "-o", list)
	itbestand(t, 2, "population", "import", book, "-o", list)
	itbestand(t, 2, "population", "import", book, "--land", "09", "-o", list, "--force")
	a := &app{}
	got, err := a.loadPopulation(list)
	if err != nil || len(got.Units) != 206 {
		t.Fatalf("%v, %v", got, err)
	}
	want, err := a.loadPopulation("../../shared/data/erhebungseinheiten_thueringen_2023-03-31.csv")
	if err != nil {
		t.Skip("without ../shared/data: ", err)
	}
	for _, u := range want.Units {
		if same, ok := got.Unit(u.Key); !ok || same != u {
			t.Errorf("%+v is to be %+v", same, u)
		}
	}
}
