package intake

import (
	"strings"
	"unicode"

	"bestand.example/itbestand/survey"
)

// plain is a text by its letters and digits alone, umlauts and case folded: the
// form in which headings and names are compared. OK.EWO and "OK EWO" are one.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, survey.Fold(s))
}

// bare is a heading without what stands in brackets and without the words that
// say nothing of the column: "Anzahl Nutzer (2025)" is about Nutzer.
func bare(heading string) string {
	var kept []string
	for _, word := range strings.FieldsFunc(unbracketed(heading), func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("/:;,.-–_", r) }) {
		if p := plain(word); p != "" && !fillers[p] {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, "")
}

func unbracketed(s string) string {
	for {
		open := strings.IndexAny(s, "([")
		if open < 0 {
			return s
		}
		end := strings.IndexAny(s[open:], ")]")
		if end < 0 {
			return s[:open]
		}
		s = s[:open] + " " + s[open+end+1:]
	}
}

// fillers are in their plain form.
var fillers = map[string]bool{
	"anzahl": true, "anz": true, "zahl": true, "name": true, "der": true, "die": true, "das": true, "des": true, "von": true, "in": true, "im": true, "am": true,
	"pro": true, "je": true, "jahr": true, "jaehrlich": true, "p": true, "a": true, "euro": true, "eur": true, "brutto": true, "netto": true, "lt": true, "laut": true,
	"eingesetzte": true, "eingesetztes": true, "nr": true,
}

// totals are the words, in their plain form, that a row of sums begins with.
var totals = map[string]bool{
	"summe": true, "summen": true, "gesamt": true, "gesamtsumme": true, "gesamtergebnis": true, "insgesamt": true, "zwischensumme": true, "endsumme": true, "total": true,
	"ergebnis": true, "gesamtzahl": true, "gesamtanzahl": true, "summegesamt": true, "gesamtkosten": true, "uebertrag": true,
}

// nothings are the texts by which people say that a cell is empty.
var nothings = map[string]bool{"-": true, "–": true, "—": true, "--": true, "---": true, "./.": true, "/": true, ".": true}

// reasons are the words for a missing answer, in their plain form, by the
// missing codes that they may mean; the first that the question takes is meant.
var reasons = map[string][]string{
	"ka": {"keine_angabe", "unbekannt"}, "keineangabe": {"keine_angabe", "unbekannt"}, "keineangaben": {"keine_angabe", "unbekannt"},
	"unbekannt": {"unbekannt"}, "nichtbekannt": {"unbekannt"}, "weissnicht": {"unbekannt"},
	"entfaellt": {"entfaellt"}, "na": {"entfaellt"}, "trifftnichtzu": {"entfaellt"}, "nichtzutreffend": {"entfaellt"},
	"spaeter": {"spaeter"}, "folgt": {"spaeter"}, "wirdnachgereicht": {"spaeter"},
}

// agreement is what people write for yes and no, in its plain form.
var agreement = map[string]string{
	"x": "ja", "j": "ja", "ja": "ja", "yes": "ja", "y": "ja", "wahr": "ja", "true": "ja", "1": "ja", "vorhanden": "ja",
	"n": "nein", "nein": "nein", "no": "nein", "falsch": "nein", "false": "nein", "0": "nein", "nichtvorhanden": "nein",
}

// flat puts a text of several lines on one, and changes nothing else.
func flat(s string) string { return strings.TrimSpace(survey.CleanLine(s)) }

// oneLine puts a text on one line, each gap in it one blank wide: the form in
// which cells are named and compared.
func oneLine(s string) string { return strings.Join(strings.Fields(survey.Clean(s)), " ") }
