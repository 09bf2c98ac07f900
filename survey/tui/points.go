package tui

import (
	"github.com/charmbracelet/x/ansi"

	"bestand.example/itbestand/survey"
)

// point is a line of what is open at the end: a finding, or a heading over
// some.
type point struct {
	finding survey.Finding
	heading string
}

// points are the lines of what is open: first what must be settled, then the
// hints, each under its heading. What is undecided is no line of its own: it
// follows from what is to be settled.
func (t teller) points() []point {
	var points []point
	add := func(heading string, found []survey.Finding) {
		if len(found) > 0 {
			points = append(points, point{heading: t.t(heading, len(found))})
		}
		for _, f := range found {
			points = append(points, point{finding: f})
		}
	}
	todo := t.ev().Todo()
	add("end_blockers", todo.Settle)
	add("end_hints", todo.Hints)
	return points
}

// standings says how much stands in the way of handing in, and what may still
// come.
func (t teller) standings() []string {
	todo := t.ev().Todo()
	if len(todo.Settle) == 0 {
		return []string{t.finished()}
	}
	key := "blocking"
	if t.s.Response.IsPart() {
		key = "blocking_part" // a part is not handed in
	}
	said := []string{t.n(key, len(todo.Settle))}
	if later := t.ev().SayLater(todo.Later, t.Catalogue); later != "" {
		said = append(said, line(later))
	}
	return said
}

// finished says what can be handed in now that nothing is missing any more; a
// part cannot.
func (t teller) finished() string {
	switch r := t.s.Response; {
	case r.IsPart():
		return t.T("join.end")
	case r.FollowUp != nil:
		return t.T("query.complete", r.FollowUp.Revision)
	}
	return t.t("complete")
}

// finding is a finding with its place on one line of any width.
func (t teller) finding(f survey.Finding) string {
	return t.t("finding", t.where(f.Key()), t.say(f))
}

// short is a finding on one line of a width. Where it does not fit, the name of
// the place gets shorter first; of a cell both the entry and the column stay.
func (t teller) short(f survey.Finding, width int) string {
	what := t.say(f)
	q := t.s.Set.Question(f.Question)
	if q.Roster != nil && f.Code == survey.Open {
		what = t.t("end_lacking")
	}
	room := max(width-ansi.StringWidth(what)-3, width/3)
	return t.t("finding", t.spot(f.Key(), room), what)
}

// spot names a place in a width, so that neighbours still differ once it is cut:
// a cell of a list by its entry and its column, a statement by itself before
// its matrix.
func (t teller) spot(k survey.Place, room int) string {
	q, label := t.s.Set.Question(k.Question), line(t.label(k))
	switch {
	case q.Matrix != nil:
		return pair(line(t.label(survey.Key{Question: q.Matrix.Name})), ": ", label, room)
	case q.Roster == nil:
		return cut(label, room)
	}
	number, name := t.row(q.Roster, k.Row)
	if name != "" {
		number += " (" + name + ")"
	}
	return pair(number, ", ", label, room)
}

// pair puts two names on one line of a width. Each has half of it, and what the
// other leaves.
func pair(first, between, second string, room int) string {
	room = max(room-len(between), 2)
	one, two := ansi.StringWidth(first), ansi.StringWidth(second)
	if one+two > room {
		one = min(one, max(room/2, room-two))
	}
	return cut(first, one) + between + cut(second, room-one)
}

// pointList shows what is open below some words; Enter leads to the place of
// the point under the cursor.
type pointList struct {
	teller
	words  []string // paragraphs
	points []point  // the lines of the menu
	menu   menu
	width  int
	height int
}

func newPointList(t teller, words []string) pointList {
	l := pointList{teller: t, words: words, points: t.points()}
	items := make([]item, len(l.points))
	for i, p := range l.points {
		items[i] = item{text: p.heading, heading: p.heading != ""}
	}
	l.menu = t.newMenu(items, 0)
	return l
}

// under is the place of the point under the cursor.
func (l *pointList) under() survey.Place { return l.points[l.menu.cursor].finding.Key() }

func (l *pointList) fit(width, height int) {
	if width != l.width {
		for i, p := range l.points {
			if p.heading == "" {
				l.menu.items[i].text = l.short(p.finding, width-3) // the sign of the cursor takes three
			}
		}
	}
	l.width, l.height = width, height
}

func (l *pointList) view() []string {
	var words []string
	for _, text := range l.words {
		words = append(words, wrap(text, l.width)...)
	}
	least := min(len(l.points), 4) // a heading and three points
	words = clip(words, max(l.height-least, 1), l.width, "…")
	if len(words)+least < l.height {
		words = append(words, "")
	}
	l.menu.fit(l.height - len(words))
	return append(words, l.menu.view(l.width)...)
}
