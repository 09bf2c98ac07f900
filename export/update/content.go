package update

import (
	"encoding/binary"
	"hash/maphash"
	"slices"
	"strings"
)

// content is what a table holds, as far as rows are recognised by it.
type content struct {
	records []record
	totals  []cell // of the row below the data

	heads     []cell      // of the analyst's columns
	firstLook map[int]int // styles of the first row's cells in the analyst's columns
	alone     bool        // nothing stands on its sheet but it and headings above it

	keys  []uint64         // of all records, width of each; 0: it has none
	width int              // identifiers, and leading columns where they are needed
	owned map[int]owned    // by record
	looks [][]int32        // styles of rows, each kind of row once
	known map[string]int32 // of them, by what they are
}

// record is a row of a table with anything in it. There may be half a million.
type record struct {
	row   int32  // of the sheet
	look  int32  // its styles
	whole uint64 // of all columns that both workbooks have
}

// owned is what the analyst put into a row.
type owned struct {
	cells []cell // of her columns, and of those that the export prepares for her
	label string // how to call the row where they find no place
}

// key is one of a record's keys.
func (c *content) key(record, key int) uint64 { return c.keys[record*c.width+key] }

// styles are those of a record's cells in the columns that both workbooks have:
// twice the style, and one more for a number; -1 is no cell.
func (c *content) styles(record int) []int32 { return c.looks[c.records[record].look] }

// shape says which columns of a table are what, by their places on the sheet.
type shape struct {
	names  []string // of the columns that both workbooks have, in the export's order
	common []int
	inputs map[int]bool // of them, by their place in names
	own    []int
	leads  bool // rows are told apart by leading columns, too
}

// The names of the columns that identify rows: of a list's rows and of
// responses for good, of administrations where each has one row.
const (
	rowIDColumn      = "zeilen_id"
	responseIDColumn = "antwort_id"
	unitColumn       = "schluessel"
	numberColumn     = "nr" // the place in the table: it identifies nothing
)

// maxPrefix is by how many leading columns a row is told at most where it has
// no identifier.
const maxPrefix = 256

