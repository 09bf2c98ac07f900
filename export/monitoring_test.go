package export

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/i18n"
)

// monitored is a workbook with everything that Monitoring can have: a change, a
// figure that is not known on one side, one that is not of units, a unit, a
// measure, gaps, and a measure that does not follow from the answers any more.
func monitored(t *testing.T) (path, tables string) {
	t.Helper()
	number := func(n float64) *float64 { return &n }
	kz := &survey.Indicator{Name: "kz01", Label: survey.German("=Altgeräte"), Scope: survey.ScopeUnit, Unit: "%", Decimals: 1, Better: survey.BetterLess}
	field := &survey.Indicator{Name: "hf1", Label: survey.German("Technik"), Scope: survey.ScopeUnit, Field: true, Better: survey.BetterMore}
	m := &survey.Measure{Name: "r01", Label: survey.German("Ersetzen"), Scope: survey.ScopeUnit, Field: "hf1", Priority: 1}
	e := &survey.Evaluation{ID: "plan", Version: "1.0.0", Indicators: []*survey.Indicator{kz}, Fields: []*survey.Indicator{field}, Measures: []*survey.Measure{m}}
	group := func(i *survey.Indicator, median *float64) GroupFigure {
		return GroupFigure{Indicator: i, Grouping: "land", Group: []Label{{"land", survey.German("Land")}}, Tier: TierMunicipal, N: 3, Counted: survey.CountedUnits, Median: median}
	}
	change := func(i *survey.Indicator, then, now *float64, both int) Change {
		return Change{Then: group(i, then), Now: group(i, now), Both: both, NThen: 5, NNow: 4, Trends: map[string]int{"better": 1, "worse": 2}}
	}
	noted := survey.MeasureStanding{State: survey.MeasureDone, Note: &survey.MeasureNote{State: survey.MeasureDone, By: "E. Muster", Text: "=fertig"}}
	set := smallSet(t)
	b := book([]*survey.Questionnaire{set}, answers(t, set, 1))
	b.Evaluation = &Evaluation{
		Evaluation: e, Gone: []Hit{{Measure: m, Unit: unit(1), Standing: noted}},
		Monitoring: &Monitoring{
			Then: MonitoredWave{"Welle eins", survey.Date{Year: 2026, Month: 6, Day: 30}}, Now: MonitoredWave{Title: "Welle zwei"}, Both: 3,
			Changes:  []Change{change(kz, number(40), number(30.5), 3), change(kz, nil, number(1), 3), change(field, number(50), number(60), 3), change(kz, number(1), number(2), 0)},
			Units:    []UnitChange{{Indicator: kz, Unit: unit(1), Then: Figure{Number: 40, Level: -1}, Now: Figure{Number: 30.5, Level: -1}, Trend: "better"}},
			Measures: []MeasureChange{{Measure: m, Units: 3, Then: map[survey.MeasureState]int{survey.MeasureOpen: 2}, Now: map[survey.MeasureState]int{survey.MeasureDone: 1}, Gone: 1}},
			Apart:    []Apart{{Indicator: kz, Reason: "neu"}, {Measure: m, Reason: "neu"}, {Unit: unit(2), Reason: "fehlt"}},
		},
	}
	dir := t.TempDir()
	path, tables = filepath.Join(dir, "mappe.xlsx"), filepath.Join(dir, "csv")
	if _, err := Write(path, tables, b, i18n.In("de")); err != nil {
		t.Fatal(err)
	}
	return path, tables
}

func TestMonitoringIsAWholeWorkbook(t *testing.T) {
	path, tables := monitored(t)
	checkPackage(t, path)
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows(sheetMonitoring, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	text := func(row int) string { return strings.Join(rows[5+row], ";") }
	for i, want := range []string{
		"Land;Land;Gemeindliche Verwaltungen;KZ01;=Altgeräte;%;40;30.5;-9.5;3;1;0;2;5;4;Verwaltungen",
		"Land;Land;Gemeindliche Verwaltungen;KZ01;=Altgeräte;%;;1;;3;1;0;2;5;4",
		"Land;Land;Gemeindliche Verwaltungen;HF1;Technik;;50;60;10;3;1;0;2;5;4",
		"Land;Land;Gemeindliche Verwaltungen;KZ01;=Altgeräte;%;1;2;1;;;;;5;4",
	} {
		if got := text(i); !strings.HasPrefix(got, want) {
			t.Errorf("row %d: %s\nwant %s", i, got, want)
		}
	}
	if hits, err := f.GetRows(sheetHits); err != nil || !strings.Contains(strings.Join(hits[len(hits)-1], ";"), "erledigt") {
		t.Errorf("%v, %v", hits, err)
	}
	for _, name := range []string{"monitoring", "monitoringverwaltung", "monitoringmassnahmen", "monitoringohne"} {
		if _, err := os.Stat(filepath.Join(tables, name+".csv")); err != nil {
			t.Error(err)
		}
	}
}
