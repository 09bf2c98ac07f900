package store

import (
	"bytes"
	"os"
	"slices"
	"testing"
	"time"

	"bestand.example/itbestand/survey"
)

func aboutMeasure(unit string, state survey.MeasureState) survey.MeasureNote {
	return survey.MeasureNote{
		MeasureRef: survey.MeasureRef{Evaluation: "plan", Wave: "w", Measure: "r01", Unit: unit}, State: state, Text: "weil Unverwechselbar", By: "E. Muster",
		Due: survey.Date{Year: 2027, Month: 6, Day: 30}, At: noon.UTC().Truncate(time.Second),
	}
}

func TestNotesAboutMeasuresComeBackInTheirOrder(t *testing.T) {
	at := in(t)
	central := newCentral(t, at("zentral.itb"))
	row := aboutMeasure(jena, survey.MeasureDropped)
	row.Response, row.Row, row.Due = "r", 3, survey.Date{}
	group := survey.MeasureNote{
		MeasureRef: survey.MeasureRef{Evaluation: "plan", Measure: "r33", Grouping: "kreis", Group: "16061", Tier: "gemeinden"},
		State:      survey.MeasureDone, By: "E. Muster", At: noon.UTC().Truncate(time.Second),
	}
	want := []survey.MeasureNote{aboutMeasure(jena, survey.MeasureRunning), row, group, aboutMeasure(jena, survey.MeasureOpen)}
	must(t, central.NoteMeasures(want[:2]))
	must(t, central.NoteMeasures(want[2:]))
	must(t, central.Close())
	again, err := OpenReadOnly(at("zentral.itb"))
	must(t, err)
	defer again.Close()
	got, err := again.MeasureNotes()
	must(t, err)
	if !slices.Equal(got, want) {
		t.Errorf("%+v\nwant %+v", got, want)
	}
}

func TestForgettingAUnitForgetsWhatWasNotedAboutItsMeasures(t *testing.T) {
	at, central := forgetful(t)
	must(t, central.NoteMeasures([]survey.MeasureNote{aboutMeasure(jena, survey.MeasureRunning), aboutMeasure(gera, survey.MeasureRunning)}))
	forget(t, central, Forgetting{Scope: ScopeUnit, UnitKey: jena})
	forget(t, central, Forgetting{Scope: ScopeUnit, UnitKey: gera})
	left, err := central.MeasureNotes()
	must(t, err)
	must(t, central.Close())
	data, err := os.ReadFile(at("zentral.itb"))
	must(t, err)
	if len(left) > 0 || bytes.Contains(data, []byte("weil Unverwechselbar")) {
		t.Errorf("left: %+v", left)
	}
}

func TestMeasuresAreNotedInCentralFilesOnly(t *testing.T) {
	at := in(t)
	office := newOffice(t, at("a.itb"), jena)
	wantCode(t, office.file.NoteMeasures([]survey.MeasureNote{aboutMeasure(jena, survey.MeasureRunning)}), CodeNotCentral)
}
