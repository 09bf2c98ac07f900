package store

import (
	"slices"
	"strings"
	"time"

	"bestand.example/itbestand/survey"
)

// Decision settles a conflict: which of the versions counts, who said so and
// why. It deletes nothing, and a later one about the same conflict outweighs
// it. It is in force as long as the versions are those that it was decided
// among: one that comes later opens the conflict again.
type Decision struct {
	Conflict        // Unit has its key only
	Digest   string // of the version that counts; empty: the decision is taken back
	Reason   string
	By       string
	At       time.Time
	InForce  bool
}

const decisionQuery = "SELECT wave, set_id, unit_key, response_id, among, digest, reason, author, at, sequence FROM decision ORDER BY sequence"

// identity is what only one version can count for.
type identity struct{ wave, setID, unitKey, responseID string }

func (h Held) identity() identity {
	r := h.Response
	id := identity{wave: r.Wave, setID: r.SetID, unitKey: r.Unit.Key}
	if h.many {
		id.responseID = r.ID
	}
	return id
}

func (c Conflict) identity() identity { return identity{c.Wave, c.SetID, c.Unit.Key, c.ResponseID} }

// Conflicts lists the conflicts that are open, by unit, wave and set.
func (f *File) Conflicts() ([]Conflict, error) {
	held, err := f.Responses()
	return conflictsAmong(held), err
}

// Decisions lists all that was ever decided, in order.
func (f *File) Decisions() ([]Decision, error) {
	all, err := f.readDecisions()
	if err != nil {
		return nil, err
	}
	held, err := f.Responses()
	among := versionsOf(held)
	last := map[identity]int{}
	for i, d := range all {
		last[d.identity()] = i
	}
	for i, d := range all {
		all[i].InForce = last[d.identity()] == i && d.settles(among[d.identity()])
	}
	return all, err
}

// settles reports whether the decision is about just these versions.
func (d Decision) settles(versions []string) bool {
	return d.Digest != "" && slices.Equal(d.Digests, versions)
}

func (f *File) readDecisions() ([]Decision, error) {
	var all []Decision
	for r, err := range f.link.rows(decisionQuery) {
		if err != nil {
			return nil, explain(f.path, err)
		}
		at, err := time.Parse(time.RFC3339, r.text(8))
		if err != nil {
			return nil, fault(CodeDamaged, f.path)
		}
		all = append(all, Decision{
			Conflict: Conflict{Wave: r.text(0), SetID: r.text(1), Unit: survey.Unit{Key: r.text(2)}, ResponseID: r.text(3), Digests: strings.Fields(r.text(4))},
			Digest:   r.text(5), Reason: r.text(6), By: r.text(7), At: at,
		})
	}
	return all, nil
}

// versionsOf lists for each identity the digests that are held, sorted.
func versionsOf(held []Held) map[identity][]string {
	versions := map[identity][]string{}
	for _, h := range held {
		id := h.identity()
		versions[id] = append(versions[id], h.Response.Digest)
	}
	for _, digests := range versions {
		slices.Sort(digests)
	}
	return versions
}

// applyDecisions takes the marks of conflicts away that were settled.
func (f *File) applyDecisions(held []Held) error {
	decisions, err := f.readDecisions()
	if err != nil || len(decisions) == 0 {
		return err
	}
	last := map[identity]Decision{}
	for _, d := range decisions {
		last[d.identity()] = d
	}
	versions := versionsOf(held)
	for i, h := range held {
		d, ok := last[h.identity()]
		if !ok || !h.Conflict || !d.settles(versions[h.identity()]) {
			continue
		}
		held[i].Conflict, held[i].Rejected = false, h.Response.Digest != d.Digest
	}
	return nil
}

// Resolve decides an open conflict for the version with the digest. Reason and
// name are kept with it.
func (f *File) Resolve(c Conflict, digest, reason, by string, at time.Time) error {
	open, err := f.Conflicts()
	if err != nil {
		return err
	}
	i := slices.IndexFunc(open, func(o Conflict) bool { return o.identity() == c.identity() })
	if i < 0 || !slices.Contains(open[i].Digests, digest) {
		return fault(CodeNoConflict, f.path)
	}
	return f.decide(open[i], digest, reason, by, at)
}

// TakeBack undoes the decision in force about a conflict, which is open again
// then. That, too, is kept with reason and name.
func (f *File) TakeBack(c Conflict, reason, by string, at time.Time) error {
	decisions, err := f.Decisions()
	if err != nil {
		return err
	}
	i := slices.IndexFunc(decisions, func(d Decision) bool { return d.InForce && d.identity() == c.identity() })
	if i < 0 {
		return fault(CodeNoDecision, f.path)
	}
	return f.decide(decisions[i].Conflict, "", reason, by, at)
}

func (f *File) decide(c Conflict, digest, reason, by string, at time.Time) error {
	if f.kind != Central {
		return fault(CodeNotCentral, f.path)
	}
	slices.Sort(c.Digests)
	return f.write(func() error {
		return f.link.exec("INSERT INTO decision VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?)", c.Wave, c.SetID, c.Unit.Key, c.ResponseID,
			strings.Join(c.Digests, " "), digest, survey.CleanLine(reason), survey.CleanLine(by), stamp(at))
	})
}
