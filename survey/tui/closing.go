package tui

import "strings"

// Closing makes the words to print after Run, whose own screen is gone by
// then: what is saved, how much is open, and which command comes next. It ends
// with a line break. Lines says the same by itself.
func Closing(d Dialogue, o Outcome) string {
	t := newTeller(&d)
	if t.s.ReadOnly {
		return t.T("start.looked") + "\n"
	}
	saved := t.t("saved")
	if o.Unsaved {
		saved = t.t("saved_but_last")
	}
	lines := []string{saved + " " + t.progress()}
	lines = append(lines, t.next(&d)...)
	if !o.AtEnd && d.File != "" {
		lines = append(lines, t.t("next_continue", line(d.File)))
	}
	said := strings.Join(lines, "\n") + "\n"
	if d.ASCII {
		said = plainSigns(said)
	}
	return said
}
