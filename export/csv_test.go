package export

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/i18n"
)

// both is a workbook and its folder of CSV files, read again.
type both struct {
	*written
	dir     string
	pack    dataPackage
	records map[string][][]string // by resource; the first holds the names
}

func writeFolder(t testing.TB, b Book, l limits) *both {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "neu", "tabellen")
	path := filepath.Join(t.TempDir(), "mappe.xlsx")
	summary, err := write(path, dir, &b, i18n.In("de"), l)
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	w := &both{written: &written{t: t, path: path, f: f, Summary: summary}, dir: dir, records: map[string][][]string{}}
	text, err := os.ReadFile(filepath.Join(dir, "datapackage.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &w.pack); err != nil {
		t.Fatal(err)
	}
	for _, r := range w.pack.Resources {
		w.records[r.Name] = readCSV(t, filepath.Join(dir, r.Path))
	}
	return w
}

func readCSV(t testing.TB, path string) [][]string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	body, marked := strings.CutPrefix(string(text), "\ufeff")
	if !marked {
		t.Errorf("%s has no byte order mark", path)
	}
	reader := csv.NewReader(strings.NewReader(body))
	reader.Comma = ';'
	records, err := reader.ReadAll()
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return records
}

// asCSV is what a raw cell of the workbook is in a column of a type.
func asCSV(t testing.TB, raw, kind string) string {
	t.Helper()
	number, err := strconv.ParseFloat(raw, 64)
	switch {
	case raw == "" || err != nil:
		return guarded(raw)
	case kind == "date":
		return time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, int(number)).Format(time.DateOnly)
	case kind == "datetime":
		return time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).Add(time.Duration(number*24*3600+0.5) * time.Second).Format("2006-01-02T15:04:05")
	case kind == "number":
		return strings.Replace(raw, ".", ",", 1)
	}
	return raw
}

