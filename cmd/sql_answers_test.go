package cmd_test

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// sqlCheck reckons everything again: in a database of its own, from the answers
// as the central file stores them.
type sqlCheck struct {
	t      *testing.T
	db     *sql.DB
	sets   []*plainSet
	day    string // reference date of the wave
	points map[string]map[string]string
	number map[string]int // of questions in the central file, by name
	*sqlEvaluation
}

// sqlSizes are the size classes: code, words, and from how many inhabitants on
// the next one begins.
var sqlSizes = [][3]string{
	{"unter_3000", "unter 3.000", "3000"}, {"3000_4999", "3.000 bis 4.999", "5000"}, {"5000_9999", "5.000 bis 9.999", "10000"}, {"10000_19999", "10.000 bis 19.999", "20000"},
	{"20000_49999", "20.000 bis 49.999", "50000"}, {"50000_99999", "50.000 bis 99.999", "100000"}, {"ab_100000", "100.000 und mehr", "1e99"},
}

var sqlTypes = [][2]string{
	{"kreisfreie_stadt", "kreisfreie Stadt"}, {"landkreis", "Landkreis"}, {"verwaltungsgemeinschaft", "Verwaltungsgemeinschaft"},
	{"erfuellende_gemeinde", "erfüllende Gemeinde"}, {"verbandsfreie_gemeinde", "verbandsfreie Gemeinde"},
}

func newSQLCheck(t *testing.T, central string) *sqlCheck {
	t.Helper()
	return newSQLCheckOf(t, central, func(*sqlCheck) {})
}

// newSQLCheckOf lets some of what counts be left out.
func newSQLCheckOf(t *testing.T, central string, less func(*sqlCheck)) *sqlCheck {
	t.Helper()
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	t.Cleanup(func() { db.Close() })
	c := &sqlCheck{t: t, db: db, number: map[string]int{}}
	c.exec("ATTACH ? AS c", "file:"+filepath.ToSlash(central)+"?mode=ro")
	wave := readYAML(t, "welle-beispiel.yaml")
	c.day = word(wave["reference_date"])[:10]
	for _, row := range c.query("SELECT nr, name FROM c.question") {
		fmt.Sscan(row[0], new(int))
		n := 0
		fmt.Sscan(row[0], &n)
		c.number[row[1]] = n
	}
	seen := map[string]bool{}
	for _, use := range mapsOf(wave["sets"]) {
		if id := word(use["id"]); !seen[id] {
			seen[id] = true
			c.sets = append(c.sets, readPlainSet(t, id))
		}
	}
	c.units()
	less(c)
	for _, s := range c.sets {
		c.responses(s)
	}
	c.exec("CREATE INDEX unit_key ON unit (key)")
	return c
}

func (c *sqlCheck) exec(text string, args ...any) {
	c.t.Helper()
	if _, err := c.db.Exec(text, args...); err != nil {
		if len(text) > 3000 {
			text = text[:3000]
		}
		c.t.Fatalf("%v in %s", err, text)
	}
}

// query reads rows as texts; NULL is "".
func (c *sqlCheck) query(text string, args ...any) [][]string {
	c.t.Helper()
	rows, err := c.db.Query(text, args...)
	if err != nil {
		if len(text) > 3000 {
			text = text[:3000]
		}
		c.t.Fatalf("%v in %s", err, text)
	}
	defer rows.Close()
	columns, _ := rows.Columns()
	var all [][]string
	for rows.Next() {
		cells := make([]sql.NullString, len(columns))
		to := make([]any, len(columns))
		for i := range cells {
			to[i] = &cells[i]
		}
		if err := rows.Scan(to...); err != nil {
			c.t.Fatal(err)
		}
		row := make([]string, len(columns))
		for i := range cells {
			row[i] = cells[i].String
		}
		all = append(all, row)
	}
	if err := rows.Err(); err != nil {
		c.t.Fatalf("%v in %s", err, text)
	}
	return all
}

