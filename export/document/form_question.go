package document

import (
	"strings"

	"bestand.example/itbestand/survey"
)

// question makes the blocks of one question.
func (f *form) question(q *survey.Question) []Block {
	switch q.Type {
	case survey.TypeNote:
		return f.note(q)
	case survey.TypeRepeat:
		return f.roster(q)
	}
	return []Block{f.asBlock(q, append(f.about(q), f.answer(q)...))}
}

func (f *form) asBlock(q *survey.Question, blocks []Block) Question {
	block := Question{Number: f.set.Number(q), Label: f.text(q.Label), Required: q.Required == survey.Required, Blocks: blocks}
	if q.Required == survey.Soft && q.Asked() {
		block.Wish = f.t("wish")
	}
	f.used.required = f.used.required || block.Required
	return block
}

// note is text between the questions.
func (f *form) note(q *survey.Question) []Block {
	var blocks []Block
	if q.Relevant != nil {
		blocks = append(blocks, Paragraph{Condition, f.t("note_only_if", f.set.InWords(q.Relevant, f.words))})
	}
	blocks = append(blocks, Paragraph{Remark, f.text(q.Label)})
	if hint := f.text(q.Hint); hint != "" {
		blocks = append(blocks, Paragraph{Hint, hint})
	}
	return blocks
}

// about is what a question says of itself before there is anything to fill in:
// when to answer it, how to understand it, who knows.
func (f *form) about(q *survey.Question) []Block {
	var blocks []Block
	add := func(style Style, text string) {
		if text != "" {
			blocks = append(blocks, Paragraph{style, text})
		}
	}
	if q.Relevant != nil {
		f.used.condition = true
		add(Condition, f.t("only_if", f.set.InWords(q.Relevant, f.words)))
	}
	if q.Required == survey.Conditional && q.RequiredIf != nil {
		f.used.required = true
		add(Condition, f.t("required_if", f.set.InWords(q.RequiredIf, f.words)))
	}
	add(Hint, f.text(q.Hint))
	add(Hint, f.text(q.GuidanceHint))
	if who := f.text(q.AssigneeHint); who != "" {
		add(Hint, f.t("assignee", who))
	}
	if q.ChoiceFilter != nil && !q.ChoiceFilter.Certain() && q.List != nil {
		add(Hint, f.t("filter"))
	}
	add(Hint, f.proposed(q))
	return blocks
}

// proposed says what the program's field shows before it is answered.
func (f *form) proposed(q *survey.Question) string {
	if q.Default == "" {
		return ""
	}
	shown := q.Default
	if q.List != nil {
		var labels []string
		for _, code := range strings.Split(q.Default, ",") {
			labels = append(labels, f.choiceLabel(q, strings.TrimSpace(code)))
		}
		shown = strings.Join(labels, "; ")
	}
	return f.t("proposed", shown)
}

func (f *form) choiceLabel(q *survey.Question, code string) string {
	if i := q.List.Index(code); i >= 0 {
		return f.text(q.List.Choices[i].Label)
	}
	return code
}

// reasons are the missing codes that a question accepts, to tick instead of
// an answer.
func (f *form) reasons(q *survey.Question) []Block {
	if len(q.Missing) == 0 {
		return nil
	}
	f.used.missing = true
	t := Ticks{Lead: f.t("missing"), Inline: true}
	for _, code := range q.Missing {
		t.Items = append(t.Items, Tick{Text: f.text(f.set.MissingLabel(code))})
	}
	return []Block{t}
}
