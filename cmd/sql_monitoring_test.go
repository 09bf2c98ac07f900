package cmd_test

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// monitoringAgreesWithSQL compares the demonstration with another one, as if
// that had been the wave before, without the policy papers: every cell of the
// sheets Monitoring is what SQL reckons from the two central files. Before that
// people noted how far the measures have come.
func monitoringAgreesWithSQL(t *testing.T, now *demo) {
	before := runDemo(t, 5, "--seed", "1")
	then, after := copyOfCentral(t, before), copyOfCentral(t, now)
	changeFile(t, then, "UPDATE response SET held = 0 WHERE question_set = (SELECT nr FROM question_set WHERE id = 'grundsatzpapiere')")
	m := newTwoWaves(t, then, after)
	m.note(then, m.then, 0)
	m.note(after, m.now, 1)
	file := exportedBook(t, after, "--previous", then)
	sheets := []string{"Kennzahlen", "Monitoring", "Monitoring_Verwaltungen", "Monitoring_Maßnahmen", "Monitoring_Lücken"}
	tables, d := tablesOf(t, file, sheets...), &differences{}
	m.suppressed = suppressedIn(tablesOf(t, before.book().file, sheets...)["tblKennzahlen"], tables["tblKennzahlen"])
	m.changes(tables["tblMonitoring"], d)
	m.unitChanges(tables["tblMonitoringVerwaltung"], d)
	m.measureChanges(tables["tblMonitoringMassnahmen"], d)
	m.gaps(tables["tblMonitoringOhne"], d)
	m.fieldChart(file, d)
	d.report(t, 6_000)
}

// copyOfCentral copies the central file of a demonstration into a folder of its
// own.
func copyOfCentral(t *testing.T, d *demo) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(d.dir, "zentral.itb"))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "zentral.itb")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// changeFile changes a survey file behind the program's back.
func changeFile(t *testing.T, path, statement string, args ...any) (rows int64) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.ToSlash(path))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	result, err := db.Exec(statement, args...)
	if err != nil {
		t.Fatal(err)
	}
	rows, err = result.RowsAffected()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// twoWaves are two waves as SQL reckons them: each whole, and each over the sets
// that a unit answered both times, in the groups of now.
type twoWaves struct {
	then, now, panelThen, panelNow *sqlCheck
	suppressed                     map[string]bool // figures of persons in one of the waves
}

func newTwoWaves(t *testing.T, before, after string) *twoWaves {
	w := &twoWaves{then: newSQLCheck(t, before), now: newSQLCheck(t, after)}
	answered := func(c *sqlCheck) map[[2]string]bool {
		all := map[[2]string]bool{}
		for _, row := range c.query("SELECT unit, short FROM counted WHERE unit NOT LIKE '#%'") {
			all[[2]string{row[0], row[1]}] = true
		}
		return all
	}
	past, present := answered(w.then), answered(w.now)
	both := func(c *sqlCheck) {
		c.exec("CREATE TABLE both (unit TEXT, short TEXT)")
		for a := range present {
			if past[a] {
				c.exec("INSERT INTO both VALUES (?, ?)", a[0], a[1])
			}
		}
		c.exec("DELETE FROM counted WHERE unit NOT LIKE '#%' AND (unit, short) NOT IN (SELECT unit, short FROM both)")
		c.exec("DELETE FROM unit WHERE key NOT IN (SELECT unit FROM counted)")
	}
	w.panelNow = newSQLCheckOf(t, after, both)
	w.panelThen = newSQLCheckOf(t, before, func(c *sqlCheck) {
		both(c)
		for _, u := range w.now.query("SELECT key, name, typ, kreis, kreis_name, groessenklasse, tier FROM unit WHERE tier <> ''") {
			c.exec("UPDATE unit SET name = ?, typ = ?, kreis = nullif(?, ''), kreis_name = ?, groessenklasse = nullif(?, ''), tier = ? WHERE key = ?", u[1], u[2], u[3], u[4], u[5], u[6], u[0])
		}
	})
	for _, c := range []*sqlCheck{w.then, w.now, w.panelThen, w.panelNow} {
		c.evaluate("umsetzungsplan")
	}
	w.now.exec("CREATE TABLE past (name TEXT, item TEXT, part TEXT, v REAL)")
	for _, i := range w.then.indicators {
		if i.level == "unit" {
			_, values := w.then.valuesOf(i)
			for _, row := range w.then.query("SELECT item, part, v FROM (" + values + ") WHERE v IS NOT NULL") {
				w.now.exec("INSERT INTO past VALUES (?, ?, ?, CAST(? AS REAL))", i.name, row[0], row[1], row[2])
			}
		}
	}
	w.now.exec("CREATE INDEX past_name ON past (name, item, part)")
	return w
}

