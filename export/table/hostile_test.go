package table_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"

	"bestand.example/itbestand/export/table"
)

// A text in very many pieces costs no more than its length. Where each piece
// copied what came before it, this took hours.
func TestTextInPieces(t *testing.T) {
	pieces := func(n int) []byte {
		return withSheet(t, `<row r="1"><c r="A1" t="inlineStr"><is><t>`+strings.Repeat("ä<!---->", n)+`</t></is></c></row>`)
	}
	expect(t, say(read(t, pieces(32_767))), "1: A="+strings.Repeat("ä", 32_767)+"\n")
	refused(t, "stücke.xlsx", pieces(1_000_000), table.Options{}, table.CellTooLong)
}

// A workbook that names one part as many sheets unpacks it again and again: all
// of it together has a limit, too.
func TestOnePartAsManySheets(t *testing.T) {
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	for _, part := range []struct{ name, content string }{
		{"_rels/.rels", `<r><Relationship Id="1" Type="x/officeDocument" Target="xl/workbook.xml"/></r>`},
		{"xl/workbook.xml", `<w>` + strings.Repeat(`<sheet name="s" r:id="1"/>`, 1000) + `</w>`},
		{"xl/_rels/workbook.xml.rels", `<r><Relationship Id="1" Type="x/worksheet" Target="s.xml"/></r>`},
		{"xl/s.xml", `<w><row r="1"><c r="A1"/></row>` + strings.Repeat(" ", 30<<20) + `</w>`},
	} {
		w, err := out.Create(part.name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(part.content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	refused(t, "oft.xlsx", b.Bytes(), table.Options{}, table.Inflated)
}

// Which columns are hidden is known however often it is said.
func TestHiddenColumns(t *testing.T) {
	for cols, want := range map[string]bool{
		`<col min="2" max="2" hidden="1"/>`: true, `<col min="3" max="16384" hidden="1"/>`: false, `<col min="0" max="1" hidden="1"/>`: false,
	} {
		data := replace(t, withSheet(t, `<row r="1"><c r="B1"><v>1</v></c></row>`), sheetPart, func(s string) string {
			return strings.Replace(s, "<sheetData>", "<cols>"+cols+"</cols><sheetData>", 1)
		})
		if got := read(t, data).HiddenColumn; got != want {
			t.Errorf("%s: %v", cols, got)
		}
	}
}

// A cell that is merged over many rows counts in each of them, and so does all
// that stands left of it.
func TestMergedOverManyRows(t *testing.T) {
	var rows strings.Builder
	rows.WriteString(`<row r="1"><c r="A1"><v>1</v></c><c r="GR1"><v>1</v></c></row>`)
	for i := 2; i <= 2000; i++ {
		fmt.Fprintf(&rows, `<row r="%d"><c r="A%d"><v>1</v></c></row>`, i, i)
	}
	merged := func(areas string) []byte {
		return replace(t, withSheet(t, rows.String()), sheetPart, func(s string) string {
			return strings.Replace(s, "</sheetData>", "</sheetData><mergeCells>"+areas+"</mergeCells>", 1)
		})
	}
	read(t, merged(`<mergeCell ref="GR1:GR500"/><mergeCell ref="GR501:GR600"/><mergeCell ref="B1:B2000"/>`))
	refused(t, "hoch.xlsx", merged(`<mergeCell ref="GR1:GR2000"/>`), table.Options{}, table.TooManyCells)
	refused(t, "kreuz.xlsx", merged(`<mergeCell ref="B1:B9"/><mergeCell ref="B9:B10"/>`), table.Options{}, table.Damaged)
}

// A cell is as long as in a spreadsheet at most. What is longer is no entry, and
// to compare it with choices would take minutes.
func TestTooLongACell(t *testing.T) {
	long := strings.Repeat("ä", 32_767)
	if _, err := table.Read("liste.csv", []byte("a;b\n1;"+long+"\n"), table.Options{}); err != nil {
		t.Error(err)
	}
	refused(t, "lang.csv", []byte("a;b\n1;"+long+"ä\n"), table.Options{}, table.CellTooLong)
}
