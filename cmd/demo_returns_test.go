package cmd_test

import (
	"cmp"
	"database/sql"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	_ "modernc.org/sqlite"
)

// standingsSQL tells from the tables of a central file alone who has handed in
// what: one row for each unit of the population and each set that is asked.
const standingsSQL = `
CREATE TEMP VIEW standing AS
WITH asked(set_id, short) AS (VALUES ('it-landschaft', 'IT'), ('ozg-umsetzungsstand', 'OZG')),
returned AS (
	SELECT s.id AS set_id, r.unit_key, count(*) AS n, max(r.incomplete) AS incomplete, min(r.release <> '') AS released
	FROM response r JOIN question_set s ON s.nr = r.question_set WHERE r.held AND r.wave = 'welle-beispiel' GROUP BY 1, 2)
SELECT a.short, p.key, p.name, p.type, p.district_key, p.district, p.inhabitants,
	iif(p.type = 'landkreis', 'Landkreise', 'gemeindlich') AS tier,
	CASE WHEN p.inhabitants < 3000 THEN 'unter 3.000' WHEN p.inhabitants < 5000 THEN '3.000 bis 4.999' WHEN p.inhabitants < 10000 THEN '5.000 bis 9.999'
		WHEN p.inhabitants < 20000 THEN '10.000 bis 19.999' WHEN p.inhabitants < 50000 THEN '20.000 bis 49.999'
		WHEN p.inhabitants < 100000 THEN '50.000 bis 99.999' ELSE '100.000 und mehr' END AS size,
	CASE p.type WHEN 'kreisfreie_stadt' THEN 'kreisfreie Stadt' WHEN 'landkreis' THEN 'Landkreis' WHEN 'verwaltungsgemeinschaft' THEN 'Verwaltungsgemeinschaft'
		WHEN 'erfuellende_gemeinde' THEN 'erfüllende Gemeinde' ELSE 'verbandsfreie Gemeinde' END AS kind,
	CASE WHEN r.n > 1 THEN 'Konflikt' WHEN r.incomplete THEN 'unvollständig' WHEN r.released THEN 'freigegeben' WHEN r.n THEN 'abgegeben'
		WHEN EXISTS (SELECT 1 FROM source x WHERE x.outcome = 'refused' AND x.set_id = a.set_id AND x.unit_key = p.key) THEN 'zurückgewiesen'
		WHEN EXISTS (SELECT 1 FROM begun b WHERE b.set_id = a.set_id AND b.unit_key = p.key) THEN 'begonnen'
		WHEN EXISTS (SELECT 1 FROM invited i WHERE i.unit_key = p.key) THEN 'eingeladen' ELSE 'nicht eingeladen' END AS state
FROM population p CROSS JOIN asked a LEFT JOIN returned r ON r.set_id = a.set_id AND r.unit_key = p.key`

const ratesSQL = `SELECT short || '|' || %s || '|' || %s || '|%s|' || tier || '|' || count(*) || '|' || sum(state = 'freigegeben') || '|' || sum(state = 'abgegeben') || '|' || sum(state = 'Konflikt')
	|| '|' || sum(state = 'unvollständig') || '|' || sum(state = 'zurückgewiesen') || '|' || sum(state = 'begonnen') || '|' || sum(state IN ('eingeladen', 'nicht eingeladen'))
	|| '|' || sum(answered) || '|' || printf('%%.9f', 1.0 * sum(answered) / count(*)) || '|' || sum(inhabitants) || '|' || sum(answered * inhabitants) || '|' || printf('%%.9f', 1.0 * sum(answered * inhabitants) / sum(inhabitants))
FROM (SELECT *, state IN ('freigegeben', 'abgegeben', 'Konflikt') AS answered FROM standing) WHERE %s GROUP BY short, tier, %s ORDER BY 1`

