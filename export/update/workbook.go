package update

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"

	"bestand.example/itbestand/export/escapes"
)

// workbook is a workbook with its sheets and tables, found by what refers to
// them.
type workbook struct {
	*pack
	zip        *zip.ReadCloser
	main       string // name of the part
	tree       *node  // of the main part
	rels       []rel
	relsNode   *node
	types      *node // [Content_Types].xml
	sheets     []*sheet
	pictures   []*sheet          // sheets that are a chart
	tables     map[string]*table // by their names in small letters
	macros     bool
	properties map[string]string // custom ones
	inventory  *inventory
}

// sheet is a sheet of cells.
type sheet struct {
	name   string
	part   string
	place  int   // among all sheets
	entry  *node // in the main part
	rels   []rel
	frame  *node // without its rows
	tables []*table
}

// table is a table of a sheet.
type table struct {
	name    string
	part    string
	tree    *node
	sheet   *sheet
	at      rect // with header and totals
	totals  int  // rows
	columns []string
}

// first and last are the rows of data.
func (t *table) first() int { return t.at.top + 1 }
func (t *table) last() int  { return t.at.bottom - t.totals }

// column is the column of the sheet in which a column of the table stands, or
// 0.
func (t *table) column(name string) int {
	for i, c := range t.columns {
		if strings.EqualFold(c, name) {
			return t.at.left + i
		}
	}
	return 0
}

// mainKinds are the types of the main part that are read.
var mainKinds = map[string]bool{
	"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": false,
	"application/vnd.ms-excel.sheet.macroEnabled.main+xml":                       true,
}

const spreadsheetML = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

// openWorkbook opens a workbook; ours says that it is the one just exported.
func openWorkbook(path string, ours bool) (*workbook, error) {
	file := filepath.Base(path)
	if err := known(path, file); err != nil {
		return nil, err
	}
	z, err := zip.OpenReader(path)
	if err != nil {
		return nil, refuse(Damaged, file)
	}
	w := &workbook{zip: z, tables: map[string]*table{}}
	if err := w.read(file, ours); err != nil {
		z.Close()
		return nil, err
	}
	return w, nil
}

// known tells from the first bytes what kind of file it is.
func known(path, file string) error {
	f, err := os.Open(path)
	if held(err) {
		return refuse(Held, file)
	}
	if err != nil {
		return err
	}
	defer f.Close()
	start := make([]byte, 200)
	n, err := io.ReadFull(f, start)
	if n == 0 && err != nil && err != io.EOF {
		return err // a folder, or a medium that is gone
	}
	start = start[:n]
	switch old := strings.EqualFold(filepath.Ext(path), ".xls"); {
	case bytes.HasPrefix(start, []byte("\xd0\xcf\x11\xe0")) && old:
		return refuse(OldExcel, file)
	case bytes.HasPrefix(start, []byte("\xd0\xcf\x11\xe0")):
		return refuse(Encrypted, file) // Office wraps what it encrypts into the old container
	case bytes.Contains(start, []byte("application/vnd.oasis")):
		return refuse(OpenDocument, file)
	}
	return nil
}

// held reports whether Windows lets nobody else read a file, because a program
// has it open for itself alone.
func held(err error) bool {
	const sharingViolation, lockViolation = syscall.Errno(32), syscall.Errno(33)
	var code syscall.Errno
	return runtime.GOOS == "windows" && errors.As(err, &code) && (code == sharingViolation || code == lockViolation)
}

func (w *workbook) read(file string, ours bool) error {
	var err error
	if w.pack, err = newPack(file, &w.zip.Reader); err != nil {
		return err
	}
	if w.parts["xl/workbook.bin"] != nil {
		return refuse(BinaryExcel, file)
	}
	if w.types, err = w.pack.tree("[Content_Types].xml"); err != nil {
		return err
	}
	if err := w.readMain(); err != nil {
		return err
	}
	if err := w.readSheets(); err != nil {
		return err
	}
	strings := ""
	for _, r := range w.rels {
		if r.kind == "sharedStrings" {
			strings = r.target
		}
	}
	if w.texts, err = w.readTexts(strings, ours); err != nil {
		return err
	}
	if w.properties, err = w.readProperties(); err != nil {
		return err
	}
	for _, s := range w.sheets {
		if err := w.readTables(s); err != nil {
			return err
		}
	}
	w.inventory, err = w.readInventory()
	return err
}

