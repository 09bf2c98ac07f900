package tui

import (
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"bestand.example/itbestand/survey"
)

// Sealed says of a response that is only looked through why that is so, and how
// that ends. The session is read-only as well.
type Sealed struct {
	Why    string       // a sentence
	Means  string       // what reopening means; asked before it is done
	Reopen func() error // nil: it cannot be reopened
}

// cmdReopen opens the response again. It has keys only where nothing is typed.
const cmdReopen command = "reopen"

// commandOf is what a key asks for here.
func (m *model) commandOf(key string) command {
	if m.s.ReadOnly && (key == "f9" || key == "ctrl+w") {
		return cmdReopen
	}
	return commandOf(key)
}

// lookThrough takes a key while nothing can be changed: what moves on the screen
// or goes elsewhere works as ever, anything else says why it does not.
func (m *model) lookThrough(key tea.KeyMsg, c command) tea.Cmd {
	list, isList := m.base.(*roster)
	searching := isList && list.search != nil
	switch name := key.String(); {
	case c == cmdReopen && m.d.Sealed.Reopen != nil:
		m.open(newReopening(m))
	case c == cmdBack:
		m.settle(nil, m.s.Back(""))
	case searching:
		return m.base.press(m, key)
	case name == "tab", name == "enter" && (!isList || list.under() == nil) && m.s.Question() != nil:
		m.settle(nil, m.s.Next())
	case isList && !slices.Contains([]string{"n", "k", "d", "l", "delete", "u", "w", "i"}, strings.ToLower(name)) && c == "":
		return m.base.press(m, key)
	case slices.Contains([]string{"up", "down", "pgup", "pgdown", "home", "end"}, name), m.s.Question() == nil && c == "":
		return m.base.press(m, key)
	default:
		m.notice = m.sealedNotice()
	}
	return nil
}

// sealedNotice says why nothing can be changed, and how that ends.
func (m *model) sealedNotice() string {
	if m.d.Sealed.Reopen == nil {
		return m.d.Sealed.Why
	}
	return m.d.Sealed.Why + " " + m.T("start.sealed_reopen")
}

// sealedFoot leaves of the keys of a screen those that change nothing.
func (m *model) sealedFoot(keys []string) []string {
	kept := slices.DeleteFunc(slices.Clone(keys), func(k string) bool {
		return !slices.Contains([]string{"next", "tab", "move", "scroll", "jump", "back", "help", "overview", "quit", "finish", "close"}, k)
	})
	if m.s.Question() != nil && !slices.Contains(kept, "next") && !slices.Contains(kept, "tab") {
		kept = append([]string{"next"}, kept...)
	}
	if m.d.Sealed.Reopen != nil {
		kept = append(kept, "reopen")
	}
	return kept
}

// reopening asks before a response is opened again.
type reopening struct {
	teller
	text  string
	menu  menu
	width int
	rows  int
}

func newReopening(m *model) *reopening {
	items := []item{{text: m.T("start.reopen_no")}, {text: m.T("start.reopen_yes")}}
	return &reopening{teller: m.teller, text: m.d.Sealed.Means, menu: m.newMenu(items, 0)}
}

func (s *reopening) press(m *model, key tea.KeyMsg) tea.Cmd {
	switch {
	case s.menu.press(key.String()):
	case key.Type != tea.KeyEnter:
	case s.menu.cursor == 0:
		m.close()
	default:
		if err := m.d.Sealed.Reopen(); err != nil {
			m.notice = m.t("not_saved", m.d.explain(err))
			return nil
		}
		m.s.ReadOnly = false
		m.show()
		m.notice = m.T("start.reopened")
	}
	return nil
}

func (s *reopening) message(tea.Msg)       {}
func (s *reopening) keep(*model) error     { return nil }
func (s *reopening) foot() []string        { return []string{"move", "choose", "close", "quit"} }
func (s *reopening) fit(width, height int) { s.width, s.rows = width, height }
func (s *reopening) view() []string {
	text := append(clip(wrap(s.text, s.width), max(s.rows-3, 1), s.width, "…"), "")
	s.menu.fit(s.rows - len(text))
	return append(text, s.menu.view(s.width)...)
}

// looked carries out a line while nothing can be changed.
func (t *talk) looked(q *survey.Question, text string) error {
	c, rest, isCommand := parseCommand(text)
	fields := strings.Fields(strings.ToLower(text))
	switch {
	case strings.TrimSpace(text) == "":
		return t.save(t.s.Next)
	case isCommand && c == 'w' && t.d.Sealed.Reopen != nil:
		return t.reopen()
	case isCommand && strings.ContainsRune("?ezufps", c):
		return t.obey(q, c, rest)
	case isCommand, q.Type != survey.TypeRepeat:
	case slices.Contains([]string{"s", "t", "o", "a", "f"}, fields[0]), fields[0] == "b" && len(fields) == 2:
		return t.rosterLine(q, text)
	}
	t.print(t.d.Sealed.Why)
	if t.d.Sealed.Reopen != nil {
		t.print(t.T("start.lines_sealed_reopen"))
	}
	return nil
}

// reopen opens the response again, once it is sure that this is meant.
func (t *talk) reopen() error {
	t.print(t.d.Sealed.Means, t.T("start.lines_yes_no"))
	text, err := t.read()
	if err != nil {
		return err
	}
	if answer := strings.ToLower(strings.TrimSpace(text)); answer != t.T("start.yes") {
		t.print(t.d.Sealed.Why)
		return nil
	}
	if err := t.save(t.d.Sealed.Reopen); err != nil {
		return err
	}
	t.s.ReadOnly = false
	t.print(t.T("start.reopened"))
	t.again()
	return nil
}
