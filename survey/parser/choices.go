package parser

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"bestand.example/itbestand/survey"
)

// maxChoices is how many choices all lists of a set may have together.
const maxChoices = 20_000

var choiceShape = shape{
	keys:     []string{"name", "label", "score", "exclusive", "valid_from", "valid_until", "columns"},
	required: []string{"name", "label"},
}

// walkLists reads the choice lists.
func (r *setReader) walkLists(n *yaml.Node) {
	if !r.is(n, yaml.MappingNode) {
		r.doubt.choices = true
		return
	}
	for i := 0; i < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if r.untidy[key] {
			continue
		}
		r.checkName(key)
		if before, twice := r.listsAt[key.Value]; twice { // in another file: tidy knows this one
			r.wrong(key, "list_taken", append([]string{key.Value}, r.place(r.spot(key), before)...)...)
			continue
		}
		list := &survey.ChoiceList{Name: key.Value}
		r.lists[key.Value], r.listsAt[key.Value] = list, r.spot(key)
		r.set.Choices = append(r.set.Choices, list)
		b := &listBuilder{setReader: r, list: list, codes: map[string]spot{}, labels: map[string]spot{}}
		switch {
		case value.Kind == yaml.MappingNode:
			b.external(value)
		default:
			b.inline(value)
		}
		if b.holes {
			r.holes[key.Value] = true
		}
	}
}

// listBuilder fills one choice list, from the set itself or from a CSV file.
type listBuilder struct {
	*setReader
	list   *survey.ChoiceList
	codes  map[string]spot
	labels map[string]spot // by language and folded label
	holes  bool            // there are choices that could not be read
}

func (b *listBuilder) inline(n *yaml.Node) {
	items, ok := b.reader.list(n)
	b.holes = !ok
	for _, item := range items {
		if b.full() {
			return
		}
		m, ok := b.mapping(item, choiceShape)
		if !ok {
			b.holes = true
			continue
		}
		c := survey.Choice{Label: b.text(m.values["label"], maxLabel, nil)}
		before := b.reported()
		c.Score, c.Exclusive = b.number(m.values["score"]), b.boolean(m.values["exclusive"])
		c.ValidFrom, c.ValidUntil = b.date(m.values["valid_from"]), b.date(m.values["valid_until"])
		if c.ValidFrom != (survey.Date{}) && c.ValidUntil != (survey.Date{}) && c.ValidFrom.Compare(c.ValidUntil) > 0 {
			b.wrong(m.values["valid_until"], "valid_never")
		}
		c.Columns = b.columns(m.values["columns"])
		if b.reported() > before || b.lost(item) {
			b.blurred[b.list.Name] = true
		}
		name, ok := b.word(m.values["name"])
		if !ok {
			b.holes = true
			continue
		}
		c.Name = name
		if label := m.values["label"]; label != nil {
			b.add(c, b.spot(m.values["name"]), b.spot(label))
		} else {
			b.add(c, b.spot(m.values["name"]), b.spot(m.node))
		}
	}
}

// full reports whether there is no use in reading further choices: there are
// more than there may be, or more mistakes than are kept.
func (b *listBuilder) full() bool {
	full := b.choices > maxChoices || b.enough()
	b.holes = b.holes || full
	return full
}

// add checks a choice against its list and adds it. A choice whose code is
// wrong is added all the same, so that conditions that name it find it.
func (b *listBuilder) add(c survey.Choice, name, label spot) {
	b.choices++
	if b.choices > maxChoices {
		b.holes = true
		if b.choices == maxChoices+1 {
			b.report(name, "parser.too_many_choices")
		}
		return
	}
	switch before, twice := b.codes[c.Name]; {
	case slices.Contains(survey.MissingCodeNames(), c.Name):
		b.report(name, "parser.missing_as_choice", c.Name)
	case !codePattern.MatchString(c.Name):
		b.report(name, "parser.bad_code", c.Name)
	case utf8.RuneCountInString(c.Name) > maxNameLetters:
		b.report(name, "parser.text_too_long", strconv.Itoa(maxNameLetters))
	case twice:
		b.report(name, "parser.duplicate_code", append([]string{c.Name}, b.place(name, before)...)...)
		return
	}
	b.codes[c.Name] = name
	for lang, text := range c.Label {
		if strings.ContainsAny(text, "\n\t") {
			b.report(label, "parser.one_line")
		}
		key := lang + " " + survey.Fold(text)
		if before, twice := b.labels[key]; twice {
			b.report(label, "parser.duplicate_label", append([]string{text}, b.place(label, before)...)...)
			continue
		}
		b.labels[key] = label
	}
	b.list.Choices = append(b.list.Choices, c)
	b.places[b.list] = append(b.places[b.list], name)
}

// place is another place as the arguments of a sentence about one: line, with
// its file where that is another one, and column.
func (r *reader) place(at, other spot) []string {
	line := strconv.Itoa(other.line)
	if other.src != at.src {
		line = other.src.name + ":" + line
	}
	return []string{line, strconv.Itoa(other.column)}
}
