package tui

import (
	"strings"

	"bestand.example/itbestand/survey"
)

// entry is one line of a list. Besides the choices there may be one that stands
// for no answer (its code is empty), those of the answer that are no choice any
// more, and one for words of one's own.
type entry struct {
	code, label string
	folded      string // what a search compares
	choice      bool
	own         bool // in words of one's own
}

// entries are the choices; where one is chosen, the first entry stands for no
// answer, so that there is a line on which Enter chooses nothing. A stored code
// that is not offered any more gets a line too: otherwise Enter would silently
// change it into another.
func (t teller) entries(q *survey.Question, offered *survey.ChoiceList, codes []string) []entry {
	entries, seen := make([]entry, 0, len(offered.Choices)+1), make(map[string]bool, len(offered.Choices))
	if q.Type.Single() {
		entries = append(entries, entry{label: t.blank()})
	}
	for _, code := range codes {
		if offered.Index(code) < 0 {
			entries = append(entries, entry{code: code, label: t.gone(q, code)})
		}
	}
	for _, c := range offered.Choices {
		label := line(c.Label.In(t.Lang()))
		if seen[label] {
			label += " (" + c.Name + ")" // huh ticks all entries of one label at once
		}
		seen[label] = true
		own := c.Name == survey.OtherCode && len(q.Other) > 0
		entries = append(entries, entry{c.Name, label, searchable(label), !own, own})
	}
	return entries
}

// gone names a choice of the question at the place that is not offered any
// more.
func (t teller) gone(q *survey.Question, code string) string {
	label := line(t.ev().Show(t.s.Place(), survey.Value{Kind: survey.KindCode, Text: code}, t.Lang()))
	if fromRows(q) && label == code {
		return t.t("choice_row_gone", code)
	}
	return t.t("choice_gone", label)
}

// searchable is a label without case, spelling variants and blanks.
func searchable(s string) string { return strings.ReplaceAll(survey.Fold(s), " ", "") }

// matches reports whether a searchable label has every one of the words, which
// are folded.
func matches(folded string, words []string) bool {
	for _, word := range words {
		if !strings.Contains(folded, word) {
			return false
		}
	}
	return true
}

// wanted are the words of a search text.
func wanted(text string) []string { return strings.Fields(survey.Fold(text)) }
