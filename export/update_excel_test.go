package export

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"bestand.example/itbestand/export/update"
)

// put makes a part of the workbook, or changes one: what Excel writes and
// excelize does not know is written as Excel writes it.
func (a *analyst) put(part, content string) {
	a.changes[part] = func([]byte) []byte { return []byte(content) }
}

// edit replaces text in a part, which must be there.
func (a *analyst) edit(part, from, to string) {
	before := a.changes[part]
	a.changes[part] = func(data []byte) []byte {
		if before != nil {
			data = before(data)
		}
		if !bytes.Contains(data, []byte(from)) {
			a.t.Fatalf("%s does not hold %s:\n%.3000s", part, from, data)
		}
		return bytes.Replace(data, []byte(from), []byte(to), 1)
	}
}

// changed is the workbook with these parts.
func (a *analyst) changed(path string) string {
	a.t.Helper()
	parts := readParts(a.t, path)
	for name, change := range a.changes {
		parts[name] = change(parts[name])
	}
	to := filepath.Join(a.t.TempDir(), filepath.Base(path))
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		w, err := z.Create(name)
		a.do(err)
		_, err = w.Write(parts[name])
		a.do(err)
	}
	a.do(z.Close())
	a.do(os.WriteFile(to, b.Bytes(), 0o600))
	return to
}

// sheetPart is the name of a sheet's part.
func (w *written) sheetPart(sheet string) string {
	w.t.Helper()
	for name, part := range (&packageCheck{T: w.t, parts: readParts(w.t, w.path)}).sheetParts() {
		if name == sheet {
			return part
		}
	}
	w.t.Fatalf("no sheet %s", sheet)
	return ""
}

// relate adds a relationship and a content type.
func (a *analyst) relate(owner, id, kind, target, content string) {
	rels := filepath.ToSlash(filepath.Join(filepath.Dir(owner), "_rels", filepath.Base(owner)+".rels"))
	line := `<Relationship Id="` + id + `" Type="` + kind + `" Target="` + target + `"/></Relationships>`
	before := a.changes[rels]
	a.changes[rels] = func(data []byte) []byte {
		if before != nil {
			data = before(data)
		}
		if len(data) == 0 {
			data = []byte(`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>`)
		}
		return bytes.Replace(data, []byte("</Relationships>"), []byte(line), 1)
	}
	if content != "" {
		part := filepath.ToSlash(filepath.Join(filepath.Dir(owner), target))
		a.edit("[Content_Types].xml", "</Types>", `<Override PartName="/`+part+`" ContentType="`+content+`"/></Types>`)
	}
}

const (
	spaces2009 = `xmlns="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x xr10" xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:xr10="http://schemas.microsoft.com/office/spreadsheetml/2016/revision10"`
	space2010  = `xmlns:x15="http://schemas.microsoft.com/office/spreadsheetml/2010/11/main"`
	relations  = "http://schemas.microsoft.com/office/"
)

