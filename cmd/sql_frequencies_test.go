package cmd_test

import (
	"fmt"
	"strconv"
)

// frequencies compares how often each answer was given, and out of how many.
func (c *sqlCheck) frequencies(s *sheetTable, d *differences) {
	rows := map[string][]int{}
	for n, row := range s.rows {
		key := row["Fragensatz"] + "." + row["Variable"]
		rows[key] = append(rows[key], n)
	}
	for _, set := range c.sets {
		for _, q := range set.questions {
			key := set.short + "." + q.name
			if q.kind == "note" || q.kind == "matrix" {
				continue
			}
			if len(rows[key]) == 0 {
				d.add("Häufigkeiten has nothing about %s", key)
			}
			c.frequency(s, q, q.tableOf(), q.set.anonymous, rows[key], d)
			delete(rows, key)
		}
	}
	for key := range rows {
		d.add("Häufigkeiten tells of %s", key)
	}
}

// frequency compares the rows of one question over the answers in a table; some
// of them may be suppressed.
func (c *sqlCheck) frequency(s *sheetTable, q *plainQuestion, table string, veiled bool, rows []int, d *differences) {
	value := fmt.Sprintf("%q", q.name)
	state := c.query(fmt.Sprintf(`SELECT count(*), count(%[1]s), total("%[2]s$r" AND %[1]s IS NULL AND "%[2]s$m" = ''), total(NOT "%[2]s$r") FROM %[3]s`, value, q.name, table))[0]
	want := map[string]string{"offen|offen": state[2], "nicht gefragt|nicht_gefragt": state[3]}
	for _, row := range c.query(fmt.Sprintf(`SELECT "%[1]s$m", count(*) FROM %[2]s WHERE "%[1]s$m" <> '' GROUP BY 1`, q.name, table)) {
		want["Ausfallgrund|"+row[0]] = row[1]
	}
	codes := "SELECT " + value + ", count(*) FROM " + table + " WHERE " + value + " IS NOT NULL GROUP BY 1"
	switch {
	case q.personal || q.kind != "repeat" && q.list == nil && q.source != "population":
		want["gültig|angabe"] = state[1]
	case q.kind == "repeat":
		some := c.query(fmt.Sprintf("SELECT total(%[1]s AND EXISTS (SELECT 1 FROM %[2]s WHERE response = nr)), total(%[1]s AND NOT EXISTS (SELECT 1 FROM %[2]s WHERE response = nr)) FROM %[3]s", value, q.rowsTable(), table))[0]
		want["gültig|angabe"], want["gültig|keine"] = some[0], some[1]
		codes = ""
	case q.kind == "rank": // who came first
		codes = "SELECT each.value, count(*) FROM " + table + ", json_each(" + value + ") AS each WHERE each.key = 0 GROUP BY 1"
	case q.kindSQL() == 'c':
		codes = "SELECT each.value, count(*) FROM " + table + ", json_each(" + value + ") AS each GROUP BY 1"
	}
	if want["gültig|angabe"] == "" && codes != "" {
		for _, row := range c.query(codes) {
			want["gültig|"+row[0]] = row[1]
		}
	}
	for _, n := range rows {
		row := s.rows[n]
		key := row["Zustand"] + "|" + row["Code"]
		if veiled && row["Zustand"] == "unterdrückt" || row["Zustand"] == "Kennwerte" {
			for _, state := range []string{"gültig", "Ausfallgrund", "offen", "nicht gefragt"} {
				if row["Zustand"] == "unterdrückt" {
					delete(want, state+"|"+row["Code"])
				}
			}
			continue
		}
		count := want[key]
		if count == "" {
			count = "0"
		}
		delete(want, key)
		d.compare(s, n, "Anzahl", count)
		d.compare(s, n, "n alle", state[0])
		d.compare(s, n, "Anteil an allen", quotient(count, state[0]))
		if veiled && row["n gültig"] == "" { // it would tell how many are left
			continue
		}
		d.compare(s, n, "n gültig", state[1])
		if row["Zustand"] == "gültig" {
			d.compare(s, n, "Anteil an gültigen", quotient(count, state[1]))
		}
		if q.kindSQL() == 'n' && q.kind != "calculate" && row["Code"] == "angabe" && !q.personal && !veiled {
			spread := c.query(fmt.Sprintf("SELECT min(v), %s, avg(v), max(v) FROM (SELECT %s AS v, row_number() OVER (ORDER BY %[2]s) AS k, count(*) OVER () AS n FROM %s WHERE %[2]s IS NOT NULL)", quantileOf("0.5"), value, table))[0]
			for i, column := range []string{"Kleinster Wert", "Median", "Mittelwert", "Größter Wert"} {
				d.compare(s, n, column, spread[i])
			}
		}
	}
	for key, count := range want {
		if n, _ := strconv.ParseFloat(count, 64); n > 0 {
			d.add("Häufigkeiten does not say of %s.%s: %s %s", q.set.short, q.name, key, count)
		}
	}
}

func quotient(a, b string) string {
	x, _ := strconv.ParseFloat(a, 64)
	if y, _ := strconv.ParseFloat(b, 64); y > 0 {
		return fmt.Sprint(x / y)
	}
	return ""
}
