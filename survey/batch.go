package survey

import (
	"slices"
	"strconv"
	"strings"
)

func itoa(n int) string { return strconv.Itoa(n) }

func cleanEntry(s string) string { return strings.TrimSpace(Clean(s)) }

// Assignment is one answer given without a dialogue: by the command line, from
// a file, or by a simulation. Nil fields stay as they are.
type Assignment struct {
	Question     string
	Roster       string // the roster whose row is meant; empty outside of rosters
	Index        int    // its row, counted from 1
	Entry        *string
	Literal      bool // the entry is a number, or true or false, of YAML or JSON
	Missing      *string
	Estimate     *bool
	Comment      *string
	Acknowledged *string
	Reason       *string // why a calculated value is replaced
}

// Put carries out assignments in one change, all of them or none. The checks
// are those of the dialogue: what is refused is returned, and then nothing was
// saved. An entry for a roster is "keine", and empties it. What several
// assignments do with the rows of a roster is one operation for Undo.
func (s *Session) Put(assignments []Assignment) ([]Finding, error) {
	b, ev := s.weigh(assignments)
	if len(b.refused) > 0 {
		s.tried = ev
		return b.refused, nil
	}
	if err := s.save(b.change); err != nil {
		return nil, err
	}
	before := s.Response.Answers
	s.Response.Answers, s.ev, s.tried = b.answers, ev, nil
	s.place = s.ev.resolve(s.place)
	s.rememberBatch(before, b.change, b.prefilled, len(assignments) > 1)
	return nil, nil
}

// Rehearsal is what Put would come to.
type Rehearsal struct {
	Refused    []Finding   // what Put would refuse
	Answers    *Answers    // as they would be, refused ones included where they are answers
	Assessment *Assessment // what follows from them
}

// Rehearse tells what Put would do with the assignments, and does nothing.
func (s *Session) Rehearse(assignments []Assignment) Rehearsal {
	b, ev := s.weigh(assignments)
	return Rehearsal{Refused: b.refused, Answers: b.answers, Assessment: ev}
}

// weigh carries assignments out on a copy of the answers, and checks what comes
// of them.
func (s *Session) weigh(assignments []Assignment) (*batch, *Assessment) {
	b := &batch{session: s, answers: s.Response.Answers.Clone(), at: map[Key]int{}}
	b.prefill(s.ev)
	for _, a := range assignments {
		b.assign(a)
	}
	r := *s.Response
	r.Answers = b.answers
	ev := Assess(s.Set, &r)
	if prefilled, collapsed := b.prefill(ev), b.collapse(ev); prefilled || collapsed {
		ev = Assess(s.Set, &r)
	}
	if len(b.refused) > 0 {
		return b, ev
	}
	for _, change := range b.change.Answers {
		if ev.Relevant(change.Key) {
			b.refused = append(b.refused, violations(ev, change.Key)...)
		}
	}
	return b, ev
}

type batch struct {
	session *Session
	answers *Answers
	change  Change
	refused []Finding
	at      map[Key]int // place of each answer in the change

	prefilled []Row // that rosters had from the beginning
}

// prefill gives rosters the rows that they have from the beginning, and reports
// whether there were any to give.
func (b *batch) prefill(ev *Assessment) bool {
	c := ev.prefill(EndPlace)
	if c == nil {
		return false
	}
	for _, row := range c.AddRow {
		b.answers.AddRow(row.Roster, row.ID)
		b.change.AddRow = append(b.change.AddRow, row)
	}
	b.prefilled = append(b.prefilled, c.AddRow...)
	for _, a := range c.Answers {
		b.put(a.Key, a.Answer)
	}
	return true
}

// collapse drops values that were given instead of a calculation and say the
// same, and reports whether there were any.
func (b *batch) collapse(ev *Assessment) bool {
	any := false
	for _, c := range slices.Clone(b.change.Answers) {
		q := b.session.Set.Question(c.Key.Question)
		if q.Override && !c.Answer.Value.IsZero() && c.Answer.Value == ev.Calculated(c.Key) {
			b.put(c.Key, Answer{Comment: c.Answer.Comment})
			any = true
		}
	}
	return any
}

func (b *batch) refuse(a Assignment, f Finding) {
	f.Question, f.Row = a.Question, a.Index
	if q := b.session.Set.Question(a.Question); q.Roster != nil {
		if rows := b.answers.Rows(q.Roster.Name); a.Index > 0 && a.Index <= len(rows) {
			f.Row = rows[a.Index-1]
		}
	}
	b.refused = append(b.refused, f)
}

func (b *batch) assign(a Assignment) {
	q := b.session.Set.Question(a.Question)
	switch {
	case !b.session.ev.Own(q):
		outside := OutsidePart
		if b.session.Response.FollowUp != nil {
			outside = OutsideFollowUp
		}
		b.refuse(a, Finding{Code: outside})
		return
	case !q.Asked():
		b.refuse(a, Finding{Code: NotAsked})
		return
	}
	key, ok := b.key(q, a)
	if !ok {
		return
	}
	if b.session.Response.givenByWave(q) {
		b.refuse(a, Finding{Code: GivenByWave})
		return
	}
	answer := b.answers.Get(key)
	if a.Entry != nil && !b.enter(q, a, &answer) || a.Missing != nil && !b.miss(q, a, &answer) {
		return
	}
	if a.Estimate != nil {
		answer.Estimate = *a.Estimate
	}
	if answer.Estimate && (!q.Estimate || answer.Value.IsZero()) {
		b.refuse(a, Finding{Code: EstimateRefused})
		return
	}
	if a.Comment != nil && *a.Comment != "" && b.session.Set.Anonymous {
		b.refuse(a, Finding{Code: CommentRefused})
		return
	}
	if a.Comment != nil {
		answer.Comment = cleanEntry(*a.Comment)
	}
	if a.Acknowledged != nil {
		answer.Acknowledged = cleanEntry(*a.Acknowledged)
	}
	if a.Reason != nil && q.Override {
		answer.Reason = cleanEntry(*a.Reason)
	}
	b.put(key, answer)
}

