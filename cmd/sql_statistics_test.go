package cmd_test

import (
	"fmt"
	"slices"
	"strings"
)

// sqlStatistics are the columns of Kennzahlen that a summary fills, with their
// SQL over the values v of a group, sorted to places k of n known ones, with
// their mean m and the inhabitants e.
var sqlStatistics = []struct{ heading, shown, sql string }{
	{"n", "", "count(v)"},
	{"nicht bestimmbar", "open", "total(v IS NULL)"},
	{"Mittelwert", "mean", "avg(v)"},
	{"Median", "median", quantileOf("0.5")},
	{"Unteres Quartil", "quartiles", quantileOf("0.25")},
	{"Oberes Quartil", "quartiles", quantileOf("0.75")},
	{"Kleinster Wert", "open", "min(v)"},
	{"Größter Wert", "open", "max(v)"},
	{"Nach Einwohnern gewichtet", "weighted", "sum(v * e) / sum(CASE WHEN v IS NOT NULL THEN e END)"},
	{"n gewichtet", "weighted", "nullif(count(v * e), 0)"},
	{"Standardabweichung", "sd", "CASE WHEN count(v) >= 2 THEN sqrt(sum((v - m) * (v - m)) / (count(v) - 1)) END"},
	{"Konzentration (HHI)", "hhi", "CASE WHEN min(v) >= 0 AND sum(v) > 0 THEN sum(v * v) / (sum(v) * sum(v)) END"},
}

// figureRow is a row of Kennzahlen as SQL reckons it.
type figureRow struct {
	group, tier, part string
	cells             map[string]string
}

// statistics sums the values of an indicator up by a grouping.
func (c *sqlCheck) statistics(i *plainIndicator, by []string) []figureRow {
	home, values := c.valuesOf(i)
	return c.statisticsOf(i, by, home, values)
}

// statisticsOf sums values up that are given as a query.
func (c *sqlCheck) statisticsOf(i *plainIndicator, by []string, home, values string) []figureRow {
	c.place(home, by)
	columns := []string{"code", "min(label)", "tier", "coalesce(min(part_label), '')"}
	for _, s := range sqlStatistics {
		columns = append(columns, s.sql)
	}
	ladder := c.levels[i.levels]
	for n, level := range ladder {
		condition := fmt.Sprintf("v >= %s - %s", numberSQL(word(level["from"])), nearlySQL)
		if n == 0 {
			condition = "v IS NOT NULL"
		}
		if n+1 < len(ladder) {
			condition += fmt.Sprintf(" AND v < %s - %s", numberSQL(word(ladder[n+1]["from"])), nearlySQL)
		}
		columns = append(columns, "total("+condition+")")
	}
	weight := "NULL"
	if i.level == "unit" {
		weight = "nullif(u.einwohner, 0)"
	}
	query := fmt.Sprintf(`SELECT %s FROM (
		SELECT *, row_number() OVER (PARTITION BY code, tier, part ORDER BY v NULLS LAST) AS k, count(v) OVER (PARTITION BY code, tier, part) AS n, avg(v) OVER (PARTITION BY code, tier, part) AS m FROM (
			SELECT m.code, m.label, m.tier, x.part, x.part_label, x.v, %s AS e FROM mem AS m JOIN (%s) AS x ON x.item = m.item JOIN unit AS u ON u.key = m.unit
			WHERE m.home = %s AND m.grouping = %s))
		GROUP BY code, tier, part`, strings.Join(columns, ",\n"), weight, values, quoteSQL(home), quoteSQL(strings.Join(by, " x ")))
	var all []figureRow
	for _, row := range c.query(query) {
		r := figureRow{group: row[1], tier: row[2], part: row[3], cells: map[string]string{}}
		for n, s := range sqlStatistics {
			r.cells[s.heading] = row[4+n]
		}
		for n, level := range ladder {
			r.cells[word(level["label"])] = row[4+len(sqlStatistics)+n]
		}
		all = append(all, c.shown(i, r))
	}
	return all
}

// valuesOf lists the values of an indicator, each with the thing it is about.
func (c *sqlCheck) valuesOf(i *plainIndicator) (home, values string) {
	values = `SELECT %s AS item, '' AS part, '' AS part_label, "%s" AS v FROM %s%s`
	switch {
	case i.level == "row":
		return i.roster.name, fmt.Sprintf(values, "id", i.name, i.roster.rowsTable(), "")
	case i.level == "response":
		return i.set.short, fmt.Sprintf(values, "nr", i.name, "r_"+i.set.short, "")
	case i.split != "":
		return "units", fmt.Sprintf(`SELECT unit AS item, code AS part, label AS part_label, value AS v FROM "i_%s"`, i.name)
	}
	return "units", fmt.Sprintf(values, "key", i.name, "unit", " WHERE tier <> ''")
}

