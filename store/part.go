package store

import (
	"context"
	"slices"
	"strings"
	"time"

	"bestand.example/itbestand/survey"
)

// Handed tells who handed a part on, and when: who gets it back.
type Handed struct {
	By Author
	At time.Time
}

const (
	partBaseQuery = "SELECT question, row, kind, value, missing, estimate, comment, reason, acknowledged, draft FROM part_base"
	partFactQuery = "SELECT question, row, state, missing, kind, value, exact, waits FROM part_fact"
)

// WritePart writes a part of a response (survey.Assessment.Split) as a file that
// a colleague continues: the set, the sections' answers, what they read, and the
// wave, whose privacy notice is for whoever answers.
// Other answers, history, drafts and names are never in it, because they are
// never put in. That it was handed on is noted in the history of the response,
// which must not be closed. An existing target gives CodeExists.
func (f *File) WritePart(nr int64, part *survey.Response, target string, who Author, at time.Time) error {
	if err := f.checkOpen(nr); err != nil {
		return explain(f.path, err)
	}
	if f.kind != Working {
		return fault(CodeNotWorking, f.path)
	}
	inside, err := f.enclosure(part)
	if err != nil {
		return err
	}
	err = publish(target, false, func(temp string) error {
		return writePart(temp, Part, inside, part, who, at, func(link) error { return nil })
	})
	if err != nil {
		return err
	}
	return f.write(func() error { return newSaver(f.link, nr, who, at).once("split") })
}

// enclosure is what a part needs besides answers.
type enclosure struct {
	set       Set
	files     []survey.File // of the set
	waves     []Wave
	waveFiles [][]survey.File
}

func (f *File) enclosure(part *survey.Response) (e enclosure, err error) {
	if e.set, err = f.Set(part.SetID, part.SetVersion); err != nil {
		return e, err
	}
	if e.files, err = f.SetFiles(part.SetID, part.SetVersion); err != nil {
		return e, err
	}
	if e.waves, err = f.Waves(); err != nil {
		return e, err
	}
	e.waves = slices.DeleteFunc(e.waves, func(w Wave) bool { return w.ID != part.Wave })
	for _, w := range e.waves {
		files, err := f.WaveFiles(w.ID)
		if err != nil {
			return e, err
		}
		e.waveFiles = append(e.waveFiles, files)
	}
	return e, nil
}

func (e enclosure) insert(l link) error {
	err := insertSet(l, e.set, e.files)
	for i := 0; i < len(e.waves) && err == nil; i++ {
		err = insertWave(l, e.waves[i], e.waveFiles[i])
	}
	return err
}

// writePart writes a part of a response as a file of a kind; more adds what this
// kind has besides.
func writePart(path string, kind Kind, inside enclosure, part *survey.Response, who Author, at time.Time, more func(link) error) error {
	if err := initialise(path, kind); err != nil {
		return err
	}
	l, err := connect(context.Background(), dsn(path, "rw", exclusive()...))
	if err != nil {
		return err
	}
	defer l.close()
	return l.tx(func() error {
		if err := inside.insert(l); err != nil {
			return err
		}
		if err := l.exec("INSERT INTO unit VALUES (?, ?, ?, ?, ?, ?, ?, ?)", unitArgs(part.Unit)...); err != nil {
			return err
		}
		if part.Population != nil {
			if err := insertPopulation(l, part.Population.Units); err != nil {
				return err
			}
		}
		if err := insertPart(l, part.Share, who, at); err != nil {
			return err
		}
		nr, err := insertResponse(l, part, true)
		if err != nil {
			return err
		}
		if err := insertAnswers(l, nr, part.Answers); err != nil {
			return err
		}
		return more(l)
	})
}

