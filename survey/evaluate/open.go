package evaluate

import (
	"slices"

	"bestand.example/itbestand/survey"
)

// Answered is a response that an evaluation is about. Its answers are read when
// they are needed, one unit after the other, and not kept: those of a whole Land
// would not fit into memory.
type Answered struct {
	*survey.Response // who gave it to which set; its answers are not looked at
	Read             func() (*survey.Response, error)
}

// InMemory are responses whose answers are there already, for whoever has no file
// to read them from.
func InMemory(all []*survey.Response) []Answered {
	answered := make([]Answered, len(all))
	for i, r := range all {
		answered[i] = Answered{r, func() (*survey.Response, error) { return r, nil }}
	}
	return answered
}

// rows are what is known of a roster of a response.
type rows struct {
	items []item
	ids   []int
	known bool // otherwise it is not known which rows there are
}

// open reads the answers of a unit and assesses them: what the population says
// of the unit counts.
func (u *unit) open() error {
	for _, r := range u.responses {
		if err := r.open(); err != nil {
			return err
		}
	}
	return nil
}

func (r *response) open() error {
	ev, err := r.assess()
	if err != nil {
		return err
	}
	r.ev, r.self.record = ev, ev.Record()
	// Sets that do not read the reference date do not ask for it.
	if day, ok := survey.ParseISODate(ev.Value(survey.Key{Question: survey.StichtagName}).Text); ok {
		r.own = &day
	}
	for _, q := range r.set.Questions() {
		if q.Type == survey.TypeRepeat {
			r.take(q)
		}
	}
	return nil
}

func (r *response) assess() (*survey.Assessment, error) {
	full, err := r.read()
	if err != nil {
		return nil, err
	}
	own := *full
	own.Unit = r.unit.Unit
	return survey.Assess(r.set, &own), nil
}

// take notes the rows of a roster.
func (r *response) take(roster *survey.Question) {
	records, known := r.ev.Rows(roster.Name)
	all := &rows{known: known, ids: r.ev.RowIDs(roster.Name)}
	for k, record := range records {
		all.items = append(all.items, item{&subject{unit: r.unit, response: r, roster: roster, row: k, record: record}})
	}
	r.rosters[roster.Name] = all
}

// settle forgets of a unit what only its own figures read.
func (c *computation) settle(u *unit) {
	for _, r := range u.responses {
		r.ev = nil
		for _, roster := range r.rosters {
			for _, it := range roster.items {
				it.record = it.record.Only(c.kept.names, c.kept.states)
			}
			roster.ids = slices.Clone(roster.ids)
		}
		r.self.record = r.self.record.Only(c.kept.names, c.kept.states)
	}
	u.self.record = u.self.record.Only(c.kept.names, c.kept.states)
	u.inexact()
	u.entry = c.entryOf(u)
}

// inexact forgets the fractions of figures that stand in records where formulas
// read them on.
func (u *unit) inexact() {
	for _, values := range u.values {
		forget(values...)
	}
	for _, r := range u.responses {
		for _, v := range r.values {
			forget(v)
		}
		for _, values := range r.rows {
			forget(values...)
		}
	}
}

func forget(values ...*Value) {
	for _, v := range values {
		v.exact = nil
	}
}

// entryOf is what the list of units says of a unit: its attributes, its answers
// to sets that are answered once, and its figures.
func (c *computation) entryOf(u *unit) *survey.Record {
	entry := survey.UnitEntry(u.Unit)
	for _, r := range u.responses {
		if !r.set.Many {
			entry.TakeAll(r.self.record)
		}
	}
	entry.TakeAll(u.self.record)
	return entry
}

// assessed is a response as it was when its unit was open. The last unit that
// was asked for is kept.
func (c *computation) assessed(r *response) (*survey.Assessment, error) {
	if r.ev != nil {
		return r.ev, nil
	}
	if c.again.unit != r.unit {
		c.again.unit, c.again.evs = r.unit, map[*response]*survey.Assessment{}
	}
	if ev := c.again.evs[r]; ev != nil {
		return ev, nil
	}
	ev, err := r.assess()
	if err != nil {
		return nil, err
	}
	c.again.evs[r] = ev
	return ev, nil
}

// reopened is a unit whose answers are looked at once more.
type reopened struct {
	unit *unit
	evs  map[*response]*survey.Assessment
}

// kept is what formulas about groups read of single items, by name.
type kept struct{ names, states map[string]bool }

func (k *kept) add(formulas ...*survey.Expression) {
	for _, x := range formulas {
		if x == nil {
			continue
		}
		for _, name := range x.Columns {
			k.names[name] = true
		}
		for _, name := range x.States {
			k.states[name] = true
		}
	}
}

// traced keeps the answers that formulas come from in the end, also by way of
// indicators: what triggered a measure for a group is told from them, and the
// answers of all its units are not read again for it.
func (c *computation) traced(formulas []*survey.Expression, k *kept, seen map[*survey.Indicator]bool) {
	for _, x := range formulas {
		questions, indicators := c.Sources(x)
		for _, s := range questions {
			k.names[s.Question.Name] = true
		}
		for _, i := range indicators {
			if !seen[i] {
				seen[i] = true
				c.traced(expressions(i), k, seen)
			}
		}
	}
}

func (k *kept) axes(by ...survey.Axis) {
	for _, a := range by {
		if a.Question != nil {
			k.names[a.Question.Name] = true
			for _, statement := range a.Question.Rows {
				k.names[statement.Name] = true
			}
		}
	}
}

// keeps lists what is kept.
func (c *computation) keeps() *kept {
	k := &kept{map[string]bool{}, map[string]bool{}}
	for _, i := range slices.Concat(c.Indicators, c.Fields) {
		if i.Scope == survey.ScopeGroup {
			k.add(append(expressions(i), i.Base)...)
		}
		for _, by := range c.groupingsOf(i) {
			k.axes(by...)
		}
	}
	for _, m := range c.Measures {
		if m.Scope == survey.ScopeGroup {
			k.add(measureFormulas(m)...)
			c.traced(measureFormulas(m), k, map[*survey.Indicator]bool{})
		}
		for _, by := range m.By {
			k.axes(by...)
		}
	}
	if c.toPassOn {
		for q := range c.tabledQuestions() {
			k.names[q.Name] = true
		}
	}
	for _, t := range c.Tables {
		for _, v := range t.Values {
			k.add(v.Value, v.Base)
		}
		for _, axis := range []*survey.Axis{t.Rows, t.Columns} {
			if axis != nil {
				k.axes(*axis)
			}
		}
	}
	return k
}
