package tui

import (
	"strconv"
	"strings"
)

// mostFindings is how many open points are said at the end; all of them are in
// the overview of the check command.
const mostFindings = 20

// atEnd says what is open behind the last question, and jumps to a point or
// ends.
func (t *talk) atEnd(fresh bool) error {
	found := t.ev().Findings()
	if fresh {
		t.said, t.matrix = nil, nil
		t.print(t.t("lines_end"), t.progress())
		t.print(t.next(t.d.File)...)
		for i, f := range found[:min(len(found), mostFindings)] {
			t.print(t.t("lines_number", i+1, t.finding(f, 0)))
		}
		if rest := len(found) - mostFindings; rest > 0 {
			t.print(t.n("lines_more", rest))
		}
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
		t.print(t.t("lines_help"))
		return nil
	} else if text == "" || ok && c == 'e' {
		return errLeave
	}
	if n, err := strconv.Atoi(text); err == nil && n >= 1 && n <= len(found) {
		return t.save(func() error { return t.s.Jump(t.target(found[n-1]), "") })
	}
	t.print(t.t("lines_end_refused"))
	return nil
}
