package store

import (
	"cmp"
	"slices"

	"bestand.example/itbestand/survey"
)

// Lost counts the answers in a return to one question of an older version of
// its set that the newest version in the central file cannot show.
type Lost struct {
	Question string // as the older version calls it
	Label    survey.Text
	Kind     survey.LossKind
	Answers  int
}

// newest finds of each set the version in which returns are evaluated.
func newest(sets map[setKey]trustedSet) map[string]trustedSet {
	newest := map[string]trustedSet{}
	for key, set := range sets {
		if held, ok := newest[key.id]; !ok || survey.CompareVersions(key.version, held.Version) > 0 {
			newest[key.id] = set
		}
	}
	return newest
}

// carry finds in which version a return that was checked is evaluated, if in
// another one than its own, and what that cannot show. Nothing of it is stored:
// what is stored is what was received.
func (o *opened) carry(against checks) {
	if o.foreign.Kind != Return {
		return
	}
	first := o.foreign.Responses[0]
	own := against.sets[setKey{first.SetID, first.SetVersion}]
	to, newer := against.newest[first.SetID]
	if !newer || own.Version == to.Version {
		return
	}
	o.shownAs = to.Version
	for _, r := range o.foreign.Responses {
		_, lost := survey.Carry(own.parsed, to.parsed, r)
		for _, l := range lost {
			o.count(l)
		}
	}
	slices.SortStableFunc(o.lost, func(a, b Lost) int { return cmp.Compare(a.Question, b.Question) })
}

func (o *opened) count(l survey.Loss) {
	i := slices.IndexFunc(o.lost, func(c Lost) bool { return c.Question == l.Question.Name && c.Kind == l.Kind })
	if i < 0 {
		i = len(o.lost)
		o.lost = append(o.lost, Lost{Question: l.Question.Name, Label: l.Question.Label, Kind: l.Kind})
	}
	o.lost[i].Answers++
}
