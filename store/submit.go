package store

import (
	"maps"
	"slices"
	"time"

	"bestand.example/itbestand/survey"
)

// MarkSubmitted records that the responses of one return were handed in, by their
// numbers, as the headers say: revision, incomplete mark, release, digest and
// chain. From now on they are read-only until they are reopened. Either all are
// recorded or, if one of them fails, none.
func (f *File) MarkSubmitted(headers map[int64]*survey.Response, who Author, at time.Time) error {
	return f.write(func() error {
		for _, nr := range slices.Sorted(maps.Keys(headers)) {
			if err := f.markSubmitted(nr, headers[nr], who, at); err != nil {
				return err
			}
		}
		return nil
	})
}

func (f *File) markSubmitted(nr int64, r *survey.Response, who Author, at time.Time) error {
	if err := f.checkOpen(nr); err != nil {
		return err
	}
	err := f.link.exec("UPDATE response SET revision = ?, incomplete = ?, release = ?, digest = ?, closed = 1 WHERE nr = ?",
		r.Revision, r.Incomplete, survey.CleanLine(r.Release), r.Digest, nr)
	if err != nil {
		return err
	}
	if err := appendChain(f.link, nr, r.Chain); err != nil {
		return err
	}
	return newSaver(f.link, nr, who, at).once("handed_in")
}

// Reopen makes a response that was handed in writable again. Its revision and
// digest stay: handing it in unchanged gives the same return once more. An
// anonymous response is handed in once (CodeOnce).
func (f *File) Reopen(nr int64, who Author, at time.Time) error {
	return f.write(func() error {
		r, err := f.link.one("SELECT r.closed, s.anonymous FROM response r JOIN question_set s ON s.nr = r.question_set WHERE r.nr = ?", nr)
		switch {
		case err != nil:
			return err
		case r == nil:
			return fault(CodeNoResponse, f.path)
		case !f.kind.handsIn():
			return fault(CodeNotWorking, f.path)
		case !r.bool(0):
			return fault(CodeNotClosed, f.path)
		case r.bool(1):
			return fault(CodeOnce, f.path)
		}
		if err := f.link.exec("UPDATE response SET closed = 0 WHERE nr = ?", nr); err != nil {
			return err
		}
		return newSaver(f.link, nr, who, at).once("reopened")
	})
}

// Event is one entry of a response's history: who did what, never a value.
type Event struct {
	Sequence int64  // the order; times can go backwards
	What     string // answered, row_added, row_dropped, handed_in, reopened, upgraded, split, joined, decided
	Key      survey.Key
	Who      Author
	At       time.Time
	Origin   string // of an entry that came with a part: which one it was there; otherwise empty
}

// History lists who changed a response, in order.
func (f *File) History(nr int64) ([]Event, error) {
	var events []Event
	const query = "SELECT sequence, event, question, row, author, computer, at, origin FROM history WHERE response = ? ORDER BY sequence"
	for r, err := range f.link.rows(query, nr) {
		if err != nil {
			return nil, explain(f.path, err)
		}
		at, err := time.Parse(time.RFC3339, r.text(6))
		if err != nil {
			return nil, fault(CodeDamaged, f.path)
		}
		events = append(events, Event{r.number(0), r.text(1), survey.Key{Question: r.text(2), Row: r.int(3)}, Author{r.text(4), r.text(5)}, at, r.text(7)})
	}
	return events, nil
}
