package tui

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// wrap breaks a text into lines of a width in columns.
func wrap(s string, width int) []string {
	if s == "" {
		return nil
	}
	return strings.Split(ansi.Wrap(s, max(width, 1), "-/"), "\n")
}

// hang is wrap for a text whose lines are indented: what does not fit on one of
// them goes on below its own beginning.
func hang(s string, width int) []string {
	var lines []string
	for one := range strings.SplitSeq(s, "\n") {
		rest := strings.TrimLeft(one, " ")
		indent := min(len(one)-len(rest), width/2)
		if rest == "" {
			lines = append(lines, "")
		}
		for _, l := range wrap(rest, width-indent) {
			lines = append(lines, one[:indent]+l)
		}
	}
	return lines
}

// cut shortens a text to a width and says so with an ellipsis.
func cut(s string, width int) string { return ansi.Truncate(s, max(width, 0), "…") }

// clip leaves the first lines only; what was left out is announced by more.
func clip(lines []string, height, width int, more string) []string {
	if len(lines) <= height {
		return lines
	}
	if height <= 0 {
		return nil
	}
	lines = append([]string(nil), lines[:height]...)
	last := lines[height-1]
	lines[height-1] = ansi.Truncate(last, max(width-ansi.StringWidth(more)-1, 0), "") + " " + more
	return lines
}

// each carries a drawing function over lines.
func each(lines []string, draw func(...string) string) []string {
	drawn := make([]string, len(lines))
	for i, l := range lines {
		drawn[i] = draw(l)
	}
	return drawn
}

// pad fills up to a height with empty lines, and cuts what is beyond it.
func pad(lines []string, height int) []string {
	for len(lines) < height {
		lines = append(lines, "")
	}
	return lines[:max(height, 0)]
}
