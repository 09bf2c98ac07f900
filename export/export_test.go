package export

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/i18n"
)

func small(t testing.TB) (*survey.Questionnaire, []*survey.Questionnaire) {
	set := smallSet(t)
	return set, []*survey.Questionnaire{set}
}

func TestEX08TheSameBookGivesTheSameBytes(t *testing.T) {
	set, sets := small(t)
	b := book(sets, answers(t, set, 0, "ganz", "7", "schalter", "ja", "ger_art#1", "rot"), answers(t, set, 1, "p_name", "Eva"))
	b.Sources = []Source{{File: "a.itb", Decision: Accepted}}
	first, err := os.ReadFile(writeBook(t, b).path)
	if err != nil {
		t.Fatal(err)
	}
	for range 5 {
		again, err := os.ReadFile(writeBook(t, b).path)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(first, again) {
			t.Fatal("the same book gave other bytes")
		}
	}
}

func TestEX01AnswersNeverBecomeFormulas(t *testing.T) {
	set, sets := small(t)
	for _, entry := range []string{"=1+1", "+49 361 1234", "-5", "@SUM(A1)", `=HYPERLINK("http://x.example","x")`, "=cmd|' /C calc'!A0", "\u00a0=1"} {
		w := writeBook(t, book(sets, answers(t, set, 0, "name", entry)))
		if parts := slices.DeleteFunc(w.partsWith("<f>"), func(part string) bool { return strings.HasPrefix(part, "xl/charts/") }); len(parts) > 0 {
			t.Errorf("%q: %v hold formulas", entry, parts)
		}
		if got := w.find("Daten_KL")["name_2"]; got != strings.TrimSpace(entry) {
			t.Errorf("%q came back as %q", entry, got)
		}
		cell, err := w.f.GetCellStyle("Daten_KL", "A3")
		if err != nil {
			t.Fatal(err)
		}
		style, err := w.f.GetStyle(cell)
		if err != nil || style.CustomNumFmt == nil || *style.CustomNumFmt != "@" {
			t.Errorf("a text cell has the style %+v (%v): entered again, it would become a formula", style, err)
		}
	}
}

func TestEX04TextsThatLookLikeEscapesComeBack(t *testing.T) {
	set, sets := small(t)
	var all []*survey.Response
	for n, entry := range misleading {
		all = append(all, answers(t, set, n, "name", entry))
	}
	w := writeBook(t, book(sets, all...))
	for n, row := range w.rows("Daten_KL") {
		if row["name_2"] != misleading[n] {
			t.Errorf("%q came back as %q", misleading[n], row["name_2"])
		}
	}
	if w.Cleaned > 0 {
		t.Errorf("%d texts were changed", w.Cleaned)
	}
}

var misleading = []string{"_x0041_", "_xZZZZ_", "_x005F_", "_x005F_x0041_", "a_x000A_b", "_x0041", "<&>\"'"}

// What would be read as another text is changed so that it cannot be, and named.
func TestEX04TextsThatWouldBeMisreadAreNamed(t *testing.T) {
	set, sets := small(t)
	for entry, want := range map[string]string{
		"a_x0041_x0042_": "a_x0041\ufffdx0042_", "_xD83D_": "\ufffdxD83D_", "_x005f_x0041_": "_x005f\ufffdx0041_", "_x0041_x005F_": "_x0041\ufffdx005F_",
	} {
		w := writeBook(t, book(sets, answers(t, set, 0, "name", entry)))
		if got := w.find("Daten_KL")["name_2"]; got != want {
			t.Errorf("%q came back as %q", entry, got)
		}
		w.find(sheetNotes, "art", "Zeichen ersetzt", "variable", "name_2")
	}
}

