// Package conceal says which figures must not be shown, so that nothing can be
// told of too few: neither where a figure rests on them, nor where it could be
// worked out from others.
//
// Every figure that is shown gives away a sum over those it is about. What can be
// worked out from sums are their linear combinations. So what few answered is
// safe when it is no combination of what is shown, which is what this package
// makes sure of. It knows nothing of questions: those who answered are numbers.
package conceal

import (
	"cmp"
	"slices"
)

// Group is some of those who answered, about whom figures are shown or not.
type Group struct {
	Family  string // groups that are compared with each other: of one grouping, or the answers to one question
	Also    string // a second family; empty: none
	Members []int  // ascending
	Of      int    // how many these are some of, where it must not be told either that they are nearly all; otherwise 0
	Small   bool   // nothing of it may be told
	Fixed   bool   // it stands elsewhere, and is shown or hidden there already
	Hidden  bool
	Sum     *Sum // where it is known who answered; all groups of a system have one, or none
}

// Sum is what a figure says where everybody knows who answered, and only what they
// answered is not known: over some of them, what the answer of each is worth.
// Answers are told apart by who gave them, so whoever gave the same has the same
// worth.
type Sum struct {
	Over   []int
	Worth  []Worth
	Figure bool // it is no number of members, but a sum over them
}

// Worth is what an answer is worth: that of the one whose number it has.
type Worth struct {
	Answer int
	Times  uint64
}

// System is everything that is said of the same answers.
type System struct {
	Limit  int  // how many a figure must rest on
	Each   bool // no group that is hidden may follow, not only small ones
	Groups []*Group
}

// Protect hides groups until nothing follows from those shown that must not.
func (s *System) Protect() {
	for _, g := range s.Groups {
		if !g.Fixed {
			g.Hidden = g.Hidden || g.Small
		}
	}
	s.together()
	sp := s.newSpace()
	for s.hideMore(sp) {
	}
}

// key tells what groups are about.
func (g *Group) key() string {
	if g.Sum == nil {
		return keyOf(g.Members)
	}
	key := []byte(keyOf(g.Sum.Over))
	for _, w := range g.Sum.Worth {
		key = append(append(key, '|'), keyOf([]int{w.Answer, int(w.Times), int(w.Times >> 24)})...)
	}
	return string(key)
}

func keyOf(members []int) string {
	key := make([]byte, 0, 3*len(members))
	for _, m := range members {
		key = append(key, byte(m), byte(m>>8), byte(m>>16))
	}
	return string(key)
}

// together hides groups of the same members as one that is hidden, unless they
// are shown elsewhere in any case.
func (s *System) together() {
	hidden, open := map[string]bool{}, map[string]bool{}
	for _, g := range s.Groups {
		key := g.key()
		hidden[key], open[key] = hidden[key] || g.Hidden, open[key] || g.Fixed && !g.Hidden
	}
	for _, g := range s.Groups {
		if key := g.key(); !g.Fixed && !open[key] {
			g.Hidden = hidden[key]
		}
	}
}

// hideMore looks for what follows from the groups shown and is about too few: a
// hidden group, what the hidden groups of a family have together, and what two
// groups differ by. For each, the smallest group that it follows from and that
// may still be hidden is hidden too. It reports whether there was any.
func (s *System) hideMore(sp *space) bool {
	shown := s.shown()
	span := sp.span(slices.DeleteFunc(slices.Clone(shown), func(g *Group) bool { return g.Fixed }))
	more := false
	for _, target := range s.targets(shown) {
		sources, _ := span.combine(target)
		if len(sources) == 0 {
			continue
		}
		smallest := slices.MinFunc(sources, func(a, b *Group) int {
			return cmp.Or(cmp.Compare(len(a.Members), len(b.Members)), cmp.Compare(a.Family, b.Family), slices.Compare(a.Members, b.Members))
		})
		smallest.Hidden, more = true, true
	}
	s.together()
	return more
}

// size is how many there are who answered, and how many answers: one more than
// the highest number.
func (s *System) size() (subjects, answers int) {
	for _, g := range s.Groups {
		if g.Sum == nil {
			for _, m := range g.Members {
				subjects = max(subjects, m+1)
			}
			continue
		}
		for _, m := range g.Sum.Over {
			subjects, answers = max(subjects, m+1), max(answers, m+1)
		}
		for _, w := range g.Sum.Worth {
			answers = max(answers, w.Answer+1)
		}
	}
	return subjects, answers
}

