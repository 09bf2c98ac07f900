package tui

import (
	tea "github.com/charmbracelet/bubbletea"

	"bestand.example/itbestand/survey"
)

// chooser asks for one of a few things over a base screen: a missing code, or
// by which column a list is sorted.
type chooser struct {
	title  []string // paragraphs
	menu   menu
	look   look
	width  int
	height int
	chosen func(m *model, i int)
}

// openMissing offers the missing codes that the question allows.
func openMissing(m *model, q *survey.Question) {
	if len(q.Missing) == 0 {
		m.notice = m.fault(survey.Finding{Question: q.Name, Code: survey.MissingRefused})
		return
	}
	var items []item
	at := 0
	for i, code := range q.Missing {
		items = append(items, item{text: m.missing(code)})
		if code == m.s.Answer().Missing {
			at = i
		}
	}
	m.open(&chooser{
		title: []string{m.label(m.s.Place()), m.t("missing_ask")}, menu: m.newMenu(items, at), look: m.look,
		chosen: func(m *model, i int) { m.settle(m.s.SetMissing(q.Missing[i])) },
	})
}

func (c *chooser) press(m *model, key tea.KeyMsg) tea.Cmd {
	if key.Type == tea.KeyEnter || key.Type == tea.KeyTab {
		c.chosen(m, c.menu.cursor)
		return nil
	}
	c.menu.press(key.String())
	return nil
}

func (c *chooser) message(tea.Msg)       {}
func (c *chooser) keep(m *model) error   { return m.base.keep(m) }
func (c *chooser) foot() []string        { return []string{"move", "next", "close", "quit"} }
func (c *chooser) fit(width, height int) { c.width, c.height = width, height }

func (c *chooser) view() []string {
	var title []string
	for i, text := range c.title {
		lines := wrap(text, c.width)
		if i == 0 {
			lines = each(lines, c.look.strong.Render)
		}
		title = append(title, lines...)
	}
	least := min(len(c.menu.items), 2)
	lines := clip(title, max(c.height-least, 1), c.width, "…")
	if len(lines)+least < c.height {
		lines = append(lines, "")
	}
	c.menu.fit(c.height - len(lines))
	return append(lines, c.menu.view(c.width)...)
}
