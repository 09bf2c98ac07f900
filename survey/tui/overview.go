package tui

import (
	"strings"

	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"bestand.example/itbestand/survey"
)

// manyLines is how many lines an overview may have to open with all sections
// unfolded: on a screen of 24 lines it shows them all.
const manyLines = 19

// outlined is how the overview was left, so that whoever works through what is
// open, or through what one colleague knows, finds it again as it was.
type outlined struct {
	unfolded map[*survey.Section]bool
	show     show
	assignee string
}

// overview lists sections, and below those that are unfolded their questions,
// all with their states. Enter unfolds a section or jumps to a question; typing
// searches; Tab calls the filters.
type overview struct {
	teller
	title  string
	kept   *outlined
	all    []outlineSection
	search textinput.Model
	lines  []overviewLine
	menu   menu
	filter *filterMenu // over the list; nil: closed
	width  int
	height int
}

// overviewLine is a line of the overview: a section, a question, or a head.
type overviewLine struct {
	section *outlineSection // of a section's own line
	entry   *outlineEntry
	end     bool
}

func newOverview(t teller, l look, title string, kept *outlined) *overview {
	o := &overview{teller: t, title: line(title), kept: kept, all: t.outline(), search: l.newSearch(t.t("search_prompt"))}
	o.unfoldFirst()
	o.fill(o.here())
	return o
}

// here is the line of the place at which the person stands.
func (o *overview) here() overviewLine {
	place := o.s.Place()
	if q := o.s.Question(); q != nil && q.Roster != nil {
		place = survey.Place{Question: q.Roster.Name}
	}
	for i := range o.all {
		for j := range o.all[i].entries {
			if e := &o.all[i].entries[j]; e.place == place {
				return overviewLine{entry: e}
			}
		}
	}
	return overviewLine{end: true}
}

// unfoldFirst decides which sections are unfolded: that of the place and those
// that the person unfolded before; all of them where that is short.
func (o *overview) unfoldFirst() {
	lines := len(o.all) + 2
	for _, s := range o.all {
		lines += len(s.entries)
	}
	if o.kept.unfolded == nil {
		o.kept.unfolded = map[*survey.Section]bool{}
		for _, s := range o.all {
			o.kept.unfolded[s.section] = lines <= manyLines
		}
	}
	if q := o.s.Question(); q != nil {
		o.kept.unfolded[q.Section] = true
	}
}

// wanted is what the list is narrowed down to.
func (o *overview) wanted() filter {
	return filter{o.kept.show, o.kept.assignee, wanted(o.search.Value()), true}
}

// fill lists the lines anew and puts the cursor on one of them.
func (o *overview) fill(at overviewLine) {
	f := o.wanted()
	shown := f.narrow(o.all)
	o.lines = nil
	for i := range shown {
		o.lines = append(o.lines, overviewLine{section: &shown[i]})
		if f.everything() && !o.kept.unfolded[shown[i].section] {
			continue
		}
		for j := range shown[i].entries {
			o.lines = append(o.lines, overviewLine{entry: &shown[i].entries[j]})
		}
	}
	if f.everything() {
		o.lines = append(o.lines, overviewLine{end: true})
	}
	o.draw(o.find(at))
}

// find is the number of a line, or of the first question where it is not there
// any more.
func (o *overview) find(at overviewLine) int {
	first := 0
	for i, l := range o.lines {
		switch {
		case l.end && at.end,
			l.section != nil && at.section != nil && l.section.section == at.section.section,
			l.entry != nil && at.entry != nil && l.entry.place == at.entry.place && l.entry.place != survey.Place{}:
			return i
		case l.entry != nil && first == 0 && l.entry.place != survey.Place{}:
			first = i
		}
	}
	return first
}

// draw puts the lines into words for the width.
func (o *overview) draw(cursor int) {
	items := make([]item, len(o.lines))
	counts := 0
	for _, l := range o.lines {
		if l.section != nil {
			counts = max(counts, ansi.StringWidth(o.countOf(l.section)))
		}
	}
	for i, l := range o.lines {
		items[i] = o.item(l, counts)
	}
	top := o.menu.top
	o.menu = o.newMenu(items, cursor)
	o.menu.top = top
}

func (o *overview) countOf(s *outlineSection) string { return o.l("count", s.done, s.asked) }

func (o *overview) item(l overviewLine, counts int) item {
	room := max(o.width-3, 1) // the sign of the cursor takes three
	switch {
	case l.end:
		return item{text: stateColumn(o.endState()) + o.t("end_jump")}
	case l.section != nil:
		count := o.countOf(l.section)
		left := stateColumn(l.section.state) + count + strings.Repeat(" ", max(counts-ansi.StringWidth(count), 0)+2) + o.sign(l.section)
		return item{text: left + o.named(l.section, room-ansi.StringWidth(left))}
	case l.entry.place == survey.Place{}:
		return item{text: strings.Repeat(" ", 5) + entryText(*l.entry, o.width-5), heading: true}
	}
	return item{text: "  " + entryText(*l.entry, room-2)}
}

// sign tells whether a section is unfolded.
func (o *overview) sign(s *outlineSection) string {
	if !o.wanted().everything() || o.kept.unfolded[s.section] {
		return "- "
	}
	return "+ "
}

