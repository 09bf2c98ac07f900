package export

import (
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/parser"
)

// textSet has a list with a text in each row.
const textSet = `kind: questionnaire
id: texte
short: TX
version: 1.0.0
title: Texte
duration: 1 Minute
responses: one
sections:
  - name: s
    label: Texte
    questions:
      - name: texte
        type: repeat
        label: Texte
        item_label: '${wort}'
        max: 9999
        questions:
          - {name: wort, type: multiline, label: Was steht da?}
`

// Every text comes back from the workbook as it went in. One that a cell cannot
// hold is cleaned or goes on in Plausibilität, and is named there. As CSV it is
// always whole.
func TestRandomTextsComeBackOrAreNamed(t *testing.T) {
	texts := 20_000 // of a million: the whole proof takes minutes
	if os.Getenv("ITBESTAND_LONG") != "" {
		texts = 1_000_000
	}
	set, _, err := parser.Questionnaire(fstest.MapFS{"texte.yaml": &fstest.MapFile{Data: []byte(textSet)}}, "texte.yaml")
	if err != nil {
		t.Fatal(err)
	}
	const each = 5_000
	named := 0
	for batch := range texts / each {
		random := rand.New(rand.NewPCG(2026, uint64(batch)))
		entries := make([]string, each)
		for i := range entries {
			entries[i] = anyText(random)
		}
		named += textsComeBack(t, set, entries)
		if t.Failed() {
			t.Fatalf("batch %d", batch)
		}
	}
	t.Logf("%d texts, %d of them named", texts, named)
	if named < texts/100 {
		t.Errorf("only %d of %d texts were more than a cell can hold", named, texts)
	}
}

// textsComeBack writes a workbook with texts and compares. It returns how many
// are named in Plausibilität.
func textsComeBack(t *testing.T, set *survey.Questionnaire, entries []string) int {
	t.Helper()
	r := answers(t, set, 0)
	for i, s := range entries {
		r.Answers.AddRow("texte", i+1)
		r.Answers.Set(survey.Key{Question: "wort", Row: i + 1}, survey.Answer{Value: survey.TextValue(s)})
	}
	w := writeFolder(t, book([]*survey.Questionnaire{set}, r), limits{rows: excelize.TotalRows, cell: maxCell})
	cleaned, rest := map[int]bool{}, map[int]string{}
	for _, note := range w.rows(sheetNotes) {
		row, err := strconv.Atoi(note["zeile"])
		if err != nil || note["variable"] != "wort" || note["schluessel"] != r.Unit.Key {
			t.Fatalf("another note: %v", note)
		}
		switch note["art"] {
		case "Zeichen ersetzt":
			cleaned[row] = true
		case "Text geteilt":
			rest[row] += note["wert"]
		}
	}
	shown, records := w.rows("Texte"), w.records["tx_texte"]
	if len(shown) != len(entries) || len(records) != len(entries)+1 {
		t.Fatalf("%d rows on the sheet and %d lines as CSV of %d texts", len(shown), len(records), len(entries))
	}
	column := 0
	for i, f := range w.fields("tx_texte") {
		if f.Name == "wort" {
			column = i
		}
	}
	for i, s := range entries {
		clean := survey.Clean(s)
		text := shown[i]["wort"]
		if more, split := rest[i+1]; split {
			text = strings.TrimSuffix(text, " … (Fortsetzung: Blatt Plausibilität)") + more
		}
		fits := withoutMisread(clean)
		if text != fits || cleaned[i+1] != (fits != s) {
			t.Errorf("%s came back as %s, named %t", show(s), show(text), cleaned[i+1])
		}
		if field := unguarded(records[i+1][column]); field != clean {
			t.Errorf("%s came back from CSV as %s", show(s), show(field))
		}
	}
	return len(cleaned) + len(rest)
}

// unguarded takes away the apostrophe that guards against formulas.
func unguarded(s string) string {
	if len(s) > 1 && s[0] == '\'' && strings.ContainsRune("=+-@\t\r'", rune(s[1])) {
		return s[1:]
	}
	return s
}

func show(s string) string {
	return strconv.QuoteToASCII(shorten(s, 80)) + " (" + strconv.Itoa(len(s)) + ")"
}

// anyText is a text with at least one character that is no blank.
func anyText(r *rand.Rand) string {
	awkward := []string{"=1+1", "+49", "-5", "@SUM(A1)", "_x0041_", "_xZZZZ_", "_x005F_", "_x005f_", "_xD83D_", "x000A_", "_x000", "<b>&amp;]]></b>", "\"", "'", ";", ",", "\t", "\n", "  ", "\u00a0", "\u2028",
		"\ufeff", "😀", "a\u0308", "TRUE", "1,5", "0123", "1e5", "31.12.2025", "#NV", "\x00", "\x1b[31m", "\r", "\r\n", "\ufffe", "\xff", "\xed\xa0\x80", "\u202e", "\u0085"}
	pieces := 1 + r.IntN(6)
	if r.IntN(1000) == 0 {
		pieces = 1 + r.IntN(30_000)
	}
	var b strings.Builder
	for range pieces {
		switch r.IntN(4) {
		case 0:
			b.WriteString(awkward[r.IntN(len(awkward))])
		case 1:
			b.WriteRune(rune(r.IntN(utf8.MaxRune)))
		case 2:
			b.WriteRune(rune(r.IntN(0x250)))
		default:
			b.WriteByte(byte(r.IntN(256)))
		}
	}
	s := b.String()
	if r.IntN(3) > 0 { // as most texts are: with nothing that has to be replaced
		s = strings.ReplaceAll(withoutMisread(survey.Clean(s)), "\ufffd", "z")
	}
	if strings.TrimSpace(s) == "" {
		return s + "x"
	}
	return s
}