// ids are the identifiers that the table has, the most reliable first.
func (s *shape) ids() []string {
	var ids []string
	for _, id := range []string{rowIDColumn, responseIDColumn, unitColumn} {
		if slices.Contains(s.names, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

// listed reports whether the table is a list: its rows have an identifier of
// their own, and what else they have names many of them.
func (s *shape) listed() bool { return slices.Contains(s.names, rowIDColumn) }

// passedOver are columns that say nothing of which row it is.
const passedOver = -2

// idsAt says for each of the common columns which identifier it is: its place
// among them, -1 if it is none, or passedOver.
func (s *shape) idsAt() []int {
	ids := s.ids()
	var at []int
	for i, name := range s.names {
		if s.inputs[i] || name == numberColumn {
			at = append(at, passedOver)
			continue
		}
		at = append(at, slices.Index(ids, name))
	}
	return at
}

// keys is how many identifiers a row has: these, and all of them together, which
// tell rows apart that have one of them in common.
func (s *shape) keys() int {
	if n := len(s.ids()); n > 0 {
		return n + 1
	}
	return 0
}

// contents reads a table.
func (w *workbook) contents(t *table, s *shape) (*content, *node, error) {
	c := &content{firstLook: map[int]int{}, alone: true, owned: map[int]owned{}, known: map[string]int32{}}
	read := c.reader(s, w.texts)
	frame, err := w.walk(t.sheet.part, func(r *row) error {
		switch {
		case r.number == t.at.top:
			for _, col := range s.own {
				c.heads = append(c.heads, *r.at(col))
			}
		case r.number == t.first():
			for _, col := range s.own {
				c.firstLook[col] = r.at(col).style
			}
		case r.number > t.last() && r.number <= t.at.bottom:
			for col := t.at.left; col <= t.at.right; col++ {
				if x := r.at(col); x != &noCell {
					c.totals = append(c.totals, *x)
				}
			}
		}
		if r.number >= t.at.top {
			for i := range r.cells {
				c.alone = c.alone && (t.at.has(r.cells[i].col, r.number) || r.cells[i].empty())
			}
		}
		if r.number >= t.first() && r.number <= t.last() {
			read(r)
		}
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	return c, frame, nil
}

// seed of the hashes by which rows are told apart: they are compared within one
// run.
var seed = maphash.MakeSeed()

// reader gives the function that reads a row, unless nothing stands in it.
func (c *content) reader(s *shape, t *texts) func(*row) {
	ids, places := s.keys(), s.idsAt()
	c.width = ids
	if s.leads {
		c.width += min(maxPrefix, len(s.common))
	}
	styles, keys := make([]int32, len(s.common)), make([]uint64, c.width)
	var whole, leading maphash.Hash
	whole.SetSeed(seed)
	leading.SetSeed(seed)
	return func(r *row) {
		whole.Reset()
		leading.Reset()
		clear(keys)
		next, filled := ids, false
		for i, col := range s.common {
			x := r.at(col)
			text := x.say(t)
			styles[i] = x.look()
			filled = filled || text != ""
			if places[i] == passedOver {
				continue
			}
			_, _ = whole.WriteString(text) // hashes never fail
			_ = whole.WriteByte(0)
			if places[i] >= 0 && text != "" {
				k := maphash.String(seed, text)
				keys[places[i]] = k
				keys[ids-1] = keys[ids-1]*31 + k
			}
			if next < c.width {
				if !x.number() { // figures change, and places move: they identify nothing
					_, _ = leading.WriteString(text)
				}
				_ = leading.WriteByte(0)
				keys[next] = leading.Sum64()
				next++
			}
		}
		for ; next > ids && next < c.width; next++ {
			keys[next] = keys[next-1]
		}
		own, said := s.owned(r)
		if !filled && !said {
			return
		}
		if len(own) > 0 {
			o := owned{cells: own}
			if said {
				o.label = s.label(r, t)
			}
			c.owned[len(c.records)] = o
		}
		c.keys = append(c.keys, keys...)
		c.records = append(c.records, record{int32(r.number), c.look(styles), whole.Sum64()})
	}
}

// owned are the analyst's cells in a row: also those that she only coloured.
// Said tells whether anything stands in them.
func (s *shape) owned(r *row) (own []cell, said bool) {
	for _, col := range s.own {
		if x := r.at(col); !x.empty() || x.style > 0 {
			kept := *x
			kept.value = strings.Clone(x.value) // the rest of the row is let go of
			own = append(own, kept)
			said = said || !x.empty()
		}
	}
	return own, said
}

// label is how to call a row: by its first texts.
func (s *shape) label(r *row, t *texts) string {
	var label []string
	for i, col := range s.common {
		x := r.at(col)
		if text := x.say(t); len(label) < 4 && text != "" && !x.number() && !s.inputs[i] && s.names[i] != numberColumn {
			label = append(label, text)
		}
	}
	return strings.Join(label, " · ")
}

// look keeps the styles of a row: most rows of a table look the same.
func (c *content) look(styles []int32) int32 {
	b := make([]byte, 0, 512)
	for _, s := range styles {
		b = binary.AppendVarint(b, int64(s))
	}
	n, ok := c.known[string(b)]
	if !ok {
		n = int32(len(c.looks))
		c.known[string(b)] = n
		c.looks = append(c.looks, slices.Clone(styles))
	}
	return n
}

// at is the cell of a column, or an empty one.
func (r *row) at(col int) *cell {
	i, ok := slices.BinarySearchFunc(r.cells, col, func(c cell, col int) int { return c.col - col })
	if !ok {
		return &noCell
	}
	return &r.cells[i]
}

var noCell = cell{kind: "none"}

// look is the style of a cell, and whether it shows a number.
func (c *cell) look() int32 {
	if c.kind == "none" {
		return -1
	}
	look := int32(c.style) << 1
	if c.number() && c.valued {
		look++
	}
	return look
}

// match finds for each row of the old table the one of the new that is the
// same, as indexes into both, or -1. Ids is how many of the keys are
// identifiers; leading columns count only where there is none, and rows that
// nothing tells apart are the same where all that stands in them is.
func match(old, fresh *content, ids int) (to, from []int32) {
	to, from = slices.Repeat([]int32{-1}, len(old.records)), slices.Repeat([]int32{-1}, len(fresh.records))
	found := false
	for key := range old.width {
		if key >= ids && found {
			break
		}
		rows := old.once(key)
		if rows == nil || fresh.once(key) == nil {
			continue
		}
		for k := range fresh.records {
			if i, ok := rows[fresh.key(k, key)]; ok && to[i] < 0 && from[k] < 0 {
				to[i], from[k] = int32(k), i
			}
		}
		found = true
	}
	if !found {
		alike(old, fresh, to, from)
	}
	return to, from
}

// once gives the record of each key, or nil where a key does not name each row
// once.
func (c *content) once(key int) map[uint64]int32 {
	rows := make(map[uint64]int32, len(c.records))
	for i := range c.records {
		k := c.key(i, key)
		if _, twice := rows[k]; k == 0 || twice {
			return nil
		}
		rows[k] = int32(i)
	}
	return rows
}

// alike pairs rows in which the same stands, from the top to the bottom.
func alike(old, fresh *content, to, from []int32) {
	rows := map[uint64][]int32{}
	for i, x := range old.records {
		rows[x.whole] = append(rows[x.whole], int32(i))
	}
	for k, x := range fresh.records {
		if list := rows[x.whole]; len(list) > 0 {
			to[list[0]], from[k] = int32(k), list[0]
			rows[x.whole] = list[1:]
		}
	}
}

// identified reports whether one of the identifiers names each row once.
func identified(old, fresh *content, ids int) bool {
	for key := range ids {
		if old.once(key) != nil && fresh.once(key) != nil {
			return true
		}
	}
	return false
}
