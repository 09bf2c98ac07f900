package tui

import (
	"strings"

	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"
)

// suggestField takes one line of any text, and proposes what fits to it from a
// list below.
type suggestField struct {
	opening
	teller
	input   textinput.Model
	offers  []entry
	hits    []int // the offers that fit, those first that begin with the text
	marked  int   // in hits; -1: none
	top     int
	touched bool
	width   int
	rows    int // lines for the offers
}

func newSuggest(t teller, l look, offers []string) *suggestField {
	f := &suggestField{opening: t.opening(t.s.Place()), teller: t, input: l.newSearch("> "), marked: -1}
	for _, offer := range offers {
		label := line(offer)
		f.offers = append(f.offers, entry{label: label, folded: searchable(label)})
	}
	f.input.CharLimit = longestEntry // it is an answer
	f.input.SetValue(f.text)
	f.input.CursorEnd()
	f.find()
	return f
}

// find looks for what fits to the text.
func (f *suggestField) find() {
	f.hits, f.marked, f.top = nil, -1, 0
	words, whole := wanted(f.input.Value()), searchable(f.input.Value())
	var further []int
	for i, o := range f.offers {
		switch {
		case strings.HasPrefix(o.folded, whole):
			f.hits = append(f.hits, i)
		case matches(o.folded, words):
			further = append(further, i)
		}
	}
	f.hits = append(f.hits, further...)
}

func (f *suggestField) press(key tea.KeyMsg) tea.Cmd {
	switch name := key.String(); name {
	case "up":
		f.mark(f.marked - 1)
	case "down":
		f.mark(f.marked + 1)
	case "pgup":
		f.mark(f.marked - max(f.rows-1, 1))
	case "pgdown":
		f.mark(f.marked + max(f.rows-1, 1))
	case "right":
		if f.input.Position() < len([]rune(f.input.Value())) || !f.complete() {
			return f.change(key, key)
		}
	default:
		return f.change(key, key)
	}
	return nil
}

func (f *suggestField) mark(to int) { f.marked = min(max(to, -1), len(f.hits)-1) }

// change passes a message to the line of text.
func (f *suggestField) change(msg tea.Msg, key tea.KeyMsg) tea.Cmd {
	before := f.input.Value()
	input, cmd := f.input.Update(msg)
	f.input = input
	if f.input.Value() != before {
		f.touched = true
		f.find()
	}
	return onlyPaste(key, cmd)
}

// complete puts the marked offer into the line, or the first that fits to what
// was typed. It reports whether there was anything to complete.
func (f *suggestField) complete() bool {
	if f.marked < 0 && (!f.touched || strings.TrimSpace(f.input.Value()) == "") || len(f.hits) == 0 {
		return false
	}
	for _, i := range f.hits {
		if f.marked < 0 && f.offers[i].label == f.input.Value() {
			return false
		}
	}
	f.input.SetValue(f.offers[f.hits[max(f.marked, 0)]].label)
	f.input.CursorEnd()
	f.touched = true
	f.find()
	return true
}

// entry is the marked offer, or the text as it stands.
func (f *suggestField) entry() string {
	if f.marked >= 0 {
		return f.offers[f.hits[f.marked]].label
	}
	return f.input.Value()
}

func (f *suggestField) typed() string {
	if f.input.Value() == f.text {
		return f.before
	}
	return f.input.Value()
}

func (f *suggestField) message(msg tea.Msg) { f.change(msg, tea.KeyMsg{}) }
func (f *suggestField) codes() []string     { return nil }
func (f *suggestField) lines() bool         { return false }
func (f *suggestField) foot() []string      { return []string{"suggest", "complete", "next"} }

func (f *suggestField) height(int) (least, most int) {
	return 2 + min(len(f.offers), 3), 2 + min(len(f.offers), 10)
}

func (f *suggestField) fit(width, height int) {
	f.width, f.rows = width, max(height-2, 0)
	f.input.Width = max(width-5, 1) // padding, prompt and caret
}

func (f *suggestField) view() []string {
	lines := []string{" " + f.input.View()}
	head := f.t("suggest_head")
	if len(f.hits) == 0 {
		head = f.t("suggest_nothing")
	}
	lines = append(lines, cut(" "+head, f.width))
	rows := f.rows
	if rows > 1 && len(f.hits) > rows {
		rows--
	}
	f.top = max(min(f.top, f.marked), f.marked-rows+1, 0)
	end := min(f.top+rows, len(f.hits))
	for i := f.top; i < end; i++ {
		sign := "   "
		if i == f.marked {
			sign = " > "
		}
		lines = append(lines, cut(sign+f.offers[f.hits[i]].label, f.width))
	}
	if rows < f.rows {
		lines = append(lines, cut(" "+f.beyond(f.top, len(f.hits)-end), f.width))
	}
	return lines
}
