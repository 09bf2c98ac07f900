package cmd_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// The most columns of a crosstab that stands as a grid, and of a ranking.
const (
	mostGridColumns = 26
	mostGridValues  = 24
)

// sqlTable is a table of the evaluation.
type sqlTable struct {
	m          yamlMap
	name, kind string
	home       string
	set        *plainSet
	roster     *plainQuestion
	values     []yamlMap
	rows, cols string // axes
	tier       string
	anonymous  bool
}

func (c *sqlCheck) tables() []*sqlTable {
	var all []*sqlTable
	for _, m := range mapsOf(c.plan["tables"]) {
		t := &sqlTable{m: m, name: word(m["name"]), kind: word(m["kind"]), home: "units", values: mapsOf(m["values"]), rows: word(m["rows"])}
		if t.set, t.roster = c.listed(word(m["for_each"])); t.roster != nil {
			t.home = t.roster.name
		} else if t.set != nil {
			t.home = t.set.short
		}
		var texts []string
		for _, v := range t.values {
			texts = append(texts, word(v["value"]))
		}
		t.cols, _ = m["columns"].(string)
		t.anonymous = t.set != nil && t.set.anonymous || c.textsReadPersons(texts)
		for _, tier := range c.tiersOf(texts) {
			one := *t
			one.tier = tier
			all = append(all, &one)
		}
	}
	return all
}

// bookName is the name of the table in the workbook.
func (t *sqlTable) bookName() string {
	name := "tbl"
	for _, part := range strings.Split(t.name, "_") {
		name += strings.ToUpper(part[:1]) + part[1:]
	}
	return name + map[string]string{municipal: "Gemeinden", districts: "Landkreise"}[t.tier]
}

// wantedTable is a table of the evaluation by SQL.
type wantedTable struct {
	rows  [][]string
	total []string // nil: there is none
	keys  int      // how many columns tell the rows apart
}

// evaluated compares every table of the evaluation, each cell of it, and looks
// that those that must be left out are.
func (c *sqlCheck) evaluated(tables map[string]*sheetTable, leftOut func(*sqlTable) bool, d *differences) {
	for _, t := range c.tables() {
		s := tables[t.bookName()]
		c.keep(t)
		if leftOut(t) {
			if s != nil {
				d.add("%s must not be told", s.name)
			}
			continue
		}
		if s == nil {
			s = &sheetTable{name: t.bookName()}
		}
		c.wanted(t, s.head).compare(s, t, d)
	}
}

// personal reports whether a table reads a personal question.
func (c *sqlCheck) personal(t *sqlTable) bool {
	found := false
	for _, axis := range []string{t.rows, t.cols} {
		if axis != "" {
			q, _ := c.axisQuestion(axis)
			found = found || q != nil && q.personal
		}
	}
	for _, key := range []string{"values", "columns"} {
		for _, v := range mapsOf(t.m[key]) {
			f, err := readFormula(word(v["value"]))
			if err != nil {
				c.t.Fatal(err)
			}
			f.walk(func(f *formula) {
				q := c.asked(f.text)
				found = found || (f.op == "name" || f.op == "field") && q != nil && q.personal
			})
		}
	}
	return found
}

// about is the table with what is counted or listed, named own, what tells it
// apart, whose it is, and where its formulas look from.
func (c *sqlCheck) about(t *sqlTable) (from, item, unit string, p sqlPlace) {
	switch {
	case t.roster != nil:
		return t.roster.rowsTable() + " AS own", "own.id", "own.unit", c.atRow(t.roster)
	case t.set != nil:
		return "r_" + t.set.short + " AS own", "own.nr", "own.unit", c.atResponse(t.set)
	}
	return "unit AS own", "own.key", "own.key", c.atUnit()
}

