package store

// SetInvited notes which administrations a wave invited, as its register says.
// It adds to those that are there.
func (f *File) SetInvited(wave string, units []string) error {
	return f.write(func() error {
		for _, key := range units {
			if err := f.link.exec("INSERT OR IGNORE INTO invited VALUES (?, ?)", wave, key); err != nil {
				return err
			}
		}
		return nil
	})
}

// Invited names the administrations that a wave invited.
func (f *File) Invited(wave string) (map[string]bool, error) {
	invited := map[string]bool{}
	for r, err := range f.link.rows("SELECT unit_key FROM invited WHERE wave = ?", wave) {
		if err != nil {
			return nil, explain(f.path, err)
		}
		invited[r.text(0)] = true
	}
	return invited, nil
}
