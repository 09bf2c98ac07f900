package cmd_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"

	"bestand.example/itbestand/questionnaires"
)

// plainSet is a question set as its YAML says it, read as plain maps.
type plainSet struct {
	id, short, title         string
	many, project, anonymous bool
	questions                []*plainQuestion // as they are asked; a matrix before its statements, a list before its columns
	byName                   map[string]*plainQuestion
}

// plainQuestion is a question, a statement of a matrix or a column of a list.
type plainQuestion struct {
	set         *plainSet
	name, kind  string
	label       string
	roster      *plainQuestion // of a column
	matrix      *plainQuestion // of a statement
	columns     []*plainQuestion
	statements  []*plainQuestion
	relevant    []string // all must hold, those of section and matrix included
	choice      *plainChoice
	list        *plainList
	calculation string
	profiles    []string
	section     []string // profiles of the section
	other       string   // label of the choice in words of one's own
	source      string   // choices_from
	personal    bool
	sensitive   bool
	tells       []string // formulas from which follows how something was answered that they read
	required    bool     // it must be answered
}

// plainList is a list of choices.
type plainList struct {
	choices []plainChoice
}

type plainChoice struct {
	code, label string
	score       string // as a number, or empty
	columns     map[string][]string
}

type yamlMap = map[string]any

// readYAML reads a file of the program's own as plain maps.
func readYAML(t *testing.T, name string) yamlMap {
	t.Helper()
	data, err := fs.ReadFile(questionnaires.Files, name)
	if err != nil {
		t.Fatal(err)
	}
	var m yamlMap
	if err := yaml.Unmarshal(data, &m); err != nil {
		t.Fatal(err)
	}
	return m
}

// word is a scalar as text; of several languages the German one.
func word(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case yamlMap:
		return word(v["de"])
	}
	return strings.TrimSpace(fmt.Sprint(v))
}

func wordsOf(v any) []string {
	var all []string
	items, _ := v.([]any)
	for _, item := range items {
		all = append(all, word(item))
	}
	return all
}

func mapsOf(v any) []yamlMap {
	var all []yamlMap
	items, _ := v.([]any)
	for _, item := range items {
		all = append(all, item.(yamlMap))
	}
	return all
}

func readPlainSet(t *testing.T, id string) *plainSet {
	m := readYAML(t, id+".yaml")
	s := &plainSet{
		id: word(m["id"]), short: word(m["short"]), title: word(m["title"]), many: word(m["responses"]) == "many", project: word(m["about"]) == "project",
		anonymous: word(m["anonymous"]) == "true", byName: map[string]*plainQuestion{},
	}
	lists := map[string]*plainList{}
	choices, _ := m["choices"].(yamlMap)
	for name, of := range choices {
		lists[name] = readPlainList(t, of)
	}
	if readsDay(m) {
		s.add(yamlMap{"name": "stichtag", "type": "date"}, lists, nil)
	}
	for _, section := range mapsOf(m["sections"]) {
		for _, question := range mapsOf(section["questions"]) {
			q := s.add(question, lists, nil)
			for _, one := range append(append([]*plainQuestion{q}, q.statements...), q.columns...) {
				one.section = wordsOf(section["profiles"])
				if one.roster == nil {
					one.relevant = withCondition(one.relevant, section)
				}
			}
		}
	}
	return s
}

// readsDay reports whether a set reads the reference date anywhere, which is
// then its first question.
func readsDay(v any) bool {
	switch v := v.(type) {
	case yamlMap:
		for _, of := range v {
			if readsDay(of) {
				return true
			}
		}
	case []any:
		return slices.ContainsFunc(v, readsDay)
	case string:
		return strings.Contains(v, "stichtag")
	}
	return false
}

func withCondition(all []string, of yamlMap) []string {
	if c := word(of["relevant"]); c != "" {
		return append(all, c)
	}
	return all
}

// add notes a question, and the statements or columns in it.
func (s *plainSet) add(m yamlMap, lists map[string]*plainList, roster *plainQuestion) *plainQuestion {
	q := &plainQuestion{
		set: s, name: word(m["name"]), kind: word(m["type"]), label: word(m["label"]), roster: roster, relevant: withCondition(nil, m),
		calculation: word(m["calculation"]), profiles: wordsOf(m["profiles"]), source: word(m["choices_from"]), personal: word(m["personal"]) == "true",
		required: word(m["required"]) == "true" && word(m["type"]) != "calculate", sensitive: word(m["sensitive"]) == "true",
	}
	prefill, _ := m["prefill"].(yamlMap)
	for _, text := range []string{word(m["calculation"]), word(m["choice_filter"]), word(m["row_relevant"]), word(prefill["where"])} {
		if text != "" {
			q.tells = append(q.tells, text)
		}
	}
	if other := m["other"]; other != nil && word(other) != "false" {
		q.other = word(other)
	}
	q.list = choicesOf(q.kind, m, lists)
	s.note(q)
	switch q.kind {
	case "matrix":
		q.list = choicesOf("matrix", m, lists)
		s.statements(q, m, lists)
	case "repeat":
		for _, column := range mapsOf(m["questions"]) {
			q.columns = append(q.columns, s.add(column, lists, q))
		}
	}
	return q
}

