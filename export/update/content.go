package update

import (
	"hash/fnv"
	"io"
	"slices"
	"strings"
)

// content is what a table holds, as far as rows are recognised by it.
type content struct {
	records []record
	totals  []cell // of the row below the data

	firstLook map[int]int // styles of the first row's cells in the analyst's columns
}

// record is a row of a table with anything in it.
type record struct {
	row    int      // of the sheet
	keys   []uint64 // as the shape lists them; 0: it has none
	whole  uint64   // of all columns that both workbooks have
	styles []int32  // of these columns' cells: twice the style, and one more for a number; -1 is no cell
	own    []cell   // of the analyst's columns, and of those that the export prepares for her
	label  string   // how to call the row where its own values find no place
}

// shape says which columns of a table are what, by their places on the sheet.
type shape struct {
	names  []string // of the columns that both workbooks have, in the export's order
	common []int
	inputs map[int]bool // of them, by their place in names
	own    []int
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

// ids are the identifiers that the table has, the most reliable first. A row of
// a list has one for good, and needs no other.
func (s *shape) ids() []string {
	var ids []string
	for _, id := range []string{rowIDColumn, responseIDColumn, unitColumn} {
		if slices.Contains(s.names, id) {
			ids = append(ids, id)
			if id == rowIDColumn {
				break
			}
		}
	}
	return ids
}

// contents reads a table.
func (w *workbook) contents(t *table, s *shape) (*content, *node, error) {
	c := &content{firstLook: map[int]int{}}
	ids := s.ids()
	frame, err := w.walk(t.sheet.part, func(r *row) error {
		switch {
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
		if r.number >= t.first() && r.number <= t.last() {
			if x := s.record(r, w.texts, ids); x != nil {
				c.records = append(c.records, *x)
			}
		}
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	return c, frame, nil
}

// once reports whether a key names each row once.
func (c *content) once(key int) bool {
	seen := make(map[uint64]bool, len(c.records))
	for i := range c.records {
		keys := c.records[i].keys
		if key >= len(keys) || keys[key] == 0 || seen[keys[key]] {
			return false
		}
		seen[keys[key]] = true
	}
	return true
}

// record reads a row, or gives nil where nothing stands in it.
func (s *shape) record(r *row, t *texts, ids []string) *record {
	x := &record{row: r.number, keys: make([]uint64, len(ids)), styles: make([]int32, len(s.common))}
	whole, leading := fnv.New64a(), fnv.New64a()
	var label []string
	filled, byPrefix := false, !slices.Contains(ids, rowIDColumn)
	for i, col := range s.common {
		c := r.at(col)
		text := c.say(t)
		x.styles[i] = c.look()
		filled = filled || text != ""
		if s.inputs[i] || s.names[i] == numberColumn {
			continue
		}
		_, _ = io.WriteString(whole, text+"\x00") // hashes never fail
		if at := slices.Index(ids, s.names[i]); at >= 0 && text != "" {
			x.keys[at] = hash(text)
		}
		if c.number() {
			text = "" // figures change, and places move: they identify nothing
		}
		if len(label) < 4 && text != "" {
			label = append(label, text)
		}
		if byPrefix && len(x.keys) < len(ids)+maxPrefix {
			_, _ = io.WriteString(leading, text+"\x00")
			x.keys = append(x.keys, leading.Sum64())
		}
	}
	for _, col := range s.own {
		if c := r.at(col); !c.empty() {
			x.own = append(x.own, *c)
			filled = true
		}
	}
	if !filled {
		return nil
	}
	x.whole = whole.Sum64()
	if len(x.own) > 0 {
		x.label = strings.Join(label, " · ")
	}
	return x
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

func hash(s string) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(s)) // never fails
	return h.Sum64()
}

// match finds for each row of the old table the one of the new that is the
// same, as indexes into both, or -1. Ids is how many of the keys are
// identifiers; leading columns count only where there is none, and rows that
// nothing tells apart are the same where all that stands in them is.
func match(old, fresh *content, ids int) (to, from []int) {
	to, from = slices.Repeat([]int{-1}, len(old.records)), slices.Repeat([]int{-1}, len(fresh.records))
	pair := func(key func(*record) uint64) {
		rows := map[uint64][]int{}
		for i := range old.records {
			if to[i] < 0 {
				k := key(&old.records[i])
				rows[k] = append(rows[k], i)
			}
		}
		for k := range fresh.records {
			same := key(&fresh.records[k])
			if list := rows[same]; len(list) > 0 && from[k] < 0 {
				to[list[0]], from[k] = k, list[0]
				rows[same] = list[1:]
			}
		}
	}
	found := false
	for key := range ids + maxPrefix {
		if key >= ids && found || key > ids && !old.has(key) {
			break
		}
		if old.once(key) && fresh.once(key) {
			pair(func(x *record) uint64 { return x.keys[key] })
			found = true
		}
	}
	if !found {
		pair(func(x *record) uint64 { return x.whole })
	}
	return to, from
}

// has reports whether any row has so many keys.
func (c *content) has(key int) bool {
	return len(c.records) > 0 && key < len(c.records[0].keys)
}
