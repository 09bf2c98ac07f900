package evaluate

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"strings"

	"bestand.example/itbestand/survey"
)

// Figures of anonymous answers are concealed where they rest on too few
// persons, and where such a figure could be worked out from others. What is
// looked at is all that the evaluation says about one question set together:
// groups of persons, with whatever is said about each.
//
// Every figure that is shown gives away a sum over its group. What can be worked
// out from sums are their linear combinations. So a small group is safe when it
// is no combination of those shown, which is what this file makes sure of.

// concealed is a group of persons about which figures are shown, or not.
type concealed struct {
	family  string // groups that are compared with each other: of one grouping, or of one row of a table
	members []int  // persons, ascending
	small   bool   // too few persons, or one of its figures rests on too few
	hidden  bool
	tell    []func() // hides the figures
}

// conceal hides the figures of anonymous sets that tell too much.
func (c *computation) conceal() {
	for _, set := range c.Sets() {
		if set.Anonymous {
			s := &secrets{c: c, set: set, limit: c.Suppress.Persons, number: map[any]int{}, groups: map[string]*concealed{}}
			s.gather()
			s.protect()
		}
	}
}

// secrets are the groups of persons of an anonymous set.
type secrets struct {
	c      *computation
	set    *survey.Questionnaire
	limit  int
	each   bool                  // no group that is hidden may follow, not only small ones
	number map[any]int           // of the persons: responses, or units
	groups map[string]*concealed // by their members
	order  []*concealed
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
				s.add("by "+v.Grouping, v.trace.place.group.items, nil, &v.Hidden)
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
		s.widen(by[name], counts(i))
	}
}

// counts reports whether an indicator is a number of persons.
func counts(i *survey.Indicator) bool {
	return i.Value != nil && (strings.HasPrefix(i.Value.Source, "count(") || strings.HasPrefix(i.Value.Source, "len("))
}

