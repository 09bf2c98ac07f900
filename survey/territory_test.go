package survey

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// changesOf reads "a>b kind" a line.
func changesOf(lines ...string) []TerritoryChange {
	var all []TerritoryChange
	for _, line := range lines {
		keys, kind, _ := strings.Cut(line, " ")
		from, to, _ := strings.Cut(keys, ">")
		all = append(all, TerritoryChange{Old: from, New: to, Kind: TerritoryKind(kind)})
	}
	return all
}

func population(keys ...string) *Population {
	p := &Population{}
	for _, key := range keys {
		p.Units = append(p.Units, Unit{Key: key})
	}
	return p
}

func TestSuccessors(t *testing.T) {
	table, problems := NewTerritory(changesOf(
		"a>n neubildung", "b>n neubildung", "c>d schluesselwechsel", "d>e schluesselwechsel",
		"f>g eingliederung", "g>n neubildung", "v>x aufloesung", "v>y aufloesung", "w>a schluesselwechsel",
	))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	for _, test := range []struct{ key, listed, want string }{
		{"a", "n", "[n] neubildung"},
		{"a", "a n", "[] "},                   // the change has not happened yet for the population
		{"w", "a n", "[a] schluesselwechsel"}, // as far as the population goes
		{"w", "n", "[n] neubildung"},          // the whole way
		{"c", "d", "[d] schluesselwechsel"},   //
		{"c", "e", "[e] schluesselwechsel"},   //
		{"f", "n", "[n] eingliederung"},       // by way of another: what lets it count for least
		{"v", "x y", "[x y] aufloesung"},      //
		{"v", "y", "[y] aufloesung"},          // the rest is outside of the survey
		{"a", "z", "[] "},                     // it leads out of the population
		{"n", "z", "[] "},                     // the end of the table
		{"unbekannt", "n", "[] "},             //
	} {
		s, ok := table.Successors(test.key, population(strings.Fields(test.listed)...))
		if ok != (len(s.Keys) > 0) {
			t.Errorf("%s: %v with %v", test.key, ok, s.Keys)
		}
		kind := s.Kind
		if !ok {
			kind = ""
		}
		if got := fmt.Sprintf("%v %s", s.Keys, kind); got != test.want {
			t.Errorf("%s in %s became %s, want %s", test.key, test.listed, got, test.want)
		}
	}
	if _, ok := (*Territory)(nil).Successors("a", population("n")); ok {
		t.Error("without a table something became of it")
	}
}

func TestFormedFrom(t *testing.T) {
	table, _ := NewTerritory(changesOf("b>n neubildung", "a>n neubildung", "f>n eingliederung", "v>n aufloesung"))
	if got := table.FormedFrom("n", population("n")); !slices.Equal(got, []string{"a", "b"}) {
		t.Errorf("n was formed from %v", got)
	}
	if got := table.FormedFrom("n", population("n", "b")); !slices.Equal(got, []string{"a"}) {
		t.Errorf("n was formed from %v, and b still is there", got)
	}
}

func TestTerritoryRefuses(t *testing.T) {
	for _, test := range []struct {
		want    string
		changes []TerritoryChange
	}{
		{"[{0 itself [a]}]", changesOf("a>a neubildung")},
		{"[{1 twice [a b]}]", changesOf("a>b neubildung", "a>b neubildung")},
		{"[{1 several [a b c]}]", changesOf("a>b neubildung", "a>c neubildung")},
		{"[{1 several [a b c]}]", changesOf("a>b aufloesung", "a>c eingliederung")},
		{"[{2 circle [c a]}]", changesOf("a>b neubildung", "b>c neubildung", "c>a neubildung")},
	} {
		if _, problems := NewTerritory(test.changes); fmt.Sprint(problems) != test.want {
			t.Errorf("got %v, want %s", problems, test.want)
		}
	}
}

// Whatever the table says, an accepted one has an end from every key, leads into
// the population alone, and says the same in any order of its rows.
func TestTerritoryEnds(t *testing.T) {
	keys := []string{"a", "b", "c", "d", "e", "f"}
	rapid.Check(t, func(rt *rapid.T) {
		changes := rapid.SliceOfN(rapid.Custom(func(rt *rapid.T) TerritoryChange {
			key := rapid.SampledFrom(keys)
			return TerritoryChange{Old: key.Draw(rt, "old"), New: key.Draw(rt, "new"), Kind: rapid.SampledFrom(TerritoryKinds()).Draw(rt, "kind")}
		}), 0, 8).Draw(rt, "changes")
		table, problems := NewTerritory(changes)
		turned, mirrored := NewTerritory(rapid.Permutation(changes).Draw(rt, "turned"))
		if (len(problems) == 0) != (len(mirrored) == 0) {
			rt.Fatalf("%v in one order and %v in another", problems, mirrored)
		}
		p := population(rapid.SliceOfDistinct(rapid.SampledFrom(keys), rapid.ID).Draw(rt, "population")...)
		for _, key := range keys {
			s, ok := table.Successors(key, p)
			for _, to := range s.Keys {
				if !p.Has(to) || to == key {
					rt.Fatalf("%s became %s", key, to)
				}
			}
			other, _ := turned.Successors(key, p)
			if len(problems) == 0 && ok && (!slices.Equal(s.Keys, other.Keys) || s.Kind != other.Kind) {
				rt.Fatalf("%s became %v in one order and %v in another", key, s, other)
			}
		}
	})
}

func TestAUnitIsOneFromBeforeOnlyWhereItAloneGoesOn(t *testing.T) {
	day := func(year int) Date { return Date{Year: year, Month: 1, Day: 1} }
	territory, problems := NewTerritory([]TerritoryChange{
		{Old: "990000001", New: "990000011", Date: day(2027), Kind: Rekeyed},
		{Old: "990000011", New: "990000021", Date: day(2028), Kind: Formed},
		{Old: "990000002", New: "990000012", Date: day(2027), Kind: Formed},
		{Old: "990000003", New: "990000012", Date: day(2027), Kind: Formed},
		{Old: "990000004", New: "990000005", Date: day(2027), Kind: Absorbed},
		{Old: "990000006", New: "990000007", Date: day(2027), Kind: Dissolved},
		{Old: "990000008", New: "990000009", Date: day(2020), Kind: Absorbed},
	})
	if problems != nil {
		t.Fatal(problems)
	}
	there := func(key string) bool { return key == "990000005" || key == "990000007" || key == "990000009" }
	for key, want := range map[string]string{
		"990000021": "990000001", // renamed twice
		"990000012": "",          // of two
		"990000005": "",          // it took another one in
		"990000007": "",          // it got a part of one
		"990000009": "990000009", // that was before both waves
		"990000099": "990000099", // nothing happened
	} {
		was, one := territory.Before(key, day(2026), day(2029), there)
		if one != (want != "") || one && was != want {
			t.Errorf("%s: %s, %v", key, was, one)
		}
	}
	if was, one := territory.Before("990000021", day(2026), Date{Year: 2027, Month: 6, Day: 1}, there); !one || was != "990000021" {
		t.Errorf("a change after the later wave: %s, %v", was, one)
	}
	if was, one := (*Territory)(nil).Before("990000001", Date{}, Date{}, there); !one || was != "990000001" {
		t.Errorf("no table: %s, %v", was, one)
	}
}
