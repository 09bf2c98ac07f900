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
	grid  *grid // of the matrix that the question is a statement of; otherwise nil

	above, below []string // the lines over and under the field, as fit laid them out
}

func newQuestion(t teller, l look, place survey.Place) *question {
	q := t.s.Set.Question(place.Question)
	s := &question{teller: t, look: l, place: place, q: q, field: newField(t, l, q)}
	if q.Matrix != nil {
		s.grid = newGrid(t, q)
	}
	return s
}

func (s *question) press(m *model, key tea.KeyMsg) tea.Cmd {
	suggest, proposes := s.field.(*suggestField)
	if s.pressStatement(m, key) {
		return nil
	}
	switch {
	case key.Type == tea.KeyTab && proposes && suggest.complete():
		return nil
	case key.Type == tea.KeyTab, key.Type == tea.KeyEnter && !s.field.lines():
		s.enter(m)
		return nil
	case key.Type == tea.KeyEsc && s.q.Roster != nil:
		m.settle(nil, s.s.Jump(survey.Place{Question: s.q.Roster.Name}, s.typed()))
		return nil
	case key.Type == tea.KeyEsc:
		return nil // closes what lies over a question, never the question
	}
	cmd := s.field.press(key)
	if list, ok := s.field.(*listField); ok {
		s.chose(m, list)
	}
	return cmd
}

// chose follows a key of a list. One key may put right what was refused, so the
// refusal goes; while a text is typed it stays, for it says what form is wanted.
func (s *question) chose(m *model, list *listField) {
	m.forgive()
	if list.asking {
		list.asking = false
		m.open(newWords(m, list, (*model).close))
	}
}

// enter hands the entry to the session, and goes on if it is accepted.
func (s *question) enter(m *model) {
	switch {
	case s.q.Type == survey.TypeNote:
		m.settle(nil, s.s.Next())
	case s.q.Type.Choice() && !s.byKey(s.q):
		s.choose(m)
	default:
		m.settle(s.s.Enter(s.field.entry()))
	}
}

// choose hands the choices to the session. Where words of one's own are still
// to come, they are asked first.
func (s *question) choose(m *model) {
	list, ok := s.field.(*listField)
	switch {
	case ok && list.wordless():
		m.open(newWords(m, list, func(m *model) {
			m.close()
			if list.words != "" {
				m.settle(s.s.Choose(list.codes()))
			}
		}))
	case s.field.entry() != "" && ok && s.q.ChoicesFrom != "": // no number of a row is meant
		m.notice = m.fault(survey.Finding{Question: s.q.Name, Row: s.place.Row, Code: survey.NotAChoice, Args: []string{list.entry(), ""}})
	case s.field.entry() != "" && ok:
		m.settle(s.s.Enter(list.entry()))
	default:
		m.settle(s.s.Choose(s.field.codes()))
	}
}

func (s *question) obey(m *model, c command) tea.Cmd {
	if !s.q.Asked() {
		return nil
	}
	switch c {
	case cmdClear:
		m.settle(nil, s.s.Clear())
	case cmdComment:
		openComment(m)
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

func (s *question) message(msg tea.Msg) { s.field.message(msg) }
func (s *question) typed() string       { return s.field.typed() }
func (s *question) keep(m *model) error { return s.s.Pause(s.typed()) }
func (s *question) view() []string      { return slices.Concat(s.above, s.field.view(), s.below) }

func (s *question) foot() []string {
	keys := s.field.foot()
	keys = append(keys, "back", "help", "overview", "check")
	if s.q.Roster != nil {
		keys = append(keys, "list")
	}
	if len(s.q.Missing) > 0 {
		keys = append(keys, "missing")
	}
	if s.q.Estimate {
		keys = append(keys, "estimate")
	}
	if s.q.Asked() {
		keys = append(keys, "comment", "clear")
	}
	return append(keys, "quit")
}
