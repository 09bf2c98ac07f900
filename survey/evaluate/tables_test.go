package evaluate_test

import (
	"fmt"
	"strings"
	"testing"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/evaluate"
)

func show(data []evaluate.Datum) string {
	var words []string
	for _, d := range data {
		switch {
		case !d.Known:
			words = append(words, "n. b.")
		case d.Kind == survey.KindNumber:
			words = append(words, fmt.Sprintf("%g", d.Number))
		case d.Labels != nil:
			for i, label := range d.Labels {
				words = append(words, d.Texts[i]+"="+label.In("de"))
			}
		default:
			words = append(words, strings.Join(d.Texts, " "))
		}
	}
	return strings.Join(words, "|")
}

func tables(t *testing.T) map[string]*evaluate.Table {
	t.Helper()
	all := map[string]*evaluate.Table{}
	for _, table := range load(t, "testdata/tabellen.txtar").compute().Tables {
		all[table.Table.Name] = table
	}
	return all
}

// Of the five rows one is filtered out (nein), of one it is unknown, and one
// has no area. What is unknown is not in the sum: melde of 16002 has no costs
// that are known, so its sum is none.
func TestCrosstab(t *testing.T) {
	table := tables(t)["produkte"]
	if len(table.Rows) != 1 || table.Rows[0].Code != "melde" || len(table.Columns) != 2 || table.Unfiltered != 1 || table.Unplaced != 1 {
		t.Fatalf("rows %v, columns %v, unfiltered %d, unplaced %d", table.Rows, table.Columns, table.Unfiltered, table.Unplaced)
	}
	for place, want := range map[*evaluate.Cell]string{
		&table.Cells[0][0]:       "1: n. b.|1", // 16002, types in their order: erfüllende before verbandsfreie Gemeinde
		&table.Cells[0][1]:       "1: 100|1",
		&table.Totals.Rows[0]:    "2: 100|2",
		&table.Totals.Columns[0]: "2: 900|1", // Gamma has no area, but a type
		&table.Totals.All:        "3: 1000|2",
	} {
		if got := fmt.Sprintf("%d: %s", place.N, show(place.Values)); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

// A statement that nobody answered is no row, an answer that nobody gave no
// column; a missing code is no answer.
func TestMatrix(t *testing.T) {
	table := tables(t)["dienste_stand"]
	var got []string
	for i, row := range table.Rows {
		for k, column := range table.Columns {
			got = append(got, fmt.Sprintf("%s %s %d of %d", row.Text.In("de"), column.Code, table.Cells[i][k].N, table.Totals.Rows[i].N))
		}
	}
	want := "Konto fehlt 1 of 2, Konto da 1 of 2, Siegel fehlt 2 of 2, Siegel da 0 of 2"
	if strings.Join(got, ", ") != want {
		t.Errorf("got %v", got)
	}
}

// Spellings of a text are one; what cannot be determined comes last.
func TestRanking(t *testing.T) {
	table := tables(t)["rang"]
	if len(table.Rows) != 2 || table.Rows[0].Code != "gamma" || table.Rows[1].Text.In("de") != "ALPHA" || show(table.Cells[1][0].Values) != "100" || table.Cells[1][0].N != 2 {
		t.Errorf("rows %v, cells %v", table.Rows, table.Cells)
	}
}

// Each value reads columns of its own of the list of units.
func TestValuesOverUnitsReadTheirOwnColumns(t *testing.T) {
	table := tables(t)["je_kreis"]
	if len(table.Rows) != 1 || show(table.Cells[0][0].Values) != "75|3000|1" {
		t.Errorf("rows %v, cells %v", table.Rows, table.Cells)
	}
}

func TestList(t *testing.T) {
	var got []string
	for _, line := range tables(t)["liste"].Lines {
		got = append(got, fmt.Sprintf("%s[%d] %s", line.Unit.Key, line.Row, show(line.Data)))
	}
	want := `160010001[1] Alpha|melde=Meldewesen|ausweis=Ausweise|meldung=Meldungen|100|50
160010001[2] Beta|bau=Bauen|n. b.|50|50
160010002[1] ALPHA|melde=Meldewesen|n. b.|n. b.|100
160010002[2] Gamma|n. b.|n. b.|900|100
160010002[3] Delta|bau=Bauen|n. b.|n. b.|100`
	if strings.Join(got, "\n") != want {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
}

// What is computed from a sensitive question is sensitive itself.
func TestSensitivityTravels(t *testing.T) {
	all := tables(t)
	if !all["geheim"].Table.Sensitive || all["liste"].Table.Sensitive {
		t.Error("only the table that reads a sensitive question is sensitive")
	}
	e := load(t, "testdata/ratio.txtar").evaluation
	for name, want := range map[string]bool{"kz02": false, "kz03": false, "kz04": true, "infrastruktur": true} {
		if e.Indicator(name).Sensitive != want {
			t.Errorf("%s is sensitive: %v", name, !want)
		}
	}
	if !load(t, "testdata/fuehrung.txtar").evaluation.Indicator("abstand").Anonymous {
		t.Error("what comes from anonymous answers is marked")
	}
}

// Of a unit with two responses to a set that is answered once, none is
// chosen; foreign responses are named.
func TestResponsesThatAreLeftOut(t *testing.T) {
	x := load(t, "testdata/ratio.txtar")
	twin, foreign, old := *x.responses[0], *x.responses[1], *x.responses[1]
	twin.ID, foreign.SetID, old.SetVersion = "twin", "other", "0.9.0"
	x.responses = append(x.responses, &twin, &foreign, &old)
	r := x.compute()
	var got []string
	for _, l := range r.LeftOut {
		got = append(got, l.Response+" "+string(l.Reason))
	}
	if want := "160010002-probe set, 160010002-probe version, 160010001-probe conflict, twin conflict"; strings.Join(got, ", ") != want {
		t.Errorf("got %v", got)
	}
	if v := r.OfUnit("kz03", "160010001"); v != nil {
		t.Errorf("a figure from a conflict: %v", v.Number)
	}
}

// Figures say how much of what they come from is known.
func TestCounts(t *testing.T) {
	r := load(t, "testdata/sicherheit.txtar").compute()
	for key, want := range map[string][2]int{"160010001": {25, 0}, "160010002": {7, 0}, "160010003": {6, 2}} {
		known, unknown, err := r.OfUnit("kz15_mit", key).Counts()
		if err != nil || known != want[0] || unknown != want[1] {
			t.Errorf("%s: %d known, %d unknown", key, known, unknown)
		}
	}
}
