// Package foreign finds words of the wrong language in what the program says.
// Tests hold every text that a person can see against it; the program itself
// does not need it.
package foreign

import (
	"embed"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// The lists are files so that they can be read and argued about. german.txt and
// english.txt hold words, one a line; names.txt holds patterns of what is the
// same in both languages, each with its reason.
//
//go:embed english.txt german.txt names.txt
var files embed.FS

type lists struct {
	words map[string]*regexp.Regexp // by the language that they are foreign in
	names *regexp.Regexp
}

var loaded = sync.OnceValue(func() lists {
	var names []string
	for _, line := range lines("names.txt") {
		pattern, reason, ok := strings.Cut(line, "\t")
		if !ok || strings.TrimSpace(reason) == "" {
			panic(fmt.Sprintf("names.txt: %q has no reason", line))
		}
		names = append(names, "(?:"+pattern+")")
	}
	return lists{
		words: map[string]*regexp.Regexp{"de": wordsOf("english.txt"), "en": wordsOf("german.txt")},
		names: regexp.MustCompile("(?m)" + strings.Join(names, "|")),
	}
})

// lines reads a list without its blank lines and remarks.
func lines(name string) []string {
	data, err := files.ReadFile(name)
	if err != nil {
		panic(err) // embedded: cannot be missing
	}
	var all []string
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimRight(line, "\r\n"); line != "" && !strings.HasPrefix(line, "#") {
			all = append(all, line)
		}
	}
	return all
}

// wordsOf makes one pattern of a list. A line that begins with "=" is meant as
// it is written; the others in small letters and capitals alike.
func wordsOf(name string) *regexp.Regexp {
	var all []string
	for _, line := range lines(name) {
		if word, ok := strings.CutPrefix(line, "="); ok {
			all = append(all, regexp.QuoteMeta(word))
		} else {
			all = append(all, "(?i:"+regexp.QuoteMeta(line)+")")
		}
	}
	// \b knows ASCII only, so the edges of a word are looked for by hand.
	return regexp.MustCompile(`(^|[^\pL\pN_])(` + strings.Join(all, "|") + `)($|[^\pL\pN_])`)
}

// Words lists what in a text is not of the language, each word once. Commands,
// flags, file names and other names do not count.
func Words(lang, text string) []string {
	l := loaded()
	text = l.names.ReplaceAllString(text, "·")
	var found []string
	for {
		m := l.words[lang].FindStringSubmatchIndex(text)
		if m == nil {
			return found
		}
		if word := text[m[4]:m[5]]; !slices.Contains(found, word) {
			found = append(found, word)
		}
		text = text[m[5]:] // the character behind a word may be the one before the next
	}
}