func (s *secrets) widen(values []*Value, counting bool) {
	persons := func(v *Value) int {
		if counting {
			return int(v.Number)
		}
		return v.N
	}
	for _, v := range values {
		few := persons(v) > 0 && persons(v) < s.limit
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
		if hidden == 0 || hidden > 1 && sum >= s.limit || least == nil || len(values) == 1 {
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
	members := s.persons(items)
	if len(members) == 0 {
		return
	}
	key := family + "\x00" + keyOf(members)
	g := s.groups[key]
	if g == nil {
		g = &concealed{family: family, members: members, small: len(members) < s.limit}
		s.groups[key] = g
		s.order = append(s.order, g)
	}
	for _, n := range counts {
		g.small = g.small || n > 0 && n < s.limit
	}
	g.tell = append(g.tell, func() { *hidden = true })
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

func keyOf(members []int) string {
	key := make([]byte, 0, 3*len(members))
	for _, m := range members {
		key = append(key, byte(m), byte(m>>8), byte(m>>16))
	}
	return string(key)
}

// protect hides groups until no small one follows from those shown.
func (s *secrets) protect() {
	for _, g := range s.order {
		g.hidden = g.small
	}
	s.together()
	for s.hideMore() {
	}
	for _, g := range s.order {
		if g.hidden {
			for _, hide := range g.tell {
				hide()
			}
		}
	}
}

// together gives groups of the same persons the same state.
func (s *secrets) together() {
	hidden := map[string]bool{}
	for _, g := range s.order {
		hidden[keyOf(g.members)] = hidden[keyOf(g.members)] || g.hidden
	}
	for _, g := range s.order {
		g.hidden = hidden[keyOf(g.members)]
	}
}

// hideMore looks for what follows from the groups shown and is about too few
// persons: a hidden group, what the hidden groups of a family have together,
// and what two groups differ by. For each, the smallest group that it follows
// from is hidden too. It reports whether there was any.
func (s *secrets) hideMore() bool {
	shown := s.shown()
	space := newSpan(len(s.number), shown)
	more := false
	for _, target := range s.targets(shown) {
		if sources := space.combine(target); sources != nil {
			smallest := slices.MinFunc(sources, func(a, b *concealed) int {
				return cmp.Or(cmp.Compare(len(a.members), len(b.members)), cmp.Compare(a.family, b.family), slices.Compare(a.members, b.members))
			})
			smallest.hidden, more = true, true
		}
	}
	s.together()
	return more
}

// shown lists the groups shown, those of the same persons once.
func (s *secrets) shown() []*concealed {
	var all []*concealed
	seen := map[string]bool{}
	for _, g := range s.order {
		if key := keyOf(g.members); !g.hidden && !seen[key] {
			seen[key] = true
			all = append(all, g)
		}
	}
	return all
}

// targets are the sets of too few persons that must not follow.
func (s *secrets) targets(shown []*concealed) [][]int {
	var all [][]int
	families := map[string][]int{}
	var names []string
	for _, g := range s.order {
		if !g.hidden {
			continue
		}
		if g.small || s.each {
			all = append(all, g.members)
		}
		if families[g.family] == nil {
			names = append(names, g.family)
		}
		families[g.family] = append(families[g.family], g.members...)
	}
	for _, name := range names {
		if len(families[name]) < s.limit { // with what is in two of them counted twice
			all = append(all, families[name])
		}
	}
	for _, a := range shown {
		for _, b := range shown {
			if n := len(a.members) - len(b.members); n > 0 && n < s.limit {
				if rest, within := without(a.members, b.members); within {
					all = append(all, rest)
				}
			}
		}
	}
	return all
}

// without takes away members that must all be there.
func without(all, some []int) (rest []int, within bool) {
	k := 0
	for _, m := range all {
		if k < len(some) && some[k] == m {
			k++
			continue
		}
		rest = append(rest, m)
	}
	return rest, k == len(some)
}

// span is what follows from groups by adding and subtracting. It reckons modulo
// a prime number, which decides the same as fractions would but for chances of
// one in two thousand million, and errs then by hiding more.
type span struct {
	groups  []*concealed
	weights [][]uint32 // of each person in each dimension
	basis   []vector
}

// vector is a combination of groups.
type vector struct {
	values []uint64
	from   []uint64 // coefficients of the groups
	pivot  int
}

const prime = 1<<31 - 1

// newSpan makes a basis. A person is a random point of as many dimensions as it
// takes to tell the groups apart.
func newSpan(persons int, groups []*concealed) *span {
	s := &span{groups: groups, weights: make([][]uint32, persons)}
	chance := rand.New(rand.NewPCG(1, 2)) // the same answers give the same workbook
	for i := range s.weights {
		s.weights[i] = make([]uint32, len(groups)+2)
		for k := range s.weights[i] {
			s.weights[i][k] = uint32(chance.Uint64N(prime))
		}
	}
	for i, g := range groups {
		v := s.vector(g.members)
		v.from[i] = 1
		if s.reduce(&v) {
			continue
		}
		inverse := power(v.values[v.pivot], prime-2)
		v.scale(inverse)
		s.basis = append(s.basis, v)
	}
	return s
}

func (s *span) vector(members []int) vector {
	v := vector{values: make([]uint64, len(s.groups)+2), from: make([]uint64, len(s.groups))}
	for _, m := range members {
		for k, w := range s.weights[m] {
			v.values[k] += uint64(w)
		}
	}
	for k := range v.values {
		v.values[k] %= prime
	}
	return v
}

// reduce takes away what the basis explains, and reports whether that is all.
func (s *span) reduce(v *vector) bool {
	for _, b := range s.basis {
		if factor := v.values[b.pivot]; factor != 0 {
			v.add(b, prime-factor)
		}
	}
	v.pivot = slices.IndexFunc(v.values, func(x uint64) bool { return x != 0 })
	return v.pivot < 0
}

func (v *vector) add(b vector, factor uint64) {
	for k, x := range b.values {
		v.values[k] = (v.values[k] + factor*x) % prime
	}
	for k, x := range b.from {
		v.from[k] = (v.from[k] + factor*x) % prime
	}
}

func (v *vector) scale(factor uint64) {
	for k := range v.values {
		v.values[k] = v.values[k] * factor % prime
	}
	for k := range v.from {
		v.from[k] = v.from[k] * factor % prime
	}
}

// combine finds groups that members follow from; nil where they do not.
func (s *span) combine(members []int) []*concealed {
	v := s.vector(members)
	if !s.reduce(&v) {
		return nil
	}
	var sources []*concealed
	for k, x := range v.from {
		if x != 0 {
			sources = append(sources, s.groups[k])
		}
	}
	return sources
}

func power(base, exponent uint64) uint64 {
	result := uint64(1)
	for ; exponent > 0; exponent >>= 1 {
		if exponent&1 == 1 {
			result = result * base % prime
		}
		base = base * base % prime
	}
	return result
}
