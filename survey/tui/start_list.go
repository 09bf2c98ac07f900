package tui

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"
)

// startList is the list of all responses and files, with what can be done
// besides below them.
type startList struct {
	teller
	start *Start
	lines []startLine
	menu  menu
	width int
	rows  int
}

// startLine is what a line of the menu stands for.
type startLine struct {
	heading string
	entry   int    // -1: none
	action  Action // of a line that is no entry
}

func newStartList(t teller, s *Start) startList {
	l := startList{teller: t, start: s}
	file := ""
	at, favourite := 0, s.favourite()
	for i, e := range s.Entries {
		if e.File != file {
			file = e.File
			l.lines = append(l.lines, startLine{heading: line(file), entry: -1})
		}
		if i == favourite {
			at = len(l.lines)
		}
		l.lines = append(l.lines, startLine{entry: i})
	}
	switch {
	case favourite >= 0:
	case len(s.Entries) > 0:
		at = 1 // what is wrong with a file comes before a new one is begun
	default:
		at = len(l.lines)
	}
	l.lines = append(l.lines, startLine{heading: s.say("besides"), entry: -1})
	for _, a := range overall() {
		l.lines = append(l.lines, startLine{entry: -1, action: a})
	}
	items := make([]item, len(l.lines))
	for i, one := range l.lines {
		items[i] = item{heading: one.heading != ""}
	}
	l.menu = t.newMenu(items, at)
	return l
}

func (l *startList) press(m *startModel, key tea.KeyMsg) tea.Cmd {
	if l.menu.press(key.String()) {
		m.notice = ""
		return nil
	}
	here := l.lines[l.menu.cursor]
	switch name := key.String(); name {
	case "enter":
		switch {
		case here.action != "":
			return m.begin(here.action, -1)
		case l.start.Entries[here.entry].main() != "":
			return m.begin(l.start.Entries[here.entry].main(), here.entry)
		}
		m.openActions(here.entry)
	case "tab", "right":
		if here.entry >= 0 {
			m.openActions(here.entry)
		}
	default:
		return l.letter(m, name, here)
	}
	return nil
}

// letter carries out the action that a letter stands for.
func (l *startList) letter(m *startModel, name string, here startLine) tea.Cmd {
	name = strings.ToLower(name)
	for _, a := range overall() {
		if name == l.start.letter(a) {
			return m.begin(a, -1)
		}
	}
	if here.entry < 0 {
		return nil
	}
	for _, a := range l.start.Entries[here.entry].Actions {
		if name == l.start.letter(a) {
			return m.begin(a, here.entry)
		}
	}
	return nil
}

func (l *startList) fit(width, height int) { l.width, l.rows = width, height }

func (l *startList) foot() []string {
	here := l.lines[l.menu.cursor]
	switch {
	case here.entry < 0:
		return []string{"move", "choose", "help", "leave"}
	case l.start.Entries[here.entry].main() == "":
		return []string{"move", "more_enter", "help", "leave"}
	}
	return []string{"move", "continue", "more", "help", "leave"}
}

// view draws what holds for the whole, the list, and what is to be said of the
// entry under the cursor.
func (l *startList) view() []string {
	var above []string
	if len(l.start.Entries) == 0 {
		above = wrap(l.start.say("nothing_here"), l.width)
	}
	for _, note := range l.start.Notes {
		above = append(above, wrap(line(note), l.width)...)
	}
	least := min(len(l.lines), 6)
	above = clip(above, max(min(l.rows-least, l.rows/3), 0), l.width, "…")
	if len(above) > 0 && len(above)+len(l.lines) < l.rows {
		above = append(above, "")
	}
	below := l.detail(min(max(l.rows-len(above)-least, 0), 4))
	l.menu.fit(l.rows - len(above) - len(below))
	columns := l.columns()
	for i, one := range l.lines {
		l.menu.items[i].text = l.text(one, columns)
	}
	shown := l.menu.view(l.width)
	for len(below) > 0 && len(shown)+len(above)+len(below) < l.rows {
		shown = append(shown, "")
	}
	return append(append(above, shown...), below...)
}

// detail says more about the entry under the cursor, in so many lines at most.
func (l *startList) detail(most int) []string {
	here := l.lines[l.menu.cursor]
	if here.entry < 0 || l.start.Entries[here.entry].Detail == "" || most < 2 {
		return nil
	}
	return append([]string{""}, clip(wrap(line(l.start.Entries[here.entry].Detail), l.width), most-1, l.width, "…")...)
}

// columns are the widths of title, progress and state.
type columns struct{ title, progress, state int }

// leastTitle is how many columns of a title tell sets apart. Where there are
// fewer the progress goes.
const leastTitle = 18

func (l *startList) columns() columns {
	var c columns
	for _, e := range l.start.Entries {
		c.progress = max(c.progress, ansi.StringWidth(l.start.progress(e)))
		c.state = max(c.state, ansi.StringWidth(l.start.state(e)))
	}
	free := l.width - 3 // the sign of the cursor
	if c.title = free - c.progress - c.state - 4; c.title < leastTitle {
		c.progress = 0
		c.state = min(c.state, max(free-leastTitle-2, 8))
		c.title = free - c.state - 2
	}
	return c
}

func (l *startList) text(one startLine, c columns) string {
	switch {
	case one.heading != "":
		return one.heading
	case one.entry < 0:
		return l.start.offer(one.action)
	}
	e := l.start.Entries[one.entry]
	text := fill(line(e.Title), c.title)
	if c.progress > 0 {
		progress := l.start.progress(e)
		text += "  " + strings.Repeat(" ", max(c.progress-ansi.StringWidth(progress), 0)) + progress
	}
	return strings.TrimRight(text+"  "+cut(l.start.state(e), c.state), " ")
}

// fill cuts a text to a width, or fills it up with blanks.
func fill(s string, width int) string {
	s = cut(s, width)
	return s + strings.Repeat(" ", max(width-ansi.StringWidth(s), 0))
}

// cutFront shortens a text from its front.
func cutFront(s string, width int) string {
	if over := ansi.StringWidth(s) - width; over > 0 {
		return ansi.TruncateLeft(s, over+1, "…")
	}
	return s
}

// progress says how much is answered, briefly.
func (s *Start) progress(e Entry) string {
	if e.Asked == 0 {
		return ""
	}
	return s.say("progress", e.Done, e.Asked)
}

func (s *Start) state(e Entry) string { return s.say("state_" + string(e.State)) }

// offer names an action and its letter.
func (s *Start) offer(a Action) string {
	return s.say("offer", s.say("action_"+string(a)), s.letter(a))
}
