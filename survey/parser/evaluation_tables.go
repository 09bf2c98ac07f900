package parser

import (
	"regexp"
	"slices"

	"go.yaml.in/yaml/v4"

	"bestand.example/itbestand/survey"
)

var tableShape = shape{
	keys:     []string{"name", "title", "sheet", "kind", "for_each", "filter", "rows", "columns", "values", "top", "chart"},
	required: []string{"name", "title", "kind", "for_each"},
}

// tableKeys says which keys a kind of table has, and which it needs.
var tableKeys = map[survey.TableKind]map[string]bool{
	survey.TableCrosstab: {"rows": true, "columns": true, "values": false},
	survey.TableList:     {"columns": true},
	survey.TableRanking:  {"rows": true, "values": true, "top": false},
	survey.TableMatrix:   {"rows": true},
}

// readTables reads what becomes a sheet.
func (r *evaluationReader) readTables(n *yaml.Node) []*survey.Table {
	var all []*survey.Table
	r.each(n, tableShape, func(m mapping) {
		t := &survey.Table{Name: r.declare(m.values["name"], "table"), Title: r.text(m.values["title"], maxLabelAsked, nil), Sheet: r.sheetName(m.values["sheet"])}
		all = append(all, t)
		t.ForEach = survey.UnitsName
		if about := m.values["for_each"]; about == nil || about.Value != survey.UnitsName {
			t.ForEach = r.listName(about, true, true, survey.UnitsName)
		}
		t.Filter = r.expression(m.values["filter"])
		kind, ok := r.oneOf(m.values["kind"], "kind", words(survey.TableKinds()))
		if !ok {
			return
		}
		t.Kind = survey.TableKind(kind)
		for _, key := range []string{"rows", "columns", "values", "top"} {
			needed, has := tableKeys[t.Kind][key]
			switch {
			case m.has(key) && !has:
				r.wrong(m.keys[key], "key_not_for_table", key, kind)
			case !m.has(key) && needed:
				r.wrong(m.node, "missing_key_for_table", key, kind)
			}
		}
		r.readTable(m, t)
		r.readChart(m.values["chart"], t)
		if t.ForEach == "" {
			r.muteTable(t)
		}
	})
	return all
}

// sheetPattern is what Excel takes as the name of a sheet, which has at most 31
// characters.
var sheetPattern = regexp.MustCompile(`^[^:\\/?*\[\]']{1,31}$`)

func (r *evaluationReader) sheetName(n *yaml.Node) string {
	return r.pattern(n, sheetPattern, "table_sheet")
}

// readChart reads how a table is drawn; a list cannot be.
func (r *evaluationReader) readChart(n *yaml.Node, t *survey.Table) {
	possible := words(t.Kind.TableCharts())
	if n != nil && len(possible) == 0 {
		r.wrong(n, "key_not_for_table", "chart", string(t.Kind))
		return
	}
	if chart, ok := r.oneOf(n, "chart", possible); ok {
		t.Chart = survey.TableChart(chart)
	}
}

func (r *evaluationReader) readTable(m mapping, t *survey.Table) {
	switch t.Kind {
	case survey.TableList:
		t.Lines = r.tableColumns(m.values["columns"])
		return
	case survey.TableMatrix:
		t.Rows = r.matrixAxis(m.values["rows"], t)
		return
	}
	t.Rows = r.tableAxis(m.values["rows"], t)
	if t.Kind == survey.TableCrosstab {
		t.Columns = r.tableAxis(m.values["columns"], t)
	}
	t.Values = r.tableColumns(m.values["values"])
	if top, ok := r.whole(m.values["top"], 1, 10_000); ok {
		t.Top = top
	}
}

// tableAxis reads an axis of a table, which must divide what the table is
// about.
func (r *evaluationReader) tableAxis(n *yaml.Node, t *survey.Table) *survey.Axis {
	if n == nil {
		return nil
	}
	a, ok := r.axis(n)
	if !ok {
		return nil
	}
	r.checkHome(n, a, t)
	return &a
}

// matrixAxis reads the matrix of a table, which must be one of what the table is
// about. Of persons who answered anonymously there is none: the cells of its
// rows overlap in ways that nothing here conceals.
func (r *evaluationReader) matrixAxis(n *yaml.Node, t *survey.Table) *survey.Axis {
	name, ok := r.word(n)
	if !ok {
		return nil
	}
	a, ok := r.evaluation.MatrixAxis(name)
	switch {
	case ok && a.Set.Anonymous:
		r.wrong(n, "matrix_anonymous", name)
	case ok:
		r.checkHome(n, a, t)
		return &a
	case !r.setless:
		r.unknown(n, name, "matrix", r.evaluation.MatrixCandidates())
	}
	return nil
}

func (r *evaluationReader) checkHome(n *yaml.Node, a survey.Axis, t *survey.Table) {
	set, roster, _ := r.evaluation.List(t.ForEach)
	s, q, _ := survey.Grouping{a}.Home()
	if s != nil && t.ForEach != "" && (s != set || q != nil && q != roster) {
		r.wrong(n, "axis_of_list", a.Name, t.ForEach)
	}
}

// muteTable is mute for a table.
func (r *evaluationReader) muteTable(t *survey.Table) {
	r.muted[t.Filter] = true
	for _, c := range append(slices.Clone(t.Lines), t.Values...) {
		r.muted[c.Value] = true
	}
}

var columnShape = shape{keys: []string{"label", "value", "unit", "decimals"}, required: []string{"label", "value"}}

func (r *evaluationReader) tableColumns(n *yaml.Node) []survey.TableColumn {
	var all []survey.TableColumn
	r.each(n, columnShape, func(m mapping) {
		c := survey.TableColumn{Label: r.text(m.values["label"], maxLabelAsked, nil), Value: r.expression(m.values["value"]), Unit: r.line(m.values["unit"], maxLabel, nil)}
		if places, ok := r.whole(m.values["decimals"], 0, 6); ok {
			c.Decimals = places
		}
		all = append(all, c)
	})
	return all
}
