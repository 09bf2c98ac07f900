package tui

import (
	"slices"
	"strconv"
	"strings"

	"bestand.example/itbestand/survey"
)

// offered are the choices of the question at the place.
func (t teller) offered() *survey.ChoiceList { return t.ev().Choices(t.s.Place()) }

// sayChoices says a short list with numbers; a long one waits for a search.
func (t *talk) sayChoices(q *survey.Question) {
	t.shown = nil
	list := t.offered()
	switch last := len(list.Choices) - 1; {
	case steps(q, list):
		t.print(t.t("lines_scale", line(list.Choices[0].Label.In(t.Lang())), line(list.Choices[last].Label.In(t.Lang()))))
	case t.byKey(q):
		t.print(t.t("units_by_key"))
	case len(list.Choices) == 0:
		t.print(t.t("nothing_offered"))
		return
	case list.IsShort():
		t.print(t.t("lines_choices"))
		t.enumerate(q, list.Choices)
	default:
		t.print(t.t("lines_long_list", len(list.Choices)))
	}
	switch q.Type {
	case survey.TypeSelectMultiple:
		t.print(t.t("lines_several"))
	case survey.TypeRank:
		t.print(t.t("lines_rank"))
	}
	t.print(t.rules(q, list)...)
	if len(q.Other) > 0 {
		t.print(t.t("lines_own"))
	}
}

// enumerate says choices with numbers, which count as answers from then on. In a
// list with codes that are numbers themselves the codes are said instead: one
// entry must not mean two things. Rows have the numbers of their list.
func (t *talk) enumerate(q *survey.Question, choices []survey.Choice) {
	t.shown = nil
	digits, rows := numericCodes(t.offered()), t.rowsOf(q)
	for i, c := range choices {
		label := line(c.Label.In(t.Lang()))
		switch id, err := strconv.Atoi(c.Name); {
		case fromRows(q) && err == nil:
			t.print(t.t("lines_number", slices.Index(rows, id)+1, label))
		case digits:
			t.print(t.t("lines_code", c.Name, label))
		default:
			t.print(t.t("lines_number", i+1, label))
			t.shown = append(t.shown, c.Name)
		}
	}
}

func numericCodes(list *survey.ChoiceList) bool {
	return slices.ContainsFunc(list.Choices, func(c survey.Choice) bool {
		_, err := strconv.Atoi(c.Name)
		return err == nil
	})
}

// codes turns an entry for a choice question into codes where it can: an entry
// that is a code or a label as a whole stays; otherwise each of its parts
// between commas is a code, a label, or a number of the shown list. What is
// none of them stays too, for the session to refuse. Words of one's own go to
// the end. Rows are read by the session.
func (t *talk) codes(q *survey.Question, entry string) string {
	if fromRows(q) {
		return entry
	}
	if code, ok := t.code(q, entry); ok {
		return code
	}
	if q.Type.Single() {
		return t.own(q, entry)
	}
	var codes, own []string
	for _, part := range parts(entry, q) {
		if code, ok := t.code(q, part); ok {
			part = code
		}
		if part = t.own(q, part); len(q.Other) > 0 && strings.HasPrefix(part, survey.OtherCode) {
			own = append(own, part)
			continue
		}
		codes = append(codes, part)
	}
	return strings.Join(append(codes, own...), ", ")
}

// own reads an entry of words of one's own, where the choice for them stands by
// its number.
func (t *talk) own(q *survey.Question, part string) string {
	before, words, colon := strings.Cut(part, ":")
	if code, ok := t.code(q, before); ok && colon && len(q.Other) > 0 && code == survey.OtherCode {
		return code + ":" + words
	}
	return part
}

// code reads one part of an entry.
func (t *talk) code(q *survey.Question, part string) (string, bool) {
	part = strings.TrimSpace(part)
	folded := survey.Fold(part)
	for _, c := range t.offered().Choices {
		if part == c.Name {
			return c.Name, true
		}
		for _, label := range c.Label {
			if folded == survey.Fold(label) {
				return c.Name, true
			}
		}
	}
	if n, err := strconv.Atoi(strings.TrimSuffix(part, ".")); err == nil && n >= 1 && n <= len(t.shown) {
		return t.shown[n-1], true
	}
	if q.Type == survey.TypeYesNo {
		code, ok := map[string]string{"j": "ja", "y": "ja", "n": "nein"}[folded]
		return code, ok
	}
	return "", false
}
