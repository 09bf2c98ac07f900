package tui

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"bestand.example/itbestand/survey"
)

// overview lists sections and questions with their states; Enter jumps.
type overview struct {
	title  string
	menu   menu
	places []survey.Place // of the lines of the menu; zero for those without
	width  int
}

func newOverview(t teller, title string) *overview {
	o := &overview{title: line(title)}
	here := t.s.Place()
	if q := t.s.Question(); q != nil && q.Roster != nil {
		here = survey.Place{Question: q.Roster.Name}
	}
	at := 0
	var items []item
	add := func(text string, heading bool, p survey.Place) {
		if p == here {
			at = len(items)
		}
		items, o.places = append(items, item{text, heading}), append(o.places, p)
	}
	for _, section := range t.s.Set.Sections {
		lines, places := t.overviewOf(section)
		if len(lines) == 0 {
			continue
		}
		add(line(section.Label.In(t.Lang())), true, survey.Place{})
		for i := range lines {
			add(lines[i], places[i] == survey.Place{}, places[i])
		}
	}
	add(t.t("end_title"), true, survey.Place{})
	add(stateColumn(t.endState())+t.t("end_jump"), false, survey.EndPlace)
	o.menu = t.newMenu(items, at)
	return o
}

// overviewOf lists a section's questions that are asked at the moment, of a
// matrix its statements, and the calculations with what they give.
func (t teller) overviewOf(section *survey.Section) (lines []string, places []survey.Place) {
	add := func(text string, place survey.Place) { lines, places = append(lines, text), append(places, place) }
	for _, q := range section.Questions {
		k := survey.Key{Question: q.Name}
		switch {
		case !t.ev().Relevant(k):
		case q.Type == survey.TypeMatrix:
			add("   "+line(t.label(k)), survey.Place{})
			for _, statement := range t.statements(q) {
				k := survey.Key{Question: statement.Name}
				add(stateColumn(t.state(statement, k))+"  "+line(t.label(k)), k)
			}
		case q.Type == survey.TypeCalculate && !q.Override:
			add("   "+stateColumn(t.t("state_computed"))+line(t.label(k))+": "+t.computed(k), survey.Place{})
		default:
			add(stateColumn(t.state(q, k))+t.overviewText(q, k), k)
		}
	}
	return lines, places
}

// overviewText is a question on one line, a list with the number of its rows.
func (t teller) overviewText(q *survey.Question, k survey.Key) string {
	rows := len(t.s.Response.Answers.Rows(q.Name))
	if q.Type == survey.TypeCalculate {
		return line(t.label(k)) + ": " + t.computed(k)
	}
	if q.Type != survey.TypeRepeat || rows == 0 {
		return line(t.label(k))
	}
	return line(t.label(k)) + " (" + t.n("rows", rows) + ")"
}

func (t teller) computed(k survey.Key) string {
	if v := t.ev().Value(k); !v.IsZero() {
		return line(t.ev().Show(k, v, t.Lang()))
	}
	return "…"
}

// stateColumn gives the words for states one width.
func stateColumn(state string) string {
	return state + strings.Repeat(" ", max(12-ansi.StringWidth(state), 1))
}

// state is one word for what there is to do about a question.
func (t teller) state(q *survey.Question, k survey.Key) string {
	a := t.s.Response.Answers.Get(k)
	switch {
	case q.Type == survey.TypeNote:
		return t.t("state_note")
	case a.Draft != "":
		return t.t("state_draft")
	case q.Type == survey.TypeCalculate && a.Value.IsZero():
		return t.t("state_computed")
	case t.ev().State(k) == survey.StateOpen:
		return t.openState(k)
	case t.blocked(k):
		return t.t("state_check")
	case t.ev().State(k) == survey.StateMissing:
		return t.t("state_missing")
	}
	for _, id := range t.s.Response.Answers.Rows(q.Name) {
		if t.rowState(q, id) == t.t("state_open") {
			return t.t("state_open")
		}
	}
	return t.t("state_done")
}

func (t teller) openState(k survey.Key) string {
	switch t.ev().Required(k) {
	case survey.Required:
		return t.t("state_open")
	case survey.Soft:
		return t.t("state_soft")
	}
	return t.t("state_free")
}

func (t teller) endState() string {
	if t.ev().Complete() {
		return t.t("state_done")
	}
	return t.t("state_open")
}

func (o *overview) press(m *model, key tea.KeyMsg) tea.Cmd {
	if o.menu.press(key.String()) {
		return nil
	}
	if key.Type == tea.KeyEnter && !o.menu.empty() {
		m.settle(nil, m.s.Jump(o.places[o.menu.cursor], m.base.typed()))
	}
	return nil
}

func (o *overview) message(tea.Msg)       {}
func (o *overview) keep(m *model) error   { return m.base.keep(m) }
func (o *overview) foot() []string        { return []string{"move", "jump", "close", "quit"} }
func (o *overview) fit(width, height int) { o.width = width; o.menu.fit(height - 1) }

func (o *overview) view() []string {
	return append([]string{cut(o.title, o.width)}, o.menu.view(o.width)...)
}
