package survey

import "slices"

// Reads lists the indicators that an indicator reads, each once.
func (e *Evaluation) Reads(i *Indicator) []*Indicator {
	var all []*Indicator
	for _, f := range i.formulas() {
		_, indicators := e.Sources(f.expression)
		for _, other := range indicators {
			if !slices.Contains(all, other) {
				all = append(all, other)
			}
		}
	}
	return all
}

// Order lists indicators and fields so that each comes after those that it
// reads. Where that is impossible it returns the circle as well, by names, the
// first one again at its end.
func (e *Evaluation) Order() (ordered []*Indicator, circle []string) {
	return sortByNeed(e.allIndicators(), e.Reads, func(i *Indicator) string { return i.Name })
}

// MeasureOrder lists the measures so that each comes after those that it
// names in After.
func (e *Evaluation) MeasureOrder() (ordered []*Measure, circle []string) {
	before := func(m *Measure) []*Measure {
		var all []*Measure
		for _, name := range m.After {
			if other := e.Measure(name); other != nil {
				all = append(all, other)
			}
		}
		return all
	}
	return sortByNeed(e.Measures, before, func(m *Measure) string { return m.Name })
}

// sortByNeed sorts so that everything comes after what it needs; otherwise the
// order stays.
func sortByNeed[T comparable](all []T, needs func(T) []T, name func(T) string) (ordered []T, circle []string) {
	done := map[T]bool{}
	var path []T
	var visit func(x T)
	visit = func(x T) {
		if done[x] || circle != nil {
			return
		}
		if at := slices.Index(path, x); at >= 0 {
			for _, y := range append(slices.Clone(path[at:]), x) {
				circle = append(circle, name(y))
			}
			return
		}
		path = append(path, x)
		for _, need := range needs(x) {
			visit(need)
		}
		path = path[:len(path)-1]
		if circle == nil {
			done[x] = true
			ordered = append(ordered, x)
		}
	}
	for _, x := range all {
		visit(x)
	}
	return ordered, circle
}
