package export

import (
	"slices"

	"bestand.example/itbestand/survey"
)

// status is what a response is worth.
type status byte

const (
	complete status = iota
	incomplete
	conflict
)

func (s status) code() string { return []string{"vollstaendig", "unvollstaendig", "konflikt"}[s] }

// scan is what the export learns from the responses.
type scan struct {
	sets      []*setScan
	bySet     map[[2]string]*setScan
	responses int
	units     map[string]unitScan // by unit key
	clashes   map[[2]string]bool  // set and unit key of responses in conflict
	staffing  *staffing
}

// unitScan is an administration: its type, and the worst status among its
// responses.
type unitScan struct {
	kind   survey.UnitType
	status status
}

// byType counts administrations by type and status.
func (s *scan) byType() map[survey.UnitType]map[status]int {
	counts := map[survey.UnitType]map[status]int{}
	for _, u := range s.units {
		if counts[u.kind] == nil {
			counts[u.kind] = map[status]int{}
		}
		counts[u.kind][u.status]++
	}
	return counts
}

// setScan is what it learns about one question set.
type setScan struct {
	set                      *survey.Questionnaire
	short                    string
	private                  map[*survey.Question]bool // their answers belong to Kontakte and nowhere else; to pass on, also those that are nowhere
	personal                 map[*survey.Question]bool
	tallies                  map[*survey.Question]*tally
	responses                int
	counted                  int // those that count: not in conflict
	rows                     map[*survey.Question]int
	profile, release, source bool
	places                   map[*survey.Question]int // in facts
	facts                    [][]facts                // of the response that is being read: of each question, in each row
	contactOwn, contactRows  int                      // rows that they have in Kontakte: of their own, and of their rosters
	passedOn                 bool                     // the workbook leaves the project
	grouped                  bool                     // of sensitive answers that are passed on by group only
	waves                    map[string]bool          // of those
	behind                   *setScan                 // what is said of withheld answers; nil: nothing

	limit     int                              // below it a number is hidden, of those that are
	answerers *answerers                       // who answered what, of an anonymous set
	veiled    map[*survey.Question][]frequency // the rows of its frequencies
}

func newScan(sets []*survey.Questionnaire, audience Audience) *scan {
	s := &scan{
		bySet: map[[2]string]*setScan{}, units: map[string]unitScan{}, clashes: map[[2]string]bool{}, staffing: &staffing{},
	}
	for i, short := range shorts(sets) {
		one := newSetScan(sets[i], short)
		if audience == Weitergabe {
			one.passedOn, one.private = true, sets[i].WithheldQuestions()
		}
		s.sets = append(s.sets, one)
		s.bySet[[2]string{sets[i].ID, sets[i].Version}] = one
	}
	return s
}

func newSetScan(set *survey.Questionnaire, short string) *setScan {
	s := &setScan{
		set: set, short: short, rows: map[*survey.Question]int{}, places: map[*survey.Question]int{}, facts: make([][]facts, len(set.Questions())),
		tallies: map[*survey.Question]*tally{}, personal: set.PersonalQuestions(),
	}
	s.private = s.personal
	for i, q := range set.Questions() {
		s.places[q] = i
		if q.Type != survey.TypeNote && q.Type != survey.TypeMatrix {
			s.tallies[q] = &tally{}
		}
	}
	return s
}

// withheld reports whether answers to a question stand nowhere.
func (s *setScan) withheld(q *survey.Question) bool { return s.passedOn && s.private[q] }

// read takes in the next response.
func (s *scan) read(r *record) {
	s.responses++
	if r.status == conflict {
		s.clashes[[2]string{r.SetID, r.about().Key}] = true
	}
	r.one.read(r)
	if r.one.set.Project || r.one.set.Anonymous {
		return // not of the administrations that are counted
	}
	worst := unitScan{r.about().Type, r.status}
	if before, ok := s.units[r.about().Key]; ok {
		worst.status = max(worst.status, before.status)
	}
	s.units[r.about().Key] = worst
}

// find returns the set that a response answers.
func (s *scan) find(r *Response) (*setScan, error) {
	if one, ok := s.bySet[[2]string{r.SetID, r.SetVersion}]; ok {
		return one, nil
	}
	return nil, &Error{Code: UnknownSet, Args: []string{r.SetID, r.SetVersion, r.about().Key}}
}

// statusOf reports a response as complete only if it is: nothing may stand in
// the way of handing it in. One to an older version of its set was so there: what
// the newer one asks besides could not be answered.
func statusOf(r *Response, findings []survey.Finding) status {
	if r.Conflict {
		return conflict
	}
	older := r.HandedIn != "" && r.HandedIn != r.SetVersion
	if r.Incomplete || !older && slices.ContainsFunc(findings, func(f survey.Finding) bool { return f.Code.Blocks() }) {
		return incomplete
	}
	return complete
}

func (s *setScan) read(r *record) {
	s.responses++
	if r.status != conflict {
		s.counted++
	}
	if s.grouped && r.status != conflict {
		s.waves[r.Wave] = true
	}
	s.profile = s.profile || r.Profile != ""
	s.release = s.release || r.Release != ""
	s.source = s.source || r.Source != ""
	for _, q := range s.set.Questions() {
		if s.tallies[q] != nil {
			r.eachIn(q.Roster, func(r *record) { s.add(q, r) })
		}
	}
}

func (s *setScan) add(q *survey.Question, r *record) {
	t, known := s.tallies[q], r.facts(q)
	t.mark(q, known.state, &known.answer)
	rows := 0
	if q.Type == survey.TypeRepeat && known.state != survey.StateNotAsked {
		rows = len(r.Answers.Rows(q.Name))
		s.rows[q] += rows
	}
	if r.status == conflict {
		return
	}
	t.count(known.state, &known.answer)
	s.answerers.take(q, r.ID, known.state, known.answer, known.value)
	switch {
	case s.private[q] || known.state != survey.StateAnswered:
	case rows > 0:
		t.numbers.add(float64(rows))
	default:
		t.value(s, q, known)
	}
}

// short names a set by its id, as the sheets do.
func (s *scan) short(id string) string {
	for _, one := range s.sets {
		if one.set.ID == id {
			return one.short
		}
	}
	return id
}

// isPrivate reports whether a variable of a set belongs to Kontakte.
func (s *scan) isPrivate(id, variable string) bool {
	for _, one := range s.sets {
		if one.set.ID == id && one.private[one.set.Question(variable)] {
			return true
		}
	}
	return false
}
