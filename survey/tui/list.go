package tui

import (
	"slices"
	"strings"

	"github.com/charmbracelet/bubbles/textinput"

	"bestand.example/itbestand/survey"
)

// listField is the field of select and rank questions: a window of huh's Select
// or MultiSelect over the entries, and above it a search line where the list is
// long.
//
// The entries, the ticks and the cursor are kept here, and the huh field is
// built anew for each window: so it never holds more lines than the screen,
// no answer is lost by searching, and opening a question chooses nothing.
type listField struct {
	teller
	look    look
	q       *survey.Question
	place   survey.Place
	multi   bool // several are ticked
	rank    bool // several are put into an order
	entries []entry
	search  *textinput.Model // nil: the list is short
	hits    []int            // the entries that the search finds
	cursor  int              // in hits
	picked  map[string]bool  // multi only
	order   []string         // rank only: the codes in their order
	words   string           // in which the person answers, with survey.OtherCode
	asking  bool             // the words are wanted next
	heard   bool             // the words were given
	window  window
	width   int
	rows    int // lines for the window
	touched bool
	before  string // what leaving keeps while nothing was touched
	said    string // what the last key did
	rules   string // how many may be chosen, and which choices rule out the others
}

func newList(t teller, l look, q *survey.Question, offered *survey.ChoiceList) *listField {
	f := &listField{teller: t, look: l, q: q, place: t.s.Place(), picked: map[string]bool{}}
	f.multi, f.rank = q.Type == survey.TypeSelectMultiple, q.Type == survey.TypeRank
	f.before, f.rules = survey.Clean(t.s.Answer().Draft), strings.Join(t.rules(q, offered), " ")
	codes, words := t.preset(f.place).Codes(), t.preset(f.place).Other()
	if f.before != "" && (f.multi || f.rank) {
		codes, words = t.draftCodes(q, offered, f.before)
	}
	f.words = line(words)
	f.entries = t.entries(q, offered, codes)
	if len(offered.Choices) == 0 && len(codes) == 0 && t.s.Answer().Missing == "" {
		f.entries = nil // nothing to choose, and nothing to take back
	}
	if !offered.IsShort() {
		search := l.newSearch(t.t("search_prompt"))
		f.search = &search
	}
	f.find("")
	f.open(codes)
	return f
}

// open puts the cursor on the answer. In a list of several it goes to the
// first entry that is not ticked: there the space bar takes nothing away.
func (f *listField) open(codes []string) {
	known := func(code string) bool {
		return slices.ContainsFunc(f.entries, func(e entry) bool { return e.code == code })
	}
	f.order = slices.DeleteFunc(slices.Clone(codes), func(code string) bool { return !known(code) })
	for _, code := range f.order {
		f.picked[code] = true
	}
	start := func(e entry) bool { return slices.Contains(f.order, e.code) }
	if f.multi || f.rank {
		start = func(e entry) bool { return !f.picked[e.code] }
	}
	f.cursor = max(slices.IndexFunc(f.entries, start), 0)
}

// entry is the text of a search that found nothing; the session refuses it and
// names the nearest choice.
func (f *listField) entry() string {
	if f.search == nil || len(f.hits) > 0 || f.multi || f.rank {
		return ""
	}
	return f.search.Value()
}

// under is the entry under the cursor, or nil where a search finds nothing.
func (f *listField) under() *entry {
	if len(f.hits) == 0 {
		return nil
	}
	return &f.entries[f.hits[f.cursor]]
}

// chosen are the codes that were ticked, in the order of the list, or ranked,
// or the one under the cursor.
func (f *listField) chosen() []string {
	if f.rank {
		return slices.Clone(f.order)
	}
	var codes []string
	for _, e := range f.entries {
		if f.multi && f.picked[e.code] {
			codes = append(codes, e.code)
		}
	}
	if e := f.under(); e != nil && !f.multi && e.code != "" {
		codes = append(codes, e.code)
	}
	return codes
}

// codes are the chosen ones, the words of one's own behind theirs.
func (f *listField) codes() []string { return f.withWords(f.chosen()) }

func (f *listField) withWords(codes []string) []string {
	for i, code := range codes {
		if code == survey.OtherCode && len(f.q.Other) > 0 && f.words != "" {
			codes[i] += ": " + f.words
		}
	}
	return codes
}

// typed keeps ticks, for they were set. The cursor of a list of which one is
// chosen is not an answer before Enter, unless words of one's own were given.
func (f *listField) typed() string {
	if e := f.under(); !f.multi && !f.rank && !(f.heard && f.words != "" && e != nil && e.own) || !f.touched {
		return f.before
	}
	return strings.Join(f.withWords(f.rowNumbers(f.q, f.chosen())), ", ")
}

func (f *listField) lines() bool { return false }

func (f *listField) foot() []string {
	switch {
	case len(f.entries) == 0:
		return []string{"next"}
	case f.rank:
		return []string{"rank", "shift", "next"}
	case f.multi:
		return []string{"pick", "next"}
	case f.search != nil:
		return []string{"search", "next"}
	}
	return []string{"move", "next"}
}

// height counts the search line and what stands below the list.
func (f *listField) height(width int) (least, most int) {
	if len(f.entries) == 0 {
		lines := len(f.nothing(width))
		return lines, lines
	}
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
	if len(f.entries) == 0 {
		return f.nothing(f.width)
	}
	var lines []string
	if f.search != nil {
		lines = append(lines, f.searchLine())
	}
	switch {
	case len(f.hits) == 0:
		lines = append(lines, " "+f.t("search_nothing"))
	default:
		lines = append(lines, f.window.view()...)
		if rest := f.beyond(f.window.top, len(f.hits)-f.window.top-f.window.count); rest != "" && f.rows > 2 {
			lines = append(lines, cut(" "+rest, f.width))
		}
	}
	return append(lines, f.status(f.width)...)
}
