package cmd

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"

	"bestand.example/itbestand/survey"
)

// The invented units of the demonstration. Their keys begin with 99, which no
// German Land has (they end at 16), and their names say what they are: a
// workbook that is passed on by mistake must slander nobody.
var (
	demoFirst = []string{
		"Muster", "Beispiel", "Probe", "Modell", "Exempel", "Planspiel", "Entwurfs", "Übungs", "Vorlagen", "Skizzen",
		"Konzept", "Pilot", "Raster", "Fiktiv", "Annahme", "Formular", "Stichproben", "Blaupausen", "Schablonen", "Simulations",
	}
	demoLast = []string{
		"au", "stedt", "tal", "hausen", "roda", "leben", "heim", "feld", "dorf", "burg",
		"weiler", "stadt", "see", "bach", "ingen", "hain", "ow", "berg", "thal", "furt",
	}
)

// demoPlace is the i-th name: neither half comes twice in a row.
func demoPlace(i int) string {
	return demoFirst[i%len(demoFirst)] + demoLast[(i+i/len(demoFirst))%len(demoLast)]
}

// demoShare is how often each type occurs among the 206 administrations of
// Thuringia, and how many inhabitants such a unit has: half of them have less
// than the middle one.
var demoShare = []struct {
	kind             survey.UnitType
	pattern          string
	from, middle, to int
	members          int // at most
	of206            int
}{
	{survey.KreisfreieStadt, "Stadt %s", 36_000, 90_000, 210_000, 1, 5},
	{survey.Landkreis, "Landkreis %s", 57_000, 88_000, 150_000, 60, 17},
	{survey.Verwaltungsgemeinschaft, "Verwaltungsgemeinschaft %s", 2_800, 6_500, 11_000, 16, 43},
	{survey.ErfuellendeGemeinde, "Erfüllende Gemeinde %s", 3_300, 8_400, 27_000, 8, 39},
	{survey.VerbandsfreieGemeinde, "Gemeinde %s", 2_100, 5_600, 34_000, 1, 102},
}

// demoUnits invents units: all five types in the usual mixture. A kreisfreie
// Stadt is its own Kreis, the municipal units lie in the Landkreise in turn.
func demoUnits(n int, r *rand.Rand) []survey.Unit {
	types := demoTypes(n)
	units := make([]survey.Unit, n)
	var districts []survey.Unit
	for i, kind := range types {
		share := demoShare[kind]
		u := survey.Unit{Type: share.kind, Name: fmt.Sprintf(share.pattern, demoPlace(i)), Members: 1}
		u.Inhabitants = between(share.from, share.middle, share.to, r)
		if share.members > 1 {
			u.Members = 2 + r.IntN(share.members-1)
		}
		switch share.kind {
		case survey.Landkreis:
			u.Key = fmt.Sprintf("99%03d", 100+i)
			u.DistrictKey, u.District = u.Key, u.Name
			districts = append(districts, u)
		case survey.KreisfreieStadt:
			u.Key = fmt.Sprintf("99%03d0000", 500+i)
			u.DistrictKey, u.District = u.Key[:5], u.Name
		}
		units[i] = u
	}
	for i := range units {
		if u := &units[i]; u.Key == "" {
			d := districts[i%len(districts)] // a Landkreis is dealt before any municipal unit
			u.Key, u.DistrictKey, u.District = fmt.Sprintf("%s%04d", d.Key, i), d.Key, d.Name
		}
	}
	return units
}

// between draws a number of which half lie below the middle, and small ones are
// more frequent than large ones.
func between(from, middle, to int, r *rand.Rand) int {
	low, high := float64(from), float64(middle)
	if r.IntN(2) > 0 {
		low, high = float64(middle), float64(to)
	}
	return int(low * math.Pow(high/low, r.Float64()))
}

// demoTypes deals the types out so that even five units show all five.
func demoTypes(n int) []int {
	order, dealt := make([]int, 0, n), make([]int, len(demoShare))
	for len(order) < n {
		for kind := range demoShare {
			if len(order) < n && (len(order) < len(demoShare) || dealt[kind]*206 < demoShare[kind].of206*n) {
				order, dealt[kind] = append(order, kind), dealt[kind]+1
			}
		}
	}
	return order
}

// demoCSV is the list of administrations as a survey gets it.
func demoCSV(units []survey.Unit) []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	rows := [][]string{{"schluessel", "name", "typ", "kreis_schluessel", "kreis", "einwohner", "mitglieder"}}
	for _, u := range units {
		rows = append(rows, []string{u.Key, u.Name, string(u.Type), u.DistrictKey, u.District, strconv.Itoa(u.Inhabitants), strconv.Itoa(u.Members)})
	}
	// A buffer takes everything.
	_ = w.WriteAll(rows)
	return b.Bytes()
}
