package store

import (
	"strings"
	"time"
	"unicode/utf8"

	"bestand.example/itbestand/survey"
)

// reader fills a Foreign from the rows of its tables, in the order of tables,
// and computes the seal over the same rows.
type reader struct {
	foreign   *Foreign
	path      string
	sets      map[int64]Set
	questions map[int64]string
	responses map[int64]*survey.Response
	counts    map[string]int // rows of each table
	rows      int            // read so far
}

// mostExpected is for how many answers of a response room is made before they
// are read.
const mostExpected = 1 << 12

func newReader(f *Foreign, path string) *reader {
	f.keys = map[*survey.Response][]survey.Key{}
	return &reader{foreign: f, path: path, sets: map[int64]Set{}, questions: map[int64]string{}, responses: map[int64]*survey.Response{}}
}

func (r *reader) read(l link) error {
	sum := newSeal()
	var err error
	if r.counts, err = rowCounts(l); err != nil {
		return err
	}
	for _, t := range tables() {
		sum.table(t.name)
		if r.counts[t.source()] > 0 {
			if err := r.table(l, t, sum); err != nil {
				return err
			}
		}
		if code := r.foreign.Kind.refused(); code != "" {
			return fault(code, r.path)
		}
	}
	return r.checkSeal(l, sum.sum())
}

func (r *reader) table(l link, t table, sum *seal) error {
	for values, err := range l.rows(t.query) {
		if err != nil {
			return err
		}
		if code := r.check(t, values); code != "" {
			return r.refuse(code, t, values)
		}
		sum.row(values)
		if code := r.take(t.name, values); code != "" {
			return fault(code, r.path)
		}
	}
	return nil
}

// refused tells why a file of this kind is not read as a foreign one.
func (k Kind) refused() Code {
	switch k {
	case Working, Return, Part:
		return ""
	case FollowUp:
		return CodeFollowUp
	case Central:
		return CodeCentral
	}
	return CodeForeign
}

// check looks at the form of every value, whatever it means.
func (r *reader) check(t table, values row) Code {
	if r.rows++; r.rows > maxRows {
		return CodeTooLong
	}
	for i, v := range values {
		text, ok := v.(string)
		switch {
		case !ok:
		case len(text) > maxText:
			return CodeTooLong
		case i == t.free && utf8.ValidString(text):
		case !survey.IsClean(text):
			return CodeUnclean
		}
	}
	return ""
}

// refuse names the question where the form of an answer is wrong.
func (r *reader) refuse(code Code, t table, values row) error {
	if code == CodeUnclean && (t.name == "answer" || t.name == "remark") {
		if question, known := r.questions[values.number(0)]; known {
			return fault(CodeUncleanAnswer, r.path, shortLine(question))
		}
	}
	return fault(code, r.path)
}

func (r *reader) checkSeal(l link, sum string) error {
	if r.foreign.Kind != Return {
		return nil
	}
	stored, err := l.one("SELECT value FROM meta WHERE name = 'seal'")
	if err != nil {
		return err
	}
	if stored.text(0) != sum {
		return fault(CodeDamaged, r.path)
	}
	return nil
}

// take reads what one row means. A row that refers to one that is not there
// is damage: SQLite does not check that.
func (r *reader) take(table string, v row) Code {
	switch table {
	case "meta":
		switch v.text(0) {
		case "kind":
			r.foreign.Kind = Kind(v.text(1))
		case metaCode:
			r.foreign.code = v.text(1)
		}
	case "question_set":
		s := setOf(v)
		r.sets[v.number(7)] = s
		r.foreign.Sets = append(r.foreign.Sets, s)
	case "unit":
		r.foreign.Unit = unitOf(v)
	case "population", "wave", "wave_file":
		if r.foreign.Kind != Working && r.foreign.Kind != Part {
			return CodeDamaged // nobody puts that into a return
		}
	case "question":
		r.questions[v.number(0)] = v.text(1)
	case "response":
		return r.response(v)
	case "part", "part_base", "part_row", "part_fact":
		return r.shared(table, v)
	case "supplement":
		return r.supplement(v)
	case "query", "source", "source_response", "begun", "decision", "invited", "evaluation", "evaluation_set", "evaluation_file",
		"measure", "territory", "forgetting", "tombstone":
		return CodeDamaged // nobody puts that into what is read here
	case "joined", "joined_row", "joined_mark":
		if r.foreign.Kind != Working {
			return CodeDamaged
		}
	case "history":
		return r.event(v)
	case "chain", "roster_row", "answer", "remark":
		return r.part(table, v)
	}
	return ""
}

