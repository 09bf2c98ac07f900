package evaluate

import (
	"fmt"
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

// world draws persons with a Kreis, a class and a role, which not all say, and
// groups them by each, and by Kreis and role.
func world(t *rapid.T, limit int) (s *secrets, unsaid []int) {
	s = newSecrets(limit)
	persons := rapid.IntRange(limit, 40).Draw(t, "persons")
	groups := map[string][]item{}
	var order []string
	put := func(family, name string, it item) {
		key := family + "/" + name
		if groups[key] == nil {
			order = append(order, key)
		}
		groups[key] = append(groups[key], it)
	}
	for range persons {
		r := &response{}
		u := &unit{responses: []*response{r}}
		r.unit = u
		it := item{&subject{unit: u, response: r}}
		s.number[r] = len(s.number)
		kreis := rapid.IntRange(0, 4).Draw(t, "kreis")
		role := rapid.IntRange(0, 3).Draw(t, "role")
		put("land", "land", it)
		put("kreis", fmt.Sprint(kreis), it)
		put("class", fmt.Sprint(kreis/2), it) // nested, as a city is the only unit of its Kreis
		if role == 3 {                        // did not say
			unsaid = append(unsaid, s.number[r])
			continue
		}
		put("role", fmt.Sprint(role), it)
		put(fmt.Sprint("row ", kreis), fmt.Sprint(role), it)
	}
	for _, key := range order {
		family := key[:len(key)-len(key[lastSlash(key):])]
		s.add(family, groups[key], nil, new(bool))
	}
	return s, unsaid
}

func lastSlash(s string) int {
	for i := len(s) - 1; i >= 0; i-- {
		if s[i] == '/' {
			return i
		}
	}
	return 0
}

// No group of too few persons is shown, and none follows from those shown by
// adding and subtracting, as fractions tell.
func TestNothingSmallFollowsFromWhatIsShown(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, unsaid := world(t, 5)
		for _, g := range s.system.Groups {
			for _, r := range []int{len(g.Members)} {
				g.Small = r < s.system.Limit
			}
		}
		s.protect()
		var shown [][]*big.Rat
		some := false
		for _, g := range s.system.Groups {
			if !g.Hidden {
				shown = append(shown, exactly(len(s.number), g.Members))
				some = some || g.Family == "land"
				if len(g.Members) < s.system.Limit {
					t.Fatalf("%s shows %d persons", g.Family, len(g.Members))
				}
			}
		}
		basis := independent(shown)
		for _, g := range s.system.Groups {
			if g.Small && follows(basis, exactly(len(s.number), g.Members)) {
				t.Fatalf("%d persons of %s follow from what is shown", len(g.Members), g.Family)
			}
		}
		if n := len(unsaid); n > 0 && n < s.system.Limit && follows(basis, exactly(len(s.number), unsaid)) {
			t.Fatalf("how many did not say their role follows: %d", n)
		}
		if !some {
			t.Fatal("not even the figure over all is shown")
		}
	})
}

func exactly(persons int, members []int) []*big.Rat {
	v := make([]*big.Rat, persons)
	for i := range v {
		v[i] = new(big.Rat)
	}
	for _, m := range members {
		v[m].SetInt64(1)
	}
	return v
}

func independent(vectors [][]*big.Rat) (basis [][]*big.Rat) {
	for _, v := range vectors {
		if rest := reduced(basis, v); pivotOf(rest) >= 0 {
			basis = append(basis, rest)
		}
	}
	return basis
}

func follows(basis [][]*big.Rat, v []*big.Rat) bool { return pivotOf(reduced(basis, v)) < 0 }

// reduced takes away what a basis explains.
func reduced(basis [][]*big.Rat, v []*big.Rat) []*big.Rat {
	rest := make([]*big.Rat, len(v))
	for i := range v {
		rest[i] = new(big.Rat).Set(v[i])
	}
	for _, b := range basis {
		p := pivotOf(b)
		if rest[p].Sign() == 0 {
			continue
		}
		factor := new(big.Rat).Quo(rest[p], b[p])
		for i := range rest {
			rest[i].Sub(rest[i], new(big.Rat).Mul(factor, b[i]))
		}
	}
	return rest
}

func pivotOf(v []*big.Rat) int {
	for i, x := range v {
		if x.Sign() != 0 {
			return i
		}
	}
	return -1
}
