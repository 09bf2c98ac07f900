package cmd_test

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	_ "modernc.org/sqlite"
)

// Other seeds give other answers, in which other things are unknown, missing or
// not asked.
func TestOtherDemonstrationsAgreeWithSQL(t *testing.T) {
	if os.Getenv("ITBESTAND_LONG") == "" {
		t.Skip("the demonstration of TestDemo is compared; ITBESTAND_LONG=1 compares larger ones")
	}
	for _, seed := range []string{"1", "2", "3"} {
		t.Run(seed, func(t *testing.T) {
			d := runDemo(t, 40, "--seed", seed)
			everythingAgreesWithSQL(t, d, d.book())
		})
	}
}

// everythingAgreesWithSQL compares every cell of Kennzahlen, of the figures of
// administrations, of the plan and of the tables of the evaluation, and the sums
// of all sheets of answers, with what SQL reckons from the answers as they are
// stored: without the engine, without the compiled evaluation, from the text of
// the YAML alone.
func everythingAgreesWithSQL(t *testing.T, d *demo, b *book) {
	c := newSQLCheck(t, filepath.Join(d.dir, "zentral.itb"))
	c.relevance()
	c.evaluate("umsetzungsplan")
	if n := len(c.indicators); n < 200 {
		t.Errorf("only %d indicators", n)
	}
	tables, all := tablesOf(t, b.file), &differences{}
	c.figures(tables, all)
	c.concealedTogether(tables["tblKennzahlen"], all)
	c.unitFigures(tables, all)
	rules := c.measures()
	c.hits(tables, rules, all)
	c.planned(tables, rules, all)
	c.evaluated(tables, c.personal, all)
	c.staffing(tables, all)
	c.frequencies(tables["tblHaeufigkeiten"], all)
	c.data(tables, all)
	c.evidence(tables, all)
	c.overview(b.file, all)
	c.charts(b.file, tables, rules, nil, all)
	all.report(t, 80_000)
	t.Run("what is passed on agrees with SQL", func(t *testing.T) { passedOnAgreesWithSQL(t, d, c, rules) })
	t.Run("SQL notices a cell that is wrong", func(t *testing.T) { wrongCellIsNoticed(t, c, tables) })
	t.Run("SQL notices an answer that is another", func(t *testing.T) { otherAnswerIsNoticed(t, d, c, tables) })
}

// relevance holds what SQL makes of the conditions against the answers: nothing
// is answered that is not asked, and of what must be answered nothing is open.
func (c *sqlCheck) relevance() {
	c.t.Helper()
	asked := 0
	for _, s := range c.sets {
		for _, q := range s.questions {
			place := "a.response = own.nr AND a.row = 0"
			if q.roster != nil {
				place = "a.response = own.response AND a.row = own.row"
			}
			rows := c.query(`SELECT own.unit, a.value, a.missing FROM ` + q.tableOf() + ` own JOIN c.answer a ON a.question = ` + strconv.Itoa(c.number[q.name]) + ` AND ` + place + ` WHERE NOT own."` + q.name + `$r"`)
			if len(rows) > 0 {
				c.t.Errorf("%s is answered where it is not asked: %q", q.name, rows[0])
			}
			if !q.required {
				continue
			}
			asked++
			rows = c.query(`SELECT unit FROM ` + q.tableOf() + ` WHERE "` + q.name + `$r" AND "` + q.name + `" IS NULL AND "` + q.name + `$m" = ''`)
			if len(rows) > 0 {
				c.t.Errorf("%s is asked, must be answered, and is open: %q", q.name, rows)
			}
		}
	}
	if asked < 300 {
		c.t.Errorf("only %d questions must be answered", asked)
	}
}

// wrongCellIsNoticed changes one cell of several sheets each, and looks for
// exactly that cell.
func wrongCellIsNoticed(t *testing.T, c *sqlCheck, tables map[string]*sheetTable) {
	for name, compare := range map[string]func(map[string]*sheetTable, *differences){
		"tblKennzahlen": c.figures, "tblFeldstufen": c.unitFigures, "tblPersonalbedarf": c.staffing,
		"tblHaeufigkeiten": func(tables map[string]*sheetTable, d *differences) { c.frequencies(tables["tblHaeufigkeiten"], d) },
	} {
		column := map[string]string{"tblKennzahlen": "Median", "tblFeldstufen": "HF4 Basisdienste und Portalverbund", "tblPersonalbedarf": "VZÄ Ausbau", "tblHaeufigkeiten": "Anzahl"}[name]
		changed, wrong := maps.Clone(tables), *tables[name]
		wrong.rows = slices.Clone(wrong.rows)
		at := slices.IndexFunc(wrong.rows, func(row map[string]string) bool { return row[column] != "" && row[column] != "0" })
		wrong.rows[at] = maps.Clone(wrong.rows[at])
		number, err := strconv.ParseFloat(wrong.rows[at][column], 64)
		if err != nil {
			t.Fatal(err)
		}
		wrong.rows[at][column] = strconv.FormatFloat(number*1.000001, 'g', -1, 64)
		changed[name] = &wrong
		d := &differences{}
		compare(changed, d)
		if cell := regexp.MustCompile(`![A-Z]+` + strconv.Itoa(wrong.first+at) + ` \(` + regexp.QuoteMeta(column) + `\)`); len(d.cells) != 1 || !cell.MatchString(d.cells[0]) {
			t.Errorf("%s: %q", name, d.cells)
		}
	}
}

// otherAnswerIsNoticed changes one number in a copy of the central file: the
// figures that it is in differ, and no others.
func otherAnswerIsNoticed(t *testing.T, d *demo, before *sqlCheck, tables map[string]*sheetTable) {
	path := copyOfCentral(t, d)
	unit := before.query("SELECT key FROM unit WHERE kz03 IS NOT NULL AND kz28 IS NOT NULL AND hf2 IS NOT NULL ORDER BY key")[0][0]
	n := changeFile(t, path, `UPDATE answer SET value = value + 1 WHERE question = (SELECT nr FROM question WHERE name = 'ap_alt5') AND kind = 2
		AND response IN (SELECT nr FROM response WHERE unit_key = ? AND held = 1)`, unit)
	if n != 1 {
		t.Fatalf("%d answers changed", n)
	}
	c := newSQLCheck(t, path)
	c.evaluate("umsetzungsplan")
	found := &differences{}
	c.figures(tables, found)
	c.unitFigures(tables, found)
	all := strings.Join(found.cells, "\n")
	for _, name := range []string{"KZ03", "KZ28", "HF2"} {
		if !strings.Contains(all, name) {
			t.Errorf("%s does not differ", name)
		}
	}
	for _, name := range []string{"KZ01", "KZ09", "KZ13", "KZ17", "KZ24", "HF3"} {
		if strings.Contains(all, name+" ") {
			t.Errorf("%s differs, and has nothing to do with it", name)
		}
	}
}
