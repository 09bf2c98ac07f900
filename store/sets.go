package store

import (
	"bestand.example/itbestand/survey"
)

// Set names a question set that a file carries. ID and Version name one
// content; Digest is survey.SetDigest over its files.
type Set struct {
	ID      string
	Version string
	Short   string
	Title   string
	Digest  string

	Many      bool // a unit gives many responses to it
	Anonymous bool // nobody is to know who answered
}

// maxSetFile is how large one file of a question set may be, in bytes.
const maxSetFile = 4 << 20

// AddSet puts a question set into the file, with all files that it consists
// of, its own one first. A set that is there already changes nothing; another
// content under the same id and version gives CodeSetDiffers. A working file
// with an anonymous set has no other one, and no unit (CodeAlone): whose answers
// they are would show from what stands beside them.
func (f *File) AddSet(s Set, files []survey.File) error {
	if err := f.checkSet(s, files); err != nil {
		return err
	}
	return f.write(func() error { return f.addSet(s, files) })
}

// checkSet makes sure that the files are those of the set.
func (f *File) checkSet(s Set, files []survey.File) error {
	for _, file := range files {
		if len(file.Data) > maxSetFile {
			return fault(CodeSetTooLarge, f.path, survey.CleanLine(file.Name))
		}
	}
	if survey.SetDigest(files) != s.Digest {
		return fault(CodeSetDiffers, f.path, s.ID, s.Version)
	}
	return nil
}

func (f *File) addSet(s Set, files []survey.File) error {
	held, err := f.link.one("SELECT digest FROM question_set WHERE id = ? AND version = ?", s.ID, s.Version)
	switch {
	case err != nil:
		return err
	case held != nil && held.text(0) != s.Digest:
		return fault(CodeSetDiffers, f.path, s.ID, s.Version)
	case held != nil:
		return nil
	}
	if err := f.checkAlone(s); err != nil {
		return err
	}
	return insertSet(f.link, s, files)
}

func (f *File) checkAlone(s Set) error {
	if f.kind != Working {
		return nil
	}
	r, err := f.link.one("SELECT (SELECT count(*) FROM question_set WHERE id <> ?1), (SELECT count(*) FROM question_set WHERE id <> ?1 AND anonymous = 1), (SELECT count(*) FROM unit WHERE key <> '')", s.ID)
	if err != nil {
		return err
	}
	if r.int(1) > 0 || s.Anonymous && (r.int(0) > 0 || r.int(2) > 0) {
		return fault(CodeAlone, f.path)
	}
	return nil
}

func insertSet(l link, s Set, files []survey.File) error {
	err := l.exec("INSERT INTO question_set VALUES (NULL, ?, ?, ?, ?, ?, ?, ?)",
		s.ID, s.Version, s.Short, survey.CleanLine(s.Title), s.Digest, s.Many, s.Anonymous)
	if err != nil {
		return err
	}
	for i, file := range files {
		err := l.exec("INSERT INTO question_set_file VALUES ((SELECT max(nr) FROM question_set), ?, ?, ?)",
			i+1, file.Name, file.Data)
		if err != nil {
			return err
		}
	}
	return nil
}

// Sets lists the question sets in the file, sorted by id, in the order in
// which their versions were added.
func (f *File) Sets() ([]Set, error) {
	var sets []Set
	for r, err := range f.link.rows(setColumns + " FROM question_set ORDER BY id, nr") {
		if err != nil {
			return nil, explain(f.path, err)
		}
		sets = append(sets, setOf(r))
	}
	return sets, nil
}

const setColumns = "SELECT id, version, short, title, digest, many, anonymous"

func setOf(r row) Set {
	return Set{r.text(0), r.text(1), r.text(2), r.text(3), r.text(4), r.bool(5), r.bool(6)}
}

// Set finds a question set in the file; CodeSetUnknown if it is not there.
func (f *File) Set(id, version string) (Set, error) {
	sets, err := f.Sets()
	if err != nil {
		return Set{}, err
	}
	for _, s := range sets {
		if s.ID == id && s.Version == version {
			return s, nil
		}
	}
	return Set{}, fault(CodeSetUnknown, f.path, id, version)
}

// SetFiles returns the files of a question set, its own one first. Files that
// do not have the set's digest give CodeDamaged.
func (f *File) SetFiles(id, version string) ([]survey.File, error) {
	s, err := f.Set(id, version)
	if err != nil {
		return nil, err
	}
	var files []survey.File
	const query = `SELECT f.name, f.data FROM question_set_file f JOIN question_set s ON s.nr = f.question_set
		WHERE s.id = ? AND s.version = ? ORDER BY f.place`
	for r, err := range f.link.rows(query, id, version) {
		if err != nil {
			return nil, explain(f.path, err)
		}
		files = append(files, survey.File{Name: r.text(0), Data: r.bytes(1)})
	}
	if survey.SetDigest(files) != s.Digest {
		return nil, fault(CodeDamaged, f.path)
	}
	return files, nil
}

// Unit returns whom a working file is for; the zero unit if that is not said
// yet.
func (f *File) Unit() (survey.Unit, error) {
	r, err := f.link.one(unitColumns + " FROM unit")
	if err != nil || r == nil {
		return survey.Unit{}, explain(f.path, err)
	}
	return unitOf(r), nil
}

const unitColumns = "SELECT key, name, type, district_key, district, inhabitants, members, class"

// unitWidth is how many columns a unit takes.
const unitWidth = 8

func unitOf(r row) survey.Unit {
	return survey.Unit{
		Key: r.text(0), Name: r.text(1), Type: survey.UnitType(r.text(2)), DistrictKey: r.text(3), District: r.text(4),
		Inhabitants: r.int(5), Members: r.int(6), Class: r.text(7),
	}
}

func unitArgs(u survey.Unit) []any {
	return []any{u.Key, survey.CleanLine(u.Name), string(u.Type), u.DistrictKey, survey.CleanLine(u.District), u.Inhabitants, u.Members, u.Class}
}

// SetUnit says whom a working file is for, and so whose its responses are. A
// response that was handed in keeps the unit that it was handed in for, one
// about the project is nobody's. Of an anonymous response only Kreis and size
// class may be told; anything else gives CodeAlone.
func (f *File) SetUnit(u survey.Unit) error {
	return f.write(func() error {
		r, err := f.link.one("SELECT count(*) FROM question_set WHERE anonymous = 1")
		if err != nil {
			return err
		}
		if r.int(0) > 0 && u != u.Veiled() {
			return fault(CodeAlone, f.path)
		}
		if err := f.link.exec("DELETE FROM unit"); err != nil {
			return err
		}
		if err := f.link.exec("INSERT INTO unit VALUES (?, ?, ?, ?, ?, ?, ?, ?)", unitArgs(u)...); err != nil {
			return err
		}
		return f.link.exec(`UPDATE response SET (unit_key, unit_name, unit_type, unit_district_key, unit_district,
			unit_inhabitants, unit_members, unit_class) = (?, ?, ?, ?, ?, ?, ?, ?) WHERE closed = 0 AND unit_key <> '`+survey.ProjectKey+`'`, unitArgs(u)...)
	})
}