func TestTablesAsCSVHoldTheCellsOfTheWorkbook(t *testing.T) {
	set, sets := small(t)
	r := answers(t, set, 0, "name", "=1+1", "ganz", "7", "dezimal", "-1,25", "tag", "1.3.2026", "jahr", "2020", "schalter", "ja", "ger_art#1", "rot")
	change(r, "lang_text", 0, func(a *survey.Answer) { a.Value = survey.TextValue("eine Zeile\nnoch; \"eine\"") })
	early := answers(t, set, 1, "tag", "1.3.1850", "pers_name#1", "Eva")
	b := book(sets, r, early)
	b.Sources = []Source{{File: "a.itb", Decision: Accepted, Merged: b.Created}}
	w := writeFolder(t, b, limits{rows: excelize.TotalRows, cell: maxCell})
	compared := 0
	for _, sheet := range w.f.GetSheetList() {
		tables, err := w.f.GetTables(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for _, table := range tables {
			w.compare(sheet, table)
			compared++
		}
	}
	if compared < 9 || compared != len(w.pack.Resources)-1 { // the long table has no sheet
		t.Errorf("%d tables compared, %d are in the folder", compared, len(w.pack.Resources))
	}
}

func (w *both) compare(sheet string, table excelize.Table) {
	w.t.Helper()
	name := strings.ToLower(strings.TrimPrefix(table.Name, "tbl"))
	records, fields := w.records[name], w.fields(name)
	all, err := w.f.GetRows(sheet, excelize.Options{RawCellValue: true})
	if err != nil {
		w.t.Fatal(err)
	}
	first, last, _ := strings.Cut(table.Range, ":")
	_, top, err := excelize.CellNameToCoordinates(first)
	if err != nil {
		w.t.Fatal(err)
	}
	_, bottom, err := excelize.CellNameToCoordinates(last)
	if err != nil {
		w.t.Fatal(err)
	}
	cells := all[top-1 : min(bottom, len(all))]
	if len(records) != len(cells) {
		w.t.Errorf("%s: %d rows as CSV, %d on the sheet", name, len(records), len(cells))
		return
	}
	for i, record := range records {
		for j, text := range record {
			raw := ""
			if j < len(cells[i]) {
				raw = cells[i][j]
			}
			want := raw
			if i > 0 {
				want = asCSV(w.t, raw, fields[j].Type)
			}
			// Excelize reads fifteen digits of a number.
			if text != want && !(fields[j].Type == "number" && sameFigure(strings.Replace(text, ",", ".", 1), raw)) {
				w.t.Errorf("%s, row %d, %s (%s): %q as CSV, %q on the sheet", name, i, fields[j].Name, fields[j].Type, text, raw)
			}
		}
	}
}

func (w *both) fields(name string) []dataField {
	for _, r := range w.pack.Resources {
		if r.Name == name {
			return r.Schema.Fields
		}
	}
	w.t.Fatalf("datapackage.json does not name %s", name)
	return nil
}

// types are the types of a table's columns, by name.
func (w *both) types(name string) map[string]string {
	types := map[string]string{}
	for _, f := range w.fields(name) {
		types[f.Name] = f.Type
	}
	return types
}

func TestTheDataPackageTellsTypes(t *testing.T) {
	set, sets := small(t)
	w := writeFolder(t, book(sets,
		answers(t, set, 0, "name", "007", "ganz", "7", "dezimal", "-1,25", "tag", "1.3.2026"),
		answers(t, set, 1, "name", "8", "dezimal", "2", "tag", "1.3.1850"),
	), limits{rows: excelize.TotalRows, cell: maxCell})
	types := w.types("daten_kl")
	for name, want := range map[string]string{
		"schluessel": "string", "einwohner": "integer", "revision": "integer", "name_2": "string", "ganz": "integer", "dezimal": "number", "tag": "date", "antwort_id": "string",
	} {
		if types[name] != want {
			t.Errorf("%s is %q, want %q", name, types[name], want)
		}
	}
	for _, r := range w.pack.Resources {
		if info, err := os.Stat(filepath.Join(w.dir, r.Path)); err != nil || info.Size() != r.Bytes {
			t.Errorf("%s: %d bytes described, %v (%v)", r.Path, r.Bytes, info, err)
		}
		for _, f := range r.Schema.Fields {
			if f.Name == "" || f.Title == "" {
				t.Errorf("%s: a column without name or title: %+v", r.Name, f)
			}
		}
	}
}

func TestTheLongTableHasEveryAnswerOnce(t *testing.T) {
	set, sets := small(t)
	r := answers(t, set, 0, "ganz", "7", "schalter", "ja", "ger_art#2", "rot", "pers_name#1", "Geheimrat")
	change(r, "dezimal", 0, func(a *survey.Answer) { a.Missing = "unbekannt" })
	w := writeFolder(t, book(sets, r), limits{rows: excelize.TotalRows, cell: maxCell})
	find := func(variable string) map[string]string {
		found := map[string]string{}
		for _, record := range w.records["antworten"][1:] {
			if record[3] == variable {
				if len(found) > 0 {
					t.Errorf("%s is there twice", variable)
				}
				for i, f := range w.fields("antworten") {
					found[f.Name] = record[i]
				}
			}
		}
		return found
	}
	w.expect(find("ganz"), "zustand", "beantwortet", "zahl", "7", "schluessel", r.Unit.Key)
	w.expect(find("dezimal"), "zustand", "ausfall", "ausfall", "unbekannt", "zahl", "")
	w.expect(find("ger_art"), "zeile", "1", "zeilen_id", r.ID[:8]+"-2", "code", "rot")
	w.expect(find("ger"), "zahl", "1")
	if len(find("pers_name")) > 0 {
		t.Error("a personal answer stands in the long table")
	}
}

func TestAFullTableIsOneCSVFile(t *testing.T) {
	set, sets := small(t)
	var all []*survey.Response
	for n := range 7 {
		all = append(all, answers(t, set, n, "ganz", strconv.Itoa(n)))
	}
	w := writeFolder(t, book(sets, all...), limits{rows: 5, cell: maxCell})
	if got := len(w.records["daten_kl"]); got != 8 {
		t.Errorf("%d lines, want 8", got)
	}
}

func TestNoFolderRemainsOfAFailedExport(t *testing.T) {
	set, sets := small(t)
	b := book(sets, answers(t, set, 0, "ganz", "7"))
	b.Sets = sets[:0:0]
	b.Sets = append(b.Sets, realSet(t)) // not the one that was answered
	dir := t.TempDir()
	if _, err := Write(filepath.Join(dir, "mappe.xlsx"), filepath.Join(dir, "csv"), b, i18n.In("de")); err == nil {
		t.Fatal("a response to a set that is not there was exported")
	}
	if left, _ := os.ReadDir(dir); len(left) > 0 {
		t.Errorf("%v remained", left)
	}
}

func TestOneDayAloneIsNoDate(t *testing.T) {
	for text, want := range map[string]csvKind{"1850-03-01": csvDate, "2026-03-01": csvText, "1850-13-01": csvText, "": csvNothing, "1850": csvText} {
		if got := textKind(text); got != want {
			t.Errorf("%q is %d, want %d", text, got, want)
		}
	}
}

func TestPandasReadsTheDataPackage(t *testing.T) {
	const python = "/usr/bin/python3" // Debian's, which python3-pandas belongs to
	if err := exec.Command(python, "-c", "import pandas, openpyxl").Run(); err != nil {
		t.Skip("python3-pandas and python3-openpyxl are not installed")
	}
	set, sets := small(t)
	w := writeFolder(t, book(sets,
		answers(t, set, 0, "name", "007", "ganz", "7", "dezimal", "-1,25", "tag", "1.3.2026"),
		answers(t, set, 1, "name", "8", "dezimal", "2", "tag", "2.3.2026"),
	), limits{rows: excelize.TotalRows, cell: maxCell})
	out, err := exec.Command(python, filepath.Join("testdata", "read_tables.py"), w.dir, w.path).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if !strings.HasPrefix(string(out), strconv.Itoa(len(w.pack.Resources))+" tables") {
		t.Errorf("%s", out)
	}
}
