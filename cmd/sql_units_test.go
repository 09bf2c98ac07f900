package cmd_test

import (
	"fmt"
	"slices"
	"strings"
)

// unitFigures compares the figures of every administration, and the medians
// above the fields of action.
func (c *sqlCheck) unitFigures(tables map[string]*sheetTable, d *differences) {
	all := c.query("SELECT key FROM unit WHERE tier <> ''")
	for _, name := range []string{"tblKennzahlenVerwaltung", "tblFeldstufen"} {
		s := tables[name]
		if len(s.rows) != len(all) {
			d.add("%s has %d rows, by SQL %d", name, len(s.rows), len(all))
		}
		fields := name == "tblFeldstufen"
		for _, m := range append(mapsOf(c.plan["indicators"]), mapsOf(c.plan["fields"])...) {
			i := c.named(word(m["name"]))
			if i.level != "unit" || i.split != "" || fields && !i.field {
				continue
			}
			heading, level := headingsOf(m, !fields)
			if c.tellsOfPersons(i) {
				if slices.Contains(s.head, heading) {
					d.add("%s tells of persons in %q", name, heading)
				}
				continue
			}
			if !slices.Contains(s.head, heading) {
				d.add("%s has no column %q", name, heading)
				continue
			}
			values := map[string]string{}
			for _, row := range c.query(fmt.Sprintf(`SELECT key, "%s" FROM unit`, i.name)) {
				values[row[0]] = row[1]
			}
			for n, row := range s.rows {
				d.compare(s, n, heading, values[row["Schlüssel"]])
				if i.levels != "" {
					d.compare(s, n, level, c.levelOf(i, values[row["Schlüssel"]]))
				}
			}
			if fields {
				c.medians(s, i, heading, level, d)
			}
		}
	}
}

// tellsOfPersons reports whether an indicator reads a personal question.
func (c *sqlCheck) tellsOfPersons(i *plainIndicator) bool {
	found := false
	for _, text := range i.texts() {
		f, err := readFormula(text)
		if err != nil {
			c.t.Fatal(err)
		}
		f.walk(func(f *formula) {
			if f.op == "name" || f.op == "field" {
				q := c.asked(f.text)
				found = found || q != nil && q.personal
			}
		})
	}
	before, _ := c.readBy(i.texts())
	return found || slices.ContainsFunc(before, c.tellsOfPersons)
}

// headingsOf are the headings of an indicator and of its level.
func headingsOf(m yamlMap, withUnit bool) (heading, level string) {
	name, label := word(m["name"]), word(m["label"])
	number := numberOfFigure(name)
	heading, level = strings.TrimSpace(number+" "+label), number+" Stufe"
	if number == "" || strings.Contains(name, "_") {
		level = label + " Stufe"
	}
	if unit := word(m["unit"]); unit != "" && withUnit {
		heading += " [" + unit + "]"
	}
	return heading, level
}

// medians compares what stands above the fields of action.
func (c *sqlCheck) medians(s *sheetTable, i *plainIndicator, heading, level string, d *differences) {
	for _, want := range c.statistics(i, []string{"land"}) {
		for n, above := range s.above {
			if above[s.head[1]] != "Median: "+want.tier {
				continue
			}
			over := &sheetTable{sheet: s.sheet, head: s.head, rows: s.above, first: 1, column: s.column}
			d.compare(over, n, heading, want.cells["Median"])
			d.compare(over, n, level, want.cells["Stufe des Werts"])
			d.compare(over, n+1, heading, want.cells["n"])
		}
	}
}
