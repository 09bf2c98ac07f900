package tui

// item is one line of a menu. A heading cannot be chosen.
type item struct {
	text    string
	heading bool
}

// menu is a list of lines of which one is under the cursor. It holds a window
// over them, so that any number of lines fits on any screen.
type menu struct {
	teller
	items  []item
	cursor int
	top    int
	height int
}

// newMenu puts the cursor on the wanted line, or on the first that can be
// chosen from there on.
func (t teller) newMenu(items []item, wanted int) menu {
	m := menu{teller: t, items: items, cursor: min(max(wanted, 0), max(len(items)-1, 0)), height: 1}
	if m.heading(m.cursor) {
		m.move(1)
	}
	return m
}

func (m *menu) heading(i int) bool { return i < len(m.items) && m.items[i].heading }

// empty reports whether there is nothing to choose.
func (m *menu) empty() bool { return len(m.items) == 0 || m.heading(m.cursor) }

// press moves the cursor; it reports whether the key was one of its own.
func (m *menu) press(key string) bool {
	switch key {
	case "up":
		m.move(-1)
	case "down":
		m.move(1)
	case "pgup":
		m.move(-max(m.height-1, 1))
	case "pgdown":
		m.move(max(m.height-1, 1))
	case "home":
		m.move(-len(m.items))
	case "end":
		m.move(len(m.items))
	default:
		return false
	}
	return true
}

// move goes so many lines on, and from there to the nearest line that is no
// heading, in the same direction if there is one.
func (m *menu) move(by int) {
	if len(m.items) == 0 {
		return
	}
	step := 1
	if by < 0 {
		step = -1
	}
	to := min(max(m.cursor+by, 0), len(m.items)-1)
	for i := to; i >= 0 && i < len(m.items); i += step {
		if !m.items[i].heading {
			m.cursor = i
			return
		}
	}
	for i := to; i >= 0 && i < len(m.items); i -= step {
		if !m.items[i].heading {
			m.cursor = i
			return
		}
	}
}

func (m *menu) fit(height int) { m.height = max(height, 1) }

// view draws the window with the cursor in it; a heading right above the
// cursor's first line stays in sight. Where not all lines fit, the last one
// says how many there are above and below.
func (m *menu) view(width int) []string {
	height := m.height
	if height > 2 && len(m.items) > height {
		height--
	}
	_, end := m.visible(height)
	var lines []string
	for i := m.top; i < end; i++ {
		lines = append(lines, cut(m.sign(i)+m.items[i].text, width))
	}
	if height < m.height {
		lines = append(lines, cut(" "+m.beyond(m.top, len(m.items)-end), width))
	}
	return lines
}

// visible moves the window so that the cursor is in it, and tells which items it
// shows then.
func (m *menu) visible(height int) (top, end int) {
	m.top = min(m.top, max(len(m.items)-height, 0))
	if m.cursor < m.top {
		m.top = m.cursor
	}
	if m.top > 0 && m.top == m.cursor && m.heading(m.top-1) && height > 1 {
		m.top--
	}
	if m.cursor >= m.top+height {
		m.top = m.cursor - height + 1
	}
	return m.top, min(m.top+height, len(m.items))
}

func (m *menu) sign(i int) string {
	switch {
	case m.heading(i):
		return ""
	case i == m.cursor:
		return " > "
	}
	return "   "
}

// beyond says how many entries of a list are out of sight.
func (t teller) beyond(above, below int) string {
	switch {
	case above > 0 && below > 0:
		return t.t("beyond_both", above, below)
	case above > 0:
		return t.t("beyond_above", above)
	case below > 0:
		return t.t("beyond_below", below)
	}
	return ""
}
