package export

import "bestand.example/itbestand/survey"

// contactKeys is how many columns of Kontakte say whose row it is.
const contactKeys = 8

// contactFields are the columns of Kontakte, the one sheet with personal data:
// one row for each response, and one for each row of a roster with such data.
// Sets share the columns of questions with the same name.
func (w *workbook) contactFields(s *scan, all bool) *fields {
	b := w.newFields(all)
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
		if b.all || one.release {
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

// onContacts reports whether a set may have rows in Kontakte.
func (s *setScan) onContacts() bool { return !s.set.Anonymous && !s.passedOn }

// partsOf are the parts of the columns that a set fills.
func (b *fields) partsOf(one *setScan) []columnPart {
	var all []columnPart
	for _, p := range b.parts {
		if p.id.owner == nil || p.id.owner == one {
			all = append(all, p)
		}
	}
	return all
}

// contactRosters lists the rosters of a set that have rows in Kontakte, and
// reports whether the response itself has one.
func (s *setScan) contactRosters() (rosters []*survey.Question, own bool) {
	if !s.onContacts() {
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
