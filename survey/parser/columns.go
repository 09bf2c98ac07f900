package parser

import (
	"strings"

	"go.yaml.in/yaml/v4"

	"bestand.example/itbestand/survey"
)

// columns reads what else is known of a choice: one value or several for each
// column. A column that has several somewhere has a list everywhere.
func (b *listBuilder) columns(n *yaml.Node) map[string][]string {
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
		if name == "" {
			b.holes = true
			continue
		}
		column := b.addColumn(name)
		if value.Kind != yaml.SequenceNode {
			if s, ok := b.word(value); ok {
				values[name] = []string{s}
			}
			continue
		}
		column.List = true
		items, _ := b.reader.list(value)
		for _, item := range items {
			if s, ok := b.word(item); ok {
				values[name] = append(values[name], s)
			}
		}
	}
	return values
}

// columnName reads the name of a column, or returns "".
func (b *listBuilder) columnName(n *yaml.Node) string {
	name := b.checkName(n)
	switch {
	case name == "name":
		b.wrong(n, "reserved_name", name)
		return ""
	case !namePattern.MatchString(name):
		return ""
	}
	return name
}

func (b *listBuilder) addColumn(name string) *survey.Column {
	if column := b.list.Column(name); column != nil {
		return column
	}
	b.list.Columns = append(b.list.Columns, survey.Column{Name: name})
	return &b.list.Columns[len(b.list.Columns)-1]
}

// date reads a date as it is written in a file: 2027-12-31.
func (r *reader) date(n *yaml.Node) survey.Date {
	s, ok := r.word(n)
	if !ok {
		return survey.Date{}
	}
	d, ok := survey.ParseISODate(s)
	if !ok {
		r.wrong(n, "bad_date", s)
	}
	return d
}

// severalValues parts the cell of a CSV file that holds several values.
func severalValues(cell string) []string {
	var values []string
	for _, s := range strings.FieldsFunc(cell, func(c rune) bool { return c == ',' || c == ';' || c == '|' }) {
		if s = strings.TrimSpace(s); s != "" {
			values = append(values, s)
		}
	}
	return values
}
