package foreign

import (
	"slices"
	"testing"
)

func TestWordsOfTheOtherLanguageAreFound(t *testing.T) {
	for _, c := range []struct {
		lang, text string
		want       []string
	}{
		{"de", "Bitte unknown flag: --x", []string{"unknown"}},
		{"de", "strconv.ParseInt: parsing \"x\": invalid syntax", []string{"strconv", "parsing", "invalid", "syntax"}},
		{"de", "The, the, the", []string{"The", "the"}},
		{"de", "Loading...", []string{"Loading"}},
		{"de", "Weiter mit: itbestand submit amt.itb --questionnaire it", nil},
		{"de", "Größe, Öffnung und Nutzen", nil},
		{"de", "      --seed uint   Startwert", []string{"uint"}},
		{"en", "Fehler: not found", []string{"Fehler"}},
		{"en", "back and forth", nil},
		{"en", "für die Verwaltung", []string{"für", "die", "Verwaltung"}},
	} {
		if got := Words(c.lang, c.text); !slices.Equal(got, c.want) {
			t.Errorf("%s %q: %q, want %q", c.lang, c.text, got, c.want)
		}
	}
}