// units makes the tables of what counts: of each response its unit, and of each
// unit what the population says. A response of the project, or of a person who
// answered anonymously, stands for itself, outside of all tiers; of two
// responses in conflict none counts.
func (c *sqlCheck) units() {
	var project []string
	for _, s := range c.sets {
		if s.project {
			project = append(project, quoteSQL(s.id))
		}
	}
	c.exec(`CREATE TABLE counted AS
		SELECT r.nr, s.short, r.profile, r.unit_district_key AS kreis, r.unit_district AS kreis_name, r.unit_class AS klasse,
			iif(s.anonymous OR s.id IN (` + strings.Join(project, ", ") + `), '#' || r.nr, r.unit_key) AS unit
		FROM c.response r JOIN c.question_set s ON s.nr = r.question_set
		WHERE r.held = 1 AND (s.many OR 1 = (SELECT count(*) FROM c.response o WHERE o.question_set = r.question_set AND o.unit_key = r.unit_key AND o.wave = r.wave AND o.held = 1))`)
	size := "CASE WHEN type = 'landkreis' OR inhabitants <= 0 THEN NULL"
	for _, s := range sqlSizes {
		size += fmt.Sprintf(" WHEN inhabitants < %s THEN '%s'", s[2], s[0])
	}
	c.exec(`CREATE TABLE unit AS
		SELECT key, name, type AS typ, nullif(district_key, '') AS kreis, district AS kreis_name, 1.0 * nullif(inhabitants, 0) AS einwohner, 1.0 * nullif(members, 0) AS mitglieder,
			` + size + ` END AS groessenklasse, iif(type = 'landkreis', 'Landkreise', 'Gemeindliche Verwaltungen') AS tier
		FROM c.population WHERE key IN (SELECT unit FROM counted)
		UNION ALL SELECT unit, '', NULL, nullif(kreis, ''), kreis_name, NULL, NULL, nullif(klasse, ''), '' FROM counted WHERE unit LIKE '#%'`)
	c.exec("DELETE FROM counted WHERE unit NOT IN (SELECT key FROM unit)")
}

// tableOf is the table that has a question's answers: one row for each response,
// or for each row of its list.
func (q *plainQuestion) tableOf() string {
	if q.roster != nil {
		return q.roster.rowsTable()
	}
	return "r_" + q.set.short
}

func (q *plainQuestion) rowsTable() string { return "t_" + q.set.short + "_" + q.name }

// answerOf is the answer to a question in a row of its table.
func (q *plainQuestion) answerOf(alias string) sqlTerm {
	column := func(suffix string) string { return fmt.Sprintf(`%s."%s%s"`, alias, q.name, suffix) }
	return sqlTerm{sql: column(""), kind: q.kindSQL(), question: q, relevant: column("$r"), missing: column("$m")}
}

// asSubquery reads the answer where a condition finds its row.
func (s sqlTerm) asSubquery(table, where string) sqlTerm {
	read := func(sql string) string {
		if sql == "" {
			return ""
		}
		return fmt.Sprintf("(SELECT %s FROM %s AS r WHERE %s)", sql, table, where)
	}
	s.sql, s.relevant, s.missing = read(s.sql), read(s.relevant), read(s.missing)
	return s
}

func (q *plainQuestion) kindSQL() byte {
	switch q.kind {
	case "integer", "decimal", "money", "percent", "year":
		return 'n'
	case "date":
		return 'd'
	case "select_multiple", "rank":
		return 'c'
	case "calculate":
		if strings.Contains(q.calculation, "t_vorlage") {
			return 't'
		}
		return 'n'
	}
	return 't'
}

