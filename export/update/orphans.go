package update

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"

	"bestand.example/itbestand/export/escapes"
)

// orphan is a value of the analyst's whose row is no longer there.
type orphan struct {
	table, label, column string
	cell                 cell
}

// orphans gathers the values that find no row.
func (p *plan) orphans() []orphan {
	var all []orphan
	for _, t := range p.targets {
		for _, m := range t.moves {
			if m.old == nil {
				continue
			}
			for i := range m.before.records {
				if m.to[i] >= 0 {
					continue
				}
				x := m.before.owned[i]
				for _, c := range x.cells {
					name := m.old.columns[c.col-m.old.at.left]
					if c.formula == nil && !c.empty() && m.isOwn(name) {
						all = append(all, orphan{m.old.name, x.label, name, c})
					}
				}
			}
		}
	}
	return all
}

func (m *move) isOwn(column string) bool {
	for _, name := range m.owned {
		if name == column {
			return true
		}
	}
	return false
}

// orphanSheet adds the sheet with the values that find no row.
func (p *plan) orphanSheet(o *output, list *node, rels []rel, id int) []rel {
	if len(p.lost) == 0 {
		return rels
	}
	part := o.free("xl/worksheets/sheet1.xml")
	r := rel{id: nextID(rels), target: part, node: p.targets[0].freshRel(p.fresh)}
	n := &node{name: "sheet", attrs: []attr{{"name", p.lostSheet}, {"sheetId", strconv.Itoa(id)}}}
	n.set(idName(p.targets[0].fresh.entry), r.id)
	list.kids = append(list.kids, n)
	o.add(part, p.fresh, p.targets[0].fresh.part)
	o.put[part] = p.writeOrphans
	return append(rels, r)
}

// orphanName is a free name for that sheet.
func (p *plan) orphanName(date string) string {
	name := "_verwaist"
	if date != "" {
		name += "_" + date
	}
	for i := 2; ; i++ {
		if !p.old.named(name) && !p.fresh.named(name) {
			return name
		}
		name = strings.TrimSuffix(name, "_"+strconv.Itoa(i-1)) + "_" + strconv.Itoa(i)
	}
}

func (p *plan) writeOrphans(to io.Writer) error {
	w := bufio.NewWriter(to)
	_, _ = w.WriteString(declaration + `<worksheet xmlns="` + spreadsheetML + `"><dimension ref="A1:D` + strconv.Itoa(len(p.lost)+1) + `"/><cols><col min="1" max="1" width="24" customWidth="1"/>` + // the writer keeps its first error
		`<col min="2" max="2" width="60" customWidth="1"/><col min="3" max="3" width="24" customWidth="1"/><col min="4" max="4" width="60" customWidth="1"/></cols><sheetData>`)
	head := row{number: 1}
	for i, text := range p.heads {
		head.cells = append(head.cells, textCell(i+1, text))
	}
	head.write(w)
	for i, x := range p.lost {
		value := x.cell
		value.col, value.style = 4, 0
		if value.number() {
			value.style = x.cell.style // a date shows as one
		}
		r := row{number: i + 2, cells: []cell{textCell(1, x.table), textCell(2, x.label), textCell(3, x.column), value}}
		r.write(w)
	}
	_, _ = w.WriteString("</sheetData></worksheet>")
	return w.Flush()
}

// textCell is a cell with a text.
func textCell(col int, text string) cell {
	return cell{col: col, kind: "inlineStr", value: coded(text), valued: true}
}

// coded writes a text as cells have it: what XML cannot have, and what would be
// taken for that, as _x000D_.
func coded(text string) string {
	var b strings.Builder
	for i, r := range text {
		if !mayStand(r) || r == '\r' || r == '_' && escapes.Read(text[i:min(i+7, len(text))]) != text[i:min(i+7, len(text))] {
			fmt.Fprintf(&b, "_x%04X_", r)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}
