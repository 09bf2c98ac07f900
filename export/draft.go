package export

import (
	"bufio"
	"os"
	"path/filepath"

	"bestand.example/itbestand/survey"
)

// draft keeps the rows of all answers while the responses are read: only the
// last of them settles which columns the tables have. Then the rows are written
// to the tables, and no response has to be read and assessed twice.
//
// It is a file in the workspace. A record is a response: whose it is, and its
// rows one after the other. A row has the number of its table, its place in a
// roster, and its cells, each with the number of its part; empty ones are left
// out.
type draft struct {
	file   *os.File
	to     *bufio.Writer
	tables []*draftTable
	sets   map[*setScan]*setDraft
	words  *vocabulary
	record []byte
}

// draftTable is a table with all columns that it may turn out to need.
type draftTable struct {
	number int
	roster *survey.Question
	parts  []columnPart

	to      *answerTable // known when all is read; nil: there is no such table
	columns []int        // of to, by part, counted from 1; 0: not needed
}

// setDraft are the tables of a set.
type setDraft struct {
	sheets   []*draftTable // Daten, Codes and rosters, in the order of their tabs
	contacts []*draftTable // Kontakte: rows of responses, and of each roster
}

func (w *workbook) newDraft(s *scan, dir string) (*draft, error) {
	file, err := os.Create(filepath.Join(dir, "rows"))
	if err != nil {
		return nil, err
	}
	d := &draft{file: file, to: bufio.NewWriterSize(file, 1<<16), words: w.vocabulary, sets: map[*setScan]*setDraft{}}
	contacts := w.contactFields(s, true)
	for _, one := range s.sets {
		sd := &setDraft{}
		d.sets[one] = sd
		if one.onContacts() {
			rosters, _ := one.contactRosters()
			for _, q := range append([]*survey.Question{nil}, rosters...) {
				sd.contacts = append(sd.contacts, d.table(q, contacts.partsOf(one)))
			}
		}
		if one.set.Anonymous {
			continue
		}
		sd.sheets = append(sd.sheets, d.table(nil, w.labelFields(one, true).parts), d.table(nil, w.codeFields(one, true).parts))
		for _, q := range one.ownRosters() {
			sd.sheets = append(sd.sheets, d.table(q, w.rosterFields(one, q, true).parts))
		}
	}
	return d, nil
}

func (d *draft) table(roster *survey.Question, parts []columnPart) *draftTable {
	t := &draftTable{number: len(d.tables), roster: roster, parts: parts}
	d.tables = append(d.tables, t)
	return t
}

// keep takes the rows of a response; limit is that of a cell.
func (d *draft) keep(r *record, limit int) error {
	d.record = appendOrigin(d.record[:0], originOf(r.Response))
	sd := d.sets[r.one]
	for _, t := range sd.sheets {
		r.eachIn(t.roster, func(r *record) {
			d.record, _ = t.append(d.record, r, d.words, limit)
		})
	}
	for _, t := range sd.contacts {
		r.eachIn(t.roster, func(r *record) {
			var rows int
			d.record, rows = t.append(d.record, r, d.words, limit)
			if t.roster == nil {
				r.one.contactOwn += rows
			} else {
				r.one.contactRows += rows
			}
		})
	}
	return writeRecord(d.to, d.record)
}

// append appends a row to a record and returns how many rows its texts take
// where one that is longer than a cell goes on in the next.
func (t *draftTable) append(to []byte, r *record, words *vocabulary, limit int) (record []byte, rows int) {
	to, rows = appendRowHead(to, t.number, r.place), 1
	for i := range t.parts {
		p := &t.parts[i]
		if p.used != nil && !*p.used {
			continue
		}
		c := cellValueOf(p.cell(r))
		if c.kind == textCell && len(c.text) > limit {
			rows = max(rows, len(splitText(c.text, limit)))
		}
		words.share(&c)
		to = appendCell(to, i, &c)
	}
	return appendRowEnd(to), rows
}

// finish ends the draft, once the tables are known.
func (d *draft) finish(p *plan) error {
	for _, sp := range p.sets {
		sd := d.sets[sp.one]
		for i, t := range sp.tables() {
			sd.sheets[i].bind(t)
		}
		rosters, own := sp.one.contactRosters()
		for _, t := range sd.contacts {
			if t.roster == nil && own || t.roster != nil && len(rosters) > 0 {
				t.bind(p.contacts)
			}
		}
	}
	return d.to.Flush()
}

// bind says what table the rows go to.
func (t *draftTable) bind(to *answerTable) {
	t.to, t.columns = to, make([]int, len(t.parts))
	number := map[partID]int{}
	for _, p := range to.fields.parts {
		number[p.id] = p.column
	}
	for i, p := range t.parts {
		t.columns[i] = number[p.id]
	}
}

// close ends the use of the file.
func (d *draft) close() {
	if d != nil {
		_ = d.file.Close()
	}
}
