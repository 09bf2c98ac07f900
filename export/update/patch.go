package update

import (
	"io"
	"slices"
	"strconv"
)

// patch is an analyst's sheet that stays, with the new rows of its tables.
type patch struct {
	*plan
	*styles
	sheet  *sheet
	weaves []*weave
}

// weave brings the rows of one table into the sheet.
type weave struct {
	*move
	rows  *rows // of the export's sheet
	ahead *row  // of them, the next one
	next  int   // the record that comes next
	fills map[int]*filler
	outs  []int // for each column of the export: where it stands in the new workbook
	looks []int // for each column of the new table: its place among those that both have, or -1
	taken []int // for each column of the new table: its cell in the row that is woven, and one more
}

func newWeave(m *move, fills map[int]*filler) *weave {
	width := m.out.right - m.out.left + 1
	w := &weave{move: m, fills: fills, looks: slices.Repeat([]int{-1}, width), taken: make([]int, width)}
	for _, name := range m.fresh.columns {
		w.outs = append(w.outs, m.outColumn(name))
	}
	for i, col := range m.shape.common {
		w.looks[col-m.out.left] = i
	}
	return w
}

// patchSheet prepares a sheet and gives the function that writes it.
func (p *plan) patchSheet(s *sheet, moves []*move, st *styles) (func(io.Writer) error, error) {
	x := &patch{plan: p, styles: st, sheet: s}
	frame, err := p.frame(p.old, s)
	if err != nil {
		return nil, err
	}
	for _, m := range moves {
		x.weaves = append(x.weaves, newWeave(m, p.fillers(m)))
		if err := x.links(frame, m); err != nil {
			return nil, err
		}
	}
	x.reframe(frame)
	return func(to io.Writer) error { return x.write(to, frame) }, nil
}

func (x *patch) write(to io.Writer, frame *node) error {
	last := 0
	for _, w := range x.weaves {
		rows, err := x.fresh.readRows(w.fresh.sheet.part)
		if err != nil {
			return err
		}
		defer rows.close()
		w.rows = rows
		if err := w.pull(); err != nil {
			return err
		}
		last = max(last, w.out.bottom)
	}
	old, err := x.old.readRows(x.sheet.part)
	if err != nil {
		return err
	}
	defer old.close()
	return writeSheet(to, frame, func(write func(*row)) error {
		current, err := old.next()
		for number := 1; err == nil && (current != nil || number <= last); number++ {
			r := &row{number: number}
			if current != nil && current.number == number {
				r = current
				current, err = old.next()
			}
			if err == nil {
				err = x.weave(r)
			}
			if err == nil && len(r.cells)+len(r.attrs) > 0 {
				write(r)
			}
		}
		return err
	})
}

func (w *weave) pull() (err error) {
	w.ahead, err = w.rows.next()
	return err
}

// weave makes the new row out of the old one with its number.
func (x *patch) weave(r *row) error {
	x.keep(r)
	for _, w := range x.weaves {
		cells, err := x.cells(w, r)
		if err != nil {
			return err
		}
		w.room(x, r)
		x.join(w, r, cells)
	}
	return nil
}

// room refuses what stands where the table grows to, also where the export has
// nothing to put.
func (w *weave) room(x *patch, r *row) {
	for i := range r.cells {
		if c := &r.cells[i]; w.out.has(c.col, r.number) && !w.old.at.has(c.col, r.number) && !c.empty() {
			x.refuse(Occupied, w.old.name, x.sheet.name, columnName(c.col)+strconv.Itoa(r.number))
		}
	}
}

// keep leaves in a row what is the analyst's.
func (x *patch) keep(r *row) {
	kept := r.cells[:0]
	for _, c := range r.cells {
		if slices.ContainsFunc(x.weaves, func(w *weave) bool { return w.replaces(c.col, r.number) }) {
			continue
		}
		x.followCell(&c, x.sheet.name, r.number)
		kept = append(kept, c)
	}
	r.cells = kept
}

// followCell brings the formula of a cell up to date.
func (p *plan) followCell(c *cell, home string, row int) {
	if c.formula != nil {
		f := *c.formula
		f.text = p.follow(f.text, home, home+"!"+columnName(c.col)+strconv.Itoa(row))
		c.formula = &f
		c.uncomputed()
	}
}

// replaces reports whether the cell of the old sheet belongs to the table's
// rows, or to the export's headings above it.
func (w *weave) replaces(col, row int) bool {
	at := w.old.at
	if col < at.left || col > at.right {
		return false
	}
	if row > at.top {
		return row <= at.bottom
	}
	return row < at.top && row > at.top-w.fresh.at.top && w.fresh.column(w.old.columns[col-at.left]) != 0
}

// cells are the table's cells in a row of the new sheet.
func (x *patch) cells(w *weave, r *row) ([]cell, error) {
	number := r.number - w.out.top + w.fresh.at.top // in the export's sheet
	var fresh *row
	for w.ahead != nil && w.ahead.number <= number {
		if w.ahead.number == number {
			fresh = w.ahead
		}
		if err := w.pull(); err != nil {
			return nil, err
		}
	}
	switch {
	case r.number < w.out.top:
		return x.headings(w, fresh, nil), nil
	case r.number == w.out.top:
		return x.headings(w, fresh, w.added), nil
	case r.number <= w.last():
		w.height(r, fresh)
		return x.data(w, r.number, number, fresh), nil
	case r.number <= w.out.bottom:
		return x.totals(w, r.number), nil
	case r.number <= w.old.at.bottom:
		w.height(r, nil)
	}
	return nil, nil
}

