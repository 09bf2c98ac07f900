package store

import (
	"bestand.example/itbestand/survey"
)

const populationQuery = unitColumns + " FROM population ORDER BY nr"

// SetPopulation puts the units that questions offer as choices into a working
// or a central file, in place of those that were there; nil takes them out. A
// return never has them: the keys that were chosen are enough.
func (f *File) SetPopulation(p *survey.Population) error {
	var units []survey.Unit
	if p != nil {
		units = p.Units
	}
	seen := map[string]bool{}
	for _, u := range units {
		if !survey.ValidUnitKey(u.Key) || seen[u.Key] {
			return fault(CodeBadUnit, f.path, shortLine(u.Key))
		}
		seen[u.Key] = true
	}
	err := f.write(func() error {
		if err := f.link.exec("DELETE FROM population"); err != nil {
			return err
		}
		return insertPopulation(f.link, units)
	})
	if err == nil {
		f.population, f.populationRead = nil, false
	}
	return err
}

func insertPopulation(l link, units []survey.Unit) error {
	for _, u := range units {
		if err := l.exec("INSERT INTO population VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?)", unitArgs(u)...); err != nil {
			return err
		}
	}
	return nil
}

// Population returns the units that questions offer as choices, or nil where
// the file has none. They are read once: every response of the file shares
// them.
func (f *File) Population() (*survey.Population, error) {
	if f.populationRead {
		return f.population, nil
	}
	var units []survey.Unit
	for r, err := range f.link.rows(populationQuery) {
		if err != nil {
			return nil, explain(f.path, err)
		}
		units = append(units, unitOf(r))
	}
	f.populationRead = true
	if len(units) > 0 {
		f.population = &survey.Population{Units: units}
	}
	return f.population, nil
}