// keep fills the table kept with what a table of the evaluation is about.
func (c *sqlCheck) keep(t *sqlTable) {
	c.exec("DROP TABLE IF EXISTS kept")
	from, item, unit, p := c.about(t)
	where := "1"
	if text := word(t.m["filter"]); text != "" {
		where = c.formula(p, t.name, text).sql
	}
	tiers := "u.tier IN (" + quoteSQL(t.tier) + ", '')"
	switch {
	case t.tier == "" && t.home == "units":
		tiers = "u.tier <> ''"
	case t.tier == "":
		tiers = "1"
	case t.home == "units":
		tiers = "u.tier = " + quoteSQL(t.tier)
	}
	c.exec(fmt.Sprintf("CREATE TABLE kept AS SELECT %s AS item FROM %s JOIN unit AS u ON u.key = %s WHERE %s AND %s", item, from, unit, tiers, where))
	c.exec("CREATE INDEX kept_item ON kept (item)")
}

// wanted is the table by SQL, for the columns that it has.
func (c *sqlCheck) wanted(t *sqlTable, head []string) wantedTable {
	all := func(empty ...string) []string {
		for _, row := range c.group(t, []string{"land"}) {
			return slices.Concat([]string{"Gesamt"}, empty, row[1:])
		}
		return nil
	}
	switch {
	case t.kind == "list":
		return wantedTable{c.lines(t), nil, len(head)}
	case t.kind == "ranking" && len(t.values) > mostGridValues:
		return wantedTable{c.longRows(t), nil, 2}
	case t.kind == "ranking":
		return wantedTable{c.ranked(t), all(), 1}
	}
	if t.kind == "matrix" {
		return c.statementRows(t, head)
	}
	if t.plain() && len(c.counted(t, t.cols)) <= mostGridColumns {
		return c.crossed(t, head)
	}
	w := wantedTable{total: all(""), keys: 2}
	for _, row := range c.group(t, []string{t.rows, t.cols}) {
		at := strings.SplitN(row[0], " · ", 2)
		w.rows = append(w.rows, append([]string{c.placeWords(t.rows, at[0]), c.placeWords(t.cols, at[1])}, row[1:]...))
	}
	return w
}

// plain reports whether a crosstab only counts.
func (t *sqlTable) plain() bool {
	return len(t.values) == 0 || len(t.values) == 1 && t.counts(t.values[0])
}

func (t *sqlTable) counts(v yamlMap) bool {
	return strings.ReplaceAll(word(v["value"]), " ", "") == "len("+word(t.m["for_each"])+")"
}

// group reckons the figures of each group of a grouping: its words, how many
// there are where no figure says so, then each figure, with what it rests on
// beside it.
func (c *sqlCheck) group(t *sqlTable, by []string) [][]string {
	c.place(t.home, by)
	member := func(what string) string {
		return fmt.Sprintf("(SELECT %s FROM mem AS m WHERE m.home = %s AND m.grouping = own.grouping AND m.code = own.code AND m.item IN (SELECT item FROM kept))", what, quoteSQL(t.home))
	}
	p := c.overMembers(sqlPlace{loose: true}, t.home, nil, member)
	columns := []string{"own.label"}
	if !slices.ContainsFunc(t.values, t.counts) {
		columns = append(columns, "own.n")
	}
	for _, v := range t.values {
		text := word(v["value"])
		value := c.formula(p, t.name, text).sql
		columns = append(columns, value)
		if n := c.basis(p, t.name, text, ""); n != "" {
			columns = append(columns, "CASE WHEN "+value+" IS NOT NULL THEN "+n+" END")
		}
	}
	return c.query(fmt.Sprintf(`SELECT %s FROM (SELECT grouping, %s AS tier, code, min(label) AS label, count(*) AS n FROM mem
		WHERE home = %s AND grouping = %s AND item IN (SELECT item FROM kept) GROUP BY code) AS own`,
		strings.Join(columns, ",\n"), quoteSQL(t.tier), quoteSQL(t.home), quoteSQL(strings.Join(by, " x "))))
}

