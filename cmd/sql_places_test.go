package cmd_test

import (
	"fmt"
	"slices"
	"strings"
)

// Where the formulas of an evaluation look at the answers from.

// atRow looks from a row of a list, named own.
func (c *sqlCheck) atRow(roster *plainQuestion) sqlPlace {
	return c.near(roster.set, "own.unit", "own.response", func(name string) (sqlTerm, bool) {
		return c.rowField(roster, "own", name)
	})
}

// atResponse looks from a response, named own.
func (c *sqlCheck) atResponse(set *plainSet) sqlPlace {
	return c.near(set, "own.unit", "own.nr", func(name string) (sqlTerm, bool) { return c.responseField(set, "own", name) })
}

// atUnit looks from a unit, named own.
func (c *sqlCheck) atUnit() sqlPlace {
	return c.near(nil, "own.key", "", func(name string) (sqlTerm, bool) { return sqlTerm{}, false })
}

// atPart looks from a unit, but of the list that is split sees only what is in
// a part of it.
func (c *sqlCheck) atPart(split string) sqlPlace {
	p := c.near(nil, "own.unit", "", func(name string) (sqlTerm, bool) { return sqlTerm{}, false })
	home, all := c.homeOf([]string{split}), p.rows
	p.rows = func(name string) (sqlRows, bool) {
		l, ok := all(name)
		if set, roster := c.listed(name); ok && (roster != nil && roster.name == home || roster == nil && set != nil && set.short == home) {
			l.where = append(l.where, fmt.Sprintf("w.%s IN (SELECT item FROM mem WHERE home = %s AND grouping = %s AND unit = own.unit AND code = own.code)", idOf(roster), quoteSQL(home), quoteSQL(split)))
			l.unknown = nil
		}
		return l, ok
	}
	return p
}

// idOf names what tells rows of a list, or responses, apart.
func idOf(roster *plainQuestion) string {
	if roster == nil {
		return "nr"
	}
	return "id"
}

// near looks from something that belongs to a unit: first at itself, then at
// the unit, then at the unit's answers to sets that are answered once, or at
// the one response.
func (c *sqlCheck) near(set *plainSet, unit, response string, itself func(string) (sqlTerm, bool)) sqlPlace {
	p := sqlPlace{loose: true}
	p.name = func(name string) (sqlTerm, bool) {
		if s, ok := c.parameter(name); ok {
			return s, true
		}
		if s, ok := c.unitName(name, unit); ok {
			return s, true
		}
		if s, ok := itself(name); ok {
			return s, true
		}
		if i := c.named(name); i != nil && i.level == "unit" && i.split == "" {
			return number(`(SELECT "%s" FROM unit AS u WHERE u.key = %s)`, name, unit), true
		}
		q := c.asked(name)
		switch {
		case q == nil || q.roster != nil:
			return sqlTerm{}, false
		case q.set.many && q.set != set:
			return sqlTerm{}, false
		case q.set.many:
			return q.answerOf("r").asSubquery(q.tableOf(), "r.nr = "+response), true
		}
		return q.answerOf("r").asSubquery(q.tableOf(), "r.unit = "+unit), true
	}
	p.rows = func(name string) (sqlRows, bool) {
		if i := c.named(name); i != nil && i.split != "" {
			_, roster := c.listed(c.homeOf([]string{i.split}))
			return partsOfIndicator(i, "w.unit = "+unit, fmt.Sprintf(`NOT EXISTS (SELECT 1 FROM r_%s AS r WHERE r.unit = %s AND r."%s" IS NOT NULL)`, roster.set.short, unit, roster.name)), true
		}
		of, roster := c.listed(name)
		switch {
		case of == nil:
			return sqlRows{}, false
		case roster == nil:
			return c.responseRows(of, "w.unit = "+unit), true
		case of.many:
			return c.rosterRows(roster, "w.response = "+response, fmt.Sprintf(`(SELECT "%s" FROM r_%s AS r WHERE r.nr = %s) IS NULL`, roster.name, of.short, response)), true
		}
		return c.rosterRows(roster, "w.unit = "+unit, fmt.Sprintf(`(SELECT "%s" FROM r_%s AS r WHERE r.unit = %s) IS NULL`, roster.name, of.short, unit)), true
	}
	return p
}

