package cmd

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math/rand/v2"

	"bestand.example/itbestand/survey"
)

// The invented units of the demonstration. Their keys begin with 99, which no
// German Land has (they end at 16), and their names say what they are: a
// workbook that is passed on by mistake must slander nobody.
var demoPlaces = []string{
	"Musterau", "Beispielstedt", "Probental", "Modellhausen", "Exempelroda", "Testleben", "Planspielheim", "Entwurfsfeld",
	"Übungsdorf", "Vorlagenburg", "Skizzenthal", "Schauweiler", "Konzeptstadt", "Pilotsee", "Rasterbach", "Fiktivingen",
	"Annahmehain", "Formularow", "Strichprobe", "Blaupausen",
}

// demoShare is how often each type occurs among twenty-two units, and how many
// inhabitants such a unit has at least and at most.
var demoShare = []struct {
	kind         survey.UnitType
	pattern      string
	from, to     int
	members      int
	perTwentyTwo int
}{
	{survey.KreisfreieStadt, "Stadt %s", 36_000, 210_000, 1, 2},
	{survey.Landkreis, "Landkreis %s", 56_000, 135_000, 30, 4},
	{survey.Verwaltungsgemeinschaft, "Verwaltungsgemeinschaft %s", 3_100, 11_000, 9, 5},
	{survey.ErfuellendeGemeinde, "Stadt %s (erfüllende Gemeinde)", 4_000, 28_000, 3, 4},
	{survey.VerbandsfreieGemeinde, "Gemeinde %s", 2_400, 24_000, 1, 7},
}

// demoUnits invents units: all five types in the usual mixture, each in one of
// four invented Kreise, a kreisfreie Stadt being its own Kreis.
func demoUnits(n int, r *rand.Rand) []survey.Unit {
	types := demoTypes(n)
	units := make([]survey.Unit, n)
	for i, kind := range types {
		share := demoShare[kind]
		place := demoPlaces[i%len(demoPlaces)]
		if round := i / len(demoPlaces); round > 0 {
			place = fmt.Sprintf("%s %d", place, round+1)
		}
		u := survey.Unit{
			Type: share.kind, Name: fmt.Sprintf(share.pattern, place),
			Inhabitants: share.from + r.IntN(share.to-share.from), Members: share.members,
		}
		district := 61 + r.IntN(4)
		u.DistrictKey, u.District = fmt.Sprintf("990%d", district), fmt.Sprintf("Musterkreis %c", 'A'+district-61)
		switch share.kind {
		case survey.Landkreis:
			u.Key = fmt.Sprintf("99%03d", 100+i)
			u.DistrictKey, u.District = u.Key, u.Name
		case survey.KreisfreieStadt:
			u.Key = fmt.Sprintf("99%03d0000", 500+i)
			u.DistrictKey, u.District = u.Key[:5], u.Name
		default:
			u.Key = fmt.Sprintf("%s%04d", u.DistrictKey, i)
		}
		units[i] = u
	}
	return units
}

// demoTypes deals the types out so that even five units show all five.
func demoTypes(n int) []int {
	order := make([]int, 0, n)
	for len(order) < n {
		for kind := range demoShare {
			if len(order) < n && (len(order) < len(demoShare) || count(order, kind)*22 < demoShare[kind].perTwentyTwo*n) {
				order = append(order, kind)
			}
		}
	}
	return order
}

func count(list []int, x int) int {
	n := 0
	for _, y := range list {
		if y == x {
			n++
		}
	}
	return n
}

// readCSV reads a catalogue into rows by the names of its columns.
func readCSV(data []byte) ([]map[string]string, error) {
	records, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff")))).ReadAll()
	if err != nil || len(records) == 0 {
		return nil, err
	}
	rows := make([]map[string]string, 0, len(records)-1)
	for _, record := range records[1:] {
		row := map[string]string{}
		for i, name := range records[0] {
			row[name] = record[i]
		}
		rows = append(rows, row)
	}
	return rows, nil
}
