package i18n_test

import (
	"regexp"
	"slices"
	"testing"

	"bestand.example/itbestand/survey/i18n"
)

var verb = regexp.MustCompile(`%(\[\d+\])?[a-zA-Z]`)

// Both languages know the same keys, and each sentence takes the same
// arguments in both.
func TestCataloguesAgree(t *testing.T) {
	de, en := i18n.In("de"), i18n.In("en")
	for _, key := range de.Keys() {
		if !en.Has(key) {
			t.Errorf("%s: no English", key)
			continue
		}
		x, y := verb.FindAllString(de.Text(key), -1), verb.FindAllString(en.Text(key), -1)
		slices.Sort(x)
		slices.Sort(y)
		if !slices.Equal(slices.Compact(x), slices.Compact(y)) {
			t.Errorf("%s: arguments %v in German, %v in English", key, x, y)
		}
		for _, v := range x {
			if len(v) == 2 && len(x) > 1 {
				t.Errorf("%s: several arguments, but not numbered", key)
			}
		}
	}
	for _, key := range en.Keys() {
		if !de.Has(key) {
			t.Errorf("%s: no German", key)
		}
	}
}

func TestUnknownKeyIsNotLost(t *testing.T) {
	if got := i18n.In("de").T("no.such", 7); got != "no.such 7" {
		t.Errorf("got %q", got)
	}
}
