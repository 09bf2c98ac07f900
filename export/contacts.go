package export

import "bestand.example/itbestand/survey"

// contactKeys is how many columns of Kontakte say whose row it is.
const contactKeys = 8

// contactFields are the columns of Kontakte, the one sheet with personal data:
// one row for each response, and one for each row of a roster with such data.
// Sets share the columns of questions with the same name.
func (w *workbook) contactFields(s *scan) *fields {
	b := w.newFields()
	b.unit()
	b.key("fragensatz", 12, func(r *record) any { return w.text(r.one.short) })
	b.statusKey()
	b.key("eintrag", 22, func(r *record) any {
		if r.roster == nil {
			return w.text(w.t("contact_response"))
		}
		return w.text(w.t("contact_roster", r.roster.Name))
	})
	b.key("zeile", 8, func(r *record) any {
		if r.roster == nil {
			return nil
		}
		return w.ordinal(r.place)
	})
	for _, one := range s.sets {
		b.owner = one
		if one.release {
			b.only = func(r *record) bool { return r.one == one && r.roster == nil }
			b.key("freigegeben_durch", 30, func(r *record) any { return w.text(r.Release) })
		}
		for _, q := range one.set.Questions() {
			if t := one.tallies[q]; t != nil && one.private[q] {
				b.only = func(r *record) bool { return r.one == one && r.roster == q.Roster }
				b.question(q, b.shown(q))
				b.codesBeside(q)
				b.companions(q, t)
			}
		}
	}
	return b
}

// contactRosters lists the rosters of a set that have rows in Kontakte, and
// reports whether the response itself has one.
func (s *setScan) contactRosters() (rosters []*survey.Question, own bool) {
	if s.set.Anonymous || s.passedOn {
		return nil, false
	}
	own = s.release
	for _, q := range s.set.Questions() {
		switch {
		case s.tallies[q] == nil || !s.private[q]:
		case q.Roster == nil:
			own = true
		case len(rosters) == 0 || rosters[len(rosters)-1] != q.Roster:
			rosters = append(rosters, q.Roster)
		}
	}
	return rosters, own
}

// eachContact goes through the rows that a response has in Kontakte.
func (r record) eachContact(each func(*record) error) error {
	rosters, own := r.one.contactRosters()
	if own {
		if err := each(&r); err != nil {
			return err
		}
	}
	for _, roster := range rosters {
		if err := r.eachRow(roster, each); err != nil {
			return err
		}
	}
	return nil
}

// eachRow goes through the rows of a roster.
func (r record) eachRow(roster *survey.Question, each func(*record) error) error {
	if !r.ev.Relevant(survey.Key{Question: roster.Name}) {
		return nil
	}
	for i, id := range r.Answers.Rows(roster.Name) {
		r.roster, r.row, r.place = roster, id, i+1
		if err := each(&r); err != nil {
			return err
		}
	}
	return nil
}
