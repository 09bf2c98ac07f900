package tui

import "bestand.example/itbestand/survey"

// remove deletes a row without asking: one key brings it back, and the list says
// so.
func (s *roster) remove(m *model, row *tableRow) {
	number := row.number
	if fixed := s.s.Fixed(s.q); fixed != nil {
		m.settle(fixed, nil)
		return
	}
	if m.settle(nil, s.s.DeleteRow(row.id)) {
		s.seen.said = s.r("deleted", number)
	}
}

// reverse takes the last operation back, or carries it out again, and says what
// became of it. The cursor goes to the first row that it concerned.
func (s *roster) reverse(m *model, op *survey.RowOperation, do func() (*survey.RowOperation, error), words string) {
	if op != nil {
		s.seen.all()
		s.seen.row = op.Rows[0]
	}
	said, err := s.reversed(s.q, op, do, words)
	if m.settle(nil, err) {
		s.seen.said = said
	}
}

// reversed carries an Undo or Redo out and says what became of it. The row is
// called by its number, which it has before or afterwards.
func (t teller) reversed(q *survey.Question, op *survey.RowOperation, do func() (*survey.RowOperation, error), words string) (string, error) {
	number := 0
	if op != nil {
		number = t.ev().RowNumber(q, op.Rows[0])
	}
	op, err := do()
	switch {
	case err != nil:
		return "", err
	case op == nil:
		return t.r(words + "nothing"), nil
	case op.Deed == survey.RowsTaken:
		return t.rn(words+"taken", len(op.Rows)), nil
	}
	return t.r(words+string(op.Deed), max(number, t.ev().RowNumber(q, op.Rows[0]))), nil
}
