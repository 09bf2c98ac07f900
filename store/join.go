package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"time"

	"bestand.example/itbestand/survey"
)

// Incoming is a part that comes back, as it was read from its file.
type Incoming struct {
	Name     string // of the file, as it is shown
	Response *survey.Response
	Events   []Event // what was done in the part, in order
	chain    []string
}

// ReadPart reads a part that comes back. It trusts the file no more than Merge
// trusts a return; whether it fits the response is Lineage's and CheckPart's to
// say.
func ReadPart(ctx context.Context, path string) (*Incoming, error) {
	foreign, err := readForeign(ctx, path, nil)
	if err != nil {
		return nil, err
	}
	switch {
	case foreign.Kind != Part:
		return nil, fault(CodeNotPart, path)
	case len(foreign.Responses) != 1 || foreign.share == nil:
		return nil, fault(CodeDamaged, path)
	}
	in := &Incoming{Name: shownName(path), Response: foreign.Responses[0], Events: foreign.events}
	in.Response.Share = foreign.share
	in.chain = chainOfEvents(foreign.share.ID, in.Events)
	return in, nil
}

// chainOfEvents names each state of a part by all that was done in it until
// then, so that two copies of one part that went different ways are told apart.
// The first is the part as it was handed on.
func chainOfEvents(id string, events []Event) []string {
	chain := []string{id}
	for i, e := range events {
		text := fmt.Sprintf("%q", []string{chain[i], e.What, e.Key.Question, fmt.Sprint(e.Key.Row), e.Who.Name, e.Who.Computer, stamp(e.At)})
		sum := sha256.Sum256([]byte(text))
		chain = append(chain, hex.EncodeToString(sum[:16]))
	}
	return chain
}

// CheckPart checks a part against the set of the response that it goes back to:
// that it is of this response and version, and that all that it changed are
// answers that the engine could have saved.
func (in *Incoming) CheckPart(set *survey.Questionnaire, r *survey.Response) error {
	p := in.Response
	switch {
	case p.ID != r.ID:
		return fault(CodeOtherResponse, in.Name)
	case p.SetID != r.SetID, p.SetVersion != r.SetVersion, p.SetDigest != set.Digest:
		return fault(CodeOtherVersion, in.Name, shortLine(p.SetID), shortLine(p.SetVersion), r.SetVersion)
	case !isHex(p.Share.ID, 16), len(p.Share.Sections) == 0:
		return fault(CodeDamaged, in.Name)
	}
	for _, answers := range []*survey.Answers{p.Answers, p.Share.Base} {
		for _, roster := range answers.Rosters() {
			if q := set.Question(roster); q == nil || q.Type != survey.TypeRepeat || !possibleRows(answers, roster) {
				return fault(CodeBadQuestion, in.Name, shortLine(roster))
			}
		}
	}
	for _, k := range p.Answers.Keys() {
		if code := checkShared(set, p, k); code != "" {
			return fault(code, in.Name, shortLine(k.Question))
		}
	}
	return nil
}

// possibleRows reports whether the rows of a roster have numbers that the engine
// could have given.
func possibleRows(a *survey.Answers, roster string) bool {
	rows := a.Rows(roster)
	next := a.NextRow(roster) // overflows to less than 1
	return next >= 1 && next <= maxRows && (len(rows) == 0 || slices.Min(rows) > 0)
}

func checkShared(set *survey.Questionnaire, p *survey.Response, k survey.Key) Code {
	q := set.Question(k.Question)
	if q == nil || !p.Share.Holds(q) {
		return CodeBadQuestion
	}
	if q.Roster != nil && !slices.Contains(p.Answers.Rows(q.Roster.Name), k.Row) || q.Roster == nil && k.Row != 0 {
		return CodeBadAnswer
	}
	a := p.Answers.Get(k)
	if a == p.Share.Base.Get(k) {
		return "" // it came from the response
	}
	if a.Draft = ""; a.IsZero() || validAnswer(q, a) || onlyMarks(q, a) {
		return ""
	}
	return CodeBadAnswer
}

// onlyMarks reports whether an answer is a comment or a reason beside no value.
func onlyMarks(q *survey.Question, a survey.Answer) bool {
	return q.Asked() && !a.Given() && !a.Estimate && a.Value.Text == "" && (a.Reason == "" || q.Override)
}

// Elsewhere is the refusal of a part that belongs to none of the responses of a
// file.
func (in *Incoming) Elsewhere() error { return fault(CodeOtherResponse, in.Name) }

// Brought reports whether an entry of the history of a response came with this
// part.
func (in *Incoming) Brought(e Event) bool {
	return e.Origin != "" && slices.Contains(in.chain, e.Origin)
}

// Lineage is what a response knows of a part from the last time.
type Lineage struct {
	Seen  survey.Seen
	Older bool // the part is a state that was joined before what was joined last

	nr    int64 // 0: the part comes for the first time
	after int   // how many of its events were taken over
}