// pairs are the values of an indicator of units that are known both times: those
// of one side, or which way they went.
func (w *twoWaves) pairs(i *plainIndicator, what string) string {
	_, values := w.now.valuesOf(i)
	return fmt.Sprintf("SELECT x.item, x.part, x.part_label, %s AS v FROM (%s) AS x JOIN past AS p ON p.name = %s AND p.item = x.item AND p.part = x.part WHERE x.v IS NOT NULL", what, values, quoteSQL(i.name))
}

// direction is 1 where a value got better, -1 where it got worse, 0 where both
// are shown as the same figure.
func (i *plainIndicator) direction() string {
	places := word(i.m["decimals"])
	if places == "" {
		places = "1"
	}
	sign := "sign(round(x.v, %s) - round(p.v, %[1]s))"
	if i.better() == "weniger ist besser" {
		sign = "-" + sign
	}
	return fmt.Sprintf(sign, places)
}

// trend is the word for a direction.
func (i *plainIndicator) trend(direction int) string {
	switch words := map[int]string{1: "verbessert", 0: "gleich", -1: "verschlechtert"}; {
	case i.better() == "ohne Wertung" && direction > 0:
		return "gestiegen"
	case i.better() == "ohne Wertung" && direction < 0:
		return "gesunken"
	default:
		return words[direction]
	}
}

// changes compares Monitoring.
func (w *twoWaves) changes(s *sheetTable, d *differences) {
	rows := map[string][]int{}
	for n, row := range s.rows {
		key := strings.Join([]string{row["Kennung"], row["Ebene"], row["Gruppe"], row["Verwaltungen"], row["Teil"]}, "|")
		rows[key] = append(rows[key], n)
	}
	for _, i := range w.now.indicators {
		for key, want := range w.changesOf(i) {
			if len(rows[key]) != 1 {
				d.add("Monitoring has %d rows %s", len(rows[key]), key)
				continue
			}
			for _, column := range []string{"damals", "jetzt", "Veränderung", "n beide", "verbessert", "gleich", "verschlechtert", "n damals", "n jetzt", "n zählt", "Stufe damals", "Stufe jetzt"} {
				d.compare(s, rows[key][0], column, want[column])
			}
			delete(rows, key)
		}
	}
	for key := range rows {
		d.add("Monitoring has a row %s, by SQL it has not", key)
	}
}

// changesOf are the rows of Monitoring about an indicator.
func (w *twoWaves) changesOf(i *plainIndicator) map[string]map[string]string {
	switch {
	case i.level == "unit" && i.split != "":
		return w.paired(i, [][]string{{"land"}})
	case i.level == "unit":
		return w.paired(i, [][]string{{"land"}, {"kreis"}, {"typ"}, {"groessenklasse"}})
	case w.now.aboutPersons(i):
		return w.grouped(i, w.then, w.now, true)
	}
	return w.grouped(i, w.panelThen, w.panelNow, false)
}

func keyOfChange(i *plainIndicator, axis string, r figureRow) string {
	return strings.Join([]string{i.name, axis, r.group, r.tier, r.part}, "|")
}

// paired compares units that have a value both times.
func (w *twoWaves) paired(i *plainIndicator, groupings [][]string) map[string]map[string]string {
	all := map[string]map[string]string{}
	for _, by := range groupings {
		axis := w.now.axisWords(by)
		for side, what := range map[string]string{"damals": "p.v", "jetzt": "x.v"} {
			for _, r := range w.now.statisticsOf(i, by, "units", w.pairs(i, what)) {
				key := keyOfChange(i, axis, r)
				if all[key] == nil {
					all[key] = map[string]string{"n damals": "0", "n jetzt": "0", "n zählt": "Verwaltungen", "gleich": "0", "tier": r.tier}
					if i.better() != "ohne Wertung" {
						all[key]["verbessert"], all[key]["verschlechtert"] = "0", "0"
					}
				}
				all[key][side], all[key]["Stufe "+side], all[key]["n beide"] = r.cells["Wert"], r.cells["Stufe des Werts"], r.cells["n"]
			}
		}
		w.now.place("units", by)
		ways := fmt.Sprintf("SELECT min(m.label), m.tier, coalesce(min(y.part_label), ''), y.v, count(*) FROM mem AS m JOIN (%s) AS y ON y.item = m.item WHERE m.home = 'units' AND m.grouping = %s GROUP BY m.code, m.tier, y.part, y.v",
			w.pairs(i, i.direction()), quoteSQL(by[0]))
		for _, row := range w.now.query(ways) {
			key := keyOfChange(i, axis, figureRow{group: row[0], tier: row[1], part: row[2]})
			all[key][i.trend(wholeSQL(row[3]))] = row[4]
		}
		for side, c := range map[string]*sqlCheck{"n damals": w.then, "n jetzt": w.now} {
			for _, r := range c.statistics(i, by) {
				if cells := all[keyOfChange(i, axis, r)]; cells != nil {
					cells[side] = r.cells["n"]
				}
			}
		}
	}
	return w.withChange(all)
}

