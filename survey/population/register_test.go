package population_test

import (
	"encoding/csv"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/population"
)

// above are the rows over the data, as the edition of 2023 has them.
var above = [][]string{
	{"Gemeinden in Deutschland nach Fläche, Bevölkerung und Postleitzahl am 31.03.2023 (1. Quartal)"},
	{""},
	{"Satz-\nart", "Text-\nkenn-\nzeichen", "Amtlicher Regionalschlüssel (ARS)", "", "", "", "", "Gemeindename", "Fläche km2 1)", "Bevölkerung 2)", "", "", ""},
	{"", "", "", "", "", "", "", "", "", "", "", "", ""},
	{"", "", "Land", "RB", "Kreis", "VB", "Gem", "", "", "insgesamt", "männlich", "weiblich", "je km2"},
}

func row(kind, mark, key, name, inhabitants string) []string {
	parts := make([]string, 5)
	for p, n := range []int{2, 1, 2, 4, 3} {
		parts[p] = key[:min(n, len(key))]
		key = key[min(n, len(key)):]
	}
	return append(append([]string{kind, mark}, parts...), name, "1,5", inhabitants, "1", "2", "3")
}

func TestRegister(t *testing.T) {
	rows := slices.Concat(above, [][]string{
		row("10", "", "98", "Musterland", ""),
		row("40", "41", "98001", "Musterstadt, Stadt", ""),
		row("50", "50", "980010000", "Musterstadt, Stadt", ""),
		row("60", "61", "980010000000", "Musterstadt, Stadt", "50 000"),
		row("40", "44", "98061", "Musterkreis", ""),
		row("50", "50", "980610045", "Talheim", ""),
		row("60", "64", "980610045045", "Talheim", "1200"),
		row("50", "54", "980615001", "Bergland", ""),
		row("60", "64", "980615001001", "Oberberg", "300"),
		row("60", "64", "980615001002", "Unterberg", "400"),
		row("50", "58", "980615050", "Quellstadt, Stadt", ""),
		row("60", "63", "980615050001", "Quellstadt, Stadt", "9000"),
		row("60", "64", "980615050002", "Bachdorf", "500"),
		row("50", "51", "980615090", "Amt Nord", ""),
		row("60", "64", "980615090001", "Norden", "100"),
		row("50", "50", "980619999", "Musterwald, gemfr. Gebiet", ""),
		row("60", "66", "980619999999", "Musterwald, gemfr. Gebiet", "0"),
		row("10", "", "97", "Nachbarland", ""),
		row("40", "44", "97001", "Nachbarkreis", ""),
		{"", "", "", "", "", "", "", "1) Stand 2023."},
	})
	units, err := population.Register(rows, []string{"98"})
	if err != nil {
		t.Fatal(err)
	}
	in := func(u survey.Unit) survey.Unit { u.DistrictKey, u.District = "98061", "Musterkreis"; return u }
	want := []survey.Unit{
		{Key: "980010000", Name: "Musterstadt, Stadt", Type: survey.KreisfreieStadt, DistrictKey: "98001", District: "Musterstadt, Stadt", Inhabitants: 50_000, Members: 1},
		in(survey.Unit{Key: "98061", Name: "Musterkreis", Type: survey.Landkreis, Inhabitants: 11_500, Members: 6}),
		in(survey.Unit{Key: "980610045", Name: "Talheim", Type: survey.VerbandsfreieGemeinde, Inhabitants: 1_200, Members: 1}),
		in(survey.Unit{Key: "980615001", Name: "Bergland", Type: survey.Verwaltungsgemeinschaft, Inhabitants: 700, Members: 2}),
		in(survey.Unit{Key: "980615050", Name: "Quellstadt, Stadt", Type: survey.ErfuellendeGemeinde, Inhabitants: 9_500, Members: 2}),
		in(survey.Unit{Key: "980615090", Name: "Amt Nord", Type: survey.Verwaltungsgemeinschaft, Inhabitants: 100, Members: 1}),
	}
	if !slices.Equal(units, want) {
		t.Errorf("got %+v", units)
	}
	if all, err := population.Register(rows, nil); err != nil || len(all) != 7 {
		t.Errorf("all Länder: %d, %v", len(all), err)
	}
}

