package tui

import (
	"slices"
	"strconv"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"bestand.example/itbestand/survey"
)

// scaleField is the field of a numbered scale: its steps in one line, the poles
// below. The first cell stands for no answer.
type scaleField struct {
	teller
	look   look
	list   *survey.ChoiceList
	cursor int    // 0: no answer; otherwise the step
	digits string // typed one after the other: 1 and 0 are 10
	before string
	width  int
}

// steps reports whether a question is a scale whose steps are told by their
// numbers, all but the poles.
func steps(q *survey.Question, list *survey.ChoiceList) bool {
	if q.Type != survey.TypeScale || len(list.Choices) == 0 {
		return false
	}
	for i, c := range list.Choices {
		inner := i > 0 && i < len(list.Choices)-1
		if c.Name != strconv.Itoa(i+1) || inner && c.Label.In("de") != c.Name {
			return false
		}
	}
	return true
}

func newScale(t teller, l look, list *survey.ChoiceList, v survey.Value) *scaleField {
	return &scaleField{teller: t, look: l, list: list, cursor: list.Index(v.Text) + 1, before: survey.Clean(t.s.Answer().Draft)}
}

func (f *scaleField) press(key tea.KeyMsg) tea.Cmd {
	name, last := key.String(), len(f.list.Choices)
	typed := f.digits
	f.digits = ""
	switch name {
	case "left", "up":
		f.cursor = max(f.cursor-1, 0)
	case "right", "down":
		f.cursor = min(f.cursor+1, last)
	case "home", "backspace", "delete":
		f.cursor = 0
	case "end":
		f.cursor = last
	default:
		f.digit(typed, name)
	}
	return nil
}

// digit goes to the step that the digits typed so far name, or the last of
// them alone.
func (f *scaleField) digit(before, digit string) {
	for _, digits := range []string{before + digit, digit} {
		if i := f.list.Index(digits); i >= 0 {
			f.cursor, f.digits = i+1, digits
			return
		}
	}
}

// codes is the step under the cursor.
func (f *scaleField) codes() []string {
	if f.cursor == 0 {
		return nil
	}
	return []string{f.list.Choices[f.cursor-1].Name}
}

func (f *scaleField) message(tea.Msg)  {}
func (f *scaleField) entry() string    { return strings.Join(f.codes(), "") }
func (f *scaleField) typed() string    { return f.before }
func (f *scaleField) fit(width, _ int) { f.width = width }
func (f *scaleField) lines() bool      { return false }
func (f *scaleField) foot() []string   { return []string{"digit", "steps", "next"} }

func (f *scaleField) height(width int) (least, most int) {
	least = len(f.cells(width))
	return least + min(len(f.poles(width)), 1), least + len(f.poles(width))
}

func (f *scaleField) view() []string { return slices.Concat(f.cells(f.width), f.poles(f.width)) }

// cells draws the steps, on further lines where one does not hold them.
func (f *scaleField) cells(width int) []string {
	texts := []string{f.blank()}
	for _, c := range f.list.Choices {
		texts = append(texts, c.Name)
	}
	return flow(texts, f.cursor, width, f.look)
}

func (f *scaleField) poles(width int) []string { return poles(f.teller, f.list, width) }

// poles says what the ends of a scale mean.
func poles(t teller, list *survey.ChoiceList, width int) []string {
	var said []string
	for _, c := range list.Choices {
		if label := line(c.Label.In(t.Lang())); label != c.Name {
			said = append(said, label)
		}
	}
	lines := wrap(strings.Join(said, " · "), width-3)
	for i, l := range lines {
		lines[i] = "   " + l
	}
	return lines
}

// blank is the line or cell of a list that stands for no answer.
func (t teller) blank() string {
	if missing := t.s.Answer().Missing; missing != "" {
		return t.t("choice_missing", t.missing(missing))
	}
	return t.t("choice_none")
}
