package conceal

import (
	"fmt"
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

const answers = 3

// named draws administrations of which everybody knows the Kreis and the type, and
// the cells of two tables of what they answered, some of them too small. Worth is
// what each answer is worth in a group.
func named(t *rapid.T) (s *System, units int, worth map[*Group][answers]int64) {
	units = rapid.IntRange(4, 20).Draw(t, "units")
	s, worth = &System{Limit: 3, Each: true}, map[*Group][answers]int64{}
	kreis, kind, answer := make([]int, units), make([]int, units), make([]int, units)
	for u := range units {
		kreis[u], kind[u], answer[u] = rapid.IntRange(0, 2).Draw(t, "kreis"), rapid.IntRange(0, 1).Draw(t, "type"), rapid.IntRange(0, answers-1).Draw(t, "answer")
	}
	add := func(g *Group, class []int, c int, each [answers]int64) *Group {
		for a, w := range each { // whatever nobody answered
			if w > 0 {
				g.Sum.Worth = append(g.Sum.Worth, Worth{units + a, uint64(w)})
			}
		}
		for u := range units {
			if each[answer[u]] > 0 {
				g.Sum.Worth = append(g.Sum.Worth, Worth{u, uint64(each[answer[u]])})
			}
			if class == nil || class[u] == c {
				g.Sum.Over = append(g.Sum.Over, u)
				if each[answer[u]] > 0 {
					g.Members = append(g.Members, u)
				}
			}
		}
		s.Groups, worth[g] = append(s.Groups, g), each
		return g
	}
	cell := func(table string, class []int, c, a int) {
		var each [answers]int64
		each[a] = 1
		g := add(&Group{Family: fmt.Sprint(table, c), Also: fmt.Sprint(table, " answer ", a), Sum: &Sum{}}, class, c, each)
		g.Of = len(g.Sum.Over)
		g.Small = s.few(len(g.Members), g.Of)
	}
	for a := range answers {
		for c := range 3 {
			cell("kreis", kreis, c, a)
			if c < 2 {
				cell("type", kind, c, a)
			}
		}
		cell("all", nil, 0, a)
	}
	add(&Group{Family: "figure", Fixed: true, Sum: &Sum{Figure: true}}, kreis, 0, [answers]int64{0, 50, 100})
	return s, units, worth
}

// Whoever knows of each administration where it is, and has all cells and figures
// that are shown, works out none that is hidden by adding and subtracting: as
// fractions tell, in which a number stands for each administration with each
// answer, and each has one of them.
func TestNoHiddenSumFollows(t *testing.T) {
	shown := 0
	rapid.Check(t, func(t *rapid.T) {
		s, units, worth := named(t)
		s.Protect()
		vector := func(over []int, each [answers]int64) []*big.Rat {
			v := make([]*big.Rat, units*answers)
			for k := range v {
				v[k] = new(big.Rat)
			}
			for _, u := range over {
				for a, w := range each {
					v[u*answers+a].SetInt64(w)
				}
			}
			return v
		}
		var basis [][]*big.Rat
		for u := range units {
			basis = put(basis, vector([]int{u}, [answers]int64{1, 1, 1}))
		}
		for _, g := range s.Groups {
			if g.Hidden {
				continue
			}
			if g.Small {
				t.Fatalf("%s is shown", g.Family)
			}
			basis = put(basis, vector(g.Sum.Over, worth[g]))
			if !g.Fixed {
				shown++
			}
		}
		for _, g := range s.Groups {
			if g.Hidden && !g.empty() && len(rest(basis, vector(g.Sum.Over, worth[g]))) == 0 {
				t.Fatalf("%s, %s (%d of %d) follows from what is shown", g.Family, g.Also, len(g.Members), len(g.Sum.Over))
			}
		}
	})
	if shown == 0 {
		t.Error("nothing is shown")
	}
}

// put adds a vector to a basis where it says something new.
func put(basis [][]*big.Rat, v []*big.Rat) [][]*big.Rat {
	if r := rest(basis, v); len(r) > 0 {
		return append(basis, r)
	}
	return basis
}

// rest is what a basis does not explain of a vector; nothing where that is all.
func rest(basis [][]*big.Rat, v []*big.Rat) []*big.Rat {
	left := make([]*big.Rat, len(v))
	for k := range v {
		left[k] = new(big.Rat).Set(v[k])
	}
	for _, b := range basis {
		p := first(b)
		if left[p].Sign() == 0 {
			continue
		}
		factor := new(big.Rat).Quo(left[p], b[p])
		for k := range left {
			if b[k].Sign() != 0 {
				left[k].Sub(left[k], new(big.Rat).Mul(factor, b[k]))
			}
		}
	}
	if first(left) < 0 {
		return nil
	}
	return left
}

func first(v []*big.Rat) int {
	return slices.IndexFunc(v, func(x *big.Rat) bool { return x.Sign() != 0 })
}
