package tui

import (
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"bestand.example/itbestand/survey"
)

// find narrows the list to what matches; the blank entry is no match, and one's
// own words always are.
func (f *listField) find(text string) {
	words := wanted(text)
	blank := strings.TrimSpace(text) == ""
	f.hits, f.cursor, f.window = f.hits[:0], 0, window{}
	for i, e := range f.entries {
		if blank || e.own || e.choice && matches(e.folded, words) {
			f.hits = append(f.hits, i)
		}
	}
}

func (f *listField) press(key tea.KeyMsg) tea.Cmd {
	name := key.String()
	if by, ok := f.way(name); ok {
		f.move(by)
		return nil
	}
	if f.multi && name == " " {
		f.toggle(key)
		return nil
	}
	if f.rank && f.rankKey(name) {
		return nil
	}
	if f.search == nil {
		f.leap(key)
		return nil
	}
	return f.seek(key, key)
}

// way is how far a key moves the cursor. In a long list Home and End belong to
// the search line.
func (f *listField) way(key string) (by int, ok bool) {
	page := max(f.rows-1, 1)
	switch {
	case key == "up":
		return -1, true
	case key == "down":
		return 1, true
	case key == "pgup":
		return -page, true
	case key == "pgdown":
		return page, true
	case key == "home" && f.search == nil:
		return -len(f.hits), true
	case key == "end" && f.search == nil:
		return len(f.hits), true
	}
	return 0, false
}

// move puts the cursor elsewhere. A step inside the window is the huh field's
// own business; everything else needs another window.
func (f *listField) move(by int) {
	to := min(max(f.cursor+by, 0), len(f.hits)-1)
	if len(f.hits) == 0 || to == f.cursor {
		return
	}
	f.cursor, f.touched, f.said = to, true, ""
	switch {
	case by == 1 && f.window.covers(to):
		f.window.press(tea.KeyMsg{Type: tea.KeyDown})
	case by == -1 && f.window.covers(to):
		f.window.press(tea.KeyMsg{Type: tea.KeyUp})
	default:
		f.draw()
	}
}

// toggle ticks the entry under the cursor or takes the tick away, and says
// which, because a reader of the screen may not see the sign.
func (f *listField) toggle(key tea.KeyMsg) {
	if len(f.hits) == 0 {
		return
	}
	e := f.under()
	f.window.press(key)
	f.picked[e.code] = slices.Contains(f.window.ticked(), e.code)
	f.touched, f.said = true, f.t("unticked", f.shown(e))
	if f.picked[e.code] {
		f.said = f.t("ticked", f.shown(e))
		f.asking = e.own
	}
}

// leap goes to the next entry that begins with a letter.
func (f *listField) leap(key tea.KeyMsg) {
	if key.Type != tea.KeyRunes || key.Paste {
		return
	}
	letter := survey.Fold(string(key.Runes))
	for i := 1; letter != "" && i <= len(f.hits); i++ {
		to := (f.cursor + i) % len(f.hits)
		if strings.HasPrefix(f.entries[f.hits[to]].folded, letter) {
			f.move(to - f.cursor)
			return
		}
	}
}

// seek passes a message to the search line and narrows the list.
func (f *listField) seek(msg tea.Msg, key tea.KeyMsg) tea.Cmd {
	before := f.search.Value()
	search, cmd := f.search.Update(msg)
	*f.search = search
	if f.search.Value() != before {
		f.find(f.search.Value())
		f.touched, f.said = true, ""
		f.draw()
	}
	return onlyPaste(key, cmd)
}

func (f *listField) message(msg tea.Msg) {
	if f.search != nil {
		f.seek(msg, tea.KeyMsg{})
	}
}
