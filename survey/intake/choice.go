package intake

import (
	"slices"
	"strings"

	"bestand.example/itbestand/survey"
)

// choice reads the choices that a cell names.
func (p *Plan) choice(q *survey.Question, c Cell, text string) reading {
	if q.ChoicesFrom == survey.PopulationSource {
		return p.unit(q, text)
	}
	if q.Type == survey.TypeSelectMultiple || q.Type == survey.TypeRank {
		return p.several(q, text)
	}
	text = oneLine(shown(c, text))
	if c.Kind == Number {
		text = oneLine(c.Text) // the step of a scale, a code of digits
	}
	if code, note, ok := p.code(q, text); ok {
		return reading{entry: code, note: note}
	}
	return p.unknown(q, text)
}

// code finds the one choice that a text names: by code or label as a person may
// type them, by its letters and digits alone, or by a column of the list in which
// every choice has a value of its own.
func (p *Plan) code(q *survey.Question, text string) (entry string, note Code, ok bool) {
	if _, refusal := p.base.Assessment.Parse(survey.Key{Question: q.Name}, text); refusal == nil {
		return text, "", true
	}
	list, wanted := p.list(q), plain(text)
	if i := unique(list, func(c *survey.Choice) bool { return named(c, wanted) }); i >= 0 {
		return p.typed(q, list, i), "", true
	}
	for _, column := range list.Columns {
		if column.List || !identifies(list, column.Name) {
			continue
		}
		if i := unique(list, func(c *survey.Choice) bool { return plain(first(c.Columns[column.Name])) == wanted }); i >= 0 {
			return p.typed(q, list, i), ByColumn, true
		}
	}
	return "", "", false
}

// typed is how a person types a choice of a list; rows of another roster go by
// their number.
func (p *Plan) typed(q *survey.Question, list *survey.ChoiceList, i int) string {
	code := list.Choices[i].Name
	return p.base.Assessment.Edit(survey.Key{Question: q.Name}, survey.Value{Kind: survey.KindCode, Text: code})
}

// list is what a question offers, seen from a row of which nothing is known.
func (p *Plan) list(q *survey.Question) *survey.ChoiceList {
	if p.lists[q.Name] == nil {
		p.lists[q.Name] = p.base.Assessment.Choices(survey.Key{Question: q.Name})
	}
	return p.lists[q.Name]
}

// named reports whether a choice has a name, in its plain form. The choice in
// words of one's own is none that a list can name.
func named(c *survey.Choice, text string) bool {
	if text == "" {
		return false
	}
	if plain(c.Name) == text {
		return true
	}
	for _, label := range c.Label {
		if plain(label) == text {
			return true
		}
	}
	return false
}

// unique is the place of the only choice that passes a test, or -1.
func unique(list *survey.ChoiceList, passes func(*survey.Choice) bool) int {
	found := -1
	for i := range list.Choices {
		if !passes(&list.Choices[i]) {
			continue
		}
		if found >= 0 {
			return -1
		}
		found = i
	}
	return found
}

// identifies reports whether every choice that has a value in a column has one
// of its own.
func identifies(list *survey.ChoiceList, column string) bool {
	seen := map[string]bool{}
	for _, c := range list.Choices {
		value := plain(first(c.Columns[column]))
		if value != "" && seen[value] {
			return false
		}
		seen[value] = true
	}
	return true
}

func first(values []string) string {
	if len(values) == 0 {
		return ""
	}
	return values[0]
}

// unknown is a text that names no choice. In words of one's own it is an answer
// all the same, where the question takes them, or where a text column beside it
// asks for them.
func (p *Plan) unknown(q *survey.Question, text string) reading {
	nearest := p.nearest(q, text)
	switch {
	case len(q.Other) > 0:
		return reading{entry: survey.OtherCode + ": " + text, note: OwnWords, nearest: nearest}
	case p.beside(q) != nil:
		return reading{entry: survey.OtherCode, words: text, note: OwnWords, nearest: nearest}
	}
	return reading{left: true, note: UnknownChoice, nearest: nearest}
}

// maxAdvice is how often the nearest choice is looked for in one table: nobody
// reads more.
const maxAdvice = 500

// nearest is the label of the choice that a text probably means, or "".
func (p *Plan) nearest(q *survey.Question, text string) string {
	if p.advised++; p.advised > maxAdvice {
		return ""
	}
	var labels []string
	for _, c := range p.list(q).Choices {
		if c.Name != survey.OtherCode {
			labels = append(labels, c.Label.In("de"))
		}
	}
	return survey.Nearest(text, labels)
}

// beside is the text column that asks for the name of what no choice names: it
// stands behind its question, and whether it is asked hangs on that alone.
func (p *Plan) beside(q *survey.Question) *survey.Question {
	if q.List == nil || q.List.Index(survey.OtherCode) < 0 || len(q.Other) > 0 {
		return nil
	}
	i := slices.Index(p.Roster.Questions, q)
	for _, next := range p.Roster.Questions[i+1:] {
		if next.Type == survey.TypeText && next.Relevant != nil && slices.Equal(next.Relevant.Reads, []string{q.Name}) {
			return next
		}
	}
	return nil
}

// several reads a cell with several choices. Those that are known count; of the
// others the words of one's own, or the comment, tells.
func (p *Plan) several(q *survey.Question, text string) reading {
	text = strings.ReplaceAll(text, "\n", ";")
	if code, note, ok := p.code(q, text); ok {
		return reading{entry: code, note: note}
	}
	var codes, unknown []string
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",;/", r) }) {
		part = oneLine(part)
		if code, _, ok := p.code(q, part); ok && part != "" {
			codes = append(codes, code)
		} else if part != "" {
			unknown = append(unknown, part)
		}
	}
	rest := strings.Join(unknown, ", ")
	switch {
	case rest != "" && len(q.Other) > 0:
		return reading{entry: strings.Join(append(codes, survey.OtherCode+": "+rest), ", "), note: OwnWords}
	case rest != "" && len(codes) > 0:
		return reading{entry: strings.Join(codes, ", "), left: true, note: SomeUnknown, nearest: p.nearest(q, unknown[0])}
	case rest != "":
		return reading{left: true, note: UnknownChoice, nearest: p.nearest(q, rest)}
	}
	return reading{entry: strings.Join(codes, ", ")}
}

// unit reads the key or the name of an administration. A key that a spreadsheet
// took for a number has lost its leading zero; whether it has is for a person to
// say.
func (p *Plan) unit(q *survey.Question, text string) reading {
	parsed := func(key string) bool {
		_, refusal := p.base.Assessment.Parse(survey.Key{Question: q.Name}, key)
		return refusal == nil
	}
	padded := "0" + text
	switch {
	case parsed(text) || !survey.ValidUnitKey(padded) || !parsed(padded):
		return reading{entry: text}
	case p.Profile.PadKeys:
		return reading{entry: padded}
	}
	return reading{left: true, note: ShortKey, nearest: padded}
}
