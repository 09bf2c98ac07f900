package survey

// Active returns the answers that count: those to relevant questions, without
// drafts; of a part, its own ones. It is what a return holds. The ids of rows
// stay.
func (ev *Assessment) Active() *Answers {
	active := NewAnswers()
	for _, q := range ev.set.questions {
		if !ev.Own(q) {
			continue
		}
		if q.Roster == nil {
			ev.copyActive(active, Key{Question: q.Name})
			continue
		}
		if !ev.Relevant(Key{Question: q.Roster.Name}) {
			continue
		}
		for _, row := range ev.response.Answers.Rows(q.Roster.Name) {
			active.AddRow(q.Roster.Name, row)
			ev.copyActive(active, Key{q.Name, row})
		}
	}
	return active
}

func (ev *Assessment) copyActive(to *Answers, k Key) {
	if !ev.Relevant(k) || !ev.set.Question(k.Question).Asked() {
		return
	}
	a := ev.response.Answers.Get(k)
	a.Draft = ""
	to.Set(k, a)
}
