package survey

import (
	"strings"
	"unicode/utf8"
)

// Clean makes a foreign text safe to show and to store: whatever could steer
// a terminal, hide or reorder text (control characters but newline and tab,
// bidirectional marks, separators, a byte order mark, invalid UTF-8) becomes
// U+FFFD.
func Clean(s string) string {
	if IsClean(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if forbidden(r) {
			return utf8.RuneError
		}
		return r
	}, strings.ToValidUTF8(s, string(utf8.RuneError)))
}

// IsClean reports whether Clean would leave the text as it is.
func IsClean(s string) bool {
	i := 0
	for i < len(s) && (' ' <= s[i] && s[i] < 0x7f || s[i] == '\n' || s[i] == '\t') {
		i++
	}
	if i == len(s) { // plain ASCII, as most texts are
		return true
	}
	return utf8.ValidString(s) && !strings.ContainsFunc(s, forbidden)
}

// CleanLine is Clean for text that must stay on one line, as in a message:
// line breaks and tabs become blanks.
func CleanLine(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' {
			return ' '
		}
		return r
	}, Clean(s))
}

func forbidden(r rune) bool {
	switch {
	case r == '\n' || r == '\t':
		return false
	case r < 0x20, r >= 0x7f && r <= 0x9f:
		return true
	case r == 0x061c, r == 0x200e, r == 0x200f, r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
		return true
	case r == 0x2028, r == 0x2029, r == 0xfeff, r == 0xfffe, r == 0xffff:
		return true
	}
	return false
}
