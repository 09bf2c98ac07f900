package document

import (
	"slices"

	"bestand.example/itbestand/survey"
)

func (f *form) section(s *survey.Section, place int) []Block {
	body := f.body(s)
	head := Heading{
		Level: 1, Number: f.set.SectionNumber(s), Text: f.text(s.Label), Anchor: f.anchor(s),
		NewPage: place == 0 || f.total() > manyQuestions, Wide: startsWide(body),
	}
	blocks := []Block{head}
	if s.Relevant != nil {
		f.used.condition = true
		blocks = append(blocks, Paragraph{Condition, f.t("section_only_if", f.set.InWords(s.Relevant, f.words))})
	}
	if hint := f.text(s.Hint); hint != "" {
		blocks = append(blocks, Paragraph{Remark, hint})
	}
	if who := f.text(s.AssigneeHint); who != "" {
		blocks = append(blocks, Paragraph{Hint, f.t("assignee", who)})
	}
	blocks = append(blocks, body...)
	if f.total() > manyQuestions && !f.set.Anonymous {
		blocks = append(blocks, f.remarks("comments"))
	}
	return blocks
}

// remarks are lines for what no question asks: in a long form below each
// section, in a short one at its end.
func (f *form) remarks(key string) Question {
	return Question{Label: f.t(key), Blocks: []Block{Lines{Count: 3}}, Follows: true}
}

// body makes a section's questions. What follows the sheets of a list begins on
// a new page, because those are copied.
func (f *form) body(s *survey.Section) []Block {
	var body []Block
	copied := false
	for _, q := range f.questions(s) {
		blocks := f.question(q)
		if first, ok := blocks[0].(Question); ok && copied {
			first.NewPage = true
			blocks[0] = first
		}
		if !slices.ContainsFunc(body, isQuestion) {
			samePage(blocks)
		}
		copied = q.Type == survey.TypeRepeat && f.tooWide(q) && f.rows < 2 || copied && q.Type == survey.TypeNote
		body = append(body, blocks...)
	}
	return body
}

// samePage lets the first sheet of a list stay below the head of its section,
// where nothing else stands.
func samePage(blocks []Block) {
	if len(blocks) < 2 {
		return
	}
	if head, ok := blocks[1].(Heading); ok {
		head.NewPage = false
		blocks[1] = head
	}
}

func isQuestion(b Block) bool {
	_, ok := b.(Question)
	return ok
}

func startsWide(body []Block) bool {
	if len(body) == 0 {
		return false
	}
	q, ok := body[0].(Question)
	return ok && q.Wide
}

func (f *form) anchor(s *survey.Section) string { return "abschnitt_" + f.set.SectionNumber(s) }
