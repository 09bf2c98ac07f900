package update

import (
	"io"
	"slices"
	"strconv"
	"strings"
)

// ownSheet prepares a sheet that is all the analyst's: what it names in tables
// is followed, and what it computes is forgotten. It gives nil where there is
// nothing of both.
func (p *plan) ownSheet(s *sheet) (func(io.Writer) error, error) {
	formulas := false
	frame, err := p.old.walk(s.part, func(r *row) error {
		for i := range r.cells {
			formulas = formulas || r.cells[i].formula != nil
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	changed := p.rules(frame, s.name, nil)
	if list := frame.child("hyperlinks"); list != nil {
		for _, n := range list.children("hyperlink") {
			if at := n.get("location"); at != "" {
				if to := p.follow(at, s.name, s.name+"!"+n.get("ref")); to != at {
					n.set("location", to)
					changed = true
				}
			}
		}
	}
	if !formulas && !changed {
		return nil, nil
	}
	return func(to io.Writer) error {
		rows, err := p.old.readRows(s.part)
		if err != nil {
			return err
		}
		defer rows.close()
		return writeSheet(to, frame, func(write func(*row)) error {
			for {
				r, err := rows.next()
				if r == nil || err != nil {
					return err
				}
				for i := range r.cells {
					p.followCell(&r.cells[i], s.name, r.number)
				}
				write(r)
			}
		})
	}, nil
}

// workbookOrder is the order that the schema wants the elements of a workbook
// in.
var workbookOrder = []string{"fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets", "functionGroups",
	"externalReferences", "definedNames", "calcPr", "oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes",
	"webPublishing", "fileRecoveryPr", "webPublishObjects", "extLst"}

// main brings the list of sheets, the names and the rest of the main part up to
// date.
func (p *plan) main(o *output) {
	root := p.old.tree
	list := root.child("sheets")
	places := map[*target]int{}
	next, count := 0, len(list.children("sheet"))
	for _, n := range list.children("sheet") {
		next = max(next, number(n.get("sheetId")))
	}
	rels := p.old.rels
	for _, t := range p.targets {
		if t.old != nil {
			places[t] = t.old.place
			continue
		}
		next++
		r := rel{id: nextID(rels), kind: "worksheet", target: t.part, node: t.freshRel(p.fresh)}
		rels = append(rels, r)
		n := &node{name: "sheet", attrs: []attr{{"name", t.name}, {"sheetId", strconv.Itoa(next)}}}
		if state := t.fresh.entry.get("state"); state != "" {
			n.set("state", state)
		}
		n.set(idName(t.fresh.entry), r.id)
		list.kids = append(list.kids, n)
		places[t] = count
		count++
	}
	rels = p.orphanSheet(o, list, rels, next+1)
	p.names(root, places)
	calc := root.ensure("calcPr", workbookOrder)
	calc.set("fullCalcOnLoad", "1")
	kept := rels[:0]
	for _, r := range rels {
		if r.kind == "calcChain" {
			o.gone[r.target] = true // names cells whose formulas have moved
			continue
		}
		kept = append(kept, r)
	}
	o.writeRels(p.old.main, kept)
	o.tree(p.old.main, root)
}

// freshRel is a relationship of the main part to a sheet, as the export writes
// it.
func (t *target) freshRel(w *workbook) *node {
	for _, r := range w.rels {
		if r.target == t.fresh.part {
			return r.node
		}
	}
	return &node{}
}

// idName is the name of the attribute by which a sheet names its part; its
// prefix is free.
func idName(entry *node) string {
	for _, a := range entry.attrs {
		if strings.HasSuffix(a.name, ":id") {
			return a.name
		}
	}
	return "r:id"
}

// names brings defined names up to date, and takes over those of the export.
func (p *plan) names(root *node, places map[*target]int) {
	list := root.ensure("definedNames", workbookOrder)
	kept := list.kids[:0]
	for _, n := range list.kids {
		if n.name == "" || p.renews(n, places) {
			continue
		}
		text := n.content()
		if t := p.printed(n, places); t != nil {
			to, ok := p.tried(text)
			if !ok { // what the export prints takes its place
				t.printsAnew = true
				continue
			}
			n.setContent(to)
		} else {
			n.setContent(p.follow(text, "", n.get("name")))
		}
		kept = append(kept, n)
	}
	list.kids = kept
	if from := p.fresh.tree.child("definedNames"); from != nil {
		for _, n := range from.children("definedName") {
			p.takeName(list, n, places)
		}
	}
	if len(list.kids) == 0 {
		root.remove("definedNames")
	}
}

// printArea is the name of what is printed of a sheet.
const printArea = "_xlnm.Print_Area"

// printed is the sheet that stays and of which a name says what is printed: that
// may be some of a table's rows, whatever stands there.
func (p *plan) printed(n *node, places map[*target]int) *target {
	if n.get("name") != printArea {
		return nil
	}
	for t, place := range places {
		if t.role == patched && n.get("localSheetId") == strconv.Itoa(place) {
			return t
		}
	}
	return nil
}

func hasLocal(list *node, name, sheet string) bool {
	return slices.ContainsFunc(list.kids, func(o *node) bool { return strings.EqualFold(o.get("name"), name) && o.get("localSheetId") == sheet })
}

// tried is follow where not everything can be followed.
func (p *plan) tried(formula string) (string, bool) {
	all := true
	to := rewrite(formula, func(sheet string, a area) (string, string) {
		to, result, _ := p.where(sheet, a)
		all = all && result == found
		return sheet, to.String()
	})
	return to, all
}

// renews reports whether a name belongs to a sheet that is made anew, so that
// the export's own takes its place.
func (p *plan) renews(n *node, places map[*target]int) bool {
	local := n.get("localSheetId")
	for t, place := range places {
		if local == strconv.Itoa(place) && t.role != patched && strings.HasPrefix(n.get("name"), "_xlnm.Print") {
			return true
		}
	}
	return false
}

func (p *plan) takeName(list, n *node, places map[*target]int) {
	home := ""
	if local := n.get("localSheetId"); local != "" {
		for t, place := range places {
			if strconv.Itoa(t.fresh.place) == local {
				if t.role == patched && !(t.printsAnew && n.get("name") == printArea && !hasLocal(list, n.get("name"), strconv.Itoa(place))) {
					return // the analyst's own print settings stay
				}
				n.set("localSheetId", strconv.Itoa(place))
				home = t.fresh.name
				break
			}
		}
	}
	n.setContent(p.carryOver(n.content(), home))
	list.kids = slices.DeleteFunc(list.kids, func(o *node) bool {
		return strings.EqualFold(o.get("name"), n.get("name")) && o.get("localSheetId") == n.get("localSheetId")
	})
	list.kids = append(list.kids, n)
}

// properties takes over what the export says of itself.
func (p *plan) properties(o *output) error {
	if p.old.parts[customPart] == nil {
		return nil // the program that saved it last keeps none
	}
	root, err := p.old.pack.tree(customPart)
	if err != nil {
		return err
	}
	for _, n := range root.children("property") {
		value, ours := p.fresh.properties[n.get("name")]
		for _, v := range n.kids {
			if ours && v.name != "" {
				v.setContent(value)
			}
		}
	}
	o.tree(customPart, root)
	return nil
}