// atGroup looks from a group, named own: at lists only.
func (c *sqlCheck) atGroup(home string, by [][]string) sqlPlace {
	p := sqlPlace{loose: true}
	member := func(what string) string {
		return fmt.Sprintf("(SELECT %s FROM mem AS m WHERE m.home = %s AND m.grouping = own.grouping AND m.code = own.code AND (own.tier = '' OR m.tier = own.tier OR own.beside AND m.tier = ''))", what, quoteSQL(home))
	}
	return c.overMembers(p, home, by, member)
}

// overMembers looks at what belongs to members, which are given as a query.
func (c *sqlCheck) overMembers(p sqlPlace, home string, by [][]string, member func(what string) string) sqlPlace {
	p.name = func(name string) (sqlTerm, bool) {
		if s, ok := c.parameter(name); ok {
			return s, true
		}
		if name == "stichtag" {
			return c.unitName(name, "")
		}
		if i := c.named(name); i != nil && i.level == "group" && sameAxes(i.by, by) {
			return number(`(SELECT g.value FROM "g_%s" AS g WHERE g.grouping = own.grouping AND g.code = own.code AND g.tier IN ('', own.tier))`, name), true
		}
		if q := c.asked(name); q != nil && q.kind == "matrix" {
			return sqlTerm{question: q}, true // scores(.MATRIX) writes it out
		}
		return sqlTerm{}, false
	}
	p.rows = func(name string) (sqlRows, bool) {
		if i := c.named(name); i != nil && i.level == "group" {
			return partsOfIndicator(i, "w.tier IN ('', own.tier)", fmt.Sprintf(`NOT EXISTS (SELECT 1 FROM "g_%s" AS w WHERE w.tier IN ('', own.tier))`, name)), true
		}
		if name == "units" {
			where := "w.key IN " + member("unit") + " AND w.tier <> ''"
			return sqlRows{
				from: "unit AS w", where: []string{where}, unknown: []string{"NOT EXISTS (SELECT 1 FROM unit AS w WHERE " + where + ")"}, key: "w.rowid",
				field: func(name string) (sqlTerm, bool) { return c.unitField("w", name) },
			}, true
		}
		of, roster := c.listed(name)
		switch {
		case of == nil:
			return sqlRows{}, false
		case roster == nil && home == of.short:
			l := c.responseRows(of, "w.nr IN "+member("item"))
			l.unknown = nil
			return l, true
		case roster == nil:
			return c.responseRows(of, "w.unit IN "+member("unit")), true
		case home == roster.name:
			return c.rosterRows(roster, "w.id IN "+member("item"), ""), true
		case home == of.short:
			return c.rosterRows(roster, "w.response IN "+member("item"), fmt.Sprintf(`NOT EXISTS (SELECT 1 FROM r_%s AS r WHERE r.nr IN %s AND r."%s" IS NOT NULL)`, of.short, member("item"), roster.name)), true
		}
		return c.rosterRows(roster, "w.unit IN "+member("unit"), fmt.Sprintf(`NOT EXISTS (SELECT 1 FROM r_%s AS r WHERE r.unit IN %s AND r."%s" IS NOT NULL)`, of.short, member("unit"), roster.name)), true
	}
	return p
}

func sameAxes(a, b [][]string) bool {
	return slices.EqualFunc(a, b, func(x, y []string) bool { return slices.Equal(x, y) })
}

func (c *sqlCheck) parameter(name string) (sqlTerm, bool) {
	name, ok := strings.CutPrefix(name, "parameter.")
	s, known := c.parameters[name]
	return s, ok && known
}

func (c *sqlCheck) rosterRows(roster *plainQuestion, where, unknown string) sqlRows {
	l := roster.rowsWhere(where, unknown)
	l.field = func(name string) (sqlTerm, bool) { return c.rowField(roster, "w", name) }
	return l
}

