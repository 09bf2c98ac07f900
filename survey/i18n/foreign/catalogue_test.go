package foreign_test

import (
	"regexp"
	"strings"
	"testing"

	"bestand.example/itbestand/survey/i18n"
	"bestand.example/itbestand/survey/i18n/foreign"
)

var verb = regexp.MustCompile(`%(?:\[(\d)\])?([a-z])`)

// filled is a text of the catalogue with its arguments, as it is shown.
func filled(c *i18n.Catalogue, key string) string {
	text := c.Text(key)
	var args []any
	for i, m := range verb.FindAllStringSubmatch(text, -1) {
		n := i + 1
		if m[1] != "" {
			n = int(m[1][0] - '0')
		}
		for len(args) < n {
			args = append(args, any("XYZ"))
		}
		if m[2] == "d" {
			args[n-1] = 7
		}
	}
	return c.T(key, args...)
}

// Every text of the catalogue takes its arguments and is in its language.
func TestCatalogueSpeaksItsLanguage(t *testing.T) {
	for _, lang := range i18n.Languages() {
		c := i18n.In(lang)
		for _, key := range c.Keys() {
			text := filled(c, key)
			if words := foreign.Words(lang, text); words != nil {
				t.Errorf("%s %s: %q in %q", lang, key, words, text)
			}
			if strings.Contains(text, "%!") {
				t.Errorf("%s %s: %q", lang, key, text)
			}
		}
	}
}
