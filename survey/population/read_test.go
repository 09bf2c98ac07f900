package population_test

import (
	"errors"
	"os"
	"strings"
	"testing"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/i18n"
	"bestand.example/itbestand/survey/population"
)

const head = "schluessel,name,typ,kreis_schluessel,kreis,einwohner,mitglieder,gebietsstand\n"

func TestRead(t *testing.T) {
	for name, text := range map[string]string{
		"own headings": head + "990010001,\"Musterstadt, Stadt\",kreisfreie_stadt,99001,Musterstadt,50000,,\n99071,Musterkreis,landkreis,99071,Musterkreis,,12,2023\n",
		"semicolons":   "\ufeff" + strings.ReplaceAll(head, ",", ";") + "990010001;Musterstadt, Stadt;kreisfreie Stadt;99001;Musterstadt;50000;;\r\n99071;Musterkreis;Landkreis;99071;Musterkreis;;12;2023\r\n",
	} {
		units, err := population.Read([]byte(text))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		want := []survey.Unit{
			{Key: "990010001", Name: "Musterstadt, Stadt", Type: survey.KreisfreieStadt, DistrictKey: "99001", District: "Musterstadt", Inhabitants: 50_000},
			{Key: "99071", Name: "Musterkreis", Type: survey.Landkreis, DistrictKey: "99071", District: "Musterkreis", Members: 12},
		}
		if len(units) != 2 || units[0] != want[0] || units[1] != want[1] {
			t.Errorf("%s: read %+v", name, units)
		}
	}
}

func TestReadNamesEveryMistake(t *testing.T) {
	text := head + "12345,A,verbandsfreie_gemeinde,99001,A,1,,\n1234,B,amt,9900,B,viele,-1,\n990010001,C,kreisfreie_stadt,99001,C,1,,\n990010001,,kreisfreie_stadt,99001,C,1,,\na,b\n"
	_, err := population.Read([]byte(text))
	var wrong *population.Error
	if !errors.As(err, &wrong) {
		t.Fatalf("got %v", err)
	}
	const want = `Zeile 2: Der Schlüssel 12345 passt nicht zum Typ „verbandsfreie Gemeinde“: 5 Ziffern hat nur ein Landkreis.
Zeile 3: „1234“ ist kein Schlüssel: 5 Ziffern für einen Landkreis, sonst 9.
Zeile 3: „9900“ ist kein Kreisschlüssel: 5 Ziffern.
Zeile 3: „amt“ ist kein Typ einer Verwaltung. Möglich sind: kreisfreie_stadt, landkreis, verwaltungsgemeinschaft, erfuellende_gemeinde, verbandsfreie_gemeinde.
Zeile 3: „viele“ ist keine Zahl für „einwohner“.
Zeile 3: „-1“ ist keine Zahl für „mitglieder“.
Zeile 5: Der Name fehlt, hat einen Zeilenumbruch oder mehr als 200 Zeichen.
Zeile 5: Den Schlüssel 990010001 gibt es schon in Zeile 4.
Zeile 6: Die Zeile hat 2 Spalten, die Kopfzeile 8.
`
	if got := wrong.Render(i18n.In("de")); got != want {
		t.Errorf("got\n%s", got)
	}
}

func TestReadRefuses(t *testing.T) {
	for text, code := range map[string]string{
		"": "empty", head: "empty", "name,typ\n": "no_column", "\xff\xfe\x00a": "not_text", head + "\"x": "record",
		strings.Repeat("a", 17<<20): "too_large",
	} {
		_, err := population.Read([]byte(text))
		var wrong *population.Error
		if !errors.As(err, &wrong) || wrong.Problems[0].Code != code {
			t.Errorf("%.20q: got %v, want %s", text, err, code)
		}
	}
}

// The units that are derived from the GV-ISys of Destatis for Thuringia.
func TestReadThuringia(t *testing.T) {
	data, err := os.ReadFile("../../../shared/data/erhebungseinheiten_thueringen_2023-03-31.csv")
	if err != nil {
		t.Skip("without ../shared/data: ", err)
	}
	units, err := population.Read(data)
	if err != nil || len(units) != 206 {
		t.Fatalf("%d units, %v", len(units), err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(head + "990010001,A,landkreis,99001,A,1,,\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		units, err := population.Read(data)
		if (err == nil) == (len(units) == 0) {
			t.Fatalf("%d units and the error %v", len(units), err)
		}
	})
}