// placeWords names a place on an axis; columns of lists begin with a capital.
func (c *sqlCheck) placeWords(axis, label string) string {
	if _, column := c.axisQuestion(axis); column != "" {
		first := []rune(label)[:1]
		return strings.ToUpper(string(first)) + string([]rune(label)[1:])
	}
	return label
}

func (c *sqlCheck) ranked(t *sqlTable) [][]string {
	rows := c.group(t, []string{t.rows})
	for i := range rows {
		rows[i][0] = c.placeWords(t.rows, rows[i][0])
	}
	return rows
}

// longRows are one row for each figure, where there are too many for columns.
func (c *sqlCheck) longRows(t *sqlTable) [][]string {
	var rows [][]string
	for _, group := range c.ranked(t) {
		at := 1
		if !slices.ContainsFunc(t.values, t.counts) {
			at++
		}
		for _, v := range t.values {
			row := []string{group[0], word(v["label"]), group[at], "", word(v["unit"])}
			f, _ := readFormula(word(v["value"]))
			if at++; len(basesOf(f)) > 0 {
				row[3] = group[at]
				at++
			}
			rows = append(rows, row)
		}
	}
	return rows
}

// counted lists the groups of axes with their words and how many they have.
func (c *sqlCheck) counted(t *sqlTable, by ...string) [][]string {
	c.place(t.home, by)
	return c.query(fmt.Sprintf("SELECT code, min(label), count(*) FROM mem WHERE home = %s AND grouping = %s AND item IN (SELECT item FROM kept) GROUP BY code", quoteSQL(t.home), quoteSQL(strings.Join(by, " x "))))
}

// crossed counts rows by columns.
func (c *sqlCheck) crossed(t *sqlTable, head []string) wantedTable {
	if len(head) == 0 {
		return wantedTable{rows: c.counted(t, t.rows)}
	}
	columns, both := c.counted(t, t.cols), map[string]string{}
	for _, cell := range c.counted(t, t.rows, t.cols) {
		both[cell[0]] = cell[2]
	}
	line := func(first, all string, n func(column []string) string) []string {
		counts := map[string]string{}
		for _, column := range columns {
			counts[c.placeWords(t.cols, column[1])] = n(column)
		}
		return countsInColumns(head, first, all, counts)
	}
	w := wantedTable{keys: 1, total: line("Gesamt", c.query("SELECT count(*) FROM kept")[0][0], func(column []string) string { return column[2] })}
	for _, row := range c.counted(t, t.rows) {
		w.rows = append(w.rows, line(c.placeWords(t.rows, row[1]), row[2], func(column []string) string { return both[row[0]+"\x1f"+column[0]] }))
	}
	return w
}

// countsInColumns puts counts into the columns of their headings; of what is not
// counted there is 0.
func countsInColumns(head []string, first, all string, counts map[string]string) []string {
	cells := make([]string, len(head))
	for i, heading := range head {
		if cells[i] = counts[heading]; cells[i] == "" {
			cells[i] = "0"
		}
	}
	cells[0], cells[len(head)-1] = first, all
	return cells
}

// statementRows count the answers to each statement of a matrix; one that nobody
// answered is no row.
func (c *sqlCheck) statementRows(t *sqlTable, head []string) wantedTable {
	w := wantedTable{keys: 1}
	for _, q := range c.asked(t.rows).statements {
		answered, counts := 0, map[string]string{}
		for _, answer := range c.counted(t, q.name) {
			counts[answer[1]] = answer[2]
			answered += wholeSQL(answer[2])
		}
		switch {
		case answered == 0:
		case len(head) == 0:
			w.rows = append(w.rows, []string{q.label})
		default:
			w.rows = append(w.rows, countsInColumns(head, q.label, fmt.Sprint(answered), counts))
		}
	}
	return w
}