func (w *workbook) readMain() error {
	roots, err := w.pack.rels("")
	if err != nil {
		return err
	}
	for _, r := range roots {
		if r.kind == "officeDocument" {
			w.main = r.target
		}
	}
	macros, known := mainKinds[w.kindOf(w.main)]
	if !known {
		return refuse(Unfamiliar, w.file)
	}
	w.macros = macros
	if w.tree, err = w.pack.tree(w.main); err != nil {
		return err
	}
	if w.tree.name != "workbook" || !w.tree.declares(spreadsheetML) {
		return refuse(Unfamiliar, w.file)
	}
	w.rels, err = w.pack.rels(w.main)
	return err
}

// declares reports whether a namespace is the one of names without prefix.
func (n *node) declares(space string) bool {
	for _, a := range n.attrs {
		if a.name == "xmlns" {
			return a.value == space
		}
	}
	return false
}

// kindOf is the content type of a part.
func (w *workbook) kindOf(part string) string {
	for _, o := range w.types.children("Override") {
		if strings.EqualFold(strings.TrimPrefix(o.get("PartName"), "/"), part) {
			return o.get("ContentType")
		}
	}
	ext := strings.TrimPrefix(filepath.Ext(part), ".")
	for _, d := range w.types.children("Default") {
		if strings.EqualFold(d.get("Extension"), ext) {
			return d.get("ContentType")
		}
	}
	return ""
}

func (w *workbook) readSheets() error {
	targets := map[string]rel{}
	for _, r := range w.rels {
		targets[r.id] = r
	}
	list := w.tree.child("sheets")
	if list == nil {
		return refuse(Damaged, w.file)
	}
	for i, n := range list.children("sheet") {
		r := targets[n.get("id")]
		if r.kind != "worksheet" && r.kind != "chartsheet" {
			continue // a dialog or macros of long ago
		}
		if w.parts[r.target] == nil {
			return refuse(Damaged, w.file)
		}
		s := &sheet{name: n.get("name"), part: r.target, place: i, entry: n}
		var err error
		if s.rels, err = w.pack.rels(s.part); err != nil {
			return err
		}
		if r.kind == "chartsheet" {
			w.pictures = append(w.pictures, s)
			continue
		}
		w.sheets = append(w.sheets, s)
	}
	return nil
}

func (w *workbook) sheet(name string) *sheet {
	for _, s := range w.sheets {
		if strings.EqualFold(s.name, name) {
			return s
		}
	}
	return nil
}

// named reports whether any sheet has a name, also one that is a chart or a
// dialog.
func (w *workbook) named(name string) bool {
	return slices.ContainsFunc(w.tree.child("sheets").children("sheet"), func(n *node) bool { return strings.EqualFold(n.get("name"), name) })
}

func (w *workbook) readTables(s *sheet) error {
	for _, r := range s.rels {
		if r.kind != "table" {
			continue
		}
		n, err := w.pack.tree(r.target)
		if err != nil {
			return err
		}
		t := &table{name: n.get("displayName"), part: r.target, tree: n, sheet: s}
		at, ok := parseRect(n.get("ref"))
		columns := n.child("tableColumns")
		if !ok || columns == nil {
			return refuse(Damaged, w.file)
		}
		t.at = at
		t.totals, _ = strconv.Atoi(n.get("totalsRowCount")) // absent: none
		for _, c := range columns.children("tableColumn") {
			t.columns = append(t.columns, escapes.Read(c.get("name")))
		}
		if t.totals < 0 || t.totals > 1 || len(t.columns) != at.right-at.left+1 || t.last() < at.top || w.tables[strings.ToLower(t.name)] != nil {
			return refuse(Damaged, w.file)
		}
		s.tables = append(s.tables, t)
		w.tables[strings.ToLower(t.name)] = t
	}
	return nil
}

// readProperties reads the custom properties of the document.
func (w *workbook) readProperties() (map[string]string, error) {
	all := map[string]string{}
	if w.parts[customPart] == nil {
		return all, nil
	}
	root, err := w.pack.tree(customPart)
	if err != nil {
		return nil, err
	}
	for _, p := range root.children("property") {
		for _, v := range p.kids {
			if v.name != "" {
				all[p.get("name")] = v.content()
			}
		}
	}
	return all, nil
}

const customPart = "docProps/custom.xml"
