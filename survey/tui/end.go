package tui

import (
	tea "github.com/charmbracelet/bubbletea"
)

// end is the screen behind the last question: what is still open, and what to
// do next.
type end struct{ pointList }

func newEnd(t teller, d *Dialogue) *end {
	words := []string{line(d.Title), t.progress()}
	if !t.s.ReadOnly {
		words = append(words, t.next(d)...)
	}
	return &end{newPointList(t, words)}
}

// next says what stands in the way of handing in, and which command comes
// next.
func (t teller) next(d *Dialogue) []string {
	complete := t.ev().Complete()
	file := line(d.File)
	switch {
	case complete && t.s.Response.IsPart():
		return t.nextOfPart(file, line(d.Back))
	case complete && file == "":
		return append(t.standings(), t.T("start.end_submit"))
	case file == "":
		return t.standings()
	case complete:
		return append(t.standings(), t.t("next_submit", file))
	}
	return append(t.standings(), t.t("next_check", file))
}

// nextOfPart says where a finished part goes: it is not handed in.
func (t teller) nextOfPart(file, back string) []string {
	if file == "" {
		return []string{t.T("join.end"), t.T("join.next_here", back)}
	}
	return []string{t.T("join.end"), t.T("join.next", file, back)}
}

func (s *end) press(m *model, key tea.KeyMsg) tea.Cmd {
	if s.menu.press(key.String()) {
		return nil
	}
	if key.Type != tea.KeyEnter && key.Type != tea.KeyTab {
		return nil
	}
	if len(s.points) == 0 {
		return m.quit(false)
	}
	m.settle(nil, s.s.Jump(s.under(), ""))
	return nil
}

func (s *end) obey(*model, command) tea.Cmd { return nil }
func (s *end) message(tea.Msg)              {}
func (s *end) typed() string                { return "" }
func (s *end) keep(*model) error            { return s.s.Pause("") }

func (s *end) foot() []string {
	if len(s.points) == 0 {
		return []string{"finish", "back", "help", "overview"}
	}
	return []string{"move", "jump", "back", "help", "overview", "check", "quit"}
}
