package export

import (
	"cmp"
	"encoding/xml"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// sheetInventory is a sheet that Excel does not offer to show. It says which
// columns, cells and charts the export made, so that an update can tell them
// from what an analyst added: see package update, which reads it.
const sheetInventory = "_itbestand"

// The kinds of its entries: each row is a kind, what it is about and a value.
const (
	madeColumn = "spalte"  // table, column
	madeInput  = "eingabe" // table, column that an analyst fills
	madeCells  = "blatt"   // sheet, ranges with anything in them
	madeObject = "objekt"  // empty, name of a chart
	madeLayout = "aufbau"  // empty, version of the layout: not all programs keep the property that says it too
	madeOffer  = "annahme" // sheet, column and value of a cell to change, and what its row is called
)

// inputs are the columns that the export prepares for an analyst to fill.
var inputs = map[string]string{"tblHinweise": "bearbeitung"}

// stream begins a sheet that is written as a stream. Excelize cannot look back
// at what it holds: if that is more than a table with headings above it, filled
// must be told.
func (w *workbook) stream(sheet string) (*excelize.StreamWriter, error) {
	w.streamed[sheet] = true
	return w.f.NewStreamWriter(sheet)
}

// inventory fills the sheet, once all others are there.
func (w *workbook) inventory() error {
	entries, err := w.madeTables()
	if err != nil {
		return err
	}
	for _, sheet := range w.f.GetSheetList() {
		ranges, told := w.filled[sheet]
		if sheet == sheetInventory || w.streamed[sheet] && !told {
			continue
		}
		if !told {
			if ranges, err = w.rangesOn(sheet); err != nil {
				return err
			}
		}
		for part := range slices.Chunk(append([]string{""}, ranges...), maxRanges) {
			entries = append(entries, []string{madeCells, sheet, strings.TrimSpace(strings.Join(part, " "))})
		}
	}
	entries = append(append(entries, w.madeObjects()...), w.offered...)
	entries = append(entries, []string{madeLayout, "", layoutVersion})
	for i, e := range entries {
		if err := w.f.SetSheetRow(sheetInventory, "A"+strconv.Itoa(i+1), &e); err != nil {
			return err
		}
	}
	return w.setUp(sheetInventory, layout{kind: evidence, dimension: "A1:C" + strconv.Itoa(max(1, len(entries)))})
}

// madeTables lists the columns of all tables.
func (w *workbook) madeTables() ([][]string, error) {
	var entries [][]string
	var failed error
	w.f.Pkg.Range(func(name, content any) bool {
		part, _ := name.(string)
		data, _ := content.([]byte)
		if !strings.HasPrefix(part, "xl/tables/") {
			return true
		}
		var t struct {
			Name    string `xml:"displayName,attr"`
			Columns []struct {
				Name string `xml:"name,attr"`
			} `xml:"tableColumns>tableColumn"`
		}
		if failed = xml.Unmarshal(data, &t); failed != nil {
			return false
		}
		for i, c := range t.Columns {
			kind := madeColumn
			if inputs[t.Name] == c.Name {
				kind = madeInput
			}
			entries = append(entries, []string{kind, t.Name, c.Name, strconv.Itoa(i)})
		}
		return true
	})
	slices.SortFunc(entries, func(a, b []string) int {
		return cmp.Or(cmp.Compare(a[1], b[1]), cmp.Compare(len(a[3]), len(b[3])), cmp.Compare(a[3], b[3]))
	})
	for i := range entries {
		entries[i] = entries[i][:3]
	}
	return entries, failed
}

// maxRanges is how many ranges one entry names.
const maxRanges = 1000

// rangesOn lists the cells of a sheet with anything in them.
func (w *workbook) rangesOn(sheet string) ([]string, error) {
	rows, err := w.f.GetRows(sheet, excelize.Options{RawCellValue: true})
	var all []string
	for i, cells := range rows {
		all = append(all, rangesOf(i+1, len(cells), func(column int) bool { return cells[column] != "" })...)
	}
	return all, err
}

// rangesOf lists the cells of a row that are filled.
func rangesOf(row, columns int, filled func(column int) bool) []string {
	var all []string
	for from := 0; from < columns; from++ {
		to := from
		for to < columns && filled(to) {
			to++
		}
		if to > from {
			all = append(all, cellName(from+1, row)+":"+cellName(to, row))
			from = to
		}
	}
	return all
}

var objectName = regexp.MustCompile(`cNvPr [^>]*name="([^"]*)"`)

// madeObjects lists the charts by their names.
func (w *workbook) madeObjects() [][]string {
	names := map[string]bool{}
	w.f.Drawings.Range(func(_, drawing any) bool {
		data, err := xml.Marshal(drawing)
		if err == nil {
			for _, m := range objectName.FindAllSubmatch(data, -1) {
				var name struct {
					Text string `xml:",chardata"`
				}
				if xml.Unmarshal([]byte("<n>"+string(m[1])+"</n>"), &name) == nil {
					names[name.Text] = true
				}
			}
		}
		return true
	})
	var entries [][]string
	for name := range names {
		entries = append(entries, []string{madeObject, "", name})
	}
	slices.SortFunc(entries, func(a, b []string) int { return cmp.Compare(a[2], b[2]) })
	return entries
}