// LibreOffice reads the same texts.
func TestEX04LibreOfficeReadsTextsThatLookLikeEscapes(t *testing.T) {
	set, sets := small(t)
	var all []*survey.Response
	for n, entry := range misleading {
		all = append(all, answers(t, set, n, "name", entry))
	}
	w := writeBook(t, book(sets, all...))
	// All sheets, each into a file of its own, in UTF-8.
	dir := convert(t, "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false,false,false,-1", w.path)
	file, err := os.Open(filepath.Join(dir, "0-Daten_KL.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	r := csv.NewReader(file)
	r.Comma = ';'
	records, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := slices.Index(records[1], "name_2")
	for n, record := range records[2:] {
		if record[column] != misleading[n] {
			t.Errorf("LibreOffice reads %q as %q", misleading[n], record[column])
		}
	}
	if len(records) != len(misleading)+2 {
		t.Errorf("%d lines", len(records))
	}
}

func TestEX02ALongTextGoesOnInPlausibilitaet(t *testing.T) {
	set, sets := small(t)
	r := answers(t, set, 0)
	long := strings.Repeat("Ä😀", 20_000) + "Ende"
	change(r, "lang_text", 0, func(a *survey.Answer) { a.Comment = long })
	w := writeBook(t, book(sets, r))
	head := strings.TrimSuffix(w.find("Daten_KL")["lang_text__bemerkung"], " … (Fortsetzung: Blatt Plausibilität)")
	rest := ""
	for _, row := range w.rows(sheetNotes) {
		if row["art"] != "Text geteilt" || row["variable"] != "lang_text__bemerkung" || row["schluessel"] != r.Unit.Key {
			t.Errorf("another note: %v", row)
		}
		rest += row["wert"]
	}
	if head+rest != long {
		t.Errorf("%d and %d bytes of %d came back", len(head), len(rest), len(long))
	}
	if w.Split != 1 {
		t.Errorf("%d texts split", w.Split)
	}
}

func TestALongPersonalTextGoesOnInKontakte(t *testing.T) {
	set, sets := small(t)
	r := answers(t, set, 0, "pers_name#1", "Eva")
	long := strings.Repeat("Geheim😀", 9_000)
	change(r, "pers_name", 1, func(a *survey.Answer) { a.Comment = long })
	w := writeBook(t, book(sets, r))
	var got string
	for _, row := range w.rows(sheetContacts) {
		if row["eintrag"] == "Liste pers" && row["schluessel"] == r.Unit.Key && row["zeile"] == "1" {
			got += row["pers_name__bemerkung"]
		}
	}
	if got != long {
		t.Errorf("%d of %d bytes came back", len(got), len(long))
	}
	w.find(sheetNotes, "art", "Text geteilt", "schluessel", r.Unit.Key)
	if parts := w.partsWith("Geheim"); len(parts) != 1 {
		t.Errorf("the text is in %v", parts)
	}
}

func TestEX05ControlCharactersAreReplacedAndNoted(t *testing.T) {
	set, sets := small(t)
	r := answers(t, set, 0)
	r.Unit.Name = "Stadt\u202eTest"
	change(r, "name", 0, func(a *survey.Answer) { a.Value = survey.TextValue("a\x00b\x1b[31m\ufffe\r") })
	change(r, "ganz", 0, func(a *survey.Answer) { a.Comment = "kaputt \xff" })
	w := writeBook(t, book(sets, r))
	row := w.find("Daten_KL")
	w.expect(row, "name", "Stadt\ufffdTest", "name_2", "a\ufffdb\ufffd[31m\ufffd\ufffd", "ganz__bemerkung", "kaputt \ufffd")
	w.find(sheetNotes, "art", "Zeichen ersetzt", "variable", "name_2", "schluessel", r.Unit.Key)
	w.find(sheetNotes, "art", "Zeichen ersetzt", "variable", "ganz__bemerkung", "schluessel", r.Unit.Key)
}

func TestEX06NumbersOfMoreThanFifteenDigitsKeepThemAll(t *testing.T) {
	set, sets := small(t)
	for number, kind := range map[string]excelize.CellType{
		"9007199254740993": excelize.CellTypeInlineString, "1234567890123456": excelize.CellTypeInlineString, "-12345678901234567890": excelize.CellTypeInlineString,
		"999999999999999": excelize.CellTypeUnset, "0": excelize.CellTypeUnset, "-17": excelize.CellTypeUnset, "123456789012.345": excelize.CellTypeUnset,
	} {
		r := answers(t, set, 0)
		change(r, "dezimal", 0, func(a *survey.Answer) { a.Value = survey.Value{Kind: survey.KindNumber, Text: number} })
		w := writeBook(t, book(sets, r))
		if got := w.find("Daten_KL")["dezimal"]; got != number {
			t.Errorf("%s came back as %s", number, got)
		}
		if got := w.cellType("Daten_KL", "dezimal"); got != kind {
			t.Errorf("%s is a cell of type %v", number, got)
		}
	}
}

// cellType is the type of the cell in the first data row under a column.
func (w *written) cellType(sheet, column string) excelize.CellType {
	w.t.Helper()
	rows, err := w.f.GetRows(sheet)
	if err != nil {
		w.t.Fatal(err)
	}
	cell, err := excelize.CoordinatesToCellName(slices.Index(rows[1], column)+1, 3)
	if err != nil {
		w.t.Fatal(err)
	}
	kind, err := w.f.GetCellType(sheet, cell)
	if err != nil {
		w.t.Fatal(err)
	}
	return kind
}

func TestDatesAreDatesFromMarch1900On(t *testing.T) {
	set, sets := small(t)
	for entry, want := range map[string]string{
		"28.2.1900": "1900-02-28", "31.12.1899": "1899-12-31", "1.3.1900": "01.03.1900", "31.12.2025": "31.12.2025", "1.1.2199": "01.01.2199",
	} {
		w := writeBook(t, book(sets, answers(t, set, 0, "tag", entry)))
		rows, err := w.f.GetRows("Daten_KL")
		if err != nil {
			t.Fatal(err)
		}
		if got := rows[2][slices.Index(rows[1], "tag")]; got != want {
			t.Errorf("%s is shown as %q", entry, got)
		}
	}
}

func TestEX07ASheetThatIsFullGoesOnOnAnother(t *testing.T) {
	set, sets := small(t)
	var all []*survey.Response
	for n := range 11 {
		all = append(all, answers(t, set, n, "schalter", "ja", "ger_art#1", "rot", "ger_art#2", "gelb", "pers_name#1", "Eva"))
	}
	w := writeWith(t, book(sets, all...), limits{rows: 7, cell: maxCell})
	for sheet, want := range map[string]int{"Daten_KL": 5, "Daten_KL_2": 5, "Daten_KL_3": 1, "Daten_KL_Codes": 6, "Daten_KL_Codes_2": 5, "Geräte": 5, "Geräte_5": 2, "Kontakte_2": 5} {
		if got := len(w.rows(sheet)); got != want {
			t.Errorf("%s has %d rows, want %d", sheet, got, want)
		}
	}
	if got := w.rows("Daten_KL_3")[0]["schluessel"]; got != all[10].Unit.Key {
		t.Errorf("the last row is of %s", got)
	}
	for name, rows := range map[string]int{"Daten_KL_2": 5, "Daten_KL_3": 1} {
		if !slices.Contains(w.Sheets, SheetSummary{name, rows}) {
			t.Errorf("the summary lacks %s: %v", name, w.Sheets)
		}
	}
}

func TestAnEmptyBookIsAWorkbook(t *testing.T) {
	_, sets := small(t)
	w := writeBook(t, book(sets))
	if n := len(w.rows("Daten_KL")); n != 0 {
		t.Errorf("%d rows", n)
	}
	if w.Responses != 0 || w.Bytes == 0 {
		t.Errorf("summary %+v", w.Summary)
	}
}

func TestEverySheetOfExampleDataSaysSo(t *testing.T) {
	set, sets := small(t)
	for _, example := range []bool{true, false} {
		b := book(sets, answers(t, set, 0, "p_name", "Eva", "schalter", "ja", "ger_art#1", "rot"))
		b.Example = example
		w := writeBook(t, b)
		if n := len(w.f.GetSheetList()); n != 14 {
			t.Errorf("%d sheets", n)
		}
		for _, sheet := range w.f.GetSheetList() {
			head, err := w.f.GetHeaderFooter(sheet)
			if err != nil || head == nil {
				t.Fatalf("%s: %v", sheet, err)
			}
			if strings.Contains(head.OddHeader, "Beispieldaten") != example || !strings.Contains(head.OddHeader, "Erhebung && Test") {
				t.Errorf("%s: header %q", sheet, head.OddHeader)
			}
		}
	}
}

func TestNoWordIsMissingFromTheCatalogue(t *testing.T) {
	set := realSet(t)
	r := answers(t, set, 0, "stichtag", "31.12.2025")
	b := bookOf([]*survey.Questionnaire{set}, Response{Response: r, Conflict: true}, Response{Response: answers(t, set, 1)})
	for _, k := range []NoteKind{NoteMerge, NoteRefused, NoteConflict, NoteAcknowledged, NoteCheck, NoteSplit, NoteCleaned} {
		b.Notes = append(b.Notes, Note{Kind: k, Severity: Severity(len(k) % 3)})
	}
	for _, d := range []Decision{Accepted, Replaced, Unchanged, Older, Conflicting, Refused, Begun} {
		b.Sources = append(b.Sources, Source{Decision: d})
	}
	for _, lang := range i18n.Languages() {
		path := t.TempDir() + "/mappe.xlsx"
		if _, err := Write(path, "", b, i18n.In(lang)); err != nil {
			t.Fatal(err)
		}
		for name, data := range readParts(t, path) {
			if i := bytes.Index(data, []byte("export.")); i >= 0 {
				t.Errorf("%s, %s: %s", lang, name, data[i:min(len(data), i+40)])
			}
		}
	}
	for _, k := range []NoteKind{NoteMerge, NoteRefused, NoteConflict, NoteAcknowledged, NoteCheck, NoteSplit, NoteCleaned} {
		if !i18n.In("de").Has("export.note_" + string(k)) {
			t.Errorf("no word for %s", k)
		}
	}
}
