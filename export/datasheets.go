package export

import (
	"strconv"

	"bestand.example/itbestand/survey"
)

// labelFields are the columns of a Daten sheet: one row for each response,
// answers in words.
func (w *workbook) labelFields(one *setScan) *fields {
	b := w.newFields()
	b.unit()
	b.response(one)
	for i, section := range one.set.Sections {
		b.tint = i%2 == 1
		for _, q := range section.Questions {
			if t := one.tallies[q]; t != nil && !one.private[q] {
				b.question(q, b.shown(q))
				b.companions(q, t)
			}
		}
	}
	b.origin(one)
	return b
}

// response appends the columns that say what response it is.
func (b *fields) response(one *setScan) {
	w := b.w
	b.key("kreis_schluessel", 12, func(r *record) any { return w.text(r.Unit.DistrictKey) })
	b.key("einwohner", 12, func(r *record) any { return w.known(r.Unit.Inhabitants) })
	b.key("groessenklasse", 18, func(r *record) any { return w.text(b.either(r.Unit.SizeClass(), r.Unit.SizeClassLabel())) })
	b.statusKey()
	b.key("revision", 10, func(r *record) any { return w.ordinal(r.Revision) })
	b.key("fragensatz_version", 13, func(r *record) any { return w.text(r.SetVersion) })
	if one.profile {
		b.key("profil", 14, func(r *record) any { return w.text(r.Profile) })
	}
	if one.release {
		b.key("freigegeben", 12, func(r *record) any { return w.yesNo(r.Release != "") })
	}
	b.key("antwort_digest", 27, func(r *record) any { return w.text(survey.ShortDigest(r.Digest)) })
}

// origin appends, behind the answers, the columns that join tables and lead
// back to the file.
func (b *fields) origin(one *setScan) {
	b.tint = false
	b.key("antwort_id", 34, func(r *record) any { return b.w.text(r.ID) })
	if one.source && !b.codes {
		b.key("quelle", 40, func(r *record) any { return b.w.text(r.Source) })
	}
}

// shown fills the column of a question in words. A roster stands there with
// its number of rows.
func (b *fields) shown(q *survey.Question) func(*record) any {
	if q.Type == survey.TypeRepeat {
		return b.rows(q)
	}
	return func(r *record) any { return b.w.shown(q, r.ev.Value(r.key(q))) }
}

func (b *fields) rows(q *survey.Question) func(*record) any {
	return func(r *record) any {
		if r.ev.State(r.key(q)) != survey.StateAnswered {
			return nil
		}
		return b.w.count(len(r.Answers.Rows(q.Name)))
	}
}

// codeFields are the columns of a Daten_Codes sheet: numbers and codes, for
// statistics programs. Free text stands in Daten only.
func (w *workbook) codeFields(one *setScan) *fields {
	b := w.newFields()
	b.codes = true
	b.unit()
	b.response(one)
	for _, section := range one.set.Sections {
		for _, q := range section.Questions {
			if t := one.tallies[q]; t != nil && !one.private[q] && q.ValueKind() != survey.KindText {
				b.coded(q)
				b.companions(q, t)
			}
		}
	}
	b.origin(one)
	return b
}

func (b *fields) coded(q *survey.Question) {
	switch q.Type {
	case survey.TypeRepeat:
		b.question(q, b.rows(q))
	case survey.TypeSelectMultiple:
		b.homes[q] = &home{number: len(b.list) + 1}
		b.ticks(q)
	default:
		b.question(q, func(r *record) any { return b.w.coded(q, r.ev.Value(r.key(q))) })
	}
}

// ticks appends a column for each choice of a question: 1 if it was chosen, 0
// if others were, empty without an answer.
func (b *fields) ticks(q *survey.Question) {
	for _, c := range q.List.Choices {
		number := b.add(q.Name+"__"+c.Name, c.Label.In(b.lang()), 10, func(r *record) any {
			v := r.ev.Value(r.key(q))
			switch {
			case v.IsZero():
				return nil
			case v.Has(c.Name):
				return b.w.ordinal(1)
			}
			return b.w.ordinal(0)
		})
		b.homes[q].coded = append(b.homes[q].coded, b.name(number))
	}
}

// rosterFields are the columns of a roster's own sheet: one row for each of
// its rows, choices in words and, beside them, in codes.
func (w *workbook) rosterFields(one *setScan, roster *survey.Question) *fields {
	b := w.newFields()
	b.unit()
	b.statusKey()
	b.key("zeile", 8, func(r *record) any { return w.ordinal(r.place) })
	b.key("zeilen_id", 14, func(r *record) any { return w.text(rowID(r)) })
	for i, q := range roster.Questions {
		b.tint = i%2 == 1
		t := one.tallies[q]
		if t == nil || one.private[q] {
			continue
		}
		b.question(q, b.shown(q))
		b.codesBeside(q)
		b.companions(q, t)
	}
	b.tint = false
	b.key("antwort_id", 34, func(r *record) any { return w.text(r.ID) })
	return b
}

// codesBeside appends the columns with the codes of a question's choices.
func (b *fields) codesBeside(q *survey.Question) {
	switch q.ValueKind() {
	case survey.KindCodes:
		b.ticks(q)
	case survey.KindCode, survey.KindBoolean:
		number := b.add(q.Name+"__code", b.w.t("companion_code"), codeWidth(q), func(r *record) any { return b.w.coded(q, r.ev.Value(r.key(q))) })
		b.homes[q].coded = append(b.homes[q].coded, b.name(number))
	}
}

// rowID names a row of a roster for good: rows keep their numbers when others
// are deleted, and the response's id tells two in conflict apart.
func rowID(r *record) string {
	return r.ID[:min(8, len(r.ID))] + "-" + strconv.Itoa(r.row)
}
