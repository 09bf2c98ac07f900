package tui

import (
	tea "github.com/charmbracelet/bubbletea"
)

// actionsSheet offers what can be done with an entry.
type actionsSheet struct {
	teller
	start *Start
	look  look
	entry int
	menu  menu
	width int
	rows  int
}

// openActions shows what can be done with an entry, or where that is nothing
// what is wrong with it.
func (m *startModel) openActions(entry int) {
	e := m.start.Entries[entry]
	if len(e.Actions) == 0 {
		m.open(newReport(m.teller, Report{Title: line(e.Title), Text: e.Detail}))
		return
	}
	s := &actionsSheet{teller: m.teller, start: m.start, look: m.look, entry: entry}
	var items []item
	for _, a := range e.Actions {
		items = append(items, item{text: m.start.offer(a)})
	}
	s.menu = m.newMenu(items, 0)
	m.open(s)
}

func (s *actionsSheet) press(m *startModel, key tea.KeyMsg) tea.Cmd {
	e := s.start.Entries[s.entry]
	if s.menu.press(key.String()) {
		return nil
	}
	if key.Type == tea.KeyEnter {
		return m.begin(e.Actions[s.menu.cursor], s.entry)
	}
	for _, a := range e.Actions {
		if key.String() == s.start.letter(a) {
			return m.begin(a, s.entry)
		}
	}
	return nil
}

func (s *actionsSheet) message(tea.Msg)       {}
func (s *actionsSheet) foot() []string        { return []string{"move", "choose", "close", "leave"} }
func (s *actionsSheet) fit(width, height int) { s.width, s.rows = width, height }

func (s *actionsSheet) view() []string {
	e := s.start.Entries[s.entry]
	above := each(wrap(line(e.Title), s.width), s.look.strong.Render)
	above = append(above, wrap(s.start.standing(e), s.width)...)
	above = append(above, wrap(line(e.Detail), s.width)...)
	above = clip(above, max(s.rows-min(len(e.Actions), 4)-1, 1), s.width, "…")
	above = append(above, "")
	s.menu.fit(s.rows - len(above))
	return append(above, s.menu.view(s.width)...)
}

// standing is the state of an entry as a sentence.
func (s *Start) standing(e Entry) string {
	if e.Asked == 0 {
		return s.state(e)
	}
	return s.say("standing", s.state(e), e.Done, e.Asked)
}

// askingSheet asks one thing: a choice, or a line to type.
type askingSheet struct {
	teller
	look  look
	ask   *ask
	menu  menu
	field *inputField
	width int
	rows  int
}

func newAsking(t teller, l look, a *ask) *askingSheet {
	s := &askingSheet{teller: t, look: l, ask: a}
	if a.options == nil {
		s.field = newInputField(l, opening{text: a.preset})
		return s
	}
	items := make([]item, len(a.options))
	for i, text := range a.options {
		items[i] = item{text: text}
	}
	s.menu = t.newMenu(items, 0)
	return s
}

func (s *askingSheet) press(m *startModel, key tea.KeyMsg) tea.Cmd {
	choosing := s.ask.options != nil
	switch {
	case choosing && s.menu.press(key.String()):
		return nil
	case key.Type == tea.KeyEnter, key.Type == tea.KeyTab && !choosing:
		return s.take(m)
	case choosing:
		return nil
	}
	m.notice = ""
	return s.field.press(key)
}

func (s *askingSheet) take(m *startModel) tea.Cmd {
	typed := ""
	if s.field != nil {
		typed = s.field.entry()
	}
	if refusal := s.ask.take(&m.request, s.menu.cursor, typed); refusal != "" {
		m.notice = m.t("fault", refusal)
		return nil
	}
	return m.proceed()
}

func (s *askingSheet) message(msg tea.Msg) {
	if s.field != nil {
		s.field.message(msg)
	}
}

func (s *askingSheet) foot() []string {
	if s.field != nil {
		return []string{"next", "close", "leave"}
	}
	return []string{"move", "choose", "close", "leave"}
}

func (s *askingSheet) fit(width, height int) {
	s.width, s.rows = width, height
	if s.field != nil {
		s.field.fit(width, 1)
	}
}

func (s *askingSheet) view() []string {
	var above []string
	for _, text := range s.ask.text {
		above = append(above, wrap(text, s.width)...)
	}
	least := 1
	if s.field == nil {
		least = min(len(s.ask.options), 4)
	}
	above = append(clip(above, max(s.rows-least-1, 1), s.width, "…"), "")
	if s.field != nil {
		return append(above, s.field.view()...)
	}
	below := s.note(max(s.rows-len(above)-least, 0))
	s.menu.fit(s.rows - len(above) - len(below))
	return append(append(above, s.menu.view(s.width)...), below...)
}

// note says more about the option under the cursor.
func (s *askingSheet) note(most int) []string {
	if s.menu.cursor >= len(s.ask.notes) || s.ask.notes[s.menu.cursor] == "" || most < 2 {
		return nil
	}
	return append([]string{""}, clip(wrap(s.ask.notes[s.menu.cursor], s.width), most-1, s.width, "…")...)
}

// reportSheet shows what an action came to.
type reportSheet struct {
	pager
	title string
	look  look
}

func newReport(t teller, r Report) *reportSheet {
	return &reportSheet{pager: pager{teller: t, text: paragraph(r.Text)}, title: line(r.Title)}
}

func (s *reportSheet) press(m *startModel, key tea.KeyMsg) tea.Cmd {
	if key.Type == tea.KeyEnter {
		m.close()
		return nil
	}
	s.scroll(key.String())
	return nil
}

func (s *reportSheet) message(tea.Msg)       {}
func (s *reportSheet) foot() []string        { return []string{"scroll", "read", "leave"} }
func (s *reportSheet) fit(width, height int) { s.pager.fit(width, height-2) }
func (s *reportSheet) view() []string {
	return append([]string{cut(s.title, s.width), ""}, s.pager.view()...)
}
