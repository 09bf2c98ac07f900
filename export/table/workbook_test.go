package table_test

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"bestand.example/itbestand/export/table"
	"bestand.example/itbestand/survey/intake"
)

// write makes a workbook with excelize and returns its bytes.
func write(t testing.TB, fill func(f *excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	fill(f)
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func set(t testing.TB, f *excelize.File, cell string, value any) {
	t.Helper()
	if err := f.SetCellValue("Sheet1", cell, value); err != nil {
		t.Fatal(err)
	}
}

func read(t testing.TB, data []byte) *intake.Table {
	t.Helper()
	tables, err := table.Read("liste.xlsx", data, table.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return tables[0]
}

func say(t *intake.Table) string {
	var b strings.Builder
	kinds := map[intake.Kind]string{intake.Text: "", intake.Number: "#", intake.Percent: "%", intake.Day: "@", intake.Truth: "?", intake.Formula: "=", intake.Fault: "!"}
	for _, r := range t.Rows {
		fmt.Fprintf(&b, "%d:", r.Number)
		if r.Hidden {
			b.WriteString(" (hidden)")
		}
		for i, c := range r.Cells {
			if c.Kind != intake.Blank {
				fmt.Fprintf(&b, " %s=%s%s", intake.Letters(i+1), kinds[c.Kind], c.Text)
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}

func expect(t *testing.T, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("got\n%s\nexpected\n%s", got, want)
	}
}

func TestWorkbookCells(t *testing.T) {
	data := write(t, func(f *excelize.File) {
		set(t, f, "B2", "Straße\nHaus _x005F_x0041_")
		set(t, f, "C2", 1234.5)
		set(t, f, "D2", 0.1+0.2)
		set(t, f, "E2", true)
		set(t, f, "F2", time.Date(2025, 12, 31, 0, 0, 0, 0, time.UTC))
		share, _ := f.NewStyle(&excelize.Style{NumFmt: 9})
		set(t, f, "G2", 0.45)
		if err := errors.Join(f.SetCellStyle("Sheet1", "G2", "G2", share), f.SetCellFormula("Sheet1", "H2", "C2*2"),
			f.SetCellStyle("Sheet1", "GZ2", "GZ2", share), f.SetRowVisible("Sheet1", 4, false), f.MergeCell("Sheet1", "A6", "B7")); err != nil {
			t.Fatal(err)
		}
		set(t, f, "A4", "verborgen")
		set(t, f, "A6", "verbunden")
	})
	got := read(t, data)
	expect(t, say(got), "2: B=Straße\nHaus _x0041_ C=#1234.5 D=#0.3 E=?true F=@2025-12-31 G=%0.45 H==\n4: (hidden) A=verborgen\n6: A=verbunden\n")
	if len(got.Merges) != 1 || got.Merges[0] != (intake.Area{Top: 6, Left: 1, Bottom: 7, Right: 2}) {
		t.Errorf("merged %v", got.Merges)
	}
}

// Whatever excelize writes is read as it was meant.
func TestReadsWhatExcelizeWrites(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		want := map[string]string{}
		data := write(t, func(f *excelize.File) {
			for range rapid.IntRange(1, 20).Draw(rt, "cells") {
				cell, _ := excelize.CoordinatesToCellName(rapid.IntRange(1, 200).Draw(rt, "column"), rapid.IntRange(1, 50).Draw(rt, "row"))
				text := rapid.StringMatching(`[a-zA-Zäöüß_x0-9 <>&"';\n]{1,12}x`).Draw(rt, "text")
				set(t, f, cell, text)
				want[cell] = text
			}
		})
		got := map[string]string{}
		for _, r := range read(t, data).Rows {
			for i, c := range r.Cells {
				if c.Kind != intake.Blank {
					got[intake.Letters(i+1)+fmt.Sprint(r.Number)] = c.Text
				}
			}
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			rt.Fatalf("got %q, expected %q", got, want)
		}
	})
}

func TestSheets(t *testing.T) {
	data := write(t, func(f *excelize.File) {
		set(t, f, "A1", "eins")
		for _, name := range []string{"Größe & Co", "leer", "geheim"} {
			if _, err := f.NewSheet(name); err != nil {
				t.Fatal(err)
			}
		}
		if err := errors.Join(f.SetCellStr("Größe & Co", "A1", "zwei"), f.SetCellStr("geheim", "A1", "drei"), f.SetSheetVisible("geheim", false)); err != nil {
			t.Fatal(err)
		}
	})
	tables, err := table.Read("x.xlsx", data, table.Options{})
	if err != nil || len(tables) != 3 || tables[1].Sheet != "Größe & Co" || !tables[2].Concealed || tables[1].Concealed {
		t.Fatalf("got %+v, %v", tables, err)
	}
	if tables, err = table.Read("x.xlsx", data, table.Options{Sheet: "grösse & co"}); err != nil || len(tables) != 1 || tables[0].Ref(7, 28) != "Größe & Co!AB7" {
		t.Fatalf("got %+v, %v", tables, err)
	}
	refused(t, "x.xlsx", data, table.Options{Sheet: "vier"}, table.UnknownSheet)
}

func refused(t *testing.T, name string, data []byte, o table.Options, code table.ErrorCode) {
	t.Helper()
	tables, err := table.Read(name, data, o)
	var e *table.Error
	if !errors.As(err, &e) || e.Code != code || tables != nil {
		t.Errorf("%s: got %v, %v, expected %s", name, tables, err, code)
	}
}

// replace makes a workbook whose parts are changed as bytes.
func replace(t testing.TB, data []byte, part string, change func(string) string) []byte {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	for _, f := range in.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if f.Name == part {
			content = []byte(change(string(content)))
		}
		w, err := out.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(content); err != nil {
			t.Fatal(err)
		}
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const sheetPart = "xl/worksheets/sheet1.xml"

func withSheet(t testing.TB, rows string) []byte {
	plain := write(t, func(f *excelize.File) { set(t, f, "A1", "x") })
	return replace(t, plain, sheetPart, func(s string) string {
		start, end := strings.Index(s, "<sheetData>"), strings.Index(s, "</sheetData>")
		return s[:start] + "<sheetData>" + rows + s[end:]
	})
}

// IM01: 2 MB that unpack to 2 GiB.
func TestIM01ZipBomb(t *testing.T) {
	refused(t, "bombe.xlsx", bomb(t, 2<<30), table.Options{}, table.Inflated)
}

// bomb is a workbook whose sheet unpacks to so many bytes.
func bomb(t testing.TB, size int64) []byte {
	plain := write(t, func(f *excelize.File) { set(t, f, "A1", "x") })
	in, err := zip.NewReader(bytes.NewReader(plain), int64(len(plain)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	for _, f := range in.File {
		if f.Name != sheetPart {
			if err := out.Copy(f); err != nil {
				t.Fatal(err)
			}
		}
	}
	deflated, sum := inflatable(t, size>>20)
	w, err := out.CreateRaw(&zip.FileHeader{Name: sheetPart, Method: zip.Deflate, CRC32: sum, CompressedSize64: uint64(len(deflated)), UncompressedSize64: uint64(size)})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(deflated); err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// inflatable makes so many megabytes of one letter, deflated: the bytes of a
// megabyte behind another are the same each time.
func inflatable(t testing.TB, megabytes int64) (deflated []byte, sum uint32) {
	t.Helper()
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, flate.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	chunk, ends := bytes.Repeat([]byte("a"), 1<<20), []int{}
	for range 3 {
		if _, err := w.Write(chunk); err != nil {
			t.Fatal(err)
		}
		if err := w.Flush(); err != nil {
			t.Fatal(err)
		}
		ends = append(ends, b.Len())
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	all := b.Bytes()
	for range megabytes {
		sum = crc32.Update(sum, crc32.IEEETable, chunk)
	}
	again := bytes.Repeat(all[ends[1]:ends[2]], int(megabytes)-1)
	return slices.Concat(all[:ends[0]], again, all[ends[2]:]), sum
}

// A header that lies about the size helps no more: the part ends where the
// limit does.
func TestZipBombWithAFalseSize(t *testing.T) {
	data := bomb(t, 200<<20)
	for i := 0; ; { // the size stands in the central directory
		at := bytes.Index(data[i:], []byte("PK\x01\x02"))
		if at < 0 {
			break
		}
		i += at
		if bytes.HasPrefix(data[i+46:], []byte(sheetPart)) {
			copy(data[i+24:], []byte{0, 1, 0, 0})
		}
		i += 4
	}
	_, err := table.Read("bombe.xlsx", data, table.Options{})
	var e *table.Error
	if !errors.As(err, &e) || e.Code != table.Inflated && e.Code != table.Damaged {
		t.Errorf("got %v", err)
	}
}

// far is 20,000 rows with nothing but a cell in the last column that a sheet
// has.
func far() string {
	var rows strings.Builder
	for i := 1; i <= 20_000; i++ {
		fmt.Fprintf(&rows, `<row r="%d"><c r="XFD%d"><v>1</v></c></row>`, i, i)
	}
	return rows.String()
}

// The reading stops at the first cell beyond the columns.
func TestColumnXFD(t *testing.T) {
	_, err := table.Read("weit.xlsx", withSheet(t, far()), table.Options{})
	var e *table.Error
	if !errors.As(err, &e) || e.Code != table.TooWide || e.Args[0] != "Sheet1!XFD1" {
		t.Errorf("got %v", err)
	}
}

func TestTooManyCells(t *testing.T) {
	var rows strings.Builder
	for i := 1; i <= 1001; i++ { // one cell each, and 200 columns before it
		fmt.Fprintf(&rows, `<row r="%d"><c r="GR%d"><v>1</v></c></row>`, i, i)
	}
	refused(t, "voll.xlsx", withSheet(t, rows.String()), table.Options{}, table.TooManyCells)
}

// IM03: what XML brings along is not resolved, and nothing is read.
func TestIM03ExternalEntity(t *testing.T) {
	data := replace(t, withSheet(t, `<row r="1"><c r="A1" t="inlineStr"><is><t>&x;</t></is></c></row>`), sheetPart, func(s string) string {
		return strings.Replace(s, "<worksheet", `<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><worksheet`, 1)
	})
	refused(t, "fremd.xlsx", data, table.Options{}, table.DocumentType)
	refused(t, "fremd.xlsx", withSheet(t, `<row r="1"><c r="A1" t="inlineStr"><is><t>&x;</t></is></c></row>`), table.Options{}, table.Damaged)
}

func TestNestedElements(t *testing.T) {
	refused(t, "tief.xlsx", withSheet(t, strings.Repeat("<x>", 1_000_000)), table.Options{}, table.Damaged)
}

func TestDamagedSheets(t *testing.T) {
	for _, rows := range []string{
		`<row r="2147483647"><c r="A1"><v>1</v></c></row>`,
		`<row r="2"><c r="A1"><v>1</v></c></row>`,
		`<row r="1"><c r="1A"><v>1</v></c></row>`,
		`<c r="A1"><v>1</v></c>`,
		`<row r="1"><c r="A1"><v>1`,
	} {
		refused(t, "kaputt.xlsx", withSheet(t, rows), table.Options{}, table.Damaged)
	}
	whole := withSheet(t, `<row r="1"><c r="A1"><v>1</v></c></row>`)
	refused(t, "halb.xlsx", whole[:len(whole)/2], table.Options{}, table.Damaged)
}

// A writer may leave out the places of rows and cells.
func TestCellsWithoutPlaces(t *testing.T) {
	expect(t, say(read(t, withSheet(t, `<row><c><v>1</v></c><c/><c><v>2</v></c></row><row r="7"/><row><c t="e"><v>#REF!</v></c></row>`))),
		"1: A=#1 C=#2\n8: A=!#REF!\n")
}

func TestForeignFiles(t *testing.T) {
	book := write(t, func(f *excelize.File) { set(t, f, "A1", "x") })
	ole := []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more")
	for _, c := range []struct {
		name string
		data []byte
		code table.ErrorCode
	}{
		{"alt.xls", ole, table.OldExcel}, {"geschuetzt.xlsx", ole, table.Encrypted}, {"makro.xlsm", book, table.Macros},
		{"bild.pdf", []byte("%PDF-1.7"), table.NotATable}, {"seite.xls", []byte("\r\n<html><table>"), table.NotATable},
		{"text.xlsx", []byte("a;b"), table.Damaged}, {"leer.csv", nil, table.Empty}, {"leer.csv", []byte(" \n;;\n"), table.Empty},
		{"bytes.csv", []byte("a\x00b;\x00\x00\x01"), table.NotATable}, {"gross.csv", make([]byte, table.MaxBytes+1), table.TooLarge},
	} {
		refused(t, c.name, c.data, table.Options{}, c.code)
	}
	var zipped bytes.Buffer
	z := zip.NewWriter(&zipped)
	w, _ := z.CreateHeader(&zip.FileHeader{Name: "mimetype"})
	_, _ = io.WriteString(w, "application/vnd.oasis.opendocument.spreadsheet")
	_ = z.Close()
	refused(t, "calc.ods", zipped.Bytes(), table.Options{}, table.OpenDocument)
}
