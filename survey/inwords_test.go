package survey

import (
	"testing"

	"bestand.example/itbestand/survey/i18n"
)

// The questions of testSet are 1.1 (a) to 1.11 (r, with the columns 1.11.1 rk,
// 1.11.2 rn, 1.11.3 rs).
func TestInWords(t *testing.T) {
	for _, c := range []struct{ source, german, english string }{
		{`a == "ja"`, "bei Frage 1.1 „Ja“ angegeben ist", "question 1.1 is answered with “Yes”"},
		{`"ja" == a`, "bei Frage 1.1 „Ja“ angegeben ist", ""},
		{`a != "ja"`, "bei Frage 1.1 etwas anderes als „Ja“ angegeben ist", "question 1.1 is answered with anything but “Yes”"},
		{`not (a == "ja")`, "bei Frage 1.1 etwas anderes als „Ja“ angegeben ist", ""},
		{`a == b`, "die Angabe zu Frage 1.1 dasselbe wie die Angabe zu Frage 1.2 ist", ""},
		{`s1 in ["geplant", "vorhanden"]`, "bei Frage 1.8 „geplant“ oder „vorhanden“ angegeben ist", "question 1.8 is answered with “geplant” or “vorhanden”"},
		{`s1 not in ["geplant", "vorhanden"]`, "bei Frage 1.8 etwas anderes als „geplant“ oder „vorhanden“ angegeben ist", ""},
		{`s1 == "geplant" or s1 == "vorhanden"`, "bei Frage 1.8 „geplant“ oder „vorhanden“ angegeben ist", ""},
		{`ordinal(s1) >= ordinal("in_umsetzung")`, "bei Frage 1.8 mindestens „in Umsetzung“ angegeben ist", "question 1.8 is answered with at least “in Umsetzung”"},
		{`ordinal("in_umsetzung") > ordinal(s1)`, "bei Frage 1.8 weniger als „in Umsetzung“ angegeben ist", ""},
		{`not (ordinal(s1) > 2)`, "bei Frage 1.8 höchstens „in Umsetzung“ angegeben ist", ""},
		{`ordinal(s1) > n`, "die Stelle der Angabe zu Frage 1.8 in ihrer Auswahlliste größer als die Angabe zu Frage 1.3 ist", ""},
		{`score(s1) >= 50`, "die Punktzahl der Angabe zu Frage 1.8 mindestens 50 ist", ""},
		{`selected(sm, "kreis")`, "bei Frage 1.9 „Kreis“ angekreuzt ist", "“Kreis” is ticked in question 1.9"},
		{`"kreis" in sm`, "bei Frage 1.9 „Kreis“ angekreuzt ist", ""},
		{`not selected(sm, "keine")`, "bei Frage 1.9 „keine“ nicht angekreuzt ist", ""},
		{`len(sm) > 1`, "die Zahl der angekreuzten Antworten bei Frage 1.9 größer als 1 ist", ""},

		{`a == "ja" and n > 3`, "bei Frage 1.1 „Ja“ angegeben ist und die Angabe zu Frage 1.3 größer als 3 ist", ""},
		{`a == "ja" and (n > 3 or b == "ja")`, "bei Frage 1.1 „Ja“ angegeben ist und (die Angabe zu Frage 1.3 größer als 3 ist oder bei Frage 1.2 „Ja“ angegeben ist)", ""},
		{`a == "ja" or n > 3 and b == "ja"`, "bei Frage 1.1 „Ja“ angegeben ist oder (die Angabe zu Frage 1.3 größer als 3 ist und bei Frage 1.2 „Ja“ angegeben ist)", ""},
		{`not (a == "ja" and n > 3)`, "bei Frage 1.1 etwas anderes als „Ja“ angegeben ist oder die Angabe zu Frage 1.3 höchstens 3 ist", ""},
		{`not (a == "ja" or selected(sm, "land"))`, "bei Frage 1.1 etwas anderes als „Ja“ angegeben ist und bei Frage 1.9 „Land“ nicht angekreuzt ist", ""},
		{`s1 != "geplant" or s1 == "vorhanden"`, "bei Frage 1.8 etwas anderes als „geplant“ angegeben ist oder bei Frage 1.8 „vorhanden“ angegeben ist", ""},
		{`not selected(sm, "kreis") or not selected(sm, "land")`, "bei Frage 1.9 „Kreis“ nicht angekreuzt ist oder bei Frage 1.9 „Land“ nicht angekreuzt ist", ""},
		{`selected(sm, "kreis") or selected(sm, "land")`, "bei Frage 1.9 „Kreis“ oder „Land“ angekreuzt ist", ""},
		{`selected(sm, "kreis") and selected(sm, "land")`, "bei Frage 1.9 „Kreis“ angekreuzt ist und bei Frage 1.9 „Land“ angekreuzt ist", ""},
		{`round(n) * 100`, "(die Angabe zu Frage 1.3 (gerundet)) mal 100", ""},
		{`einheit.typ == "landkreis" or einheit.typ == "kreisfreie_stadt"`, "die Verwaltung ein Landkreis oder eine kreisfreie Stadt ist", ""},
		{`not not (n == 0)`, "die Angabe zu Frage 1.3 gleich 0 ist", ""},

		{`n >= 0 and n <= 20`, "die Angabe zu Frage 1.3 mindestens 0 und höchstens 20 ist", "the answer to question 1.3 is at least 0 and at most 20"},
		{`n <= m`, "die Angabe zu Frage 1.3 höchstens so groß wie die Angabe zu Frage 1.4 ist", ""},
		{`m < 1234.5`, "die Angabe zu Frage 1.4 kleiner als 1.234,5 ist", "the answer to question 1.4 is less than 1234.5"},
		{`n in [1, 2, 3]`, "die Angabe zu Frage 1.3 1, 2 oder 3 ist", ""},
		{`n > 3 * (m + 1)`, "die Angabe zu Frage 1.3 größer als (3 mal (die Angabe zu Frage 1.4 plus 1)) ist", ""},
		{`n - (m - 1) > 0`, "die Angabe zu Frage 1.3 minus (die Angabe zu Frage 1.4 minus 1) größer als 0 ist", ""},
		{`100 * n / m`, "100 mal die Angabe zu Frage 1.3 geteilt durch die Angabe zu Frage 1.4", ""},
		{`round(n / m)`, "(die Angabe zu Frage 1.3 geteilt durch die Angabe zu Frage 1.4) (gerundet)", ""},
		{`-n`, "minus die Angabe zu Frage 1.3", ""},
		{`max(n, m)`, "der größte Wert aus (die Angabe zu Frage 1.3 und die Angabe zu Frage 1.4)", ""},
		{`a == "ja" ? n : m`, "(die Angabe zu Frage 1.3, wenn bei Frage 1.1 „Ja“ angegeben ist; sonst die Angabe zu Frage 1.4)", ""},
		{`a == "ja" ? n > 1 : n > 2`, "(bei Frage 1.1 „Ja“ angegeben ist und die Angabe zu Frage 1.3 größer als 1 ist) oder (bei Frage 1.1 etwas anderes als „Ja“ angegeben ist und die Angabe zu Frage 1.3 größer als 2 ist)", ""},

		{`answered(n)`, "Frage 1.3 beantwortet ist", "question 1.3 is answered"},
		{`not answered(n)`, "Frage 1.3 nicht beantwortet ist", ""},
		{`relevant(hidden)`, "Frage 1.10 zu beantworten ist", ""},
		{`missing(n) == "unbekannt"`, "bei Frage 1.3 als Ausfallgrund „nicht bekannt“ angegeben ist", ""},
		{`missing(n) in ["unbekannt", "spaeter"]`, "bei Frage 1.3 als Ausfallgrund „nicht bekannt“ oder „wird nachgereicht“ angegeben ist", ""},
		{`missing(n) != ""`, "bei Frage 1.3 ein Ausfallgrund angegeben ist", ""},
		{`missing(n) == ""`, "bei Frage 1.3 kein Ausfallgrund angegeben ist", ""},
		{`if_asked(hidden, 0) < 100`, "die Angabe zu Frage 1.10 (wenn nicht gefragt, gilt 0) kleiner als 100 ist", ""},
		{`if_asked(a, "nein") == "nein"`, "bei Frage 1.1 (wenn nicht gefragt, gilt „Nein“) „Nein“ angegeben ist", ""},

		{`d > date("2025-10-14")`, "die Angabe zu Frage 1.6 nach dem 14.10.2025 liegt", "the answer to question 1.6 is after 2025-10-14"},
		{`d <= e`, "die Angabe zu Frage 1.6 nicht nach der Angabe zu Frage 1.7 liegt", ""},
		{`stichtag > date("2025-10-14")`, "der Stichtag nach dem 14.10.2025 liegt", ""},
		{`year(d) >= 2025`, "das Jahr aus der Angabe zu Frage 1.6 mindestens 2025 ist", ""},
		{`year(d) <= year(stichtag) + 15`, "das Jahr aus der Angabe zu Frage 1.6 höchstens so groß wie (das Jahr aus dem Stichtag plus 15) ist", ""},
		{`months(d, stichtag) > 12`, "die Zahl der vollen Monate zwischen der Angabe zu Frage 1.6 und dem Stichtag größer als 12 ist", ""},

		{`t == "VIS"`, "bei Frage 1.5 „VIS“ angegeben ist", ""},
		{`t contains "VIS"`, "die Angabe zu Frage 1.5 „VIS“ enthält", ""},
		{`t matches "^VIS"`, "die Angabe zu Frage 1.5 mit „VIS“ beginnt", ""},
		{`not (t matches "VIS$")`, "die Angabe zu Frage 1.5 nicht mit „VIS“ endet", ""},
		{`t matches "^[A-Z]+$"`, "die Angabe zu Frage 1.5 dem Muster „^[A-Z]+$“ entspricht", ""},

		{`einheit.typ == "landkreis"`, "die Verwaltung ein Landkreis ist", "the administration is a rural district (Landkreis)"},
		{`einheit.typ != "landkreis"`, "die Verwaltung kein Landkreis ist", "the administration is not a rural district (Landkreis)"},
		{`einheit.typ not in ["landkreis", "kreisfreie_stadt"]`, "die Verwaltung weder ein Landkreis noch eine kreisfreie Stadt ist", ""},
		{`einheit.typ in ["landkreis", "kreisfreie_stadt"]`, "die Verwaltung ein Landkreis oder eine kreisfreie Stadt ist", ""},
		{`einheit.groessenklasse == "5000_9999"`, "die Verwaltung zur Größenklasse „5.000 bis 9.999 Einwohner“ gehört", "the administration is in the size class “5,000 to 9,999 inhabitants”"},
		{`einheit.einwohner >= 10000`, "die Zahl der Einwohner mindestens 10.000 ist", ""},
		{`einheit.kreis == "16067"`, "die Verwaltung im Kreis mit dem Schlüssel „16067“ liegt", ""},

		{`len(r) > 2`, "die Zahl der Einträge in Frage 1.11 größer als 2 ist", "the number of entries in question 1.11 is greater than 2"},
		{`count(r, .rk == "ja") > 2`, "die Zahl der Einträge in Frage 1.11 (nur Einträge, für die bei Frage 1.11.1 „Ja“ angegeben ist) größer als 2 ist", ""},
		{`any(r, .rk == "ja")`, "es in Frage 1.11 mindestens einen Eintrag gibt, für den bei Frage 1.11.1 „Ja“ angegeben ist", "there is at least one entry in question 1.11 for which question 1.11.1 is answered with “Yes”"},
		{`not any(r, .rk == "ja")`, "es in Frage 1.11 keinen Eintrag gibt, für den bei Frage 1.11.1 „Ja“ angegeben ist", ""},
		{`all(r, .rk == "ja")`, "für alle Einträge in Frage 1.11 gilt, dass bei Frage 1.11.1 „Ja“ angegeben ist", ""},
		{`not all(r, .rk == "ja")`, "es in Frage 1.11 mindestens einen Eintrag gibt, für den bei Frage 1.11.1 etwas anderes als „Ja“ angegeben ist", ""},
		{`any(r, .rk == "ja") and n > 1`, "(es in Frage 1.11 mindestens einen Eintrag gibt, für den bei Frage 1.11.1 „Ja“ angegeben ist) und die Angabe zu Frage 1.3 größer als 1 ist", ""},
		{`sum(map(r, .rn)) > 10`, "die Summe der Angaben zu Frage 1.11.2 größer als 10 ist", ""},
		{`sum(r, .rn)`, "die Summe der Angaben zu Frage 1.11.2", ""},
		{`mean(map(filter(r, .rk == "ja"), .rn))`, "der Mittelwert der Angaben zu Frage 1.11.2 (nur Einträge, für die bei Frage 1.11.1 „Ja“ angegeben ist)", ""},
		{`len(distinct(map(r, .rs))) < len(r)`, "die Zahl der verschiedenen Angaben zu Frage 1.11.3 kleiner als die Zahl der Einträge in Frage 1.11 ist", ""},
		{`sum(map(r, .rn * 2))`, "die Summe der Werte (die Angabe zu Frage 1.11.2 mal 2) aller Einträge in Frage 1.11", ""},

		{`any(sm, # == "kreis")`, "die Bedingung „any(sm, # == \"kreis\")“ erfüllt ist", ""},
		{`true`, "immer", ""},
	} {
		set, issues := compileSet(c.source)
		if len(issues) > 0 {
			t.Errorf("%s: %v %v", c.source, issues[0].Code, issues[0].Args)
			continue
		}
		set.Missing = []MissingCode{{"unbekannt", German("nicht bekannt")}, {"spaeter", German("wird nachgereicht")}}
		e := set.Question("it").Calculation
		if got := set.InWords(e, i18n.In("de")); got != c.german {
			t.Errorf("%s\n got %s\nwant %s", c.source, got, c.german)
		}
		if got := set.InWords(e, i18n.In("en")); c.english != "" && got != c.english {
			t.Errorf("%s\n got %s\nwant %s", c.source, got, c.english)
		}
	}
}

