package update

import (
	"bufio"
	"io"
	"strconv"
	"strings"
)

// sheetOrder is the order that the schema wants the elements of a worksheet in.
var sheetOrder = []string{"sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection",
	"protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr",
	"conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks",
	"colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing", "legacyDrawing", "legacyDrawingHF", "picture",
	"oleObjects", "controls", "webPublishItems", "tableParts", "extLst"}

// rows reads the rows of a sheet one after the other.
type rows struct {
	pack   *pack
	closer io.Closer
	t      *tokens
	bytes  []byte // of the row that is being read: all its values
	spans  []span
	width  int   // cells of the row before
	frame  *node // the sheet without its rows, once all are read
	last   int   // number of the row read last
	shared map[string]sharedFormula
	ended  bool
}

// span is where the value of a cell stands in the bytes of its row.
type span struct{ from, to int }

// sharedFormula is a formula that further cells refer to.
type sharedFormula struct {
	text     string
	col, row int
}

// readRows begins to read a sheet.
func (p *pack) readRows(part string) (*rows, error) {
	r, err := p.open(part, maxPart)
	if err != nil {
		return nil, err
	}
	return &rows{pack: p, closer: r, t: newTokens(r), shared: map[string]sharedFormula{}}, nil
}

func (r *rows) close() { _ = r.closer.Close() } // only read from

// walk hands over all rows and returns the sheet without them.
func (p *pack) walk(part string, do func(*row) error) (*node, error) {
	r, err := p.readRows(part)
	if err != nil {
		return nil, err
	}
	defer r.close()
	root, err := r.t.root()
	if err != nil {
		return nil, p.explain(err)
	}
	if root.name != "worksheet" {
		return nil, refuse(Unfamiliar, p.file)
	}
	err = r.t.fill(root, 0, func(n *node) (bool, error) {
		if n.name != "sheetData" {
			return true, nil
		}
		for {
			x, err := r.row()
			if x == nil || err != nil {
				return false, err
			}
			if err := do(x); err != nil {
				return false, err
			}
		}
	})
	return root, p.explain(err)
}

// next is the next row, or nil at the end.
func (r *rows) next() (*row, error) {
	for r.frame == nil { // everything before the rows is passed over
		if err := r.t.next(); err != nil {
			return nil, r.pack.explain(err)
		}
		if r.t.kind == tagOpens && r.t.name == "sheetData" {
			r.frame = r.t.node()
		}
	}
	if r.ended {
		return nil, nil
	}
	x, err := r.row()
	r.ended = x == nil
	return x, r.pack.explain(err)
}

// row reads the next row inside of sheetData.
func (r *rows) row() (*row, error) {
	for {
		if err := r.t.next(); err != nil {
			return nil, damaged(err)
		}
		switch r.t.kind {
		case tagCloses:
			if r.t.name != "sheetData" {
				return nil, errDamaged
			}
			return nil, nil
		case tagOpens:
			if r.t.name != "row" {
				return nil, errDamaged
			}
			return r.cells()
		}
	}
}

// cells reads the row that has just begun.
func (r *rows) cells() (*row, error) {
	x := &row{number: r.last + 1}
	for _, a := range r.t.attrs {
		switch a.name {
		case "r":
			n, err := strconv.Atoi(a.value)
			if err != nil {
				return nil, errDamaged
			}
			x.number = n
		case "spans":
		default:
			x.attrs = append(x.attrs, a)
		}
	}
	if x.number <= r.last || x.number > maxRow {
		return nil, errDamaged
	}
	r.last = x.number
	r.bytes, r.spans = r.bytes[:0], r.spans[:0]
	x.cells = make([]cell, 0, r.width)
	for {
		if err := r.t.next(); err != nil {
			return nil, damaged(err)
		}
		switch r.t.kind {
		case tagCloses:
			if r.t.name != "row" {
				return nil, errDamaged
			}
			r.values(x)
			return x, nil
		case tagOpens:
			r.t.nodes = 0        // what cells keep is let go of
			if r.t.name != "c" { // extLst of a row
				if err := r.t.skip(); err != nil {
					return nil, err
				}
				continue
			}
			if err := r.cell(x); err != nil {
				return nil, err
			}
		}
	}
}