// sliced gives an analyst's workbook what Excel writes for a slicer on a table,
// a slicer on a pivot table and a timeline, with the filter that the first one
// has set.
func sliced(a *analyst, sheet, pivotSheet, tableID, columnID, column string) {
	book := "xl/workbook.xml"
	a.put("xl/slicerCaches/slicerCache1.xml", `<slicerCacheDefinition `+spaces2009+` name="Datenschnitt_typ" xr10:uid="{00000000-0013-0000-FFFF-FFFF01000000}" sourceName="`+column+`"><extLst><x:ext uri="{2F2917AC-EB37-4324-AD4E-5DD8C200BD13}" `+space2010+`><x15:tableSlicerCache tableId="`+tableID+`" column="`+columnID+`"/></x:ext></extLst></slicerCacheDefinition>`)
	a.put("xl/slicerCaches/slicerCache2.xml", `<slicerCacheDefinition `+spaces2009+` name="Datenschnitt_typ1" sourceName="typ"><pivotTables><pivotTable tabId="9" name="Pivot Table1"/></pivotTables><data><tabular pivotCacheId="1"><items count="1"><i x="0" s="1"/></items></tabular></data></slicerCacheDefinition>`)
	a.put("xl/slicers/slicer1.xml", `<slicers `+spaces2009+`><slicer name="typ" cache="Datenschnitt_typ" caption="Typ" rowHeight="241300"/></slicers>`)
	a.put("xl/slicers/slicer2.xml", `<slicers `+spaces2009+`><slicer name="typ 1" cache="Datenschnitt_typ1" caption="Typ" rowHeight="241300"/></slicers>`)
	a.put("xl/timelineCaches/timelineCache1.xml", `<timelineCacheDefinition xmlns="http://schemas.microsoft.com/office/spreadsheetml/2010/11/main" name="NativeZeitachse_stand" sourceName="stand"><pivotTables><pivotTable tabId="9" name="Pivot Table1"/></pivotTables><state minimalRefreshVersion="6" lastRefreshVersion="6" pivotCacheId="1" filterType="unknown"><bounds startDate="2026-01-01T00:00:00" endDate="2027-01-01T00:00:00"/></state></timelineCacheDefinition>`)
	a.put("xl/timelines/timeline1.xml", `<timelines xmlns="http://schemas.microsoft.com/office/spreadsheetml/2010/11/main"><timeline name="stand" cache="NativeZeitachse_stand" caption="Stand" level="2" selectionLevel="2"/></timelines>`)
	a.relate(book, "rId901", relations+"2007/relationships/slicerCache", "slicerCaches/slicerCache1.xml", "application/vnd.ms-excel.slicerCache+xml")
	a.relate(book, "rId902", relations+"2007/relationships/slicerCache", "slicerCaches/slicerCache2.xml", "application/vnd.ms-excel.slicerCache+xml")
	a.relate(book, "rId903", relations+"2011/relationships/timelineCache", "timelineCaches/timelineCache1.xml", "application/vnd.ms-excel.timelineCache+xml")
	a.relate(sheet, "rId911", relations+"2007/relationships/slicer", "../slicers/slicer1.xml", "application/vnd.ms-excel.slicer+xml")
	a.relate(sheet, "rId912", "http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing", "../drawings/drawing91.xml", "application/vnd.openxmlformats-officedocument.drawing+xml")
	a.relate(pivotSheet, "rId911", relations+"2007/relationships/slicer", "../slicers/slicer2.xml", "application/vnd.ms-excel.slicer+xml")
	a.relate(pivotSheet, "rId912", relations+"2011/relationships/timeline", "../timelines/timeline1.xml", "application/vnd.ms-excel.timeline+xml")
	a.put("xl/drawings/drawing91.xml", `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:twoCellAnchor editAs="oneCell"><xdr:from><xdr:col>20</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>2</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>23</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>14</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice xmlns:sle15="http://schemas.microsoft.com/office/drawing/2012/slicer" Requires="sle15"><xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="2" name="typ"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm><a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/drawing/2010/slicer"><sle:slicer xmlns:sle="http://schemas.microsoft.com/office/drawing/2010/slicer" name="typ"/></a:graphicData></a:graphic></xdr:graphicFrame></mc:Choice><mc:Fallback><xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="0" name=""/><xdr:cNvSpPr><a:spLocks noTextEdit="1"/></xdr:cNvSpPr></xdr:nvSpPr><xdr:spPr/></xdr:sp></mc:Fallback></mc:AlternateContent><xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>`)
	ext := func(uri, inside string) string { return `<ext uri="` + uri + `" ` + inside }
	a.edit(book, "</workbook>", "<extLst>"+
		ext("{BBE1A952-AA13-448e-AADC-164F8A28A991}", `xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><x14:slicerCaches><x14:slicerCache r:id="rId902"/></x14:slicerCaches></ext>`)+
		ext("{46BE6895-7355-4a93-B00E-2C351335B9C9}", space2010+`><x15:slicerCaches xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><x14:slicerCache r:id="rId901"/></x15:slicerCaches></ext>`)+
		ext("{D0CA8CA8-9F24-4464-BF8E-62219DCF47F9}", space2010+`><x15:timelineCacheRefs><x15:timelineCacheRef r:id="rId903"/></x15:timelineCacheRefs></ext>`)+
		"</extLst></workbook>")
	// Where Excel says from which folder it was saved last.
	a.edit(book, "<bookViews>", `<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="x15"><x15ac:absPath url="C:\Daten\" xmlns:x15ac="http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac"/></mc:Choice></mc:AlternateContent><bookViews>`)
	a.edit(pivotSheet, "</worksheet>", "<extLst>"+
		ext("{A8765BA9-456A-4dab-B4F3-ACF838C121DE}", `xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><x14:slicerList><x14:slicer xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId911"/></x14:slicerList></ext>`)+
		ext("{7E03D99C-DC04-49d9-9315-930204A7B6E9}", space2010+`><x15:timelineRefs><x15:timelineRef xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId912"/></x15:timelineRefs></ext>`)+
		"</extLst></worksheet>")
	a.edit(sheet, "<tableParts", `<drawing xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId912"></drawing><tableParts`)
	a.edit(sheet, "</tableParts>", "</tableParts><extLst>"+
		ext("{3A4CF648-6AED-40f4-86FF-DC5316D8AED3}", `xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><x14:slicerList><x14:slicer xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId911"/></x14:slicerList></ext>`)+
		"</extLst>")
}

