package tui

import (
	"errors"
	"strings"

	"bestand.example/itbestand/survey"
)

// introduce says where the person is: the section when it changes, the row.
func (t *talk) introduce(q *survey.Question, place survey.Place) {
	if q.Section != t.said {
		t.said = q.Section
		label, hint := t.section(q)
		t.print(t.t("lines_section", label), hint)
	}
	t.print(t.progress())
	if q.Roster != nil {
		number, name := t.row(q.Roster, place.Row)
		if name != "" {
			number += " (" + name + ")"
		}
		t.print(t.t("lines_row", line(t.label(survey.Key{Question: q.Roster.Name})), number))
	}
}

// sayQuestion says all that there is to know before answering.
func (t *talk) sayQuestion(q *survey.Question, place survey.Place) {
	t.introduce(q, place)
	t.print(t.t("lines_question", t.question(place)))
	if hint := t.hint(place); hint != "" {
		t.print(t.t("lines_hint", hint))
	}
	t.shown = nil
	if q.Type.Choice() {
		t.sayChoices(q)
	}
	t.sayAnswer(q)
}

// sayAnswer says what is known already.
func (t *talk) sayAnswer(q *survey.Question) {
	a := t.s.Answer()
	if !a.Value.IsZero() {
		t.print(t.t("given", paragraph(q.Show(a.Value, t.Lang()))))
	}
	t.print(t.marks(a)...)
	for _, f := range t.ev().FindingsAt(t.s.Place()) {
		if f.Code == survey.DraftLeft || f.Code == survey.Invalid || f.Code == survey.Violated {
			t.print(t.say(f))
		}
	}
}

func (t *talk) prompt(q *survey.Question) string {
	if q.Type == survey.TypeMultiline {
		return t.t("lines_prompt_text")
	}
	return t.t("lines_prompt")
}

// answer hands an entry to the session: numbers of the shown list become
// codes first.
func (t *talk) answer(q *survey.Question, text string) error {
	if q.Type.Choice() {
		text = t.codes(q, text)
	}
	err := t.settle(func() ([]survey.Finding, error) { return t.s.Enter(text) })
	if _, refusal := q.Parse(text); err == nil && refusal != nil && q.Type.Choice() && !q.List.IsShort() {
		t.offer(q, text)
	}
	return err
}

// paragraphs reads a text of several lines, up to a line with a dot. Where the
// input ends before, what was read counts.
func (t *talk) paragraphs(first string) error {
	lines := []string{first}
	for {
		text, err := t.read()
		ended := errors.Is(err, errLeave)
		if err != nil && !ended {
			_ = t.save(func() error { return t.s.Pause(strings.Join(lines, "\n")) })
			return err
		}
		if ended || strings.TrimSpace(text) == "." {
			errSave := t.settle(func() ([]survey.Finding, error) { return t.s.Enter(strings.Join(lines, "\n")) })
			if errSave != nil {
				return errSave
			}
			return err
		}
		lines = append(lines, unescape(text))
	}
}
