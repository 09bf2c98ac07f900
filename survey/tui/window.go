package tui

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/huh"
)

// window is the part of a list that is on the screen, as a huh field. It has
// exactly the entries that fit, so that the field itself never scrolls: huh
// loses the cursor or the first entries when it does.
type window struct {
	one   *huh.Select[string]
	many  *huh.MultiSelect[string]
	ticks *[]string // of many
	top   int       // first hit shown
	count int       // hits shown
}

// covers reports whether a hit is in the window.
func (w *window) covers(hit int) bool {
	return (w.one != nil || w.many != nil) && hit >= w.top && hit < w.top+w.count
}

// press hands a key to the huh field. Its command would lead to the next field
// of a form that does not exist.
func (w *window) press(key tea.KeyMsg) {
	if w.many != nil {
		w.many.Update(key)
	} else {
		w.one.Update(key)
	}
}

// ticked are the codes of the window that are ticked.
func (w *window) ticked() []string { return *w.ticks }

func (w *window) view() []string {
	if w.many != nil {
		return strings.Split(w.many.View(), "\n")
	}
	return strings.Split(w.one.View(), "\n")
}

// draw builds the window anew around the cursor.
func (f *listField) draw() {
	if len(f.hits) == 0 || f.rows == 0 {
		f.window = window{}
		return
	}
	options, first := f.options()
	w := window{top: first, count: len(options)}
	if f.multi {
		w.many, w.ticks = f.newMany(options)
		for range f.cursor - first {
			w.many.Update(tea.KeyMsg{Type: tea.KeyDown})
		}
	} else {
		w.one = f.newOne(options)
	}
	f.window = w
}

// newOne builds a Select: look and width before the options, because each of
// them draws all options; the options before the value, because the other way
// round what stands above the cursor is scrolled out of sight.
func (f *listField) newOne(options []huh.Option[string]) *huh.Select[string] {
	code := f.entries[f.hits[f.cursor]].code
	one := huh.NewSelect[string]()
	one.WithTheme(f.look.theme).WithKeyMap(f.look.keys).WithWidth(f.width)
	one.Focus()
	one.Options(options...).Value(&code)
	return one
}

func (f *listField) newMany(options []huh.Option[string]) (*huh.MultiSelect[string], *[]string) {
	codes := f.chosen()
	many := huh.NewMultiSelect[string]().Filterable(false)
	many.WithTheme(f.look.theme).WithKeyMap(f.look.keys).WithWidth(f.width)
	many.Options(options...).Value(&codes)
	many.Focus()
	return many, &codes
}

// options are the entries that fit on the lines that there are. The window
// moves only when the cursor would leave it. Where not all fit, the last line
// is left free to say how many there are above and below.
func (f *listField) options() (options []huh.Option[string], first int) {
	rows := f.rows
	if rows > 2 && f.linesOf(0, len(f.hits)-1) > rows {
		rows--
	}
	lowest := f.cursor // the first start from which the cursor is in sight
	for lowest > 0 && f.linesOf(lowest-1, f.cursor) <= rows {
		lowest--
	}
	first = max(lowest, min(f.window.top, f.cursor))
	for first > 0 && f.linesOf(first-1, len(f.hits)-1) <= rows {
		first-- // no empty lines at the end of a list that has more above
	}
	used := 0
	for i := first; i < len(f.hits); i++ {
		label := f.wrapped(i)
		if used += strings.Count(label, "\n") + 1; used > rows && i > f.cursor {
			break
		}
		options = append(options, huh.NewOption(label, f.entries[f.hits[i]].code))
	}
	return options, first
}

// wrapped breaks the label of a hit so that its further lines are told apart
// from other entries: they stand to the right of the box, or are indented.
func (f *listField) wrapped(hit int) string {
	e := &f.entries[f.hits[hit]]
	label, signs, indent := f.shown(e), 3, "  "
	switch {
	case f.multi:
		signs, indent = 7, ""
	case f.rank:
		box := f.box(e.code)
		label, indent = box+label, strings.Repeat(" ", len(box))
	}
	lines := wrap(label, f.width-signs)
	if len(lines) > 1 {
		lines = wrap(label, f.width-signs-len(indent))
	}
	return strings.Join(lines[:min(len(lines), max(f.rows-1, 1))], "\n"+indent)
}

// linesOf counts the lines of the hits from one to another, as far as it
// matters.
func (f *listField) linesOf(from, to int) int {
	lines := 0
	for i := from; i <= to && lines <= f.rows; i++ {
		lines += strings.Count(f.wrapped(i), "\n") + 1
	}
	return lines
}
