package tui

import (
	"slices"
	"strings"

	"github.com/charmbracelet/bubbles/textinput"
	"github.com/charmbracelet/x/ansi"

	"bestand.example/itbestand/survey"
)

// entry is one line of a list. Besides the choices there may be one that stands
// for no answer (its code is empty), and one for an answer that is no choice
// any more.
type entry struct {
	code, label string
	folded      string // what a search compares
	choice      bool
}

// listField is the field of select questions: a window of huh's Select or
// MultiSelect over the entries, and above it a search line where the list is
// long.
//
// The entries, the ticks and the cursor are kept here, and the huh field is
// built anew for each window: so it never holds more lines than the screen,
// no answer is lost by searching, and opening a question chooses nothing.
type listField struct {
	teller
	look    look
	multi   bool
	entries []entry
	search  *textinput.Model // nil: the list is short
	hits    []int            // the entries that the search finds
	cursor  int              // in hits
	picked  map[string]bool  // multi only
	window  window
	width   int
	rows    int // lines for the window
	touched bool
	before  string // what leaving keeps while nothing was touched
	said    string // what the last key did
	rules   string // which choices rule out the others
}

func newList(t teller, l look, q *survey.Question, a survey.Answer) *listField {
	f := &listField{teller: t, look: l, multi: q.Type == survey.TypeSelectMultiple, picked: map[string]bool{}, before: written(q, a), rules: t.exclusive(q)}
	f.entries = t.entries(q, a)
	if !q.List.IsShort() {
		search := l.newSearch(t.t("search_prompt"))
		f.search = &search
	}
	f.find("")
	if f.multi && a.Draft != "" {
		f.open(survey.Value{Kind: survey.KindCodes, Text: strings.ReplaceAll(a.Draft, ",", " ")})
	} else {
		f.open(a.Value)
	}
	return f
}

// entries are the choices; for a select_one question the first entry stands
// for no answer, so that there is a line on which Enter chooses nothing. A
// stored code that the list does not have any more gets a line too: otherwise
// Enter would silently change it into another.
func (t teller) entries(q *survey.Question, a survey.Answer) []entry {
	var entries []entry
	if q.Type != survey.TypeSelectMultiple {
		blank := t.t("choice_none")
		if a.Missing != "" {
			blank = t.t("choice_missing", t.missing(a.Missing))
		}
		entries = append(entries, entry{label: blank})
		if a.Value.Kind == survey.KindCode && q.List.Index(a.Value.Text) < 0 {
			entries = append(entries, entry{code: a.Value.Text, label: t.t("choice_gone", line(a.Value.Text))})
		}
	}
	seen := map[string]bool{}
	for _, c := range q.List.Choices {
		label := line(c.Label.In(t.Lang()))
		if seen[label] {
			label += " (" + c.Name + ")" // huh ticks all entries of one label at once
		}
		seen[label] = true
		entries = append(entries, entry{c.Name, label, searchable(label), true})
	}
	return entries
}

// searchable is a label without case, spelling variants and blanks.
func searchable(s string) string { return strings.ReplaceAll(survey.Fold(s), " ", "") }

// matches reports whether a searchable label has every word of a search text.
func matches(folded, text string) bool {
	for _, word := range strings.Fields(survey.Fold(text)) {
		if !strings.Contains(folded, word) {
			return false
		}
	}
	return true
}

// open puts the cursor on the answer. In a list of several it goes to the
// first entry that is not ticked: there the space bar takes nothing away.
func (f *listField) open(v survey.Value) {
	for _, code := range v.Codes() {
		if slices.ContainsFunc(f.entries, func(e entry) bool { return e.code == code }) {
			f.picked[code] = true
		}
	}
	start := func(e entry) bool { return e.code == v.Text }
	if f.multi {
		start = func(e entry) bool { return !f.picked[e.code] }
	}
	f.cursor = max(slices.IndexFunc(f.entries, start), 0)
}

// entry is the code under the cursor. A search that finds nothing is an entry
// too: the session refuses it and names the nearest choice.
func (f *listField) entry() string {
	if f.multi {
		return strings.Join(f.codes(), ", ")
	}
	if len(f.hits) == 0 {
		return f.search.Value()
	}
	return f.entries[f.hits[f.cursor]].code
}

// codes are the ticked codes in the order of the list.
func (f *listField) codes() []string {
	var codes []string
	for _, e := range f.entries {
		if f.picked[e.code] {
			codes = append(codes, e.code)
		}
	}
	return codes
}

// typed keeps ticks, for they were set. The cursor of a select_one list is not
// an answer before Enter.
func (f *listField) typed() string {
	if f.multi && f.touched {
		return f.entry()
	}
	return f.before
}

func (f *listField) lines() bool { return false }

func (f *listField) foot() []string {
	switch {
	case f.multi:
		return []string{"pick", "next"}
	case f.search != nil:
		return []string{"search", "next"}
	}
	return []string{"move", "next"}
}

// height counts the search line and what stands below the list.
func (f *listField) height(width int) (least, most int) {
	extra := len(f.status(width))
	if f.search != nil {
		extra++
	}
	return min(len(f.entries), 3) + extra, len(f.entries) + extra
}

func (f *listField) fit(width, height int) {
	extra := len(f.status(width))
	if f.search != nil {
		extra++
	}
	if rows := max(height-extra, 1); rows != f.rows || width != f.width {
		f.rows, f.width = rows, width
		f.window = window{}
		f.draw()
	}
}

func (f *listField) view() []string {
	var lines []string
	if f.search != nil {
		lines = append(lines, f.searchLine())
	}
	if len(f.hits) == 0 {
		lines = append(lines, " "+f.t("search_nothing"))
	} else {
		lines = append(lines, f.window.view()...)
		if rest := f.beyond(f.window.top, len(f.hits)-f.window.top-f.window.count); rest != "" && f.rows > 2 {
			lines = append(lines, cut(" "+rest, f.width))
		}
	}
	return append(lines, f.status(f.width)...)
}

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

// status says what is ticked, which choices rule out the others, and what the
// last key did.
func (f *listField) status(width int) []string {
	if !f.multi {
		return nil
	}
	var labels []string
	for _, e := range f.entries {
		if f.picked[e.code] {
			labels = append(labels, e.label)
		}
	}
	lines := []string{cut(f.t("picked", len(labels), strings.Join(labels, "; ")), width)}
	if len(labels) == 0 {
		lines[0] = f.t("picked_none")
	}
	if f.said != "" {
		lines[0] = cut(f.said+" "+lines[0], width)
	}
	if f.rules != "" {
		lines = append(lines, cut(f.rules, width))
	}
	return lines
}
