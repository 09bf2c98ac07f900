package update

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// Rules are formats and checks that a sheet says once for many cells. Their
// formulas are written as the first of these cells sees it: what they name with
// a dollar sign is one place and is followed, everything else moves with the
// cells.

// ruleBound are the elements that say for which cells they are in an attribute,
// or, where they are an extension, in an element of their own.
var ruleBound = map[string]bool{
	"conditionalFormatting": true, "dataValidation": true, "ignoredError": true, "protectedRange": true,
}

// rules brings the rules of a sheet up to date; x is nil where no table is on
// it. It reports whether anything has changed.
func (p *plan) rules(frame *node, home string, x *patch) bool {
	r := &ruling{plan: p, patch: x, home: home, gone: map[*node]bool{}}
	r.walk(frame)
	if len(r.gone) > 0 {
		prune(frame, r.gone)
	}
	return r.changed
}

type ruling struct {
	*plan
	patch   *patch
	home    string
	changed bool
	gone    map[*node]bool
}

func (r *ruling) walk(n *node) {
	for _, k := range n.kids {
		switch name := k.local(); {
		case k.name == "":
		case ruleBound[name] && (k.get("sqref") != "" || k.child("sqref") != nil):
			r.rule(k)
		case name == "sparkline":
			r.sparkline(k)
		case name == "f" || name == "formula":
			r.set(k, r.follow(k.content(), r.home, r.home))
		default:
			r.walk(k)
		}
	}
}

func (r *ruling) set(n *node, text string) {
	if n.content() != text {
		n.setContent(text)
		r.changed = true
	}
}

// cells are those that a rule is for, and how to change them.
func cellsOf(n *node) (string, func(string)) {
	if k := n.child("sqref"); k != nil {
		return k.content(), k.setContent
	}
	return n.get("sqref"), func(s string) { n.set("sqref", s) }
}

// rule moves a rule with its cells.
func (r *ruling) rule(n *node) {
	list, set := cellsOf(n)
	was, ok := around(list)
	if !ok {
		return
	}
	is := was
	if r.patch != nil {
		to := r.patch.ranges(list)
		if to == "" {
			r.gone[n], r.changed = true, true
			return
		}
		if to != list {
			set(to)
			r.changed = true
		}
		is, _ = around(to)
	}
	by := is.top - was.top
	n.each(func(k *node) {
		switch k.local() {
		case "formula", "formula1", "formula2", "f":
			if k.child("f") == nil { // an extension has its formula one deeper
				r.set(k, r.seen(k.content(), was, by))
			}
		case "cfvo":
			if v := k.get("val"); k.get("type") == "formula" && v != "" {
				if to := r.seen(v, was, by); to != v {
					k.set("val", to)
					r.changed = true
				}
			}
		}
	})
}

// seen is the formula of a rule for cells that have moved.
func (r *ruling) seen(formula string, cells rect, by int) string {
	return rewrite(formula, func(sheet string, a area) (string, string) {
		from, to := a.from.row > 0 && !a.from.fixRow, a.to.row > 0 && !a.to.fixRow
		if !from && !to {
			return r.followOne(sheet, a, r.home, r.home)
		}
		if sheet != "" && !strings.EqualFold(sheet, r.home) {
			r.alongside(sheet, a, cells)
		}
		if from && !a.from.move(by, 0) || to && !a.to.move(by, 0) {
			return sheet, refError
		}
		return sheet, a.String()
	})
}

// alongside refuses a rule that compares the rows of its sheet with those of a
// table on another one, one by one, when these do not stay where they are.
func (r *ruling) alongside(sheet string, a area, cells rect) {
	seen := a.rectangle()
	seen.bottom += cells.bottom - cells.top
	for _, m := range r.byOld[strings.ToLower(sheet)] {
		if seen.meets(m.old.at) && m.unmoved() != found {
			r.refuse(Scattered, r.home+"!"+cells.String(), quoteSheet(sheet)+"!"+a.String(), m.old.name)
		}
	}
}

