package parser

import (
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"

	"bestand.example/itbestand/survey"
)

// maxParameters is how many parameters an evaluation may have: each is a name
// that every formula may read.
const maxParameters = 2_000

var (
	parameterShape     = shape{keys: []string{"name", "label", "value", "date", "unit", "source"}, required: []string{"name", "source"}}
	parameterFileShape = shape{keys: []string{"file"}, required: []string{"file"}}
)

// The columns of a file of parameters, and those that it must have. In these a
// row must not be empty either.
var (
	parameterColumns = []string{"name", "label", "date", "value", "unit", "source", "verified", "norm", "applies_to", "kind"}
	requiredColumns  = []string{"name", "label", "source", "verified"}
)

// readParameters reads the parameters: those that stand here, and those of
// files, which evaluations share.
func (r *evaluationReader) readParameters(n *yaml.Node) {
	items, whole := r.list(n)
	for _, item := range items {
		read := r.readParameter
		if isParameterFile(item) {
			read = r.readParameterFile
		}
		whole = read(item) && whole
	}
	r.blind = r.blind || n != nil && !whole
}

// isParameterFile tells an entry that names a file from one that is a
// parameter itself, also where its only key is misspelt.
func isParameterFile(n *yaml.Node) bool {
	if n.Kind != yaml.MappingNode {
		return false
	}
	return valueOf(n, "file") != nil || len(n.Content) == 2 && survey.Nearest(n.Content[0].Value, parameterFileShape.keys) != ""
}

// readParameter reads a parameter that stands in the evaluation. Whole is
// false where its name is not known.
func (r *evaluationReader) readParameter(n *yaml.Node) (whole bool) {
	m, ok := r.mapping(n, parameterShape)
	if !ok {
		return false
	}
	if !m.has("value") && !m.has("date") {
		r.wrong(n, "parameter_empty")
	}
	return r.addParameter(m, r.text(m.values["label"], maxLabelAsked, nil))
}

// readParameterFile reads a CSV file, each row of which is a parameter.
func (r *evaluationReader) readParameterFile(n *yaml.Node) (whole bool) {
	m, ok := r.mapping(n, parameterFileShape)
	if !ok {
		return false
	}
	file, ok := r.word(m.values["file"])
	if !ok || !r.first(m.values["file"], "file", file) {
		return false
	}
	before := len(r.found)
	t := r.table(m.values["file"], file, "parameters")
	if t == nil || !r.checkHeadings(t) {
		return false
	}
	r.in(t.src, func() {
		for _, row := range t.rows {
			if !r.readParameterRow(t, row) {
				break
			}
		}
	})
	return len(r.found) == before
}

// checkHeadings holds the headings to the columns that there are. A misspelt
// one is reported, once: its rows are not read.
func (r *evaluationReader) checkHeadings(t *table) bool {
	if t.semicolons() {
		r.report(spot{t.src, 1, 1}, "parser.csv_semicolon")
		return false
	}
	before := len(r.found)
	missing := slices.DeleteFunc(slices.Clone(requiredColumns), func(name string) bool { return slices.Contains(t.header, name) })
	free := slices.DeleteFunc(slices.Clone(parameterColumns), func(name string) bool { return slices.Contains(t.header, name) })
	for i, h := range t.headings {
		switch {
		case slices.Contains(t.header[:i], h.text):
			r.report(h.at, "parser.csv_column_twice", h.text)
		case !slices.Contains(parameterColumns, h.text):
			meant := survey.Nearest(h.text, free)
			r.report(h.at, "parser.csv_unknown_column", h.text, strings.Join(parameterColumns, ", "), meant)
			missing = slices.DeleteFunc(missing, func(name string) bool { return name == meant })
		}
	}
	for _, name := range missing {
		r.report(spot{t.src, 1, 1}, "parser.csv_missing_column", name)
	}
	return len(r.found) == before
}

// readParameterRow reads a row as if it stood in the evaluation: its cells
// become the values of a mapping, so that both are held to the same rules. It
// returns false where no more rows may be read.
func (r *evaluationReader) readParameterRow(t *table, row []cell) bool {
	m := mapping{node: &yaml.Node{Line: row[0].at.line, Column: row[0].at.column}, keys: map[string]*yaml.Node{}, values: map[string]*yaml.Node{}}
	for i, c := range row {
		heading := t.header[i]
		switch text := strings.TrimSpace(c.text); {
		case text != "":
			n := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: text, Line: c.at.line, Column: c.at.column}
			m.keys[heading], m.values[heading] = n, n
		case slices.Contains(requiredColumns, heading):
			r.report(c.at, "parser.csv_parameter_empty", heading)
		}
	}
	r.addParameter(m, survey.German(r.line(m.values["label"], maxLabelAsked, nil)))
	return len(r.evaluation.Parameters) <= maxParameters
}

// addParameter reads what a parameter says, wherever it stands. A parameter
// with neither a number nor a date is a legal fact without a deadline: formulas
// read it as a date that is unknown. Whole is false where its name is not
// known.
func (r *evaluationReader) addParameter(m mapping, label survey.Text) (whole bool) {
	before := len(r.found)
	p := survey.Parameter{Name: r.declare(m.values["name"], "parameter"), Label: label, Kind: survey.KindDate}
	if m.has("date") {
		p.Date = r.date(m.values["date"])
	}
	if m.has("value") {
		p.Kind = survey.KindNumber
		p.Value, _ = r.decimal(m.values["value"])
	}
	if m.has("value") && m.has("date") {
		r.wrong(m.keys["date"], "parameter_both")
	}
	p.Unit = r.line(m.values["unit"], maxLabel, nil)
	p.Source = r.line(m.values["source"], maxText, nil)
	p.Norm = r.line(m.values["norm"], maxText, nil)
	r.readStanding(m, &p)
	if len(r.found) > before {
		r.lost[p.Name] = true // what its formulas say of it follows from that
	}
	r.evaluation.Parameters = append(r.evaluation.Parameters, p)
	if len(r.evaluation.Parameters) == maxParameters+1 {
		r.wrong(m.node, "too_many_parameters", strconv.Itoa(maxParameters))
	}
	return p.Name != ""
}

// readStanding reads what only rows of files say: how sure a fact is, of what
// kind, and whom it binds.
func (r *evaluationReader) readStanding(m mapping, p *survey.Parameter) {
	if verified, ok := r.oneOf(m.values["verified"], "verified", words([]survey.Verification{survey.VerificationDone, survey.VerificationOwed})); ok {
		p.Verified = survey.Verification(verified)
	}
	if kind, ok := r.oneOf(m.values["kind"], "kind", words(survey.FactKinds())); ok {
		p.Fact = survey.FactKind(kind)
	}
	n := m.values["applies_to"]
	if n == nil {
		return
	}
	types := words(survey.UnitTypes())
	for _, s := range severalValues(n.Value) {
		switch {
		case !slices.Contains(types, s):
			r.wrong(n, "unknown_value", s, "applies_to", strings.Join(types, ", "), survey.Nearest(s, types))
		case slices.Contains(p.AppliesTo, survey.UnitType(s)):
			r.wrong(n, "twice_in_list", s)
		default:
			p.AppliesTo = append(p.AppliesTo, survey.UnitType(s))
		}
	}
}
