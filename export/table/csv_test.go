package table_test

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"bestand.example/itbestand/export/table"
	"bestand.example/itbestand/survey/intake"
)

func coded(t testing.TB, e encoding.Encoding, s string) []byte {
	t.Helper()
	b, err := e.NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// The five variants that spreadsheets here write, and two more.
func TestVariants(t *testing.T) {
	utf16 := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	for _, c := range []struct {
		name     string
		data     []byte
		encoding string
		comma    string
		want     string
	}{
		{"Windows-1252, semicolon", coded(t, charmap.Windows1252, "Aufgabe;Straße\r\nMüll;1,5\r\n"), "windows-1252", ";", "1: A=Aufgabe B=Straße\n2: A=Müll B=1,5\n"},
		{"UTF-8 with a mark", []byte("\ufeffAufgabe;Straße\nMüll;\"a;b\"\n"), "utf-8", ";", "1: A=Aufgabe B=Straße\n2: A=Müll B=a;b\n"},
		{"Unicode text of Excel", coded(t, utf16, "Aufgabe\tStraße\r\nMüll\t1\r\n"), "utf-16le", "\t", "1: A=Aufgabe B=Straße\n2: A=Müll B=1\n"},
		{"decimal comma in quotes", []byte("Aufgabe,Kosten\nMüll,\"1.200,50\"\n"), "utf-8", ",", "1: A=Aufgabe B=Kosten\n2: A=Müll B=1.200,50\n"},
		{"line for Excel", []byte("sep=;\r\nA;B,C,D\r\n1;2,3,4\r\n"), "utf-8", ";", "1: A=A B=B,C,D\n2: A=1 B=2,3,4\n"},
		{"title lines", []byte("Liste der Verfahren\nStand: 1.1.2025\n\nA|B|C\n1|2|3\n4|5|6\n"), "utf-8", "|", "1: A=Liste der Verfahren\n2: A=Stand: 1.1.2025\n4: A=A B=B C=C\n5: A=1 B=2 C=3\n6: A=4 B=5 C=6\n"},
		{"big-endian without a mark", coded(t, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), "Aufgabe;B\nx;y\n"), "utf-16be", ";", "1: A=Aufgabe B=B\n2: A=x B=y\n"},
		{"an old Mac's lines", []byte("A;B\r1;2\r"), "utf-8", ";", "1: A=A B=B\n2: A=1 B=2\n"},
	} {
		tables, err := table.Read("liste.csv", c.data, table.Options{})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		got := tables[0]
		if say(got) != c.want || got.Encoding != c.encoding || got.Separator != c.comma || got.Guessed != (c.encoding == "windows-1252") {
			t.Errorf("%s: %s %q\n%s", c.name, got.Encoding, got.Separator, say(got))
		}
	}
}

func TestNamedEncoding(t *testing.T) {
	data := coded(t, charmap.CodePage850, "Müll;Größe\n")
	tables, err := table.Read("dos.csv", data, table.Options{Encoding: "CP850"})
	if err != nil || say(tables[0]) != "1: A=Müll B=Größe\n" {
		t.Errorf("got %v, %v", tables, err)
	}
	if tables, err = table.Read("dos.csv", data, table.Options{}); err != nil || !tables[0].Undecodable {
		t.Errorf("read as %+v, %v", tables, err)
	}
	refused(t, "dos.csv", data, table.Options{Encoding: "klingon"}, table.UnknownEncoding)
}

// Rows have the numbers that a spreadsheet shows: an empty line counts, the
// second line of a cell does not.
func TestNumbersOfRows(t *testing.T) {
	tables, err := table.Read("x.csv", []byte("A;B\n\n\n\"zwei\nZeilen\";1\nC;D\n\n;;\nE;F"), table.Options{})
	if err != nil {
		t.Fatal(err)
	}
	expect(t, say(tables[0]), "1: A=A B=B\n4: A=zwei\nZeilen B=1\n5: A=C B=D\n8: A=E B=F\n")
}

// A quotation mark out of place is told; one that swallows the rest of the file
// is refused with its line.
func TestOddQuotes(t *testing.T) {
	tables, err := table.Read("x.csv", []byte("A;B\n17\" Monitor;2\nC;D\n"), table.Options{})
	if err != nil || tables[0].OddQuote != 2 || len(tables[0].Rows) != 3 {
		t.Errorf("got %+v, %v", tables, err)
	}
	_, err = table.Read("x.csv", []byte("A;B\n\"17 Monitor;2\n"+strings.Repeat("C;D\n", 40)), table.Options{})
	if e, ok := err.(*table.Error); !ok || e.Code != table.OpenQuote || e.Args[1] != "2" {
		t.Errorf("got %v", err)
	}
}

func TestWideText(t *testing.T) {
	refused(t, "weit.csv", []byte(strings.Repeat(";", intake.MaxColumns)+"x\n"), table.Options{}, table.TooWide)
	refused(t, "voll.csv", []byte(strings.Repeat(strings.Repeat("a;", 199)+"b\n", 1001)), table.Options{}, table.TooManyCells)
	if tables, err := table.Read("leer.csv", []byte("x"+strings.Repeat(";", 400)+"\n"), table.Options{}); err != nil || len(tables[0].Rows[0].Cells) != 1 {
		t.Errorf("empty columns count: %v, %v", tables, err)
	}
}
