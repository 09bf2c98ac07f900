package store

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"bestand.example/itbestand/survey"
)

// Upgraded is a response as it is in the newer version of its question set.
type Upgraded struct {
	Nr      int64
	Answers *survey.Answers
	Place   survey.Place
}

// Upgrade moves responses to a newer version of their question set, in one
// transaction: the set with its files, the answers and rows, the place where
// the person stands. Versions of the set that no response uses then leave the
// file. Other sets in it stay as they are.
//
// A response that was handed in gives CodeClosed, and nothing is changed.
func (f *File) Upgrade(s Set, files []survey.File, responses []Upgraded, who Author, at time.Time) error {
	if f.kind != Working {
		return fault(CodeNotWorking, f.path)
	}
	if err := f.checkSet(s, files); err != nil {
		return err
	}
	return f.write(func() error {
		if err := f.addSet(s, files); err != nil {
			return err
		}
		for _, r := range responses {
			if err := f.upgrade(s, r, newSaver(f.link, r.Nr, who, at)); err != nil {
				return err
			}
		}
		return f.dropVersions(s)
	})
}

func (f *File) upgrade(s Set, r Upgraded, save saver) error {
	if err := f.checkOpen(r.Nr); err != nil {
		return err
	}
	for _, table := range []string{"answer", "roster_row"} {
		if err := f.link.exec("DELETE FROM "+table+" WHERE response = ?", r.Nr); err != nil {
			return err
		}
	}
	if err := insertAnswers(f.link, r.Nr, r.Answers); err != nil {
		return err
	}
	err := f.link.exec(`UPDATE response SET question_set = (SELECT nr FROM question_set WHERE id = ? AND version = ?),
		place_question = ?, place_row = ? WHERE nr = ?`, s.ID, s.Version, r.Place.Question, r.Place.Row, r.Nr)
	if err != nil {
		return err
	}
	return save.once("upgraded")
}

// insertAnswers writes all answers of a response that has none yet.
func insertAnswers(l link, nr int64, answers *survey.Answers) error {
	b, err := newBulk(l)
	if err != nil {
		return err
	}
	defer b.close()
	if err := b.add(nr, answers, answers.Keys(), answers.Rosters()); err != nil {
		return err
	}
	if err := b.flush(); err != nil {
		return err
	}
	return reserveRows(l, nr, answers)
}

// reserveRows keeps the number of the last row of each roster, even if that was
// deleted, so that no other row ever gets it.
func reserveRows(l link, nr int64, answers *survey.Answers) error {
	for _, roster := range answers.Rosters() {
		question, err := questionNumber(l, roster)
		if err != nil {
			return err
		}
		last := answers.NextRow(roster) - 1
		if err := l.exec("INSERT OR IGNORE INTO roster_row VALUES (?, ?, ?, 0)", nr, question, last); err != nil {
			return err
		}
	}
	return nil
}

// dropVersions takes the versions of a set that no response uses out of the
// file, but for the given one.
func (f *File) dropVersions(s Set) error {
	const unused = `SELECT nr FROM question_set WHERE id = ? AND version <> ? AND nr NOT IN (SELECT question_set FROM response)`
	if err := f.link.exec("DELETE FROM question_set_file WHERE question_set IN ("+unused+")", s.ID, s.Version); err != nil {
		return err
	}
	return f.link.exec("DELETE FROM question_set WHERE nr IN ("+unused+")", s.ID, s.Version)
}

// Keep puts a copy of the file, as it is, beside it under a name that is free,
// and returns the copy's path: amt.itb with the mark "vor-1.1.0" is kept as
// amt.vor-1.1.0.itb. The copy is whole and flushed when Keep returns.
func (f *File) Keep(mark string) (string, error) {
	ending := filepath.Ext(f.path)
	stem := strings.TrimSuffix(f.path, ending)
	return f.keep(func(i int) string {
		if i > 1 {
			return fmt.Sprintf("%s.%s-%d%s", stem, mark, i, ending)
		}
		return fmt.Sprintf("%s.%s%s", stem, mark, ending)
	})
}

// keep copies the file under the first name that is free.
func (f *File) keep(name func(i int) string) (string, error) {
	if err := f.moved(); err != nil {
		return "", err
	}
	for i := 1; ; i++ {
		target := name(i)
		err := publish(target, false, func(temp string) error { return f.link.exec("VACUUM INTO ?", temp) })
		var e *Error
		if errors.As(err, &e) && e.Code == CodeExists {
			continue
		}
		return target, err
	}
}
