package evaluate

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/conceal"
)

// figures takes in what Kennzahlen say and hide of figures that come from the
// questions: the sum of each, and over how many it is.
func (l *ledger) figures() {
	for _, s := range l.c.result.Summaries {
		if !guarded(s.Indicator) || !summed(s.Indicator) || !l.isRelated(s.Indicator) {
			continue
		}
		in := map[*unit]bool{}
		for _, it := range s.items {
			in[it.unit] = true
		}
		l.figure(s.Indicator, func(u *unit) bool { return in[u] }, s.Hidden)
	}
	for _, i := range l.c.Indicators { // a figure of all units together may tell what it is made of
		if !guarded(i) || i.Scope != survey.ScopeGroup || !l.isRelated(i) {
			continue
		}
		for _, v := range l.c.result.byName[i.Name] {
			if v.Hidden {
				continue
			}
			for _, other := range l.c.ReadBy(i) {
				if guarded(other) && summed(other) {
					l.figure(other, func(u *unit) bool { return v.Tier == TierNone || u.tier == v.Tier }, false)
				}
			}
		}
	}
}

func (l *ledger) isRelated(i *survey.Indicator) bool {
	for q := range l.c.comesFrom(i) {
		if l.related[q] {
			return true
		}
	}
	return false
}

func (l *ledger) figure(i *survey.Indicator, over func(*unit) bool, hidden bool) {
	value := func(u *unit) (float64, bool) {
		if v := u.values[i.Name]; len(v) == 1 && v[0].Known {
			return v[0].Number, true
		}
		return 0, false
	}
	l.figured = append(l.figured, l.add(&conceal.Group{Family: "n", Fixed: true, Hidden: hidden}, over, func(u *unit) float64 {
		_, known := value(u)
		return one(known)
	}, oneOf(func(x neverGiven) bool {
		_, known := value(x.like)
		return known || l.c.comesFrom(i)[x.question]
	})), l.add(&conceal.Group{Family: "sum", Fixed: true, Hidden: hidden, Sum: &conceal.Sum{Figure: true}}, over, func(u *unit) float64 {
		v, _ := value(u)
		return v
	}, func(x neverGiven) uint64 {
		if l.c.comesFrom(i)[x.question] {
			return anything(i.Name)(x)
		}
		v, _ := value(x.like)
		return whole(v)
	}))
}

// frequencies takes in what Häufigkeiten say of the questions: how many municipal
// units gave each answer, or none for which reason.
func (l *ledger) frequencies() {
	l.told = l.tellable()
	for _, q := range l.set.Questions() {
		if !l.told[q] {
			continue
		}
		rows := slices.Sorted(maps.Keys(l.frequenciesOf(q)))
		for _, x := range l.never {
			if x.question == q {
				rows = append(rows, x.code)
			}
		}
		for _, row := range rows {
			g := l.add(&conceal.Group{Family: "frequencies " + q.Name, Fixed: true}, func(u *unit) bool { return u.tier == TierMunicipal }, func(u *unit) float64 {
				return one(slices.Contains(l.rows(q, u), row))
			}, oneOf(func(x neverGiven) bool {
				if x.question == q {
					return x.code == row
				}
				return slices.Contains(l.rows(q, x.like), row)
			}))
			l.counted = append(l.counted, g)
		}
	}
}

// tellable are the questions of which Häufigkeiten may show all rows: nothing of
// them would be hidden there. Of one that is asked depending on another they show
// nothing unless they show that.
func (l *ledger) tellable() map[*survey.Question]bool {
	all, personal := map[*survey.Question]bool{}, l.set.PersonallyWithheld()
	for q := range l.related {
		all[q] = !personal[q] && (q.List == nil || len(q.List.Choices) <= shortList && q.ChoicesFrom == "") && !l.c.result.Closed[q] && counted(q) && l.safe(q)
	}
	for more := true; more; {
		more = false
		for q := range all {
			for _, other := range l.set.AskedBy(q) {
				if all[q] && l.c.withheld(l.set)[other] && !all[other] {
					all[q], more = false, true
				}
			}
		}
	}
	return all
}

// shortList is the longest list of choices of whose entries Häufigkeiten show each.
const shortList = 30

// safe reports whether each answer to a question was given by enough municipal
// units, and another one as well.
func (l *ledger) safe(q *survey.Question) bool {
	all := l.frequenciesOf(q)
	answered := 0
	for _, u := range l.units {
		if state, _, _, _ := u.one(l.set).self.record.Answer(q); u.tier == TierMunicipal && state == survey.StateAnswered {
			answered++
		}
	}
	few := func(n int) bool { return n > 0 && n < l.system.Limit }
	for row, n := range all {
		if strings.HasPrefix(row, noAnswer) {
			continue
		}
		if few(n) || few(answered-n) || n == answered {
			return false
		}
	}
	return answered >= l.system.Limit
}

func (l *ledger) frequenciesOf(q *survey.Question) map[string]int {
	all := map[string]int{}
	for _, u := range l.units {
		if u.tier == TierMunicipal {
			for _, row := range l.rows(q, u) {
				all[row]++
			}
		}
	}
	return all
}

// rows are those of Häufigkeiten that count the answer of a unit.
func (l *ledger) rows(q *survey.Question, u *unit) []string {
	state, missing, value, _ := u.one(l.set).self.record.Answer(q)
	if state != survey.StateAnswered {
		return []string{noAnswer + strconv.Itoa(int(state)) + " " + missing}
	}
	if codes := value.Codes(); len(codes) > 0 {
		return codes
	}
	return []string{"angabe"}
}

// noAnswer begins the rows that say why there is no answer.
const noAnswer = "\x00"
