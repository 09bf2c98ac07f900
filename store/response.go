package store

import (
	"crypto/rand"
	"encoding/hex"
	"strings"

	"bestand.example/itbestand/survey"
)

// Held is one response in the file.
type Held struct {
	Nr       int64            // names it inside this file
	Response *survey.Response // without its answers; see Load
	Place    survey.Place     // where the person stands
	Conflict bool             // central only: another version counts in the same place; see Held.rivals
	Rejected bool             // central only: somebody decided for another version; this one counts for nothing
	many     bool             // its set is answered many times
	held     bool             // it counts

	Supplement bool // the version came as answers to questions about the one before it
}

// rivals reports whether only one of two versions could count: those of one
// response, and all responses of a unit to a set that is answered once.
func (h Held) rivals(other Held) bool {
	a, b := h.Response, other.Response
	return a.Unit.Key == b.Unit.Key && a.Wave == b.Wave && a.SetID == b.SetID && (!h.many || a.ID == b.ID)
}

// NewResponse begins a response to a set that the file carries, and returns
// its number. Its id is drawn at random here and stays for ever. A file holds
// one anonymous response at most (CodeAlone).
func (f *File) NewResponse(s Set, unit survey.Unit, wave, profile string) (nr int64, err error) {
	if f.kind != Working {
		return 0, fault(CodeNotWorking, f.path)
	}
	r := &survey.Response{ID: NewID(), Wave: wave, SetID: s.ID, SetVersion: s.Version, Profile: profile, Unit: unit}
	err = f.write(func() error {
		if s.Anonymous {
			switch held, err := f.link.one("SELECT count(*) FROM response"); {
			case err != nil:
				return err
			case held.int(0) > 0:
				return fault(CodeAlone, f.path)
			}
		}
		nr, err = insertResponse(f.link, r, true)
		return err
	})
	return nr, err
}

// NewID draws the id of a response or of a part: 128 random bits in hex.
func NewID() string {
	id := make([]byte, 16)
	// The reader never returns an error.
	_, _ = rand.Read(id)
	return hex.EncodeToString(id)
}

// insertResponse writes the header and the chain of a response.
func insertResponse(l link, r *survey.Response, held bool) (int64, error) {
	args := []any{r.ID, r.Wave, r.SetID, r.SetVersion, r.Profile}
	args = append(args, unitArgs(r.Unit)...)
	args = append(args, r.Revision, r.Incomplete, survey.CleanLine(r.Release), r.Digest, r.Closed, held)
	inserted, err := l.one(`INSERT INTO response VALUES (NULL, ?, ?, (SELECT nr FROM question_set WHERE id = ? AND version = ?), ?,
		?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', 0) RETURNING nr`, args...)
	if err != nil {
		return 0, err
	}
	nr := inserted.number(0)
	if err := insertFollowUp(l, nr, r.FollowUp); err != nil {
		return nr, err
	}
	return nr, appendChain(l, nr, r.Chain)
}

// appendChain adds digests of earlier revisions that are not there yet.
func appendChain(l link, nr int64, digests []string) error {
	for _, digest := range digests {
		err := l.exec(`INSERT INTO chain SELECT ?1, (SELECT count(*) + 1 FROM chain WHERE response = ?1), ?2
			WHERE NOT EXISTS (SELECT 1 FROM chain WHERE response = ?1 AND digest = ?2)`, nr, digest)
		if err != nil {
			return err
		}
	}
	return nil
}

const headerQuery = `SELECT r.unit_key, r.unit_name, r.unit_type, r.unit_district_key, r.unit_district, r.unit_inhabitants, r.unit_members,
	r.unit_class, r.nr, r.id, r.wave, s.id, s.version, s.digest, r.profile, r.revision, r.incomplete, r.release, r.digest, r.closed,
	r.place_question, r.place_row, s.many, r.held, p.response IS NOT NULL, p.base, p.revision, p.questions
	FROM response r JOIN question_set s ON s.nr = r.question_set LEFT JOIN supplement p ON p.response = r.nr`

func heldOf(r row) Held {
	h := r[unitWidth:]
	var followUp *survey.FollowUp
	if h.bool(16) {
		followUp = &survey.FollowUp{Base: h.text(17), Revision: h.int(18), Questions: strings.Fields(h.text(19))}
	}
	return Held{
		Nr:    h.number(0),
		Place: survey.Place{Question: h.text(12), Row: h.int(13)},
		many:  h.bool(14), held: h.bool(15), Supplement: h.bool(16),
		Response: &survey.Response{
			ID: h.text(1), Wave: h.text(2), SetID: h.text(3), SetVersion: h.text(4), SetDigest: h.text(5), Profile: h.text(6),
			Unit: unitOf(r), Revision: h.int(7), Incomplete: h.bool(8), Release: h.text(9), Digest: h.text(10), Closed: h.bool(11),
			FollowUp: followUp,
		},
	}
}

// Responses lists the responses that count: in a working file in the order in
// which they were begun, in a central file by unit, wave, set, id and digest.
func (f *File) Responses() ([]Held, error) {
	order := " ORDER BY r.nr"
	if f.kind == Central {
		order = " ORDER BY r.unit_key, r.wave, s.id, r.id, r.digest"
	}
	var all []Held
	for r, err := range f.link.rows(headerQuery + " WHERE r.held = 1" + order) {
		if err != nil {
			return nil, explain(f.path, err)
		}
		h := heldOf(r)
		if f.kind == Central {
			h.Response.FollowUp = nil // put into its version, it is a response like any other
		}
		all = append(all, h)
	}
	if f.kind == Central {
		markConflicts(all)
		if err := f.applyDecisions(all); err != nil {
			return nil, err
		}
	}
	return all, f.addChains(all)
}

