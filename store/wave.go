package store

import "bestand.example/itbestand/survey"

// Wave names a wave that a file carries. Digest is survey.SetDigest over its
// files.
type Wave struct {
	ID     string
	Digest string
}

// AddWave puts a wave into the file, with the files that it consists of, its own
// one first. A wave that is there already changes nothing; another content under
// its id gives CodeWaveDiffers. All responses of a working file belong to one
// wave: another one, or one that comes after the first response, gives
// CodeWaveOther.
func (f *File) AddWave(w Wave, files []survey.File) error {
	for _, file := range files {
		if len(file.Data) > maxSetFile {
			return fault(CodeSetTooLarge, f.path, survey.CleanLine(file.Name))
		}
	}
	if survey.SetDigest(files) != w.Digest {
		return fault(CodeWaveDiffers, f.path, w.ID)
	}
	return f.write(func() error { return f.addWave(w, files) })
}

func (f *File) addWave(w Wave, files []survey.File) error {
	held, err := f.Waves()
	if err != nil {
		return err
	}
	for _, h := range held {
		switch {
		case h == w:
			return nil
		case h.ID == w.ID:
			return fault(CodeWaveDiffers, f.path, w.ID)
		case f.kind == Working:
			return fault(CodeWaveOther, f.path, w.ID)
		}
	}
	if f.kind == Working {
		r, err := f.link.one("SELECT count(*) FROM response")
		if err != nil {
			return err
		}
		if r.int(0) > 0 {
			return fault(CodeWaveOther, f.path, w.ID)
		}
	}
	return insertWave(f.link, w, files)
}

func insertWave(l link, w Wave, files []survey.File) error {
	r, err := l.one("INSERT INTO wave VALUES (NULL, ?, ?) RETURNING nr", w.ID, w.Digest)
	if err != nil {
		return err
	}
	for nr, i := r.number(0), 0; i < len(files) && err == nil; i++ {
		err = l.exec("INSERT INTO wave_file VALUES (?, ?, ?, ?)", nr, i+1, files[i].Name, files[i].Data)
	}
	return err
}

// Waves lists the waves in the file, in the order in which they were added.
func (f *File) Waves() ([]Wave, error) {
	var waves []Wave
	for r, err := range f.link.rows("SELECT id, digest FROM wave ORDER BY nr") {
		if err != nil {
			return nil, explain(f.path, err)
		}
		waves = append(waves, Wave{r.text(0), r.text(1)})
	}
	return waves, nil
}

// WaveFiles returns the files of a wave, its own one first; none where the file
// does not carry it. Files that do not have the wave's digest give CodeDamaged.
func (f *File) WaveFiles(id string) ([]survey.File, error) {
	var files []survey.File
	digest := ""
	const query = "SELECT w.digest, f.name, f.data FROM wave_file f JOIN wave w ON w.nr = f.wave WHERE w.id = ? ORDER BY f.place"
	for r, err := range f.link.rows(query, id) {
		if err != nil {
			return nil, explain(f.path, err)
		}
		digest, files = r.text(0), append(files, survey.File{Name: r.text(1), Data: r.bytes(2)})
	}
	if len(files) > 0 && survey.SetDigest(files) != digest {
		return nil, fault(CodeDamaged, f.path)
	}
	return files, nil
}