// named is a section with its number, its hints and who knows the answers.
func (o *overview) named(s *outlineSection, width int) string {
	name := strings.TrimSpace(s.number + " " + s.label)
	if s.notes > 0 {
		notes := " (" + o.notes(s.notes) + ")"
		name = cut(name, max(width-ansi.StringWidth(notes), 1)) + notes
	}
	if s.assignee == "" {
		return cut(name, width)
	}
	return pair(name, " – ", s.assignee, width)
}

func (t teller) notes(n int) string {
	if n == 1 {
		return t.l("notes_one")
	}
	return t.l("notes", n)
}

// entryText is a question on one line.
func entryText(e outlineEntry, width int) string {
	if e.state == "" {
		return cut(strings.TrimSpace(e.number+" "+e.label), width)
	}
	return cut(stateColumn(e.state)+strings.TrimSpace(e.number+" "+e.label), width)
}

func (o *overview) press(m *model, key tea.KeyMsg) tea.Cmd {
	name := key.String()
	switch {
	case o.filter != nil:
		o.pressFilter(key)
	case key.Type == tea.KeyTab:
		o.filter = o.newFilterMenu()
	case key.Type == tea.KeyEnter:
		o.enter(m)
	case o.search.Value() == "" && (name == "left" || name == "right"):
		o.unfold(name == "right")
	case (name == "home" || name == "end") && o.search.Value() != "", !o.menu.press(name):
		return o.seek(key, key)
	}
	return nil
}

// enter unfolds or folds a section, and jumps to a question.
func (o *overview) enter(m *model) {
	if o.menu.empty() {
		return
	}
	switch l := o.lines[o.menu.cursor]; {
	case l.end:
		m.settle(nil, m.s.Jump(survey.EndPlace, m.base.typed()))
	case l.entry != nil:
		m.settle(nil, m.s.Jump(l.entry.place, m.base.typed()))
	case o.wanted().everything():
		o.unfold(!o.kept.unfolded[l.section.section])
	}
}

// unfold shows the questions of the section under the cursor, or puts them
// away. From a question it goes up to the section first.
func (o *overview) unfold(open bool) {
	if o.menu.empty() || !o.wanted().everything() {
		return
	}
	at := o.menu.cursor
	for at > 0 && o.lines[at].entry != nil && !open {
		at--
	}
	if s := o.lines[at].section; s != nil {
		o.kept.unfolded[s.section] = open
		o.fill(o.lines[at])
	}
}

// seek passes a message to the search line and narrows the list.
func (o *overview) seek(msg tea.Msg, key tea.KeyMsg) tea.Cmd {
	before := o.search.Value()
	search, cmd := o.search.Update(msg)
	o.search = search
	if o.search.Value() != before {
		o.fill(overviewLine{})
	}
	return onlyPaste(key, cmd)
}

func (o *overview) message(msg tea.Msg) {
	if o.filter == nil {
		o.seek(msg, tea.KeyMsg{})
	}
}

// step puts the filters or the search text away.
func (o *overview) step() bool {
	switch {
	case o.filter != nil:
		o.filter = nil
	case o.search.Value() != "":
		o.search.SetValue("")
		o.fill(o.under())
	default:
		return false
	}
	return true
}

func (o *overview) under() overviewLine {
	if o.menu.empty() {
		return overviewLine{}
	}
	return o.lines[o.menu.cursor]
}

func (o *overview) keep(m *model) error { return m.base.keep(m) }

func (o *overview) foot() []string {
	if o.filter != nil {
		return []string{"move", "choose", "close", "quit"}
	}
	keys := []string{"jump"}
	if l := o.under(); l.section != nil && o.wanted().everything() {
		keys = []string{"unfold"}
	}
	return append([]string{"move"}, append(keys, "filter", "search", "close", "check", "help", "quit")...)
}

func (o *overview) fit(width, height int) {
	changed := width != o.width
	o.width, o.height = width, height
	o.search.Width = max(width/2-ansi.StringWidth(o.search.Prompt), 4)
	if changed {
		o.draw(o.menu.cursor)
	}
}

func (o *overview) view() []string {
	if o.filter != nil {
		return o.filter.view(o.width, o.height)
	}
	var lines []string
	if o.height > 14 {
		lines = append(lines, cut(o.title, o.width))
	}
	lines = append(lines, o.searchLine())
	if len(o.lines) == 0 {
		return append(lines, wrap(o.l("nothing_fits"), o.width)...)
	}
	o.menu.fit(o.height - len(lines))
	return append(lines, o.menu.view(o.width)...)
}

// searchLine shows the search text, and what the list is narrowed down to.
func (o *overview) searchLine() string {
	text := strings.TrimRight(o.search.View(), " ")
	shown := o.l("shown", o.filterName())
	room := o.width - ansi.StringWidth(shown)
	if ansi.StringWidth(text)+2 > room {
		shown, room = cut(shown, max(o.width-ansi.StringWidth(text)-2, 0)), max(ansi.StringWidth(text)+2, room)
	}
	return text + strings.Repeat(" ", max(room-ansi.StringWidth(text), 1)) + shown
}

// filterName says what is shown.
func (o *overview) filterName() string {
	name := o.showName(o.kept.show)
	if o.kept.assignee != "" {
		name += ", " + o.kept.assignee
	}
	return name
}

func (t teller) showName(s show) string {
	return t.l([]string{"show_all", "show_open", "show_noted"}[s])
}
