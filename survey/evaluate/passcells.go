package evaluate

import (
	"hash/fnv"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

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

// neverGiven is an answer that no unit gave: who does not know that reckons with
// it. Everything else is as one answered who gave another one.
type neverGiven struct {
	question *survey.Question
	code     string
	like     *unit
}

// unheard lists the answers to the questions that nobody gave.
func (l *ledger) unheard() {
	for _, q := range l.set.Questions() {
		if !l.related[q] {
			continue
		}
		given := map[string]bool{}
		var like *unit
		for _, u := range l.units {
			for _, row := range l.rows(q, u) {
				given[row] = true
				if like == nil && !strings.HasPrefix(row, noAnswer) {
					like = u
				}
			}
		}
		if like == nil {
			continue
		}
		list := q.List
		if list == nil && q.ValueKind() == survey.KindBoolean {
			list = survey.YesNo
		}
		if list == nil || len(list.Choices) > shortList {
			continue
		}
		for _, choice := range list.Choices {
			if !given[choice.Name] {
				l.never = append(l.never, neverGiven{q, choice.Name, like})
			}
		}
	}
}

// anything is what an answer that nobody gave may be worth in a figure: something
// that nothing else is.
func anything(figure string) func(neverGiven) uint64 {
	return func(x neverGiven) uint64 {
		h := fnv.New32a()
		h.Write([]byte(figure + " " + x.question.Name + " " + x.code))
		return uint64(h.Sum32()>>1) | 1
	}
}

// is tells whether an answer that nobody gave is one of a place on an axis.
func (l *ledger) is(axis survey.Axis, code string) func(neverGiven) bool {
	return func(x neverGiven) bool {
		switch {
		case !l.c.secret(axis):
			return true
		case axis.Question == x.question:
			return axis.Kind == survey.AxisQuestion && code == x.code
		}
		return slices.Contains(l.codes(axis, x.like), code)
	}
}

func oneOf(is ...func(neverGiven) bool) func(neverGiven) uint64 {
	return func(x neverGiven) uint64 {
		for _, holds := range is {
			if !holds(x) {
				return 0
			}
		}
		return grains
	}
}

// grains is how finely values of figures are told apart: what weights and shares
// make of whole numbers is whole again.
const (
	grains  = 720720
	modulus = 1<<31 - 1
)

// whole is a value as a whole number of grains, modulo a prime number, as conceal reckons.
func whole(value float64) uint64 {
	n := int64(math.Round(value * grains))
	return uint64((n%modulus + modulus) % modulus)
}

// one is what counts.
func one(holds bool) float64 {
	if holds {
		return 1
	}
	return 0
}

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

// table takes in the cells of a table.
func (l *ledger) table(t *tabled) {
	inside := map[*unit]bool{}
	for _, it := range t.items {
		inside[it.unit] = true
	}
	if t.Table.Table.Kind == survey.TableCrosstab {
		l.cross(t, inside)
		return
	}
	single := map[*unit][]Datum{}
	for _, u := range l.units {
		single[u] = l.c.cell(t.Table, &group{items: []item{u.self}}).Values
	}
	for i, row := range t.Rows {
		l.ranked(t, inside, single, &t.Cells[i][0], &row)
	}
	l.ranked(t, inside, single, &t.Totals.All, nil)
}

// place is a place on an axis of a table: who has it, whatever they answered, and
// whose answer has it, wherever they are.
func (l *ledger) placed(axis survey.Axis, label Label, inside map[*unit]bool) (over, worth func(*unit) bool) {
	has := func(u *unit) bool { return slices.Contains(l.codes(axis, u), label.Code) }
	if l.c.secret(axis) {
		return func(u *unit) bool { return inside[u] }, has
	}
	return func(u *unit) bool { return inside[u] && has(u) }, func(*unit) bool { return true }
}

// cross takes in a table that counts rows by columns, of which one at least is of
// sensitive answers.
func (l *ledger) cross(t *tabled, inside map[*unit]bool) {
	rows, columns := *t.Table.Table.Rows, *t.Table.Table.Columns
	name := t.Table.Table.Name + string(t.Tier)
	both := l.c.secret(rows) && l.c.secret(columns)
	totals := func(axis survey.Axis, labels []Label, cells []Cell, side string) {
		for k := range labels {
			if l.c.secret(axis) {
				over, worth := l.placed(axis, labels[k], inside)
				l.count(&conceal.Group{Family: name + side}, over, worth, l.answered(axis), l.is(axis, labels[k].Code), &cells[k])
			}
		}
	}
	totals(rows, t.Rows, t.Totals.Rows, " rows")
	totals(columns, t.Columns, t.Totals.Columns, " columns")
	for i, row := range t.Rows {
		inRow, ofRow := l.placed(rows, row, inside)
		for k, column := range t.Columns {
			inColumn, ofColumn := l.placed(columns, column, inside)
			over := func(u *unit) bool { return inRow(u) && inColumn(u) }
			worth := func(u *unit) bool { return ofRow(u) && ofColumn(u) }
			is := func(x neverGiven) bool { return l.is(rows, row.Code)(x) && l.is(columns, column.Code)(x) }
			g := &conceal.Group{Family: name + " row " + row.Code, Also: name + " column " + column.Code}
			switch {
			case both:
				n := len(l.among(over, worth))
				few := func(n int) bool { return n > 0 && n < l.system.Limit }
				g.Small = few(n) || few(len(l.among(over, ofRow))-n) || few(len(l.among(over, ofColumn))-n)
				l.cell(g, over, worth, oneOf(is), func() { t.Cells[i][k].Hidden = true })
			case l.c.secret(rows): // the families of a row are compared with who is in it
				g.Family, g.Also = g.Also, g.Family
				l.count(g, over, worth, l.answered(rows), is, &t.Cells[i][k])
			default:
				l.count(g, over, worth, l.answered(columns), is, &t.Cells[i][k])
			}
		}
	}
}

// answered tells who has a place on an axis.
func (l *ledger) answered(axis survey.Axis) func(*unit) bool {
	return func(u *unit) bool { return len(l.codes(axis, u)) > 0 }
}

func (l *ledger) among(over, worth func(*unit) bool) []*unit {
	return slices.DeleteFunc(slices.Clone(l.units), func(u *unit) bool { return !over(u) || !worth(u) })
}

// count takes in how many of some units gave an answer.
func (l *ledger) count(g *conceal.Group, over, worth, any func(*unit) bool, never func(neverGiven) bool, c *Cell) {
	g.Of, g.Small = len(l.among(over, any)), l.few(over, worth, any)
	l.cell(g, over, worth, oneOf(never), func() { c.Hidden = true })
}

// cell takes in how many of some units answered something, with what hides it.
func (l *ledger) cell(g *conceal.Group, over, worth func(*unit) bool, never func(neverGiven) uint64, hide func()) {
	l.hide[l.add(g, over, func(u *unit) float64 { return one(worth(u)) }, never)] = hide
}

// few reports whether too few of those of some units who answered at all gave an
// answer, or too few another one: that none did, or all, would tell the answer of
// each.
func (l *ledger) few(over, worth, any func(*unit) bool) bool {
	n, of := len(l.among(over, worth)), len(l.among(over, any))
	return n < l.system.Limit || of-n < l.system.Limit
}

// ranked takes in the figures of a row of a ranking; without one, those of all.
func (l *ledger) ranked(t *tabled, inside map[*unit]bool, single map[*unit][]Datum, c *Cell, row *Label) {
	axis, name := *t.Table.Table.Rows, t.Table.Table.Name+string(t.Tier)
	over, worth := func(u *unit) bool { return inside[u] }, func(*unit) bool { return true }
	if row != nil {
		over, worth = l.placed(axis, *row, inside)
	}
	if l.c.secret(axis) {
		if row != nil {
			l.count(&conceal.Group{Family: name + " rows"}, over, worth, l.answered(axis), l.is(axis, row.Code), c)
		}
		return
	}
	for k := range t.Figures {
		if !t.Figures[k] || !l.c.tells(t.Table.Table.Values[k].Value) {
			continue
		}
		known := func(u *unit) bool { return single[u][k].Known }
		holds := func(u *unit) bool { return known(u) && single[u][k].Number > 0 }
		questions, _ := l.c.Sources(t.Table.Table.Values[k].Value)
		reads := func(x neverGiven) bool {
			return slices.ContainsFunc(questions, func(s survey.Source) bool { return s.Question == x.question })
		}
		l.add(&conceal.Group{Family: "n", Fixed: true}, over, func(u *unit) float64 { return one(known(u)) }, oneOf(func(x neverGiven) bool { return known(x.like) || reads(x) }))
		g := &conceal.Group{Family: name + " " + strconv.Itoa(k), Of: len(l.among(over, known)), Small: l.few(over, holds, known)}
		if row != nil {
			g.Family, g.Also = g.Family+" row "+row.Code, g.Family
		}
		d := &c.Values[k]
		l.cell(g, over, holds, func(x neverGiven) uint64 {
			if reads(x) {
				return anything(squeezed(t.Table.Table.Values[k]))(x)
			}
			return oneOf(func(x neverGiven) bool { return holds(x.like) })(x)
		}, func() { d.Hidden = true })
	}
}

// blank empties what is hidden of a table, and the figures that are not passed on,
// so that not even the width of a column tells of them. It reports whether anything
// sensitive is left.
func (t *tabled) blank() bool {
	some := false
	blank := func(c *Cell) {
		if c.Hidden {
			*c = Cell{Hidden: true, Values: make([]Datum, len(c.Values))}
			return
		}
		for k := range c.Values {
			if c.Values[k].Hidden || k < len(t.Figures) && !t.Figures[k] {
				c.Values[k] = Datum{Hidden: c.Values[k].Hidden, Kind: survey.KindNumber}
			}
		}
	}
	for i := range t.Cells {
		for k := range t.Cells[i] {
			c := &t.Cells[i][k]
			blank(c)
			some = some || t.shows(c)
		}
	}
	for _, all := range [][]Cell{t.Totals.Rows, t.Totals.Columns} {
		for k := range all {
			blank(&all[k])
		}
	}
	blank(&t.Totals.All)
	return some
}

// shows reports whether a cell shows something sensitive.
func (t *tabled) shows(c *Cell) bool {
	for k, v := range t.Table.Table.Values {
		if !t.grouped && t.Figures[k] && !c.Values[k].Hidden && isShare(v) {
			return true
		}
	}
	return t.grouped && !c.Hidden && c.N > 0
}
