package survey

import "slices"

// Share is a part of a response that was handed on to a colleague: some of its
// sections. A response with a part asks and checks these alone; of everything
// else it knows what they read, and nothing more.
type Share struct {
	ID       string   // random, 128 bits in hex
	Sections []string // names, in the order of the set
	Base     *Answers // what the sections said when they were handed on, for JoinPart
	Facts    map[Key]Fact
}

// Fact is what is known of a question outside of a part, as it was when the
// part was handed on. It says how conditions see the question, so that they
// decide in the part as they do in the whole, without the answers that the
// question itself hangs on.
type Fact struct {
	State   State // its number stands in files for ever
	Missing string
	Value   Value
	Exact   string // of a calculated number that Value rounds: the fraction itself
	Waits   int    // what is still open behind it; for the engine
}

// waitsBits is how many bits of Fact.Waits one waits takes.
const waitsBits = 4

func packed(st status) int { return int(st.hanging) | int(st.undecided)<<waitsBits }

func (f Fact) status() status {
	hanging, undecided := waits(f.Waits&(1<<waitsBits-1)), waits(f.Waits>>waitsBits)
	return status{State: f.State, Missing: f.Missing, hanging: hanging.outside(), undecided: undecided.outside()}
}

// value is the fact as expressions see it.
func (f Fact) value() any {
	if f.Exact != "" {
		if n, ok := exactNumber(f.Exact); ok {
			return n
		}
	}
	if f.State != StateAnswered || f.Value.Kind == KindNumber && !canonicalPattern.MatchString(f.Value.Text) {
		return nil
	}
	return exprValue(f.Value)
}

// Holds reports whether a section belongs to the part; to no part at all
// belongs every section.
func (p *Share) Holds(s *Section) bool {
	return p == nil || s != nil && slices.Contains(p.Sections, s.Name)
}

// Sections lists the sections that the response is about: those of its part,
// or all.
func (ev *Assessment) Sections() []*Section {
	if ev.response.Share == nil {
		return ev.set.Sections
	}
	return slices.DeleteFunc(slices.Clone(ev.set.Sections), func(s *Section) bool { return !ev.response.Share.Holds(s) })
}

// Own reports whether a question may be answered in this response; in a part it
// is one of the part's sections.
func (ev *Assessment) Own(q *Question) bool { return ev.response.Share.Holds(q.Section) }

// outside makes visible what a part knows of a section that is not its own.
func (ev *Assessment) outside(section *Section) {
	for _, q := range section.Questions {
		switch {
		case q.Type == TypeRepeat:
			ev.outsideRoster(q)
		default:
			ev.fact(q, 0, ev.outer)
		}
		for _, statement := range q.Rows {
			ev.fact(statement, 0, ev.outer)
		}
	}
}

func (ev *Assessment) outsideRoster(q *Question) {
	f, known := ev.fact(q, 0, ev.outer)
	if !known {
		return
	}
	rows := []any{}
	for _, id := range ev.response.Answers.Rows(q.Name) {
		row := make(map[string]any, 2*len(q.Questions))
		for _, column := range q.Questions {
			ev.fact(column, id, row)
		}
		rows = append(rows, row)
	}
	ev.outer[q.Name] = nil
	if f.State == StateAnswered {
		ev.outer[q.Name] = rows
	}
}

func (ev *Assessment) fact(q *Question, row int, target map[string]any) (Fact, bool) {
	k := Key{q.Name, row}
	f, known := ev.response.Share.Facts[k]
	if !known {
		return f, false
	}
	ev.status[k] = f.status()
	if !f.Value.IsZero() {
		ev.computed[k] = f.Value
	}
	target[q.Name], target[q.Name+stateSuffix] = f.value(), ev.status[k]
	return f, true
}
