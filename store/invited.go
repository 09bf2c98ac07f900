package store

import (
	"maps"
	"slices"
)

// SetInvited notes which administrations a wave invited, as its register says:
// by unit key the address that the invitation went to, or nothing. It adds to
// those that are there.
func (f *File) SetInvited(wave string, mails map[string]string) error {
	return f.write(func() error {
		for _, key := range slices.Sorted(maps.Keys(mails)) {
			if err := f.link.exec("INSERT INTO invited VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET mail = excluded.mail WHERE excluded.mail <> ''", wave, key, mails[key]); err != nil {
				return err
			}
		}
		return nil
	})
}

// Invited names the administrations that a wave invited, with their addresses.
func (f *File) Invited(wave string) (map[string]string, error) {
	mails := map[string]string{}
	for r, err := range f.link.rows("SELECT unit_key, mail FROM invited WHERE wave = ?", wave) {
		if err != nil {
			return nil, explain(f.path, err)
		}
		mails[r.text(0)] = r.text(1)
	}
	return mails, nil
}