// Lineage finds out what of a part was joined with a response before.
func (f *File) Lineage(nr int64, in *Incoming) (Lineage, error) {
	l := Lineage{Seen: survey.Seen{Rows: map[survey.Row]int{}, Marks: map[survey.Mark]string{}}}
	for r, err := range f.link.rows("SELECT nr, tip FROM joined WHERE part = ? AND response = ? ORDER BY nr", in.Response.Share.ID, nr) {
		if err != nil {
			return l, explain(f.path, err)
		}
		if i := slices.Index(in.chain, r.text(1)); i > l.after || i >= 0 && l.nr == 0 {
			l.nr, l.after = r.number(0), i
		}
	}
	if l.nr == 0 {
		r, err := f.link.one("SELECT 1 FROM history WHERE response = ? AND origin = ?", nr, in.chain[len(in.chain)-1])
		l.Older = r != nil
		return l, explain(f.path, err)
	}
	return l, explain(f.path, f.loadSeen(&l))
}

func (f *File) loadSeen(l *Lineage) error {
	for r, err := range f.link.rows("SELECT q.name, j.row, j.ours FROM joined_row j JOIN question q ON q.nr = j.question WHERE j.joined = ?", l.nr) {
		if err != nil {
			return err
		}
		l.Seen.Rows[survey.Row{Roster: r.text(0), ID: r.int(1)}] = r.int(2)
	}
	const marks = "SELECT q.name, j.row, j.aspect, j.digest FROM joined_mark j JOIN question q ON q.nr = j.question WHERE j.joined = ?"
	for r, err := range f.link.rows(marks, l.nr) {
		if err != nil {
			return err
		}
		l.Seen.Marks[survey.Mark{Key: survey.Key{Question: r.text(0), Row: r.int(1)}, Aspect: survey.Aspect(r.text(2))}] = r.text(3)
	}
	return nil
}

// Join saves what came of joining a part, in one transaction: the change, the
// part's history with its authors and times, and what to remember of the part.
// Where there is nothing new, nothing is written. A response that was handed in
// gives CodeClosed.
func (f *File) Join(nr int64, set *survey.Questionnaire, in *Incoming, l Lineage, joined survey.Joined, who Author, at time.Time) error {
	events := in.Events[l.after:]
	c := joined.Change
	if l.nr != 0 && len(events)+len(c.Answers)+len(c.AddRow)+len(c.DropRow)+len(joined.Seen.Marks)+len(joined.Seen.Rows) == 0 {
		return nil
	}
	return f.write(func() error {
		if err := f.checkOpen(nr); err != nil {
			return err
		}
		if f.kind != Working {
			return fault(CodeNotWorking, f.path)
		}
		if err := f.rememberPart(nr, in, &l, joined.Seen); err != nil {
			return err
		}
		quiet := newSaver(f.link, nr, who, at)
		quiet.quiet = true
		if err := quiet.saveAndClose(set, joined.Change); err != nil {
			return err
		}
		if err := f.takeEvents(nr, set, in, l); err != nil {
			return err
		}
		s := newSaver(f.link, nr, who, at)
		for _, k := range joined.Decided {
			if err := s.remember("decided", k.Question, k.Row); err != nil {
				return err
			}
		}
		return s.once("joined")
	})
}

func (f *File) rememberPart(nr int64, in *Incoming, l *Lineage, seen survey.Seen) error {
	tip := in.chain[len(in.chain)-1]
	if l.nr == 0 {
		r, err := f.link.one("INSERT INTO joined VALUES (NULL, ?, ?, ?) RETURNING nr", in.Response.Share.ID, nr, tip)
		if err != nil {
			return err
		}
		l.nr = r.number(0)
	} else if err := f.link.exec("UPDATE joined SET tip = ? WHERE nr = ?", tip, l.nr); err != nil {
		return err
	}
	for row, ours := range seen.Rows {
		l.Seen.Rows[row] = ours
		err := insertNumbered(f.link, "INSERT OR REPLACE INTO joined_row (question, row, joined, ours) VALUES (?, ?, ?, ?)",
			survey.Key{Question: row.Roster, Row: row.ID}, l.nr, ours)
		if err != nil {
			return err
		}
	}
	for mark, digest := range seen.Marks {
		err := insertNumbered(f.link, "INSERT OR REPLACE INTO joined_mark (question, row, joined, aspect, digest) VALUES (?, ?, ?, ?, ?)",
			mark.Key, l.nr, string(mark.Aspect), digest)
		if err != nil {
			return err
		}
	}
	return nil
}

// takeEvents moves what was done in the part into the history of the response.
// A row that is not in the response, because it waits for a decision or was
// deleted before it came, has no number there.
func (f *File) takeEvents(nr int64, set *survey.Questionnaire, in *Incoming, l Lineage) error {
	for i, e := range in.Events[l.after:] {
		row := e.Key.Row
		if roster := rosterOf(set, e.Key.Question); roster != "" && !slices.Contains(in.Response.Share.Base.Rows(roster), row) {
			row = l.Seen.Rows[survey.Row{Roster: roster, ID: row}]
		}
		err := f.link.exec("INSERT INTO history VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?)", nr, e.What, e.Key.Question, row,
			shortLine(e.Who.Name), shortLine(e.Who.Computer), stamp(e.At), in.chain[l.after+i+1])
		if err != nil {
			return err
		}
	}
	return nil
}

// rosterOf names the roster that a question is, or is a column of.
func rosterOf(set *survey.Questionnaire, name string) string {
	switch q := set.Question(name); {
	case q == nil:
		return ""
	case q.Type == survey.TypeRepeat:
		return q.Name
	case q.Roster != nil:
		return q.Roster.Name
	}
	return ""
}
