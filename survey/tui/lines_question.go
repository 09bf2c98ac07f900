package tui

import (
	"errors"
	"slices"
	"strings"

	"bestand.example/itbestand/survey"
)

// mostName is how much of an entry's name is said before each of its questions.
const mostName = 60

// introduce says where the person is: the section or the matrix when it
// changes, the row.
func (t *talk) introduce(q *survey.Question, place survey.Place) {
	if q.Section != t.said {
		t.said = q.Section
		label, hint := t.section(q)
		t.print(t.t("lines_section", label), hint, t.with("assignee", line(q.Section.AssigneeHint.In(t.Lang()))))
	}
	t.print(t.progress())
	if q.Roster != nil {
		t.print(t.t("lines_row", line(t.label(survey.Key{Question: q.Roster.Name})), t.inRow(q, place, mostName)[0]))
	}
	if q.Matrix != nil && q.Matrix != t.matrix {
		matrix := survey.Key{Question: q.Matrix.Name}
		t.print(t.t("lines_matrix", t.label(matrix)), t.with("lines_hint", t.hint(matrix)), t.with("assignee", line(q.Matrix.AssigneeHint.In(t.Lang()))))
	}
}

// sayQuestion says all that there is to know before answering. What all
// statements of a matrix share is said with the first of them.
func (t *talk) sayQuestion(q *survey.Question, place survey.Place) {
	t.introduce(q, place)
	again := q.Matrix != nil && q.Matrix == t.matrix
	t.matrix = q.Matrix
	if q.Matrix != nil {
		all := t.statements(q.Matrix)
		t.print(t.t("lines_statement", slices.Index(all, q)+1, len(all), t.question(place)))
	} else {
		t.print(t.t("lines_question", t.question(place)))
	}
	if !again {
		t.print(t.asked(q)...)
	}
	t.print(t.with("lines_hint", t.hint(place)))
	if q.Matrix == nil {
		t.print(t.assignee(q))
	}
	if q.Type.Choice() && !again {
		t.sayChoices(q)
	}
	t.saySuggestions(q)
	t.sayAnswer()
	t.print(t.sumLines(t.opening(place).text)...)
}

// sayAnswer says what is known already, or what is proposed.
func (t *talk) sayAnswer() {
	place, a := t.s.Place(), t.s.Answer()
	if !a.Value.IsZero() {
		t.print(t.t("given", paragraph(t.ev().Show(place, a.Value, t.Lang()))))
	}
	if proposed, ok := t.proposed(place); ok {
		t.print(t.t("lines_default", line(t.ev().Show(place, proposed, t.Lang()))))
	} else {
		t.print(t.proposal(place)...)
	}
	t.print(t.marks(a)...)
	for _, f := range t.ev().FindingsAt(place) {
		switch f.Code {
		case survey.DraftLeft, survey.Invalid, survey.Violated, survey.NotOffered, survey.RowGone, survey.RankOpen, survey.SameRow, survey.TotalOff:
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
// codes first. Words of one's own that are still to come are asked.
func (t *talk) answer(q *survey.Question, text string) error {
	if q.Type.Choice() {
		text = t.codes(q, text)
	}
	_, refusal := t.ev().Parse(t.s.Place(), text)
	if refusal != nil && refusal.Code == survey.OtherWithoutText {
		return t.ask("lines_own_ask", func(words string) error {
			text = strings.TrimRight(strings.TrimSpace(text), ":") + ": " + words
			return t.settle(func() ([]survey.Finding, error) { return t.s.Enter(text) })
		})
	}
	err := t.settle(func() ([]survey.Finding, error) { return t.s.Enter(text) })
	if err == nil && refusal != nil && q.Type.Choice() && !t.offered().IsShort() {
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
