package store

import "bestand.example/itbestand/survey"

const territoryQuery = "SELECT old_key, old_name, new_key, new_name, date, kind FROM territory ORDER BY nr"

// SetTerritory puts the table of territorial changes into a central file, in
// place of the one that was there; nil takes it out. What is held does not
// change: returns keep the key that they were handed in under.
func (f *File) SetTerritory(t *survey.Territory) error {
	if f.kind != Central {
		return fault(CodeNotCentral, f.path)
	}
	return f.write(func() error {
		if err := f.link.exec("DELETE FROM territory"); err != nil || t == nil {
			return err
		}
		for _, c := range t.Changes {
			err := f.link.exec("INSERT INTO territory VALUES (NULL, ?, ?, ?, ?, ?, ?)",
				c.Old, survey.CleanLine(c.OldName), c.New, survey.CleanLine(c.NewName), c.Date.String(), string(c.Kind))
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// Territory returns the table of territorial changes, or nil where the file has
// none.
func (f *File) Territory() (*survey.Territory, error) {
	var changes []survey.TerritoryChange
	for r, err := range f.link.rows(territoryQuery) {
		if err != nil {
			return nil, explain(f.path, err)
		}
		date, ok := survey.ParseISODate(r.text(4))
		if !ok {
			return nil, fault(CodeDamaged, f.path)
		}
		changes = append(changes, survey.TerritoryChange{
			Old: r.text(0), OldName: r.text(1), New: r.text(2), NewName: r.text(3), Date: date, Kind: survey.TerritoryKind(r.text(5)),
		})
	}
	if len(changes) == 0 {
		return nil, nil
	}
	t, problems := survey.NewTerritory(changes)
	if len(problems) > 0 {
		return nil, fault(CodeDamaged, f.path)
	}
	return t, nil
}