// Slicers and timelines stay what they are: each part is the same byte for byte,
// each is found from where Excel looks for it, and the table and its column have
// the numbers by which slicers know them. What a slicer had hidden is shown:
// otherwise new rows would be missed.
func TestSlicersAndTimelinesGoAlong(t *testing.T) {
	set, sets := small(t)
	a := worked(t)
	a.changes = map[string]func([]byte) []byte{}
	part, table := a.table("tblDaten_KL")
	id := regexp.MustCompile(`<table[^>]* id="(\d+)"`).FindSubmatch(table)
	column := regexp.MustCompile(`<tableColumn[^>]* id="(\d+)"[^>]* name="typ"|<tableColumn[^>]* name="typ"[^>]* id="(\d+)"`).FindSubmatch(table)
	if id == nil || column == nil {
		t.Fatalf("%.400s", table)
	}
	number := string(column[1]) + string(column[2])
	sheet := a.sheetPart("Daten_KL")
	sliced(a, sheet, "xl/worksheets/sheet"+lastSheet(t, a)+".xml", string(id[1]), number, "typ")
	a.edit(sheet, `<row r="5"`, `<row r="5" hidden="1"`)
	a.edit(part, "</autoFilter>", `<filterColumn colId="2"><filters><filter val="Landkreis"/></filters></filterColumn></autoFilter>`)
	old := a.save()
	w, _ := updated(t, old, writeBook(t, book(sets, crowd(t, set, 12, 5, 3, 9, 1)...)))
	was, is := readParts(t, old), readParts(t, w.path)
	for name, data := range was {
		for _, folder := range []string{"xl/slicers/", "xl/slicerCaches/", "xl/timelines/", "xl/timelineCaches/", "xl/drawings/drawing91"} {
			if strings.HasPrefix(name, folder) && !bytes.Equal(data, is[name]) {
				t.Errorf("%s has changed", name)
			}
		}
	}
	rels := (&packageCheck{T: t, parts: is}).relationsOf("xl/workbook.xml")
	for id, want := range map[string]string{"rId901": "xl/slicerCaches/slicerCache1.xml", "rId902": "xl/slicerCaches/slicerCache2.xml", "rId903": "xl/timelineCaches/timelineCache1.xml"} {
		if !slices.ContainsFunc(rels, func(r relationship) bool { return r.ID == id && r.Target == want }) {
			t.Errorf("the workbook has no %s to %s", id, want)
		}
	}
	for _, name := range []string{sheet, "xl/workbook.xml"} {
		if !bytes.Contains(is[name], []byte("slicerCache r:id")) && !bytes.Contains(is[name], []byte("x14:slicerList")) {
			t.Errorf("%s names no slicer", name)
		}
	}
	if !bytes.Contains(was[part], []byte("<filterColumn")) || !bytes.Contains(was[sheet], []byte(`hidden="1"`)) {
		t.Fatal("nothing was hidden before")
	}
	now := is[part]
	if !bytes.Contains(now, id[1]) || bytes.Contains(now, []byte("filterColumn")) {
		t.Errorf("the table is %.400s", now)
	}
	if got := regexp.MustCompile(`id="` + number + `" name="typ"`); !got.Match(now) {
		t.Errorf("the column has another number: %.900s", now)
	}
	if bytes.Contains(is[sheet], []byte(`hidden="1"`)) {
		t.Error("rows are still hidden")
	}
	mainInOrder(t, is["xl/workbook.xml"])
}

