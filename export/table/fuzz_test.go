package table_test

import (
	"errors"
	"testing"

	"github.com/xuri/excelize/v2"

	"bestand.example/itbestand/export/table"
	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/i18n"
	"bestand.example/itbestand/survey/intake"
)

// checkRead reads bytes: no panic, and either tables within the limits or an
// error that can be shown.
func checkRead(t *testing.T, name string, data []byte, o table.Options) {
	tables, err := table.Read(name, data, o)
	var refused *table.Error
	if err != nil && (!errors.As(err, &refused) || len(tables) > 0) {
		t.Fatal(tables, err)
	}
	if refused != nil {
		for _, lang := range i18n.Languages() {
			if text := refused.Say(i18n.In(lang)) + refused.Hint(i18n.In(lang)); !survey.IsClean(text) {
				t.Fatalf("foreign bytes come through: %q", text)
			}
		}
	}
	cells := 0
	for _, table := range tables {
		if len(table.Rows) == 0 {
			t.Fatal("a table without rows")
		}
		last := 0
		for _, r := range table.Rows {
			if r.Number < last || len(r.Cells) == 0 || len(r.Cells) > intake.MaxColumns || r.Cells[len(r.Cells)-1].Kind == intake.Blank {
				t.Fatalf("row %+v after %d", r, last)
			}
			last, cells = r.Number, cells+len(r.Cells)
		}
	}
	if cells > intake.MaxCells {
		t.Fatalf("%d cells", cells)
	}
}

func FuzzText(f *testing.F) {
	for _, seed := range []string{"a;b\n1;2\n", "sep=|\na|b", "\ufeffä\tb\n", "\xff\xfea\x00;\x00b\x00", "\"a\nb;c", "M\xfcll,\"1,5\"\r\n", "a\rb", "\"\";;\n\n;x"} {
		f.Add([]byte(seed), "")
		f.Add([]byte(seed), "cp850")
	}
	f.Fuzz(func(t *testing.T, data []byte, encoding string) {
		checkRead(t, "x.csv", data, table.Options{Encoding: encoding})
	})
}

// FuzzSheet changes the XML of a sheet inside a sound workbook: changed bytes of
// the archive would be stopped by its checksums.
func FuzzSheet(f *testing.F) {
	book := write(f, func(b *excelize.File) {
		set(f, b, "A1", "Text")
		set(f, b, "B2", 12.5)
	})
	for _, rows := range []string{
		`<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>46022</v></c></row>`, `<row><c t="inlineStr"><is><r><t>a</t></r><rPh><t>b</t></rPh></is></c></row>`,
		`<row r="3" hidden="1"><c r="GR3"><f>A1</f><v>1</v></c></row><mergeCells><mergeCell ref="A1:B2"/></mergeCells>`, `<c r="A1"/><row r="1"><c r="A1" t="e"><v>#REF!</v></c><c r="A1"/></row>`,
		`<!DOCTYPE x>`, `<row r="1"><c r="XFD1"><v>_x0041_</v></c></row>`, `</row></sheetData><row r="0">`,
	} {
		f.Add(rows)
	}
	f.Fuzz(func(t *testing.T, rows string) {
		data := replace(t, book, sheetPart, func(string) string { return "<worksheet><sheetData>" + rows + "</sheetData></worksheet>" })
		checkRead(t, "x.xlsx", data, table.Options{})
	})
}

// FuzzArchive changes the bytes of the archive itself.
func FuzzArchive(f *testing.F) {
	f.Add(write(f, func(b *excelize.File) { set(f, b, "A1", "Text") }))
	f.Fuzz(func(t *testing.T, data []byte) { checkRead(t, "x.xlsx", data, table.Options{}) })
}
