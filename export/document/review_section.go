package document

import (
	"bestand.example/itbestand/survey"
)

func (v *review) section(s *survey.Section) []Block {
	blocks := []Block{Heading{Level: 1, Number: v.set.SectionNumber(s), Text: v.text(s.Label), Anchor: v.anchor(s)}}
	run := &answerRun{head: []string{v.say("head_number"), v.say("head_question"), v.say("head_answer")}}
	for _, q := range v.questions(s) {
		k := survey.Key{Question: q.Name}
		switch {
		case q.Type == survey.TypeNote, !v.ev.Relevant(k):
		case q.Type == survey.TypeMatrix:
			run.add(v.matrix(q)...)
		case q.Type == survey.TypeRepeat && len(v.r.Answers.Rows(q.Name)) > 0:
			run.block(v.roster(q)...)
		default:
			run.add(v.answered(k))
		}
	}
	blocks = append(blocks, run.end()...)
	return append(blocks, v.notAsked(s)...)
}

// answerRun gathers answers into tables, which end where a list begins.
type answerRun struct {
	head   []string
	rows   []Answered
	blocks []Block
}

func (r *answerRun) add(rows ...Answered) { r.rows = append(r.rows, rows...) }

func (r *answerRun) block(blocks ...Block) { r.blocks = append(r.end(), blocks...) }

func (r *answerRun) end() []Block {
	if len(r.rows) > 0 {
		r.blocks = append(r.blocks, Answers{Head: r.head, Rows: r.rows})
		r.rows = nil
	}
	return r.blocks
}

// matrix is its question as a title, and its statements.
func (v *review) matrix(q *survey.Question) []Answered {
	title := Answered{Number: v.set.Number(q), Label: v.label(survey.Key{Question: q.Name}), Title: true}
	if len(q.Rows) > 0 {
		title.Notes = v.poles(q.Rows[0])
	}
	rows := []Answered{title}
	for _, statement := range v.asked(q.Rows) {
		if k := (survey.Key{Question: statement.Name}); v.ev.Relevant(k) {
			rows = append(rows, v.answer(k))
		}
	}
	return rows
}
