package export

import (
	"cmp"
	"slices"
	"strconv"

	"bestand.example/itbestand/survey"
)

// labelFields are the columns of a Daten sheet: one row for each response,
// answers in words.
func (w *workbook) labelFields(one *setScan, all bool) *fields {
	b := w.newFields(all)
	b.unit()
	b.response(one)
	for i, section := range one.set.Sections {
		b.tint = i%2 == 1
		for _, q := range variables(section) {
			if t := one.tallies[q]; t != nil && !one.private[q] {
				b.question(q, b.shown(q))
				b.companions(q, t)
			}
		}
	}
	b.origin(one)
	return b
}

// variables are the questions of a section that a response has one answer to:
// of a matrix, its statements.
func variables(section *survey.Section) []*survey.Question {
	var all []*survey.Question
	for _, q := range section.Questions {
		if q.Type == survey.TypeMatrix {
			all = append(all, q.Rows...)
			continue
		}
		all = append(all, q)
	}
	return all
}

// response appends the columns that say what response it is.
func (b *fields) response(one *setScan) {
	w := b.w
	b.key("kreis_schluessel", 12, func(r *record) any { return w.text(r.about().DistrictKey) })
	b.key("einwohner", 12, func(r *record) any { return w.known(r.about().Inhabitants) })
	b.key("groessenklasse", 18, func(r *record) any { return w.text(b.either(r.about().SizeClass(), r.about().SizeClassLabel())) })
	b.statusKey()
	b.key("revision", 10, func(r *record) any { return w.ordinal(r.Revision) })
	b.key("fragensatz_version", 13, func(r *record) any { return w.text(cmp.Or(r.HandedIn, r.SetVersion)) })
	if b.all || one.profile {
		b.key("profil", 14, func(r *record) any { return w.text(r.Profile) })
	}
	if b.all || one.release {
		b.key("freigegeben", 12, b.released)
	}
	if w.leaves() {
		return
	}
	b.key("antwort_digest", 27, func(r *record) any { return w.text(survey.ShortDigest(r.Digest)) })
}

func (b *fields) released(r *record) any {
	switch released := r.Release != ""; {
	case !b.codes:
		return b.w.yesNo(released)
	case released:
		return b.w.ordinal(1)
	}
	return b.w.ordinal(0)
}

// origin appends, behind the answers, the columns that join tables and lead
// back to the file.
func (b *fields) origin(one *setScan) {
	b.tint = false
	b.key("antwort_id", 34, func(r *record) any { return b.w.text(r.ID) })
	if (b.all || one.source) && !b.codes {
		b.key("quelle", 40, func(r *record) any { return b.w.text(r.Source) })
	}
}

// shown fills the column of a question in words. A roster stands there with
// its number of rows.
func (b *fields) shown(q *survey.Question) func(*record) any {
	if q.Type == survey.TypeRepeat {
		return b.rows(q)
	}
	return remembered(q, func(r *record, v survey.Value) any { return b.w.shown(r, q, v) })
}

func (b *fields) rows(q *survey.Question) func(*record) any {
	return func(r *record) any {
		if r.facts(q).state != survey.StateAnswered {
			return nil
		}
		return b.w.count(len(r.Answers.Rows(q.Name)))
	}
}

// codeFields are the columns of a Daten_Codes sheet: numbers and codes, for
// statistics programs. Free text stands in Daten only.
func (w *workbook) codeFields(one *setScan, all bool) *fields {
	b := w.newFields(all)
	b.codes = true
	b.unit()
	b.response(one)
	for _, section := range one.set.Sections {
		for _, q := range variables(section) {
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
	switch {
	case q.Type == survey.TypeRepeat:
		b.question(q, b.rows(q))
	case spread(q):
		b.homes[q] = &home{number: len(b.list) + 1}
		b.choices(q)
	default:
		b.question(q, b.code(q))
	}
}

// code fills a column with codes.
func (b *fields) code(q *survey.Question) func(*record) any {
	return remembered(q, func(r *record, v survey.Value) any { return b.w.coded(r, q, v) })
}

// choices appends a column for each choice of a question. Empty is no answer;
// a choice that was made is 1, or its place in a ranking; another one is 0, or
// empty in a ranking, where it has no place.
func (b *fields) choices(q *survey.Question) {
	no, yes := b.w.ordinal(0), b.w.ordinal(1)
	for _, c := range q.List.Choices {
		number := b.add("choice "+q.Name+" "+c.Name, q.Name+"__"+c.Name, c.Label.In(b.lang()), 10, func(r *record) any {
			known := r.facts(q)
			place := slices.Index(known.codes, c.Name)
			switch {
			case known.value.IsZero(), q.Type == survey.TypeRank && place < 0:
				return nil
			case q.Type == survey.TypeRank:
				return b.w.ordinal(place + 1)
			case place < 0:
				return no
			}
			return yes
		})
		b.homes[q].coded = append(b.homes[q].coded, b.name(number))
	}
}

// rosterFields are the columns of a roster's own sheet: one row for each of
// its rows, choices in words and, beside them, in codes.
func (w *workbook) rosterFields(one *setScan, roster *survey.Question, all bool) *fields {
	b := w.newFields(all)
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
	case survey.KindCode, survey.KindBoolean, survey.KindCodes, survey.KindRanking:
		if spread(q) {
			b.choices(q)
			return
		}
		number := b.add("code "+q.Name, q.Name+"__code", b.w.t("companion_code"), codeWidth(q), b.code(q))
		b.homes[q].coded = append(b.homes[q].coded, b.name(number))
	}
}

// rowID names a row of a roster for good: rows keep their numbers when others
// are deleted, and the response's id tells two in conflict apart.
func rowID(r *record) string {
	return r.ID[:min(8, len(r.ID))] + "-" + strconv.Itoa(r.row)
}
