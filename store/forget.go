package store

import (
	"errors"
	"fmt"
	"time"

	"bestand.example/itbestand/survey"
)

// Scope says what of a response was deleted for good.
type Scope string

// The scopes.
const (
	ScopePersonal Scope = "personal" // answers about persons, and who released it
	ScopeUnit     Scope = "unit"     // all responses of a unit
)

// Forgetting is an entry of the protocol of what was deleted for good (GDPR,
// articles 17 and 5(2)). It names no value.
type Forgetting struct {
	Scope     Scope
	UnitKey   string // empty: of all units
	Responses int    // that lost something
	Answers   int    // that were deleted
	Reason    string
	By        string
	At        time.Time
}

// Forget deletes for good what e names by scope and unit, from every revision
// that the central file keeps, and enters it in the protocol, with its figures;
// trial only counts. Personal tells which questions of a set are about persons.
//
// Of each revision a tombstone stays: merging it again brings nothing back. The
// digests stay as they were received, so a return can still be told. Files
// outside of the central file are none of its business.
func (f *File) Forget(e Forgetting, personal func(Set) ([]string, error), trial bool) (Forgetting, error) {
	if f.kind != Central {
		return e, fault(CodeNotCentral, f.path)
	}
	e.Reason, e.By = survey.CleanLine(e.Reason), survey.CleanLine(e.By)
	err := f.write(func() error {
		if err := f.forget(&e, personal); err != nil {
			return err
		}
		if trial {
			return errTrial
		}
		return nil
	})
	if errors.Is(err, errTrial) {
		return e, nil
	}
	if err == nil && e.Responses > 0 {
		err = explain(f.path, f.link.exec("VACUUM")) // pages that became free before this file deleted securely
	}
	return e, err
}

// errTrial takes the transaction of a trial back.
var errTrial = errors.New("trial")

func (f *File) forget(e *Forgetting, personal func(Set) ([]string, error)) error {
	responses, err := f.forgettable(e.UnitKey)
	if err != nil {
		return err
	}
	entry, err := f.link.one("INSERT INTO forgetting VALUES (NULL, ?, ?, 0, 0, ?, ?, ?) RETURNING sequence", string(e.Scope), e.UnitKey, e.Reason, e.By, stamp(e.At))
	if err != nil {
		return err
	}
	sequence := entry.number(0)
	names := map[int64][]string{}
	if e.Scope == ScopePersonal {
		if names, err = f.personalNames(personal); err != nil {
			return err
		}
	}
	for _, r := range responses {
		n, some := 0, true
		if e.Scope == ScopeUnit {
			n, err = f.deleteResponse(sequence, r)
		} else {
			n, some, err = f.deletePersonal(sequence, r, names[r.set])
		}
		if err != nil {
			return err
		}
		if some {
			e.Responses++
			e.Answers += n
		}
	}
	if err := f.link.exec("UPDATE invited SET mail = '' WHERE ?1 = '' OR unit_key = ?1", e.UnitKey); err != nil {
		return err
	}
	if e.Scope == ScopeUnit {
		for _, query := range []string{"DELETE FROM begun WHERE unit_key = ?", "DELETE FROM decision WHERE unit_key = ?", "DELETE FROM measure WHERE unit_key = ?"} {
			if err := f.link.exec(query, e.UnitKey); err != nil {
				return err
			}
		}
	}
	return f.link.exec("UPDATE forgetting SET responses = ?, answers = ? WHERE sequence = ?", e.Responses, e.Answers, sequence)
}

// forgettable is a version of a response in the file.
type forgettable struct {
	nr, set  int64
	released bool
}

func (f *File) forgettable(unit string) ([]forgettable, error) {
	var all []forgettable
	for r, err := range f.link.rows("SELECT nr, question_set, release FROM response WHERE ?1 = '' OR unit_key = ?1 ORDER BY nr", unit) {
		if err != nil {
			return nil, err
		}
		all = append(all, forgettable{r.number(0), r.number(1), r.text(2) != "" && r.text(2) != survey.Forgotten})
	}
	return all, nil
}

// personalNames are the names of the questions about persons by number of set.
func (f *File) personalNames(personal func(Set) ([]string, error)) (map[int64][]string, error) {
	sets, err := f.Sets()
	if err != nil {
		return nil, err
	}
	names := map[int64][]string{}
	for _, s := range sets {
		nr, err := f.link.one("SELECT nr FROM question_set WHERE id = ? AND version = ?", s.ID, s.Version)
		if err != nil {
			return nil, err
		}
		if names[nr.number(0)], err = personal(s); err != nil {
			return nil, fmt.Errorf("%s %s: %w", s.ID, s.Version, err)
		}
	}
	return names, nil
}

