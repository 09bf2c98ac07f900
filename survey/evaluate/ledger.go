package evaluate

import (
	"maps"
	"slices"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/conceal"
)

// ledger is everything that is said of what administrations answered to sensitive
// questions of a set: in its tables, in Kennzahlen and in Häufigkeiten.
//
// All that is sums: over administrations that everybody knows to be in a group, of
// what the answer of each is worth. What they may have answered is whatever any of
// them did.
type ledger struct {
	c       *computation
	set     *survey.Questionnaire
	system  conceal.System
	units   []*unit // who answered the set, by number
	related map[*survey.Question]bool
	tables  []*tabled
	rules   []*ruled
	places  map[placeKey][]string
	told    map[*survey.Question]bool // all rows of these may stand in Häufigkeiten
	counted []*conceal.Group          // those rows
	figured []*conceal.Group          // what Kennzahlen say
	never   []neverGiven
	hide    map[*conceal.Group]func()
}

// ledgers part tables into those that may tell something of one another: they are
// from the same questions, or a figure is from questions of both.
func (c *computation) ledgers(tables []*tabled, rules []*ruled, limit int) []*ledger {
	var all []*ledger
	put := func(set *survey.Questionnaire, questions map[*survey.Question]bool, tables []*tabled, rules []*ruled) {
		l := &ledger{
			c: c, set: set, tables: tables, rules: rules, system: conceal.System{Limit: limit, Each: true}, related: map[*survey.Question]bool{},
			places: map[placeKey][]string{}, hide: map[*conceal.Group]func(){},
		}
		maps.Copy(l.related, questions)
		c.relatives(set, l.related)
		all = slices.DeleteFunc(all, func(other *ledger) bool {
			joined := other.touches(l)
			if joined {
				l.tables, l.rules = append(other.tables, l.tables...), append(other.rules, l.rules...)
				maps.Copy(l.related, other.related)
			}
			return joined
		})
		all = append(all, l)
	}
	for _, t := range tables {
		put(t.set, t.questions, []*tabled{t}, nil)
	}
	for _, r := range rules {
		put(r.set, r.questions, nil, []*ruled{r})
	}
	return all
}

// touches reports whether two ledgers are about the same: they have a question in
// common, or a figure that comes from questions of both.
func (l *ledger) touches(other *ledger) bool {
	if l.set != other.set {
		return false
	}
	for q := range l.related {
		if other.related[q] {
			return true
		}
	}
	return slices.ContainsFunc(slices.Concat(l.c.Indicators, l.c.Fields), func(i *survey.Indicator) bool {
		return guarded(i) && l.isRelated(i) && other.isRelated(i)
	})
}

// most is how much may be said at most for tables to be passed on: to find out
// whether anything follows takes a minute then, and eight times that of twice as
// much.
const most = 1500

// protect hides cells of tables until nothing hidden follows. A table of which
// nothing sensitive is left is not passed on.
func (l *ledger) protect() {
	for _, u := range l.c.units {
		if u.one(l.set) != nil {
			l.units = append(l.units, u)
		}
	}
	l.unheard()
	l.figures()
	l.frequencies()
	for _, t := range l.tables {
		l.table(t)
	}
	for _, r := range l.rules {
		l.rule(r)
	}
	if len(l.system.Groups) > most {
		for _, r := range l.rules {
			r.PassedRule = PassedRule{Measure: r.Measure, Hidden: true}
		}
		return
	}
	l.conceal()
	for g, hide := range l.hide {
		if g.Hidden {
			hide()
		}
	}
	some := slices.ContainsFunc(l.rules, func(r *ruled) bool { return !r.Hidden })
	for _, t := range l.tables {
		t.Open = t.blank()
		some = some || t.Open
	}
	for q := range l.related { // of these, Häufigkeiten say all or nothing
		l.c.result.Figured[q] = l.c.result.Figured[q] || some
		l.c.result.Closed[q] = l.c.result.Closed[q] || some && !l.told[q]
	}
}

// conceal hides cells so that nothing follows, with Häufigkeiten and Kennzahlen and
// without: what follows from those alone is not looked at further, but they are
// rounded, and may say nothing of sensitive questions where there are several waves.
func (l *ledger) conceal() {
	var all []conceal.System
	for _, less := range [][]*conceal.Group{nil, l.counted, l.figured, slices.Concat(l.counted, l.figured)} {
		s := l.system
		s.Groups = slices.DeleteFunc(slices.Clone(s.Groups), func(g *conceal.Group) bool { return slices.Contains(less, g) })
		all = append(all, s)
	}
	for before := -1; before != l.hidden(); {
		before = l.hidden()
		for _, s := range all {
			s.Protect()
		}
	}
}

func (l *ledger) hidden() (n int) {
	for g := range l.hide {
		if g.Hidden {
			n++
		}
	}
	return n
}

// add notes a sum over some units of what the answers of all units are worth. The
// members are those of them that gave one that is worth something.
func (l *ledger) add(g *conceal.Group, over func(*unit) bool, worth func(*unit) float64, never func(neverGiven) uint64) *conceal.Group {
	g.Sum = &conceal.Sum{Figure: g.Sum != nil && g.Sum.Figure}
	for n, x := range l.never {
		if times := never(x); times > 0 {
			g.Sum.Worth = append(g.Sum.Worth, conceal.Worth{Answer: len(l.units) + n, Times: times})
		}
	}
	for n, u := range l.units {
		value := worth(u)
		if value != 0 {
			g.Sum.Worth = append(g.Sum.Worth, conceal.Worth{Answer: n, Times: whole(value)})
		}
		if over(u) {
			g.Sum.Over = append(g.Sum.Over, n)
			if value != 0 {
				g.Members = append(g.Members, n)
			}
		}
	}
	l.system.Groups = append(l.system.Groups, g)
	return g
}

// codes are the places of a unit on an axis.
func (l *ledger) codes(axis survey.Axis, u *unit) []string {
	key := placeKey{axis.Name, u}
	all, known := l.places[key]
	if !known {
		for _, labels := range l.c.labels(u.self, survey.Grouping{axis}) {
			all = append(all, labels[0].Code)
		}
		l.places[key] = all
	}
	return all
}

type placeKey struct {
	axis string
	unit *unit
}
