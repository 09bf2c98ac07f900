package parser

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"bestand.example/itbestand/survey"
)

var externalShape = shape{
	keys:     []string{"file", "value", "label", "score", "exclusive", "valid_from", "valid_until", "columns", "lists"},
	required: []string{"file", "value", "label"},
}

// external fills the list from columns of a CSV file.
func (b *listBuilder) external(n *yaml.Node) {
	b.holes = true // until the file has been read without a finding
	m, ok := b.mapping(n, externalShape)
	if !ok {
		return
	}
	before := len(b.found)
	file, found := b.word(m.values["file"])
	h := b.headings(m)
	if !found {
		return
	}
	t := b.table(m.values["file"], file, "list")
	if t == nil || !b.find(t, h) {
		return
	}
	for _, row := range t.rows {
		if b.full() {
			return
		}
		b.addRow(row, h)
	}
	b.holes = len(b.found) > before
}

// heading is a heading that the set names, and the place of its column.
type heading struct {
	node   *yaml.Node
	name   string
	column int
}

// headings are those that the set names for a list.
type headings struct {
	single map[string]*heading // by key: value, score …
	labels map[string]*heading // by language
	extra  []*heading          // columns with one value
	lists  []*heading          // columns with several values
}

func (h headings) all() []*heading {
	var all []*heading
	for _, key := range externalShape.keys {
		if one := h.single[key]; one != nil {
			all = append(all, one)
		}
	}
	for _, lang := range []string{"de", "en"} {
		if one := h.labels[lang]; one != nil {
			all = append(all, one)
		}
	}
	return slices.Concat(all, h.extra, h.lists)
}

func (b *listBuilder) headings(m mapping) headings {
	h := headings{single: map[string]*heading{}, labels: map[string]*heading{}}
	for _, key := range []string{"value", "score", "exclusive", "valid_from", "valid_until"} {
		if name, ok := b.word(m.values[key]); ok {
			h.single[key] = &heading{node: m.values[key], name: name}
		}
	}
	if label := m.values["label"]; label != nil && label.Kind == yaml.MappingNode && !b.untidy[label] {
		langs, _ := b.mapping(label, shape{keys: []string{"de", "en"}, required: []string{"de"}})
		for lang, n := range langs.values {
			if name, ok := b.word(n); ok {
				h.labels[lang] = &heading{node: n, name: name}
			}
		}
	} else if name, ok := b.word(label); ok {
		h.labels["de"] = &heading{node: label, name: name}
		b.texts = append(b.texts, wording{survey.German(name), b.spot(label)})
	}
	h.extra = b.columnHeadings(m.values["columns"], false)
	h.lists = b.columnHeadings(m.values["lists"], true)
	return h
}

// columnHeadings reads the headings of columns that filters read.
func (b *listBuilder) columnHeadings(n *yaml.Node, several bool) []*heading {
	items, _ := b.reader.list(n)
	var all []*heading
	for _, item := range items {
		name := b.columnName(item)
		switch {
		case name == "":
		case b.list.Column(name) != nil:
			b.wrong(item, "twice_in_list", name)
		default:
			b.addColumn(name).List = several
			all = append(all, &heading{node: item, name: name})
		}
	}
	return all
}

// find looks all headings up, and reports whether the value and a label are
// there, so that rows can be read.
func (b *listBuilder) find(t *table, h headings) bool {
	complete := h.single["value"] != nil && h.labels["de"] != nil
	for _, one := range h.all() {
		if one.column = b.column(t, one.node, one.name); one.column < 0 {
			complete = false
		}
	}
	return complete
}

// column finds a column by its heading, or returns -1. N is where the set
// names it.
func (b *listBuilder) column(t *table, n *yaml.Node, name string) int {
	switch i := slices.Index(t.header, name); {
	case i < 0 && t.semicolons():
		b.report(spot{t.src, 1, 1}, "parser.csv_semicolon")
	case i < 0:
		b.wrong(n, "csv_no_column", name, strings.Join(t.header, ", "), survey.Nearest(name, t.header))
	case slices.Contains(t.header[i+1:], name):
		b.wrong(n, "csv_column_twice", name)
	default:
		return i
	}
	return -1
}

// table reads a CSV file once, however many lists name it. It returns nil when
// the file cannot be read; n is where the set names it. Kind is the first part
// of the codes of what can be wrong with the name.
func (r *reader) table(n *yaml.Node, file, kind string) *table {
	name := r.src.name + "\n" + file // one name means another file in another folder
	if t, known := r.tables[name]; known {
		return t
	}
	r.tables[name] = nil
	if src := r.openNamed(n, file, kind, ".csv"); src != nil {
		r.tables[name] = r.readTable(src)
	}
	return r.tables[name]
}
