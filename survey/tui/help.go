package tui

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"bestand.example/itbestand/survey"
)

// help explains the question and the keys.
type help struct{ pager }

func newHelp(t teller, title string, place survey.Place) *help {
	var parts []string
	if q := t.s.Set.Question(place.Question); q != nil {
		parts = append(parts, t.about(q, place)...)
	}
	parts = append(parts, t.keysHelp(), line(title))
	return &help{pager{teller: t, text: strings.Join(parts, "\n\n")}}
}

// about says all that the set knows about a question, uncut.
func (t teller) about(q *survey.Question, place survey.Place) []string {
	parts := []string{t.question(place)}
	add := func(key, text string) {
		if text != "" {
			parts = append(parts, t.t(key, text))
		}
	}
	if hint := t.hint(place); hint != "" {
		parts = append(parts, hint)
	}
	_, section := t.section(q)
	add("help_section", section)
	if key := "type_" + string(q.Type); t.Has("tui." + key) {
		add("help_type", t.t(key))
	}
	add("help_check", paragraph(t.ev().Pipe(q.ConstraintMessage, place.Row, t.Lang())))
	add("help_purpose", paragraph(q.Purpose))
	if exclusive := t.exclusive(q); exclusive != "" {
		parts = append(parts, exclusive)
	}
	add("help_missing", t.missingCodes(q))
	return parts
}

func (t teller) missingCodes(q *survey.Question) string {
	var labels []string
	for _, code := range q.Missing {
		labels = append(labels, t.missing(code))
	}
	return strings.Join(labels, ", ")
}

// exclusive says which choices rule out all others.
func (t teller) exclusive(q *survey.Question) string {
	if q.Type != survey.TypeSelectMultiple {
		return ""
	}
	var labels []string
	for _, c := range q.List.Choices {
		if c.Exclusive {
			labels = append(labels, t.t("quoted", line(c.Label.In(t.Lang()))))
		}
	}
	if len(labels) == 0 {
		return ""
	}
	return t.t("exclusive", strings.Join(labels, ", "))
}

// keysHelp lists every command with both of its keys.
func (t teller) keysHelp() string {
	lines := []string{t.t("help_keys")}
	for _, b := range bindings() {
		lines = append(lines, t.t("help_key", t.t(b.shown[0]), t.t(b.shown[1]), t.t("command_"+string(b.command))))
	}
	return strings.Join(append(lines, t.t("help_ctrl_c")), "\n")
}

func (h *help) press(_ *model, key tea.KeyMsg) tea.Cmd {
	h.scroll(key.String())
	return nil
}

func (h *help) message(tea.Msg)     {}
func (h *help) foot() []string      { return []string{"scroll", "close", "quit"} }
func (h *help) keep(m *model) error { return m.base.keep(m) }
