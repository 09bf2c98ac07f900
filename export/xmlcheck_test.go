package export

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"path"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
)

// checkPackage finds what Excel would repair or refuse, which neither excelize
// nor LibreOffice complain about. Every workbook that a test writes goes
// through it.
func checkPackage(t testing.TB, file string) {
	t.Helper()
	(&packageCheck{T: t, parts: readParts(t, file)}).all()
}

// checkUpdated is checkPackage for a workbook in which an analyst computes.
func checkUpdated(t testing.TB, file string) {
	t.Helper()
	(&packageCheck{T: t, parts: readParts(t, file), foreign: true}).all()
}

func (c *packageCheck) all() {
	c.T.Helper()
	c.wellFormed()
	c.contentTypes()
	c.relationships()
	c.sheets()
	c.tables()
	c.references()
}

func readParts(t testing.TB, file string) map[string][]byte {
	t.Helper()
	z, err := zip.OpenReader(file)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	parts := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r) // checks the sum too
		if err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		parts[f.Name] = data
	}
	return parts
}

type packageCheck struct {
	T     testing.TB
	parts map[string][]byte

	foreign bool // with an analyst's own formulas, sheets and pivot tables
}

func (c *packageCheck) wellFormed() {
	for name, data := range c.parts {
		if path.Ext(name) == ".bin" {
			continue
		}
		d := xml.NewDecoder(bytes.NewReader(data))
		for {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				c.T.Fatalf("%s is not well-formed: %v", name, err)
			}
		}
	}
}

func (c *packageCheck) decode(part string, into any) {
	if err := xml.Unmarshal(c.parts[part], into); err != nil {
		c.T.Fatalf("%s: %v", part, err)
	}
}

func (c *packageCheck) contentTypes() {
	var types struct {
		Default []struct {
			Extension string `xml:",attr"`
		}
		Override []struct {
			PartName string `xml:",attr"`
		}
	}
	c.decode("[Content_Types].xml", &types)
	known := map[string]bool{}
	for _, d := range types.Default {
		known["."+d.Extension] = true
	}
	for _, o := range types.Override {
		if _, ok := c.parts[strings.TrimPrefix(o.PartName, "/")]; !ok {
			c.T.Errorf("content type of a part that is not there: %s", o.PartName)
		}
		known[o.PartName] = true
	}
	for name := range c.parts {
		if ext := path.Ext(name); name != "[Content_Types].xml" && !known["/"+name] && (ext == ".xml" || !known[ext]) {
			c.T.Errorf("%s has no content type", name)
		}
	}
}

type relationship struct {
	ID         string `xml:"Id,attr"`
	Type       string `xml:",attr"`
	Target     string `xml:",attr"`
	TargetMode string `xml:",attr"`
}

// relationsOf lists the relationships of a part, targets made absolute.
func (c *packageCheck) relationsOf(part string) []relationship {
	name := path.Join(path.Dir(part), "_rels", path.Base(part)+".rels")
	if _, ok := c.parts[name]; !ok {
		return nil
	}
	var all struct{ Relationship []relationship }
	c.decode(name, &all)
	for i, r := range all.Relationship {
		if r.TargetMode == "External" {
			c.T.Errorf("%s leads outside: %s", name, r.Target)
		}
		if strings.HasPrefix(r.Target, "/") {
			all.Relationship[i].Target = r.Target[1:]
		} else {
			all.Relationship[i].Target = path.Join(path.Dir(part), r.Target)
		}
	}
	return all.Relationship
}

func (c *packageCheck) relationships() {
	for name := range c.parts {
		if !strings.HasSuffix(name, ".rels") {
			continue
		}
		owner := path.Join(path.Dir(path.Dir(name)), strings.TrimSuffix(path.Base(name), ".rels"))
		for _, r := range c.relationsOf(owner) {
			if _, ok := c.parts[r.Target]; !ok {
				c.T.Errorf("%s: %s leads to %s, which is not there", name, r.ID, r.Target)
			}
			// What is related but not named in the part is an orphan: excelize
			// makes such where something is added after Flush.
			if owner != "." && !bytes.Contains(c.parts[owner], []byte(`:id="`+r.ID+`"`)) && (strings.HasPrefix(owner, "xl/worksheets/") || strings.HasPrefix(owner, "xl/drawings/")) && !slices.Contains(unnamed, path.Base(r.Type)) {
				c.T.Errorf("%s: %s (%s) is not used", owner, r.ID, r.Target)
			}
		}
	}
}

