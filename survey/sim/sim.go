// Package sim answers question sets at random. Whatever it enters passes the
// same checks as what a person types, so its answers are valid for any set; a
// hint makes them plausible for a known one.
package sim

import (
	"fmt"
	"math/rand/v2"

	"bestand.example/itbestand/survey"
)

// Hint suggests an entry for the question at the session's place, or for a
// roster how many rows it gets. Without a suggestion (ok false) the entry is
// drawn at random.
type Hint func(s *survey.Session, r *rand.Rand) (entry string, ok bool)

// Reason is what the simulation says where a warning wants one.
const Reason = "Im Probelauf geprüft"

// attempts is how many random entries are tried before the fixed ones.
const attempts = 12

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

func fillRoster(s *survey.Session, q *survey.Question, r *rand.Rand, hint Hint) error {
	wanted := rowCount(s, q, r, hint)
	for len(s.Response.Answers.Rows(q.Name)) < wanted {
		if _, err := s.AddRow(); err != nil {
			return err
		}
		for s.Place().Question != q.Name {
			if err := step(s, r, hint); err != nil {
				return err
			}
		}
	}
	if len(s.Response.Answers.Rows(q.Name)) == 0 {
		_, err := s.ConfirmNone()
		return err
	}
	findings, err := s.Done()
	switch {
	case err != nil || len(findings) == 0:
		return err
	case findings[0].Code == survey.Unconfirmed:
		return s.Acknowledge(Reason)
	}
	return fmt.Errorf("sim: the rows of %s do not pass its check", q.Name)
}

func rowCount(s *survey.Session, q *survey.Question, r *rand.Rand, hint Hint) int {
	if entry, ok := hint(s, r); ok {
		var n int
		if _, err := fmt.Sscan(entry, &n); err == nil {
			return n
		}
	}
	n := q.Min + r.IntN(3)
	if q.Max > 0 {
		n = min(n, q.Max)
	}
	return n
}

// Of a hundred answers, this many get a missing code, and of numbers that may
// be estimated this many are.
const (
	missingOf100  = 3
	estimateOf100 = 15
)

func enter(s *survey.Session, q *survey.Question, r *rand.Rand, hint Hint) error {
	if len(q.Missing) > 0 && r.IntN(100) < missingOf100 {
		_, err := s.SetMissing(q.Missing[r.IntN(len(q.Missing))])
		return err
	}
	at := s.Place()
	if err := value(s, q, r, hint); err != nil || !q.Estimate || r.IntN(100) >= estimateOf100 {
		return err
	}
	return estimate(s, q, at)
}

// estimate marks an answer that was just given as estimated.
func estimate(s *survey.Session, q *survey.Question, at survey.Place) error {
	if s.Response.Answers.Get(at).Value.IsZero() {
		return nil
	}
	yes, mark := true, survey.Assignment{Question: q.Name}
	mark.Estimate = &yes
	if q.Roster != nil {
		mark.Roster, mark.Index = q.Roster.Name, s.Assessment().RowNumber(q.Roster, at.Row)
	}
	_, err := s.Put([]survey.Assignment{mark})
	return err
}

func value(s *survey.Session, q *survey.Question, r *rand.Rand, hint Hint) error {
	if entry, ok := hint(s, r); ok {
		if passed, err := try(s, entry); passed || err != nil {
			return err
		}
	}
	for range attempts {
		if passed, err := try(s, random(q, r)); passed || err != nil {
			return err
		}
	}
	for _, entry := range resort(s, q) {
		if passed, err := try(s, entry); passed || err != nil {
			return err
		}
	}
	for _, code := range q.Missing {
		_, err := s.SetMissing(code)
		return err
	}
	return fmt.Errorf("sim: no entry passes the checks of %s", q.Name)
}

// try enters something and tells whether the session went on.
func try(s *survey.Session, entry string) (bool, error) {
	findings, err := s.Enter(entry)
	switch {
	case err != nil:
		return false, err
	case len(findings) == 0:
		return true, nil
	case findings[0].Code == survey.Unconfirmed:
		return true, s.Acknowledge(Reason)
	}
	return false, nil
}

func random(q *survey.Question, r *rand.Rand) string {
	switch q.Type {
	case survey.TypeInteger, survey.TypeMoney:
		return fmt.Sprint(r.IntN(1 << r.IntN(12)))
	case survey.TypeDecimal:
		return fmt.Sprintf("%d,%d", r.IntN(1<<r.IntN(8)), r.IntN(10))
	case survey.TypePercent:
		return fmt.Sprint(r.IntN(101))
	case survey.TypeYear:
		return fmt.Sprint(2005 + r.IntN(25))
	case survey.TypeDate:
		return fmt.Sprintf("%d.%d.%d", 1+r.IntN(28), 1+r.IntN(12), 2020+r.IntN(10))
	case survey.TypeYesNo, survey.TypeSelectOne:
		return q.List.Choices[r.IntN(len(q.List.Choices))].Name
	case survey.TypeSelectMultiple:
		return randomCodes(q.List, r)
	case survey.TypeMultiline:
		return fmt.Sprintf("Angabe %d,\nzweite Zeile", r.IntN(1000))
	}
	return fmt.Sprintf("Angabe %d", r.IntN(1000))
}

// randomCodes draws one exclusive choice, or each of the others by the toss of
// a coin.
func randomCodes(list *survey.ChoiceList, r *rand.Rand) string {
	one := list.Choices[r.IntN(len(list.Choices))]
	codes := one.Name
	if one.Exclusive {
		return codes
	}
	for _, c := range list.Choices {
		if !c.Exclusive && c.Name != one.Name && r.IntN(3) == 0 {
			codes += "," + c.Name
		}
	}
	return codes
}

// resort lists entries for questions whose checks refuse what chance draws:
// round numbers, the numbers that were given before (so that "at most as many
// as" holds), every choice, an address.
func resort(s *survey.Session, q *survey.Question) []string {
	switch {
	case q.Type.Numeric():
		entries := []string{"0", "1", "2", "5", "10", "50", "100", "1000", "2000", "2020", "2026", "2030"}
		for _, k := range s.Response.Answers.Keys() {
			if v := s.Response.Answers.Get(k).Value; v.Kind == survey.KindNumber {
				entries = append(entries, v.Text)
			}
		}
		return entries
	case q.Type == survey.TypeDate:
		return []string{"1.1.2000", "1.1.2020", "31.12.2025", "31.12.2026", "31.12.2035"}
	case q.Type.Choice():
		var entries []string
		for _, c := range q.List.Choices {
			entries = append(entries, c.Name)
		}
		return entries
	}
	return []string{"poststelle@beispiel.example", "https://www.beispiel.example", "0361 1234", "A"}
}