// Every cell of Rücklauf and Grundgesamtheit is what plain SQL counts in the
// central file.
func everyRateIsCounted(t *testing.T, d *demo, b *book) {
	db, err := sql.Open("sqlite", "file:"+filepath.ToSlash(filepath.Join(d.dir, "zentral.itb"))+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if _, err := db.Exec(standingsSQL); err != nil {
		t.Fatal(err)
	}
	if invited := lines(t, db, "SELECT count(*) || ' of ' || (SELECT count(*) FROM population) FROM invited JOIN wave ON wave.id = invited.wave"); invited[0] != fmt.Sprintf("%[1]d of %[1]d", len(d.units)) {
		t.Errorf("invited: %s", invited[0])
	}
	var want []string
	for _, g := range []struct{ name, key, by, where, group string }{
		{"iif(tier = 'Landkreise', 'alle Landkreise', 'alle gemeindlichen Verwaltungen')", "''", "Land", "1", "tier"},
		{"district", "district_key", "Kreis", "tier = 'gemeindlich'", "district_key"},
		{"kind", "''", "Typ", "1", "kind"},
		{"size", "''", "Größenklasse", "tier = 'gemeindlich'", "size"},
	} {
		want = append(want, lines(t, db, fmt.Sprintf(ratesSQL, g.name, g.key, g.by, g.where, g.group))...)
	}
	same(t, "Rücklauf", b.table("Rücklauf", "tblRuecklauf", "Fragensatz", "Gruppe", "Schlüssel", "Gliederung", "Ebene", "Verwaltungen", "freigegeben", "abgegeben", "Konflikt", "unvollständig",
		"zurückgewiesen", "begonnen", "fehlt", "Rückmeldungen", "Quote", "Einwohner", "Einwohner mit Rückmeldung", "Einwohner-Abdeckung"), want)

	same(t, "Fehlende", b.table("Rücklauf", "tblFehlende", "Fragensatz", "Verwaltung", "Schlüssel", "Status", "Kreis"),
		lines(t, db, "SELECT short || '|' || name || '|' || key || '|' || state || '|' || district FROM standing WHERE state NOT IN ('freigegeben', 'abgegeben', 'Konflikt') ORDER BY 1"))
	same(t, "Grundgesamtheit", b.table("Grundgesamtheit", "tblGrundgesamtheit", "Schlüssel", "Verwaltung", "Kreis", "Einwohner", "IT: Status", "OZG: Status"),
		lines(t, db, "SELECT a.key || '|' || a.name || '|' || a.district || '|' || a.inhabitants || '|' || a.state || '|' || b.state FROM standing a JOIN standing b USING (key) WHERE a.short = 'IT' AND b.short = 'OZG' ORDER BY 1"))
	same(t, "weeks", b.table("Rücklauf", "tblRuecklaufWochen", "Fragensatz", "Rückmeldungen bis dahin", "Verwaltungen"),
		lines(t, db, "SELECT short || '|' || sum(state IN ('freigegeben', 'abgegeben', 'Konflikt')) || '|' || count(*) FROM standing GROUP BY short"))
	matrix := "SELECT short || '|' || district"
	var columns []string
	for _, kind := range []string{"kreisfreie Stadt", "Landkreis", "Verwaltungsgemeinschaft", "erfüllende Gemeinde", "verbandsfreie Gemeinde"} {
		matrix += fmt.Sprintf(" || '|' || coalesce(nullif(sum(kind = '%[1]s'), 0), '') || '|' || iif(sum(kind = '%[1]s') = 0, '', sum(kind = '%[1]s' AND state IN ('freigegeben', 'abgegeben', 'Konflikt')))", kind)
		kind = strings.Replace(kind, "Verwaltungsg", "Verw.-G", 1)
		columns = append(columns, kind+": befragt", kind+": Rückmeldung")
	}
	same(t, "matrix", b.table("Rücklauf", "tblRuecklaufKreisTyp", append([]string{"Fragensatz", "Gruppe"}, columns...)...), lines(t, db, matrix+" FROM standing GROUP BY short, district_key"))
}

func lines(t *testing.T, db *sql.DB, query string) (all []string) {
	t.Helper()
	rows, err := db.Query(query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			t.Fatal(err)
		}
		all = append(all, line)
	}
	if rows.Err() != nil || len(all) == 0 {
		t.Fatalf("%d rows, %v", len(all), rows.Err())
	}
	return all
}

func same(t *testing.T, what string, got, want []string) {
	t.Helper()
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("%s: got\n%s\nwant\n%s", what, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// table reads columns of a table by its name, each row as a line; shares to nine
// places.
func (b *book) table(sheet, name string, columns ...string) (all []string) {
	b.t.Helper()
	tables, err := b.file.GetTables(sheet)
	if err != nil {
		b.t.Fatal(err)
	}
	i := slices.IndexFunc(tables, func(t excelize.Table) bool { return t.Name == name })
	if i < 0 {
		b.t.Fatalf("%s has no table %s", sheet, name)
	}
	from, to, _ := strings.Cut(tables[i].Range, ":")
	left, top, err1 := excelize.CellNameToCoordinates(from)
	right, bottom, err2 := excelize.CellNameToCoordinates(to)
	rows, err3 := b.file.GetRows(sheet, excelize.Options{RawCellValue: true})
	if err := cmp.Or(err1, err2, err3); err != nil {
		b.t.Fatal(err)
	}
	cell := func(row, column int) string {
		if cells := rows[row-1]; column <= len(cells) {
			return cells[column-1]
		}
		return ""
	}
	places := map[string]int{}
	for column := left; column <= right; column++ {
		places[cell(top, column)] = column
	}
	for row := top + 1; row <= bottom; row++ {
		var line []string
		for _, c := range columns {
			if places[c] == 0 {
				b.t.Fatalf("%s has no column %s", name, c)
			}
			text := cell(row, places[c])
			if strings.HasPrefix(c, "Quote") || strings.HasSuffix(c, "-Abdeckung") {
				var share float64
				if _, err := fmt.Sscan(text, &share); err != nil {
					b.t.Fatal(err)
				}
				text = fmt.Sprintf("%.9f", share)
			}
			line = append(line, text)
		}
		all = append(all, strings.Join(line, "|"))
	}
	return all
}