// markConflicts needs the order of a central file.
func markConflicts(all []Held) {
	for i := 1; i < len(all); i++ {
		if all[i-1].rivals(all[i]) {
			all[i-1].Conflict, all[i].Conflict = true, true
		}
	}
}

func (f *File) addChains(all []Held) error {
	chains := map[int64][]string{}
	for r, err := range f.link.rows("SELECT response, digest FROM chain ORDER BY response, place") {
		if err != nil {
			return explain(f.path, err)
		}
		chains[r.number(0)] = append(chains[r.number(0)], r.text(1))
	}
	for _, h := range all {
		h.Response.Chain = chains[h.Nr]
	}
	return nil
}

// Load reads a response with all its answers, and where the person stands.
func (f *File) Load(nr int64) (*survey.Response, survey.Place, error) {
	h, err := f.version(nr)
	if err != nil {
		return nil, survey.Place{}, explain(f.path, err)
	}
	if h == nil || !h.held {
		return nil, survey.Place{}, fault(CodeNoResponse, f.path)
	}
	if err := f.restrict(*h); err != nil {
		return nil, survey.Place{}, explain(f.path, err)
	}
	if f.kind.answers() {
		h.Response.Population, err = f.Population()
	}
	return h.Response, h.Place, err
}

// version reads any version of a response with its chain and its answers, also
// one that is not held; nil where there is none.
func (f *File) version(nr int64) (*Held, error) {
	var h Held
	for r, err := range f.query(headerQuery+" WHERE r.nr = ?", nr) {
		if err != nil {
			return nil, err
		}
		h = heldOf(r)
	}
	if h.Response == nil {
		return nil, nil
	}
	for r, err := range f.query("SELECT digest FROM chain WHERE response = ? ORDER BY place", nr) {
		if err != nil {
			return nil, err
		}
		h.Response.Chain = append(h.Response.Chain, r.text(0))
	}
	answers, err := f.answers(nr)
	h.Response.Answers = answers
	return &h, err
}

func (f *File) answers(nr int64) (*survey.Answers, error) {
	answers := survey.NewAnswersFor(f.usual)
	// Places of deleted rows are 0, so these come first; see restoreRow.
	const rows = `SELECT q.name, r.row, r.place FROM roster_row r JOIN question q ON q.nr = r.question
		WHERE r.response = ? ORDER BY r.question, r.place`
	for r, err := range f.query(rows, nr) {
		if err != nil {
			return nil, err
		}
		restoreRow(answers, r.text(0), r.int(1), r.int(2))
	}
	f.usual = 0
	if f.writing {
		f.names = nil // what a transaction added may have been taken back
	}
	for r, err := range f.query("SELECT question, row, kind, value FROM answer WHERE response = ?", nr) {
		if err != nil {
			return nil, err
		}
		name, err := f.questionName(r.number(0))
		if err != nil {
			return nil, err
		}
		answers.Set(survey.Key{Question: name, Row: r.int(1)}, answerOf(r))
		f.usual++
	}
	for r, err := range f.query(remarkQuery+" AND response = ?", nr) {
		if err != nil {
			return nil, err
		}
		name, err := f.questionName(r.number(0))
		if err != nil {
			return nil, err
		}
		addRemark(answers, survey.Key{Question: name, Row: r.int(1)}, r)
	}
	return answers, nil
}

// questionName is the name behind a number. All are read once, and again where
// one is not known: another program may have added it.
func (f *File) questionName(nr int64) (string, error) {
	if name, known := f.names[nr]; known {
		return name, nil
	}
	names, err := questionNames(f.link)
	f.names = names
	return names[nr], err
}

func questionNames(l link) (map[int64]string, error) {
	names := map[int64]string{}
	for r, err := range l.rows("SELECT nr, name FROM question") {
		if err != nil {
			return nil, err
		}
		names[r.number(0)] = r.text(1)
	}
	return names, nil
}

// restoreRow adds a stored row. A deleted one leaves only its number behind,
// so that no later row gets it.
func restoreRow(answers *survey.Answers, roster string, id, place int) {
	answers.AddRow(roster, id)
	if place == 0 {
		answers.DeleteRow(&survey.Question{Name: roster}, id)
	}
}

// Answers are read in two goes: what every answer has, and what few have. To
// fetch a column of a row costs more than to skip the row.
const (
	answerQuery = "SELECT question, row, kind, value, response FROM answer"
	remarkQuery = `SELECT question, row, missing, estimate, comment, reason, acknowledged, draft, response FROM answer
		WHERE (missing <> '' OR estimate <> 0 OR comment <> '' OR reason <> '' OR acknowledged <> '' OR draft <> '')`
)

func answerOf(r row) survey.Answer {
	return survey.Answer{Value: survey.Value{Kind: survey.Kind(r.int(2)), Text: r.text(3)}}
}

// addRemark adds to an answer what only few have.
func addRemark(answers *survey.Answers, k survey.Key, r row) {
	a := answers.Get(k)
	a.Missing, a.Estimate, a.Comment, a.Reason, a.Acknowledged, a.Draft = r.text(2), r.bool(3), r.text(4), r.text(5), r.text(6), r.text(7)
	answers.Set(k, a)
}
