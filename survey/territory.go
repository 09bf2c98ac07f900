package survey

import "slices"

// TerritoryKind is what became of an administration in a territorial change
// (Gebietsänderung). It decides what a return under the old key counts for.
type TerritoryKind string

// The kinds.
const (
	// Rekeyed goes on as it is, under another key: its return is its
	// successor's.
	Rekeyed TerritoryKind = "schluesselwechsel"
	// Formed makes up a new administration, alone or with others: that has
	// answered once all that it was formed from have.
	Formed TerritoryKind = "neubildung"
	// Absorbed joins one that goes on: that has answered only by itself.
	Absorbed TerritoryKind = "eingliederung"
	// Dissolved is divided among several: its return counts for none of them,
	// because nobody can say which of its answers are whose.
	Dissolved TerritoryKind = "aufloesung"
)

// TerritoryKinds lists the kinds.
func TerritoryKinds() []TerritoryKind {
	return []TerritoryKind{Rekeyed, Formed, Absorbed, Dissolved}
}

// TerritoryChange is one row of the table: what became of an administration.
type TerritoryChange struct {
	Old, OldName string // its key, and its name where that is told
	New, NewName string // of its successor
	Date         Date   // from when
	Kind         TerritoryKind
}

// Territory is the table of territorial changes during a survey, from the keys
// that returns may still bear to those of the population. The nil Territory has
// no changes.
type Territory struct {
	Changes []TerritoryChange

	byOld, byNew map[string][]TerritoryChange
}

// TerritoryProblem is why a change cannot be in the table. Its code is a key of
// the catalogue (territory.CODE).
type TerritoryProblem struct {
	Row  int // place among the changes, counted from 0
	Code string
	Args []string
}

// NewTerritory makes a table of the changes, which must lead somewhere: nothing
// becomes itself, nothing twice the same, nothing several things unless it was
// dissolved, nothing at last what it was.
func NewTerritory(changes []TerritoryChange) (*Territory, []TerritoryProblem) {
	t := &Territory{Changes: changes, byOld: map[string][]TerritoryChange{}, byNew: map[string][]TerritoryChange{}}
	var problems []TerritoryProblem
	first := map[string]int{}
	for i, c := range changes {
		at, again := first[c.Old]
		code, args := "", []string{c.Old, c.New}
		switch {
		case c.Old == c.New:
			code, args = "itself", args[:1]
		case slices.ContainsFunc(t.byOld[c.Old], func(o TerritoryChange) bool { return o.New == c.New }):
			code = "twice"
		case again && (c.Kind != Dissolved || changes[at].Kind != Dissolved):
			code, args = "several", []string{c.Old, changes[at].New, c.New}
		case t.leads(c.New, c.Old, map[string]bool{}):
			code = "circle"
		}
		if code != "" {
			problems = append(problems, TerritoryProblem{i, code, args})
			continue // so that walking along the table ends
		}
		if !again {
			first[c.Old] = i
		}
		t.byOld[c.Old], t.byNew[c.New] = append(t.byOld[c.Old], c), append(t.byNew[c.New], c)
	}
	return t, problems
}

// leads reports whether a key became another one, directly or by others.
func (t *Territory) leads(from, to string, seen map[string]bool) bool {
	seen[from] = true
	return slices.ContainsFunc(t.byOld[from], func(c TerritoryChange) bool {
		return c.New == to || !seen[c.New] && t.leads(c.New, to, seen)
	})
}

// Succession is what became of an administration that is not in the population.
type Succession struct {
	Keys []string      // its successors in the population, sorted
	Kind TerritoryKind // the one of all steps that lets a return count for least
	Date Date          // of the first step
}

// Successors tells what became of an administration: the first on the way that
// the population has. None: the table does not lead from the key into the
// population, or the population has the key itself, so that no change has
// happened yet for it.
func (t *Territory) Successors(key string, population *Population) (Succession, bool) {
	var s Succession
	if t == nil || population.Has(key) || len(t.byOld[key]) == 0 {
		return s, false
	}
	s.Kind, s.Date = Rekeyed, t.byOld[key][0].Date
	t.follow(key, population, &s, map[string]bool{})
	slices.Sort(s.Keys)
	return s, len(s.Keys) > 0
}

func (t *Territory) follow(key string, population *Population, s *Succession, seen map[string]bool) {
	for _, c := range t.byOld[key] {
		if slices.Index(TerritoryKinds(), c.Kind) > slices.Index(TerritoryKinds(), s.Kind) {
			s.Kind = c.Kind
		}
		if seen[c.New] {
			continue
		}
		seen[c.New] = true
		if population.Has(c.New) {
			s.Keys = append(s.Keys, c.New)
		} else {
			t.follow(c.New, population, s, seen)
		}
	}
}

// FormedFrom lists the keys of the administrations whose answers together stand
// for a unit that has not answered itself: those that it was formed from or
// was called before, and that the population does not have any more.
func (t *Territory) FormedFrom(key string, population *Population) []string {
	if t == nil {
		return nil
	}
	var keys []string
	for _, c := range t.byNew[key] {
		if (c.Kind == Rekeyed || c.Kind == Formed) && !population.Has(c.Old) {
			keys = append(keys, c.Old)
		}
	}
	slices.Sort(keys)
	return keys
}

// Before tells which administration a unit was at an earlier date: the one that
// it alone goes on from, under whatever key. False: it was made of several, or
// of parts. There reports which keys there were then; changes that are not
// after the earlier date, or after the later one, do not count. A zero date is
// no limit.
func (t *Territory) Before(key string, earlier, later Date, there func(string) bool) (was string, one bool) {
	if t == nil {
		return key, true
	}
	was, one = key, true
	for _, c := range t.byNew[key] {
		if earlier != (Date{}) && c.Date.Compare(earlier) <= 0 || later != (Date{}) && c.Date.Compare(later) > 0 {
			continue
		}
		old, alone := t.Before(c.Old, earlier, later, there)
		if !alone || was != key || there(key) || c.Kind == Absorbed || c.Kind == Dissolved {
			return key, false
		}
		was = old
	}
	return was, one
}

// Name is what the table calls a key; empty where it does not.
func (t *Territory) Name(key string) string {
	if t == nil {
		return ""
	}
	for _, c := range t.byOld[key] {
		if c.OldName != "" {
			return c.OldName
		}
	}
	for _, c := range t.byNew[key] {
		if c.NewName != "" {
			return c.NewName
		}
	}
	return ""
}