func (s *plainSet) note(q *plainQuestion) {
	s.questions = append(s.questions, q)
	s.byName[q.name] = q
}

func (s *plainSet) statements(q *plainQuestion, m yamlMap, lists map[string]*plainList) {
	kind := "select_one"
	if cell := word(m["cell"]); cell != "" {
		kind = cell
	}
	row := func(name string, own yamlMap) *plainQuestion {
		r := &plainQuestion{
			set: s, name: name, kind: kind, label: word(own["label"]), matrix: q, list: q.list, profiles: wordsOf(own["profiles"]),
			relevant: withCondition(slices.Clone(q.relevant), own), personal: q.personal, required: q.required && own["required"] == nil,
			sensitive: q.sensitive || word(own["sensitive"]) == "true",
		}
		if word(own["reversed"]) == "true" {
			r.list = q.list.reversed()
		}
		q.statements = append(q.statements, r)
		s.note(r)
		return r
	}
	for _, own := range mapsOf(m["rows"]) {
		row(word(own["name"]), own)
	}
	if from := lists[word(m["rows_from"])]; from != nil {
		for i := range from.choices {
			c := &from.choices[i]
			r := row(q.name+"_"+c.code, yamlMap{"label": c.label})
			if r.choice = c; word(m["row_relevant"]) != "" {
				r.relevant = append(r.relevant, word(m["row_relevant"]))
			}
		}
	}
}

// choicesOf is what a question offers: a list, the points of a scale, or yes and
// no.
func choicesOf(kind string, m yamlMap, lists map[string]*plainList) *plainList {
	if points := word(m["points"]); points != "" {
		n := 0
		fmt.Sscan(points, &n)
		l := &plainList{}
		for i := 1; i <= n; i++ {
			l.choices = append(l.choices, plainChoice{code: fmt.Sprint(i), label: fmt.Sprint(i), score: fmt.Sprint(i)})
		}
		if word(m["reversed"]) == "true" {
			return l.reversed()
		}
		return l
	}
	if kind == "yes_no" {
		return &plainList{[]plainChoice{{code: "ja", label: "Ja"}, {code: "nein", label: "Nein"}}}
	}
	return lists[word(m["choices"])]
}

// reversed turns the scores round.
func (l *plainList) reversed() *plainList {
	r := &plainList{slices.Clone(l.choices)}
	for i := range r.choices {
		r.choices[i].score = l.choices[len(l.choices)-1-i].score
	}
	return r
}

func readPlainList(t *testing.T, of any) *plainList {
	l := &plainList{}
	m, ok := of.(yamlMap)
	if !ok {
		for _, c := range mapsOf(of) {
			choice := plainChoice{code: word(c["name"]), label: word(c["label"]), score: word(c["score"]), columns: map[string][]string{}}
			own, _ := c["columns"].(yamlMap)
			for name, value := range own {
				if choice.columns[name] = wordsOf(value); choice.columns[name] == nil {
					choice.columns[name] = []string{word(value)}
				}
			}
			l.choices = append(l.choices, choice)
		}
		return l
	}
	if items := m["choices"]; items != nil {
		return readPlainList(t, items)
	}
	lists := wordsOf(m["lists"])
	for _, row := range readCSV(t, word(m["file"])) {
		c := plainChoice{code: row[word(m["value"])], label: row[word(m["label"])], columns: map[string][]string{}}
		for name, value := range row {
			if c.columns[name] = []string{value}; slices.Contains(lists, name) {
				c.columns[name] = strings.FieldsFunc(value, func(r rune) bool { return r == ';' })
			}
		}
		l.choices = append(l.choices, c)
	}
	return l
}

func readCSV(t *testing.T, name string) []map[string]string {
	t.Helper()
	data, err := fs.ReadFile(questionnaires.Files, name)
	if err != nil {
		t.Fatal(err)
	}
	records, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff")))).ReadAll()
	if err != nil {
		t.Fatal(name, err)
	}
	var rows []map[string]string
	for _, record := range records[1:] {
		row := map[string]string{}
		for i, cell := range record {
			row[records[0][i]] = strings.TrimSpace(cell)
		}
		rows = append(rows, row)
	}
	return rows
}

// in reports whether a short form asks the question: where it or its section
// names the form. What a matrix or a list asks in it is said there, or by each
// of its parts.
func (q *plainQuestion) in(profile string) bool {
	names := func(q *plainQuestion) bool { return slices.Contains(q.profiles, profile) }
	named := func(q *plainQuestion) bool { return len(q.profiles) > 0 }
	whole := q.roster
	if q.matrix != nil {
		whole = q.matrix
	}
	parts := func(q *plainQuestion) []*plainQuestion { return append(slices.Clone(q.columns), q.statements...) }
	switch {
	case q.name == "stichtag", names(q), slices.ContainsFunc(parts(q), names):
		return true
	case named(q):
		return false
	case whole == nil:
		return slices.Contains(q.section, profile)
	case slices.ContainsFunc(parts(whole), named):
		return false
	}
	return whole.in(profile)
}
