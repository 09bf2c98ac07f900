package update

import (
	"strings"
)

// InventorySheet is the name of the sheet, hidden from its readers, on which
// the export notes what it made: without it, nobody could tell an analyst's
// column from one of the export's that the next workbook does not have.
const InventorySheet = "_itbestand"

// The kinds of entries of the inventory. Each row is a kind, what it is about
// and a value.
const (
	EntryColumn = "spalte"  // table, column
	EntryInput  = "eingabe" // table, column that the export prepares for the analyst to fill
	EntrySheet  = "blatt"   // sheet, its cells outside of tables, as ranges: A1:L2 B7
	EntryObject = "objekt"  // sheet or "", name of a chart
	EntryLayout = "aufbau"  // empty, version of the layout
	EntryOffer  = "annahme" // sheet, column|value|label: a cell for the analyst to change
)

// inventory is what the export says that it made.
type inventory struct {
	columns map[string]map[string]bool // by table and column, in small letters
	inputs  map[string]map[string]bool
	sheets  map[string][]rect // by name, in small letters
	names   []string          // of these sheets, as they are written
	objects map[string]bool
	tables  []string // as they are written
	offers  map[offer]string
	layout  string
}

func (i *inventory) column(table, column string) bool {
	return i.columns[strings.ToLower(table)][strings.ToLower(column)]
}

func (i *inventory) input(table, column string) bool {
	return i.inputs[strings.ToLower(table)][strings.ToLower(column)]
}

func (i *inventory) table(name string) bool { return i.columns[strings.ToLower(name)] != nil }

func (i *inventory) sheet(name string) bool {
	_, ok := i.sheets[strings.ToLower(name)]
	return ok || strings.EqualFold(name, InventorySheet)
}

func (w *workbook) readInventory() (*inventory, error) {
	s := w.sheet(InventorySheet)
	if s == nil {
		return nil, refuse(Foreign, w.file)
	}
	i := &inventory{columns: map[string]map[string]bool{}, inputs: map[string]map[string]bool{}, sheets: map[string][]rect{}, objects: map[string]bool{}, offers: map[offer]string{}}
	_, err := w.walk(s.part, func(r *row) error {
		var entry [3]string
		for _, c := range r.cells {
			if c.col <= len(entry) {
				entry[c.col-1] = c.say(w.texts)
			}
		}
		i.add(entry[0], entry[1], entry[2])
		return nil
	})
	return i, err
}

func (i *inventory) add(kind, about, value string) {
	low := strings.ToLower(about)
	switch kind {
	case EntryColumn, EntryInput:
		if i.columns[low] == nil {
			i.columns[low], i.inputs[low] = map[string]bool{}, map[string]bool{}
			i.tables = append(i.tables, about)
		}
		i.columns[low][strings.ToLower(value)] = true
		if kind == EntryInput {
			i.inputs[low][strings.ToLower(value)] = true
		}
	case EntrySheet:
		if _, ok := i.sheets[low]; !ok {
			i.sheets[low] = nil
			i.names = append(i.names, about)
		}
		for _, one := range strings.Fields(value) {
			if r, ok := parseRect(one); ok {
				i.sheets[low] = append(i.sheets[low], r)
			}
		}
	case EntryOffer:
		if part := strings.SplitN(value, "|", 3); len(part) == 3 {
			if c, ok := parseCorner(part[0]); ok && c.col > 0 {
				i.offers[offer{low, c.col, part[2]}] = part[1]
			}
		}
	case EntryLayout:
		i.layout = value
	case EntryObject:
		i.objects[value] = true
	}
}

// remembered are entries for columns that an earlier export made and that stay,
// empty, in the analyst's tables: the next update must not take them for hers.
func (p *plan) remembered() []row {
	var all []row
	for _, t := range p.targets {
		for _, m := range t.moves {
			for _, name := range m.emptied {
				if t.role == patched {
					all = append(all, row{cells: []cell{textCell(1, EntryColumn), textCell(2, m.fresh.name), textCell(3, name)}})
				}
			}
		}
	}
	return all
}

// offersOn reports whether a sheet has cells for the analyst to change.
func (i *inventory) offersOn(sheet string) bool {
	for at := range i.offers {
		if at.sheet == strings.ToLower(sheet) {
			return true
		}
	}
	return false
}
