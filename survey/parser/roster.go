package parser

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"bestand.example/itbestand/survey"
)

// maxSheetName is how many letters the name of a sheet has at most in Excel.
const maxSheetName = 31

// readRoster reads what only a repeat has.
func (r *setReader) readRoster(m mapping, q *survey.Question, own *place) {
	if name := r.set.Short + "_" + q.Name; m.has("name") && utf8.RuneCountInString(name) > maxSheetName && shortPattern.MatchString(r.set.Short) {
		r.wrong(m.values["name"], "sheet_name", name, strconv.Itoa(maxSheetName))
	}
	r.readBounds(m, q)
	q.ItemLabel = r.label(m.values["item_label"], &place{before: own.before, own: q, row: true})
	q.Questions = r.walkQuestions(m.values["questions"], q)
	r.readColumns(m.values["columns"], q)
	r.readUnique(m.values["unique"], q)
	r.readImport(m.values["import"], q)
	if m.has("prefill") {
		r.readPrefill(m.values["prefill"], q)
	}
}

// column finds a column of a roster that a node names, or returns nil.
func (r *setReader) rosterColumn(n *yaml.Node, name string, roster *survey.Question) *survey.Question {
	var names []string
	for _, column := range roster.Questions {
		if column.Name == name && column.Type != survey.TypeNote {
			return column
		}
		if column.Type != survey.TypeNote {
			names = append(names, column.Name)
		}
	}
	if !r.doubt.names && !r.doubt.types[name] {
		r.wrong(n, "unknown_column", name, roster.Name, survey.Nearest(name, names))
	}
	return nil
}

// readColumns reads which columns a list of the rows shows, under which headings.
func (r *setReader) readColumns(n *yaml.Node, q *survey.Question) {
	if !r.is(n, yaml.MappingNode) {
		return
	}
	for i := 0; i < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		heading := r.label(value, nil)
		if !r.untidy[key] && r.rosterColumn(key, key.Value, q) != nil {
			q.Columns = append(q.Columns, survey.RosterColumn{Name: key.Value, Heading: heading})
		}
	}
}

func (r *setReader) readUnique(n *yaml.Node, q *survey.Question) {
	items, _ := r.list(n)
	for _, item := range items {
		name, ok := r.word(item)
		switch {
		case !ok:
		case slices.Contains(q.Unique, name):
			r.wrong(item, "twice_in_list", name)
		default:
			if r.rosterColumn(item, name, q) != nil {
				q.Unique = append(q.Unique, name)
			}
		}
	}
}

// readImport reads the headings of existing lists. A heading that two columns
// name would fill only one of them.
func (r *setReader) readImport(n *yaml.Node, q *survey.Question) {
	if !r.is(n, yaml.MappingNode) {
		return
	}
	taken := map[string]bool{}
	for i := 0; i < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if r.untidy[key] || r.rosterColumn(key, key.Value, q) == nil {
			continue
		}
		items, _ := r.list(value)
		column := survey.ImportColumn{Column: key.Value}
		for _, item := range items {
			heading := r.line(item, maxLabelAsked, nil)
			folded := strings.ToLower(survey.Fold(heading))
			switch {
			case heading == "":
			case taken[folded]:
				r.wrong(item, "twice_in_list", heading)
			default:
				taken[folded] = true
				column.Headings = append(column.Headings, heading)
			}
		}
		q.Import = append(q.Import, column)
	}
}

// readPrefill reads which rows are there from the beginning.
func (r *setReader) readPrefill(n *yaml.Node, q *survey.Question) {
	m, ok := r.mapping(n, shape{keys: []string{"column", "where"}, required: []string{"column"}})
	if !ok {
		return
	}
	q.Prefill = &survey.Prefill{Where: r.expression(m.values["where"])}
	name, ok := r.word(m.values["column"])
	if !ok {
		r.unchosen[q.Prefill.Where] = true
		return
	}
	q.Prefill.Column = name
	column := r.rosterColumn(m.values["column"], name, q)
	fits := column != nil && column.Type == survey.TypeSelectOne && column.ChoicesFrom == ""
	if column != nil && !fits && !r.doubt.types[name] {
		r.wrong(m.values["column"], "prefill_column", name)
	}
	if !fits || column.List == nil {
		r.unchosen[q.Prefill.Where] = true
	}
}
