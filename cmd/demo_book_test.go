package cmd_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"bestand.example/itbestand/survey"
)

// everyValueIsThere looks for label and code of each answer, scalar and roster,
// where the codebook says. Two responses of one unit in conflict cannot be told
// apart by its key.
func everyValueIsThere(t *testing.T, d *demo, b *book) {
	types, checked, sets := map[survey.UnitType]bool{}, 0, map[string]*survey.Questionnaire{}
	for _, r := range d.responses {
		if sets[r.SetID] == nil {
			sets[r.SetID] = embeddedSet(t, r.SetID)
		}
		if u := r.Unit; u.Key != survey.ProjectKey && !u.Invented() {
			t.Errorf("%s could be a real administration", u.Key)
		}
		types[r.Unit.Type] = true
		if !sets[r.SetID].Anonymous && !d.conflicts[r.ID] {
			checked += b.checkResponse(sets[r.SetID], r)
		}
	}
	if len(types) != 6 || len(sets) != 6 { // the project and those who answer for themselves have no type
		t.Errorf("only %d types of administration, %d sets", len(types)-1, len(sets))
	}
	t.Logf("%d values checked", checked)
	if checked < 10_000 {
		t.Errorf("only %d values", checked)
	}
}

// nobodyIsTold looks for the ids of anonymous responses in every cell.
func nobodyIsTold(t *testing.T, d *demo, b *book) {
	secret := map[string]bool{}
	for _, r := range d.to("fuehrung-kompetenz") {
		secret[r.ID], secret[r.ID[:8]] = true, true
		if r.Unit.Key != "" || r.Unit.Name != "" || r.Unit.Inhabitants != 0 || r.Release != "" {
			t.Errorf("%+v tells who it is", r.Unit)
		}
	}
	if len(secret) < 20 {
		t.Errorf("only %d anonymous responses", len(secret)/2)
	}
	for _, name := range b.file.GetSheetList() {
		if strings.HasPrefix(name, "Daten_FK") {
			t.Errorf("%s shows single people", name)
		}
		rows, err := b.file.GetRows(name, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		for _, cell := range slices.Concat(rows...) {
			if secret[cell] {
				t.Errorf("%s tells an anonymous response", name)
			}
		}
	}
}
