package tui

import (
	"strconv"
	"strings"

	"bestand.example/itbestand/survey"
)

// sayChoices says a short list with numbers; a long one waits for a search.
func (t *talk) sayChoices(q *survey.Question) {
	if q.List.IsShort() {
		t.print(t.t("lines_choices"))
		t.number(q, q.List.Choices)
	} else {
		t.print(t.t("lines_long_list", len(q.List.Choices)))
	}
	if q.Type == survey.TypeSelectMultiple {
		t.print(t.t("lines_several"), t.exclusive(q))
	}
}

// number says choices with numbers, which count as answers from then on. In a
// list with codes that are numbers themselves the codes are said instead: one
// entry must not mean two things.
func (t *talk) number(q *survey.Question, choices []survey.Choice) {
	t.shown = nil
	digits := numericCodes(q.List)
	for i, c := range choices {
		label := line(c.Label.In(t.Lang()))
		if digits {
			t.print(t.t("lines_code", c.Name, label))
			continue
		}
		t.print(t.t("lines_number", i+1, label))
		t.shown = append(t.shown, c.Name)
	}
}

func numericCodes(list *survey.ChoiceList) bool {
	for _, c := range list.Choices {
		if _, err := strconv.Atoi(c.Name); err == nil {
			return true
		}
	}
	return false
}

// codes turns an entry for a choice question into codes where it can: an entry
// that is a code or a label as a whole stays; otherwise each of its parts
// between commas is a code, a label, or a number of the shown list. What is
// none of them stays too, for the session to refuse.
func (t *talk) codes(q *survey.Question, entry string) string {
	if code, ok := t.code(q, entry); ok {
		return code
	}
	if q.Type != survey.TypeSelectMultiple {
		return entry
	}
	parts := strings.FieldsFunc(entry, func(r rune) bool { return r == ',' || r == ';' })
	for i, part := range parts {
		if code, ok := t.code(q, part); ok {
			parts[i] = code
		}
	}
	return strings.Join(parts, ", ")
}

// code reads one part of an entry.
func (t *talk) code(q *survey.Question, part string) (string, bool) {
	part = strings.TrimSpace(part)
	folded := survey.Fold(part)
	for _, c := range q.List.Choices {
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

// search says what a long list holds for a text. Without a text it says the
// whole list.
func (t *talk) search(q *survey.Question, text string) {
	if !q.Type.Choice() {
		t.print(t.t("lines_no_list"))
		return
	}
	hits := t.hits(q, text)
	t.print(t.n("lines_hits", len(hits)))
	if text == "" {
		t.number(q, hits)
		return
	}
	t.number(q, hits[:min(len(hits), mostHits)])
	if rest := len(hits) - mostHits; rest > 0 {
		t.print(t.n("lines_more_hits", rest))
	}
}

// mostHits is how many hits a search says; with more of them it is quicker to
// search again than to listen on.
const mostHits = 30

func (t *talk) hits(q *survey.Question, text string) []survey.Choice {
	var hits []survey.Choice
	for _, c := range q.List.Choices {
		if matches(searchable(line(c.Label.In(t.Lang()))), text) {
			hits = append(hits, c)
		}
	}
	return hits
}

// offer says what a refused entry finds in a long list, so that its number can
// follow.
func (t *talk) offer(q *survey.Question, text string) {
	if len(t.hits(q, text)) > 0 {
		t.search(q, text)
	}
}
