package store

import (
	"errors"
	"time"

	"bestand.example/itbestand/survey"
)

// maxText is how long a text may be that a file takes, in bytes. It is far
// above what the engine accepts as an answer; a draft or a comment can be
// anything that was pasted.
const maxText = 1 << 20

// write runs f in one transaction of a file that is open for writing.
func (f *File) write(do func() error) error {
	if !f.writing {
		return fault(CodeReadOnly, f.path)
	}
	if err := f.moved(); err != nil {
		return err
	}
	return explain(f.path, f.link.tx(do))
}

// Save writes one acknowledgement in exactly one transaction: answers, rows,
// the place, and who changed what when. When it returns nil, the change is
// safe; otherwise nothing of it was written. A response that was handed in
// gives CodeClosed. The set tells which questions are columns of a roster.
func (f *File) Save(nr int64, set *survey.Questionnaire, c survey.Change, who Author, at time.Time) error {
	for _, change := range c.Answers {
		if tooLong(change.Answer) {
			return fault(CodeTextTooLong, f.path, change.Key.Question)
		}
	}
	return f.write(func() error {
		if err := f.checkOpen(nr); err != nil {
			return err
		}
		s := newSaver(f.link, nr, who, at)
		return s.saveAndClose(set, c)
	})
}

func tooLong(a survey.Answer) bool {
	return max(len(a.Value.Text), len(a.Comment), len(a.Reason), len(a.Acknowledged), len(a.Draft)) > maxText
}

// stamp is a time as it is stored.
func stamp(at time.Time) string { return at.UTC().Format(time.RFC3339) }

func (f *File) checkOpen(nr int64) error {
	if !f.kind.answers() {
		return fault(CodeNotWorking, f.path)
	}
	r, err := f.link.one("SELECT closed FROM response WHERE nr = ?", nr)
	switch {
	case err != nil:
		return err
	case r == nil:
		return fault(CodeNoResponse, f.path)
	case r.bool(0):
		return fault(CodeClosed, f.path)
	}
	return nil
}

// saver writes one change of one response, inside a transaction. What it says
// to SQLite again and again it prepares once: a batch has hundreds of answers.
type saver struct {
	l        link
	nr       int64
	who      Author
	at       string
	prepared map[string]statement // by what it says
	numbers  map[string]int64     // of questions, by their names
	quiet    bool                 // what is done is told otherwise: a part comes with its history
}

func newSaver(l link, nr int64, who Author, at time.Time) saver {
	return saver{l: l, nr: nr, who: who, at: stamp(at), prepared: map[string]statement{}, numbers: map[string]int64{}}
}

func (s saver) close() error {
	var errs []error
	for _, stmt := range s.prepared {
		errs = append(errs, stmt.close())
	}
	return errors.Join(errs...)
}

func (s saver) exec(query string, args ...any) error {
	stmt, ok := s.prepared[query]
	if !ok {
		var err error
		if stmt, err = s.l.prepare(query); err != nil {
			return err
		}
		s.prepared[query] = stmt
	}
	return stmt.exec(args...)
}

func (s saver) saveAndClose(set *survey.Questionnaire, c survey.Change) error {
	return errors.Join(s.save(set, c), s.close())
}

func (s saver) save(set *survey.Questionnaire, c survey.Change) error {
	if err := s.rows(set, c); err != nil {
		return err
	}
	for _, change := range c.Answers {
		if err := s.answer(change); err != nil {
			return err
		}
	}
	return s.place(c)
}

func (s saver) rows(set *survey.Questionnaire, c survey.Change) error {
	for _, r := range c.DropRow {
		if err := s.dropRow(set, r); err != nil {
			return err
		}
	}
	for _, r := range c.PutRow {
		if err := s.putRow(r); err != nil {
			return err
		}
	}
	for _, r := range c.AddRow {
		if err := s.addRow(r); err != nil {
			return err
		}
	}
	return nil
}

// dropRow keeps the number of the row, so that no other row ever gets it.
func (s saver) dropRow(set *survey.Questionnaire, r survey.Row) error {
	for _, column := range set.Question(r.Roster).Questions {
		if err := s.delete(survey.Key{Question: column.Name, Row: r.ID}); err != nil {
			return err
		}
	}
	err := s.exec(`UPDATE roster_row SET place = 0
		WHERE response = ? AND question = (SELECT nr FROM question WHERE name = ?) AND row = ?`, s.nr, r.Roster, r.ID)
	if err != nil {
		return err
	}
	return s.remember("row_dropped", r.Roster, r.ID)
}

