package tui

import (
	"slices"
	"strconv"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
)

// pressView takes the keys that change only how the list is looked at.
func (s *roster) pressView(m *model, key string) {
	switch key {
	case "s", "/", "ctrl+f":
		s.openSearch()
	case "o":
		s.seen.open = !s.seen.open
		s.pick()
		s.open()
	case "f":
		s.next()
	case "t":
		openOrder(m, s)
	case "i":
		openImport(m, s.q)
	case "esc":
		s.seen.all()
		s.pick()
		s.open()
	}
}

// next goes to the next row that something is to be done about.
func (s *roster) next() {
	if at := s.table.nextOpen(s.picked, s.menu.cursor+1); at >= 0 {
		s.goTo(at)
		return
	}
	s.seen.said = s.r("none_open")
}

// leap goes to the row whose number is typed digit by digit.
func (s *roster) leap(key string) bool {
	if len(key) != 1 || key[0] < '0' || key[0] > '9' {
		s.digits = ""
		return false
	}
	for _, digits := range []string{s.digits + key, key} {
		number, err := strconv.Atoi(digits)
		at := slices.IndexFunc(s.picked, func(i int) bool { return s.table.rows[i].number == number })
		if err == nil && at >= 0 {
			s.digits = digits
			s.goTo(at)
			return true
		}
	}
	return true
}

func (s *roster) openSearch() {
	search := s.look.newSearch(s.t("search_prompt"))
	search.SetValue(s.seen.search)
	search.CursorEnd()
	s.search = &search
}

// seek takes the keys while a search text is typed. The rows follow each letter.
func (s *roster) seek(key tea.KeyMsg) tea.Cmd {
	switch name := key.String(); name {
	case "enter", "tab":
		s.search = nil
	case "esc":
		s.search = nil
		s.seen.search = ""
		s.pick()
		s.open()
	case "up", "down", "pgup", "pgdown":
		s.menu.press(name)
		s.goTo(s.menu.cursor)
	default:
		return onlyPaste(key, s.narrow(key))
	}
	return nil
}

// narrow passes a message to the search line and shows what matches.
func (s *roster) narrow(msg tea.Msg) tea.Cmd {
	search, cmd := s.search.Update(msg)
	*s.search = search
	if text := search.Value(); text != s.seen.search {
		s.seen.search = text
		s.pick()
		if strings.TrimSpace(text) != "" {
			s.goTo(0)
		}
	}
	return cmd
}

// openOrder asks by which column the list is shown. The one that it is sorted by
// already turns it around.
func openOrder(m *model, s *roster) {
	names, labels := m.orders(s.q)
	var items []item
	at := 0
	for i, name := range names {
		items = append(items, item{text: labels[i]})
		if name == s.seen.order {
			at = i
		}
	}
	m.open(&chooser{
		title: []string{m.r("order_ask"), m.r("order_again")}, menu: m.newMenu(items, at), look: m.look,
		chosen: func(m *model, i int) {
			s.seen.down = names[i] == s.seen.order && !s.seen.down
			s.seen.order = names[i]
			m.show()
		},
	})
}
