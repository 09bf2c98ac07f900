package survey

import (
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

var inputList = &ChoiceList{Name: "stelle", Choices: []Choice{
	{Name: "strasse", Label: Text{"de": "Straßenverkehr", "en": "Road traffic"}},
	{Name: "aenderung", Label: Text{"de": "Änderungsdienst", "en": "Change service"}},
	{Name: "keine", Label: Text{"de": "keine", "en": "none"}, Exclusive: true},
}}

func TestParseReadsWhatPeopleType(t *testing.T) {
	integer := &Question{Name: "q", Type: TypeInteger}
	decimal := &Question{Name: "q", Type: TypeDecimal, Decimals: 2}
	money := &Question{Name: "q", Type: TypeMoney}
	percent := &Question{Name: "q", Type: TypePercent, Decimals: 2}
	year, date := &Question{Name: "q", Type: TypeYear}, &Question{Name: "q", Type: TypeDate}
	yesNo := &Question{Name: "q", Type: TypeYesNo, List: YesNo}
	one, many := &Question{Name: "q", Type: TypeSelectOne, List: inputList}, &Question{Name: "q", Type: TypeSelectMultiple, List: inputList}
	text, multiline := &Question{Name: "q", Type: TypeText}, &Question{Name: "q", Type: TypeMultiline}
	email, url := &Question{Name: "q", Type: TypeEmail}, &Question{Name: "q", Type: TypeURL}
	roster, note := &Question{Name: "q", Type: TypeRepeat}, &Question{Name: "q", Type: TypeNote}
	cases := []struct {
		q     *Question
		entry string
		want  string // canonical text, or the code of the refusal
	}{
		{integer, "12", "12"}, {integer, " 1.234 ", "1234"}, {integer, "1.234.567", "1234567"}, {integer, "1 234", "1234"}, {integer, "1\u00a0234", "1234"},
		{integer, "-5", "-5"}, {integer, "−5", "-5"}, {integer, "+5", "5"}, {integer, "007", "7"}, {integer, "-0", "0"}, {integer, "12,0", "12"}, {integer, "", ""},
		{integer, "12,5", "not_whole"}, {integer, "1.5", "not_whole"}, {integer, "zwölf", "not_a_number"}, {integer, "12 Stück", "number_meant"}, {integer, "1,5 Mio", "number_meant"}, {integer, "2 Tsd.", "number_meant"}, {integer, "ca. 50", "number_about"}, {integer, "10-15", "number_about"}, {integer, "10 bis 15", "number_about"}, {integer, ">50", "number_about"}, {integer, "unter 5", "number_about"}, {integer, "1,5 Stück", "not_a_number"}, {integer, "1e3", "not_a_number"},
		{integer, "1,000", "ambiguous_number"}, {decimal, "0.123,5", "not_a_number"}, {text, "a\r\nb", "one_line_only"}, {multiline, "a\r\nb\rc", "a\nb\nc"}, {text, "M\xfcller", "not_utf8"}, {integer, "1,2,3", "not_a_number"}, {integer, "1.23.456", "not_a_number"}, {integer, "12,", "not_a_number"}, {integer, "0x10", "not_a_number"}, {integer, "--5", "not_a_number"},
		{integer, "1234567890123456", "number_too_long"}, {integer, "999999999999999", "999999999999999"}, {integer, "NaN", "not_a_number"}, {integer, "١٢", "not_a_number"},
		{decimal, "1.234,5", "1234.5"}, {decimal, "1234,5", "1234.5"}, {decimal, "1234.5", "1234.5"}, {decimal, "0,10", "0.1"}, {decimal, ",5", "0.5"}, {decimal, ".5", "0.5"},
		{decimal, "1.234", "ambiguous_number"}, {decimal, "0.123", "too_many_decimals"}, {decimal, "1.234.567", "1234567"}, {decimal, "1,234", "too_many_decimals"}, {decimal, "1234.56", "1234.56"}, {decimal, "1,234.5", "number_meant"}, {decimal, "1,234,567.89", "number_meant"}, {decimal, "1,5 Tsd", "number_meant"},
		{money, "1.200 €", "1200"}, {money, "1200 EUR", "1200"}, {money, "1200,50", "not_whole"}, {money, "1.500,- €", "1500"}, {money, "1.500,--", "1500"}, {money, "€ 5", "not_a_number"}, {money, "1,5 Mio. €", "number_meant"}, {money, "1.5 Mio €", "number_meant"},
		{percent, "45 %", "45"}, {percent, "33,33", "33.33"}, {percent, "100", "100"}, {percent, "100,01", "percent_range"}, {percent, "-1", "percent_range"},
		{year, "2019", "2019"}, {year, "19", "not_a_year"}, {year, "2019,5", "not_a_year"}, {year, "heuer", "not_a_year"},
		{date, "31.12.2025", "2025-12-31"}, {date, "1.3.2026", "2026-03-01"}, {date, "01. 03. 2026", "2026-03-01"}, {date, "2026-03-01", "2026-03-01"}, {date, "29.2.2024", "2024-02-29"},
		{date, "31.02.2026", "not_a_date"}, {date, "29.2.2025", "not_a_date"}, {date, "1.3.26", "2026-03-01"}, {date, "1.3.49", "2049-03-01"}, {date, "1.3.50", "1950-03-01"}, {date, "01032026", "2026-03-01"}, {date, "20260301", "2026-03-01"}, {date, "31022026", "not_a_date"}, {date, "1. März 2026", "2026-03-01"}, {date, "1.Mrz.26", "not_a_date"}, {date, "3. Okt. 2025", "2025-10-03"}, {date, "3 MAERZ 2025", "2025-03-03"}, {date, "3. Ju 2025", "not_a_date"}, {date, "31. Juni 2025", "not_a_date"}, {date, "1.3.", "not_a_date"}, {date, "1.3.026", "not_a_date"}, {date, "1.1.1799", "not_a_date"}, {date, "12/31/2025", "not_a_date"}, {date, "0.1.2025", "not_a_date"},
		{yesNo, "ja", "ja"}, {yesNo, "JA", "ja"}, {yesNo, "No", "nein"}, {yesNo, "vielleicht", "not_yes_no"},
		{one, "strasse", "strasse"}, {one, "Straßenverkehr", "strasse"}, {one, "STRASSENVERKEHR", "strasse"}, {one, "Aenderungsdienst", "aenderung"}, {one, "A\u0308nderungsdienst", "aenderung"}, {one, "road traffic", "strasse"}, {one, "bahn", "not_a_choice"},
		{many, "aenderung,strasse", "strasse aenderung"}, {many, "strasse; strasse", "strasse"}, {many, "keine", "keine"}, {many, "keine,strasse", "exclusive_choice"}, {many, "strasse,bahn", "not_a_choice"}, {many, " , ", ""},
		{text, "  Müller & Söhne ", "Müller & Söhne"}, {text, "a\nb", "one_line_only"}, {multiline, "a\nb", "a\nb"}, {text, "=1+1", "=1+1"}, {text, "a\x1b[2Jb", "a\ufffd[2Jb"}, {text, strings.Repeat("ä", 16000), strings.Repeat("ä", 16000)}, {text, strings.Repeat("ä", 16001), "text_too_long"},
		{email, " poststelle@stadt.example ", "poststelle@stadt.example"}, {email, "poststelle@stadt", "not_an_email"}, {email, "Amt <a@b.example>", "not_an_email"}, {email, "a b@c.example", "not_an_email"}, {email, "straße@müller.example", "straße@müller.example"},
		{url, "https://www.stadt.example", "https://www.stadt.example"}, {url, "www.stadt.example", "no_scheme"}, {url, "stadt.example/rathaus", "no_scheme"}, {url, "ftp://stadt.example", "not_a_url"}, {url, "javascript:alert(1)", "not_a_url"}, {url, "keine", "not_a_url"},
		{roster, "keine", "keine"}, {roster, "None", "keine"}, {roster, "drei", "not_none"}, {note, "x", "not_asked"},
	}
	for _, c := range cases {
		v, refusal := c.q.Parse(c.entry)
		got := v.Text
		if refusal != nil {
			got = string(refusal.Code)
		}
		if got != c.want {
			t.Errorf("%s %.40q: got %.40q, want %.40q", c.q.Type, c.entry, got, c.want)
		}
		if refusal == nil {
			if f := c.q.Validate(v); f != nil {
				t.Errorf("%s %.40q: what Parse accepts Validate refuses: %v", c.q.Type, c.entry, f.Code)
			}
		}
	}
}

func TestARefusalNamesTheNearestChoice(t *testing.T) {
	q := &Question{Name: "q", Type: TypeSelectOne, List: inputList}
	_, refusal := q.Parse("anderung")
	if refusal == nil || refusal.Args[1] != "aenderung" {
		t.Errorf("got %v", refusal)
	}
}

func TestAmbiguousNumbersAreAskedBackWithBothReadings(t *testing.T) {
	q := &Question{Name: "q", Type: TypeDecimal, Decimals: 3}
	_, refusal := q.Parse("1.234")
	if refusal == nil || len(refusal.Args) != 2 || refusal.Args[0] != "1234" || refusal.Args[1] != "1,234" {
		t.Fatalf("got %v", refusal)
	}
	for i, want := range []string{"1234", "1.234"} {
		if v, again := q.Parse(refusal.Args[i]); again != nil || v.Text != want {
			t.Errorf("typed as proposed, %s gives %v %v", refusal.Args[i], v, again)
		}
	}
}

// What is proposed for an entry that is no number is what was meant, and can be
// typed as it stands.
func TestProposedNumbersCanBeTyped(t *testing.T) {
	whole, places := &Question{Name: "q", Type: TypeInteger}, &Question{Name: "q", Type: TypeDecimal, Decimals: 2}
	for _, c := range []struct {
		q                      *Question
		entry, proposed, value string
	}{
		{whole, "1,5 Mio", "1.500.000", "1500000"}, {whole, "12 Stück", "12", "12"}, {whole, "2 tsd.", "2.000", "2000"}, {whole, "-3 Grad", "-3", "-3"},
		{places, "1,234.5", "1234,5", "1234.5"}, {places, "1,5 Tsd", "1500", "1500"}, {places, "12,5 km", "12,5", "12.5"},
	} {
		_, refusal := c.q.Parse(c.entry)
		if refusal == nil || refusal.Code != NumberMeant || refusal.Args[0] != c.proposed {
			t.Errorf("%q: %+v, want the proposal %s", c.entry, refusal, c.proposed)
			continue
		}
		if v, again := c.q.Parse(refusal.Args[0]); again != nil || v.Text != c.value {
			t.Errorf("%q proposes %s, which gives %v %v", c.entry, refusal.Args[0], v, again)
		}
	}
}

// What Edit shows in the field, Parse reads back as the same value; and the
// value is the number that was meant.
func TestEditAndParseAreInverse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := &Question{Name: "q", Type: TypeDecimal, Decimals: rapid.IntRange(0, 4).Draw(t, "decimals")}
		n := big.NewRat(rapid.Int64Range(-1e9, 1e9).Draw(t, "n"), rapid.SampledFrom([]int64{1, 2, 5, 10, 100}).Draw(t, "d"))
		v := NumberValue(n, q.Decimals)
		if f := q.Validate(v); f != nil {
			t.Fatalf("%v is not canonical: %v", v, f.Code)
		}
		back, refusal := q.Parse(q.Edit(v))
		if refusal != nil || back != v {
			t.Fatalf("%v is shown as %q and read as %v %v", v, q.Edit(v), back, refusal)
		}
	})
}

func TestCleanLeavesNothingThatSteersATerminal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "s") + rapid.SampledFrom([]string{"\x1b]52;c;x\a", "\u009b2J", "\u202e", "\r", "\b", "\x00", "\xff", "\ufeff", "ä"}).Draw(t, "evil")
		c := Clean(s)
		if !IsClean(c) {
			t.Fatalf("%q is not clean", c)
		}
		if Clean(c) != c {
			t.Fatalf("cleaning %q again changes it", c)
		}
		if strings.ContainsAny(CleanLine(s), "\n\t\x1b\r") {
			t.Fatalf("%q is not one line", CleanLine(s))
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"1.234,5", "31.12.2025", "ja", "strasse,keine", "\x1b[2J", "-", "1e9", "½"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, entry string) {
		for _, typ := range Types() {
			q := &Question{Name: "q", Type: typ, Decimals: 2, List: inputList}
			if v, refusal := q.Parse(entry); refusal == nil && q.Validate(v) != nil {
				t.Errorf("%s %q gives %v, which is not valid", typ, entry, v)
			}
		}
	})
}
