package sim

import (
	"errors"
	"fmt"
	"math/rand/v2"

	"bestand.example/itbestand/survey"
)

// fillRoster answers the rows that are there already (prefilled ones), adds
// others, and goes on.
func fillRoster(s *survey.Session, q *survey.Question, r *rand.Rand, hint Hint) error {
	for _, id := range s.Response.Answers.Rows(q.Name) {
		if err := s.EditRow(id); err != nil {
			return err
		}
		if err := fillRow(s, q, id, r, hint); err != nil {
			return err
		}
	}
	wanted := rowCount(s, q, r, hint)
	for len(s.Response.Answers.Rows(q.Name)) < wanted {
		before := len(s.Response.Answers.Rows(q.Name))
		id := s.Response.Answers.NextRow(q.Name)
		if refused, err := s.AddRow(); err != nil || len(refused) > 0 {
			return err
		}
		if err := fillRow(s, q, id, r, hint); err != nil {
			return err
		}
		if len(s.Response.Answers.Rows(q.Name)) == before {
			break // there is no further row that differs from the others
		}
	}
	return leave(s, q)
}

// fillRow answers the columns of a row. A row that cannot be answered, because
// all that it could say stands in other rows, is deleted.
func fillRow(s *survey.Session, q *survey.Question, id int, r *rand.Rand, hint Hint) error {
	for s.Place().Question != q.Name {
		err := step(s, r, hint)
		var stuck *stuckError
		switch {
		case errors.As(err, &stuck) && len(q.Unique) > 0:
			if err := s.Goto(survey.Place{Question: q.Name}); err != nil {
				return err
			}
			return s.DeleteRow(id)
		case err != nil:
			return err
		}
	}
	return nil
}

func leave(s *survey.Session, q *survey.Question) error {
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
	return &stuckError{q.Name} // what chance wrote into the rows does not pass the check of the list
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
