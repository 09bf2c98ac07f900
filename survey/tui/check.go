package tui

import (
	tea "github.com/charmbracelet/bubbletea"

	"bestand.example/itbestand/survey"
)

// checklist lies over a question and lists what is open in the whole response.
// It is made anew each time that it is called, so that it is never older than
// the answers.
type checklist struct{ pointList }

// newChecklist opens where the person left the list last time: at the same
// point, or where that is settled, at the one that followed it.
func newChecklist(t teller, last visited) *checklist {
	c := &checklist{newPointList(t, append([]string{t.l("check_title")}, t.standings()...))}
	at := last.line
	for i, p := range c.points {
		if p.heading == "" && p.finding.Key() == last.place {
			at = i
		}
	}
	c.menu = t.newMenu(c.menu.items, at)
	return c
}

// visited is a line of a list that a person jumped from.
type visited struct {
	place survey.Place
	line  int
}

func (c *checklist) press(m *model, key tea.KeyMsg) tea.Cmd {
	if c.menu.press(key.String()) {
		return nil
	}
	switch {
	case key.Type != tea.KeyEnter && key.Type != tea.KeyTab:
	case len(c.points) == 0:
		m.close()
	default:
		m.visited = visited{c.under(), c.menu.cursor}
		m.settle(nil, c.s.Jump(c.under(), m.base.typed()))
	}
	return nil
}

func (c *checklist) message(tea.Msg)     {}
func (c *checklist) keep(m *model) error { return m.base.keep(m) }

func (c *checklist) foot() []string {
	if len(c.points) == 0 {
		return []string{"close", "overview", "help", "quit"}
	}
	return []string{"move", "jump", "close", "overview", "help", "quit"}
}
