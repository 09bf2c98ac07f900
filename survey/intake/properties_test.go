package intake_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"bestand.example/itbestand/export/table"
	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/intake"
)

// A roster that is written as CSV, with labels as headings and values as a
// person reads them, comes back the same, with any separator.
func TestWhatIsWrittenAsCSVComesBack(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := newSession(t)
		var all []survey.Assignment
		n := rapid.IntRange(1, 9).Draw(rt, "rows")
		for row := 1; row <= n; row++ {
			for name, entry := range randomRow(rt) {
				a := survey.Assignment{Question: name, Roster: "fv", Index: row, Entry: &entry}
				if entry == "unbekannt" {
					a.Entry, a.Missing = nil, &entry
				}
				all = append(all, a)
			}
		}
		if found, err := s.Put(all); err != nil || len(found) > 0 {
			rt.Fatal(found, err)
		}
		comma := rapid.SampledFrom([]rune(";,\t|")).Draw(rt, "separator")
		tables, err := table.Read("liste.csv", written(t, s, comma), table.Options{})
		if err != nil {
			rt.Fatal(err)
		}
		again := newSession(t)
		p := prepare(again, "fv", tables[0], intake.Profile{Duplicates: intake.Add})
		if len(p.Problems) > 0 {
			rt.Fatal(said(p.Problems))
		}
		if got, want := take(t, again, "fv", p), rows(s, "fv"); got != want {
			rt.Fatalf("got\n%s\nexpected\n%s", got, want)
		}
	})
}

func randomRow(rt *rapid.T) map[string]string {
	row := map[string]string{"fv_bereich": rapid.SampledFrom([]string{"meldewesen", "gewerbe", "kasse"}).Draw(rt, "fv_bereich")}
	some := func(name string, entry func() string) {
		if rapid.Bool().Draw(rt, name+" given") {
			row[name] = entry()
		}
	}
	product := rapid.SampledFrom([]string{"meso", "okewo", "okjus", "sonstiges"}).Draw(rt, "fv_produkt")
	row["fv_produkt"] = product
	words := rapid.StringMatching(`[A-ZÄÖÜa-zäöüß][A-Za-zäöüß0-9 ,;|"'.:-]{0,18}[a-zäöüß0-9]`)
	if product == "sonstiges" {
		row["fv_produkt_name"] = words.Draw(rt, "name")
	}
	some("fv_nutzer", func() string {
		return rapid.SampledFrom([]string{"0", "7", "499", "unbekannt"}).Draw(rt, "nutzer")
	})
	some("fv_kosten", func() string { return fmt.Sprint(rapid.IntRange(0, 9_999_999).Draw(rt, "kosten")) })
	some("fv_anteil", func() string { return fmt.Sprint(rapid.IntRange(0, 100).Draw(rt, "anteil")) })
	some("fv_seit", func() string { return fmt.Sprint(rapid.IntRange(1980, 2026).Draw(rt, "seit")) })
	some("fv_ende", func() string {
		return fmt.Sprintf("%02d.%02d.%d", rapid.IntRange(1, 28).Draw(rt, "day"), rapid.IntRange(1, 12).Draw(rt, "month"), rapid.IntRange(1900, 2100).Draw(rt, "year"))
	})
	some("fv_online", func() string { return rapid.SampledFrom([]string{"ja", "nein"}).Draw(rt, "online") })
	some("fv_standard", func() string {
		return rapid.SampledFrom([]string{"xmeld", "xgewerbe", "xmeld, xgewerbe", "sonstiges: XBau", "xmeld, sonstiges: XBau und mehr"}).Draw(rt, "standard")
	})
	some("fv_stelle", func() string { return fmt.Sprintf("99%07d", rapid.IntRange(0, 9_999_999).Draw(rt, "stelle")) })
	some("fv_text", func() string { return words.Draw(rt, "text") })
	return row
}

// written is the roster as CSV.
func written(t *testing.T, s *survey.Session, comma rune) []byte {
	t.Helper()
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.Comma = comma
	roster := s.Set.Question("fv")
	var headings []string
	for _, q := range roster.Questions {
		headings = append(headings, q.Label.In("de"))
	}
	records := [][]string{headings}
	for _, id := range s.Response.Answers.Rows("fv") {
		var record []string
		for _, q := range roster.Questions {
			k := survey.Key{Question: q.Name, Row: id}
			a := s.Response.Answers.Get(k)
			text := s.Assessment().Show(k, a.Value, "de")
			if a.Missing != "" {
				text = "nicht bekannt"
			}
			record = append(record, text)
		}
		records = append(records, record)
	}
	if err := w.WriteAll(records); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
