package export

import "bestand.example/itbestand/survey"

// fill is the second reading: it writes the rows of all answers.
func (w *workbook) fill(s *scan, p *plan) error {
	bySet := map[*setScan]*setPlan{}
	for _, sp := range p.sets {
		bySet[sp.one] = sp
	}
	if err := w.records(s, func(r *record) error {
		if err := bySet[r.one].add(r); err != nil {
			return err
		}
		if err := w.long.add(r); err != nil {
			return err
		}
		return w.addContacts(p, r)
	}); err != nil {
		return err
	}
	if err := w.long.close(); err != nil {
		return err
	}
	for _, sp := range p.sets {
		for _, t := range sp.tables() {
			if err := t.close(); err != nil {
				return err
			}
		}
	}
	if p.contacts == nil {
		return nil
	}
	return p.contacts.close()
}

// records goes through the responses again, with what is known of them.
func (w *workbook) records(s *scan, each func(*record) error) error {
	n := 0
	return w.each(s, func(r *Response, one *setScan, ev *survey.Assessment) error {
		if n == len(s.statuses) {
			return &Error{Code: Unstable}
		}
		n++
		if w.leaves() {
			r = passable(r, one)
			ev = survey.Assess(one.set, r.Response)
		}
		return each(&record{Response: r, one: one, ev: ev, status: s.statuses[n-1]})
	})
}

func (p *setPlan) add(r *record) error {
	if p.data == nil {
		return nil
	}
	if err := p.data.add(r); err != nil {
		return err
	}
	if err := p.codes.add(r); err != nil {
		return err
	}
	for _, t := range p.rosters {
		if err := r.eachRow(t.roster, t.add); err != nil {
			return err
		}
	}
	return nil
}

func (w *workbook) addContacts(p *plan, r *record) error {
	return r.eachContact(func(r *record) error {
		rows := w.continued(p.contacts.cells(r), contactKeys)
		if len(rows) > 1 {
			w.summary.Split++
			w.note(NoteSplit, Warning, origin{r.Response, r.place}, "", "", w.t("split_contact"))
		}
		for _, row := range rows {
			if err := p.contacts.write(row, origin{r.Response, r.place}); err != nil {
				return err
			}
		}
		return nil
	})
}

// countContacts reads the responses once more: a text that is longer than a
// cell goes on in further rows, and only the cells themselves know how many.
func (w *workbook) countContacts(s *scan, b *fields) (rows int, err error) {
	err = w.records(s, func(r *record) error {
		return r.eachContact(func(r *record) error {
			rows += len(w.continued(b.cells(r), contactKeys))
			return nil
		})
	})
	return rows, err
}
