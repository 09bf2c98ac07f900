package tui

import (
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"bestand.example/itbestand/survey"
)

// barWidth is the width of the progress bar, in columns. Narrow screens have
// none; in a row of a list its name needs the room sooner.
const (
	barWidth      = 20
	barFrom       = 55
	barFromInRows = 100
)

// head draws the first line: where the person is, and how far.
func (t teller) head(place survey.Place, width int) string {
	done, asked := t.ev().Progress()
	right := t.t("head_progress", done, asked)
	if width >= barFromInRows || width >= barFrom && place.Row == 0 {
		right = bar(done, asked) + " " + right
	}
	left := t.here(place, width-ansi.StringWidth(right)-2)
	if left == "" {
		return cut(right, width)
	}
	return cut(left+"  "+right, width)
}

// bar is the progress in signs: as many # as are done of the whole.
func bar(done, asked int) string {
	full := 0
	if asked > 0 {
		full = barWidth * done / asked
	}
	return strings.Repeat("#", full) + strings.Repeat(".", barWidth-full)
}

// here names the section, or inside a roster the row. In a narrow place the
// names get shorter, the number of the row stays.
func (t teller) here(place survey.Place, width int) string {
	q := t.s.Set.Question(place.Question)
	if q == nil {
		return cut(t.t("end_title"), width)
	}
	if q.Roster == nil {
		section, _ := t.section(q)
		return cut(section, width)
	}
	section, _ := t.section(q)
	list := line(t.label(survey.Key{Question: q.Roster.Name}))
	for _, entry := range t.inRow(q, place, max(width/3, 12)) {
		for _, of := range []string{list + ", ", section + ", ", ""} {
			// A list is often labelled with a whole question: cut off it says less than
			// the entry alone.
			if ansi.StringWidth(of+entry) <= width {
				return of + entry
			}
		}
	}
	return cut(t.t("row", t.ev().RowNumber(q.Roster, place.Row)), width)
}

// inRow says which entry of a list this is, which of its columns, and what is
// open in it; the longest form first.
func (t teller) inRow(q *survey.Question, place survey.Place, most int) []string {
	number, name := t.row(q.Roster, place.Row)
	stops := t.ev().RowStops(q.Roster, place.Row)
	rows := len(t.s.Response.Answers.Rows(q.Roster.Name))
	of := t.r("row_of", t.ev().RowNumber(q.Roster, place.Row), rows)
	column := of + ", " + t.r("column_of", slices.Index(stops, place)+1, len(stops))
	forms := []string{column, of, number}
	if open := t.standing(q.Roster, place.Row).open; open > 0 {
		forms = slices.Insert(forms, 0, t.r("column_open", column, open))
	}
	if name != "" {
		forms = slices.Insert(forms, 0, forms[0]+" ("+cut(name, most)+")", forms[0]+" ("+cut(name, 12)+")")
	}
	return forms
}

// foot draws the keys of the last line. It never wraps and never cuts a key in
// two: the least important ones first get a short form, then go.
func (t teller) foot(keys []string, width int) string {
	forms := make([][]string, len(keys)) // what each key may still be shown as
	for i, k := range keys {
		forms[i] = strings.Split(t.t("foot_"+k), "|")
	}
	for {
		var shown []string
		for _, f := range forms {
			if len(f) > 0 {
				shown = append(shown, f[0])
			}
		}
		for _, separator := range []string{" · ", "  "} {
			if whole := strings.Join(shown, separator); ansi.StringWidth(whole) <= width {
				return whole
			}
		}
		shorten(keys, forms)
	}
}

// shorten takes a form away: from the least important key that still has two,
// otherwise from the least important key that is still there.
func shorten(keys []string, forms [][]string) {
	least := -1
	for _, enough := range []int{2, 1} {
		for i, k := range keys {
			if len(forms[i]) >= enough && (least < 0 || importance(k) < importance(keys[least])) {
				least = i
			}
		}
		if least >= 0 {
			forms[least] = forms[least][1:]
			return
		}
	}
}

// importance orders the keys of the foot. All of them stand in the help, so
// help and the way out go last.
func importance(key string) int {
	order := []string{"clear", "comment", "search", "move", "steps", "statement", "check", "suggest", "shift", "scroll", "estimate", "overview",
		"redo", "sort", "next_open", "only_open", "copy", "import", "find", "show_all", "list", "filter", "missing", "reopen", "back", "newline",
		"complete", "digit", "rank", "undo", "delete", "edit", "none", "pick", "new", "problem", "close", "unfind", "found", "more", "quit", "leave", "help", "read", "read_on", "noticed", "choose",
		"unfold", "more_enter", "jump", "continue", "next", "tab", "finish"}
	for i, k := range order {
		if k == key {
			return i
		}
	}
	return -1
}

// frame puts head, body, message and foot together: exactly height lines, none
// wider than width.
func (t teller) frame(width, height int, head string, body, message, foot []string) string {
	rule := strings.Repeat("─", width)
	lines := []string{head, rule}
	lines = append(lines, pad(append(body, message...), height-4)...)
	lines = append(append(lines, rule), foot...)
	for i, l := range lines {
		lines[i] = strings.TrimRight(ansi.Truncate(harmless(l), width, ""), " ")
	}
	return strings.Join(pad(lines, height), "\n")
}

// harmless is a line of the screen without what hides or reorders text: an entry
// field shows whatever was pasted into it.
func harmless(l string) string {
	parts := strings.Split(l, "\x1b") // begins the styles, which are our own
	for i := range parts {
		parts[i] = survey.Clean(parts[i])
	}
	return strings.Join(parts, "\x1b")
}
