package cmd

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// sheetRows reads the table on a sheet whose header has a column of that name:
// a map from heading to raw text for each row.
func sheetRows(t *testing.T, path, sheet, heading string) []map[string]string {
	t.Helper()
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	var head []string
	var rows []map[string]string
	for _, cells := range all {
		if head == nil {
			if len(cells) > 0 && strings.Contains("\n"+strings.Join(cells, "\n")+"\n", "\n"+heading+"\n") {
				head = cells
			}
			continue
		}
		row := map[string]string{}
		for i, text := range cells {
			if i < len(head) && text != "" {
				row[head[i]] = text
			}
		}
		rows = append(rows, row)
	}
	if head == nil {
		t.Fatalf("%s: no heading %q", sheet, heading)
	}
	return rows
}

// A report has the unit's own figures as the workbook has them, the medians of
// its groups where enough units are in them, and nothing of any other unit.
func TestAReportHasOnlyOnesOwnFiguresAndMedians(t *testing.T) {
	dir := t.TempDir()
	itbestand(t, 0, "demo", "-o", filepath.Join(dir, "demo"), "--units", "12")
	central := filepath.Join(dir, "demo", "zentral.itb")
	itbestand(t, 0, "report", central, "--all", "-o", filepath.Join(dir, "berichte"))
	book := filepath.Join(dir, "demo", "auswertung.xlsx")
	units := sheetRows(t, book, "Kennzahlen_Verwaltungen", "Schlüssel")
	groups := sheetRows(t, book, "Kennzahlen", "Ebene")
	reports, err := filepath.Glob(filepath.Join(dir, "berichte", "bericht_*.xlsx"))
	if err != nil || len(reports) < 6 {
		t.Fatalf("%d reports (%v)", len(reports), err)
	}
	compared, medians, withheld := 0, 0, 0
	for _, report := range reports {
		key := strings.TrimSuffix(strings.TrimPrefix(filepath.Base(report), "bericht_"), ".xlsx")
		var own map[string]string
		said := allCells(t, report)
		for _, u := range units {
			if u["Schlüssel"] == key {
				own = u
			} else if u["Typ"] == "Landkreis" {
				continue // its name is that of the Kreis, which is known
			} else if strings.Contains(said, u["Verwaltung"]) {
				t.Errorf("%s names %s", filepath.Base(report), u["Verwaltung"])
			}
		}
		for _, row := range sheetRows(t, report, "Kennzahlen", "Kennzahl") {
			name := row["Kennzahl"]
			if row["Einheit"] != "" {
				name += " [" + row["Einheit"] + "]"
			}
			if own[name] != row["Ihr Wert"] {
				t.Errorf("%s, %s: %q, in the workbook %q", key, name, row["Ihr Wert"], own[name])
			}
			compared++
			for _, g := range groups {
				sameTier := (g["Verwaltungen"] == "Landkreise") == (own["Typ"] == "Landkreis")
				if g["Ebene"] != "Größenklasse" || !sameTier || g["Gruppe"] != own["Größenklasse"] || strings.TrimSpace(g["Nr."]+" "+g["Kennzahl"]) != row["Kennzahl"] {
					continue
				}
				switch g["n"] {
				case "0", "1", "2":
					withheld++
					if row["Median Ihrer Größenklasse"] != "" {
						t.Errorf("%s, %s: a median of %s", key, name, g["n"])
					}
				default:
					if got := row["Median Ihrer Größenklasse"]; got != "" {
						medians++
						if got != g["Median"] || row["n"] != g["n"] {
							t.Errorf("%s, %s: median %s of %s, in the workbook %s of %s", key, name, got, row["n"], g["Median"], g["n"])
						}
					}
				}
			}
		}
	}
	if compared < 100 || medians == 0 || withheld == 0 {
		t.Errorf("%d figures, %d medians compared, %d withheld", compared, medians, withheld)
	}
	itbestand(t, 2, "report", central, "--all", "-o", filepath.Join(dir, "berichte")) // they are there
	itbestand(t, 2, "report", central, "--unit", "990000000", "-o", filepath.Join(dir, "andere"))
	if _, err := os.Stat(filepath.Join(dir, "andere")); err == nil {
		t.Error("a folder was made for a unit that is not there")
	}
}

// allCells are the texts of all cells of a workbook.
func allCells(t *testing.T, path string) string {
	t.Helper()
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all strings.Builder
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for _, cells := range rows {
			all.WriteString(strings.Join(cells, "\n") + "\n")
		}
	}
	return all.String()
}
