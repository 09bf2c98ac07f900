package tui

import (
	"strings"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/i18n"
)

// words says what the catalogue's area "tui" holds.
type words struct {
	*i18n.Catalogue
	spell *strings.Replacer // of signs that the terminal cannot show; nil: it can
}

// speaking says words in ASCII signs where that is wished.
func speaking(c *i18n.Catalogue, ascii bool) words {
	w := words{Catalogue: c}
	if ascii {
		w.spell = spelling(w)
	}
	return w
}

// T says a sentence of any area.
func (w words) T(key string, args ...any) string {
	said := w.Catalogue.T(key, args...)
	if w.spell != nil {
		said = w.spell.Replace(said)
	}
	return said
}

func (w words) t(key string, args ...any) string { return w.T("tui."+key, args...) }

// l says what the area "look" holds: the overview, the list of what is open.
func (w words) l(key string, args ...any) string { return w.T("look."+key, args...) }

// n says a sentence about a number; it has a form of its own for one.
func (w words) n(key string, n int) string {
	if n == 1 {
		return w.t(key + "_one")
	}
	return w.t(key, n)
}

// r says what the area "roster" holds, lists and their rows.
func (w words) r(key string, args ...any) string { return w.T("roster."+key, args...) }

// rn is n for that area.
func (w words) rn(key string, n int) string {
	if n == 1 {
		return w.r(key + "_one")
	}
	return w.r(key, n)
}

// i says what the area "import" holds, the taking over of existing lists.
func (w words) i(key string, args ...any) string { return w.T("import."+key, args...) }

// teller puts what a session knows into words that are safe to show.
type teller struct {
	words
	s *survey.Session
}

func newTeller(d *Dialogue) teller { return teller{speaking(d.Words, d.ASCII), d.Session} }

func (t teller) ev() *survey.Assessment { return t.s.Assessment() }

// line is foreign text that must stay on one line.
func line(s string) string { return strings.TrimSpace(survey.CleanLine(s)) }

// paragraph is foreign text that may have several lines.
func paragraph(s string) string {
	return strings.TrimSpace(strings.ReplaceAll(survey.Clean(s), "\t", "    "))
}

func (t teller) label(k survey.Key) string { return paragraph(t.ev().Label(k, t.Lang())) }

// question is the label with how much an answer matters.
func (t teller) question(k survey.Key) string {
	label := t.label(k)
	switch t.ev().Required(k) {
	case survey.Required:
		return label + " (" + t.t("required") + ")"
	case survey.Soft:
		return label + " (" + t.t("soft") + ")"
	}
	return label
}

// asked is what whoever evaluates wants to know, of a follow-up: about the
// question itself, its matrix, or at a list about its columns.
func (t teller) asked(q *survey.Question) []string {
	f := t.s.Response.FollowUp
	said := []string{}
	add := func(key string, text string, more ...any) {
		if text != "" {
			said = append(said, t.T("query."+key, append([]any{paragraph(text)}, more...)...))
		}
	}
	add("asked", f.Text(q))
	add("asked", f.Text(q.Matrix))
	for _, column := range q.Questions {
		add("asked_column", f.Text(column), line(column.Label.In(t.Lang())))
	}
	return said
}

func (t teller) hint(k survey.Key) string {
	return paragraph(t.ev().Pipe(t.s.Set.Question(k.Question).Hint, k.Row, t.Lang()))
}

func (t teller) section(q *survey.Question) (label, hint string) {
	return line(q.Section.Label.In(t.Lang())), paragraph(t.ev().Pipe(q.Section.Hint, 0, t.Lang()))
}

// opens reports whether a place is the first stop of its section: there the
// section's own hint is said.
func (t teller) opens(k survey.Key) bool {
	section := t.s.Set.Question(k.Question).Section
	for _, stop := range t.ev().Stops() {
		if t.s.Set.Question(stop.Question).Section == section {
			return stop == k
		}
	}
	return false
}

// row names a row of a roster: "Eintrag 3", and what the item label says about
// it once that has any content.
func (t teller) row(roster *survey.Question, id int) (number, name string) {
	return t.t("row", t.ev().RowNumber(roster, id)), line(t.ev().ItemName(roster, id, t.Lang()))
}

// where names the place of a finding, the row of a roster included.
func (t teller) where(k survey.Key) string {
	q, label := t.s.Set.Question(k.Question), line(t.label(k))
	if q.Matrix != nil {
		return t.t("where_statement", line(t.label(survey.Key{Question: q.Matrix.Name})), label)
	}
	if q.Roster == nil {
		return label
	}
	number, name := t.row(q.Roster, k.Row)
	if name != "" {
		number += " (" + name + ")"
	}
	return t.t("where_row", line(t.label(survey.Key{Question: q.Roster.Name})), number, label)
}

func (t teller) say(f survey.Finding) string { return line(t.s.Say(f, t.Catalogue)) }

// fault is a refusal as the person reads it.
func (t teller) fault(f survey.Finding) string { return t.t("fault", t.say(f)) }

func (t teller) missing(code string) string { return line(t.s.Set.MissingLabel(code).In(t.Lang())) }

func (t teller) progress() string {
	done, asked := t.ev().Progress()
	return t.t("progress", done, asked)
}

// marks says what is known about an answer besides its value.
func (t teller) marks(a survey.Answer) []string {
	var said []string
	if a.Missing != "" {
		said = append(said, t.t("mark_missing", t.missing(a.Missing)))
	}
	if a.Estimate {
		said = append(said, t.t("mark_estimate"))
	}
	if a.Reason != "" {
		said = append(said, t.t("mark_reason", line(a.Reason)))
	}
	if a.Acknowledged != "" {
		said = append(said, t.t("mark_acknowledged", line(a.Acknowledged)))
	}
	if a.Comment != "" {
		said = append(said, t.t("mark_comment", line(a.Comment)))
	}
	return said
}

// explain puts an error of saving into words.
func (d *Dialogue) explain(err error) string {
	if d.Explain == nil {
		return line(err.Error())
	}
	return line(d.Explain(err))
}
