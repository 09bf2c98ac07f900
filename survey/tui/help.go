package tui

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"bestand.example/itbestand/survey"
)

// help explains the question and the keys.
type help struct{ pager }

func newHelp(t teller, d *Dialogue, place survey.Place) *help {
	var parts []string
	if q := t.s.Set.Question(place.Question); q != nil {
		parts = append(parts, t.about(q, place, t.manner(q, place, "type_"))...)
	}
	parts = append(parts, t.keysHelp(), line(d.Title))
	if d.Privacy != "" {
		parts = append(parts, t.T("start.notice_title"), paragraph(d.Privacy))
	}
	return &help{pager{teller: t, text: strings.Join(parts, "\n\n")}}
}

// manner says how an answer is given. The prefix tells the sentences of the line
// mode, which has no keys to speak of, from those of the screen.
func (t teller) manner(q *survey.Question, place survey.Place, prefix string) string {
	key := prefix + string(q.Type)
	switch {
	case t.byKey(q):
		return t.t("help_type", t.t("by_key"))
	case q.Type.Choice() && len(t.ev().Choices(place).Choices) == 0:
		return t.t("nothing_offered")
	}
	if list := t.ev().Choices(place); prefix == "type_" && celled(q, list, t.preset(place)) {
		return t.t("help_type", t.r("type_statement"))
	}
	if !t.Has("tui." + key) {
		key = "type_" + string(q.Type)
	}
	if !t.Has("tui." + key) {
		return ""
	}
	return t.t("help_type", t.t(key))
}

// about says all that the set knows about a question, uncut, and how it is
// answered.
func (t teller) about(q *survey.Question, place survey.Place, manner string) []string {
	var parts []string
	add := func(text string) {
		if text != "" {
			parts = append(parts, text)
		}
	}
	if q.Matrix != nil {
		matrix := survey.Key{Question: q.Matrix.Name}
		add(t.label(matrix))
		add(t.hint(matrix))
	}
	add(strings.TrimSpace(t.s.Set.Number(q) + " " + t.question(place)))
	for _, text := range t.asked(q) {
		add(text)
	}
	add(t.hint(place))
	_, section := t.section(q)
	add(t.with("help_section", section))
	add(t.assignee(q))
	if t.assignee(q) == "" {
		add(t.with("assignee", line(q.Section.AssigneeHint.In(t.Lang()))))
	}
	add(manner)
	for _, rule := range t.limits(q, place) {
		add(rule)
	}
	add(t.with("help_check", paragraph(t.ev().Pipe(q.ConstraintMessage, place.Row, t.Lang()))))
	for _, rule := range t.conditions(q) {
		add(rule)
	}
	add(t.with("help_purpose", paragraph(q.Purpose)))
	add(t.with("help_missing", t.missingCodes(q)))
	return parts
}

// conditions say in words what an answer has to hold to, and when it is asked
// about.
func (t teller) conditions(q *survey.Question) []string {
	var said []string
	if q.Constraint != nil {
		said = append(said, t.l("rule", line(t.s.Set.InWords(q.Constraint, t.Catalogue))))
	}
	for _, w := range q.Warnings {
		said = append(said, t.l("asked_back", line(t.s.Set.InWords(w.When, t.Catalogue))))
	}
	return said
}

// with is a sentence around a text, or nothing where there is none.
func (t teller) with(key, text string) string {
	if text == "" {
		return ""
	}
	return t.t(key, text)
}

// limits say what an answer may be besides its type.
func (t teller) limits(q *survey.Question, place survey.Place) []string {
	var said []string
	switch {
	case q.Type.Choice() && (t.byKey(q) || len(t.ev().Choices(place).Choices) > 0):
		said = t.rules(q, t.ev().Choices(place))
	case q.Type == survey.TypeRepeat:
		said = append(said, t.span("span_rows", q.Min, q.Max))
	}
	if len(q.Other) > 0 {
		said = append(said, t.t("own_help", line(q.Other.In(t.Lang()))))
	}
	if q.Suggestions != nil {
		said = append(said, t.t("suggest_help"))
	}
	if q.Matrix != nil && q.Matrix.Total != nil {
		said = append(said, t.t("total_help", t.number(q.Matrix.Total)))
	}
	return said
}

func (t teller) missingCodes(q *survey.Question) string {
	var labels []string
	for _, code := range q.Missing {
		labels = append(labels, t.missing(code))
	}
	return strings.Join(labels, ", ")
}

// keysHelp lists every command with both of its keys.
func (t teller) keysHelp() string {
	lines := []string{t.t("help_keys")}
	for _, b := range bindings() {
		if b.command == cmdComment && t.s.Set.Anonymous {
			continue // it takes none
		}
		lines = append(lines, t.t("help_key", t.t(b.shown[0]), t.t(b.shown[1]), t.t("command_"+string(b.command))))
	}
	if t.s.ReadOnly {
		lines = append(lines, t.T("start.help_reopen"))
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