func (r *reader) response(v row) Code {
	h := v[unitWidth:]
	s, ok := r.sets[h.number(3)]
	if !ok {
		return CodeDamaged
	}
	response := &survey.Response{
		Unit: unitOf(v), ID: h.text(1), Wave: h.text(2), SetID: s.ID, SetVersion: s.Version, SetDigest: s.Digest, Profile: h.text(4),
		Revision: h.int(5), Incomplete: h.bool(6), Release: h.text(7), Digest: h.text(8), Closed: h.bool(9),
		Answers: survey.NewAnswersFor(min(r.counts["answer"]/r.counts["response"], mostExpected)),
	}
	r.responses[h.number(0)] = response
	r.foreign.Responses = append(r.foreign.Responses, response)
	return ""
}

// supplement reads what a return was asked about.
func (r *reader) supplement(v row) Code {
	response, ok := r.responses[v.number(0)]
	if !ok || r.foreign.Kind != Return || response.FollowUp != nil {
		return CodeDamaged
	}
	response.FollowUp = &survey.FollowUp{Base: v.text(1), Revision: v.int(2), Questions: strings.Fields(v.text(3))}
	response.Share = response.FollowUp.Alone()
	return ""
}

// shared reads what only a part has.
func (r *reader) shared(table string, v row) Code {
	if r.foreign.Kind != Part {
		return CodeDamaged
	}
	if table == "part" {
		if r.foreign.share != nil {
			return CodeDamaged
		}
		r.foreign.share = newShare(v)
		return ""
	}
	question, known := r.questions[v.number(0)]
	if !known || r.foreign.share == nil {
		return CodeDamaged
	}
	addToShare(r.foreign.share, table, question, v)
	return ""
}

// event reads the history of a part, which goes over into that of the response
// when it is joined. A part has only what is done while answering.
func (r *reader) event(v row) Code {
	if r.foreign.Kind != Part {
		return ""
	}
	at, err := time.Parse(time.RFC3339, v.text(7))
	what := v.text(2)
	if err != nil || what != "answered" && what != "row_added" && what != "row_dropped" {
		return CodeDamaged
	}
	r.foreign.events = append(r.foreign.events, Event{
		Sequence: v.number(0), What: what, Key: survey.Key{Question: v.text(3), Row: v.int(4)}, Who: Author{v.text(5), v.text(6)}, At: at,
	})
	return ""
}

// part reads a row that belongs to a response.
func (r *reader) part(table string, v row) Code {
	owner, column := v.number(0), 1
	if table == "answer" || table == "remark" {
		owner, column = v.number(len(v)-1), 0
	}
	response, ok := r.responses[owner]
	if !ok {
		return CodeDamaged
	}
	if table == "chain" {
		response.Chain = append(response.Chain, v.text(2))
		return ""
	}
	question, ok := r.questions[v.number(column)]
	switch {
	case !ok:
		return CodeDamaged
	case table == "roster_row":
		restoreRow(response.Answers, question, v.int(2), v.int(3))
	case table == "remark":
		addRemark(response.Answers, survey.Key{Question: question, Row: v.int(1)}, v)
	default:
		key := survey.Key{Question: question, Row: v.int(1)}
		response.Answers.Set(key, answerOf(v))
		r.foreign.keys[response] = append(r.foreign.keys[response], key)
	}
	return ""
}
