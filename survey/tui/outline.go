package tui

import (
	"slices"
	"strings"
	"unicode"

	"bestand.example/itbestand/survey"
)

// outlineSection is a section in the overview, with those of its questions that
// are asked at the moment.
type outlineSection struct {
	section       *survey.Section
	number, label string
	assignee      string // who usually knows the answers
	state         string // one word
	done, asked   int
	notes         int // findings that a person has to look at, or has looked at
	entries       []outlineEntry
}

// outlineEntry is a question, a statement of a matrix, or what only heads some
// of them: then its place is zero.
type outlineEntry struct {
	place    survey.Place
	number   string
	label    string
	state    string
	assignee string
	open     bool   // something is to be done here
	noted    bool   // there is a hint or a mistake
	folded   string // label and name, as a search compares them
	around   string // the same, with the section and who knows the answers
}

// outline lists the sections and their questions as they are asked at the
// moment. Both dialogues show the same one.
func (t teller) outline() []outlineSection {
	found := t.findingsByStop()
	var all []outlineSection
	for _, section := range t.ev().Sections() {
		o := outlineSection{section: section, number: t.s.Set.SectionNumber(section), label: line(section.Label.In(t.Lang())), assignee: line(section.AssigneeHint.In(t.Lang()))}
		for _, q := range section.Questions {
			o.entries = append(o.entries, t.outlineOf(q, o.assignee, found)...)
		}
		for i := range o.entries {
			e := &o.entries[i]
			e.around = e.folded + " " + searchable(o.label+" "+e.assignee)
		}
		if len(o.entries) == 0 {
			continue
		}
		o.done, o.asked = t.ev().ProgressOf(section)
		o.state, o.notes = t.sectionState(o, found)
		all = append(all, o)
	}
	return all
}

// findingsByStop are all findings under the stops at which they are put right:
// those of a list's cells under the list.
func (t teller) findingsByStop() map[string][]survey.Finding {
	found := map[string][]survey.Finding{}
	for _, f := range t.ev().Findings() {
		name := f.Question
		if q := t.s.Set.Question(name); q.Roster != nil {
			name = q.Roster.Name
		}
		found[name] = append(found[name], f)
	}
	return found
}

// outlineOf lists a question, of a matrix its statements too, and calculations
// with what they give.
func (t teller) outlineOf(q *survey.Question, section string, found map[string][]survey.Finding) []outlineEntry {
	k := survey.Key{Question: q.Name}
	if !t.ev().Relevant(k) || !t.ev().Concerns(q) {
		return nil
	}
	assignee := line(q.AssigneeHint.In(t.Lang()))
	if assignee == "" {
		assignee = section
	}
	entry := func(q *survey.Question, state, label string) outlineEntry {
		k := survey.Key{Question: q.Name}
		e := outlineEntry{place: k, number: t.s.Set.Number(q), label: label, state: state, assignee: assignee, folded: searchable(label + " " + q.Name)}
		e.open = slices.ContainsFunc(found[q.Name], func(f survey.Finding) bool {
			return f.Code == survey.OpenSoft || f.Code != survey.Undecided && f.Code.Blocks()
		})
		e.noted = slices.ContainsFunc(found[q.Name], noted)
		return e
	}
	switch {
	case q.Type == survey.TypeMatrix:
		head := outlineEntry{number: t.s.Set.Number(q), label: line(t.label(k)), assignee: assignee}
		entries := []outlineEntry{head}
		for _, statement := range t.statements(q) {
			k := survey.Key{Question: statement.Name}
			entries = append(entries, entry(statement, t.state(statement, k), line(t.label(k))))
		}
		return entries
	case q.Type == survey.TypeCalculate && !q.Override:
		return []outlineEntry{{number: t.s.Set.Number(q), label: line(t.label(k)) + ": " + t.computed(k), state: t.t("state_computed"), assignee: assignee}}
	}
	return []outlineEntry{entry(q, t.state(q, k), t.overviewText(q, k))}
}

// noted reports whether a finding is more than that an answer is lacking.
func noted(f survey.Finding) bool {
	return f.Code != survey.Open && f.Code != survey.OpenSoft && f.Code != survey.Undecided
}

// sectionState is one word for a section, and how many hints and mistakes it
// has.
func (t teller) sectionState(o outlineSection, found map[string][]survey.Finding) (word string, notes int) {
	wrong, lacking := false, false
	for _, e := range o.entries {
		for _, f := range found[e.place.Question] {
			switch {
			case noted(f):
				notes++
				wrong = wrong || f.Code.Blocks()
			case f.Code != survey.Undecided:
				lacking = true
			}
		}
	}
	switch {
	case wrong:
		return t.t("state_check"), notes
	case o.asked == 0:
		return t.t("state_note"), notes
	case lacking && o.done == 0:
		return t.t("state_open"), notes
	case lacking:
		return t.l("state_begun"), notes
	case o.done == 0:
		return t.t("state_free"), notes
	}
	return t.t("state_done"), notes
}

// show is which questions of the outline are of interest.
type show int

const (
	showAll show = iota
	showOpen
	showNoted
)

// filter narrows the outline down.
type filter struct {
	show     show
	assignee string   // only what this person or office knows; empty: whoever
	words    []string // folded; all of them are in the label or the name
	around   bool     // or of the section, or of who knows the answers
}

func (f filter) everything() bool { return f.show == showAll && f.assignee == "" && len(f.words) == 0 }

// takes reports whether an entry is of interest. What only heads others never
// is by itself.
func (f filter) takes(e outlineEntry) bool {
	switch {
	case e.place == survey.Place{}, f.show == showOpen && !e.open, f.show == showNoted && !e.noted:
		return false
	}
	return (f.assignee == "" || mentions(e.assignee, f.assignee)) && (matches(e.folded, f.words) || f.around && matches(e.around, f.words))
}

// narrow leaves those sections and entries that are of interest; heads stay
// with what they head.
func (f filter) narrow(all []outlineSection) []outlineSection {
	if f.everything() {
		return all
	}
	var some []outlineSection
	for _, o := range all {
		var kept []outlineEntry
		var head *outlineEntry
		for i, e := range o.entries {
			switch {
			case e.place == survey.Place{}:
				head = &o.entries[i]
			case f.takes(e):
				if head != nil && strings.HasPrefix(e.number, head.number+".") {
					kept = append(kept, *head)
				}
				head = nil
				kept = append(kept, e)
			}
		}
		if o.entries = kept; len(kept) > 0 {
			some = append(some, o)
		}
	}
	return some
}

// assignees lists who is named as knowing answers, each text once, in their
// order.
func assignees(all []outlineSection) []string {
	var names []string
	for _, o := range all {
		for _, e := range o.entries {
			if e.assignee != "" && !slices.Contains(names, e.assignee) {
				names = append(names, e.assignee)
			}
		}
	}
	return names
}

// mentions reports whether a text has a name as whole words: "Hauptamt und IT"
// mentions IT, "Mitarbeit" does not.
func mentions(text, name string) bool {
	split := func(s string) string {
		words := strings.FieldsFunc(survey.Fold(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		return " " + strings.Join(words, " ") + " "
	}
	return strings.Contains(split(text), split(name))
}

// count is how many entries of an outline are of interest.
func (f filter) count(all []outlineSection) int {
	n := 0
	for _, o := range all {
		for _, e := range o.entries {
			if f.takes(e) {
				n++
			}
		}
	}
	return n
}