// What cannot be parsed is quoted, not guessed.
func TestInWordsQuotesWhatItCannotRead(t *testing.T) {
	if got := testSet(t, "n").InWords(&Expression{Source: "n >"}, i18n.In("de")); got != "die Bedingung „n >“ erfüllt ist" {
		t.Errorf("got %q", got)
	}
}

// Filters read the choice that they decide on.
func TestFiltersInWords(t *testing.T) {
	set := testSet(t, "n")
	for source, want := range map[string]string{
		`choice.name == s1`:                     "dieser Eintrag der Auswahl dasselbe wie die Angabe zu Frage 1.8 ist",
		`any(r, .rs == choice.name)`:            "es in Frage 1.11 mindestens einen Eintrag gibt, für den die Angabe zu Frage 1.11.3 dasselbe wie dieser Eintrag der Auswahl ist",
		`einheit.typ in choice.traeger`:         "das Merkmal „traeger“ des Eintrags die Art der Verwaltung einschließt",
		`not ("lk" in choice.traeger)`:          "das Merkmal „traeger“ des Eintrags „lk“ nicht einschließt",
		`choice.kreis == "mitte"`:               "das Merkmal „kreis“ des Eintrags „mitte“ ist",
		`choice.kreis == t`:                     "das Merkmal „kreis“ des Eintrags dasselbe wie die Angabe zu Frage 1.5 ist",
		`choice.rn >= 0`:                        "die Angabe des Eintrags zu Frage 1.11.2 mindestens 0 ist",
		`a == "ja" and choice.kreis != "mitte"`: "bei Frage 1.1 „Ja“ angegeben ist und das Merkmal „kreis“ des Eintrags nicht „mitte“ ist",
	} {
		if got := set.InWords(&Expression{Source: source}, i18n.In("de")); got != want {
			t.Errorf("%s\n got %s\nwant %s", source, got, want)
		}
	}
}

// Whatever is written, there is something to read: an editor shows a
// condition while it is being typed.
func TestInWordsTakesAnything(t *testing.T) {
	set := testSet(t, "n")
	for _, source := range []string{
		`not any(filter(r, .rk == "ja"), .rn > 3) and months(d, date("2025-10-14")) in [1, 2] ? score(s1) : if_asked(hidden, 0)`,
		`selected(sm, "kreis") or missing(n) in ["unbekannt"] and ordinal(s1) >= ordinal("geplant") or t matches "^A" or -n / max(m, 2) != 1`,
		`date(5) == answered() or selected(1) or any(n, #) or r[0].rk == nil or {a: 1}.a or choice.name in choice.x or sum([1, n]) > len("x")`,
	} {
		for end := range len(source) + 1 {
			if got := set.InWords(&Expression{Source: source[:end]}, i18n.In("de")); got == "" {
				t.Errorf("%s: no words", source[:end])
			}
		}
	}
}
