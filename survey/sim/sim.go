// Package sim answers question sets at random. Whatever it enters passes the
// same checks as what a person types, so its answers are valid for any set; a
// hint makes them plausible for a known one.
package sim

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"

	"bestand.example/itbestand/survey"
)

// Hint suggests an entry for the question at the session's place, or for a
// roster how many rows it gets. Without a suggestion (ok false) the entry is
// drawn at random. With one, whether the question stays unanswered is the
// hint's decision too: see Blank and Missing.
type Hint func(s *survey.Session, r *rand.Rand) (entry string, ok bool)

// Blank is the entry with which a hint leaves a question unanswered. Where that
// is not allowed, the entry is drawn at random.
const Blank = "\x00"

// Missing is the entry with which a hint gives a missing code.
func Missing(code string) string { return Blank + code }

// NoHint leaves every answer to chance.
func NoHint(*survey.Session, *rand.Rand) (string, bool) { return "", false }

// Reason is what the simulation says where a warning, or a value that differs
// from its calculation, wants one.
const Reason = "Im Probelauf geprüft"

// Remark is what it says where it comments an answer.
const Remark = "Bemerkung aus dem Probelauf"

// attempts is how many random entries are tried before the fixed ones.
const attempts = 12

// Of a hundred answers, so many get a missing code, are left blank where that
// is allowed, get a comment, and of numbers that may be estimated are.
const (
	missingOf100  = 3
	blankOf100    = 10
	commentOf100  = 2
	estimateOf100 = 15
)

// stuckError says that no entry that the simulation can think of passes the
// checks of a question.
type stuckError struct{ question string }

func (e *stuckError) Error() string {
	return fmt.Sprintf("sim: no entry passes the checks of %s", e.question)
}

// Fill walks the session from its place to the end and answers everything that
// it is asked. It fails where no entry that it can think of passes the checks.
func Fill(s *survey.Session, r *rand.Rand, hint Hint) error {
	for !s.AtEnd() {
		if err := step(s, r, hint); err != nil {
			return err
		}
	}
	return nil
}

// Wander goes to so many questions by chance, one after the other, and answers
// each anew. It is what people do who change their minds: conditions turn, and
// answers become inactive. Afterwards the session stands at the beginning, for
// Fill to answer what has become open.
func Wander(s *survey.Session, r *rand.Rand, times int) error {
	for range times {
		stops := s.Assessment().Stops()
		if err := s.Goto(stops[r.IntN(len(stops))]); err != nil {
			return err
		}
		var stuck *stuckError
		if err := step(s, r, NoHint); err != nil && !errors.As(err, &stuck) {
			return err
		}
	}
	return s.Goto(survey.Place{})
}

func step(s *survey.Session, r *rand.Rand, hint Hint) error {
	switch q := s.Question(); q.Type {
	case survey.TypeNote:
		return s.Next()
	case survey.TypeRepeat:
		return fillRoster(s, q, r, hint)
	default:
		return enter(s, q, r, hint)
	}
}

func enter(s *survey.Session, q *survey.Question, r *rand.Rand, hint Hint) error {
	at := s.Place()
	entry, hinted := hint(s, r)
	if !hinted && len(q.Missing) > 0 && r.IntN(100) < missingOf100 {
		if refused, err := s.SetMissing(q.Missing[r.IntN(len(q.Missing))]); err != nil || len(refused) == 0 {
			return err
		}
	}
	if err := value(s, q, r, entry, hinted); err != nil {
		return err
	}
	return marks(s, q, at, r)
}

// marks comments an answer that was just given, or calls it estimated.
func marks(s *survey.Session, q *survey.Question, at survey.Place, r *rand.Rand) error {
	mark, yes, remark := survey.Assignment{Question: q.Name}, true, Remark
	if q.Estimate && r.IntN(100) < estimateOf100 && !s.Response.Answers.Get(at).Value.IsZero() {
		mark.Estimate = &yes
	}
	if r.IntN(100) < commentOf100 && !s.Set.Anonymous {
		mark.Comment = &remark
	}
	if mark.Estimate == nil && mark.Comment == nil {
		return nil
	}
	if q.Roster != nil {
		mark.Roster, mark.Index = q.Roster.Name, s.Assessment().RowNumber(q.Roster, at.Row)
	}
	_, err := s.Put([]survey.Assignment{mark})
	return err
}

// value gives an answer: what the hint says, what chance says, what usually
// passes, a missing code, or nothing where nothing is required.
func value(s *survey.Session, q *survey.Question, r *rand.Rand, entry string, hinted bool) error {
	at := s.Place()
	if hinted {
		if passed, err := follow(s, entry); passed || err != nil {
			return err
		}
	} else if s.Assessment().Required(at) != survey.Required && r.IntN(100) < blankOf100 {
		return leaveBlank(s)
	}
	for range attempts {
		if passed, err := try(s, random(s, q, r)); passed || err != nil {
			return err
		}
	}
	for _, entry := range resort(s, q) {
		if passed, err := try(s, entry); passed || err != nil {
			return err
		}
	}
	for _, code := range q.Missing {
		if refused, err := s.SetMissing(code); err != nil || len(refused) == 0 {
			return err
		}
	}
	if s.Assessment().Required(at) != survey.Required {
		return leaveBlank(s)
	}
	return &stuckError{q.Name}
}

// follow does what a hint says, and tells whether that was allowed.
func follow(s *survey.Session, entry string) (bool, error) {
	code, special := strings.CutPrefix(entry, Blank)
	switch {
	case !special:
		return try(s, entry)
	case code != "":
		refused, err := s.SetMissing(code)
		return len(refused) == 0, err
	case s.Assessment().Required(s.Place()) == survey.Required:
		return false, nil
	}
	return true, leaveBlank(s)
}

// leaveBlank goes on without an answer; one that was there is taken back.
func leaveBlank(s *survey.Session) error {
	if s.Answer().Given() {
		if err := s.Clear(); err != nil {
			return err
		}
	}
	return s.Next()
}

// try enters something and tells whether the session went on.
func try(s *survey.Session, entry string) (bool, error) {
	at := s.Place()
	if entry == "" && s.Question().Type != survey.TypeCalculate {
		return false, nil // nothing is no answer
	}
	findings, err := s.Enter(entry)
	if err != nil || len(findings) == 0 {
		return err == nil, err
	}
	switch findings[0].Code {
	case survey.Unconfirmed:
		return true, s.Acknowledge(Reason)
	case survey.NeedsReason:
		if err := s.Explain(Reason); err != nil || s.Place() != at {
			return true, err
		}
		return true, s.Acknowledge(Reason) // the value raises warnings besides
	}
	return false, nil
}
