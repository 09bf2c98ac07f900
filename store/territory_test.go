package store

import (
	"reflect"
	"testing"

	"bestand.example/itbestand/survey"
)

// The table lets a return in whose administration it leads into the population,
// and no other; it is kept as it is, and takes the place of the one before.
func TestTerritoryLetsOldKeysIn(t *testing.T) {
	at := in(t)
	newOffice(t, at("a.itb"), jena).answer("anzahl", "3").submit(at("jena.itb"))
	newOffice(t, at("b.itb"), gera).answer("anzahl", "4").submit(at("gera.itb"))
	central := newCentral(t, at("z.itb"))
	must(t, central.SetPopulation(&survey.Population{Units: []survey.Unit{{Key: "160540000", Name: "Neu"}}}))
	refused := merge(t, central, at("jena.itb"), at("gera.itb"))
	wantCounts(t, refused, "merged 0, unchanged 0, replaced 0, older 0, begun 0, refused 2, conflicts 0")

	table, problems := survey.NewTerritory([]survey.TerritoryChange{
		{Old: jena, OldName: "Jena", New: "160540001", NewName: "Zwischen", Date: survey.Date{Year: 2026, Month: 7, Day: 1}, Kind: survey.Rekeyed},
		{Old: "160540001", OldName: "Zwischen", New: "160540000", NewName: "Neu", Date: survey.Date{Year: 2027, Month: 1, Day: 1}, Kind: survey.Formed},
		{Old: gera, New: "160540009", Date: survey.Date{Year: 2027, Month: 1, Day: 1}, Kind: survey.Absorbed},
	})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	must(t, central.SetTerritory(table))
	report := merge(t, central, at("jena.itb"), at("gera.itb"))
	wantCounts(t, report, "merged 1, unchanged 0, replaced 0, older 0, begun 0, refused 1, conflicts 0")
	if s := report.Files[1].Succession; s == nil || s.Kind != survey.Formed || !reflect.DeepEqual(s.Keys, []string{"160540000"}) {
		t.Errorf("succeeded by %+v", s)
	}
	held, err := central.Responses()
	must(t, err)
	if len(held) != 1 || held[0].Response.Unit.Key != jena {
		t.Errorf("held: %+v", held)
	}
	got, err := central.Territory()
	must(t, err)
	if !reflect.DeepEqual(got.Changes, table.Changes) {
		t.Errorf("the table is %+v", got.Changes)
	}
	must(t, central.SetTerritory(nil))
	if got, err := central.Territory(); got != nil || err != nil {
		t.Errorf("after taking it out the table is %v, %v", got, err)
	}
	again := merge(t, central, at("jena.itb"))
	wantCounts(t, again, "merged 0, unchanged 0, replaced 0, older 0, begun 0, refused 1, conflicts 0")

	working := newOffice(t, at("c.itb"), jena)
	wantCode(t, working.file.SetTerritory(table), CodeNotCentral)
}
