package conceal

import (
	"math/rand/v2"
	"slices"
)

// span is what follows from groups by adding and subtracting. It reckons modulo
// a prime number, which decides the same as fractions would but for chances of
// one in two thousand million, and errs then by hiding more.
type span struct {
	groups  []*Group
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
func newSpan(persons int, groups []*Group) *span {
	s := &span{groups: groups, weights: make([][]uint32, persons)}
	chance := rand.New(rand.NewPCG(1, 2)) // the same answers give the same workbook
	for i := range s.weights {
		s.weights[i] = make([]uint32, len(groups)+2)
		for k := range s.weights[i] {
			s.weights[i][k] = uint32(chance.Uint64N(prime))
		}
	}
	for i, g := range groups {
		v := s.vector(g.Members)
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
func (s *span) combine(members []int) []*Group {
	v := s.vector(members)
	if !s.reduce(&v) {
		return nil
	}
	var sources []*Group
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
