package store

import (
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"strconv"
	"strings"
)

// sealTag opens the text that a seal is taken over, and names its version.
const sealTag = "itbestand-return-1"

// table is one table, or a part of one, as a foreign file is read and sealed:
// by which query, and which of its columns (if any) may hold anything that a
// person pasted.
type table struct {
	name  string
	query string
	free  int // index of a column that is not checked for control characters; -1: none
}

// tables lists everything that a survey file holds, in the order in which it
// is read: what is referred to comes first.
func tables() []table {
	return []table{
		{"meta", "SELECT name, value FROM meta WHERE name <> 'seal' ORDER BY name", -1},
		{"question_set", setColumns + ", nr FROM question_set ORDER BY nr", -1},
		{"question_set_file", "SELECT question_set, place, name, data FROM question_set_file ORDER BY question_set, place", -1},
		{"wave", "SELECT nr, id, digest FROM wave ORDER BY nr", -1},
		{"wave_file", "SELECT wave, place, name, data FROM wave_file ORDER BY wave, place", -1},
		{"unit", unitColumns + " FROM unit ORDER BY key", -1},
		{"population", populationQuery, -1},
		{"question", "SELECT nr, name FROM question ORDER BY nr", -1},
		{"response", `SELECT unit_key, unit_name, unit_type, unit_district_key, unit_district, unit_inhabitants, unit_members, unit_class,
			nr, id, wave, question_set, profile, revision, incomplete, release, digest, closed, held, place_question, place_row
			FROM response ORDER BY nr`, -1},
		{"supplement", "SELECT response, base, revision, questions, waits FROM supplement ORDER BY response", -1},
		{"query", "SELECT response_id, digest, question, text, author, at FROM query ORDER BY response_id, digest, question", 3},
		{"chain", "SELECT response, place, digest FROM chain ORDER BY response, place", -1},
		{"roster_row", "SELECT response, question, row, place FROM roster_row ORDER BY response, question, place, row", -1},
		{"answer", answerQuery + " ORDER BY response, question, row", -1},
		{"remark", remarkQuery + " ORDER BY response, question, row", 7},
		{"part", "SELECT id, sections, author, computer, at FROM part ORDER BY id", -1},
		{"part_base", partBaseQuery + " ORDER BY question, row", 9},
		{"part_row", "SELECT question, row, place FROM part_row ORDER BY question, place, row", -1},
		{"part_fact", partFactQuery + " ORDER BY question, row", -1},
		{"joined", "SELECT nr, part, response, tip FROM joined ORDER BY nr", -1},
		{"joined_row", "SELECT joined, question, row, ours FROM joined_row ORDER BY joined, question, row", -1},
		{"joined_mark", "SELECT joined, question, row, aspect, digest FROM joined_mark ORDER BY joined, question, row, aspect", -1},
		{"history", "SELECT sequence, response, event, question, row, author, computer, at, origin FROM history ORDER BY sequence", -1},
		{"source", "SELECT * FROM source ORDER BY name, sha256", -1},
		{"source_response", "SELECT name, sha256, response_id, digest FROM source_response ORDER BY name, sha256, response_id", -1},
		{"begun", "SELECT wave, set_id, unit_key FROM begun ORDER BY wave, set_id, unit_key", -1},
		{"decision", decisionQuery, -1},
		{"invited", "SELECT wave, unit_key, mail FROM invited ORDER BY wave, unit_key", -1},
		{"evaluation", "SELECT wave, id, version, digest FROM evaluation ORDER BY wave", -1},
		{"evaluation_set", "SELECT wave, id, short, version, digest FROM evaluation_set ORDER BY wave, id", -1},
		{"evaluation_file", "SELECT wave, set_id, place, name, data FROM evaluation_file ORDER BY wave, set_id, place", -1},
		{"measure", measureQuery, -1},
		{"territory", territoryQuery, -1},
		{"forgetting", "SELECT sequence, scope, unit_key, responses, answers, reason, author, at FROM forgetting ORDER BY sequence", -1},
		{"tombstone", "SELECT forgetting, response_id, digest, revision FROM tombstone ORDER BY forgetting, response_id, digest", -1},
	}
}

// seal is a SHA-256 over the content of a file, row by row: every table, every
// column, as length-prefixed fields. SQLite's pages carry no checksum, so this
// is what notices a flipped bit in an unsealed return.
type seal struct {
	hash hash.Hash
	buf  []byte
}

func newSeal() *seal {
	s := &seal{hash: sha256.New()}
	s.field('s', sealTag)
	return s
}

func (s *seal) table(name string) { s.field('t', name) }

func (s *seal) row(r row) {
	s.field('r', strconv.Itoa(len(r)))
	for _, v := range r {
		switch x := v.(type) {
		case string:
			s.field('s', x)
		case int64:
			s.buf = strconv.AppendInt(append(s.buf, 'i'), x, 10)
			s.buf = append(s.buf, ',')
		case []byte:
			s.blob(x)
		default:
			s.buf = append(s.buf, 'n', ',')
		}
	}
	if len(s.buf) > 1<<14 {
		s.flush()
	}
}

// field adds a kind, the length, the bytes.
func (s *seal) field(kind byte, text string) {
	s.buf = strconv.AppendInt(append(s.buf, kind), int64(len(text)), 10)
	s.buf = append(append(append(s.buf, ':'), text...), ',')
}

// blob is field for bytes that may be many.
func (s *seal) blob(b []byte) {
	s.buf = append(strconv.AppendInt(append(s.buf, 'b'), int64(len(b)), 10), ':')
	s.flush()
	_, _ = s.hash.Write(b)
	s.buf = append(s.buf, ',')
}

func (s *seal) flush() {
	// A hash never returns an error.
	_, _ = s.hash.Write(s.buf)
	s.buf = s.buf[:0]
}

func (s *seal) sum() string {
	s.flush()
	return hex.EncodeToString(s.hash.Sum(nil))
}

// sealOf computes the seal of a file that is being written.
func sealOf(l link) (string, error) {
	s := newSeal()
	counts, err := rowCounts(l)
	if err != nil {
		return "", err
	}
	for _, t := range tables() {
		s.table(t.name)
		if counts[t.source()] == 0 {
			continue
		}
		for r, err := range l.rows(t.query) {
			if err != nil {
				return "", err
			}
			s.row(r)
		}
	}
	return s.sum(), nil
}

// source is the table of the database.
func (t table) source() string {
	if t.name == "remark" {
		return "answer"
	}
	return t.name
}

// rowCounts tells how many rows each table has, in one query: most tables of a
// return have none, and to ask each for its rows costs more than to read the
// answers.
func rowCounts(l link) (map[string]int, error) {
	var names, terms []string
	for _, t := range tables() {
		names, terms = append(names, t.source()), append(terms, "(SELECT count(*) FROM "+t.source()+")")
	}
	r, err := l.one("SELECT " + strings.Join(terms, ", "))
	if err != nil {
		return nil, err
	}
	counts := map[string]int{}
	for i, name := range names {
		counts[name] = r.int(i)
	}
	return counts, nil
}
