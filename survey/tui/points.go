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

// pending are the findings that stand in the way of handing in, and the hints.
func (t teller) pending() (blockers, hints []survey.Finding) {
	for _, f := range t.ev().Findings() {
		if f.Code.Blocks() {
			blockers = append(blockers, f)
		} else {
			hints = append(hints, f)
		}
	}
	return blockers, hints
}

// points are the lines of what is open: first what must be settled, then the
// hints, each under its heading.
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
	blockers, hints := t.pending()
	add("end_blockers", blockers)
	add("end_hints", hints)
	return points
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
