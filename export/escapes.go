package export

import (
	"strings"
	"unicode/utf8"
)

// A workbook writes a character that XML cannot hold as _xHHHH_, and so the
// underscore of a text that only looks so as _x005F_. Excelize sees to that, but
// not where two such looks share an underscore, which would be read as another
// text, nor where one names half of a character, which is dropped. Nobody writes
// so by chance; what does stand there is replaced, and named like any other text
// that a cell cannot hold.

const escapeLength = len("_x0041_")

// withoutMisread replaces the underscores that would make a cell say something
// else than the text.
func withoutMisread(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case !looksEscaped(s[i:]):
			b.WriteByte(s[i])
		case strings.ContainsRune("dD", rune(s[i+2])) && s[i+3] >= '8': // of D800 to DFFF
			b.WriteRune(utf8.RuneError)
		case looksEscaped(s[i+escapeLength-1:]) && s[i:i+escapeLength] != "_x005F_": // of these, excelize knows
			b.WriteString(s[i : i+escapeLength-1])
			b.WriteRune(utf8.RuneError)
			i += escapeLength - 1
		default:
			b.WriteByte(s[i])
		}
	}
	return b.String()
}

// looksEscaped reports whether a text begins like a character that is written by
// its number.
func looksEscaped(s string) bool {
	if len(s) < escapeLength || s[:2] != "_x" || s[escapeLength-1] != '_' {
		return false
	}
	for _, c := range s[2 : escapeLength-1] {
		if !strings.ContainsRune("0123456789abcdefABCDEF", c) {
			return false
		}
	}
	return true
}
