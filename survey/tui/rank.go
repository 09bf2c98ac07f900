package tui

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// rankKey carries out a key that changes the order; it reports whether the key
// was one of those.
func (f *listField) rankKey(key string) bool {
	switch {
	case key == " ":
		f.rankUnder()
	case key == "+":
		f.shift(-1)
	case key == "-":
		f.shift(1)
	case key == "backspace" && (f.search == nil || f.search.Value() == ""):
		f.unrankLast()
	default:
		return false
	}
	return true
}

// rankUnder gives the entry under the cursor the next rank, or takes its rank
// away, so that those behind it move up.
func (f *listField) rankUnder() {
	e := f.under()
	if e == nil {
		return
	}
	if i := slices.Index(f.order, e.code); i >= 0 {
		f.order = slices.Delete(f.order, i, i+1)
		f.told("unranked", e.label)
		return
	}
	f.order = append(f.order, e.code)
	f.told("rank_is", e.label, len(f.order))
}

// shift moves the entry under the cursor in the order; an entry without a rank
// gets the last.
func (f *listField) shift(by int) {
	e := f.under()
	if e == nil {
		return
	}
	from := slices.Index(f.order, e.code)
	if from < 0 {
		f.rankUnder()
		return
	}
	to := min(max(from+by, 0), len(f.order)-1)
	f.order[from], f.order[to] = f.order[to], f.order[from]
	f.told("rank_is", e.label, to+1)
}

func (f *listField) unrankLast() {
	if last := len(f.order) - 1; last >= 0 {
		label := f.label(f.order[last])
		f.order = f.order[:last]
		f.told("unranked", label)
	}
}

// told says what a key did to the order, and draws the ranks anew.
func (f *listField) told(key string, args ...any) {
	f.touched, f.said = true, f.t(key, args...)
	f.draw()
}

// box is the rank of an entry in signs.
func (f *listField) box(code string) string {
	rank := ""
	if i := slices.Index(f.order, code); i >= 0 {
		rank = strconv.Itoa(i + 1)
	}
	digits := len(strconv.Itoa(len(f.entries)))
	return fmt.Sprintf("[%s%s] ", strings.Repeat(" ", digits-len(rank)), rank)
}
