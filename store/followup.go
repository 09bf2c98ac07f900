package store

import (
	"os"
	"strings"
	"time"

	"bestand.example/itbestand/survey"
)

// insertFollowUp notes of a response which version it belongs to.
func insertFollowUp(l link, nr int64, f *survey.FollowUp) error {
	if f == nil {
		return nil
	}
	return l.exec("INSERT INTO supplement VALUES (?, ?, ?, ?, 1)", nr, f.Base, f.Revision, strings.Join(f.Questions, " "))
}

// restrict tells of a response that was read what it is restricted to.
func (f *File) restrict(h Held) (err error) {
	r := h.Response
	switch f.kind {
	case Part:
		r.Share, err = f.share()
	case FollowUp:
		if r.Share, err = f.share(); err != nil || r.Share == nil || r.FollowUp == nil {
			return err
		}
		r.Share.Questions = r.FollowUp.Questions
		r.FollowUp.Texts, err = f.texts(r.ID, r.FollowUp.Base)
	case Return:
		if r.FollowUp != nil {
			r.Share = r.FollowUp.Alone()
		}
	case Central:
		r.FollowUp = nil // put into its version, it is a response like any other
	}
	return err
}

func (f *File) texts(id, digest string) (map[string]string, error) {
	texts := map[string]string{}
	for r, err := range f.link.rows("SELECT question, text FROM query WHERE response_id = ? AND digest = ?", id, digest) {
		if err != nil {
			return nil, err
		}
		texts[r.text(0)] = r.text(1)
	}
	return texts, nil
}

// WriteFollowUp writes what is asked about a response (survey.Assessment.FollowUp)
// as a file that its administration answers and hands in: the set, the answers
// to what is asked, what these read, and the wave. The code is that with which
// the administration was invited; it may be empty. Who asks is not in it.
//
// A follow-up to the same version in which nobody has done anything yet is
// replaced; any other existing target gives CodeExists.
func (f *File) WriteFollowUp(r *survey.Response, code, target string, at time.Time) error {
	if f.kind != Central {
		return fault(CodeNotCentral, f.path)
	}
	inside, err := f.enclosure(r)
	if err != nil {
		return err
	}
	if err := removeUnanswered(target, r); err != nil {
		return err
	}
	return publish(target, false, func(temp string) error {
		return writePart(temp, FollowUp, inside, r, Author{}, at, func(l link) error {
			for name, text := range r.FollowUp.Texts {
				if err := l.exec("INSERT INTO query VALUES (?, ?, ?, ?, '', ?)", r.ID, r.FollowUp.Base, name, text, stamp(at)); err != nil {
					return err
				}
			}
			if code == "" {
				return nil
			}
			return l.exec("INSERT INTO meta VALUES (?, ?)", metaCode, code)
		})
	})
}

// RemoveFollowUp removes a follow-up to a version in which nobody has done
// anything yet. There may be none.
func (f *File) RemoveFollowUp(r *survey.Response, target string) error {
	return removeUnanswered(target, r)
}

// FreeForFollowUp refuses a target with CodeExists, if WriteFollowUp would: what
// is there is not a follow-up to this version (its digest) that nobody has
// answered yet.
func (f *File) FreeForFollowUp(id, digest, target string) error {
	if _, err := os.Lstat(target); err != nil {
		return nil
	}
	fresh, err := unanswered(target, id, digest)
	if err == nil && !fresh {
		err = fault(CodeExists, target)
	}
	return err
}

func removeUnanswered(target string, r *survey.Response) error {
	if _, err := os.Lstat(target); err != nil {
		return nil // publish says what is wrong, if anything is
	}
	fresh, err := unanswered(target, r.ID, r.FollowUp.Base)
	if err != nil || !fresh {
		return err
	}
	return explain(target, os.Remove(target))
}

// unanswered reports whether a file is a follow-up to the same version, and as
// it was written.
func unanswered(target, id, digest string) (fresh bool, err error) {
	old, err := OpenReadOnly(target)
	if err != nil {
		return false, nil // whatever it is, it is not ours to remove
	}
	defer old.Close() // nothing was written
	held, err := old.Responses()
	if err != nil || old.kind != FollowUp || len(held) != 1 {
		return false, err
	}
	events, err := old.History(held[0].Nr)
	other := held[0].Response
	return len(events) == 0 && other.ID == id && other.FollowUp != nil && other.FollowUp.Base == digest, err
}
