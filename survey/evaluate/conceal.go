package evaluate

import (
	"fmt"
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
		}
	}
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
}

func newSecrets(limit int) *secrets {
	return &secrets{system: conceal.System{Limit: limit}, number: map[any]int{}, tell: map[*conceal.Group][]func(){}, groups: map[string]*conceal.Group{}}
}

// gather goes through everything that is said about the persons.
func (s *secrets) gather() {
	for _, x := range s.c.result.Summaries {
		if x.Indicator.Anonymous {
			s.add("by "+x.Grouping, x.items, []int{x.N}, &x.Hidden)
		}
	}
	for _, i := range s.c.Indicators {
		if i.Anonymous && i.Scope == survey.ScopeGroup {
			for _, v := range s.c.result.byName[i.Name] {
				s.add("by "+v.Grouping, v.trace.group.items, nil, &v.Hidden)
			}
			s.own(i)
		}
	}
	for _, t := range s.c.result.Tables {
		if t.Table.Anonymous {
			s.table(t)
		}
	}
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
	cell := func(family string, c *Cell) {
		var counts []int
		for _, d := range c.Values {
			if d.Known && d.N >= 0 {
				counts = append(counts, d.N)
			}
		}
		s.add(t.Table.Name+" "+family, c.items, counts, &c.Hidden)
	}
	for i := range t.Cells {
		for k := range t.Cells[i] {
			family := "rows"
			if t.Table.Columns != nil {
				family = "row " + t.Rows[i].Code
			}
			cell(family, &t.Cells[i][k])
		}
	}
	for i := range t.Totals.Rows {
		cell("rows", &t.Totals.Rows[i])
	}
	for i := range t.Totals.Columns {
		cell("columns", &t.Totals.Columns[i])
	}
	cell("all", &t.Totals.All)
}

// add notes a group about which something is said, and where.
func (s *secrets) add(family string, items []item, counts []int, hidden *bool) {
	s.put(family, s.persons(items), counts, hidden)
}

func (s *secrets) put(family string, members []int, counts []int, hidden *bool) {
	if len(members) == 0 {
		return
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
	s.system.Protect()
	for _, g := range s.system.Groups {
		if g.Hidden {
			for _, hide := range s.tell[g] {
				hide()
			}
		}
	}
}
