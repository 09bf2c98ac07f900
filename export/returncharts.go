package export

import (
	"cmp"
	"slices"

	"github.com/xuri/excelize/v2"
)

// d says the words of charts.
func (w *workbook) d(key string, args ...any) string { return w.words.T("diagramme."+key, args...) }

// stateColors are the colours of shownStates in their order; on the light ones
// stands dark type.
var stateColors = []struct{ color, ink string }{{navy, ""}, {blue, ""}, {red, ""}, {orange, ""}, {sand, ink}, {straw, ink}, {mist, ink}}

// districtChart shows the response to a question set by Kreis, from the cells of
// Rücklauf. There is none where no Kreis is asked.
func (w *workbook) districtChart(rates counted, set int) (c chart, bars int, ok bool) {
	f := w.book.Fieldwork
	row, first, last, asked := rates.first, 0, 0, 0
	for i, one := range f.Sets {
		for _, r := range one.Rates {
			if i == set && r.By == ByDistrict {
				first, last, asked = cmp.Or(first, row), row, asked+r.Units
			}
			row++
		}
	}
	if last == 0 {
		return chart{}, 0, false
	}
	c = chart{
		kind: excelize.BarStacked, labels: "[=0]\"\";0", categories: rates.rangeOf(2, first, last),
		title: w.d("districts", f.Sets[set].Set.Short, asked), alt: w.d("districts_alt", f.Sets[set].Set.Title.In(w.words.Lang()), asked),
	}
	states := rates.at(w.stateTitle(shownStates[0]))
	for i, look := range stateColors {
		if w.anyIn(f.Sets[set], shownStates[i]) {
			c.series = append(c.series, series{
				name: rates.ref(states+i, rates.head), values: rates.rangeOf(states+i, first, last), color: look.color, ink: look.ink,
			})
		}
	}
	return c, last - first + 1, true
}

// anyIn reports whether a state occurs: a legend of states that do not is only
// noise.
func (w *workbook) anyIn(one SetFieldwork, states []ReturnState) bool {
	return slices.ContainsFunc(one.Rates, func(r Rate) bool {
		return r.By == ByDistrict && slices.ContainsFunc(states, func(s ReturnState) bool { return r.States[s] > 0 })
	})
}

// weeksChart shows how the response to a question set grew.
func (w *workbook) weeksChart(weeks counted, set int) (c chart, ok bool) {
	f := w.book.Fieldwork
	first, n := weeks.first, 0
	for i := range set {
		first += len(weeksOf(f.Sets[i].Standings))
	}
	n = len(weeksOf(f.Sets[set].Standings))
	if n < 2 { // one column shows no course
		return chart{}, false
	}
	at := weeks.at(w.r("so_far"))
	return chart{
		kind: excelize.Col, upright: true, labels: "0", categories: weeks.rangeOf(2, first, first+n-1),
		title: w.d("weeks", f.Sets[set].Set.Short, len(f.Sets[set].Standings)), alt: w.d("weeks_alt", f.Sets[set].Set.Title.In(w.words.Lang()), len(f.Sets[set].Standings)),
		series: []series{{name: weeks.ref(at, weeks.head), values: weeks.rangeOf(at, first, first+n-1), color: blue}},
	}, true
}
