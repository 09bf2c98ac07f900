package cmd_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// heldSQL are all responses that the central file holds, those in conflict too.
const heldSQL = "(SELECT r.nr, s.short FROM c.response r JOIN c.question_set s ON s.nr = r.question_set WHERE r.held = 1)"

// data compares how many rows each sheet of answers has, and the sums of its
// columns: of numbers and days what they add up to, of choices how often each
// was made, of texts how many there are.
func (c *sqlCheck) data(tables map[string]*sheetTable, d *differences) {
	for _, set := range c.sets {
		if set.anonymous {
			for name := range tables {
				if strings.HasPrefix(name, "tblDaten_"+set.short) || strings.HasPrefix(name, "tbl"+set.short+"_") {
					d.add("%s shows anonymous answers", name)
				}
			}
			continue
		}
		rows := c.query("SELECT count(*) FROM "+heldSQL+" WHERE short = ?", set.short)[0][0]
		sheets := []string{"tblDaten_" + set.short, "tblDaten_" + set.short + "_Codes"}
		for _, name := range sheets {
			d.count(tables[name], name, rows)
		}
		for _, q := range set.questions {
			switch {
			case q.kind == "repeat" && !q.personal:
				name := "tbl" + set.short + "_" + q.name
				d.count(tables[name], name, c.query("SELECT count(*) FROM c.roster_row w JOIN "+heldSQL+" h ON h.nr = w.response WHERE h.short = ? AND w.question = ? AND w.place > 0", set.short, c.number[q.name])[0][0])
			case q.personal || q.kind == "note" || q.kind == "matrix" || q.kind == "calculate" || q.kind == "repeat":
			case q.roster != nil:
				c.sums(tables["tbl"+set.short+"_"+q.roster.name], q, "__code", d)
			default:
				c.sums(tables[sheets[0]], q, "", d)
				c.sums(tables[sheets[1]], q, "", d)
			}
		}
	}
}

// count compares the number of rows.
func (d *differences) count(s *sheetTable, name, want string) {
	switch {
	case s == nil:
		d.add("%s is not in the workbook", name)
	case fmt.Sprint(len(s.rows)) != want:
		d.add("%s has %d rows, by SQL %s", name, len(s.rows), want)
	default:
		d.equal++
	}
}

// sums compares the columns of one question.
func (c *sqlCheck) sums(s *sheetTable, q *plainQuestion, code string, d *differences) {
	answers := fmt.Sprintf("(SELECT %s AS v FROM c.answer a JOIN %s h ON h.nr = a.response WHERE h.short = %s AND a.question = %d) WHERE v IS NOT NULL", q.stored(), heldSQL, quoteSQL(q.set.short), c.number[q.name])
	column := func(name string) (sum float64, n int) {
		for _, row := range s.rows {
			if cell := row[name]; cell != "" {
				x, _ := strconv.ParseFloat(cell, 64)
				sum, n = sum+x, n+1
			}
		}
		return sum, n
	}
	same := func(name, what, got, want string) {
		x, _ := strconv.ParseFloat(got, 64)
		y, _ := strconv.ParseFloat(want, 64)
		if x-y > 1e-6 || y-x > 1e-6 {
			d.add("%s, %s of %s: %s, by SQL %s", s.name, what, name, got, want)
			return
		}
		d.equal++
	}
	choice := code
	if strings.HasSuffix(s.name, "_Codes") {
		choice = ""
	}
	has := func(name string) bool { return slices.Contains(s.head, name) }
	switch kind := q.kindSQL(); {
	case kind == 'n' || kind == 'd':
		sum, n := column(q.name)
		what := "total(v)"
		if kind == 'd' {
			what = "total(julianday(v) - 2415018.5)"
		}
		row := c.query("SELECT " + what + ", count(*) FROM " + answers)[0]
		same(q.name, "sum", fmt.Sprint(sum), row[0])
		same(q.name, "number", fmt.Sprint(n), row[1])
	case kind == 'c' && q.list != nil && has(q.name+"__"+q.list.choices[0].code):
		places := "1"
		if q.kind == "rank" {
			places = "each.key + 1"
		}
		for _, row := range c.query("SELECT each.value, total(" + places + ") FROM (SELECT v FROM " + answers + "), json_each(v) AS each GROUP BY 1") {
			sum, _ := column(q.name + "__" + row[0])
			same(q.name+"__"+row[0], "sum", fmt.Sprint(sum), row[1])
		}
	case q.list != nil && kind == 't' && has(q.name+choice) && (choice != "" || strings.HasSuffix(s.name, "_Codes")):
		counts := map[string]int{}
		for _, row := range s.rows {
			counts[row[q.name+choice]]++
		}
		for _, row := range c.query("SELECT v, count(*) FROM " + answers + " GROUP BY 1") {
			same(q.name, "number of "+row[0], fmt.Sprint(counts[row[0]]), row[1])
		}
	case has(q.name):
		_, n := column(q.name)
		same(q.name, "number", fmt.Sprint(n), c.query("SELECT count(*) FROM " + answers)[0][0])
	case !strings.HasSuffix(s.name, "_Codes"):
		d.add("%s has no column %s", s.name, q.name)
	}
}
