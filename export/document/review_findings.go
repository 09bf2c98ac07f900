package document

import (
	"iter"
	"strings"

	"bestand.example/itbestand/survey"
)

// mostListed is how many findings the first pages list one by one. Whoever has
// more of them works on in the dialogue, not on paper.
const mostListed = 60

// findings lists what is to be cleared up, or what is worth a look.
func (v *review) findings(title, head string, found []survey.Finding) []Block {
	if len(found) == 0 {
		return nil
	}
	table := Answers{Head: []string{v.say("head_number"), v.say("head_question"), head}}
	for _, f := range found[:min(len(found), mostListed)] {
		table.Rows = append(table.Rows, v.finding(f))
	}
	blocks := []Block{Heading{Level: 2, Text: title}, table}
	if more := len(found) - mostListed; more > 0 {
		blocks = append(blocks, Paragraph{Small, v.say("more", more)})
	}
	return blocks
}

func (v *review) finding(f survey.Finding) Answered {
	q := v.set.Question(f.Question)
	row := Answered{Number: v.set.Number(q), Label: v.label(f.Key()), Value: tidy(v.ev.Say(f, v.words))}
	if q.Roster != nil {
		row.Label = v.say("in_row", v.rowTitle(q.Roster, f.Row), row.Label)
	}
	return row
}

// keys goes through all places of a section where something can be said.
func (v *review) keys(s *survey.Section) iter.Seq[survey.Key] {
	return func(yield func(survey.Key) bool) {
		for _, q := range s.Questions {
			if !yield(survey.Key{Question: q.Name}) {
				return
			}
			for _, statement := range q.Rows {
				if !yield(survey.Key{Question: statement.Name}) {
					return
				}
			}
			for _, row := range v.r.Answers.Rows(q.Name) {
				for _, column := range q.Questions {
					if !yield(survey.Key{Question: column.Name, Row: row}) {
						return
					}
				}
			}
		}
	}
}

// mostNumbers is how many questions are named before the others are counted.
const mostNumbers = 12

// notice says which answers are not for everybody's eyes.
func (v *review) notice() []Block {
	if v.set.Anonymous {
		return []Block{Paragraph{Remark, v.say("notice_anonymous")}}
	}
	var parts []string
	personal := v.given(func(q *survey.Question) bool { return q.Personal })
	sensitive := v.given(func(q *survey.Question) bool { return q.Sensitive && !q.Personal })
	if len(personal) > 0 {
		parts = append(parts, v.say("notice_personal", v.some(personal)))
	}
	if len(sensitive) > 0 {
		parts = append(parts, v.say("notice_sensitive", v.some(sensitive)))
	}
	if len(parts) == 0 {
		return nil
	}
	return []Block{Paragraph{Remark, strings.Join(append(parts, v.say("notice_care")), " ")}}
}

// given lists the numbers of answered questions of a kind.
func (v *review) given(kind func(*survey.Question) bool) []string {
	answered := map[string]bool{}
	for _, s := range v.ev.Sections() {
		for k := range v.keys(s) {
			answered[k.Question] = answered[k.Question] || v.ev.State(k) == survey.StateAnswered
		}
	}
	var numbers []string
	for _, q := range v.set.Questions() {
		whole := q.Roster != nil && kind(q.Roster) || q.Matrix != nil && kind(q.Matrix)
		if (kind(q) || whole) && answered[q.Name] && q.Type != survey.TypeMatrix && q.Type != survey.TypeRepeat {
			numbers = append(numbers, v.set.Number(q))
		}
	}
	return numbers
}

func (v *review) some(numbers []string) string {
	if len(numbers) > mostNumbers {
		return v.say("and_more", strings.Join(numbers[:mostNumbers], ", "), len(numbers)-mostNumbers)
	}
	return strings.Join(numbers, ", ")
}
