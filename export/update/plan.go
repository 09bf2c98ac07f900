package update

import (
	"slices"
	"strings"
)

// role is what becomes of a sheet of the export.
type role int

const (
	patched role = iota // the analyst's sheet stays, and its table gets the new rows
	anew                // the sheet is made anew, in the place of the old one
	added               // the workbook has no such sheet
)

// target is a sheet of the export and its place in the analyst's workbook.
type target struct {
	role  role
	fresh *sheet
	old   *sheet // nil where it is added
	name  string // in the new workbook
	part  string
	moves []*move

	printsAnew bool // what the old workbook says is printed of it stands no longer together
}

// move is a table and where its rows go.
type move struct {
	fresh, old *table // old is nil in a sheet that is added
	target     *target
	out        rect // in the new workbook, with header and totals
	totals     int
	shape      shape
	added      []string // columns that the old table does not have
	emptied    []string // columns of an earlier export that the new one does not have
	owned      []string // the analyst's columns
	before     *content
	after      *content
	to, from   []int32  // records of before in after, and the other way
	rowTo      []int32  // rows of the old table: their row in the new workbook, or 0
	columns    []string // in the new workbook
}

// last is the last row of data in the new workbook.
func (m *move) last() int { return m.out.bottom - m.totals }

// plan is what is to be done.
type plan struct {
	old, fresh *workbook
	targets    []*target
	byOld      map[string][]*move // by the old sheet's name in small letters
	byFresh    map[string]*target // by the fresh sheet's name
	frames     map[*sheet]*node
	refusals   []Refusal
	broken     map[string]bool // where formulas named a row that is no longer there
	unfilled   map[string]bool // columns whose formula could not be copied to new rows
	lost       []orphan
	dropped    []*table       // that the new export does not have any more
	changes    map[offer]cell // of the analyst's, in cells that are for that
	lostSheet  string
	heads      [4]string
	tableID    int // the greatest number of a table
}

func (p *plan) refuse(code Code, args ...string) {
	r := Refusal{code, args}
	if !slices.ContainsFunc(p.refusals, func(o Refusal) bool { return o.Code == code && slices.Equal(o.Args, args) }) {
		p.refusals = append(p.refusals, r)
	}
}

// makePlan finds for each sheet and each table of the export its place.
func makePlan(old, fresh *workbook) (*plan, error) {
	p := &plan{old: old, fresh: fresh, byOld: map[string][]*move{}, byFresh: map[string]*target{}, frames: map[*sheet]*node{}, changes: map[offer]cell{}, broken: map[string]bool{}, unfilled: map[string]bool{}}
	for _, s := range fresh.sheets {
		t := p.target(s)
		p.targets = append(p.targets, t)
		p.byFresh[strings.ToLower(s.name)] = t
	}
	for _, t := range p.targets {
		if t.old != nil && p.fresh.inventory.offersOn(t.fresh.name) {
			if err := p.entered(t); err != nil {
				return nil, err
			}
		}
	}
	for _, t := range p.targets {
		for _, table := range t.fresh.tables {
			if err := p.move(t, table); err != nil {
				return nil, err
			}
		}
	}
	return p, p.over()
}

func (p *plan) target(s *sheet) *target {
	t := &target{fresh: s, name: s.name, role: anew}
	for _, table := range s.tables {
		if o := p.old.tables[strings.ToLower(table.name)]; o != nil {
			if t.old != nil && t.old != o.sheet {
				p.refuse(TableMoved, table.name, o.sheet.name, t.old.name)
			}
			t.old = o.sheet
		}
	}
	same := p.old.sheet(s.name)
	switch known := p.old.inventory.sheet(s.name); {
	case t.old != nil:
		if len(s.tables) == 1 {
			t.role = patched // unless more stands there: see move
		}
	case len(s.tables) > 0 && same != nil && !known && p.old.inventory.table(s.tables[0].name):
		p.refuse(TableGone, s.tables[0].name, s.name)
	case len(s.tables) > 0 && same != nil && !known, len(s.tables) == 0 && same != nil && !known:
		p.refuse(SheetTaken, s.name)
	case len(s.tables) == 0 && same == nil && known:
		p.refuse(SheetGone, s.name)
	case same != nil:
		t.old = same
	case p.old.named(s.name): // a sheet that is a chart
		p.refuse(SheetTaken, s.name)
	default:
		t.role = added
	}
	if t.old != nil {
		t.name, t.part = t.old.name, t.old.part
	}
	return t
}

