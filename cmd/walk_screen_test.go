//go:build !windows

package cmd_test

import (
	"slices"
	"strconv"
	"strings"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/i18n"
)

// Keys as a terminal sends them.
const (
	keyEnter    = "\r"
	keyTab      = "\t"
	keyBack     = "\x1b[Z" // Shift+Tab
	keyDown     = "\x1b[B"
	keyHome     = "\x1b[H"
	keyHelp     = "\x1bOP"   // F1
	keyOverview = "\x1bOQ"   // F2
	keyComment  = "\x1bOR"   // F3
	keyMissing  = "\x1bOS"   // F4
	keyEstimate = "\x1b[15~" // F5
	keyClear    = "\x1b[19~" // F8
	keyQuit     = "\x1b[21~" // F10
	keyErase    = "\x15"     // Ctrl+U
	keyEscape   = "\x1b"
)

// shows reports whether a screen shows the place where the twin stands. A
// matrix lists all its statements, and marks the one that is asked.
func (w *twin) shows(screen string) bool {
	screen = squeezed(screen)
	if w.s.AtEnd() {
		return strings.HasPrefix(screen, squeezed(i18n.In("de").T("tui.end_title")))
	}
	if w.ask != "" {
		return strings.Contains(screen, squeezed(i18n.In("de").T(map[deed]string{doReason: "tui.reason_ask", doExplain: "tui.deviation_ask"}[w.ask])))
	}
	label := w.label()
	if len([]rune(label)) > 40 {
		label = string([]rune(label)[:40]) // the rest may be cut off
	}
	if q := w.s.Question(); q.Matrix != nil {
		if len([]rune(label)) > 16 {
			label = string([]rune(label)[:16]) // in the grid it has one line
		}
		label = "→" + label
	}
	if q := w.s.Question(); q.Roster != nil && !strings.Contains(screen, "Eintrag") {
		return false
	}
	return strings.Contains(screen, label)
}

// under reports whether a list has its cursor on a place.
func (w *twin) under(screen string, place survey.Place) bool {
	label := []rune(squeezed(w.s.Assessment().Label(place, "de")))
	for l := range strings.Lines(screen) {
		if l = squeezed(l); strings.HasPrefix(l, ">") && strings.Contains(l, string(label[:min(len(label), 20)])) {
			return true
		}
	}
	return false
}

// keys are what a person presses for a step at the place of the twin.
func (w *twin) keys(s step) string {
	switch s.deed {
	case doNext, doDone:
		return keyTab
	case doClear:
		return keyClear
	case doBack:
		return keyBack
	case doWrong:
		return keyErase + wrongEntry + keyEnter
	case doJump:
		return keyOverview + w.s.Assessment().Label(s.to, "de")
	case doComment:
		return keyComment + keyErase + s.answer.Comment + keyEnter
	case doReason:
		return keyErase + s.answer.Acknowledged + keyEnter
	case doExplain:
		return keyErase + s.answer.Reason + keyEnter
	case doMissing:
		return keyMissing + keyHome + strings.Repeat(keyDown, slices.Index(w.s.Question().Missing, s.answer.Missing)) + keyEnter
	case doEstimate:
		return keyErase + w.typed(s.answer.Value) + keyEstimate + keyEnter
	case doAdd:
		return "n"
	case doEdit:
		rows := w.s.Response.Answers.Rows(w.s.Question().Name)
		return keyHome + strings.Repeat(keyDown, slices.Index(rows, s.row)) + keyEnter
	case doNone:
		return "k"
	case doLeave:
		return keyQuit
	}
	if s.known {
		return keyTab
	}
	return w.entryKeys(s.answer.Value)
}

func (w *twin) entryKeys(v survey.Value) string {
	q := w.s.Question()
	switch {
	case q.ChoicesFrom == survey.PopulationSource && w.s.Response.Population == nil:
	case q.Matrix != nil && q.Type.Single(): // a digit goes on, but from the last statement
		digit := strconv.Itoa(w.s.Assessment().Choices(w.s.Place()).Index(v.Text) + 1)
		for _, later := range q.Matrix.Rows[slices.Index(q.Matrix.Rows, q)+1:] {
			if w.s.Assessment().Relevant(survey.Key{Question: later.Name}) {
				return digit
			}
		}
		return digit + keyTab
	case q.Type == survey.TypeScale:
		return v.Text + keyTab
	case q.Type.Choice():
		return w.listKeys(q, v)
	case q.Type == survey.TypeMultiline:
		return strings.ReplaceAll(w.typed(v), "\n", keyEnter) + keyTab
	}
	return keyErase + w.typed(v) + keyEnter
}

// listKeys choose in a list: by the arrows where it is short, otherwise by a
// search, for which the words are typed without their umlauts.
func (w *twin) listKeys(q *survey.Question, v survey.Value) string {
	offered, codes := w.s.Assessment().Choices(w.s.Place()), v.Codes()
	if q.Type == survey.TypeRank {
		w.t.Fatalf("the walk does not know how to rank %s", q.Name)
	}
	keys, at := keyHome, 0
	if q.Type.Single() {
		at = -1 // the line for no answer
	}
	slices.SortFunc(codes, func(a, b string) int { return offered.Index(a) - offered.Index(b) })
	for _, code := range codes {
		i := offered.Index(code)
		if offered.IsShort() {
			keys += strings.Repeat(keyDown, i-at)
			at = i
		} else {
			word := searchWord(offered.Choices[i])
			keys += keyErase + word + strings.Repeat(keyDown, hitsBefore(q, offered, i, word))
		}
		if !q.Type.Single() {
			keys += " "
		}
		if code == survey.OtherCode && len(q.Other) > 0 {
			if q.Type.Single() {
				keys += keyEnter
			}
			keys += keyErase + v.Other() + keyEnter
			if q.Type.Single() {
				return keys
			}
		}
	}
	return keys + keyTab
}

// searchWord finds a choice. It has no blanks: where several are chosen, the
// space bar ticks.
func searchWord(c survey.Choice) string {
	return strings.ReplaceAll(survey.Fold(survey.CleanLine(c.Label.In("de"))), " ", "")
}

// hitsBefore counts what a search finds before the choice that is meant.
func hitsBefore(q *survey.Question, offered *survey.ChoiceList, i int, word string) int {
	n := 0
	for _, c := range offered.Choices[:i] {
		if strings.Contains(searchWord(c), word) || c.Name == survey.OtherCode && len(q.Other) > 0 {
			n++
		}
	}
	return n
}
