package cmd_test

import (
	"database/sql"
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"github.com/xuri/excelize/v2"
	_ "modernc.org/sqlite"
)

// readingRows reads the first table of a sheet for reading, whose header begins
// with a heading.
func (b *book) readingRows(name, first string) []map[string]string {
	b.t.Helper()
	rows, err := b.file.GetRows(name, excelize.Options{RawCellValue: true})
	if err != nil {
		b.t.Fatal(err)
	}
	head := slices.IndexFunc(rows, func(row []string) bool { return len(row) > 1 && row[0] == first })
	if head < 0 {
		b.t.Fatalf("%s has no heading %q", name, first)
	}
	var all []map[string]string
	for _, cells := range rows[head+1:] {
		if len(cells) == 0 {
			break
		}
		row := map[string]string{}
		for i, cell := range cells {
			row[rows[head][i]] = cell
		}
		all = append(all, row)
	}
	return all
}

// sqlFigure is an indicator of IT-Landschaft as SQL reckons it from the stored
// answers, without the engine and without the evaluation.
type sqlFigure struct {
	name  string
	value string // over the numbers a of each response, by the name of the question
}

var sqlFigures = []sqlFigure{
	{"kz01", `n('o_vzae') / nullif(n('p_besetzt'), 0)`},
	{"kz02", `100 * n('p_besetzt') / nullif(n('p_stellen'), 0)`},
	{"kz03", `100 * n('ap_alt5') / nullif(n('ap_gesamt'), 0)`},
}

