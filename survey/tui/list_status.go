package tui

import (
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// searchLine shows the search text and how much it finds; in a narrow place
// the count gets shorter, not the text.
func (f *listField) searchLine() string {
	found, choices := f.counts()
	count := f.t("search_count", found, choices)
	if f.width < 50 {
		count = f.t("search_count_short", found, choices)
	}
	room := f.width - ansi.StringWidth(count) - 2
	f.search.Width = max(room-ansi.StringWidth(f.search.Prompt)-2, 4)
	text := strings.TrimRight(f.search.View(), " ")
	return text + strings.Repeat(" ", max(room-ansi.StringWidth(text), 0)+2) + count
}

// counts are the choices that the search finds, and all there are.
func (f *listField) counts() (found, choices int) {
	for _, e := range f.entries {
		if e.choice {
			choices++
		}
	}
	for _, hit := range f.hits {
		if f.entries[hit].choice {
			found++
		}
	}
	return found, choices
}

// nothing says that a list has no entry, and what to do.
func (f *listField) nothing(width int) []string {
	return wrap(f.t("nothing_offered"), width)
}

// status says what is ticked or ranked, the rules for that, and what the last
// key did.
func (f *listField) status(width int) []string {
	if len(f.entries) == 0 || !f.multi && !f.rank {
		return nil
	}
	state := f.state()
	if f.said != "" {
		state = f.said + " " + state
	}
	lines := []string{cut(state, width)}
	if f.rules != "" {
		lines = append(lines, cut(f.rules, width))
	}
	if f.rank {
		lines = append(lines, cut(f.t("rank_keys"), width))
	}
	return lines
}

func (f *listField) state() string {
	var labels []string
	for i, code := range f.chosen() {
		label := f.label(code)
		if f.rank {
			label = strconv.Itoa(i+1) + ". " + label
		}
		labels = append(labels, label)
	}
	switch all := strings.Join(labels, "; "); {
	case f.rank && len(labels) == 0:
		return f.t("ranked_none")
	case f.rank:
		return f.t("ranked", all)
	case len(labels) == 0:
		return f.t("picked_none")
	default:
		return f.t("picked", len(labels), all)
	}
}

// label is what the entry of a code says.
func (f *listField) label(code string) string {
	for i := range f.entries {
		if f.entries[i].code == code {
			return f.shown(&f.entries[i])
		}
	}
	return code
}

// shown is an entry as the list shows it, with the words of one's own.
func (f *listField) shown(e *entry) string {
	if e.own && f.words != "" {
		return e.label + ": " + f.words
	}
	return e.label
}