// sparkline moves a small chart in a cell, and follows its figures. One whose
// row is gone goes with it.
func (r *ruling) sparkline(n *node) {
	if at := n.child("sqref"); at != nil && r.patch != nil {
		to := r.patch.ranges(at.content())
		if to == "" {
			r.gone[n], r.changed = true, true
			return
		}
		r.set(at, to)
	}
	if f := n.child("f"); f != nil {
		where := r.home
		if at := n.child("sqref"); at != nil {
			where += "!" + at.content()
		}
		r.set(f, r.follow(f.content(), r.home, where))
	}
}

// prune leaves out elements, and those that hold nothing else.
func prune(n *node, gone map[*node]bool) (empty bool) {
	left, before := 0, len(n.kids)
	n.kids = slices.DeleteFunc(n.kids, func(k *node) bool {
		if k.name == "" {
			return false
		}
		had := slices.ContainsFunc(k.kids, func(g *node) bool { return g.name != "" })
		drop := gone[k] || had && prune(k, gone)
		if !drop {
			left++
		}
		return drop
	})
	if n.get("count") != "" && len(n.kids) < before {
		n.set("count", strconv.Itoa(left))
	}
	return left == 0
}

// around is the smallest range around a list of ranges.
func around(list string) (rect, bool) {
	all := rect{maxColumn, maxRow, 1, 1}
	fields := strings.Fields(list)
	for _, one := range fields {
		r, ok := parseRect(one)
		if !ok {
			return rect{}, false
		}
		all = rect{min(all.left, r.left), min(all.top, r.top), max(all.right, r.right), max(all.bottom, r.bottom)}
	}
	return all, len(fields) > 0
}

// ranges moves a list of ranges with the tables that they lie in: whole columns
// of a table with all its rows, single rows each with its own. A range over all
// columns of a table covers its new ones too. What is gone is left out.
func (x *patch) ranges(list string) string {
	var all []rect
	for _, one := range strings.Fields(list) {
		r, ok := parseRect(one)
		if !ok {
			return list
		}
		all = append(all, x.range1(r)...)
	}
	slices.SortStableFunc(all, func(a, b rect) int { return cmp.Or(a.top-b.top, a.left-b.left) })
	var texts []string
	for _, r := range all {
		texts = append(texts, r.String())
	}
	return strings.Join(texts, " ")
}

func (x *patch) range1(r rect) []rect {
	to, result, m := x.where(x.sheet.name, area{from: corner{col: r.left, row: r.top}, to: corner{col: r.right, row: r.bottom}})
	switch {
	case m == nil:
		return []rect{r}
	case result != found:
		return m.apart(r)
	}
	wide := to.rectangle()
	if r.left <= m.old.at.left && r.right >= m.old.at.right {
		wide.right = max(wide.right, m.out.right)
	}
	return []rect{wide}
}

// apart is a range whose rows no longer stand together, in pieces. What lies
// beside the table stays.
func (m *move) apart(r rect) []rect {
	var all []rect
	add := func(left, right int) {
		if left <= right {
			all = append(all, rect{left, r.top, right, r.bottom})
		}
	}
	add(r.left, min(r.right, m.old.at.left-1))
	add(max(r.left, m.old.at.right+1), r.right)
	left, right := max(r.left, m.old.at.left), min(r.right, m.old.at.right)
	var rows []int
	for row := r.top; row <= r.bottom; row++ {
		switch i := row - m.old.first(); {
		case i >= 0 && i < len(m.rowTo):
			if m.rowTo[i] > 0 {
				rows = append(rows, int(m.rowTo[i]))
			}
		case m.totals > 0 && row == m.old.at.bottom:
			rows = append(rows, m.out.bottom)
		case row > m.old.last() && row <= m.out.bottom: // where new rows are now
		default:
			rows = append(rows, row)
		}
	}
	slices.Sort(rows)
	for i, row := range rows {
		if i > 0 && row == rows[i-1]+1 {
			all[len(all)-1].bottom = row
			continue
		}
		all = append(all, rect{left, row, right, row})
	}
	return all
}
