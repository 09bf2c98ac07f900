package cmd_test

import (
	"fmt"
	"slices"

	"github.com/xuri/excelize/v2"
)

// overview compares the key figures on the first page.
func (c *sqlCheck) overview(file *excelize.File, d *differences) {
	cells, err := file.GetRows("Übersicht", excelize.Options{RawCellValue: true})
	if err != nil {
		c.t.Fatal(err)
	}
	units := func(having string) string {
		return c.query("SELECT count(*) FROM c.population p WHERE " + having)[0][0]
	}
	has := func(short string) string {
		return "EXISTS (SELECT 1 FROM c.response r JOIN " + heldSQL + " h ON h.nr = r.nr WHERE r.unit_key = p.key AND h.short = '" + short + "')"
	}
	want := map[string]string{
		"Verwaltungen insgesamt": units("1"), "mit Rückmeldung": units(has("IT") + " OR " + has("OZG")), "mit allen Rückmeldungen": units(has("IT") + " AND " + has("OZG")),
		"Rücklaufquote IT": quotient(units(has("IT")), units("1")), "im Konflikt": c.query("SELECT count(DISTINCT unit_key) FROM c.response WHERE held = 1 AND unit_key IN (SELECT key FROM c.population) AND nr NOT IN (SELECT nr FROM counted)")[0][0],
		"vorgeschlagene Maßnahmen": c.query("SELECT count(*) FROM hit WHERE scope = 'Verwaltung'")[0][0],
	}
	const values, labels = 5, 6
	s := &sheetTable{sheet: "Übersicht", first: values, column: 1, rows: []map[string]string{{}}}
	for i, label := range cells[labels-1] {
		s.head = append(s.head, label)
		if i < len(cells[values-1]) && label != "" {
			s.rows[0][label] = cells[values-1][i]
		}
	}
	for label, number := range want {
		d.compare(s, 0, label, number)
	}
}

// evidence compares what can be counted on the sheets about the data.
func (c *sqlCheck) evidence(tables map[string]*sheetTable, d *differences) {
	contacts := 0
	counts := func(query string, args ...any) { n := wholeSQL(c.query(query, args...)[0][0]); contacts += n }
	for _, set := range c.sets {
		if set.anonymous {
			continue
		}
		counts(`SELECT count(*) FROM `+heldSQL+` h WHERE short = ? AND (? OR EXISTS (SELECT 1 FROM c.response r JOIN `+heldSQL+` o ON o.nr = r.nr WHERE o.short = h.short AND r.release <> ''))`, set.short,
			slices.ContainsFunc(set.questions, func(q *plainQuestion) bool { return q.personal && q.roster == nil && q.kind != "repeat" }))
		for _, q := range set.questions {
			if q.kind == "repeat" && (q.personal || slices.ContainsFunc(q.columns, func(o *plainQuestion) bool { return o.personal })) {
				counts("SELECT count(*) FROM c.roster_row w JOIN "+heldSQL+" h ON h.nr = w.response WHERE h.short = ? AND w.question = ? AND w.place > 0", set.short, c.number[q.name])
			}
		}
	}
	d.count(tables["tblKontakte"], "tblKontakte", fmt.Sprint(contacts))

	anonymous := "'fuehrung-kompetenz'"
	d.count(onlyRows(tables["tblQuellen"], func(row map[string]string) bool { return row["sha256"] != "" }), "tblQuellen", c.query("SELECT count(*) FROM c.source WHERE set_id <> " + anonymous)[0][0])
	for _, row := range c.query("SELECT sha256 FROM c.source WHERE set_id <> " + anonymous) {
		d.count(onlyRows(tables["tblQuellen"], func(r map[string]string) bool { return r["sha256"] == row[0] }), "tblQuellen "+row[0], "1")
	}
	notes := func(kind string) *sheetTable {
		return onlyRows(tables["tblHinweise"], func(row map[string]string) bool { return row["art"] == kind })
	}
	d.count(notes("Hinweis bestätigt"), "tblHinweise (Hinweis bestätigt)", c.query("SELECT count(*) FROM c.answer a JOIN " + heldSQL + " h ON h.nr = a.response WHERE a.acknowledged <> '' AND h.short <> 'FK'")[0][0])
	d.count(notes("Konflikt"), "tblHinweise (Konflikt)", c.query("SELECT count(*) FROM " + heldSQL + " h WHERE short <> 'FK' AND nr NOT IN (SELECT nr FROM counted)")[0][0])
	for _, set := range c.sets {
		asked := 0
		for _, q := range set.questions {
			if q.kind != "note" && q.kind != "matrix" {
				asked++
			}
		}
		d.count(onlyRows(tables["tblCodebuch"], func(row map[string]string) bool { return row["fragensatz"] == set.short && row["nr"] != "" }), "tblCodebuch "+set.short, fmt.Sprint(asked))
	}
}

// onlyRows is a table with some of its rows.
func onlyRows(s *sheetTable, of func(map[string]string) bool) *sheetTable {
	if s == nil {
		return nil
	}
	some := *s
	some.rows = slices.DeleteFunc(slices.Clone(s.rows), func(row map[string]string) bool { return !of(row) })
	return &some
}