// stored is the value of an answer as it is stored; own words behind a code are
// left out.
func (q *plainQuestion) stored() string {
	code := "iif(instr(value, char(10)), substr(value, 1, instr(value, char(10)) - 1), value)"
	switch q.kindSQL() {
	case 'n':
		return "CASE kind WHEN 2 THEN CAST(value AS REAL) END"
	case 'd':
		return "CASE kind WHEN 3 THEN value END"
	case 'c':
		return `CASE WHEN kind IN (5, 8) THEN '["' || replace(` + code + `, ' ', '","') || '"]' END`
	}
	if strings.Contains(" text multiline email url ", " "+q.kind+" ") {
		return "CASE kind WHEN 1 THEN value END"
	}
	return "CASE kind WHEN 4 THEN " + code + " END"
}

// responses makes the tables of a set, and fills them question by question: no
// condition reads a later one.
func (c *sqlCheck) responses(s *plainSet) {
	columns := map[string]string{"r_" + s.short: "nr INTEGER PRIMARY KEY, unit TEXT, profile TEXT"}
	for _, q := range s.questions {
		if q.kind == "repeat" {
			columns[q.rowsTable()] = "id INTEGER PRIMARY KEY, response INTEGER, unit TEXT, row INTEGER, place INTEGER, profile TEXT"
		}
	}
	for _, q := range s.questions {
		columns[q.tableOf()] += fmt.Sprintf(`, "%s", "%[1]s$r" INTEGER, "%[1]s$m" TEXT`, q.name)
	}
	for table, all := range columns {
		c.exec("CREATE TABLE " + table + " (" + all + ")")
	}
	c.exec("INSERT INTO r_"+s.short+" (nr, unit, profile) SELECT nr, unit, profile FROM counted WHERE short = ? ORDER BY unit, nr", s.short)
	for _, q := range s.questions {
		if q.kind == "repeat" {
			c.exec("INSERT INTO "+q.rowsTable()+" (response, unit, row, place, profile) SELECT w.response, r.unit, w.row, w.place, r.profile FROM c.roster_row w JOIN r_"+s.short+
				" r ON r.nr = w.response WHERE w.question = ? AND w.place > 0 ORDER BY r.unit, r.nr, w.place", c.number[q.name])
			c.exec("CREATE INDEX " + q.rowsTable() + "_response ON " + q.rowsTable() + " (response)")
			c.exec("CREATE INDEX " + q.rowsTable() + "_unit ON " + q.rowsTable() + " (unit)")
		}
	}
	c.exec("CREATE INDEX r_" + s.short + "_unit ON r_" + s.short + " (unit)")
	for _, q := range s.questions {
		c.answers(s, q)
	}
}

// answers works out whether a question is asked, and what was answered.
func (c *sqlCheck) answers(s *plainSet, q *plainQuestion) {
	conditions := []string{"1"}
	for _, text := range q.relevant {
		conditions = append(conditions, c.must(c.inSet(s, q).translate(text, nil)).sql)
	}
	for _, profile := range c.query("SELECT DISTINCT profile FROM " + q.tableOf() + " WHERE profile <> ''") {
		if !q.in(profile[0]) {
			conditions = append(conditions, "profile <> "+quoteSQL(profile[0]))
		}
	}
	if q.roster != nil {
		conditions = append(conditions, fmt.Sprintf(`(SELECT "%s$r" FROM r_%s WHERE nr = own.response)`, q.roster.name, s.short))
	}
	c.exec(fmt.Sprintf(`UPDATE %s AS own SET "%s$r" = coalesce(%s, 0)`, q.tableOf(), q.name, strings.Join(conditions, " AND ")))
	place := "response = own.nr AND row = 0"
	if q.roster != nil {
		place = "response = own.response AND row = own.row"
	}
	read := func(what string) string {
		return fmt.Sprintf("(SELECT %s FROM c.answer WHERE question = %d AND %s)", what, c.number[q.name], place)
	}
	value := read(q.stored())
	switch q.kind {
	case "calculate":
		value = "coalesce(" + value + ", " + c.must(c.inSet(s, q).translate(q.calculation, nil)).sql + ")"
	case "repeat": // known where there are rows, or it was said that there are none
		value = fmt.Sprintf("iif(EXISTS (SELECT 1 FROM %s WHERE response = own.nr), 1, %s)", q.rowsTable(), read("CASE kind WHEN 6 THEN 1 END"))
	case "matrix", "note":
		value = "1"
	}
	c.exec(fmt.Sprintf(`UPDATE %s AS own SET "%s" = CASE WHEN "%[2]s$r" THEN %[3]s END, "%[2]s$m" = CASE WHEN "%[2]s$r" THEN coalesce(%[4]s, '') ELSE '' END`,
		q.tableOf(), q.name, value, read("missing")))
}

