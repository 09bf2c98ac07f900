package conceal

import (
	"slices"
	"testing"
)

// people are as many as asked for, from a number on.
func people(from, n int) []int {
	var all []int
	for k := range n {
		all = append(all, from+k)
	}
	return all
}

// Three persons of twenty follow from the total, so a second group is hidden: the
// smallest of those that may be.
func TestASecondGroupIsHidden(t *testing.T) {
	small := &Group{Family: "level", Members: people(0, 3), Small: true}
	seven := &Group{Family: "level", Members: people(3, 7)}
	ten := &Group{Family: "level", Members: people(10, 10)}
	total := &Group{Family: "all", Members: people(0, 20)}
	s := System{Limit: 5, Groups: []*Group{small, seven, ten, total}}
	if !s.follows(small) {
		t.Error("nothing follows while all are shown")
	}
	s.Protect()
	if !small.Hidden || !seven.Hidden || ten.Hidden || total.Hidden {
		t.Errorf("hidden: %v %v %v %v", small.Hidden, seven.Hidden, ten.Hidden, total.Hidden)
	}
	if s.follows(small) {
		t.Error("the small group follows")
	}

	seven.Hidden, seven.Fixed = false, true // it stands elsewhere
	s.Protect()
	if seven.Hidden || !ten.Hidden || s.follows(small) {
		t.Errorf("hidden: %v %v", seven.Hidden, ten.Hidden)
	}
}

// Who has no place in a family is protected like a group.
func TestThoseWithoutAPlaceAreProtected(t *testing.T) {
	a, b := &Group{Family: "level", Members: people(0, 9)}, &Group{Family: "level", Members: people(9, 8)}
	total := &Group{Family: "all", Members: people(0, 20)} // three said nothing
	s := System{Limit: 5, Groups: []*Group{a, b, total}}
	s.Protect()
	if a.Hidden || !b.Hidden || total.Hidden || s.follows(&Group{Members: people(17, 3)}) {
		t.Errorf("hidden: %v %v %v", a.Hidden, b.Hidden, total.Hidden)
	}
}

// The same persons are not hidden in one place and shown in another.
func TestTheSamePersonsAreHiddenTogether(t *testing.T) {
	first, second := &Group{Family: "kreis", Members: people(0, 6), Hidden: true}, &Group{Family: "class", Members: people(0, 6)}
	s := System{Limit: 5, Groups: []*Group{first, second}}
	if s.Protect(); !second.Hidden {
		t.Error("one is shown")
	}
}

// What stands elsewhere about the same persons is not hidden here in vain.
func TestWhatStandsElsewhereStaysShown(t *testing.T) {
	elsewhere := &Group{Family: "elsewhere", Members: people(0, 6), Fixed: true}
	role, answer := &Group{Family: "role", Members: people(0, 6)}, &Group{Family: "answer", Members: people(0, 6), Hidden: true}
	s := System{Limit: 5, Each: true, Groups: []*Group{elsewhere, role, answer}}
	if s.Protect(); role.Hidden || !answer.Hidden {
		t.Errorf("hidden: %v %v", role.Hidden, answer.Hidden)
	}
}

// follows reports whether what a group says follows from what is shown.
func (s *System) follows(g *Group) bool {
	all := System{Groups: append(slices.Clone(s.Groups), &Group{Members: g.Members, Sum: g.Sum, Hidden: true})}
	shown := slices.DeleteFunc(s.shown(), func(g *Group) bool { return g.Fixed })
	_, follows := all.newSpace().span(shown).combine(target{plus: []*Group{g}})
	return follows
}
