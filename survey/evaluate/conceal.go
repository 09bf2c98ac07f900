package evaluate

import (
	"fmt"
	"math"
	"slices"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/conceal"
)

// Figures of anonymous answers are concealed where they rest on too few
// persons, and where such a figure could be worked out from others. What is
// looked at is all that the evaluation says about one question set together:
// groups of persons, with whatever is said about each.

// conceal hides the figures of anonymous sets that tell too much.
func (c *computation) conceal() {
	for _, set := range c.Sets() {
		if set.Anonymous {
			s := newSecrets(c.Suppress.Persons)
			s.c, s.set = c, set
			s.gather()
			s.protect()
			s.derive()
			c.result.Told = append(c.result.Told, s.told()...)
		}
	}
	for _, t := range c.result.Tables {
		t.hideSums()
	}
}

// Told is a group of persons of an anonymous set about whom figures are shown, or
// hidden. Whatever else is said about them must not give away what is hidden.
type Told struct {
	Set       *survey.Questionnaire
	Responses []string // ids
	Hidden    bool
	Small     bool // too few, or a figure rests on too few
}

// told lists the groups in the order in which they were found.
func (s *secrets) told() []Told {
	ids := make([]string, len(s.number))
	for person, n := range s.number {
		ids[n] = person.(*response).id
	}
	all := make([]Told, len(s.system.Groups))
	for k, g := range s.system.Groups {
		all[k] = Told{Set: s.set, Hidden: g.Hidden, Small: g.Small}
		for _, m := range g.Members {
			all[k].Responses = append(all[k].Responses, ids[m])
		}
	}
	return all
}

// secrets are the groups of persons of an anonymous set, or of units that
// answered what is sensitive.
type secrets struct {
	c      *computation
	set    *survey.Questionnaire
	system conceal.System
	number map[any]int                 // of the persons: responses, or units
	tell   map[*conceal.Group][]func() // hides the figures of a group
	groups map[string]*conceal.Group   // by family and members

	quantities map[*survey.Indicator]*quantity
	order      []*quantity
}

func newSecrets(limit int) *secrets {
	return &secrets{system: conceal.System{Limit: limit, Each: true}, number: map[any]int{}, tell: map[*conceal.Group][]func(){}, groups: map[string]*conceal.Group{}, quantities: map[*survey.Indicator]*quantity{}}
}

// gather goes through everything that is said about the persons.
func (s *secrets) gather() {
	for _, x := range s.c.result.Summaries {
		if x.Indicator.Anonymous {
			s.summary(x)
		}
	}
	for _, i := range slices.Concat(s.c.Indicators, s.c.Fields) {
		if i.Anonymous && i.Scope == survey.ScopeGroup {
			for _, v := range s.c.result.byName[i.Name] {
				s.add("by "+v.Grouping, v.trace.group.items, nil, &v.Hidden)
			}
			if !derived(i) {
				s.own(i)
			}
		}
	}
	for _, t := range s.c.result.Tables {
		if t.Table.Anonymous {
			s.table(t)
		}
	}
}

// derived reports whether an indicator only reckons with figures of groups: it
// sums up no answers itself, so its n is that of those.
func derived(i *survey.Indicator) bool { return i.Base == nil && !i.Counting }

// derive hides what is derived from a figure that is hidden: whoever knows the
// other figures that it is made of could work that one out. Each comes after
// those that it reads.
func (s *secrets) derive() {
	for _, i := range s.c.order {
		if !i.Anonymous || i.Scope != survey.ScopeGroup || !derived(i) {
			continue
		}
		for _, other := range s.c.groupFigures(expressions(i)) {
			for _, v := range s.c.result.byName[i.Name] {
				v.Hidden = v.Hidden || slices.ContainsFunc(s.c.sourcesOf(v, other), func(o *Value) bool { return o.Hidden })
			}
		}
	}
}

// summary notes the persons of a group. Where all have the same value, the figure
// is that of each.
func (s *secrets) summary(x *Summary) {
	counts := []int{x.N}
	if x.N > 0 && *x.Min == *x.Max {
		counts = append(counts, 1)
	}
	whole := s.add("by "+x.Grouping, x.items, counts, &x.Hidden)
	if whole == nil || len(x.known) == 0 {
		return
	}
	known := make([]item, len(x.known))
	for k, v := range x.known {
		known[k] = item{&subject{unit: v.unit}}
	}
	q := s.quantities[x.Indicator]
	if q == nil {
		q = &quantity{system: conceal.System{Limit: s.system.Limit, Each: true}, whole: map[*conceal.Group]*conceal.Group{}}
		s.quantities[x.Indicator] = q
		s.order = append(s.order, q)
	}
	q.lacking = q.lacking || x.Unknown > 0
	g := &conceal.Group{Family: "by " + x.Grouping, Members: s.persons(known), Small: whole.Small}
	q.system.Groups = append(q.system.Groups, g)
	q.whole[g] = whole
}

// quantity is a figure of which some persons have no value: what follows about
// it rests on the others, and what nobody has protects nobody.
type quantity struct {
	system  conceal.System
	whole   map[*conceal.Group]*conceal.Group // all persons of a group, by those who have a value
	lacking bool
}

