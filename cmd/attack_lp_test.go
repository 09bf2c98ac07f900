package cmd

import (
	"math"
	"testing"
)

// linear is what somebody knows who reads a workbook: numbers that are not
// negative and of which sums are known, or known to lie between bounds.
type linear struct {
	t     testing.TB
	names map[string]int
	rows  []bounded
}

type bounded struct {
	sum    map[int]float64
	lo, hi float64
}

func newLinear(t testing.TB) *linear { return &linear{t: t, names: map[string]int{}} }

// number is an unknown number by its name.
func (l *linear) number(name string) int {
	n, ok := l.names[name]
	if !ok {
		n = len(l.names)
		l.names[name] = n
	}
	return n
}

func (l *linear) know(sum map[int]float64, lo, hi float64) {
	l.rows = append(l.rows, bounded{sum, lo, hi})
}

// simplex is a tableau in the form that the simplex method works on: a row for
// each basic variable, its value in the last column.
type simplex struct {
	cells [][]float64
	basis []int
	cols  int // without the last
}

const tiny = 1e-7

// solve finds numbers that fit everything known. That there are none means that
// the attack knows something wrong.
func (l *linear) solve() *simplex {
	columns, extra := len(l.names), 0
	for _, r := range l.rows {
		if r.lo < r.hi {
			extra++
			if !math.IsInf(r.hi, 1) {
				extra++
			}
		}
	}
	s := &simplex{}
	next := columns
	add := func(sum map[int]float64, more map[int]float64, value float64) {
		row := make([]float64, columns+extra+1)
		for k, v := range sum {
			row[k] += v
		}
		for k, v := range more {
			row[k] += v
		}
		row[len(row)-1] = value
		if value < 0 {
			for k := range row {
				row[k] = -row[k]
			}
		}
		s.cells = append(s.cells, row)
	}
	for _, r := range l.rows {
		if r.lo == r.hi {
			add(r.sum, nil, r.lo)
			continue
		}
		over := next
		next++
		add(r.sum, map[int]float64{over: -1}, r.lo)
		if !math.IsInf(r.hi, 1) {
			add(nil, map[int]float64{over: 1, next: 1}, r.hi-r.lo)
			next++
		}
	}
	s.cols = columns + extra
	s.start(l.t)
	return s
}

// start looks for a first solution by way of artificial variables, one a row.
func (s *simplex) start(t testing.TB) {
	rows := len(s.cells)
	cost := make([]float64, s.cols+rows)
	for i, row := range s.cells {
		wide := make([]float64, s.cols+rows+1)
		copy(wide, row[:s.cols])
		wide[s.cols+i], wide[s.cols+rows] = 1, row[s.cols]
		s.cells[i] = wide
		s.basis = append(s.basis, s.cols+i)
		cost[s.cols+i] = 1
	}
	real := s.cols
	s.cols += rows
	if left := s.minimise(cost); left > 1e-5 {
		t.Fatalf("what the attack knows contradicts itself by %g", left)
	}
	for i := 0; i < len(s.basis); i++ { // artificial ones that are still there are 0
		if s.basis[i] < real {
			continue
		}
		at := -1
		for k := range real {
			if math.Abs(s.cells[i][k]) > tiny && (at < 0 || math.Abs(s.cells[i][k]) > math.Abs(s.cells[i][at])) {
				at = k
			}
		}
		if at >= 0 {
			s.pivot(i, at)
			continue
		}
		s.cells = append(s.cells[:i], s.cells[i+1:]...)
		s.basis = append(s.basis[:i], s.basis[i+1:]...)
		i--
	}
	for i, row := range s.cells {
		s.cells[i] = append(row[:real:real], row[s.cols])
	}
	s.cols = real
}

func (s *simplex) pivot(row, column int) {
	p := s.cells[row]
	factor := 1 / p[column]
	for k := range p {
		p[k] *= factor
	}
	for i, other := range s.cells {
		if f := other[column]; i != row && f != 0 {
			for k := range other {
				other[k] -= f * p[k]
			}
		}
	}
	s.basis[row] = column
}

// minimise makes the cost as small as it can be, and returns it.
func (s *simplex) minimise(cost []float64) float64 {
	reduced := make([]float64, s.cols+1)
	for rounds := 0; ; rounds++ {
		for k := range reduced {
			reduced[k] = 0
			if k < len(cost) && k < s.cols {
				reduced[k] = cost[k]
			}
		}
		for i, b := range s.basis {
			if b < len(cost) && cost[b] != 0 {
				for k, v := range s.cells[i] {
					reduced[k] -= cost[b] * v
				}
			}
		}
		enter := -1
		for k := range s.cols {
			if reduced[k] < -tiny && (enter < 0 || rounds < 500 && reduced[k] < reduced[enter]) {
				enter = k
				if rounds >= 500 {
					break // Bland's rule never goes round in circles
				}
			}
		}
		if enter < 0 {
			return -reduced[s.cols]
		}
		leave := -1
		for i, row := range s.cells {
			if row[enter] > tiny && (leave < 0 || row[s.cols]/row[enter] < s.cells[leave][s.cols]/s.cells[leave][enter]-1e-12) {
				leave = i
			}
		}
		if leave < 0 {
			return math.Inf(-1)
		}
		s.pivot(leave, enter)
	}
}

// between is the least and the greatest that a sum can be.
func (s *simplex) between(sum map[int]float64) (least, most float64) {
	cost := make([]float64, s.cols)
	for k, v := range sum {
		cost[k] = v
	}
	least = s.minimise(cost)
	for k := range cost {
		cost[k] = -cost[k]
	}
	return least, -s.minimise(cost)
}

// The attack finds what can be worked out, and no more.
func TestTheAttackReckons(t *testing.T) {
	l := newLinear(t)
	a, b, c := l.number("a"), l.number("b"), l.number("c")
	l.know(map[int]float64{a: 1, b: 1, c: 1}, 10, 10)
	l.know(map[int]float64{a: 1}, 7, 7)
	l.know(map[int]float64{b: 1}, 1, math.Inf(1))
	s := l.solve()
	for _, x := range []struct {
		of          int
		least, most float64
	}{{a, 7, 7}, {b, 1, 3}, {c, 0, 2}} {
		if least, most := s.between(map[int]float64{x.of: 1}); math.Abs(least-x.least) > tiny || math.Abs(most-x.most) > tiny {
			t.Errorf("%d is from %g to %g", x.of, least, most)
		}
	}
	l.know(map[int]float64{a: 1, c: 1}, 8.5, 8.5)
	if least, most := l.solve().between(map[int]float64{b: 1}); math.Abs(least-1.5) > tiny || math.Abs(most-1.5) > tiny {
		t.Errorf("b is from %g to %g", least, most)
	}
}