// move finds out what becomes of a table.
func (p *plan) move(t *target, fresh *table) error {
	m := &move{fresh: fresh, target: t, out: fresh.at, columns: fresh.columns}
	t.moves = append(t.moves, m)
	m.old = p.old.tables[strings.ToLower(fresh.name)]
	if m.old == nil {
		return nil
	}
	p.byOld[strings.ToLower(m.old.sheet.name)] = append(p.byOld[strings.ToLower(m.old.sheet.name)], m)
	p.compare(m)
	if err := p.pair(m); err != nil {
		return err
	}
	if t.role == patched && (!m.after.alone || p.frames[fresh.sheet].child("drawing") != nil) {
		t.role = anew // a table and headings above it is what can stay the analyst's
	}
	if t.role == patched {
		m.place()
	} else if len(m.owned) > 0 {
		m.columns = append(slices.Clone(m.fresh.columns), m.owned...)
		m.out.right += len(m.owned)
	}
	m.follow()
	return nil
}

// compare tells the columns of both tables apart.
func (p *plan) compare(m *move) {
	made := p.old.inventory
	m.shape.inputs = map[int]bool{}
	for _, name := range m.fresh.columns {
		col := m.old.column(name)
		switch known := made.column(m.old.name, name); {
		case col == 0 && known:
			p.refuse(ColumnGone, m.old.name, m.old.sheet.name, name)
		case col == 0:
			m.added = append(m.added, name)
		case !known:
			p.refuse(ColumnTaken, m.old.name, m.old.sheet.name, name)
		default:
			if p.fresh.inventory.input(m.fresh.name, name) {
				m.shape.inputs[len(m.shape.names)] = true
				m.shape.own = append(m.shape.own, col)
			}
			m.shape.names = append(m.shape.names, name)
			m.shape.common = append(m.shape.common, col)
		}
	}
	for i, name := range m.old.columns {
		switch {
		case m.fresh.column(name) != 0:
		case made.column(m.old.name, name):
			m.emptied = append(m.emptied, name)
		default:
			m.owned = append(m.owned, name)
			m.shape.own = append(m.shape.own, m.old.at.left+i)
		}
	}
	if m.old.tree.get("headerRowCount") == "0" {
		p.refuse(HeaderHidden, m.old.name, m.old.sheet.name)
	}
}

// place says where the table of a sheet that stays will be.
func (m *move) place() {
	m.totals = m.old.totals
	m.out = m.old.at
	m.columns = append(slices.Clone(m.old.columns), m.added...)
	m.out.right += len(m.added)
	m.out.bottom = m.out.top + m.fresh.last() - m.fresh.first() + 1 + m.totals
}

// outColumn is where a column of the export stands in the new workbook.
func (m *move) outColumn(name string) int {
	for i, c := range m.columns {
		if strings.EqualFold(c, name) {
			return m.out.left + i
		}
	}
	return 0
}

// pair reads both tables and finds the rows that are the same. Few tables have
// no identifier, or one that names several rows: only these are read by their
// leading columns.
func (p *plan) pair(m *move) error {
	ids := m.shape.keys()
	m.shape.leads = ids == 0
	if err := p.readBoth(m); err != nil {
		return err
	}
	if !m.shape.leads && !m.shape.listed() && !identified(m.before, m.after, ids) {
		m.shape.leads = true
		if err := p.readBoth(m); err != nil {
			return err
		}
	}
	m.to, m.from = match(m.before, m.after, ids)
	m.before.keys, m.after.keys = nil, nil // are many
	return nil
}

func (p *plan) readBoth(m *move) error {
	shape := m.shape
	shape.common, shape.own = nil, nil
	for _, name := range m.shape.names {
		shape.common = append(shape.common, m.fresh.column(name))
	}
	var err error
	if m.before, err = p.readContent(p.old, m.old, &m.shape); err != nil {
		return err
	}
	m.after, err = p.readContent(p.fresh, m.fresh, &shape)
	return err
}

// follow says where each row goes.
func (m *move) follow() {
	m.rowTo = make([]int32, m.old.last()-m.old.first()+1)
	for i, x := range m.before.records {
		if k := m.to[i]; k >= 0 {
			m.rowTo[int(x.row)-m.old.first()] = int32(m.outRow(int(m.after.records[k].row)))
		}
	}
}

// outRow is the row in the new workbook of a row of the fresh table.
func (m *move) outRow(freshRow int) int { return freshRow - m.fresh.at.top + m.out.top }

func (p *plan) readContent(w *workbook, t *table, s *shape) (*content, error) {
	c, frame, err := w.contents(t, s)
	if err == nil && p.frames[t.sheet] == nil {
		p.frames[t.sheet] = frame
	}
	return c, err
}

// frame is a sheet without its rows.
func (p *plan) frame(w *workbook, s *sheet) (*node, error) {
	if n := p.frames[s]; n != nil {
		return n, nil
	}
	n, err := w.walk(s.part, func(*row) error { return nil })
	p.frames[s] = n
	return n, err
}
