package survey

import "strconv"

// Findings lists everything that stands in the way of handing in, and all
// hints, in the order of the questions.
func (ev *Assessment) Findings() []Finding {
	var found []Finding
	for _, section := range ev.Sections() {
		for _, q := range section.Questions {
			found = append(found, ev.findings(Key{Question: q.Name})...)
			for _, row := range ev.response.Answers.Rows(q.Name) {
				if !ev.Relevant(Key{Question: q.Name}) {
					break
				}
				for _, column := range q.Questions {
					found = append(found, ev.findings(Key{column.Name, row})...)
				}
			}
			for _, statement := range q.Rows {
				found = append(found, ev.findings(Key{Question: statement.Name})...)
			}
		}
	}
	return found
}

// FindingsAt lists what Findings lists for one place only.
func (ev *Assessment) FindingsAt(k Key) []Finding {
	if q := ev.set.Question(k.Question); q == nil || !ev.Own(q) {
		return nil
	}
	return ev.findings(k)
}

// Complete reports whether nothing stands in the way of handing in (law 7).
func (ev *Assessment) Complete() bool {
	for _, f := range ev.Findings() {
		if f.Code.Blocks() {
			return false
		}
	}
	return true
}

func (ev *Assessment) findings(k Key) []Finding {
	q, st := ev.set.Question(k.Question), ev.status[k]
	switch {
	case !q.Asked(), !ev.Own(q):
		return nil
	case st.State == StateNotAsked && st.undecided.onlyOutside() && q.Type.Asked():
		return []Finding{{k.Question, k.Row, UndecidedOutside, nil}}
	case st.State == StateNotAsked && st.undecided != 0 && q.Type.Asked():
		return []Finding{{k.Question, k.Row, Undecided, nil}}
	case st.State == StateNotAsked:
		return nil
	}
	a := ev.response.Answers.Get(k)
	found := ev.stateFindings(q, k, st, a)
	if st.State == StateOpen {
		return found
	}
	found = append(found, ev.totalFindings(q, k)...)
	if st.State != StateAnswered {
		return found
	}
	if q.Type != TypeRepeat && q.Validate(a.Value) != nil {
		return append(found, Finding{k.Question, k.Row, Invalid, nil})
	}
	found = append(found, ev.contextFindings(q, k, a)...)
	if q.Constraint != nil && (q.Type != TypeCalculate || !a.Value.IsZero()) && ev.holds(q.Constraint, k) == false {
		found = append(found, Finding{k.Question, k.Row, Violated, nil})
	}
	return append(found, ev.warnings(q, k, a)...)
}

func (ev *Assessment) stateFindings(q *Question, k Key, st status, a Answer) []Finding {
	var found []Finding
	add := func(code Code, args ...string) { found = append(found, Finding{k.Question, k.Row, code, args}) }
	if a.Draft != "" {
		add(DraftLeft)
	}
	rows := len(ev.response.Answers.Rows(q.Name))
	switch {
	case st.State == StateOpen && st.required == Required && a.Draft == "":
		add(Open)
	case st.State == StateOpen && st.required == Soft && a.Draft == "":
		add(OpenSoft)
	case st.State == StateMissing && !q.AllowsMissing(st.Missing):
		add(MissingRefused, append([]string{st.Missing}, q.Missing...)...)
	case st.State == StateMissing && st.Missing == MissingLater:
		add(Later)
	case q.Type == TypeRepeat && st.State == StateAnswered && rows > 0 && rows < q.Min,
		q.Type == TypeRepeat && st.State == StateAnswered && rows == 0 && q.Min > 0 && ev.required(q, nil) == Required:
		add(TooFewRows, strconv.Itoa(q.Min))
	case q.Type == TypeRepeat && q.Max > 0 && rows > q.Max:
		add(TooManyRows, strconv.Itoa(q.Max))
	}
	return found
}

func (ev *Assessment) warnings(q *Question, k Key, a Answer) []Finding {
	var found []Finding
	for i, w := range q.Warnings {
		if ev.holds(w.When, k) != true {
			continue
		}
		code := Unconfirmed
		if a.Acknowledged != "" {
			code = Confirmed
		}
		found = append(found, Finding{k.Question, k.Row, code, []string{strconv.Itoa(i)}})
	}
	return found
}

// Progress counts the questions that are asked at the moment, columns of
// roster rows included, and how many of them have a value or a missing code.
func (ev *Assessment) Progress() (done, asked int) {
	for k, st := range ev.status {
		ev.tally(k, st, &done, &asked)
	}
	return done, asked
}

// ProgressOf is Progress for one section.
func (ev *Assessment) ProgressOf(section *Section) (done, asked int) {
	for _, q := range section.Questions {
		k := Key{Question: q.Name}
		ev.tally(k, ev.status[k], &done, &asked)
		for _, statement := range q.Rows {
			k := Key{Question: statement.Name}
			ev.tally(k, ev.status[k], &done, &asked)
		}
		for _, row := range ev.response.Answers.Rows(q.Name) {
			for _, column := range q.Questions {
				k := Key{column.Name, row}
				ev.tally(k, ev.status[k], &done, &asked)
			}
		}
	}
	return done, asked
}

func (ev *Assessment) tally(k Key, st status, done, asked *int) {
	if q := ev.set.Question(k.Question); !q.Type.Asked() || st.State == StateNotAsked || !ev.Own(q) {
		return
	}
	*asked++
	if st.State != StateOpen {
		*done++
	}
}
