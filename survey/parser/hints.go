package parser

import (
	"regexp"
	"strconv"
	"strings"
	"sync"
)

// mostTranslations is how many texts without a translation are named; that a
// whole set has no English version is clear after a few.
const mostTranslations = 5

// Brief leaves out what a person need not read one by one: of the texts
// without a translation, all but the first few, which a last hint counts.
func Brief(findings []Finding) []Finding {
	total := 0
	for _, f := range findings {
		if f.Code == "missing_translation" {
			total++
		}
	}
	if total <= mostTranslations+1 {
		return findings
	}
	var kept []Finding
	seen := 0
	for _, f := range findings {
		if f.Code == "missing_translation" {
			seen++
		}
		switch {
		case f.Code != "missing_translation" || seen <= mostTranslations:
			kept = append(kept, f)
		case seen == mostTranslations+1:
			f.key, f.Code, f.Args = "parser.more_translations", "more_translations", []string{strconv.Itoa(total - mostTranslations), "en"}
			kept = append(kept, f)
		}
	}
	return kept
}

// A number that looks as if its point set the thousands apart, and texts,
// whose numbers mean nothing.
var (
	thousands = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[\w.]+`) })
	pointed   = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[1-9]\d{0,2}\.\d{3}$`) })
)

// checkThousands points at numbers such as 2.000 in expressions: that is 2.
func (r *setReader) checkThousands() {
	for e, at := range r.expressions {
		for _, place := range thousands().FindAllStringIndex(e.Source, -1) {
			number := e.Source[place[0]:place[1]]
			if !pointed().MatchString(number) {
				continue
			}
			read := strings.TrimRight(strings.TrimRight(number, "0"), ".")
			offset := len([]rune(e.Source[:place[0]]))
			r.report(at.locate(offset), "parser.thousands_point", number, read, strings.ReplaceAll(number, ".", ""))
		}
	}
}