// unnamed are the kinds of parts that a sheet has without saying so.
var unnamed = []string{"pivotTable", "comments", "threadedComment"}

// sheetOrder is the order that the schema wants the elements of a worksheet in.
var sheetOrder = []string{"sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection",
	"protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr",
	"conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks",
	"colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing", "legacyDrawing", "legacyDrawingHF", "picture",
	"oleObjects", "controls", "webPublishItems", "tableParts", "extLst"}

func (c *packageCheck) sheets() {
	for name, data := range c.parts {
		if !strings.HasPrefix(name, "xl/worksheets/sheet") {
			continue
		}
		depth, last := 0, -1
		d := xml.NewDecoder(bytes.NewReader(data))
		for token, err := d.Token(); err == nil; token, err = d.Token() {
			switch e := token.(type) {
			case xml.StartElement:
				if depth == 1 {
					at := slices.Index(sheetOrder, e.Name.Local)
					if at < last || at < 0 {
						c.T.Errorf("%s: %s is out of order", name, e.Name.Local)
					}
					last = at
				}
				depth++
			case xml.EndElement:
				depth--
			case xml.CharData:
				if n := len(utf16.Encode([]rune(string(e)))); n > 32767+7*strings.Count(string(e), "_x005F") {
					c.T.Errorf("%s: a cell of %d characters", name, n)
				}
			}
		}
		c.cells(name)
	}
}

type sheetCells struct {
	Dimension struct {
		Ref string `xml:"ref,attr"`
	} `xml:"dimension"`
	Rows []struct {
		R     int `xml:"r,attr"`
		Cells []struct {
			R  string `xml:"r,attr"`
			S  int    `xml:"s,attr"`
			T  string `xml:"t,attr"`
			F  string `xml:"f"`
			V  string `xml:"v"`
			IS struct {
				T string `xml:"t"`
			} `xml:"is"`
		} `xml:"c"`
	} `xml:"sheetData>row"`
	TableParts []struct {
		ID string `xml:"id,attr"`
	} `xml:"tableParts>tablePart"`
}

// cells checks that rows and cells ascend, that styles exist, and that the
// dimension holds them all.
func (c *packageCheck) cells(name string) {
	var sheet sheetCells
	c.decode(name, &sheet)
	var styles struct {
		Xfs []struct{} `xml:"cellXfs>xf"`
	}
	c.decode("xl/styles.xml", &styles)
	_, end, _ := strings.Cut(sheet.Dimension.Ref, ":")
	maxColumn, maxRow, err := excelize.CellNameToCoordinates(end)
	if c.foreign { // excelize does not count what an analyst writes
		maxColumn, maxRow = excelize.MaxColumns, excelize.TotalRows
	} else if err != nil {
		c.T.Errorf("%s: dimension %q", name, sheet.Dimension.Ref)
	}
	row := 0
	for _, r := range sheet.Rows {
		if r.R <= row || r.R > maxRow {
			c.T.Errorf("%s: row %d after %d, dimension %s", name, r.R, row, sheet.Dimension.Ref)
		}
		row = r.R
		column := 0
		for _, cell := range r.Cells {
			x, y, err := excelize.CellNameToCoordinates(cell.R)
			if err != nil || y != row || x <= column || x > maxColumn || cell.S >= len(styles.Xfs) {
				c.T.Errorf("%s: cell %s, style %d, dimension %s", name, cell.R, cell.S, sheet.Dimension.Ref)
			}
			column = x
			if cell.F != "" && cell.V == "" && cell.T != "str" && !c.foreign { // an empty text is a value too
				c.T.Errorf("%s: the formula in %s has no value", name, cell.R)
			}
		}
	}
}