func (c *sqlCheck) must(s sqlTerm, err error) sqlTerm {
	c.t.Helper()
	if err != nil {
		c.t.Fatal(err)
	}
	return s
}

// inSet is where the conditions of a question set look from: a response, named
// own, or a row of a list.
func (c *sqlCheck) inSet(s *plainSet, at *plainQuestion) sqlPlace {
	response := "own.nr"
	if at.roster != nil {
		response = "own.response"
	}
	return sqlPlace{
		name: func(name string) (sqlTerm, bool) {
			if x, ok := c.choiceName(at, name); ok {
				return x, true
			}
			if x, ok := c.unitName(name, "own.unit"); ok {
				return x, true
			}
			q := s.byName[name]
			switch {
			case q == nil || q.roster != nil && q.roster != at.roster:
				return sqlTerm{}, false
			case q.roster != nil || at.roster == nil:
				return q.answerOf("own"), true
			}
			return q.answerOf("r").asSubquery("r_"+s.short, "r.nr = "+response), true
		},
		rows: func(name string) (sqlRows, bool) {
			q := s.byName[name]
			if q == nil || q.kind != "repeat" {
				return sqlRows{}, false
			}
			known := fmt.Sprintf(`(SELECT "%s" FROM r_%s WHERE nr = %s) IS NULL`, name, s.short, response)
			return q.rowsWhere("w.response = "+response, known), true
		},
	}
}

// rowsWhere are rows of a list.
func (q *plainQuestion) rowsWhere(where, unknown string) sqlRows {
	l := sqlRows{
		from: q.rowsTable() + " AS w", where: []string{where}, key: "w.id",
		field: func(name string) (sqlTerm, bool) {
			if at := slices.IndexFunc(q.columns, func(o *plainQuestion) bool { return o.name == name }); at >= 0 {
				return q.columns[at].answerOf("w"), true
			}
			return sqlTerm{}, false
		},
	}
	if unknown != "" {
		l.unknown = []string{unknown}
	}
	return l
}

// unitName is what einheit.* and stichtag mean.
func (c *sqlCheck) unitName(name, unit string) (sqlTerm, bool) {
	if name == "stichtag" {
		return sqlTerm{sql: quoteSQL(c.day), kind: 'd'}, true
	}
	column, ok := strings.CutPrefix(name, "einheit.")
	if !ok {
		return sqlTerm{}, false
	}
	kind := byte('t')
	if column == "einwohner" || column == "mitglieder" {
		kind = 'n'
	}
	return sqlTerm{sql: fmt.Sprintf("(SELECT %s FROM unit WHERE key = %s)", column, unit), kind: kind}, true
}

// choiceName is what choice.* means in a statement that is made of a choice.
func (c *sqlCheck) choiceName(at *plainQuestion, name string) (sqlTerm, bool) {
	column, ok := strings.CutPrefix(name, "choice.")
	if !ok || at.choice == nil {
		return sqlTerm{}, false
	}
	if column == "name" {
		return sqlTerm{sql: quoteSQL(at.choice.code), kind: 't'}, true
	}
	return sqlTerm{sql: quoteSQL(`["` + strings.Join(at.choice.columns[column], `","`) + `"]`), kind: 'c'}, true
}
