package tui

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"
)

// Intro is what comes before the first question, once for each response or
// computer: it is shown and asked only where it is set.
type Intro struct {
	Notice  string       // to be acknowledged: what the wave says of data protection
	Noticed func() error // remembers that it was

	Name   func(name string) error // remembers who works here; nil: nobody is asked
	Called string                  // what the computer calls that person
}

// intros are the screens before the first question.
func (m *model) intros() []screen {
	var all []screen
	if in := m.d.Intro; in.Notice != "" {
		all = append(all, &noticeScreen{pager: pager{teller: m.teller, text: paragraph(in.Notice)}, look: m.look})
	}
	if m.d.Intro.Name != nil {
		all = append(all, &nameScreen{teller: m.teller, look: m.look, field: newInputField(m.look, opening{text: line(m.d.Intro.Called)})})
	}
	return all
}

// past ends an intro once what it learned is saved.
func (m *model) past(save func() error) {
	if save != nil {
		if err := save(); err != nil {
			m.notice = m.t("not_saved", m.d.explain(err))
			return
		}
	}
	m.intro, m.notice = m.intro[1:], ""
	if len(m.intro) == 0 {
		m.show()
	}
}

// noticeScreen shows the privacy notice. Enter goes through it page by page, and
// acknowledges it at its end.
type noticeScreen struct {
	pager
	look look
}

func (s *noticeScreen) atEnd() bool {
	lines, height := s.window()
	return s.top+height >= len(lines)
}

func (s *noticeScreen) press(m *model, key tea.KeyMsg) tea.Cmd {
	switch {
	case key.Type != tea.KeyEnter:
		s.scroll(key.String())
	case s.atEnd():
		m.past(m.d.Intro.Noticed)
	default:
		s.scroll("pgdown")
	}
	return nil
}

func (s *noticeScreen) message(tea.Msg)       {}
func (s *noticeScreen) keep(*model) error     { return nil }
func (s *noticeScreen) fit(width, height int) { s.pager.fit(width, height-2) }

func (s *noticeScreen) foot() []string {
	if s.atEnd() {
		return []string{"scroll", "noticed", "quit"}
	}
	return []string{"scroll", "read_on", "quit"}
}

func (s *noticeScreen) view() []string {
	title := s.look.strong.Render(cut(s.T("start.notice_title"), s.width))
	return append([]string{title, ""}, s.pager.view()...)
}

// nameScreen asks who works here.
type nameScreen struct {
	teller
	look   look
	field  *inputField
	width  int
	height int
}

func (s *nameScreen) press(m *model, key tea.KeyMsg) tea.Cmd {
	if key.Type != tea.KeyEnter && key.Type != tea.KeyTab {
		return s.field.press(key)
	}
	m.past(func() error { return m.d.Intro.Name(strings.TrimSpace(line(s.field.entry()))) })
	return nil
}

func (s *nameScreen) message(msg tea.Msg) { s.field.message(msg) }
func (s *nameScreen) keep(*model) error   { return nil }
func (s *nameScreen) foot() []string      { return []string{"next", "quit"} }
func (s *nameScreen) fit(width, height int) {
	s.width, s.height = width, height
	s.field.fit(width, 1)
}

func (s *nameScreen) view() []string {
	text := each(clip(wrap(s.T("start.name_title"), s.width), 2, s.width, "…"), s.look.strong.Render)
	text = append(text, clip(wrap(s.T("start.name_ask"), s.width), max(s.height-len(text)-2, 1), s.width, "…")...)
	return append(append(text, ""), s.field.view()...)
}

// preface says and asks before the first question of the line mode what the
// screen shows there. Without a person nothing is asked, so that the same lines
// always give the same answers, and nothing counts as acknowledged.
func (t *talk) preface() error {
	in := t.d.Intro
	if in.Notice != "" {
		t.print(t.T("start.notice_title"), paragraph(in.Notice))
	}
	if !t.d.person() {
		return t.errWrite
	}
	if in.Notice != "" && in.Noticed != nil {
		t.print(t.T("start.lines_noticed"))
		if _, err := t.read(); err != nil {
			return err
		}
		if err := t.save(in.Noticed); err != nil {
			return err
		}
	}
	if in.Name == nil {
		return t.errWrite
	}
	t.print(t.T("start.name_title"), t.T("start.name_ask"), t.T("start.lines_name"))
	name, err := t.read()
	if err != nil {
		return err
	}
	return t.save(func() error { return in.Name(strings.TrimSpace(line(name))) })
}
