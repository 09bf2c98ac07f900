package cmd

import (
	"bytes"
	"database/sql"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	_ "modernc.org/sqlite"
)

const probeSet = "kind: questionnaire\nid: probe\nshort: P\nversion: 1.0.0\ntitle: Probe\nresponses: one\nsections:\n" +
	"  - {name: a, label: A, questions: [{name: n, type: integer, label: Wie viele?, required: true}]}\n"

// itbestand runs the program in a folder and gives what it printed.
func itbestand(t *testing.T, want int, args ...string) string {
	t.Helper()
	var out, errOut bytes.Buffer
	if got := Main(t.Context(), args, strings.NewReader(""), &out, &errOut); got != want {
		t.Fatalf("itbestand %v: exit %d, want %d\n%s%s", args, got, want, &out, &errOut)
	}
	return out.String()
}

// The real list of Thuringia's 206 administrations as population, returns of
// 150 of them: the rates by Kreis, type, size and inhabitants are those that
// plain SQL counts in the list. Landkreise stand for themselves.
func TestRatesOfTheRealListAgreeWithSQL(t *testing.T) {
	const list = "../../shared/data/erhebungseinheiten_thueringen_2023-03-31.csv"
	data, err := os.ReadFile(list)
	if err != nil {
		t.Skip("without ../shared/data: ", err)
	}
	records, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(data), "\ufeff"))).ReadAll()
	if err != nil || len(records) != 207 {
		t.Fatalf("%d records, %v", len(records), err)
	}
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	if err := os.WriteFile(at("probe.yaml"), []byte(probeSet), 0o600); err != nil {
		t.Fatal(err)
	}
	db := listInSQL(t, records)
	for i, r := range records[1:] {
		if i*150/206 == (i-1)*150/206 && i > 0 {
			continue // every fourth or so hands in nothing
		}
		itbestand(t, 0, "answer", at(r[0]+".itb"), "--questionnaire", at("probe.yaml"), "--unit", r[0], "n=1")
		itbestand(t, 0, "submit", at(r[0]+".itb"), "-o", at("ein"))
		if _, err := db.Exec("UPDATE list SET back = 1 WHERE key = ?", r[0]); err != nil {
			t.Fatal(err)
		}
	}
	itbestand(t, 0, "merge", at("zentral.itb"), at("ein"), "--questionnaire", at("probe.yaml"), "--population", list)

	var status statusDocument
	if err := json.Unmarshal([]byte(itbestand(t, 0, "status", at("zentral.itb"), "--json")), &status); err != nil {
		t.Fatal(err)
	}
	if n := status.States["abgegeben"]; len(status.Sets) != 1 || n != 150 || n+status.States["nicht_eingeladen"] != 206 {
		t.Fatalf("states %v", status.States)
	}
	rates := status.Sets[0].Rates
	compareRates(t, "total", db, "tier", "1", rates["gesamt"], func(r rateEntry) string { return r.Tier })
	compareRates(t, "by Kreis", db, "district", "tier = 'gemeindlich'", rates["kreis"], func(r rateEntry) string { return r.Key })
	compareRates(t, "by type", db, "type", "1", rates["typ"], func(r rateEntry) string { return r.Key })
	compareRates(t, "by size", db, "size", "tier = 'gemeindlich'", rates["groessenklasse"], func(r rateEntry) string { return r.Key })

	reminded := at("erinnerung.csv")
	itbestand(t, 0, "status", at("zentral.itb"), "--reminders", reminded)
	sent, err := os.ReadFile(reminded)
	if err != nil || bytes.Count(sent, []byte("\r\n")) != 57 {
		t.Errorf("%d lines of reminders, %v", bytes.Count(sent, []byte("\r\n")), err)
	}
}

// listInSQL puts the list into a database as it is, with our codes beside.
func listInSQL(t *testing.T, records [][]string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	t.Cleanup(func() { db.Close() })
	const columns = "key TEXT, type TEXT, name TEXT, district TEXT, kreis TEXT, members INT, people INT, class TEXT, back INT DEFAULT 0"
	if _, err := db.Exec("CREATE TABLE list (" + columns + ")"); err != nil {
		t.Fatal(err)
	}
	for _, r := range records[1:] {
		if _, err := db.Exec("INSERT INTO list VALUES (?,?,?,?,?,?,?,?,0)", r[0], r[1], r[2], r[3], r[4], r[5], r[6], r[7]); err != nil {
			t.Fatal(err)
		}
	}
	for _, statement := range []string{
		"ALTER TABLE list ADD COLUMN tier TEXT", "ALTER TABLE list ADD COLUMN size TEXT",
		"UPDATE list SET type = CASE type WHEN 'kreisfreie Stadt' THEN 'kreisfreie_stadt' WHEN 'Landkreis' THEN 'landkreis' WHEN 'Verwaltungsgemeinschaft' THEN 'verwaltungsgemeinschaft' WHEN 'erfuellende Gemeinde' THEN 'erfuellende_gemeinde' ELSE 'verbandsfreie_gemeinde' END",
		"UPDATE list SET tier = iif(type = 'landkreis', 'landkreise', 'gemeindlich')",
		"UPDATE list SET size = CASE WHEN people < 3000 THEN 'unter_3000' WHEN people < 5000 THEN '3000_4999' WHEN people < 10000 THEN '5000_9999' WHEN people < 20000 THEN '10000_19999' WHEN people < 50000 THEN '20000_49999' WHEN people < 100000 THEN '50000_99999' ELSE 'ab_100000' END",
	} {
		if _, err := db.Exec(statement); err != nil {
			t.Fatal(err)
		}
	}
	return db
}

func compareRates(t *testing.T, name string, db *sql.DB, group, where string, got []rateEntry, key func(rateEntry) string) {
	t.Helper()
	rows, err := db.Query(fmt.Sprintf("SELECT %s, count(*), sum(back), sum(people), sum(back * people) FROM list WHERE %s GROUP BY 1 ORDER BY 1", group, where))
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var want []string
	for rows.Next() {
		var k string
		var units, back, people, peopleBack int
		if err := rows.Scan(&k, &units, &back, &people, &peopleBack); err != nil {
			t.Fatal(err)
		}
		want = append(want, fmt.Sprintf("%s %d %d %d %d %.9f %.9f", k, units, back, people, peopleBack, float64(back)/float64(units), float64(peopleBack)/float64(people)))
	}
	var have []string
	for _, r := range got {
		have = append(have, fmt.Sprintf("%s %d %d %d %d %.9f %.9f", key(r), r.Units, r.Answered, r.Inhabitants, r.InhabitantsAnswered, *r.Rate, *r.InhabitantRate))
	}
	slices.Sort(have)
	if rows.Err() != nil || len(want) == 0 || !slices.Equal(have, want) {
		t.Errorf("%s: got\n%s\nwant\n%s", name, strings.Join(have, "\n"), strings.Join(want, "\n"))
	}
}