// lastSheet is the number of the sheet that was added last.
func lastSheet(t *testing.T, a *analyst) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "x.xlsx")
	a.do(a.f.SaveAs(path))
	w := &written{t: t, path: path, f: a.f}
	return strings.TrimSuffix(strings.TrimPrefix(w.sheetPart("Pivot"), "xl/worksheets/sheet"), ".xml")
}

// mainInOrder holds that the parts of the main part stand as the schema wants them:
// Excel repairs a workbook where they do not.
func mainInOrder(t *testing.T, main []byte) {
	t.Helper()
	order := []string{"fileVersion", "workbookPr", "workbookProtection", "bookViews", "sheets", "externalReferences", "definedNames", "calcPr", "pivotCaches", "extLst"}
	d := xml.NewDecoder(bytes.NewReader(main))
	depth, last := 0, -1
	for {
		token, err := d.Token()
		if err != nil {
			return
		}
		switch x := token.(type) {
		case xml.StartElement:
			if depth++; depth == 2 {
				if i := slices.Index(order, x.Name.Local); i >= 0 {
					if i < last {
						t.Errorf("%s stands behind %s", x.Name.Local, order[last])
					}
					last = i
				}
			}
		case xml.EndElement:
			depth--
		}
	}
}

// A table on a sheet that is made anew keeps the numbers of its columns: a
// slicer on one of the analyst's sheets knows them by these.
func TestColumnsKeepTheirNumbers(t *testing.T) {
	set, sets := small(t)
	a := &analyst{written: writeBook(t, book(sets, crowd(t, set, 0, 1)...)), changes: map[string]func([]byte) []byte{}}
	numbers := regexp.MustCompile(`<tableColumn[^>]* id="(\d+)"[^>]*>`)
	var parts []string
	a.f.Pkg.Range(func(k, v any) bool {
		if name := k.(string); strings.HasPrefix(name, "xl/tables/") {
			parts = append(parts, name)
			a.changes[name] = func(data []byte) []byte {
				return numbers.ReplaceAllFunc(data, func(b []byte) []byte {
					return bytes.Replace(b, []byte(` id="`), []byte(` id="5`), 1)
				})
			}
		}
		return true
	})
	old := a.save()
	w, _ := updated(t, old, writeBook(t, book(sets, crowd(t, set, 0, 1, 2)...)))
	is := readParts(t, w.path)
	for _, part := range parts {
		for _, m := range numbers.FindAllSubmatch(is[part], -1) {
			if m[1][0] != '5' {
				t.Errorf("%s has a column with the new number %s", part, m[1])
			}
		}
	}
}

