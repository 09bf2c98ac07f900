package survey

import "slices"

// outsideReads collects which questions outside of a part its sections read, so
// that nothing else leaves the survey file.
type outsideReads struct {
	set       *Questionnaire
	part      *Share
	questions []*Question // in the order in which they were met
	units     bool        // the list of units is needed for choices or names
	shown     map[*Question]bool
}

// readsOf finds what the conditions, checks, calculations, filters and texts of
// a part read outside of it.
func (q *Questionnaire) readsOf(p *Share) *outsideReads {
	o := &outsideReads{set: q, part: p, shown: map[*Question]bool{}}
	for _, section := range q.Sections {
		if !p.touches(section) {
			continue
		}
		o.expression(section.Relevant)
		o.text(section.Label, section.Hint)
		for _, question := range section.Questions {
			o.own(question)
		}
	}
	slices.SortStableFunc(o.questions, func(a, b *Question) int { return a.order - b.order })
	return o
}

// own notes what a question reads that belongs to the part with all or some of
// what it consists of. Of a roster only some columns of which do, the rows are
// needed, and what names them.
func (o *outsideReads) own(q *Question) {
	switch {
	case o.part.Holds(q):
		o.question(q)
	case o.part.holdsSome(q):
		o.add(q)
		o.text(q.Label, q.Hint, q.ItemLabel)
	}
	for _, part := range q.parts() {
		if o.part.Holds(part) {
			o.question(part)
		}
	}
}

func (o *outsideReads) question(q *Question) {
	for _, u := range q.uses() {
		o.expression(u.expression)
	}
	o.text(q.Label, q.Hint, q.ConstraintMessage, q.ItemLabel)
	for _, w := range q.Warnings {
		o.text(w.Message)
	}
	o.choices(q)
	if q.Suggestions.ages() || q.List.ages() {
		o.name(StichtagName)
	}
}

// choices notes what the choices of a question are: rows with their names, and
// what a filter reads of them, or units.
func (o *outsideReads) choices(q *Question) {
	switch {
	case q.from != nil:
		o.add(q.from)
		o.text(q.from.ItemLabel)
		if q.ChoiceFilter != nil {
			for _, name := range q.ChoiceFilter.Fields {
				o.name(name)
			}
		}
	case q.ChoicesFrom == PopulationSource:
		o.units = true
	}
}

func (o *outsideReads) expression(e *Expression) {
	if e == nil {
		return
	}
	for _, name := range slices.Concat(e.Reads, e.Columns) {
		o.name(name)
	}
}

// text notes what a text shows. An answer that is a row or a unit is shown by
// its name.
func (o *outsideReads) text(texts ...Text) {
	for _, t := range texts {
		for _, pipe := range t.Piped() {
			q := o.set.Question(pipe.Name)
			if q == nil || o.shown[q] {
				continue
			}
			o.shown[q] = true
			o.add(q)
			o.choices(q)
		}
	}
}

func (o *outsideReads) name(name string) {
	if q := o.set.Question(name); q != nil {
		o.add(q)
	}
}

// add notes a question, a column with its list.
func (o *outsideReads) add(q *Question) {
	if q.Section == nil || o.part.Holds(q) || slices.Contains(o.questions, q) {
		return
	}
	if q.Roster != nil {
		o.add(q.Roster)
	}
	o.questions = append(o.questions, q)
}
