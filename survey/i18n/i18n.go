// Package i18n holds the program's own words, German and English. Texts of
// question sets are not here: they bring their own translations.
//
// Each file below de and en is one area; its name is the first part of a key,
// so "open" in finding.json is "finding.open". Sentences take their arguments
// in the form of package fmt, numbered (%[1]s), so that a translation may turn
// them around.
package i18n

import (
	"embed"
	"encoding/json"
	"fmt"
	"path"
	"strings"
	"sync"
)

//go:embed de/*.json en/*.json
var files embed.FS

// Languages lists the languages of the program; the first is the default.
func Languages() []string { return []string{"de", "en"} }

// Catalogue says the program's words in one language. An area is read when a
// word of it is asked for: few commands need all, and to read all of them takes
// longer than many a command.
type Catalogue struct {
	lang  string
	areas map[string]func() map[string]string
}

var catalogues = sync.OnceValue(func() map[string]*Catalogue {
	all := map[string]*Catalogue{}
	for _, lang := range Languages() {
		all[lang] = newCatalogue(lang)
	}
	return all
})

// In returns the catalogue of a language, or the German one.
func In(lang string) *Catalogue {
	if c, ok := catalogues()[lang]; ok {
		return c
	}
	return catalogues()["de"]
}

func newCatalogue(lang string) *Catalogue {
	c := &Catalogue{lang: lang, areas: map[string]func() map[string]string{}}
	entries, err := files.ReadDir(lang)
	if err != nil {
		panic(err) // embedded: cannot be missing
	}
	for _, entry := range entries {
		file := path.Join(lang, entry.Name())
		c.areas[strings.TrimSuffix(entry.Name(), ".json")] = sync.OnceValue(func() map[string]string { return load(file) })
	}
	return c
}

func load(file string) map[string]string {
	data, err := files.ReadFile(file)
	if err != nil {
		panic(err)
	}
	words := map[string]string{}
	if err := json.Unmarshal(data, &words); err != nil {
		panic(fmt.Sprintf("%s: %v", file, err))
	}
	return words
}

// find looks a key up.
func (c *Catalogue) find(key string) (text string, ok bool) {
	area, word, _ := strings.Cut(key, ".")
	if words, known := c.areas[area]; known {
		text, ok = words()[word]
	}
	return text, ok
}

// Lang is the language of the catalogue.
func (c *Catalogue) Lang() string { return c.lang }

// T returns the words for a key, with its arguments filled in. A key that the
// catalogue lacks is returned itself: ugly, but nothing is lost.
func (c *Catalogue) T(key string, args ...any) string {
	text, ok := c.find(key)
	if !ok {
		return strings.TrimSpace(key + " " + fmt.Sprintln(args...))
	}
	if len(args) == 0 {
		return text
	}
	return fmt.Sprintf(text, args...)
}

// Fit is T for a sentence that may name fewer arguments than there are, which
// package fmt would complain about.
func (c *Catalogue) Fit(key string, args ...any) string {
	named, text := 0, c.Text(key)
	for n := range args {
		if strings.Contains(text, fmt.Sprintf("%%[%d]", n+1)) {
			named = n + 1
		}
	}
	return c.T(key, args[:named]...)
}

// Has reports whether the catalogue knows a key.
func (c *Catalogue) Has(key string) bool {
	_, ok := c.find(key)
	return ok
}

// Keys lists all keys, in no order.
func (c *Catalogue) Keys() []string {
	var keys []string
	for area, words := range c.areas {
		for word := range words() {
			keys = append(keys, area+"."+word)
		}
	}
	return keys
}

// Text returns the words for a key as they stand in the catalogue.
func (c *Catalogue) Text(key string) string {
	text, _ := c.find(key)
	return text
}