// lines are the lines of a list.
func (c *sqlCheck) lines(t *sqlTable) [][]string {
	from, item, unit, p := c.about(t)
	var columns []string
	if t.set == nil || !t.set.project {
		columns = append(columns, "u.key", "u.name", "u.kreis_name")
	}
	for _, v := range mapsOf(t.m["columns"]) {
		columns = append(columns, shownSQL(c.formula(p, t.name, word(v["value"])), word(v["value"])))
	}
	return c.query(fmt.Sprintf("SELECT %s FROM %s JOIN unit AS u ON u.key = %s WHERE %s IN (SELECT item FROM kept)", strings.Join(columns, ", "), from, unit, item))
}

// shownSQL is a value as a cell shows it: dates as days since 1900, of a
// question itself the words for its codes.
func shownSQL(s sqlTerm, text string) string {
	itself := s.question != nil && (text == s.question.name || strings.HasSuffix(text, "."+s.question.name))
	switch {
	case s.kind == 'd':
		return "julianday(" + s.sql + ") - 2415018.5"
	case s.kind == 'b':
		return "iif(" + s.sql + ", 'ja', 'nein')"
	case s.kind == 'c' && itself:
		return fmt.Sprintf("(SELECT group_concat(coalesce(l.label, each.value), '; ') FROM json_each(%s) AS each LEFT JOIN (%s) AS l ON l.code = each.value)", s.sql, s.question.labelSQL())
	case s.kind == 't' && itself && (s.question.list != nil || s.question.source != ""):
		return fmt.Sprintf("coalesce((SELECT label FROM (%s) WHERE code = %s), %s)", s.question.labelSQL(), s.sql, s.sql)
	}
	return s.sql
}

// compare looks at each row, whatever their order.
func (w wantedTable) compare(s *sheetTable, t *sqlTable, d *differences) {
	left := map[string][]int{}
	for n, row := range s.rows {
		key := keyOfRow(s.cells(row), w.keys)
		left[key] = append(left[key], n)
	}
	for _, cells := range w.rows {
		key := keyOfRow(cells, w.keys)
		if len(left[key]) == 0 {
			d.add("%s has no row %s", s.name, key)
			continue
		}
		at := max(0, slices.IndexFunc(left[key], func(n int) bool { return compareCells(s, n, cells, t, &differences{}) }))
		compareCells(s, left[key][at], cells, t, d)
		left[key] = slices.Delete(left[key], at, at+1)
	}
	for key, rows := range left {
		if len(rows) > 0 {
			d.add("%s has a row %s, by SQL it has not", s.name, key)
		}
	}
	if w.total != nil && len(s.rows) > 0 {
		compareCells(s, len(s.rows), w.total, t, d)
	}
}

// compareCells compares a row, and reports whether all of it agrees. Of answers
// that persons gave anonymously some cells are concealed: other tests look at
// which.
func compareCells(s *sheetTable, n int, cells []string, t *sqlTable, d *differences) bool {
	row, before := s.row(n), len(d.cells)
	hidden := t.anonymous && row["Hinweis"] == "unterdrückt"
	for i, column := range s.head {
		want := ""
		if i < len(cells) {
			want = cells[i]
		}
		if t.anonymous && (hidden && i > 0 || row[column] == "" || column == "Hinweis") {
			continue
		}
		d.compare(s, n, column, want)
	}
	return len(d.cells) == before
}

// cells are the cells of a row in their order.
func (s *sheetTable) cells(row map[string]string) []string {
	var all []string
	for _, column := range s.head {
		all = append(all, row[column])
	}
	return all
}

// keyOfRow are the texts among the first cells of a row.
func keyOfRow(cells []string, n int) string {
	var all []string
	for _, cell := range cells[:min(n, len(cells))] {
		if _, err := strconv.ParseFloat(cell, 64); err != nil || len(cells) == 1 {
			all = append(all, cell)
		}
	}
	return strings.Join(all, "|")
}
