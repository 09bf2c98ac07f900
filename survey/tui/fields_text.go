package tui

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/huh"
	"github.com/charmbracelet/x/ansi"
)

// inputField takes one line.
type inputField struct {
	opening
	input *huh.Input
	value *string
	unit  string // what is counted, to stand beside the field
}

func newInputField(l look, o opening) *inputField {
	value := o.text
	f := &inputField{opening: o, value: &value}
	f.input = huh.NewInput().CharLimit(longestEntry)
	f.input.WithTheme(l.theme).WithKeyMap(l.keys)
	f.input.Value(f.value)
	f.input.Focus() // the command that it returns would only make the cursor blink
	return f
}

func (f *inputField) press(key tea.KeyMsg) tea.Cmd {
	_, cmd := f.input.Update(key)
	return onlyPaste(key, cmd)
}

// onlyPaste drops the commands of an entry field, which make its cursor blink,
// except the one that fetches the clipboard.
func onlyPaste(key tea.KeyMsg, cmd tea.Cmd) tea.Cmd {
	if key.Type == tea.KeyCtrlV {
		return cmd
	}
	return nil
}

// typed leaves a proposal alone that nobody touched.
func (f *inputField) typed() string {
	if *f.value == f.text {
		return f.before
	}
	return *f.value
}

func (f *inputField) message(msg tea.Msg)          { f.input.Update(msg) }
func (f *inputField) entry() string                { return *f.value }
func (f *inputField) codes() []string              { return nil }
func (f *inputField) height(int) (least, most int) { return 1, 1 }
func (f *inputField) lines() bool                  { return false }
func (f *inputField) foot() []string               { return []string{"next"} }

// unitColumn is where the unit stands, as long as the entry is no longer: so it
// does not move with each key.
const unitColumn = 20

func (f *inputField) fit(width, _ int) {
	width-- // a caret takes one column
	if f.unit != "" {
		width = max(width-ansi.StringWidth(f.unit)-1, 1)
	}
	f.input.WithWidth(width)
}

func (f *inputField) view() []string {
	lines := strings.Split(f.input.View(), "\n")
	if f.unit != "" {
		entry := strings.TrimRight(lines[0], " ")
		lines[0] = entry + strings.Repeat(" ", max(unitColumn-ansi.StringWidth(entry), 1)) + f.unit
	}
	return lines
}

// textField takes several lines: Enter begins a new one.
type textField struct {
	opening
	area    *huh.Text
	value   *string
	touched bool
}

func newTextField(l look, o opening) *textField {
	value := o.text
	f := &textField{opening: o, value: &value}
	f.area = huh.NewText().ExternalEditor(false).CharLimit(longestEntry)
	f.area.WithTheme(l.theme).WithKeyMap(l.keys)
	f.area.Value(f.value)
	f.area.Focus()
	return f
}

func (f *textField) press(key tea.KeyMsg) tea.Cmd {
	if key.Type == tea.KeyEnter { // as a letter: the field's own new line ends at 99 lines
		key = tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{'\n'}}
	}
	_, cmd := f.area.Update(key)
	f.touched = true
	return onlyPaste(key, cmd)
}

func (f *textField) message(msg tea.Msg) {
	f.area.Update(msg)
	f.touched = true
}

// entry is the text as it was while nothing was typed: the field itself turns
// tabs into blanks.
func (f *textField) entry() string {
	if !f.touched {
		return f.text
	}
	return *f.value
}

func (f *textField) typed() string {
	if entry := f.entry(); entry != f.text {
		return entry
	}
	return f.before
}

func (f *textField) codes() []string              { return nil }
func (f *textField) height(int) (least, most int) { return 2, 10 }
func (f *textField) view() []string               { return strings.Split(f.area.View(), "\n") }
func (f *textField) lines() bool                  { return true }
func (f *textField) foot() []string               { return []string{"newline", "tab"} }

func (f *textField) fit(width, height int) {
	f.area.WithWidth(width - 1)
	f.area.WithHeight(min(height, 10))
}