// shown empties what the indicator does not show, or what would tell of single
// persons, and adds the figure that stands for the group.
func (c *sqlCheck) shown(i *plainIndicator, r figureRow) figureRow {
	persons := c.aboutPersons(i)
	home, _ := c.valuesOf(i)
	r.cells["n zählt"] = c.countedList(home)
	first := "median"
	if len(i.aggregate) > 0 && i.aggregate[0] != "quartiles" {
		first = i.aggregate[0]
	}
	for _, s := range sqlStatistics {
		if s.shown == first {
			r.cells["Wert"] = r.cells[s.heading]
		}
	}
	r.cells["Stufe des Werts"] = c.levelOf(i, r.cells["Wert"])
	for _, s := range sqlStatistics {
		asked := s.shown == "" || s.shown == "open" || slices.Contains(i.aggregate, s.shown) || len(i.aggregate) == 0 && s.shown != "sd" && s.shown != "hhi"
		if !asked || persons && (s.shown == "open" || s.shown == "quartiles") {
			r.cells[s.heading] = ""
		}
	}
	for _, level := range c.levels[i.levels] {
		if persons || r.cells["n"] == "0" {
			r.cells[word(level["label"])] = ""
		}
	}
	return r
}

// levelOf is the level that a number reaches.
func (c *sqlCheck) levelOf(i *plainIndicator, value string) string {
	at := ""
	for n, level := range c.levels[i.levels] {
		if value == "" {
			return ""
		}
		reached := n == 0
		if !reached {
			reached = c.query(fmt.Sprintf("SELECT %s >= %s - %s", numberSQL(value), numberSQL(word(level["from"])), nearlySQL))[0][0] == "1"
		}
		if reached {
			at = word(level["name"])
		}
	}
	return at
}

// aboutPersons reports whether an indicator reads what persons answered
// anonymously.
func (c *sqlCheck) aboutPersons(i *plainIndicator) bool {
	if i.set != nil && i.set.anonymous {
		return true
	}
	before, _ := c.readBy(i.texts())
	return slices.ContainsFunc(before, c.aboutPersons) || c.textsReadPersons(i.texts())
}

func (c *sqlCheck) textsReadPersons(texts []string) bool {
	found := false
	for _, text := range texts {
		f, err := readFormula(text)
		if err != nil {
			c.t.Fatal(err)
		}
		f.walk(func(f *formula) {
			set, _ := c.listed(f.text)
			found = found || f.op == "name" && set != nil && set.anonymous
		})
	}
	return found
}

// groupings lists by what an indicator is summed up, all together first.
func (c *sqlCheck) groupings(i *plainIndicator) [][]string {
	by := i.by
	if len(by) == 0 {
		by = c.groups
	}
	all := [][]string{{"land"}}
	for _, g := range by {
		if !slices.Equal(g, all[0]) {
			all = append(all, g)
		}
	}
	return all
}

// axisWords is the heading of a grouping.
func (c *sqlCheck) axisWords(by []string) string {
	var all []string
	for _, axis := range by {
		w := map[string]string{"land": "Land", "kreis": "Kreis", "typ": "Typ", "groessenklasse": "Größenklasse"}[axis]
		if w == "" {
			q, column := c.axisQuestion(axis)
			if w = q.label; column != "" {
				w = strings.ToUpper(column[:1]) + strings.ReplaceAll(column[1:], "_", " ")
			}
		}
		all = append(all, w)
	}
	return strings.Join(all, " · ")
}

// figures compares Kennzahlen and Kennzahlen_Teile, each cell.
func (c *sqlCheck) figures(tables map[string]*sheetTable, d *differences) {
	rows := map[string][]int{}
	of := map[string]*sheetTable{}
	for _, name := range []string{"tblKennzahlen", "tblKennzahlenTeile"} {
		s := tables[name]
		for n, row := range s.rows {
			key := strings.Join([]string{row["Kennung"], row["Ebene"], row["Gruppe"], row["Verwaltungen"], row["Teil"]}, "|")
			rows[key] = append(rows[key], n)
			of[key] = s
		}
	}
	for _, i := range c.indicators {
		for _, by := range c.groupings(i) {
			for _, want := range c.figureRows(i, by) {
				key := strings.Join([]string{i.name, c.axisWords(by), want.group, want.tier, want.part}, "|")
				if len(rows[key]) == 0 {
					d.add("%s: the row is not in the workbook", key)
					continue
				}
				c.compareFigures(d, of[key], rows[key][0], i, want)
				rows[key] = rows[key][1:]
			}
		}
	}
	for key, left := range rows {
		if len(left) > 0 {
			d.add("%s: SQL knows of no such row", key)
		}
	}
}

