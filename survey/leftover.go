package survey

import (
	"maps"
	"slices"
)

// Leftover lists what the answers hold that has no place in the set, because it
// answers questions of an older version: nobody is asked for it, and no return
// has it. Of a roster that is gone it is the roster itself, where it has rows.
func Leftover(set *Questionnaire, a *Answers) []Key {
	_, known := set.homes()
	var left []Key
	for _, roster := range a.Rosters() {
		if h, there := known[roster]; len(a.Rows(roster)) > 0 && (!there || h.Type != TypeRepeat) {
			left = append(left, Key{Question: roster})
		}
	}
	for _, k := range a.Keys() {
		if h, there := known[k.Question]; (!there || !h.holds(a, k)) && !slices.Contains(left, k) {
			left = append(left, k)
		}
	}
	slices.SortFunc(left, compareKeys)
	return left
}

// holds reports whether a question is asked at a key.
func (h home) holds(a *Answers, k Key) bool {
	switch {
	case !h.Asked():
		return false
	case h.whole != nil && h.whole.Type == TypeRepeat:
		return slices.Contains(a.Rows(h.whole.Name), k.Row)
	}
	return k.Row == 0
}

// Rosters names every roster that has rows, or had some, sorted.
func (a *Answers) Rosters() []string { return slices.Sorted(maps.Keys(a.next)) }
