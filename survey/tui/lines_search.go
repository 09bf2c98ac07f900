package tui

import (
	"bestand.example/itbestand/survey"
)

// mostHits is how many hits a search says; with more of them it is quicker to
// search again than to listen on.
const mostHits = 30

// search says what a long list holds for a text. Without a text it says the
// whole list.
func (t *talk) search(q *survey.Question, text string) {
	switch {
	case q.Type.Choice():
		hits := t.hits(text)
		t.print(t.n("lines_hits", len(hits)))
		if text == "" {
			t.enumerate(q, hits)
			return
		}
		t.enumerate(q, hits[:min(len(hits), mostHits)])
		t.moreHits(len(hits) - mostHits)
	case q.Suggestions != nil:
		t.searchSuggestions(text)
	default:
		t.print(t.t("lines_no_list"))
	}
}

func (t *talk) moreHits(rest int) {
	if rest > 0 {
		t.print(t.n("lines_more_hits", rest))
	}
}

func (t *talk) hits(text string) []survey.Choice {
	var hits []survey.Choice
	words := wanted(text)
	for _, c := range t.offered().Choices {
		if matches(searchable(line(c.Label.In(t.Lang()))), words) {
			hits = append(hits, c)
		}
	}
	return hits
}

// offer says what a refused entry finds in a long list, so that its number can
// follow.
func (t *talk) offer(q *survey.Question, text string) {
	if len(t.hits(text)) > 0 {
		t.search(q, text)
	}
}

// saySuggestions says what a text may be; it may be anything else besides, and
// so the suggestions have no numbers.
func (t *talk) saySuggestions(q *survey.Question) {
	offers := t.ev().Suggestions(t.s.Place(), t.Lang())
	switch {
	case q.Suggestions == nil || len(offers) == 0:
	case len(offers) <= mostHits/2:
		t.print(t.t("lines_suggestions"))
		for _, offer := range offers {
			t.print(t.t("lines_suggestion", line(offer)))
		}
	default:
		t.print(t.t("lines_many_suggestions", len(offers)))
	}
}

func (t *talk) searchSuggestions(text string) {
	var hits []string
	words := wanted(text)
	for _, offer := range t.ev().Suggestions(t.s.Place(), t.Lang()) {
		if matches(searchable(line(offer)), words) {
			hits = append(hits, line(offer))
		}
	}
	t.print(t.n("lines_hits", len(hits)))
	for _, hit := range hits[:min(len(hits), mostHits)] {
		t.print(t.t("lines_suggestion", hit))
	}
	t.moreHits(len(hits) - mostHits)
}
