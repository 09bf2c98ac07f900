package export

import "bestand.example/itbestand/survey"

// contactKeys is how many columns of Kontakte say whose row it is.
const contactKeys = 5

// contactFields are the columns of Kontakte, the one sheet with personal data:
// one row for each response, and one for each row of a roster with such data.
// Sets share the columns of questions with the same name.
//
// Whom one can write to comes first, and is what is printed: a person who looks
// for an address must not look for it among figures that happen to be personal.
func (w *workbook) contactFields(s *scan, all bool) *fields {
	b := w.newFields(all)
	b.unitName()
	b.key("fragensatz", 12, func(r *record) any { return w.text(r.one.short) })
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
	told := b.addresses(s)
	b.unitKind()
	b.statusKey()
	for _, one := range s.sets {
		b.owner = one
		if b.all || one.release {
			b.only = func(r *record) bool { return r.one == one && r.roster == nil }
			b.key("freigegeben_durch", 30, func(r *record) any { return w.text(r.Release) })
		}
		for _, q := range one.personalQuestions() {
			b.only = func(r *record) bool { return r.one == one && r.roster == q.Roster }
			if !told[q] {
				b.question(q, b.shown(q))
			}
			b.codesBeside(q)
			b.companions(q, one.tallies[q])
		}
	}
	return b
}

// addresses are the columns with whom one can write to, which are printed.
func (b *fields) addresses(s *scan) map[*survey.Question]bool {
	told := map[*survey.Question]bool{}
	for _, one := range s.sets {
		b.owner = one
		for _, q := range one.addresses() {
			b.only = func(r *record) bool { return r.one == one && r.roster == q.Roster }
			b.questionOf(q, addressWidth(q, b.lang()), b.shown(q))
			told[q] = true
		}
	}
	b.only, b.owner = nil, nil
	if len(told) > 0 {
		b.prints = len(b.list)
	}
	return told
}

// addressWidth keeps two such groups on a page.
func addressWidth(q *survey.Question, lang string) float64 {
	if q.Type == survey.TypeEmail {
		return 32
	}
	return min(valueWidth(q, lang), 26)
}

// personalQuestions are those whose answers stand in Kontakte.
func (s *setScan) personalQuestions() (all []*survey.Question) {
	for _, q := range s.set.Questions() {
		if s.tallies[q] != nil && s.private[q] {
			all = append(all, q)
		}
	}
	return all
}

// addresses are the personal questions that stand together with one for an e-mail
// address, outside of rosters or in one: from the first to the last that is answered in words.
func (s *setScan) addresses() (all []*survey.Question) {
	last := map[*survey.Question]int{}
	mail := map[*survey.Question]bool{}
	personal := s.personalQuestions()
	for i, q := range personal {
		if q.ValueKind() == survey.KindText {
			last[q.Roster] = i
		}
		mail[q.Roster] = mail[q.Roster] || q.Type == survey.TypeEmail
	}
	for i, q := range personal {
		if q.Type != survey.TypeRepeat && mail[q.Roster] && i <= last[q.Roster] {
			all = append(all, q)
		}
	}
	return all
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
