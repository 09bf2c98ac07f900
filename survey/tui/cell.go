package tui

import (
	"slices"
	"strconv"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"bestand.example/itbestand/survey"
)

// mostCells is how many choices a line of a matrix may have that one digit
// chooses. A scale with numbered steps may have more.
const mostCells = 9

// cellField is the field of a statement of a matrix: the choices in one line,
// by their numbers. A digit chooses and goes on to the next statement, ←/→ move
// the choice; it is kept however the statement is left.
type cellField struct {
	teller
	look    look
	list    *survey.ChoiceList
	steps   bool   // the choices are told by their numbers alone
	cursor  int    // 0: no answer; otherwise the choice
	digits  string // typed one after the other: 1 and 0 are 10
	touched bool
	before  string
	width   int
}

// celled reports whether a statement is answered in the grid of its matrix.
func celled(q *survey.Question, list *survey.ChoiceList, v survey.Value) bool {
	few := len(list.Choices) > 0 && len(list.Choices) <= mostCells || steps(q, list)
	return q.Matrix != nil && q.Type.Single() && few && (v.IsZero() || list.Index(v.Text) >= 0)
}

func newCell(t teller, l look, q *survey.Question, list *survey.ChoiceList, v survey.Value) *cellField {
	f := &cellField{teller: t, look: l, list: list, steps: steps(q, list), before: survey.Clean(t.s.Answer().Draft)}
	f.cursor = list.Index(v.Text) + 1
	return f
}

func (f *cellField) press(key tea.KeyMsg) tea.Cmd {
	last := len(f.list.Choices)
	f.digits = ""
	switch key.String() {
	case "left":
		f.put(max(f.cursor-1, 0))
	case "right":
		f.put(min(f.cursor+1, last))
	case "home", "backspace", "delete":
		f.put(0)
	case "end":
		f.put(last)
	default:
		f.leap(key)
	}
	return nil
}

func (f *cellField) put(cursor int) {
	f.touched = f.touched || cursor != f.cursor
	f.cursor = cursor
}

// leap goes to the next choice that begins with a letter.
func (f *cellField) leap(key tea.KeyMsg) {
	letter := survey.Fold(string(key.Runes))
	if key.Type != tea.KeyRunes || key.Paste || letter == "" || f.steps {
		return
	}
	for i := range f.list.Choices {
		to := (f.cursor + i) % len(f.list.Choices)
		if strings.HasPrefix(survey.Fold(line(f.list.Choices[to].Label.In(f.Lang()))), letter) {
			f.put(to + 1)
			return
		}
	}
}

// typing is what a digit does.
type typing int

const (
	typesNothing typing = iota // it is no choice, or no digit
	typesPart                  // it chooses, and another digit may follow
	typesWhole                 // it chooses
	typesNext                  // what was chosen stands; the digit is for the next statement
)

// digit takes a key that may be a digit.
func (f *cellField) digit(key string) typing {
	if len(key) != 1 || key[0] < '0' || key[0] > '9' {
		return typesNothing
	}
	digits := f.digits + key
	n, err := strconv.Atoi(digits)
	switch {
	case err == nil && n >= 1 && n <= len(f.list.Choices) && digits[0] != '0':
	case f.digits != "":
		return typesNext
	default:
		return typesNothing
	}
	f.put(n)
	f.touched, f.digits = true, digits
	if 10*n <= len(f.list.Choices) {
		return typesPart
	}
	return typesWhole
}

// codes is the choice under the cursor.
func (f *cellField) codes() []string {
	if f.cursor == 0 {
		return nil
	}
	return []string{f.list.Choices[f.cursor-1].Name}
}

// chosen is the place of the choice that counts, with what was moved and not
// saved yet; 0: none.
func (f *cellField) chosen() int {
	if f.touched {
		return f.cursor
	}
	return f.list.Index(f.s.Answer().Value.Text) + 1
}

func (f *cellField) message(tea.Msg) {}
func (f *cellField) entry() string   { return strings.Join(f.codes(), "") }

func (f *cellField) typed() string {
	if f.touched {
		return f.entry()
	}
	return f.before
}

func (f *cellField) fit(width, _ int) { f.width = width }
func (f *cellField) lines() bool      { return false }
func (f *cellField) foot() []string   { return []string{"digit", "steps", "statement", "next"} }

func (f *cellField) height(width int) (least, most int) {
	least = len(f.cells(width))
	return least + min(len(f.poles(width)), 1), least + len(f.poles(width))
}

func (f *cellField) view() []string { return slices.Concat(f.cells(f.width), f.poles(f.width)) }

// cells draws the choices with their numbers, on further lines where one does
// not hold them.
func (f *cellField) cells(width int) []string {
	texts := []string{f.blank()}
	for i, c := range f.list.Choices {
		text := strconv.Itoa(i + 1)
		if !f.steps {
			text += " " + line(c.Label.In(f.Lang()))
		}
		texts = append(texts, text)
	}
	return flow(texts, f.cursor, width, f.look)
}

func (f *cellField) poles(width int) []string {
	if !f.steps {
		return nil
	}
	return poles(f.teller, f.list, width)
}

// flow sets texts side by side with a sign before the one under the cursor, on
// as many lines as that takes.
func flow(texts []string, cursor, width int, l look) []string {
	lines := []string{""}
	for i, text := range texts {
		sign := "   "
		text = cut(text, width-len(sign)-1)
		if i == cursor {
			sign, text = " > ", l.strong.Render(text)
		}
		last := len(lines) - 1
		if lines[last] != "" && ansi.StringWidth(lines[last]+sign+text)+1 > width {
			lines, last = append(lines, ""), last+1
		}
		lines[last] += sign + text + " "
	}
	return lines
}
