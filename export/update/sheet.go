package update

import (
	"bufio"
	"encoding/xml"
	"io"
	"strconv"
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
	frame  *node // the sheet without its rows, once all are read
	last   int   // number of the row read last
	shared map[string]sharedFormula
	ended  bool
}

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
		token, err := r.t.next()
		if err != nil {
			return nil, r.pack.explain(err)
		}
		if start, ok := token.(xml.StartElement); ok && start.Name.Local == "sheetData" {
			r.frame = begin(start)
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
		token, err := r.t.next()
		if err != nil {
			return nil, damaged(err)
		}
		switch x := token.(type) {
		case xml.EndElement:
			return nil, nil
		case xml.StartElement:
			if x.Name.Local != "row" {
				return nil, errDamaged
			}
			return r.cells(x)
		}
	}
}

func (r *rows) cells(start xml.StartElement) (*row, error) {
	x := &row{number: r.last + 1}
	for _, a := range start.Attr {
		switch name := joined(a.Name); name {
		case "r":
			n, err := strconv.Atoi(a.Value)
			if err != nil {
				return nil, errDamaged
			}
			x.number = n
		case "spans":
		default:
			x.attrs = append(x.attrs, attr{name, a.Value})
		}
	}
	if x.number <= r.last || x.number > maxRow {
		return nil, errDamaged
	}
	r.last = x.number
	col := 0
	for {
		token, err := r.t.next()
		if err != nil {
			return nil, damaged(err)
		}
		switch e := token.(type) {
		case xml.EndElement:
			return x, nil
		case xml.StartElement:
			n := begin(e)
			r.t.nodes = 0 // cells are let go of
			if err := r.t.fill(n, 0, nil); err != nil {
				return nil, err
			}
			if n.name != "c" {
				continue // extLst of a row
			}
			c, err := r.cell(n, col+1, x.number)
			if err != nil {
				return nil, err
			}
			if c.col <= col {
				return nil, errDamaged
			}
			col = c.col
			x.cells = append(x.cells, c)
		}
	}
}

func (r *rows) cell(n *node, col, rowNumber int) (cell, error) {
	c := cell{col: col}
	for _, a := range n.attrs {
		switch a.name {
		case "r":
			at, ok := parseCorner(a.value)
			if !ok || at.row != rowNumber {
				return c, errDamaged
			}
			c.col = at.col
		case "s":
			style, err := strconv.Atoi(a.value)
			if err != nil || style < 0 {
				return c, errDamaged
			}
			c.style = style
		case "t":
			c.kind = a.value
		default:
			c.more = append(c.more, a)
		}
	}
	if c.col < 1 || c.col > maxColumn {
		return c, errDamaged
	}
	for _, k := range n.kids {
		switch k.name {
		case "v":
			c.value, c.valued = k.content(), true
		case "is":
			c.inline = k
		case "f":
			c.formula = r.formula(k, c.col, rowNumber)
		}
	}
	return c, nil
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
