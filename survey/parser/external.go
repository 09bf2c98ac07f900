package parser

import (
	"math/big"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"bestand.example/itbestand/survey"
)

var externalShape = shape{
	keys:     []string{"file", "value", "label", "score", "exclusive", "valid_from", "valid_until", "columns", "lists"},
	required: []string{"file", "value", "label"},
}

// csvList is where the attributes of choices stand in a CSV file: the place of
// each column, -1 for none.
type csvList struct {
	code, score, exclusive, from, until int
	labels                              map[string]int // by language
	columns                             []csvColumn
}

type csvColumn struct {
	survey.Column
	place int
}

// external fills the list from the columns of a CSV file.
func (b *listBuilder) external(n *yaml.Node) {
	b.holes = true // until the file has been read without a finding
	m, ok := b.mapping(n, externalShape)
	if !ok {
		return
	}
	before := len(b.found)
	file, found := b.word(m.values["file"])
	if !found {
		return
	}
	t := b.table(m.values["file"], file)
	if t == nil {
		return
	}
	l := b.csvList(t, m)
	if l.code < 0 || l.labels["de"] < 0 {
		return
	}
	for _, row := range t.rows {
		b.addRow(l, row)
	}
	b.holes = len(b.found) > before
}

func (b *listBuilder) csvList(t *table, m mapping) csvList {
	l := csvList{code: b.heading(t, m.values["value"]), labels: map[string]int{}}
	l.score, l.exclusive = b.heading(t, m.values["score"]), b.heading(t, m.values["exclusive"])
	l.from, l.until = b.heading(t, m.values["valid_from"]), b.heading(t, m.values["valid_until"])
	label := m.values["label"]
	l.labels["de"] = -1
	if label != nil && label.Kind == yaml.MappingNode && !b.untidy[label] {
		langs, _ := b.mapping(label, shape{keys: []string{"de", "en"}, required: []string{"de"}})
		for lang, heading := range langs.values {
			l.labels[lang] = b.heading(t, heading)
		}
	} else {
		l.labels["de"] = b.heading(t, label)
	}
	for _, key := range []string{"columns", "lists"} {
		items, _ := b.setReader.list(m.values[key])
		for _, item := range items {
			column := csvColumn{survey.Column{Name: b.columnName(item), List: key == "lists"}, b.heading(t, item)}
			if column.Name == "" || column.place < 0 {
				continue
			}
			if b.list.Column(column.Name) != nil {
				b.wrong(item, "twice_in_list", column.Name)
				continue
			}
			l.columns = append(l.columns, column)
			b.list.Columns = append(b.list.Columns, column.Column)
		}
	}
	return l
}

// heading finds the column that a node names, or returns -1.
func (b *listBuilder) heading(t *table, n *yaml.Node) int {
	name, _ := b.word(n)
	return b.column(t, n, name)
}

func (b *listBuilder) addRow(l csvList, row []cell) {
	code := row[l.code]
	c := survey.Choice{Name: code.text, Label: survey.Text{}, Columns: map[string][]string{}}
	ok := b.filled(code)
	for lang, place := range l.labels {
		if place < 0 || !b.filled(row[place]) {
			ok = false
			continue
		}
		if text := row[place]; utf8.RuneCountInString(text.text) > maxLabel {
			b.report(text.at, "parser.text_too_long", strconv.Itoa(maxLabel))
			ok = false
		} else {
			c.Label[lang] = text.text
		}
	}
	if l.score >= 0 && row[l.score].text != "" {
		c.Score = b.csvNumber(row[l.score])
	}
	c.Exclusive = l.exclusive >= 0 && b.csvBoolean(row[l.exclusive])
	if l.from >= 0 {
		c.ValidFrom = b.csvDate(row[l.from])
	}
	if l.until >= 0 {
		c.ValidUntil = b.csvDate(row[l.until])
	}
	b.checkValidity(c, code.at)
	for _, column := range l.columns {
		c.Columns[column.Name] = column.values(row[column.place].text)
	}
	if ok {
		b.add(c, code.at, row[l.labels["de"]].at)
	}
}

// values are what a cell says: one value, or several with separators between.
func (c csvColumn) values(cell string) []string {
	if !c.List {
		if cell = strings.TrimSpace(cell); cell == "" {
			return nil
		}
		return []string{cell}
	}
	var values []string
	for _, part := range strings.FieldsFunc(cell, func(r rune) bool { return r == ',' || r == ';' || r == '|' }) {
		if part = strings.TrimSpace(part); part != "" {
			values = append(values, part)
		}
	}
	return values
}

// filled reports an empty cell.
func (b *listBuilder) filled(c cell) bool {
	if strings.TrimSpace(c.text) == "" {
		b.report(c.at, "parser.csv_empty")
		return false
	}
	return true
}

func (b *listBuilder) csvNumber(c cell) *big.Rat {
	canonical, err := survey.CanonicalNumber(c.text)
	if err != nil || !numberPattern.MatchString(c.text) {
		b.report(c.at, "parser.csv_number", c.text)
		return nil
	}
	number, _ := new(big.Rat).SetString(canonical) // canonical numbers are numbers
	return number
}

func (b *listBuilder) csvBoolean(c cell) bool {
	switch c.text {
	case "true", "ja":
		return true
	case "", "false", "nein":
		return false
	}
	b.report(c.at, "parser.csv_boolean", c.text)
	return false
}

func (b *listBuilder) csvDate(c cell) survey.Date {
	if c.text == "" {
		return survey.Date{}
	}
	day, ok := survey.ParseISODate(c.text)
	if !ok {
		b.report(c.at, "parser.bad_date", c.text)
	}
	return day
}

// column finds a column by its heading, or returns -1. N is where the set
// names it.
func (b *listBuilder) column(t *table, n *yaml.Node, name string) int {
	if name == "" {
		return -1
	}
	switch i := slices.Index(t.header, name); {
	case i < 0 && len(t.header) == 1 && strings.Contains(t.header[0], ";"):
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
// the file cannot be read; n is where the set names it.
func (r *reader) table(n *yaml.Node, file string) *table {
	name := path.Join(path.Dir(r.src.name), file)
	if t, known := r.tables[name]; known {
		return t
	}
	r.tables[name] = nil
	if src := r.openNamed(n, file, csvFile); src != nil {
		r.tables[name] = r.readTable(src)
	}
	return r.tables[name]
}