func (s saver) addRow(r survey.Row) error {
	question, err := s.number(r.Roster)
	if err != nil {
		return err
	}
	err = s.exec(`INSERT INTO roster_row SELECT ?1, ?2, ?3, coalesce(max(place), 0) + 1 FROM roster_row WHERE response = ?1 AND question = ?2
		ON CONFLICT DO UPDATE SET place = excluded.place WHERE place = 0`, s.nr, question, r.ID)
	if err != nil {
		return err
	}
	return s.remember("row_added", r.Roster, r.ID)
}

// putRow makes room at the place of a row, and adds it there.
func (s saver) putRow(r survey.RowAt) error {
	question, err := s.number(r.Row.Roster)
	if err != nil {
		return err
	}
	there, err := s.l.one("SELECT 1 FROM roster_row WHERE response = ? AND question = ? AND row = ? AND place > 0", s.nr, question, r.Row.ID)
	if err != nil || there != nil {
		return err
	}
	after, err := s.l.one("SELECT place FROM roster_row WHERE response = ? AND question = ? AND place > 0 ORDER BY place LIMIT 1 OFFSET ?",
		s.nr, question, max(r.At-1, 0))
	if err != nil || after == nil {
		return errors.Join(err, s.addRow(r.Row))
	}
	at := after.int(0)
	if err := s.exec("UPDATE roster_row SET place = place + 1 WHERE response = ? AND question = ? AND place >= ?", s.nr, question, at); err != nil {
		return err
	}
	err = s.exec(`INSERT INTO roster_row VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET place = excluded.place`, s.nr, question, r.Row.ID, at)
	if err != nil {
		return err
	}
	return s.remember("row_added", r.Row.Roster, r.Row.ID)
}

func (s saver) answer(c survey.AnswerChange) error {
	if err := s.put(c); err != nil {
		return err
	}
	return s.remember("answered", c.Key.Question, c.Key.Row)
}

func (s saver) put(c survey.AnswerChange) error {
	if c.Answer.IsZero() {
		return s.delete(c.Key)
	}
	if err := s.overwrites(c.Key); err != nil {
		return err
	}
	question, err := s.number(c.Key.Question)
	if err != nil {
		return err
	}
	return s.exec("INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", answerArgs(s.nr, question, c)...)
}

func answerArgs(nr, question int64, c survey.AnswerChange) []any {
	a := c.Answer
	return []any{nr, question, c.Key.Row, int(a.Value.Kind), a.Value.Text, a.Missing, a.Estimate, a.Comment, a.Reason, a.Acknowledged, a.Draft}
}

func (s saver) delete(k survey.Key) error {
	if err := s.overwrites(k); err != nil {
		return err
	}
	return s.exec("DELETE FROM answer WHERE response = ? AND question = (SELECT nr FROM question WHERE name = ?) AND row = ?",
		s.nr, k.Question, k.Row)
}

// number is the number of a question's name.
func (s saver) number(name string) (int64, error) {
	if nr, ok := s.numbers[name]; ok {
		return nr, nil
	}
	nr, err := questionNumber(s.l, name)
	if err == nil {
		s.numbers[name] = nr
	}
	return nr, err
}

// questionNumber returns the number of a question's name, a new one if need
// be.
func questionNumber(l link, name string) (int64, error) {
	r, err := l.one("SELECT nr FROM question WHERE name = ?", name)
	if err == nil && r == nil {
		r, err = l.one("INSERT INTO question (name) VALUES (?) RETURNING nr", name)
	}
	if err != nil {
		return 0, err
	}
	return r.number(0), nil
}

// remember notes who did what, but for anonymous responses: they have no
// history, because it would name the person.
func (s saver) remember(event, question string, row int) error {
	if s.quiet {
		return nil
	}
	return s.exec(`INSERT INTO history SELECT NULL, ?1, ?2, ?3, ?4, ?5, ?6, ?7, '' FROM response r JOIN question_set s ON s.nr = r.question_set
		WHERE r.nr = ?1 AND s.anonymous = 0`, s.nr, event, question, row, shortLine(s.who.Name), shortLine(s.who.Computer), s.at)
}

// once notes what was done with the response as a whole, and ends.
func (s saver) once(event string) error {
	return errors.Join(s.remember(event, "", 0), s.close())
}

func (s saver) place(c survey.Change) error {
	if !c.SetPlace {
		return nil
	}
	return s.exec("UPDATE response SET place_question = ?, place_row = ? WHERE nr = ?", c.Place.Question, c.Place.Row, s.nr)
}
