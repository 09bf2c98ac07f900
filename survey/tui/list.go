package tui

import (
	"slices"
	"strconv"
	"strings"

	"github.com/charmbracelet/bubbles/textinput"
	"github.com/charmbracelet/x/ansi"

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
	if !offered.IsShort() {
		search := l.newSearch(t.t("search_prompt"))
		f.search = &search
	}
	f.find("")
	f.open(codes)
	return f
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
	if q.ChoicesFrom != "" && label == code {
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
	if e := f.under(); !f.multi && !f.rank && !(f.heard && e != nil && e.own) || !f.touched {
		return f.before
	}
	return strings.Join(f.withWords(f.rowNumbers(f.q, f.chosen())), ", ")
}

func (f *listField) lines() bool { return false }

func (f *listField) foot() []string {
	switch {
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

// status says what is ticked or ranked, the rules for that, and what the last
// key did.
func (f *listField) status(width int) []string {
	if !f.multi && !f.rank {
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
