package conceal

import (
	"math/rand/v2"
	"slices"
)

// space says what follows from groups by adding and subtracting. It reckons modulo
// a prime number, which decides the same as fractions would but for chances of
// one in two thousand million, and errs then by hiding more.
//
// Somebody who answered is a random point, of as many dimensions as it takes to
// tell the groups apart, and a group is the sum of its points. Where it is known
// who answered, a point is of a subject with an answer: the product of a point of
// each. The answers' points add up to nothing, since a subject with whichever
// answer is nothing new.
type space struct {
	dimensions int
	subjects   [][]uint64 // points of those who answered
	answers    [][]uint64 // points of answers, where it is known who answered
	fixed      []vector   // a basis of what stands elsewhere
	of         map[*Group][]uint64
}

// vector is a combination of groups.
type vector struct {
	values []uint64
	from   []uint64 // coefficients of the groups
	pivot  int
}

const prime = 1<<31 - 1

// reduced is x modulo the prime, which is quicker than to divide.
func reduced(x uint64) uint64 {
	x = x&prime + x>>31
	x = x&prime + x>>31
	if x >= prime {
		x -= prime
	}
	return x
}

func (s *System) newSpace() *space {
	sp := &space{dimensions: len(s.Groups) + 2, of: map[*Group][]uint64{}}
	subjects, answers := s.size()
	chance := rand.New(rand.NewPCG(1, 2)) // the same answers give the same workbook
	points := func(n int) [][]uint64 {
		all := make([][]uint64, n)
		for i := range all {
			all[i] = make([]uint64, sp.dimensions)
			for k := range all[i] {
				all[i][k] = chance.Uint64N(prime)
			}
		}
		return all
	}
	sp.subjects, sp.answers = points(subjects), points(answers)
	if answers > 0 {
		last := sp.answers[answers-1]
		clear(last)
		for _, point := range sp.answers[:answers-1] {
			for k, x := range point {
				last[k] = reduced(last[k] + prime - x)
			}
		}
	}
	for _, g := range s.shown() {
		if g.Fixed {
			if v := (vector{values: sp.vector(g)}); !reduce(&v, sp.fixed) {
				v.scale(power(v.values[v.pivot], prime-2))
				sp.fixed = append(sp.fixed, v)
			}
		}
	}
	clear(sp.of) // what stands elsewhere was not taken away from these
	return sp
}

// vector is what a group says besides what stands elsewhere.
func (sp *space) vector(g *Group) []uint64 {
	if known := sp.of[g]; known != nil {
		return known
	}
	v := vector{values: make([]uint64, sp.dimensions)}
	if g.Sum == nil {
		for _, m := range g.Members {
			v.add(vector{values: sp.subjects[m]}, 1)
		}
	} else {
		worth := vector{values: make([]uint64, sp.dimensions)}
		for _, t := range g.Sum.Worth {
			worth.add(vector{values: sp.answers[t.Answer]}, t.Times%prime)
		}
		for _, m := range g.Sum.Over {
			v.add(vector{values: sp.subjects[m]}, 1)
		}
		for k := range v.values {
			v.values[k] = reduced(v.values[k] * worth.values[k])
		}
	}
	reduce(&v, sp.fixed)
	sp.of[g] = v.values
	return v.values
}

// span is what follows from groups.
type span struct {
	*space
	groups []*Group
	basis  []vector
}

func (sp *space) span(groups []*Group) *span {
	s := &span{space: sp, groups: groups}
	for i, g := range groups {
		v := vector{values: slices.Clone(sp.vector(g)), from: make([]uint64, len(groups))}
		v.from[i] = 1
		if reduce(&v, s.basis) {
			continue
		}
		v.scale(power(v.values[v.pivot], prime-2))
		s.basis = append(s.basis, v)
	}
	return s
}

// reduce takes away what a basis explains, and reports whether that is all.
func reduce(v *vector, basis []vector) bool {
	for _, b := range basis {
		if factor := v.values[b.pivot]; factor != 0 {
			v.add(b, prime-factor)
		}
	}
	v.pivot = slices.IndexFunc(v.values, func(x uint64) bool { return x != 0 })
	return v.pivot < 0
}

func (v *vector) add(b vector, factor uint64) {
	for k, x := range b.values {
		v.values[k] = reduced(v.values[k] + factor*x)
	}
	if v.from != nil {
		for k, x := range b.from {
			v.from[k] = reduced(v.from[k] + factor*x)
		}
	}
}

func (v *vector) scale(factor uint64) {
	for k := range v.values {
		v.values[k] = reduced(v.values[k] * factor)
	}
	for k := range v.from {
		v.from[k] = reduced(v.from[k] * factor)
	}
}

// combine finds groups that something follows from; follows is false where it
// does not. There are none where it follows from what stands elsewhere.
func (s *span) combine(t target) (sources []*Group, follows bool) {
	v := vector{values: make([]uint64, s.dimensions), from: make([]uint64, len(s.groups))}
	for _, g := range t.plus {
		v.add(vector{values: s.vector(g)}, 1)
	}
	for _, g := range t.minus {
		v.add(vector{values: s.vector(g)}, prime-1)
	}
	if !reduce(&v, s.basis) {
		return nil, false
	}
	for k, x := range v.from {
		if x != 0 {
			sources = append(sources, s.groups[k])
		}
	}
	return sources, true
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