// concealedTogether looks for a figure of persons that is shown although one that
// it is reckoned from is suppressed, from which that one would follow.
func (c *sqlCheck) concealedTogether(s *sheetTable, d *differences) {
	suppressed := suppressedIn(s)
	for n, row := range s.rows {
		i := c.named(row["Kennung"])
		if row["Wert"] == "" || i.level != "group" || !c.aboutPersons(i) || i.value != "" && strings.Contains(i.value, "FK") {
			continue
		}
		before, _ := c.readBy(i.texts())
		for _, other := range before {
			for _, tier := range []string{"", row["Verwaltungen"]} {
				if suppressed[keyOfFigure(other.name, row["Ebene"], row["Gruppe"], tier)] {
					d.add("%s gives away %s, which is suppressed", s.whose(n), other.name)
				}
			}
		}
		d.equal++
	}
}

// suppressedIn lists the figures that are suppressed in one of several tables.
func suppressedIn(tables ...*sheetTable) map[string]bool {
	all := map[string]bool{}
	for _, s := range tables {
		for _, row := range s.rows {
			if strings.HasPrefix(row["Hinweis"], "unterdrückt") {
				all[keyOfFigure(row["Kennung"], row["Ebene"], row["Gruppe"], row["Verwaltungen"])] = true
			}
		}
	}
	return all
}

func keyOfFigure(name, level, group, tier string) string {
	return strings.Join([]string{name, level, group, tier}, "|")
}

func (c *sqlCheck) figureRows(i *plainIndicator, by []string) []figureRow {
	if i.level != "group" {
		if i.level != "unit" && len(i.by) == 0 && len(i.aggregate) == 0 {
			return nil
		}
		return c.statistics(i, by)
	}
	var all []figureRow
	for _, row := range c.query(fmt.Sprintf(`SELECT label, tier, n, value, counted FROM "g_%s" WHERE grouping = ?`, i.name), strings.Join(by, " x ")) {
		all = append(all, figureRow{group: row[0], tier: row[1], cells: map[string]string{"n": row[2], "n zählt": row[4], "Wert": row[3], "Stufe des Werts": c.levelOf(i, row[3])}})
	}
	return all
}

func (c *sqlCheck) compareFigures(d *differences, s *sheetTable, row int, i *plainIndicator, want figureRow) {
	if strings.HasPrefix(s.rows[row]["Hinweis"], "unterdrückt") {
		if !c.aboutPersons(i) {
			d.add("%s is suppressed, and is not about persons", s.whose(row))
		}
		want.cells = map[string]string{}
	} else if few := want.cells["n"]; want.cells["n zählt"] == "Personen" && slices.Contains([]string{"1", "2", "3", "4"}, few) {
		d.add("%s rests on %s persons", s.whose(row), few)
	}
	for column, text := range c.figureTexts(i, s.rows[row], len(want.cells) == 0) {
		want.cells[column] = text
	}
	for _, column := range s.head {
		if !slices.Contains([]string{"Ebene", "Gruppe", "Verwaltungen", "Teil", "Kennung"}, column) { // by these the row was found
			d.compare(s, row, column, want.cells[column])
		}
	}
}

// figureTexts are the cells of a row of Kennzahlen that hold words.
func (c *sqlCheck) figureTexts(i *plainIndicator, row map[string]string, suppressed bool) map[string]string {
	texts := map[string]string{
		"Nr.": numberOfFigure(i.name), "Kennzahl": word(i.m["label"]), "Einheit": word(i.m["unit"]), "Richtung": i.better(), "Wert ist": "Median", "Hinweis": "",
	}
	if len(i.aggregate) > 0 {
		texts["Wert ist"] = map[string]string{"mean": "Mittelwert", "weighted": "gewichtetes Mittel", "sd": "Standardabweichung", "hhi": "Konzentration"}[i.aggregate[0]]
		if texts["Wert ist"] == "" {
			texts["Wert ist"] = "Median"
		}
	}
	if i.level == "group" {
		texts["Wert ist"] = "eigene Formel"
	}
	switch {
	case suppressed:
		texts["Wert ist"], texts["Hinweis"] = "", "unterdrückt: zu wenige Personen"
	case row["Wert"] == "":
		texts["Hinweis"] = "nicht bestimmbar"
	}
	return texts
}

// better says which way an indicator gets better, if it can: where the evaluation
// says so, or where levels lead upwards.
func (i *plainIndicator) better() string {
	switch said := word(i.m["higher_is_better"]); {
	case said == "false":
		return "weniger ist besser"
	case said == "true", i.levels != "", i.field:
		return "mehr ist besser"
	}
	return "ohne Wertung"
}

// numberOfFigure is the number that reports call an indicator or a field of
// action by, or nothing.
func numberOfFigure(name string) string {
	head, _, _ := strings.Cut(name, "_")
	if letters := strings.TrimRight(head, "0123456789"); letters == head || letters == "" || len(letters) > 3 {
		return ""
	}
	return strings.ToUpper(head)
}