// responseRows are responses to a set that is answered many times; where there
// is none, the list is not known.
func (c *sqlCheck) responseRows(set *plainSet, where string) sqlRows {
	return sqlRows{
		from: "r_" + set.short + " AS w", where: []string{where}, key: "w.nr", unknown: []string{fmt.Sprintf("NOT EXISTS (SELECT 1 FROM r_%s AS w WHERE %s)", set.short, where)},
		field: func(name string) (sqlTerm, bool) { return c.responseField(set, "w", name) },
	}
}

// rowField is a column of a list, or an indicator of its rows.
func (c *sqlCheck) rowField(roster *plainQuestion, alias, name string) (sqlTerm, bool) {
	if i := c.named(name); i != nil && i.level == "row" && i.roster == roster {
		return number(`%s."%s"`, alias, name), true
	}
	if q := roster.set.byName[name]; q != nil && q.roster == roster {
		return q.answerOf(alias), true
	}
	return sqlTerm{}, false
}

func (c *sqlCheck) responseField(set *plainSet, alias, name string) (sqlTerm, bool) {
	if i := c.named(name); i != nil && i.level == "response" && i.set == set {
		return number(`%s."%s"`, alias, name), true
	}
	if q := set.byName[name]; q != nil && q.roster == nil {
		return q.answerOf(alias), true
	}
	return sqlTerm{}, false
}

// unitField is what the list of units says of a unit.
func (c *sqlCheck) unitField(alias, name string) (sqlTerm, bool) {
	switch name {
	case "schluessel":
		return sqlTerm{sql: alias + ".key", kind: 't'}, true
	case "name", "typ", "kreis", "groessenklasse":
		return sqlTerm{sql: alias + "." + name, kind: 't'}, true
	case "einwohner", "mitglieder":
		return number("%s.%s", alias, name), true
	}
	if i := c.named(name); i != nil && i.level == "unit" && i.split == "" {
		return number(`%s."%s"`, alias, name), true
	}
	if q := c.asked(name); q != nil && q.roster == nil && !q.set.many {
		return q.answerOf("r").asSubquery(q.tableOf(), "r.unit = "+alias+".key"), true
	}
	return sqlTerm{}, false
}

// partsOfIndicator is the list of values of an indicator that has several.
func partsOfIndicator(i *plainIndicator, where, unknown string) sqlRows {
	table := "i_" + i.name
	if i.level == "group" {
		table = "g_" + i.name
	}
	return sqlRows{
		from: `"` + table + `" AS w`, where: []string{where}, unknown: []string{unknown}, key: "w.code",
		field: func(name string) (sqlTerm, bool) {
			switch name {
			case "group":
				return sqlTerm{sql: "w.code", kind: 't'}, true
			case "value", "n":
				return number("w.%s", name), true
			}
			return sqlTerm{}, false
		},
	}
}

// place finds out which members each group of a grouping has.
func (c *sqlCheck) place(home string, by []string) {
	grouping := strings.Join(by, " x ")
	if c.placed[home+"|"+grouping] {
		return
	}
	c.placed[home+"|"+grouping] = true
	items := "SELECT key AS unit, tier, NULL AS response, key AS item FROM unit"
	if set, roster := c.listed(home); roster != nil {
		items = "SELECT w.unit, u.tier, w.response, w.id AS item FROM " + roster.rowsTable() + " AS w JOIN unit AS u ON u.key = w.unit"
	} else if set != nil {
		items = "SELECT w.unit, u.tier, w.nr AS response, w.nr AS item FROM r_" + set.short + " AS w JOIN unit AS u ON u.key = w.unit"
	}
	from, code, label, joins := "("+items+") AS x", []string{}, []string{}, ""
	for n, axis := range by {
		alias := fmt.Sprintf("a%d", n)
		joins += fmt.Sprintf(" JOIN (%s) AS %s ON %s", c.axisSQL(home, axis), alias, c.axisOn(home, axis, alias))
		code, label = append(code, alias+".code"), append(label, alias+".label")
	}
	c.exec(fmt.Sprintf("INSERT INTO mem SELECT %s, %s, x.unit, x.tier, x.response, x.item, %s, %s FROM %s%s", quoteSQL(home), quoteSQL(grouping),
		strings.Join(code, " || char(31) || "), strings.Join(label, " || ' · ' || "), from, joins))
}