// shown lists the groups shown, those that say the same once: what is fixed
// comes first, so that nothing that follows from it alone costs anything else.
func (s *System) shown() []*Group {
	var all []*Group
	seen := map[string]bool{}
	for _, fixed := range []bool{true, false} {
		for _, g := range s.Groups {
			if g.Fixed != fixed || g.Hidden || g.empty() {
				continue
			}
			if key := g.key(); !seen[key] {
				seen[key] = true
				all = append(all, g)
			}
		}
	}
	return all
}

// empty reports whether a group says nothing. Where it is known who answered, that
// nobody answered something says much.
func (g *Group) empty() bool {
	if g.Sum == nil {
		return len(g.Members) == 0
	}
	return len(g.Sum.Over) == 0 || len(g.Sum.Worth) == 0
}

// target is what must not follow: the sum of some groups, less others.
type target struct{ plus, minus []*Group }

// targets are those of whom nothing must follow.
func (s *System) targets(shown []*Group) []target {
	var all []target
	families := map[string][]*Group{}
	var names []string
	for _, g := range s.Groups {
		if !g.Hidden || g.empty() {
			continue
		}
		if g.Small || s.Each {
			all = append(all, target{plus: []*Group{g}})
		}
		if g.figure() {
			continue
		}
		for _, name := range []string{g.Family, g.Also} {
			if families[name] == nil {
				names = append(names, name)
			}
			families[name] = append(families[name], g)
		}
	}
	delete(families, "")
	for _, name := range names {
		n, of := 0, 0 // with what is in two of them counted twice
		for _, g := range families[name] {
			n, of = n+len(g.Members), of+g.Of
		}
		if len(families[name]) > 0 && s.few(n, of) {
			all = append(all, target{plus: families[name]})
		}
	}
	all = append(all, s.leftOver(shown)...)
	for _, a := range shown {
		for _, b := range shown {
			if n := len(a.Members) - len(b.Members); !(a.Fixed && b.Fixed) && a.contains(b) && a.key() != b.key() && (n > 0 || a.Sum != nil) && s.few(n, max(0, a.Of-b.Of)) {
				all = append(all, target{[]*Group{a}, []*Group{b}})
			}
		}
	}
	return all
}

// few reports whether so many are too few, or nearly all of how many they are of.
func (s *System) few(n, of int) bool { return n < s.Limit || of > 0 && of-n < s.Limit }

// contains reports whether a group has all members of another. Where it is known
// who answered, that must be so whatever they answered.
func (g *Group) contains(other *Group) bool {
	if g.figure() || other.figure() {
		return false
	}
	if g.Sum != nil {
		_, within := without(g.Sum.Over, other.Sum.Over)
		return within && slices.Equal(g.Sum.Worth, other.Sum.Worth)
	}
	_, within := without(g.Members, other.Members)
	return within
}

func (g *Group) figure() bool { return g.Sum != nil && g.Sum.Figure }

// leftOver are the few whom the groups shown of a family do not have: those that
// are hidden, and those who gave no answer by which they could be grouped.
func (s *System) leftOver(shown []*Group) []target {
	var all []target
	families := map[string][]*Group{}
	var names []string
	whole := s.whole(shown)
	for _, g := range s.Groups {
		if g.Hidden || g == whole || g.figure() || g.empty() {
			continue
		}
		if families[g.Family] == nil {
			names = append(names, g.Family)
		}
		families[g.Family] = append(families[g.Family], g)
	}
	for _, name := range names {
		of := whole
		if g := families[name][0]; g.Sum != nil { // of whom they are is known
			of = &Group{Members: g.Sum.Over, Sum: &Sum{}}
		}
		if of == nil {
			continue
		}
		var members []int
		for _, g := range families[name] {
			members = append(members, g.Members...)
		}
		slices.Sort(members)
		if rest, within := without(of.Members, members); within && len(rest) > 0 && len(rest) < s.Limit {
			all = append(all, target{[]*Group{of}, families[name]})
		}
	}
	return all
}

// whole is the largest group shown, where it is not known who answered.
func (s *System) whole(shown []*Group) *Group {
	if len(shown) == 0 || shown[0].Sum != nil {
		return nil
	}
	return slices.MaxFunc(shown, func(a, b *Group) int { return cmp.Compare(len(a.Members), len(b.Members)) })
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