func insertPart(l link, share *survey.Share, who Author, at time.Time) error {
	err := l.exec("INSERT INTO part VALUES (?, ?, ?, ?, ?)", share.ID, strings.Join(share.Sections, " "), shortLine(who.Name), shortLine(who.Computer), stamp(at))
	if err != nil {
		return err
	}
	for _, k := range share.Base.Keys() {
		a := share.Base.Get(k)
		err := insertNumbered(l, "INSERT INTO part_base VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", k, int(a.Value.Kind), a.Value.Text, a.Missing, a.Estimate,
			a.Comment, a.Reason, a.Acknowledged, a.Draft)
		if err != nil {
			return err
		}
	}
	for k, fact := range share.Facts {
		err := insertNumbered(l, "INSERT INTO part_fact VALUES (?, ?, ?, ?, ?, ?, ?, ?)", k, int(fact.State), fact.Missing, int(fact.Value.Kind), fact.Value.Text,
			fact.Exact, fact.Waits)
		if err != nil {
			return err
		}
	}
	return insertBaseRows(l, share.Base)
}

// insertBaseRows keeps the number of the last row, too, if that was deleted: it
// tells which rows are new.
func insertBaseRows(l link, base *survey.Answers) error {
	const insert = "INSERT OR IGNORE INTO part_row VALUES (?, ?, ?)"
	for _, roster := range base.Rosters() {
		for i, id := range base.Rows(roster) {
			if err := insertNumbered(l, insert, survey.Key{Question: roster, Row: id}, i+1); err != nil {
				return err
			}
		}
		if err := insertNumbered(l, insert, survey.Key{Question: roster, Row: base.NextRow(roster) - 1}, 0); err != nil {
			return err
		}
	}
	return nil
}

// insertNumbered runs an INSERT that begins with the number of a question and a
// row.
func insertNumbered(l link, query string, k survey.Key, args ...any) error {
	question, err := questionNumber(l, k.Question)
	if err != nil {
		return err
	}
	return l.exec(query, append([]any{question, k.Row}, args...)...)
}

// Handed tells who handed a part on; of other files it says nothing.
func (f *File) Handed() (Handed, error) {
	r, err := f.link.one("SELECT author, computer, at FROM part")
	if err != nil || r == nil {
		return Handed{}, explain(f.path, err)
	}
	at, err := time.Parse(time.RFC3339, r.text(2))
	if err != nil {
		return Handed{}, fault(CodeDamaged, f.path)
	}
	return Handed{Author{r.text(0), r.text(1)}, at}, nil
}

// share reads what a part is restricted to; nil of other files.
func (f *File) share() (*survey.Share, error) {
	part, err := f.link.one("SELECT id, sections FROM part")
	if err != nil || part == nil {
		return nil, err
	}
	share := newShare(part)
	names, err := questionNames(f.link)
	if err != nil {
		return nil, err
	}
	for _, t := range tables() {
		if !isShareTable(t.name) {
			continue
		}
		for r, err := range f.link.rows(t.query) {
			if err != nil {
				return nil, err
			}
			addToShare(share, t.name, names[r.number(0)], r)
		}
	}
	return share, nil
}

func newShare(part row) *survey.Share {
	return &survey.Share{
		ID: part.text(0), Sections: strings.Fields(part.text(1)), Base: survey.NewAnswers(), Facts: map[survey.Key]survey.Fact{},
	}
}

func isShareTable(name string) bool {
	return name == "part_base" || name == "part_row" || name == "part_fact"
}

// addToShare takes a row of one of the tables of a part.
func addToShare(share *survey.Share, table, question string, r row) {
	k := survey.Key{Question: question, Row: r.int(1)}
	switch table {
	case "part_row":
		restoreRow(share.Base, question, k.Row, r.int(2))
	case "part_base":
		share.Base.Set(k, survey.Answer{
			Value: survey.Value{Kind: survey.Kind(r.int(2)), Text: r.text(3)}, Missing: r.text(4), Estimate: r.bool(5),
			Comment: r.text(6), Reason: r.text(7), Acknowledged: r.text(8), Draft: r.text(9),
		})
	case "part_fact":
		share.Facts[k] = survey.Fact{
			State: survey.State(r.int(2)), Missing: r.text(3), Value: survey.Value{Kind: survey.Kind(r.int(4)), Text: r.text(5)},
			Exact: r.text(6), Waits: r.int(7),
		}
	}
}
