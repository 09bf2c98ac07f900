package tui

import (
	"slices"
	"strconv"
	"strings"

	"bestand.example/itbestand/survey"
)

// consult carries out a command that looks at the whole response or goes
// elsewhere in it; such commands work at every stop.
func (t *talk) consult(command rune, rest string) (done bool, err error) {
	switch command {
	case 'u':
		t.overview(rest)
	case 'f':
		err = t.goTo(rest)
	case 'p':
		err = t.check(rest)
	default:
		return false, nil
	}
	return true, err
}

// overview says the sections; with a section's number, a filter or a text, the
// questions that this leaves.
func (t *talk) overview(rest string) {
	all := t.outline()
	if rest == "" {
		t.print(t.progress())
		for _, o := range all {
			if o.asked > 0 {
				t.print(t.sectionSentence(o))
			}
		}
		t.print(t.l("lines_overview_help"))
		return
	}
	some, f := all, filter{}
	if i := slices.IndexFunc(all, func(o outlineSection) bool { return o.number == rest }); i >= 0 {
		some = all[i : i+1]
	} else {
		f = parseFilter(rest)
		some = f.narrow(all)
	}
	t.sayOutline(some)
	if len(some) == 0 {
		t.print(t.l("lines_nothing_fits"))
		return
	}
	t.print(t.l("lines_go_help"))
}

// parseFilter reads "offen", "hinweis", "für IT" and words to search for, in
// this order. English words count too, whatever the language is.
func parseFilter(text string) filter {
	var f filter
	first, after, _ := strings.Cut(text, " ")
	switch survey.Fold(first) {
	case "offen", "offene", "open":
		f.show, text = showOpen, after
	case "hinweis", "hinweise", "hint", "hints":
		f.show, text = showNoted, after
	}
	if first, after, ok := strings.Cut(strings.TrimSpace(text), " "); ok && slices.Contains([]string{"fuer", "for"}, survey.Fold(first)) {
		f.assignee, text = strings.TrimSpace(after), ""
	}
	f.words, f.around = wanted(text), true
	return f
}

// sectionSentence says a section, how far it is, and who knows the answers.
func (t *talk) sectionSentence(o outlineSection) string {
	said := t.l("lines_section", o.label, o.state, o.done, o.asked)
	if o.number != "" {
		said = o.number + ". " + said
	}
	if o.notes > 0 {
		said += ", " + t.notes(o.notes)
	}
	if said += "."; o.assignee != "" {
		said += " " + t.t("assignee", o.assignee) + "."
	}
	return said
}

// sayOutline says questions under their sections. Notes need no answer and are
// left out.
func (t *talk) sayOutline(some []outlineSection) {
	for _, o := range some {
		t.print(t.t("lines_section", strings.TrimSpace(o.number+" "+o.label)))
		for _, e := range o.entries {
			name := strings.TrimSpace(e.number + " " + e.label)
			switch q := t.s.Set.Question(e.place.Question); {
			case q == nil && e.state == "":
				t.print(name)
			case q == nil || q.Type != survey.TypeNote:
				t.print(t.l("lines_entry", name, e.state))
			}
		}
	}
}

// goTo jumps to a question by its number, its name or words of its label, and
// to a section by its number.
func (t *talk) goTo(rest string) error {
	if rest == "" {
		t.print(t.l("lines_go_help"))
		return nil
	}
	if folded := survey.Fold(rest); folded == "ende" || folded == "end" {
		return t.jump(survey.EndPlace)
	}
	for _, section := range t.s.Set.Sections {
		for _, q := range section.Questions {
			for _, part := range slices.Concat([]*survey.Question{q}, q.Questions, q.Rows) {
				if rest == part.Name || rest == t.s.Set.Number(part) {
					return t.goToQuestion(part)
				}
			}
		}
		if rest == t.s.Set.SectionNumber(section) {
			return t.goToSection(section)
		}
	}
	return t.goToWords(rest)
}

// goToQuestion jumps to a question if it is asked: of a matrix to the first
// statement, of a column to the list that it belongs to.
func (t *talk) goToQuestion(q *survey.Question) error {
	if q.Roster != nil {
		q = q.Roster
	}
	if q.Type == survey.TypeMatrix {
		if all := t.statements(q); len(all) > 0 {
			q = all[0]
		}
	}
	place := survey.Place{Question: q.Name}
	if slices.Contains(t.ev().Stops(), place) {
		return t.jump(place)
	}
	t.print(t.l("lines_not_asked", line(t.label(place))))
	if open, ok := t.ev().DependsOn(place); ok {
		t.print(t.l("lines_depends", t.where(open)))
	}
	return nil
}

func (t *talk) goToSection(section *survey.Section) error {
	for _, place := range t.ev().Stops() {
		if t.s.Set.Question(place.Question).Section == section {
			return t.jump(place)
		}
	}
	t.print(t.l("lines_not_asked", line(section.Label.In(t.Lang()))))
	return nil
}

// goToWords jumps where words are in the label of one question only; otherwise
// it says which there are.
func (t *talk) goToWords(text string) error {
	f := filter{words: wanted(text)}
	some := f.narrow(t.outline())
	switch n := f.count(some); {
	case n == 0:
		t.print(t.l("lines_no_question", line(text)))
	case n > 1:
		t.sayOutline(some)
		t.print(t.l("lines_go_help"))
	default:
		for _, e := range some[0].entries {
			if f.takes(e) {
				return t.jump(e.place)
			}
		}
	}
	return nil
}

// jump goes to a place; what stands at this one as a draft stays.
func (t *talk) jump(to survey.Place) error {
	t.again()
	return t.save(func() error { return t.s.Jump(to, t.kept()) })
}

// check says what is open, with numbers, and jumps to the point of a number
// that was said.
func (t *talk) check(rest string) error {
	if n, err := strconv.Atoi(strings.TrimSuffix(rest, ".")); err == nil {
		if t.listed == nil {
			t.listed = findings(t.points())
		}
		if n < 1 || n > len(t.listed) {
			t.print(t.l("lines_no_point", n))
			return nil
		}
		return t.jump(t.listed[n-1].Key())
	}
	points := t.points()
	t.print(t.standings()...)
	most := mostFindings
	if rest != "" {
		most = len(points)
	}
	t.sayPoints(points, most)
	if len(t.listed) > 0 {
		t.print(t.l("lines_check_help"))
	}
	return nil
}
