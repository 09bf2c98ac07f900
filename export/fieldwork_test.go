package export

import (
	"slices"
	"strings"
	"testing"
	"time"

	"bestand.example/itbestand/survey"
)

// fieldwork of two units of which one has handed in, and a Landkreis whose
// inhabitants are not known.
func smallFieldwork(set *survey.Questionnaire) *Fieldwork {
	town, village, district := unit(4), unit(3), unit(1)
	town.DistrictKey, village.DistrictKey, district.DistrictKey = "16061", "16061", "16061"
	district.Inhabitants = 0
	at := time.Date(2026, 11, 9, 8, 30, 0, 0, time.UTC) // a Monday
	return &Fieldwork{
		Units: []survey.Unit{district, village, town}, Mails: map[string]string{town.Key: "rathaus@stadt.example"},
		Sets: []SetFieldwork{{Set: set,
			Rates: []Rate{
				{By: ByLand, States: map[ReturnState]int{StateReleased: 1, StateNotInvited: 1}, Units: 2, Answered: 1, Inhabitants: 6300, InhabitantsAnswered: 3500},
				{By: ByLand, Landkreise: true, States: map[ReturnState]int{StateRefused: 1}, Units: 1, Unsized: 1},
				{By: ByDistrict, Key: "16061", Name: "Kreis 16061", States: map[ReturnState]int{StateReleased: 1, StateNotInvited: 1}, Units: 2, Answered: 1, Inhabitants: 6300, InhabitantsAnswered: 3500},
			},
			Standings: map[string]Standing{
				town.Key:     {State: StateReleased, Answered: true, Arrived: at, Revision: 2},
				village.Key:  {State: StateNotInvited, Missing: true},
				district.Key: {State: StateRefused, Missing: true, Reason: "Die Datei ist beschädigt."},
			},
		}},
	}
}

func fieldworkBook(t *testing.T) *written {
	t.Helper()
	set, sets := small(t)
	b := book(sets, answers(t, set, 0))
	b.Fieldwork = smallFieldwork(set)
	return writeBook(t, b)
}

// cellsOf reads a table below its header, as raw texts.
func (w *written) cellsOf(sheet, table string) [][]string {
	w.t.Helper()
	tables, err := w.f.GetTables(sheet)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, t := range tables {
		if t.Name != table {
			continue
		}
		from, to, err := rowsOf(t.Range)
		if err != nil {
			w.t.Fatal(err)
		}
		rows, err := w.f.GetRows(sheet, rawValues)
		if err != nil {
			w.t.Fatal(err)
		}
		return rows[from:min(to, len(rows))]
	}
	w.t.Fatalf("%s has no table %s", sheet, table)
	return nil
}

func TestWithoutAPopulationNobodyIsMissing(t *testing.T) {
	set, sets := small(t)
	w := writeBook(t, book(sets, answers(t, set, 0)))
	for _, sheet := range []string{"Rücklauf", "Grundgesamtheit"} {
		if slices.Contains(w.f.GetSheetList(), sheet) {
			t.Errorf("there is a sheet %s", sheet)
		}
	}
}

func TestAShareOfUnknownInhabitantsIsEmptyAndNotZero(t *testing.T) {
	w := fieldworkBook(t)
	rates := w.cellsOf("Rücklauf", "tblRuecklauf")
	if len(rates) != 3 || len(rates[1]) != 15 || rates[1][1] != "alle Landkreise" || rates[1][13] != "0" || rates[1][14] != "0" {
		t.Errorf("Landkreise %q", rates[1])
	}
	if got := strings.Join(rates[0], "|"); got != "KL|alle gemeindlichen Verwaltungen||Land|gemeindlich|2|1|0|0|0|0|0|1|1|0.5|6300|3500|0.555555555555555" {
		t.Errorf("municipal %s", got)
	}
}

