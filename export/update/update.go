// Package update brings the workbook of an analyst up to date: a workbook that
// the export made, and to which she added sheets, pivot tables, charts, and
// columns in the export's own tables.
//
// It takes the old workbook and a fresh export and writes a third one. Tables
// are found by their names, rows by their keys, columns by their headings. A
// sheet with one table stays the analyst's, with the new rows in it; other
// sheets of the export are made anew in their place. Every other part is copied
// as it is, byte by byte, so that whatever Excel put there survives, understood
// or not. What cannot be kept is refused by name before anything is written.
//
// Both workbooks are read as streams of XML: what is kept in memory are the
// keys of the rows and the analyst's own cells.
package update

import (
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Options are what the new workbook says in words.
type Options struct {
	Date  string    // of the answers, for the name of the sheet with values that find no row; may be empty
	Heads [4]string // of that sheet: table, row, column, value
}

// Change is what became of a table.
type Change struct {
	Table   string   `json:"table"`
	Sheet   string   `json:"sheet"`
	New     bool     `json:"new"` // the old workbook did not have it
	Rows    int      `json:"rows"`
	Added   int      `json:"added"`
	Removed int      `json:"removed"`
	Changed int      `json:"changed"`
	Columns []string `json:"columns_added"`
	Emptied []string `json:"columns_emptied"` // that the new export does not have
	Own     []string `json:"columns_own"`
}

// Report is what became of a workbook.
type Report struct {
	Tables      []Change `json:"tables"`
	SheetsAdded []string `json:"sheets_added"`
	SheetsAnew  []string `json:"sheets_anew"`
	Assumptions int      `json:"assumptions_kept"`  // cells that the export prepares for changing, and that were
	Orphans     int      `json:"orphans"`           // values of the analyst's whose row is gone
	OrphanSheet string   `json:"orphan_sheet"`      // where they are; empty if there are none
	Dropped     []string `json:"tables_dropped"`    // that the new export does not have, of sheets with several
	Broken      []string `json:"references_broken"` // cells and charts that named a row that is gone
	Unfilled    []string `json:"columns_unfilled"`  // whose formula could not be copied to new rows
	Queries     bool     `json:"queries"`           // it has queries or a data model, which keep old figures until they are refreshed
}

// Updating is an update that can be written.
type Updating struct {
	Report Report
	plan   *plan
	output *output
}

// Check refuses an old workbook that cannot be brought up to date whatever the
// new one holds, or not under the name that the result is to have.
func Check(old, target string) error {
	file := filepath.Base(old)
	if lock := locked(old); lock != "" {
		return refuse(Opened, file, lock)
	}
	w, err := openWorkbook(old, false)
	if err != nil {
		return err
	}
	defer w.zip.Close()
	if w.layout() == "" {
		return refuse(Foreign, w.file)
	}
	ending := ".xlsx"
	if w.macros {
		ending = ".xlsm"
	}
	if !strings.EqualFold(filepath.Ext(target), ending) {
		return refuse(Endings, file, filepath.Base(target))
	}
	return nil
}

// Begin opens both workbooks and finds out what is to be done. Close must be
// called in the end.
//
// The error is an *Error where the old workbook is refused, or one of the
// operating system.
func Begin(old, fresh string, o Options) (*Updating, error) {
	if lock := locked(old); lock != "" {
		return nil, refuse(Opened, filepath.Base(old), lock)
	}
	was, err := openWorkbook(old, false)
	if err != nil {
		return nil, err
	}
	is, err := openWorkbook(fresh, true)
	if err != nil {
		was.zip.Close()
		return nil, err
	}
	u := &Updating{output: newOutput(was)}
	if err := u.begin(was, is, o); err != nil {
		was.zip.Close()
		is.zip.Close()
		return nil, err
	}
	return u, nil
}

// locked is the name of the file by which Excel or LibreOffice says that it has
// a workbook open, or "".
func locked(path string) string {
	dir, base := filepath.Split(path)
	for _, name := range []string{"~$" + base, ".~lock." + base + "#"} {
		if _, err := os.Lstat(filepath.Join(dir, name)); err == nil {
			return name
		}
	}
	return ""
}

// Close closes both workbooks.
func (u *Updating) Close() {
	u.plan.old.zip.Close() // only read from, and closing twice does no harm
	u.plan.fresh.zip.Close()
}

// layoutProperty says how tables and columns are named in a workbook.
const layoutProperty = "itbestand.layout"

// layout is what a workbook says of itself. Not all programs keep the property,
// and the sheet says it too.
func (w *workbook) layout() string {
	if l := w.properties[layoutProperty]; l != "" {
		return l
	}
	return w.inventory.layout
}

func (u *Updating) begin(old, fresh *workbook, o Options) error {
	if was, now := old.layout(), fresh.layout(); was != now {
		return refuse(OtherLayout, old.file, was, now)
	}
	p, err := makePlan(old, fresh)
	if err != nil {
		return err
	}
	u.plan = p
	for _, t := range old.tables {
		p.tableID = max(p.tableID, number(t.tree.get("id")))
	}
	p.heads = o.Heads
	for _, t := range p.targets {
		if t.role == patched {
			if err := p.comments(u.output, t.old); err != nil {
				return err
			}
		}
	}
	if p.lost = append(p.lost, p.orphans()...); len(p.lost) > 0 {
		p.lostSheet = p.orphanName(o.Date)
	}
	if len(p.refusals) > 0 {
		return &Error{p.refusals} // before anything is built on a plan with holes
	}
	if err := u.prepare(); err != nil {
		return err
	}
	if len(p.refusals) > 0 {
		return &Error{p.refusals}
	}
	u.report()
	return nil
}

// prepare finds the new content of each part that changes.
func (u *Updating) prepare() error {
	p, o := u.plan, u.output
	st, err := mergeStyles(p.old, p.fresh)
	if err != nil {
		return err
	}
	if st.changed {
		o.tree(st.part, st.tree)
	}
	for _, t := range p.targets { // a new table must not get the part of one that comes back later
		for _, m := range t.moves {
			if m.old != nil {
				o.taken[m.old.part] = true
			}
		}
	}
	stays := map[*sheet][]*move{}
	touched := map[*sheet]bool{}
	for _, t := range p.targets {
		touched[t.old] = true
		if t.role == patched {
			stays[t.old] = append(stays[t.old], t.moves...)
			continue
		}
		write, err := p.renew(o, t, st)
		if err != nil {
			return err
		}
		o.put[t.part] = write
	}
	for _, s := range p.old.sheets {
		var write func(io.Writer) error
		switch moves := stays[s]; {
		case moves != nil:
			write, err = p.patchSheet(s, moves, st)
			for _, m := range moves {
				o.tree(m.old.part, p.rewriteTable(m))
			}
		case !touched[s]:
			write, err = p.ownSheet(s)
		}
		if err != nil {
			return err
		}
		if write != nil {
			o.put[s.part] = write
		}
	}
	if err := p.drawings(o); err != nil {
		return err
	}
	if err := p.pivots(o); err != nil {
		return err
	}
	p.main(o)
	if err := p.properties(o); err != nil {
		return err
	}
	o.finish()
	return nil
}

// Write writes the new workbook. What only shows while the cells are gone
// through, as a place that is taken, is refused here: the error is then an
// *Error, and what was written is to be thrown away.
func (u *Updating) Write(to io.Writer) error {
	if err := u.output.write(to); err != nil {
		return err
	}
	if len(u.plan.refusals) > 0 {
		return &Error{u.plan.refusals}
	}
	for where := range u.plan.broken {
		u.Report.Broken = append(u.Report.Broken, where)
	}
	for column := range u.plan.unfilled {
		u.Report.Unfilled = append(u.Report.Unfilled, column)
	}
	slices.Sort(u.Report.Broken)
	slices.Sort(u.Report.Unfilled)
	return nil
}

func (u *Updating) report() {
	r := &u.Report
	*r = Report{Tables: []Change{}, SheetsAdded: []string{}, SheetsAnew: []string{}, Broken: []string{}, Unfilled: []string{}, Dropped: []string{}, Assumptions: len(u.plan.changes), Orphans: len(u.plan.lost), OrphanSheet: u.plan.lostSheet, Queries: u.plan.old.queries()}
	for _, t := range u.plan.dropped {
		r.Dropped = append(r.Dropped, t.name)
	}
	for _, t := range u.plan.targets {
		switch {
		case t.fresh.entry.get("state") == "veryHidden": // nobody sees it
		case t.role == added:
			r.SheetsAdded = append(r.SheetsAdded, t.name)
		case t.role == anew:
			r.SheetsAnew = append(r.SheetsAnew, t.name)
		}
		for _, m := range t.moves {
			r.Tables = append(r.Tables, m.change())
		}
	}
}

func (m *move) change() Change {
	list := func(s []string) []string { return append([]string{}, s...) } // [] and not null
	c := Change{Table: m.fresh.name, Sheet: m.target.name, New: m.old == nil, Columns: list(m.added), Emptied: list(m.emptied), Own: list(m.owned)}
	if m.old == nil {
		c.Rows = m.fresh.last() - m.fresh.first() + 1
		return c
	}
	c.Rows = len(m.after.records)
	for i, k := range m.to {
		switch {
		case k < 0:
			c.Removed++
		case m.before.records[i].whole != m.after.records[k].whole:
			c.Changed++
		}
	}
	c.Added = c.Rows - (len(m.before.records) - c.Removed)
	return c
}
