package export

import "unicode/utf8"

// maxCell is how many UTF-16 units a cell holds. Excelize cuts what is longer,
// silently.
const maxCell = 32767

func width(r rune) int {
	if r > 0xffff {
		return 2
	}
	return 1
}

// splitText cuts a text into pieces of at most so many UTF-16 units, never
// within a character. The pieces make up the text.
func splitText(s string, limit int) []string {
	if len(s) <= limit {
		return []string{s}
	}
	var pieces []string
	start, n := 0, 0
	for i, r := range s {
		if n+width(r) > limit {
			pieces = append(pieces, s[start:i])
			start, n = i, 0
		}
		n += width(r)
	}
	return append(pieces, s[start:])
}

// shorten cuts a text for a place that only hints at it, such as a page
// header. Data never goes through it.
func shorten(s string, characters int) string {
	if utf8.RuneCountInString(s) <= characters {
		return s
	}
	return string([]rune(s)[:characters-1]) + "…"
}