// figuresAgreeWithSQL reckons some indicators of all groups from the answers as
// they are stored, and compares them with Kennzahlen.
func figuresAgreeWithSQL(t *testing.T, d *demo, b *book) {
	db, err := sql.Open("sqlite", "file:"+filepath.ToSlash(filepath.Join(d.dir, "zentral.itb"))+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows := b.readingRows("Kennzahlen", "Ebene")
	checked := 0
	for _, f := range sqlFigures {
		units := unitFigures(t, db, f)
		for _, row := range rows {
			if row["Kennung"] == f.name {
				groupAgrees(t, row, units)
				checked++
			}
		}
		for _, row := range b.readingRows("Kennzahlen_Verwaltungen", "Schlüssel") {
			unitAgrees(t, f.name, row, units)
		}
	}
	if checked < 3*10 {
		t.Errorf("only %d rows were checked", checked)
	}
}

// sqlUnit is a unit with its figure.
type sqlUnit struct {
	key, kind, district, class string
	inhabitants                float64
	value                      sql.NullFloat64
}

// unitFigures reads the units that answered, with what the population says of
// them. Of a unit in conflict nothing counts.
func unitFigures(t *testing.T, db *sql.DB, f sqlFigure) []sqlUnit {
	t.Helper()
	query := `WITH it AS (
		SELECT r.nr, r.unit_key FROM response r JOIN question_set s ON s.nr = r.question_set
		WHERE s.id = 'it-landschaft' AND r.held = 1
		AND (SELECT count(*) FROM response o WHERE o.question_set = r.question_set AND o.unit_key = r.unit_key AND o.held = 1) = 1)
	SELECT p.key, p.type, p.district, p.inhabitants, ` + numberOf(f.value) + `
	FROM population p LEFT JOIN it ON it.unit_key = p.key
	WHERE EXISTS (SELECT 1 FROM response r JOIN question_set s ON s.nr = r.question_set WHERE r.unit_key = p.key AND r.held = 1
		AND (SELECT count(*) FROM response o WHERE o.question_set = r.question_set AND o.unit_key = r.unit_key AND o.held = 1) = 1)`
	found, err := db.Query(query)
	if err != nil {
		t.Fatal(err)
	}
	defer found.Close()
	var units []sqlUnit
	for found.Next() {
		var u sqlUnit
		if err := found.Scan(&u.key, &u.kind, &u.district, &u.inhabitants, &u.value); err != nil {
			t.Fatal(err)
		}
		units = append(units, u)
	}
	if err := found.Err(); err != nil || len(units) < 5 {
		t.Fatalf("%d units, %v", len(units), err)
	}
	return units
}

// numberOf replaces n('x') by the number that was answered to x.
func numberOf(value string) string {
	return replaceCalls(value, func(name string) string {
		return fmt.Sprintf(`(SELECT CAST(a.value AS REAL) FROM answer a JOIN question q ON q.nr = a.question WHERE a.response = it.nr AND q.name = '%s' AND a.row = 0 AND a.kind = 2 AND a.missing = '')`, name)
	})
}

func replaceCalls(s string, with func(name string) string) string {
	out := ""
	for {
		at := indexOf(s, "n('")
		if at < 0 {
			return out + s
		}
		end := at + 3 + indexOf(s[at+3:], "')")
		out += s[:at] + with(s[at+3:end])
		s = s[end+2:]
	}
}

func indexOf(s, part string) int {
	for i := 0; i+len(part) <= len(s); i++ {
		if s[i:i+len(part)] == part {
			return i
		}
	}
	return -1
}

// groupAgrees compares a row of Kennzahlen with the units that belong to it.
func groupAgrees(t *testing.T, row map[string]string, units []sqlUnit) {
	t.Helper()
	var values []float64
	unknown, weighted, weights, weightedN := 0, 0.0, 0.0, 0
	for _, u := range units {
		tier := "Gemeindliche Verwaltungen"
		if u.kind == "landkreis" {
			tier = "Landkreise"
		}
		if tier != row["Verwaltungen"] || !u.in(row["Ebene"], row["Gruppe"]) {
			continue
		}
		if !u.value.Valid {
			unknown++
			continue
		}
		values = append(values, u.value.Float64)
		weighted, weights, weightedN = weighted+u.inhabitants*u.value.Float64, weights+u.inhabitants, weightedN+1
	}
	slices.Sort(values)
	want := map[string]float64{"n": float64(len(values)), "nicht bestimmbar": float64(unknown)}
	if len(values) > 0 {
		total := 0.0
		for _, v := range values {
			total += v
		}
		want["Mittelwert"], want["Median"] = total/float64(len(values)), quantile(values, 0.5)
		want["Unteres Quartil"], want["Oberes Quartil"] = quantile(values, 0.25), quantile(values, 0.75)
		want["Kleinster Wert"], want["Größter Wert"] = values[0], values[len(values)-1]
		want["Nach Einwohnern gewichtet"], want["n gewichtet"] = weighted/weights, float64(weightedN)
		want["Wert"] = want["Median"]
	}
	for _, column := range []string{"n", "nicht bestimmbar", "Wert", "Mittelwert", "Median", "Unteres Quartil", "Oberes Quartil", "Kleinster Wert", "Größter Wert", "Nach Einwohnern gewichtet", "n gewichtet"} {
		number, there := want[column]
		if got := row[column]; !there && got != "" || there && !near(got, number) {
			t.Errorf("%s, %s %s, %s: %q, by SQL %v (%v)", row["Kennung"], row["Ebene"], row["Gruppe"], column, got, number, there)
		}
	}
}

func (u sqlUnit) in(level, group string) bool {
	switch level {
	case "Land":
		return true
	case "Kreis":
		return u.district == group
	case "Typ":
		return map[string]string{"kreisfreie_stadt": "kreisfreie Stadt", "landkreis": "Landkreis", "verwaltungsgemeinschaft": "Verwaltungsgemeinschaft",
			"erfuellende_gemeinde": "erfüllende Gemeinde", "verbandsfreie_gemeinde": "verbandsfreie Gemeinde"}[u.kind] == group
	case "Größenklasse":
		for _, c := range []struct {
			label string
			below float64
		}{{"unter 3.000", 3000}, {"3.000 bis 4.999", 5000}, {"5.000 bis 9.999", 10000}, {"10.000 bis 19.999", 20000}, {"20.000 bis 49.999", 50000}, {"50.000 bis 99.999", 100000}, {"100.000 und mehr", math.Inf(1)}} {
			if u.inhabitants < c.below {
				return u.kind != "landkreis" && c.label == group
			}
		}
	}
	return false
}

// quantile is that of R's type 7, of sorted values.
func quantile(values []float64, p float64) float64 {
	at := p * float64(len(values)-1)
	below := int(at)
	return values[below] + (at-float64(below))*(values[min(below+1, len(values)-1)]-values[below])
}

func near(cell string, want float64) bool {
	got, err := strconv.ParseFloat(cell, 64)
	return err == nil && math.Abs(got-want) <= 1e-9*math.Max(1, math.Abs(want))
}

// unitAgrees compares the figure of a unit: an empty cell where it cannot be
// determined, never 0.
func unitAgrees(t *testing.T, name string, row map[string]string, units []sqlUnit) {
	t.Helper()
	heading := map[string]string{"kz01": "KZ01 Beschäftigte (VZÄ) je IT-VZÄ [VZÄ]", "kz02": "KZ02 Besetzungsquote IT [%]", "kz03": "KZ03 Altgeräteanteil [%]"}[name]
	i := slices.IndexFunc(units, func(u sqlUnit) bool { return u.key == row["Schlüssel"] })
	switch cell := row[heading]; {
	case i < 0:
		t.Errorf("%s answered nothing that counts", row["Schlüssel"])
	case !units[i].value.Valid && cell != "" || units[i].value.Valid && !near(cell, units[i].value.Float64):
		t.Errorf("%s of %s: %q, by SQL %v", name, row["Verwaltung"], cell, units[i].value)
	}
}
