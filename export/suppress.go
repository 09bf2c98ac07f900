package export

import (
	"math"
	"slices"
)

// Which columns of Häufigkeiten count persons: how many gave the answer, of how
// many, and the shares.
const (
	countColumn = 9
	baseColumn  = 10
	validColumn = 12
)

// suppress hides what too few persons answered, among the rows of one question
// of an anonymous set.
//
// What is hidden together could be worked out from the total, so the next
// smallest numbers are hidden too until it is about enough persons. Where
// figures such as a mean stand beside, even that could be worked out: then all
// numbers are hidden, and the figures stay if they do not tell too much
// themselves. Below the limit altogether nothing is shown, nor where all agree:
// that would tell the answer of everybody. What counts as all are those who were
// asked, which others may know of a person, as well as all persons.
func suppress(rows []frequency, of whole) {
	figures := slices.ContainsFunc(rows, frequency.hasFigures)
	// The places of a ranking add up, so those of one entry follow from the
	// others: all figures of a question go together.
	bare := slices.ContainsFunc(rows, func(f frequency) bool { return f.telling(of.limit) })
	all := of.base < of.limit || slices.ContainsFunc(rows, func(f frequency) bool { return f.unanimous(of.asked) }) ||
		figures && slices.ContainsFunc(rows, func(f frequency) bool { return f.small(of) })
	for i, f := range rows {
		rows[i].bare = bare
		rows[i].hidden = f.hidden || all && (!f.public || of.base < of.limit) || f.small(of)
		if f.state == "kennwerte" {
			rows[i].hidden = bare
		}
	}
	if !figures {
		widen(rows, of.limit)
	}
}

func (f frequency) hasFigures() bool { return len(f.numbers) > 0 || len(f.dates) > 0 }

// telling reports whether the figures of a row tell what a few persons
// answered: those who did not give the most frequent value.
func (f frequency) telling(limit int) bool {
	return f.hasFigures() && min(besideMode(f.numbers), besideMode(f.dates)) < limit
}

// besideMode is how many values are not the most frequent one. Where there are
// no values it is no limit to anything.
func besideMode[T comparable](values []T) int {
	if len(values) == 0 {
		return math.MaxInt
	}
	times, most := map[T]int{}, 0
	for _, v := range values {
		times[v]++
		most = max(most, times[v])
	}
	return len(values) - most
}

// small reports whether a row is about too few persons, or about all but too
// few. The number of not asked is no exception: after a question that decides
// about this one, it says how many gave which answer there.
func (f frequency) small(of whole) bool {
	return f.state != "kennwerte" && !f.public && (of.few(f.count) || of.few(of.base-f.count) || f.choice && of.few(of.asked-f.count))
}

// publish marks what may be told of any number: how many gave no answer to a
// question that all were asked and that groups nobody. The n of each figure from
// that question says the same. So does the number of those who gave one. Who was
// not asked is known too, where answers that are passed on decide about it.
func publish(rows []frequency, asked bool) {
	for i, f := range rows {
		rows[i].public = f.state == "ausfall" || f.state == open || f.code == "angabe" || asked && f.state == notAsked
	}
}

// whole is of whom a row counts some: of all, and of those to whom the question
// was put. What too few are among them, the evaluation may set higher than usual.
type whole struct{ base, asked, limit int }

func (c whole) few(n int) bool { return n > 0 && n < c.limit }

// unanimous reports whether all who were asked gave this one answer.
func (f frequency) unanimous(asked int) bool { return f.choice && f.count > 0 && f.count == asked }

// widen hides further numbers until those hidden are two at least, and of
// enough persons together, or no number is left.
func widen(rows []frequency, limit int) {
	for {
		sum, hidden := 0, 0
		for _, f := range rows {
			if f.hidden {
				sum += f.count
				hidden++
			}
		}
		if hidden == 0 || hidden > 1 && sum >= limit || !hideSmallest(rows) {
			return
		}
	}
}

// hideSmallest hides the smallest number that is still shown and not 0; where
// there is none, an answer that nobody gave. It reports whether there was any.
func hideSmallest(rows []frequency) bool {
	at := -1
	for i, f := range rows {
		if !f.hidden && !f.public && (at < 0 || f.count > 0 && (rows[at].count == 0 || f.count < rows[at].count)) {
			at = i
		}
	}
	if at >= 0 {
		rows[at].hidden = true
	}
	return at >= 0
}

// veiled is a row of Häufigkeiten about an anonymous set. How many gave a valid
// answer is left out, because with the total it tells how many did not; so are
// least and greatest value, which are those of one person.
func (w *workbook) veiled(one *setScan, cells, spread []any, f frequency) []any {
	cells[validColumn], cells[validColumn+1] = nil, nil
	spread[0], spread[3], spread[4], spread[6] = nil, nil, nil, nil // the ends are single persons
	if f.state == "kennwerte" {
		cells[countColumn], cells[countColumn+2] = nil, nil // of how many, they would tell as well
	}
	for i := range spread {
		if one.grouped {
			spread[i] = bluntCell(spread[i])
		}
	}
	if f.bare {
		clear(spread)
	}
	if f.hidden {
		for i := countColumn; i < len(cells); i++ {
			cells[i] = nil
		}
		clear(spread)
		cells[6] = w.text(w.t("state_unterdrueckt"))
	}
	return append(cells, spread...)
}
