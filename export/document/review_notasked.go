package document

import (
	"strings"

	"bestand.example/itbestand/survey"
)

// notAsked says in small print what of a section is not asked, and why: a gap
// in the numbers must not look like a loss.
func (v *review) notAsked(s *survey.Section) []Block {
	var out, waiting reasons
	someAsked := false
	for _, q := range v.questions(s) {
		if q.Type == survey.TypeNote {
			continue
		}
		if v.ev.Relevant(survey.Key{Question: q.Name}) {
			someAsked = true
			v.notAskedRows(q, &out, &waiting)
			continue
		}
		to := &out
		if v.waits(q) {
			to = &waiting
		}
		to.add(v.set.Number(q), q.Relevant)
	}
	var blocks []Block
	switch {
	case !someAsked && len(waiting) == 0 && s.Relevant != nil:
		return []Block{Paragraph{Small, v.say("section_not_asked", v.set.InWords(s.Relevant, v.words))}}
	case len(out) > 0:
		blocks = append(blocks, Paragraph{Small, v.say("questions_not_asked", v.because(out))})
	}
	if len(waiting) > 0 {
		blocks = append(blocks, Paragraph{Small, v.say("questions_undecided", v.because(waiting))})
	}
	return blocks
}

// notAskedRows does the same for the statements of a matrix.
func (v *review) notAskedRows(q *survey.Question, out, waiting *reasons) {
	for _, row := range v.asked(q.Rows) {
		if v.ev.Relevant(survey.Key{Question: row.Name}) {
			continue
		}
		to, condition := out, row.Relevant
		if v.waits(row) {
			to = waiting
		}
		if condition == nil && q.RowsFrom == nil {
			condition = q.RowRelevant
		}
		to.add(v.set.Number(row), condition)
	}
}

// waits reports whether it is still open if a question is asked.
func (v *review) waits(q *survey.Question) bool {
	parts := append([]*survey.Question{q}, q.Rows...)
	for _, part := range parts {
		for _, f := range v.ev.FindingsAt(survey.Key{Question: part.Name}) {
			if f.Code == survey.Undecided {
				return true
			}
		}
	}
	return false
}

// reasons are questions that are not asked, those with one condition together.
type reasons []reason

type reason struct {
	condition *survey.Expression
	numbers   []string
}

func (r *reasons) add(number string, condition *survey.Expression) {
	for i := range *r {
		if same(condition, (*r)[i].condition) {
			(*r)[i].numbers = append((*r)[i].numbers, number)
			return
		}
	}
	*r = append(*r, reason{condition, []string{number}})
}

func same(a, b *survey.Expression) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Source == b.Source
}

func (v *review) because(all reasons) string {
	var parts []string
	for _, r := range all {
		part := strings.Join(r.numbers, ", ")
		if r.condition != nil {
			part = v.say("only_if", part, v.set.InWords(r.condition, v.words))
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, "; ")
}
