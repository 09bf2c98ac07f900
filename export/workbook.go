package export

import (
	"fmt"
	"sort"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/i18n"
)

// workbook is a workbook in the making.
type workbook struct {
	*styles
	book    *Book
	words   *i18n.Catalogue
	sheets  names
	tables  names
	limits  limits
	notes   []Note
	units   map[string]survey.Unit // by key
	summary Summary

	chartWidth, chartHeight int // columns and rows of the hidden sheet that are taken

	space   *workspace
	archive *archive
	draft   *draft

	vocabulary *vocabulary // of the tables of answers
	csv        *csvFolder  // nil: no tables are asked for
	long       *longTable  // nil: no tables are asked for
	callers    error       // what Book.Responses returned by itself

	streamed map[string]bool     // sheets that excelize cannot look back at
	filled   map[string][]string // of them, ranges with anything in them, where that is more than a table
	offered  [][]string          // entries of the inventory for cells that people may change
}

// limits are those of the file format; tests use smaller ones.
type limits struct {
	rows int // of a sheet
	cell int // UTF-16 units of a cell
}

// newWorkbook begins a workbook, which must be closed before its workspace goes.
func newWorkbook(b *Book, words *i18n.Catalogue, l limits, space *workspace) *workbook {
	f := excelize.NewFile(excelize.Options{TmpDir: space.dir})
	w := &workbook{styles: newStyles(f), space: space, archive: newArchive(space.spool), book: b, words: words, sheets: names{}, tables: names{}, limits: l, units: map[string]survey.Unit{}, streamed: map[string]bool{}, filled: map[string][]string{}}
	for _, u := range b.Units {
		w.units[u.Key] = u
	}
	return w
}

func (w *workbook) close() {
	_ = w.archive.deflate.wait() // what an error left running
	w.draft.close()
	_ = w.f.Close()
}

func (w *workbook) t(key string, args ...any) string { return w.words.T("export."+key, args...) }

// word is what the catalogue says for a code, or the code itself.
func (w *workbook) word(prefix, code string) string {
	if w.words.Has("export." + prefix + code) {
		return w.t(prefix + code)
	}
	return code
}

// layout is how a sheet looks on the screen and on paper.
type layout struct {
	kind      kind
	onePage   bool   // the whole sheet on one page
	scale     int    // percent; 0: as many pages as it takes, one page wide
	pages     int    // side by side; 0: one
	titleCols int    // columns repeated on each of them
	titleRows int    // rows repeated on each page
	printed   string // the only range that is printed; empty: all
	part      string // says on the page that only part is printed
	dimension string // range in use
}

// setUp gives a sheet its layout. It comes before the rows, because a streamed
// sheet takes nothing afterwards.
func (w *workbook) setUp(sheet string, l layout) error {
	err := inOrder(
		func() error { return w.f.SetSheetDimension(sheet, l.dimension) },
		func() error { return w.setView(sheet, l) },
		func() error { return w.setPage(sheet, l) },
		func() error { return w.f.SetHeaderFooter(sheet, w.headerFooter(sheet, l.part)) },
		func() error { return w.setTitles(sheet, l) },
		func() error { return w.setPrinted(sheet, l) },
	)
	if err != nil {
		return fmt.Errorf("sheet %s: %w", sheet, err)
	}
	return nil
}

func (w *workbook) setView(sheet string, l layout) error {
	color, fit, grid := l.kind.palette().dark, l.scale == 0, false
	if err := w.f.SetSheetProps(sheet, &excelize.SheetPropsOptions{TabColorRGB: &color, FitToPage: &fit}); err != nil {
		return err
	}
	return w.f.SetSheetView(sheet, 0, &excelize.ViewOptions{ShowGridLines: &grid})
}

func (w *workbook) setPage(sheet string, l layout) error {
	const a4, mm = 9, 1 / 25.4
	size, landscape, one, any := a4, "landscape", 1, 0
	page := excelize.PageLayoutOptions{Size: &size, Orientation: &landscape}
	switch {
	case l.scale > 0:
		scale := uint(l.scale)
		page.AdjustTo = &scale
	case l.onePage:
		page.FitToWidth, page.FitToHeight = &one, &one
	default:
		wide := max(1, l.pages)
		page.FitToWidth, page.FitToHeight = &wide, &any
	}
	if err := w.f.SetPageLayout(sheet, &page); err != nil {
		return err
	}
	side, end, head := 10*mm, 15*mm, 7*mm
	return w.f.SetPageMargins(sheet, &excelize.PageLayoutMarginsOptions{
		Left: &side, Right: &side, Top: &end, Bottom: &end, Header: &head, Footer: &head,
	})
}