// protect hides groups from whose figures another's follows, and reports whether
// there were any.
func (q *quantity) protect() bool {
	if !q.lacking {
		return false // then the groups themselves say it all
	}
	for g, whole := range q.whole {
		g.Hidden = whole.Hidden
	}
	q.system.Protect()
	more := false
	for _, g := range q.system.Groups {
		if whole := q.whole[g]; g.Hidden && !whole.Hidden {
			whole.Hidden, more = true, true
		}
	}
	return more
}

// own hides what formulas about groups tell of a part of a group: which persons
// that are is not known here, only how many. Those hidden are made enough
// persons together, and two groups at least, so that the figure of all together
// tells none of them.
func (s *secrets) own(i *survey.Indicator) {
	by := map[string][]*Value{}
	var names []string
	for _, v := range s.c.result.byName[i.Name] {
		if by[v.Grouping] == nil {
			names = append(names, v.Grouping)
		}
		by[v.Grouping] = append(by[v.Grouping], v)
	}
	for _, name := range names {
		s.widen(by[name], i.Counting)
	}
}

func (s *secrets) widen(values []*Value, counting bool) {
	persons := func(v *Value) int {
		if counting {
			return int(v.Number)
		}
		return v.N
	}
	for _, v := range values {
		few := persons(v) > 0 && persons(v) < s.system.Limit
		v.Hidden = v.Hidden || few || !v.Known && !counting
	}
	for {
		hidden, sum := 0, 0
		var least *Value
		for _, v := range values {
			switch {
			case v.Hidden:
				hidden, sum = hidden+1, sum+persons(v)
			case persons(v) > 0 && (least == nil || persons(v) < persons(least)):
				least = v
			}
		}
		if hidden == 0 || hidden > 1 && sum >= s.system.Limit || least == nil || len(values) == 1 {
			return
		}
		least.Hidden = true
	}
}

func (s *secrets) table(t *Table) {
	name := t.Table.Name
	for i := range t.Cells {
		var row []item
		for k := range t.Cells[i] {
			family := " rows"
			if len(t.Columns) > 0 {
				family = " row " + t.Rows[i].Code
			}
			s.cell(name+family, &t.Cells[i][k])
			row = append(row, t.Cells[i][k].items...)
		}
		if t.Table.Kind == survey.TableMatrix { // each total is of those that answered
			t.Totals.Rows[i].items = row
		}
	}
	for i := range t.Totals.Rows {
		s.cell(name+" rows", &t.Totals.Rows[i])
	}
	for i := range t.Totals.Columns {
		s.cell(name+" columns", &t.Totals.Columns[i])
	}
	s.cell(name+" all", &t.Totals.All)
}

// cell notes the persons of a cell. Of those that a figure counts, too few must be
// neither within nor without.
func (s *secrets) cell(family string, c *Cell) {
	var counts []int
	for _, d := range c.Values {
		switch {
		case !d.Known:
		case d.N >= 0:
			counts = append(counts, d.N)
		case d.Kind == survey.KindNumber && d.Number == math.Trunc(d.Number) && d.Number >= 0 && d.Number <= float64(c.N):
			counts = append(counts, int(d.Number), c.N-int(d.Number))
		}
	}
	s.add(family, c.items, counts, &c.Hidden)
}

// hideSums hides the totals of columns in which a statement's cell is hidden: they
// count answers to several statements, so they are about no group of persons.
func (t *Table) hideSums() {
	if t.Table.Kind != survey.TableMatrix || !t.Table.Anonymous {
		return
	}
	for k := range t.Columns {
		for i := range t.Rows {
			if t.Cells[i][k].Hidden || t.Totals.Rows[i].Hidden {
				t.Totals.Columns[k].Hidden, t.Totals.All.Hidden = true, true
			}
		}
	}
}

// add notes a group about which something is said, and where; nil: of nobody.
func (s *secrets) add(family string, items []item, counts []int, hidden *bool) *conceal.Group {
	members := s.persons(items)
	if len(members) == 0 {
		return nil
	}
	key := family + "\x00" + fmt.Sprint(members)
	g := s.groups[key]
	if g == nil {
		g = &conceal.Group{Family: family, Members: members, Small: len(members) < s.system.Limit}
		s.groups[key] = g
		s.system.Groups = append(s.system.Groups, g)
	}
	for _, n := range counts {
		g.Small = g.Small || n > 0 && n < s.system.Limit
	}
	s.tell[g] = append(s.tell[g], func() { *hidden = true })
	return g
}

func (s *secrets) persons(items []item) []int {
	var members []int
	for _, it := range items {
		responses := it.unit.responses
		if it.response != nil {
			responses = []*response{it.response}
		}
		for _, r := range responses {
			if r.set != s.set {
				continue
			}
			members = append(members, s.numberOf(r))
		}
	}
	slices.Sort(members)
	return slices.Compact(members)
}

// protect hides the figures of which something follows that must not.
func (s *secrets) protect() {
	for more := true; more; {
		s.system.Protect()
		more = false
		for _, q := range s.order {
			more = q.protect() || more
		}
	}
	for _, g := range s.system.Groups {
		if g.Hidden {
			for _, hide := range s.tell[g] {
				hide()
			}
		}
	}
}