// values gives the cells of a row what stands in them: all of it is one string,
// because to make one for each cell takes as long as to read it.
func (r *rows) values(x *row) {
	all := string(r.bytes)
	for i := range x.cells {
		c := &x.cells[i]
		c.value = all[r.spans[i].from:r.spans[i].to]
		// Excel, LibreOffice and the export write a text of no characters where a
		// cell has been emptied, or never had one.
		c.blank = (c.kind == "s" || c.kind == "inlineStr") && c.say(r.pack.texts) == ""
	}
	r.width = len(x.cells)
}

// cell reads the cell that has just begun.
func (r *rows) cell(x *row) error {
	c := cell{col: 1}
	if n := len(x.cells); n > 0 {
		c.col = x.cells[n-1].col + 1
	}
	least := c.col
	for _, a := range r.t.attrs {
		switch a.name {
		case "r":
			at, ok := cellAt(a.value)
			if !ok || at.row != x.number {
				return errDamaged
			}
			c.col = at.col
		case "s":
			style, err := strconv.Atoi(a.value)
			if err != nil || style < 0 {
				return errDamaged
			}
			c.style = style
		case "t":
			if c.kind = a.value; !isKind(a.value) {
				return errDamaged
			}
		default:
			c.more = append(c.more, a)
		}
	}
	if c.col < least || c.col > maxColumn {
		return errDamaged
	}
	from := len(r.bytes)
	for {
		if err := r.t.next(); err != nil {
			return damaged(err)
		}
		if r.t.kind == tagCloses {
			if r.t.name != "c" {
				return errDamaged
			}
			break
		}
		if r.t.kind == tagOpens {
			if err := r.inside(&c, x.number); err != nil {
				return err
			}
		}
	}
	x.cells = append(x.cells, c)
	r.spans = append(r.spans, span{from, len(r.bytes)})
	return nil
}

// inside reads an element of a cell.
func (r *rows) inside(c *cell, rowNumber int) (err error) {
	switch r.t.name {
	case "v":
		c.valued = true
		r.bytes, err = r.t.content(r.bytes)
	case "is":
		if r.bytes, c.inline, err = r.t.wording(r.bytes); c.inline == nil {
			c.valued = true
		}
	case "f":
		n := r.t.node()
		if err = r.t.fill(n, 0, nil); err == nil {
			c.formula = r.formula(n, c.col, rowNumber)
		}
	default:
		err = r.t.skip()
	}
	return err
}

// isKind reports whether a text may say what kind of value a cell has.
func isKind(s string) bool {
	return s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

// cellAt is parseCorner for a cell as sheets write it.
func cellAt(b string) (corner, bool) {
	var c corner
	i := 0
	for ; i < len(b) && 'A' <= b[i] && b[i] <= 'Z' && i < 4; i++ {
		c.col = c.col*26 + int(b[i]-'A') + 1
	}
	for ; i < len(b) && '0' <= b[i] && b[i] <= '9' && c.row <= maxRow; i++ {
		c.row = c.row*10 + int(b[i]-'0')
	}
	if i < len(b) || c.col == 0 || c.row == 0 {
		return parseCorner(b)
	}
	return c, c.col <= maxColumn && c.row <= maxRow
}

// formula writes out a formula that is shared with other cells.
func (r *rows) formula(n *node, col, rowNumber int) *formula {
	f := &formula{attrs: n.attrs, text: n.content()}
	if n.get("t") != "shared" {
		return f
	}
	f.attrs = nil
	id := n.get("si")
	if f.text != "" {
		r.shared[id] = sharedFormula{f.text, col, rowNumber}
		return f
	}
	if first, ok := r.shared[id]; ok {
		f.text = shift(first.text, rowNumber-first.row, col-first.col)
	}
	return f
}

// writeSheet writes a sheet: its frame, with the rows that are handed over at
// the place of sheetData.
func writeSheet(to io.Writer, frame *node, each func(write func(*row)) error) error {
	w := bufio.NewWriterSize(to, 64<<10)
	_, _ = w.WriteString(declaration) // the writer keeps its first error
	data := frame.ensure("sheetData", sheetOrder)
	err := frame.write(w, data, func() error {
		_, _ = w.WriteString("<sheetData>")
		if err := each(func(r *row) { r.write(w) }); err != nil {
			return err
		}
		_, err := w.WriteString("</sheetData>")
		return err
	})
	if err != nil {
		return err
	}
	return w.Flush()
}
