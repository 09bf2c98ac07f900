package table

import (
	"archive/zip"
	"bytes"
	"io"
	"path"
	"strconv"
	"strings"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/intake"
)

// maxPart is to how many bytes a part of a workbook may unpack. The sheet of a
// list at the limit of cells has a third of it.
const maxPart = 32 << 20

// maxWhole is to how many bytes all parts that are read may unpack together: a
// workbook may name one part as many sheets.
const maxWhole = 2 * maxPart

// maxParts is how many parts a workbook may have.
const maxParts = 5_000

// workbook is an .xlsx file of which the parts are read one after the other.
type workbook struct {
	file     string // its name, for sentences
	parts    map[string]*zip.File
	shared   []string // strings that cells name by their number
	formats  []format // of the cells, by the number of their style
	day1904  bool
	cells    int   // that were read so far, in all sheets
	left     int64 // bytes that may still be unpacked
	maxCells int   // that may be read
}

func readWorkbook(file string, data []byte, o Options) ([]*intake.Table, *Error) {
	w, refused := openWorkbook(file, data)
	if refused != nil {
		return nil, refused
	}
	w.maxCells = o.MaxCells
	sheets, refused := w.sheets()
	if refused != nil {
		return nil, refused
	}
	if sheets, refused = chosen(sheets, o.Sheet); refused != nil {
		return nil, refused
	}
	if refused := w.readShared(); refused != nil {
		return nil, refused
	}
	if refused := w.readStyles(); refused != nil {
		return nil, refused
	}
	var tables []*intake.Table
	for _, s := range sheets {
		t, refused := w.readSheet(s)
		if refused != nil {
			return nil, refused
		}
		if len(t.Rows) > 0 {
			tables = append(tables, t)
		}
	}
	return tables, nil
}

// chosen is the sheet that was asked for, or all of them.
func chosen(sheets []sheet, only string) ([]sheet, *Error) {
	if only == "" {
		return sheets, nil
	}
	names := make([]string, len(sheets))
	for i, s := range sheets {
		if names[i] = s.name; survey.Fold(s.name) == survey.Fold(only) {
			return sheets[i : i+1], nil
		}
	}
	return nil, refuse(UnknownSheet, only, strings.Join(names, ", "))
}

func openWorkbook(file string, data []byte) (*workbook, *Error) {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil || len(archive.File) > maxParts {
		return nil, refuse(Damaged, file)
	}
	w := &workbook{file: file, parts: map[string]*zip.File{}, left: maxWhole}
	for _, f := range archive.File {
		w.parts[strings.TrimPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "/")] = f
	}
	switch {
	case w.parts["xl/vbaProject.bin"] != nil:
		return nil, refuse(Macros, file)
	case w.parts["xl/workbook.bin"] != nil:
		return nil, refuse(BinaryExcel, file)
	case w.parts["content.xml"] != nil && w.parts["mimetype"] != nil:
		return nil, refuse(OpenDocument, file)
	case w.parts["_rels/.rels"] == nil:
		return nil, refuse(NotATable, file)
	}
	return w, nil
}

// open begins to read a part. What its header says about its size is refused at
// once, and what it holds beyond that at the first byte.
func (w *workbook) open(name string) (*part, *Error) {
	f := w.parts[name]
	switch {
	case f == nil:
		return nil, refuse(Damaged, w.file)
	case f.UncompressedSize64 > maxPart:
		return nil, w.inflated(name)
	}
	r, err := f.Open()
	if err != nil {
		return nil, refuse(Damaged, w.file)
	}
	return newPart(w, name, r), nil
}

func (w *workbook) inflated(part string) *Error {
	return refuse(Inflated, w.file, survey.CleanLine(part), strconv.Itoa(maxPart>>20))
}

// sheet is an entry of the workbook's table of contents.
type sheet struct {
	name, id, part string
	concealed      bool
}

// sheets reads the table of contents.
func (w *workbook) sheets() ([]sheet, *Error) {
	roots, refused := w.relations("")
	if refused != nil {
		return nil, refused
	}
	main := ""
	for _, r := range roots {
		if strings.HasSuffix(r.kind, "/officeDocument") {
			main = r.target
		}
	}
	p, refused := w.open(main)
	if refused != nil {
		return nil, refused
	}
	defer p.close()
	var sheets []sheet
	for p.next() {
		switch p.name {
		case "workbookPr":
			w.day1904 = isTrue(p.attr("date1904"))
		case "sheet":
			s := sheet{name: survey.CleanLine(p.attr("name")), id: p.attr("id"), concealed: p.attr("state") != "" && p.attr("state") != "visible"}
			sheets = append(sheets, s)
		}
	}
	if refused := p.refused(); refused != nil {
		return nil, refused
	}
	return w.locate(main, sheets)
}

// locate finds the part of each sheet; what is no sheet of cells has none.
func (w *workbook) locate(main string, sheets []sheet) ([]sheet, *Error) {
	relations, refused := w.relations(main)
	if refused != nil {
		return nil, refused
	}
	targets := map[string]string{} // of the sheets of cells, by their ids
	for _, r := range relations {
		switch {
		case strings.HasSuffix(r.kind, "/worksheet"):
			targets[r.id] = r.target
		case strings.HasSuffix(r.kind, "/sharedStrings"):
			w.parts[sharedPart] = w.parts[r.target]
		case strings.HasSuffix(r.kind, "/styles"):
			w.parts[stylesPart] = w.parts[r.target]
		}
	}
	var found []sheet
	for _, s := range sheets {
		if target, ok := targets[s.id]; ok {
			s.part = target
			found = append(found, s)
		}
	}
	return found, nil
}

// The keys under which the parts are kept that every sheet reads, whatever they
// are called in the archive.
const (
	sharedPart = "shared strings"
	stylesPart = "styles"
)

type relation struct{ id, kind, target string }

// relations reads what a part refers to; those of the empty name are the
// package's own.
func (w *workbook) relations(of string) ([]relation, *Error) {
	dir, base := path.Split(of)
	p, refused := w.open(path.Join(dir, "_rels", base+".rels"))
	if refused != nil {
		return nil, refused
	}
	defer p.close()
	var all []relation
	for p.next() {
		if p.name != "Relationship" || p.attr("TargetMode") == "External" {
			continue
		}
		target := p.attr("Target")
		if !strings.HasPrefix(target, "/") {
			target = path.Join(dir, target)
		}
		all = append(all, relation{p.attr("Id"), p.attr("Type"), strings.TrimPrefix(path.Clean(target), "/")})
	}
	return all, p.refused()
}

func isTrue(s string) bool { return s == "1" || s == "true" || s == "on" }

// limited fails as soon as more is read than a part, or all of them, may have. A plain
// LimitReader would end quietly, and half a sheet would pass for a whole one.
type limited struct {
	r     io.Reader
	left  int64
	whole *int64 // what all parts have left
	over  bool
}

func (l *limited) Read(b []byte) (int, error) {
	if l.left <= 0 || *l.whole <= 0 {
		l.over = true
		return 0, io.ErrUnexpectedEOF
	}
	n, err := l.r.Read(b[:min(int64(len(b)), l.left, *l.whole)])
	l.left, *l.whole = l.left-int64(n), *l.whole-int64(n)
	return n, err
}
