package tui

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"bestand.example/itbestand/survey"
)

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