// deleteResponse deletes a version wholly and leaves tombstones for it and for
// those before it.
func (f *File) deleteResponse(sequence int64, r forgettable) (answers int, err error) {
	counted, err := f.link.one("SELECT count(*) FROM answer WHERE response = ?", r.nr)
	if err != nil {
		return 0, err
	}
	if err := f.bury(sequence, r); err != nil {
		return 0, err
	}
	const earlier = "INSERT OR IGNORE INTO tombstone SELECT ?, r.id, c.digest, 0 FROM chain c JOIN response r ON r.nr = c.response WHERE c.response = ?"
	if err := f.link.exec(earlier, sequence, r.nr); err != nil {
		return 0, err
	}
	for _, query := range []string{
		"DELETE FROM answer WHERE response = ?", "DELETE FROM roster_row WHERE response = ?", "DELETE FROM chain WHERE response = ?",
		"DELETE FROM query WHERE response_id = (SELECT id FROM response WHERE nr = ?)", "DELETE FROM supplement WHERE response = ?",
		"DELETE FROM response WHERE nr = ?",
	} {
		if err := f.link.exec(query, r.nr); err != nil {
			return 0, err
		}
	}
	return counted.int(0), nil
}

// deletePersonal deletes the answers to some questions of a version, what was
// asked back about them, and who released it. That it was released stays known, and that there was an answer.
func (f *File) deletePersonal(sequence int64, r forgettable, names []string) (answers int, some bool, err error) {
	const of = " WHERE response = ? AND question = (SELECT nr FROM question WHERE name = ?) AND missing <> '" + survey.Forgotten + "'"
	for _, name := range names {
		counted, err := f.link.one("SELECT count(*) FROM answer"+of, r.nr, name)
		if err != nil {
			return 0, false, err
		}
		answers += counted.int(0)
		err = f.link.exec(`UPDATE answer SET kind = 0, value = '', missing = '`+survey.Forgotten+`', estimate = 0, comment = '', reason = '', acknowledged = '', draft = ''`+of, r.nr, name)
		if err == nil { // what was asked about a person tells of it, too
			err = f.link.exec("DELETE FROM query WHERE question = ? AND response_id = (SELECT id FROM response WHERE nr = ?)", name, r.nr)
		}
		if err != nil {
			return 0, false, err
		}
	}
	if answers == 0 && !r.released {
		return 0, false, nil
	}
	if r.released {
		if err := f.link.exec("UPDATE response SET release = ? WHERE nr = ?", survey.Forgotten, r.nr); err != nil {
			return 0, false, err
		}
	}
	return answers, true, f.bury(sequence, r)
}

// bury leaves a tombstone for a version.
func (f *File) bury(sequence int64, r forgettable) error {
	return f.link.exec("INSERT OR IGNORE INTO tombstone SELECT ?, id, digest, revision FROM response WHERE nr = ?", sequence, r.nr)
}

// Forgettings is the protocol: all that was deleted for good, in order.
func (f *File) Forgettings() ([]Forgetting, error) {
	var all []Forgetting
	for r, err := range f.link.rows("SELECT scope, unit_key, responses, answers, reason, author, at FROM forgetting ORDER BY sequence") {
		if err != nil {
			return nil, explain(f.path, err)
		}
		at, err := time.Parse(time.RFC3339, r.text(6))
		if err != nil {
			return nil, fault(CodeDamaged, f.path)
		}
		all = append(all, Forgetting{Scope(r.text(0)), r.text(1), r.int(2), r.int(3), r.text(4), r.text(5), at})
	}
	return all, nil
}

// buried are the versions, by id and digest, that were deleted wholly.
func buried(l link) (map[[2]string]bool, error) {
	all := map[[2]string]bool{}
	for r, err := range l.rows("SELECT t.response_id, t.digest FROM tombstone t JOIN forgetting f ON f.sequence = t.forgetting WHERE f.scope = ?", string(ScopeUnit)) {
		if err != nil {
			return nil, err
		}
		all[[2]string{r.text(0), r.text(1)}] = true
	}
	return all, nil
}