// axisSQL lists the places that answers have on an axis: whose, code and words.
func (c *sqlCheck) axisSQL(home, axis string) string {
	switch axis {
	case "land":
		return "SELECT key AS id, 'land' AS code, 'Land' AS label FROM unit"
	case "kreis":
		return "SELECT key AS id, kreis AS code, kreis_name AS label FROM unit WHERE kreis IS NOT NULL"
	case "typ", "groessenklasse":
		return fmt.Sprintf("SELECT key AS id, %s AS code, %s AS label FROM unit WHERE %[1]s IS NOT NULL", axis, unitWords(axis))
	}
	q, column := c.axisQuestion(axis)
	id := "unit"
	if q.roster != nil {
		id = "id"
	} else if q.set.many {
		id = "nr"
	}
	answers := fmt.Sprintf(`SELECT %s AS id, "%s" AS code FROM %s WHERE "%[2]s" IS NOT NULL`, id, q.name, q.tableOf())
	if q.kindSQL() == 'c' {
		answers = fmt.Sprintf(`SELECT r.%s AS id, each.value AS code FROM %s AS r, json_each(r."%s") AS each WHERE r."%[3]s" IS NOT NULL`, id, q.tableOf(), q.name)
	}
	switch {
	case column != "":
		return "SELECT DISTINCT a.id, l.value AS code, l.value AS label FROM (" + answers + ") AS a JOIN (" + q.columnSQL(column) + ") AS l ON l.code = a.code"
	case q.kind == "text":
		return "SELECT id, lower(code) AS code, code AS label FROM (" + answers + ")"
	}
	return "SELECT a.id, a.code, coalesce(l.label, a.code) AS label FROM (" + answers + ") AS a LEFT JOIN (" + q.labelSQL() + ") AS l ON l.code = a.code"
}

// axisOn joins items with their places on an axis.
func (c *sqlCheck) axisOn(home, axis, alias string) string {
	q, _ := c.axisQuestion(axis)
	switch {
	case q == nil || q.roster == nil && !q.set.many:
		return alias + ".id = x.unit"
	case q.roster == nil:
		return alias + ".id = x.response"
	case q.roster.name == home:
		return alias + ".id = x.item"
	}
	return "0"
}

func unitWords(axis string) string {
	s := "CASE " + axis
	if axis == "typ" {
		for _, one := range sqlTypes {
			s += fmt.Sprintf(" WHEN %s THEN %s", quoteSQL(one[0]), quoteSQL(one[1]))
		}
		return s + " END"
	}
	for _, one := range sqlSizes {
		s += fmt.Sprintf(" WHEN %s THEN %s", quoteSQL(one[0]), quoteSQL(one[1]))
	}
	return s + " END"
}

// labelSQL are the words of a question's codes.
func (q *plainQuestion) labelSQL() string {
	all := []string{"SELECT '' AS code, '' AS label"}
	if q.list != nil {
		for _, choice := range q.list.choices {
			all = append(all, fmt.Sprintf("SELECT %s, %s", quoteSQL(choice.code), quoteSQL(choice.label)))
		}
	}
	if q.other != "" && q.list != nil && !slices.ContainsFunc(q.list.choices, func(o plainChoice) bool { return o.code == "sonstiges" }) {
		all = append(all, "SELECT 'sonstiges', "+quoteSQL(q.other))
	}
	if q.source == "population" {
		return "SELECT key AS code, name AS label FROM c.population"
	}
	return strings.Join(all, " UNION ALL ")
}

// columnSQL is what a column of the choices says of each code.
func (q *plainQuestion) columnSQL(column string) string {
	all := []string{"SELECT '' AS code, '' AS value"}
	for _, choice := range q.list.choices {
		for _, value := range choice.columns[column] {
			if value != "" {
				all = append(all, fmt.Sprintf("SELECT %s, %s", quoteSQL(choice.code), quoteSQL(value)))
			}
		}
	}
	return strings.Join(all, " UNION ALL ")
}