// headings are the export's cells above the table, or, of the header, those of
// the columns that the old table does not have.
func (x *patch) headings(w *weave, fresh *row, only []string) []cell {
	if fresh == nil {
		return nil
	}
	var cells []cell
	for _, c := range fresh.cells {
		i := c.col - w.fresh.at.left
		if i < 0 || i >= len(w.fresh.columns) || w.rowIsHeader(fresh) && !slices.Contains(only, w.fresh.columns[i]) {
			continue
		}
		c.col = w.outColumn(w.fresh.columns[i])
		x.adopt(&c, w.fresh.sheet.name)
		cells = append(cells, c)
	}
	sortCells(cells)
	return cells
}

func (w *weave) rowIsHeader(fresh *row) bool { return fresh.number == w.fresh.at.top }

// adopt makes a cell of the export into one of the new workbook.
func (x *patch) adopt(c *cell, home string) { adopt(x.plan, x.styles, c, home) }

func adopt(p *plan, st *styles, c *cell, home string) {
	c.inlined(p.fresh.texts)
	c.style = st.cell(c.style)
	if c.formula != nil {
		c.formula.text = p.carryOver(c.formula.text, home)
		if len(p.changes) > 0 {
			c.uncomputed()
		}
	}
}

func sortCells(cells []cell) {
	byColumn := func(a, b cell) int { return a.col - b.col }
	if !slices.IsSortedFunc(cells, byColumn) {
		slices.SortFunc(cells, byColumn)
	}
}

// height gives a row of data the height that the export gives it, and shows
// what a filter had hidden.
func (w *weave) height(r *row, fresh *row) {
	kept := r.attrs[:0]
	for _, a := range r.attrs {
		if a.name != "ht" && a.name != "customHeight" && a.name != "hidden" {
			kept = append(kept, a)
		}
	}
	r.attrs = kept
	if fresh == nil {
		return
	}
	for _, a := range fresh.attrs {
		if a.name == "ht" || a.name == "customHeight" {
			r.attrs = append(r.attrs, a)
		}
	}
}

// data are the cells of a row of data: the export's in the look that the
// analyst gave to the same row, and the analyst's own.
func (x *patch) data(w *weave, number, freshNumber int, fresh *row) []cell {
	before := -1
	var styles []int32
	known := w.next < len(w.after.records) && int(w.after.records[w.next].row) == freshNumber
	if known {
		if before = int(w.from[w.next]); before >= 0 {
			styles = w.before.styles(before)
		}
		w.next++
	}
	if fresh == nil {
		fresh = &row{}
	}
	x.enter(w.fresh.sheet.name, fresh)
	clear(w.taken)
	cells := make([]cell, 0, len(w.taken))
	for _, c := range fresh.cells {
		i := c.col - w.fresh.at.left
		if i < 0 || i >= len(w.outs) {
			continue
		}
		look := c.look()
		c.col = w.outs[i]
		x.adopt(&c, w.fresh.sheet.name)
		if at := w.looks[c.col-w.out.left]; before >= 0 && at >= 0 && styles[at] >= 0 && (c.empty() || styles[at]&1 == look&1) {
			c.style = int(styles[at] >> 1)
		}
		cells = append(cells, c)
		w.taken[c.col-w.out.left] = len(cells)
	}
	put := func(c cell) {
		if at := w.taken[c.col-w.out.left]; at > 0 {
			cells[at-1] = c
			return
		}
		cells = append(cells, c)
	}
	switch {
	case before >= 0:
		for i, col := range w.shape.common { // how she coloured cells in which nothing stands
			if w.taken[col-w.out.left] == 0 && styles[i] > 1 {
				cells = append(cells, cell{col: col, style: int(styles[i] >> 1)})
				w.taken[col-w.out.left] = len(cells)
			}
		}
		for _, c := range w.before.owned[before].cells {
			x.carry(&c, x.sheet.name, number)
			put(c)
		}
	case known:
		for col, f := range w.fills {
			if c, ok := x.filled(w.move, f, col, number); ok {
				put(c)
			}
		}
	}
	sortCells(cells)
	return cells
}

// totals are the cells of the row with totals, which moves with the table's
// end.
func (x *patch) totals(w *weave, number int) []cell {
	cells := slices.Clone(w.before.totals)
	for i := range cells {
		x.followCell(&cells[i], x.sheet.name, number)
	}
	return cells
}

// join puts the table's cells beside the analyst's.
func (x *patch) join(w *weave, r *row, cells []cell) {
	if len(cells) == 0 {
		return
	}
	kept := r.cells
	r.cells = make([]cell, 0, len(kept)+len(cells))
	for _, c := range cells {
		for len(kept) > 0 && kept[0].col < c.col {
			r.cells = append(r.cells, kept[0])
			kept = kept[1:]
		}
		if len(kept) > 0 && kept[0].col == c.col {
			kept = kept[1:] // nothing stands there, or it is refused
		}
		r.cells = append(r.cells, c)
	}
	r.cells = append(r.cells, kept...)
}