func TestTheResponseIsToldForEachUnit(t *testing.T) {
	w := fieldworkBook(t)
	rows := w.cellsOf("Grundgesamtheit", "tblGrundgesamtheit")
	town := rows[2]
	if len(rows) != 3 || town[8] != "vollständig" || town[9] != "freigegeben" || town[11] != "2" || town[12] != "rathaus@stadt.example" {
		t.Errorf("town %q", town)
	}
	if district := rows[0]; district[8] != "keine" || district[9] != "zurückgewiesen" || district[10] != "" || district[13] != "KL: Die Datei ist beschädigt." {
		t.Errorf("Landkreis %q", district)
	}
	missing := w.cellsOf("Rücklauf", "tblFehlende")
	if len(missing) != 2 || missing[1][3] != "nicht eingeladen" {
		t.Errorf("missing %q", missing)
	}
	// A state is coloured, and the hairlines of the other columns leave it out:
	// LibreOffice applies one rule to a cell.
	formats, err := w.f.GetConditionalFormats("Grundgesamtheit")
	if err != nil || len(formats["J2:J4"]) != 5 || len(formats["I2:I4"]) != 4 || len(formats["A2:H4 K2:N4"]) != 1 {
		t.Errorf("rules %v (%v)", formats, err)
	}
}

// Types that a Kreis does not have are empty; 0 says that none of them answered.
func TestTheMatrixTellsNoneFromNothing(t *testing.T) {
	w := fieldworkBook(t)
	rows := w.cellsOf("Rücklauf", "tblRuecklaufKreisTyp")
	if len(rows) != 1 || strings.Join(rows[0][3:], "|") != "||1|0|||1|0|1|1" {
		t.Errorf("%q", rows)
	}
}

func TestTheCourseHasEveryWeek(t *testing.T) {
	at := func(day int) Standing {
		return Standing{Answered: true, Arrived: time.Date(2026, 11, day, 23, 59, 0, 0, time.UTC)}
	}
	got := weeksOf(map[string]Standing{"a": at(1), "b": at(2), "c": at(22), "d": at(16), "e": {Answered: true}, "f": {Arrived: time.Now()}})
	var days, counts []int
	for _, w := range got {
		days, counts = append(days, w.monday.Day()), append(counts, w.first)
	}
	if !slices.Equal(days, []int{26, 2, 9, 16}) || !slices.Equal(counts, []int{1, 1, 0, 2}) {
		t.Errorf("weeks from %v with %v", days, counts)
	}
}

// The chart of the response takes the cells of the table: the names of the
// Kreise, and of each state that occurs its counts.
func TestTheChartShowsTheRatesOfEachKreis(t *testing.T) {
	w := fieldworkBook(t)
	charts := w.partsWith("Rücklauf nach Kreis: KL (n = 2 Verwaltungen)")
	charts = slices.DeleteFunc(charts, func(part string) bool { return !strings.HasPrefix(part, "xl/charts/") })
	if len(charts) != 3 { // on Übersicht, Rücklauf and Diagramme
		t.Fatalf("charts %v", charts)
	}
	chart := string(readParts(t, w.path)[charts[0]])
	for _, want := range []string{"'Rücklauf'!$B$6:$B$6", "'Rücklauf'!$G$3", "'Rücklauf'!$G$6:$G$6", "'Rücklauf'!$M$6:$M$6"} {
		if !strings.Contains(chart, want) && !strings.Contains(strings.ReplaceAll(chart, "&#39;", "'"), want) {
			t.Errorf("no range %s", want)
		}
	}
	if strings.Contains(chart, "$H$6") {
		t.Error("a state that does not occur is in the legend")
	}
	for cell, want := range map[string]string{"B6": "Kreis 16061", "G3": "freigegeben", "G6": "1", "M3": "fehlt", "M6": "1"} {
		if got, err := w.f.GetCellValue("Rücklauf", cell); err != nil || got != want {
			t.Errorf("%s is %q (%v), want %q", cell, got, err, want)
		}
	}
}
