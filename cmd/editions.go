package cmd

import (
	"slices"

	"bestand.example/itbestand/store"
	"bestand.example/itbestand/survey"
)

// editions are the question sets of a central file. It may hold several
// versions of one: a return is checked against its own when it is merged, and
// stored as it was received. Whoever reads it afterwards, to evaluate or to
// count, reads it here, where all responses to a set are answers to its newest
// version. To carry them over when they are read, and not when they are merged,
// keeps their digests what was received and lets a version that comes later
// hold for the returns that are there, whatever the order.
type editions struct {
	central *store.File
	held    []store.Set
	parsed  map[store.Set]*survey.Questionnaire
}

func readEditions(central *store.File) (*editions, error) {
	held, err := central.Sets()
	return &editions{central, held, map[store.Set]*survey.Questionnaire{}}, err
}

// newest lists one version of each set, in the order of the file.
func (e *editions) newest() []store.Set {
	var newest []store.Set
	for _, s := range e.held {
		i := slices.IndexFunc(newest, func(other store.Set) bool { return other.ID == s.ID })
		switch {
		case i < 0:
			newest = append(newest, s)
		case survey.CompareVersions(s.Version, newest[i].Version) > 0:
			newest[i] = s
		}
	}
	return newest
}

// anonymous reports whether nobody is to know who answered a set.
func (e *editions) anonymous(id string) bool {
	return slices.ContainsFunc(e.held, func(s store.Set) bool { return s.ID == id && s.Anonymous })
}

// parse reads a set once.
func (e *editions) parse(s store.Set) (*survey.Questionnaire, error) {
	if set, ok := e.parsed[s]; ok {
		return set, nil
	}
	set, err := heldSet(e.central, s)
	if err != nil {
		return nil, err
	}
	e.parsed[s] = set.Questionnaire
	return set.Questionnaire, nil
}

// sets gives the question sets of the file, in their newest version unless
// another one is named, as the parser asks for them.
func (e *editions) sets(ref, version string) (*survey.Questionnaire, error) {
	all := e.newest()
	if version != "" {
		all = e.held
	}
	for _, s := range all {
		if (s.ID == ref || s.Short == ref) && (version == "" || s.Version == version) {
			return e.parse(s)
		}
	}
	return nil, nil // they are looked for elsewhere then
}

// carried is what a response says of itself besides its answers, as one to the
// newest version of its set.
func (e *editions) carried(h store.Held) *survey.Response {
	own := *h.Response
	own.SetVersion = e.newestOf(own.SetID).Version
	return &own
}

func (e *editions) newestOf(id string) store.Set {
	newest := e.newest()
	return newest[slices.IndexFunc(newest, func(s store.Set) bool { return s.ID == id })]
}

// load reads a response as an answer to the newest version of its set, and
// lists what that version cannot show of it.
func (e *editions) load(h store.Held) (*survey.Response, []survey.Loss, error) {
	r, _, err := e.central.Load(h.Nr)
	if err != nil {
		return nil, nil, err
	}
	s := e.newestOf(r.SetID)
	if s.Version == r.SetVersion {
		return r, nil, nil
	}
	own := e.held[slices.IndexFunc(e.held, func(s store.Set) bool { return s.ID == r.SetID && s.Version == r.SetVersion })]
	from, err := e.parse(own)
	if err != nil {
		return nil, nil, err
	}
	to, err := e.parse(s)
	if err != nil {
		return nil, nil, err
	}
	carried, lost := survey.Carry(from, to, r)
	return carried, lost, nil
}

// together refuses versions of a question set that cannot be evaluated
// together: to those that a central file holds and those that are to come, the
// newest must not be a set of another nature, nor lack a short form of theirs.
func (a *app) together(held []*survey.Questionnaire, sets []*loadedSet) error {
	all := slices.Clone(held)
	for _, s := range sets {
		all = append(all, s.Questionnaire)
	}
	for _, newest := range all {
		for _, older := range all {
			if older.ID != newest.ID || survey.CompareVersions(older.Version, newest.Version) >= 0 {
				continue
			}
			for _, d := range survey.Compare(older, newest) {
				if d.Kind.Bars() || d.Kind == survey.ProfileGone {
					return a.failIn("version", exitSet, "apart", newest.ID, older.Version, newest.Version, d.Say(a.words))
				}
			}
		}
	}
	return nil
}

// versionsHeld parses those sets of a central file of which other versions are
// to come.
func versionsHeld(central *store.File, sets []*loadedSet) ([]*survey.Questionnaire, error) {
	e, err := readEditions(central)
	if err != nil {
		return nil, err
	}
	var held []*survey.Questionnaire
	for _, h := range e.held {
		if !slices.ContainsFunc(sets, func(s *loadedSet) bool { return s.ID == h.ID && s.Version != h.Version }) {
			continue
		}
		set, err := e.parse(h)
		if err != nil {
			return nil, err
		}
		held = append(held, set)
	}
	return held, nil
}