// grouped compares the figures of groups that have one both times; of answers
// that persons gave anonymously only that of all, over five persons at least.
func (w *twoWaves) grouped(i *plainIndicator, then, now *sqlCheck, persons bool) map[string]map[string]string {
	all, before := map[string]map[string]string{}, map[string]figureRow{}
	other := then.named(i.name)
	groupings := i.by
	if i.level != "group" {
		groupings = slices.DeleteFunc(now.groupings(i), func(by []string) bool {
			q, _ := now.axisQuestion(by[0])
			return q != nil
		})
	}
	for _, by := range groupings {
		if persons && by[0] != "land" {
			continue
		}
		axis := now.axisWords(by)
		for _, r := range then.figureRows(other, by) {
			before[keyOfChange(i, axis, r)] = r
		}
		for _, r := range now.figureRows(i, by) {
			was, both := before[keyOfChange(i, axis, r)]
			if !both || was.cells["Wert"] == "" || r.cells["Wert"] == "" || persons && w.suppressed[keyOfFigure(i.name, axis, r.group, r.tier)] || persons && min(wholeSQL(was.cells["n"]), wholeSQL(r.cells["n"])) < 5 {
				continue
			}
			all[keyOfChange(i, axis, r)] = map[string]string{
				"damals": was.cells["Wert"], "jetzt": r.cells["Wert"], "n damals": was.cells["n"], "n jetzt": r.cells["n"], "n zählt": r.cells["n zählt"],
				"Stufe damals": was.cells["Stufe des Werts"], "Stufe jetzt": r.cells["Stufe des Werts"],
			}
		}
	}
	return w.withChange(all)
}

func (w *twoWaves) withChange(all map[string]map[string]string) map[string]map[string]string {
	for _, cells := range all {
		cells["Veränderung"] = w.now.query("SELECT CAST(? AS REAL) - CAST(? AS REAL)", cells["jetzt"], cells["damals"])[0][0]
	}
	return all
}

// unitChanges compares Monitoring_Verwaltungen.
func (w *twoWaves) unitChanges(s *sheetTable, d *differences) {
	rows := map[string]int{}
	for n, row := range s.rows {
		rows[row["Kennung"]+"|"+row["Schlüssel"]] = n
	}
	for _, i := range w.now.indicators {
		if i.level != "unit" || i.split != "" || w.now.tellsOfPersons(i) {
			continue
		}
		query := "SELECT a.item, a.v, b.v, b.v - a.v, c.v FROM (" + w.pairs(i, "p.v") + ") AS a JOIN (" + w.pairs(i, "x.v") + ") AS b USING (item) JOIN (" + w.pairs(i, i.direction()) + ") AS c USING (item)"
		for _, want := range w.now.query(query) {
			key := i.name + "|" + want[0]
			n, there := rows[key]
			if !there {
				d.add("Monitoring_Verwaltungen has no row %s", key)
				continue
			}
			d.compare(s, n, "damals", want[1])
			d.compare(s, n, "jetzt", want[2])
			d.compare(s, n, "Veränderung", want[3])
			d.compare(s, n, "Entwicklung", i.trend(wholeSQL(want[4])))
			d.compare(s, n, "Stufe damals", w.now.levelOf(i, want[1]))
			d.compare(s, n, "Stufe jetzt", w.now.levelOf(i, want[2]))
			delete(rows, key)
		}
	}
	for key := range rows {
		d.add("Monitoring_Verwaltungen has a row %s, by SQL it has not", key)
	}
}
