package tui

import (
	"runtime"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"
)

// edge is how many columns at the right and lines at the bottom stay free. Some
// Windows consoles count the letters of control sequences as part of the line,
// begin a new one too early, and the picture slides up.
func edge() (columns, lines int) {
	if runtime.GOOS == "windows" {
		return 3, 1
	}
	return 0, 0
}

// room is the space that a terminal leaves to a screen; it stays as it was where
// the terminal does not know.
func room(msg tea.WindowSizeMsg, width, height int) (int, int) {
	if msg.Width <= 0 || msg.Height <= 0 {
		return width, height
	}
	columns, lines := edge()
	return max(1, msg.Width-columns), max(1, msg.Height-lines)
}

// settled is a screen as it is handed to Bubble Tea.
func settled(view string, l look, height int) string {
	if l.plain {
		view = ansi.Strip(view) // some parts of the fields carry fixed colours
	}
	view = strings.Map(undirected, view)
	if l.ascii {
		view = plainSigns(view)
	}
	view = strings.TrimRight(view, "\n")
	if _, free := edge(); free > 0 && height > 1 {
		view += "\n" // what Bubble Tea writes behind the last line would push it out of sight
	}
	return view
}

// undirected drops the marks that turn the direction of a text: a field may hold
// some from the clipboard, which the session takes out only with Enter.
func undirected(r rune) rune {
	switch {
	case r == 0x061c, r == 0x200e, r == 0x200f, r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
		return -1
	}
	return r
}
