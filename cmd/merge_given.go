package cmd

import (
	"errors"
	"io/fs"
	"os"
	"slices"
	"strings"

	"bestand.example/itbestand/store"
	"bestand.example/itbestand/survey"
)

// mergeGiven is what a merge is given besides the files that it takes in. All
// of it is read before the central file is made or opened.
type mergeGiven struct {
	central   string // path of the central file
	sets      []*loadedSet
	wave      *loadedWave // nil: none was named
	rules     *offered    // what the answers are to be evaluated by; nil: nothing was named
	units     *survey.Population
	territory *survey.Territory
	open      store.Unsealing
	invited   *register
	carried   *store.Evaluation // what the central file carries for the wave, once it is equipped; nil: nothing

	besides []string // paths of all that
}

// mergeGiven reads what is named for a merge.
func (a *app) mergeGiven(o mergeOptions) (g *mergeGiven, err error) {
	g = &mergeGiven{central: o.central}
	if g.sets, err = a.mergeSets(o.sets); err != nil {
		return nil, err
	}
	if err := a.mergeWave(&o, g); err != nil {
		return nil, err
	}
	if err := a.somePath(o.paths); err != nil {
		return nil, err
	}
	if err := a.reportTarget(o.report); err != nil {
		return nil, err
	}
	if o.units != "" {
		if g.units, err = a.loadPopulation(o.units); err != nil {
			return nil, err
		}
	}
	if g.territory, err = a.readTerritory(o.territory); err != nil {
		return nil, err
	}
	if g.open, err = a.unsealing(o.keys); err != nil {
		return nil, err
	}
	if g.invited, err = a.registerFor(o); err != nil {
		return nil, err
	}
	if g.rules, err = a.offer(o, g); err != nil {
		return nil, err
	}
	g.besides = o.besides(g)
	return g, nil
}

func (a *app) mergeSets(refs []string) (sets []*loadedSet, err error) {
	for _, ref := range refs {
		set, err := a.loadSet(ref)
		if err != nil {
			return nil, err
		}
		sets = append(sets, set)
	}
	return sets, nil
}

// mergeWave reads the wave that is named, and adds its sets to those named. Its
// list of administrations counts where no other one is named.
func (a *app) mergeWave(o *mergeOptions, g *mergeGiven) error {
	if o.wave == "" {
		return nil
	}
	c := choice{wave: o.wave, population: o.units}
	if err := a.readWave(&c); err != nil {
		return err
	}
	g.wave, o.units = c.fielding, c.population
	for _, s := range g.wave.Sets {
		set, err := a.setNear(g.wave.fsys, s.ID, s.Version)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(g.sets, func(other *loadedSet) bool { return other.ID == set.ID && other.Version == set.Version }) {
			g.sets = append(g.sets, set)
		}
	}
	return nil
}

// besides are the files that a merge is given for itself. Whoever keeps
// everything in one folder and names that does not mean them as returns.
func (o mergeOptions) besides(g *mergeGiven) []string {
	named := []string{o.report, o.wave, o.invitations, o.units, o.territory, o.evaluation, g.rules.path()}
	return slices.DeleteFunc(slices.Concat(named, o.keys, o.sets), func(path string) bool { return path == "" })
}

// equip puts into the central file what a merge is given for it.
func (a *app) equip(central *store.File, g *mergeGiven) error {
	if g.units != nil {
		if err := central.SetPopulation(g.units); err != nil {
			return err
		}
	}
	if g.territory != nil {
		if err := central.SetTerritory(g.territory); err != nil {
			return err
		}
	}
	if w := g.wave; w != nil {
		if err := central.AddWave(store.Wave{ID: w.ID, Digest: w.Digest}, w.files); err != nil {
			return err
		}
	}
	if err := a.carry(central, g); err != nil {
		return err
	}
	if g.invited != nil {
		return a.noteInvited(central, g.invited)
	}
	return nil
}

// registerFor reads the register of invitations, if one is named.
func (a *app) registerFor(o mergeOptions) (*register, error) {
	if o.invitations == "" {
		return nil, nil
	}
	if err := a.mustBeThere(o.invitations, "register_missing"); err != nil {
		return nil, err
	}
	return a.openRegister(o.invitations)
}

// noteInvited lets the central file know who was invited, so that the response
// can be told without the register.
func (a *app) noteInvited(central *store.File, r *register) error {
	wave, err := waveOf(central)
	if err != nil {
		return err
	}
	id := ""
	if wave != nil {
		id = wave.ID
	}
	return central.SetInvited(id, r.invited())
}

// somePath refuses to begin where nothing that was named exists.
func (a *app) somePath(paths []string) error {
	for _, path := range paths {
		if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
			return nil
		}
	}
	return a.usage("paths_missing", survey.CleanLine(strings.Join(paths, ", ")))
}
