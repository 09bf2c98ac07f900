package survey

import "slices"

// Share is a part of a response that was handed on: some of its sections to a
// colleague, or some of its questions to whoever gave the answers (FollowUp). A
// response with a part asks and checks these alone; of everything else it knows
// what they read, and nothing more.
type Share struct {
	ID        string   // random, 128 bits in hex
	Sections  []string // names, in the order of the set; nil: the part consists of questions
	Questions []string // names; a roster or a matrix stands for all that it consists of
	Base      *Answers // what the part said when it was handed on, for JoinPart
	Facts     map[Key]Fact

	// Blind says that it is not known what the questions hang on: what is
	// answered counts as asked. So it is with a supplement by itself.
	Blind bool
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

// IsPart reports whether the response is a part that goes back to whom it came
// from, and is not handed in by itself.
func (r *Response) IsPart() bool { return r.Share != nil && r.FollowUp == nil }

// Holds reports whether a question belongs to the part; to no part at all
// belongs every question.
func (p *Share) Holds(q *Question) bool {
	switch {
	case p == nil:
		return true
	case p.Questions != nil:
		return among(p.Questions, q)
	}
	return q.Section != nil && slices.Contains(p.Sections, q.Section.Name)
}

// among reports whether a question is one of those named, or a part of one.
func among(names []string, q *Question) bool {
	whole := q.whole()
	return slices.Contains(names, q.Name) || whole != nil && slices.Contains(names, whole.Name)
}

// holdsSome reports whether a question, or anything that it consists of, belongs
// to the part: of a roster it may be single columns.
func (p *Share) holdsSome(q *Question) bool {
	return p.Holds(q) || slices.ContainsFunc(q.parts(), p.Holds)
}

// touches reports whether anything in a section belongs to the part.
func (p *Share) touches(s *Section) bool {
	switch {
	case p == nil:
		return true
	case p.Questions == nil:
		return slices.Contains(p.Sections, s.Name)
	}
	return slices.ContainsFunc(s.Questions, p.holdsSome)
}

// Sections lists the sections that the response is about: those of its part,
// or all.
func (ev *Assessment) Sections() []*Section {
	if ev.response.Share == nil {
		return ev.set.Sections
	}
	return slices.DeleteFunc(slices.Clone(ev.set.Sections), func(s *Section) bool { return !ev.response.Share.touches(s) })
}

// Concerns reports whether the response is about a question, or about anything
// that it consists of.
func (ev *Assessment) Concerns(q *Question) bool { return ev.response.Share.holdsSome(q) }

// Own reports whether a question may be answered in this response: in a part
// only what belongs to it. The rows of a roster can be added and deleted where
// the roster itself is its own.
func (ev *Assessment) Own(q *Question) bool { return ev.response.Share.Holds(q) }

// outside makes visible what a part knows of a question that is not its own. Of
// a roster single columns may be.
func (ev *Assessment) outside(q *Question) {
	if q.Type == TypeRepeat {
		ev.outsideRoster(q)
	} else {
		ev.fact(q, 0, ev.outer)
	}
	for _, statement := range q.Rows {
		ev.fact(statement, 0, ev.outer)
	}
}

func (ev *Assessment) outsideRoster(q *Question) {
	f, known := ev.fact(q, 0, ev.outer)
	if blind := ev.response.Share.Blind && ev.response.Share.holdsSome(q); blind {
		f.State = StateAnswered
	} else if !known {
		return
	}
	st := ev.status[Key{Question: q.Name}]
	st.State = f.State
	rows := []any{}
	for _, id := range ev.response.Answers.Rows(q.Name) {
		row := make(map[string]any, 2*len(q.Questions))
		for _, column := range q.Questions {
			if !ev.Own(column) {
				ev.fact(column, id, row)
				continue
			}
			ev.question(column, id, verdict{relevant: f.State == StateAnswered}, row)
			st.hanging |= ev.status[Key{column.Name, id}].hanging
		}
		rows = append(rows, row)
	}
	ev.status[Key{Question: q.Name}] = st
	ev.compare(q, Key{Question: q.Name}, nil, st)
	ev.outer[q.Name], ev.outer[q.Name+stateSuffix] = nil, st
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
