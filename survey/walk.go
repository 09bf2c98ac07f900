package survey

// EndPlace is where a person stands after the last question.
var EndPlace = Place{Question: "$end"}

// stop reports whether a dialogue stops at the question. At a matrix it stops
// at each statement.
func (q *Question) stop() bool { return q.Asked() || q.Type == TypeNote }

// visits reports whether a dialogue about this response stops at the question:
// of a part, also at a roster of which it has single columns.
func (ev *Assessment) visits(q *Question) bool {
	return q.stop() && ev.response.Share.holdsSome(q)
}

// Stops lists the places that a dialogue stops at, in order: every relevant
// question outside of rosters. A roster is one stop, its list of rows.
func (ev *Assessment) Stops() []Place {
	var stops []Place
	for _, section := range ev.Sections() {
		for _, q := range section.Questions {
			if k := (Key{Question: q.Name}); ev.visits(q) && ev.Relevant(k) && !ev.response.givenByWave(q) {
				stops = append(stops, k)
			}
			for _, statement := range q.Rows {
				if k := (Key{Question: statement.Name}); ev.Own(statement) && ev.Relevant(k) {
					stops = append(stops, k)
				}
			}
		}
	}
	return stops
}

// RowStops lists the relevant columns of one row of a roster.
func (ev *Assessment) RowStops(roster *Question, row int) []Place {
	var stops []Place
	for _, q := range roster.Questions {
		if k := (Key{q.Name, row}); ev.visits(q) && ev.Relevant(k) {
			stops = append(stops, k)
		}
	}
	return stops
}

// after returns the stop after a place, which need not be relevant itself any
// more. After the last column of a row comes the list of rows.
func (ev *Assessment) after(p Place) Place {
	q := ev.set.Question(p.Question)
	if q == nil {
		return p // the end
	}
	if q.Roster != nil && ev.Own(q) {
		for _, stop := range ev.RowStops(q.Roster, p.Row) {
			if ev.set.Question(stop.Question).order > q.order {
				return stop
			}
		}
		return Place{Question: q.Roster.Name}
	}
	for _, stop := range ev.Stops() {
		if ev.set.Question(stop.Question).order > q.order {
			return stop
		}
	}
	return EndPlace
}

// before returns the stop before a place. Before the first column of a row
// comes the list of rows; before the first question there is only itself.
func (ev *Assessment) before(p Place) Place {
	stops, order := ev.Stops(), len(ev.set.questions)+1
	result := p
	if q := ev.set.Question(p.Question); q != nil {
		order = q.order
		if q.Roster != nil {
			stops, result = ev.RowStops(q.Roster, p.Row), Place{Question: q.Roster.Name}
		}
	}
	for _, stop := range stops {
		if ev.set.Question(stop.Question).order >= order {
			break
		}
		result = stop
	}
	return result
}

// resolve turns a stored place into one that can be shown now: a place that is
// no longer relevant gives way to the stop after it.
func (ev *Assessment) resolve(p Place) Place {
	if p == EndPlace {
		return p
	}
	q := ev.set.Question(p.Question)
	switch {
	case q == nil:
		if stops := ev.Stops(); len(stops) > 0 {
			return stops[0]
		}
		return EndPlace
	case ev.visits(q) && ev.Relevant(p) && !ev.response.givenByWave(q) && (q.Roster == nil) == (p.Row == 0):
		return p
	case ev.Own(q) && q.Roster != nil:
		return ev.resolve(Place{Question: q.Roster.Name})
	}
	return ev.after(p)
}