func TestRegisterNamesMistakes(t *testing.T) {
	land := row("10", "", "98", "Musterland", "")
	for code, rows := range map[string][][]string{
		"register_column": {{"Satzart", "Land"}},
		"register_empty":  slices.Concat(above, [][]string{land}),
		"register_land":   slices.Concat(above, [][]string{row("10", "", "97", "Nachbarland", "")}),
		"register_key":    slices.Concat(above, [][]string{land, row("40", "44", "9861", "Musterkreis", "")}),
		"register_orphan": slices.Concat(above, [][]string{land, row("60", "64", "980615001001", "Oberberg", "300")}),
		"register_twice":  slices.Concat(above, [][]string{land, row("50", "54", "980615001", "A", ""), row("50", "54", "980615001", "A", "")}),
		"number":          slices.Concat(above, [][]string{land, row("50", "54", "980615001", "A", ""), row("60", "64", "980615001001", "B", "viele")}),
	} {
		_, err := population.Register(rows, []string{"98"})
		var wrong *population.Error
		if !errors.As(err, &wrong) || !slices.ContainsFunc(wrong.Problems, func(p population.Problem) bool { return p.Code == code }) {
			t.Errorf("%s: got %v", code, err)
		}
	}
}

// The administrations of Thuringia, made anew out of its municipalities, are
// those that were derived from the same register independently.
func TestRegisterThuringia(t *testing.T) {
	data, err := os.ReadFile("../../../shared/data/gemeinden_thueringen_2023-03-31.csv")
	if err != nil {
		t.Skip("without ../shared/data: ", err)
	}
	records, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(data), "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	rows := append(slices.Clone(above), row("10", "", "16", "Thüringen", ""))
	seen := map[string]bool{}
	marks := map[string]string{"verbandsfrei": "50", "Verwaltungsgemeinschaft": "54", "erfuellende Gemeinde": "58"}
	for _, r := range records[1:] { // ags ars name gemeindetyp kreis_ags kreis_name verband_ars verband_name verband_typ bevoelkerung
		mark, city := "64", r[3] == "kreisfreie Stadt"
		if city {
			mark = "61"
		}
		if !seen[r[4]] {
			district := map[bool]string{true: "41", false: "44"}[city]
			rows = append(rows, row("40", district, r[1][:5], r[5], ""))
		}
		if !seen[r[6]] {
			rows = append(rows, row("50", marks[r[8]], r[6], r[7], ""))
		}
		seen[r[4]], seen[r[6]] = true, true
		rows = append(rows, row("60", mark, r[1], r[2], r[9]))
	}
	got, err := population.Register(rows, []string{"16"})
	if err != nil {
		t.Fatal(err)
	}
	list, err := os.ReadFile("../../../shared/data/erhebungseinheiten_thueringen_2023-03-31.csv")
	if err != nil {
		t.Skip("without ../shared/data: ", err)
	}
	want, err := population.Read(list)
	if err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(want, func(a, b survey.Unit) int { return strings.Compare(a.Key, b.Key) })
	if len(got) != 206 || !slices.Equal(got, want) {
		for i := range min(len(got), len(want)) {
			if got[i] != want[i] {
				t.Fatalf("%d and %d units; %+v is to be %+v", len(got), len(want), got[i], want[i])
			}
		}
		t.Errorf("%d units, want %d", len(got), len(want))
	}
}

func FuzzRegister(f *testing.F) {
	f.Add("Satzart\tTextkennzeichen\tLand\tRB\tKreis\tVB\tGem\tGemeindename\tBevölkerung\n10\t\t98\n60\t64\t98\t0\t61\t5001\t001\tA\t1\n")
	f.Fuzz(func(t *testing.T, text string) {
		var rows [][]string
		for line := range strings.Lines(text) {
			rows = append(rows, strings.Split(strings.TrimSuffix(line, "\n"), "\t"))
		}
		units, err := population.Register(rows, nil)
		if (err == nil) == (len(units) == 0) {
			t.Fatalf("%d units and the error %v", len(units), err)
		}
		for _, u := range units {
			if !survey.ValidUnitKey(u.Key) {
				t.Fatalf("key %q", u.Key)
			}
		}
	})
}