// enter takes the value of an assignment; the marks of an older value go with
// it.
func (b *batch) enter(q *Question, a Assignment, answer *Answer) bool {
	entry := *a.Entry
	if a.Literal {
		entry = q.typed(entry)
	}
	v, refusal := b.parse(q, entry)
	if refusal != nil {
		b.refuse(a, *refusal)
		return false
	}
	if q.Type == TypeRepeat {
		b.dropRows(q)
	}
	if v != answer.Value || v.IsZero() {
		*answer = Answer{Comment: answer.Comment, Value: v}
	}
	answer.Draft = ""
	return true
}

// parse reads an entry as it stands in the batch: rows that it added before are
// there already.
func (b *batch) parse(q *Question, entry string) (Value, *Finding) {
	if q.ChoicesFrom == "" {
		return q.Parse(entry)
	}
	r := *b.session.Response
	r.Answers = b.answers
	return Assess(b.session.Set, &r).Parse(Key{Question: q.Name}, entry)
}

// miss sets a missing code, or takes it away.
func (b *batch) miss(q *Question, a Assignment, answer *Answer) bool {
	switch code := *a.Missing; {
	case code == "":
		answer.Missing = ""
		return true
	case !q.AllowsMissing(code):
		b.refuse(a, Finding{Code: MissingRefused, Args: append([]string{code}, q.Missing...)})
	case a.Entry != nil && !answer.Value.IsZero():
		b.refuse(a, Finding{Code: ValueAndMissing})
	case len(b.answers.Rows(q.Name)) > 0:
		b.refuse(a, Finding{Code: RowsExist})
	default:
		*answer = Answer{Missing: code, Comment: answer.Comment}
		return true
	}
	return false
}

// typed is a literal of YAML or JSON as a person would type it for this
// question: the decimal point becomes a comma, true and false become yes and
// no. Texts stay as they are written.
func (q *Question) typed(literal string) string {
	switch {
	case q.Type.Numeric():
		if canonical, err := CanonicalNumber(literal); err == nil {
			return strings.Replace(canonical, ".", ",", 1)
		}
	case q.Type == TypeYesNo && strings.EqualFold(literal, "true"):
		return "ja"
	case q.Type == TypeYesNo && strings.EqualFold(literal, "false"):
		return "nein"
	}
	return literal
}

// key finds the place of an assignment, and adds the next row of a roster
// where the assignment is the first for it.
func (b *batch) key(q *Question, a Assignment) (Key, bool) {
	if q.Roster == nil {
		return Key{Question: q.Name}, true
	}
	rows := b.answers.Rows(q.Roster.Name)
	if a.Index >= 1 && a.Index <= len(rows) {
		return Key{q.Name, rows[a.Index-1]}, true
	}
	if a.Index != len(rows)+1 {
		b.refuse(a, Finding{Code: NoSuchRow, Args: []string{itoa(len(rows))}})
		return Key{}, false
	}
	if !b.session.ev.Own(q.Roster) {
		b.refuse(a, Finding{Code: RowsFixed})
		return Key{}, false
	}
	if q.Roster.Max > 0 && a.Index > q.Roster.Max {
		b.refuse(a, Finding{Code: TooManyRows, Args: []string{itoa(q.Roster.Max)}})
		return Key{}, false
	}
	row := Row{q.Roster.Name, b.answers.NextRow(q.Roster.Name)}
	b.answers.AddRow(row.Roster, row.ID)
	b.change.AddRow = append(b.change.AddRow, row)
	b.put(Key{Question: q.Roster.Name}, Answer{Comment: b.answers.Get(Key{Question: q.Roster.Name}).Comment})
	return Key{q.Name, row.ID}, true
}

// dropRows empties a roster, rows that this batch itself added included.
func (b *batch) dropRows(roster *Question) {
	for _, id := range slices.Clone(b.answers.Rows(roster.Name)) {
		b.answers.DeleteRow(roster, id)
		row := Row{roster.Name, id}
		if added := slices.Index(b.change.AddRow, row); added >= 0 {
			b.change.AddRow = slices.Delete(b.change.AddRow, added, added+1)
		} else {
			b.change.DropRow = append(b.change.DropRow, row)
		}
		b.change.Answers = slices.DeleteFunc(b.change.Answers, func(c AnswerChange) bool {
			return c.Key.Row == id && b.session.Set.Question(c.Key.Question).Roster == roster
		})
	}
	clear(b.at)
	for i, c := range b.change.Answers {
		b.at[c.Key] = i
	}
}

func (b *batch) put(k Key, a Answer) {
	b.answers.Set(k, a)
	if i, ok := b.at[k]; ok {
		b.change.Answers[i].Answer = a
		return
	}
	b.at[k] = len(b.change.Answers)
	b.change.Answers = append(b.change.Answers, AnswerChange{k, a})
}
