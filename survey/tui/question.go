package tui

import (
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"bestand.example/itbestand/survey"
)

// question is the screen of one question: its words, the field for the answer,
// and what is known about the answer besides.
type question struct {
	teller
	look  look
	place survey.Place
	q     *survey.Question
	field field

	above, below []string // the lines over and under the field, as fit laid them out
}

func newQuestion(t teller, l look, place survey.Place) *question {
	q := t.s.Set.Question(place.Question)
	return &question{teller: t, look: l, place: place, q: q, field: newField(t, l, q)}
}

func (s *question) press(m *model, key tea.KeyMsg) tea.Cmd {
	switch {
	case key.Type == tea.KeyTab, key.Type == tea.KeyEnter && !s.field.lines():
		s.enter(m)
		return nil
	case key.Type == tea.KeyEsc:
		return nil // closes what lies over a question, never the question
	}
	return s.field.press(key)
}

// enter hands the entry to the session, and goes on if it is accepted.
func (s *question) enter(m *model) {
	switch s.q.Type {
	case survey.TypeNote:
		m.settle(nil, s.s.Next())
	case survey.TypeSelectMultiple:
		m.settle(s.s.Choose(s.field.codes()))
	default:
		m.settle(s.s.Enter(s.field.entry()))
	}
}

func (s *question) obey(m *model, c command) tea.Cmd {
	if !s.q.Type.Asked() {
		return nil
	}
	switch c {
	case cmdClear:
		m.settle(nil, s.s.Clear())
	case cmdComment:
		m.open(newComment(m))
	case cmdMissing:
		openMissing(m, s.q)
	case cmdEstimate:
		s.estimate(m)
	}
	return nil
}

// estimate saves what was typed and marks it as estimated, or takes the mark
// away again. It does not go on.
func (s *question) estimate(m *model) {
	entry := s.field.entry()
	if s.q.Estimate && entry == "" {
		m.notice = m.t("estimate_needs_value")
		return
	}
	found, err := markEstimate(s.s, entry, !s.s.Answer().Estimate)
	m.unsaved = err
	switch {
	case err != nil:
		m.notice = m.t("not_saved", m.d.explain(err))
	case len(found) > 0:
		m.notice = m.fault(found[0])
	default:
		m.notice = ""
	}
}

// markEstimate takes an entry at the place and sets or removes its mark.
func markEstimate(s *survey.Session, entry string, mark bool) ([]survey.Finding, error) {
	a := survey.Assignment{Question: s.Place().Question, Entry: &entry, Estimate: &mark}
	if q := s.Question(); q.Roster != nil {
		a.Index = s.Assessment().RowNumber(q.Roster, s.Place().Row)
	}
	return s.Put([]survey.Assignment{a})
}

func (s *question) message(msg tea.Msg)   { s.field.message(msg) }
func (s *question) typed() string         { return s.field.typed() }
func (s *question) keep(m *model) error   { return s.s.Pause(s.typed()) }
func (s *question) view() []string        { return slices.Concat(s.above, s.field.view(), s.below) }
func (s *question) fit(width, height int) { s.layout(width, height) }

func (s *question) foot() []string {
	keys := s.field.foot()
	keys = append(keys, "back", "help", "overview")
	if len(s.q.Missing) > 0 {
		keys = append(keys, "missing")
	}
	if s.q.Estimate {
		keys = append(keys, "estimate")
	}
	if s.q.Type.Asked() {
		keys = append(keys, "comment", "clear")
	}
	return append(keys, "quit")
}

// layout shares the lines out. The field keeps the least that it can be used
// with; then come the question, what is known about the answer, the hint, and
// at last empty lines and the hint of the section. What is cut short stands
// whole in the help.
func (s *question) layout(width, height int) {
	least, most := s.field.height(width)
	more := s.t("more")
	free := max(height-least, 0)
	take := func(lines []string, most int) []string {
		lines = clip(lines, min(free, most), width, more)
		free -= len(lines)
		return lines
	}
	label := take(s.labelLines(width), max(height-least, 1))
	marks := take(s.markLines(width), 3)
	hint := take(wrap(s.hint(s.place), width), max(free-max(min(most, height/2)-least, 0), min(2, free)))
	s.above = append(each(label, s.look.strong.Render), hint...)
	if free > 0 && len(s.above) > 0 {
		s.above = append(s.above, "")
		free--
	}
	section := s.sectionLines(width, free-(most-least))
	free -= len(section)
	s.above, s.below = append(section, s.above...), nil
	if len(marks) > 0 && free > 0 {
		s.below = []string{""}
		free--
	}
	s.below = append(s.below, marks...)
	if s.q.Estimate && !s.s.Answer().Estimate && free > 1 {
		s.below = append(s.below, "", cut(s.t("estimate_offer"), width))
	}
	s.field.fit(width, max(height-len(s.above)-len(s.below), 1))
}

func (s *question) labelLines(width int) []string {
	if s.q.Type == survey.TypeNote {
		return nil // the field shows it, so that it can be scrolled
	}
	return wrap(s.question(s.place), width)
}

func (s *question) markLines(width int) []string {
	var lines []string
	for _, mark := range s.marks(s.s.Answer()) {
		lines = append(lines, wrap(mark, width)...)
	}
	return lines
}

// sectionLines are the hint of a section at its first question, if there is
// room to spare for the whole of it.
func (s *question) sectionLines(width, free int) []string {
	if !s.opens(s.place) {
		return nil
	}
	_, hint := s.section(s.q)
	lines := wrap(hint, width)
	if len(lines) == 0 || len(lines)+1 > free {
		return nil
	}
	return append(lines, "")
}