// Comments go with their row: the yellow box, the text and the conversation that
// newer Excels show. Where the row is gone they are kept with the other values
// that find none.
func TestCommentsGoWithTheirRow(t *testing.T) {
	set, sets := small(t)
	a := &analyst{written: writeBook(t, book(sets, crowd(t, set, 0, 1, 2, 3)...)), changes: map[string]func([]byte) []byte{}}
	for cell, text := range map[string]string{"B3": "zu 0", "B5": "zu 2", "A1": "ganz oben", "C6": "zu 3"} {
		a.do(a.f.AddComment("Daten_KL", excelize.Comment{Cell: cell, Author: "Eva", Text: text}))
	}
	path := filepath.Join(t.TempDir(), "x.xlsx")
	a.do(a.f.SaveAs(path))
	sheet := (&written{t: t, path: path, f: a.f}).sheetPart("Daten_KL")
	a.relate(sheet, "rId950", "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment", "../threadedComments/threadedComment1.xml", "application/vnd.ms-excel.threadedcomments+xml")
	a.put("xl/threadedComments/threadedComment1.xml", `<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"><threadedComment ref="B5" dT="2026-11-23T10:00:00.00" personId="{A}" id="{1}"><text>Stimmt das?</text></threadedComment><threadedComment ref="B5" dT="2026-11-23T11:00:00.00" personId="{B}" id="{2}" parentId="{1}"><text>Ja &amp; amen.</text></threadedComment><threadedComment ref="C6" personId="{A}" id="{3}"><text>bleibt</text></threadedComment></ThreadedComments>`)
	w, report := updated(t, a.save(), writeBook(t, book(sets, crowd(t, set, 3, 5, 6, 0)...)))
	comments, err := w.f.GetComments("Daten_KL")
	a.do(err)
	got := map[string]string{}
	for _, c := range comments {
		got[c.Cell] = c.Text
	}
	for cell, want := range map[string]string{"A1": "ganz oben", "B6": "zu 0", "C3": "zu 3"} {
		if !strings.Contains(got[cell], want) {
			t.Errorf("%s has the comment %q, want %q", cell, got[cell], want)
		}
	}
	if len(got) != 3 {
		t.Errorf("the comments are %v", got)
	}
	is := readParts(t, w.path)
	threads := string(is["xl/threadedComments/threadedComment1.xml"])
	if strings.Contains(threads, "Stimmt") || !strings.Contains(threads, `ref="C3"`) {
		t.Errorf("the conversations are %s", threads)
	}
	boxes := string(is["xl/drawings/vmlDrawing1.vml"])
	if n := strings.Count(boxes, `ObjectType="Note"`); n != 3 {
		t.Errorf("there are %d boxes: %s", n, boxes)
	}
	var rows []string
	for _, m := range regexp.MustCompile(`<x:Row>(\d+)</x:Row>`).FindAllStringSubmatch(boxes, -1) {
		rows = append(rows, m[1])
	}
	slices.Sort(rows)
	if !slices.Equal(rows, []string{"0", "2", "5"}) {
		t.Errorf("the boxes belong to rows %v", rows)
	}
	if report.Orphans != 1 {
		t.Fatalf("%+v", report)
	}
	if got := w.cell(report.OrphanSheet, "D2"); got != "Stimmt das?\nJa & amen." {
		t.Errorf("the comment without a row is %q", got)
	}
	if got := w.cell(report.OrphanSheet, "B2"); !strings.Contains(got, unit(2).Key) {
		t.Errorf("its row is called %q", got)
	}
}

// A workbook with macros stays one: the project is the same byte for byte, the
// sheets that are made anew keep the names by which macros know them, and the
// new file must be called one with macros too.
func TestMacrosAreKept(t *testing.T) {
	set, sets := small(t)
	a := &analyst{written: writeBook(t, book(sets, crowd(t, set, 0, 1, 2)...)), changes: map[string]func([]byte) []byte{}}
	project := append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), bytes.Repeat([]byte("Sub Auswerten()\x00\xff"), 300)...)
	a.do(a.f.AddVBAProject(project))
	var names []string
	for i, sheet := range a.f.GetSheetList() {
		name := "Tabelle" + strconv.Itoa(i+1)
		names = append(names, name)
		a.do(a.f.SetSheetProps(sheet, &excelize.SheetPropsOptions{CodeName: &name}))
	}
	old := filepath.Join(t.TempDir(), "Mappe mit Makros.xlsm")
	a.do(a.f.SaveAs(old))
	fresh := writeBook(t, book(sets, crowd(t, set, 2, 1, 4)...))
	to := filepath.Join(t.TempDir(), "neu.xlsm")
	_, err := tryUpdate(old, fresh.path, to)
	a.do(err)
	checkUpdated(t, to)
	is := readParts(t, to)
	if !bytes.Equal(is["xl/vbaProject.bin"], project) {
		t.Error("the macros have changed")
	}
	types := string(is["[Content_Types].xml"])
	if !strings.Contains(types, "application/vnd.ms-excel.sheet.macroEnabled.main+xml") || !strings.Contains(types, "application/vnd.ms-office.vbaProject") {
		t.Errorf("the kinds of parts are %s", types)
	}
	w := &written{t: t, path: to, f: nil}
	for i, sheet := range a.f.GetSheetList() {
		if !bytes.Contains(is[w.sheetPart(sheet)], []byte(`codeName="`+names[i]+`"`)) {
			t.Errorf("macros do not know %s any more", sheet)
		}
	}
	for _, one := range [][2]string{{old, "neu.xlsx"}, {fresh.path, "neu.xlsm"}} {
		var refused *update.Error
		if err := update.Check(one[0], one[1]); !errors.As(err, &refused) || refused.Refusals[0].Code != update.Endings {
			t.Errorf("%v: %v", one, err)
		}
	}
}
