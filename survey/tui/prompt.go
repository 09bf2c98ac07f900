package tui

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"bestand.example/itbestand/survey"
)

// prompt asks for one line over a question: the reason why a warning does not
// apply, or a comment.
type prompt struct {
	title  string
	text   []string // paragraphs over the entry field
	field  *inputField
	submit func(entry string) error
	below  bool           // submit hands the line to the field below, which saves it
	done   func(m *model) // after a submit that was saved
	look   look
	width  int
	height int
	keys   []string
}

// newReason asks about the warnings that an answer raised. The answer is saved
// already; what is open is the reason. Without one the warning stays open.
func newReason(m *model, warnings []survey.Finding) *prompt {
	p := &prompt{title: m.label(m.s.Place()), look: m.look, field: newInputField(m.look, opening{text: m.s.Answer().Acknowledged}), keys: []string{"next", "back", "quit"}}
	p.text = append(p.text, m.given())
	for _, f := range warnings {
		p.text = append(p.text, m.say(f))
	}
	p.text = append(p.text, m.t("reason_ask"))
	p.submit = m.s.Acknowledge
	p.done = (*model).show
	return p
}

// newDeviation asks why a calculated value was replaced. Where the replacement
// raises warnings besides, they are asked about next.
func newDeviation(m *model) *prompt {
	p := &prompt{title: m.label(m.s.Place()), look: m.look, field: newInputField(m.look, opening{text: m.s.Answer().Reason}), keys: []string{"next", "back", "quit"}}
	p.text = append([]string{m.given()}, m.proposal(m.s.Place())...)
	p.text = append(p.text, m.t("deviation_ask"))
	p.submit = m.s.Explain
	from := m.s.Place()
	p.done = func(m *model) {
		m.show()
		if warnings := m.warnings(); m.s.Place() == from && len(warnings) > 0 {
			m.open(newReason(m, warnings))
		}
	}
	return p
}

// openComment asks for a comment, where the set takes any.
func openComment(m *model) {
	if m.s.Set.Anonymous {
		m.notice = m.fault(survey.Finding{Question: m.s.Question().Name, Code: survey.CommentRefused})
		return
	}
	m.open(newComment(m))
}

// newComment asks for a comment on the question. It closes to the question as
// it was, with all that was typed there.
func newComment(m *model) *prompt {
	p := &prompt{title: m.label(m.s.Place()), look: m.look, field: newInputField(m.look, opening{text: survey.CleanLine(m.s.Answer().Comment)}), keys: []string{"next", "close", "quit"}}
	p.text = []string{m.t("comment_ask")}
	p.submit = m.s.Comment
	p.done = (*model).close
	return p
}

// given says the answer at the place.
func (t teller) given() string {
	q, a := t.s.Question(), t.s.Answer()
	if q.Type == survey.TypeRepeat {
		return t.n("rows", len(t.s.Response.Answers.Rows(q.Name)))
	}
	return t.t("given", line(t.ev().Show(t.s.Place(), a.Value, t.Lang())))
}

func (p *prompt) press(m *model, key tea.KeyMsg) tea.Cmd {
	if key.Type != tea.KeyEnter && key.Type != tea.KeyTab {
		return p.field.press(key)
	}
	if m.unsaved = p.submit(p.field.entry()); m.unsaved != nil {
		m.notice = m.t("not_saved", m.d.explain(m.unsaved))
		return nil
	}
	p.done(m)
	return nil
}

// keep saves the line that was typed, and what stands in the field below.
func (p *prompt) keep(m *model) error {
	if p.below {
		if err := p.submit(p.field.entry()); err != nil {
			return err
		}
		return m.base.keep(m)
	}
	if err := m.base.keep(m); err != nil || strings.TrimSpace(p.field.entry()) == "" {
		return err
	}
	return p.submit(p.field.entry())
}

func (p *prompt) message(msg tea.Msg) { p.field.message(msg) }
func (p *prompt) foot() []string      { return p.keys }
func (p *prompt) fit(width, height int) {
	p.width, p.height = width, height
	p.field.fit(width, 1)
}

func (p *prompt) view() []string {
	var lines []string
	for _, text := range p.text {
		lines = append(lines, wrap(text, p.width)...)
	}
	lines = clip(lines, p.height-2, p.width, "…")
	title := clip(wrap(p.title, p.width), max(p.height-len(lines)-1, 1), p.width, "…")
	lines = append(each(title, p.look.strong.Render), lines...)
	if len(lines) < p.height-1 {
		lines = append(lines, "")
	}
	return append(lines, p.field.view()...)
}
