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
		if before := r.lists[key.Value]; before != nil {
			r.wrong(key, "list_taken", key.Value)
			continue
		}
		list := &survey.ChoiceList{Name: key.Value}
		r.listPlaces[key.Value] = r.spot(key)
		r.lists[key.Value] = list
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
	items, ok := b.setReader.list(n)
	b.holes = !ok
	for _, item := range items {
		m, ok := b.mapping(item, choiceShape)
		if !ok {
			b.holes = true
			continue
		}
		c := survey.Choice{
			Label:     b.text(m.values["label"], maxLabel, nil),
			Score:     b.number(m.values["score"]),
			Exclusive: b.boolean(m.values["exclusive"]),
			ValidFrom: b.date(m.values["valid_from"]), ValidUntil: b.date(m.values["valid_until"]),
			Columns: b.attributes(m.values["columns"]),
		}
		b.checkValidity(c, b.spot(item))
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
		b.report(name, "parser.duplicate_code", append([]string{c.Name}, before.words()...)...)
		return
	}
	b.codes[c.Name] = name
	for lang, text := range c.Label {
		if strings.ContainsAny(text, "\n\t") {
			b.report(label, "parser.one_line")
		}
		key := lang + " " + survey.Fold(text)
		if before, twice := b.labels[key]; twice {
			b.report(label, "parser.duplicate_label", append([]string{text}, before.words()...)...)
			continue
		}
		b.labels[key] = label
	}
	b.list.Choices = append(b.list.Choices, c)
	b.places[b.list] = append(b.places[b.list], name)
}

// attributes reads what else is known of a choice: a column with one value, or
// with a list of them.
func (b *listBuilder) attributes(n *yaml.Node) map[string][]string {
	if !b.is(n, yaml.MappingNode) {
		return nil
	}
	values := map[string][]string{}
	for i := 0; i < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if b.untidy[key] {
			continue
		}
		name := b.columnName(key)
		several := value.Kind == yaml.SequenceNode
		switch column := b.list.Column(name); {
		case name == "":
			continue
		case column == nil:
			b.list.Columns = append(b.list.Columns, survey.Column{Name: name, List: several})
		case column.List != several:
			b.wrong(value, "column_mixed", name)
			continue
		}
		if !several {
			if s, ok := b.word(value); ok {
				values[name] = []string{s}
			}
			continue
		}
		for _, item := range value.Content {
			if s, ok := b.word(item); ok {
				values[name] = append(values[name], s)
			}
		}
	}
	return values
}

// columnName reads the name of a column of a list, or returns "".
func (b *listBuilder) columnName(n *yaml.Node) string {
	name, ok := b.word(n)
	switch {
	case !ok:
		return ""
	case !namePattern.MatchString(name):
		b.wrong(n, "bad_name", name, suggestName(name))
		return ""
	case name == "name":
		b.wrong(n, "reserved_name", name)
		return ""
	}
	return name
}

// checkValidity refuses a choice that is offered on no day at all.
func (b *listBuilder) checkValidity(c survey.Choice, at spot) {
	if c.ValidFrom != (survey.Date{}) && c.ValidUntil != (survey.Date{}) && c.ValidFrom.Compare(c.ValidUntil) > 0 {
		b.report(at, "parser.valid_never", c.Name)
	}
}

// words is the place as the arguments of a sentence: line and column.
func (s spot) words() []string { return []string{strconv.Itoa(s.line), strconv.Itoa(s.column)} }
