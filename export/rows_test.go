package export

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io/fs"
	"math"
	"math/rand/v2"
	"strconv"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"bestand.example/itbestand/survey"
)

// xmlCell is a cell as a sheet has it.
type xmlCell struct {
	Ref    string `xml:"r,attr"`
	Style  string `xml:"s,attr"`
	Type   string `xml:"t,attr"`
	Value  string `xml:"v"`
	Inline struct {
		Space string `xml:"http://www.w3.org/XML/1998/namespace space,attr"`
		Text  string `xml:",chardata"`
	} `xml:"is>t"`
}

type xmlRow struct {
	Number string    `xml:"r,attr"`
	Height string    `xml:"ht,attr"`
	Custom string    `xml:"customHeight,attr"`
	Cells  []xmlCell `xml:"c"`
}

// Rows are written as excelize writes them, cell by cell: texts as they come
// out of fit, numbers, dates, times, with and without a style.
func TestRowsAreWrittenAsExcelizeWritesThem(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 7))
	rapid.Check(t, func(t *rapid.T) {
		rows := make([][]any, rapid.IntRange(1, 20).Draw(t, "rows"))
		heights := make([]float64, len(rows))
		for i := range rows {
			heights[i] = rapid.SampledFrom([]float64{0, 12, 409, 15.75}).Draw(t, "height")
			rows[i] = make([]any, rapid.IntRange(0, 30).Draw(t, "columns"))
			for j := range rows[i] {
				rows[i][j] = anyCell(t, random)
			}
		}
		got, want := ownRows(t, rows, heights), excelizeRows(t, rows, heights)
		for i := range want {
			if got[i].Number != want[i].Number || got[i].Height != want[i].Height || got[i].Custom != want[i].Custom || len(got[i].Cells) != len(want[i].Cells) {
				t.Fatalf("row %d\n is %+v\nnot %+v", i, got[i], want[i])
			}
			for j, cell := range want[i].Cells {
				if !sameCell(got[i].Cells[j], cell) {
					t.Fatalf("row %d of %#v\n is %+v\nnot %+v", i, rows[i], got[i].Cells[j], cell)
				}
			}
		}
	})
}

func anyCell(t *rapid.T, random *rand.Rand) any {
	var value any
	switch rapid.IntRange(0, 8).Draw(t, "kind") {
	case 0:
		return nil
	case 1:
		value = withoutMisread(survey.Clean(rapid.String().Draw(t, "text")))
	case 2, 3:
		value = withoutMisread(survey.Clean(anyText(random)))
		if text, ok := value.(string); ok && len(text) > maxCell {
			value = text[:0]
		}
	case 4:
		value = rapid.Int().Draw(t, "int")
	case 5:
		value = rapid.Int64().Draw(t, "int64")
	case 6:
		value = rapid.Float64().Draw(t, "float")
	case 7:
		value = float64(rapid.Int64Range(-1e12, 1e12).Draw(t, "cents")) / 100
	case 8:
		seconds := rapid.Int64Range(-2_000_000_000, 20_000_000_000).Draw(t, "seconds") // from 1906 on
		zone := time.FixedZone("", rapid.IntRange(-12, 14).Draw(t, "hours")*3600)
		value = time.Unix(seconds, 0).In(zone)
	}
	return excelize.Cell{StyleID: rapid.IntRange(1, 3).Draw(t, "style"), Value: value}
}

func ownRows(t *rapid.T, rows [][]any, heights []float64) []xmlRow {
	to := (&deflater{}).stream() // less than a block: nothing is deflated
	w := newRowWriter(to, 30)
	for i, cells := range rows {
		w.begin(i+1, heights[i])
		for column, c := range cells {
			v := cellValueOf(c)
			w.cell(column, &v)
		}
		if err := w.end(); err != nil {
			t.Fatal(err)
		}
	}
	return parsedRows(t, []byte("<sheetData>"+string(to.block)+"</sheetData>"))
}

func excelizeRows(t *rapid.T, rows [][]any, heights []float64) []xmlRow {
	f := excelize.NewFile()
	for range 3 { // the styles that cells may have
		if _, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Size: 9 + rand.Float64()}}); err != nil {
			t.Fatal(err)
		}
	}
	stream, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		t.Fatal(err)
	}
	for i, cells := range rows {
		var options []excelize.RowOpts
		if heights[i] > 0 {
			options = append(options, excelize.RowOpts{Height: heights[i]})
		}
		if err := stream.SetRow("A"+strconv.Itoa(i+1), cells, options...); err != nil {
			t.Fatal(err)
		}
	}
	if err := stream.Flush(); err != nil {
		t.Fatal(err)
	}
	book, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(book.Bytes()), int64(book.Len()))
	if err != nil {
		t.Fatal(err)
	}
	sheet, err := fs.ReadFile(z, "xl/worksheets/sheet1.xml")
	if err != nil {
		t.Fatal(err)
	}
	return parsedRows(t, sheet[bytes.Index(sheet, []byte("<sheetData>")):bytes.LastIndex(sheet, []byte("</sheetData>"))+len("</sheetData>")])
}

func parsedRows(t *rapid.T, data []byte) []xmlRow {
	var sheet struct {
		Rows []xmlRow `xml:"row"`
	}
	if err := xml.Unmarshal(data, &sheet); err != nil {
		t.Fatalf("%v\n%s", err, data)
	}
	return sheet.Rows
}

// sameCell compares cells; of numbers, fifteen digits: excelize drops those
// behind, where others round.
func sameCell(a, b xmlCell) bool {
	if a == b {
		return true
	}
	x, err1 := strconv.ParseFloat(a.Value, 64)
	y, err2 := strconv.ParseFloat(b.Value, 64)
	if err1 != nil || err2 != nil || math.Abs(x-y) > 2e-14*math.Abs(y) {
		return false
	}
	a.Value, b.Value = "", ""
	return a == b
}
