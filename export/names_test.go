package export

import (
	"strings"
	"testing"
	"unicode/utf16"

	"pgregory.net/rapid"

	"bestand.example/itbestand/survey"
)

func TestNamesOfSheetsAreThoseThatExcelTakes(t *testing.T) {
	for name, want := range map[string]bool{
		"Daten": true, "Häufigkeiten": true, "_Diagrammdaten": true, strings.Repeat("x", 31): true, "A'B": true,
		"": false, "History": false, "HISTORY": false, strings.Repeat("x", 32): false, strings.Repeat("😀", 16): false,
		"a/b": false, "a:b": false, "a[b]": false, "'a": false, "a'": false, "a ": false, "a?": false, "a*": false, `a\b`: false, "a\nb": false,
	} {
		if got := validSheetName(name); got != want {
			t.Errorf("%q: %v", name, got)
		}
	}
}

func TestEveryProposalEndsInAFreeValidName(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		taken := names{}
		for range rapid.IntRange(1, 20).Draw(t, "sheets") {
			proposals := rapid.SliceOfN(rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"History", "Daten", "daten", "Quellen"})), 0, 3).Draw(t, "proposals")
			before := len(taken)
			got := taken.takeSheet(append(proposals, "fv")...)
			if !validSheetName(got) || len(taken) != before+1 {
				t.Fatalf("%v became %q", proposals, got)
			}
		}
	})
}

func TestTheSheetOfAListIsNamedAfterIt(t *testing.T) {
	section := &survey.Section{Label: survey.German("Fachverfahren")}
	for label, want := range map[string]string{
		"Geräte": "Geräte", "Welche Verfahren nutzen Sie?": "Fachverfahren", "Verfahren von ${name}": "Fachverfahren",
		"Ein Name, der für ein Blatt viel zu lang ist": "Fachverfahren", "History": "Fachverfahren", "Netz/Leitungen": "Netz Leitungen",
	} {
		q := &survey.Question{Name: "fv", Label: survey.German(label), Section: section}
		if got := (names{}).takeSheet(rosterSheet(q, "IT", "de")...); got != want {
			t.Errorf("%s: %s", label, got)
		}
	}
}

func TestTextsAreCutWithoutLoss(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := survey.Clean(rapid.String().Draw(t, "text"))
		limit := rapid.IntRange(2, 9).Draw(t, "limit")
		pieces := splitText(s, limit)
		if strings.Join(pieces, "") != s {
			t.Fatalf("%q became %q", s, pieces)
		}
		for _, piece := range pieces {
			if n := len(utf16.Encode([]rune(piece))); n > limit {
				t.Fatalf("%q has %d units", piece, n)
			}
		}
	})
}
