package export

import (
	"cmp"
	"slices"
)

// sample are the values of a question of which the least, the median and the
// greatest are wanted. Those of most questions are few different ones, and are
// kept as counts, so that it makes no difference how many responses there are.
type sample[T cmp.Ordered] struct {
	counts map[T]int
	others []T // that came when there were mostCounted different ones
	total  int
}

// mostCounted is how many different values are counted. A day of a century takes
// less, a price more.
const mostCounted = 1 << 12

func (s *sample[T]) add(v T) {
	s.total++
	n, known := s.counts[v]
	switch {
	case !known && len(s.counts) == mostCounted:
		s.others = append(s.others, v)
	case s.counts == nil:
		s.counts = map[T]int{v: 1}
	default:
		s.counts[v] = n + 1
	}
}

// values lists all of them, sorted.
func (s *sample[T]) values() []T {
	if s == nil || s.total == 0 {
		return nil
	}
	all := append(make([]T, 0, s.total), s.others...)
	for v, n := range s.counts {
		for range n {
			all = append(all, v)
		}
	}
	slices.Sort(all)
	return all
}
