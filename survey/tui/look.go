package tui

import (
	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbles/textinput"
	"github.com/charmbracelet/huh"
	"github.com/charmbracelet/lipgloss"
)

// look is how things are drawn. A plain look has no escape sequence in it, so
// that every state must be told by signs and words anyway.
type look struct {
	plain  bool
	ascii  bool // signs that are not ASCII are replaced on their way to the screen
	theme  *huh.Theme
	keys   *huh.KeyMap
	strong lipgloss.Style // the question
	muted  lipgloss.Style // who knows the answer
	alarm  lipgloss.Style // an error; the word "Fehler" stands there too
}

func newLook(plain, ascii bool) look {
	l := look{plain: plain, ascii: ascii, theme: newTheme(), keys: newKeyMap(), strong: lipgloss.NewStyle(), muted: lipgloss.NewStyle(), alarm: lipgloss.NewStyle()}
	if plain {
		l.theme.Focused.TextInput.Cursor = lipgloss.NewStyle().Transform(caret)
		return l
	}
	l.strong, l.muted, l.alarm = l.strong.Bold(true), l.muted.Faint(true), l.alarm.Foreground(lipgloss.Color("1")).Bold(true)
	return l
}

// caret shows where the cursor of an entry field is when reverse video cannot.
func caret(under string) string { return "|" + under }

// newTheme is huh's base theme without frame and colours.
func newTheme() *huh.Theme {
	t := huh.ThemeBase()
	t.Focused.Base = lipgloss.NewStyle().PaddingLeft(1)
	t.Focused.SelectedPrefix = lipgloss.NewStyle().SetString("[x] ")
	t.Focused.UnselectedPrefix = lipgloss.NewStyle().SetString("[ ] ")
	t.Focused.TextInput.Placeholder = lipgloss.NewStyle()
	t.Blurred = t.Focused
	return t
}

// newKeyMap leaves a field only the keys that move inside it. Going on, going
// back and searching are this package's: huh would validate first, or open a
// filter that panics when nothing matches.
func newKeyMap() *huh.KeyMap {
	bind := func(keys ...string) key.Binding { return key.NewBinding(key.WithKeys(keys...)) }
	return &huh.KeyMap{
		Select:      huh.SelectKeyMap{Up: bind("up"), Down: bind("down")},
		MultiSelect: huh.MultiSelectKeyMap{Up: bind("up"), Down: bind("down"), Toggle: bind(" ")},
		Text:        huh.TextKeyMap{NewLine: bind("enter", "alt+enter")},
	}
}

// newSearch is the search line above a long list.
func (l look) newSearch(prompt string) textinput.Model {
	search := textinput.New()
	search.Prompt = prompt
	search.CharLimit = longestSearch
	search.Cursor.Style = l.theme.Focused.TextInput.Cursor
	search.Focus() // the command that it returns would only make the cursor blink
	return search
}
