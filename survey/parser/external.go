package parser

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"bestand.example/itbestand/survey"
)

var externalKeys = []string{"file", "value", "label"}

// external fills the list from two columns of a CSV file.
func (b *listBuilder) external(n *yaml.Node) {
	b.holes = true // until the file has been read without a finding
	m, ok := b.mapping(n, shape{keys: externalKeys, required: externalKeys})
	if !ok {
		return
	}
	before := len(b.found)
	file, found := b.word(m.values["file"])
	value, _ := b.word(m.values["value"])
	label, _ := b.word(m.values["label"])
	if !found {
		return
	}
	t := b.table(m.values["file"], file)
	if t == nil {
		return
	}
	code, text := b.column(t, m.values["value"], value), b.column(t, m.values["label"], label)
	if code < 0 || text < 0 {
		return
	}
	for _, row := range t.rows {
		b.addRow(row[code], row[text])
	}
	b.holes = len(b.found) > before
}

func (b *listBuilder) addRow(code, label cell) {
	empty := false
	for _, c := range []cell{code, label} {
		if strings.TrimSpace(c.text) == "" {
			b.report(c.at, "parser.csv_empty")
			empty = true
		}
	}
	switch {
	case empty:
	case utf8.RuneCountInString(label.text) > maxLabel:
		b.report(label.at, "parser.text_too_long", strconv.Itoa(maxLabel))
	default:
		b.add(survey.Choice{Name: code.text, Label: survey.German(label.text)}, code.at, label.at)
	}
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
	if t, known := r.tables[file]; known {
		return t
	}
	r.tables[file] = nil
	if !fs.ValidPath(file) || file == "." || strings.ContainsAny(file, `\:`) {
		r.wrong(n, "list_path", file)
		return nil
	}
	name := path.Join(path.Dir(r.name), file)
	data, err := readFile(r.fsys, name)
	switch {
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, fs.ErrInvalid):
		r.wrong(n, "list_missing", file, r.nearFile(file))
		return nil
	case errors.Is(err, errNotAFile):
		r.wrong(n, "list_folder", file)
		return nil
	case err != nil:
		r.failure = errors.Join(r.failure, fmt.Errorf("read choice list: %w", err))
		return nil
	}
	r.files = append(r.files, survey.File{Name: file, Data: data})
	if src := r.open(name, data); src != nil {
		r.tables[file] = r.readTable(src)
	}
	return r.tables[file]
}

// nearFile looks for a file whose name was probably meant.
func (r *reader) nearFile(file string) string {
	entries, err := fs.ReadDir(r.fsys, path.Join(path.Dir(r.name), path.Dir(file)))
	if err != nil {
		return "" // no suggestion, then
	}
	var names []string
	for _, e := range entries {
		if path.Ext(e.Name()) == ".csv" {
			names = append(names, path.Join(path.Dir(file), e.Name()))
		}
	}
	return survey.Nearest(file, names)
}
