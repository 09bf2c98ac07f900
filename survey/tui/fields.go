package tui

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/huh"

	"bestand.example/itbestand/survey"
)

// field is where an answer is given. It works on a copy; the answer changes
// only when the question's screen hands the entry to the session.
type field interface {
	press(key tea.KeyMsg) tea.Cmd
	message(msg tea.Msg)
	// entry is what Session.Enter gets.
	entry() string
	// codes is what Session.Choose gets.
	codes() []string
	// typed is what is kept when the question is left without an Enter.
	typed() string
	// height is the least and the most lines that the field has a use for.
	height(width int) (least, most int)
	fit(width, height int)
	view() []string
	// lines reports whether Enter begins a new line.
	lines() bool
	foot() []string
}

func newField(t teller, l look, q *survey.Question) field {
	a := t.s.Answer()
	switch {
	case q.Type == survey.TypeNote:
		return &noteField{pager: pager{teller: t, text: t.label(t.s.Place())}}
	case q.Type.Choice():
		return newList(t, l, q, a)
	case q.Type == survey.TypeMultiline:
		return newTextField(l, written(q, a))
	}
	return newInputField(l, written(q, a))
}

// written is what an entry field opens with: the draft, or the answer as a
// person would type it.
func written(q *survey.Question, a survey.Answer) string {
	if a.Draft != "" {
		return survey.Clean(a.Draft)
	}
	return survey.Clean(q.Edit(a.Value))
}

// inputField takes one line.
type inputField struct {
	input *huh.Input
	value *string
}

func newInputField(l look, value string) *inputField {
	f := &inputField{value: &value}
	f.input = huh.NewInput()
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

func (f *inputField) message(msg tea.Msg)          { f.input.Update(msg) }
func (f *inputField) entry() string                { return *f.value }
func (f *inputField) codes() []string              { return nil }
func (f *inputField) typed() string                { return *f.value }
func (f *inputField) height(int) (least, most int) { return 1, 1 }
func (f *inputField) fit(width, _ int)             { f.input.WithWidth(width - 1) } // a caret takes one column
func (f *inputField) view() []string               { return strings.Split(f.input.View(), "\n") }
func (f *inputField) lines() bool                  { return false }
func (f *inputField) foot() []string               { return []string{"next"} }

// textField takes several lines: Enter begins a new one.
type textField struct {
	text     *huh.Text
	value    *string
	original string
	touched  bool
}

func newTextField(l look, value string) *textField {
	f := &textField{value: &value, original: value}
	f.text = huh.NewText().ExternalEditor(false)
	f.text.WithTheme(l.theme).WithKeyMap(l.keys)
	f.text.Value(f.value)
	f.text.Focus()
	return f
}

func (f *textField) press(key tea.KeyMsg) tea.Cmd {
	if key.Type == tea.KeyEnter { // as a letter: the field's own new line ends at 99 lines
		key = tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{'\n'}}
	}
	_, cmd := f.text.Update(key)
	f.touched = true
	return onlyPaste(key, cmd)
}

func (f *textField) message(msg tea.Msg) {
	f.text.Update(msg)
	f.touched = true
}

// entry is the text as it was while nothing was typed: the field itself turns
// tabs into blanks.
func (f *textField) entry() string {
	if !f.touched {
		return f.original
	}
	return *f.value
}

func (f *textField) codes() []string              { return nil }
func (f *textField) typed() string                { return f.entry() }
func (f *textField) height(int) (least, most int) { return 2, 10 }
func (f *textField) view() []string               { return strings.Split(f.text.View(), "\n") }
func (f *textField) lines() bool                  { return true }
func (f *textField) foot() []string               { return []string{"newline", "tab"} }

func (f *textField) fit(width, height int) {
	f.text.WithWidth(width - 1)
	f.text.WithHeight(min(height, 10))
}

// noteField shows a text that is only read.
type noteField struct{ pager }

func (f *noteField) press(key tea.KeyMsg) tea.Cmd {
	f.scroll(key.String())
	return nil
}

func (f *noteField) message(tea.Msg) {}
func (f *noteField) entry() string   { return "" }
func (f *noteField) codes() []string { return nil }
func (f *noteField) typed() string   { return "" }
func (f *noteField) height(width int) (least, most int) {
	n := len(wrap(f.text, width))
	return min(n, 2), n
}

func (f *noteField) lines() bool    { return false }
func (f *noteField) foot() []string { return []string{"next"} }
