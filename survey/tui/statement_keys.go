package tui

import (
	tea "github.com/charmbracelet/bubbletea"

	"bestand.example/itbestand/survey"
)

// pressStatement takes the keys that lead from one statement of a matrix to
// another: ↑/↓, and the digit that chooses. It reports whether the key was one.
func (s *question) pressStatement(m *model, key tea.KeyMsg) bool {
	cell, grid := s.field.(*cellField)
	_, input := s.field.(*inputField)
	switch name := key.String(); {
	case s.grid == nil || !grid && !input:
		return false
	case name == "up":
		s.toStatement(m, -1)
	case name == "down":
		s.toStatement(m, 1)
	case grid && key.Type == tea.KeyRunes && !key.Paste:
		return s.pressDigit(m, cell, key)
	default:
		return false
	}
	return true
}

// pressDigit chooses, and goes on to the next statement as soon as no other
// digit can follow.
func (s *question) pressDigit(m *model, cell *cellField, key tea.KeyMsg) bool {
	switch cell.digit(key.String()) {
	case typesPart:
	case typesWhole:
		s.chooseCell(m)
	case typesNext:
		if s.chooseCell(m) {
			m.press(key)
		}
	default:
		return false
	}
	return true
}

// chooseCell saves the choice and goes to the next statement. On the last one
// the dialogue stays, so that the whole grid can be looked over; Enter goes on.
func (s *question) chooseCell(m *model) bool {
	_, last := s.neighbour(1)
	found, err := s.s.Choose(s.field.codes())
	if err == nil && len(found) == 0 && last {
		err = s.s.Goto(s.place)
	}
	return m.settle(found, err)
}

// toStatement goes to another statement, with what was chosen or typed kept.
func (s *question) toStatement(m *model, by int) {
	to, end := s.neighbour(by)
	if end {
		return
	}
	if cell, ok := s.field.(*cellField); ok && cell.touched && cell.cursor == 0 {
		if err := s.s.Clear(); err != nil {
			m.settle(nil, err)
			return
		}
	}
	m.settle(nil, s.s.Jump(to, s.typed()))
}

// neighbour is the statement so many lines away; end is true where there is
// none.
func (s *question) neighbour(by int) (to survey.Place, end bool) {
	at := s.grid.here + by
	all := s.statements(s.q.Matrix)
	if at < 0 || at >= len(all) {
		return survey.Place{}, true
	}
	return survey.Place{Question: all[at].Name}, false
}