// headerFooter writes in Excel's own code: & begins a command, && is one.
func (w *workbook) headerFooter(sheet, part string) *excelize.HeaderFooterOptions {
	const plain = `&8&"Arial,Regular"`
	text := func(s string, n int) string { return strings.ReplaceAll(shorten(survey.CleanLine(s), n), "&", "&&") }
	head := "&L" + plain + text(w.book.Title, 70)
	switch {
	case w.book.Example && w.leaves():
		head += `&C&"Arial,Bold"&KC00000&8` + text(w.aud("mark")+" · "+w.t("example"), 60)
	case w.book.Example:
		head += `&C&"Arial,Bold"&KC00000&8` + text(w.t("example"), 40)
	case w.leaves():
		head += `&C&"Arial,Bold"&8` + text(w.aud("mark"), 40)
	}
	if part != "" {
		part = " (" + part + ")"
	}
	head += "&R" + plain + text(sheet+part, 80)
	foot := "&L" + plain + text(w.book.Program, 60) + "&C" + plain + w.t("page", "&P", "&N")
	if state := w.moment(w.book.Created); state != "" {
		foot += "&R" + plain + w.t("state", state)
	}
	return &excelize.HeaderFooterOptions{OddHeader: head, OddFooter: foot}
}

func (w *workbook) setTitles(sheet string, l layout) error {
	quoted := "'" + strings.ReplaceAll(sheet, "'", "''") + "'!"
	var titles []string
	if l.titleCols > 0 {
		last, err := excelize.ColumnNumberToName(l.titleCols)
		if err != nil {
			return err
		}
		titles = append(titles, fmt.Sprintf("%s$A:$%s", quoted, last))
	}
	if l.titleRows > 0 {
		titles = append(titles, fmt.Sprintf("%s$1:$%d", quoted, l.titleRows))
	}
	if len(titles) == 0 {
		return nil
	}
	return w.f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: strings.Join(titles, ","), Scope: sheet})
}

func (w *workbook) setPrinted(sheet string, l layout) error {
	if l.printed == "" {
		return nil
	}
	from, to, _ := strings.Cut(l.printed, ":")
	left, top, err := excelize.CellNameToCoordinates(from)
	if err != nil {
		return err
	}
	right, bottom, err := excelize.CellNameToCoordinates(to)
	if err != nil {
		return err
	}
	b := block{sheet: sheet}
	_, end, _ := strings.Cut(b.ref(right, bottom), "!")
	return w.f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Area", RefersTo: b.ref(left, top) + ":" + end, Scope: sheet})
}

// moment writes a time as the workbook shows it, or nothing where it is not
// known.
func (w *workbook) moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(w.t("moment"))
}

// addSheet appends a sheet and reserves its name.
func (w *workbook) addSheet(sheet string) error {
	if w.f.SheetCount == 1 && w.f.GetSheetName(0) == "Sheet1" {
		return w.f.SetSheetName("Sheet1", sheet)
	}
	_, err := w.f.NewSheet(sheet)
	return err
}

// rowsOf takes the rows of a sheet as XML: see archive.
func (w *workbook) rowsOf(sheet string) *stream {
	for id, name := range w.f.GetSheetMap() {
		if name == sheet {
			return w.archive.rowsOf(fmt.Sprintf("xl/worksheets/sheet%d.xml", id)) // as excelize names its part
		}
	}
	return w.archive.rowsOf(sheet) // excelize knows no such sheet, and says so
}

// describe sets the properties of the document: what it is, and what made it.
func (w *workbook) describe(sets []*setScan) error {
	var ids []string
	for _, s := range sets {
		ids = append(ids, s.set.ID+" "+s.set.Version)
	}
	created := ""
	if !w.book.Created.IsZero() {
		created = w.book.Created.UTC().Format(time.RFC3339)
	}
	program := survey.CleanLine(w.book.Program)
	if err := w.f.SetDocProps(&excelize.DocProperties{
		Title: survey.CleanLine(w.book.Title), Creator: program, LastModifiedBy: program,
		Subject: strings.Join(ids, ", "), Language: w.words.Lang(), Created: created, Modified: created,
	}); err != nil {
		return err
	}
	for _, p := range [][2]string{
		{"itbestand.fragensatz", strings.Join(ids, ", ")}, {"itbestand.pruefsumme", w.book.Digest},
		{"itbestand.programm", program}, {"itbestand.layout", layoutVersion},
	} {
		if err := w.f.SetCustomProps(excelize.CustomProperty{Name: p[0], Value: survey.CleanLine(p[1])}); err != nil {
			return err
		}
	}
	return nil
}

// layoutVersion changes whenever a sheet, a table or a column is renamed or
// dropped, so that a query built on them can tell.
const layoutVersion = "3"

// sortContentTypes brings the list of part types, which excelize fills from
// maps, into one order.
func (w *workbook) sortContentTypes() {
	types := w.f.ContentTypes
	sort.Slice(types.Overrides, func(i, j int) bool { return types.Overrides[i].PartName < types.Overrides[j].PartName })
	sort.Slice(types.Defaults, func(i, j int) bool { return types.Defaults[i].Extension < types.Defaults[j].Extension })
}
