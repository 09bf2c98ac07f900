package tui

import (
	"strconv"
	"strings"

	"bestand.example/itbestand/survey"
)

// mostFindings is how many open points are said at the end; all of them are in
// the overview of the check command.
const mostFindings = 20

// atEnd says what is open behind the last question, and jumps to a point or
// ends.
func (t *talk) atEnd(fresh bool) error {
	points := t.points()
	if fresh {
		t.said, t.matrix = nil, nil
		t.print(t.t("lines_end"), t.progress())
		t.print(t.next(t.d)...)
		t.sayPoints(points, mostFindings)
	}
	t.print(t.t("lines_prompt_end"))
	text, err := t.read()
	if err != nil {
		return err
	}
	text = strings.TrimSpace(text)
	if c, _, ok := parseCommand(text); ok && c == 'z' {
		return t.back()
	} else if ok && c == '?' {
		t.print(t.t("lines_help"), t.l("lines_help"), t.t("lines_help_rest"))
		return nil
	} else if text == "" || ok && c == 'e' {
		return errLeave
	}
	if t.listed == nil {
		t.listed = findings(points)
	}
	if c, rest, ok := parseCommand(text); ok {
		if done, err := t.consult(c, rest); done {
			return err
		}
	}
	found := t.listed
	if n, err := strconv.Atoi(text); err == nil && n >= 1 && n <= len(found) {
		return t.save(func() error { return t.s.Jump(found[n-1].Key(), "") })
	}
	t.print(t.t("lines_end_refused"))
	return nil
}

// sayPoints says the first points with their numbers, and how many more there
// are.
func (t *talk) sayPoints(points []point, most int) {
	said := 0
	t.listed = findings(points)
	for _, p := range points {
		switch {
		case said == most:
			t.print(t.n("lines_more", len(findings(points))-said))
			return
		case p.heading != "":
			t.print(p.heading)
		default:
			said++
			t.print(t.t("lines_number", said, t.finding(p.finding)))
		}
	}
}

// findings are the points that are no headings.
func findings(points []point) []survey.Finding {
	var found []survey.Finding
	for _, p := range points {
		if p.heading == "" {
			found = append(found, p.finding)
		}
	}
	return found
}
