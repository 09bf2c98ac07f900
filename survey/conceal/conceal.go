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
	Members []int  // ascending
	Small   bool   // nothing of it may be told
	Fixed   bool   // it stands elsewhere, and is shown or hidden there already
	Hidden  bool
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
	for s.hideMore() {
	}
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
		key := keyOf(g.Members)
		hidden[key], open[key] = hidden[key] || g.Hidden, open[key] || g.Fixed && !g.Hidden
	}
	for _, g := range s.Groups {
		if key := keyOf(g.Members); !g.Fixed && !open[key] {
			g.Hidden = hidden[key]
		}
	}
}

// hideMore looks for what follows from the groups shown and is about too few: a
// hidden group, what the hidden groups of a family have together, and what two
// groups differ by. For each, the smallest group that it follows from and that
// may still be hidden is hidden too. It reports whether there was any.
func (s *System) hideMore() bool {
	shown := s.shown()
	space := newSpan(s.size(), shown)
	more := false
	for _, target := range s.targets(shown) {
		sources := slices.DeleteFunc(space.combine(target), func(g *Group) bool { return g.Fixed })
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

// Follows reports whether something about exactly these follows from what is
// shown.
func (s *System) Follows(members []int) bool {
	return newSpan(max(s.size(), members[len(members)-1]+1), s.shown()).combine(members) != nil
}

// size is how many there are: one more than the highest number.
func (s *System) size() int {
	n := 0
	for _, g := range s.Groups {
		if len(g.Members) > 0 {
			n = max(n, g.Members[len(g.Members)-1]+1)
		}
	}
	return n
}

// shown lists the groups shown, those of the same members once: what is fixed
// comes first, so that nothing that follows from it alone costs anything else.
func (s *System) shown() []*Group {
	var all []*Group
	seen := map[string]bool{}
	for _, fixed := range []bool{true, false} {
		for _, g := range s.Groups {
			if key := keyOf(g.Members); g.Fixed == fixed && !g.Hidden && len(g.Members) > 0 && !seen[key] {
				seen[key] = true
				all = append(all, g)
			}
		}
	}
	return all
}

// targets are the members of whom nothing must follow.
func (s *System) targets(shown []*Group) [][]int {
	var all [][]int
	families := map[string][]int{}
	var names []string
	for _, g := range s.Groups {
		if !g.Hidden || len(g.Members) == 0 {
			continue
		}
		if g.Small || s.Each {
			all = append(all, g.Members)
		}
		if families[g.Family] == nil {
			names = append(names, g.Family)
		}
		families[g.Family] = append(families[g.Family], g.Members...)
	}
	for _, name := range names {
		if len(families[name]) < s.Limit { // with what is in two of them counted twice
			all = append(all, families[name])
		}
	}
	all = append(all, s.leftOver(shown)...)
	for _, a := range shown {
		for _, b := range shown {
			if n := len(a.Members) - len(b.Members); n > 0 && n < s.Limit {
				if rest, within := without(a.Members, b.Members); within {
					all = append(all, rest)
				}
			}
		}
	}
	return all
}

// leftOver are the few whom the groups shown of a family do not have: those that
// are hidden, and those who gave no answer by which they could be grouped.
func (s *System) leftOver(shown []*Group) [][]int {
	if len(shown) == 0 {
		return nil
	}
	total := slices.MaxFunc(shown, func(a, b *Group) int { return cmp.Compare(len(a.Members), len(b.Members)) })
	families := map[string][]int{}
	var names []string
	for _, g := range s.Groups {
		if g.Hidden || g == total {
			continue
		}
		if families[g.Family] == nil {
			names = append(names, g.Family)
		}
		families[g.Family] = append(families[g.Family], g.Members...)
	}
	var all [][]int
	for _, name := range names {
		slices.Sort(families[name])
		if rest, within := without(total.Members, families[name]); within && len(rest) > 0 && len(rest) < s.Limit {
			all = append(all, rest)
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
